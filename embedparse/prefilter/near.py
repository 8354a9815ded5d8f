"""The text around a hit in what is not yet decoded: a row of JSON Lines, the texts of a column in one."""

from __future__ import annotations

from collections.abc import Callable
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import NamedTuple

from embedparse.patterns import LazyPattern

#: What holds rows: their bytes, or Arrow's memory.
Block = bytes | memoryview


class Near(NamedTuple):
    """Bytes of a text in lower case; ``at`` is the offset in them of the last one of the hit."""

    low: bytes
    at: int


#: The text around the hit that ends at an offset, at least so many bytes before and behind it where the text
#: has them. None: that is in doubt.
Reader = Callable[[Block, int, int, int], Near | None]

#: So many bytes of a row are read for each that is wanted: where few are escaped, and where each character
#: beyond ASCII is.
_FEW, _MANY = 1.3, 3
#: A string of JSON from within, up to its quote or to an escape that is cut.
_REST = LazyPattern(rb'[^"\\]*+(?:\\(?:u[0-9a-fA-F]{4}|[^u])[^"\\]*+)*+')
_QUOTE, _BACKSLASH = b'"\\'
#: Nearly all escapes are of these; those that need a reader are not.
_COMMON = ((b'\\"', b'"'), (rb"\n", b"\n"), (rb"\/", b"/"), (rb"\t", b"\t"), (rb"\r", b"\r"))
_RARE = LazyPattern(rb'\\[^"n/tr]|(?<!\\)"')
_LONGEST_ESCAPE = len(r"\u0000")


def in_text(block: Block, at: int, before: int, behind: int) -> Near | None:
    """What is around a hit in a column's texts."""
    start = max(0, at + 1 - before)
    return Near(bytes(block[start : at + 1 + behind]).lower(), at - start)


def in_row(block: Block, at: int, before: int, behind: int) -> Near | None:
    """What the string of JSON around a hit says there."""
    return _in_row(block, at, before, behind, _FEW) or _in_row(block, at, before, behind, _MANY)


def _in_row(block: Block, at: int, before: int, behind: int, spelled: float) -> Near | None:
    """The same from ``spelled`` bytes of the row for each that is wanted; None where they say too little."""
    start = _past_escape(block, max(0, at + 1 - int(spelled * before)))
    rest = _REST.match(block, at + 1, at + 1 + int(spelled * behind))
    stop = rest.end() if rest else at + 1
    try:
        left, begins = _last_string(bytes(block[start : at + 1]))
        right, _ = _last_string(bytes(block[at + 1 : stop]))
    except ValueError:  # it is no JSON
        return None
    ends = stop >= len(block) or block[stop] == _QUOTE
    if (len(left) < before and not begins and start) or (len(right) < behind and not ends):
        return None
    left = left[-before:]
    return Near((left + right[:behind]).lower(), len(left) - 1)


def _past_escape(block: Block, start: int) -> int:
    """``start``, or where the escape ends that it cuts."""
    backslashes = 0
    while start > backslashes and block[start - backslashes - 1] == _BACKSLASH:
        backslashes += 1
    if backslashes % 2 == 0:
        return start
    return start + (_LONGEST_ESCAPE - 1 if block[start : start + 1] == b"u" else 1)


def _last_string(written: bytes) -> tuple[bytes, bool]:
    """What the last string of a part of a row says, and whether it begins there.

    Raises ValueError for what is no JSON.
    """
    if _RARE.search(written) is None:
        for escape, said in _COMMON:  # a fifth of the time of a reader of JSON
            written = written.replace(escape, said)
        return written, False
    text = written.decode("utf-8", "replace")
    string, end = scanstring(text + '"', 0, False)
    begins = end <= len(text)
    while end <= len(text):
        string, end = scanstring(text + '"', end, False)
    return string.encode("utf-8", "surrogatepass"), begins
