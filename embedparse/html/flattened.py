"""Embeds whose markup was stripped: the rules for text read the visible text of a page's blocks."""

from __future__ import annotations

import html
import re

from embedparse import text
from embedparse.fields.id_timestamps import time_of_id
from embedparse.html import fields, text_chance
from embedparse.html.source import CODE, Page
from embedparse.html.text_anchors import signs
from embedparse.html.visible_text import VisibleText
from embedparse.models import Confidence, Match, Span
from embedparse.moved import MovedBorder
from embedparse.platforms import get
from embedparse.spans import Taken

_HREF = re.compile(
    r"""<(?:a|ref)\s[^<>]{0,300}?(?:href|target)\s?=\s?["']?([^\s"'<>]{8,2000})""", re.IGNORECASE
)


def find(page: Page, source: str, omitted: list[Span], least: Confidence = "possible") -> list[Match]:
    """The flattened embeds of a page outside of the spans ``omitted``, sorted; all spans in code points.

    What has less than the confidence ``least`` may be left out.
    """
    found_signs = signs(page)
    if not found_signs:
        return []
    taken = Taken(omitted)
    [points] = page.spans([[(at, at) for at in found_signs]])
    outside = [at for at, _ in points if not taken.overlaps((at, at + 1))]
    if not text_chance.is_there(source, outside, taken):
        return []
    visible = VisibleText(source, omitted)
    code = Taken(page.spans([page.elements(CODE)])[0])
    found = []
    matches = text.find(visible.text, least=least)
    holes = {id(match.quoted_in): list(match.spans) for match in matches if match.quoted_in is not None}
    for match in matches:
        if match.kind == "link" or match.layout in ("url", "notice"):
            continue
        match.spans = _in_source(visible, match.spans, holes.get(id(match)))
        if not match.spans or code.overlaps((match.spans[-1][1] - 1, match.spans[-1][1])):
            continue
        if match.border is not None:
            match.border = MovedBorder(match.border, visible)
        if match.kind == "embed":
            _add_link(source[match.spans[0][0] : match.spans[-1][1]], match)
        match.evidence = [*match.evidence, "visible-text"]
        found.append(match)
    return found


def _in_source(visible: VisibleText, spans: list[Span], hole: list[Span] | None) -> list[Span]:
    """Where ``spans`` are in the source; around a post quoted between them, ``hole``, with its frame."""
    if hole is None or len(spans) < 2:
        return sorted({part for span in spans for part in visible.to_source(span)})
    inner = Taken(part for span in hole for part in visible.to_source(span))
    whole = visible.to_source((spans[0][0], spans[-1][1]))
    return [gap for part in whole for gap in inner.gaps(part)]


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
