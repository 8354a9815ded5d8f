"""Notices in place of posts that no embed of the page is beside: `<p>This Tweet was deleted.</p>`.

They are no posts, and looked for only where the least confidence is wanted: blocks that hold nothing else.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache

from embedparse.html.source import CODE, Page
from embedparse.html.visible_text import VisibleText
from embedparse.models import Confidence, Match, Span
from embedparse.patterns import LazyPattern
from embedparse.spans import Taken
from embedparse.text import notices
from embedparse.text.literal_groups import LiteralGroups
from embedparse.text.widgets.words import STOPS, alone, candidate_lines, fixed_words, words

#: A run of plain letters of this length is looked for in its place: other characters may be references.
_ENOUGH = 7
_SENTENCE = LazyPattern(r"[.!?…] ")
_PLAIN = LazyPattern(r"[A-Za-z0-9][A-Za-z0-9 ,.:-]*[A-Za-z0-9]")
#: A longer beginning of a text between tags is not looked at.
_HEAD = 60
#: Tags right before the words of an entry of a list, a table or a menu, and of a heading.
_TAGS_BEFORE = LazyPattern(r"(?:<[^<>]{1,300}>\s{0,20}){1,8}\Z")
_LISTED = LazyPattern(r"<(?:li|td|th|dt|dd|label|summary|nav|figcaption)[\s>]", re.IGNORECASE)
_HEADING = LazyPattern(r"<h[1-6][\s>]", re.IGNORECASE)
_REACH, _LONGEST_MARKS = 1_000, 40


@cache
def literals() -> tuple[str, ...]:
    """A part of each notice as pages write it: a page without any of them has no notice."""
    wordings = (*(notice.rstrip(STOPS) for notice in words("notices")), *alone())
    sets = (pieces for wording in wordings for pieces in fixed_words(wording))
    return tuple(
        sorted({_literal([part for piece in pieces for part in _SENTENCE.split(piece)]) for pieces in sets})
    )


def _literal(parts: list[str]) -> str:
    plain = max((run for part in parts for run in _PLAIN.findall(part)), key=len, default="")
    return plain if len(plain) >= _ENOUGH else max(parts, key=len).strip()


_GROUP = LiteralGroups({"notices": literals})


def may_hold(source: str, least: Confidence) -> bool:
    """Whether the page ``source`` may hold a notice that is as sure as ``least``: a literal scan."""
    return least == "possible" and bool(_GROUP.in_text(source))


def find(page: Page, source: str, omitted: list[Span], least: Confidence) -> list[Match]:
    """The notices outside of the spans ``omitted``, sorted; all spans in code points."""
    if not (may_hold(source, least) and _begins_any(source)):
        return []
    visible = VisibleText(source, omitted)
    code = Taken(page.spans([page.elements(CODE)])[0])
    found: list[Match] = []
    for match in _boxes(source, visible):
        [span] = match.spans
        match.spans = sorted(visible.to_source(span))
        if match.spans and not code.overlaps(match.spans[0]) and _is_written(source, match.spans):
            found.append(match)
    return found


def _boxes(source: str, visible: VisibleText) -> Iterator[Match]:
    """The notices of the visible text, those of blocks one below another as one; no heading alone."""
    box: Match | None = None
    is_headed = False
    for match in notices.find(visible.text):
        [(start, end)] = match.spans
        tags = _tags_before(source, visible.start_of((start, end)))
        if not _fills_its_block(visible.text, start, end) or _LISTED.search(tags):
            continue
        is_heading = _HEADING.search(tags) is not None
        if box is not None and not visible.text[box.spans[0][1] : start].strip(_MARKS):
            box.spans = [(box.spans[0][0], end)]
            is_headed = is_headed and is_heading
            continue
        if box is not None and not is_headed:
            yield box
        box, is_headed = match, is_heading
    if box is not None and not is_headed:
        yield box


_MARKS = " \n>"


def _begins_any(source: str) -> bool:
    """Whether any text between tags begins as a notice does."""
    pieces = (piece.split("<", 1)[0][:_HEAD].strip() for piece in source.split(">"))
    heads = [html.unescape(piece) if "&" in piece else piece for piece in pieces if piece]
    return next(candidate_lines(heads, _HEAD, notices=True), None) is not None


def _fills_its_block(text: str, start: int, end: int) -> bool:
    """Whether a line from ``start`` to ``end`` of a page's visible text is a block."""
    above, below = text[max(0, start - _LONGEST_MARKS) : start].rstrip(" >"), text[end : end + 2]
    is_first = not above and start <= _LONGEST_MARKS
    return (is_first or above.endswith(("\n\n", "\n>\n"))) and below in ("", "\n\n", "\n>")


def _is_written(source: str, spans: list[Span]) -> bool:
    """Whether the source of a notice holds one of `literals`, for which rows and pages are searched."""
    written = source[spans[0][0] : spans[-1][1]]
    return any(literal in written for literal in literals())


def _tags_before(source: str, at: int) -> str:
    found = _TAGS_BEFORE.search(source, max(0, at - _REACH), at)
    return found.group() if found else ""
