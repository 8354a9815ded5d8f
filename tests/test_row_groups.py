"""Parquet in memory: how many rows are decoded at once, and what is refused before it is unpacked."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from embedparse.readers.parquet_footer import Chunk, groups, read_footer
from embedparse.readers.parquet_pages import pages
from embedparse.readers.row_groups import MOST_ROWS, row_groups
from tests.command import ARTICLE, embedparse, embedparse_process, records

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

LETTERS = "".join(chr(97 + number * 7919 % 26) for number in range(4_000))


def written(texts: list[str], **options: Any) -> io.BytesIO:
    file = io.BytesIO()
    pq.write_table(pa.table({"id": list(map(str, range(len(texts)))), "text": texts}), file, **options)
    file.seek(0)
    return file


def parts(source: io.BytesIO, columns: list[str] | None = None) -> list[Any]:
    return list(row_groups(pq.ParquetFile(source), source, read_footer(source), columns))


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
    (group,) = groups(read_footer(source))
    expected = pq.read_metadata(source).row_group(0)
    assert (group.rows, group.bytes, len(group.chunks)) == (
        rows,
        expected.total_byte_size,
        expected.num_columns,
    )
    for number, chunk in enumerate(group.chunks):
        assert chunk == as_arrow_says(expected.column(number))
        found = list(pages(source, chunk))
        assert sum(page.values for page in found if not page.is_dictionary) == chunk.values
        assert any(page.is_dictionary for page in found) == (chunk.dictionary_page > 0)
        assert 0 <= chunk.unpacked - sum(page.unpacked for page in found) < 100 * len(found)


def as_arrow_says(column: Any) -> Chunk:
    """What pyarrow says of a column of a row group."""
    return Chunk(
        path=column.path_in_schema,
        holds_strings=column.physical_type == "BYTE_ARRAY",
        values=column.num_values,
        unpacked=column.total_uncompressed_size,
        packed=column.total_compressed_size,
        first_page=column.data_page_offset,
        dictionary_page=column.dictionary_page_offset or 0,
    )


def with_footer(change: Callable[[bytes], bytes]) -> bytes:
    """A file of two articles and a column of bytes, its footer changed."""
    file = io.BytesIO()
    pq.write_table(pa.table({"text": [ARTICLE, ARTICLE], "data": [b"a", b"b"]}), file)
    data = file.getvalue()
    start = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    footer = change(data[start:-8])
    assert footer != data[start:-8]
    return data[:start] + footer + len(footer).to_bytes(4, "little") + b"PAR1"


def change(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """What puts ``new`` in the place of ``old``, which a footer has once."""

    def changed(footer: bytes) -> bytes:
        assert footer.count(old) == 1
        return footer.replace(old, new)

    return changed


#: Footers that are none, or that pyarrow ends the process for: how they are made, what is said of the file.
FOOTERS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    # The type of the column, a field before its name, is 2 (INT64) in place of 6; its strings are counted.
    "strings counted in a column of numbers": (
        change(b"\x15\x0c\x25\x02\x18\x04data", b"\x15\x04\x25\x02\x18\x04data"),
        "Unencoded byte array data bytes does not support INT64",
    ),
    "cut off": (lambda footer: footer[:-40], "No more data to read"),
    "empty": (lambda _: b"", "No more data to read"),
}


@pytest.mark.process
@pytest.mark.parametrize("name", FOOTERS)
def test_a_damaged_footer_costs_no_other_file(tmp_path: Path, name: str) -> None:
    make, says = FOOTERS[name]
    (tmp_path / "a.parquet").write_bytes(with_footer(make))
    pq.write_table(pa.table({"id": ["good"], "text": [ARTICLE]}), tmp_path / "b.parquet")
    done = embedparse_process("scan", "a.parquet", "b.parquet", "--keep", "data", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(b"embedparse: a.parquet")
    assert says in done.stderr.decode()
    assert [record["doc"] for record in records(done.stdout)] == ["good"]


def test_rows_that_the_footer_counts_twice_agree(tmp_path: Path) -> None:
    source = written([ARTICLE] * 77, write_statistics=False)
    data, rows = source.getvalue(), b"\x16" + varint(77)
    at = data.index(rows, len(data) - 8 - int.from_bytes(data[-8:-4], "little"))  # the first is of the file
    (tmp_path / "a.parquet").write_bytes(data[:at] + b"\x16" + varint(76) + data[at + len(rows) :])
    done = embedparse("scan", "a.parquet", cwd=tmp_path)
    assert done.returncode == 1
    assert b"a.parquet: no sound Parquet: 77 rows are in its row groups, not 76" in done.stderr


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
