"""Articles of one format as a table of another: rows of JSON as CSV or Parquet, and the other way round.

The rows are kept as JSON Lines while the run goes on, since only all of them together show which columns
there are and what types these have; at the end they become one table.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from embedparse.columnar import pyarrow_with_parquet
from embedparse.inputs import Batch, RowBlock
from embedparse.jobs import Result, ScanConfig
from embedparse.models import UsageError
from embedparse.readers.compression import split_compression
from embedparse.readers.rows import dumps
from embedparse.stderr import tell
from embedparse.terminal_safe import one_line
from embedparse.writers.article_rows import cell, csv_lines, sound_rows, table_rows
from embedparse.writers.part import Compressed, FileSink, OverSink, Part, Sink, State, compressor, is_stream
from embedparse.writers.schema import embed_schema
from embedparse.writers.value_kinds import ValueKind, arrow_type, common, fitted, has_mixed, kind_of, sound

EMBEDS = "embeds"
_BATCH = 1000
_ROWS = 1 << 14
"""Rows of a row group: articles are a hundred times larger than records."""
_SHOWN = 5


class TableArticles(OverSink):
    """The rows of any input as one CSV, TSV or Parquet table with all their columns, and ``embeds``."""

    whole = True

    def __init__(
        self, path: str, work: ScanConfig, state: State | None = None, names: Sequence[str] = ()
    ) -> None:
        """``names`` are the columns where no row shows them. Raises UsageError."""
        if is_stream(path):
            raise UsageError(
                f"{path}: the columns of such a table are only known at the end: name a file.\n"
                "  Nothing has been written."
            )
        self._suffix = os.path.splitext(split_compression(path.lower())[0])[1]
        if self._suffix == ".parquet":
            pyarrow_with_parquet()
        self._part = Part(path, state)
        super().__init__(self._part)
        self._path = path
        self._work = work
        self._names: list[str] = state["names"] if state else list(names)

    def take(self, task: Batch, result: Result) -> None:
        if isinstance(task, RowBlock):
            lines = list(sound_rows(result))
        else:
            lines = [dumps(row) for row in table_rows(task, result, self._work.reading)]
        self._sink.write(b"".join(line + b"\n" for line in lines))

    def sync(self) -> State:
        return {**super().sync(), "form": "table", "names": self._names}

    def finish(self) -> None:
        self._part.finish_as(self._convert)

    def _convert(self, spool: str, made: str) -> None:
        rows = _Rows(spool)
        if self._suffix == ".parquet":
            write_parquet(self._path, rows, made, self._names, self._work)
        else:
            write_csv(self._path, rows, made, self._names)


class _Rows:
    """The rows of a file of JSON Lines, which can be read several times."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __iter__(self) -> Iterator[dict[str, Any]]:
        with open(self._path, "rb") as lines:
            yield from map(json.loads, lines)


def write_csv(path: str, rows: Iterable[dict[str, Any]], made: str, names: list[str]) -> None:
    """Write ``rows``, read twice, to ``made`` with all their columns; what is no text is a cell of JSON.

    ``path`` is what the user calls it, ``names`` are columns that it has in any case.
    """
    delimiter = "\t" if ".tsv" in path.lower() else ","
    columns = dict.fromkeys(names, False)  # whether it holds lists or objects
    for row in rows:
        for name, value in row.items():
            columns[name] = columns.get(name, False) or isinstance(value, list | dict)
    columns.pop(EMBEDS, None)
    _tell(path, "lists or objects", [name for name, nested in columns.items() if nested])
    compress = compressor(path)
    out: Sink = Compressed(FileSink(made), compress) if compress else FileSink(made)
    header = [*columns, EMBEDS]
    out.write(csv_lines([header], delimiter))
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        out.write(csv_lines([[cell(row.get(name)) for name in header] for row in batch], delimiter))
    out.finish()


def write_parquet(
    path: str, rows: Iterable[dict[str, Any]], made: str, names: list[str], work: ScanConfig
) -> None:
    """Write ``rows``, read twice, to ``made``: each column has the type that all its values have.

    A column whose values have none in common is JSON in text. ``path`` is what the user calls
    it, ``names`` are columns that it has in any case.
    """
    arrow = pyarrow_with_parquet()
    kinds: dict[str, ValueKind] = dict.fromkeys(names)
    for row in rows:
        for name, value in row.items():
            kinds[name] = common(kinds.get(name), kind_of(value))
    kinds.pop(EMBEDS, None)
    _tell(path, "values of several types", [name for name, kind in kinds.items() if has_mixed(kind)])
    fields = [arrow.field(name, arrow_type(arrow, kind)) for name, kind in kinds.items()]
    embeds = arrow.list_(
        arrow.struct(list(embed_schema(arrow, several_fields=bool(work.reading.other_fields))))
    )
    schema = arrow.schema([*fields, arrow.field(EMBEDS, embeds)])
    fitting = (
        {
            **{name: fitted(row.get(name), kind) for name, kind in kinds.items()},
            EMBEDS: embeds_of(row),
        }
        for row in rows
    )
    with arrow.parquet.ParquetWriter(made, schema, compression="zstd") as writer:
        while group := list(islice(fitting, _ROWS)):
            writer.write_table(arrow.Table.from_pylist(group, schema=schema))


def embeds_of(row: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The records in ``row``, as this run or an earlier one has put them there; None for anything else."""
    value = row.get(EMBEDS)
    if isinstance(value, str):
        with suppress(ValueError):
            value = json.loads(value)
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return None
    return [sound(each) for each in value]


def _tell(path: str, what: str, names: list[str]) -> None:
    """Say which columns hold ``what`` and are therefore written as JSON."""
    if names:
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        shown = ", ".join(names[:_SHOWN])
        tell(
            one_line(f"embedparse: {path}: these columns hold {what} and are written as JSON: {shown}{more}")
        )
