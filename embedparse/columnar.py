"""Columns in Arrow's memory: found by name, taken as text, replaced. The one place that loads pyarrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from embedparse.models import MissingPackageError, UsageError


def pyarrow() -> Any:
    """pyarrow with its compute functions. Raises UsageError where it is not installed."""
    try:
        import pyarrow
        import pyarrow.compute
    except ImportError:
        raise MissingPackageError("Arrow", "arrow") from None
    return pyarrow


def pyarrow_with_parquet() -> Any:
    """pyarrow with its compute functions and its Parquet module. Raises UsageError likewise."""
    try:
        import pyarrow
        import pyarrow.compute
        import pyarrow.parquet
    except ImportError:
        raise MissingPackageError("Parquet", "parquet") from None
    return pyarrow


def names_of(batch: Any, field: str) -> list[str]:
    """``field`` as a path: the name of a column, or dots that reach into structs. Raises UsageError."""
    names = [field] if field in batch.schema.names else field.split(".")
    if names[0] not in batch.schema.names:
        raise UsageError(f'there is no column "{field}"; there are: {", ".join(batch.schema.names)}')
    return names


def column_at(arrow: Any, batch: Any, field: str) -> Any:
    """The column ``field`` of a RecordBatch, without dictionary or extension type. Raises UsageError."""
    name, *inner = names_of(batch, field)
    column = _storage(arrow, batch.column(name))
    for key in inner:
        number = column.type.get_field_index(key) if arrow.types.is_struct(column.type) else -1
        if number < 0:
            raise UsageError(f'there is no column "{field}": "{name}" is {column.type}')
        column = _storage(arrow, arrow.compute.struct_field(column, [number]))
    return column


def _storage(arrow: Any, column: Any) -> Any:
    if isinstance(column, arrow.ExtensionArray):
        column = column.storage
    return column.dictionary_decode() if arrow.types.is_dictionary(column.type) else column


def text_column(arrow: Any, batch: Any, field: str) -> Any:
    """The column ``field`` as an array with a buffer of bytes and one of offsets.

    Raises:
        UsageError: there is no such column, or it holds neither strings nor bytes.
    """
    column, types = column_at(arrow, batch, field), arrow.types
    if types.is_null(column.type):
        return column.cast(arrow.string())
    kinds = (arrow.string(), arrow.large_string(), arrow.binary(), arrow.large_binary())
    if column.type in kinds:
        return column
    plain = _without_view(arrow, column.type)
    if plain not in kinds:
        raise UsageError(f'column "{field}" holds {column.type}, not text')
    return column.cast(plain)


def _without_view(arrow: Any, kind: Any) -> Any:
    """The type with plain offsets for one that has views, which few functions take."""
    views = {"string_view": arrow.large_string, "binary_view": arrow.large_binary}
    return views[str(kind)]() if str(kind) in views else kind


def is_binary(arrow: Any, schema: Any, path: Sequence[str]) -> bool:
    """Whether the column at ``path`` holds bytes rather than strings; False where there is none."""
    fields = schema
    for name in path:
        number = fields.get_field_index(name) if fields is schema or arrow.types.is_struct(fields) else -1
        if number < 0:
            return False
        fields = fields.field(number).type
    return "binary" in str(fields)


def replaced(arrow: Any, batch: Any, field: str, texts: Mapping[int, str | bytes]) -> Any:
    """``batch`` with the text of column ``field`` replaced in the rows that are keys of ``texts``.

    In a column of bytes a str is written in UTF-8.
    """
    return replaced_at(arrow, batch, names_of(batch, field), texts)


def replaced_at(arrow: Any, batch: Any, path: Sequence[str], texts: Mapping[int, str | bytes]) -> Any:
    """The same for a column whose ``path`` is known: the name of a column, then those of its parts."""
    number = batch.schema.names.index(path[0])
    column = _put(arrow, batch.column(number), path[1:], texts)
    return batch.set_column(number, batch.schema.field(number).with_type(column.type), column)


def without_dictionaries(arrow: Any, batch: Any) -> Any:
    """``batch`` with plain columns for those that hold a dictionary, also inside of others."""
    for number, field in enumerate(batch.schema):
        kind = _plain(arrow, field.type)
        if kind != field.type:
            batch = batch.set_column(number, field.with_type(kind), batch.column(number).cast(kind))
    return batch


def _put(arrow: Any, column: Any, path: Sequence[str], texts: Mapping[int, str | bytes]) -> Any:
    column = _storage(arrow, column)
    if not texts:
        return column
    if path:
        return _put_inside(arrow, column, path, texts)
    kind = _without_view(arrow, column.type)
    binary = kind in (arrow.binary(), arrow.large_binary())
    made = arrow.array(
        [t.encode() if binary and isinstance(t, str) else t for _, t in sorted(texts.items())], kind
    )
    mask = arrow.array([row in texts for row in range(len(column))])
    return arrow.compute.replace_with_mask(column.cast(kind), mask, made).cast(column.type)


def _put_inside(arrow: Any, column: Any, path: Sequence[str], texts: Mapping[int, str | bytes]) -> Any:
    children = [column.field(number) for number in range(column.type.num_fields)]
    fields = [column.type.field(number) for number in range(column.type.num_fields)]
    number = column.type.get_field_index(path[0])
    children[number] = _put(arrow, children[number], path[1:], texts)
    fields[number] = fields[number].with_type(children[number].type)
    nulls = column.is_null() if column.null_count else None
    return arrow.StructArray.from_arrays(children, fields=fields, mask=nulls)


def _plain(arrow: Any, kind: Any) -> Any:
    """The type ``kind`` with the type of its values for a dictionary, also inside of others."""
    if arrow.types.is_dictionary(kind):
        return kind.value_type
    if arrow.types.is_struct(kind):
        return arrow.struct([field.with_type(_plain(arrow, field.type)) for field in kind])
    if arrow.types.is_map(kind):
        return arrow.map_(kind.key_field, kind.item_field.with_type(_plain(arrow, kind.item_type)))
    if arrow.types.is_list(kind):
        return arrow.list_(kind.value_field.with_type(_plain(arrow, kind.value_type)))
    if arrow.types.is_large_list(kind):
        return arrow.large_list(kind.value_field.with_type(_plain(arrow, kind.value_type)))
    return kind
