"""What a file holds, told by its first bytes and, where these leave a doubt, by its name."""

from __future__ import annotations

import codecs
import os
import re

import orjson

from embedparse.readers.byte_order_marks import MARKS, codec_of
from embedparse.readers.compression import SUFFIXES
from embedparse.readers.files import readable_in
from embedparse.readers.utf16_detection import is_wide

HEAD = 1 << 16
"""Bytes looked at to tell a format."""
#: Formats that their first bytes betray: (offset, bytes, format).
_MAGIC = (
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"PAR1", "parquet"),
    (0, b"WARC/", "warc"),
    (257, b"ustar", "tar"),
)
#: Formats that a name promises.
_NAMES = {
    ".zip": "zip",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
    ".tar": "tar",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jsonlines": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".txt": "file",
    ".text": "file",
    ".md": "file",
    ".htm": "file",
    ".html": "file",
    ".xhtml": "file",
}
_SHORT = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"}
#: Zip archives by construction, and documents of other programs: not for us.
_FOREIGN = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".epub", ".jar", ".apk", ".whl")
#: Files that stand beside pages and hold no article.
_BESIDE = (".css", ".js", ".mjs", ".map", ".svg", ".ico", ".woff", ".woff2")

_BOM = codecs.BOM_UTF8
#: All of a file that holds nothing.
_NOTHING = (b"", *(mark for mark, _ in MARKS))
_ROWS = re.compile(rb"\[\s*(?:\{|\])")
_OBJECT = re.compile(rb'\{\s*"(?:[^"\\]|\\.){0,200}"\s*:')


def split_compression(name: str) -> tuple[str, str | None]:
    """The name without the suffix of a compression, and that compression.

    >>> split_compression("a.jsonl.gz"), split_compression("pages.tgz")
    (('a.jsonl', 'gz'), ('pages.tar', 'gz'))
    """
    stem, suffix = os.path.splitext(name)
    long = _SHORT.get(suffix.lower())
    if long:
        return split_compression(stem + long)
    compression = SUFFIXES.get(suffix.lower())
    return (stem, compression) if compression else (name, None)


def promised(name: str) -> str | None:
    """The format that a (decompressed) file's name promises, or None."""
    return _NAMES.get(os.path.splitext(name.lower())[1])


def format_of(head: bytes, name: str, field: tuple[str, ...], encoding: str = "utf-8") -> str:
    """The format of a file called ``name`` that begins with ``head``, and in ``encoding`` if it is text.

    One of zip, parquet, warc, tar, jsonl, json, csv, file (one document), beside (nothing for us),
    binary, empty.
    """
    suffix = os.path.splitext(name.lower())[1]
    if suffix in _FOREIGN:
        return "binary"
    if suffix in _BESIDE:
        return "beside"
    for offset, magic, format_ in _MAGIC:
        if head.startswith(magic, offset):
            return format_
    if head in _NOTHING:
        return "empty"
    if not head.strip(b"\0") and promised(name) == "tar":  # the end of an archive, and nothing before it
        return "tar"
    text = _as_utf8(head, encoding)
    if text is None:
        return "binary"
    start = text.removeprefix(_BOM).lstrip()
    return _format_of_text(start, promised(name), field, cut=len(head) >= HEAD)


def _as_utf8(head: bytes, encoding: str) -> bytes | None:
    """``head`` with its ASCII characters as single bytes; None where it is no text."""
    codec = codec_of(head)
    if codec is not None and is_wide(codec):
        return head.decode(codec, "ignore").encode("utf-8", "replace")
    found = readable_in(head, encoding)
    if found is not None and is_wide(found):
        return head.decode(found, "ignore").encode("utf-8", "replace")
    return head if found is not None else None


def _format_of_text(start: bytes, claim: str | None, field: tuple[str, ...], *, cut: bool) -> str:
    """The format of a text that begins with ``start`` and whose name promises ``claim``.

    ``cut``: more follows behind ``start``.
    """
    line, *others = start.split(b"\n", 1)
    is_object = _is_object(line, cut=cut and not others)
    if claim in ("json", None) or claim == "jsonl":
        if start.startswith(b"[") and (claim == "json" or _ROWS.match(start)):
            return "json" if claim != "jsonl" else "jsonl"
        if claim == "json" and not is_object:
            return "json"
        if claim is not None or is_object:
            return "jsonl"
    if claim in ("csv", "file"):
        return claim
    return "csv" if _is_header(line, field) else "file"


def _is_object(line: bytes, *, cut: bool) -> bool:
    """Whether ``line`` is a JSON object, or (``cut``) what one too long for the head begins with."""
    if cut:
        return _OBJECT.match(line) is not None
    try:
        return line.startswith(b"{") and isinstance(orjson.loads(line), dict)
    except orjson.JSONDecodeError:
        return False


def _is_header(line: bytes, field: tuple[str, ...]) -> bool:
    """Whether ``line`` names the wanted field among others, as the first line of a table does."""
    for delimiter in (b",", b"\t", b";"):
        cells = [cell.strip(b' "\r') for cell in line.split(delimiter)]
        if len(cells) > 1 and ".".join(field).encode() in cells:
            return True
    return False
