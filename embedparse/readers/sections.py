"""Sections of a file that can be read without reading all of it: rows of Parquet, bytes of JSON Lines."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from embedparse.inputs import ReadOptions, RowBlock
from embedparse.readers.jsonl import behind_row, blocks_from
from embedparse.readers.opening import Opened


@dataclass(frozen=True, slots=True)
class Rows:
    """``count`` rows of the row group ``group`` behind the first ``skip``, ``row`` of its file."""

    group: int
    skip: int
    count: int
    row: int


@dataclass(frozen=True, slots=True)
class Bytes:
    """The rows of JSON that begin from byte ``start`` up to ``end``.

    ``line`` and ``row`` are how many lines and rows are before them; ``line`` is None where nobody has
    counted.
    """

    start: int
    end: int
    line: int | None = None
    row: int = 0


Section = Rows | Bytes


def read_bytes(opened: Opened, section: Bytes, reading: ReadOptions) -> Iterator[RowBlock]:
    """The rows of ``section`` in blocks; the stream is plain UTF-8 and can be sought in. Raises OSError."""
    stream: IO[bytes] = opened.stream
    size = stream.seek(0, io.SEEK_END)
    start = behind_row(stream, section.start - 1, size) if section.start else 0
    end = behind_row(stream, section.end - 1, size) if start < section.end else start
    stream.seek(start)
    yield from blocks_from(opened, _Until(stream, end - start), reading, start)


class _Until:
    """The next ``left`` bytes of a stream."""

    def __init__(self, stream: IO[bytes], left: int) -> None:
        self._stream = stream
        self._left = left

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(data)
        return data
