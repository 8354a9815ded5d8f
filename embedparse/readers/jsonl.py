"""JSON Lines: cut into blocks of whole rows without looking into them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import IO, BinaryIO, Protocol

from embedparse.inputs import ReadOptions, RowBlock
from embedparse.readers.byte_order_marks import codec_of
from embedparse.readers.damaged_text import Recoded
from embedparse.readers.opening import Opened

BLOCK = 1 << 20
"""Bytes of a block: big enough that starting on one costs nothing, small enough for the cache."""
_STEP = 1 << 14
_LONGEST = 1 << 40


class Readable(Protocol):
    """What gives its next bytes."""

    def read(self, size: int = -1, /) -> bytes: ...


def read_jsonl(opened: Opened, reading: ReadOptions) -> Iterator[RowBlock]:
    """The rows of ``opened`` in blocks: ranges of a plain file, bytes of anything else."""
    is_utf8 = encoding_of(opened.head(), reading.encoding) == "utf-8"
    if is_utf8 and opened.path is not None and not opened.layers:
        return _ranges(opened, opened.path, reading.max_size or _LONGEST)
    return blocks_of(opened, reading)


def blocks_of(opened: Opened, reading: ReadOptions) -> Iterator[RowBlock]:
    """The rows of ``opened`` in blocks with their bytes, in UTF-8."""
    encoding = encoding_of(opened.head(), reading.encoding)
    stream: Readable = opened.stream if encoding == "utf-8" else Recoded(opened.stream, encoding)
    return blocks_from(opened, stream, reading)


def lines_of(blocks: Iterator[RowBlock]) -> Iterator[bytes | None]:
    """The rows of ``blocks``, with the bytes they hold; None for one that is too long."""
    for block in blocks:
        if block.data is None:
            yield None
        else:
            yield from block.data.removesuffix(b"\n").split(b"\n")


def encoding_of(head: bytes, encoding: str) -> str:
    """The encoding of rows that begin with ``head``: by its byte order mark, else ``encoding``."""
    codec = codec_of(head)
    return encoding if codec in (None, "utf-8-sig") else codec


def _ranges(opened: Opened, path: str, limit: int) -> Iterator[RowBlock]:
    """Blocks of the plain file at ``path``; only the places of the cuts are read here."""
    start = 0
    with open(path, "rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        while start < size:
            end = min(start + BLOCK, size)
            if end < size:
                end = behind_row(file, end - 1, size)
            if end - start > max(limit, BLOCK):
                begin = _last_row(file, start)
                if begin > start:
                    yield _block(opened, start, begin, path=path)
                yield _block(opened, begin, end, path=path, too_long=end - begin > limit)
            else:
                yield _block(opened, start, end, path=path)
            start = end


def behind_row(file: IO[bytes], position: int, size: int) -> int:
    """The offset behind the first line break at or after ``position``."""
    file.seek(position)
    while position < size:
        piece = file.read(_STEP)
        found = piece.find(b"\n")
        if found >= 0:
            return position + found + 1
        if not piece:
            break
        position += len(piece)
    return size


def _last_row(file: BinaryIO, start: int) -> int:
    """Where the last row begins that begins in the block at ``start``."""
    file.seek(start)
    return start + file.read(BLOCK).rfind(b"\n", 0, BLOCK - 1) + 1


def blocks_from(
    opened: Opened, stream: Readable, reading: ReadOptions, position: int = 0
) -> Iterator[RowBlock]:
    """Blocks of a stream that begins at ``position``; a row over the limit is passed over, never held."""
    going = True
    while going:  # once, unless a damage divides the stream
        for data, length in _whole_rows(stream, reading.max_size or _LONGEST):
            end = position + length
            yield _block(opened, position, end, data=data, too_long=data is None)
            position = end
        going = opened.go_on()


def _whole_rows(stream: Readable, limit: int) -> Iterator[tuple[bytes | None, int]]:
    """Whole rows of ``stream`` with their length; None for one row over ``limit``."""
    held: list[bytes] = []  # the beginning of a row
    size = dropped = 0
    while piece := stream.read(BLOCK):
        cut = piece.rfind(b"\n") + 1
        if not cut:
            held.append(piece)
            size += len(piece)
            if size > limit + BLOCK:
                dropped += size
                held, size = [], 0
            continue
        first = 0
        if dropped:  # this is where the row that was too long ends
            first = piece.find(b"\n") + 1
            yield None, dropped + size + first
            held, dropped = [], 0
        data = b"".join((*held, piece[first:cut]))
        held, size = [piece[cut:]], len(piece) - cut
        if data:
            yield data, len(data)
    if dropped:
        yield None, dropped + size
    elif size:
        yield b"".join(held), size


def _block(
    opened: Opened,
    start: int,
    end: int,
    *,
    path: str | None = None,
    data: bytes | None = None,
    too_long: bool = False,
) -> RowBlock:
    first = 0 if start == 0 else None
    return RowBlock(
        opened.source,
        opened.place,
        opened.inside,
        start,
        end,
        path=path,
        data=data,
        line=first,
        row=first,
        too_long=too_long,
    )


def bytes_of(block: RowBlock) -> bytes:
    """The rows of ``block``; fewer bytes where its file has shrunk by now. Raises OSError."""
    if block.data is not None:
        return block.data
    assert block.path is not None
    file = os.open(block.path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        os.lseek(file, block.start, os.SEEK_SET)
        with os.fdopen(file, "rb", buffering=0, closefd=False) as stream:
            return _all_of(stream, block.end - block.start)
    finally:
        os.close(file)


def _all_of(stream: BinaryIO, size: int) -> bytes:
    """The next ``size`` bytes: one call gives at most 2 GB, and fewer on some file systems."""
    data = stream.read(size)
    while len(data) < size and (more := stream.read(size - len(data))):
        data += more
    return data
