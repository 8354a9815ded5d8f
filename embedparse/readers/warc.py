"""WARC and WET files: each response, resource or conversion record a document, with its URL and date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from embedparse.models import UsageError
from embedparse.readers.blocks import Item, KindChoice, Reading, Unit
from embedparse.readers.opening import Opened

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_URL_FIELDS = (("url",), ("WARC-Target-URI",))


def fastwarc() -> Any:
    """fastwarc's module for WARC. Raises UsageError where it is not installed."""
    try:
        import fastwarc.warc
    except ImportError:
        raise UsageError(
            "WARC needs one more package: pip install 'embedparse[warc]'\n  Nothing has been written."
        ) from None
    return fastwarc.warc


def read_warc(opened: Opened, reading: Reading) -> Iterator[Unit]:
    """The documents of a WARC file; records of other kinds are not counted as documents.

    With ``id_field`` ``url`` the id is the record's URL, else its WARC-Record-ID.
    """
    warc = fastwarc()
    wanted = warc.WarcRecordType.response | warc.WarcRecordType.conversion | warc.WarcRecordType.resource
    number = 0
    try:
        for record in warc.ArchiveIterator(
            _Stream(opened.stream), record_types=wanted, parse_http=True, auto_decode="all"
        ):
            number += 1
            yield _item(opened, record, number, reading)
    except BaseException as error:  # a panic of the library's Rust code is no Exception
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        message = f"no sound WARC behind record {number}: {error}"
        yield Item(opened.place, opened.place, opened.inside, error=("corrupt", message))


class _Stream:
    """What the library needs of a stream, and no more: it must not try to seek."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._position += len(data)
        return data

    def tell(self) -> int:
        return self._position


def _is_coded(headers: Any) -> bool:
    """Whether the body was sent compressed or in chunks, so that its length says nothing."""
    return any(name.lower() in ("content-encoding", "transfer-encoding") for name, _ in headers.items())


def _item(opened: Opened, record: Any, number: int, reading: Reading) -> Item:
    url = record.headers.get("WARC-Target-URI")
    date = record.headers.get("WARC-Date")
    place = f"{opened.place}:{number}"
    doc = url if reading.id_field in _URL_FIELDS and url else record.record_id or place
    known = {"id": doc, "place": place, "inside": opened.inside, "url": url, "date": date}
    media = (record.http_content_type or record.headers.get("Content-Type") or "").lower()
    if record.is_http and record.http_headers is not None:
        status = record.http_headers.status_code
        if status is not None and not 200 <= status < 300:
            return Item(**known, skip="http-status")
    kind: KindChoice
    if media in _HTML_TYPES:
        kind = "html"
    elif media.startswith("text/plain") or not media:
        kind = "text"
    else:
        return Item(**known, skip="media-type")
    limit = reading.max_size
    length = record.content_length
    data: bytes = record.reader.read() if limit is None else record.reader.read(limit + 1)
    coded = record.is_http and record.http_headers is not None and _is_coded(record.http_headers)
    if not coded and len(data) < (length if limit is None else min(length, limit)):
        message = f"the record ends after {len(data):,} of {length:,} bytes"
        return Item(**known, error=("truncated", message))
    if kind == "text":
        # WET is UTF-8 by definition; what is not must not end the document
        return Item(**known, payload=data.decode("utf-8", "replace"), kind="auto")
    return Item(**known, payload=data, kind=kind, charset=record.http_charset)
