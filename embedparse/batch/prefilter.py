"""Which rows of a block of JSON Lines deserve decoding, told from the raw bytes in one pass.

Most rows of an archive hold no post. Hyperscan looks for every anchor at once (gigabytes a
second, `benchmarks/prefilter.py`), in every spelling JSON allows, and for every sign that a row
is not a plain sound one: so a row it passes over is one that decoding would have found nothing in.
Without hyperscan every row is decoded: the same result, several times slower.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import cast

from embedparse.batch.tasks import Work

_ODD_FRAMES = (rb"\n[^{]", rb"[^}\r]\n")  # a row that does not begin or end as an object does
_NEVER_UTF8 = rb"[\xC0\xC1\xF5-\xFF\x00]"  # bytes that stand in no valid row
#: The marks that `readers.kinds.looks_like_html` asks for, as they stand in raw JSON.
_TAG = rb"(?i)<\\?/(?:p|div|blockquote|figure|iframe|script|section|article)>|<br"
_ESCAPED_TAG = rb"\\u003[cC]"
_OPENING_TAG = rb'"(?:\s|\\[nrt])*<'


def anchor_pattern(anchor: str) -> bytes:
    """A pattern for ``anchor`` in raw JSON: ``/`` may be escaped, and what is not ASCII may be ``\\u``.

    >>> anchor_pattern("x.com/")
    b'x\\\\.com\\\\\\\\?/'
    """
    return b"".join(_character_pattern(character) for character in anchor)


def _character_pattern(character: str) -> bytes:
    if character == "/":
        return rb"\\?/"
    if character.isascii():
        return re.escape(json.dumps(character)[1:-1]).encode()
    raw = "".join(f"\\x{byte:02X}" for byte in character.encode())
    units = character.encode("utf-16-be").hex()
    escaped = "".join(r"\\u" + _hex(units[i : i + 4]) for i in range(0, len(units), 4))
    return f"(?:{raw}|{escaped})".encode()


def _hex(digits: str) -> str:
    """``digits`` in either case of their letters."""
    return "".join(f"[{digit}{digit.upper()}]" if digit.isalpha() else digit for digit in digits)


def _escaped_ascii(anchors: Iterable[str]) -> bytes | None:
    """A pattern for any ASCII character of ``anchors`` written as ``\\u00XX``."""
    codes = sorted({ord(character) for anchor in anchors for character in anchor if character.isascii()})
    if not codes:
        return None
    return (r"\\u00(?:" + "|".join(_hex(f"{code:02x}") for code in codes) + ")").encode()


def _key(name: str) -> bytes:
    return json.dumps(name, ensure_ascii=False).encode()


def key_of(field: tuple[str, ...]) -> bytes:
    """The innermost key of ``field`` as it stands in a row."""
    return _key(field[-1])


def row_patterns(anchors: Iterable[str], field: str, *, sniff_html: bool) -> list[bytes]:
    """Every pattern whose match makes a row worth decoding (all for bytes, none can match empty)."""
    anchors = tuple(anchors)
    key = re.escape(_key(field))
    patterns = [anchor_pattern(anchor) for anchor in anchors]
    patterns += [*_ODD_FRAMES, _NEVER_UTF8, key + rb'\s*:\s*(?:""|[^"\s])']
    escaped = _escaped_ascii(anchors)
    if escaped:
        patterns.append(escaped)
    if sniff_html:
        patterns += [_TAG, _ESCAPED_TAG, key + rb"\s*:\s*" + _OPENING_TAG]
    return patterns


class Sieve:
    """Finds the next row worth decoding. One object per process: it holds scratch memory."""

    def __init__(self, patterns: list[bytes]) -> None:
        """Compile ``patterns``. Raises ImportError where hyperscan is not installed."""
        import hyperscan

        self._stop = hyperscan.ScanTerminated
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=patterns,
            ids=list(range(len(patterns))),
            elements=len(patterns),
            flags=[0] * len(patterns),
        )
        self._end = -1

    def _seen(self, _id: int, _start: int, end: int, _flags: int, _context: object) -> bool:
        self._end = end
        return True  # stop here: the caller cuts this row out and comes back behind it

    def find(self, block: memoryview, start: int) -> int:
        """The offset in ``block`` of the last byte of the first match from ``start`` on, or -1."""
        self._end = -1
        try:
            self._database.scan(cast(bytes, block[start:]), match_event_handler=self._seen)
        except self._stop:
            return start + self._end - 1
        return -1


def sieve_for(work: Work) -> Sieve | None:
    """The sieve for rows of ``work``; None where every row must be decoded.

    That is so for HTML rows whose path names no anchors, and without hyperscan.
    """
    if not work.options.prefilter or work.kind == "html":
        return None
    from embedparse.text_path import ANCHORS

    try:
        return Sieve(row_patterns(ANCHORS, work.field[-1], sniff_html=work.kind == "auto"))
    except ImportError:
        return None


def suspects(block: bytes, sieve: Sieve) -> Iterator[tuple[int, int]]:
    """The ranges of the rows of ``block`` worth decoding, in order, without their line break."""
    size, position = len(block), 0
    if block[:1] != b"{":
        position = _row_end(block, 0)
        yield 0, position
    view = memoryview(block)
    while position < size:
        hit = sieve.find(view, position)
        if hit < 0:
            break
        start = block.rfind(b"\n", 0, hit) + 1
        position = _row_end(block, hit)  # on the line break: the next row's opening is seen with it
        yield start, position
    last = block.rfind(b"\n", 0, size - 1) + 1
    if last >= position and not block.endswith((b"}\n", b"}", b"}\r\n")):
        yield last, _row_end(block, last)


def every_row(block: bytes) -> Iterator[tuple[int, int]]:
    """The ranges of all rows of ``block``."""
    position, size = 0, len(block)
    while position < size:
        end = _row_end(block, position)
        yield position, end
        position = end + 1


def _row_end(block: bytes, position: int) -> int:
    end = block.find(b"\n", position)
    return len(block) if end < 0 else end
