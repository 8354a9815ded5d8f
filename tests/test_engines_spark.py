"""Spark's `mapInArrow` with `scan_batch`, in a real local Spark."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from embedparse import Options, UsageError
from tests import sparks
from tests.command import ARTICLE, PLAIN, PROSE
from tests.newsroom import articles

pytest.importorskip("pyspark", reason="needs Spark: pip install 'embedparse[spark]'")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java, and there is none", allow_module_level=True)

import pyarrow as pa
import pyarrow.parquet as pq

from embedparse.arrow import clean_batch, scan_batch
from embedparse.integrations import spark

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    with sparks.session() as made:
        yield made


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles in three Parquet files."""
    folder = tmp_path_factory.mktemp("archive")
    rows = list(articles(600, every=6))
    for number in range(3):
        pq.write_table(pa.Table.from_pylist(rows[number::3]), folder / f"{number}.parquet")
    return folder


def as_plain(row: Any) -> Any:
    """A Spark row as JSON has it."""
    return json.loads(json.dumps(row.asDict(recursive=True)))


def by_place(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: (row["doc"], row["index"]))


def test_records_are_those_of_scan_batch(session: Any, archive: Path) -> None:
    made = spark.scan(session.read.parquet(str(archive)))
    rows = [as_plain(row) for row in made.collect()]
    expected = scan_batch(pq.read_table(archive)).to_pylist()
    assert len(expected) > 80
    assert by_place(rows) == by_place(expected)
    assert made.columns == list(expected[0])


def test_articles_are_those_of_clean_batch(session: Any, archive: Path, tmp_path: Path) -> None:
    spark.clean(session.read.parquet(str(archive))).write.parquet(str(tmp_path / "out"))
    made = pq.read_table(tmp_path / "out").sort_by("id").to_pylist()
    assert made == clean_batch(pq.read_table(archive)).sort_by("id").to_pylist()


def test_columns_and_options_are_taken(session: Any) -> None:
    frame = session.createDataFrame(
        [(7, (ARTICLE, 1)), (8, (PLAIN, 2))], "n long, a struct<body:string,k:int>"
    )
    assert [row.doc for row in spark.scan(frame, "a.body", "n").collect()] == ["7"]
    assert [row.a.body for row in spark.clean(frame, "a.body").collect()] == [PROSE, PLAIN]
    nothing = Options(platforms=("instagram",))
    assert spark.scan(frame, "a.body", None, options=nothing).count() == 0


def test_columns_are_kept_with_their_types(session: Any) -> None:
    frame = session.createDataFrame(
        [(7, ARTICLE, "https://www.courier.co.uk/a", 3)], "id long, text string, url string, n int"
    )
    made = spark.scan(frame, keep=["n", "id"])
    assert dict(made.dtypes)["n"] == "int"
    (row,) = made.collect()
    assert (row.doc, row.id, row.n, row.outlet) == ("7", 7, 3, "courier.co.uk")


def test_a_missing_column_is_refused_at_once(session: Any) -> None:
    with pytest.raises(UsageError, match='no column "text"; there are: id'):
        spark.scan(session.range(3))


def test_several_fields_of_a_row(session: Any) -> None:
    rows = [("a", PLAIN, ARTICLE), ("b", ARTICLE, None), ("c", PLAIN, PLAIN)]
    frame = session.createDataFrame(rows, "id string, text string, lead string")
    fields = ["text", "lead"]
    found = {(row["doc"], row["field"]) for row in spark.scan(frame, fields).collect()}
    assert found == {("a", "lead"), ("b", "text")}
    cleaned = {row["id"]: row for row in spark.clean(frame, fields).collect()}
    assert (cleaned["a"]["text"], cleaned["a"]["lead"]) == (PLAIN, PROSE)
    assert [embed["field"] for embed in cleaned["b"]["embeds"]] == ["text"]
    assert cleaned["c"]["embeds"] is None
