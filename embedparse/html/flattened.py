"""Embeds whose markup was stripped: the rules for text read the visible text of a page's blocks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache

from embedparse.fields.id_timestamps import time_of_id
from embedparse.html import fields
from embedparse.html.literals import offsets
from embedparse.html.source import CODE, Page
from embedparse.html.visible_text import VisibleText
from embedparse.models import Match
from embedparse.moved import MovedBorder
from embedparse.platforms import get
from embedparse.spans import Taken
from embedparse.text.anchors import ANCHORS, HANDLES, LINKS

#: A handle at the end of a parenthesis, perhaps as a link, or alone in its element, as on a card.
HANDLES_IN_MARKUP = (
    rb"@[\w.-]{1,80}(?:</\w{1,10}>){0,3}\s{0,3}(?:\)|\xef\xbc\x89)",
    rb">@[\w.-]{1,80}\s{0,20}<",
)
#: The name that the labels of one platform share: it is looked for, and then the label around it.
_BRAND, _LONGEST_LABEL = "instagram", 200
#: A URL on its own is left to the rules for HTML.
_OF_URLS = (*LINKS, "://t.co/")
_HREF = re.compile(
    r"""<(?:a|ref)\s[^<>]{0,300}?(?:href|target)\s?=\s?["']?([^\s"'<>]{8,2000})""", re.IGNORECASE
)


@cache
def labels() -> tuple[bytes, ...]:
    """The words of embeds, in lower case, that need no handle: anchors of the rules for text."""
    words = (anchor for anchor in ANCHORS if anchor not in HANDLES and anchor not in _OF_URLS)
    own = (handle for handle in HANDLES if not handle.startswith(("(", "（", "[", "＠", "—")))
    return tuple(dict.fromkeys(word.encode().lower() for word in (*words, *own)))


@cache
def _literals() -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """What is looked for in the source: the brand and its labels; the other words."""
    branded = tuple(label for label in labels() if _BRAND.encode() in label)
    return branded, tuple(label for label in labels() if label not in branded)


@cache
def _handles() -> tuple[re.Pattern[bytes], ...]:
    return tuple(re.compile(pattern) for pattern in HANDLES_IN_MARKUP)


def anchors(low: bytes) -> Iterator[int]:
    """Where a page's source, in lower case, has a sign of a flattened embed."""
    for pattern in _handles():
        for found in pattern.finditer(low):
            yield found.start() + (found.group()[:1] == b">")
    branded, others = _literals()
    for at in offsets(low, _BRAND.encode()):
        around = low[max(0, at - _LONGEST_LABEL) : at + _LONGEST_LABEL]
        if any(label in around for label in branded):
            yield at
    for literal in others:
        yield from offsets(low, literal)


def may_hold(low: bytes) -> bool:
    """Whether the rules for text have a chance on the page ``low``, its source in lower case."""
    return next(anchors(low), None) is not None


def find(page: Page, source: str, embeds: list[Match]) -> list[Match]:
    """The flattened embeds of a page outside of ``embeds``; all spans in code points."""
    signs = [at for at in anchors(page.low) if page.region(at) is None]
    if not signs:
        return []
    omitted = sorted(span for match in embeds if match.kind == "embed" for span in match.spans)
    taken = Taken(omitted)
    [points] = page.spans([[(at, at) for at in signs]])
    if all(taken.overlaps((at, at + 1)) for at, _ in points):
        return []
    from embedparse import text

    visible = VisibleText(source, omitted)
    code = Taken(page.spans([page.elements(CODE)])[0])
    found = []
    for match in text.find(visible.text):
        if match.kind == "link" or match.layout == "url":
            continue
        match.spans = sorted({part for span in match.spans for part in visible.to_source(span)})
        if not match.spans or code.overlaps((match.spans[-1][1] - 1, match.spans[-1][1])):
            continue
        if match.border is not None:
            match.border = MovedBorder(match.border, visible)
        if match.kind == "embed":
            _add_link(source[match.spans[0][0] : match.spans[-1][1]], match)
        match.evidence = [*match.evidence, "visible-text"]
        found.append(match)
    return found


def _add_link(markup: str, match: Match) -> None:
    """Take the post's id from the last link in ``markup`` that names one of the same author."""
    if match.post_id is not None:
        return
    platform = get(match.platform)
    for href in reversed(_HREF.findall(markup)):
        post = fields.of_url(platform, html.unescape(href))
        if post and (
            post.handle is None or match.handle is None or post.handle.lower() == match.handle.lower()
        ):
            match.post_id, match.url = post.post_id, post.url
            match.handle = match.handle or post.handle
            match.posted_at = time_of_id(platform.clock, post.post_id) or match.posted_at
            return
