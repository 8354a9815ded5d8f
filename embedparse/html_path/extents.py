"""How far an embed reaches in the source: its element, its own script, a wrapper that holds nothing else."""

from __future__ import annotations

import re

from embedparse.html_path.carriers import scripts_of
from embedparse.html_path.page import Element, Page
from embedparse.platforms import Platform

#: A blockquote with a post is shorter than this by far; what is longer was never closed.
LONGEST_EMBED = 100_000
#: How much of an element without an end tag is looked at.
_UNCLOSED = 20_000
#: Wrappers are short tags; attributes with a ">" are not recognised, which keeps the wrapper.
_LONGEST_WRAPPER_TAG = 2_000
_MOST_WRAPPERS = 8

_BLANK = rb"(?:\s|&nbsp;|&\#160;|\xc2\xa0|<br\s*/?>)"
_SPACE = re.compile(rb"(?:[\s]|<!--(?:(?!-->).){0,300}-->)*+", re.DOTALL)
_WRAPPER = re.compile(
    rb"<(figure|div|p|center|section|span|aside|blockquote|noscript|template|article)(?:\s[^<>]*)?>\s*\Z"
)
_SCRIPT = re.compile(
    rb"(?:<p(?:\s[^<>]{0,300})?>\s*)?<script(?=[\s>])([^<>]{0,2000})>\s*</script\s*>(?:\s*</p\s*>)?"
)
_VOID = frozenset(("embed", "img", "input", "source"))


def element_at(page: Page, start: int, name: str, barrier: int) -> Element | None:
    """The element whose start tag stands at ``start``.

    Without an end tag, or with one further away than any embed is long, it ends at ``barrier``
    (the next embed) or where its own paragraph of text does.
    """
    if name in _VOID:
        end = page.tag_end(start)
        return Element(name, start, end, end, end) if end >= 0 else None
    element = page.elements(name).get(start)
    if element is None:
        return None
    if not element.closed or element.end - element.start > LONGEST_EMBED or barrier < element.close:
        return _cut(page, element, barrier)
    return element


def _cut(page: Page, element: Element, barrier: int) -> Element:
    if element.name in ("iframe", "script"):  # their tag says it all; content would be fallback
        return Element(element.name, element.start, element.inside, element.inside, element.inside)
    limit = min(barrier, element.inside + _UNCLOSED, len(page.low))
    return Element(element.name, element.start, element.inside, limit, limit)


def cover(page: Page, platform: Platform, start: int, end: int, floor: int) -> tuple[int, int]:
    """Widen ``start`` to ``end`` over the embed's script and over wrappers that hold nothing else.

    ``floor``: nothing before it is taken (an earlier embed ends there).
    """
    for _ in range(_MOST_WRAPPERS):
        end = _past_script(page, platform, end)
        wrapped = _wrapper(page, start, end, floor)
        if wrapped is None:
            break
        start, end = wrapped
    return start, _past_script(page, platform, end)


def _past_script(page: Page, platform: Platform, end: int) -> int:
    space = _SPACE.match(page.low, end, end + 2_000)
    script = _SCRIPT.match(page.low, space.end() if space else end)
    if script and any(name in script[1] for name in scripts_of(platform.name)):
        return script.end()
    return end


def _wrapper(page: Page, start: int, end: int, floor: int) -> tuple[int, int] | None:
    low = page.low
    left = start
    while left > floor and low[left - 1 : left].isspace():
        left -= 1
    if low[left - 1 : left] != b">" or left <= floor:
        return None
    begin = low.rfind(b"<", max(floor, left - _LONGEST_WRAPPER_TAG), left)
    opening = _WRAPPER.match(low, begin, left) if begin >= 0 else None
    if opening is None:
        return None
    space = _SPACE.match(low, end, end + 2_000)
    closing = re.compile(rb"</" + opening[1] + rb"\s*>").match(low, space.end() if space else end)
    return (begin, closing.end()) if closing else None
