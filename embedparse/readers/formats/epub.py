"""Books in EPUB: each chapter a document, in reading order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from embedparse.inputs import InputDocument, InputUnit, ReadOptions
from embedparse.readers.formats import InputFormat, ReadMember
from embedparse.readers.members import MemberNames, failed, failed_member, read_member
from embedparse.readers.opening import Opened

_PAGES = (".xhtml", ".html", ".htm")
_LARGEST = 1 << 24
"""Bytes of a list of contents that is read."""


def read_epub(opened: Opened, reading: ReadOptions, read: ReadMember) -> Iterator[InputUnit]:
    """The pages of a book in the order of its spine; in that of the archive where it has none."""
    import zipfile

    try:
        archive = zipfile.ZipFile(opened.seekable())
        encrypted = _encrypted(archive)
        pages = _spine(archive) or [name for name in archive.namelist() if name.lower().endswith(_PAGES)]
    except Exception as error:  # there is no end of how a book can be broken
        yield failed(opened, "corrupt", f"no sound EPUB: {error}")
        return
    with archive:
        names = MemberNames()
        for name in pages:
            if name in encrypted:
                yield failed_member(opened, name, "unreadable", "this chapter is encrypted")
                continue
            try:
                with archive.open(name) as stream:
                    for unit in read_member(opened, stream, name, names, reading, read):
                        yield unit._replace(kind="html") if isinstance(unit, InputDocument) else unit
            except Exception as error:  # each compression has errors of its own
                yield failed_member(opened, name, "corrupt", f"this chapter is damaged: {error}")


def _spine(archive: Any) -> list[str]:
    """The names of the pages in reading order, each once; none where there is no sound list of them."""
    container = _xml(archive, "META-INF/container.xml")
    package = next((each.get("full-path") for each in container.iter("{*}rootfile")), None)
    if package is None or package not in archive.namelist():
        return []
    book, folder = _xml(archive, package), posixpath.dirname(package)
    paths = {
        item.get("id"): posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        for item in book.iter("{*}item")
        if item.get("media-type") in ("application/xhtml+xml", "text/html")
    }
    present = set(archive.namelist())
    order = [paths.get(each.get("idref")) for each in book.iter("{*}itemref")]
    return list(dict.fromkeys(path for path in order if path is not None and path in present))


def _encrypted(archive: Any) -> set[str]:
    name = "META-INF/encryption.xml"
    if name not in archive.namelist():
        return set()
    return {unquote(each.get("URI") or "") for each in _xml(archive, name).iter("{*}CipherReference")}


def _xml(archive: Any, name: str) -> Any:
    """A member that is XML; entities of its own are never expanded. Raises KeyError, ValueError."""
    from lxml import etree

    with archive.open(name) as stream:
        data = stream.read(_LARGEST)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(data, parser)
    if root is None:
        raise ValueError(f"{name} is no XML")
    return root


FORMAT = InputFormat(
    "epub",
    suffixes=(".epub",),
    magic=((30, b"mimetypeapplication/epub+zip"),),
    read=read_epub,
    holds="documents",
    base="zip",
    is_text=False,
)
