"""Atomic, resumable output files: each appears under its name whole or not at all."""

from __future__ import annotations

import base64
import errno
import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO, Protocol

from embedparse.models import UsageError
from embedparse.readers.compression import split_compression, zstd

SUFFIX = ".part"
MARK = ".embedparse"
"""A file that is in a folder while that is being written."""

#: What an output says of itself for the journal; JSON. Given back, it goes on from there.
State = dict[str, Any]

_BINARY: int = getattr(os, "O_BINARY", 0)
_NOFOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
_NONBLOCK: int = getattr(os, "O_NONBLOCK", 0)

_LINKS = 40
"""Symbolic links that lead from one to the next; systems follow no more."""

_FRAME = 1 << 22
"""Plain bytes in one compressed frame. Frames are cut by count alone, so that a run that was broken
off and resumed compresses exactly the same pieces."""


class Sink(Protocol):
    """Where bytes go."""

    def write(self, data: bytes) -> None: ...
    def sync(self) -> State: ...
    def finish(self) -> None: ...
    def abandon(self) -> None: ...


class OverSink:
    """What every writer that hands its bytes to one sink does alike."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def sync(self) -> State:
        return self._sink.sync()

    def finish(self) -> None:
        self._sink.finish()

    def abandon(self) -> None:
        self._sink.abandon()


class Part:
    """``path`` while it is being written: under ``path.part``, renamed once it is complete and on disk."""

    def __init__(self, path: str, state: State | None = None) -> None:
        """Begin, or go on from ``state``.

        Raises:
            UsageError: the folder does not exist, cannot be written, or holds less than ``state`` says;
                another run is writing the same file.
        """
        self.path = path
        if os.path.isdir(path):
            raise UsageError(f"{path}: cannot be written: it is a folder\n  Nothing has been written.")
        size = state["size"] if state else 0
        try:
            self._file = open_plain(path + SUFFIX, create=True)
            claim(self._file, path)
            there = os.fstat(self._file.fileno()).st_size
            if there >= size:
                self._file.truncate(size)
                self._file.seek(size)
        except OSError as error:
            raise UsageError(
                f"{path}: cannot be written: {error.strerror}\n  Nothing has been written."
            ) from None
        if there < size:
            raise UsageError(f"{path}{SUFFIX}: shorter than the journal says; start over with --restart.")
        self._named = False

    def write(self, data: bytes) -> None:
        self._file.write(data)

    def sync(self) -> State:
        """Everything so far on disk; how many bytes that is."""
        self._file.flush()
        os.fsync(self._file.fileno())
        if not self._named:
            sync_folder(self.path)
            self._named = True
        return {"size": self._file.tell()}

    def finish(self) -> None:
        """The whole file under its own name, on disk."""
        self.sync()
        self._file.close()
        put_in_place(self.path + SUFFIX, self.path)

    def finish_as(self, convert: Callable[[str, str], None]) -> None:
        """Under its name what ``convert`` makes of the whole file: it reads one path and writes another."""
        self.sync()
        self.abandon()
        spool, made = self.path + SUFFIX, self.path + SUFFIX + "2"
        with suppress(FileNotFoundError):  # of a run that was broken off here
            os.remove(made)
        try:
            convert(spool, made)
        except OSError as error:
            error.filename = self.path  # not a name that nobody asked for
            raise
        with open(made, "rb") as file:
            os.fsync(file.fileno())
        put_in_place(made, self.path)
        os.remove(spool)

    def abandon(self) -> None:
        """Close without finishing; what was synced stays for a later run."""
        with suppress(OSError):  # the disk is full: what was synced is all there is
            self._file.close()


def open_plain(path: str, *, create: bool = False) -> BinaryIO:
    """The plain file at ``path``, for reading; with ``create`` for writing too, and made if need be.

    Raises:
        OSError: also where a link, a pipe or a device is in the way, or a file that has other names:
            what is written must not end up elsewhere.
    """
    flags = (os.O_RDWR | os.O_CREAT if create else os.O_RDONLY) | _BINARY | _NOFOLLOW | _NONBLOCK
    try:
        number = os.open(path, flags, 0o666)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EMLINK, errno.ENXIO):
            raise OSError(error.errno, f"{path} is no plain file", path) from None
        raise
    info = os.fstat(number)
    if not stat.S_ISREG(info.st_mode) or (create and info.st_nlink > 1):
        os.close(number)
        raise OSError(errno.EEXIST, f"{path} is no plain file, or has another name too", path)
    return os.fdopen(number, "r+b" if create else "rb")


def create_anew(path: str) -> BinaryIO:
    """A new file at ``path``, for writing; what was there, a link for one, is removed. Raises OSError."""
    with suppress(FileNotFoundError):
        os.remove(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | _NOFOLLOW
    return os.fdopen(os.open(path, flags, 0o666), "wb")


def claim(file: BinaryIO, path: str) -> None:
    """Keep other runs from writing ``file``. Raises UsageError where one does.

    The lock is this process's own: workers do not inherit it, so none outlives a run that was killed.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        file.close()
        raise UsageError(
            f"{path}: another run is writing this.\n  Wait for it, or name another. Nothing has been written."
        ) from None
    except OSError:  # a file system without locks
        return


class FileSink:
    """A plain file at ``path`` that another writer puts in place: see `Part.finish_as`."""

    def __init__(self, path: str) -> None:
        self._file = open(path, "wb")  # noqa: SIM115  (closed by `finish` or `abandon`)

    def write(self, data: bytes) -> None:
        self._file.write(data)

    def sync(self) -> State:
        return {}

    def finish(self) -> None:
        self._file.close()

    def abandon(self) -> None:
        self._file.close()


class Compressed(OverSink):
    """A sink whose bytes are compressed, frame by frame, on their way to another."""

    def __init__(self, sink: Sink, compress: Callable[[bytes], bytes], state: State | None = None) -> None:
        super().__init__(sink)
        self._compress = compress
        self._waiting = bytearray(base64.b64decode(state["waiting"]) if state else b"")
        self._empty = not state or state["empty"]

    def write(self, data: bytes) -> None:
        self._waiting += data
        while len(self._waiting) >= _FRAME:
            self._frame(_FRAME)

    def _frame(self, size: int) -> None:
        self._sink.write(self._compress(bytes(self._waiting[:size])))
        del self._waiting[:size]
        self._empty = False

    def sync(self) -> State:
        waiting = base64.b64encode(self._waiting).decode()
        return {**super().sync(), "waiting": waiting, "empty": self._empty}

    def finish(self) -> None:
        if self._waiting or self._empty:
            self._frame(len(self._waiting))
        super().finish()


def is_stream(path: str) -> bool:
    """Whether what is written to ``path`` goes on at once: standard output, a pipe, a device."""
    if path == "-" or _descriptor(path) is not None:
        return True
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def _descriptor(path: str) -> int | None:
    """The open file that ``path`` leads to, as ``/dev/stdout`` and ``/dev/fd/3`` do; None for other paths.

    It may be a plain file: what is written belongs into that one, and not under the name of the link.
    """
    for _ in range(_LINKS):
        folder, name = os.path.split(path)
        if name.isdigit() and os.path.realpath(folder) in ("/dev/fd", f"/proc/{os.getpid()}/fd"):
            return int(name)
        if not os.path.islink(path):
            return None
        path = os.path.join(folder, os.readlink(path))
    return None


class Stream:
    """Standard output or a pipe: no name to appear under, nothing to go on with."""

    def __init__(self, path: str) -> None:
        """Raises UsageError where it cannot be written."""
        if path == "-" and sys.stdout is None:
            raise UsageError("standard output is closed; name a file with -o.\n  Nothing has been written.")
        try:
            self._file = sys.stdout.buffer if path == "-" else _opened(path)
        except OSError as error:
            raise UsageError(
                f"{path}: cannot be written: {error.strerror}\n  Nothing has been written."
            ) from None

    def write(self, data: bytes) -> None:
        self._file.write(data)

    def sync(self) -> State:
        return {}

    def finish(self) -> None:
        self._file.flush()

    def abandon(self) -> None:
        pass


def _opened(path: str) -> BinaryIO:
    number = _descriptor(path)
    return open(path, "wb") if number is None else os.fdopen(os.dup(number), "wb")


def compressor(name: str) -> Callable[[bytes], bytes] | None:
    """What compresses for a file called ``name``; None for a plain one. Raises UsageError."""
    compression = split_compression(name)[1]
    if compression == "gz":
        import gzip

        return lambda data: gzip.compress(data, compresslevel=6, mtime=0)
    if compression == "bz2":
        import bz2

        return bz2.compress
    if compression == "xz":
        import lzma

        return lzma.compress
    if compression == "zst":
        return zstd().compress  # type: ignore[no-any-return]
    return None


def open_sink(path: str, state: State | None = None) -> Sink:
    """The sink for ``path``: a stream or else a part file, compressed as its suffix says."""
    compress = compressor(path)
    sink = Stream(path) if is_stream(path) else Part(path, state)
    return Compressed(sink, compress, state) if compress is not None else sink


def put_in_place(part: str, path: str) -> None:
    """Rename, on disk too where the system can do that."""
    os.replace(part, path)
    sync_folder(path)


def sync_folder(path: str) -> None:
    """The names in the folder that holds ``path`` on disk, where the system can do that. Raises OSError."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    folder = os.open(os.path.dirname(path) or ".", os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
