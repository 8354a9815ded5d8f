"""Elements whose attribute names a post by its URL: `oembed`, `drupal-url`, Wagtail's `embed`, and others.

Content systems store them, and a script or a filter makes the embed. What they hold is at most a caption.
"""

from __future__ import annotations

import html
import re

from embedparse.fields import permalinks
from embedparse.html import fields
from embedparse.html.element_extent import LONGEST_EMBED, cover
from embedparse.html.source import Page
from embedparse.models import Match
from embedparse.platforms import get

#: Attributes that name what an element shows.
_ATTRIBUTE = re.compile(
    rb"""\s(?P<name>url|data-(?:[\w-]{0,40}-)?(?:url|oembed|embed|permalink|link|path-value|src)|embed-url|src-url)
    \s?=\s?(?:"(?P<double>[^"]{8,2000})"|'(?P<single>[^']{8,2000})'|(?P<bare>[^\s"'<>]{8,2000}))""",
    re.VERBOSE,
)
_NAME = re.compile(rb"<([a-z][\w:-]{0,40})")
#: Elements that link, load or ask, and those that hold a whole page.
_OTHERS = frozenset(
    b"a link meta script img source video audio form input button html body main article iframe svg".split()
)
#: Rows of buttons name the post that they act on.
_BUTTONS = re.compile(rb"share|sharing|button|follow|comment|social-bar|bookmark|\blike\b|reply")
_TAGS = re.compile(rb"<[^<>]{0,2000}>")
#: The longest text of such an element: a caption, or what stands there until the embed is loaded.
_LONGEST_TEXT = 300
_VOID = frozenset(("embed",))


def at_tag(page: Page, at: int) -> Match | None:
    """The embed that the start tag around ``at``, which lies in a URL, names; its span in bytes."""
    start = page.tag_around(at)
    name = _NAME.match(page.low, start) if start >= 0 else None
    if name is None or name[1] in _OTHERS:
        return None
    inside = page.tag_end(start)
    tag = page.low[start:inside]
    if _BUTTONS.search(tag[: at - start]):
        return None
    for attribute in _ATTRIBUTE.finditer(page.low, start, inside):
        if attribute.start() < at < attribute.end():
            break
    else:
        return None
    value = html.unescape(page.text(*attribute.span(attribute.lastgroup or 0)))
    post = _post(value)
    end = _end(page, name[1].decode(), start, inside)
    if post is None or end < 0:
        return None
    match = fields.of_permalink(post, "element", "element-names-post")
    match.spans = [cover(page, get(post.platform), start, end, 0)]
    return match


def _post(value: str) -> permalinks.Permalink | None:
    return permalinks.read(value) or fields.nested_permalink(value)


def _end(page: Page, name: str, start: int, inside: int) -> int:
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
