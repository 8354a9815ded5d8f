"""Read printed dates in every language and order that embeds have used.

The orders are data (`_shapes`); the words come from ``locales/*.json``, which
``scripts/build_locales.py`` generates from CLDR. An ambiguous date (03/04/21) is None, not a guess.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import orjson
import regex

#: Twitter opened in 2006: no post is older. A year after the next one is no post's either.
FIRST_YEAR = 2006
#: The Thai Buddhist year is that much ahead of the Gregorian one.
BUDDHIST_OFFSET = 543

Start = Literal["word", "year", "number"]  # what a shape begins with


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as it stands in a text.

    Shape: ``start`` and ``end`` are half-open code-point offsets of all that belongs to the date:
    weekday, time of day, suffix (``г.``), final dot, direction marks. ``date`` is the calendar
    date as printed; no time zone is applied.
    """

    date: datetime.date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shape:
    """One order in which dates are printed.

    ``pattern`` has the groups year, month (digits or a word) and day, and may have day_dot.
    With ``either`` the first two numbers may be day and month or month and day.
    """

    name: str
    seen: str
    start: Start
    pattern: regex.Pattern[str]
    either: bool = False


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
    #: Words that may stand before the date and belong to it: weekdays, `ngày`, 午後.
    leads: frozenset[str]
    prepositions: frozenset[str]
    meridiems: frozenset[str]
    time_words: frozenset[str]
    time_suffixes: frozenset[str]
    year_suffixes: frozenset[str]


_FOLDED_AWAY = dict.fromkeys(map(ord, ".-\u00ad\u200c\u200d'’ʼ׳॰"))
_VIRAMA = 9  # combining class of the Indic sign that kills a vowel; it changes the word, accents do not


def fold(word: str) -> str:
    """``word`` without case, accents, abbreviation dots and joiners.

    Vowel signs stay (Hindi जून is not जन); Turkish dotted and dotless i fall together.
    """
    word = word.casefold().translate(_FOLDED_AWAY)
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFKD", word)
    return "".join(c for c in letters if unicodedata.combining(c) in (0, _VIRAMA)).replace("ı", "i")


def match_date(text: str, pos: int = 0, endpos: int | None = None) -> PrintedDate | None:
    """The date that begins at ``pos`` (blanks, marks, one line break may precede), or None.

    The longest reading wins. Text glued to its end (`November 3, 2019However`) is left alone.
    """
    limit = len(text) if endpos is None else min(endpos, len(text))
    lead = _patterns().lead.match(text, pos, limit)
    if lead is None:
        return None
    at, after_lead = lead.end(), False
    for _ in range(_MAX_LEADS):
        found = _date_at(text, at, limit)
        if found is not None:
            end = _patterns().time_after.match(text, found[1], limit).end()  # type: ignore[union-attr]
            return PrintedDate(found[0], lead.end(1), end)
        at = _skip_lead(text, at, limit, after_lead)
        if at < 0:
            return None
        after_lead = True
    return None


def parse_date(text: str) -> datetime.date | None:
    """The date that ``text`` is as a whole; blanks, marks and a preposition (`am`, `le`) allowed."""
    at = 0
    for _ in range(_MAX_LEADS):
        found = match_date(text, at)
        if found is not None:
            return found.date if _patterns().rest.fullmatch(text, found.end) else None
        word = _patterns().lead_word.match(text, at)
        if word is None or fold(word[1]) not in words().prepositions:
            return None
        at = word.end()
    return None


def search_date(text: str, pos: int = 0, endpos: int | None = None) -> PrintedDate | None:
    """The first date anywhere in ``text[pos:endpos]``, a short string."""
    limit = len(text) if endpos is None else min(endpos, len(text))
    for token in _patterns().token.finditer(text, pos, limit):
        found = match_date(text, token.start(), limit)
        if found is not None:
            return found
    return None


def _date_at(text: str, at: int, limit: int) -> tuple[datetime.date, int] | None:
    """The longest date of any shape that begins exactly at ``at``, and its end."""
    start: Start = "word"
    if text[at].isdecimal():
        start = "year" if at + 4 <= limit and text[at : at + 4].isdecimal() else "number"
    best = None
    for shape in _shapes()[start]:
        match = shape.pattern.match(text, at, limit)
        if match is not None and (best is None or match.end() > best[1]):
            best = _read(shape, match) or best
    return best


def _read(shape: Shape, match: regex.Match[str]) -> tuple[datetime.date, int] | None:
    """Calendar date and end of what ``shape`` matched; None for no month or an impossible day."""
    printed_year, printed_month, printed_day = match.group("year", "month", "day")
    year, day, end = int(printed_year), int(printed_day), match.end()
    month: int | None
    if printed_month.isdecimal():
        month = int(printed_month)
        if shape.either and month != day:
            if month <= 12 and day <= 12:
                return None  # 03/04/2021: nobody can say
            if month > 12:
                month, day = day, month
    else:
        key = fold(printed_month)
        day_dot = bool(shape.pattern.groupindex.get("day_dot") and match["day_dot"])
        month = words().months.get(key) or _settle(key, day_dot, match.string[end : end + 1] == ".")
        if month is None:
            return None
        if year >= FIRST_YEAR + BUDDHIST_OFFSET and key in words().thai:
            year -= BUDDHIST_OFFSET
        if day_dot and printed_month.islower() and key in words().year_dot:
            end += match.string[end : end + 1] == "."
    if not FIRST_YEAR <= year <= datetime.date.today().year + 1:
        return None
    try:
        return datetime.date(year, month, day), end
    except ValueError:
        return None


def _settle(key: str, day_dot: bool, year_dot: bool) -> int | None:
    """The month that a disputed word is in a date printed with these dots."""
    readings = [reading for reading in words().disputed.get(key, ()) if reading[1] == day_dot]
    if len({month for month, _, _ in readings}) > 1:
        readings = [reading for reading in readings if reading[2] == year_dot]
    return readings[0][0] if readings else None


def _skip_lead(text: str, at: int, limit: int, after_lead: bool) -> int:
    """Where the date may go on after a weekday, a time of day or the like at ``at``; -1: nothing there."""
    time = _patterns().time_before.match(text, at, limit)
    if time is not None:
        return time.end()
    word = _patterns().lead_word.match(text, at, limit)
    if word is None:
        return -1
    key = fold(word[1])
    if key in words().leads or (after_lead and key in words().prepositions):  # `mandag den 5. marts`
        return word.end()
    return -1


@cache
def words() -> Words:
    """The tables of ``locales/*.json``, read once."""
    folder = resources.files(__package__) / "locales"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".json")), key=lambda f: f.name)
    tables: list[dict[str, Any]] = [orjson.loads(f.read_bytes()) for f in files]
    months: dict[str, int] = {}
    disputed: dict[str, list[tuple[int, bool, bool]]] = {}
    for table in tables:
        for word, month in table["months"].items():
            if months.setdefault(word, month) != month:
                disputed[word] = []
    for table in tables:
        for word in disputed.keys() & table["months"].keys():
            disputed[word].append((table["months"][word], table["day_dot"], table["year_dot"]))
    for word in disputed:
        del months[word]

    def every(key: str) -> frozenset[str]:
        return frozenset().union(*(table[key] for table in tables))

    prepositions, time_words = every("prepositions"), every("time_words")
    # Swedish `em` (p.m.) is a preposition in Portuguese; `AM` is printed in capitals, German `am` is not.
    meridiems = frozenset(m for m in every("meridiems") if m.isupper() or fold(m) not in prepositions)
    return Words(
        months=months,
        disputed=disputed,
        year_dot=frozenset(word for table in tables if table["year_dot"] for word in table["months"]),
        thai=frozenset(word for table in tables if table["language"] == "th" for word in table["months"]),
        leads=every("weekdays") | every("day_words") | {fold(m) for m in meridiems if not m[0].isascii()},
        prepositions=prepositions,
        meridiems=meridiems,
        time_words=time_words,
        time_suffixes=every("time_suffixes"),
        year_suffixes=every("year_suffixes"),
    )


# --- patterns ------------------------------------------------------------------------------

_MAX_LEADS = 6  # `4:40 PM · Thứ Hai, ngày 5 …` has the most
_MARKS = r"\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff"  # direction marks and the like
_BLANKS = r" \t\u00a0\u2000-\u200a\u202f\u205f\u3000"
_B = rf"[{_BLANKS}{_MARKS}]{{0,4}}"
#: A gap inside a date: blanks, marks, and one line break of a wrapped text with its quote marks.
_BREAK = r"(?:\r?\n[ \t]{0,12}(?:>[ \t]?){0,4})?"
_G = rf"{_B}{_BREAK}{_B}"
_G1 = rf"(?=[{_BLANKS}{_MARKS}\r\n]){_G}"
_WORD = (
    r"(?:(?:كانون|تشرين)[ ])?"  # Levantine months of two words
    r"\p{L}[\p{L}\p{M}\u00ad\u200c\u200d]{0,23}(?:[.’'׳-]\p{L}[\p{L}\p{M}]{0,11}){0,2}[׳॰]?"
)
_MONTH = rf"(?P<month>{_WORD})"
_OF = rf"(?:(?:de|del|di|of|den)(?!\p{{L}}){_G}|d[’'])?"
_ORDINAL = "(?:st|nd|rd|th|er|ère|[ºª°eη])?"
_DAY = r"(?P<day>\d{1,2})(?!\d)"
_NUMBER = r"(?P<month>\d{1,2})(?!\d)"
_YEAR = r"(?P<year>\d{4})"
_M = f"[{_MARKS}]?"
_ZONES = "[PECM][DS]T|UTC|GMT|BST|A?WEST|WET|CES?T|EES?T|MESZ|MEZ|MSK|IST|JST|KST|AE[SD]T"


def _any(forms: Iterable[str]) -> str:
    """Alternation of literal words, longest first, composed and decomposed; any blank for a blank."""
    both = {unicodedata.normalize(form, word) for word in forms for form in ("NFC", "NFD")}
    ordered = sorted(both, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(f"[{_BLANKS}]".join(map(regex.escape, w.split())) for w in ordered) + ")"


@cache
def _shapes() -> dict[Start, tuple[Shape, ...]]:
    """All shapes by what they begin with, compiled on first use."""
    year, month, day = _any("年년"), _any("月월"), rf"(?:{_B}{_any('日일號号')})?"
    days = "[月火水木金土日월화수목금토일]"
    weekday = rf"(?:{_B}(?:[（(]{days}(?:曜日?)?[)）]|星期[一二三四五六日天]|{days}(?:曜日|요일)))?"
    thang = _any(["tháng", "thang", "thg"])
    suffix = rf"(?:{_G}(?:{_any(words().year_suffixes)}|[гр](?![\p{{L}}\p{{M}}])))?"
    era = r"(?:ค\.?ศ\.?|พ\.?ศ\.?)"
    rows: list[tuple[str, str, Start, str]] = [
        (
            "month-day-year",
            "`November 3, 2019`; old embeds in es, pt: `julio 28, 2015`",
            "word",
            rf"{_MONTH}[.…]?{_G}{_DAY}{_ORDINAL}(?:{_B}[,،]{_G}|{_G1}{_OF}){_YEAR}",
        ),
        ("thang-day-year", "`tháng 3 5, 2018`", "word", rf"{thang}{_G}{_NUMBER}{_G}{_DAY},?{_G}{_YEAR}"),
        (
            "day-month-year",
            "`23. November 2015`, `17 de marzo de 2018`, `24 марта 2019 г.`, `25 d’agost de 2017`",
            "number",
            rf"(?P<day>\d{{1,2}})(?P<day_dot>\.)?{_ORDINAL},?(?:{_G}|[-/]){_OF}{_MONTH}\.?"
            rf"(?:{_B}[,،]?{_G}{_OF}(?:{era}{_B})?|[-/]){_YEAR}{suffix}",
        ),
        (
            "day-thang-year",
            "`ngày 10 tháng 11 năm 2021`, `Ngày 6 tháng 5, 2019`",
            "number",
            rf"{_DAY}{_G}{thang}{_G}{_NUMBER},?{_G}(?:{_any(['năm', 'nam'])}{_G})?{_YEAR}",
        ),
        (
            "month-sign-day-year",
            "2012–13: `1月 22, 2013`, `8월 7, 2012`",
            "number",
            rf"{_NUMBER}{month}{_G}{_DAY}{day}[,，]?{_G}{_YEAR}",
        ),
        (
            "numbers-day-or-month-first",
            "hand-made cards: `13/04/2021`",
            "number",
            rf"{_DAY}{_M}(?P<sep>[-/]){_M}{_NUMBER}{_M}(?P=sep){_M}{_YEAR}(?!\d)",
        ),
        (  # no CLDR locale prints the month first and dots between the numbers
            "numbers-with-dots",
            "`05.03.2018`, `5. 3. 2018`",
            "number",
            rf"{_DAY}{_M}\.{_B}{_NUMBER}{_M}\.{_B}{_YEAR}(?!\d){suffix}",
        ),
        (
            "year-month-day-signs",
            "`2018年4月12日`, `2019년 12월 1일`; `2016, 2月 22`, `2017 4月 10`",
            "year",
            rf"{_YEAR}(?:{_B}{year}|,)?{_G}{_NUMBER}{_B}{month}{_G}{_DAY}{day}{weekday}",
        ),
        (
            "year-month-day",
            "`2018. december 24.`, `2018(e)ko martxoaren 5(a)`, `2018 m. kovo 5 d.`",
            "year",
            rf"{_YEAR}(?:(?P<dot>\.)|,|\(e\)ko|{_B}(?:m\.|թ\.))?{_G}{_MONTH}\.?{_G}{_DAY}"
            rf"(?:\(a\)|{_B}d\.|(?(dot)\.))?",
        ),
        (
            "year-day-month",
            "CLDR lv, kk: `2018. gada 5. marts`",
            "year",
            rf"{_YEAR}\.?{_B}(?:gada|ж\.){_G}{_DAY}\.?{_G}{_MONTH}",
        ),
        (
            "numbers-year-first",
            "`2026-04-01T03:14:06.000Z`, `2018/03/05`, `2018. 3. 5.`",
            "year",
            rf"{_YEAR}{_M}(?P<sep>[-/]|\.(?P<gap>[ ])?){_M}{_NUMBER}{_M}(?P=sep){_M}{_DAY}(?(gap)\.?)",
        ),
    ]
    shapes = [
        Shape(name, seen, start, regex.compile(pattern, regex.IGNORECASE), "-or-" in name)
        for name, seen, start, pattern in rows
    ]
    return {start: tuple(s for s in shapes if s.start == start) for start in ("word", "year", "number")}


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What stands around a date."""

    lead: regex.Pattern[str]
    lead_word: regex.Pattern[str]
    time_before: regex.Pattern[str]
    time_after: regex.Pattern[str]
    token: regex.Pattern[str]
    rest: regex.Pattern[str]


@cache
def _patterns() -> _Patterns:
    meridiem = rf"{_any(words().meridiems)}(?-i:(?!\p{{Ll}}))"
    zone = rf"\(?(?:{_ZONES})(?![\p{{L}}])\)?(?:[+-]\d{{1,2}}(?::?\d{{2}})?)?"
    colon = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?(?!\d)"
    signs = rf"\d{{1,2}}{_any('時时点點시')}(?:{_B}\d{{1,2}}{_any('分분')})?"
    suffix = rf"{_any(words().time_suffixes)}(?!\p{{L}})"
    after = (
        rf"(?:{_B}{meridiem})?(?:{_B}{suffix})?"
        rf"(?:Z(?!\p{{L}})|[+-]\d{{2}}:?\d{{2}}(?!\d)|{_B}{zone})?"
    )
    joined = rf"{_G}(?:[,،]{_B})?{_any(words().time_words)}{_G1}"  # `at 4:40am`, `um 0:31 Uhr`
    plain = rf"(?:T|{_B}(?:[,،·•|–—-]{_B})?)"
    flags = regex.IGNORECASE
    return _Patterns(
        lead=regex.compile(
            rf"([{_BLANKS}]{{0,16}}{_BREAK}[{_BLANKS}]{{0,16}})[{_BLANKS}{_MARKS}]{{0,8}}(?=[\p{{L}}\p{{Nd}}])"
        ),
        lead_word=regex.compile(rf"{_G}({_WORD})[.,،、]{{0,2}}{_G}(?=[\p{{L}}\p{{Nd}}])", flags),
        time_before=regex.compile(
            rf"(?:{colon}(?:{_B}{meridiem})?(?:{_B}{zone})?{_G}[-–—·•|,]?|\d{{1,2}}[.h]\d{{2}}{_B}[-–—·•|]){_G}(?=[\p{{L}}\p{{Nd}}])",
            flags,
        ),
        time_after=regex.compile(
            rf"(?:(?:{joined}(?:{colon}|\d{{1,2}}[.h]\d{{2}}(?!\d)|\d{{1,2}}(?={_B}{meridiem}))|"
            rf"{plain}(?:{meridiem}{_B})?(?:{colon}|{signs})){after})?[{_MARKS}]{{0,4}}",
            flags,
        ),
        token=regex.compile(r"(?<![\p{N}\p{Latin}])\d|(?<![\p{L}\p{M}\p{N}])\p{L}"),
        rest=regex.compile(rf"[{_BLANKS}{_MARKS}\r\n]{{0,40}}\.?[{_BLANKS}{_MARKS}\r\n]{{0,40}}"),
    )
