"""Streams of any kind, whose first bytes can be looked at before they are read."""

from __future__ import annotations

import io
import select
from typing import Any, BinaryIO, cast

_BUFFER = 1 << 16
"""Bytes asked for at once."""


def with_head(stream: Any, size: int) -> tuple[BinaryIO, bytes]:
    """A buffered stream of the same bytes, and its first ``size`` bytes, or all where there are fewer.

    A pipe, a socket, a terminal or a decompressor may give fewer bytes than it is asked for: it is read
    until the head is full or the stream ends. What can be sought in, is sought back to its beginning.

    Raises:
        OSError: nothing can be read. An error behind the first bytes is raised where reading meets it.
    """
    if not hasattr(stream, "read1") and _starts_seekable(stream):
        stream = io.BufferedReader(stream, _BUFFER)
    if isinstance(stream, io.BufferedReader) and _starts_seekable(stream):
        head = stream.read(size)
        stream.seek(0)
        return cast(BinaryIO, stream), head
    ahead = AheadStream(stream)
    return cast(BinaryIO, ahead), ahead.peek(size)[:size]


def _starts_seekable(stream: Any) -> bool:
    try:
        return bool(stream.seekable()) and stream.tell() == 0
    except (AttributeError, OSError, ValueError):
        return False


class AheadStream(io.BufferedIOBase):
    """A stream that can only be read on, with the bytes that were looked at ahead of their turn.

    Reads are full: fewer bytes than asked for mean the end. An error is raised only after all bytes
    before it were handed on. The end is met once: a terminal would ask for more behind it.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._read_some = getattr(stream, "read1", stream.read)
        self._held = b""
        self._error: OSError | None = None
        self._ended = False

    def readable(self) -> bool:
        return True

    def peek(self, size: int = 1) -> bytes:
        """At least the next ``size`` bytes, unless the stream ends before; they are not taken."""
        if len(self._held) < size:
            self._held = b"".join(self._pieces(size))
        if not self._held:
            self._raise()
        return self._held

    def read(self, size: int | None = -1) -> bytes:
        wanted = -1 if size is None else size
        if wanted == 0:
            return b""
        data = b"".join(self._pieces(wanted)) if wanted < 0 or len(self._held) < wanted else self._held
        if not data or (wanted < 0 and self._error is not None):
            self._held = data if wanted >= 0 else b""
            self._raise()
        self._held = b"" if wanted < 0 else data[wanted:]
        return data if wanted < 0 else data[:wanted]

    def read1(self, size: int = -1) -> bytes:
        if not self._held and not self._more():
            self._raise()
        wanted = len(self._held) if size < 0 else size
        data, self._held = self._held[:wanted], self._held[wanted:]
        return data

    def readinto(self, buffer: Any) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()

    def reopen(self) -> None:
        """More has become readable behind the end."""
        self._ended = False

    def _pieces(self, size: int) -> list[bytes]:
        """What is held and what follows it, ``size`` bytes or more (less than 0: all there is)."""
        pieces, length = [self._held], len(self._held)
        while (size < 0 or length < size) and self._more():
            pieces.append(self._held)
            length += len(self._held)
        self._held = b""
        return pieces

    def _more(self) -> bool:
        """Read the next bytes in place of those held; False at the end and behind an error."""
        self._held = b""
        while not self._ended:
            try:
                data = self._read_some(_BUFFER)
            except OSError as error:
                self._error, self._ended = error, True
                break
            if data is None:  # a pipe that does not block, with nothing in it yet
                select.select([self._stream], [], [])
                continue
            self._held, self._ended = data, not data
            return bool(data)
        return False

    def _raise(self) -> None:
        """Raise the error that ended the stream, once."""
        if self._error is not None:
            error, self._error = self._error, None
            raise error
