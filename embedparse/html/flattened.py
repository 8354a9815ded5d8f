"""Embeds whose markup was stripped: the rules for text read the visible text of a page's blocks."""

from __future__ import annotations

import html
import re

from embedparse import text
from embedparse.fields.id_timestamps import time_of_id
from embedparse.html import fields
from embedparse.html.signs import anchors
from embedparse.html.source import CODE, Page
from embedparse.html.visible_text import VisibleText
from embedparse.models import Match
from embedparse.moved import MovedBorder
from embedparse.platforms import get
from embedparse.spans import Taken

_HREF = re.compile(
    r"""<(?:a|ref)\s[^<>]{0,300}?(?:href|target)\s?=\s?["']?([^\s"'<>]{8,2000})""", re.IGNORECASE
)


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
