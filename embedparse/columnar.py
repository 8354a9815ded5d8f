"""Columns of articles in Arrow's memory: found by name, filtered as bytes, decoded one by one, replaced.

Most rows of an archive hold no post. Hyperscan looks for every anchor at once in the buffer that
holds all rows of a column, so that only the others are made into Python strings.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from embedparse.html.candidates import LITERALS, marks, shortcode_literals
from embedparse.html.signs import HANDLES_IN_MARKUP, PAYLOADS, labels
from embedparse.inputs import KindChoice
from embedparse.models import Confidence, MissingPackageError, UsageError
from embedparse.options import Options
from embedparse.prefilter.hyperscan_filter import HyperscanFilter, quote_literals
from embedparse.readers.html_encoding import decode_html
from embedparse.readers.html_sniff import looks_like_html
from embedparse.text import anchors_for

_WINDOW = 1 << 30
"""Bytes scanned at once; Hyperscan takes less than four times as many."""
#: A tag, or what may be one: such rows are decoded and looked at by `readers.kinds`.
_TAG = rb"<[a-zA-Z!?/]"

#: Compiled for this thread: a scan writes into scratch memory of its own.
_COMPILED = threading.local()


def pyarrow() -> Any:
    """pyarrow with its compute functions. Raises UsageError where it is not installed."""
    try:
        import pyarrow
        import pyarrow.compute
    except ImportError:
        raise MissingPackageError("Arrow", "arrow") from None
    return pyarrow


def names_of(batch: Any, field: str) -> list[str]:
    """``field`` as a path: the name of a column, or dots that reach into structs. Raises UsageError."""
    names = [field] if field in batch.schema.names else field.split(".")
    if names[0] not in batch.schema.names:
        raise UsageError(f'there is no column "{field}"; there are: {", ".join(batch.schema.names)}')
    return names


def column_at(arrow: Any, batch: Any, field: str) -> Any:
    """The column ``field`` of a RecordBatch, without dictionary or extension type. Raises UsageError."""
    name, *inner = names_of(batch, field)
    column = _storage(arrow, batch.column(name))
    for key in inner:
        number = column.type.get_field_index(key) if arrow.types.is_struct(column.type) else -1
        if number < 0:
            raise UsageError(f'there is no column "{field}": "{name}" is {column.type}')
        column = _storage(arrow, arrow.compute.struct_field(column, [number]))
    return column


def _storage(arrow: Any, column: Any) -> Any:
    if isinstance(column, arrow.ExtensionArray):
        column = column.storage
    return column.dictionary_decode() if arrow.types.is_dictionary(column.type) else column


def text_column(arrow: Any, batch: Any, field: str) -> Any:
    """The column ``field`` as an array with a buffer of bytes and one of offsets.

    Raises:
        UsageError: there is no such column, or it holds neither strings nor bytes.
    """
    column, types = column_at(arrow, batch, field), arrow.types
    if types.is_null(column.type):
        return column.cast(arrow.string())
    kinds = (arrow.string(), arrow.large_string(), arrow.binary(), arrow.large_binary())
    if column.type in kinds:
        return column
    plain = _without_view(arrow, column.type)
    if plain not in kinds:
        raise UsageError(f'column "{field}" holds {column.type}, not text')
    return column.cast(plain)


def _without_view(arrow: Any, kind: Any) -> Any:
    """The type with plain offsets for one that has views, which few functions take."""
    views = {"string_view": arrow.large_string, "binary_view": arrow.large_binary}
    return views[str(kind)]() if str(kind) in views else kind


def suspects(arrow: Any, texts: Any, kind: KindChoice, options: Options) -> Iterator[int]:
    """The rows of a `text_column` that may hold a post, told from their bytes.

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
            found[wanted] = HyperscanFilter(
                [*_patterns(kind, least), *map(_hexadecimal, quote_literals(quotes))]
            )
        except ImportError:
            found[wanted] = None
    return found[wanted]


def _hexadecimal(literal: str) -> bytes:
    """A pattern for the UTF-8 bytes of ``literal``, none of them special."""
    return "".join(f"\\x{byte:02x}" for byte in literal.encode()).encode()


def _patterns(kind: KindChoice, least: Confidence) -> list[bytes]:
    """One pattern for each literal that the rules look for first: those for HTML read every kind."""
    markup = [b"(?i)" + pattern for pattern in (*LITERALS, *PAYLOADS, *marks())]
    if kind == "html":
        shortcodes = (b"(?i)" + re.escape(literal) for literal in shortcode_literals())

        words = (b"(?i)" + _hexadecimal(label.decode()) for label in labels())
        return [*markup, *HANDLES_IN_MARKUP, *words, *shortcodes]
    return [*map(_hexadecimal, anchors_for(least)), *markup] + [_TAG] * (kind == "auto")


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
        hit = hits.find(data, edges[row])
        if hit < 0:
            return
        row = bisect_right(edges, hit, row, last + 1) - 1
        yield row
        row += 1


def as_text(raw: bytes, kind: KindChoice) -> str:
    """An article's bytes as text: UTF-8, or for HTML what the page itself says it is."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        if kind == "html" or (kind == "auto" and looks_like_html(raw.decode("latin-1"))):
            return decode_html(raw)
        return raw.decode("utf-8", "replace")


def replaced(arrow: Any, batch: Any, field: str, texts: dict[int, str]) -> Any:
    """``batch`` with the text of column ``field`` replaced in the rows that are keys of ``texts``."""
    name, *inner = names_of(batch, field)
    number = batch.schema.names.index(name)
    column = _put(arrow, batch.column(name), inner, texts)
    return batch.set_column(number, batch.schema.field(number).with_type(column.type), column)


def _put(arrow: Any, column: Any, path: list[str], texts: dict[int, str]) -> Any:
    column = _storage(arrow, column)
    if not texts:
        return column
    if path:
        return _put_inside(arrow, column, path, texts)
    kind = _without_view(arrow, column.type)
    binary = kind in (arrow.binary(), arrow.large_binary())
    made = arrow.array([t.encode() if binary else t for _, t in sorted(texts.items())], kind)
    mask = arrow.array([row in texts for row in range(len(column))])
    return arrow.compute.replace_with_mask(column.cast(kind), mask, made).cast(column.type)


def _put_inside(arrow: Any, column: Any, path: list[str], texts: dict[int, str]) -> Any:
    children = [column.field(number) for number in range(column.type.num_fields)]
    fields = [column.type.field(number) for number in range(column.type.num_fields)]
    number = column.type.get_field_index(path[0])
    children[number] = _put(arrow, children[number], path[1:], texts)
    fields[number] = fields[number].with_type(children[number].type)
    nulls = column.is_null() if column.null_count else None
    return arrow.StructArray.from_arrays(children, fields=fields, mask=nulls)
