"""WARC and WET files: each response, resource or conversion record a document, with its URL and date."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, BinaryIO

from embedparse.inputs import InputDocument, InputUnit, KindChoice, ReadError, ReadOptions
from embedparse.models import MissingPackageError
from embedparse.readers.formats import InputFormat, ReadMember
from embedparse.readers.opening import Opened

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_RECORD = b"\r\n\r\nWARC/1."
_BLANK_LINE = b"\r\n\r\n"
_HELD = 1 << 26
"""Bytes kept to find the next record behind a damage."""
_PIECE = 1 << 18
_SHOWN = 100
"""Characters of what the library says of a broken body, which it quotes."""
_URL_FIELDS = (("url",), ("WARC-Target-URI",))


def fastwarc() -> Any:
    """fastwarc's module for WARC. Raises UsageError where it is not installed."""
    try:
        import fastwarc.warc
    except ImportError:
        raise MissingPackageError("WARC", "warc") from None
    return fastwarc.warc


def read_warc(opened: Opened, reading: ReadOptions, _member: ReadMember) -> Iterator[InputUnit]:
    """The documents of a WARC file; records of other kinds are not counted as documents.

    With ``id_field`` ``url`` the id is the record's URL, else its WARC-Record-ID. Behind a damaged
    record reading goes on at the next one.
    """
    warc = fastwarc()
    wanted = warc.WarcRecordType.response | warc.WarcRecordType.conversion | warc.WarcRecordType.resource
    number = end = 0
    sound = True  # nothing was said yet against the last record
    stream: _Stream | None = _Stream(opened.stream)
    while stream is not None:
        try:
            for record in warc.ArchiveIterator(
                stream, record_types=wanted, parse_http=True, auto_decode="none"
            ):
                number += 1
                stream.passed(record.stream_pos + 1)
                end = stream.end_of(record)
                item = _item(opened, record, number, reading)
                sound = item.error is None
                yield item
            if sound and stream.cut_short(end) and not opened.problems():
                message = f"the file ends inside a record, behind number {number}"
                yield InputDocument(opened.place, opened.place, opened.inside, error=("truncated", message))
            end = 0
            stream = _Stream(opened.stream) if opened.go_on() else None
        except BaseException as error:  # a panic of the library's Rust code is no Exception
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise
            message = f"no sound WARC behind record {number}: {error}"
            yield InputDocument(opened.place, opened.place, opened.inside, error=("corrupt", message))
            stream, end = (stream.behind_damage() if stream is not None else None), 0


class _Stream:
    """What the library needs of a stream (it must not try to seek), and what it has read last."""

    def __init__(self, stream: BinaryIO, held: bytes = b"") -> None:
        self._stream = stream
        self._held = bytearray(held)  # from the last sound record on
        self._held_at = 0
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        at = self._position - self._held_at
        if at < len(self._held):  # what another one has read ahead
            data = bytes(self._held[at:] if size < 0 else self._held[at : at + size])
        else:
            data = self._stream.read(size)
            self._held += data
            if len(self._held) > _HELD:
                self.passed(self._position)
        self._position += len(data)
        return data

    def tell(self) -> int:
        return self._position

    def passed(self, position: int) -> None:
        """Nothing before ``position`` is needed any more."""
        drop = min(position, self._position) - self._held_at
        if drop > 0:
            del self._held[:drop]
            self._held_at += drop

    def end_of(self, record: Any) -> int:
        """Where the content of ``record`` ends, by its header; nothing but its first byte was passed."""
        header = self._held.find(_BLANK_LINE, max(record.stream_pos - self._held_at, 0))
        length = record.headers.get("Content-Length")
        if header < 0 or length is None or not length.strip().isdigit():
            return int(record.stream_pos)
        return self._held_at + header + len(_BLANK_LINE) + int(length)

    def cut_short(self, end: int) -> bool:
        """Whether the stream, read to its end, is over before ``end``, or in a header behind it."""
        if self._position < end:
            return True
        begin = self._held.rfind(_RECORD[4:], max(end - self._held_at, 0))
        if begin < 0 and end <= self._held_at:  # the mark of a record whose first byte was passed
            begin = 0
        return begin >= 0 and self._held.find(_BLANK_LINE, begin) < 0

    def behind_damage(self) -> _Stream | None:
        """A stream that begins with the next record behind the last sound one and the damage."""
        start = 1
        while (at := self._held.find(_RECORD, start)) < 0:
            more = self._stream.read(_PIECE)
            if not more:
                return None
            start = max(1, len(self._held) - len(_RECORD))
            self._held += more
            if len(self._held) > _HELD:
                del self._held[: -len(_RECORD)]
                start = 0
        return _Stream(self._stream, bytes(self._held[at + 4 :]))


def _codings(record: Any) -> list[str]:
    """How the body was sent, what was done to it last first: chunked, gzip."""
    if not record.is_http or record.http_headers is None:
        return []
    found: list[str] = []
    for wanted in ("content-encoding", "transfer-encoding"):
        for name, value in record.http_headers.items():
            if name.lower() == wanted:
                found += (coding.strip().lower() for coding in value.split(","))
    return [coding for coding in reversed(found) if coding not in ("", "identity")]


def _body(record: Any, codings: list[str], limit: int | None) -> bytes:
    """The body as it was before it was sent, or its first bytes if that is more than ``limit``.

    The library would do this too, but it gives no record behind one that is both chunked and compressed.

    Raises:
        ReadError: the body is not what its headers say.
    """
    from fastwarc import stream_io

    reader = record.reader
    try:
        for coding in codings:
            match coding:
                case "chunked":
                    reader = stream_io.ChunkedReader(reader)
                case "gzip" | "x-gzip":
                    reader = stream_io.GzipReader(reader)
                case "deflate":
                    reader = stream_io.GzipReader(reader, zlib=True)
                case "br":
                    reader = stream_io.BrotliReader(reader)
                case "zstd":
                    reader = stream_io.ZstdReader(reader)
                case _:
                    raise ReadError("corrupt", f"the body was sent as {coding}, which is not known here")
        data: bytes = reader.read() if limit is None else reader.read(limit + 1)
    except OSError as error:
        why = str(error)[:_SHOWN]
        raise ReadError(
            "corrupt", f"the body is not {', '.join(codings)} as its headers say: {why}"
        ) from None
    return data


def _item(opened: Opened, record: Any, number: int, reading: ReadOptions) -> InputDocument:
    url = record.headers.get("WARC-Target-URI")
    date = record.headers.get("WARC-Date")
    place = f"{opened.place}:{number}"
    doc = url if reading.id_field in _URL_FIELDS and url else record.record_id or place
    media, charset = _media(record)
    name = f"{number}.html" if media in _HTML_TYPES else f"{number}.txt"
    inside = os.path.join(opened.inside, name)
    known = {"id": doc, "place": place, "inside": inside, "url": url, "date": date}
    if record.is_http and record.http_headers is not None:
        status = record.http_headers.status_code
        if status is not None and not 200 <= status < 300:
            return InputDocument(**known, skip="http-status")
    kind: KindChoice
    if media in _HTML_TYPES:
        kind = "html"
    elif media in ("text/plain", ""):
        kind = "text"
    else:
        return InputDocument(**known, skip="media-type")
    limit = reading.max_size
    length = record.content_length
    codings = _codings(record)
    try:
        data = _body(record, codings, limit)
    except ReadError as error:
        return InputDocument(**known, error=(error.kind, error.message))
    if not codings and len(data) < (length if limit is None else min(length, limit)):
        message = f"the record ends after {len(data):,} of {length:,} bytes"
        return InputDocument(**known, error=("truncated", message))
    if kind == "text":
        return InputDocument(**known, payload=_text(data, charset), kind="auto")
    return InputDocument(**known, payload=data, kind=kind, charset=charset)


def _media(record: Any) -> tuple[str, str | None]:
    """The media type of a record and the charset named with it."""
    header = record.http_content_type or record.headers.get("Content-Type") or ""
    media, *parameters = header.lower().split(";")
    named = dict(each.partition("=")[::2] for each in map(str.strip, parameters))
    return media.strip(), record.http_charset or named.get("charset", "").strip("\"' ") or None


def _text(data: bytes, charset: str | None) -> str:
    """Text in its charset; WET is UTF-8 by definition. What is not must not end the document."""
    try:
        return data.decode(charset or "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


FORMAT = InputFormat(
    "warc",
    suffixes=(".warc", ".wet"),
    magic=((0, b"WARC/"),),
    read=read_warc,
    holds="documents",
    is_text=False,
)
