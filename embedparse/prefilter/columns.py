"""Which rows of a column of articles deserve decoding, decided from the bytes in Arrow's memory.

Most rows of an archive hold no post. Hyperscan looks for every anchor at once in the buffer that
holds all rows of a column, so that only the others are made into Python strings.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from embedparse.html.signs import (
    NAMED_QUOTATIONS,
    PAYLOADS,
    PLATFORM_NAMING,
    address_literals,
    labels,
    own_tags,
    page_literals,
    shortcode_literals,
)
from embedparse.inputs import KindChoice
from embedparse.literal_database import spelled
from embedparse.models import Confidence
from embedparse.options import Options
from embedparse.prefilter import page_hits
from embedparse.prefilter.hyperscan_filter import HyperscanFilter, quote_literals, time_before
from embedparse.prefilter.near import in_text
from embedparse.prefilter.page_hits import Confirm
from embedparse.text import anchors_for
from embedparse.text.anchors import CLOCKS

_WINDOW = 1 << 30
"""Bytes scanned at once; Hyperscan takes less than four times as many."""
#: A tag, or what may be one: such rows are decoded and looked at by `readers.html_sniff`.
_TAG = rb"<[a-zA-Z!?/]"
#: What `CLOCKS` are the end of, in one pattern.
_TIME = time_before(rb"(?:-|\xc2\xb7)")

#: Compiled for this thread: a scan writes into scratch memory of its own.
_COMPILED = threading.local()


def suspects(arrow: Any, texts: Any, kind: KindChoice, options: Options) -> Iterator[int]:
    """The rows of a `text_column` that may hold a post, by their bytes.

    All rows with a value where hyperscan is not installed.
    """
    hits = _hits(kind, options.quotes, options.min_confidence) if options.prefilter else None
    rows: Iterable[int] = range(len(texts))
    if hits is not None and len(texts):
        rows = _rows(hits, *_buffers(arrow, texts))
    valid = texts.is_valid() if texts.null_count else None
    for row in rows:
        if valid is None or valid[row].as_py():
            yield row


def _hits(kind: KindChoice, quotes: bool, least: Confidence) -> HyperscanFilter | None:
    """The filter of this thread for ``kind``; None without hyperscan, and every row is decoded."""
    found: dict[tuple[KindChoice, bool, Confidence], HyperscanFilter | None]
    found = _COMPILED.__dict__.setdefault("filters", {})
    wanted = kind, quotes, least
    if wanted not in found:
        try:
            patterns = _patterns(kind, least)
            found[wanted] = HyperscanFilter([*patterns, *map(_hexadecimal, quote_literals(quotes))], patterns)
        except ImportError:
            found[wanted] = None
    return found[wanted]


def _hexadecimal(literal: str) -> bytes:
    return spelled(literal.encode())


def _patterns(kind: KindChoice, least: Confidence) -> dict[bytes, Confirm | None]:
    """One pattern for each literal that the rules look for first: those for HTML read every kind.

    Each is with what confirms its hits.
    """
    found: dict[bytes, Confirm | None] = dict.fromkeys(map(_without_case, (*PAYLOADS, *page_literals())))
    found |= dict.fromkeys(map(_without_case, NAMED_QUOTATIONS), page_hits.confirm_quotation)
    found |= dict.fromkeys(map(_without_case, own_tags()), page_hits.confirm_tag)
    found |= dict.fromkeys(map(_without_case, address_literals()), page_hits.confirm_plain_address)
    found |= dict.fromkeys(map(_without_case, PLATFORM_NAMING), page_hits.confirm_platform(in_text))
    if kind == "html":
        found |= {_without_case(label): page_hits.confirm_words(label, in_text) for label in labels()}
        found |= {_without_case(s): page_hits.confirm_shortcode(s, in_text) for s in shortcode_literals()}
        found |= dict.fromkeys(page_hits.BEFORE_HANDLE, page_hits.confirm_handle(in_text))
        found[page_hits.CLOSED_HANDLE] = page_hits.confirm_closed_handle(in_text)
        return found
    in_texts = [_hexadecimal(anchor) for anchor in anchors_for(least) if anchor not in CLOCKS]
    return dict.fromkeys([*in_texts, _TIME, *[_TAG] * (kind == "auto")]) | found


def _without_case(literal: bytes) -> bytes:
    return b"(?i)" + spelled(literal)


def _buffers(arrow: Any, texts: Any) -> tuple[memoryview, memoryview]:
    """The bytes of ``texts``, all in one, and the offsets at which its rows begin and end."""
    _, offsets, data = texts.buffers()
    wide = texts.type in (arrow.large_string(), arrow.large_binary())
    edges = memoryview(offsets).cast("B").cast("q" if wide else "i")
    return memoryview(data or b"").cast("B"), edges[texts.offset : texts.offset + len(texts) + 1]


def _rows(hits: HyperscanFilter, data: memoryview, edges: memoryview) -> Iterator[int]:
    """The rows with a match in them, in order; one whose match begins in the row before, too."""
    count, first = len(edges) - 1, 0
    while first < count:
        last = max(bisect_right(edges, edges[first] + _WINDOW, first) - 1, first + 1)
        if edges[last] - edges[first] > _WINDOW:
            yield first  # one row, larger than a scan: it is simply decoded
        else:
            yield from _rows_in(hits, data[: edges[last]], edges, first, last)
        first = last


def _rows_in(
    hits: HyperscanFilter, data: memoryview, edges: memoryview, row: int, last: int
) -> Iterator[int]:
    while row < last:
        hit = hits.find(data, edges[row]).at
        if hit < 0:
            return
        row = bisect_right(edges, hit, row, last + 1) - 1
        yield row
        row += 1
