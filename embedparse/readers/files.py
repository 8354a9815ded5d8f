"""A document of its own: a text or an HTML file, or one member of an archive."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from embedparse.inputs import FieldPath, InputDocument, ReadError, ReadOptions
from embedparse.models import DocumentKind
from embedparse.readers.byte_order_marks import mark_of
from embedparse.readers.html_encoding import decode_named
from embedparse.readers.html_sniff import kind_of
from embedparse.readers.utf16_detection import readable_in

_TEXT_NAME = re.compile(r"\.(?:txt|text)\Z", re.IGNORECASE)
_HTML_MARK = re.compile(
    rb"<(?:!doctype|html|head|body|meta|p|div|article|script|blockquote)\b", re.IGNORECASE
)
_LOOKED_AT = 4096
"""Bytes at the head of a file that say what it is."""
#: How files begin that may hold nothing but readable characters and are no text: PDF, RTF, SQLite, Outlook.
_NO_ARTICLES = (b"%PDF-", b"{\\rtf", b"SQLite format 3\0", b"!BDN", b"%!PS-")
NO_TEXT = "neither text nor a format known here; if it is text, name its encoding with --encoding"


class Decoded(NamedTuple):
    """A document as text, and as it is stored: ``raw`` (None where it came as text) in ``encoding``."""

    text: str
    kind: DocumentKind
    raw: bytes | None = None
    encoding: str = "utf-8"


def decode(item: InputDocument, reading: ReadOptions) -> Decoded:
    """The text of ``item``.

    Raises:
        ReadError: ``unreadable``, ``size``, ``binary``, ``encoding``, or what the reader met before.
    """
    if item.error is not None:
        raise ReadError(*item.error)
    choice = item.kind if reading.kind == "auto" else reading.kind
    max_size = reading.max_size
    if isinstance(item.payload, str):
        if max_size is not None and len(item.payload) > max_size:
            raise ReadError("size", f"more than --max-size {max_size:,} characters")
        return Decoded(item.payload, kind_of(item.payload, choice))
    data = bytes_of(item, max_size)
    if choice == "html" or (choice == "auto" and _is_html(item.path or item.place, data)):
        text, encoding = decode_named(data, item.charset)
        return Decoded(text, "html", data, encoding)
    text, encoding = decode_text(data, reading.encoding)
    return Decoded(text, kind_of(text, choice), data, encoding)


def decoded_texts(item: InputDocument, reading: ReadOptions) -> dict[FieldPath, Decoded]:
    """The texts of ``item`` that are not empty, by the path of their field. Raises ReadError."""
    parts = {item.field or reading.field: item}
    parts |= {path: item._replace(payload=payload) for path, payload in item.others}
    found = {path: decode(part, reading) for path, part in parts.items()}
    return {path: text for path, text in found.items() if text.text}


def bytes_of(item: InputDocument, max_size: int | None) -> bytes:
    """The document as stored. Raises ReadError (``unreadable``, ``size``)."""
    if isinstance(item.payload, bytes):
        data = item.payload
    else:
        assert item.path is not None
        try:
            with open(item.path, "rb") as file:
                size = os.fstat(file.fileno()).st_size
                data = file.read() if max_size is None else file.read(max_size + 1)
        except OSError as error:
            raise ReadError("unreadable", f"cannot be read: {error.strerror}") from None
        if len(data) < size and (max_size is None or len(data) <= max_size):
            raise ReadError("changed", "the file became shorter while it was read")
    if max_size is not None and len(data) > max_size:
        raise ReadError("size", f"more than --max-size {max_size:,} bytes")
    return data


def _is_html(name: str, data: bytes) -> bool:
    """Whether a file whose name does not say so is a page: by a tag near its beginning."""
    return not _TEXT_NAME.search(name) and _HTML_MARK.search(data, 0, _LOOKED_AT) is not None


def decode_text(data: bytes, encoding: str) -> tuple[str, str]:
    """Text and its encoding: by its byte order mark, else ``encoding``, unless its bytes show UTF-16 or 32.

    Raises:
        ReadError: ``binary``, ``encoding``.
    """
    if data.startswith(_NO_ARTICLES):
        raise ReadError("binary", NO_TEXT)
    marked = mark_of(data)
    if marked is not None:
        data, encoding = data[len(marked[0]) :], marked[1]
    else:
        found = readable_in(data, encoding)
        if found is None:
            raise ReadError("binary", NO_TEXT)
        encoding = found
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise ReadError(
            "encoding",
            f"not valid {encoding} at byte {error.start};"
            " name the right encoding with --encoding, for example: --encoding windows-1252",
        ) from None
