"""Which rows of a block of JSON Lines deserve decoding, told from the raw bytes in one pass.

Most rows of an archive hold no post. Hyperscan looks for every anchor at once (gigabytes a
second, `benchmarks/prefilter.py`), in every spelling JSON allows, and for every sign that a row
is not a plain sound one; what anchors it finds are looked at twice (`batch.doubts`). So a row it
passes over is one in which matching would have found nothing. What it cannot see in such a row: JSON
that is broken inside its braces, and some bytes that are not UTF-8. It is counted as scanned and
passed on as it is.

Without hyperscan every row is decoded: the same result, several times slower.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, cast

from embedparse.jobs import ScanConfig
from embedparse.prefilter.byte_counts import count, holds_any
from embedparse.prefilter.confirm import Doubts, Look

#: Bytes that stand in no valid row. Other bytes that are not UTF-8 show when their row is decoded.
_NEVER_UTF8 = bytes((0x00, 0xC0, 0xC1, *range(0xF5, 0x100)))
#: Characters that some encoders always escape, and that therefore must not wake every second row.
_OFTEN_ESCAPED = "&<>"
#: What stands before a hidden character. Scripts in pages are full of `\\\\u0022`, whose first backslash
#: escapes the second: nothing is hidden there. Of the few longer runs any wakes its row.
_NOT_ESCAPED = rb"(?:[^\\]|\\\\)"
#: The marks that `readers.kinds.looks_like_html` asks for, as they stand in raw JSON.
_TAGS = ("p", "div", "blockquote", "figure", "iframe", "script", "section", "article")
#: One alone is no sign of a page: see `Doubts.of_tag`.
TAG_PATTERNS = [
    *(rb"(?i)<%b%b>" % (slash, tag.encode()) for tag in _TAGS for slash in (rb"/", rb"\\/")),
    rb"(?i)<br",
]
_ESCAPED_TAG = rb"(?i)\\u003c"
_BLANKS = [rb"", rb" ", rb"\\n", rb"\\t", rb"\\r", rb"  ", rb"\\n\\n", rb"\\n ", rb"\\r\\n", rb"\\n\\t"]
#: How rows are set apart, and a key from its text; another style is told by counting, and decoded.
_FRAMES = (b"}\n{", b"}\r\n{")
_JOINTS = (b': "', b':"')  # Python's own comes first


def anchor_patterns(anchor: str) -> list[bytes]:
    """Patterns for the ways in which JSON encoders spell ``anchor``.

    ``/`` may stand escaped; what is not ASCII stands as it is, or as ``\\u`` with lower or upper
    case hexadecimal digits, all of it alike. All are literals: one pattern with a class in it
    (`/status/[0-9]`) takes the compiler as long as all of them, and the scan half as long again.

    >>> anchor_patterns("x.com/")
    [b'x\\\\.com/', b'x\\\\.com\\\\\\\\/']
    """
    escaped = json.dumps(anchor)[1:-1]
    upper = re.sub(r"\\u[0-9a-f]{4}", lambda code: r"\u" + code[0][2:].upper(), escaped)
    spellings = dict.fromkeys((json.dumps(anchor, ensure_ascii=False)[1:-1], escaped, upper))
    found = [re.escape(each.encode()) for each in spellings]
    for _ in range(anchor.count("/")):
        found = [each.replace(b"/", sign, 1) for each in found for sign in (b"\0", b"\\\\\0")]
    return [each.replace(b"\0", b"/") for each in found]


def _key(name: str) -> bytes:
    return json.dumps(name, ensure_ascii=False).encode()


def key_of(field: tuple[str, ...]) -> bytes:
    """The innermost key of ``field`` as it stands in a row."""
    return _key(field[-1])


def row_patterns(anchors: Collection[str], field: str, *, sniff_html: bool) -> list[bytes]:
    """Every pattern whose match makes a row worth decoding (all for bytes, none can match empty)."""
    patterns = [pattern for anchor in anchors for pattern in anchor_patterns(anchor)]
    patterns += [_empty(field), *(rb"(?i)\\u%04x" % code for code in _hidden("".join(anchors)))]
    if sniff_html:
        key = re.escape(_key(field))
        patterns += [*TAG_PATTERNS, _ESCAPED_TAG, *(key + rb': ?"' + blank + b"<" for blank in _BLANKS)]
    return list(dict.fromkeys(patterns))


def quote_patterns(wanted: bool) -> list[bytes]:
    """Patterns of rows that may hold quotes: the literals of `text.quotes`; none if not ``wanted``."""
    if not wanted:
        return []
    from embedparse.text.quotes.triggers import LITERALS

    return [pattern for literal in LITERALS for pattern in anchor_patterns(literal)]


def page_patterns(field: str) -> list[bytes]:
    """The same for rows of HTML: what `html.may_hold` looks for, without case, as raw JSON has it."""
    from embedparse.html.candidates import LITERALS, marks

    found = [b"(?i)" + re.escape(literal) for literal in LITERALS]
    found += [b"(?i)" + mark for mark in marks()]
    hidden = b"|".join(b"%02x" % code for code in _hidden())
    return [*found, rb"(?i)%b\\u00(?:%b)" % (_NOT_ESCAPED, hidden), _empty(field)]


def _empty(field: str) -> bytes:
    """An empty text, which is counted as skipped."""
    return re.escape(_key(field)) + rb': ?""'


def _hidden(needed: str = "") -> list[int]:
    """The codes of characters that are hidden where they are escaped, which no encoder needs to do.

    ``needed`` are characters that must not stay hidden even if some encoders always escape them.
    """
    codes = (*range(9, 14), *range(32, 127))
    return [code for code in codes if chr(code) not in _OFTEN_ESCAPED or chr(code) in needed]


def is_even(block: bytes, lines: int, key: bytes) -> bool:
    """Whether every row of ``block`` looks like an object in which ``key`` has a text.

    Told by counting alone. A block that is not even holds blank lines, broken rows, or rows without
    the field (or is written in another style): then all its rows are decoded.
    """
    if not block.startswith(b"{") or not block.endswith((b"}\n", b"}", b"}\r\n")):
        return False
    framed = any(count(block, frame) == lines - 1 for frame in _FRAMES)
    keyed = framed and any(count(block, key + joint) >= lines for joint in _JOINTS)
    return keyed and not holds_any(block, _NEVER_UTF8)


class Sieve:
    """Finds the next row worth decoding. One object per process: it holds scratch memory."""

    def __init__(self, patterns: list[bytes], looks: Mapping[bytes, Look] | None = None) -> None:
        """Compile ``patterns``; ``looks`` gives some a second look at what they match.

        Raises:
            ImportError: hyperscan is not installed.
        """
        import hyperscan

        self._stop = hyperscan.ScanTerminated
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        # As a prefilter it may find more than a pattern that it cannot have exactly, never less.
        self._database.compile(
            expressions=patterns,
            ids=list(range(len(patterns))),
            elements=len(patterns),
            flags=[hyperscan.HS_FLAG_PREFILTER] * len(patterns),
        )
        self._looks = [looks.get(pattern) for pattern in patterns] if looks else [None] * len(patterns)
        self._block: Any = b""
        self._start = self._hit = -1

    def _seen(self, number: int, _start: int, end: int, _flags: int, _context: object) -> bool:
        hit = self._start + end - 1
        look = self._looks[number]
        if look is not None and not look(self._block, hit):
            return False
        self._hit = hit
        return True  # stop here: the caller cuts this row out and comes back behind it

    def find(self, block: memoryview, start: int) -> int:
        """The offset in ``block`` of the last byte of the first match from ``start`` on, or -1."""
        self._block, self._start = block.obj, start
        try:
            self._database.scan(cast(bytes, block[start:]), match_event_handler=self._seen)
        except self._stop:
            return self._hit
        finally:
            self._block = b""  # the block may be a caller's memory
        return -1


def sieve_for(work: ScanConfig) -> Sieve | None:
    """The sieve for rows of ``work``; None where every row must be decoded.

    That is so where every page is to be extracted, and without hyperscan.
    """
    field, kind = work.reading.field[-1], work.reading.kind
    if not work.options.prefilter or (work.extract and kind != "text"):
        return None
    try:
        if kind == "html":
            return Sieve([*page_patterns(field), *quote_patterns(work.options.quotes)])
        from embedparse.text.anchors import ANCHORS

        doubts = Doubts(work.reading.field, work.options.min_confidence)
        looks = {pattern: doubts.of_anchor(each) for each in ANCHORS for pattern in anchor_patterns(each)}
        looks |= dict.fromkeys(TAG_PATTERNS, doubts.of_tag)
        patterns = row_patterns(ANCHORS, field, sniff_html=kind == "auto")
        return Sieve([*patterns, *quote_patterns(work.options.quotes)], looks)
    except ImportError:
        return None


def suspects(block: bytes, sieve: Sieve) -> Iterator[tuple[int, int]]:
    """The ranges of the rows of an even ``block`` worth decoding, in order, without their line break."""
    size, position = len(block), 0
    view = memoryview(block)
    while position < size:
        hit = sieve.find(view, position)
        if hit < 0:
            break
        start = block.rfind(b"\n", 0, hit) + 1
        position = _row_end(block, hit)
        yield start, position


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
