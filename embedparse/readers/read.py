"""Sources to blocks: opens each source, tells its format, and hands it to that format's reader."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from io import BufferedReader
from typing import Any, cast

from embedparse.models import UsageError
from embedparse.readers import jsonl, rows
from embedparse.readers.blocks import DocumentBlock, Item, Position, ReadError, Task
from embedparse.readers.formats import HEAD, format_of
from embedparse.readers.sources import STDIN, Source

#: Files of one document each that travel together.
FILES_PER_BLOCK = 64
_BYTES_PER_BLOCK = 1 << 20


def read(sources: list[Source], field: tuple[str, ...], start: Position = (0, 0)) -> Iterator[Task]:
    """The blocks of ``sources`` in order, from ``start`` on.

    Raises:
        UsageError: the first row of the first source has no ``field``.
    """
    number, offset = start
    waiting: list[Item] = []
    size = 0
    for source in sources[number:]:
        head, problem = _look(source)
        if problem is None and format_of(head, source.path) == "file":
            waiting.append(_file_item(source, head))
            size += os.path.getsize(source.path) if source.path != STDIN else 0
        elif problem is not None:
            waiting.append(_item(source, error=problem))
        else:
            if waiting:
                yield DocumentBlock(tuple(waiting), (source.number, 0))
            waiting, size = [], 0
            if source.number == 0 and not offset:
                _check_first_row(head, source, field)
            yield from _rows(source, head, offset)
        offset = 0
        if len(waiting) >= FILES_PER_BLOCK or size >= _BYTES_PER_BLOCK:
            yield DocumentBlock(tuple(waiting), (source.number + 1, 0))
            waiting, size = [], 0
    if waiting:
        yield DocumentBlock(tuple(waiting), (len(sources), 0))


def _look(source: Source) -> tuple[bytes, tuple[str, str] | None]:
    """The first bytes of ``source``, or why there are none."""
    if source.missing == "no-files":
        return b"", (
            "no-files",
            "no file here; name a file, a folder that holds some, or a pattern that fits",
        )
    try:
        if source.path == STDIN:
            return cast(BufferedReader, sys.stdin.buffer).peek(HEAD), None
        with open(source.path, "rb", buffering=0) as file:
            return file.read(HEAD), None
    except OSError as error:
        return b"", ("unreadable", f"cannot be read: {error.strerror}")


def _file_item(source: Source, head: bytes) -> Item:
    if source.path == STDIN:
        return _item(source, payload=sys.stdin.buffer.read())
    return _item(source, path=source.path)


def _item(source: Source, **rest: Any) -> Item:
    name = "stdin" if source.path == STDIN else source.path
    return Item(name, name, source.inside or os.path.basename(name), **rest)


def _rows(source: Source, head: bytes, start: int) -> Iterator[Task]:
    name = "stdin" if source.path == STDIN else source.path
    inside = source.inside or os.path.basename(name)
    if source.path == STDIN:
        yield from jsonl.blocks(sys.stdin.buffer, source=source.number, name=name, inside=inside, start=start)
    elif os.path.isfile(source.path):
        yield from jsonl.ranges(source.path, source=source.number, name=name, inside=inside, start=start)
    else:  # a pipe: read once, in order
        with open(source.path, "rb") as stream:
            yield from jsonl.blocks(stream, source=source.number, name=name, inside=inside, start=start)


def _check_first_row(head: bytes, source: Source, field: tuple[str, ...]) -> None:
    """Raise UsageError if the first row of ``head`` is an object without ``field``."""
    first, newline, _ = head.lstrip().partition(b"\n")
    if not newline and len(head) >= HEAD:
        return  # longer than what was looked at; if it lacks the field, it fails like any other row
    try:
        rows.text_of(rows.load(first), field)
    except ReadError as error:
        if error.kind == "no-field":
            message = error.message.replace("; it has: ", ".\n  It has: ")
            raise UsageError(
                f"{source.path}, line 1: {message}\n"
                "  Name the right one with --field, for example: --field body\n"
                "  Nothing has been written."
            ) from None
