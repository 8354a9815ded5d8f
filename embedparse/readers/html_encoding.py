"""Decode HTML source as browsers do.

The order is that of the HTML standard (13.2.3.2, determining the character encoding): byte order
mark, the transport's charset, a declaration in the first 1024 bytes; then UTF-8 where it is valid,
else windows-1252. Labels and their encodings are those of the Encoding standard, by `webencodings`.
One thing browsers do not do: a page in UTF-16 that nowhere says so is recognised by its zero bytes, which
no page in another encoding has.
"""

from __future__ import annotations

import codecs
import re

import webencodings

from embedparse.patterns import LazyPattern
from embedparse.readers.utf16_detection import unmarked

#: How far the standard looks for a declaration.
_PRESCANNED = 1024
_COMMENT = LazyPattern(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = LazyPattern(rb"<meta(?=[\s/])[^>]{0,1024}", re.IGNORECASE)
_CHARSET = LazyPattern(rb"""(?:\A|[\s"'/;])charset\s*=\s*["']?\s*([^\s"'/>;]{1,60})""", re.IGNORECASE)
#: `<?xml encoding="…"?>`: browsers other than Firefox read it, and so do parsers.
_XML = LazyPattern(rb"""\A\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([^"']{1,60})["']""", re.IGNORECASE)
_C1 = "embedparse.c1"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le"))


def decode_html(raw: bytes, http_charset: str | None = None) -> str:
    """The source of a page as text; bytes that the encoding does not have become U+FFFD, never an error.

    ``http_charset``: the charset of the transport's Content-Type, where it is known.
    """
    return decode_named(raw, http_charset)[0]


def decode_named(raw: bytes, http_charset: str | None = None) -> tuple[str, str]:
    """The source of a page and the name of the codec it was read with: the web's `shift_jis` is cp932."""
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, "replace"), name
    encoding = _lookup(http_charset) or declared(raw)
    if encoding is None:
        wide = unmarked(raw)
        if wide is not None:
            return raw.decode(wide, "replace"), wide
        try:
            return raw.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            encoding = _known("windows-1252")
    errors = _C1 if encoding.name == "windows-1252" else "replace"
    return encoding.codec_info.decode(raw, errors)[0], encoding.codec_info.name


def declared(raw: bytes) -> webencodings.Encoding | None:
    """The encoding that the page declares for itself; one that cannot be true is corrected.

    UTF-16 in a declaration that could be read byte by byte means UTF-8 (the standard's rule).
    """
    head = _COMMENT.sub(b"", raw[:_PRESCANNED])
    labels = [found[1] for meta in _META.finditer(head) if (found := _CHARSET.search(meta[0]))]
    labels += [found[1] for found in [_XML.search(head)] if found]
    for label in labels:
        encoding = _lookup(label.decode("ascii", "replace"))
        if encoding is None:
            continue
        if encoding.name.startswith("utf-16"):
            return webencodings.UTF8
        if encoding.name == "x-user-defined":
            return _known("windows-1252")
        return encoding
    return None


def _lookup(label: str | None) -> webencodings.Encoding | None:
    """The encoding with this label; none for those that the standard replaces by a single U+FFFD."""
    encoding = webencodings.lookup(label.strip("\"' ")) if label else None
    return encoding if encoding is not None and encoding.name != "replacement" else None


def _known(label: str) -> webencodings.Encoding:
    encoding = webencodings.lookup(label)
    assert encoding is not None
    return encoding


def _control(error: UnicodeError) -> tuple[str, int]:
    """The five bytes that windows-1252 leaves open are C1 controls to a browser."""
    assert isinstance(error, UnicodeDecodeError)
    return "".join(map(chr, error.object[error.start : error.end])), error.end


codecs.register_error(_C1, _control)
