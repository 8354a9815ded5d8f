"""The orders in which dates are printed, as data, and the words of all languages.

`words` merges the dates of the languages' tables, which ``scripts/build_locales.py`` makes from CLDR. Each
pattern is compiled when it is first needed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from embedparse import locales
from embedparse.patterns import LazyPattern

Start = Literal["word", "year", "number"]  # what a shape begins with


@dataclass(frozen=True, slots=True)
class Shape:
    """One order in which dates are printed.

    `pattern` has the groups year, month (digits or a word) and day, and may have day_dot; it takes
    milliseconds to compile. ``opening`` (for `re`) matches wherever it does, and is rare.
    """

    name: str
    seen: str
    opening: LazyPattern[str]
    pattern: LazyPattern[str]
    has_day_dot: bool

    @property
    def either(self) -> bool:
        """Whether the first two numbers may be day and month or month and day."""
        return "-or-" in self.name


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of all languages merged; keys are folded (`fold`)."""

    months: dict[str, int]
    #: Words that are different months in different languages (`listopada`: 11 in Polish, 10 in
    #: Croatian) -> month, whether the language prints a dot after the day, after the year.
    disputed: dict[str, list[tuple[int, bool, bool]]]
    #: Months of the languages that print a dot after the year (`5. ožujka 2018.`).
    year_dot: frozenset[str]
    thai: frozenset[str]
    #: Words that may be before the date and belong to it: weekdays, `ngày`, 午後.
    leads: frozenset[str]
    prepositions: frozenset[str]
    meridiems: frozenset[str]
    time_words: frozenset[str]
    time_suffixes: frozenset[str]
    year_suffixes: frozenset[str]


_FOLDED_AWAY = dict.fromkeys(map(ord, ".-\u00ad\u200c\u200d'’ʼ׳॰"))
_VIRAMA = 9  # combining class of the Indic sign that kills a vowel; unlike an accent it makes another word


def fold(word: str) -> str:
    """``word`` without case, accents, abbreviation dots and joiners.

    Vowel signs stay (Hindi जून is not जन); Turkish dotted and dotless i fall together.
    """
    word = word.casefold().translate(_FOLDED_AWAY)
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFKD", word)
    return "".join(c for c in letters if unicodedata.combining(c) in (0, _VIRAMA)).replace("ı", "i")


@cache
def words() -> Words:
    """The dates of all languages' tables, read once (some 3 ms)."""
    printed = locales.section("dates")["months"]
    months: dict[str, int] = {}
    disputed: dict[str, list[tuple[int, bool, bool]]] = {}
    for own in printed.values():
        for word, month in own.items():
            if months.setdefault(word, month) != month:
                disputed[word] = []
    day_dot, year_dot = locales.flagged("dates", "day_dot"), locales.flagged("dates", "year_dot")
    for word, readings in disputed.items():
        del months[word]
        readings += (
            (own[word], language in day_dot, language in year_dot)
            for language, own in printed.items()
            if word in own
        )

    def every(kind: str) -> frozenset[str]:
        return locales.in_all("dates", kind)

    def months_of(languages: Iterable[str]) -> frozenset[str]:
        return frozenset(word for language in languages for word in printed[language])

    prepositions = every("prepositions")
    # Swedish `em` (p.m.) is a preposition in Portuguese; `AM` is in capitals, German `am` is not.
    meridiems = frozenset(m for m in every("meridiems") if m.isupper() or fold(m) not in prepositions)
    return Words(
        months=months,
        disputed=disputed,
        year_dot=months_of(year_dot),
        thai=months_of(locales.flagged("dates", "buddhist_era")),
        # Danish `on` is a Wednesday; before an English date it is a preposition.
        leads=(every("weekdays") - prepositions)
        | every("day_words")
        | {fold(m) for m in meridiems if not m[0].isascii()},
        prepositions=prepositions,
        meridiems=meridiems,
        time_words=every("time_words"),
        time_suffixes=every("time_suffixes"),
        year_suffixes=every("year_suffixes"),
    )


def languages() -> list[str]:
    """Codes of the languages whose dates are read, in order (`pt_PT` is a language's variant)."""
    return sorted(locales.section("dates")["months"])


def _any(forms: Iterable[str]) -> str:
    """Alternation of literal words, longest first, composed and decomposed; any blank for a blank."""
    both = {unicodedata.normalize(form, word) for word in forms for form in ("NFC", "NFD")}
    ordered = sorted(both, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(f"[{_BLANKS}]".join(map(re.escape, w.split())) for w in ordered) + ")"


_MARKS = r"\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff"  # direction marks and the like
_BLANKS = r" \t\u00a0\u2000-\u200a\u202f\u205f\u3000"
_M = f"[{_MARKS}]?"
_B = rf"[{_BLANKS}{_MARKS}]{{0,4}}"
_BREAK = r"(?:\r?\n[ \t]{0,12}(?:>[ \t]?){0,4})?"
#: A gap inside a date: blanks, marks, and one line break of a wrapped text with its quote marks.
_G = rf"{_B}{_BREAK}{_B}"
_G1 = rf"(?=[{_BLANKS}{_MARKS}\r\n]){_G}"
_HEADS = _any(["كانون", "تشرين", "Deireadh", "Meán"])  # of month names of two words: Levantine, Irish
_LETTERS = r"\p{L}[\p{L}\p{M}\u00ad\u200c\u200d]{0,23}"
_WORD = rf"(?:{_HEADS}[ \u00a0])?{_LETTERS}(?:[.’'׳-]\p{{L}}[\p{{L}}\p{{M}}]{{0,11}}){{0,2}}[׳॰]?"
_MONTH = rf"(?P<month>{_WORD})"
_NUMBER = r"(?P<month>\d{1,2})(?!\d)"
_DAY = r"(?P<day>\d{1,2})(?!\d)"
_YEAR = r"(?P<year>\d{4})"  # and no more: a number may be glued to it
_ORDINAL = "(?:st|nd|rd|th|er|ère|[ºª°eη])?"
_OF = rf"(?:(?:de|del|di|of|den)(?!\p{{L}}){_G}|d[’'])?"
_ERA = rf"(?:(?:ค\.?ศ\.?|พ\.?ศ\.?){_G})?"
_THANG = _any(["tháng", "thang", "thg"])
_YEAR_SIGN, _MONTH_SIGN, _DAY_SIGN = _any("年년"), _any("月월"), rf"(?:{_B}{_any('日일號号')})?"
_DAY_NAME = "[月火水木金土日월화수목금토일]"
_WEEKDAY = rf"(?:{_B}(?:[（(]{_DAY_NAME}(?:曜日?)?[)）]|星期[一二三四五六日天]|{_DAY_NAME}(?:曜日|요일)))?"

_ANY = ""
_MONTH_SIGNS = "[月월\u110b]"  # the last begins the decomposed form of the one before
#: Name, where it was seen, opening, pattern. SUFFIX is г., р., года and the like of the tables.
_SHAPES: dict[Start, list[tuple[str, str, str, str]]] = {
    "word": [
        (
            "month-day-year",
            "`November 3, 2019`; es, pt until 2015: `julio 28, 2015`; Instagram: `Jou… 12, 2019`, `Ápr 21.,`",
            _ANY,
            rf"{_MONTH}[.…]?{_G}{_DAY}{_ORDINAL}(?:\.?{_B}[,،]{_G}|{_G1}{_OF}){_YEAR}",
        ),
        ("thang-day-year", "`tháng 3 5, 2018`", "th", rf"{_THANG}{_G}{_NUMBER}{_G}{_DAY},?{_G}{_YEAR}"),
    ],
    "number": [
        (
            "day-month-year",
            "`23. November 2015`, `17 de marzo de 2018`, `24 марта 2019 г.`, `25 d’agost de 2017`",
            _ANY,
            rf"(?P<day>\d{{1,2}})(?P<day_dot>\.)?{_ORDINAL},?(?:{_G}|[-/]){_OF}{_MONTH}\.?"
            rf"(?:{_B}[,،]?{_G}{_OF}{_ERA}|[-/]){_YEAR}SUFFIX",
        ),
        (
            "day-thang-year",
            "`ngày 10 tháng 11 năm 2021`, `Ngày 6 tháng 5, 2019`",
            r"\d{1,2}[^\d]{0,60}?th",
            rf"{_DAY}{_G}{_THANG}{_G}{_NUMBER},?{_G}(?:{_any(['năm', 'nam'])}{_G})?{_YEAR}",
        ),
        (
            "month-sign-day-year",
            "2012 and 2013: `1月 22, 2013`, `8월 7, 2012`",
            rf"\d{{1,2}}{_MONTH_SIGNS}",
            rf"{_NUMBER}{_MONTH_SIGN}{_G}{_DAY}{_DAY_SIGN}[,，]?{_G}{_YEAR}",
        ),
        (
            "numbers-day-or-month-first",
            "hand-made cards: `13/04/2021`",
            r"\d{1,2}\W?[-/]",
            rf"{_DAY}{_M}(?P<sep>[-/]){_M}{_NUMBER}{_M}(?P=sep){_M}{_YEAR}(?!\d)",
        ),
        (  # day first: no CLDR locale prints dots between numbers with the month first
            "numbers-with-dots",
            "`05.03.2018`, `5. 3. 2018`",
            r"\d{1,2}\W?\.\W{0,4}\d",
            rf"{_DAY}{_M}\.{_B}{_NUMBER}{_M}\.{_B}{_YEAR}(?!\d)SUFFIX",
        ),
    ],
    "year": [
        (
            "year-month-day-signs",
            "`2018年4月12日`, `2019년 12월 1일`, `2016, 2月 22`, `2017 4月 10`, `2019年 4月月21日`",
            rf"\d{{4}}[^\d]{{0,60}}?\d{{1,2}}\W{{0,4}}{_MONTH_SIGNS}",
            rf"{_YEAR}(?:{_B}{_YEAR_SIGN}|,)?{_G}{_NUMBER}{_B}{_MONTH_SIGN}(?:{_B}月)?{_G}{_DAY}{_DAY_SIGN}{_WEEKDAY}",
        ),
        (
            "year-month-day",
            "`2018. december 24.`, `2018(e)ko martxoaren 5(a)`, `2018 m. kovo 5 d.`",
            _ANY,
            rf"{_YEAR}(?:(?P<dot>\.)|,|\(e\)ko|{_B}(?:m\.|թ\.))?{_G}{_MONTH}\.?{_G}{_DAY}"
            rf"(?:\(a\)|{_B}d\.|(?(dot)\.))?",
        ),
        (
            "year-day-month",
            "CLDR lv, kk: `2018. gada 5. marts`, `2018 ж. 5 наурыз`",
            r"\d{4}\.?\W{0,4}(?:gada|ж)",
            rf"{_YEAR}\.?{_B}(?:gada|ж\.){_G}{_DAY}\.?{_G}{_MONTH}",
        ),
        (
            "numbers-year-first",
            "`2026-04-01T03:14:06.000Z`, `2018/03/05`, `2018. 3. 5.`",
            r"\d{4}\W?[-/.]",
            rf"{_YEAR}{_M}(?P<sep>[-/]|\.(?P<gap>[{_BLANKS}])?){_M}{_NUMBER}{_M}(?P=sep){_M}{_DAY}(?(gap)\.?)",
        ),
    ],
}


@cache
def shapes(start: Start) -> tuple[Shape, ...]:
    """The shapes that begin so."""
    dotted = [suffix for suffix in words().year_suffixes if suffix.endswith(".")]
    spelt = [*(words().year_suffixes - set(dotted)), "г", "р"]
    suffix = rf"(?:{_G}(?:{_any(dotted)}|{_any(spelt)}(?![\p{{L}}\p{{M}}])))?"
    return tuple(
        Shape(
            name,
            seen,
            LazyPattern(opening, re.IGNORECASE),
            LazyPattern(pattern.replace("SUFFIX", suffix), re.IGNORECASE, engine="regex"),
            "(?P<day_dot>" in pattern,
        )
        for name, seen, opening, pattern in _SHAPES[start]
    )


_ZONE = r"\(?(?:[PECM][DS]?T|UTC|GMT|BST|WES?T|CES?T|EES?T|MESZ|MEZ|MSK|IST|JST|KST|AE[SD]T)(?!\p{L})\)?" + (
    r"(?:[+-]\d{1,2}(?::?\d{2})?)?"
)
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?(?!\d)"
_CLOCK_SIGNS = (
    rf"\d{{1,2}}{_any('時时点點시')}{_B}\d{{1,2}}{_any('分분')}"  # with minutes: 3時間 is three hours
)


_BEGINS = r"(?=[\p{L}\p{Nd}])"


#: Blanks and at most one line break before a date (group 1), and marks that belong to it.
LEAD = LazyPattern(
    rf"([{_BLANKS}]{{0,16}}{_BREAK}[{_BLANKS}]{{0,16}})[{_BLANKS}{_MARKS}]{{0,8}}{_BEGINS}", engine="regex"
)
#: A word (group 1) that may be a weekday or a preposition, up to the next word or number.
LEAD_WORD = LazyPattern(rf"{_G}({_WORD})[.,،、:]{{0,2}}{_G}{_BEGINS}", re.IGNORECASE, engine="regex")


def _time_before() -> str:
    return (
        rf"(?:{_CLOCK}(?:{_B}{_meridiem()})?(?:{_B}{_ZONE})?{_G}[-–—·•|,]?|"
        rf"\d{{1,2}}[.h]\d{{2}}{_B}[-–—·•|]){_G}{_BEGINS}"
    )


def _time_after() -> str:
    meridiem = "(?&half)"  # occurs three times, takes milliseconds to compile once
    zone = rf"(?:Z(?!\p{{L}})|[+-]\d{{2}}:?\d{{2}}(?!\d)|{_B}{_ZONE})"
    with_word = rf"{_G}(?:[,،]{_B})?{_any(words().time_words)}{_G1}"  # `at 4:40am`, `um 0:31 Uhr`
    without = rf"(?:T|{_B}(?:[,،·•|–—-]{_B})?)"
    return (
        rf"(?:(?:{with_word}(?:{_CLOCK}|\d{{1,2}}[.h]\d{{2}}(?!\d)|\d{{1,2}}(?={_B}{meridiem}))|"
        rf"{without}(?:{meridiem}{_B})?(?:{_CLOCK}|{_CLOCK_SIGNS}))"
        rf"(?:{_B}{meridiem})?(?:{_B}{_any(words().time_suffixes)}(?!\p{{L}}))?{zone}?)?[{_MARKS}]{{0,4}}(?(DEFINE)(?P<half>{_meridiem()}))"
    )


def _meridiem() -> str:
    return rf"{_any(words().meridiems)}(?-i:(?!\p{{Ll}}))"  # `11:00 PMNext` is glued, `5:00 amber` has none


#: A time of day and what joins it to the date after it: `5:10 PM - `, `9:04 AM · `.
TIME_BEFORE = LazyPattern(_time_before, re.IGNORECASE, engine="regex")
#: A time of day after a date, and marks; matches everywhere, the empty string too.
TIME_AFTER = LazyPattern(_time_after, re.IGNORECASE, engine="regex")
#: Where a date may begin inside a text.
TOKEN = LazyPattern(r"(?<![\p{N}\p{Latin}])\d|(?<![\p{L}\p{M}\p{N}])\p{L}", engine="regex")
#: What may follow a date that is the whole of a string.
REST = LazyPattern(rf"[{_BLANKS}{_MARKS}\r\n]{{0,40}}\.?[{_BLANKS}{_MARKS}\r\n]{{0,40}}", engine="regex")
