"""JSON Lines: cut into blocks of whole rows without looking into them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

from embedparse.readers.blocks import RowBlock

#: Big enough that starting a scan costs nothing beside it, small enough to stay in the cache.
BLOCK = 1 << 20
_STEP = 1 << 16


def ranges(path: str, *, source: int, name: str, inside: str, start: int = 0) -> Iterator[RowBlock]:
    """Blocks of the plain file ``path`` from offset ``start`` on; only the cuts are read here."""
    with open(path, "rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        while start < size:
            end = min(start + BLOCK, size)
            if end < size:
                end = _next_row(file, end - 1, size)
            yield RowBlock(source, name, inside, start, end, path=path)
            start = end


def _next_row(file: BinaryIO, position: int, size: int) -> int:
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


def blocks(stream: BinaryIO, *, source: int, name: str, inside: str, start: int = 0) -> Iterator[RowBlock]:
    """Blocks of a stream whose rows before offset ``start`` (a row's first byte) are passed over."""
    position, rest = 0, b""
    while position < start:
        piece = stream.read(min(BLOCK, start - position))
        if not piece:
            return
        position += len(piece)
    pieces: list[bytes] = []
    while piece := stream.read(BLOCK):
        cut = piece.rfind(b"\n") + 1
        if not cut:
            pieces.append(piece)
            continue
        data = b"".join((rest, *pieces, piece[:cut]))
        rest, pieces = piece[cut:], []
        yield RowBlock(source, name, inside, position, position + len(data), data=data)
        position += len(data)
    data = b"".join((rest, *pieces))
    if data:
        yield RowBlock(source, name, inside, position, position + len(data), data=data)


def bytes_of(block: RowBlock) -> bytes:
    """The rows of ``block`` as bytes. Raises OSError."""
    if block.data is not None:
        return block.data
    assert block.path is not None
    with open(block.path, "rb", buffering=0) as file:
        file.seek(block.start)
        return file.read(block.end - block.start)
