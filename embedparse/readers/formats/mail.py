"""Mails and pages saved as MHTML: one document, its HTML before its text."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC
from typing import TYPE_CHECKING, Any

from embedparse.inputs import InputDocument, InputUnit, KindChoice, ReadOptions
from embedparse.readers.formats import InputFormat, ReadMember, Start
from embedparse.readers.html_encoding import decode_html
from embedparse.readers.opening import Opened

if TYPE_CHECKING:
    from email.message import Message

_HEADER = re.compile(rb"[!-9;-~]{1,80}:")
_TELLING = re.compile(
    rb"(?:from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|content-type):",
    re.IGNORECASE,
)
_ENOUGH = 3
"""Headers of mails among the first lines that make a file without a telling name a mail."""
_URLS = ("Snapshot-Content-Location", "Content-Location", "X-RSS-URL", "Archived-At")


def read_mail(opened: Opened, reading: ReadOptions, _member: ReadMember) -> Iterator[InputUnit]:
    """The one document of a mail."""
    limit = reading.max_size
    data = opened.stream.read() if limit is None else opened.stream.read(limit + 1)
    yield mail_item(data, opened.place, opened.inside, reading)


def mail_item(
    data: bytes, place: str, inside: str, reading: ReadOptions, number: int | None = None
) -> InputDocument:
    """The document of the mail ``data``; ``number`` is its number in a mailbox, from 1.

    In a mailbox its id is the Message-ID.
    """
    from email import message_from_bytes

    known: dict[str, Any] = {"id": place, "place": place, "inside": inside}
    if reading.max_size is not None and len(data) > reading.max_size:
        return InputDocument(**known, error=("size", f"more than --max-size {reading.max_size:,} bytes"))
    mail = message_from_bytes(data)
    known |= {"url": _url(mail), "date": _date(mail), "title": _words(mail["Subject"])}
    if number is not None:
        known["id"] = _words(mail["Message-ID"]).strip("<> ") or place
    parts = list(_texts(mail))
    html = [part for part in parts if part.get_content_type() != "text/plain"]
    kind: KindChoice = "html" if html else "text"
    name = inside if number is None else os.path.join(inside, str(number))
    known["inside"] = f"{name}.{'html' if html else 'txt'}"
    if not parts:
        return InputDocument(**known, skip="no-article")
    text = "\n".join(_text(part) for part in html or parts)
    return InputDocument(**known, payload=text, kind=kind)


def _texts(mail: Message) -> Iterator[Message]:
    """The parts of ``mail`` that are text and shown in it."""
    found = False
    for part in mail.walk():
        media = part.get_content_type()
        if media not in ("text/html", "application/xhtml+xml", "text/plain") or part.is_multipart():
            continue
        if part.get_content_disposition() == "attachment":
            continue
        if found and part["Content-Location"]:  # frames of a page that was saved
            continue
        found = found or media != "text/plain"
        yield part


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset()
    if part.get_content_type() != "text/plain":
        return decode_html(data, charset)
    try:
        return data.decode(charset or "utf-8").replace("\r\n", "\n")
    except (UnicodeDecodeError, LookupError):
        return decode_html(data).replace("\r\n", "\n")


def _words(value: Any) -> str:
    """A header as text: encoded words decoded, folded lines joined."""
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    try:
        value = str(make_header(decode_header(str(value or ""))))
    except (HeaderParseError, LookupError, ValueError):
        value = str(value)
    return " ".join(value.split())


def _date(mail: Message) -> str | None:
    return iso_date(str(mail["Date"])) if mail["Date"] else None


def iso_date(text: str) -> str | None:
    """The date of a mail or a feed (RFC 5322) as ISO 8601 in UTC; None if it is none."""
    from email.utils import parsedate_to_datetime

    try:
        date = parsedate_to_datetime(text.strip())
        return (
            (date if date.tzinfo else date.replace(tzinfo=UTC))
            .astimezone(UTC)
            .isoformat()
            .replace("+00:00", "Z")
        )
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _url(mail: Message) -> str | None:
    for name in _URLS:
        value = _words(mail[name]).strip("<> ")
        if value.startswith(("http://", "https://")):
            return value
    return None


def looks_like_mail(text: bytes) -> bool:
    """Whether ``text`` begins with headers, and with several that mails have."""
    telling = 0
    for number, line in enumerate(text.split(b"\n", 41)[:40]):
        if not line.strip():
            break
        if _HEADER.match(line):
            telling += _TELLING.match(line) is not None
        elif number == 0 or not line.startswith((b" ", b"\t")):
            return False
    return telling >= _ENOUGH


def _looks_like(start: Start) -> bool:
    return looks_like_mail(start.text)


FORMAT = InputFormat(
    "mail",
    suffixes=(".eml", ".mht", ".mhtml"),
    read=read_mail,
    holds="documents",
    looks_like=_looks_like,
)
