"""What the footer of a Parquet file says of its row groups and of the columns in them.

pyarrow shows it too, but ends the whole process where it does not like what it shows: statistics of strings
in a column of numbers, a column that is encrypted. The footer is a struct of Thrift (`FileMetaData` in
parquet.thrift).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from embedparse.inputs import ReadError
from embedparse.readers.thrift import I32, I64, LIST, STRUCT, Compact, Field

_LARGEST = 1 << 25
"""Bytes of a footer."""
_ROW_GROUPS = 4
#: Of a column in a row group: physical type, path, values, bytes unpacked and packed, first page, dictionary.
_COLUMN = {1: Field(I32), 3: Field(LIST)} | {number: Field(I64) for number in (5, 6, 7, 9, 11)}
#: Of a row group: its columns (what is said of each is its field 3), its bytes and rows.
_GROUP = {1: Field(LIST, {3: Field(STRUCT, _COLUMN)}), 2: Field(I64), 3: Field(I64)}
_STRINGS = 6
"""The physical type of byte arrays."""


class Chunk(NamedTuple):
    """A column in a row group: sizes in bytes, offsets in the file, 0 for a dictionary that is not there."""

    path: str
    holds_strings: bool
    values: int
    unpacked: int
    packed: int
    first_page: int
    dictionary_page: int


class Group(NamedTuple):
    """A row group: its rows, its bytes unpacked, its columns in order."""

    rows: int
    bytes: int
    chunks: list[Chunk]


def read_footer(source: IO[bytes]) -> bytes:
    """The footer of the file ``source``. Raises OSError; ReadError: ``corrupt``: it is too large."""
    end = source.seek(0, io.SEEK_END)
    source.seek(max(end - 8, 0))
    size = int.from_bytes(source.read(4), "little")
    if size > _LARGEST:
        raise ReadError("corrupt", f"no sound Parquet: its footer would have {size:,} bytes")
    source.seek(max(end - 8 - size, 0))
    return source.read(size)


def groups(footer: bytes) -> Iterator[Group]:
    """The row groups in ``footer``, one at a time.

    Raises:
        ReadError: ``corrupt``: it is no footer, or a column in it is encrypted.
    """
    reader = Compact(footer, "its footer")
    listed = False
    try:
        for number, kind in reader.fields():
            if number != _ROW_GROUPS or kind != LIST:
                reader.skip(kind)
                continue
            if listed:  # Arrow reads the last ones
                raise ReadError("corrupt", "no sound Parquet: its footer lists the row groups twice")
            listed = True
            for item in reader.items():
                if item != STRUCT:
                    raise ReadError("corrupt", "no sound Parquet: its footer lists no row groups")
                yield _group(reader.struct(_GROUP))
    except IndexError:
        raise ReadError("corrupt", "no sound Parquet: its footer is cut off") from None


def _group(fields: dict[int, Any]) -> Group:
    return Group(_number(fields, 3), _number(fields, 2), [_chunk(column) for column in fields.get(1, ())])


def _chunk(column: dict[int, Any]) -> Chunk:
    about = column.get(3)
    if about is None:
        raise ReadError("corrupt", "no Parquet that can be read: a column is encrypted")
    path = b".".join(about.get(3, ())).decode("utf-8", "replace")
    sizes = (_number(about, number) for number in (5, 6, 7, 9, 11))
    return Chunk(path, about.get(1) == _STRINGS, *sizes)


def _number(fields: dict[int, Any], number: int) -> int:
    value: int = fields.get(number, 0)
    if value < 0:
        raise ReadError("corrupt", "no sound Parquet: a size in its footer is below zero")
    return value
