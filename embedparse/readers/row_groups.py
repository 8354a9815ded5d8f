"""How many rows of a Parquet file are decoded at once, whatever its values are.

Arrow decodes whole pages, and a page may be as large as its writer liked; a value that a dictionary holds
once, or that repeats the one before, costs memory for each row of a batch that names it. The headers of the
pages (the sizes in the footer may lie), and the dictionaries, say before a group is read what it will need.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from embedparse.inputs import ReadError
from embedparse.readers.parquet_footer import Chunk, Group, groups
from embedparse.readers.parquet_pages import DELTA_BYTE_ARRAY, DELTA_LENGTH_BYTE_ARRAY, Page, pages
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
_MOST_HELD = 4 * MOST_BYTES
"""Bytes of the pages that a batch may reach over."""
_MOST_LENGTHS = 1 << 22
"""Values of a page whose lengths are decoded all at once."""


class RowGroups(NamedTuple):
    """Row groups of a file that are read together, ``size`` rows at once, or ``error``, why they are not."""

    groups: list[int]
    rows: int
    size: int
    error: ReadError | None = None


def row_groups(
    file: Any, source: Any, footer: bytes, columns: Collection[str] | None, only: int | None = None
) -> Iterator[RowGroups]:
    """The row groups of the ParquetFile ``file``, neighbours that are small together; or the group ``only``.

    ``source`` is what it was opened from, ``footer`` its footer; ``columns`` are the paths of those that are
    read, None for all.
    """
    together: list[int] = []
    rows = small = 0
    for number, described in _described(file, footer, only):
        group: _Group | ReadError
        try:
            group = _Group(described, source, columns)
        except ReadError as error:
            group = error
        if together and (isinstance(group, ReadError) or small + group.bytes > _SMALL):
            yield RowGroups(together, rows, MOST_ROWS)
            together, rows, small = [], 0, 0
        if isinstance(group, ReadError):
            yield RowGroups([number], described.rows, MOST_ROWS, group)
        elif group.bytes > _SMALL:
            yield _large(file, source, number, group)
        else:
            together, rows, small = [*together, number], rows + group.rows, small + group.bytes
    if together:
        yield RowGroups(together, rows, MOST_ROWS)


def _described(file: Any, footer: bytes, only: int | None) -> Iterator[tuple[int, Group]]:
    """The row groups of ``file`` with their numbers, or the group ``only``, as ``footer`` describes them."""
    rows = 0
    for number, group in enumerate(groups(footer)):
        rows += group.rows
        if only is None or number == only:
            yield number, group
        if number == only:
            return
    if rows != file.metadata.num_rows:
        said = f"{rows:,} rows are in its row groups, not {file.metadata.num_rows:,}"
        raise ReadError("corrupt", f"no sound Parquet: {said}")


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


class _Column:
    """A column of a row group that is read: what the footer says of it, and its pages."""

    def __init__(self, chunk: Chunk, source: Any) -> None:
        self.path = chunk.path
        self.holds_strings = chunk.holds_strings
        self.packed = chunk.packed
        found = list(pages(source, chunk))
        self.pages = [page for page in found if not page.is_dictionary]
        self.dictionary = max((page.unpacked for page in found if page.is_dictionary), default=0)
        self.bytes = max(chunk.unpacked, sum(page.unpacked for page in found))
        self.largest = max(found, key=lambda page: page.unpacked, default=None)

    @property
    def repeating(self) -> int:
        """The bytes that a value may have that repeats those before it."""
        return max((page.unpacked for page in self.pages if page.encoding == DELTA_BYTE_ARRAY), default=0)

    def held(self, rows: int) -> int:
        """The bytes of the pages that ``rows`` rows may reach over, at most."""
        most: int = 0
        size = values = first = 0
        for number, page in enumerate(self.pages):
            size += page.unpacked
            most = max(most, size)
            values += page.values  # of the pages behind the first
            if number == first:
                values = 0
            while first < number and values > rows - 2:
                size -= self.pages[first].unpacked
                first += 1
                values -= self.pages[first].values
        return most


class _Group:
    """A row group: its rows, and the columns that are read with their sizes."""

    def __init__(self, group: Group, source: Any, columns: Collection[str] | None) -> None:
        self.columns = [_Column(chunk, source) for chunk in group.chunks if _is_read(chunk.path, columns)]
        self.rows = group.rows
        self.bytes = sum(column.bytes for column in self.columns)

    def rows_at_once(self, longest: int) -> int:
        """How many rows a batch may have whose dictionaries hold values of ``longest`` bytes, added up."""
        row = self.bytes // max(self.rows, 1) + longest + sum(column.repeating for column in self.columns)
        size = min(MOST_ROWS, max(MOST_BYTES // max(row, 1), 1))
        while size > 1 and sum(column.held(size) for column in self.columns) > _MOST_HELD:
            size //= 2
        return size


def _is_read(path: str, columns: Collection[str] | None) -> bool:
    return columns is None or any(path == name or path.startswith(f"{name}.") for name in columns)


def _large(file: Any, source: Any, number: int, group: _Group) -> RowGroups:
    for column in group.columns:
        error = _out_of_proportion(column, number, group.rows)
        if error is not None:
            return RowGroups([number], group.rows, MOST_ROWS, error)
    size = group.rows_at_once(_longest_of_dictionaries(file, source, number, group))
    return RowGroups([number], group.rows, size)


def _out_of_proportion(column: _Column, number: int, rows: int) -> ReadError | None:
    """What is wrong with a column of row group ``number`` that unpacks to far more than it is in the file."""
    of = f'column "{column.path}" of row group {number + 1}'
    if column.bytes > max(_LARGE, _MOST_TIMES * column.packed, _LONG_VALUE * max(rows, 1)):
        message = (
            f"{of} unpacks to {column.bytes:,} bytes, more than {_MOST_TIMES} times its size in the file"
        )
        return ReadError("size", message)
    page = column.largest
    if page is not None and page.unpacked > max(_LARGE, _MOST_TIMES * page.packed):
        message = f"unpacks to {page.unpacked:,} bytes, more than {_MOST_TIMES} times its size in the file"
        return ReadError("size", f"a page of {of} {message}")
    if any(_has_too_many_lengths(page) for page in column.pages):
        return ReadError("size", f"a page of {of} has more than {_MOST_LENGTHS:,} values")
    return None


def _has_too_many_lengths(page: Page) -> bool:
    return page.values > _MOST_LENGTHS and page.encoding in (DELTA_BYTE_ARRAY, DELTA_LENGTH_BYTE_ARRAY)


def _longest_of_dictionaries(file: Any, source: Any, number: int, group: _Group) -> int:
    """The bytes of the longest value in the dictionary of each column of a group, added up, or more."""
    large = [column for column in group.columns if column.dictionary > _SMALL]
    readable = [column.path for column in large if column.holds_strings and "." not in column.path]
    longest = sum(column.dictionary for column in large if column.path not in readable)
    return longest + _longest_values(file, source, number, readable) if readable else longest


def _longest_values(file: Any, source: Any, number: int, paths: list[str]) -> int:
    """The bytes of the longest value in the dictionary of each column in ``paths``, added up."""
    import pyarrow.compute
    import pyarrow.parquet

    probe = pyarrow.parquet.ParquetFile(source, metadata=file.metadata, read_dictionary=paths)
    batch = next(probe.iter_batches(1, [number], paths, use_threads=False))
    held = [column.dictionary for column in batch.columns if pyarrow.types.is_dictionary(column.type)]
    longest = sum(pyarrow.compute.max(pyarrow.compute.binary_length(values)).as_py() or 0 for values in held)
    del probe, batch, held
    pyarrow.default_memory_pool().release_unused()
    return longest
