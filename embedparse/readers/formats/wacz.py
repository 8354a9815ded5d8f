"""WACZ files: web archives in a ZIP archive, of which the WARC files hold the pages."""

from __future__ import annotations

from collections.abc import Iterator

from embedparse.inputs import InputUnit, ReadOptions
from embedparse.readers.formats import InputFormat, ReadMember
from embedparse.readers.formats.zip_archive import read_zip
from embedparse.readers.opening import Opened


def read_wacz(opened: Opened, reading: ReadOptions, read: ReadMember) -> Iterator[InputUnit]:
    """The documents of the WARC files in the archive; its indexes and lists of pages are passed over."""
    return read_zip(opened, reading, read, lambda name: name.startswith("archive/"))


FORMAT = InputFormat(
    "wacz", suffixes=(".wacz",), read=read_wacz, holds="documents", base="zip", is_text=False
)
