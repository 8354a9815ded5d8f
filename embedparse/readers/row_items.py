"""Rows of tables as documents: the item of a row, and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from embedparse.inputs import FieldPath, InputDocument, InputUnit, ReadError, ReadOptions, TableRow
from embedparse.models import UsageError
from embedparse.outlets import url_of_row
from embedparse.readers import formats, rows
from embedparse.readers.byte_order_marks import codec_of
from embedparse.readers.damaged_text import MARKS
from embedparse.readers.kept_columns import check_kept, kept_values
from embedparse.readers.opening import Opened
from embedparse.stderr import tell
from embedparse.terminal_safe import one_line

#: Names of columns that may hold an id: `article_id`, `docId`, `UUID`, `url`.
_LIKE_ID = re.compile(
    r"(?i:(?:^|[_.\W])(?:uu|gu)?ids?$|^doc(?:ument)?_?(?:no|id)$|^(?:url|link|doi|slug|key)$)|[a-z]I[dD]$"
)
_SHOWN_IDS = 5


def units_of_row(
    opened: Opened, row: dict[str, Any], at: Place, reading: ReadOptions, *, sound: bool = False
) -> Iterator[TableRow]:
    """The documents of ``row``, which is ``at`` in its file.

    One, or one for each element of a list that the field's path passes through: the element is their
    row. ``sound``: all bytes were in the encoding, so that halves of characters come from escapes.
    """
    inner = rows.elements_of(row, reading.field) if not reading.other_fields else None
    if inner is None:
        yield TableRow(_item(opened, row, reading.fields, at, reading, sound=sound), row)
        return
    for count, (element, path) in enumerate(inner):
        item = _item(opened, element, (path,), at.inner(count), reading, sound=sound)
        yield TableRow(item._replace(field=path), element)
    if not inner:
        yield TableRow(InputDocument(at.doc, at.place, opened.inside, skip="empty"), None)


class Place(NamedTuple):
    """Where a row is: ``place`` for messages, as editors count (lines, from 1), ``doc`` for records.

    ``doc`` counts rows as data frames do: from 0, without the header and empty lines.
    """

    place: str
    doc: str

    @classmethod
    def of(cls, name: str, number: int, row: int) -> Place:
        """That of the row ``row`` (from 0) of the file ``name``, which begins in line ``number`` (from 1)."""
        return cls(f"{name}:{number}", f"{name}:{row}")

    def inner(self, count: int) -> Place:
        """That of an element of a list in the row; ``count`` is from 0."""
        return Place(f"{self.place}:{count + 1}", f"{self.doc}:{count}")


def _item(
    opened: Opened,
    row: dict[str, Any],
    fields: tuple[FieldPath, ...],
    at: Place,
    reading: ReadOptions,
    *,
    sound: bool,
) -> InputDocument:
    doc = rows.id_of(row, reading.id_field) or at.doc
    try:
        texts = rows.texts_of(row, fields)
    except ReadError as error:
        return InputDocument(doc, at.place, opened.inside, error=(error.kind, error.message))
    if not sound and any(map(MARKS.search, texts.values())):
        message = f"not valid {reading.encoding}; name the encoding with --encoding, like windows-1252"
        return InputDocument(doc, at.place, opened.inside, error=("encoding", message))
    kept = kept_values(row, reading.keep, fields) if reading.keep else None
    item = InputDocument(doc, at.place, opened.inside, url=url_of_row(row), kept=kept)
    return with_texts(item, texts)


def with_texts(item: InputDocument, texts: Mapping[FieldPath, str | bytes]) -> InputDocument:
    """``item`` with its ``texts`` by the paths of their fields, at least one."""
    (field, first), *others = texts.items()
    return item._replace(payload=first, field=field, others=tuple(others))


def bad_row(opened: Opened, at: Place, kind: str, message: str) -> InputDocument:
    """What says that the row ``at`` cannot be read."""
    return InputDocument(at.doc, at.place, opened.inside, error=(kind, message))


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
    format_ = formats.get(opened.format)
    fixed = format_ is not None and format_.same_columns
    check_kept(opened.place, first, reading.keep, fixed=fixed)
    check_fields(f"{opened.place}, line 1: this row has no field", first, reading.fields, fixed=fixed)
    check_id(opened.place, first, reading)


def check_fields(problem: str, first: dict[str, Any], fields: tuple[FieldPath, ...], *, fixed: bool) -> None:
    """Refuse a table whose ``first`` row lacks the wanted fields; ``problem`` is what to say before a name.

    Raises:
        UsageError: it has none of ``fields``; or (``fixed``: every row has the same ones) lacks one.
    """
    missing = [path for path in fields if _lacks(first, path)]
    if not missing:
        return
    problem = f'{problem} "{".".join(missing[0])}".'
    if fixed or len(missing) == len(fields):
        raise UsageError(f"{problem}\n{rows.field_advice(first, missing[0])}")
    tell(f"embedparse: {problem} It has: {rows.keys_of(first)}")


def check_id(place: str, first: dict[str, Any], reading: ReadOptions) -> None:
    """Say that the ``first`` row of ``place`` has no id, and which of its columns may be one."""
    path = reading.id_field
    parent = rows.lookup(first, path[:-1]) if len(path) > 1 else first
    if not reading.tell_ids or (isinstance(parent, dict) and path[-1] in parent):
        return
    likely = [name for name in first if _LIKE_ID.search(name)][:_SHOWN_IDS]
    advice = "records name their article FILE:ROW, rows counted from 0"
    if likely:
        advice += f"; --id-field names another: {', '.join(likely)}"
    tell(one_line(f'embedparse: {place} has no column "{".".join(path)}": {advice}'))


def _lacks(row: dict[str, Any], path: FieldPath) -> bool:
    try:
        rows.text_of(row, path)
    except ReadError as error:
        return error.kind == "no-field"
    return False
