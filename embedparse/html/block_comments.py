"""Blocks of WordPress's editor that are a comment and nothing else: `<!-- wp:embed {"url":"…"} /-->`."""

from __future__ import annotations

import orjson

from embedparse.fields import permalinks
from embedparse.html import fields
from embedparse.html.element_extent import cover
from embedparse.html.literals import offsets
from embedparse.html.signs import BLOCK_COMMENT
from embedparse.html.source import Page
from embedparse.models import Match
from embedparse.patterns import LazyPattern
from embedparse.platforms import get

_BLOCK = LazyPattern(rb"<!--\s{0,9}wp:(?:core-)?embed(?:/[\w-]{1,40})?\s+(\{[^<>]{8,2000}\})\s*/-->")
_BEFORE = len("<!--")


def find(page: Page) -> list[Match]:
    """The posts of such blocks; spans in bytes."""
    found = []
    for at in offsets(page.low, BLOCK_COMMENT):
        block = _BLOCK.match(page.low, at - _BEFORE) if at >= _BEFORE else None
        post = permalinks.parse(_url(page.text(*block.span(1)))) if block else None
        if block is not None and post is not None:
            match = fields.of_permalink(post, "element", "block-names-post")
            match.spans = [cover(page, get(post.platform), *block.span(), 0)]
            found.append(match)
    return found


def _url(attributes: str) -> str:
    try:
        values = orjson.loads(attributes)
    except orjson.JSONDecodeError:
        return ""
    url = values.get("url") if isinstance(values, dict) else None
    return url if isinstance(url, str) else ""
