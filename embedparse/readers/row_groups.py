"""How many rows of a Parquet file are decoded at once, whatever its values are.

Arrow decodes whole pages, and a page may be as large as its writer liked; a value that a dictionary holds
once costs memory for each row of a batch that names it. The sizes in the footer, and the dictionaries, say
before a group is read what it will need.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from embedparse.inputs import ReadError
from embedparse.readers.sections import Rows

MOST_ROWS = 256
"""Rows of a batch: a few megabytes of articles."""
MOST_BYTES = 16 << 20
"""Bytes of a batch, where its rows are long."""
_SMALL = MOST_BYTES * 4 // MOST_ROWS
"""Bytes of columns that need no second look: a batch of nothing but their longest value has 64 MiB."""
_LARGE = 16 << 20
"""Bytes that a column may always unpack to."""
_MOST_TIMES = 32
"""How much larger than in the file a column of long values may be: text packs to a third or a tenth."""
_LONG_VALUE = 256
"""Bytes of a value, on average, from which on a column is no list of numbers, flags or names."""


class RowGroups(NamedTuple):
    """Row groups of a file that are read together, ``size`` rows at once, or ``error``, why they are not."""

    groups: list[int]
    rows: int
    size: int
    error: ReadError | None = None


def row_groups(
    file: Any, source: Any, columns: Collection[str] | None, only: int | None = None
) -> Iterator[RowGroups]:
    """The row groups of the ParquetFile ``file``, neighbours that are small together; or the group ``only``.

    ``source`` is what it was opened from, ``columns`` are the paths of those that are read, None for all.
    """
    together: list[int] = []
    rows = small = 0
    for number in range(file.num_row_groups) if only is None else (only,):
        group = _Group(file.metadata.row_group(number), columns)
        if together and small + group.bytes > _SMALL:
            yield RowGroups(together, rows, MOST_ROWS)
            together, rows, small = [], 0, 0
        if group.bytes > _SMALL:
            yield _large(file, source, number, group)
        else:
            together, rows, small = [*together, number], rows + group.rows, small + group.bytes
    if together:
        yield RowGroups(together, rows, MOST_ROWS)


def batches_of(
    file: Any, part: RowGroups, columns: Collection[str] | None, section: Rows | None = None
) -> Iterator[Any]:
    """The record batches of ``part`` of a ParquetFile, or of ``section`` of it, ``part.size`` rows each."""
    wanted = None if columns is None else list(columns)
    batches = file.iter_batches(part.size, part.groups, wanted, use_threads=False)
    if section is None:
        yield from batches
        return
    skip, left = section.skip, section.count
    for batch in batches:
        if skip >= batch.num_rows:
            skip -= batch.num_rows
            continue
        own = batch.slice(skip, left)
        yield own
        skip, left = 0, left - own.num_rows
        if not left:
            return


class _Group:
    """What the footer says of a row group: its rows, and the columns that are read with their sizes."""

    def __init__(self, group: Any, columns: Collection[str] | None) -> None:
        chunks = (group.column(number) for number in range(group.num_columns))
        self.chunks = [chunk for chunk in chunks if _is_read(chunk.path_in_schema, columns)]
        self.rows: int = group.num_rows
        self.bytes = sum(chunk.total_uncompressed_size for chunk in self.chunks)


def _is_read(path: str, columns: Collection[str] | None) -> bool:
    return columns is None or any(path == name or path.startswith(f"{name}.") for name in columns)


def _large(file: Any, source: Any, number: int, group: _Group) -> RowGroups:
    rows = max(group.rows, 1)
    for chunk in group.chunks:
        size = chunk.total_uncompressed_size
        if size > max(_LARGE, _MOST_TIMES * chunk.total_compressed_size, _LONG_VALUE * rows):
            message = f'column "{chunk.path_in_schema}" of row group {number + 1} unpacks to {size:,} bytes'
            error = ReadError("size", f"{message}, more than {_MOST_TIMES} times its size in the file")
            return RowGroups([number], group.rows, MOST_ROWS, error)
    row = group.bytes // rows + _longest_of_dictionaries(file, source, number, group)
    return RowGroups([number], group.rows, min(MOST_ROWS, max(MOST_BYTES // max(row, 1), 1)))


def _longest_of_dictionaries(file: Any, source: Any, number: int, group: _Group) -> int:
    """The bytes of the longest value in the dictionary of each column of a group, added up."""
    import pyarrow.compute
    import pyarrow.parquet

    paths = [
        chunk.path_in_schema
        for chunk in group.chunks
        if chunk.physical_type == "BYTE_ARRAY"
        and "." not in chunk.path_in_schema
        and chunk.has_dictionary_page
        and chunk.total_uncompressed_size > _SMALL
    ]
    if not paths:
        return 0
    probe = pyarrow.parquet.ParquetFile(source, metadata=file.metadata, read_dictionary=paths)
    batch = next(probe.iter_batches(1, [number], paths, use_threads=False))
    held = [column.dictionary for column in batch.columns if pyarrow.types.is_dictionary(column.type)]
    longest = sum(pyarrow.compute.max(pyarrow.compute.binary_length(values)).as_py() or 0 for values in held)
    del probe, batch, held
    pyarrow.default_memory_pool().release_unused()
    return longest
