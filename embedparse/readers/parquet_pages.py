"""What the pages of a Parquet column say of themselves: how much each unpacks to, and how many values it has.

The footer says it too, in sums, but nothing compares the two, and Arrow allocates what the header of a page
asks for. A header is a struct of Thrift (`PageHeader` in parquet.thrift).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from embedparse.inputs import ReadError
from embedparse.readers.parquet_footer import Chunk
from embedparse.readers.thrift import I32, STRUCT, Compact, Field

_FIRST = 512
"""Bytes of a header that are read first; statistics of long values make it longer."""
_LONGEST = 1 << 24
"""Bytes of a header that Arrow takes too."""
DELTA_BYTE_ARRAY = 7
"""The encoding in which a value repeats the beginning of the one before."""
DELTA_LENGTH_BYTE_ARRAY = 6
"""The encoding in which the lengths of all values of a page come first."""

#: Kinds of pages, and the field of the header that says more of one.
_DICTIONARY_PAGE = 2
_ABOUT = {0: 5, _DICTIONARY_PAGE: 7, 3: 8}
#: The field of the encoding in what is said of a page of that kind.
_ENCODING = {0: 2, _DICTIONARY_PAGE: 2, 3: 4}
_HEADER = {number: Field(I32) for number in (1, 2, 3)} | {
    about: Field(STRUCT, {1: Field(I32), _ENCODING[kind]: Field(I32)}) for kind, about in _ABOUT.items()
}


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


def pages(source: IO[bytes], chunk: Chunk) -> Iterator[Page]:
    """The pages of ``chunk`` of the file ``source``, as Arrow reads them.

    Raises:
        ReadError: ``corrupt``: what should be a page is none.
    """
    at = min(chunk.first_page, chunk.dictionary_page or chunk.first_page)
    end, values = at + chunk.packed, chunk.values
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
            reader = Compact(data, "the header of a page")
            return reader.struct(_HEADER), reader.at
        except IndexError:
            if len(data) < size or size >= _LONGEST:
                raise ReadError("corrupt", "no sound Parquet: the header of a page is cut off") from None
        size *= 8
