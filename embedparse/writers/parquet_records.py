"""Records as Parquet with a typed schema."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from embedparse.readers.parquet import pyarrow
from embedparse.writers.schema import record_schema

_ROWS = 1 << 16
"""Rows of a row group."""


def write_parquet(records: Iterable[dict[str, Any]], path: str) -> None:
    """Write ``records`` to ``path``, a row group at a time."""
    arrow = pyarrow()
    schema = record_schema(arrow)
    coming = iter(records)
    with arrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while rows := list(islice(coming, _ROWS)):
            writer.write_table(arrow.Table.from_pylist(rows, schema=schema), row_group_size=_ROWS)
