"""Records in tables give back every value as it was, in every format, with the libraries people use."""

from __future__ import annotations

import csv
import datetime
import json
import shutil
import sqlite3
import string
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import embedparse
from embedparse.cli import main
from embedparse.inputs import ReadOptions
from embedparse.jobs import ScanConfig
from embedparse.models import FIELD_NAMES
from embedparse.writers.records import kept_columns, records_out

#: Values that a spreadsheet or a reader that guesses would change.
TREACHEROUS = (
    "1303028311532486656", "9007199254740993", "007", "12e5", "1E400", "-0", "+1", "=1+1", "@SUM(A1)",
    "-lists begin so", "'=quoted", "'twas", "＝wide", "\tindented", "true", "NULL", "NaN", "nan", "None",
    "2020-05-01", "1/2", "00:30", "a,b;c\td", 'say "no"', "two\nlines", "two\r\nlines", "🌊 é ‮x‬", "_x0041_",
)  # fmt: skip


def record(**values: Any) -> dict[str, Any]:
    """A record as the command makes one, with ``values`` in it."""
    lists: dict[str, Any] = {name: [] for name in ("links", "media", "hashtags", "mentions", "cashtags")}
    known = {"doc": "a1", "index": 0, "platform": "twitter", "kind": "embed", "layout": "below", **lists}
    known |= {"spans": [[0, 12]], "confidence": "certain", "evidence": ["dash-em", "begins: line"]}
    return dict.fromkeys(FIELD_NAMES) | known | values


def write(path: Path, rows: list[dict[str, Any]], **options: Any) -> Path:
    """``rows`` in a file of the format that its name says."""
    out = records_out(str(path), **options)
    out.take([json.dumps(row).encode() for row in rows])
    out.finish()
    return path


ROWS = [record(doc=f"d{n}", index=n, body=text, author=text) for n, text in enumerate(TREACHEROUS)]


def read_with_csv(path: Path) -> list[tuple[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return [(row["body"], row["author"]) for row in csv.DictReader(file)]


def read_with_pandas(path: Path) -> list[tuple[str, str]]:
    pandas = pytest.importorskip("pandas")
    table = pandas.read_csv(path, dtype=str, keep_default_na=False)
    return list(zip(table.body, table.author, strict=True))


def read_with_polars(path: Path) -> list[tuple[str, str]]:
    polars = pytest.importorskip("polars")
    return polars.read_csv(path, infer_schema=False)["body", "author"].rows()  # type: ignore[no-any-return]


def read_with_duckdb(path: Path) -> list[tuple[str, str]]:
    duckdb = pytest.importorskip("duckdb")
    relation = duckdb.read_csv(str(path), all_varchar=True, header=True, delimiter=",", quotechar='"')
    return relation.project("body, author").fetchall()  # type: ignore[no-any-return]


#: Prints the bytes of each value, so that no print changes them.
R_SCRIPT = """
library(readr)
path <- commandArgs(TRUE)[1]
table <- read_csv(path, col_types = cols(.default = "c"), na = character(), trim_ws = FALSE, lazy = FALSE)
hexadecimal <- function(text) paste(format(charToRaw(enc2utf8(text))), collapse = "")
for (row in seq_len(nrow(table))) cat(hexadecimal(table$body[row]), hexadecimal(table$author[row]), "\\n")
"""


def run_r(script: str, *arguments: Path) -> str:
    """What an R script that uses readr prints; the test is skipped where there is none."""
    if shutil.which("Rscript") is None:
        pytest.skip("needs R (apt-get install r-base-core r-cran-readr)")
    done = subprocess.run(["Rscript", "-e", script, *arguments], capture_output=True, text=True, check=False)
    if "there is no package" in done.stderr:
        pytest.skip("needs readr (apt-get install r-cran-readr)")
    assert done.returncode == 0, done.stderr
    return done.stdout


def read_with_readr(path: Path) -> list[tuple[str, str]]:
    lines = (line.split() for line in run_r(R_SCRIPT, path).splitlines())
    return [(bytes.fromhex(body).decode(), bytes.fromhex(author).decode()) for body, author in lines]


READERS = [read_with_csv, read_with_pandas, read_with_polars, read_with_duckdb]


@pytest.mark.parametrize("read", [*READERS, pytest.param(read_with_readr, marks=pytest.mark.process)])
def test_csv_gives_back_every_value(tmp_path: Path, read: Any) -> None:
    assert read(write(tmp_path / "r.csv", ROWS)) == [(text, text) for text in TREACHEROUS]


#: Without what no CSV reader keeps apart: lone carriage returns and NUL.
TEXTS = st.text(
    st.one_of(
        st.sampled_from(string.digits + "eE=+-@',;\"\n\t. "),
        st.characters(codec="utf-8", exclude_characters="\r\0"),
    ),
    min_size=1,
)


@pytest.mark.parametrize("read", READERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=1, max_size=20))
def test_csv_gives_back_generated_values(tmp_path: Path, read: Any, texts: list[str]) -> None:
    rows = [record(body=text, author=text) for text in texts]
    assert read(write(tmp_path / "r.csv", rows)) == [(text, text) for text in texts]


def test_csv_begins_with_its_header_and_not_with_a_byte_order_mark(tmp_path: Path) -> None:
    assert write(tmp_path / "r.csv", ROWS).read_bytes().startswith(b"doc,index,platform,")


def test_csv_for_spreadsheets_is_read_back_without_its_apostrophes(tmp_path: Path) -> None:
    from embedparse.reports.saved import records

    safe = write(tmp_path / "safe.csv", ROWS, csv_safe=True)
    assert "'=1+1" in safe.read_text("utf-8-sig")
    for path in (safe, write(tmp_path / "plain.csv", ROWS)):
        read = [row for row in records(str(path)) if isinstance(row, dict)]
        assert [row["body"] for row in read] == list(TREACHEROUS)


def sheet_rows(path: Path, sheet: str = "records") -> list[dict[str, Any]]:
    openpyxl = pytest.importorskip("openpyxl")
    head, *rows = openpyxl.load_workbook(path)[sheet].iter_rows()
    return [{name.value: cell for name, cell in zip(head, row, strict=True)} for row in rows]


def test_a_spreadsheet_holds_text_and_never_a_formula(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    rows = sheet_rows(write(tmp_path / "r.xlsx", ROWS))
    openpyxl_escapes = pytest.importorskip("openpyxl.utils.escape")
    assert [openpyxl_escapes.unescape(row["body"].value) for row in rows] == list(TREACHEROUS)
    assert {row["body"].data_type for row in rows} == {"s"}


def test_a_spreadsheet_has_dates_as_dates_and_links_that_open(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    url = "https://social.example.org/ada/status/1303028311532486656"
    values = record(
        date="2020-05-01", posted_at="2020-05-01T10:20:30.456Z", url=url, post_id="1303028311532486656"
    )
    (row,) = sheet_rows(write(tmp_path / "r.xlsx", [values]))
    assert row["date"].value == datetime.datetime(2020, 5, 1)
    assert row["posted_at"].value == datetime.datetime(2020, 5, 1, 10, 20, 30, 456000)
    assert (row["url"].value, row["url"].hyperlink.target) == (url, url)
    assert (row["post_id"].value, row["post_id"].data_type) == ("1303028311532486656", "s")
    assert row["index"].value == 0


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("date", "1816-05-01", "1816-05-01"),  # before the calendar of spreadsheets
        ("posted_at", "no time", "no time"),
        ("url", "javascript:alert(1)", "javascript:alert(1)"),
        ("url", "https://a.example.org/" + "x" * 3000, "https://a.example.org/" + "x" * 3000),
    ],
)
def test_what_is_no_date_or_link_in_a_spreadsheet_is_text(
    tmp_path: Path, name: str, value: str, shown: str
) -> None:
    pytest.importorskip("xlsxwriter")
    (row,) = sheet_rows(write(tmp_path / "r.xlsx", [record(**{name: value})]))
    assert (row[name].value, row[name].data_type, row[name].hyperlink) == (shown, "s", None)


def test_statistics_refuse_a_spreadsheet_in_one_line(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    done = CliRunner().invoke(main, ["stats", str(write(tmp_path / "r.xlsx", ROWS))])
    assert done.exit_code == 2
    assert "r.xlsx: spreadsheets are not read" in done.stderr


def test_more_records_than_a_sheet_has_rows_go_on_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("xlsxwriter")
    monkeypatch.setattr("embedparse.writers.xlsx_records.ROWS", 11)
    path = write(tmp_path / "r.xlsx", [record(index=n) for n in range(25)])
    assert [row["index"].value for row in sheet_rows(path)] == list(range(10))
    assert [row["index"].value for row in sheet_rows(path, "records 3")] == list(range(20, 25))
    assert "25 records are more than the 11 rows of a sheet: they are on 3 sheets" in capsys.readouterr().err


def test_a_cell_that_is_too_long_for_a_spreadsheet_is_cut_and_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("xlsxwriter")
    (row,) = sheet_rows(write(tmp_path / "r.xlsx", [record(body="🌊" * 20_000)]))
    assert row["body"].value == "🌊" * 16_383
    assert "1 cell was longer than a spreadsheet allows" in capsys.readouterr().err


def test_without_its_library_a_spreadsheet_is_refused_with_the_command_that_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    (tmp_path / "a.jsonl").write_text('{"id": 1, "text": "Nothing."}\n')
    done = CliRunner().invoke(main, ["scan", str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "r.xlsx")])
    assert done.exit_code == 2
    assert "pip install 'embedparse[xlsx]'" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl"]


# Kept columns

POST = "It was late.\n=1 Good night!\n— Ada (@ada_example) May 1, 2020\nThen day came."
KEPT = {"title": "=Sum", "n": 7, "half": 0.5, "yes": True, "tags": ["a b", "c"], "meta": {"desk": "home"}}
FORMATS = [".jsonl", ".csv", ".parquet", ".db", ".xlsx"]


def scan(tmp_path: Path, rows: list[dict[str, Any]], output: str, *options: str) -> Path:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = CliRunner().invoke(
        main, ["scan", str(tmp_path / "a.jsonl"), "-j1", "-o", str(tmp_path / output), *options]
    )
    assert done.exit_code == 0, done.stderr
    return tmp_path / output


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The records of a file as plain Python."""
    match path.suffix:
        case ".jsonl":
            return [json.loads(line) for line in path.read_text().splitlines()]
        case ".csv":
            with open(path, encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))
        case ".parquet":
            return pytest.importorskip("pyarrow.parquet").read_table(path).to_pylist()  # type: ignore[no-any-return]
        case ".db":
            with sqlite3.connect(path) as database:
                database.row_factory = sqlite3.Row
                return [dict(row) for row in database.execute("SELECT * FROM embeds ORDER BY embed")]
    pytest.importorskip("xlsxwriter")
    return [{name: cell.value for name, cell in row.items()} for row in sheet_rows(path)]


WRITTEN = {
    ".jsonl": KEPT,
    ".csv": {
        "title": "=Sum",
        "n": "7",
        "half": "0.5",
        "yes": "true",
        "tags": '["a b","c"]',
        "meta": '{"desk":"home"}',
    },
    ".parquet": KEPT | {"meta": '{"desk":"home"}'},
    ".db": KEPT | {"yes": 1, "tags": '["a b","c"]', "meta": '{"desk":"home"}'},
    ".xlsx": KEPT | {"tags": '["a b","c"]', "meta": '{"desk":"home"}'},
}


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("keep", [["*"], list(KEPT)], ids=["all", "each"])
def test_kept_columns_equal_their_source(tmp_path: Path, suffix: str, keep: list[str]) -> None:
    options = [word for name in keep for word in ("--keep", name)]
    (found,) = read_rows(scan(tmp_path, [{"id": "x", "text": POST, **KEPT}], f"r{suffix}", *options))
    assert {name: found[name] for name in KEPT} == WRITTEN[suffix]
    assert "text" not in found


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_nested_column_is_kept_under_its_whole_name(tmp_path: Path, suffix: str) -> None:
    rows = [{"id": "x", "text": POST, "meta": {"desk": "home"}}, {"id": "y", "text": POST}]
    found = read_rows(scan(tmp_path, rows, f"r{suffix}", "--keep", "meta.desk"))
    assert [row["meta.desk"] or None for row in found] == ["home", None]


@pytest.mark.parametrize(
    ("keep", "row", "expected"),
    [
        ("author", {"author": "Bo Reporter"}, {"author": "Ada", "doc_author": "Bo Reporter"}),
        ("date", {"date": 20200502}, {"date": "2020-05-01", "doc_date": "20200502"}),
        (
            "url",
            {"url": "https://www.courier.co.uk/a"},
            {"url": None, "doc_url": "https://www.courier.co.uk/a"},
        ),
        ("doc_url", {"doc_url": "https://www.courier.co.uk/a"}, {"outlet": "courier.co.uk"}),
        ("*", {"lang": "en"}, {"lang": None, "doc_lang": "en"}),
        ("*", {"lang": "en", "doc_lang": "de"}, {"doc_lang": "de", "doc_lang_2": "en"}),
        (r"a\.b", {"a.b": 1}, {"a.b": 1}),
        ("absent", {}, {"absent": None}),
    ],
)
def test_a_column_called_like_a_key_of_a_record(
    tmp_path: Path, keep: str, row: dict[str, Any], expected: dict[str, Any]
) -> None:
    (found,) = read_rows(scan(tmp_path, [{"id": "x", "text": POST, **row}], "r.jsonl", "--keep", keep))
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("row", "url", "outlet"),
    [
        ({"url": "https://www.courier.co.uk/a"}, "https://www.courier.co.uk/a", "courier.co.uk"),
        ({"link": "http://news.gazette.com/a?b"}, "http://news.gazette.com/a?b", "gazette.com"),
        ({"url": None, "canonical": "https://a.example.org"}, "https://a.example.org", "example.org"),
        ({"url": "https://user@gazette.com:8080/"}, "https://user@gazette.com:8080/", "gazette.com"),
        ({"url": "https://127.0.0.1/a"}, "https://127.0.0.1/a", None),
        ({"url": "https://[::1]/a"}, "https://[::1]/a", None),
        ({"url": "https://[broken/a"}, "https://[broken/a", None),
        ({"url": "https://co.uk/a"}, "https://co.uk/a", None),
        ({"url": "courier.co.uk/a"}, None, None),
        ({"url": 7}, None, None),
    ],
)
def test_the_outlet_is_the_registrable_domain_of_the_row(
    tmp_path: Path, row: dict[str, Any], url: str | None, outlet: str | None
) -> None:
    (found,) = read_rows(scan(tmp_path, [{"id": "x", "text": POST, **row}], "r.jsonl"))
    assert (found.get("doc_url"), found.get("outlet")) == (url, outlet)


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://www.courier.co.uk/a">', "https://www.courier.co.uk/a"),
        (
            "<link href='https://www.courier.co.uk/a?b&amp;c' rel='canonical'/>",
            "https://www.courier.co.uk/a?b&c",
        ),
        ('<META PROPERTY="og:url" CONTENT="https://www.courier.co.uk/a">', "https://www.courier.co.uk/a"),
        (
            '<meta property="og:url:secure" content="x"><link rel=canonical href=https://a.org/>',
            "https://a.org/",
        ),
        ('<link rel="canonical" href="/a">', None),
        ('<link rel="alternate" href="https://www.courier.co.uk/amp">', None),
        ('<link rel="canonical" content="none">', None),
        ("<link " * 1000, None),
        ("", None),
    ],
)
def test_a_page_says_where_it_was_published(tmp_path: Path, head: str, url: str | None) -> None:
    post = (
        '<blockquote class="twitter-tweet"><p>Lanterns tonight.</p>&mdash; Ada (@ada_quill) '
        '<a href="https://twitter.com/ada_quill/status/1256000000000000000">May 1, 2020</a></blockquote>'
    )
    (tmp_path / "a.html").write_text(f"<html><head>{head}</head><body><p>Before.</p>{post}</body></html>")
    done = CliRunner().invoke(main, ["scan", str(tmp_path / "a.html"), "-j1"])
    assert [json.loads(line).get("doc_url") for line in done.stdout.splitlines()] == [url]


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("a.csv", 2, 'a.csv has no column "titel". Did you mean title?\n  It has: id, title, text'),
        ("a.parquet", 2, 'a.parquet has no column "titel". Did you mean title?\n  It has: id, title, text'),
        ("a.jsonl", 0, 'the first row of a.jsonl has no field "titel". Did you mean title?'),
    ],
)
def test_a_mistyped_column_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    row = {"id": "x", "title": "T", "text": POST}
    if name == "a.csv":
        with open(name, "w", newline="") as file:
            csv.writer(file).writerows([list(row), list(row.values())])
    elif name == "a.parquet":
        parquet = pytest.importorskip("pyarrow.parquet")
        parquet.write_table(pytest.importorskip("pyarrow").Table.from_pylist([row]), name)
    else:
        Path(name).write_text(json.dumps(row) + "\n")
    done = CliRunner().invoke(main, ["scan", name, "-j1", "--keep", "titel", "--keep", "title"])
    assert done.exit_code == code
    assert message in done.stderr


def test_two_columns_that_would_get_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{}\n")
    done = CliRunner().invoke(
        main, ["scan", str(tmp_path / "a.jsonl"), "--keep", "lang", "--keep", "doc_lang"]
    )
    assert done.exit_code == 2
    assert 'the columns "lang" and "doc_lang" would both be called "doc_lang"' in done.stderr


def test_csv_has_every_column_that_any_row_has(tmp_path: Path) -> None:
    rows = [{"id": "x", "text": POST, "a": 1}, {"id": "y", "text": POST, "b": 2}]
    found = read_rows(scan(tmp_path, rows, "r.csv", "--keep", "*"))
    assert [(row["a"], row["b"]) for row in found] == [("1", ""), ("", "2")]


@pytest.mark.parametrize("suffix", FORMATS)
def test_kept_columns_are_there_without_a_record(tmp_path: Path, suffix: str) -> None:
    assert read_rows(scan(tmp_path, [{"id": "x", "text": "Nothing."}], f"r{suffix}", "--keep", "n")) == []


# Joins

IDS = [str(1_303_028_311_532_486_000 + n) for n in range(10_000)]


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """10,000 articles in CSV, each with a post, and their records in every format."""
    folder = tmp_path_factory.mktemp("joins")
    with open(folder / "articles.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "text", "url", "desk"])
        table.writerows((id_, POST, f"https://www.courier.co.uk/{id_}", f"0{n}") for n, id_ in enumerate(IDS))
    command = ["scan", f"{folder}/articles.csv", "-j1", "-o", f"{folder}/r.jsonl", "--keep", "desk"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.stderr
    rows = [json.loads(line) for line in (folder / "r.jsonl").read_bytes().splitlines()]
    columns = kept_columns(ScanConfig(reading=ReadOptions(keep=(("desk",),))))
    for suffix in FORMATS[1:]:  # as the command writes them, from one scan
        write(folder / f"r{suffix}", rows, columns=columns)
    return folder


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.process
def test_records_join_back_by_id(joined: Path, suffix: str) -> None:
    desks = {row["id"]: row["desk"] for row in read_rows(joined / "articles.csv")}
    found = read_rows(joined / f"r{suffix}")
    assert {row["doc"]: row["desk"] for row in found} == desks


@pytest.mark.process
@pytest.mark.parametrize("suffix", [suffix for suffix in FORMATS if suffix != ".db"])
def test_records_join_back_in_pandas(joined: Path, suffix: str) -> None:
    pandas = pytest.importorskip("pandas")
    articles = pandas.read_csv(joined / "articles.csv", dtype=str)
    path = joined / f"r{suffix}"
    read = {
        ".jsonl": lambda: pandas.read_json(path, lines=True, dtype=False),
        ".csv": lambda: pandas.read_csv(path, dtype=str),
        ".parquet": lambda: pandas.read_parquet(path),
        ".xlsx": lambda: pandas.read_excel(path, dtype=str),
    }[suffix]
    merged = articles.merge(read(), left_on="id", right_on="doc", suffixes=("", "_kept"))
    assert len(merged) == len(IDS)
    assert (merged.desk == merged.desk_kept).all()


@pytest.mark.process
@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_records_join_back_in_polars(joined: Path, suffix: str) -> None:
    polars = pytest.importorskip("polars")
    articles = polars.read_csv(joined / "articles.csv", infer_schema=False)
    path = joined / f"r{suffix}"
    read = {
        ".jsonl": lambda: polars.read_ndjson(path, infer_schema_length=None),
        ".csv": lambda: polars.read_csv(path, infer_schema=False),
        ".parquet": lambda: polars.read_parquet(path),
    }[suffix]
    merged = articles.join(read(), left_on="id", right_on="doc", suffix="_kept")
    assert len(merged) == len(IDS)
    assert (merged["desk"] == merged["desk_kept"]).all()


@pytest.mark.process
@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_records_join_back_in_duckdb(joined: Path, suffix: str) -> None:
    duckdb = pytest.importorskip("duckdb")
    options = ", all_varchar=true" if suffix == ".csv" else ""
    reader = {".jsonl": "read_json", ".csv": "read_csv", ".parquet": "read_parquet"}[suffix]
    ((count,),) = duckdb.sql(f"""
        SELECT count(*) FROM read_csv('{joined}/articles.csv', all_varchar=true) a
        JOIN {reader}('{joined}/r{suffix}'{options}) r ON r.doc::VARCHAR = a.id AND r.desk::VARCHAR = a.desk
    """).fetchall()
    assert count == len(IDS)


R_JOIN = """
library(readr)
paths <- commandArgs(TRUE)
tables <- lapply(paths, function(path) read_csv(path, col_types = cols(.default = "c")))
merged <- merge(tables[[1]], tables[[2]], by.x = "id", by.y = "doc")
cat(nrow(merged), all(merged$desk.x == merged$desk.y))
"""


@pytest.mark.process
def test_records_join_back_in_r(joined: Path) -> None:
    assert run_r(R_JOIN, joined / "articles.csv", joined / "r.csv") == f"{len(IDS)} TRUE"


def test_every_key_of_a_record_is_described() -> None:
    from embedparse.writers.schema import COLUMNS, FIELD

    page = (Path(__file__).parents[1] / "docs" / "read-the-records.md").read_text("utf-8")
    described = {
        key
        for line in page.splitlines()
        if line.startswith("| `")
        for key in line.split("|")[1].split("`")[1::2]
    }
    assert described == {*COLUMNS, FIELD}


def test_no_name_of_evidence_holds_what_separates_them() -> None:
    text = "The quay was empty.\n\nNobody came.\n— Mira Toll (@miratoll) May 9, 2020\n\nThe port is shut."
    (embed,) = embedparse.scan(text).embeds
    assert any(name.startswith("begins: ") for name in embed.evidence)
    assert not [name for name in embed.evidence if set(name) & set(",;")]
