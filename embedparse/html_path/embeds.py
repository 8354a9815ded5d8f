"""Embeds that stand in the page's own markup."""

from __future__ import annotations

import re

from embedparse.html_path import carriers, fields
from embedparse.html_path.extents import cover, element_at
from embedparse.html_path.page import Element, Page
from embedparse.models import Match
from embedparse.platforms import get

_NAME = re.compile(rb"<([a-z][a-z0-9-]*)")
#: Elements of which the start tag alone is parsed.
_HOLLOW = frozenset(("iframe", "script"))


def find(page: Page) -> list[Match]:
    """Matches with spans in bytes, in order, none inside another.

    The outermost carrier wins. A blockquote inside a blockquote that was never closed is an embed
    of its own, and the outer one ends where it begins.
    """
    found: list[Match] = []
    tags = [start for start in carriers.starts(page) if page.region(start) is None]
    tags = [start for start in tags if _may_carry(page, start)]
    edge = 0
    for index, start in enumerate(tags):
        if start < edge:
            continue
        barrier = _barrier(page, start, tags, index)
        read = _read(page, start, barrier)
        if read is None:
            continue
        match, element = read
        platform = get(match.platform)
        begin, end = cover(page, platform, element.start, element.end, edge)
        match.spans = [(begin, end)]
        found.append(match)
        edge = end
    return found


def _name(page: Page, start: int) -> str:
    name = _NAME.match(page.low, start)
    return name[1].decode() if name else ""


def _tag(page: Page, start: int) -> bytes:
    end = page.tag_end(start)
    return page.low[start:end] if end >= 0 else b""


def _may_carry(page: Page, start: int) -> bool:
    return any(carriers.candidates(_name(page, start), _tag(page, start)))


def _barrier(page: Page, start: int, tags: list[int], index: int) -> int:
    """Where the next carrier of the same name begins: a blockquote cannot hold another's embed."""
    name = _name(page, start)
    if name != "blockquote":
        return len(page.low)
    after = (tag for tag in tags[index + 1 : index + 8] if _name(page, tag) == name)
    return next(after, len(page.low))


def _read(page: Page, start: int, barrier: int) -> tuple[Match, Element] | None:
    name = _name(page, start)
    element = element_at(page, start, name, barrier)
    if element is None:
        return None
    hollow = name in _HOLLOW or not element.closed
    end = element.inside if name in _HOLLOW else element.end
    match = fields.of_markup(
        name, _tag(page, start), page.text(start, end) + (f"</{name}>" if hollow else "")
    )
    return (match, element) if match is not None else None
