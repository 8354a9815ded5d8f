"""Every output format: written by the command, read with the format's own library."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import sqlite3
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from embedparse.models import FIELD_NAMES
from embedparse.writers.csv_records import with_apostrophe, without_apostrophe
from tests.command import ARTICLE, PLAIN, PROSE, archive, embedparse, records, write_rows
from tests.test_formats import ROWS, csv_bytes, write_parquet

linux = pytest.mark.skipif(sys.platform != "linux", reason="uses /proc")


def zstd_decompress(data: bytes) -> bytes:
    zstd = pytest.importorskip("backports.zstd", reason="pip install 'embedparse[zstd]'")
    return zstd.decompress(data)  # type: ignore[no-any-return]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return archive(tmp_path / "a.jsonl", 100)


@pytest.fixture
def expected(rows: Path) -> list[dict[str, Any]]:
    return records(embedparse("scan", rows).stdout)


def write(rows: Path, name: str, *options: str) -> Path:
    out = rows.parent / name
    done = embedparse("scan", rows, "-o", out, *options)
    assert done.returncode == 0, done.stderr.decode()
    assert not [path for path in rows.parent.iterdir() if {".part", ".journal"} & set(path.suffixes)]
    return out


@pytest.mark.parametrize(
    ("suffix", "decompress"),
    [("gz", gzip.decompress), ("bz2", bz2.decompress), ("xz", lzma.decompress), ("zst", zstd_decompress)],
)
def test_compressed_by_suffix(rows: Path, expected: list[Any], suffix: str, decompress: Any) -> None:
    assert records(decompress(write(rows, f"r.jsonl.{suffix}").read_bytes())) == expected
    assert decompress(write(rows, f"r.csv.{suffix}").read_bytes()).startswith(b"doc,index,")


@pytest.mark.parametrize(
    ("text", "changed"),
    [(text, True) for text in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "＝1", "'=1", "''+1")]
    + [(text, True) for text in ("1303028311532486656", "007", "12e5", "'007")]
    + [(text, False) for text in ("2020-05-01", "15-109", "0", "12", "1.5", "a=1", "12e5f", "'twas", "")],
)
def test_cells_that_a_spreadsheet_would_change_are_kept_as_text(text: str, changed: bool) -> None:
    assert with_apostrophe(text) == ("'" + text if changed else text)
    assert without_apostrophe(with_apostrophe(text)) == text


def test_csv_opens_rightly_in_a_spreadsheet(tmp_path: Path) -> None:
    post = "=1+1 is no formula, “quoted”; with a #tag1 and #tag2 for @bob_example https://t.co/abcdefghij"
    text = f"{post}\n— Zoë; “Z” (@zoe_example) May 1, 2020\n{PLAIN}"
    path = write_rows(tmp_path / "a.jsonl", [{"id": "-5", "text": text}])
    data = write(path, "r.csv", "--csv-safe").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert list(row)[: len(FIELD_NAMES)] == list(FIELD_NAMES)
    assert row["doc"] == "'-5"
    assert row["body"] == "'" + post
    assert row["hashtags"] == "tag1 tag2"
    assert row["author"] == "Zoë; “Z”"


def test_parquet_with_a_typed_schema(rows: Path, expected: list[dict[str, Any]]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pip install 'embedparse[parquet]'")
    table = parquet.read_table(write(rows, "r.parquet"))
    assert str(table.schema.field("index").type) == "int32"
    assert str(table.schema.field("links").type) == "list<element: string>"
    found = table.to_pylist()
    for record in found:
        assert record.pop("doc_url") is None
        assert record.pop("doc_date") is None
        assert record.pop("outlet") is None
    assert found == expected


def test_sqlite_answers_questions(rows: Path, expected: list[dict[str, Any]]) -> None:
    out = write(rows, "r.sqlite")
    with sqlite3.connect(out) as database:
        database.row_factory = sqlite3.Row
        found = [dict(row) for row in database.execute("SELECT * FROM embeds ORDER BY embed")]
        count = database.execute("SELECT count(*) FROM mentions WHERE entry = 'nobody'").fetchone()[0]
    assert [(row["doc"], row["handle"], row["body"]) for row in found] == [
        (record["doc"], record["handle"], record["body"]) for record in expected
    ]
    assert json.loads(found[0]["spans"]) == expected[0]["spans"]
    assert count == 0


def test_an_archive_without_posts_gives_empty_outputs(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", [{"id": "x", "text": PLAIN}])
    assert write(path, "r.jsonl").read_bytes() == b""
    assert gzip.decompress(write(path, "r.jsonl.gz").read_bytes()) == b""
    assert write(path, "r.csv").read_text("utf-8-sig").startswith("doc,index,platform")
    with sqlite3.connect(write(path, "r.db")) as database:
        assert database.execute("SELECT count(*) FROM embeds").fetchone() == (0,)


def test_lone_surrogates_reach_every_output(tmp_path: Path) -> None:
    text = ARTICLE.replace("Lanterns", "Lanterns \ud83c")
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "x", "text": text}) + "\n", encoding="utf-8")
    assert "\ud83c" in records(write(path, "r.jsonl").read_bytes())[0]["body"]
    assert "Lanterns ?" in write(path, "r.csv").read_text("utf-8-sig")
    with sqlite3.connect(write(path, "r.db")) as database:
        assert "Lanterns ?" in database.execute("SELECT body FROM embeds").fetchone()[0]


ARTICLES = [row["text"].replace(ARTICLE, PROSE) for row in ROWS]


def check(rows: list[dict[str, Any]]) -> None:
    assert [row["text"] for row in rows] == ARTICLES
    assert [int(row["n"]) for row in rows] == list(range(40))
    assert [bool(row.get("embeds")) for row in rows] == [n % 3 == 0 for n in range(40)]


def test_articles_of_csv_are_csv(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(csv_bytes(";"))
    assert embedparse("clean", tmp_path / "a.csv", "-o", tmp_path / "p.csv").returncode == 0
    with open(tmp_path / "p.csv", encoding="utf-8", newline="") as file:
        check(list(csv.DictReader(file)))
    assert embedparse("clean", tmp_path / "a.csv", "-o", tmp_path / "p.jsonl").returncode == 0
    check(records((tmp_path / "p.jsonl").read_bytes()))


def test_articles_of_csv_that_were_cleaned_before_stay_as_they_are(tmp_path: Path) -> None:
    table = f'id,text\na,"{ARTICLE}"\nb,{PLAIN}\n'
    (tmp_path / "a.csv").write_text(table, encoding="utf-8")
    once, twice = tmp_path / "once.csv", tmp_path / "twice.csv"
    assert embedparse("clean", tmp_path / "a.csv", "-o", once).returncode == 0
    assert embedparse("clean", once, "-o", twice).returncode == 0
    assert twice.read_bytes() == once.read_bytes()


def test_articles_of_json_are_json(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(ROWS), encoding="utf-8")
    assert embedparse("clean", tmp_path / "a.json", "-o", tmp_path / "p.json").returncode == 0
    check(json.loads((tmp_path / "p.json").read_bytes()))


@pytest.mark.parametrize("field", ["text", "article.text"])
def test_articles_of_parquet_are_parquet(tmp_path: Path, field: str) -> None:
    rows = [row if field == "text" else {"id": row["id"], "article": row} for row in ROWS]
    write_parquet(tmp_path / "a.parquet", rows)
    parquet = pytest.importorskip("pyarrow.parquet")
    done = embedparse("clean", tmp_path / "a.parquet", "--field", field, "-o", tmp_path / "p.parquet")
    assert done.returncode == 0, done.stderr.decode()
    table = parquet.read_table(tmp_path / "p.parquet")
    before = parquet.read_table(tmp_path / "a.parquet")
    assert table.schema.remove(table.schema.get_field_index("embeds")) == before.schema.remove_metadata()
    found = table.to_pylist()
    check([row if field == "text" else {**row["article"], "embeds": row["embeds"]} for row in found])
    assert found[0]["embeds"][0]["handle"] == "ada_quill"


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        pytest.param(lambda pa: pa.array([b"plain"]), "plain", id="bytes that are text"),
        pytest.param(lambda pa: pa.array([b"\xff\x00"]), "/wA=", id="bytes that are none"),
        pytest.param(lambda pa: pa.array([Decimal("1.50")]), "1.50", id="a decimal number"),
        pytest.param(lambda pa: pa.array([1500], pa.duration("ms")), "0:00:01.500000", id="a span of time"),
        pytest.param(lambda pa: pa.array([1], pa.duration("ns")), "1", id="a span in nanoseconds"),
        pytest.param(
            lambda pa: pa.array([1], pa.timestamp("ns")), "1970-01-01T00:00:00.000000001", id="nanoseconds"
        ),
        pytest.param(lambda pa: pa.array([3_000_000], pa.date32()), "10183-09-21", id="a year after 9999"),
        pytest.param(lambda pa: pa.array([{"a": [b"x"]}]), {"a": ["x"]}, id="nested bytes"),
        pytest.param(
            lambda pa: pa.array([[1]], pa.list_(pa.timestamp("ns"))),
            ["1970-01-01T00:00:00.000000001"],
            id="nested nanoseconds",
        ),
        pytest.param(lambda pa: no_utf8(pa, b"\xff\x00"), "/wA=", id="text that is no UTF-8"),
        pytest.param(
            lambda pa: pa.StructArray.from_arrays([pa.array(["x"]).dictionary_encode()], ["a"]),
            {"a": "x"},
            id="a nested dictionary",
        ),
    ],
)
def test_columns_of_every_type_reach_the_articles(tmp_path: Path, column: Any, shown: Any) -> None:
    pa = pytest.importorskip("pyarrow", reason="pip install 'embedparse[parquet]'")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pa.table({"id": pa.array([b"a1"]), "text": [ARTICLE], "own": column(pa)})
    parquet.write_table(table, tmp_path / "a.parquet")
    for out in ("p.jsonl", "p/", "p.parquet"):
        done = embedparse("scan", "a.parquet", "-o", "r.jsonl", "--articles", out, cwd=tmp_path)
        assert done.returncode == 0, done.stderr.decode()
        assert [record["doc"] for record in records((tmp_path / "r.jsonl").read_bytes())] == ["a1"]
    for name in ("p.jsonl", "p/a.parquet.jsonl"):
        (row,) = records((tmp_path / name).read_bytes())
        assert (row["id"], row["text"], row["own"], len(row["embeds"])) == ("a1", PROSE, shown, 1)
    kept = parquet.read_table(tmp_path / "p.parquet")
    assert kept["text"].to_pylist() == [PROSE]
    assert kept["own"].cast(table["own"].type).equals(table["own"])


def no_utf8(pa: Any, data: bytes) -> Any:
    """A string column of one value, which some writers do not check."""
    return pa.Array.from_buffers(pa.string(), 1, pa.array([data]).buffers())


def test_text_in_parquet_that_is_no_utf8_fails_alone(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="pip install 'embedparse[parquet]'")
    parquet = pytest.importorskip("pyarrow.parquet")
    text = pa.concat_arrays([pa.array([ARTICLE]), no_utf8(pa, b"\xff"), pa.array([ARTICLE])])
    parquet.write_table(pa.table({"id": ["a", "b", "c"], "text": text}), tmp_path / "a.parquet")
    for out in ("p.jsonl", "p.parquet"):
        done = embedparse("scan", "a.parquet", "-o", "r.jsonl", "--articles", out, cwd=tmp_path)
        assert done.returncode == 1
        assert done.stderr.startswith(b"embedparse: a.parquet:2: not valid utf-8 at byte 0;")
        assert [record["doc"] for record in records((tmp_path / "r.jsonl").read_bytes())] == ["a", "c"]
    assert [row["text"] for row in records((tmp_path / "p.jsonl").read_bytes())] == [PROSE, PROSE]


def test_a_column_that_comes_twice_is_read_once(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="pip install 'embedparse[parquet]'")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pa.Table.from_arrays([pa.array([ARTICLE]), pa.array([PLAIN])], names=["text", "text"])
    parquet.write_table(table, tmp_path / "a.parquet")
    done = embedparse("scan", "a.parquet", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert [record["doc"] for record in records(done.stdout)] == ["a.parquet:0"]


def test_pages_in_parquet_stay_in_their_encoding(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="pip install 'embedparse[parquet]'")
    parquet = pytest.importorskip("pyarrow.parquet")
    post = (
        '<blockquote class="twitter-tweet"><a href="https://twitter.com/a/status/1303028311532486656">x</a>'
    )
    page = f"<meta charset=windows-1252><p>Café</p>{post}</blockquote><p>Ende</p>".encode("cp1252")
    parquet.write_table(pa.table({"id": ["a"], "text": pa.array([page])}), tmp_path / "a.parquet")
    assert embedparse("clean", "a.parquet", "-o", "p.parquet", cwd=tmp_path).returncode == 0
    (text,) = parquet.read_table(tmp_path / "p.parquet")["text"].to_pylist()
    assert text == b"<meta charset=windows-1252><p>Caf\xe9</p><p>Ende</p>"


def test_articles_of_compressed_rows(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.jsonl", 20_000, every=400)
    plain = embedparse("clean", path).stdout
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(path.read_bytes()))
    assert embedparse("clean", tmp_path / "b.jsonl.gz", "-o", tmp_path / "p.jsonl.gz").returncode == 0
    assert gzip.decompress((tmp_path / "p.jsonl.gz").read_bytes()) == plain


@pytest.mark.parametrize(
    ("name", "why"),
    [
        pytest.param("r.ods", "records go to", id="unknown records"),
        pytest.param("no/such/folder/r.jsonl", "No such file or directory", id="no such folder"),
    ],
)
def test_outputs_that_cannot_be_are_refused(rows: Path, name: str, why: str) -> None:
    done = embedparse("scan", rows, "-o", rows.parent / name)
    assert done.returncode == 2
    assert why in done.stderr.decode()
    assert "Nothing has been written" in done.stderr.decode()
    assert [path.name for path in rows.parent.iterdir()] == ["a.jsonl"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        pytest.param("a.jsonl/p/", "Not a directory", id="below a file"),
        pytest.param("plain", "it is a file", id="a file without a suffix"),
        pytest.param("plain/", "it is a file", id="a file called a folder"),
    ],
)
def test_folders_of_articles_that_cannot_be_are_refused_before_the_work(
    rows: Path, name: str, why: str
) -> None:
    (rows.parent / "plain").write_bytes(b"kept")
    done = embedparse("scan", "a.jsonl", "-o", "r.jsonl", "--articles", name, cwd=rows.parent)
    assert done.returncode == 2
    assert done.stderr.decode().endswith(f": cannot be written: {why}\n  Nothing has been written.\n")
    assert sorted(path.name for path in rows.parent.iterdir()) == ["a.jsonl", "plain"]
    assert (rows.parent / "plain").read_bytes() == b"kept"


@pytest.mark.parametrize(
    ("journal", "why"),
    [
        pytest.param("no JSON", "this is no journal", id="no JSON"),
        pytest.param("{}", "this is no journal", id="an empty object"),
        pytest.param("[]", "this is no journal", id="an array"),
        pytest.param("3", "this is no journal", id="a number"),
    ],
)
def test_a_journal_that_is_none_is_refused(rows: Path, journal: str, why: str) -> None:
    (rows.parent / "r.jsonl.journal").write_text(journal, encoding="utf-8")
    done = embedparse("scan", "a.jsonl", "-o", "r.jsonl", "--resume", cwd=rows.parent)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"embedparse: r.jsonl.journal: {why}")
    assert "start over with --restart." in done.stderr.decode()
    assert embedparse("scan", "a.jsonl", "-o", "r.jsonl", "--restart", cwd=rows.parent).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    ("options", "where"),
    [
        pytest.param(("-o", "/dev/full"), "/dev/full", id="records"),
        pytest.param(("-o", "/dev/null", "--articles", "/dev/full"), "/dev/full", id="articles"),
    ],
)
def test_a_full_device_is_named(rows: Path, options: tuple[str, ...], where: str) -> None:
    done = embedparse("scan", "a.jsonl", *options, "-q", cwd=rows.parent)
    assert (done.returncode, done.stderr.decode()) == (
        1,
        f"embedparse: cannot write {where}: No space left on device.\n"
        "  What was written there is not the whole.\n",
    )


@pytest.mark.parametrize("name", ["p.txt", "p.doc", "p.xlsx"])
def test_articles_that_do_not_fit_are_refused(rows: Path, name: str) -> None:
    done = embedparse("scan", rows, "-o", rows.parent / "r.jsonl", "--articles", rows.parent / name)
    assert done.returncode == 2
    assert [path.name for path in rows.parent.iterdir()] == ["a.jsonl"]


def test_half_a_character_in_a_post_is_no_obstacle_for_the_articles(tmp_path: Path) -> None:
    text = json.dumps(ARTICLE.replace("Lanterns", "\ud83d Lanterns"))
    row, unnamed = f'{{"id": "a", "text": {text}}}', f'{{"text": {text}}}'
    (tmp_path / "a.jsonl").write_text(f"{row}\n{unnamed}\n", encoding="utf-8")
    (tmp_path / "a.json").write_text(f"[{row}, {unnamed}]", encoding="utf-8")
    for name in ("a.jsonl", "a.json"):
        done = embedparse(
            "scan", name, "-o", f"r-{name}", "--articles", f"p-{name}", "-q", "-j", "1", cwd=tmp_path
        )
        assert (done.returncode, done.stderr) == (0, b"")
        found = [json.loads(line) for line in (tmp_path / f"r-{name}").read_bytes().splitlines()]
        assert [record["doc"] for record in found] == ["a", f"{name}:1"]
        assert found[0]["body"].startswith("\ud83d Lanterns")
        prose = (tmp_path / f"p-{name}").read_text("utf-8")
        assert prose.count('"embeds"') == 2
        assert "\\ud83d Lanterns" in prose


@linux
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "link.jsonl", "linked.jsonl"])
def test_a_name_of_an_open_file_writes_into_that_file(rows: Path, name: str, expected: list[Any]) -> None:
    """Standard output may be redirected to a plain file; its names are links that must not be replaced."""
    (rows.parent / "link.jsonl").symlink_to("/proc/self/fd/1")
    (rows.parent / "linked.jsonl").symlink_to("link.jsonl")
    with (rows.parent / "out").open("w+b") as out:
        out.write(b"{}\n")
        out.flush()
        command = [sys.executable, "-m", "embedparse", "scan", rows, "-o", name, "-q"]
        subprocess.run(command, cwd=rows.parent, stdout=out, check=True)
        out.seek(0)
        assert records(out.read()) == [{}, *expected]
    assert (rows.parent / "link.jsonl").is_symlink()
    assert (rows.parent / "linked.jsonl").is_symlink()


@linux
def test_a_summary_that_cannot_be_written_says_that_all_else_is(rows: Path) -> None:
    done = embedparse("scan", rows, "-o", rows.parent / "r.jsonl", "--summary", "/proc/s.json")
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "embedparse: /proc/s.json: cannot be written: No such file or directory; all else is in place.\n"
    )
    assert (rows.parent / "r.jsonl").exists()
