"""Blocks of HTML in a text or in Markdown: where elements are together as they are in a page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from embedparse.models import Span
from embedparse.patterns import LazyPattern

_NAMES = "div|blockquote|section|article|aside|figure|table|p|ul|ol|quote|cit|main|center|h[1-6]|span"
#: What may open a block of HTML at the start of a line, and a paragraph of words, which is Markdown.
_BLOCK = LazyPattern(rf"<({_NAMES})(?=[\s>])", re.IGNORECASE)
_BLOCK_END = LazyPattern(rf"</({_NAMES})\s{{0,4}}>[ \t]{{0,8}}(?=\n|\Z)", re.IGNORECASE)
_PARAGRAPH = LazyPattern(r"\n\n\s{0,80}[^\s<]")
_LONGEST_BLOCK, _INDENTED = 12_000, 4


def may_hold(markup: str) -> bool:
    """Whether a tag that may open a block of HTML is in ``markup``."""
    return _BLOCK.search(markup) is not None


def blocks(markup: str) -> Iterator[Span]:
    """The blocks of HTML in ``markup`` that hold elements throughout, no paragraphs of Markdown.

    Blocks between which nothing but white space is are one: a post's text and its attribution may be two.
    """
    begin = edge = -1
    for start, end in _single(markup):
        if begin >= 0 and not markup[edge:start].isspace():
            yield begin, edge
            begin = start
        begin = start if begin < 0 else begin
        edge = end
    if begin >= 0:
        yield begin, edge


def _single(markup: str) -> Iterator[Span]:
    openings = [opening for opening in _BLOCK.finditer(markup) if _begins_line(markup, opening.start())]
    if not openings:
        return
    closings: dict[str, list[int]] = {}
    for closing in _BLOCK_END.finditer(markup):
        closings.setdefault(closing[1].lower(), []).append(closing.end())
    paragraphs = [paragraph.start() for paragraph in _PARAGRAPH.finditer(markup)]
    edge = 0
    for opening in openings:
        start, ends = opening.start(), closings.get(opening[1].lower(), [])
        following = bisect_right(ends, start)
        if start < edge or following == len(ends) or ends[following] - start > _LONGEST_BLOCK:
            continue
        if bisect_left(paragraphs, start) == bisect_left(paragraphs, ends[following]):
            edge = ends[following]
            yield start, edge


def _begins_line(markup: str, at: int) -> bool:
    """Whether at most three blanks are before ``at`` on its line: further in, it is code."""
    return not markup[max(0, at - 4) : at].rpartition("\n")[2].strip(" ") and (
        at < _INDENTED or "\n" in markup[at - _INDENTED : at]
    )
