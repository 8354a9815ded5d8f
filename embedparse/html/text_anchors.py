"""Where a page has a sign of an embed whose markup was stripped: a label, a card's time, a handle."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from embedparse.html.literals import offsets, offsets_of_any
from embedparse.html.signs import HANDLES_IN_MARKUP, labels
from embedparse.html.source import Page
from embedparse.platforms import with_form
from embedparse.text.anchors import CARDS

#: How the sign of a handle is written in a page.
_AT_SIGNS = (b"@", "＠".encode(), b"&#64", b"&#x40", b"&commat")
#: What is behind the host that ends a line.
_LINE_END = tuple(bytes((byte,)) for byte in b" \t\r\n<&")
#: Bytes before and behind the time of a card within which its handle or its host is.
_BEFORE, _BEHIND = 24_000, 40_000


def signs(page: Page) -> list[int]:
    """The offsets of such signs outside of scripts and comments; times only near a handle or a host."""
    found = [at for at in _worded(page.low) if page.region(at) is None]
    times = [at for at in offsets_of_any(page.low, _times()) if page.region(at) is None]
    if times:
        beside = sorted(at for at in _beside_times(page.low) if page.region(at) is None)
        found += (at for at in times if _is_near(at, beside))
    return found


def may_hold(low: bytes) -> bool:
    """Whether a page's source, in lower case, has such a sign."""
    if next(_worded(low), None) is not None:
        return True
    return bool(offsets_of_any(low, _times())) and next(_beside_times(low), None) is not None


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
        if closed.match(low, at) or (at and alone.match(low, at - 1)):
            yield at
    yield from offsets_of_any(low, _labels())


def _beside_times(low: bytes) -> Iterator[int]:
    """What a card has beside its time: the sign of a handle, or the platform's host at the end of a line."""
    for sign in _AT_SIGNS:
        yield from offsets(low, sign)
    for host in with_form("card").hosts:
        yield from (at for at in offsets(low, host.encode()) if low.startswith(_LINE_END, at + len(host)))


def _is_near(at: int, beside: list[int]) -> bool:
    index = bisect_left(beside, at - _BEFORE)
    return index < len(beside) and beside[index] <= at + _BEHIND
