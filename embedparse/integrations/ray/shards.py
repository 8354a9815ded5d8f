"""Divide an archive into shards that can be scanned anywhere, in any order, even twice, with one result.

A shard is a row group of a Parquet file, a range of a file of JSON Lines, or a whole file of any
other kind. Where these are too few to keep every worker busy, row groups are divided too.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from embedparse.columnar import pyarrow, text_column
from embedparse.inputs import ReadError, ReadOptions
from embedparse.models import UsageError
from embedparse.readers.jsonl import encoding_of
from embedparse.readers.opening import Opened, open_source
from embedparse.readers.sections import Bytes, Rows, Section
from embedparse.readers.sources import Source

_EACH = 4
"""Shards for each worker at least, so that none waits long for the last one."""
_LEAST, _MOST = 1 << 20, 1 << 26
"""Bytes of a shard: starting one is cheap, and little is repeated when one is lost."""
_RANGES = 16
"""Shards of a row group at most: each reads what is before it."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Shard ``number`` of a run: a source, or a section of it."""

    number: int
    source: Source
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class _Outline:
    """What a source can be divided into: ``groups`` of a Parquet file (rows, bytes), or bytes of rows."""

    source: Source
    size: int = 0
    groups: list[tuple[int, int]] = field(default_factory=list)
    is_rows: bool = False

    def sections(self, least: int) -> Iterator[Section | None]:
        """The sections of the source, none of them much smaller than ``least`` bytes."""
        if self.is_rows:
            step = min(max(least, _LEAST), _MOST)
            count = max(round(self.size / step), 1)
            edges = [self.size * number // count for number in range(count + 1)]
            for start, end in pairwise(edges):
                yield Bytes(start, end, 0 if start == 0 else None)
        elif any(rows for rows, _ in self.groups):
            befores = accumulate((rows for rows, _ in self.groups), initial=0)
            for group, ((rows, size), before) in enumerate(zip(self.groups, befores, strict=False)):
                count = min(max(round(size / max(least, _LEAST)), 1), _RANGES, max(rows, 1))
                edges = [rows * number // count for number in range(count + 1)]
                for skip, end in pairwise(edges):
                    yield Rows(group, skip, end - skip, before + skip)
        else:
            yield None


def shards_of(sources: list[Source], reading: ReadOptions, workers: int = 1) -> list[Shard]:
    """The shards of ``sources`` in order, numbered from 0, enough of them for ``workers``.

    Only the heads of files and the footers of Parquet are read.
    """
    outlines = [_outline(source, reading) for source in sources]
    least = sum(outline.size for outline in outlines) // (_EACH * workers)
    sections = ((outline.source, section) for outline in outlines for section in outline.sections(least))
    return [Shard(number, source, section) for number, (source, section) in enumerate(sections)]


def _outline(source: Source, reading: ReadOptions) -> _Outline:
    try:
        opened = open_source(source, reading)
    except ReadError:
        return _Outline(source)  # the reader of whole files reports what is wrong with it
    with opened.stream:
        if opened.layers or opened.mislabelled or not opened.stream.seekable():
            return _Outline(source)
        if opened.format == "parquet":
            groups = _groups(opened, reading)
            return _Outline(source, sum(size for _, size in groups), groups)
        is_rows = opened.format == "jsonl" and encoding_of(opened.head(), reading.encoding) == "utf-8"
        return _Outline(source, opened.stream.seek(0, io.SEEK_END), is_rows=is_rows)


def _groups(opened: Opened, reading: ReadOptions) -> list[tuple[int, int]]:
    """Rows and bytes of each row group; empty if the file is damaged or its articles are no strings."""
    arrow = pyarrow()
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(opened.seekable())
        nothing = arrow.RecordBatch.from_pylist([], schema=file.schema_arrow)
        kinds = {text_column(arrow, nothing, ".".join(path)).type for path in reading.fields}
    except (OSError, ValueError, arrow.ArrowException, UsageError):
        return []
    if not kinds <= {arrow.string(), arrow.large_string()}:
        return []
    groups = (file.metadata.row_group(number) for number in range(file.metadata.num_row_groups))
    return [(group.num_rows, group.total_byte_size) for group in groups]
