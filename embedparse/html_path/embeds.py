"""Embeds that stand in the page's own markup."""

from __future__ import annotations

import re

from embedparse.html_path import carriers, fields
from embedparse.html_path.extents import HOLLOW, cover, element_at
from embedparse.html_path.fragments import parse, selects
from embedparse.html_path.page import Element, Page
from embedparse.models import Match
from embedparse.platforms import get

_NAME = re.compile(rb"<([a-z][a-z0-9-]*)")


def find(page: Page) -> list[Match]:
    """Matches with spans in bytes, in order, none inside another.

    The outermost carrier wins. A blockquote inside a blockquote that was never closed is an embed
    of its own, and the outer one ends where it begins.
    """
    found: list[Match] = []
    tags = _possible(page)
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


def _possible(page: Page) -> list[int]:
    """The start tags that may carry a post, those in the attributes of another one left out."""
    tags: list[int] = []
    edge = 0
    for start in carriers.starts(page):
        if start < edge or page.region(start) is not None:
            continue
        edge = max(edge, page.tag_end(start))
        if _may_carry(page, start):
            tags.append(start)
    return tags


def _name(page: Page, start: int) -> str:
    name = _NAME.match(page.low, start)
    return name[1].decode() if name else ""


def _tag(page: Page, start: int) -> bytes:
    end = page.tag_end(start)
    return page.low[start:end] if end >= 0 else b""


def _may_carry(page: Page, start: int) -> bool:
    name, tag = _name(page, start), _tag(page, start)
    possible = carriers.candidates(name, tag)
    if not possible or name not in carriers.COMMON:
        return bool(possible)
    markup = page.text(start, start + len(tag))  # `data-url` is common on a `div`, cards of posts are not
    root = parse(markup)
    return root is not None and any(selects(rule.selector, root) for _, rule in possible)


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
    stop = element.inside if name in HOLLOW else page.parsed(start, element.end)
    markup = page.text(start, max(stop, element.inside))
    if stop < element.end or not element.closed:
        markup += f"</{name}>"
    match = fields.of_markup(name, _tag(page, start), markup)
    return (match, element) if match is not None else None
