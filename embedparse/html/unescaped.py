"""Markup that is escaped in a page's visible text, or in the text of a feed: read as what it says.

A run of text with escaped tags is decoded once, and searched like a page of its own; so markup that was
escaped twice is found in the second round. Code shows markup to a reader, and is none.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator

from embedparse.html.source import MOST_ROUNDS, Page
from embedparse.html.text_anchors import signs
from embedparse.html.visible_text import balanced
from embedparse.models import Match, Span
from embedparse.patterns import LazyPattern
from embedparse.spans import OffsetMap, Taken, merge

#: An escaped tag; `&amp;lt;` is one that was escaped twice.
_TAG = LazyPattern(rb"&(?:amp;){0,2}(?:lt;|#0{0,4}60;|#x0{0,4}3c;)/?[a-z]")
_REFERENCE = LazyPattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
#: Line breaks that editors put into pasted markup belong to the run of text.
_BREAK = LazyPattern(rb"<(?:br\s{0,4}/?|/?p)\s{0,4}>")
_LONGEST_BREAK = 12

Finder = Callable[[str, int], list[Match]]


def may_hold(source: str) -> bool:
    """Whether a sign of an embed whose markup was stripped is in a run of escaped markup of a page."""
    page = Page(source)
    if b"&" not in page.low or _TAG.search(page.low) is None:
        return False
    runs = Taken(_runs(page))
    return any(runs.overlaps((at, at + 1)) for at in signs(page))


def find(page: Page, source: str, found: list[Match], search: Finder, rounds: int) -> list[Match]:
    """What ``search`` finds in runs of escaped markup outside of ``found``; spans in code points.

    ``source`` is the page's source; ``rounds`` how often it has been decoded.
    """
    if rounds >= MOST_ROUNDS or b"&" not in page.low:
        return []
    runs = list(_runs(page))
    if not runs:
        return []
    [spans] = page.spans([runs])
    taken = Taken(sorted(span for match in found if match.kind == "embed" for span in match.spans))
    matches: list[Match] = []
    for start, end in spans:
        if taken.overlaps((start, end)):
            continue
        text, offsets = decoded(source, start, end)
        for match in search(text, rounds + 1):
            covers = [offsets.cover(span) for span in match.spans]
            match.spans = merge(part for cover in covers for part in balanced(source, *cover))
            if "escaped-markup" not in match.evidence:
                match.evidence = [*match.evidence, "escaped-markup"]
            matches.append(match)
    return matches


def decoded(source: str, start: int, end: int) -> tuple[str, OffsetMap]:
    """The text from ``start`` to ``end`` with one layer of character references decoded, and the map back."""
    parts: list[str] = []
    offsets, size, edge = OffsetMap(), 0, start
    for reference in _REFERENCE.finditer(source, start, end):
        offsets.add(size, edge, reference.start() - edge)
        parts.append(source[edge : reference.start()])
        size += reference.start() - edge
        character = html.unescape(reference.group())
        offsets.add(size, reference.start(), len(character), reference.end() - reference.start())
        parts.append(character)
        size += len(character)
        edge = reference.end()
    offsets.add(size, edge, end - edge)
    parts.append(source[edge:end])
    return "".join(parts), offsets


def _runs(page: Page) -> Iterator[Span]:
    """Runs of visible text, in bytes, that hold an escaped tag and are no code."""
    edge = 0
    for tag in _TAG.finditer(page.low):
        at = tag.start()
        if at < edge:
            continue
        if page.region(at) is not None or page.in_code(at):
            continue
        start, end = _run(page, at, edge)
        edge = max(end, at + 1)
        if page.tag_around(at) < 0:
            yield start, end


def _run(page: Page, at: int, edge: int) -> Span:
    """The text around ``at`` up to the next tags that are no line breaks, in bytes."""
    low = page.low
    start = max(low.rfind(b">", edge, at) + 1, edge)
    edge = last = at
    while True:
        end = low.find(b"<", edge)
        end = len(low) if end < 0 else end
        if low[edge:end].strip():
            last = end
        line_break = _BREAK.match(low, end, end + _LONGEST_BREAK)
        if line_break is None:
            return start, last
        edge = line_break.end()
