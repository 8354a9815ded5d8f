"""Parquet files, batch by batch, with pyarrow."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from embedparse.columnar import pyarrow_with_parquet
from embedparse.inputs import FieldPath, InputDocument, InputUnit, ReadError, ReadOptions, TableRow
from embedparse.outlets import URL_COLUMNS, url_of_row
from embedparse.readers import rows
from embedparse.readers.arrow_values import json_row, value_of, values_of
from embedparse.readers.formats import InputFormat, ReadMember
from embedparse.readers.kept_columns import ALL, check_kept, kept_values
from embedparse.readers.opening import Opened
from embedparse.readers.parquet_footer import read_footer
from embedparse.readers.row_groups import batches_of, row_groups
from embedparse.readers.row_items import Place, check_fields, check_id, with_texts
from embedparse.readers.sections import Rows


def check_columns(opened: Opened, reading: ReadOptions) -> None:
    """Refuse a file without the wanted column. Raises UsageError with the columns it has."""
    if opened.path is None or opened.layers:
        return
    arrow = pyarrow_with_parquet()
    try:
        schema = arrow.parquet.read_schema(opened.path)
    except (OSError, arrow.ArrowException, ValueError):
        return  # damaged: it fails by itself
    row = _example(schema)
    check_kept(opened.place, row, reading.keep, fixed=True)
    check_fields(f"{opened.place}: there is no column", row, reading.fields, fixed=True)
    check_id(opened.place, row, reading)


def schema_of(opened: Opened) -> Any:
    """The schema of a Parquet table. Raises OSError, ValueError, ArrowException."""
    return pyarrow_with_parquet().parquet.read_schema(opened.seekable())


def _example(fields: Any) -> dict[str, Any]:
    """A row with the names of ``fields``, nested like them, and empty strings for values."""
    return {field.name: _example(field.type) if _is_struct(field.type) else "" for field in fields}


def read_parquet(opened: Opened, reading: ReadOptions, section: Rows | None = None) -> Iterator[InputUnit]:
    """The rows of a Parquet file as items; with ``carry`` each brings (batch, number in the batch).

    A row group that unpacks out of all proportion is one item that failed.
    """
    arrow = pyarrow_with_parquet()
    number = section.row if section is not None else 0
    try:
        source = opened.seekable()
        footer = read_footer(source)  # before Arrow does, whatever size it says it has
        file = arrow.parquet.ParquetFile(source)
        columns = None if reading.carry else _columns_to_read(reading, file.schema_arrow)
        lists = [path for path in reading.fields if _is_list(file.schema_arrow, path)]
        for part in row_groups(file, source, footer, columns, section.group if section is not None else None):
            if part.error is not None:
                yield _refused(opened, part.error, f":{number + 1}")
                number += part.rows
                continue
            batches = batches_of(file, part, columns, section)
            first = number
            for row in _rows(batches, opened, number, reading, lists):
                yield row
                number += 1
            if section is None and number - first != part.rows:
                missing = f"no sound Parquet: {number - first:,} of {part.rows:,} rows could be read"
                yield _refused(opened, ReadError("corrupt", missing), f":{number + 1}")
    except ReadError as error:
        yield _refused(opened, error)
    except (OSError, arrow.ArrowException, ValueError) as error:
        yield _damaged(opened, error, number)


def _refused(opened: Opened, error: ReadError, row: str = "") -> InputDocument:
    """What says why a file, or from ``row`` on a row group of it, is not read."""
    place = f"{opened.place}{row}"
    return InputDocument(place, place, opened.inside, error=(error.kind, error.message))


def _rows(
    batches: Iterator[Any], opened: Opened, number: int, reading: ReadOptions, lists: Collection[FieldPath]
) -> Iterator[InputDocument | TableRow]:
    """The rows of ``batches`` behind row ``number`` of their file; the fields ``lists`` hold no texts."""
    for batch in batches:
        texts = {path: _column(batch, path) for path in reading.fields}
        texts |= {path: [[]] * batch.num_rows for path in lists if texts[path] is None}  # not decoded
        ids = _column(batch, reading.id_field)
        for row in range(batch.num_rows):
            at = Place.of(opened.place, number + 1, number)
            number += 1
            item = _item(opened, at, texts, ids[row] if ids is not None else None, row)
            if item.error is None:
                item = _with_columns(item, batch, row, reading)
            yield TableRow(item, (batch, row)) if reading.carry else item


def _columns_to_read(reading: ReadOptions, schema: Any) -> list[str] | None:
    """The columns that a scan of a table with ``schema`` needs; None for all.

    Lists are in none that it asks for itself: they hold no text, and one may be of any length.
    """
    if ALL in reading.keep:
        return None
    urls = ((name,) for name in URL_COLUMNS)
    asked = (path for path in (*reading.fields, reading.id_field, *urls) if not _is_list(schema, path))
    wanted = (*asked, *reading.keep)
    return list(dict.fromkeys(".".join(path) for path in wanted if path[0] in schema.names))


def _is_list(schema: Any, path: FieldPath) -> bool:
    """Whether the column ``path`` holds lists, or what is stored as lists are."""
    kind = schema
    for key in path:
        number = kind.get_field_index(key)
        if number < 0:
            return False
        kind = kind.field(number).type
        if not _is_struct(kind):
            break
    return "list<" in str(kind) or "map<" in str(kind)


def _with_columns(item: InputDocument, batch: Any, row: int, reading: ReadOptions) -> InputDocument:
    """``item`` with what row number ``row`` of its record batch says of it: the URL, and kept columns."""
    names = batch.schema.names
    url = url_of_row(
        {name: value_of(batch.column(names.index(name))[row]) for name in URL_COLUMNS if name in names}
    )
    return item._replace(url=url, kept=_kept_in_batch(batch, row, reading) if reading.keep else None)


def _kept_in_batch(batch: Any, row: int, reading: ReadOptions) -> dict[str, Any]:
    wanted = {path[0] for path in reading.keep}
    if ALL in reading.keep:
        wanted = {name for name in batch.schema.names if (name,) not in reading.fields}
    numbers = [number for number, name in enumerate(batch.schema.names) if name in wanted]
    return kept_values(json_row(batch.select(numbers), row), reading.keep, reading.fields)


def _damaged(opened: Opened, error: Exception, number: int) -> InputDocument:
    """What says that the file cannot be read behind its first ``number`` rows."""
    kind = "truncated" if "magic bytes not found" in str(error) else "corrupt"
    message = f"no sound Parquet: {str(error).splitlines()[0]}; {number} rows were read"
    return InputDocument(opened.place, opened.place, opened.inside, error=(kind, message))


def _column(batch: Any, path: tuple[str, ...]) -> list[Any] | None:
    """The values of a column, nested ones too; None where there is none."""
    names = batch.schema.names
    if path[0] not in names:
        return None
    column = batch.column(names.index(path[0]))  # the first one, where a name comes twice
    for key in path[1:]:
        number = column.type.get_field_index(key) if _is_struct(column.type) else -1
        if number < 0:
            return [None] * batch.num_rows
        column = column.flatten()[number]
    return values_of(column)


def _is_struct(kind: Any) -> bool:
    return str(kind).startswith("struct")


def _item(
    opened: Opened, at: Place, columns: dict[FieldPath, list[Any] | None], id_: Any, row: int
) -> InputDocument:
    """The document in ``row`` of a batch with the texts ``columns`` (None: there is no such column)."""
    item = InputDocument(rows.as_id(id_) or at.doc, at.place, opened.inside)
    values = {path: None if column is None else column[row] for path, column in columns.items()}
    texts = {path: value for path, value in values.items() if value is not None}
    if not texts:
        path, column = next(iter(columns.items()))
        name = ".".join(path)
        if column is None:
            return item._replace(error=("no-field", f'there is no column "{name}"'))
        return item._replace(error=("not-text", f'column "{name}" holds null'))
    for path, text in texts.items():
        if not isinstance(text, str | bytes):
            what = f"a {type(text).__name__}, not text"
            return item._replace(error=("not-text", f'column "{".".join(path)}" holds {what}'))
    return with_texts(item, texts)


def _read(opened: Opened, reading: ReadOptions, _member: ReadMember) -> Iterator[InputUnit]:
    return read_parquet(opened, reading)


FORMAT = InputFormat(
    "parquet",
    suffixes=(".parquet",),
    magic=((0, b"PAR1"),),
    read=_read,
    holds="rows",
    is_text=False,
    check=check_columns,
)
