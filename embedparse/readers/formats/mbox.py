"""Mailboxes: mails one after the other, each behind a line that begins with ``From`` and a blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from embedparse.inputs import InputDocument, InputUnit, ReadOptions
from embedparse.readers.formats import InputFormat, ReadMember, Start
from embedparse.readers.formats.mail import looks_like_mail, mail_item
from embedparse.readers.opening import Opened

#: The line before a mail; it is at the beginning of the file or behind a blank line.
_BETWEEN = re.compile(rb"From [^\r\n]{0,200}\d\d:\d\d[^\r\n]{0,100}\r?\n(?=[!-9;-~]{1,80}:)")
_PIECE, _MOST = 1 << 20, 1 << 23
_LONGEST_LINE = 512
"""Bytes of such a line with the break before it, and of the header's name behind it."""


def read_mbox(opened: Opened, reading: ReadOptions, _member: ReadMember) -> Iterator[InputUnit]:
    """The mails of a mailbox, in their order."""
    for number, data in enumerate(_mails(opened, reading.max_size), 1):
        place = f"{opened.place}:{number}"
        if data is None:
            message = f"more than --max-size {reading.max_size:,} bytes"
            yield InputDocument(place, place, opened.inside, error=("size", message))
        else:
            yield mail_item(data, place, opened.inside, reading, number)


def _mails(opened: Opened, limit: int | None) -> Iterator[bytes | None]:
    """The bytes of each mail; None for one over ``limit``."""
    held, dropped, begun = b"", False, False
    while True:
        piece = opened.stream.read(min(max(_PIECE, len(held)), _MOST))  # doubles for a large mail
        held += piece
        edge = 0
        for line in _BETWEEN.finditer(held):
            if piece and line.end() > len(held) - _LONGEST_LINE:
                break
            before = held[max(line.start() - 3, 0) : line.start()]
            if (begun or line.start()) and not before.endswith((b"\n\n", b"\n\r\n")):
                continue
            if begun:
                yield None if dropped else held[edge : line.start()]
            edge, dropped, begun = line.end(), False, True
        held = held[edge:]
        if not piece:
            break
        if limit is not None and len(held) > limit + _LONGEST_LINE:
            held, dropped = held[-_LONGEST_LINE:], True
    if begun:
        yield None if dropped else held


def _looks_like(start: Start) -> bool:
    found = _BETWEEN.match(start.text)
    return found is not None and looks_like_mail(start.text[found.end() :])


FORMAT = InputFormat("mbox", suffixes=(".mbox",), read=read_mbox, holds="documents", looks_like=_looks_like)
