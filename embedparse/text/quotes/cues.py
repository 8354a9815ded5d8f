"""Cues: the verbs, nouns and places of a language that say that something was posted.

The words are data, the section ``quotes`` of each language's table; here they become patterns, and the
narrative of a sentence becomes `Verb` and `Place` objects. Quotations are masked before (`marks.mask`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from embedparse import locales
from embedparse.models import Span
from embedparse.platforms import all_platforms, with_form
from embedparse.spans import merge
from embedparse.text.quotes.marks import FILL
from embedparse.text.quotes.verb_index import VerbIndex

VerbKind = Literal["social", "wrote", "said"]

#: Names of platforms as prose prints them in every language: the platform's name, and pattern. The last is a
#: network's that has no file here.
BRANDS: tuple[tuple[str, str], ...] = (
    *(
        (platform.name, platform.in_prose.pattern)
        for platform in all_platforms()
        if platform.in_prose.pattern
    ),
    ("parler", r"\bParler\b"),
)
#: Platforms by their names that count only behind a preposition and the words that introduce it; the platform
#: whose posts have a word of their own in every language (`tweet`).
_BY_SHORT_NAME = {platform.short_name: platform.name for platform in all_platforms() if platform.short_name}
OF_TWEETS = with_form("attribution").name
#: Attributes of `Cues` that match whole words, with their keys in the tables; and sets of folded words.
_WHOLE_WORDS = {
    **{
        name: name
        for name in (
            "not_place",
            "in_which",
            "post",
            "account",
            "that",
            "relative",
            "finite",
            "by",
            "reposted",
            "indirect",
            "further",
            "causes",
        )
    },
    "caption": "captions",
    "user": "users",
    "writer": "user_nouns",
    "source": "sources",
    "pronoun": "pronouns",
}
_SETS = (
    "skips",
    "joins",
    "prepositions",
    "bodies",
    "objects",
    "about",
    "determiners",
    "definite",
    "breaks",
    "titles",
    "honorifics",
    "abbreviations",
)
_STARTS = re.compile(r"(?<![^\W_])[^\W_]|[\"„“«](?=[^\W_])")
_FIRST = re.compile(r"[\W_]{0,4}[^\W\d_]")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
#: Characters around a platform's word in which its phrase is looked for.
_NEAR, _NAME = 48, 24
#: Characters between `social media` and the name of the site that is meant.
_SITE = 12
#: Words between a preposition and the noun.
_GAP = r"(?:(?:[ap][.]m[.]|[^\s,.;:،؛\"“”«»()\x01]{1,30}[.]?)[ ]){0,6}"
#: A mark before a platform's name: `в «Фейсбуке»`.
_OPENS = '[«„“"]?'
_SHORT = rf"\b(?:{'|'.join(_BY_SHORT_NAME)})(?![\w'’-]|\.\w)(?:[ ]?\((?:[^()\n]{{0,40}})\))?"


class Verb(NamedTuple):
    """A verb that may govern a quotation: half-open offsets, kind, whether it shares a subject before it."""

    start: int
    end: int
    kind: VerbKind
    leans: bool


class Place(NamedTuple):
    """Words that name where something was posted: half-open offsets and the platform (None: not named).

    ``subject``: it is (part of) the subject of the verb behind it (`his tweet read`).
    """

    start: int
    end: int
    platform: str | None
    subject: bool
    network: bool


@dataclass(frozen=True, slots=True)
class Cues:
    """A language's words as compiled patterns."""

    language: str
    verb: VerbIndex | re.Pattern[str]
    leaning: re.Pattern[str]
    infinitive: re.Pattern[str]
    either: re.Pattern[str]
    noun_lead: re.Pattern[str]
    token: re.Pattern[str]
    before: re.Pattern[str]
    before_noun: re.Pattern[str]
    before_short: re.Pattern[str]
    inside: re.Pattern[str]
    opening: re.Pattern[str]
    not_place: re.Pattern[str]
    audience: re.Pattern[str]
    context: re.Pattern[str]
    in_which: re.Pattern[str]
    another_verb: re.Pattern[str]
    post: re.Pattern[str]
    account: re.Pattern[str]
    writer: re.Pattern[str]
    compound: re.Pattern[str]
    after: re.Pattern[str]
    owned: re.Pattern[str]
    caption: re.Pattern[str]
    that: re.Pattern[str]
    relative: re.Pattern[str]
    finite: re.Pattern[str]
    reposted: re.Pattern[str]
    indirect: re.Pattern[str]
    rival: re.Pattern[str]
    rival_alone: re.Pattern[str]
    not_quoted: re.Pattern[str]
    pronoun: re.Pattern[str]
    user: re.Pattern[str]
    further: re.Pattern[str]
    source: re.Pattern[str]
    causes: re.Pattern[str]
    date: re.Pattern[str]
    date_words: frozenset[str]
    skips: frozenset[str]
    determiners: frozenset[str]
    definite: frozenset[str]
    breaks: frozenset[str]
    joins: frozenset[str]
    prepositions: frozenset[str]
    bodies: frozenset[str]
    objects: frozenset[str]
    about: frozenset[str]
    titles: frozenset[str]
    honorifics: frozenset[str]
    abbreviations: frozenset[str]
    direct: re.Pattern[str]
    clitic: re.Pattern[str]
    subject: re.Pattern[str]
    verb_last: bool
    marks_subject: bool
    subject_first: bool
    articles: bool
    bare_nouns: bool
    spaced: bool
    dates_anywhere: bool
    drops_subjects: bool
    verb_second: bool
    verb_behind: bool
    by: re.Pattern[str]
    dash: re.Pattern[str] | None
    interruption: re.Pattern[str] | None
    noun_capitals: bool

    def verbs(self, text: str, start: int, end: int) -> list[Verb]:
        """The verbs in the masked ``text[start:end]``."""
        out = []
        for found in self.verb.finditer(lowered(text), start, end):
            kind: VerbKind = "social" if found["social"] else "wrote" if found["wrote"] else "said"
            at = found.start()
            if kind != "social" and self.noun_lead.search(text, max(start, at - 12), at):
                continue
            ends = {found.end()}
            if " " in found[0] and self.source.fullmatch(found[0]) is None:
                ends.add(at + found[0].index(" "))  # `and referred to`, not `according to`
            leans = any(self.leaning.search(text, max(start, at - 12), stop) for stop in sorted(ends))
            leans = leans or self.infinitive.match(text, at) is not None
            if kind != "social" or not self._is_noun_here(text, start, found):
                out.append(Verb(at, found.end(), kind, leans))
        return out

    def has_rival(self, text: str, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` says that words were spoken, or written elsewhere than in a post."""
        if self.rival.search(text, start, end) is not None:
            return True
        first = _FIRST.match(text, start, end) if start < _NAME else None
        if first is None or not text[first.end() - 1].isupper():
            return False
        at = first.end() - 1
        return self.rival.search(f"{text[:at]}{text[at].lower()}{text[at + 1 :]}", start, end) is not None

    def _is_noun_here(self, text: str, start: int, found: re.Match[str]) -> bool:
        """Whether a word for posting is a noun: `the senator’s tweets “odd”`, `his tweeting`."""
        if self.either.fullmatch(found[0]) is None:
            return False
        words = text[max(start, found.start() - _NEAR) : found.start()].split()
        before = words[-1] if words else ""
        if before.endswith((",", ";", "—", "–")):
            return False
        if before.endswith(("’s", "'s", "s’", "s'")) or before.casefold() in self.determiners:
            return True
        further = words[-2].casefold() if len(words) > 1 and found[0].endswith("s") else ""
        return further in self.determiners and before[:1].islower() and before.casefold() not in self.titles

    def dates(self, text: str, start: int, end: int) -> list[Span]:
        """The date phrases in the masked ``text[start:end]``."""
        low = lowered(text)
        stems: list[re.Match[str]] = []
        if not self.date_words.isdisjoint(_LETTERS.findall(low, start, end)):
            stems = [word for word in _LETTERS.finditer(low, start, end) if word[0] in self.date_words]
        if not stems and not self.dates_anywhere:
            return []
        first = max(start, stems[0].start() - _NEAR) if stems else start
        last = min(end, stems[-1].end() + _NEAR) if stems else end
        return [found.span() for found in self.date.finditer(text, first, last)]

    def places(self, text: str, start: int, end: int, triggers: Sequence[int]) -> list[Place]:
        """The places in the masked ``text[start:end]``; ``triggers`` are offsets of platform words in it."""
        windows = merge((max(start, at - _NEAR), min(end, at + _NEAR)) for at in triggers)
        out = [
            self._direct(text, found)
            for low, high in windows
            for found in self.direct.finditer(text, low, high)
        ]
        taken = list(out)
        for found in self._names(text, start, end, triggers):
            if any(place.start <= found.start() < place.end for place in taken):
                continue
            edge = out[-1].end if out and out[-1].end <= found.start() else start
            low = max(edge, found.start() - 80)
            place = self._place(text, low, found, end)
            last = out[-1] if out else None
            if (
                last is not None
                and last.network
                and 0 <= found.start() - last.end <= _SITE
                and found.lastgroup
            ):
                out[-1] = last._replace(end=found.end(), platform=platform_of(found), network=False)
            elif place is not None:
                out.append(place)
        return sorted(out)

    def _names(self, text: str, start: int, end: int, triggers: Sequence[int]) -> Iterator[re.Match[str]]:
        """The names of platforms and words for tweets at the offsets ``triggers``, in order."""
        edge = start
        for at in triggers:
            low, high = max(edge, at - _NAME), min(end, at + 1)
            for begin in _STARTS.finditer(text, low, high):
                found = self.token.match(text, begin.start(), end) if self.spaced else None
                if found is not None:
                    edge = found.end()
                    yield found
                    break
            if not self.spaced:
                for found in self.token.finditer(text, low, min(end, at + _NAME)):
                    edge = found.end()
                    yield found

    def _direct(self, text: str, found: re.Match[str]) -> Place:
        """A place that is one word or phrase of the language: `Twitterissä`, `트위터에`."""
        token = self.token.search(text, found.start(), found.end())
        platform = platform_of(token) if token is not None else OF_TWEETS
        return Place(found.start(), found.end(), platform, False, platform is None)

    def _place(self, text: str, low: int, found: re.Match[str], end: int) -> Place | None:
        kind = found.lastgroup or ""
        platform = platform_of(found)
        tail = self.after.match(text, found.end(), end)
        stop = tail.end() if tail else found.end()
        noun = kind == "tweet" or (tail is not None and self._is_noun(tail[0]))
        noun = noun or (kind != "network" and self.compound.search(found[0]) is not None)
        if noun:
            stop = self._posted(text, stop, end)
        if not noun and text.startswith(("'s", "’s"), found.end()):
            return None  # the company's
        leads = [self.before_noun, self.before] if noun else [self.before]
        if kind == "short":
            leads = [self.before_short]
        for lead in leads:
            start = self._preposition(lead, text, low, found.start())
            if start is not None and self._counts(text[max(low, start - _NEAR) : found.start()]):
                return None
            if start is not None:
                return Place(self._opened(text, low, start), stop, platform, False, kind == "network")
        owned = self.owned.search(text, low, found.start())
        start = owned.start() if owned is not None else found.start()
        written = self.writer.search(text, start, stop) is not None
        if not (written or noun or (kind != "short" and owned is not None)):
            return None
        begins = self._begins_clause(text, low, start, written)
        if begins or (not written and self._says(text, stop, end)):
            return Place(start, stop, platform, True, kind == "network")
        return None

    def _posted(self, masked: str, stop: int, end: int) -> int:
        """``stop`` of a post's noun, behind the participle that goes with it: `un tweet publié`."""
        found = self.inside.match(masked, stop + 1, end) if masked.startswith(" ", stop) else None
        return stop if found is None or masked[found.end() : found.end() + 1].isalnum() else found.end()

    def _says(self, masked: str, stop: int, end: int) -> bool:
        """Whether the post that ends at ``stop`` says something itself: `fired for a tweet calling …`."""
        verb = next(iter(self.verb.finditer(lowered(masked), stop, min(end, stop + _NEAR))), None)
        if verb is None:
            return False
        between = masked[stop : verb.start()].replace(",", " ")
        if not between.strip():
            return True
        which = self.in_which.match(between.lstrip())
        subject = which is not None and len(between.lstrip()[which.end() :].split()) <= 2
        words = (self.relative, self.that)
        return subject or all(
            word.casefold() in self.skips or any(each.fullmatch(word) for each in words)
            for word in between.split()
        )

    def _opened(self, masked: str, low: int, start: int) -> int:
        """Where the place at ``start`` begins with the post before it: `in a statement posted on X`."""
        found = self.opening.search(masked, low, start)
        if found is None or not (found["inside"] or self.inside.match(masked, start)):
            return start
        return found.start()

    def _counts(self, lead: str) -> bool:
        """Whether ``lead`` counts followers; those who are told something are no mere number."""
        counted = self.audience.search(lead)
        return counted is not None and not any(
            True for _ in self.verb.finditer(lead.lower(), 0, counted.start())
        )

    def _begins_clause(self, text: str, low: int, start: int, written: bool) -> bool:
        """Whether the noun phrase at ``start`` may be a subject: no preposition leads to it.

        ``written``: it is someone who writes, whom a conjunction may precede: `as one Reddit user put it`.
        """
        named = [found.end() for found in self.source.finditer(text, low, start)]
        if named and len(text[named[-1] : start].split()) <= 2:
            return True  # `according to a tweet from Ann Example`
        words = [word.casefold() for word in text[low:start].rpartition(",")[2].split()[-4:]]
        joins = (self.relative, self.that)
        return not any(
            word in self.breaks
            and not (written and (word in self.joins or any(each.fullmatch(word) for each in joins)))
            for word in words
        )

    def _is_noun(self, tail: str) -> bool:
        return any(words.search(tail) is not None for words in (self.post, self.account, self.writer))

    def _preposition(self, lead: re.Pattern[str], text: str, low: int, high: int) -> int | None:
        """Where the phrase that leads to a platform's name at ``high`` begins; None where there is none."""
        before = lead.search(text, low, high)
        while before is not None:
            words = before.end("preposition")
            verb = next(
                (
                    v
                    for v in self.verb.finditer(lowered(text), words, high)
                    if not self.inside.fullmatch(v[0])
                ),
                None,
            )
            if verb is not None:
                before = lead.search(text, verb.end(), high)
                continue
            dated = lead is not self.before_noun and bool(self.dates(text, words, high))
            if not dated and self.not_place.search(text, words, high) is None:
                return before.start()
            before = lead.search(text, words, high)
        return None


def platform_of(token: re.Match[str]) -> str | None:
    """The platform that a match of `Cues.token` names; None for social networks in general."""
    kind = token.lastgroup or ""
    if kind == "short":
        return _BY_SHORT_NAME[token[0].partition("(")[0].rstrip()]
    return {"network": None, "tweet": OF_TWEETS}.get(kind, kind)


@lru_cache(maxsize=8)
def lowered(text: str) -> str:
    """``text`` in lower case, as long as before."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _any(words: list[str], *, default: str = r"(?!)") -> str:
    return "|".join(words) if words else default


def _word(words: list[str]) -> str:
    """A pattern of one of ``words`` as a whole, in any case."""
    return rf"(?i:(?<!\w)(?:{_any(words)})(?!\w))"


def languages() -> tuple[str, ...]:
    """The languages that have a table, sorted."""
    return tuple(sorted(locales.texts("quotes", "seen")))


@cache
def of_language(language: str) -> Cues:
    """The patterns of ``language``."""
    words = _Words(language)
    parts: dict[str, Any] = {**_verb_patterns(words), **_place_patterns(words), **_other_patterns(words)}
    parts |= {name: words.folded(name) for name in _SETS}
    return Cues(
        language=language,
        **parts,
        date_words=_date_words(language, words.get("dates")),
        marks_subject=words.has("subjects"),
        subject_first=words.has("subject_first"),
        verb_second=words.has("verb_second"),
        verb_behind=words.has("verb_behind"),
        dates_anywhere=not words.spaced,
        drops_subjects=words.has("drops_subjects"),
        spaced=words.spaced,
        articles=not words.has("no_articles"),
        bare_nouns=words.has("no_articles") or words.has("suffix_articles"),
        verb_last=words.has("verb_last"),
        noun_capitals=words.has("noun_capitals"),
    )


class _Words:
    """The words of a language's table, and the patterns of the edges of its words."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.table = locales.of_language("quotes", language)
        self.spaced = not (self.has("no_blanks") or self.has("glued_prepositions"))
        self.edge, self.last = (r"(?<!\w)", r"(?!\w)") if self.spaced else ("", "")
        glued = "".join(each for each in self.table.get("verb_prefixes", []) if len(each) == 1)
        #: What is before a preposition: the edge of a word, or a letter glued to it.
        self.lead = rf"(?:(?<!\w)|(?<=(?<!\w)[{glued}]))" if glued else self.edge

    def has(self, key: str) -> bool:
        return key in self.table

    def get(self, key: str) -> list[str]:
        """The entries of ``key``, with ``{Q}`` as what comes before a quotation."""
        return [each.replace("{Q}", rf"\s?[:,]?\s?(?={FILL})") for each in self.table.get(key, [])]

    def any(self, *keys: str) -> str:
        """A pattern of one of the entries of ``keys``."""
        return _any([each for key in keys for each in self.get(key)])

    def folded(self, key: str) -> frozenset[str]:
        return frozenset(word.casefold() for word in self.table.get(key, []))


def _verb_patterns(words: _Words) -> dict[str, re.Pattern[str] | VerbIndex | None]:
    """The patterns of verbs and of what surrounds them."""
    kinds = [("social", words.get("tweeted")), ("wrote", words.get("wrote")), ("said", words.get("said"))]
    verbs = "|".join(_any(found) for _, found in kinds)
    subject = r"(?:[\w-]{1,20} ){0,3}" if words.has("verb_behind") else r"(?:\w{1,4} )?"
    behind = rf"(?={subject}(?:{verbs}){words.last})"
    comma = r"(?:,|(?<=[!?…])(?=[ ](?-i:[^\W\d_A-ZÀ-Þ])))"
    sign = comma if words.has("comma_ends_dash_speech") else r"(?<=[ .!?…,])[–—-]"
    dash = rf"(?i){sign}[ ]?{behind}"
    return {
        "verb": VerbIndex(kinds) if words.spaced else re.compile(_verbs_anywhere(kinds, words)),
        "infinitive": re.compile(rf"(?i){words.any('infinitive')}"),
        "either": re.compile(rf"(?i){words.any('verb_or_noun')}"),
        "leaning": re.compile(rf"(?i)(?<!\w)(?:{words.any('leaning')})\Z"),
        "noun_lead": re.compile(rf"(?i)(?<!\w)(?:{words.any('verb_not_after')})[ ]\Z"),
        "another_verb": re.compile(words.any("another_verb")),
        "inside": re.compile(rf"(?i){words.any('inside')}"),
        "context": re.compile(rf"(?i){words.any('context')}"),
        "dash": re.compile(dash) if words.has("dash_speech") else None,
        # The comma before an attribution inside the marks.
        "interruption": re.compile(rf"(?i),[ \u00a0](?=(?:{words.any('interruptions')}){words.last})")
        if words.has("interruptions")
        else None,
    }


def _place_patterns(words: _Words) -> dict[str, re.Pattern[str]]:
    """The patterns of platforms' names and of the phrases that make places of them."""
    unspaced = words.has("no_blanks")
    blank = "[ ]?" if unspaced else "[ ]"
    gap = r"[^\s。、，,:：「」“”\x01]{0,14}" if unspaced else _GAP
    x_words = rf"(?:(?i:{words.any('x_words')}),?[ \u00a0]){{0,7}}"
    return {
        "token": re.compile(_tokens(words.table, words.edge, words.last)),
        "before": re.compile(rf"{_preposition(words, 'on')}{blank}{gap}{_OPENS}\Z"),
        "before_noun": re.compile(
            rf"{_preposition(words, 'in' if words.get('in') else 'on')}{blank}{gap}{_OPENS}\Z"
        ),
        # `in a statement that he later posted`, before `on X`.
        "opening": re.compile(
            rf"{_preposition(words, 'in' if words.get('in') else 'on')}{blank}{gap}"
            rf"(?i:{words.any('post')})[ ](?:(?i:{words.any('pronouns', 'skips', 'that')})[ ]){{0,3}}"
            rf"(?P<inside>(?i:{words.any('inside')})[ ])?\Z"
        ),
        "before_short": re.compile(rf"{_preposition(words, 'on', 'in')}{blank}{x_words}\Z"),
        "compound": re.compile(rf"(?i)(?<=[a-z-])(?:{words.any('account', 'post', 'user_nouns')})\Z"),
        "owned": re.compile(
            rf"(?<!\w)(?i:{words.any('account', 'user_nouns')})"
            r"(?: (?:d[eoa]l?|di|su|sur|på|na|on|w)| officiel| oficial)?"
            r"[ ]\Z"
        ),
        "after": re.compile(
            rf"[ -](?i:{words.any('account', 'post', 'user_nouns', 'platform_nouns')})(?!\w)"
            rf"|,? \(?(?:formerly|previously)[^,.)]{{0,20}}\)?"
        ),
        "direct": re.compile(_any([_filled(place, words.table) for place in words.get("places")])),
    }


def _preposition(words: _Words, *keys: str) -> str:
    return rf"{words.lead}(?P<preposition>(?i:{words.any(*keys)}))"


def _other_patterns(words: _Words) -> dict[str, re.Pattern[str]]:
    """The patterns of whole words, of subjects, of dates and of what is none."""
    return {
        **{name: re.compile(_word(words.get(key))) for name, key in _WHOLE_WORDS.items()},
        "clitic": re.compile(rf"(?i){words.any('clitics')}"),
        "subject": re.compile(words.any("subjects")),
        "audience": re.compile(_word(words.get("audience"))),
        "rival": re.compile(rf"(?<!\w)(?:{words.any('rivals')})(?!\w)"),
        "rival_alone": re.compile(rf"(?<!\w)(?:{words.any('rivals_alone')})(?!\w)"),
        "not_quoted": re.compile(rf"(?<!\w)(?:{words.any('not_quoted')}),?[ \u00a0]?\Z"),
        "date": re.compile(_dates(words.language, words.get("dates"))),
    }


def _verbs_anywhere(kinds: list[tuple[str, list[str]]], words: _Words) -> str:
    """One pattern of all verbs; of words as a whole, but for what is glued to them, where a table says so."""
    verbs = "|".join(f"(?P<{kind}>{_any(found)})" for kind, found in kinds)
    if not words.has("verb_prefixes"):
        return verbs
    return rf"(?<!\w)(?:{words.any('verb_prefixes')})?(?:{verbs})(?!\w)"


def _filled(place: str, words: dict[str, list[str]]) -> str:
    """A place of the table with every name of a platform for ``{P}``, X not among them, for ``{A}`` X too."""
    own = [entry.partition(":")[2] for entry in words.get("platforms", [])]
    names = "|".join([*(pattern for _, pattern in BRANDS), *own, *words.get("networks", [])])
    return place.replace("{P}", f"(?:{names})").replace("{A}", f"(?:{names}|{'|'.join(_BY_SHORT_NAME)})")


def _tokens(words: dict[str, list[str]], edge: str, last: str) -> str:
    """Names of platforms, words for tweets and for social networks: a group each."""
    own: dict[str, list[str]] = {}
    for entry in words.get("platforms", []):
        name, _, form = entry.partition(":")
        own.setdefault(name, []).append(form)
    groups = [rf"(?P<tweet>(?i:{edge}(?:{_any(words.get('tweet', []))}){last}))"]
    groups.append(rf"(?P<network>(?i:{edge}(?:{_any(words.get('networks', []))}){last}))")
    for name, pattern in BRANDS:
        forms = [
            rf"(?<![\w@#/.])(?:{pattern})(?![\w@])",
            *(rf"{edge}(?:{form}){last}" for form in own.get(name, [])),
        ]
        groups.append(rf"(?P<{name}>{'|'.join(forms)})")
    groups.append(rf"(?P<short>{_SHORT})")
    return "|".join(groups)


@cache
def _calendar(language: str) -> tuple[list[str], list[str]]:
    """Weekdays and months of the language's table of dates, longest first."""
    weekdays = locales.words("dates", "weekdays").get(language, [])
    months = locales.words("dates", "months").get(language, [])
    return sorted(weekdays, key=len, reverse=True), sorted(months, key=len, reverse=True)


def _date_words(language: str, templates: list[str]) -> frozenset[str]:
    """Words one of which is in every date phrase."""
    weekdays, months = _calendar(language)
    own = (word for template in templates for word in re.findall(r"[^\W\d_]{3,}", template))
    return frozenset(word.casefold() for word in (*weekdays, *months, *own))


def _dates(language: str, templates: list[str]) -> str:
    """Date phrases: the weekdays and months of the language's table of dates put into its templates."""
    weekdays, months = ([*map(re.escape, words), "(?!)"] for words in _calendar(language))
    filled = [t.replace("{W}", "|".join(weekdays)).replace("{M}", "|".join(months)) for t in templates]
    return rf"(?i:(?<!\w)(?:{_any(filled)})(?!\w))"
