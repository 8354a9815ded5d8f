"""A document's own bytes without some of its characters: what stays is stored as it was, bit for bit."""

from __future__ import annotations

import codecs
import threading
from collections.abc import Collection, Iterator
from typing import NamedTuple

from embedparse.models import Span
from embedparse.readers.byte_order_marks import MARKS
from embedparse.readers.files import Decoded
from embedparse.spans import cut

_NOTING = "embedparse.noting"
_NOTES = threading.local()


def without(document: Decoded, removed: Collection[Span]) -> bytes:
    """The bytes of ``document`` without the characters ``removed`` (sorted, disjoint).

    Exact in single-byte encodings, where encoding the text again gives the bytes it was read from (a
    byte order mark apart), and around bytes that could not be read. Else the rest is encoded anew.
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
    parts = list(_parts(raw[len(mark) :], document.encoding))
    if "".join(part.text for part in parts) == text:
        return mark + b"".join(_kept(parts, removed, document.encoding))
    return mark + cut(text, removed).encode(document.encoding, "xmlcharrefreplace")


def _mark(raw: bytes, document: Decoded) -> bytes:
    """The byte order mark that decoding took away."""
    codec = codecs.lookup(document.encoding).name
    marks = (mark for mark, name in MARKS if raw.startswith(mark) and codecs.lookup(name).name == codec)
    return b"" if document.text.startswith("\ufeff") else next(marks, b"")


def _cut_bytes(raw: bytes, removed: Collection[Span]) -> bytes:
    parts, edge = [], 0
    for start, end in removed:
        parts.append(raw[edge:start])
        edge = end
    parts.append(raw[edge:])
    return b"".join(parts)


class _Part(NamedTuple):
    """Neighbouring bytes and the characters that they were read as."""

    data: bytes
    text: str


def _parts(raw: bytes, encoding: str) -> Iterator[_Part]:
    """``raw`` as it was read: the bytes that are no characters by themselves, shown as U+FFFD."""
    edge = 0
    for start, end in [*_unreadable(raw, encoding), (len(raw), len(raw))]:
        yield _Part(raw[edge:start], raw[edge:start].decode(encoding, "replace"))
        if start < end:
            yield _Part(raw[start:end], "\ufffd")
        edge = end


def _unreadable(raw: bytes, encoding: str) -> list[Span]:
    """The ranges of ``raw`` that are no characters."""
    _NOTES.spans = []
    raw.decode(encoding, _NOTING)
    return _NOTES.spans  # type: ignore[no-any-return]


def _note(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    _NOTES.spans.append((error.start, error.end))
    return "\ufffd", error.end


codecs.register_error(_NOTING, _note)


def _kept(parts: Collection[_Part], removed: Collection[Span], encoding: str) -> Iterator[bytes]:
    """What ``removed`` leaves of ``parts``."""
    cuts = list(removed)[::-1]
    begin = 0
    for part in parts:
        end, at = begin + len(part.text), begin
        kept: list[Span] = []
        while cuts and cuts[-1][0] < end:
            start, stop = cuts[-1]
            kept.append((at - begin, max(start, begin) - begin))
            at = min(stop, end)
            if stop > end:
                break
            cuts.pop()
        kept.append((at - begin, len(part.text)))
        yield from _slices(part, kept, encoding) if at > begin or len(kept) > 1 else (part.data,)
        begin = end


def _slices(part: _Part, kept: list[Span], encoding: str) -> Iterator[bytes]:
    """The bytes of the characters ``kept`` (sorted) of ``part``; these anew where the bytes are others."""
    at = byte = 0
    for start, end in kept:
        byte += len(part.text[at:start].encode(encoding, "replace"))
        text = part.text[start:end]
        size = len(text.encode(encoding, "replace"))
        data = part.data[byte : byte + size]
        same = data.decode(encoding, "replace") == text
        yield data if same else text.encode(encoding, "xmlcharrefreplace")
        at, byte = end, byte + size
