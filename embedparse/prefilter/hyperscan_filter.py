"""Which rows of a block of JSON Lines must be decoded, decided from the raw bytes in one pass.

Most rows of an archive hold no post. Hyperscan looks for every anchor at once (gigabytes a
second, `benchmarks/prefilter.py`), in every spelling JSON allows; the anchors it finds are confirmed
(`prefilter.confirm`). So a row without a hit is one in which matching would have found nothing.
`prefilter.field_check` then makes sure that decoding would have found a text in it. Only a row of
which both are certain is counted as scanned and passed on as it is.

Without hyperscan every row is decoded: the same result, several times slower.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple, cast

from embedparse.html import notices
from embedparse.html.candidates import loose_marks
from embedparse.html.signs import (
    NAMED_QUOTATIONS,
    PAYLOADS,
    PLATFORM_NAMING,
    address_literals,
    in_json,
    labels,
    own_tags,
    page_literals,
    shortcode_literals,
)
from embedparse.jobs import ScanConfig
from embedparse.models import Confidence
from embedparse.prefilter import page_hits
from embedparse.prefilter.confirm import Confirm, RowConfirmer
from embedparse.prefilter.field_check import JOINTS, FieldCheck, FoundText, text_patterns
from embedparse.prefilter.near import in_row
from embedparse.text import anchors_for
from embedparse.text.anchors import CLOCKS, LINKS
from embedparse.text.quotes import triggers

#: Characters that some encoders always escape, and that therefore must not wake every second row.
_OFTEN_ESCAPED = "&<>"
#: The marks that `readers.kinds.looks_like_html` asks for, as they are in raw JSON.
_TAGS = ("p", "div", "blockquote", "figure", "iframe", "script", "section", "article")
#: One alone is no sign of a page: see `RowConfirmer.confirm_tag`.
TAG_PATTERNS = [
    *(rb"(?i)<%b%b>" % (slash, tag.encode()) for tag in _TAGS for slash in (rb"/", rb"\\/")),
    rb"(?i)<br",
]
_ESCAPED_TAG = rb"(?i)\\u003c"
_BLANKS = [rb"", rb" ", rb"\\n", rb"\\t", rb"\\r", rb"  ", rb"\\n\\n", rb"\\n ", rb"\\r\\n", rb"\\n\\t"]


@cache
def anchor_patterns(anchor: str) -> list[bytes]:
    """Patterns for the ways in which JSON encoders spell ``anchor``.

    ``/`` may be escaped; what is not ASCII is as it is, or as ``\\u`` with lower or upper
    case hexadecimal digits, all of it alike. All are literals: one pattern with a class in it
    (`/status/[0-9]`) takes the compiler as long as all of them, and the scan half as long again.

    >>> anchor_patterns("x.com/")
    [b'x\\\\.com/', b'x\\\\.com\\\\\\\\/']
    """
    escaped = json.dumps(anchor)[1:-1]
    spellings = {escaped: None}
    if not anchor.isascii():
        upper = re.sub(r"\\u[0-9a-f]{4}", lambda code: r"\u" + code[0][2:].upper(), escaped)
        spellings |= {json.dumps(anchor, ensure_ascii=False)[1:-1]: None, upper: None}
    found = [re.escape(each.encode()) for each in spellings]
    for _ in range(anchor.count("/")):
        found = [each.replace(b"/", sign, 1) for each in found for sign in (b"\0", b"\\\\\0")]
    return [each.replace(b"\0", b"/") for each in found]


def time_before(sign: bytes) -> bytes:
    """The pattern of the whole time that one of `CLOCKS` with ``sign`` is the end of: few articles match."""
    return b"[0-9][:.h][0-9]{2} %b " % sign


#: Those times as raw JSON has them.
_TIMES = [time_before(sign) for sign in (b"-", "·".encode(), rb"\\u00[bB]7")]


def _patterns_of(anchor: str) -> list[bytes]:
    """Patterns for what wakes a row where ``anchor`` is in it."""
    return _TIMES if anchor in CLOCKS else anchor_patterns(anchor)


def _key(name: str) -> bytes:
    return json.dumps(name, ensure_ascii=False).encode()


def row_patterns(anchors: Collection[str], sniffed: Collection[str]) -> list[bytes]:
    """Every pattern whose match makes a row worth decoding (all for bytes, none can match empty).

    ``sniffed`` are the keys whose texts may be pages.
    """
    patterns = [pattern for anchor in anchors for pattern in _patterns_of(anchor)]
    patterns += hidden_patterns(anchors)
    if sniffed:
        patterns += [*TAG_PATTERNS, _ESCAPED_TAG]
    for key in (re.escape(_key(name)) for name in sniffed):
        patterns += [key + joint + blank + b"<" for joint in JOINTS for blank in _BLANKS]
    return list(dict.fromkeys(patterns))


def quote_literals(wanted: bool) -> tuple[str, ...]:
    """Literals one of which is in any text with a quote; none if quotes are not ``wanted``."""
    return triggers.literals() if wanted else ()


def quote_patterns(wanted: bool) -> list[bytes]:
    """Patterns of rows that may hold quotes; none if not ``wanted``."""
    return [pattern for literal in quote_literals(wanted) for pattern in anchor_patterns(literal)]


def markup_patterns() -> list[bytes]:
    """What `html.may_hold` looks for, without case, as raw JSON has it: loose, to be confirmed."""
    return [
        *(b"(?i)" + re.escape(literal) for literal in (*NAMED_QUOTATIONS, *PAYLOADS)),
        *(b"(?i)" + mark for mark in loose_marks()),
    ]


def page_patterns() -> dict[bytes, page_hits.Confirm | None]:
    """The same as `row_patterns` for rows of HTML, each with what confirms its hits: literals throughout."""
    spelled = {
        each: page_hits.confirm_words(label, in_row)
        for label in labels()
        for each in anchor_patterns(label.decode())
    }
    sure = [re.escape(literal) for literal in (*PAYLOADS, *page_literals())]
    own = [name + opening[1:] for opening in own_tags() for name in (b"<", rb"\\u003c")]
    hidden = [rb"\\u%04x" % code for code in _hidden()]
    found: dict[bytes, page_hits.Confirm | None] = dict.fromkeys(hidden, page_hits.confirm_hidden)
    found |= spelled
    found |= dict.fromkeys(map(re.escape, NAMED_QUOTATIONS), page_hits.confirm_quotation)
    found |= dict.fromkeys(sure)
    found |= dict.fromkeys(own, page_hits.confirm_tag)
    found |= {re.escape(each): page_hits.confirm_shortcode(each, in_row) for each in shortcode_literals()}
    found |= dict.fromkeys(map(re.escape, address_literals()), page_hits.confirm_address)
    naming = (re.escape(each) for literal in PLATFORM_NAMING for each in in_json(literal))
    found |= dict.fromkeys(naming, page_hits.confirm_platform(in_row))
    found |= dict.fromkeys(page_hits.BEFORE_HANDLE, page_hits.confirm_handle(in_row))
    found[page_hits.CLOSED_HANDLE] = page_hits.confirm_closed_handle(in_row)
    return {b"(?i)" + pattern: confirm for pattern, confirm in found.items()}


def notice_patterns(least: Confidence) -> list[bytes]:
    """Patterns of pages that may hold a notice in place of a post; none if more than ``least`` is wanted."""
    wanted = notices.literals() if least == "possible" else ()
    return [pattern for literal in wanted for pattern in anchor_patterns(literal)]


def hidden_patterns(anchors: Collection[str]) -> list[bytes]:
    """Patterns of escapes behind which a character of ``anchors`` may be hidden."""
    return [rb"(?i)\\u%04x" % code for code in _hidden("".join(anchors))]


def _hidden(needed: str = "") -> list[int]:
    """The codes of characters that are hidden where they are escaped, which no encoder needs to do.

    ``needed`` are characters that must not stay hidden even if some encoders always escape them.
    """
    codes = (*range(9, 14), *range(32, 127))
    return [code for code in codes if chr(code) not in _OFTEN_ESCAPED or chr(code) in needed]


class Hit(NamedTuple):
    """A match: the offset of its last byte, -1 for none; whether only links were found in its row."""

    at: int
    is_link: bool


_NO_HIT = Hit(-1, False)


class HyperscanFilter:
    """Finds the next row with a hit. One object per process: it holds scratch memory."""

    def __init__(
        self,
        patterns: list[bytes],
        confirm: Mapping[bytes, Confirm | page_hits.Confirm | None] | None = None,
        links: Collection[bytes] = (),
        texts: Sequence[bytes] = (),
    ) -> None:
        """Compile ``patterns``; hits of those that are keys of ``confirm`` count only if that says so.

        Behind a hit of ``links``, patterns of addresses, the rest of its row is searched for other hits.
        Matches of ``texts`` are no hits: `find` notes them in `texts`.

        Raises:
            ImportError: hyperscan is not installed.
            MemoryError: there is too little for the patterns.
        """
        import hyperscan

        self._stop = hyperscan.ScanTerminated
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        expressions = [*texts, *patterns]
        # As a prefilter it may find more than a pattern that it cannot have exactly, never less.
        flags = [hyperscan.HS_FLAG_SOM_LEFTMOST] * len(texts) + [hyperscan.HS_FLAG_PREFILTER] * len(patterns)
        try:
            self._database.compile(
                expressions=expressions,
                ids=list(range(len(expressions))),
                elements=len(expressions),
                flags=flags,
            )
        except hyperscan.error as error:
            raise MemoryError(str(error)) from None
        self._confirm = [confirm.get(pattern) if confirm else None for pattern in expressions]
        self._links = frozenset(number for number, pattern in enumerate(expressions) if pattern in links)
        self._count_of_texts = len(texts)
        #: What matched ``texts`` up to the last hit, in order; offsets from where `find` began.
        self.texts: list[FoundText] = []
        self._block: Any = b""
        self._start = 0
        self._found = _NO_HIT
        self._row_end = -1  # of a row in which only links were found so far

    def _on_match(self, number: int, start: int, end: int, _flags: int, _context: object) -> bool:
        if number < self._count_of_texts and self._row_end < 0:
            self._note((start, end, number))
            return False
        hit = self._start + end - 1
        if 0 <= self._row_end < hit:
            return True
        if number < self._count_of_texts:
            return False
        confirm = self._confirm[number]
        if confirm is not None and not confirm(self._block, hit):
            return False
        if number not in self._links:
            self._found = Hit(hit, False)
            return True  # stop here: the caller cuts this row out and comes back behind it
        if self._row_end < 0:
            self._found = Hit(hit, True)
            end = self._block.find(b"\n", hit)
            self._row_end = end if end >= 0 else len(self._block)
        return False

    def find(self, block: memoryview, start: int) -> Hit:
        """The first hit in ``block`` from ``start`` on."""
        self._block, self._start, self.texts = block.obj, start, []
        self._note = self.texts.append
        self._found, self._row_end = _NO_HIT, -1
        try:
            self._database.scan(cast(bytes, block[start:]), match_event_handler=self._on_match)
        except self._stop:
            pass
        finally:
            self._block = b""  # the block may be a caller's memory
        return self._found


def filter_for(work: ScanConfig) -> HyperscanFilter | None:
    """The filter for rows of ``work``; None where every row must be decoded.

    That is so where every page is to be extracted, and without hyperscan.
    """
    fields, kind = work.reading.fields, work.reading.kind
    texts = text_patterns(fields)
    if not work.options.prefilter or (work.extract and kind != "text"):
        return None
    try:
        confirmer = RowConfirmer(fields, work.options.min_confidence)
        if kind == "html":
            pages = page_patterns()
            further = (*quote_patterns(work.options.quotes), *notice_patterns(work.options.min_confidence))
            return HyperscanFilter([*pages, *further], pages, texts=texts)
        anchors = anchors_for(work.options.min_confidence)
        confirm = {
            pattern: confirmer.confirm_anchor(each) for each in anchors for pattern in _patterns_of(each)
        }
        confirm |= dict.fromkeys(TAG_PATTERNS, confirmer.confirm_tag)
        confirm |= dict.fromkeys((*hidden_patterns(anchors), _ESCAPED_TAG), page_hits.confirm_hidden)
        islands = markup_patterns()
        confirm |= dict.fromkeys(islands, confirmer.confirm_markup)
        keys = [path[-1] for path in fields] if kind == "auto" else []
        patterns = row_patterns(anchors, keys)
        links = {pattern for each in LINKS for pattern in anchor_patterns(each)}
        quotes = quote_patterns(work.options.quotes)
        for pattern in quotes:
            confirm.pop(pattern, None)  # an anchor may be the same: it is asked for a post, not for a quote
        return HyperscanFilter([*patterns, *islands, *quotes], confirm, links.difference(quotes), texts)
    except ImportError:
        return None


class Worth(IntEnum):
    """What decoding a row may find: its bytes alone say nothing, links to posts, or anything."""

    NOTHING = 0
    LINKS = 1
    ANYTHING = 2


class RowRange(NamedTuple):
    """Rows of a block without their last line break: half-open offsets, what each is worth, how many.

    Only rows that are worth nothing are together.
    """

    start: int
    end: int
    worth: Worth
    number: int = 1


def rows_of(block: bytes, hits: HyperscanFilter | None, check: FieldCheck) -> Iterator[RowRange]:
    """Every row of ``block``, in order; without ``hits`` all are to be decoded."""
    start, size = 0, len(block)
    if hits is None:
        yield from (RowRange(*row, Worth.ANYTHING) for row in _lines(block, start, size))
        return
    view = memoryview(block)
    while start < size:
        hit = hits.find(view, start)
        row = size if hit.at < 0 else block.rfind(b"\n", start, hit.at) + 1 or start
        if row > start:
            yield from _rows_without_hit(block, start, row, hits.texts, check)
        start = row
        if hit.at >= 0:
            end = _row_end(block, hit.at, size)
            yield RowRange(row, end, Worth.LINKS if hit.is_link else Worth.ANYTHING)
            start = end + 1


def _rows_without_hit(
    block: bytes, start: int, end: int, texts: Sequence[FoundText], check: FieldCheck
) -> Iterator[RowRange]:
    """The rows of ``block[start:end]``, with the ``texts`` found from ``start`` on."""
    texts = texts[: bisect_right(texts, end - start, key=itemgetter(1))]
    if count := check.count_passing(block, start, end, texts):
        yield RowRange(start, end - block.endswith(b"\n", start, end), Worth.NOTHING, count)
        return
    number = 0
    for row, stop in _lines(block, start, end):
        first = number
        while number < len(texts) and texts[number][1] <= stop - start:
            number += 1
        passes = check.passes(block, row, stop, texts[first:number], start)
        yield RowRange(row, stop, Worth.NOTHING if passes else Worth.ANYTHING)


def _lines(block: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = _row_end(block, start, end)
        yield start, stop
        start = stop + 1


def _row_end(block: bytes, at: int, end: int) -> int:
    """The offset of the next line break in ``block[at:end]``, or ``end``."""
    found = block.find(b"\n", at, end)
    return found if found >= 0 else end
