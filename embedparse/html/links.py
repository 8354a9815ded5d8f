"""URLs of posts outside of embeds: links in sentences, and bare URLs that a CMS turns into embeds."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from embedparse.fields import permalinks
from embedparse.fields.id_timestamps import time_of_id
from embedparse.html.candidates import traces_in
from embedparse.html.element_extent import cover
from embedparse.html.source import Page
from embedparse.models import Match
from embedparse.platforms import get
from embedparse.spans import Taken

#: A URL that is all there is in its block; Markdown may have read the underscores of a handle.
_ALONE = re.compile(
    rb"<(?:p|div|figure)(?:\s[^<>]{0,200})?>\s{0,40}"
    rb"(https?://(?:[^\s<>\"\[\]]|</?(?:strong|em|b|i)>){6,400})"
    rb"\s{0,40}(?:<br\s{0,4}/?>\s{0,40})?</(?:p|div|figure)\s*>"
)
_EMPHASIS = re.compile(r"</?(strong|b|em|i)>", re.IGNORECASE)
_REACH = 400
_LONGEST_LINK = 4_000
_END_OF_LINK = re.compile(rb"</a\s*>")
_HREF = re.compile(rb"""\shref\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s>"']{1,2000}))""")


def find(page: Page, embeds: list[Match]) -> list[Match]:
    """Links and bare URLs that lie in none of ``embeds``, no script and no comment; spans in bytes."""
    found: list[Match] = []
    taken = Taken(span for match in embeds for span in match.spans)
    edge = 0
    for at in traces_in(page.low):
        if at < edge or page.region(at) is not None or taken.overlaps((at, at + 1)):
            continue
        match = _link(page, at) or _bare(page, at)
        if match is not None:
            found.append(match)
            edge = match.spans[-1][1]
    return found


def _link(page: Page, at: int) -> Match | None:
    start = page.tag_around(at)
    if start < 0 or not page.low.startswith(b"<a", start) or not page.low[start + 2 : start + 3].isspace():
        return None
    inside = page.tag_end(start)
    href = _HREF.search(page.low, start, inside)
    if href is None or not href.start() < at < href.end():
        return None
    url = html.unescape(page.text(*href.span(href.lastindex or 1)))
    post = permalinks.read(url)
    if post is None:
        return None
    closing = _END_OF_LINK.search(page.low, inside, inside + _LONGEST_LINK)
    return _match(post, "link", [(start, closing.end() if closing else inside)], "link-to-post")


def _bare(page: Page, at: int) -> Match | None:
    for alone in _alone(page, at):
        text = page.text(*alone.span(1))
        url = _EMPHASIS.sub(lambda tag: "__" if tag[1].lower() in ("strong", "b") else "_", text)
        post = permalinks.read(html.unescape(url))
        if post is None:
            continue
        start, end = alone.span(1)
        match = _match(post, "embed", [cover(page, get(post.platform), start, end, 0)], "bare-url-alone")
        match.layout = "bare-url"
        return match
    return None


def _alone(page: Page, at: int) -> Iterator[re.Match[bytes]]:
    for alone in _ALONE.finditer(page.low, max(0, at - _REACH), at + _REACH):
        if alone.start(1) <= at < alone.end(1):
            yield alone


def _match(post: permalinks.Permalink, layout: str, spans: list[tuple[int, int]], rule: str) -> Match:
    match = Match(
        post.platform, spans, layout, "likely", [rule], kind="link" if layout == "link" else "embed"
    )
    match.post_id, match.url, match.handle = post.post_id, post.url, post.handle
    match.posted_at = time_of_id(get(post.platform).clock, post.post_id)
    return match
