"""Pages within a page: `srcdoc` of frames, markup in base64 that a consent dialog keeps, createTweet.

Consent tools and page savers put an embed's markup where a browser shows it later: it is decoded and read.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterator

import orjson

from embedparse.fields import permalinks
from embedparse.fields.id_timestamps import time_of_id
from embedparse.html import fields
from embedparse.html.element_extent import cover
from embedparse.html.literals import holds_any, offsets, offsets_of_any
from embedparse.html.signs import BASE64, CALLS, CREATE, OBJECTS, PLAYERS, SRCDOC
from embedparse.html.source import Page
from embedparse.models import Match, Span
from embedparse.patterns import LazyPattern, PatternFamily
from embedparse.platforms import all_platforms, get

_RUN = LazyPattern(rb"[A-Za-z0-9+/]{24,200000}={0,2}")
_SRCDOC = LazyPattern(rb"""\ssrcdoc\s?=\s?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""")
_CALL = LazyPattern(rf"""(?P<call>{"|".join(CALLS)})\s?\(\s?["'](?P<id>\d{{5,20}})["']""".encode())
#: What is before the id in the arguments of a player, by the key of the id.
_KEYED = PatternFamily(
    lambda key: (
        rf"""[^(){{}}]{{0,200}}\{{(?:[^(){{}}]|\{{[^(){{}}]{{0,200}}\}}){{0,400}}?["']?\b{key}["']?"""
        r"""\s?:\s?["']?(?P<id>[\w-]{3,40})""".encode()
    )
)
_OPENING = LazyPattern(rb"<([a-z][a-z0-9-]{0,30})(?:\s[^<>]{0,2000})?>\s*\Z")

#: An element of a consent tool, how far before the payload it begins, and its longest request.
_BOX = LazyPattern(
    rb"<(div|figure|section|aside)\s[^<>]{0,200}(?:borlabs|consent|cookie|content-blocker|opt-?in|embed-privacy)"
)
_BOX_REACH, _LONGEST_REQUEST = 3_000, 600
_TAGS = LazyPattern(rb"<[^<>]{0,2000}>")

Search = Callable[[str, int], list[Match]]


def find(page: Page, search: Search, rounds: int) -> list[Match]:
    """What ``search`` finds in decoded payloads, and posts that a script creates; spans in bytes."""
    found: list[Match] = list(_created(page)) if holds_any(page.low, CREATE) else []
    if holds_any(page.low, PLAYERS):
        found += _players(page)
    for markup, span in (*_frames(page), *_encoded(page)):
        for match in search(markup, rounds + 1):
            if match.kind == "link":
                continue
            match.spans = [_consent_box(page, *cover(page, get(match.platform), *span, 0))]
            match.evidence = [*match.evidence, "decoded-payload"]
            found.append(match)
            break  # a payload is one embed
    return found


def _frames(page: Page) -> Iterator[tuple[str, Span]]:
    for at in offsets(page.low, SRCDOC):
        start = page.tag_around(at)
        if start < 0 or page.region(start) is not None or not page.low.startswith(b"<iframe", start):
            continue
        inside = page.tag_end(start)
        value = _SRCDOC.search(page.low, start, inside)
        element = page.element("iframe", start, 2_000)
        if value is not None:
            end = element.end if element is not None and element.closed else inside
            yield html.unescape(page.text(*value.span(value.lastgroup or 0))), (start, end)


def _encoded(page: Page) -> Iterator[tuple[str, Span]]:
    edge = 0
    for at in offsets_of_any(page.low, BASE64):
        run = _RUN.match(page.raw, at) if at >= edge else None
        if run is None:
            continue
        edge = run.end()
        markup = _markup(_decoded(run.group()) or "")
        span = _carrier(page, *run.span()) if markup else None
        if markup and span:
            yield markup, span


def _consent_box(page: Page, start: int, end: int) -> Span:
    """The dialog around ``start`` to ``end`` that asks a reader's consent, if it holds nothing else."""
    for box in _BOX.finditer(page.low, max(0, start - _BOX_REACH), start):
        element = page.element(box[1].decode(), box.start(), end - box.start() + _BOX_REACH)
        if element is None or not element.closed or element.close < end:
            continue
        around = page.low[element.inside : start] + page.low[end : element.close]
        if len(_TAGS.sub(b"", around).strip()) <= _LONGEST_REQUEST:
            return element.start, element.end
    return start, end


def _decoded(text: bytes) -> str | None:
    try:
        return base64.b64decode(text[: len(text) // 4 * 4]).decode("utf-8", "replace")
    except binascii.Error:
        return None


def _markup(decoded: str) -> str:
    """``decoded``, or a page with the address that is all in it, as WoltLab's codes for media have it."""
    if not decoded.startswith("["):
        return decoded
    try:
        values = orjson.loads(decoded)
    except orjson.JSONDecodeError:
        return ""
    return f"<p>{html.escape(values[0])}</p>" if len(values) == 1 and isinstance(values[0], str) else ""


def _carrier(page: Page, start: int, end: int) -> Span | None:
    """The element that holds ``start`` to ``end`` and nothing else, or has it as an attribute."""
    tag = page.tag_around(start) if page.region(start) is None else -1
    if tag >= 0:
        name = re.compile(rb"<([a-z][a-z0-9-]*)").match(page.low, tag)
        element = page.element(name[1].decode(), tag, 20_000) if name else None
        return (tag, element.end) if element is not None and element.closed else None
    opening = _OPENING.search(page.low, max(0, start - 2_100), start)
    if opening is None:
        return None
    closing = re.compile(rb"\s*</" + opening[1] + rb"\s*>").match(page.low, end)
    return (opening.start(), closing.end()) if closing else None


def _created(page: Page) -> Iterator[Match]:
    calls = [call for call in _CALL.finditer(page.low) if _in_script(page, call.start())]
    for call in calls:
        platform = next(p for p in all_platforms() if call["call"].decode() in p.script_calls)
        post = fields.of_id(platform, call["id"].decode())
        match = Match(platform.name, [], "script", "likely", ["created-by-script"])
        match.post_id, match.url = post.post_id, post.url
        match.posted_at = time_of_id(platform.clock, post.post_id)
        region = page.region(call.start())
        alone = region is not None and sum(region.start <= c.start() < region.end for c in calls) == 1
        match.spans = [_script(page, region.start, region.end) if alone and region else call.span()]
        yield match


def _players(page: Page) -> Iterator[Match]:
    """Posts that a script shows in a player of its platform, which takes an object with the id."""
    for call, key, name in OBJECTS:
        for at in offsets(page.low, f"{call}(".encode()):
            region = page.region(at)
            keyed = _KEYED[key].match(page.low, at + len(call) + 1) if _in_script(page, at) else None
            post = permalinks.of_id(get(name), page.text(*keyed.span("id"))) if keyed else None
            if region is None or post is None:
                continue
            match = fields.of_permalink(post, "script", "created-by-script")
            match.url = match.url or None
            alone = page.low.count(f"{call}(".encode(), region.start, region.end) == 1
            match.spans = [_script(page, region.start, region.end) if alone else (at, keyed.end())]  # type: ignore[union-attr]
            yield match


def _in_script(page: Page, at: int) -> bool:
    region = page.region(at)
    return region is not None and region.name == "script"


def _script(page: Page, start: int, end: int) -> Span:
    closing = page.low.find(b">", end)
    return page.low.rfind(b"<script", 0, start), len(page.low) if closing < 0 else closing + 1
