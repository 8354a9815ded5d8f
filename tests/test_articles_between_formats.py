"""Articles from any format of rows to any other: each column equal, types where the target has them."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from embedparse.batch.run import RunConfig, run
from embedparse.inputs import ReadOptions
from embedparse.jobs import ScanConfig
from embedparse.models import EmbedparseError
from embedparse.writers.value_kinds import ListOf, ObjectOf, common, fitted, kind_of
from tests.command import ARTICLE, PLAIN, PROSE, embedparse, records, write_rows

ROWS: list[dict[str, Any]] = [
    {
        "id": "007",
        "text": ARTICLE,
        "n": 1,
        "share": 0.5,
        "paid": True,
        "tags": ["a", "b"],
        "by": {"name": "Ada"},
    },
    {"id": "1255990000000000000", "text": PLAIN, "n": 2, "share": 2, "paid": False, "tags": [], "by": None},
    {
        "id": "=1+1",
        "text": "",
        "n": None,
        "share": None,
        "paid": None,
        "tags": ["ö"],
        "by": {"name": "Bo", "n": 3},
    },
]
LEFT = [PROSE, PLAIN, ""]
FORMATS = ("jsonl", "json", "csv", "tsv", "parquet")


def write(path: Path) -> None:
    """The rows in the format of ``path``."""
    kind = path.name.partition(".")[2]
    if kind == "jsonl":
        write_rows(path, ROWS)
    elif kind == "json":
        path.write_text(json.dumps(ROWS), encoding="utf-8")
    elif kind == "parquet":
        pa = pytest.importorskip("pyarrow", reason="pip install 'embedparse[parquet]'")
        pytest.importorskip("pyarrow.parquet").write_table(pa.Table.from_pylist(ROWS), path)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, delimiter="\t" if kind == "tsv" else ",")
            table.writerow(ROWS[0])
            table.writerows([cell(value) for value in row.values()] for row in ROWS)


def cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read(path: Path) -> list[dict[str, Any]]:
    kind = path.name.partition(".")[2]
    if kind == "jsonl":
        return records(path.read_bytes())
    if kind == "json":
        return json.loads(path.read_bytes())
    if kind == "parquet":
        return pytest.importorskip("pyarrow.parquet").read_table(path).to_pylist()
    text = io.StringIO(path.read_text("utf-8"), newline="")
    return list(csv.DictReader(text, delimiter="\t" if kind == "tsv" else ","))


def plain(value: Any) -> Any:
    """``value`` without the keys of objects that are null: Arrow has every key in every object."""
    return (
        {name: part for name, part in value.items() if part is not None} if isinstance(value, dict) else value
    )


@pytest.mark.parametrize("made", FORMATS)
@pytest.mark.parametrize("given", FORMATS)
def test_every_column_is_what_it_was(tmp_path: Path, given: str, made: str) -> None:
    write(tmp_path / f"a.{given}")
    done = embedparse("clean", f"a.{given}", "-o", f"p.{made}", "-j", 1, "-q", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    found = read(tmp_path / f"p.{made}")
    assert [row["text"] for row in found] == LEFT
    is_text = "sv" in given or "sv" in made
    for row, source in zip(found, ROWS, strict=True):
        for name in source.keys() - {"text"}:
            value = (
                json.loads(row[name])
                if made != given and is_text and name == "by" and row[name]
                else row[name]
            )
            if is_text and name == "by" and isinstance(value, str):
                value = json.loads(value) if value else None
            expected = source[name] if name == "by" or not is_text else cell(source[name])
            assert plain(value) == expected or (name == "share" and str(value) == f"{source[name]:.1f}"), name
    embeds = found[0]["embeds"]
    assert (json.loads(embeds) if isinstance(embeds, str) else embeds)[0]["handle"] == "ada_quill"
    assert not any(row.get("embeds") for row in found[1:])


@pytest.mark.parametrize("made", ["p.csv.gz", "p.tsv.zst"])
def test_tables_in_text_may_be_compressed(tmp_path: Path, made: str) -> None:
    write(tmp_path / "a.jsonl")
    for out in (made, "p.csv"):
        done = embedparse("clean", "a.jsonl", "-o", out, "-q", cwd=tmp_path)
        if b"embedparse[zstd]" in done.stderr:
            pytest.skip("pip install 'embedparse[zstd]'")
        assert done.returncode == 0, done.stderr.decode()
    if made.endswith(".gz"):
        assert gzip.decompress((tmp_path / made).read_bytes()) == (tmp_path / "p.csv").read_bytes()


def test_rows_with_other_columns_give_all_of_them(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.jsonl", [{"id": 1, "text": PLAIN}, {"id": 2, "text": PLAIN, "late": "x"}])
    (tmp_path / "b.csv").write_text(f'id,text,own\n3,"{PLAIN}",y\n', encoding="utf-8")
    for out in ("p.csv", "p.parquet"):
        done = embedparse("clean", "a.jsonl", "b.csv", "-o", out, "-q", cwd=tmp_path)
        assert done.returncode == 0, done.stderr.decode()
        found = read(tmp_path / out)
        assert [row["late"] or None for row in found] == [None, "x", None]
        assert [row["own"] or None for row in found] == [None, None, "y"]


def test_columns_of_several_types_are_json_and_told_of(tmp_path: Path) -> None:
    rows = [{"id": n, "text": PLAIN, "odd": odd} for n, odd in enumerate([1, "one", [1], 2**70, None])]
    write_rows(tmp_path / "a.jsonl", rows)
    done = embedparse("clean", "a.jsonl", "-o", "p.parquet", "-q", cwd=tmp_path)
    assert done.stderr.decode() == (
        "embedparse: p.parquet: these columns hold values of several types and are written as JSON: odd\n"
    )
    assert [row["odd"] for row in read(tmp_path / "p.parquet")] == ["1", "one", "[1]", str(2**70), None]


def test_columns_of_lists_are_json_in_csv_and_told_of(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl")
    done = embedparse("clean", "a.jsonl", "-o", "p.csv", "-q", cwd=tmp_path)
    assert b"p.csv: these columns hold lists or objects and are written as JSON: tags, by" in done.stderr


def test_types_that_json_has_not_are_told_of(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="pip install 'embedparse[parquet]'")
    parquet = pytest.importorskip("pyarrow.parquet")
    day = datetime.datetime(2020, 5, 1, 7, 30)
    parquet.write_table(pa.table({"id": [1], "text": [ARTICLE], "seen": [day]}), tmp_path / "a.parquet")
    for out in ("p.jsonl", "p.csv", "p.json"):
        done = embedparse("clean", "a.parquet", "-o", out, "-q", cwd=tmp_path)
        assert b"written as text, since JSON has no such types: seen (timestamp[us])" in done.stderr
        assert [row["seen"] for row in read(tmp_path / out)] == ["2020-05-01T07:30:00"]
    done = embedparse("clean", "a.parquet", "-o", "p.parquet", "-q", cwd=tmp_path)
    assert done.stderr == b""
    assert [row["seen"] for row in read(tmp_path / "p.parquet")] == [day]


def test_tables_of_parquet_with_the_same_columns_keep_their_types(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="pip install 'embedparse[parquet]'")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pa.table({"text": [ARTICLE], "seen": pa.array([7], pa.timestamp("s"))})
    for name in ("a.parquet", "b.parquet"):
        parquet.write_table(table, tmp_path / name)
    assert (
        embedparse("clean", "a.parquet", "b.parquet", "-o", "p.parquet", "-q", cwd=tmp_path).returncode == 0
    )
    made = parquet.read_table(tmp_path / "p.parquet")
    assert made.schema.field("seen").type == parquet.read_schema(tmp_path / "a.parquet").field("seen").type
    assert len(made) == 2


def test_documents_become_rows_of_a_table(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for name in ("a.txt", "b.txt"):
        (pages / name).write_text(ARTICLE, encoding="utf-8")
    for out in ("p.csv", "p.parquet", "p.json"):
        done = embedparse("clean", "pages", "-o", out, "-q", cwd=tmp_path)
        assert done.returncode == 0, done.stderr.decode()
        found = read(tmp_path / out)
        assert [(row["id"], row["text"]) for row in found] == [("pages/a.txt", PROSE), ("pages/b.txt", PROSE)]


@pytest.mark.parametrize("out", ["p.csv", "p.parquet"])
def test_a_table_without_rows_keeps_its_columns(tmp_path: Path, out: str) -> None:
    (tmp_path / "a.csv").write_text("id,text,more\n", encoding="utf-8")
    assert embedparse("clean", "a.csv", "-o", out, "-q", cwd=tmp_path).returncode == 0
    if out == "p.csv":
        names = (tmp_path / out).read_text("utf-8").strip().split(",")
    else:
        names = pytest.importorskip("pyarrow.parquet").read_schema(tmp_path / out).names
    assert names == ["id", "text", "more", "embeds"]


@pytest.mark.parametrize("out", ["p.csv", "p.parquet", "p.json"])
def test_a_run_that_goes_on_gives_the_same_table(tmp_path: Path, monkeypatch: Any, out: str) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        write_rows(tmp_path / name, [{**ROWS[0], "id": f"{name}{n}"} for n in range(3)])
    work = ScanConfig(articles=True, records=False, reading=ReadOptions(carry=True))
    inputs = (f"{tmp_path}/a.jsonl", f"{tmp_path}/b.jsonl")
    plan = RunConfig(inputs, work, {"articles": f"{tmp_path}/{out}"}, checkpoint=-1, quiet=True)
    run(plan)
    whole = read(tmp_path / out)
    (tmp_path / out).unlink()
    from embedparse.batch import run as runs

    class Full(runs.Outputs):
        taken = 0

        def take(self, task: Any, result: Any) -> None:
            Full.taken += 1
            if Full.taken == 2:
                raise EmbedparseError("the disk is full")
            super().take(task, result)

    with monkeypatch.context() as patch:
        patch.setattr(runs, "Outputs", Full)
        with pytest.raises(EmbedparseError):
            run(plan)
    assert not (tmp_path / out).exists()
    run(plan._replace(resume=True))
    assert read(tmp_path / out) == whole
    assert len(whole) == 6


def test_rows_that_fail_or_hold_nothing_stay(tmp_path: Path) -> None:
    rows = [{"id": 0, "text": ""}, {"id": 1, "text": None}, {"id": 2, "text": ARTICLE}, {"id": 3, "x": 1}]
    (tmp_path / "a.json").write_text(json.dumps([{"id": 9, "text": PLAIN}, *rows]), encoding="utf-8")
    for out in ("p.json", "p.jsonl", "p.csv", "p.parquet"):
        done = embedparse("clean", "a.json", "-o", out, "-q", cwd=tmp_path)
        assert done.returncode == 1
        assert [str(row["id"]) for row in read(tmp_path / out)] == ["9", "0", "1", "2", "3"]


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (1, 2, "integer"),
        (1, 0.5, "number"),
        (1, None, "integer"),
        (1, True, "mixed"),
        ("a", 1, "mixed"),
        ("a", ["a"], "mixed"),
        ([], ["a"], ListOf("text")),
        ([1, None], [0.5], ListOf("number")),
        ([1], ["a"], ListOf("mixed")),
        ({"a": 1}, {"b": "x"}, ObjectOf((("a", "integer"), ("b", "text")))),
        ({}, {"a": 1}, "mixed"),
        ({"a": 1}, [1], "mixed"),
        (2**63, 1, "mixed"),
        (None, None, None),
    ],
)
def test_the_common_kind_of_values(one: Any, other: Any, both: Any) -> None:
    assert common(kind_of(one), kind_of(other)) == both


def test_values_fit_their_kind() -> None:
    assert fitted({"a": [1, "x"]}, ObjectOf((("a", ListOf("mixed")), ("b", "text")))) == {
        "a": ["1", "x"],
        "b": None,
    }
    assert fitted("\ud83d", "text") == "?"
    assert fitted(1, "number") == 1.0


@pytest.mark.parametrize("value", ["", "[]", "x", '[{"index": 0, "platform": "twitter", "new": 1}]'])
def test_embeds_of_an_earlier_run_are_no_obstacle(tmp_path: Path, value: str) -> None:
    rows = [{"id": "1", "text": ARTICLE, "embeds": "[]"}, {"id": "2", "text": PLAIN, "embeds": value}]
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
    assert embedparse("clean", "a.csv", "-o", "p.parquet", "-q", cwd=tmp_path).returncode == 0
    found = read(tmp_path / "p.parquet")
    assert found[0]["embeds"][0]["handle"] == "ada_quill"
    assert [each["platform"] for each in found[1]["embeds"] or ()] == ["twitter"] * ("index" in value)
