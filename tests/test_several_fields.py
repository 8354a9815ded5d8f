"""Several texts of one row: each scanned and cleaned by itself in every format; records name their field."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.command import AFTER, ARTICLE, BEFORE, PLAIN, PROSE, embedparse, records, write_rows

SECOND = "Bring your own lamp, the quay is dark.\n— Ben Osk (@ben_osk) May 2, 2020"
LEAD = f"{BEFORE}\n{SECOND}\n{AFTER}"
BOTH = ("--field", "text", "--field", "lead", "-j", "1")

#: Rows, and what comes of each: (field, handle) of its records, the texts that are left, or why it fails.
ROWS: dict[str, tuple[dict[str, Any], list[tuple[str, str]], dict[str, Any] | str]] = {
    "both": (
        {"text": ARTICLE, "lead": LEAD},
        [("text", "ada_quill"), ("lead", "ben_osk")],
        {"text": PROSE, "lead": PROSE},
    ),
    "first": ({"text": ARTICLE, "lead": PLAIN}, [("text", "ada_quill")], {"text": PROSE, "lead": PLAIN}),
    "second": ({"text": PLAIN, "lead": LEAD}, [("lead", "ben_osk")], {"text": PLAIN, "lead": PROSE}),
    "null": ({"text": None, "lead": LEAD}, [("lead", "ben_osk")], {"text": None, "lead": PROSE}),
    "neither": ({"text": PLAIN, "lead": PLAIN}, [], {"text": PLAIN, "lead": PLAIN}),
    "empty": ({"text": "", "lead": ""}, [], {"text": "", "lead": ""}),
}
WANTED = [(name, *found) for name, (_, expected, _) in ROWS.items() for found in expected]


def rows() -> list[dict[str, Any]]:
    return [{"id": name, **row} for name, (row, _, _) in ROWS.items()]


def write(path: Path) -> Path:
    """The rows in the format of ``path``; CSV has an empty cell for null."""
    if path.suffix == ".jsonl":
        return write_rows(path, rows())
    if path.suffix == ".json":
        path.write_text(json.dumps(rows()), encoding="utf-8")
    elif path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, ["id", "text", "lead"])
            table.writeheader()
            table.writerows(rows())
    else:
        pa = pytest.importorskip("pyarrow", reason="pip install 'embedparse[parquet]'")
        parquet = pytest.importorskip("pyarrow.parquet")
        kinds = pa.schema({"id": pa.string(), "text": pa.string(), "lead": pa.large_binary()})
        coded = [{**row, "lead": row["lead"].encode()} for row in rows()]
        parquet.write_table(pa.Table.from_pylist(coded, kinds), path)
    return path


FORMATS = ("a.jsonl", "a.json", "a.csv", "a.parquet")


@pytest.mark.parametrize("name", FORMATS)
def test_every_text_of_a_row(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    done = embedparse(
        "scan", name, *BOTH, "-o", "r.jsonl", "--articles", "p.jsonl", "--summary", "s.json", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr.decode()
    found = records((tmp_path / "r.jsonl").read_bytes())
    assert [(record["doc"], record["field"], record["handle"]) for record in found] == WANTED
    assert [record["index"] for record in found] == [0] * len(WANTED)
    left = records((tmp_path / "p.jsonl").read_bytes())
    for row, (key, (_, expected, texts)) in zip(left, ROWS.items(), strict=True):
        assert row["id"] == key
        assert {field: row[field] or None for field in texts} == {f: t or None for f, t in texts.items()}
        assert [embed["field"] for embed in row.get("embeds") or ()] == [field for field, _ in expected]
    counts = json.loads((tmp_path / "s.json").read_bytes())
    assert [counts[key] for key in ("read", "scanned", "holding")] == [6, 5, 4]
    assert counts["skipped"] == {"empty": 1}
    assert counts["removed"] == 2 * (len(ARTICLE) - len(PROSE)) + 3 * (len(LEAD) - len(PROSE))


@pytest.mark.parametrize("name", FORMATS)
def test_records_are_the_same_from_each_format_and_without_the_filter(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    write(tmp_path / "a.jsonl")
    made = [embedparse("scan", source, *BOTH, "-q", cwd=tmp_path).stdout for source in (name, "a.jsonl")]
    assert made[0] == made[1] != b""


@pytest.mark.parametrize("out", ["r.csv", "r.parquet", "r.sqlite"])
def test_tables_have_a_column_for_the_field(tmp_path: Path, out: str) -> None:
    write(tmp_path / "a.jsonl")
    if out == "r.parquet":
        parquet = pytest.importorskip("pyarrow.parquet", reason="pip install 'embedparse[parquet]'")
    done = embedparse("scan", "a.jsonl", *BOTH, "-o", out, "-q", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    path = tmp_path / out
    if out == "r.csv":
        found = [row["field"] for row in csv.DictReader(path.read_text("utf-8").splitlines())]
    elif out == "r.sqlite":
        with sqlite3.connect(path) as database:
            found = [row[0] for row in database.execute("SELECT field FROM embeds ORDER BY rowid")]
    else:
        found = parquet.read_table(path)["field"].to_pylist()
    assert found == [field for _, field, _ in WANTED]


def test_one_field_alone_is_not_named(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl")
    found = records(embedparse("scan", "a.jsonl", "--field", "lead", "--field", "lead", cwd=tmp_path).stdout)
    assert len(found) == 3
    assert not any("field" in record for record in found)


def test_parquet_stays_parquet(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pip install 'embedparse[parquet]'")
    write(tmp_path / "a.parquet")
    done = embedparse("clean", "a.parquet", *BOTH, "-o", "p.parquet", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    made = parquet.read_table(tmp_path / "p.parquet")
    assert made.schema.types[:3] == parquet.read_schema(tmp_path / "a.parquet").types
    for row, (_, expected, texts) in zip(made.to_pylist(), ROWS.values(), strict=True):
        assert {"text": row["text"], "lead": row["lead"].decode()} == texts
        assert [embed["field"] for embed in row["embeds"] or ()] == [field for field, _ in expected]


def test_a_row_with_a_field_that_holds_no_text_fails_as_a_whole(tmp_path: Path) -> None:
    data = [{"id": 1, "text": ARTICLE, "lead": 7}, {"id": 2, "x": 1}, {"id": 3, "text": ARTICLE}]
    write_rows(tmp_path / "a.jsonl", [{"id": 0, "text": PLAIN, "lead": PLAIN}, *data])
    done = embedparse("scan", "a.jsonl", *BOTH, cwd=tmp_path)
    assert done.returncode == 1
    assert [record["doc"] for record in records(done.stdout)] == ["3"]
    said = done.stderr.decode()
    assert 'a.jsonl:2: field "lead" holds a number, not text' in said
    assert 'a.jsonl:3: this row has no field "text"' in said


def test_a_column_that_is_not_there_is_refused_in_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text\n1,x\n", encoding="utf-8")
    done = embedparse("scan", "a.csv", *BOTH, cwd=tmp_path)
    assert done.returncode == 2
    assert 'a.csv, line 1: this row has no field "lead"' in done.stderr.decode()


def test_a_field_that_the_first_row_lacks_is_told_of(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.jsonl", [{"id": 1, "text": ARTICLE}, {"id": 2, "lead": LEAD}])
    done = embedparse("scan", "a.jsonl", *BOTH, cwd=tmp_path)
    assert done.returncode == 0
    assert [record["field"] for record in records(done.stdout)] == ["text", "lead"]
    assert 'this row has no field "lead". It has: id, text' in done.stderr.decode()


def test_a_list_of_documents_is_the_only_field(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl")
    done = embedparse("scan", "a.jsonl", "--field", "text", "--field", "items[].text", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(
        "embedparse: --field items[].text is one document for each element"
    )


def test_nested_fields_and_kept_columns(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.jsonl", [{"id": 1, "a": {"text": ARTICLE, "n": 1}, "text": LEAD, "field": "x"}])
    done = embedparse("scan", "a.jsonl", "--field", "a.text", "--field", "text", "--keep", "*", cwd=tmp_path)
    found = records(done.stdout)
    assert [(record["field"], record["a"], record["doc_field"]) for record in found] == [
        ("a.text", {"n": 1}, "x"),
        ("text", {"n": 1}, "x"),
    ]
    assert not any("text" in record for record in found)


def test_questions_and_corrections_belong_to_their_text(tmp_path: Path) -> None:
    doubtful = (
        "It rained.\nA thing was said.\nMore was said.\n— Ada Quill (@ada_quill) May 1, 2020\nAll left."
    )
    write_rows(tmp_path / "a.jsonl", [{"id": 1, "text": PLAIN, "lead": doubtful}])
    arguments = ("scan", "a.jsonl", *BOTH, "-q")
    embedparse(*arguments, "-o", "r.jsonl", "--questions", "q.jsonl", cwd=tmp_path)
    (question,) = records((tmp_path / "q.jsonl").read_bytes())
    answer = question | {"answer": len(question["candidates"])}
    write_rows(tmp_path / "c.jsonl", [answer])
    (before,) = records((tmp_path / "r.jsonl").read_bytes())
    (after,) = records(embedparse(*arguments, "--corrections", "c.jsonl", cwd=tmp_path).stdout)
    assert before["spans"] != after["spans"]
    assert before["field"] == after["field"] == "lead"


@pytest.mark.parametrize("table", [False, True], ids=["batch", "table"])
def test_arrow(table: bool) -> None:
    pa = pytest.importorskip("pyarrow", reason="pip install 'embedparse[arrow]'")
    from embedparse.arrow import clean_batch, record_schema, scan_batch

    fields = ("text", "lead")
    batch = pa.RecordBatch.from_pylist(rows())
    given = pa.Table.from_batches([batch.slice(0, 2), batch.slice(2)]) if table else batch
    made = scan_batch(given, fields)
    assert made.schema == record_schema(field=fields)
    assert [(row["doc"], row["field"], row["handle"]) for row in made.to_pylist()] == WANTED
    for row, (_, expected, texts) in zip(clean_batch(given, fields).to_pylist(), ROWS.values(), strict=True):
        assert {name: row[name] for name in fields} == texts
        assert [embed["field"] for embed in row["embeds"] or ()] == [field for field, _ in expected]
    assert "field" not in scan_batch(given).schema.names
