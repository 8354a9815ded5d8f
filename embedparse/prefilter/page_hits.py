"""Confirm hits of literals in pages that are not yet decoded: addresses of posts, handles, hidden characters.

An automaton of literals alone is built in a tenth of the time of one with the patterns of permalinks. Most
pages name hosts of platforms: they ask their readers to follow. The patterns themselves decide at each hit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from json import JSONDecoder

from embedparse.html import platform_words
from embedparse.html.post_addresses import LONGEST_ADDRESS, is_of_post
from embedparse.html.text_anchors import ends_time, is_time

#: What holds rows: their bytes, or Arrow's memory.
Block = bytes | memoryview

_JSON = JSONDecoder(strict=False)
#: Bytes before a part of a host in which its slashes are.
_BEFORE = 300
#: The rest of an address, in JSON or not: no post's has a blank in what names it.
_REST = re.compile(rb"(?:[^\s\\]|\\[^nrt])*+")
_ENCODED_SLASH = re.compile(rb"%2[fF]\Z")
#: A handle that ends a parenthesis, as `html.text_anchors` looks for it in a page's source.
_HANDLE = re.compile(
    rb"@[\w.-]{1,80}(?:(?:<|\\u003c)\\{0,4}/\w{1,10}(?:>|\\u003e)){0,3}(?:\s|\\[nrtf]){0,3}"
    rb"(?:\)|\xef\xbc\x89|\\uff09)",
    re.IGNORECASE,
)
#: A handle alone in its element, behind the bracket.
_HANDLE_ALONE = re.compile(rb"@[\w.-]{1,80}(?:\s|\\[nrtf]){0,20}(?:<|\\u003c)", re.IGNORECASE)
_BRACKETS = (b">", b"\\u003e", b"\\u003E")
_LONGEST_HANDLE, _LONGEST_BRACKET = 300, 6
#: What is behind the name of an element: an escape for a line break or a bracket begins with a backslash.
_BEHIND_NAME = tuple(bytes((byte,)) for byte in b" \t\n\r\f\v/>\\")
#: Bytes before the end of a sign in which the time of day is, and in which the tag around words begins.
_TIME, _LONGEST_TAG = 150, 4_000
_TAG_BEGIN = re.compile(rb"<[a-zA-Z!?]")
#: The code of a character, up to its last digit.
_CODE = len(r"\u0000")
_MOST_BACKSLASHES = 64
#: Bytes around an attribute, its quotes escaped, that hold the tag as far as it is looked at.
_TAG = 2 * platform_words.AROUND


def confirm_address(block: Block, at: int) -> bool:
    """Whether the host or path that ends at ``at`` in rows of JSON is in the address of a post."""
    window = _window(block, at)
    decoded = _decoded(window) if window else b""
    return decoded is None or is_of_post(decoded)


def confirm_plain_address(block: Block, at: int) -> bool:
    """The same in the bytes of the texts themselves."""
    return is_of_post(_window(block, at).lower())


def _window(block: Block, at: int) -> bytes:
    """The address around ``at`` from its slashes on, and what may belong to it; empty where it has none."""
    before = bytes(block[max(0, at - _BEFORE) : at])
    start = max(before.rfind(b"/"), before.rfind(b"%2f"), before.rfind(b"%2F"))
    if start < 0:
        return b""
    while start > 0 and before[start - 1] in b"/\\":
        start -= 1
    if _ENCODED_SLASH.search(before, 0, start):
        start -= len("%2f")
    end = _REST.match(block, at, at + LONGEST_ADDRESS).end()  # type: ignore[union-attr]  # it may be empty
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


def confirm_words(label: bytes) -> Callable[[Block, int], bool]:
    """What confirms a hit of ``label``, one of the words of embeds without markup."""
    return confirm_time if is_time(label) else confirm_label


def confirm_time(block: Block, at: int) -> bool:
    """Whether the sign of a card's time that ends at ``at`` has a time of day before it."""
    return ends_time(bytes(block[max(0, at - _TIME) : at + 1]))


def confirm_label(block: Block, at: int) -> bool:
    """Whether the words that end at ``at`` are not in a tag, where no reader sees them."""
    before = bytes(block[max(0, at - _LONGEST_TAG) : at])
    start = before.rfind(b"<")
    return start < 0 or before.find(b">", start) >= 0 or _TAG_BEGIN.match(before, start) is None


def confirm_handle(block: Block, at: int) -> bool:
    """Whether the "@" at ``at`` in rows of JSON begins a handle of what may be an embed without markup."""
    near = bytes(block[max(0, at - _LONGEST_BRACKET) : at + _LONGEST_HANDLE])
    sign = min(at, _LONGEST_BRACKET)
    if _HANDLE.match(near, sign):
        return confirm_label(block, at)
    return near[:sign].endswith(_BRACKETS) and _HANDLE_ALONE.match(near, sign) is not None


def confirm_tag(block: Block, at: int) -> bool:
    """Whether the name of an element that ends at ``at`` does not go on: `<amp-facebook`, not its `-page`."""
    return bytes(block[at + 1 : at + 2]) in _BEHIND_NAME


def confirm_platform(block: Block, at: int) -> bool:
    """Whether a platform is named near the attribute that ends at ``at``, which says of what it shows."""
    return platform_words.names_platform(bytes(block[max(0, at - _TAG) : at + _TAG]).lower())


def confirm_hidden(block: Block, at: int) -> bool:
    """Whether the code of a character that ends at ``at`` is one: its backslash is not itself escaped."""
    start = at + 1 - _CODE
    before = bytes(block[max(0, start - _MOST_BACKSLASHES) : start])
    return (len(before) - len(before.rstrip(b"\\"))) % 2 == 0
