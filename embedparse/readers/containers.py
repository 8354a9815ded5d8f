"""ZIP and TAR archives, read in place: each member is opened like a file of its own."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any, Self

from embedparse.models import MissingPackageError
from embedparse.readers.blocks import Item, Reading, Unit
from embedparse.readers.formats import split_compression
from embedparse.readers.opening import Opened, open_stream

#: Reads one opened member; raises nothing.
ReadMember = Callable[[Opened], Iterator[Unit]]

_PIECE = 1 << 18
_LONGEST_NAME = 200
"""Bytes of a name; file systems take 255, and suffixes and numbers are added to it."""
_LONGEST_SUFFIX = 12
_DEEPEST_NAME = 12
"""Folders of a member's path that are kept, the innermost: all of it must be shorter than 4,096 bytes."""
_DEEPEST = 3
"""Archives inside archives that are opened."""


def read_zip(opened: Opened, reading: Reading, read: ReadMember) -> Iterator[Unit]:
    """The members of a ZIP archive in the order of its directory."""
    try:
        archive = zipfile.ZipFile(opened.seekable())
    except Exception as error:  # there is no end of how a directory can be broken
        yield _broken(opened, "corrupt", f"no sound ZIP archive: {error}")
        return
    with archive:
        names = _Names()
        for member in archive.infolist():
            if member.filename.endswith("/") or _hidden(member.filename):
                continue  # `is_dir` cannot bear an empty name
            if member.flag_bits & 0x1:
                yield _failed(opened, member.filename, "unreadable", "this member is encrypted")
                continue
            try:
                with archive.open(member) as stream:
                    yield from _member(opened, stream, member.filename, names, reading, read)
            except Exception as error:  # each compression has errors of its own
                yield _failed(opened, member.filename, "corrupt", f"this member is damaged: {error}")


def read_tar(opened: Opened, reading: Reading, read: ReadMember) -> Iterator[Unit]:
    """The files of a TAR archive in their order, as the stream comes."""
    name, names = "", _Names()
    try:
        with tarfile.open(fileobj=opened.stream, mode="r|", tarinfo=_Member) as archive:
            for member in archive:
                name = member.name
                if not member.isfile() or _hidden(name):
                    continue
                stream = archive.extractfile(member)
                if stream is not None:
                    yield from _member(opened, _Forward(stream), name, names, reading, read)
        while opened.stream.read(_PIECE):  # what is wrong with the rest of a compressed stream shows here
            pass
    except (tarfile.TarError, OSError, EOFError) as error:
        cut = "unexpected end" in str(error) or "truncated" in str(error)
        message = f"no sound TAR archive behind {name or 'its beginning'}: {error}"
        yield _broken(opened, "truncated" if cut else "corrupt", message)


class _Member(tarfile.TarInfo):
    """A member whose header must be sound: behind the first one tarfile takes a broken header for the end."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(archive)
        except tarfile.HeaderError as error:
            if type(error).__name__ in ("EOFHeaderError", "EmptyHeaderError"):  # this is the end
                raise
            raise tarfile.ReadError(f"{error} at byte {archive.offset}") from None


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


def _member(
    opened: Opened, stream: Any, name: str, names: _Names, reading: Reading, read: ReadMember
) -> Iterator[Unit]:
    place, inside = f"{opened.place}/{name}", os.path.join(opened.inside, names.take(name))
    if opened.depth >= _DEEPEST:
        yield Item(place, place, inside, error=("unreadable", "too many archives inside each other"))
        return
    base = os.path.basename(name)
    try:
        yield from read(open_stream(stream, opened.source, base, place, inside, reading, opened.depth + 1))
    except MissingPackageError as error:
        yield Item(place, place, inside, error=("unreadable", error.advice))


class _Names:
    """The paths of an archive's members below it, no two alike: a name that comes again gets a number.

    What is compressed is called as it is without that.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._folders: set[str] = set()
        self._last: dict[str, int] = {}

    def take(self, name: str) -> str:
        safe = self._beside(_safe(name))
        plain = key = split_compression(safe)[0]
        stem, suffix = os.path.splitext(plain)
        number = self._last.get(plain, 1)
        while key in self._taken or key in self._folders:
            number += 1
            key = f"{stem}.{number}{suffix}"
        self._taken.add(key)
        self._folders.update(_above(key))
        self._last[plain] = number
        return safe if key == plain else key + (safe[len(plain) :] if safe.startswith(plain) else "")

    def _beside(self, name: str) -> str:
        """``name`` with those of its folders renamed that are files by now."""
        for folder in reversed(list(_above(name))):
            if folder in self._taken:
                return self._beside(f"{folder}.folder{name[len(folder) :]}")
        return name


def _above(path: str) -> Iterator[str]:
    """The folders around ``path``, the innermost first."""
    while path := os.path.dirname(path):
        yield path


def _safe(name: str) -> str:
    """A member's name as a path that stays below its folder."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return os.path.join(*map(_fitting, parts[-_DEEPEST_NAME:])) if parts else "unnamed"


def _fitting(part: str) -> str:
    """``part`` of a path as a name that every file system takes: without NUL, and not too long."""
    part = part.replace("\0", "_")
    size = len(os.fsencode(part))
    if size <= _LONGEST_NAME:
        return part
    stem, suffix = os.path.splitext(part)
    if len(suffix) > _LONGEST_SUFFIX:
        stem, suffix = part, ""
    return f"{_cut(stem)}~{size}{suffix}"


def _cut(stem: str) -> str:
    """The beginning of ``stem`` that leaves room for a number and a suffix."""
    return os.fsencode(stem)[: _LONGEST_NAME - 60].decode("utf-8", "ignore")


def _hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or "__MACOSX" in parts


def _broken(opened: Opened, kind: str, message: str) -> Item:
    return Item(opened.place, opened.place, opened.inside, error=(kind, message))


def _failed(opened: Opened, name: str, kind: str, message: str) -> Item:
    place = f"{opened.place}/{name}"
    return Item(place, place, os.path.join(opened.inside, _safe(name)), error=(kind, message))
