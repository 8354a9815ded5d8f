"""The registry of input formats, and formats that other packages add."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from embedparse.readers import formats
from tests.command import ARTICLE, PLAIN, PROSE, embedparse, records

MODULE = '''
from embedparse.inputs import InputDocument
from embedparse.readers.formats import InputFormat


def read(opened, reading, member):
    """Articles with a line of dashes between them."""
    for number, text in enumerate(opened.stream.read().decode().split("\\n----\\n"), 1):
        place = f"{opened.place}:{number}"
        yield InputDocument(place, place, f"{opened.inside}/{number}.txt", payload=text, kind="text")


FORMAT = InputFormat("dashes", suffixes=(".dashes",), read=read, holds="documents", magic=((0, b"DASH\\0"),))
'''


#: Rows of `key: value` lines with a blank line between them, read and written: all of it in one file.
CARDS = """
from embedparse.readers.formats import InputFormat
from embedparse.readers.row_items import Place, carried, units_of_row
from embedparse.writers.article_rows import table_rows
from embedparse.writers.part import OverSink


def read_cards(opened, reading, member):
    for number, card in enumerate(opened.stream.read().decode().strip().split("\\n\\n")):
        row = dict(line.split(": ", 1) for line in card.split("\\n"))
        row["text"] = row["text"].replace("|", "\\n")
        yield from units_of_row(opened, row, Place.of(opened.place, number + 1, number), reading)


class Cards(OverSink):
    whole = True

    def __init__(self, sink, reading, state=None):
        super().__init__(sink)
        self._reading = reading

    def take(self, task, result):
        for row in table_rows(task, result, self._reading):
            lines = (f"{key}: {value}" for key, value in row.items() if key != "embeds")
            self._sink.write("\\n".join(lines).replace(row["text"], row["text"].replace("\\n", "|")).encode())
            self._sink.write(b"\\n\\n")

    def sync(self):
        return {**super().sync(), "form": "cards"}


FORMAT = InputFormat(
    "cards",
    suffixes=(".cards",),
    read=lambda opened, reading, member: carried(read_cards(opened, reading, member), reading),
    holds="rows",
    write=Cards,
)
"""


@pytest.fixture
def cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file in the folder of the formats, and an input of its format: two articles, one with a post."""
    folder = tmp_path / "formats"
    folder.mkdir()
    (folder / "cards.py").write_text(CARDS, encoding="utf-8")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(folder)])
    formats.all_formats.cache_clear()
    rows = (("one", PLAIN), ("two", ARTICLE))
    path = tmp_path / "a.cards"
    path.write_text("\n\n".join(f"id: {name}\ntext: {text.replace(chr(10), '|')}" for name, text in rows))
    yield path
    formats.all_formats.cache_clear()
    sys.modules.pop("embedparse.readers.formats.cards", None)


def _lines(path: Path) -> list[str]:
    return [row["text"] for row in records(path.read_bytes())]


def _array(path: Path) -> list[str]:
    return [row["text"] for row in json.loads(path.read_text(encoding="utf-8"))]


def _csv(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


def _cards(path: Path) -> list[str]:
    cards = path.read_text(encoding="utf-8").strip().split("\n\n")
    return [card.partition("\ntext: ")[2].replace("|", "\n") for card in cards]


@pytest.mark.parametrize(
    ("target", "file", "texts"),
    [
        pytest.param("p.jsonl", "p.jsonl", _lines, id="lines"),
        pytest.param(
            "p.json", "p.json", lambda path: [r["text"] for r in json.loads(path.read_text())], id="json"
        ),
        pytest.param("p.csv", "p.csv", _csv, id="csv"),
        pytest.param("p.cards", "p.cards", _cards, id="its-own"),
        pytest.param("p/", "p/a.cards.jsonl", _lines, id="folder"),
    ],
)
def test_a_new_format_is_one_file(
    cards: Path, target: str, file: str, texts: Callable[[Path], list[str]]
) -> None:
    arguments = ("scan", cards.name, "-o", "r.jsonl", "--articles", target, "-j", 1)
    done = embedparse(*arguments, cwd=cards.parent)
    assert done.returncode == 0, done.stderr.decode()
    assert [record["doc"] for record in records((cards.parent / "r.jsonl").read_bytes())] == ["two"]
    assert texts(cards.parent / file) == [PLAIN, PROSE]


def test_a_file_of_a_format_that_writes_nothing_is_refused(cards: Path) -> None:
    done = embedparse("clean", cards.name, "-o", "p.warc", "-j", 1, cwd=cards.parent)
    assert done.returncode == 2
    assert b"articles go to .jsonl" in done.stderr
    assert not (cards.parent / "p.warc").exists()


@pytest.fixture
def dashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package that adds the format ``.dashes``, installed."""
    site = tmp_path / "site"
    info = site / "embedparse_dashes-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "embedparse_dashes.py").write_text(MODULE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: embedparse-dashes\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[embedparse.formats]\ndashes = embedparse_dashes:FORMAT\n")
    monkeypatch.syspath_prepend(str(site))
    formats.other_formats.cache_clear()
    yield info
    formats.other_formats.cache_clear()


@pytest.mark.parametrize("file", ["a.dashes", "a.dashes.gz"])
def test_a_format_of_another_package_is_read(tmp_path: Path, dashes: Path, file: str) -> None:
    data = f"{PLAIN}\n----\n{ARTICLE}".encode()
    if file.endswith(".gz"):
        import gzip

        data = gzip.compress(data)
    (tmp_path / file).write_bytes(data)
    arguments = ("scan", file, "-o", "r.jsonl", "--articles", "p.jsonl", "-j", 1)
    done = embedparse(*arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert [record["doc"] for record in records((tmp_path / "r.jsonl").read_bytes())] == [f"{file}:2"]
    assert [row["text"] for row in records((tmp_path / "p.jsonl").read_bytes())] == [PLAIN, PROSE]


def test_without_the_package_the_file_is_one_text(tmp_path: Path) -> None:
    (tmp_path / "a.dashes").write_text(f"{PLAIN}\n----\n{ARTICLE}", encoding="utf-8")
    done = embedparse("scan", "a.dashes", cwd=tmp_path)
    assert [record["doc"] for record in records(done.stdout)] == ["a.dashes"]


def test_other_packages_are_not_asked_for_formats_known_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked() -> None:
        raise AssertionError("entry points were looked for")

    monkeypatch.setattr(formats, "other_formats", asked)
    for name in ("a.txt", "a.jsonl", "a.csv", "a.html", "a.xml.rss"):
        assert formats.format_of(b"text", name, ("text",))


def test_an_entry_point_that_is_no_format_is_refused(dashes: Path) -> None:
    (dashes / "entry_points.txt").write_text("[embedparse.formats]\ndashes = embedparse_dashes:read\n")
    with pytest.raises(TypeError, match="entry point dashes"):
        formats.other_formats()


def test_no_two_formats_claim_a_name_or_a_suffix() -> None:
    known = formats.all_formats()
    names = [each.name for each in known]
    suffixes = [suffix for each in known for suffix in each.suffixes]
    assert len(set(names)) == len(names)
    assert len(set(suffixes)) == len(suffixes)
    assert {each.base for each in known} - {None} <= set(names)
    assert all(each.is_text or each.magic or each.base for each in known), "told by its first bytes"


@pytest.mark.parametrize(
    ("head", "name", "format_"),
    [
        pytest.param(b"PK\x03\x04", "a", "zip", id="zip"),
        pytest.param(b"PK\x03\x04", "a.wacz", "wacz", id="a-special-case-by-its-name"),
        pytest.param(
            b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip", "a", "epub", id="by-content"
        ),
        pytest.param(b"PK\x03\x04", "a.docx", "binary", id="of-another-program"),
        pytest.param(b'{"text": ""}\n', "a.json", "jsonl", id="rows-called-json"),
        pytest.param(b'{"text": ""}\n', "a.txt", "text", id="a-text-is-what-it-is-called"),
        pytest.param(b"id,text\n", "a", "csv", id="a-header"),
        pytest.param(b"id,body\n", "a", "text", id="no-header"),
        pytest.param(b"body{}", "a.css", "beside", id="beside"),
        pytest.param(b"", "a.csv", "empty", id="empty"),
        pytest.param(b"\x00\x01\x02\x03" * 100, "a", "binary", id="binary"),
    ],
)
def test_formats_are_told_by_content_and_name(head: bytes, name: str, format_: str) -> None:
    assert formats.format_of(head, name, ("text",)) == format_
