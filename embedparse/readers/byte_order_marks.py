"""Byte order marks, and the encodings they mean."""

from __future__ import annotations

import codecs

#: Mark and encoding; that of UTF-32 begins with that of UTF-16, so it is looked for first.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def mark_of(data: bytes) -> tuple[bytes, str] | None:
    """The mark that ``data`` begins with, and its encoding."""
    return next((found for found in MARKS if data.startswith(found[0])), None)


def codec_of(head: bytes) -> str | None:
    """The codec that reads a stream which begins with ``head``, its mark left out; None without a mark."""
    found = mark_of(head)
    if found is None:
        return None
    return "utf-8-sig" if found[1] == "utf-8" else found[1][: len("utf-16")]
