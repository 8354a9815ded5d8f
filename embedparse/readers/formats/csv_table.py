"""CSV and TSV files with a header."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import TextIO

from embedparse.inputs import InputUnit, ReadError, ReadOptions, TableRow
from embedparse.readers.byte_order_marks import codec_of
from embedparse.readers.damaged_text import ERRORS
from embedparse.readers.formats import InputFormat, ReadMember, Start
from embedparse.readers.opening import Opened
from embedparse.readers.row_items import Place, bad_row, carried, check_row, text_of_head, units_of_row

_QUOTED, _LINE = re.compile('"[^"]*"'), re.compile("[\r\n]")
_PIECE = 1 << 20
_MOST_COLUMNS = 100_000
_WIDEST = 1 << 30  # csv refuses fields over 128 KiB unless told otherwise


def read_csv(opened: Opened, reading: ReadOptions, _member: ReadMember) -> Iterator[InputUnit]:
    """The rows of a CSV or TSV file with a header; the delimiter is the commonest one of the header."""
    csv.field_size_limit(_WIDEST)
    delimiter = _delimiter(text_of_head(opened, reading))
    encoding = codec_of(opened.head()) or reading.encoding
    lines = _Lines(io.TextIOWrapper(opened.stream, encoding, ERRORS, newline=""), reading.max_size)
    table = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        names = _header(table)
    except (csv.Error, ReadError) as error:
        at = Place(f"{opened.place}:1", opened.place)
        yield bad_row(opened, at, "corrupt", f"no valid CSV: {error}; without its header none of it was read")
        return
    line, row = table.line_num + 1, 0
    while True:
        at = Place.of(opened.place, line, row)
        lines.begin_row()
        try:
            cells = next(table)
        except StopIteration:
            return
        except ReadError as error:
            yield bad_row(opened, at, error.kind, error.message)
        except csv.Error as error:
            kind = "truncated" if "end of data" in str(error) else "corrupt"
            yield bad_row(opened, at, kind, f"no valid CSV: {error}; what came before was scanned")
            if kind == "truncated":
                return
        else:
            line = table.line_num + 1
            if _is_blank(cells):
                continue
            yield _csv_row(opened, names, cells, at, reading)
        line, row = table.line_num + 1, row + 1


def _is_blank(cells: list[str]) -> bool:
    """Whether ``cells`` are those of an empty line, or of one of white space alone."""
    return not cells or (len(cells) == 1 and cells[0].isspace())


class _Lines:
    """The lines of a table for `csv.reader`; a row of more than ``limit`` characters is passed over."""

    def __init__(self, stream: TextIO, limit: int | None) -> None:
        self._stream = stream
        self._limit = _WIDEST if limit is None else limit
        self._length = 0
        self._quotes = 0

    def begin_row(self) -> None:
        """Count anew: what comes belongs to the next row."""
        self._length = self._quotes = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        """The next line, or its beginning. Raises ReadError (``size``) behind a row that is too long."""
        pieces: list[str] = []
        while piece := self._stream.readline(_PIECE):
            pieces.append(piece)
            self._length += len(piece)
            self._quotes += piece.count('"')
            if self._length > self._limit:
                pieces.clear()
                self._pass_over(piece)
                raise ReadError("size", f"the row has more than --max-size {self._limit:,} characters")
            if piece.endswith(("\n", "\r")):
                break
        if not pieces:
            raise StopIteration
        return pieces[0] if len(pieces) == 1 else "".join(pieces)

    def _pass_over(self, piece: str) -> None:
        """Read on to the end of the row: a line break behind an even number of quotation marks."""
        while piece and (self._quotes % 2 or not piece.endswith(("\n", "\r"))):
            piece = self._stream.readline(_PIECE)
            self._quotes += piece.count('"')


def _csv_row(
    opened: Opened, names: list[str], cells: list[str], at: Place, reading: ReadOptions
) -> InputUnit:
    row = dict(zip(names, cells, strict=False))
    item = next(units_of_row(opened, row, at, reading)).item  # the text may be a missing cell
    too_many = any(cells[len(names) :])  # empty ones are only delimiters at the end
    if too_many or (len(cells) < len(names) and item.error is not None):
        message = f"the row has {len(cells)} cells, the header {len(names)}"
        return TableRow(bad_row(opened, at, "corrupt", message), row)
    return TableRow(item, row | dict.fromkeys(names[len(cells) :], ""))


def _delimiter(text: str) -> str:
    """What parts the cells of the table that begins with ``text``: the commonest sign of its header."""
    header = _LINE.split(_QUOTED.sub("", text), 1)[0]
    return max(",\t;|", key=header.count)


def _header(table: Iterator[list[str]]) -> list[str]:
    """The names of the columns, one that is repeated with a number. Raises csv.Error, ReadError."""
    cells: list[str] = next((row for row in table if row), [])
    if len(cells) > _MOST_COLUMNS:
        raise ReadError("corrupt", f"its header has more than {_MOST_COLUMNS:,} cells")
    names: dict[str, None] = {}
    last: dict[str, int] = {}
    for cell in cells:
        name, number = cell, last.get(cell, 1)
        while name in names:
            number += 1
            name = f"{cell}.{number}"
        names[name], last[cell] = None, number
    return list(names)


def columns_of(opened: Opened, reading: ReadOptions) -> list[str]:
    """The names in the header, as far as the head shows it, without taking anything from the stream."""
    text = text_of_head(opened, reading)
    try:
        return _header(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except (csv.Error, ReadError):
        return []


def _check(opened: Opened, reading: ReadOptions) -> None:
    check_row(opened, dict.fromkeys(columns_of(opened, reading), "") or None, reading)


def _looks_like(start: Start) -> bool:
    """Whether the first line names the wanted field among others, as that of a table does."""
    for delimiter in (b",", b"\t", b";"):
        cells = [cell.strip(b' "\r') for cell in start.line.split(delimiter)]
        if len(cells) > 1 and ".".join(start.field).encode() in cells:
            return True
    return False


def _read(opened: Opened, reading: ReadOptions, member: ReadMember) -> Iterator[InputUnit]:
    return carried(read_csv(opened, reading, member), reading)


FORMAT = InputFormat(
    "csv",
    suffixes=(".csv", ".tsv", ".tab"),
    read=_read,
    holds="rows",
    looks_like=_looks_like,
    check=_check,
    columns=columns_of,
    same_columns=True,
    takes_mark=True,
)
