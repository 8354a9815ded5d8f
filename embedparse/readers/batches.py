"""Input files to batches: each is opened, its format recognised, its units read and packed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from embedparse.inputs import Batch, InputDocument, InputUnit, Position, ReadError, ReadOptions, RowBlock
from embedparse.models import EmbedparseError, MissingPackageError
from embedparse.readers import formats
from embedparse.readers.failures_file import Failed, only
from embedparse.readers.files import NO_TEXT
from embedparse.readers.formats.text import read_document
from embedparse.readers.opening import Opened, open_source
from embedparse.readers.packing import pack
from embedparse.readers.sources import Source, is_remote


class Meter:
    """How many bytes of the input are read, for the eye; ``total`` is None where that is unknown."""

    def __init__(self, sources: list[Source]) -> None:
        self._sizes = [_size(source) for source in sources]
        known = [size for size in self._sizes if size is not None]
        self.total = sum(known) if len(known) == len(self._sizes) else None
        self._ahead = [0, *accumulate(size or 0 for size in self._sizes)]
        self._before = 0
        self._stream: Any = None
        self._at = 0

    def begin(self, number: int, raw: Any) -> None:
        self._before = self._ahead[min(number, len(self._ahead) - 1)]
        self._stream, self._at = raw, 0

    def at(self, offset: int) -> None:
        """A plain file whose blocks are read elsewhere is read up to ``offset``."""
        self._at = offset

    def value(self) -> int:
        try:
            return self._before + max(self._at, self._stream.tell() if self._stream is not None else 0)
        except (OSError, ValueError):  # a pipe, or closed by now
            return self._before + self._at


def _size(source: Source) -> int | None:
    try:
        info = os.stat(source.path)
    except OSError:
        return None
    return info.st_size if stat.S_ISREG(info.st_mode) else None


def read_batches(
    sources: list[Source],
    reading: ReadOptions,
    start: Position = (0, 0),
    meter: Meter | None = None,
    again: dict[str, Failed] | None = None,
) -> Iterator[Batch]:
    """The batches of ``sources`` in order, from ``start`` on.

    ``again`` restricts them to what failed in an earlier run, by the path of the source.

    Raises:
        UsageError: the first row of the first source has no such field, or a library is missing.
    """
    return pack(_numbered(sources, reading, start, meter or Meter([]), again))


def _numbered(
    sources: list[Source],
    reading: ReadOptions,
    start: Position,
    meter: Meter,
    again: dict[str, Failed] | None,
) -> Iterator[tuple[int, int, InputUnit]]:
    first, done = start
    for source in sources[first:]:
        check = start == (0, 0) and source.number == 0
        units = units_of(source, reading, meter, check=check)
        failed = again.get(source.path) if again is not None else None
        if failed is not None:  # else a folder or a pattern failed, and this file is in it now
            units = only(units, failed)
        for number, unit in enumerate(units):
            if source.number > first or number >= done:
                yield source.number, number, unit


def units_of(
    source: Source, reading: ReadOptions, meter: Meter, *, check: bool = False
) -> Iterator[InputUnit]:
    """The documents and blocks of rows of one source; what cannot be read is an item that says why.

    Raises:
        UsageError: with ``check``, the first row has no such field, or a library is missing.
    """
    try:
        opened = open_source(source, reading)
    except (ReadError, MissingPackageError) as error:
        if check and isinstance(error, MissingPackageError):
            raise
        yield _unopened(source, *_told(error))
        return
    except EmbedparseError:
        raise
    except Exception as error:  # whatever a stream may raise when its first bytes are read
        yield _unopened(source, *_unexpected(error))
        return
    stamp = _stamp(source, opened)
    with opened.stream:
        meter.begin(source.number, opened.raw)
        format_ = formats.get(opened.format)
        if check and format_ is not None and format_.check is not None:
            format_.check(opened, reading)
        try:
            for unit in _units(opened, reading, listed=source.inside is None):
                if isinstance(unit, RowBlock) and unit.path is not None:
                    meter.at(unit.end)
                yield unit
        except MissingPackageError as error:
            if check:
                raise
            yield _failed(opened, *_told(error))
        if stamp != _stamp(source, opened):
            yield _failed(opened, "changed", "it changed while it was read; scan it again")


def _stamp(source: Source, opened: Opened) -> tuple[int, ...] | None:
    """What changes when a local file is written to, cut, or replaced; None for other streams."""
    if opened.raw is None or is_remote(source.path):
        return None
    try:
        info = os.stat(source.path)
    except OSError:
        return ()
    return (info.st_dev, info.st_ino, info.st_size, info.st_mtime_ns) if stat.S_ISREG(info.st_mode) else None


def _units(opened: Opened, reading: ReadOptions, *, listed: bool) -> Iterator[InputUnit]:
    """The units of an opened stream; ``listed``: the user named it, so it must hold something."""
    if opened.mislabelled is not None:
        yield _failed(opened, "mislabelled", f"{opened.mislabelled}; it was read as what it is")
    try:
        yield from _by_format(opened, reading, listed)
    except OSError as error:
        yield _failed(opened, "unreadable", f"cannot be read: {error.strerror or error}")
    except EmbedparseError:
        raise
    except Exception as error:  # there is no end of how a file can be broken
        yield _failed(opened, *_unexpected(error))
    for problem in opened.problems():
        yield _failed(opened, *problem)


def _by_format(opened: Opened, reading: ReadOptions, listed: bool) -> Iterator[InputUnit]:
    def member(inner: Opened) -> Iterator[InputUnit]:
        return _units(inner, reading, listed=False)

    format_ = formats.get(opened.format)
    if format_ is not None:
        yield from format_.read(opened, reading, member)
    elif opened.format == "beside" and not listed:
        yield _skipped(opened, "no-article")
    elif opened.format == "binary" and not listed and not _claims_text(opened):
        yield _skipped(opened, "binary")
    elif opened.format == "binary":
        yield _failed(opened, "binary", formats.advice_for(opened.name) or NO_TEXT)
    else:  # empty, or named by itself though it is beside articles
        yield from read_document(opened, reading, member)


def _claims_text(opened: Opened) -> bool:
    claim = formats.promised(opened.name)
    return claim is not None and claim.is_text


def _told(error: ReadError | MissingPackageError) -> tuple[str, str]:
    """The kind of failure and what to say of it."""
    if isinstance(error, ReadError):
        return error.kind, error.message
    return "unreadable", error.advice


def _unexpected(error: Exception) -> tuple[str, str]:
    """The kind of failure that an ``error`` of a library means, and what to say of it."""
    if isinstance(error, MemoryError):
        return "size", "there is not enough memory to read it; lower --max-size"
    what = str(error).partition("\n")[0]
    return "corrupt", f"cannot be read: {what or type(error).__name__}"


def _unopened(source: Source, kind: str, message: str) -> InputDocument:
    return InputDocument(source.path, source.path, source.inside or source.path, error=(kind, message))


def _failed(opened: Opened, kind: str, message: str) -> InputDocument:
    return InputDocument(opened.place, opened.place, opened.inside, error=(kind, message))


def _skipped(opened: Opened, reason: str) -> InputDocument:
    return InputDocument(opened.place, opened.place, opened.inside, path=opened.path, skip=reason)
