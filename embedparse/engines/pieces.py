"""An archive as pieces that can be done anywhere, in any order, twice if need be, with the same result.

A piece is one row group of a Parquet file, or a whole file of any other kind. What is done with it
is what the command does here: the same readers, the same scan, the same counts.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from embedparse.batch.perform import Performer
from embedparse.batch.run import Course
from embedparse.batch.summary import Summary
from embedparse.batch.tasks import Failure, Work
from embedparse.columns import column_at, pyarrow, suspects, text_column
from embedparse.models import UsageError
from embedparse.readers.blocks import DocumentBlock, Item, ReadError, Reading, pack
from embedparse.readers.opening import Opened, open_source
from embedparse.readers.read import Meter, units_of
from embedparse.readers.sources import Source

_ROWS = 4096
"""Rows of a batch: tens of megabytes of articles."""
#: What a text that is nothing but white space begins with.
_BLANK = ["", *(chr(code) for code in range(0x3001) if chr(code).isspace())]


@dataclass(frozen=True, slots=True)
class Piece:
    """Part ``number`` of a run: a source, or one row group of it whose first row has the number ``row``."""

    number: int
    source: Source
    group: int | None = None
    row: int = 0


@dataclass(slots=True)
class Done:
    """What came of a piece: its records as JSON lines, its counts, its failures in order."""

    records: list[bytes] = field(default_factory=list)
    summary: Summary = field(default_factory=Summary)
    failures: list[Failure] = field(default_factory=list)


def pieces_of(sources: list[Source], reading: Reading) -> Iterator[Piece]:
    """The pieces of ``sources`` in order, numbered from 0; only the footers of Parquet files are read."""
    number = 0
    for source in sources:
        row = 0
        for group, size in enumerate(_groups(source, reading)):
            yield Piece(number, source, group, row)
            number, row = number + 1, row + size
        if not row:
            yield Piece(number, source)
            number += 1


def _groups(source: Source, reading: Reading) -> list[int]:
    """The rows of each row group; none for what is no sound Parquet file with strings for articles."""
    try:
        opened = open_source(source, reading.field)
    except ReadError:
        return []
    with opened.stream:
        if opened.format != "parquet" or opened.layers or opened.mislabelled:
            return []
        arrow = pyarrow()
        from pyarrow import parquet

        try:
            file = parquet.ParquetFile(opened.seekable())
            nothing = arrow.RecordBatch.from_pylist([], schema=file.schema_arrow)
            if text_column(arrow, nothing, ".".join(reading.field)).type not in (
                arrow.string(),
                arrow.large_string(),
            ):
                return []
        except (OSError, ValueError, arrow.ArrowException, UsageError):
            return []  # the reader of whole files tells what is wrong with it
        metadata = file.metadata
        return [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]


def do(piece: Piece, work: Work) -> Done:
    """Scan the documents of ``piece``. Raises OSError where the file cannot be read any more."""
    if threading.current_thread() is not threading.main_thread():
        work = replace(work, timeout=None)  # a document's time is limited by a signal
    performer, done, course = Performer(work), Done(), Course.of(None)
    if piece.group is None:
        units = enumerate(units_of(piece.source, work.reading, Meter([])))
        for task in pack((piece.source.number, number, unit) for number, unit in units):
            result = performer(task)
            course.take(task, result)
            done.records += result.records
            done.failures += result.failures
        done.summary = course.summary
        return done
    opened = open_source(piece.source, work.reading.field)
    with opened.stream:
        _row_group(opened, piece, performer, done)
    return done


def _row_group(opened: Opened, piece: Piece, performer: Performer, done: Done) -> None:
    from pyarrow import parquet

    reading, row = performer.work.reading, piece.row
    file = parquet.ParquetFile(opened.seekable())
    names = set(file.schema_arrow.names)
    columns = [".".join(path) for path in (reading.field, reading.id_field) if path[0] in names]
    batches = file.iter_batches(_ROWS, [piece.group], columns, use_threads=False)
    for batch in batches:
        block, others, size = _worth_decoding(batch, opened, row, performer.work)
        result = performer(block)
        result.read += others
        result.scanned += others
        result.size += size
        done.summary.add(result)
        done.records += result.records
        done.failures += result.failures
        row += batch.num_rows


def _worth_decoding(batch: Any, opened: Opened, row: int, work: Work) -> tuple[DocumentBlock, int, int]:
    """The documents that may hold a post, fail or be skipped; how many others there are, their code points.

    Only the former are made into Python objects.
    """
    arrow, reading = pyarrow(), work.reading
    compute = arrow.compute
    texts = text_column(arrow, batch, ".".join(reading.field))
    odd = compute.or_(
        compute.is_null(texts),
        compute.fill_null(
            compute.is_in(compute.utf8_slice_codeunits(texts, 0, 1), arrow.array(_BLANK)), True
        ),
    )
    if reading.max_size is not None:
        odd = compute.or_(
            odd, compute.fill_null(compute.greater(compute.binary_length(texts), reading.max_size), True)
        )
    numbers = compute.indices_nonzero(odd).to_pylist()
    wanted = sorted({*numbers, *suspects(arrow, texts, reading.kind, work.options)})
    ids = _ids(arrow, batch, reading)
    docs = [None] * len(texts) if ids is None else ids
    items = tuple(_item(opened, row + n + 1, texts[n], docs[n], reading) for n in wanted)
    size = compute.sum(compute.utf8_length(texts)).as_py() or 0
    decoded = sum(len(item.payload) for item in items if item.payload is not None)
    return DocumentBlock(0, items), batch.num_rows - len(items), size - decoded


def _ids(arrow: Any, batch: Any, reading: Reading) -> Any:
    try:
        return column_at(arrow, batch, ".".join(reading.id_field))
    except UsageError:
        return None


def _item(opened: Opened, number: int, text: Any, id_: Any, reading: Reading) -> Item:
    """The document in row ``number`` (from 1), the same as `readers.parquet` makes it."""
    place = f"{opened.place}:{number}"
    value = id_.as_py() if id_ is not None else None
    doc = place if value in (None, "") else str(value)
    if not text.is_valid:
        name = ".".join(reading.field)
        return Item(doc, place, opened.inside, error=("not-text", f'column "{name}" holds null'))
    return Item(doc, place, opened.inside, payload=text.as_py())
