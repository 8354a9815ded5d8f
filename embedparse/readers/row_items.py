"""Rows of tables as documents: the item of a row, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from embedparse.inputs import InputDocument, InputUnit, ReadError, ReadOptions, TableRow
from embedparse.models import UsageError
from embedparse.outlets import url_of_row
from embedparse.readers import rows
from embedparse.readers.byte_order_marks import codec_of
from embedparse.readers.damaged_text import MARKS
from embedparse.readers.kept_columns import check_kept, kept_values
from embedparse.readers.opening import Opened


def units_of_row(
    opened: Opened, row: dict[str, Any], number: int, reading: ReadOptions, *, sound: bool = False
) -> Iterator[TableRow]:
    """The documents of ``row``, which is number ``number`` (a line or a row, from 1) of its file.

    One, or one for each element of a list that the field's path passes through: the element is their
    row. ``sound``: all bytes were in the encoding, so that halves of characters come from escapes.
    """
    place = f"{opened.place}:{number}"
    inner = rows.elements_of(row, reading.field)
    if inner is None:
        yield TableRow(_item(opened, row, reading.field, place, reading, sound=sound), row)
        return
    for count, (element, path) in enumerate(inner, 1):
        item = _item(opened, element, path, f"{place}:{count}", reading, sound=sound)
        yield TableRow(item._replace(field=path), element)
    if not inner:
        yield TableRow(InputDocument(place, place, opened.inside, skip="empty"), row)


def _item(
    opened: Opened,
    row: dict[str, Any],
    field: tuple[str, ...],
    place: str,
    reading: ReadOptions,
    *,
    sound: bool,
) -> InputDocument:
    doc = rows.id_of(row, reading.id_field) or place
    try:
        text = rows.text_of(row, field)
    except ReadError as error:
        return InputDocument(doc, place, opened.inside, error=(error.kind, error.message))
    if not sound and MARKS.search(text):
        message = f"not valid {reading.encoding}; name the encoding with --encoding, like windows-1252"
        return InputDocument(doc, place, opened.inside, error=("encoding", message))
    kept = kept_values(row, reading.keep, field) if reading.keep else None
    return InputDocument(doc, place, opened.inside, payload=text, url=url_of_row(row), kept=kept)


def bad_row(opened: Opened, number: int, kind: str, message: str) -> InputDocument:
    """What says that the row ``number`` cannot be read."""
    place = f"{opened.place}:{number}"
    return InputDocument(place, place, opened.inside, error=(kind, message))


def carried(units: Iterator[InputUnit], reading: ReadOptions) -> Iterator[InputUnit]:
    """``units`` with their rows only where the articles need these."""
    if reading.carry:
        return units
    return (unit.item if isinstance(unit, TableRow) else unit for unit in units)


def text_of_head(opened: Opened, reading: ReadOptions) -> str:
    """The beginning of ``opened`` as text."""
    head = opened.head()
    return head.decode(codec_of(head) or reading.encoding, "replace").lstrip("\ufeff \t\r\n")


def check_row(opened: Opened, first: dict[str, Any] | None, reading: ReadOptions) -> None:
    """Refuse a table whose ``first`` row has no field as wanted, before anything is written.

    Raises:
        UsageError: with the fields that it has.
    """
    if first is None or rows.elements_of(first, reading.field) is not None:
        return
    check_kept(opened.place, first, reading.keep, fixed=opened.format == "csv")
    try:
        rows.text_of(first, reading.field)
    except ReadError as error:
        if error.kind == "no-field":
            name = ".".join(reading.field)
            raise UsageError(
                f'{opened.place}, line 1: this row has no field "{name}".\n'
                f"{rows.field_advice(first, reading.field)}"
            ) from None
