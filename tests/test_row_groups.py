"""Parquet in memory: how many rows are decoded at once, and what is refused before it is unpacked."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from embedparse.readers.parquet_pages import pages
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


def of_a_list(size: int) -> io.BytesIO:
    """A file with one row, whose text is a list of ``size`` numbers, and one more with two."""
    file = io.BytesIO()
    numbers = pa.repeat(pa.scalar(7, pa.int8()), size + 2)
    lists = pa.ListArray.from_arrays(pa.array([0, size, size + 2], pa.int32()), numbers)
    pq.write_table(pa.table({"text": lists}), file, compression="zstd")
    return file


def of_many(length: int, rows: int) -> Callable[[], list[str]]:
    """So many texts of that length, no two the same."""
    return lambda: [f"{number}{LETTERS * (length // len(LETTERS) + 1)}"[:length] for number in range(rows)]


#: name: (texts, options of the writer, rows decoded at once)
SIZES: dict[str, tuple[Callable[[], list[str]], dict[str, Any], int]] = {
    "short rows": (of_many(500, 400), {}, MOST_ROWS),
    "long rows": (of_many(1 << 20, 12), {"use_dictionary": False, "compression": "none"}, 15),
    "one value that a dictionary holds once": (
        lambda: of_many(6 << 20, 1)() * 300,
        {"dictionary_pagesize_limit": 1 << 25, "compression": "none"},
        2,
    ),
    "articles that a dictionary holds": (of_many(5_000, 300), {"compression": "none"}, MOST_ROWS),
}


#: Values that are long though the file is small: name: (values, options of the writer, most rows at once)
HIDDEN: dict[str, tuple[list[str], dict[str, Any], int]] = {
    "each repeats the one before": (
        ["z" * (8 << 20)] * 50,
        {"use_dictionary": False, "column_encoding": {"text": "DELTA_BYTE_ARRAY", "id": "PLAIN"}},
        1,
    ),
    "long ones among many short ones": (
        ["x"] * 300_000 + ["z" * (3 << 20)] * 30,
        {"use_dictionary": False, "compression": "none"},
        16,
    ),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_few_rows_at_once_of_what_may_be_long(name: str) -> None:
    texts, options, most = HIDDEN[name]
    (part,) = parts(written(texts, **options))
    assert part.error is None
    assert part.size <= most


def varint(number: int, length: int = 0) -> bytes:
    """A number as Thrift's compact protocol writes it, in ``length`` bytes at least."""
    number, out = number << 1, bytearray()
    while number > 127 or len(out) + 1 < length:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def lying(source: io.BytesIO, truth: int, lie: int) -> io.BytesIO:
    """A copy of a file whose footer has the number ``lie`` where it had ``truth``."""
    data = source.getvalue()
    start = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    said = varint(truth)
    assert data.count(said, start) == 1
    return io.BytesIO(data[:start] + data[start:].replace(said, varint(lie, len(said))))


#: Columns whose footer says less: options of the writer.
LIES: dict[str, dict[str, Any]] = {
    "a page": {"use_dictionary": False},
    "a page of the second version": {"use_dictionary": False, "data_page_version": "2.0"},
    "a dictionary": {"dictionary_pagesize_limit": 1 << 30},
}


@pytest.mark.parametrize("name", LIES)
def test_the_pages_are_believed_not_the_footer(name: str) -> None:
    source = written(["z" * (20 << 20)], compression="zstd", write_statistics=False, **LIES[name])
    size = pq.read_metadata(source).row_group(0).column(1).total_uncompressed_size
    (part,) = parts(lying(source, size, 3_000))
    assert part.error is not None
    assert part.error.kind == "size"


def test_a_page_that_is_none_is_an_error_of_its_group() -> None:
    source = written(of_many(100, 300)(), row_group_size=100)
    first = pq.read_metadata(source).row_group(1).column(1)
    data = bytearray(source.getvalue())
    at = first.dictionary_page_offset
    data[at : at + 4] = b"\xff" * 4
    found = parts(io.BytesIO(bytes(data)))
    assert [(part.groups, part.error and part.error.kind) for part in found] == [
        ([0], None),
        ([1], "corrupt"),
        ([2], None),
    ]


WRITTEN: dict[str, dict[str, Any]] = {
    "dictionary": {},
    "plain": {"use_dictionary": False},
    "raw": {"compression": "none"},
}


@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize("name", WRITTEN)
def test_pages_are_those_of_the_footer(version: str, name: str) -> None:
    rows = 5_000
    table = pa.table(
        {
            "list": [[number, 7] for number in range(rows)],
            "text": [f"No. {number}" if number % 3 else None for number in range(rows)],
            "struct": [{"x": None, "y": str(number)} for number in range(rows)],
        }
    )
    source = io.BytesIO()
    pq.write_table(table, source, data_page_version=version, data_page_size=4_000, **WRITTEN[name])
    group = pq.read_metadata(source).row_group(0)
    for number in range(group.num_columns):
        chunk = group.column(number)
        found = list(pages(source, chunk))
        assert sum(page.values for page in found if not page.is_dictionary) == chunk.num_values
        assert any(page.is_dictionary for page in found) == chunk.has_dictionary_page
        assert 0 <= chunk.total_uncompressed_size - sum(page.unpacked for page in found) < 100 * len(found)


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


@pytest.fixture
def pool() -> Iterator[Any]:
    """Counts what Arrow allocates while a test runs."""
    usual = pa.default_memory_pool()
    counted = pa.proxy_memory_pool(usual)
    pa.set_memory_pool(counted)
    yield counted
    pa.set_memory_pool(usual)


def test_lists_in_place_of_texts_are_not_decoded(tmp_path: Path, pool: Any) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(of_a_list(1 << 22).getvalue())
    before = pool.max_memory()
    done = embedparse("scan", str(path), "-j", "1")
    assert done.returncode == 1
    assert done.stderr.count(b'column "text" holds a list, not text') == 2
    assert pool.max_memory() - before < 1 << 20
