"""Streams opened: local files, remote ones, standard input, members of archives; decompressed, looked at."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass
from typing import IO, Any, BinaryIO, NamedTuple, cast

from embedparse.inputs import ReadError, ReadOptions
from embedparse.readers.byte_order_marks import mark_of
from embedparse.readers.compression import Decompressed, compression_of, split_compression
from embedparse.readers.formats import HEAD, InputFormat, format_of, get, promised
from embedparse.readers.remote import open_remote
from embedparse.readers.sources import STDIN, Source, is_remote
from embedparse.readers.streams import AheadStream, with_head
from embedparse.readers.utf16_detection import LACKING, readable_in

_BUFFER = 1 << 20
_LAYERS = 3
"""Compressions around each other that are undone; more is no archive but an attack."""
_IN_MEMORY = 1 << 24
_PLENTY, _GROWTH = 1 << 26, 200
"""Bytes of an archive within a compressed stream that are always read; how much more others may grow."""


@dataclass(slots=True)
class Opened:
    """A stream ready to be read, and what is known of it.

    ``path`` is set for a plain local file, which workers may read by themselves. ``name`` is the
    (decompressed) file's name, ``place`` what messages call it, ``inside`` its path below the folder
    or archive it was found in; ``depth`` counts the archives around it.
    """

    source: int
    stream: BinaryIO
    name: str
    place: str
    inside: str
    format: str
    layers: tuple[Decompressed, ...] = ()
    path: str | None = None
    mislabelled: str | None = None
    depth: int = 0
    raw: Any = None
    first: bytes = b""

    def problems(self) -> list[tuple[str, str]]:
        """What was wrong with a compressed stream, once it has been read."""
        return [problem for layer in self.layers for problem in layer.problems]

    def go_on(self) -> bool:
        """Behind a damage in a stream of many members: move to the next one, if there is one."""
        if len(self.layers) != 1 or not self.layers[0].go_on():
            return False
        if isinstance(self.stream, AheadStream):
            self.stream.reopen()
        return True

    def head(self) -> bytes:
        """The first bytes of the stream, `formats.HEAD` at most; they are not taken from it."""
        return self.first

    def seekable(self) -> IO[bytes]:
        """The same bytes as a file that can be sought in; a copy where the stream cannot.

        Raises:
            ReadError: ``size``: so little grows so much that it is made to fill the disk.
        """
        if not self.layers and self.stream.seekable():
            return self.stream
        import tempfile

        copy = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        while piece := self.stream.read(_BUFFER):
            copy.write(piece)
            if copy.tell() > _PLENTY and self.layers and copy.tell() > _GROWTH * self.layers[0].taken:
                raise ReadError("size", f"it grows to more than {_GROWTH} times its compressed size")
        copy.seek(0)
        return cast(IO[bytes], copy)


def open_source(source: Source, reading: ReadOptions) -> Opened:
    """Open ``source``.

    Raises:
        ReadError: ``unreadable`` or ``no-files``.
        UsageError: a library that it needs is missing.
    """
    if source.missing == "no-files":
        raise ReadError(
            "no-files", "no file here; name a file, a folder that holds some, or a pattern that fits"
        )
    try:
        if source.path == STDIN:
            return open_stream(_stdin(), Origin(source.number, "stdin", "stdin", "stdin"), reading)
        inside = source.inside or os.path.basename(source.path)
        stream = open_remote(source.path) if is_remote(source.path) else open(source.path, "rb", HEAD)  # noqa: SIM115
        name = os.path.basename(source.path)
        opened = open_stream(stream, Origin(source.number, name, source.path, inside), reading)
    except OSError as error:
        raise ReadError("unreadable", f"cannot be read: {error.strerror or error}") from None
    opened.raw = stream
    if not opened.layers and os.path.isfile(source.path):
        opened.path = source.path
    return opened


def _stdin() -> Any:
    if sys.stdin is None:
        raise ReadError("unreadable", "standard input is closed")
    return getattr(sys.stdin.buffer, "raw", sys.stdin.buffer)  # a buffer takes a pause for the end


class Origin(NamedTuple):
    """Where a stream is from: the number of its source, the name of its file, and as of `Opened` the rest."""

    source: int
    name: str
    place: str
    inside: str
    depth: int = 0


def open_stream(stream: Any, origin: Origin, reading: ReadOptions) -> Opened:
    """Undo the compressions around ``stream`` and find out the format inside. Raises OSError."""
    source, name, place, inside, depth = origin
    buffered, head = with_head(stream, HEAD)
    layers: list[Decompressed] = []
    wrong: str | None = None
    while len(layers) < _LAYERS:
        found = compression_of(head)
        stem, named = split_compression(name)
        if named is not None and found != named:
            wrong = f"its name says {named}, its content does not"
        if found is None:
            break
        name = stem if named else name
        inside = split_compression(inside)[0] if named else inside
        layers.append(Decompressed(buffered, found))
        buffered, head = with_head(layers[-1], HEAD)
    if named is not None and found is None:
        name = stem
    format_ = format_of(head, name, reading.field, reading.encoding)
    known = get(format_)
    mark = _missing_mark(head, reading.encoding) if known is not None and known.takes_mark else b""
    if mark:
        buffered, head = with_head(_Marked(mark, buffered), HEAD)
    if wrong is None and _contradict(promised(name), format_):
        wrong = f"its name says {_called(promised(name))}, its content is {_WORDS.get(format_, format_)}"
    return Opened(
        source, buffered, name, place, inside, format_, tuple(layers), None, wrong, depth, first=head
    )


def _contradict(claim: InputFormat | None, name: str) -> bool:
    """Whether a file of the format ``name`` cannot be what its own name promises."""
    found = get(name)
    if claim is None or claim == found:
        return False
    return not claim.is_text or (found is not None and not found.is_text)


def _called(claim: InputFormat | None) -> str:
    return "" if claim is None else _WORDS.get(claim.name, claim.name)


def _missing_mark(head: bytes, encoding: str) -> bytes:
    """The byte order mark that rows in UTF-16 or UTF-32 were left without."""
    if mark_of(head) is not None:
        return b""
    return LACKING.get(readable_in(head, encoding) or "", b"")


class _Marked(io.RawIOBase):
    """A stream with a byte order mark put before it, so that it is read like those that have one."""

    def __init__(self, mark: bytes, stream: BinaryIO) -> None:
        self._mark = mark
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data, self._mark = self._mark + self._stream.read(len(buffer) - len(self._mark)), b""
        buffer[: len(data)] = data
        return len(data)


_WORDS = {
    "markdown": "text",
    "html": "text",
    "binary": "unknown",
    "empty": "nothing",
    "beside": "something else",
}
