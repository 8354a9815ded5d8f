"""Every input format: written by the format's own library, read through the command."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.command import ARTICLE, PLAIN, PROSE, embedparse, records, write_rows
from tests.test_html import TWEET

ROWS: list[dict[str, Any]] = [
    {"id": f"r{n}", "n": n, "text": ARTICLE if n % 3 == 0 else f"{PLAIN} {n}"} for n in range(40)
]
WITH_POSTS = [row["id"] for row in ROWS if row["n"] % 3 == 0]
JSONL = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()


def zstd_compress(data: bytes) -> bytes:
    zstd = pytest.importorskip("backports.zstd", reason="pip install 'embedparse[zstd]'")
    return zstd.compress(data)  # type: ignore[no-any-return]


COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstd_compress,
}


def csv_bytes(delimiter: str = ",", **options: Any) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(ROWS[0]), delimiter=delimiter, **options)
    writer.writeheader()
    writer.writerows(ROWS)
    return out.getvalue().encode()


def tar_bytes(mode: str, **members: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name.replace("__", "/").replace("_", "."))
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zip_bytes(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return out.getvalue()


def docs(done: Any) -> list[str]:
    assert done.returncode == 0, done.stderr.decode()
    return [record["doc"] for record in records(done.stdout)]


@pytest.mark.parametrize("suffix", list(COMPRESS))
@pytest.mark.parametrize("named", [True, False], ids=["by name", "by content"])
def test_compressed_rows_of_one_member_and_of_many(tmp_path: Path, suffix: str, named: bool) -> None:
    lines = JSONL.splitlines(keepends=True)
    one = COMPRESS[suffix](JSONL)
    many = b"".join(COMPRESS[suffix](b"".join(lines[at : at + 7])) for at in range(0, 40, 7))
    for data in (one, many):
        path = tmp_path / (f"a.jsonl.{suffix}" if named else "a")
        path.write_bytes(data)
        assert docs(embedparse("scan", path)) == WITH_POSTS
        assert docs(embedparse("scan", "-", "-j", 1, input=data)) == WITH_POSTS


TABLES = [
    pytest.param("a.json", json.dumps(ROWS).encode(), id="JSON array on one line"),
    pytest.param("a.json", json.dumps(ROWS, indent=2, ensure_ascii=False).encode(), id="JSON, indented"),
    pytest.param("a.json", json.dumps(ROWS, ensure_ascii=False).encode("utf-16"), id="JSON array in UTF-16"),
    pytest.param("a", json.dumps(ROWS).encode(), id="JSON array without a name"),
    pytest.param("a.csv", csv_bytes(), id="CSV"),
    pytest.param("a.csv", b"\xef\xbb\xbf" + csv_bytes(";", quoting=csv.QUOTE_ALL), id="CSV from Excel"),
    pytest.param("a.tsv", csv_bytes("\t"), id="TSV"),
    pytest.param("a", csv_bytes(), id="CSV without a name"),
    pytest.param("a.jsonl", JSONL.replace(b"\n", b"\r\n"), id="rows with CRLF"),
    pytest.param("a.jsonl", b"\xef\xbb\xbf" + JSONL, id="rows with BOM"),
    pytest.param("a.jsonl", JSONL.decode().encode("utf-16"), id="rows in UTF-16"),
    pytest.param("a", JSONL, id="rows without a name"),
]


@pytest.mark.parametrize(("name", "data"), TABLES)
def test_tables(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert docs(embedparse("scan", tmp_path / name)) == WITH_POSTS
    assert docs(embedparse("scan", "-", input=data)) == WITH_POSTS


def write_parquet(path: Path, rows: list[dict[str, Any]]) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pip install 'embedparse[parquet]'")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=13)


def test_parquet_with_flat_and_nested_columns(tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet", ROWS)
    assert docs(embedparse("scan", tmp_path / "a.parquet")) == WITH_POSTS
    nested = [{"key": {"id": row["id"]}, "article": {"body": row["text"], "n": row["n"]}} for row in ROWS]
    write_parquet(tmp_path / "b.parquet", nested)
    done = embedparse("scan", tmp_path / "b.parquet", "--field", "article.body", "--id-field", "key.id")
    assert docs(done) == WITH_POSTS
    done = embedparse("scan", tmp_path / "b.parquet")
    assert done.returncode == 2
    assert b"It has: key.id, article.body, article.n" in done.stderr


def warc_bytes(compressed: bool, wet: bool = False) -> bytes:
    pytest.importorskip("fastwarc", reason="pip install 'embedparse[warc]'")
    from fastwarc.warc import WarcRecord, WarcRecordType

    page = f"<html><head><meta charset=utf-8></head><body><p>{ARTICLE}</p></body></html>"
    pages = [
        ("https://news.example/1", "200 OK", "text/html; charset=utf-8", page),
        ("https://news.example/logo", "200 OK", "image/png", "\x00\x01"),
        ("https://news.example/gone", "404 Not Found", "text/html", "gone"),
        ("https://news.example/2", "200 OK", "text/plain", ARTICLE),
    ]
    out = io.BytesIO()
    for number, (url, status, media, body) in enumerate(pages):
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.conversion if wet else WarcRecordType.response)
        record.headers["WARC-Target-URI"] = url
        record.headers["WARC-Date"] = f"2020-05-01T00:00:0{number}Z"
        record.headers["WARC-Record-ID"] = f"<urn:uuid:{number}>"
        if wet:
            record.headers["Content-Type"] = "text/plain"
            record.set_bytes_content(ARTICLE.encode())
        else:
            record.headers["Content-Type"] = "application/http; msgtype=response"
            head = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n"
            record.set_bytes_content((head + body).encode())
        one = io.BytesIO()
        record.write(one)
        out.write(gzip.compress(one.getvalue()) if compressed else one.getvalue())
    return out.getvalue()


@pytest.mark.parametrize("compressed", [False, True], ids=["plain", "gzip"])
def test_wet_records_are_documents_with_url_and_date(tmp_path: Path, compressed: bool) -> None:
    path = tmp_path / ("a.warc.wet" + (".gz" if compressed else ""))
    path.write_bytes(warc_bytes(compressed, wet=True))
    done = embedparse("scan", path, "--articles", tmp_path / "p.jsonl")
    found = records(done.stdout)
    assert [record["doc"] for record in found] == [f"<urn:uuid:{n}>" for n in range(4)]
    assert found[1]["doc_url"] == "https://news.example/logo"
    assert found[1]["doc_date"] == "2020-05-01T00:00:01Z"
    row = json.loads((tmp_path / "p.jsonl").read_bytes().splitlines()[0])
    assert (row["url"], row["text"]) == ("https://news.example/1", PROSE)
    done = embedparse("scan", path, "--id-field", "url")
    assert docs(done)[0] == "https://news.example/1"


@pytest.mark.parametrize(
    ("media", "body"),
    [
        pytest.param("text/html; charset=utf-8", TWEET.encode(), id="HTML with its charset"),
        pytest.param("text/html;charset=windows-1252", TWEET.encode("cp1252"), id="HTML in cp1252"),
        pytest.param('text/plain; charset="windows-1252"', ARTICLE.encode("cp1252"), id="text in cp1252"),
        pytest.param("text/plain; charset=no-such", ARTICLE.encode(), id="text in what nobody knows"),
        pytest.param("Text/HTML", TWEET.encode(), id="capitals"),
    ],
)
def test_warc_resources_by_their_media_type(tmp_path: Path, media: str, body: bytes) -> None:
    pytest.importorskip("fastwarc", reason="pip install 'embedparse[warc]'")
    from fastwarc.warc import WarcRecord, WarcRecordType

    record = WarcRecord()
    record.init_headers(record_type=WarcRecordType.resource)
    record.headers["WARC-Record-ID"] = "<urn:uuid:1>"
    record.headers["Content-Type"] = media
    record.set_bytes_content(body)
    out = io.BytesIO()
    record.write(out)
    (tmp_path / "a.warc").write_bytes(out.getvalue())
    (found,) = records(embedparse("scan", tmp_path / "a.warc").stdout)
    assert (found["handle"], found["lang"]) == (
        ("mira_example", "en") if b"<" in body else ("ada_quill", None)
    )


@pytest.mark.parametrize("compressed", [False, True], ids=["plain", "gzip"])
def test_warc_responses(tmp_path: Path, compressed: bool) -> None:
    path = tmp_path / ("a.warc" + (".gz" if compressed else ""))
    path.write_bytes(warc_bytes(compressed))
    summary = tmp_path / "s.json"
    done = embedparse("scan", path, "--summary", summary, "--kind", "text")
    assert docs(done) == ["<urn:uuid:0>", "<urn:uuid:3>"]
    counts = json.loads(summary.read_bytes())
    assert counts["skipped"] == {"http-status": 1, "media-type": 1}
    assert counts["read"] == 4


@pytest.mark.parametrize(
    ("name", "make"),
    [
        pytest.param("a.zip", lambda **members: zip_bytes(**members), id="zip"),
        pytest.param("a.tar", lambda **members: tar_bytes("w", **members), id="tar"),
        pytest.param("a.tar.gz", lambda **members: tar_bytes("w:gz", **members), id="tar.gz"),
        pytest.param("a.tar.xz", lambda **members: tar_bytes("w:xz", **members), id="tar.xz"),
        pytest.param("a.tgz", lambda **members: tar_bytes("w:gz", **members), id="tgz"),
        pytest.param("noname", lambda **members: zip_bytes(**members), id="zip by content"),
    ],
)
def test_archives_are_read_in_place(tmp_path: Path, name: str, make: Callable[..., bytes]) -> None:
    inner = zip_bytes(b_txt=ARTICLE.encode())
    data = make(
        d__a_txt=ARTICLE.encode(),
        rows_jsonl=JSONL,
        rows_jsonl_gz=gzip.compress(JSONL),
        table_csv=csv_bytes(),
        inner_zip=inner,
        style_css=b"body { color: red }",
        logo_png=bytes(range(256)) * 10,
        __hidden_txt=ARTICLE.encode(),
    )
    path, summary = tmp_path / name, tmp_path / "s.json"
    path.write_bytes(data)
    done = embedparse("scan", path, "--summary", summary)
    expected = [f"{path}/d/a.txt", *WITH_POSTS * 3, f"{path}/inner.zip/b.txt"]
    assert docs(done)[: len(expected)] == expected
    assert json.loads(summary.read_bytes())["skipped"] == {"binary": 1, "no-article": 1}
    assert docs(embedparse("scan", "-", input=data))[1:-2] == expected[1:-1]


def test_articles_of_an_archive_are_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_bytes(d__a_txt=ARTICLE.encode(), d__b_txt=PLAIN.encode(), rows_jsonl=JSONL))
    assert embedparse("clean", path, "-o", tmp_path / "prose/").returncode == 0
    assert (tmp_path / "prose/a.zip/d/a.txt").read_text("utf-8") == PROSE
    assert (tmp_path / "prose/a.zip/d/b.txt").read_text("utf-8") == PLAIN
    assert len((tmp_path / "prose/a.zip/rows.jsonl").read_text("utf-8").splitlines()) == 40


def test_members_cannot_leave_the_output_folder(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../evil.txt", ARTICLE)
    (tmp_path / "a.zip").write_bytes(out.getvalue())
    assert embedparse("clean", tmp_path / "a.zip", "-o", tmp_path / "deep/prose/").returncode in (0, 2)
    assert not (tmp_path / "evil.txt").exists()


def test_remote_paths_through_fsspec(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="pip install 'embedparse[remote]'")
    write_rows(tmp_path / "a.jsonl", ROWS)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(JSONL))
    (tmp_path / "c.txt").write_text(ARTICLE, encoding="utf-8")
    assert docs(embedparse("scan", f"file://{tmp_path}/a.jsonl")) == WITH_POSTS
    assert docs(embedparse("scan", f"file://{tmp_path}/*.jsonl*")) == WITH_POSTS * 2
    assert docs(embedparse("scan", f"file://{tmp_path}")) == [*WITH_POSTS * 2, f"file://{tmp_path}/c.txt"]


def test_all_kinds_in_one_call(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.jsonl", ROWS)
    (tmp_path / "b.csv").write_bytes(csv_bytes())
    (tmp_path / "c.zip").write_bytes(zip_bytes(x_txt=ARTICLE.encode()))
    (tmp_path / "d.txt").write_text(ARTICLE, encoding="utf-8")
    one = embedparse("scan", "a.jsonl", "b.csv", "c.zip", "d.txt", "-j", 1, cwd=tmp_path)
    two = embedparse("scan", "a.jsonl", "b.csv", "c.zip", "d.txt", "-j", 2, cwd=tmp_path)
    assert docs(one) == [*WITH_POSTS, *WITH_POSTS, "c.zip/x.txt", "d.txt"]
    assert one.stdout == two.stdout
