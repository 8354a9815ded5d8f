"""Records as Parquet with a typed schema."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from embedparse.columnar import pyarrow_with_parquet
from embedparse.writers.schema import KeptColumns, record_schema, row_of

_ROWS = 1 << 16
"""Rows of a row group."""


def write_parquet(records: Iterable[dict[str, Any]], path: str, columns: KeptColumns) -> None:
    """Write ``records``, which are read twice, to ``path``, a row group at a time."""
    arrow = pyarrow_with_parquet()
    kept = columns.types(records)
    schema = record_schema(arrow, kept=kept)
    rows = (row_of(record, kept) for record in records)
    with arrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(islice(rows, _ROWS)):
            writer.write_table(arrow.Table.from_pylist(group, schema=schema), row_group_size=_ROWS)
