"""Records read back from what `embedparse scan -o` wrote, one at a time."""

from __future__ import annotations

import codecs
import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson

from embedparse.columnar import pyarrow_with_parquet
from embedparse.inputs import ReadError, ReadOptions
from embedparse.models import DocumentError, UsageError
from embedparse.readers import rows as rows_of_json
from embedparse.readers.opening import Opened, open_source
from embedparse.readers.sources import expand
from embedparse.writers.csv_records import parts_of, without_apostrophe
from embedparse.writers.schema import LISTS

Record = dict[str, Any]

#: What a record cannot do without.
_SPANS = "spans"
_NEEDED = "platform"
_SQLITE = b"SQLite format 3\x00"
_WIDEST = 1 << 30  # csv refuses cells over 128 KiB unless told otherwise


def records(name: str) -> Iterator[Record | DocumentError]:
    """The records of the files that ``name`` names (``-``: standard input), in any format of `scan`.

    A record that cannot be read comes as the error that says why, and the reading goes on.

    Raises:
        UsageError: there is no such file, it holds no records, or a library to read it is missing.
    """
    for source in expand((name,)):
        try:
            opened = open_source(source, ReadOptions(field=(_NEEDED,)))
        except ReadError as error:
            raise UsageError(f"{source.path}: {error}") from None
        with opened.stream:
            yield from _checked(_rows(opened), opened.place)
            if opened.problems():
                message = opened.problems()[0][1].replace("scanned", "counted")
                yield DocumentError(f"{opened.place}: {message}")


def rows(name: str) -> Iterator[Record]:
    """The rows of the files that ``name`` names: records, or questions that `scan --questions` wrote.

    Raises:
        UsageError: there is no such file, or one of its rows is neither.
    """
    for source in expand((name,)):
        try:
            opened = open_source(source, ReadOptions(field=(_NEEDED,)))
        except ReadError as error:
            raise UsageError(f"{source.path}: {error}") from None
        with opened.stream:
            for number, row in enumerate(_rows(opened), 1):
                if isinstance(row, DocumentError) or not (
                    "candidates" in row or row.get(_NEEDED) or row.get("kind") == "quote"
                ):
                    raise UsageError(
                        f"{opened.place}, row {number}: neither a record nor a question.\n"
                        "  Name what `embedparse scan -o` or `embedparse scan --questions` wrote."
                    )
                yield row


def _rows(opened: Opened) -> Iterator[Record | DocumentError]:
    head = opened.head()
    if head.startswith(_SQLITE):
        if opened.path is None:
            raise UsageError(f"{opened.place}: a SQLite database is read from a plain file only.")
        return _sqlite(opened.path)
    if opened.name.lower().endswith(".xlsx"):
        raise UsageError(
            f"{opened.place}: spreadsheets are not read: name records in JSON Lines, CSV, Parquet or SQLite."
        )
    if opened.format == "parquet":
        return _parquet(opened)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")) or not head:
        return _lines(opened)
    return _csv(opened)


def _checked(read: Iterator[Record | DocumentError], place: str) -> Iterator[Record | DocumentError]:
    for number, row in enumerate(read, 1):
        if isinstance(row, DocumentError):
            problem = str(row)
        elif not isinstance(row.get(_NEEDED), str) and row.get("kind") != "quote":  # "social media" has none
            problem = f'no "{_NEEDED}" in it, so it is no record; it has: {rows_of_json.keys_of(row)}'
        elif odd := next((name for name in LISTS if not _is_list(row.get(name))), None):
            problem = f'"{odd}" is no list of texts, so it is no record'
        else:
            yield row
            continue
        problem = f"{place}, record {number}: {problem}"
        if number == 1:
            raise UsageError(f"{problem}\n  Name what `embedparse scan -o` wrote.")
        yield DocumentError(problem)


def _is_list(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(part, str) for part in value))


def _lines(opened: Opened) -> Iterator[Record | DocumentError]:
    for number, line in enumerate(opened.stream):
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line
        if not line.strip():
            continue
        try:
            yield rows_of_json.load(line)
        except ReadError as error:
            yield error


def _csv(opened: Opened) -> Iterator[Record | DocumentError]:
    csv.field_size_limit(_WIDEST)
    header = opened.head().decode("utf-8", "replace").split("\n", 1)[0]
    read = without_apostrophe if opened.head().startswith(codecs.BOM_UTF8) else str
    delimiter = max(",\t;", key=header.count)
    table = csv.DictReader(
        io.TextIOWrapper(opened.stream, "utf-8-sig", "replace", newline=""), delimiter=delimiter
    )
    try:
        if _NEEDED not in (table.fieldnames or ()):
            yield dict.fromkeys(table.fieldnames or ())
        for row in table:
            cells = {name: read(cell or "") for name, cell in row.items() if name}
            lists = {name: parts_of(name, cells.get(name, "")) for name in LISTS}
            found = {name: cell or None for name, cell in cells.items()} | lists
            yield found | {_SPANS: spans_of(cells.get(_SPANS, ""))}
    except csv.Error as error:
        yield DocumentError(f"not valid CSV: {error}; what follows was not read")


def spans_of(cell: str) -> list[list[int]]:
    """The spans that a cell of CSV holds, none where it holds something else.

    >>> spans_of("3-10 12-20"), spans_of("x")
    ([[3, 10], [12, 20]], [])
    """
    pairs = [part.split("-") for part in cell.split()]
    if all(len(pair) == 2 and pair[0].isdecimal() and pair[1].isdecimal() for pair in pairs):
        return [[int(start), int(end)] for start, end in pairs]
    return []


def _parquet(opened: Opened) -> Iterator[Record | DocumentError]:
    arrow = pyarrow_with_parquet()
    try:
        with arrow.parquet.ParquetFile(opened.seekable()) as file:
            for batch in file.iter_batches(use_threads=False):
                yield from batch.to_pylist()
    except (OSError, arrow.ArrowException, ValueError) as error:
        yield DocumentError(f"no sound Parquet: {str(error).splitlines()[0]}")


def _sqlite(path: str) -> Iterator[Record | DocumentError]:
    try:
        with closing(sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            for row in database.execute("SELECT * FROM embeds ORDER BY embed"):
                record = dict(row)
                names = (name for name in (*LISTS, _SPANS) if name in record)
                yield record | {name: orjson.loads(record[name] or "[]") for name in names}
    except (sqlite3.Error, orjson.JSONDecodeError) as error:
        yield DocumentError(f"no sound database of records: {error}")
