"""Confirm hits of literals in pages that are not yet decoded: addresses of posts, handles, hidden characters.

An automaton of literals alone is built in a tenth of the time of one with the patterns of permalinks. Most
pages name hosts of platforms: they ask their readers to follow. What the rules look for around a literal
decides at each hit, from the bytes near it alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from json import JSONDecoder

from embedparse.fields import shortcodes
from embedparse.html import platform_words, text_anchors
from embedparse.html.post_addresses import LONGEST_ADDRESS, is_of_post
from embedparse.html.signs import BLOCKQUOTE
from embedparse.html.source import LONGEST_TAG
from embedparse.patterns import LazyPattern
from embedparse.prefilter.near import Block, Reader

#: Whether a hit makes its row worth decoding, given the block and the offset of the hit's last byte.
Confirm = Callable[[Block, int], bool]

_JSON = JSONDecoder(strict=False)
#: Bytes before a part of a host in which its slashes are.
_BEFORE = 300
#: The rest of an address: no post's has a blank in what names it.
_REST = LazyPattern(rb"\S*+")
_REST_IN_ROW = LazyPattern(rb"[^\s\\]*+(?:\\[^nrt][^\s\\]*+)*+")
_ENCODED_SLASH = len("%2F")
#: A handle that ends a parenthesis, as `html.text_anchors` looks for it in a page's source.
CLOSED_HANDLE = (
    rb"@[\w.\-]{1,80}(?:(?:<|\\u003c)\\{0,4}/\w{1,10}(?:>|\\u003e)){0,3}"
    rb"(?:[ \t\n\r\f\v]|\\[nrtf]){0,3}(?:\)|\xef\xbc\x89|\\uff09)"
)
#: What is before a handle alone in its element.
BEFORE_HANDLE = (rb">@", rb"\\u003e@")
#: A handle alone in its element, behind the bracket.
_HANDLE_ALONE = LazyPattern(rb"@[\w.-]{1,80}(?:\s|\\[nrtf]){0,20}(?:<|\\u003c)", re.IGNORECASE)
_LONGEST_HANDLE = 300
#: What is behind the name of an element: an escape for a line break or a bracket begins with a backslash.
_BEHIND_NAME = tuple(bytes((byte,)) for byte in b" \t\n\r\f\v/>\\")
#: Bytes before the end of a sign in which the time of day is, and in which the tag around words begins.
_TIME, _LONGEST_TAG = text_anchors.LONGEST_TIME + 10, 4_000
_TAG_BEGIN = LazyPattern(rb"<[a-zA-Z!?]")
#: The code of a character, up to its last digit.
_CODE = len(r"\u0000")
_MOST_BACKSLASHES = 64
#: Bytes of a tag behind an attribute.
_LONG_TAG = 3 * platform_words.AROUND
#: How shortcodes begin, by their sign, and how far the beginning reaches in a row.
_SHORTCODES = {
    sign: (pattern, LazyPattern(reach))
    for sign, pattern, reach in zip(
        "{[%",
        shortcodes.IN_PAGES,
        (rb"[^{}]{0,1800}+", rb"[^\[\]]{0,3600}+\]?[^\[\]]{0,7200}+\[?/?", rb"\S{0,60}+"),
        strict=True,
    )
}
#: What most templates print, and no shortcode does; `{name}` is searched for by itself.
_TEMPLATE, _VARIABLE = b"{{", LazyPattern(rb" ?[\w.$-]{1,60} ?\}")
#: How much longer a text may be in a row of JSON.
_ESCAPED = 6


def confirm_address(block: Block, at: int) -> bool:
    """Whether the host or path that ends at ``at`` in rows of JSON is in the address of a post."""
    window = _window(block, at, _REST_IN_ROW)
    decoded = _decoded(window) if window else b""
    return decoded is None or is_of_post(decoded)


def confirm_plain_address(block: Block, at: int) -> bool:
    """The same in the bytes of the texts themselves."""
    return is_of_post(_window(block, at, _REST).lower())


def _window(block: Block, at: int, rest: LazyPattern[bytes]) -> bytes:
    """The address around ``at`` from its slashes on, and what may belong to it; empty where it has none."""
    before = bytes(block[max(0, at - _BEFORE) : at])
    start = before.rfind(b"/")
    start = max(start, before.rfind(b"%2f", start + 1), before.rfind(b"%2F", start + 1))
    if start < 0:
        return b""
    while start > 0 and before[start - 1] in b"/\\":
        start -= 1
    if before[max(0, start - _ENCODED_SLASH) : start].lower() == b"%2f":
        start -= _ENCODED_SLASH
    end = rest.match(block, at, at + LONGEST_ADDRESS).end()  # type: ignore[union-attr]  # it may be empty
    return before[start:] + bytes(block[at:end])


def _decoded(window: bytes) -> bytes | None:
    """What a string of JSON says in ``window``, in lower case; None where that is in doubt."""
    if b"\\" not in window:
        return window.lower()
    text = window.decode("utf-8", "replace")
    if len(window) >= LONGEST_ADDRESS and (cut := text.rfind("\\", -_CODE)) >= 0:
        text = text[:cut]  # the end of the window may cut an escape
    try:
        string: str = _JSON.raw_decode(f'"{text}""')[0]
    except ValueError:
        return None
    return string.encode("utf-8", "surrogatepass").lower()


def confirm_words(label: bytes, read: Reader) -> Confirm:
    """What confirms a hit of ``label``, one of the words of embeds without markup."""
    if not text_anchors.is_of_card(label):
        return confirm_label

    def confirm(block: Block, at: int) -> bool:
        near = read(block, at, _TIME, 0)
        return near is None or text_anchors.may_be_of_card(near.low, label)

    return confirm


def confirm_label(block: Block, at: int) -> bool:
    """Whether the words that end at ``at`` are not in a tag, where no reader sees them."""
    before = bytes(block[max(0, at - _LONGEST_TAG) : at])
    start = before.rfind(b"<")
    return start < 0 or before.find(b">", start) >= 0 or _TAG_BEGIN.match(before, start) is None


def confirm_closed_handle(read: Reader) -> Confirm:
    """Whether a handle that ends with its parenthesis is opened as those of embeds without markup are."""

    def confirm(block: Block, at: int) -> bool:
        start = max(0, at - _LONGEST_HANDLE)
        sign = start + bytes(block[start:at]).rfind(b"@")
        near = read(block, sign - 1, text_anchors.OPENING, 0)
        return (near is None or text_anchors.is_opened(near.low)) and confirm_label(block, sign)

    return confirm


def confirm_handle(read: Reader) -> Confirm:
    """Whether an "@" behind a tag begins an author's handle of what may be an embed without markup."""

    def confirm(block: Block, at: int) -> bool:
        if _HANDLE_ALONE.match(block, at) is None:
            return False
        near = read(block, at - 1, text_anchors.BEFORE_HANDLE, 0)
        if near is None or text_anchors.leads_to_author(near.low):
            return True
        end = at + _ESCAPED * text_anchors.BEHIND_HANDLE
        return text_anchors.EXACT_TIME.search(block, at, end) is not None

    return confirm


def confirm_tag(block: Block, at: int) -> bool:
    """Whether the name of an element that ends at ``at`` does not go on: `<amp-facebook`, not its `-page`."""
    return bytes(block[at + 1 : at + 2]) in _BEHIND_NAME


def confirm_platform(read: Reader) -> Confirm:
    """Whether the attribute that names a platform is in a tag that may show a post of it."""

    def confirm(block: Block, at: int) -> bool:
        before = bytes(block[max(0, at - platform_words.AROUND) : at + 1])
        behind = bytes(block[at + 1 : at + _LONG_TAG])
        near = read(block, at, len(before) - max(0, before.rfind(b"<")), behind.find(b">") + 1 or _LONG_TAG)
        return near is None or platform_words.may_show(*near)

    return confirm


def confirm_shortcode(literal: bytes, read: Reader) -> Confirm:
    """What confirms a hit of ``literal``, which shortcodes begin with: the rest of their beginning."""
    pattern, reach = _SHORTCODES[chr(literal[0])]
    length = len(literal)

    def confirm(block: Block, at: int) -> bool:
        if literal == _TEMPLATE and _VARIABLE.match(block, at + 1):
            return False
        end = reach.match(block, at + 1).end()  # type: ignore[union-attr]  # it may be empty
        near = read(block, at, length + 1, end - at)
        if near is None:
            return True
        start = near.at + 1 - length  # the sign may be the second of `[[`, or the first of `{{{`
        return any(pattern.match(near.low, begin) for begin in range(max(0, start - 1), start + 2))

    return confirm


def confirm_quotation(block: Block, at: int) -> bool:
    """Whether a blockquote begins before its name that ends at ``at``, as far as a tag reaches."""
    start = block.rfind(b"\n", 0, at) + 1 if isinstance(block, bytes) else 0
    return BLOCKQUOTE in bytes(block[max(start, at - _ESCAPED * LONGEST_TAG) : at]).lower()


def confirm_hidden(block: Block, at: int) -> bool:
    """Whether the code of a character that ends at ``at`` is one: its backslash is not itself escaped."""
    start = at + 1 - _CODE
    before = bytes(block[max(0, start - _MOST_BACKSLASHES) : start])
    return (len(before) - len(before.rstrip(b"\\"))) % 2 == 0
