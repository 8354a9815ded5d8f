"""Where a page has a sign of an embed whose markup was stripped: a label, a card's time, a handle.

A literal alone wakes every third page. Each is a sign only with what its rule needs beside it: a time of day
before the sign that parts it from a date, a dash or an opening parenthesis before a handle.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from embedparse.html.literals import offsets, offsets_of_any
from embedparse.html.signs import HANDLES_IN_MARKUP, labels
from embedparse.html.source import HIDDEN, Page
from embedparse.patterns import LazyPattern
from embedparse.platforms import with_form
from embedparse.text.anchors import CARDS

#: How the sign of a handle is written in a page.
_AT_SIGNS = (b"@", "＠".encode(), b"&#64", b"&#x40", b"&commat")
#: What is behind the host that ends a line.
_LINE_END = tuple(bytes((byte,)) for byte in b" \t\r\n<&")
#: The word that counts are told by.
_COUNTED = b"etweets"
_DIGIT = LazyPattern(rb"\d")
#: A time of day; what may be between it and the end of the sign behind it; how far before that end the time
#: begins, in bytes.
_TIME = LazyPattern(rb"\d[:.h]\d\d")
_UP_TO_SIGN = LazyPattern(rb"\d[:.h]\d\d\D*+\Z")
LONGEST_TIME, _LONGEST_LEAD = 120, 2
#: Characters that are references, and elements that show a reader nothing: their digits are none of the text.
_REFERENCE = LazyPattern(rb"&#?\w{1,31};")
_HIDDEN = LazyPattern(f"<(?:!|{'|'.join(sorted(HIDDEN))})".encode())
#: How a tag begins, and the rest of one whose beginning is not there.
_TAG_BEGIN = LazyPattern(rb"</?[a-z!?]")
_TAGS = LazyPattern(rb"<[^<>]*>")
_CUT_TAG = LazyPattern(rb"\A[^<>]*>")
_LONGEST_TAG = 4_000
#: What is before an author's handle, and the blanks between; references among both.
_BEFORE_AUTHOR = (
    *(sign.encode() for sign in ("(", "（", "—", "–", "―", "-", "by")),
    *(
        b"&mdash;",
        b"&ndash;",
        b"&horbar;",
        b"&#8212;",
        b"&#8211;",
        b"&#x2014;",
        b"&#x2013;",
        b"&lpar;",
        b"&#40;",
    ),
)
_BLANK_BYTES = b" \t\r\n\xc2\xa0[>\\"
BEFORE_HANDLE, BEHIND_HANDLE = 600, 1_200
#: Bytes before a handle in which an opening parenthesis is, and what the reader sees of them; how many
#: characters are between the two, and what opens.
OPENING, _LONGEST_OPENING, _LEAD = 400, 24, 8
_OPENING = LazyPattern(rb"[(\[-]|by\s*\Z")
#: A time in UTC, as Bluesky's oEmbed prints it; led by a sign that `re` skips to.
EXACT_TIME = LazyPattern(rb"-(?<=\d{4}-)\d\d-\d\d[tT]\d\d:\d\d")
#: Bytes before and behind the time of a card within which its handle or its host is.
_BEFORE, _BEHIND = 24_000, 40_000


def signs(page: Page) -> list[int]:
    """The offsets of such signs outside of scripts and comments; times only near a handle or a host."""
    found = [at for at in _worded(page.low) if page.region(at) is None]
    times = [at for at in _card_times(page.low) if page.region(at) is None]
    if times:
        beside = sorted(at for at in _beside_times(page.low) if page.region(at) is None)
        found += (at for at in times if _is_near(at, beside))
    return found


def may_hold(low: bytes) -> bool:
    """Whether a page's source, in lower case, has such a sign."""
    if next(_worded(low), None) is not None:
        return True
    return next(_card_times(low), None) is not None and next(_beside_times(low), None) is not None


@cache
def _times() -> frozenset[bytes]:
    return frozenset(card.lower().encode() for card in CARDS)


@cache
def _labels() -> frozenset[bytes]:
    return frozenset(labels()) - _times()


@cache
def _handles() -> tuple[re.Pattern[bytes], ...]:
    return tuple(re.compile(pattern) for pattern in HANDLES_IN_MARKUP)


def _worded(low: bytes) -> Iterator[int]:
    """Handles and labels."""
    closed, alone = _handles()
    for at in offsets(low, b"@"):
        if closed.match(low, at):
            if is_opened(low[max(0, at - OPENING) : at]) and not _in_tag(low, at):
                yield at
        elif at and alone.match(low, at - 1) and names_author(low, at):
            yield at
    yield from (at for at in offsets_of_any(low, _labels()) if not _in_tag(low, at))


def is_of_card(label: bytes) -> bool:
    """Whether ``label`` is a sign that counts only behind a time of day or a number."""
    return label in _times()


def may_be_of_card(before: bytes, label: bytes) -> bool:
    """Whether ``before``, which ends in the sign ``label``, has what a card has there."""
    return is_counted(before[: -len(label)]) if label == _COUNTED else ends_time(before)


def _in_tag(low: bytes, at: int) -> bool:
    """Whether ``at`` lies in what `text_chance` takes for a tag: no reader sees it."""
    start = low.rfind(b"<", max(0, at - _LONGEST_TAG), at)
    return start >= 0 and low.find(b">", start, at) < 0 and _TAG_BEGIN.match(low, start) is not None


def is_opened(before: bytes) -> bool:
    """Whether what opens on a handle, as all rules for text have it, is close before one that is closed."""
    seen = _TAGS.sub(b"", before)[-_LONGEST_OPENING:]
    if not seen.isascii() or b";" in seen or b">" in seen:
        return True
    return _OPENING.search(seen, max(0, len(seen) - _LEAD)) is not None


def names_author(low: bytes, at: int) -> bool:
    """Whether a handle alone in its element, its sign at ``at``, may be the author's of an attribution.

    As text, that is one behind a dash, a parenthesis or `by`, or one with an exact time behind it.
    """
    if leads_to_author(low[max(0, at - BEFORE_HANDLE) : at]):
        return True
    return EXACT_TIME.search(low, at, at + BEHIND_HANDLE) is not None


def leads_to_author(before: bytes) -> bool:
    """Whether what is ``before`` a handle alone in its element is as before an author's."""
    return _TAGS.sub(b"", _CUT_TAG.sub(b"", before)).rstrip(_BLANK_BYTES).endswith(_BEFORE_AUTHOR)


def _card_times(low: bytes) -> Iterator[int]:
    """The signs between a time of day and a date, and the words for counts."""
    for at in offsets_of_any(low, _times()):
        if low.startswith(_COUNTED, at):
            if is_counted(low[max(0, at - LONGEST_TIME) : at]):
                yield at
        elif ends_time(low[max(0, at - LONGEST_TIME) : at + _LONGEST_LEAD]):
            yield at


def is_counted(before: bytes) -> bool:
    """Whether a number may be close ``before`` the word for counts: `1.2K Retweets`."""
    seen = _TAGS.sub(b"", before)[-_LONGEST_OPENING:]
    return not seen.isascii() or b";" in seen or b">" in seen or _DIGIT.search(seen) is not None


def ends_time(before: bytes) -> bool:
    """Whether a time of day is right ``before`` the end of a sign: no other number is between them."""
    if b"<" in before:
        if _HIDDEN.search(before) is not None:
            return _TIME.search(before) is not None
        before = _TAGS.sub(b"", before)
    return _UP_TO_SIGN.search(_REFERENCE.sub(b"", before) if b"&" in before else before) is not None


def _beside_times(low: bytes) -> Iterator[int]:
    """What a card has beside its time: the sign of a handle, or the platform's host at the end of a line."""
    for sign in _AT_SIGNS:
        yield from offsets(low, sign)
    for host in with_form("card").hosts:
        yield from (at for at in offsets(low, host.encode()) if low.startswith(_LINE_END, at + len(host)))


def _is_near(at: int, beside: list[int]) -> bool:
    index = bisect_left(beside, at - _BEFORE)
    return index < len(beside) and beside[index] <= at + _BEHIND
