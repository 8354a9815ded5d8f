"""TAR archives, read in the order of the stream: each file is opened like one of its own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import IO, Any

from embedparse.inputs import InputUnit, ReadOptions
from embedparse.readers.formats import InputFormat, ReadMember
from embedparse.readers.members import MemberNames, failed, is_hidden, read_member
from embedparse.readers.opening import Opened

_PIECE = 1 << 18


def read_tar(opened: Opened, reading: ReadOptions, read: ReadMember) -> Iterator[InputUnit]:
    """The files of a TAR archive in their order."""
    import tarfile

    name, names = "", MemberNames()
    try:
        with tarfile.open(fileobj=opened.stream, mode="r|", tarinfo=_strict_member()) as archive:
            for member in archive:
                name = member.name
                if not member.isfile() or is_hidden(name):
                    continue
                stream = archive.extractfile(member)
                if stream is not None:
                    yield from read_member(opened, _Forward(stream), name, names, reading, read)
        while opened.stream.read(_PIECE):  # what is wrong with the rest of a compressed stream shows here
            pass
    except (tarfile.TarError, OSError, EOFError) as error:
        cut = "unexpected end" in str(error) or "truncated" in str(error)
        message = f"no sound TAR archive behind {name or 'its beginning'}: {error}"
        yield failed(opened, "truncated" if cut else "corrupt", message)


@cache
def _strict_member() -> Any:
    """The class of members whose header must be sound.

    Behind the first one tarfile takes a broken header for the end.
    """
    import tarfile

    class Member(tarfile.TarInfo):
        @classmethod
        def fromtarfile(cls, archive: tarfile.TarFile) -> Member:
            try:
                return super().fromtarfile(archive)
            except tarfile.HeaderError as error:
                if type(error).__name__ in ("EOFHeaderError", "EmptyHeaderError"):  # this is the end
                    raise
                raise tarfile.ReadError(f"{error} at byte {archive.offset}") from None

    return Member


class _Forward(io.RawIOBase):
    """A member of a TAR stream: it can only be read on, and says so."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


FORMAT = InputFormat(
    "tar",
    suffixes=(".tar",),
    magic=((257, b"ustar"),),
    read=read_tar,
    holds="documents",
    is_text=False,
)
