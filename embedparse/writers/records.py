"""The records: JSON Lines, CSV, Parquet or SQLite, as the name of the output says."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

import orjson

from embedparse.models import UsageError
from embedparse.readers.formats import split_compression
from embedparse.writers.part import OverSink, Part, State, is_stream, open_sink

#: Turns a file of JSON lines into the finished output.
Convert = Callable[[Iterable[dict[str, Any]], str], None]


class Records(Protocol):
    """Takes records as lines of JSON."""

    def take(self, records: list[bytes]) -> None: ...
    def sync(self) -> State: ...
    def finish(self) -> None: ...
    def abandon(self) -> None: ...


def records_out(path: str, state: State | None = None) -> Records:
    """What writes the records to ``path``.

    Raises:
        UsageError: the suffix is unknown, a library is missing, or the file cannot be written.
    """
    stem, compression = split_compression(path.lower())
    suffix = os.path.splitext(stem)[1]
    if suffix in (".jsonl", ".ndjson", ".json"):
        return JsonLines(open_sink(path, state))
    if suffix in (".csv", ".tsv"):
        from embedparse.writers.csv_records import CsvRecords

        return CsvRecords(open_sink(path, state), "\t" if suffix == ".tsv" else ",", begun=state is not None)
    if compression is None and suffix == ".parquet" and not is_stream(path):
        from embedparse.readers.parquet import pyarrow
        from embedparse.writers.parquet_records import write_parquet

        pyarrow()
        return Converted(path, write_parquet, state)
    if compression is None and suffix in (".sqlite", ".sqlite3", ".db") and not is_stream(path):
        from embedparse.writers.sqlite_records import write_sqlite

        return Converted(path, write_sqlite, state)
    if is_stream(path):
        return JsonLines(open_sink(path))
    raise UsageError(
        f"{path}: records go to .jsonl, .csv, .tsv (each also with .gz, .zst, .bz2, .xz), .parquet,"
        " .sqlite or .db.\n  Nothing has been written."
    )


class JsonLines(OverSink):
    """One record a line, as they come."""

    def take(self, records: list[bytes]) -> None:
        if records:
            self._sink.write(b"\n".join(records) + b"\n")


class Converted(JsonLines):
    """Formats that cannot be gone on with after a break: kept as JSON lines, turned into them at the end."""

    def __init__(self, path: str, convert: Convert, state: State | None) -> None:
        self._part = Part(path, state)
        super().__init__(self._part)
        self._convert = convert

    def finish(self) -> None:
        self._part.finish_as(lambda spool, made: self._convert(_lines(spool), made))


def _lines(path: str) -> Iterator[dict[str, Any]]:
    with open(path, "rb") as lines:
        for line in lines:
            yield typed(line)


def typed(line: bytes) -> Any:
    """The value of JSON that `dumps` made; lone surrogates, which no typed format can hold, become U+FFFD."""
    if b"\\ud" not in line:
        return orjson.loads(line)
    text = json.dumps(json.loads(line), ensure_ascii=False)
    return orjson.loads(text.encode("utf-8", "replace"))
