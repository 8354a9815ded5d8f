"""JSON files: an array of objects, or one object. Each is a row."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from embedparse.readers.blocks import ReadError, Reading, Unit
from embedparse.readers.byte_order_marks import codec_of
from embedparse.readers.damaged_text import ERRORS, MARKS
from embedparse.readers.formats import InputFormat, ReadMember, Start
from embedparse.readers.opening import Opened
from embedparse.readers.row_items import bad_row, carried, check_row, text_of_head, units_of_row

_ROWS = re.compile(rb"\[\s*(?:\{|\])")
_PIECE = 1 << 20
_LONGEST_TOKEN = 64
"""Characters of JSON, strings apart, that can only be judged as a whole: `-Infinity`, an escape."""


def read_json(opened: Opened, reading: Reading, _member: ReadMember) -> Iterator[Unit]:
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
            yield from _only_object(window, opened, reading)
            return
        window.take(1)
        while (mark := window.next()) not in ("]", ""):
            if mark == ",":
                window.take(1)
                continue
            number += 1
            value = window.decode()
            if isinstance(value, dict):
                yield from units_of_row(opened, value, number, reading, sound=window.sound)
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


def _only_object(window: _Window, opened: Opened, reading: Reading) -> Iterator[Unit]:
    value = window.decode()
    if not isinstance(value, dict):
        raise ReadError("not-an-object", "neither an array of JSON objects nor one object")
    if window.next():
        raise ReadError("json", "more follows the JSON object; rows must be in an array, or one to a line")
    yield from units_of_row(opened, value, 1, reading, sound=window.sound)


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


def first_object(text: str) -> dict[str, Any] | None:
    """The JSON object that ``text`` begins with; None where it is damaged, or longer."""
    try:
        value, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _check(opened: Opened, reading: Reading) -> None:
    text = text_of_head(opened, reading).lstrip("[ \t\r\n")
    check_row(opened, first_object(text), reading)


def _looks_like(start: Start) -> bool:
    return _ROWS.match(start.text) is not None


def _read(opened: Opened, reading: Reading, member: ReadMember) -> Iterator[Unit]:
    return carried(read_json(opened, reading, member), reading)


FORMAT = InputFormat(
    "json", suffixes=(".json",), read=_read, holds="rows", looks_like=_looks_like, check=_check
)
