"""Embeds whose markup is escaped: in scripts and JSON, in attributes, in a consent dialog's textarea.

`\\u003cblockquote`, `&lt;blockquote`, `<blockquote class=\\"twitter-tweet\\"`. Escaped markup in
the page's visible text is code shown to a reader, and no embed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from embedparse.html import fields
from embedparse.html.candidates import candidates, scripts_of
from embedparse.html.element_extent import LONGEST_EMBED
from embedparse.html.literals import offsets
from embedparse.html.signs import BLOCKQUOTE, IFRAME
from embedparse.html.source import Page
from embedparse.models import Match
from embedparse.patterns import LazyPattern

_LT = rb"(?:<|\\{1,4}u003c|\\{1,4}x3c|&(?:amp;)?lt;|&\#(?:60|x3c);|%3c)"
_GT = rb"(?:>|\\{1,4}u003e|\\{1,4}x3e|&(?:amp;)?gt;|&\#(?:62|x3e);|%3e)"
_SLASH = rb"\\{0,4}(?:/|u002f|&\#(?:47|x2f);|%2f)"
_BEFORE = LazyPattern(rb"(?P<lt>" + _LT + rb")(?P<slash>" + _SLASH + rb")?\Z")
_CLOSED = LazyPattern(rb"\s*" + _GT)
_PADDING = rb"(?:\s|\\{1,3}[nrt]|" + _LT + rb"p" + _GT + rb"){0,12}"
_SCRIPT = LazyPattern(
    _PADDING
    + (_LT + rb"script(?P<attributes>(?:(?!script" + _GT + rb").){0,600}?)")
    + (_LT + _SLASH + rb"script\s*" + _GT),
    re.DOTALL,
)
_FRAME_NAME = LazyPattern(rb"iframe(?=[\s\\+&%])")
_LONGEST_LT = 16
#: Raw-text elements whose content a script may turn into markup.
#: An attribute that a browser shows as it is: a tooltip.
_LABEL = LazyPattern(rb"(?:title|alt|aria-label|tooltip)\s?=\s?\\{0,4}[\"']\Z")
_LONGEST_LABEL = 24
#: Elements whose attributes describe a picture or a page, and become no markup.
DRAWINGS = (b"<svg", b"<path", b"<img", b"<meta")
_SPEAKING = frozenset(("script", "textarea", "noembed"))
_JS_ESCAPE = LazyPattern(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_JS_LETTERS = {"n": "\n", "r": "\n", "t": "\t", "b": "", "f": "", "v": ""}
_MOST_LAYERS = 4
_FRAME_TAG = 3_000


@dataclass(frozen=True, slots=True)
class Escaped:
    """A piece of escaped markup: bytes ``start`` to ``end``; ``entities``: it is where a browser
    decodes character references before anything else does."""

    name: str
    start: int
    end: int
    entities: bool


def find(page: Page) -> list[Match]:
    """Matches with spans in bytes."""
    found = []
    for piece in (*_blockquotes(page), *_frames(page)):
        markup = decoded(page.text(piece.start, piece.end), entities=piece.entities)
        tag = markup[:_FRAME_TAG].lower().encode("utf-8", "replace")
        match = fields.of_markup(candidates(piece.name, tag), markup)
        if match is None:
            continue
        match.layout = "escaped"
        match.evidence.append("escaped-markup")
        if "date-confirms-id" not in match.evidence and match.confidence == "certain":
            match.confidence = "likely"  # a script may also hold other pages' content
        match.spans = [(piece.start, _past_script(page, match.platform, piece.end))]
        found.append(match)
    return found


def _blockquotes(page: Page) -> Iterator[Escaped]:
    opener: tuple[int, bool] | None = None
    edge = 0  # of a tooltip
    low = page.low
    for start in offsets(low, BLOCKQUOTE):
        if start < edge or (opener is None and _is_markup(page, start)):
            continue
        before = _BEFORE.search(low, max(0, start - _LONGEST_LT), start)
        if before is None:
            continue
        if not before["slash"]:
            if label := _LABEL.search(low, max(0, before.start() - _LONGEST_LABEL), before.start()):
                edge = low.find(label.group()[-1:], start)
                continue
            entities = _speaks(page, before.start(), before["lt"])
            opener = None if entities is None else (before.start(), entities)
        elif opener is not None and (closed := _CLOSED.match(low, start + len("blockquote"))):
            if closed.end() - opener[0] <= LONGEST_EMBED:
                yield Escaped("blockquote", opener[0], closed.end(), opener[1])
            opener = None


def _frames(page: Page) -> Iterator[Escaped]:
    low = page.low
    edge = 0
    for start in offsets(low, IFRAME):
        name = _FRAME_NAME.match(low, start)
        if name is None or _is_markup(page, start):
            continue
        before = _BEFORE.search(low, max(0, start - _LONGEST_LT), start)
        if before is None or before["slash"] or before.start() < edge:
            continue
        entities = _speaks(page, before.start(), before["lt"])
        end = re.compile(_GT).search(low, name.end(), name.end() + _FRAME_TAG)
        if entities is None or end is None:
            continue
        closing = re.compile(rb"\s*" + _LT + _SLASH + rb"iframe\s*" + _GT).match(low, end.end())
        edge = (closing or end).end()
        yield Escaped("iframe", before.start(), edge, entities)


def _is_markup(page: Page, at: int) -> bool:
    """Whether the name at ``at`` belongs to a tag of the page's own, the common case by far."""
    return page.low[at - 1] in b"</" and page.region(at) is None


def _speaks(page: Page, at: int, lt: bytes) -> bool | None:
    """Whether escaped markup at ``at`` may become an embed; the answer is whether entities come first.

    None: it is the page's own markup, or code in its visible text, or it is commented out.
    """
    region = page.region(at)
    if region is not None:
        return None if region.name not in _SPEAKING else region.name != "script"
    if lt == b"<":
        return None
    tag = page.tag_around(at)
    return True if tag >= 0 and not page.low.startswith(DRAWINGS, tag) else None


def decoded(text: str, *, entities: bool) -> str:
    """``text`` without its layers of escapes."""
    if entities and not text.startswith("<"):
        text = html.unescape(text)
    for _ in range(_MOST_LAYERS):
        if text.startswith("\\") or '\\"' in text or "\\/" in text:
            text = _JS_ESCAPE.sub(_js, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        elif text.startswith("&"):
            text = html.unescape(text)
        elif text.startswith("%"):
            text = unquote(text)
        else:
            break
    return text


def _js(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _JS_LETTERS.get(escape[3], escape[3])


def _past_script(page: Page, platform: str, end: int) -> int:
    script = _SCRIPT.match(page.low, end, end + 1_500)
    if script and any(name in script["attributes"].replace(b"\\", b"") for name in scripts_of(platform)):
        return script.end()
    return end
