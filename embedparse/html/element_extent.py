"""How far an embed reaches in the source: its element, its own script, a wrapper that holds nothing else."""

from __future__ import annotations

import re
from functools import cache

from embedparse.fields.dates import match_date
from embedparse.html.candidates import scripts_of
from embedparse.html.source import Element, Page
from embedparse.patterns import LazyPattern
from embedparse.platforms import Platform, get

#: A blockquote with a post is shorter than this by far; what is longer was never closed.
LONGEST_EMBED = 100_000
#: How much of an element without an end tag is looked at.
_UNCLOSED = 20_000
#: Wrappers are short tags; attributes with a ">" are not recognised, which keeps the wrapper.
_LONGEST_WRAPPER_TAG = 2_000
_MOST_WRAPPERS = 8
#: What an editor's block may hold behind an embed: a caption and end tags.
_LONGEST_CAPTION = 2_000

_SPACE = LazyPattern(rb"(?:[\s]|<!--(?:(?!-->).){0,300}-->)*+", re.DOTALL)
_SPACE_ONLY = LazyPattern(rb"\s*+")
_BLOCK = LazyPattern(
    rb"<!--\s{0,9}wp:((?:core-)?embed(?:/[\w-]{1,40})?)\s[^>]*(?:>(?<!-->)[^>]*)*-->"
    rb"(?:\s*<(?:figure|div)(?:\s[^<>]{0,400})?>){0,3}\s*\Z"
)
_WRAPPER = LazyPattern(
    rb"<(figure|div|p|center|section|span|aside|blockquote|noscript|template|article)(?:\s[^<>]*)?>\s*\Z"
)
_SCRIPT = LazyPattern(
    rb"(?:<p(?:\s[^<>]{0,300})?>\s*)?<script(?=[\s>])([^<>]{0,2000}>[^<]{0,1000})</script\s*>(?:\s*</p\s*>)?"
)
#: VK's embed comes with two.
_MOST_SCRIPTS = 2
#: A player for a plugin, up to the element for browsers that know no `object`.
_PLUGIN = LazyPattern(rb"<object(?:\s[^<>]{0,400})?>\s*(?:<param\s[^<>]{0,400}>\s*(?:</param\s*>\s*)?){0,16}")
_END_OF_PLUGIN = LazyPattern(rb"(?:\s*</embed\s*>)?\s*</object\s*>")
_LINK = LazyPattern(rb"<a\s[^<>]{0,2000}>([^<>]{1,80})</a\s*>")
_AFTER_LINK = LazyPattern(rb"(?:\s*</(?:p|cite|footer|section)\s*>)*")
_VOID = frozenset(("embed",))
#: Elements of which the start tag alone is parsed.
HOLLOW = frozenset(("iframe", "script"))
_LONGEST_FALLBACK = 2_000


def element_at(page: Page, start: int, name: str, barrier: int) -> Element | None:
    """The element whose start tag is at ``start``.

    Without an end tag, or with one further away than any embed is long, it ends at ``barrier``
    (the next embed) or where its own paragraph of text does.
    """
    if name in _VOID or name in HOLLOW:
        return _tag_only(page, start, name)
    element = page.element(name, start, LONGEST_EMBED)
    if element is None:
        return None
    if not element.closed or barrier < element.close:
        return _cut(page, element, barrier)
    return element


def _tag_only(page: Page, start: int, name: str) -> Element | None:
    """An element whose start tag says it all; what it holds is for browsers that cannot show it."""
    inside = page.tag_end(start)
    if inside < 0:
        return None
    closing = (
        None
        if name in _VOID
        else re.compile(rb"</" + name.encode() + rb"\s*>").search(
            page.low, inside, inside + _LONGEST_FALLBACK
        )
    )
    return Element(name, start, inside, *(closing.span() if closing else (inside, inside)))


def _cut(page: Page, element: Element, barrier: int) -> Element:
    """Where an element without an end tag stops to be the embed: at the next embed, before a script,
    or after the link that carries the date, whichever is first."""
    limit = min(barrier, element.inside + _UNCLOSED, len(page.low))
    script = page.low.find(b"<script", element.inside, limit)
    limit = script if script >= 0 else limit
    for link in _LINK.finditer(page.low, element.inside, limit):
        if match_date(page.text(*link.span(1)).strip()):
            limit = _AFTER_LINK.match(page.low, link.end(), limit).end()  # type: ignore[union-attr]
            break
    return Element(element.name, element.start, element.inside, limit, limit)


def cover(page: Page, platform: Platform, start: int, end: int, floor: int) -> tuple[int, int]:
    """Widen ``start`` to ``end`` over the embed's script and over wrappers that hold nothing else.

    ``floor``: nothing before it is taken (an earlier embed ends there).
    """
    for _ in range(_MOST_WRAPPERS):
        end = _past_credit(page, platform, _past_script(page, platform, end))
        wrapped = (
            _wrapper(page, start, end, floor)
            or _block(page, start, end, floor)
            or _plugin(page, start, end, floor)
        )
        if wrapped is None:
            break
        start, end = wrapped
    return start, _past_script(page, platform, end)


def _past_credit(page: Page, platform: Platform, end: int) -> int:
    """Past the line of credit that the platform's embed code puts behind its element."""
    for credit in _credits(platform.name):
        space = _SPACE.match(page.low, end, end + 2_000)
        if found := credit.match(page.low, space.end() if space else end):
            return found.end()
    return end


@cache
def _credits(platform: str) -> tuple[re.Pattern[bytes], ...]:
    return tuple(re.compile(pattern.encode()) for pattern in get(platform).credits)


def _past_script(page: Page, platform: Platform, end: int) -> int:
    """Past the scripts after ``end`` whose address or text names the platform's own."""
    for _ in range(_MOST_SCRIPTS):
        space = _SPACE.match(page.low, end, end + 2_000)
        script = _SCRIPT.match(page.low, space.end() if space else end)
        if not script or not any(name in script[1] for name in scripts_of(platform.name)):
            break
        end = script.end()
    return end


def _plugin(page: Page, start: int, end: int, floor: int) -> tuple[int, int] | None:
    """The `object` around an `embed`, with its parameters, as players for plugins had it."""
    closing = _END_OF_PLUGIN.match(page.low, end)
    if closing is None:
        return None
    begin = page.low.rfind(b"<object", max(floor, start - _LONGEST_WRAPPER_TAG), start)
    if begin < 0 or _PLUGIN.fullmatch(page.low, begin, start) is None:
        return None
    return begin, closing.end()


def _block(page: Page, start: int, end: int, floor: int) -> tuple[int, int] | None:
    """The comments with which WordPress's editor encloses an embed: `<!-- wp:embed {…} -->`."""
    low = page.low
    begin = low.rfind(b"<!--", max(floor, start - _LONGEST_WRAPPER_TAG), start)
    opening = _BLOCK.match(low, begin, start) if begin >= 0 else None
    after = low.find(b"<!--", end, end + _LONGEST_CAPTION) if opening else -1
    if opening is None or after < 0:
        return None
    closing = re.compile(rb"<!--\s{0,9}/wp:" + re.escape(opening[1]) + rb"\s{0,9}-->").match(low, after)
    return (begin, closing.end()) if closing else None


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
