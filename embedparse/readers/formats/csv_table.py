"""CSV and TSV files with a header."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from embedparse.readers.blocks import Reading, Row, Unit
from embedparse.readers.byte_order_marks import codec_of
from embedparse.readers.damaged_text import ERRORS
from embedparse.readers.formats import InputFormat, ReadMember, Start
from embedparse.readers.opening import Opened
from embedparse.readers.row_items import bad_row, carried, check_row, text_of_head, units_of_row

_QUOTED, _LINE = re.compile('"[^"]*"'), re.compile("[\r\n]")
_WIDEST = 1 << 30  # csv refuses fields over 128 KiB unless told otherwise


def read_csv(opened: Opened, reading: Reading, _member: ReadMember) -> Iterator[Unit]:
    """The rows of a CSV or TSV file with a header; the delimiter is the commonest one of the header."""
    csv.field_size_limit(_WIDEST)
    delimiter = _delimiter(text_of_head(opened, reading))
    encoding = codec_of(opened.head()) or reading.encoding
    lines = io.TextIOWrapper(opened.stream, encoding, ERRORS, newline="")
    table = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        names = _header(table)
    except csv.Error as error:
        yield bad_row(opened, 1, "corrupt", f"no valid CSV: {error}; without its header none of it was read")
        return
    line = table.line_num + 1
    while True:
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            kind = "truncated" if "end of data" in str(error) else "corrupt"
            yield bad_row(opened, line, kind, f"no valid CSV: {error}; what came before was scanned")
            if kind == "truncated":
                return
            line = table.line_num + 1
            continue
        if cells:
            yield _csv_row(opened, names, cells, line, reading)
        line = table.line_num + 1


def _csv_row(opened: Opened, names: list[str], cells: list[str], line: int, reading: Reading) -> Unit:
    row = dict(zip(names, cells, strict=False))
    item = next(units_of_row(opened, row, line, reading)).item  # the text may be a missing cell
    too_many = any(cells[len(names) :])  # empty ones are only delimiters at the end
    if too_many or (len(cells) < len(names) and item.error is not None):
        message = f"the row has {len(cells)} cells, the header {len(names)}"
        return Row(bad_row(opened, line, "corrupt", message), row)
    return Row(item, row | dict.fromkeys(names[len(cells) :], ""))


def _delimiter(text: str) -> str:
    """What parts the cells of the table that begins with ``text``: the commonest sign of its header."""
    header = _LINE.split(_QUOTED.sub("", text), 1)[0]
    return max(",\t;|", key=header.count)


def _header(table: Iterator[list[str]]) -> list[str]:
    """The names of the columns, each its own: one that comes again gets a number. Raises csv.Error."""
    cells: list[str] = next((row for row in table if row), [])
    names: dict[str, None] = {}
    last: dict[str, int] = {}
    for cell in cells:
        name, number = cell, last.get(cell, 1)
        while name in names:
            number += 1
            name = f"{cell}.{number}"
        names[name], last[cell] = None, number
    return list(names)


def columns_of(opened: Opened, reading: Reading) -> list[str]:
    """The names in the header, as far as the head shows it, without taking anything from the stream."""
    text = text_of_head(opened, reading)
    try:
        return _header(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error:
        return []


def _check(opened: Opened, reading: Reading) -> None:
    check_row(opened, dict.fromkeys(columns_of(opened, reading), "") or None, reading)


def _looks_like(start: Start) -> bool:
    """Whether the first line names the wanted field among others, as that of a table does."""
    for delimiter in (b",", b"\t", b";"):
        cells = [cell.strip(b' "\r') for cell in start.line.split(delimiter)]
        if len(cells) > 1 and ".".join(start.field).encode() in cells:
            return True
    return False


def _read(opened: Opened, reading: Reading, member: ReadMember) -> Iterator[Unit]:
    return carried(read_csv(opened, reading, member), reading)


FORMAT = InputFormat(
    "csv",
    suffixes=(".csv", ".tsv", ".tab"),
    read=_read,
    holds="rows",
    looks_like=_looks_like,
    check=_check,
    columns=columns_of,
)
