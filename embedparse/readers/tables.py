"""Tables in text: JSON arrays, CSV and TSV. Each row becomes an item that carries its row."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from embedparse.models import UsageError
from embedparse.outlets import url_of_row
from embedparse.readers import rows
from embedparse.readers.blocks import Item, ReadError, Reading, Row, Unit
from embedparse.readers.byte_order_marks import codec_of
from embedparse.readers.damaged_text import ERRORS, MARKS
from embedparse.readers.kept_columns import kept_values
from embedparse.readers.opening import Opened, open_source
from embedparse.readers.sources import STDIN, Source

_QUOTED, _LINE = re.compile('"[^"]*"'), re.compile("[\r\n]")
_PIECE = 1 << 20
_LONGEST_TOKEN = 64
"""Characters of JSON, strings apart, that can only be judged as a whole: `-Infinity`, an escape."""
_WIDEST = 1 << 30  # csv refuses fields over 128 KiB unless told otherwise


def item_of(
    opened: Opened, row: dict[str, Any], number: int, reading: Reading, *, sound: bool = False
) -> Item:
    """The document of ``row``, which is number ``number`` (a line or a row, from 1) of its file.

    ``sound``: all bytes were in the encoding, so that halves of characters come from escapes.
    """
    place = f"{opened.place}:{number}"
    doc = rows.id_of(row, reading.id_field) or place
    try:
        text = rows.text_of(row, reading.field)
    except ReadError as error:
        return Item(doc, place, opened.inside, error=(error.kind, error.message))
    if not sound and MARKS.search(text):
        message = f"not valid {reading.encoding}; name the encoding with --encoding, like windows-1252"
        return Item(doc, place, opened.inside, error=("encoding", message))
    kept = kept_values(row, reading.keep, reading.field) if reading.keep else None
    return Item(doc, place, opened.inside, payload=text, url=url_of_row(row), kept=kept)


def bad_row(opened: Opened, number: int, kind: str, message: str) -> Item:
    place = f"{opened.place}:{number}"
    return Item(place, place, opened.inside, error=(kind, message))


def read_json(opened: Opened, reading: Reading) -> Iterator[Unit]:
    """The elements of a JSON array, one after the other; or the one object there is.

    The array is never held whole: the decoder takes element after element from a moving window.
    """
    window = _Window(opened, reading.encoding)
    number = 0
    try:
        mark = window.next()
        if not mark:  # nothing but blanks
            return
        if mark != "[":
            yield _only_object(window, opened, reading)
            return
        window.take(1)
        while (mark := window.next()) not in ("]", ""):
            if mark == ",":
                window.take(1)
                continue
            number += 1
            value = window.decode()
            if isinstance(value, dict):
                yield Row(item_of(opened, value, number, reading, sound=window.sound), value)
            else:
                yield bad_row(opened, number, "not-an-object", "an element must be a JSON object")
        number += 1
        if mark == "":
            raise ReadError("truncated", "the array ends too early; what came before was scanned")
        window.take(1)
        if window.next():
            raise ReadError("json", "more follows the JSON array; it was not read")
    except ReadError as error:
        yield bad_row(opened, max(number, 1), error.kind, error.message)


def _only_object(window: _Window, opened: Opened, reading: Reading) -> Unit:
    value = window.decode()
    if not isinstance(value, dict):
        raise ReadError("not-an-object", "neither an array of JSON objects nor one object")
    if window.next():
        raise ReadError("json", "more follows the JSON object; rows must be in an array, or one to a line")
    return Row(item_of(opened, value, 1, reading, sound=window.sound), value)


class _Window:
    """A part of a JSON text that moves on as values are taken from it."""

    def __init__(self, opened: Opened, encoding: str) -> None:
        self._stream = opened.stream
        name = codec_of(opened.head()) or ("utf-8-sig" if encoding == "utf-8" else encoding)
        self._decoder = codecs.getincrementaldecoder(name)(ERRORS)
        self._json = json.JSONDecoder()
        self._text = ""
        self._at = 0
        self._ended = False
        self.sound = True  # no byte so far that is not in the encoding

    def _more(self) -> bool:
        if self._ended:
            return False
        data = self._stream.read(max(_PIECE, len(self._text) - self._at))  # doubles for a large value
        more = self._decoder.decode(data, final=not data)
        self.sound = self.sound and (more.isascii() or not MARKS.search(more))
        self._text = self._text[self._at :] + more
        self._at = 0
        self._ended = not data
        return True

    def next(self) -> str:
        """The next character that is no white space, left where it is; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in " \t\r\n\ufeff":
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def take(self, count: int) -> None:
        self._at += count

    def decode(self) -> Any:
        """The JSON value that begins here. Raises ReadError (``json``, ``truncated``, ``encoding``)."""
        while True:
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except RecursionError:
                raise ReadError("json", "nested too deeply to read") from None
            except ValueError as error:
                if not self._may_go_on(error) or not self._more():
                    cut = (
                        isinstance(error, json.JSONDecodeError) and error.pos >= len(self._text.rstrip()) - 1
                    )
                    kind = "truncated" if cut or "Unterminated" in str(error) else "json"
                    raise ReadError(kind, f"no valid JSON: {error}; the rest of it was not read") from None
                continue
            if end == len(self._text) and self._more():
                continue  # a number may go on behind the window
            self._at = end
            return value

    def _may_go_on(self, error: ValueError) -> bool:
        """Whether what follows may make the value valid; else a damage would draw the whole file in."""
        if not isinstance(error, json.JSONDecodeError) or error.msg.startswith("Unterminated"):
            return True
        return error.pos >= len(self._text) - _LONGEST_TOKEN


def read_csv(opened: Opened, reading: Reading) -> Iterator[Unit]:
    """The rows of a CSV or TSV file with a header; the delimiter is told from the header.

    Raises:
        UsageError: see `check_columns`.
    """
    csv.field_size_limit(_WIDEST)
    delimiter = _delimiter(_text_of_head(opened, reading))
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
    item = item_of(opened, row, line, reading)  # without the cells that are missing: the text may be one
    too_many = any(cells[len(names) :])  # empty ones are only delimiters at the end
    if too_many or (len(cells) < len(names) and item.error is not None):
        message = f"the row has {len(cells)} cells, the header {len(names)}"
        return Row(bad_row(opened, line, "corrupt", message), row)
    return Row(item, row | dict.fromkeys(names[len(cells) :], ""))


def _text_of_head(opened: Opened, reading: Reading) -> str:
    head = opened.head()
    return head.decode(codec_of(head) or reading.encoding, "replace").lstrip("\ufeff \t\r\n")


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


def check_columns(opened: Opened, reading: Reading) -> None:
    """Refuse a table whose first row has no such field, before anything is written.

    Raises:
        UsageError: with the fields that it has.
    """
    first = first_row(opened, reading)
    if first is None:
        return
    try:
        rows.text_of(first, reading.field)
    except ReadError as error:
        if error.kind == "no-field":
            name = ".".join(reading.field)
            raise UsageError(
                f'{opened.place}, line 1: this row has no field "{name}".\n'
                f"{rows.field_advice(first, reading.field)}"
            ) from None


def columns_of(source: Source, reading: Reading) -> list[str]:
    """The names in the header of a table without rows; none for what is no such table."""
    if source.path == STDIN:  # it has been read
        return []
    try:
        opened = open_source(source, reading)
    except ReadError:
        return []
    with opened.stream:
        return list(first_row(opened, reading) or ()) if opened.format == "csv" else []


def first_row(opened: Opened, reading: Reading) -> dict[str, Any] | None:
    """The first row of ``opened`` as far as its head shows it, without taking anything from it."""
    text = _text_of_head(opened, reading)
    if opened.format == "csv":
        try:
            names = _header(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
        except csv.Error:
            return None
        return dict.fromkeys(names, "") or None
    if opened.format == "json":
        text = text.lstrip("[ \t\r\n")
    try:
        value, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None  # damaged, or longer than the head: it fails by itself if it must
    return value if isinstance(value, dict) else None
