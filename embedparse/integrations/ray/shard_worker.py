"""A piece of an archive done: what the command does here, with the same readers, scan and counts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from embedparse.batch.perform import Performer, lines_above
from embedparse.batch.run import RunProgress
from embedparse.batch.summary import Summary
from embedparse.columnar import column_at, pyarrow, text_column
from embedparse.inputs import Batch, DocumentBlock, InputDocument, InputUnit, ReadError, ReadOptions, RowBlock
from embedparse.integrations.ray.shards import Piece
from embedparse.jobs import Failure, Result, ScanConfig
from embedparse.models import UsageError
from embedparse.prefilter.columns import suspects
from embedparse.readers.batches import Meter, units_of
from embedparse.readers.formats.parquet import columns_to_read, damaged, read_parquet, refused, with_columns
from embedparse.readers.jsonl import bytes_of
from embedparse.readers.opening import Opened, open_source
from embedparse.readers.packing import pack
from embedparse.readers.row_groups import MOST_ROWS, batches_of, row_groups
from embedparse.readers.rows import as_id
from embedparse.readers.sections import Bytes, Rows, read_bytes

_ROWS = 4096
"""Rows of a batch: tens of megabytes of articles."""
#: What a text that is nothing but white space begins with.
_BLANK = ["", *(chr(code) for code in range(0x3001) if chr(code).isspace())]


class Outs(Protocol):
    """Where the results of a piece go."""

    def begin(self, first: Batch, work: ScanConfig) -> ScanConfig:
        """What to do with the tasks, of which ``first`` is one, for what is to be written."""

    def take(self, task: Batch, result: Result) -> None:
        """Write the result of ``task``."""


@dataclass(slots=True)
class Done:
    """The outcome of a piece: its counts, its failures in order, the lines and rows of a range of rows.

    ``unplaced``: it holds rows that only their number can name, and nobody has counted those before
    it. Then it has counted its own and done nothing else, and is to be done again.
    """

    summary: Summary = field(default_factory=Summary)
    failures: list[Failure] = field(default_factory=list)
    lines: int = 0
    rows: int = 0
    unplaced: bool = False


def do(piece: Piece, work: ScanConfig, outs: Outs) -> Done:
    """Scan the documents of ``piece``. Raises OSError where the file cannot be read any more."""
    if threading.current_thread() is not threading.main_thread():
        work = replace(work, timeout=None)  # a document's time is limited by a signal
    if isinstance(piece.section, Rows) and not work.articles and not work.reading.other_fields:
        return _columns(piece, piece.section, work, outs)
    section = piece.section if isinstance(piece.section, Bytes) else Bytes(0, 0, 0)
    tasks = pack(
        (piece.source.number, number, unit) for number, unit in enumerate(_units(piece, work.reading))
    )
    course, done = RunProgress(line=section.line or 0, row=section.row), Done()
    performer: Performer | None = None
    for task in tasks:
        performer = performer or Performer(outs.begin(task, work))
        result = performer(task)
        if section.line is None and (result.unnamed or result.failures):
            return _unplaced(course, result, tasks)
        course.place(task, result)
        outs.take(task, result)
        course.count(task, result)
        done.failures += result.failures
    done.summary = course.summary
    done.lines, done.rows = course.line - (section.line or 0), course.row - section.row
    return done


def _unplaced(course: RunProgress, result: Result, tasks: Iterator[Batch]) -> Done:
    """Only the lines and rows of a piece: those so far, of ``result``, and of the ``tasks`` that are left."""
    lines, rows = course.line + result.lines, course.row + result.lines - result.blank
    for task in tasks:
        if isinstance(task, RowBlock):
            block = b"\0" if task.too_long else bytes_of(task)
            above = lines_above(block if block.endswith(b"\n") else block + b"\n", len(block) + 1)
            lines, rows = lines + above[0], rows + above[1]
    return Done(lines=lines, rows=rows, unplaced=True)


def placed(pieces: list[Piece], came: dict[int, Done]) -> Iterator[Piece]:
    """The pieces that need the line they begin at, with it: now those before them have been counted."""
    line, row, source = 0, 0, None
    for piece in pieces:
        if piece.source != source:
            line, row, source = 0, 0, piece.source
        done = came[piece.number]
        if done.unplaced and isinstance(piece.section, Bytes):
            yield replace(piece, section=replace(piece.section, line=line, row=row))
        line, row = line + done.lines, row + done.rows


def _units(piece: Piece, reading: ReadOptions) -> Iterator[InputUnit]:
    section = piece.section
    if section is None:
        yield from units_of(piece.source, reading, Meter([]))
        return
    opened = open_source(piece.source, reading)
    with opened.stream:
        if isinstance(section, Rows):
            yield from read_parquet(opened, reading, section)
        else:
            yield from read_bytes(opened, section, reading)


def _columns(piece: Piece, section: Rows, work: ScanConfig, outs: Outs) -> Done:
    """Rows of a Parquet file whose articles nobody wants: most are passed over in Arrow's own memory."""
    arrow, done = pyarrow(), Done()
    from pyarrow import parquet

    opened = open_source(piece.source, work.reading)
    performer = Performer(outs.begin(DocumentBlock(0, ()), work))
    row = section.row
    with opened.stream:
        try:
            source = opened.seekable()
            file = parquet.ParquetFile(source)
            columns = columns_to_read(work.reading, file.schema_arrow.names)
            part = next(row_groups(file, source, columns, section.group))
            if part.error is not None:
                raise part.error
            if part.size == MOST_ROWS:  # rows are short: most of them never leave Arrow
                part = part._replace(size=_ROWS)
            for batch in batches_of(file, part, columns, section):
                block, others, size = _worth_decoding(batch, opened, row, work)
                _take(block, performer, outs, done, others, size)
                row += batch.num_rows
        except ReadError as error:
            _take(DocumentBlock(0, (refused(opened, error, f":{row + 1}"),)), performer, outs, done)
        except (arrow.ArrowException, ValueError, OSError) as error:
            _take(DocumentBlock(0, (damaged(opened, error, row),)), performer, outs, done)
    return done


def _take(
    block: DocumentBlock, performer: Performer, outs: Outs, done: Done, others: int = 0, size: int = 0
) -> None:
    """Do ``block``; ``others`` stood beside it and hold nothing, ``size`` is how large they are."""
    result = performer(block)
    result.read += others
    result.scanned += others
    result.size += size
    outs.take(block, result)
    done.summary.add(result)
    done.failures += result.failures


def _worth_decoding(batch: Any, opened: Opened, row: int, work: ScanConfig) -> tuple[DocumentBlock, int, int]:
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
    items = tuple(with_columns(item, batch, n, reading) for item, n in zip(items, wanted, strict=True))
    size = compute.sum(compute.utf8_length(texts)).as_py() or 0
    decoded = sum(len(item.payload) for item in items if item.payload is not None)
    return DocumentBlock(0, items), batch.num_rows - len(items), size - decoded


def _ids(arrow: Any, batch: Any, reading: ReadOptions) -> Any:
    try:
        return column_at(arrow, batch, ".".join(reading.id_field))
    except UsageError:
        return None


def _item(opened: Opened, number: int, text: Any, id_: Any, reading: ReadOptions) -> InputDocument:
    """The document in row ``number`` (from 1), the same as `readers.formats.parquet` makes it."""
    place = f"{opened.place}:{number}"
    doc = (as_id(id_.as_py()) if id_ is not None else None) or f"{opened.place}:{number - 1}"
    if not text.is_valid:
        name = ".".join(reading.field)
        return InputDocument(doc, place, opened.inside, error=("not-text", f'column "{name}" holds null'))
    return InputDocument(doc, place, opened.inside, payload=text.as_py())
