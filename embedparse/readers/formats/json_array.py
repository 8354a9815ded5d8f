"""JSON files: an array of objects, or one object. Each is a row."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from embedparse.inputs import InputUnit, ReadError, ReadOptions
from embedparse.readers import rows
from embedparse.readers.byte_order_marks import codec_of
from embedparse.readers.damaged_text import ERRORS, MARKS
from embedparse.readers.formats import InputFormat, ReadMember, Start
from embedparse.readers.opening import Opened
from embedparse.readers.row_items import Place, bad_row, carried, check_row, text_of_head, units_of_row
from embedparse.writers.article_files import JsonArray

_ROWS = re.compile(rb"\[\s*(?:\{|\])")
_STRUCTURE = re.compile(r'["{}\[\]]')
_IN_STRING = re.compile(r'"|\\.', re.DOTALL)
_PIECE, _MOST = 1 << 20, 1 << 24
_LONGEST_TOKEN = 64
"""Characters of JSON, strings apart, that can only be judged as a whole: `-Infinity`, an escape."""


def read_json(opened: Opened, reading: ReadOptions, _member: ReadMember) -> Iterator[InputUnit]:
    """The elements of a JSON array, one after the other; or the one object there is.

    The array is never held whole: the decoder takes element after element from a moving window.
    """
    window = _Window(opened, reading.encoding, reading.max_size)
    number = -1
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
            at = _place(opened, number)
            try:
                value = window.decode()
            except TooLargeError as error:
                yield bad_row(opened, at, error.kind, error.message)
                continue
            if isinstance(value, dict):
                yield from units_of_row(opened, value, at, reading, sound=window.sound)
            else:
                yield bad_row(opened, at, "not-an-object", "an element must be a JSON object")
        number += 1
        if mark == "":
            raise ReadError("truncated", "the array ends too early; what came before was scanned")
        window.take(1)
        if window.next():
            raise ReadError("json", "more follows the JSON array; it was not read")
    except ReadError as error:
        yield bad_row(opened, _place(opened, max(number, 0)), error.kind, error.message)


def _place(opened: Opened, row: int) -> Place:
    """That of the element number ``row`` (from 0)."""
    return Place.of(opened.place, row + 1, row)


def _only_object(window: _Window, opened: Opened, reading: ReadOptions) -> Iterator[InputUnit]:
    value = window.decode()
    if not isinstance(value, dict):
        raise ReadError("not-an-object", "neither an array of JSON objects nor one object")
    if window.next():
        raise ReadError("json", "more follows the JSON object; rows must be in an array, or one to a line")
    yield from units_of_row(opened, value, _place(opened, 0), reading, sound=window.sound)


class TooLargeError(ReadError):
    """A value over the limit, which has been passed over."""


class _Window:
    """A part of a JSON text that moves on as values are taken from it."""

    def __init__(self, opened: Opened, encoding: str, limit: int | None) -> None:
        """``limit``: characters of the longest value that is held."""
        self._limit = limit
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
        data = self._stream.read(min(max(_PIECE, len(self._text) - self._at), _MOST))  # grows with the value
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
        """The JSON value that begins here.

        Raises:
            TooLargeError: it is over the limit; it has been passed over.
            ReadError: ``json``, ``truncated``.
        """
        while True:
            self._check_values()
            try:
                value, end = self._json.raw_decode(self._text, self._at)
            except RecursionError:
                raise ReadError("json", "nested too deeply to read") from None
            except ValueError as error:
                if self._is_over_limit() and self._may_go_on(error):
                    self._skip()
                    raise TooLargeError("size", f"more than --max-size {self._limit:,}") from None
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

    def _check_values(self) -> None:
        try:
            rows.check_values(self._text, ",", "[", "{")
        except ReadError as error:
            self._skip()
            raise TooLargeError(error.kind, error.message) from None

    def _is_over_limit(self) -> bool:
        return self._limit is not None and len(self._text) - self._at > max(self._limit, _PIECE)

    def _skip(self) -> None:
        """Pass over the value that begins here without holding it."""
        depth, in_string = 0, False
        while True:
            found = (_IN_STRING if in_string else _STRUCTURE).search(self._text, self._at)
            if found is None:
                held = in_string and self._text.endswith("\\", self._at)  # what it escapes comes next
                self._at = len(self._text) - held
                if not self._more():
                    return
                continue
            self._at = found.end()
            sign = found[0]
            if sign == '"':
                in_string = not in_string
            elif not in_string:
                depth += 1 if sign in "{[" else -1
            if depth <= 0 and not in_string:
                return

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


def _check(opened: Opened, reading: ReadOptions) -> None:
    text = text_of_head(opened, reading).lstrip("[ \t\r\n")
    check_row(opened, first_object(text), reading)


def _looks_like(start: Start) -> bool:
    return _ROWS.match(start.text) is not None


def _read(opened: Opened, reading: ReadOptions, member: ReadMember) -> Iterator[InputUnit]:
    return carried(read_json(opened, reading, member), reading)


FORMAT = InputFormat(
    "json",
    suffixes=(".json",),
    read=_read,
    holds="rows",
    looks_like=_looks_like,
    check=_check,
    takes_mark=True,
    write=JsonArray,
)
