"""What the pages of a Parquet column say of themselves: how much each unpacks to, and how many values it has.

The footer says it too, in sums, but nothing compares the two, and Arrow allocates what the header of a page
asks for. A header is a struct of Thrift's compact protocol (`PageHeader` in parquet.thrift); pyarrow shows
none of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from embedparse.inputs import ReadError

_FIRST = 512
"""Bytes of a header that are read first; statistics of long values make it longer."""
_LONGEST = 1 << 24
"""Bytes of a header that Arrow takes too."""
_DEEPEST = 16
"""Structs inside of structs: a sound header has three."""
DELTA_BYTE_ARRAY = 7
"""The encoding in which a value repeats the beginning of the one before."""
DELTA_LENGTH_BYTE_ARRAY = 6
"""The encoding in which the lengths of all values of a page come first."""

#: Kinds of pages, and the field of the header that says more of one.
_DICTIONARY_PAGE = 2
_ABOUT = {0: 5, _DICTIONARY_PAGE: 7, 3: 8}
#: The field of the encoding in what is said of a page of that kind.
_ENCODING = {0: 2, _DICTIONARY_PAGE: 2, 3: 4}


class Page(NamedTuple):
    """A page: its sizes in bytes (``packed`` in the file), its values, and the number of its encoding."""

    kind: int
    unpacked: int
    packed: int
    values: int
    encoding: int

    @property
    def is_dictionary(self) -> bool:
        return self.kind == _DICTIONARY_PAGE


def pages(source: IO[bytes], chunk: Any) -> Iterator[Page]:
    """The pages of ``chunk``, a pyarrow ColumnChunkMetaData of the file ``source``, as Arrow reads them.

    Raises:
        ReadError: ``corrupt``: what should be a page is none.
    """
    at = chunk.data_page_offset
    if chunk.has_dictionary_page and chunk.dictionary_page_offset:
        at = min(at, chunk.dictionary_page_offset)
    end, values = at + chunk.total_compressed_size, chunk.num_values
    while values > 0 and at < end:
        header, size = _header_at(source, at)
        page = _page(header)
        at += size + page.packed
        if page.kind not in _ABOUT:
            continue
        yield page
        if not page.is_dictionary:
            values -= page.values


def _page(header: dict[int, Any]) -> Page:
    kind = _number(header.get(1))
    about = header.get(_ABOUT[kind]) if kind in _ABOUT else None
    if not isinstance(about, dict):
        about = {}
    encoding = about.get(_ENCODING[kind], 0) if kind in _ENCODING else 0
    return Page(kind, _number(header.get(2)), _number(header.get(3)), _number(about.get(1, 0)), encoding)


def _number(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise ReadError("corrupt", "no sound Parquet: the header of a page has no size")
    return value


def _header_at(source: IO[bytes], at: int) -> tuple[dict[int, Any], int]:
    """The fields of the header at the offset ``at``, by number, and its length."""
    size = _FIRST
    while True:
        source.seek(at)
        data = source.read(size)
        try:
            return _Thrift(data).header()
        except IndexError:
            if len(data) < size or size >= _LONGEST:
                raise ReadError("corrupt", "no sound Parquet: the header of a page is cut off") from None
        size *= 8


class _Thrift:
    """Reads a struct of the compact protocol. Raises IndexError where ``data`` ends first."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def header(self) -> tuple[dict[int, Any], int]:
        return self._struct(0), self._at

    def _struct(self, depth: int) -> dict[int, Any]:
        found: dict[int, Any] = {}
        number = 0
        while kind := self._byte():
            if kind >> 4:
                number += kind >> 4
            else:
                number = self._signed()
            found[number] = self._value(kind & 15, depth)
        return found

    def _value(self, kind: int, depth: int) -> Any:
        if depth > _DEEPEST:
            raise ReadError("corrupt", "no sound Parquet: the header of a page is nested without end")
        match kind:
            case 1 | 2:  # true, false
                return kind == 1
            case 3:
                return self._byte()
            case 4 | 5 | 6:
                return self._signed()
            case 7:
                return self._skip(8)
            case 8:
                return self._skip(self._varint())
            case 9 | 10:
                return self._list(depth)
            case 12:
                return self._struct(depth + 1)
        raise ReadError("corrupt", "no sound Parquet: the header of a page is no header")

    def _list(self, depth: int) -> None:
        head = self._byte()
        count, kind = head >> 4, head & 15
        if count == 15:
            count = self._varint()
        for _ in range(count):
            if kind in (1, 2):
                self._byte()
            else:
                self._value(kind, depth + 1)

    def _byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def _skip(self, size: int) -> None:
        self._at += size
        if self._at > len(self._data):
            raise IndexError

    def _varint(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7
            if shift > 63:
                raise ReadError("corrupt", "no sound Parquet: a number of a page's header has no end")

    def _signed(self) -> int:
        value = self._varint()
        return value >> 1 ^ -(value & 1)
