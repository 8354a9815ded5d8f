"""Notices beside an embed in a page: `Skip X content`, `View content on X`, what asks for consent.

Sites print them for those who hear the page or have not agreed to load anything. They go with the embed.
"""

from __future__ import annotations

import html
from bisect import bisect_left, bisect_right

from embedparse.html.source import Page
from embedparse.models import Match
from embedparse.patterns import LazyPattern
from embedparse.text.widgets import words

_ELEMENT = (
    rb"<(?P<%b>p|div|span|a|h[1-6]|strong|button|li)(?:\s[^<>]{0,300})?>"
    rb"\s{0,20}[^<>]{4,400}?</(?P=%b)\s{0,4}>"
)
_CHILD, _OTHER = _ELEMENT.replace(b"%b", b"child"), _ELEMENT.replace(b"%b", b"other")
#: An element that holds only words, or one or two such elements.
_NOTICE = (
    rb"(?:" + _ELEMENT.replace(b"%b", b"name") + rb"|<(?P<box>div|section|aside)(?:\s[^<>]{0,300})?>"
    rb"\s{0,40}" + _CHILD + rb"(?:\s{0,40}" + _OTHER + rb")?\s{0,40}</(?P=box)\s{0,4}>)"
)
_BEFORE = LazyPattern(_NOTICE + rb"\s{0,40}\Z")
#: What such an element ends with, and how long that is at most.
_CLOSED = LazyPattern(rb"</[a-z0-9]{1,7}\s{0,4}>\s{0,40}\Z")
_LONGEST_END = 60
_AFTER = LazyPattern(rb"\s{0,40}" + _NOTICE)
_TAG = LazyPattern(r"<[^<>]{0,400}>")
#: How far before an embed such an element begins, and how many there may be on either side.
_REACH, _MOST = 1_600, 3


def take_in(page: Page, matches: list[Match]) -> None:
    """Widen the spans of embeds, in bytes, over the notices right before and right behind them."""
    edges = [span for match in matches if match.kind == "embed" for span in match.spans]
    begins, stops = (sorted(each) for each in zip(*edges, strict=True)) if edges else ([], [])
    edge = 0
    whole = [match for match in matches if match.kind == "embed" and match.quoted_in is None]
    for match in sorted(whole, key=lambda match: match.spans[0]):
        start, end = match.spans[0][0], match.spans[-1][1]
        above, below = bisect_right(stops, start), bisect_left(begins, end)
        floor = max(edge, stops[above - 1] if above else 0)
        limit = begins[below] if below < len(begins) else len(page.low)
        start, end = _before(page, start, floor), _after(page, end, limit)
        match.spans[0] = (start, match.spans[0][1])
        match.spans[-1] = (match.spans[-1][0], end)
        edge = max(edge, end)


def _before(page: Page, start: int, floor: int) -> int:
    for _ in range(_MOST):
        if _CLOSED.search(page.low, max(floor, start - _LONGEST_END), start) is None:
            break
        found = _BEFORE.search(page.low, max(floor, start - _REACH), start)
        if found is None or not _is_notice(page, *found.span()):
            break
        start = found.start()
    return start


def _after(page: Page, end: int, limit: int) -> int:
    for _ in range(_MOST):
        found = _AFTER.match(page.low, end, limit)
        if found is None or not _is_notice(page, *found.span()):
            break
        end = found.end()
    return end


def _is_notice(page: Page, start: int, end: int) -> bool:
    """Whether all words from ``start`` to ``end`` are notices."""
    pieces = [" ".join(html.unescape(piece).split()) for piece in _TAG.split(page.text(start, end))]
    pieces = [piece for piece in pieces if piece]
    if not pieces or len(list(words.candidate_lines(pieces, 400, notices=True))) < len(pieces):
        return False
    return all(map(words.is_notice, pieces))
