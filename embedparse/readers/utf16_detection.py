"""Text in UTF-16 or UTF-32, without a byte order mark, recognised by its characters."""

from __future__ import annotations

import codecs

from embedparse.readers.byte_order_marks import MARKS

#: Such encodings, and what such a text lacks.
LACKING = {name: mark for mark, name in MARKS if name != "utf-8"}
_LOOKED_AT = 4096
_FEWEST = 8
"""Characters that are evidence enough."""
_ASCII_SHARE = 10
"""One of so many characters at least is of ASCII: words are parted by blanks. Only prose in Chinese or
Japanese has fewer; its encoding must be named."""
_ODD_SHARE = 20
"""One of so many at most is none that Python knows for text: emoji may be newer than its tables."""


def is_wide(encoding: str) -> bool:
    """Whether ``encoding`` is one of those with two or four bytes to a character."""
    return encoding.replace("_", "-").startswith(("utf-16", "utf-32"))


def unmarked(data: bytes, named: str = "utf-8") -> str | None:
    """The encoding of ``data`` if that is text in UTF-16 or UTF-32; None for any other text and for no text.

    That it decodes is no proof: many binary files do. But text has no zero characters and hardly any
    control characters; and in the wrong byte order none of ASCII. Where the user ``named`` one of
    these encodings, what decodes and has no such characters is believed.
    """
    head = data[:_LOOKED_AT]
    if is_wide(named) and _is_text(_decoded(head, named)):
        return named
    if b"\0" not in head:
        return None
    for name in LACKING:
        text = _decoded(head, name)
        enough = len(text) >= _FEWEST and sum(map(str.isascii, text)) * _ASCII_SHARE >= len(text)
        if enough and _is_text(text):
            return name
    return None


def _decoded(head: bytes, encoding: str) -> str:
    """The characters of ``head``, whose last one may be cut; none if it is not in ``encoding``."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return ""


def _is_text(text: str) -> bool:
    import unicodedata  # few runs need it

    odd = sum(unicodedata.category(sign) in ("Cc", "Cn", "Co") and sign not in "\t\n\r\f" for sign in text)
    return text != "" and "\0" not in text and odd * _ODD_SHARE <= len(text)


def readable_in(data: bytes, encoding: str) -> str | None:
    """The encoding to read ``data`` in, ``encoding`` or what its bytes show; None where it is no text.

    Control bytes that no text holds, and many of them, are a sign of binary data, or of UTF-16.
    """
    head = data[:_LOOKED_AT]
    odd = sum(head.count(bytes((byte,))) for byte in (*range(8), *range(14, 27), 28, 29, 30, 31))
    return unmarked(head, encoding) if odd * 20 > len(head) else encoding
