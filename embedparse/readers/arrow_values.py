"""Values of Arrow as Python's: those too that pyarrow itself gives none for, and as JSON can hold them."""

from __future__ import annotations

import base64
import datetime
import re
from decimal import Decimal
from typing import Any

#: What Arrow writes between a date and a time, where JSON has a T.
_BETWEEN = re.compile(r"(?<=\d) (?=\d)")


def values_of(column: Any) -> list[Any]:
    """The values of an array; text that is no UTF-8 as bytes, so that only its row fails."""
    try:
        return column.to_pylist()  # type: ignore[no-any-return]
    except (ValueError, OverflowError):
        return [value_of(scalar) for scalar in column]


def value_of(scalar: Any) -> Any:
    """The value of ``scalar``, text that is no UTF-8 as bytes.

    Times that Python has no type for (nanoseconds, years after 9999) are text.
    """
    try:
        return scalar.as_py()
    except (ValueError, OverflowError):
        return _part_by_part(scalar)


def _part_by_part(scalar: Any) -> Any:
    import pyarrow

    if isinstance(scalar, pyarrow.StructScalar):
        return {name: value_of(part) for name, part in scalar.items()}
    if isinstance(scalar, pyarrow.MapScalar):
        return [[value_of(part) for part in pair.values()] for pair in scalar.values]
    if isinstance(scalar, pyarrow.ListScalar):
        return [value_of(part) for part in scalar.values]
    if isinstance(scalar, pyarrow.DictionaryScalar):
        return value_of(scalar.value)
    if isinstance(scalar, pyarrow.BinaryScalar | pyarrow.StringScalar):
        return scalar.as_buffer().to_pybytes()
    return _BETWEEN.sub("T", scalar.cast(pyarrow.string()).as_py())


def is_odd(kind: Any) -> bool:
    """Whether JSON has nothing like the Arrow type ``kind``: bytes, decimal numbers, dates, times."""
    from pyarrow import types

    if types.is_dictionary(kind):
        return is_odd(kind.value_type)
    if types.is_nested(kind):
        return any(is_odd(kind.field(number).type) for number in range(kind.num_fields))
    if types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind):
        return True
    return bool(types.is_temporal(kind) or types.is_decimal(kind))


def json_row(batch: Any, number: int) -> dict[str, Any]:
    """Row ``number`` of a record batch with values that JSON can hold."""
    names = batch.schema.names
    return {name: _json(value_of(column[number])) for name, column in zip(names, batch.columns, strict=True)}


def _json(value: Any) -> Any:
    """``value`` for JSON: decimal numbers as text with all their digits, bytes as text or in Base64."""
    if isinstance(value, dict):
        return {key: _json(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_json(part) for part in value]
    if isinstance(value, bytes):
        return _text(value)
    if isinstance(value, datetime.timedelta) and type(value) is not datetime.timedelta:  # of pandas
        return str(value.value)  # type: ignore[attr-defined]
    if isinstance(value, Decimal | datetime.timedelta):
        return str(value)
    if isinstance(value, datetime.datetime) and type(value) is not datetime.datetime:  # of pandas
        return value.isoformat()
    return value


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return base64.b64encode(data).decode()
