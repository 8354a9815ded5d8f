"""The words that platforms' widgets and the sites around them print beside a post, by language.

They are data, the section ``widgets`` of the languages' tables: `embedparse.locales.kinds` says what each
kind is. In a wording ``{n}`` is a number, ``{platform}`` the name of a platform, ``{post}`` a post as English
has it, ``{name}`` any few words, ``<a|b>`` one of these, which opens no wording.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import NamedTuple

from embedparse import locales
from embedparse.patterns import LazyPattern, PatternFamily
from embedparse.platforms import all_platforms

#: Platforms as sites name them in their labels; `social` in place of any.
_NAMES = tuple(name for platform in all_platforms() for name in (*platform.also_called, platform.title))
_SHORT_NAMES = tuple(platform.short_name for platform in all_platforms() if platform.short_name)

_PLATFORM = rf"(?:(?i:{'|'.join(map(re.escape, _NAMES))})|{'|'.join(map(re.escape, _SHORT_NAMES))}|social)"
#: What English calls a post of X, also in other languages.
_POSTS = ("Tweet", "Post")
_PLACES = {
    r"\{n\}": r"\d[\d.,]{0,9}[KkM]?",
    r"\{platform\}": _PLATFORM,
    r"\{name\}": r"[^\n]{1,60}?",
    r"\{post\}": rf"(?i:{'|'.join(_POSTS)})",
}
#: A place in a wording.
PLACE = LazyPattern(r"<[^<>]*>|\{(?:n|platform|name|post)\}")
_CHOICE = LazyPattern(r"<([^<>]*)>")
_ANY_PLACE = LazyPattern(r"\{\w{1,10}\}")
#: What ends the sentence of a notice, and may be missing.
STOPS = ".。।۔"


@cache
def words(kind: str) -> tuple[str, ...]:
    """The wordings of ``kind`` in all languages, the longest first."""
    found = dict.fromkeys(word for each in locales.words("widgets", kind).values() for word in each)
    return tuple(sorted(found, key=len, reverse=True))


def alternation(wordings: Iterable[str]) -> str:
    """A pattern (verbose) for any of ``wordings``, their places filled, any blank for a blank."""
    return "|".join(_pattern(wording) for wording in wordings)


def _pattern(wording: str) -> str:
    pattern = re.escape(wording).replace(r"\ ", r"[\ \u00a0]{1,3}")
    if "<" in pattern:
        pattern = _CHOICE.sub(lambda found: "(?:" + found[1].replace(r"\|", "|") + ")", pattern)
    for place, meaning in _PLACES.items():
        pattern = pattern.replace(place, meaning)
    return pattern


def fixed_words(wording: str) -> list[tuple[str, ...]]:
    """Sets of pieces of ``wording``: any text of it holds all of one set. The sets whose words say most.

    That is one of what is between its places, or one for each word of a choice.
    """
    choices = [choice.split("|") for choice in _CHOICE.findall(wording)]
    sets = [[tuple(_ANY_PLACE.split(word)) for word in choice] for choice in choices]
    return max([[tuple(PLACE.split(wording))], *sets], key=_least_said)


def _least_said(sets: list[tuple[str, ...]]) -> int:
    """The length of the longest piece of the set in which that is shortest."""
    return min(max(len(piece.strip()) for piece in pieces) for pieces in sets)


def _folded(text: str) -> str:
    """``text`` with one blank between words, and the same for all that `re` takes for equal without case."""
    return " ".join(text.replace("İ", "i").replace("ı", "i").casefold().split())


class Wordings:
    """Lines that are one of many wordings. Each is compiled when a line holds its longest part: few ever
    are, and one pattern for hundreds takes 20 to 130 ms to compile.

    ``pattern`` makes the pattern of a line from a wording; it may ignore case.
    """

    def __init__(
        self, wordings: Callable[[], Iterable[str]], pattern: Callable[[str], str], flags: int
    ) -> None:
        self._wordings = wordings
        self._patterns = PatternFamily(pattern, flags)
        self._by_part: list[tuple[str, str]] | None = None

    def include(self, line: str) -> bool:
        """Whether ``line`` is one of the wordings."""
        if self._by_part is None:
            sets = [(pieces, word) for word in self._wordings() for pieces in fixed_words(word)]
            self._by_part = [(_folded(max(pieces, key=len)), word) for pieces, word in sets]
        printed = _folded(line)
        return any(
            self._patterns[word].fullmatch(line) is not None
            for part, word in self._by_part
            if part in printed
        )


#: The end of a label that is a line.
_END = r"[ \t\r]{0,8}(?=\n|$)"


@cache
def _accounts() -> str:
    """Whose post it is, behind a label: `by @ada`, `by Ada Example`, `, 1`; then the line ends."""
    by = alternation(words("by"))
    return rf"(?:[\ \u00a0](?:{by})[\ \u00a0][^\n]{{1,60}}?)?(?:[\ ]?,[\ ]?\d{{1,2}})?{_END}"


#: What a site puts in front of a post on its line, as a button to close it.
CLOSE = ("x ", "× ", "✕ ", "✖ ")


#: So many first characters of a line are compared, behind so many marks.
_COMPARED, _LEAD, _MARKS, _MOST_MARKS = 12, 3, " \t>", 8
#: The blanks that may be printed for one; characters that hold what is compared, with such blanks.
_BLANKS, _PRINTED = (" ", "\u00a0", "  ", " \u00a0", "\u00a0 ", "\u00a0\u00a0"), 40


class _Heads(NamedTuple):
    """How lines begin that may be a label: those of one or two characters; longer ones by their first three.

    ``longer`` and ``names`` have one blank between words, their keys any that may be printed. ``names``, in
    lower case, are those of platforms, in any case, where a label begins with one.
    """

    short: tuple[str, ...]
    longer: dict[str, tuple[str, ...]]
    names: dict[str, tuple[str, ...]]


@cache
def _heads(notices: bool) -> _Heads:
    """The heads of labels (or of what `is_notice` finds)."""
    labels = (*words("skip"), *words("end"), *words("inside"))
    wordings = (*words("notices"), *alone()) if notices else labels
    heads = {_head(wording) for wording in wordings if not wording.startswith("{")}
    heads |= set() if notices else {*CLOSE}
    called = (*_NAMES, *_SHORT_NAMES, *(_POSTS if notices else ()))
    names = {spelled for name in called for spelled in (name, name.lower())}
    longer, named = _by_lead(heads), _by_lead(names)
    lower = {lead: tuple(name.lower() for name in found) for lead, found in named.items()}
    return _Heads(tuple(head for head in heads | names if len(head) < _LEAD), longer, lower)


def _by_lead(heads: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """``heads`` that are not short, by their first characters with any blank that may be printed."""
    found: dict[str, list[str]] = {}
    for head in heads:
        if len(head) >= _LEAD:
            for lead in {head.replace(" ", blank)[:_LEAD] for blank in _BLANKS}:
                found.setdefault(lead, []).append(head)
    return {lead: tuple(each) for lead, each in found.items()}


def _head(wording: str) -> str:
    """How ``wording`` begins, up to its first place, no longer than what is compared."""
    first: str = PLACE.split(wording, 1)[0]
    return first[:_COMPARED].rstrip()


def _lead(line: str) -> str:
    """The first characters of ``line`` behind marks if they are a key of `_heads`, else none."""
    lead = line.lstrip(_MARKS)[:_LEAD]
    heads = _heads(False)
    return lead if lead in heads.longer or lead in heads.names else ""


class _Label(NamedTuple):
    """A wording of a label: its kind, and what is between its places, one blank between words."""

    kind: str
    wording: str
    parts: tuple[str, ...]


@cache
def _labels(lead: str) -> tuple[_Label, ...]:
    """The labels that begin with ``lead`` (or are short, if it is empty), by kind in the order of `words`."""
    heads = _heads(False)
    begins = {*heads.longer.get(lead, ())}
    begins.update(head for head in heads.short if not lead or lead.startswith(head))
    is_name = lead in heads.names or any(name in begins for name in (*_NAMES, *_SHORT_NAMES))
    return tuple(
        _Label(kind, wording, tuple(part.strip() for part in PLACE.split(wording)))
        for kind in _BEHIND
        for wording in words(kind)
        if (is_name if wording.startswith("{") else _head(wording) in begins)
    )


def _labels_in(line: str) -> str:
    """A key of `_LABELS`: the labels all of whose fixed words are in ``line``."""
    printed = " ".join(line.split())
    found = (label for label in _labels(_lead(line)) if all(part in printed for part in label.parts))
    return "\n".join(f"{label.kind} {label.wording}" for label in found)


@cache
def _beginnings(notices: bool) -> frozenset[str]:
    """The first characters of any line that may be a label (or a notice): its lead, or a mark alone."""
    short, longer, names = _heads(notices)
    return frozenset((*longer, *names, *_MARKS, *(head[0] for head in short)))


def candidate_lines(
    lines: Sequence[str], longest: int, *, notices: bool = False
) -> Iterator[tuple[int, str]]:
    """Offset and first ``longest`` characters of each line of a text that may be a label (or a notice)."""
    short, longer, names = _heads(notices)
    begins = _beginnings(notices)
    likely = [k for k, line in enumerate(lines) if line[:1] in begins or line[:_LEAD] in begins]
    at = above = 0
    for k in likely:
        line = lines[k]
        bare = line.lstrip(_MARKS)
        if len(line) - len(bare) > _MOST_MARKS:
            continue
        if bare.startswith(short) or (bare[:_LEAD] in begins and _begins(bare, longer, names)):
            at += sum(map(len, lines[above:k])) + k - above
            above = k
            yield at, line[:longest]


def _begins(bare: str, longer: dict[str, tuple[str, ...]], names: dict[str, tuple[str, ...]]) -> bool:
    """Whether ``bare`` begins as one of the heads in ``longer`` or ``names``."""
    lead = bare[:_LEAD]
    heads, named = longer.get(lead, ()), names.get(lead, ())
    if not (heads or named):
        return False
    printed = " ".join(bare[:_PRINTED].split())
    return printed.startswith(heads) or printed.lower().startswith(named)


def read_label(line: str) -> re.Match[str] | None:
    """The label that a site prints around a post or in it, if ``line`` is one; the group is its kind.

    Behind ``skip`` the post may follow on the line, where the label ends in a handle.
    """
    labels = _labels_in(line)
    return _LABELS[labels].match(line) if labels else None


def _handle() -> str:
    """The handle that ends a label whose post follows on its line."""
    return rf"[\ \u00a0](?:{alternation(words('by'))})[\ \u00a0]@\w{{1,30}}(?=[ \t]{{1,3}}\S)"


#: What may be behind a label of each kind.
_BEHIND: dict[str, Callable[[], str]] = {
    "skip": lambda: f"(?: {_accounts()} | {_handle()} )",
    "end": _accounts,
    "inside": lambda: _END,
}


def _label_line(labels: str) -> str:
    """A pattern (verbose) of a line that is one of ``labels``, a key of `_LABELS`."""
    found: dict[str, list[str]] = {}
    for label in labels.split("\n"):
        kind, _, wording = label.partition(" ")
        found.setdefault(kind, []).append(wording)
    kinds = (f"(?P<{kind}> (?:{alternation(each)}) {_BEHIND[kind]()} )" for kind, each in found.items())
    return rf"[ \t>]{{0,8}} (?: {' | '.join(kinds)} )"


#: By the labels that a line may be: few documents hold any, and one pattern for all takes 70 ms to compile.
_LABELS = PatternFamily(_label_line, re.VERBOSE)


@cache
def box_openings() -> LazyPattern[str]:
    """How a poll or an offer of a newsletter begins, at the start of a line or behind a sentence."""
    return LazyPattern(
        rf"(?:^|(?<=\n)|(?<=[.!?…][ ]))[ \t>]{{0,8}}(?:{alternation(words('box_opens'))})",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def box_closings() -> LazyPattern[str]:
    """How the last sentence of such a box ends, at the end of a line."""
    return LazyPattern(rf"(?:{alternation(words('box_closes'))})(?=[ \t\r]{{0,8}}(?:\n|$))", re.VERBOSE)


#: Blanks between a post and a label on its line.
_WIDEST_GAP = 4


def length_of_end_label(behind: str) -> int:
    """The length of the label that a blank parts from a post, if one begins what is ``behind`` the post.

    Else 0. It is the rest of the line of the post, or the next.
    """
    gap = behind[: len(behind) - len(behind.lstrip(_MARKS))]
    if not 0 < len(gap) <= _WIDEST_GAP or ">" in gap:
        return 0
    ends = [label for label in _labels_in(behind).split("\n") if label.startswith("end ")]
    label = _LABELS["\n".join(ends)].match(behind) if ends else None
    return label.end() if label is not None else 0


@cache
def alone() -> tuple[str, ...]:
    """Labels around a post that say of what platform: nothing else is such a line where the post is lost."""
    return tuple(label for label in (*words("skip"), *words("end")) if "{platform}" in label)


def _notice(wording: str) -> str:
    """A pattern (verbose) of a line that is the notice ``wording``, perhaps with how to see the post."""
    more = rf"(?:[\ \u00a0]{{1,3}}(?:{alternation(words('more'))})[.»›→]?)?"
    return rf"[ \t>]{{0,8}}(?:{_pattern(wording)})[.!…。۔।]?{more}{_END}"


def _label_alone(wording: str) -> str:
    """A pattern (verbose) of a line that is the label ``wording``."""
    return rf"[ \t>]{{0,8}}(?:{_pattern(wording)}){_accounts()}"


@cache
def _notices() -> dict[str, Wordings]:
    """The notices by the first letters of their lines; those that begin with a place, or shortly, by none."""
    found: dict[str, list[str]] = {}
    for notice in (notice.rstrip(STOPS) for notice in words("notices")):
        lead = _folded(PLACE.split(notice)[0])[:_LEAD]
        found.setdefault(lead if len(lead) == _LEAD else "", []).append(notice)
    return {lead: Wordings(partial(iter, each), _notice, re.VERBOSE) for lead, each in found.items()}


_ALONE = Wordings(alone, _label_alone, re.VERBOSE)


def is_notice(line: str) -> bool:
    """Whether ``line`` is one that is printed in place of a post, or around one that is lost."""
    notices = (_notices().get(lead) for lead in (_folded(line.lstrip(_MARKS)[:_PRINTED])[:_LEAD], ""))
    return any(each.include(line) for each in notices if each is not None) or _ALONE.include(line)
