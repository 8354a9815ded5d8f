"""Members of archives: opened like files of their own, under names that fit any folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from embedparse.inputs import InputDocument, InputUnit, ReadOptions
from embedparse.models import MissingPackageError
from embedparse.readers.compression import split_compression
from embedparse.readers.formats import ReadMember
from embedparse.readers.opening import Opened, Origin, open_stream

_LONGEST_NAME = 200
"""Bytes of a name; file systems take 255, and suffixes and numbers are added to it."""
_LONGEST_SUFFIX = 12
_DEEPEST_NAME = 12
"""Folders of a member's path that are kept, the innermost: all of it must be shorter than 4,096 bytes."""
_DEEPEST = 3
"""Archives inside archives that are opened."""


def read_member(
    opened: Opened, stream: Any, name: str, names: MemberNames, reading: ReadOptions, read: ReadMember
) -> Iterator[InputUnit]:
    """The units of the member ``name`` of the archive ``opened``, which is ``stream``. Raises OSError."""
    place, inside = f"{opened.place}/{name}", os.path.join(opened.inside, names.take(name))
    if opened.depth >= _DEEPEST:
        yield InputDocument(place, place, inside, error=("unreadable", "too many archives inside each other"))
        return
    origin = Origin(opened.source, os.path.basename(name), place, inside, opened.depth + 1)
    try:
        yield from read(open_stream(stream, origin, reading))
    except MissingPackageError as error:
        yield InputDocument(place, place, inside, error=("unreadable", error.advice))


def failed(opened: Opened, kind: str, message: str) -> InputDocument:
    """What says that all of ``opened`` cannot be read."""
    return InputDocument(opened.place, opened.place, opened.inside, error=(kind, message))


def failed_member(opened: Opened, name: str, kind: str, message: str) -> InputDocument:
    """What says that the member ``name`` of ``opened`` cannot be read."""
    place = f"{opened.place}/{name}"
    return InputDocument(place, place, os.path.join(opened.inside, _safe(name)), error=(kind, message))


class MemberNames:
    """The paths of an archive's members below it, no two alike: a name that is repeated gets a number.

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


def is_hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or "__MACOSX" in parts
