"""Elements whose attribute names a post by its URL: `oembed`, `drupal-url`, Wagtail's `embed`, and others.

Content systems store them, and a script or a filter makes the embed. What they hold is at most a caption.
"""

from __future__ import annotations

import html
import re

from embedparse.fields import permalinks
from embedparse.html import fields
from embedparse.html.element_extent import LONGEST_EMBED, cover
from embedparse.html.platform_words import BUTTONS, OTHERS
from embedparse.html.source import Page
from embedparse.models import Match
from embedparse.patterns import LazyPattern
from embedparse.platforms import get

#: Attributes that name what an element shows; on an element of a component's own, any.
_ATTRIBUTE = LazyPattern(
    rb"""\s(?P<name>[a-z][\w:.-]{1,60})
    \s?=\s?(?:"(?P<double>[^"]{8,4000})"|'(?P<single>[^']{8,4000})'|(?P<bare>[^\s"'<>]{8,2000}))""",
    re.VERBOSE,
)
_NAMING = LazyPattern(
    rb"url|uri|embed-url|src-url|data-(?:[\w-]{0,40}-)?(?:url|oembed|embed|permalink|link|path-value|src)"
)
#: Attributes of elements that hold nothing else and are no part of a sentence.
_NAMING_BLOCKS = LazyPattern(rb"src|href|tweet|post|status|data-[\w:.-]{1,60}|[\w-]{0,40}url")
_BLOCKS = frozenset((b"div", b"figure", b"section", b"aside", b"article"))
#: What an attribute says of a post that an element does not show.
_NOT_NAMING = LazyPattern(
    rb"share|image|img|poster|thumb|avatar|icon|clipboard|referr|prev|next|parent|related"
)
_KIND = LazyPattern(
    rb"""\s(?:class|id|role|name)\s?=\s?(?:"([^"]{0,400})"|'([^']{0,400})'|([^\s"'<>]{0,400}))"""
)
#: Addresses in an attribute that holds JSON.
_ADDRESSES = LazyPattern(r"https?:(?:\\?/){2}[^\s\"'<>]{4,600}")
_NAME = LazyPattern(rb"<([a-z][\w:-]{0,40})")
_TAGS = LazyPattern(rb"<[^<>]{0,2000}>")
#: The longest text of such an element: a caption, or what is there until the embed is loaded.
_LONGEST_TEXT = 300
_VOID = frozenset(("embed",))


def at_tag(page: Page, at: int) -> Match | None:
    """The embed that the start tag around ``at``, which lies in a URL, names; its span in bytes."""
    start = page.tag_around(at)
    name = _NAME.match(page.low, start) if start >= 0 else None
    if name is None or name[1] in OTHERS:
        return None
    inside = page.tag_end(start)
    attribute = next(
        (each for each in _ATTRIBUTE.finditer(page.low, start, inside) if each.start() < at < each.end()),
        None,
    )
    if attribute is None or not _names_content(name[1], attribute["name"]) or _acts(page, name, inside):
        return None
    value = html.unescape(page.text(*attribute.span(attribute.lastgroup or 0)))
    post = _post(value)
    end = extent(page, name[1].decode(), start, inside)
    if post is None or end < 0:
        return None
    match = fields.of_permalink(post, "element", "element-names-post")
    match.spans = [cover(page, get(post.platform), start, end, 0)]
    return match


def _names_content(element: bytes, attribute: bytes) -> bool:
    """Whether ``attribute`` of ``element`` says what the element shows."""
    if _NOT_NAMING.search(attribute):
        return False
    if _NAMING.fullmatch(attribute) or b"-" in element or b":" in element:
        return True
    if element == b"object" and attribute == b"data":
        return True
    return element in _BLOCKS and _NAMING_BLOCKS.fullmatch(attribute) is not None


def _acts(page: Page, name: re.Match[bytes], inside: int) -> bool:
    """Whether the element is a button or a row of them, by its name, its class or its role."""
    kinds = (kind[kind.lastindex or 1] for kind in _KIND.finditer(page.low, name.end(), inside))
    return any(BUTTONS.search(kind) for kind in (name[1], *kinds))


def _post(value: str) -> permalinks.Permalink | None:
    """The post that ``value`` names: an address, an address with one in a parameter, JSON with one post."""
    if value.lstrip()[:1] not in ("{", "["):
        return permalinks.parse(value) or fields.nested_permalink(value)
    posts = {}
    for address in _ADDRESSES.findall(value):
        post = permalinks.parse(address.replace("\\/", "/"))
        if post is not None:
            posts[post.platform, post.post_id] = post
    return next(iter(posts.values())) if len(posts) == 1 else None


def extent(page: Page, name: str, start: int, inside: int) -> int:
    """Where the element ends that shows nothing but the post; -1 where it holds more."""
    if name in _VOID or page.low[inside - 2 : inside] == b"/>":
        return inside
    element = page.element(name, start, LONGEST_EMBED)
    if element is None or not element.closed:
        return inside if element is not None and "-" in name else -1
    if element.close - inside > 20 * _LONGEST_TEXT:
        return -1
    text = _TAGS.sub(b"", page.low[inside : element.close])
    return element.end if len(text.strip()) <= _LONGEST_TEXT else -1
