"""Faults injected into files: the nth call that touches one of the watched files raises an error.

The layer sits below Python's buffers: `open`, `os.open`, `os.fdopen`, `os.fsync`, `os.replace` and
`os.truncate` are replaced while it is active, and what is opened reads and writes through a raw
file that counts. Libraries that open files themselves (SQLite, Arrow) have their own counters in the tests.
"""

from __future__ import annotations

import builtins
import errno
import io
import lzma
import os
import sqlite3
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

#: Errors that a read or a write may end with, by name.
ERRORS: dict[str, Callable[[], Exception]] = {
    "OSError": lambda: OSError(errno.EIO, "Input/output error"),
    "no-space": lambda: OSError(errno.ENOSPC, "No space left on device"),
    "MemoryError": MemoryError,
    "UnicodeError": lambda: UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    "zlib": lambda: zlib.error("Error -3 while decompressing data"),
    "lzma": lambda: lzma.LZMAError("Corrupt input data"),
    "zipfile": lambda: zipfile.BadZipFile("Bad magic number"),
    "tarfile": lambda: tarfile.ReadError("unexpected end of data"),
    "sqlite3": lambda: sqlite3.OperationalError("disk I/O error"),
    "EOFError": lambda: EOFError("Compressed file ended before the end-of-stream marker was reached"),
    "RuntimeError": lambda: RuntimeError("lost sys.stdin"),
}
try:
    import pyarrow

    ERRORS["arrow"] = lambda: pyarrow.ArrowInvalid("Couldn't deserialize thrift")
except ImportError:
    pass


class Fault:
    """Raises ``error`` at the ``at``-th call (from 1) that it watches; 0: never, and only counts."""

    def __init__(self, error: Callable[[], Exception], at: int) -> None:
        self._error = error
        self._at = at
        self.calls = 0

    @property
    def happened(self) -> bool:
        return 0 < self._at <= self.calls

    def touch(self) -> None:
        """Count a call. Raises the error at its turn."""
        self.calls += 1
        if self.calls == self._at:
            raise self._error()


class _Raw(io.FileIO):
    """A file whose every read and write is counted."""

    def __init__(self, file: str | int, mode: str, fault: Fault, **options: Any) -> None:
        super().__init__(file, mode, **options)
        self._fault = fault

    def readinto(self, buffer: Any) -> int | None:  # type: ignore[override]
        self._fault.touch()
        return super().readinto(buffer)

    def read(self, size: int | None = -1) -> bytes | None:  # type: ignore[override]
        self._fault.touch()
        return super().read(size)

    def readall(self) -> bytes:
        self._fault.touch()
        return super().readall()  # type: ignore[return-value]

    def write(self, data: Any) -> int:  # type: ignore[override]
        self._fault.touch()
        return super().write(data)  # type: ignore[return-value]

    def truncate(self, size: int | None = None) -> int:
        self._fault.touch()
        return super().truncate(size)


def _buffered(raw: _Raw, mode: str, buffering: int) -> Any:
    if buffering == 0:
        return raw
    if "+" in mode:
        return io.BufferedRandom(raw)
    return io.BufferedReader(raw) if "r" in mode else io.BufferedWriter(raw)


@contextmanager
def faults(error: Callable[[], Exception], at: int, *, below: str, writing: bool) -> Iterator[Fault]:
    """A block in which files below the folder ``below`` fail when they are read, or (``writing``) written."""
    fault = Fault(error, at)
    real_open, real_os_open, real_fdopen = builtins.open, os.open, os.fdopen
    watched: set[int] = set()

    def concerns(path: Any, *, writes: bool) -> bool:
        return isinstance(path, str) and path.startswith(below) and writes == writing

    def open_(file: Any, mode: str = "r", buffering: int = -1, *args: Any, **options: Any) -> Any:
        if "b" not in mode or not concerns(file, writes="r" not in mode or "+" in mode):
            return real_open(file, mode, buffering, *args, **options)
        return _buffered(_Raw(file, mode.replace("b", ""), fault), mode, buffering)

    def os_open(path: Any, flags: int, *args: Any, **options: Any) -> int:
        number = real_os_open(path, flags, *args, **options)
        if concerns(path, writes=bool(flags & (os.O_WRONLY | os.O_RDWR))):
            watched.add(number)
        else:
            watched.discard(number)
        return number

    def fdopen(number: int, mode: str = "r", buffering: int = -1, *args: Any, **options: Any) -> Any:
        if number not in watched:
            return real_fdopen(number, mode, buffering, *args, **options)
        closefd = options.get("closefd", True)
        return _buffered(_Raw(number, mode.replace("b", ""), fault, closefd=closefd), mode, buffering)

    def counted(name: str) -> Any:
        real = getattr(os, name)

        def call(first: Any, *args: Any, **options: Any) -> Any:
            if first in watched or concerns(first, writes=True):
                fault.touch()
            return real(first, *args, **options)

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builtins, "open", open_)
        patch.setattr(os, "open", os_open)
        patch.setattr(os, "fdopen", fdopen)
        if writing:
            for name in ("fsync", "replace", "remove", "makedirs"):
                patch.setattr(os, name, counted(name))
        yield fault
