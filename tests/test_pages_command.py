"""HTML through the command: files and rows, encodings, the page that remains, the main text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import embedparse, records, write_rows

POST = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Lanterns are lit.</p>&mdash; Ada Quill '
    '(@ada_quill) <a href="https://twitter.com/ada_quill/status/1256000000000000000">May 1, 2020</a>'
    "</blockquote>"
)
PAGE = (
    "<!doctype html><html><head>{meta}<title>Harbour</title></head><body><article><h1>The harbour café</h1>"
    "<p>The council met for two hours on Friday and agreed on very little, it said in a note.</p>{post}"
    "<p>Residents of the old town said they would rather keep the ferry than get a bridge.</p>"
    "</article></body></html>"
)


def page(post: str = POST, meta: str = "") -> str:
    return PAGE.format(post=post, meta=meta)


@pytest.mark.parametrize(
    ("data", "left"),
    [
        pytest.param(page().encode(), page("").encode(), id="UTF-8"),
        pytest.param(
            b"\xef\xbb\xbf" + page().encode(), b"\xef\xbb\xbf" + page("").encode(), id="UTF-8 with BOM"
        ),
        pytest.param(page().encode("utf-16"), page("").encode("utf-16"), id="UTF-16"),
        pytest.param(
            page(meta='<meta charset="iso-8859-2">').encode("iso-8859-2"),
            page("", '<meta charset="iso-8859-2">').encode("iso-8859-2"),
            id="declared",
        ),
        pytest.param(page().encode("windows-1252"), page("").encode("windows-1252"), id="not declared"),
        pytest.param(
            page().encode().replace(b"hours", b"h\x81ours\xff") + "™".encode("windows-1252"),
            page("").encode().replace(b"hours", b"h\x81ours\xff") + "™".encode("windows-1252"),
            id="bytes that fit no encoding",
        ),
        pytest.param(page().replace("\n", "\r\n").encode(), page("").encode(), id="CRLF"),
    ],
)
def test_the_page_that_remains_is_the_source_byte_for_byte(tmp_path: Path, data: bytes, left: bytes) -> None:
    (tmp_path / "a.html").write_bytes(data)
    done = embedparse("scan", tmp_path / "a.html", "--articles", tmp_path / "out.html")
    assert done.returncode == 0, done.stderr.decode()
    (record,) = records(done.stdout)
    assert record["post_id"] == "1256000000000000000"
    assert (tmp_path / "out.html").read_bytes() == left


@pytest.mark.parametrize("kind", ["auto", "html"])
def test_rows_of_html(tmp_path: Path, kind: str) -> None:
    rows = [{"id": 1, "html": page()}, {"id": 2, "html": page("")}, {"id": 3, "html": page(POST.upper())}]
    path = write_rows(tmp_path / "a.jsonl", rows)
    done = embedparse("scan", path, "--field", "html", "--kind", kind, "--articles", tmp_path / "p.jsonl")
    assert {record["doc"] for record in records(done.stdout)} >= {"1"}
    lines = (tmp_path / "p.jsonl").read_bytes().splitlines(keepends=True)
    assert json.loads(lines[0])["html"] == page("")
    assert lines[1] == path.read_bytes().splitlines(keepends=True)[1]


def test_kind_text_reads_a_page_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Not <p>a page</p>.\nGood night!\n— Ada (@ada_quill) May 1, 2020\n", "utf-8"
    )
    (record,) = records(embedparse("scan", tmp_path / "a.txt").stdout)
    assert record["layout"] == "below"


def test_extract_gives_the_main_text(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="pip install 'embedparse[extract]'")
    source = tmp_path / "pages"
    source.mkdir()
    (source / "a.html").write_text(page(), "utf-8")
    (source / "b.html").write_text(page(""), "utf-8")
    (source / "c.txt").write_text("Plain text stays as it is.", "utf-8")
    assert embedparse("clean", source, "--extract", "-o", tmp_path / "out").returncode == 0
    texts = {path.name: path.read_text("utf-8") for path in (tmp_path / "out").iterdir()}
    assert sorted(texts) == ["a.txt", "b.txt", "c.txt"]
    assert texts["a.txt"] == texts["b.txt"]
    assert "The council met" in texts["a.txt"]
    assert "Lanterns" not in texts["a.txt"]
    rows = write_rows(tmp_path / "r.jsonl", [{"id": 1, "text": page()}, {"id": 2, "text": page("")}])
    found = records(embedparse("clean", rows, "--extract").stdout)
    assert [row["text"] for row in found] == [texts["a.txt"]] * 2
    assert ["embeds" in row for row in found] == [True, False]


def test_extract_needs_articles(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(), "utf-8")
    done = embedparse("scan", tmp_path / "a.html", "--extract")
    assert done.returncode == 2
    assert b"name --articles too" in done.stderr
