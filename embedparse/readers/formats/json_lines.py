"""JSON Lines: a JSON object on each line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import orjson

from embedparse.inputs import InputUnit, ReadError, ReadOptions
from embedparse.readers import rows
from embedparse.readers.formats import InputFormat, ReadMember, Start
from embedparse.readers.formats.json_array import first_object
from embedparse.readers.jsonl import blocks_of, lines_of, read_jsonl
from embedparse.readers.opening import Opened
from embedparse.readers.row_items import Place, bad_row, carried, check_row, text_of_head, units_of_row

_OBJECT = re.compile(rb'\{\s*"(?:[^"\\]|\\.){0,200}"\s*:')


def _read(opened: Opened, reading: ReadOptions, _member: ReadMember) -> Iterator[InputUnit]:
    """Blocks of whole rows; or where the field lies within lists, the documents themselves."""
    first = first_object(text_of_head(opened, reading))
    lists = not reading.other_fields and first and rows.elements_of(first, reading.field) is not None
    if rows.has_lists(reading.field) or lists:
        return carried(_elements(opened, reading), reading)
    return read_jsonl(opened, reading)


def _elements(opened: Opened, reading: ReadOptions) -> Iterator[InputUnit]:
    row = -1
    for number, line in enumerate(lines_of(blocks_of(opened, reading)), 1):
        if line is not None and not line.strip():
            continue
        row += 1
        at = Place.of(opened.place, number, row)
        if line is None:
            message = f"more than --max-size {reading.max_size:,} bytes"
            yield bad_row(opened, at, "size", message)
            continue
        try:
            yield from units_of_row(opened, rows.load(line), at, reading)
        except ReadError as error:
            yield bad_row(opened, at, error.kind, error.message)


def _check(opened: Opened, reading: ReadOptions) -> None:
    check_row(opened, first_object(text_of_head(opened, reading)), reading)


def _looks_like(start: Start) -> bool:
    """Whether the first line is a JSON object, or what one too long to be seen whole begins with."""
    if start.cut:
        return _OBJECT.match(start.line) is not None
    try:
        return start.line.startswith(b"{") and isinstance(orjson.loads(start.line), dict)
    except orjson.JSONDecodeError:
        return False


FORMAT = InputFormat(
    "jsonl",
    suffixes=(".jsonl", ".ndjson", ".jsonlines"),
    read=_read,
    holds="rows",
    looks_like=_looks_like,
    base="json",
    check=_check,
    takes_mark=True,
)
