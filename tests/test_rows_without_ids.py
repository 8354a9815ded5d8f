"""Rows without an id are FILE:ROW, and the row is the one that data frames give under that number."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import ARTICLE, PLAIN, embedparse, records, write_rows

#: Rows with a post, among others; in text formats empty lines stand between them.
TEXTS = [PLAIN, ARTICLE, PLAIN, PLAIN, ARTICLE, ARTICLE, PLAIN, ARTICLE]


def csv_table() -> str:
    lines = [f'{number},"{text}"' for number, text in enumerate(TEXTS)]
    return "\n" + "\n".join(["n,text", lines[0], "", *lines[1:4], "   ", "", *lines[4:]]) + "\n\n"


def json_lines() -> str:
    lines = [json.dumps({"n": number, "text": text}) for number, text in enumerate(TEXTS)]
    return "\n".join(["", lines[0], "", *lines[1:5], "  ", *lines[5:], "", ""])


FILES: dict[str, Any] = {
    "a.csv": csv_table,
    "a.jsonl": json_lines,
    "a.json": lambda: json.dumps([{"n": number, "text": text} for number, text in enumerate(TEXTS)]),
    "a.parquet": None,
}


def write(path: Path) -> None:
    if path.suffix == ".parquet":
        pa = pytest.importorskip("pyarrow", reason="pip install 'embedparse[parquet]'")
        table = pa.table({"n": list(range(len(TEXTS))), "text": TEXTS})
        pytest.importorskip("pyarrow.parquet").write_table(table, path, row_group_size=3)
    else:
        path.write_text(FILES[path.name](), encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_the_row_is_the_one_that_pandas_counts(tmp_path: Path, name: str) -> None:
    pandas = pytest.importorskip("pandas")
    write(tmp_path / name)
    read = {
        "a.csv": pandas.read_csv,
        "a.jsonl": lambda path: pandas.read_json(path, lines=True),
        "a.json": pandas.read_json,
        "a.parquet": pandas.read_parquet,
    }[name]
    frame = read(tmp_path / name)
    found = [record["doc"] for record in records(embedparse("scan", name, "-q", cwd=tmp_path).stdout)]
    assert found == [f"{name}:{row}" for row in frame.index[frame.text == ARTICLE]]
    assert found == [f"{name}:{row}" for row in (1, 4, 5, 7)]


def test_the_row_is_the_one_that_duckdb_counts(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    write(tmp_path / "a.parquet")
    found = [record["doc"] for record in records(embedparse("scan", "a.parquet", "-q", cwd=tmp_path).stdout)]
    rows = duckdb.execute(
        f"SELECT file_row_number FROM read_parquet('{tmp_path}/a.parquet', file_row_number=true)"
        " WHERE text LIKE '%Lanterns%' ORDER BY 1"
    ).fetchall()
    assert found == [f"a.parquet:{row}" for (row,) in rows]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("jobs", [1, 2])
def test_each_file_counts_from_its_own_beginning(tmp_path: Path, name: str, jobs: int) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / name)
    done = embedparse("scan", "one", "two", "-q", "-j", jobs, cwd=tmp_path)
    assert [record["doc"] for record in records(done.stdout)] == [
        f"{folder}/{name}:{row}" for folder in ("one", "two") for row in (1, 4, 5, 7)
    ]


def test_a_row_that_fails_counts(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'n,text\n1,x,y\n2,"{ARTICLE}"\n', encoding="utf-8")
    (tmp_path / "b.jsonl").write_text("{\n\n" + json.dumps({"text": ARTICLE}), encoding="utf-8")
    done = embedparse("scan", "a.csv", "b.jsonl", "--failures", "f.jsonl", cwd=tmp_path)
    assert [record["doc"] for record in records(done.stdout)] == ["a.csv:1", "b.jsonl:1"]
    failures = records((tmp_path / "f.jsonl").read_bytes())
    assert [(each["doc"], each["place"]) for each in failures] == [
        ("a.csv:0", "a.csv:2"),
        ("b.jsonl:0", "b.jsonl:1"),
    ]


@pytest.mark.parametrize(
    ("row", "arguments", "said"),
    [
        pytest.param(
            {"text": PLAIN, "article_id": 7, "url": "x"}, [], "another: article_id, url", id="an-id"
        ),
        pytest.param(
            {"docId": 7, "text": PLAIN, "idea": "x", "paid": 1}, [], "another: docId", id="no-id-in-words"
        ),
        pytest.param({"text": PLAIN, "title": "x"}, [], "rows counted from 0\n", id="nothing-like-it"),
        pytest.param({"text": PLAIN, "id": 1}, ["--id-field", "uid"], 'no column "uid"', id="mistyped"),
        pytest.param({"text": PLAIN, "meta": {"n": 1}}, ["--id-field", "meta.id"], '"meta.id"', id="nested"),
    ],
)
def test_a_table_without_ids_is_told_of_once(
    tmp_path: Path, row: dict[str, Any], arguments: list[str], said: str
) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        write_rows(tmp_path / name, [row] * 3)
    done = embedparse("scan", "a.jsonl", "b.jsonl", *arguments, cwd=tmp_path)
    assert done.returncode == 0
    assert said in done.stderr.decode()
    assert done.stderr.decode().count("FILE:ROW") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["scan", "a.jsonl", "-q"],
        ["clean", "a.jsonl"],
        ["view", "a.jsonl"],
        ["scan", "b.jsonl"],
        ["scan", "a.txt"],
    ],
)
def test_where_ids_do_not_matter_nothing_is_told(tmp_path: Path, arguments: list[str]) -> None:
    write_rows(tmp_path / "a.jsonl", [{"text": PLAIN}])
    write_rows(tmp_path / "b.jsonl", [{"text": PLAIN, "id": None}])
    (tmp_path / "a.txt").write_text(PLAIN, encoding="utf-8")
    assert b"FILE:ROW" not in embedparse(*arguments, cwd=tmp_path).stderr
