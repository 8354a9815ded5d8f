"""The records: JSON Lines, CSV, Parquet, SQLite or a spreadsheet, as the name of the output says."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

import orjson

from embedparse.columnar import pyarrow_with_parquet
from embedparse.jobs import ScanConfig
from embedparse.models import UsageError
from embedparse.readers.compression import split_compression
from embedparse.readers.kept_columns import ALL, record_keys
from embedparse.writers.csv_records import CsvRecords, csv_writer
from embedparse.writers.parquet_records import write_parquet
from embedparse.writers.part import OverSink, Part, State, compressor, is_stream, open_sink
from embedparse.writers.schema import COLUMNS, FIELD, NO_KEPT, KeptColumns
from embedparse.writers.xlsx_records import write_xlsx, xlsxwriter

#: Turns records, which can be read several times, into the finished output at a path.
Convert = Callable[[Iterable[dict[str, Any]], str, KeptColumns], None]

_DELIMITERS = {".csv": ",", ".tsv": "\t"}
#: Made from all records at the end, and into plain files only.
_CONVERTED = (".parquet", ".sqlite", ".sqlite3", ".db", ".xlsx")
_SUFFIXES = ".jsonl, .csv, .tsv (each also with .gz, .zst, .bz2, .xz), .parquet, .sqlite, .db or .xlsx"


class Records(Protocol):
    """Takes records as lines of JSON."""

    def take(self, records: list[bytes]) -> None: ...
    def sync(self) -> State: ...
    def finish(self) -> None: ...
    def abandon(self) -> None: ...


def records_out(
    path: str, state: State | None = None, columns: KeptColumns = NO_KEPT, *, csv_safe: bool = False
) -> Records:
    """What writes the records to ``path``.

    ``columns`` are the kept columns; ``csv_safe``: tables in text are for spreadsheets.

    Raises:
        UsageError: the suffix is unknown, a library is missing, or the file cannot be written.
    """
    stem, compression = split_compression(path.lower())
    suffix = os.path.splitext(stem)[1]
    if csv_safe and suffix not in _DELIMITERS:
        raise UsageError(
            "--csv-safe is for records in .csv or .tsv: name one with -o.\n  Nothing has been written."
        )
    if suffix in (".jsonl", ".ndjson", ".json"):
        return JsonLines(open_sink(path, state))
    if suffix in _DELIMITERS:
        return _csv_out(path, _DELIMITERS[suffix], state, columns, csv_safe)
    if is_stream(path) and suffix not in _CONVERTED:
        return JsonLines(open_sink(path))
    if suffix not in _CONVERTED or compression is not None or is_stream(path):
        raise UsageError(f"{path}: records go to {_SUFFIXES}.\n  Nothing has been written.")
    return Converted(path, _converter(suffix), state, columns)


def kept_columns(config: ScanConfig, *, typed: bool = True) -> KeptColumns:
    """The kept columns of the records of a run, and the one that names the field where there are several.

    ``typed``: see `KeptColumns`. Raises UsageError.
    """
    keep = config.reading.keep
    names = tuple(name for name in record_keys(keep) if name not in COLUMNS)
    own = (FIELD,) if config.reading.other_fields else ()
    return KeptColumns(own + names, ALL in keep, typed)


def _converter(suffix: str) -> Convert:
    """What writes the format of a suffix of `_CONVERTED`. Raises UsageError."""
    if suffix == ".parquet":
        pyarrow_with_parquet()
        return write_parquet
    if suffix == ".xlsx":
        xlsxwriter()
        return write_xlsx
    from embedparse.writers.sqlite_records import write_sqlite

    return write_sqlite


def _csv_out(path: str, delimiter: str, state: State | None, columns: KeptColumns, safe: bool) -> Records:
    """Written as the records are found, unless its header is only known at the end."""
    if not columns.vary:
        names = (*COLUMNS, *columns.names)
        return CsvRecords(open_sink(path, state), delimiter, names, safe=safe, begun=state is not None)
    if is_stream(path):
        raise UsageError(
            f"{path}: the columns of --keep '*' are only known at the end: name a file, or the columns.\n"
            "  Nothing has been written."
        )
    return Converted(path, csv_writer(delimiter, compressor(path), safe=safe), state, columns)


class JsonLines(OverSink):
    """One record a line, as they come."""

    def take(self, records: list[bytes]) -> None:
        if records:
            self._sink.write(b"\n".join(records) + b"\n")


class Converted(JsonLines):
    """Formats that cannot be resumed: the records are kept as JSON Lines and converted at the end."""

    def __init__(self, path: str, convert: Convert, state: State | None, columns: KeptColumns) -> None:
        self._part = Part(path, state)
        super().__init__(self._part)
        self._convert = convert
        self._columns = columns

    def finish(self) -> None:
        self._part.finish_as(lambda spool, made: self._convert(_Lines(spool), made, self._columns))


class _Lines:
    """The records of a file of JSON Lines, which can be read several times."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __iter__(self) -> Iterator[dict[str, Any]]:
        with open(self._path, "rb") as lines:
            for line in lines:
                yield typed(line)


def typed(line: bytes) -> Any:
    """The value of JSON that `dumps` made; lone surrogates, which no typed format can hold, become U+FFFD."""
    if b"\\ud" not in line:
        return orjson.loads(line)
    text = json.dumps(json.loads(line), ensure_ascii=False)
    return orjson.loads(text.encode("utf-8", "replace"))
