"""Records read back from what `embedparse scan -o` wrote, one at a time."""

from __future__ import annotations

import csv
import gzip
import io
import sqlite3
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from typing import Any, BinaryIO, cast

import orjson

from embedparse.models import DocumentError, UsageError

STDIN = "-"
#: What a record cannot do without, and its fields that hold a list.
_NEEDED = "platform"
_LISTS = ("links", "media", "hashtags", "mentions", "cashtags", "spans", "evidence")
_HEAD = 1 << 16
_GZIP, _ZSTD, _PARQUET, _SQLITE = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PAR1", b"SQLite format 3\x00"

Record = dict[str, Any]


def records(path: str) -> Iterator[Record | DocumentError]:
    """The records of ``path`` (``-``: standard input), told by content: JSON Lines, CSV, Parquet, SQLite.

    A row that cannot be read comes as the error that says why, and the reading goes on.

    Raises:
        UsageError: there is no such file, or it holds no records.
    """
    name = "standard input" if path == STDIN else path
    try:
        with _opened(path) as raw:
            head = cast(io.BufferedReader, raw).peek(_HEAD)
            if head.startswith((_PARQUET, _SQLITE)):
                if path == STDIN:
                    raise UsageError(f"{name}: Parquet and SQLite cannot be read from a pipe; name the file.")
                rows = _parquet(path) if head.startswith(_PARQUET) else _sqlite(path)
            else:
                rows = _lines(_decompressed(raw, head))
            yield from _checked(rows, name)
    except (EOFError, zlib.error, gzip.BadGzipFile, sqlite3.Error) as error:
        yield DocumentError(f"{name}: damaged or cut off: {error}; what came before it was counted")
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror or error}") from None


def _opened(path: str) -> BinaryIO:
    if path == STDIN:
        return cast(BinaryIO, sys.stdin.buffer)
    return open(path, "rb")


def _decompressed(raw: BinaryIO, head: bytes) -> BinaryIO:
    if head.startswith(_GZIP):
        return cast(BinaryIO, gzip.open(raw))
    if head.startswith(_ZSTD):
        try:
            import zstandard
        except ImportError:
            raise UsageError("reading .zst needs: pip install zstandard") from None
        return cast(BinaryIO, io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(raw)))
    return raw


def _checked(rows: Iterator[Any], name: str) -> Iterator[Record | DocumentError]:
    for number, row in enumerate(rows, 1):
        if isinstance(row, dict) and isinstance(row.get(_NEEDED), str):
            for field in _LISTS:
                row[field] = _listed(row.get(field))
            yield row
            continue
        if isinstance(row, DocumentError):
            problem = f"{name}, record {number}: {row}"
        elif isinstance(row, dict):
            problem = f'{name}, record {number}: no "{_NEEDED}" in it, so it is no record; it has: '
            problem += ", ".join(list(row)[:12]) or "nothing"
        else:
            problem = f"{name}, record {number}: a record is a JSON object, this is not"
        if number == 1:
            raise UsageError(f"{problem}\n  Name what `embedparse scan -o` wrote.")
        yield DocumentError(problem)


def _listed(value: Any) -> list[Any]:
    """A list however its format keeps it: as a list, as JSON, or as words between blanks."""
    if isinstance(value, str):
        if value.startswith("["):
            try:
                value = orjson.loads(value)
            except orjson.JSONDecodeError:
                return []
        else:
            return value.split()
    return value if isinstance(value, list) else []


def _lines(stream: BinaryIO) -> Iterator[Any]:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(Any, stream))
    start = buffered.peek(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()
    if start and not start.startswith((b"{", b"[")):
        yield from _csv(buffered)
        return
    for number, line in enumerate(buffered):
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line
        if not line.strip():
            continue
        try:
            yield orjson.loads(line)
        except orjson.JSONDecodeError as error:
            yield DocumentError(f"not valid JSON: {error}")


def _csv(stream: BinaryIO) -> Iterator[Any]:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    csv.field_size_limit(1 << 28)
    rows = csv.DictReader(text)
    try:
        if _NEEDED not in (rows.fieldnames or ()):
            yield dict.fromkeys(rows.fieldnames or ())
        yield from rows
    except csv.Error as error:
        yield DocumentError(f"not valid CSV: {error}; what follows it was not read")


def _parquet(path: str) -> Iterator[Any]:
    try:
        from pyarrow import parquet
    except ImportError:
        raise UsageError("reading Parquet needs: pip install 'embedparse[parquet]'") from None
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=4096):
            yield from batch.to_pylist()


def _sqlite(path: str) -> Iterator[Any]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        for row in database.execute("SELECT * FROM embeds ORDER BY rowid"):
            yield dict(row)
