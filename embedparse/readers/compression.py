"""Compressed streams: gzip, bzip2, xz and zstd, of one member or many, whole or cut short.

What is sound is handed on; damage is kept in ``problems`` for the reader to report.
"""

from __future__ import annotations

import io
import os
import re
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from embedparse.models import MissingPackageError

SUFFIXES = {".gz": "gz", ".bz2": "bz2", ".xz": "xz", ".zst": "zst", ".zstd": "zst"}
#: Suffixes of archives that are compressed as a whole.
_SHORT = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"}
_MAGICS = {"gz": b"\x1f\x8b\x08", "bz2": b"BZh", "xz": b"\xfd7zXZ\x00", "zst": b"\x28\xb5\x2f\xfd"}
#: A zstd frame that holds no data of the file but notes for a program; pzstd begins with one.
_SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18", re.DOTALL)
_PIECE = 1 << 18


def split_compression(name: str) -> tuple[str, str | None]:
    """The name without the suffix of a compression, and that compression.

    >>> split_compression("a.jsonl.gz"), split_compression("pages.tgz")
    (('a.jsonl', 'gz'), ('pages.tar', 'gz'))
    """
    stem, suffix = os.path.splitext(name)
    long = _SHORT.get(suffix.lower())
    if long:
        return split_compression(stem + long)
    compression = SUFFIXES.get(suffix.lower())
    return (stem, compression) if compression else (name, None)


def compression_of(head: bytes) -> str | None:
    """The compression of a stream that begins with ``head``: gz, bz2, xz, zst or None."""
    if _SKIPPABLE.match(head):
        return "zst"
    return next((name for name, magic in _MAGICS.items() if head.startswith(magic)), None)


class _Gzip:
    """zlib with the interface of the other decompressors, for where isal is not installed."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self.eof = False
        self.unused_data = b""
        self.needs_input = True

    def decompress(self, data: bytes, max_length: int) -> bytes:
        out = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        self.eof = self._inner.eof
        self.unused_data = self._inner.unused_data
        self.needs_input = not self._inner.unconsumed_tail and len(out) < max_length
        return out


def _maker(name: str) -> Callable[[], Any]:
    """What makes a decompressor of ``name``. Raises UsageError where a library is missing."""
    if name == "gz":
        try:
            from isal import igzip_lib
        except ImportError:
            return _Gzip
        return lambda: igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_GZIP)
    if name == "bz2":
        from bz2 import BZ2Decompressor

        return BZ2Decompressor
    if name == "xz":
        from lzma import LZMADecompressor

        return LZMADecompressor
    return zstd().ZstdDecompressor  # type: ignore[no-any-return]


def zstd() -> Any:
    """The zstd module of Python 3.14, or its backport. Raises UsageError without either."""
    import importlib

    for module in ("compression.zstd", "backports.zstd"):
        try:
            return importlib.import_module(module)
        except ImportError:
            continue
    raise MissingPackageError("zstd", "zstd")


class Decompressed(io.RawIOBase):
    """The plain bytes of a compressed stream, up to its end or to a damage.

    Behind a damage `go_on` finds the next member, where there are several.
    """

    def __init__(self, stream: BinaryIO, compression: str) -> None:
        self._stream = stream
        self._make = _maker(compression)
        self._inner = self._make()
        self._piece = b""  # what the current member was fed last; a member's first piece begins with it
        self._begun = False
        self._over = False
        self._broken = False
        self._waiting = False  # the piece has not been fed yet
        self.compression = compression
        #: Compressed bytes that were read so far.
        self.taken = 0
        #: What was wrong: (kind, message) for each damage met.
        self.problems: list[tuple[str, str]] = []

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._next(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def go_on(self) -> bool:
        """Behind a damage: move to the next member. False where none is left, or nothing was wrong."""
        if not self._broken:
            return False
        self._broken = False
        magic = _MAGICS[self.compression]
        held, start = self._piece, 1
        while (at := held.find(magic, start)) < 0:
            more = self._stream.read(_PIECE)
            if not more:
                return False
            held, start = held[1 - len(magic) :] + more, 0
        self._inner, self._over, self._begun = self._make(), False, True
        self._piece = held[at:]
        self._waiting = True
        return True

    def _next(self, size: int) -> bytes:
        while not self._over:
            try:
                data = self._step(size)
            except Exception as error:  # each library has errors of its own
                self._break("corrupt", f"the {self.compression} data is damaged ({_first_line(error)})")
                break
            if data:
                return data
        return b""

    def _step(self, size: int) -> bytes:
        piece = b""
        if self._waiting:
            piece, self._waiting = self._piece, False
        elif self._inner.eof:
            piece = self._inner.unused_data or self._stream.read(_PIECE)
            piece = piece.lstrip(b"\0") if self.compression in ("gz", "xz") else piece  # padding
            if piece and self.compression in ("gz", "bz2") and not _may_begin(piece, self.compression):
                self._piece = piece
                self._break("corrupt", f"what follows the {self.compression} data is none; it was left out")
                return b""
            self._begun = False
            if piece:
                self._inner = self._make()
        elif self._inner.needs_input:
            piece = self._stream.read(_PIECE)
        if piece:
            self.taken += len(piece)
            self._begun, self._piece = True, piece
        elif self._inner.eof or (self._inner.needs_input and not self._begun):
            self._over = True
            return b""
        elif self._inner.needs_input:
            self.problems.append(
                ("truncated", f"the {self.compression} data ends too early; what came before was scanned")
            )
            self._over = True
            return b""
        return self._inner.decompress(piece, size)  # type: ignore[no-any-return]

    def _break(self, kind: str, message: str) -> None:
        self.problems.append((kind, message))
        self._over = self._broken = True


def _may_begin(piece: bytes, compression: str) -> bool:
    magic = _MAGICS[compression]
    return piece.startswith(magic[: len(piece)])


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
