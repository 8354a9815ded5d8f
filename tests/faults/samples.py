"""A small sound file of every input format, with posts in it."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from functools import cache
from importlib.util import find_spec
from typing import Any

from tests import test_containers as containers

ARTICLE = (
    "The harbour council met on Friday and agreed on little.\n\nNo boat on day three. #Lindholm\n\n"
    "— Ada Quill (@ada_quill) May 1, 2020\n\nResidents of the old town would rather keep the ferry."
)
PLAIN = "Nothing was posted here. The market opened at nine and the bakers sold out by noon."
PAGE = (
    "<html><head><meta charset=utf-8></head><body><p>The market opened.</p>"
    '<blockquote class="twitter-tweet"><p>No boat on day three.</p>&mdash; Ada Quill (@ada_quill) '
    '<a href="https://twitter.com/ada_quill/status/1256000000000000000">May 1, 2020</a></blockquote>'
    "<p>The end.</p></body></html>"
)
ROWS: list[dict[str, Any]] = [
    {"id": f"r{n}", "n": n, "text": (ARTICLE, PLAIN, PAGE)[n % 3]} for n in range(6)
]
POSTS = 4
"""Records in `ROWS`."""

JSONL = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()


def _csv(delimiter: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(ROWS[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(ROWS)
    return out.getvalue().encode()


def _zip(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("pages/a.txt", ARTICLE)
        archive.writestr("pages/b.html", PAGE)
        archive.writestr("rows.jsonl", JSONL)
        archive.writestr("rows.csv.gz", gzip.compress(_csv(","), mtime=0))
    return out.getvalue()


def _tar(mode: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in (("a.txt", ARTICLE.encode()), ("b.html", PAGE.encode()), ("rows.jsonl", JSONL)):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _warc() -> bytes:
    records = []
    for number, (kind, body) in enumerate((("text/html", PAGE), ("text/plain", ARTICLE))):
        content = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{body}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
            f"WARC-Date: 2020-05-01T00:00:0{number}Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        records.append(head.encode() + content + b"\r\n\r\n")
    return b"".join(records)


def _parquet() -> bytes | None:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        return None
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(ROWS), out, row_group_size=3)
    return out.getvalue()


def _lists() -> bytes | None:
    """Parquet with columns of lists and of records, which are read in another way."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        return None
    out = io.BytesIO()
    rows = [row | {"tags": ["a", "b"] * row["n"], "by": {"name": f"w{row['n']}"}} for row in ROWS]
    parquet.write_table(pyarrow.Table.from_pylist(rows), out, row_group_size=3)
    return out.getvalue()


def _zstd(data: bytes) -> bytes | None:
    try:
        from backports import zstd
    except ImportError:
        return None
    return zstd.compress(data)  # type: ignore[no-any-return]


@cache
def samples() -> dict[str, bytes]:
    """Files by name; formats whose library is not installed are left out."""
    made: dict[str, bytes | None] = {
        "a.txt": ARTICLE.encode(),
        "b.html": PAGE.encode(),
        "c.md": f"# A\n\n> No boat.\n>\n> — Ada Quill (@ada_quill) May 1, 2020\n\n{PLAIN}\n".encode(),
        "utf16.txt": ARTICLE.encode("utf-16"),
        "rows.jsonl": JSONL,
        "utf16.jsonl": JSONL.decode().encode("utf-16"),
        "rows.json": json.dumps(ROWS).encode(),
        "rows.csv": _csv(","),
        "utf16.csv": _csv(",").decode().encode("utf-16"),
        "rows.tsv": _csv("\t"),
        "rows.jsonl.gz": gzip.compress(JSONL, mtime=0),
        "members.jsonl.gz": b"".join(gzip.compress(line + b"\n", mtime=0) for line in JSONL.splitlines()),
        "rows.csv.bz2": bz2.compress(_csv(",")),
        "rows.json.xz": lzma.compress(json.dumps(ROWS).encode()),
        "rows.jsonl.zst": _zstd(JSONL),
        "stored.zip": _zip(zipfile.ZIP_STORED),
        "deflated.zip": _zip(zipfile.ZIP_DEFLATED),
        "pages.tar": _tar("w"),
        "pages.tar.gz": _tar("w:gz"),
        "crawl.warc": _warc(),
        "crawl.warc.gz": gzip.compress(_warc(), mtime=0),
        "rows.parquet": _parquet(),
        "lists.parquet": _lists(),
        "pages.tar.xz": _tar("w:xz"),
        "pages.tar.bz2": _tar("w:bz2"),
        "mail.eml": containers.mail(None, ARTICLE),
        "page.mht": containers.mht(),
        "box.mbox": containers.mbox(containers.mail(PAGE, None, "a"), containers.mail(None, ARTICLE, "b")),
        "feed.xml": containers.rss(containers.ITEM * 2),
        "feed.atom": containers.ATOM.format("html", containers.ESCAPED).encode(),
        "feed.json": json.dumps(containers.JSON_FEED, indent=2).encode(),
        "book.epub": containers.book(),
        "crawl.wacz": containers.wacz() if find_spec("fastwarc") else None,
        "crawl.arc": containers.arc(2) if find_spec("warcio") else None,
    }
    return {name: data for name, data in made.items() if data is not None}
