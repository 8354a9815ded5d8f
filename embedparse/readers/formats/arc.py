"""ARC files, the web archives before WARC: each page a document, with its URL and date."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import redirect_stderr
from datetime import datetime
from io import StringIO
from typing import Any

from embedparse.inputs import InputDocument, InputUnit, ReadOptions
from embedparse.messages import counted
from embedparse.models import MissingPackageError
from embedparse.readers.formats import InputFormat, ReadMember
from embedparse.readers.members import failed
from embedparse.readers.opening import Opened

_TYPES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}


def read_arc(opened: Opened, reading: ReadOptions, _member: ReadMember) -> Iterator[InputUnit]:
    """The documents of an ARC file, by warcio. Raises MissingPackageError."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise MissingPackageError("ARC", "warc") from None
    number, stream = 0, _Read(opened.stream)
    try:
        records = ArchiveIterator(stream, arc2warc=True)
        while (record := _next(records)) is not None:
            if record.rec_type == "response":
                number += 1
                yield _item(opened, record, number, reading)
        if stream.failure is not None:
            raise stream.failure
        if records.err_count:
            yield failed(opened, "corrupt", f"{counted(records.err_count, 'record')} of a wrong length")
    except (ArchiveLoadFailed, ValueError, EOFError) as error:
        yield failed(opened, "corrupt", f"no sound ARC behind record {number}: {error}")


def _next(records: Iterator[Any]) -> Any:
    """The next record, None at the end. Of odd ones warcio prints the words: no terminal may get them."""
    with redirect_stderr(StringIO()):
        return next(records, None)


class _Read:
    """A stream that keeps how it failed: warcio takes an EOFError for the end of the file."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.failure: EOFError | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def read(self, size: int = -1) -> bytes:
        try:
            data: bytes = self._stream.read(size)
        except EOFError as error:
            self.failure = error
            raise
        return data


def _item(opened: Opened, record: Any, number: int, reading: ReadOptions) -> InputDocument:
    url, date = record.rec_headers["WARC-Target-URI"], _date(record.rec_headers["WARC-Date"])
    header = record.http_headers.get_header("Content-Type") if record.http_headers else None
    media, _, parameters = (header or record.content_type or "").lower().partition(";")
    place, suffix = f"{opened.place}:{number}", _TYPES.get(media.strip())
    doc = url if reading.id_field == ("url",) and url else place
    known: dict[str, Any] = {"id": doc, "place": place, "url": url, "date": date}
    known["inside"] = os.path.join(opened.inside, f"{number}{suffix or ''}")
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if not status.startswith("2"):
        return InputDocument(**known, skip="http-status")
    if suffix is None:
        return InputDocument(**known, skip="media-type")
    data = record.content_stream().read(-1 if reading.max_size is None else reading.max_size + 1)
    if getattr(record.raw_stream, "limit", 0) > 0 and not record.raw_stream.read(1):
        return InputDocument(**known, error=("truncated", "the file ends within this record"))
    charset = parameters.partition("charset=")[2].split(";")[0].strip("\"' ") or None
    return InputDocument(**known, payload=data, kind="html" if suffix == ".html" else "auto", charset=charset)


def _date(stamp: str | None) -> str | None:
    """``20191105204825``, or a date of WARC, as ISO 8601."""
    if stamp is None or not stamp.isdigit():
        return stamp
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S").isoformat() + "Z"
    except ValueError:
        return None


FORMAT = InputFormat(
    "arc", suffixes=(".arc",), magic=((0, b"filedesc:"),), read=read_arc, holds="documents", is_text=False
)
