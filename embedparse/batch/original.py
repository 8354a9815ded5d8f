"""A document's own bytes without some of its characters: what stays is stored as it was, bit for bit."""

from __future__ import annotations

from collections.abc import Collection

from embedparse.models import Span
from embedparse.prose import cut
from embedparse.readers.files import Decoded
from embedparse.readers.marks import mark_of


def without(document: Decoded, removed: Collection[Span]) -> bytes:
    """The bytes of ``document`` without the characters ``removed`` (sorted, disjoint).

    Exact wherever offsets of characters can be told as offsets of bytes: in single-byte encodings,
    and where encoding the text again gives the bytes it was read from (a byte order mark apart).
    Else the rest is encoded anew, and bytes that could not be read are written as they were shown.
    """
    raw, text = document.raw, document.text
    if raw is None:
        return cut(text, removed).encode("utf-8", "surrogatepass")
    if len(raw) == len(text):
        return _cut_bytes(raw, removed)
    mark = _mark(raw, document)
    try:
        if mark + text.encode(document.encoding) == raw:
            return mark + cut(text, removed).encode(document.encoding)
    except UnicodeEncodeError:
        pass
    return mark + cut(text, removed).encode(document.encoding, "xmlcharrefreplace")


def _mark(raw: bytes, document: Decoded) -> bytes:
    """The byte order mark that decoding took away."""
    marked = mark_of(raw)
    return marked[0] if marked is not None and not document.text.startswith("\ufeff") else b""


def _cut_bytes(raw: bytes, removed: Collection[Span]) -> bytes:
    parts, edge = [], 0
    for start, end in removed:
        parts.append(raw[edge:start])
        edge = end
    parts.append(raw[edge:])
    return b"".join(parts)
