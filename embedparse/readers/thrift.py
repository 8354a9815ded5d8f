"""Structs in Thrift's compact protocol, in which Parquet writes its footer and the headers of its pages.

pyarrow shows only a part of either. Source: doc/specs/thrift-compact-protocol.md of Apache Thrift.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from embedparse.inputs import ReadError

I32, I64, BINARY, LIST, STRUCT = 5, 6, 8, 9, 12
"""Kinds of values."""
_DEEPEST = 16
"""Structs inside of structs: a sound one of Parquet has six."""
_MOST_ITEMS = 1_000_000
"""Items of a list that Arrow takes too."""


class Field(NamedTuple):
    """A field that is wanted: its kind, and of a struct, or of a list of structs, the fields wanted in it.

    A list without any is one of strings.
    """

    kind: int
    fields: Mapping[int, Field] | None = None


class Compact:
    """Reads ``data``, which is of ``what`` (as `the header of a page`).

    Raises:
        ReadError: ``corrupt``: it is no such struct.
        IndexError: it ends first.
    """

    def __init__(self, data: bytes, what: str) -> None:
        self.at = 0
        self._data = data
        self._what = what

    def fields(self) -> Iterator[tuple[int, int]]:
        """Number and kind of each field of the struct here; the caller reads or skips its value."""
        number = 0
        while kind := self._byte():
            if kind >> 4:
                number += kind >> 4
            else:
                number = self._signed()
            yield number, kind & 15

    def struct(self, wanted: Mapping[int, Field], depth: int = 0) -> dict[int, Any]:
        """Those fields of the struct here that are ``wanted``, by number; of two the last."""
        found: dict[int, Any] = {}
        for number, kind in self.fields():
            field = wanted.get(number)
            if field is None or field.kind != kind:  # what has another kind is another field
                self.skip(kind, depth)
            else:
                found[number] = self._value(field, depth)
        return found

    def items(self) -> Iterator[int]:
        """The kind of each item of the list here; the caller reads or skips the item."""
        head = self._byte()
        count, kind = head >> 4, head & 15
        if count == 15:
            count = self._varint()
        if count > _MOST_ITEMS:
            raise self._corrupt("has a list of too many items")
        for _ in range(count):
            yield kind

    def skip(self, kind: int, depth: int = 0) -> None:
        """Pass over a value of ``kind``, inside of ``depth`` structs."""
        if depth > _DEEPEST:
            raise self._corrupt("is nested without end")
        match kind:
            case 1 | 2:
                pass  # the kind is the value
            case 3:
                self._byte()
            case 4 | 5 | 6:
                self._varint()
            case 7:
                self._pass(8)
            case 8:
                self._pass(self._varint())
            case 9 | 10:
                for item in self.items():
                    self.skip(3 if item in (1, 2) else item, depth + 1)
            case 12:
                for _, inner in self.fields():
                    self.skip(inner, depth + 1)
            case _:
                raise self._corrupt("holds a value of no kind")

    def _value(self, field: Field, depth: int) -> Any:
        if depth > _DEEPEST:
            raise self._corrupt("is nested without end")
        match field.kind:
            case 5 | 6:
                return self._signed()
            case 8:
                return self._pass(self._varint())
            case 12:
                return self.struct(field.fields or {}, depth + 1)
        return [self._item(kind, field, depth) for kind in self.items()]

    def _item(self, kind: int, field: Field, depth: int) -> Any:
        wanted = BINARY if field.fields is None else STRUCT
        if kind != wanted:
            raise self._corrupt("has a list of something else")
        return self._value(Field(kind, field.fields), depth)

    def _byte(self) -> int:
        self.at += 1
        return self._data[self.at - 1]

    def _pass(self, size: int) -> bytes:
        start = self.at
        self.at += size
        if self.at > len(self._data):
            raise IndexError
        return self._data[start : self.at]

    def _varint(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7
            if shift > 63:
                raise self._corrupt("has a number without end")

    def _signed(self) -> int:
        value = self._varint()
        return value >> 1 ^ -(value & 1)

    def _corrupt(self, why: str) -> ReadError:
        return ReadError("corrupt", f"no sound Parquet: {self._what} {why}")
