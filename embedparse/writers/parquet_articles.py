"""Articles of Parquet tables: the same columns, the text replaced, ``embeds`` added, typed.

While the run goes on they are kept as Arrow record batches in a file that can be resumed
after a break; at the end they become one Parquet file.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from embedparse.columnar import is_binary, pyarrow_with_parquet, replaced_at, without_dictionaries
from embedparse.inputs import Batch, DocumentBlock, ReadOptions
from embedparse.jobs import Article, Result
from embedparse.models import EmbedparseError
from embedparse.writers.part import SUFFIX, OverSink, Part, State
from embedparse.writers.records import typed
from embedparse.writers.schema import embed_schema

_ROWS = 1 << 14
"""Rows of a row group: articles are a hundred times larger than records."""


class ParquetArticles(OverSink):
    """Record batches with prose and embeds, one after the other."""

    whole = False

    def __init__(
        self, path: str, reading: ReadOptions, state: State | None = None, empty: Any = None
    ) -> None:
        """``empty``: the schema of the input where it has no rows that show it."""
        self._part = Part(path, state)
        super().__init__(self._part)
        self._reading = reading
        self._begun = bool(state and state["begun"])
        self._schema: Any = _schema_of(path + SUFFIX) if self._begun else None
        if empty is not None:
            self._write(pyarrow_with_parquet().RecordBatch.from_pylist([], empty), [])

    def take(self, task: Batch, result: Result) -> None:
        changed = {article.number: article for article in result.articles}
        rows = task.rows if isinstance(task, DocumentBlock) else ()
        numbers = [number for number, row in enumerate(rows) if isinstance(row, tuple)]
        if not numbers and not _all_failed(task):
            raise EmbedparseError("not all of the input is Parquet; write the articles to a .jsonl file")
        for _, group in groupby(numbers, key=lambda number: id(rows[number][0])):
            own = list(group)
            batch, first = rows[own[0]]
            self._write(batch.slice(first, len(own)), [changed.get(number) for number in own])

    def _write(self, batch: Any, articles: list[Article | None]) -> None:
        arrow = pyarrow_with_parquet()
        batch = without_dictionaries(arrow, batch)  # theirs are no part of a batch as it is kept
        if any(article is not None for article in articles):
            batch = _with_prose(arrow, batch, self._reading, articles)
        embeds = [None if a is None or a.embeds is None else typed(a.embeds) for a in articles]
        several = bool(self._reading.other_fields)
        kind = arrow.list_(arrow.struct(list(embed_schema(arrow, several_fields=several))))
        if "embeds" in batch.schema.names:
            batch = batch.drop_columns(["embeds"])
        batch = batch.append_column(arrow.field("embeds", kind), arrow.array(embeds, kind))
        if self._schema is None:
            self._schema = batch.schema
            self._sink.write(self._schema.serialize().to_pybytes())
            self._begun = True
        if batch.schema != self._schema:
            raise EmbedparseError("the tables have different columns; write the articles to a .jsonl file")
        self._sink.write(batch.serialize().to_pybytes())

    def sync(self) -> State:
        return {**super().sync(), "form": "parquet", "begun": self._begun}

    def finish(self) -> None:
        self._part.finish_as(_to_parquet)


def _schema_of(spool: str) -> Any:
    arrow = pyarrow_with_parquet()
    with arrow.OSFile(spool) as file:
        return arrow.ipc.read_schema(file)


def _to_parquet(spool: str, made: str) -> None:
    """The record batches of the file ``spool`` as a Parquet file ``made``, in row groups of a fair size."""
    arrow = pyarrow_with_parquet()
    with (
        arrow.OSFile(spool) as file,
        arrow.ipc.open_stream(file) as batches,
        arrow.parquet.ParquetWriter(made, batches.schema, compression="zstd") as writer,
    ):
        waiting: list[Any] = []
        for batch in batches:
            waiting.append(batch)
            if sum(b.num_rows for b in waiting) >= _ROWS:
                writer.write_table(arrow.Table.from_batches(waiting))
                waiting = []
        if waiting:
            writer.write_table(arrow.Table.from_batches(waiting))


def _all_failed(task: Batch) -> bool:
    return isinstance(task, DocumentBlock) and all(item.error is not None for item in task.items)


def _with_prose(arrow: Any, batch: Any, reading: ReadOptions, articles: list[Article | None]) -> Any:
    """``batch`` with the texts replaced from which something was taken out."""
    proses = [{} if a is None else {t.field: t for t in a.texts(reading.field)} for a in articles]
    for path in reading.fields:
        in_bytes = is_binary(arrow, batch.schema, path)
        own = ((row, each[path]) for row, each in enumerate(proses) if path in each)
        texts = {row: t.data if in_bytes else t.prose for row, t in own if t.data is not None}
        if texts:
            batch = replaced_at(arrow, batch, path, texts)
    return batch
