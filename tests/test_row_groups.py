"""Parquet in memory: how many rows are decoded at once, and what is refused before it is unpacked."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from embedparse.readers.row_groups import MOST_ROWS, row_groups
from tests.command import ARTICLE, embedparse, records

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

LETTERS = "".join(chr(97 + number * 7919 % 26) for number in range(4_000))


def written(texts: list[str], **options: Any) -> io.BytesIO:
    file = io.BytesIO()
    pq.write_table(pa.table({"id": list(map(str, range(len(texts)))), "text": texts}), file, **options)
    file.seek(0)
    return file


def parts(source: io.BytesIO, columns: list[str] | None = None) -> list[Any]:
    return list(row_groups(pq.ParquetFile(source), source, columns))


def of_many(length: int, rows: int) -> Callable[[], list[str]]:
    """So many texts of that length, no two the same."""
    return lambda: [f"{number}{LETTERS * (length // len(LETTERS) + 1)}"[:length] for number in range(rows)]


#: name: (texts, options of the writer, rows decoded at once)
SIZES = {
    "short rows": (of_many(500, 400), {}, MOST_ROWS),
    "long rows": (of_many(1 << 20, 12), {"use_dictionary": False, "compression": "none"}, 15),
    "one value that a dictionary holds once": (
        lambda: of_many(6 << 20, 1)() * 300,
        {"dictionary_pagesize_limit": 1 << 25, "compression": "none"},
        2,
    ),
    "articles that a dictionary holds": (of_many(5_000, 300), {"compression": "none"}, MOST_ROWS),
}


@pytest.mark.parametrize("name", SIZES)
def test_rows_decoded_at_once(name: str) -> None:
    make, options, size = SIZES[name]
    (part,) = parts(written(make(), **options))
    assert part.error is None
    assert part.size == size


def test_small_groups_are_read_together() -> None:
    source = written(of_many(100, 1_000)(), row_group_size=10)
    (part,) = parts(source)
    assert part.groups == list(range(100))
    assert part.rows == 1_000


@pytest.mark.parametrize("column", ["text", "id"])
def test_a_column_out_of_proportion_is_refused(column: str) -> None:
    table = pa.table({"id": ["x"], "text": ["y"], column: ["z" * (20 << 20)]})
    source = io.BytesIO()
    pq.write_table(table, source, compression="zstd", use_dictionary=False)
    (part,) = parts(source)
    assert part.error is not None
    assert part.error.kind == "size"
    assert column in part.error.message


def test_columns_that_nobody_reads_do_not_count() -> None:
    table = pa.table({"text": ["y"], "raw": ["z" * (20 << 20)]})
    source = io.BytesIO()
    pq.write_table(table, source, compression="zstd", use_dictionary=False)
    (part,) = parts(source, ["text"])
    assert part.error is None


def test_numbers_pack_well_and_are_read() -> None:
    source = io.BytesIO()
    rows = 2_500_000
    table = pa.table({"n": pa.repeat(pa.scalar(7), rows)})
    pq.write_table(table, source, compression="zstd", use_dictionary=False, row_group_size=rows)
    (part,) = parts(source)
    assert part.error is None


def test_the_other_groups_of_the_file_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = [ARTICLE, "z" * (20 << 20), ARTICLE]
    with pq.ParquetWriter(
        path, pa.schema({"id": pa.string(), "text": pa.string()}), compression="zstd"
    ) as out:
        for number, text in enumerate(texts):
            out.write_table(pa.table({"id": [str(number)], "text": [text]}))
    done = embedparse("scan", str(path))
    assert done.returncode == 1
    assert b"a.parquet:2" in done.stderr
    assert [record["doc"] for record in records(done.stdout)] == ["0", "2"]
