"""URLs of posts outside of embeds: links of sentences, URLs alone that CMSs embed, frames of other hosts."""

from __future__ import annotations

import heapq
import html
import re
from collections.abc import Callable, Iterator

from embedparse.fields import permalinks
from embedparse.html import fields, named_elements
from embedparse.html.element_extent import cover, element_at
from embedparse.html.platform_words import BUTTONS
from embedparse.html.post_addresses import encoded_in, traces_in
from embedparse.html.source import Page
from embedparse.models import Match
from embedparse.patterns import LazyPattern
from embedparse.platforms import get
from embedparse.spans import Taken

#: A URL that is all there is in its block; Markdown may have read the underscores of a handle.
_ALONE = LazyPattern(
    rb"<(?:p|div|figure)(?:\s[^<>]{0,200})?>\s{0,40}"
    rb"(https?://(?:[^\s<>\"\[\]]|</?(?:strong|em|b|i)>){6,400})"
    rb"\s{0,40}(?:<br\s{0,4}/?>\s{0,40})?</(?:p|div|figure)\s*>"
)
#: The same between blank lines or blocks of a source that its CMS has not yet put into paragraphs.
_UNMARKED = LazyPattern(
    rb"(?:\n[ \t\r]{0,20}\n[ \t]{0,20}|cdata\[\s{0,20}"
    rb"|(?:</(?:p|div|figure|h[1-6]|blockquote|[uo]l)\s{0,9}>|-->)\s{1,20})"
    rb"(https?://(?:[^\s<>\"\[\]]){6,400})"
    rb"(?=\s{0,20}(?:\n[ \t\r]{0,20}\n|<(?:(?:p|div|figure|h[1-6]|blockquote|[uo]l)\b|!--)|\]\]>))"
)
#: A block before or behind a link that holds nothing else.
_BLOCK_BEFORE = LazyPattern(
    rb"<(p|div|figure)(?:\s[^<>]{0,200})?>\s{0,40}(?:<(?:span|strong|em|b|i|u|font)(?:\s[^<>]{0,200})?>\s{0,9}){0,3}\Z"
)
_INLINE_END = rb"(?:\s{0,9}</(?:span|strong|em|b|i|u|font)\s{0,9}>){0,3}"
_URL_LIKE = LazyPattern(r"(?:https?://)?(?:[\w-]{1,63}\.){1,4}[a-z]{2,10}/\S{0,500}\Z", re.IGNORECASE)
_TAG = LazyPattern(r"<[^<>]{0,300}>")
#: What is in the tag of a link that a script replaces by the post.
_REPLACED = (b"data-iframely-url", b"embedly-card", b"embedly-embed", b"data-iframe=")
_EMBEDLY = LazyPattern(
    rb"<blockquote\s[^<>]{0,200}embedly-(?:card|embed)[^<>]{0,200}>\s{0,40}(?:<h\d(?:\s[^<>]{0,80})?>\s{0,40})?\Z"
)
_FRAMES = LazyPattern(rb"<(iframe|embed|amp-iframe)(?=[\s/])")
#: Attributes of frames that hold an address, those of consent tools and lazy loaders among them.
_ADDRESS = LazyPattern(
    rb"""\s(?!url\s?=)[\w:-]{0,40}(?:src|url|href|original|content|lazy)[\w:-]{0,20}\s{0,4}=\s{0,4}"""
    rb"""(?:"([^"]{0,4000})"|'([^']{0,4000})'|([^\s"'<>]{8,2000}))"""
)
_EMPHASIS = LazyPattern(r"</?(strong|b|em|i)>", re.IGNORECASE)
_REACH = 400
_Reader = Callable[[Page, int], Match | None]
_LONGEST_LINK = 4_000
_END_OF_LINK = LazyPattern(rb"</a\s*>")
_HREF = LazyPattern(rb"""\shref\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s>"']{1,2000}))""")


def find(page: Page, embeds: list[Match]) -> list[Match]:
    """Links and bare URLs that lie in none of ``embeds``, no script and no comment; spans in bytes."""
    return list(_find(page, embeds, (_link, _frame, named_elements.at_tag, _bare, _unmarked)))


def find_embeds(page: Page, embeds: list[Match]) -> list[Match]:
    """Those of them that are embeds by their markup."""
    return [
        match
        for match in _find(page, embeds, (_link, _frame, named_elements.at_tag, _bare))
        if match.kind == "embed"
    ]


def _find(page: Page, embeds: list[Match], readers: tuple[_Reader, ...]) -> Iterator[Match]:
    taken = Taken(span for match in embeds for span in match.spans)
    edge = 0
    for at in heapq.merge(traces_in(page.low), encoded_in(page.low)):
        if at < edge or page.region(at) is not None or taken.overlaps((at, at + 1)):
            continue
        match = next(filter(None, (read(page, at) for read in readers)), None)
        if match is not None:
            yield match
            edge = match.spans[-1][1]


def _link(page: Page, at: int) -> Match | None:
    start = page.tag_around(at)
    if start < 0 or not page.low.startswith(b"<a", start) or not page.low[start + 2 : start + 3].isspace():
        return None
    inside = page.tag_end(start)
    href = _HREF.search(page.low, start, inside)
    if href is None or not href.start() < at < href.end():
        return None
    url = html.unescape(page.text(*href.span(href.lastindex or 1)))
    post = permalinks.parse(url)
    if post is None:
        return None
    closing = _END_OF_LINK.search(page.low, inside, inside + _LONGEST_LINK)
    end = closing.end() if closing else inside
    if closing and (card := _card(page, start, closing.end())):
        return _match(
            post, "card", [cover(page, get(post.platform), *card, 0)], "card-that-a-script-replaces"
        )
    if closing and (rule := _stands_for_post(page, start, inside, closing)):
        return _match(post, "bare-url", [cover(page, get(post.platform), start, end, 0)], rule)
    return _match(post, "link", [(start, end)], "link-to-post")


def _card(page: Page, start: int, end: int) -> tuple[int, int] | None:
    """The blockquote of a card of Embedly, whose headline is the link from ``start`` to ``end``."""
    opening = _EMBEDLY.search(page.low, max(0, start - _REACH), start)
    element = page.element("blockquote", opening.start(), _LONGEST_LINK) if opening else None
    return (element.start, element.end) if element and element.closed and element.close >= end else None


def _stands_for_post(page: Page, start: int, inside: int, closing: re.Match[bytes]) -> str | None:
    """The rule by which a link is no link of a sentence: its text is the address, or a script replaces it."""
    if any(word in page.low[start:inside] for word in _REPLACED):
        return "link-that-a-script-replaces"
    block = _BLOCK_BEFORE.search(page.low, max(0, start - _REACH), start)
    behind = re.compile(_INLINE_END + rb"\s{0,40}</" + block[1] + rb"\s{0,9}>") if block else None
    if behind is None or behind.match(page.low, closing.end()) is None:
        return None
    words = html.unescape(_TAG.sub("", page.text(inside, closing.start()))).strip()
    return "bare-url-alone" if _URL_LIKE.match(words) else None


def _frame(page: Page, at: int) -> Match | None:
    """A frame whose address, or one in its query, names a post: Embedly's, iframely's, Telegraph's."""
    start = page.tag_around(at)
    name = _FRAMES.match(page.low, start) if start >= 0 else None
    element = element_at(page, start, name[1].decode(), len(page.low)) if name else None
    if element is None:
        return None
    for address in _ADDRESS.finditer(page.low, start, element.inside):
        url = html.unescape(page.text(*address.span(address.lastindex or 1)))
        if post := permalinks.parse(url) or _shown(url):
            span = cover(page, get(post.platform), element.start, element.end, 0)
            return _match(post, "iframe", [span], "frame-of-a-post")
    return None


def _shown(url: str) -> permalinks.Permalink | None:
    """The post that a frame's address shows, where it names one in a parameter (`/media/oembed?url=…`)."""
    if "?" not in url or "<" in url or BUTTONS.search(url.partition("?")[0].encode("utf-8", "replace")):
        return None
    return fields.nested_permalink(url)


def _bare(page: Page, at: int) -> Match | None:
    """A URL that is all there is in its block."""
    return _alone(page, at, _ALONE)


def _unmarked(page: Page, at: int) -> Match | None:
    """A URL between blank lines or blocks."""
    return _alone(page, at, _UNMARKED)


def _alone(page: Page, at: int, pattern: LazyPattern[bytes]) -> Match | None:
    for alone in pattern.finditer(page.low, max(0, at - _REACH), at + _REACH):
        if not alone.start(1) <= at < alone.end(1):
            continue
        text = page.text(*alone.span(1))
        url = _EMPHASIS.sub(lambda tag: "__" if tag[1].lower() in ("strong", "b") else "_", text)
        post = permalinks.parse(html.unescape(url))
        if post is not None:
            span = cover(page, get(post.platform), *alone.span(1), 0)
            return _match(post, "bare-url", [span], "bare-url-alone")
    return None


def _match(post: permalinks.Permalink, layout: str, spans: list[tuple[int, int]], rule: str) -> Match:
    match = fields.of_permalink(post, layout, rule)
    match.kind = "link" if layout == "link" else "embed"
    match.spans = spans
    return match
