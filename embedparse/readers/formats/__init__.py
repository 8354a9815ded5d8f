"""The formats of the input: each a module of this folder with one ``FORMAT``, found by discovery.

Other packages add formats by entry points of the group ``embedparse.formats``, see docs/extend.md.
"""

from __future__ import annotations

import codecs
import importlib
import os
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from embedparse.readers.byte_order_marks import MARKS, codec_of
from embedparse.readers.utf16_detection import is_wide, readable_in

if TYPE_CHECKING:
    from embedparse.inputs import InputUnit, KindChoice, ReadOptions
    from embedparse.readers.opening import Opened
    from embedparse.writers.articles import Articles
    from embedparse.writers.part import Sink, State

HEAD = 1 << 16
"""Bytes looked at to recognise a format."""
ENTRY_POINTS = "embedparse.formats"

#: Zip archives by construction, and documents of other programs: not for us.
_FOREIGN = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".jar", ".apk", ".whl")
#: Files that are beside pages and hold no article.
_BESIDE = (".css", ".js", ".mjs", ".map", ".svg", ".ico", ".woff", ".woff2")
#: What `format_of` says of a file that is of no format.
NO_FORMATS = frozenset(("beside", "binary", "empty"))
#: All of a file that holds nothing.
_NOTHING = (b"", *(mark for mark, _ in MARKS))

#: Reads one opened member of an archive.
ReadMember = Callable[["Opened"], "Iterator[InputUnit]"]


class Start(NamedTuple):
    """How a text begins: without white space before it, its ASCII characters as single bytes.

    ``line`` is its first line; ``cut``: the line goes on behind what is seen. ``field`` is the path of
    the field that holds the article.
    """

    text: bytes
    line: bytes
    cut: bool
    field: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InputFormat:
    """What is known of one format.

    ``name``: one word, in messages too. ``suffixes``: of (decompressed) files' names, lower case.
    ``read``: the units of an opened stream; the last argument reads a member of an archive.
    ``holds``: one document, several, or rows with fields. ``kind``: what its documents are.

    A format that is no text has ``magic``: (offset, bytes) pairs, one of which it begins with. A format
    that is text has ``looks_like`` where files are recognised whose name promises nothing. ``base``:
    the format of which this one is a special case: zip of epub; a file that its name claims for this
    one may be found to be that.
    ``check`` refuses a file without the wanted field, before anything is written: UsageError.
    ``columns`` gives the names of the columns of a table without rows. ``same_columns``: all rows have
    the columns of the first, so that a kept column that this one lacks is a mistake. ``takes_mark``: text in
    UTF-16 without a byte order mark is given one, since its reader looks for nothing else.
    ``write`` makes the writer of articles to a file of the format (called with its sink, the options and
    the state to go on from); None: they go to the formats that have one.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Opened, ReadOptions, ReadMember], Iterator[InputUnit]]
    holds: Literal["document", "documents", "rows"]
    kind: KindChoice = "auto"
    magic: tuple[tuple[int, bytes], ...] = ()
    looks_like: Callable[[Start], bool] | None = None
    base: str | None = None
    is_text: bool = True
    check: Callable[[Opened, ReadOptions], None] | None = None
    columns: Callable[[Opened, ReadOptions], list[str]] | None = None
    same_columns: bool = False
    takes_mark: bool = False
    write: Callable[[Sink, ReadOptions, State | None], Articles] | None = None

    def has_magic(self, head: bytes) -> bool:
        return any(head.startswith(magic, offset) for offset, magic in self.magic)


@cache
def all_formats() -> tuple[InputFormat, ...]:
    """The formats of this package, special cases before what they are cases of.

    Raises:
        TypeError: a module of this folder holds no ``FORMAT``.
    """
    found: list[InputFormat] = []
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        format_ = getattr(importlib.import_module(f"{__name__}.{info.name}"), "FORMAT", None)
        if not isinstance(format_, InputFormat):
            raise TypeError(f"embedparse/readers/formats/{info.name}.py must define FORMAT")
        found.append(format_)
    return tuple(sorted(found, key=lambda each: each.base is None))


@cache
def other_formats() -> tuple[InputFormat, ...]:
    """The formats that other packages add; asked for only where none of this package fits.

    Raises:
        TypeError: an entry point names something else.
    """
    from importlib.metadata import entry_points

    found = []
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda each: each.name):
        format_ = point.load()
        if not isinstance(format_, InputFormat):
            raise TypeError(
                f"the entry point {point.name} of {ENTRY_POINTS} is no InputFormat: {point.value}"
            )
        found.append(format_)
    return tuple(found)


def get(name: str) -> InputFormat | None:
    """The format called ``name``; None for what is no format: see `format_of`."""
    known = next((each for each in all_formats() if each.name == name), None)
    if known is not None or name in NO_FORMATS:
        return known
    return next((each for each in other_formats() if each.name == name), None)


def promised(name: str) -> InputFormat | None:
    """The format that a (decompressed) file's name promises, or None."""
    suffix = _suffix(name)
    if not suffix:
        return None
    known = next((each for each in all_formats() if suffix in each.suffixes), None)
    return known or next((each for each in other_formats() if suffix in each.suffixes), None)


def suffixes(holds: str) -> tuple[str, ...]:
    """The suffixes of all formats of this package that hold a ``document``, ``documents`` or ``rows``."""
    return tuple(suffix for each in all_formats() if each.holds == holds for suffix in each.suffixes)


def advice_for(name: str) -> str | None:
    """What to do with a file of another program, recognised by its name; None for any other file."""
    suffix = _suffix(name)
    if suffix in (".xlsx", ".ods"):
        return "a spreadsheet is not read; save it as CSV (UTF-8) and name that"
    if suffix in (".docx", ".odt", ".pptx"):
        return "a document of an office program is not read; save it as text or HTML and name that"
    return None


def _suffix(name: str) -> str:
    return os.path.splitext(name.lower())[1]


def format_of(head: bytes, name: str, field: tuple[str, ...], encoding: str = "utf-8") -> str:
    """The format of a file called ``name`` that begins with ``head``, and in ``encoding`` if it is text.

    The name of an `InputFormat`; or beside (nothing for us), binary (no text, and unknown), empty.
    """
    suffix, claim = _suffix(name), promised(name)
    if suffix in _FOREIGN:
        return "binary"
    if suffix in _BESIDE:
        return "beside"
    found = _by_magic(head, claim)
    if found is not None:
        return found.name
    if head in _NOTHING:
        return "empty"
    if claim is not None and claim.name == "tar" and not head.strip(b"\0"):  # the end, and nothing before it
        return claim.name
    text = _as_utf8(head, encoding)
    if text is None:
        return "binary"
    start = text.removeprefix(codecs.BOM_UTF8).lstrip()
    line, *others = start.split(b"\n", 1)
    return _by_text(Start(start, line, len(head) >= HEAD and not others, field), claim).name


def _by_magic(head: bytes, claim: InputFormat | None) -> InputFormat | None:
    """The format with the magic bytes of ``head``; of several the one that its name claims."""
    hits = [each for each in all_formats() if each.has_magic(head)]
    if claim is not None and (claim.has_magic(head) or any(each.name == claim.base for each in hits)):
        return claim
    if hits:
        return hits[0]
    if not head or _might_be_text(head):
        return None
    return next((each for each in other_formats() if each.has_magic(head)), None)


def _might_be_text(head: bytes) -> bool:
    return b"\0" not in head[:1024]


def _by_text(start: Start, claim: InputFormat | None) -> InputFormat:
    """The format of a text, whose name promises ``claim``."""
    claimed = claim is not None and claim.is_text
    for each in all_formats():
        wanted = not claimed or (claim is not None and each.base == claim.name)
        if wanted and each.looks_like is not None and each.looks_like(start):
            return each
    if claimed and claim is not None:
        return claim
    document = get("text")
    assert document is not None
    return document


def _as_utf8(head: bytes, encoding: str) -> bytes | None:
    """``head`` with its ASCII characters as single bytes; None where it is no text."""
    codec = codec_of(head)
    if codec is not None and is_wide(codec):
        return head.decode(codec, "ignore").encode("utf-8", "replace")
    found = readable_in(head, encoding)
    if found is not None and is_wide(found):
        return head.decode(found, "ignore").encode("utf-8", "replace")
    return head if found is not None else None
