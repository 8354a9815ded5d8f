"""The words that platforms' widgets and the sites around them print beside a post, by language.

They are data, the section ``widgets`` of the languages' tables: `embedparse.locales.kinds` says what each
kind is. In a wording ``{n}`` is a number, ``{platform}`` the name of a platform, ``{name}`` any few words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from embedparse import locales
from embedparse.patterns import LazyPattern
from embedparse.platforms import all_platforms

#: Platforms as sites name them in their labels; `social` in place of any.
_NAMES = tuple(name for platform in all_platforms() for name in (*platform.also_called, platform.title))
_SHORT_NAMES = tuple(platform.short_name for platform in all_platforms() if platform.short_name)
_PLATFORM = rf"(?:(?i:{'|'.join(map(re.escape, _NAMES))})|{'|'.join(map(re.escape, _SHORT_NAMES))}|social)"
_PLACES = {
    r"\{n\}": r"\d[\d.,]{0,9}[KkM]?",
    r"\{platform\}": _PLATFORM,
    r"\{name\}": r"[^\n]{1,60}?",
}
#: A place in a wording.
PLACE = LazyPattern(r"\{(?:n|platform|name)\}")


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
    for place, meaning in _PLACES.items():
        pattern = pattern.replace(place, meaning)
    return pattern


#: The end of a label that is a line.
_END = r"[ \t\r]{0,8}(?=\n|$)"


@cache
def _accounts() -> str:
    """Whose post it is, behind a label: `by @ada`, `by Ada Example`, `, 1`; then the line ends."""
    by = alternation(words("by"))
    return rf"(?:[\ \u00a0](?:{by})[\ \u00a0][^\n]{{1,60}}?)?(?:[\ ]?,[\ ]?\d{{1,2}})?{_END}"


@cache
def label_line() -> LazyPattern[str]:
    """A line that a site prints around a post or in it; the group is the kind of label.

    Behind ``skip`` the post may follow on the line, where the label ends in a handle.
    """
    handle = rf"[\ \u00a0](?:{alternation(words('by'))})[\ \u00a0]@\w{{1,30}}(?=[ \t]{{1,3}}\S)"
    return LazyPattern(
        rf"""[ \t>]{{0,8}}
        (?: (?P<skip> (?:{alternation(words("skip"))}) (?: {_accounts()} | {handle} ) )
          | (?P<end> (?:{alternation(words("end"))}) {_accounts()} )
          | (?P<inside> (?:{alternation(words("inside"))}) {_END} ) )""",
        re.VERBOSE,
    )


#: What a site puts in front of a post on its line, as a button to close it.
CLOSE = ("x ", "× ", "✕ ", "✖ ")


#: So many first characters of a line are compared, behind so many marks.
_COMPARED, _LEAD, _MARKS, _MOST_MARKS = 12, 3, " \t>", 8
#: The blanks that may be printed for one; characters that hold what is compared, with such blanks.
_BLANKS, _PRINTED = (" ", "\u00a0", "  ", " \u00a0", "\u00a0 ", "\u00a0\u00a0"), 40


class _Heads(NamedTuple):
    """How lines begin that may be a label: those of one or two characters; longer ones by their first three.

    ``longer`` has one blank between words, its keys any that may be printed.
    """

    short: tuple[str, ...]
    longer: dict[str, tuple[str, ...]]


@cache
def _heads(notices: bool) -> _Heads:
    """The heads of what `label_line` (or `notice_line`) matches."""
    if notices:
        heads = {_head(notice) for notice in words("notices")}
    else:
        labels = (*words("skip"), *words("end"), *words("inside"))
        names = (*_NAMES, *_SHORT_NAMES)
        heads = {
            head
            for label in labels
            for name in (names if label.startswith("{") else ("",))
            for head in (_head(label, name), _head(label.lower(), name.lower()))
        } | {*CLOSE}
    longer: dict[str, list[str]] = {}
    for head in heads:
        if len(head) >= _LEAD:
            for lead in {head.replace(" ", blank)[:_LEAD] for blank in _BLANKS}:
                longer.setdefault(lead, []).append(head)
    short = tuple(head for head in heads if len(head) < _LEAD)
    return _Heads(short, {lead: tuple(found) for lead, found in longer.items()})


def _head(wording: str, name: str = "") -> str:
    """How ``wording`` begins, or ``name`` where that is its first word: no longer than what is compared."""
    if name:
        return name[:_LEAD]
    first: str = PLACE.split(wording, 1)[0]
    return first[:_COMPARED].rstrip()


def candidate_lines(text: str, longest: int, *, notices: bool = False) -> Iterator[tuple[int, str]]:
    """Offset and first ``longest`` characters of each line that may be a label (or a notice)."""
    short, longer = _heads(notices)
    begins = {*_MARKS, *(head[0] for head in short)}
    lines = text.split("\n")
    likely = [k for k, line in enumerate(lines) if line[:_LEAD] in longer or line[:1] in begins]
    at = above = 0
    for k in likely:
        at += sum(map(len, lines[above:k])) + k - above
        above, line = k, lines[k]
        bare = line.lstrip(_MARKS)
        if len(line) - len(bare) > _MOST_MARKS:
            continue
        heads = longer.get(bare[:_LEAD], ())
        if bare.startswith(short) or (heads and " ".join(bare[:_PRINTED].split()).startswith(heads)):
            yield at, line[:longest]


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


@cache
def box_ends() -> tuple[str, ...]:
    """The last words of `box_closings`, one of which ends a line of any box."""
    return tuple({PLACE.split(closing)[-1].rpartition(" ")[2] for closing in words("box_closes")})


@cache
def end_label() -> LazyPattern[str]:
    """The rest of the line of a post, or the next, that a site prints below it."""
    return LazyPattern(rf"[ \t]{{1,4}}(?:{alternation(words('end'))}){_accounts()}", re.VERBOSE)


@cache
def notice_line() -> LazyPattern[str]:
    """A line that a site or a widget prints in place of a post."""
    return LazyPattern(rf"[ \t]{{0,8}}(?:{alternation(words('notices'))}){_END}", re.VERBOSE)
