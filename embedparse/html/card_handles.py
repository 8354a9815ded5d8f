"""Where a static card may be: a handle that is all an element shows, near a post's address or a class."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from embedparse.html.literals import offsets
from embedparse.html.post_addresses import traces_in
from embedparse.last_result import LastResult
from embedparse.patterns import LazyPattern
from embedparse.platforms import with_form

#: A handle that is all an element shows, from its sign on, and what is before that.
#: A date may be behind it, parted by a dot.
_HANDLE = LazyPattern(
    rb"@(?P<handle>\w[\w.-]{0,60}(?:@[\w.-]{4,60})?)\)?"
    rb"(?:\s{0,4}(?:\xc2\xb7|\xe2\x80\xa2|&middot;|&bull;)[^<>@]{3,40})?\s{0,20}<"
)
_MOST_BLANKS, _BEFORE_HANDLE = 20, b" \t\r\n("
#: How far an element of a card begins before the handle, and how long it is, in bytes.
REACH, LONGEST_ELEMENT = 6_000, 30_000
_CARD = with_form("card").card
#: What is in the attribute `class` of a card that need not name its post.
_CLASS = LazyPattern(rf"""class\s?=\s?["']?[^"'<>]{{0,200}}(?:{_CARD.classes})""".encode())


def may_hold(low: bytes) -> bool:
    """Whether a page without any post's address, in lower case, may hold a card."""
    return any(_is_near(marks(low), sign.start()) for sign in _alone(low))


def handles(low: bytes) -> Iterator[re.Match[bytes]]:
    """The handles that are all an element shows, near which a card's class or a post's address is."""
    for sign in _alone(low):
        if _is_near(traces_in(low), sign.start()) or _is_near(marks(low), sign.start()):
            yield sign


@LastResult
def marks(low: bytes) -> list[int]:
    """The offsets of attributes that call an element a card, in order."""
    return [found.start() for found in _CLASS.finditer(low)]


def holds_any(places: list[int], start: int, end: int) -> bool:
    """Whether any of ``places``, which are in order, is from ``start`` on and before ``end``."""
    index = bisect_left(places, start)
    return index < len(places) and places[index] < end


def _is_near(places: list[int], at: int) -> bool:
    return holds_any(places, at - REACH, at + LONGEST_ELEMENT)


def _alone(low: bytes) -> Iterator[re.Match[bytes]]:
    for at in offsets(low, b"@"):
        if low[max(0, at - _MOST_BLANKS - 1) : at].rstrip(_BEFORE_HANDLE).endswith(b">") and (
            sign := _HANDLE.match(low, at)
        ):
            yield sign
