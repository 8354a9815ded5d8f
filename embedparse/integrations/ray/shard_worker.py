"""Scan one shard of an archive with the readers, the scan and the counts of a local run."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from embedparse.batch.perform import Performer, lines_above
from embedparse.batch.run import RunProgress
from embedparse.batch.summary import Summary
from embedparse.inputs import Batch, InputUnit, ReadOptions, RowBlock
from embedparse.integrations.ray.shards import Shard
from embedparse.jobs import Failure, Result, ScanConfig
from embedparse.readers.batches import Meter, units_of
from embedparse.readers.formats.parquet import read_parquet
from embedparse.readers.jsonl import bytes_of
from embedparse.readers.opening import open_source
from embedparse.readers.packing import pack
from embedparse.readers.sections import Bytes, Rows, read_bytes


class ShardOutputs(Protocol):
    """What writes the results of a shard."""

    def begin(self, first: Batch, config: ScanConfig) -> ScanConfig:
        """The configuration that the outputs need, opened for a shard whose first batch is ``first``."""

    def take(self, batch: Batch, result: Result) -> None:
        """Write the result of ``batch``."""


@dataclass(slots=True)
class ShardResult:
    """What a worker returns of a shard: counts, failures in order, and the lines and rows that it spans.

    ``uncounted``: the shard has rows that only their number can name, and the rows before it are not
    counted yet. Then its own lines and rows are counted, nothing is scanned, and it is to be scanned again.
    """

    summary: Summary = field(default_factory=Summary)
    failures: list[Failure] = field(default_factory=list)
    lines: int = 0
    rows: int = 0
    uncounted: bool = False


def scan_shard(shard: Shard, config: ScanConfig, outputs: ShardOutputs) -> ShardResult:
    """Scan the documents of ``shard``. Raises OSError if the file can no longer be read."""
    if threading.current_thread() is not threading.main_thread():
        config = replace(config, timeout=None)  # a document's time is limited by a signal
    section = shard.section if isinstance(shard.section, Bytes) else Bytes(0, 0, 0)
    batches = pack(
        (shard.source.number, number, unit) for number, unit in enumerate(_units(shard, config.reading))
    )
    progress, shard_result = RunProgress(line=section.line or 0, row=section.row), ShardResult()
    performer: Performer | None = None
    for batch in batches:
        performer = performer or Performer(outputs.begin(batch, config))
        result = performer(batch)
        if section.line is None and (result.unnamed or result.failures):
            return _count_only(progress, result, batches)
        progress.place(batch, result)
        outputs.take(batch, result)
        progress.count(batch, result)
        shard_result.failures += result.failures
    shard_result.summary = progress.summary
    shard_result.lines = progress.line - (section.line or 0)
    shard_result.rows = progress.row - section.row
    return shard_result


def _count_only(progress: RunProgress, result: Result, batches: Iterator[Batch]) -> ShardResult:
    """Only the lines and rows of a shard: of ``progress``, of ``result``, and of the ``batches`` left."""
    lines, rows = progress.line + result.lines, progress.row + result.lines - result.blank
    for batch in batches:
        if isinstance(batch, RowBlock):
            block = b"\0" if batch.too_long else bytes_of(batch)
            above = lines_above(block if block.endswith(b"\n") else block + b"\n", len(block) + 1)
            lines, rows = lines + above[0], rows + above[1]
    return ShardResult(lines=lines, rows=rows, uncounted=True)


def shards_to_repeat(shards: list[Shard], results: dict[int, ShardResult]) -> Iterator[Shard]:
    """The uncounted shards, each with the line and row it begins at: all before it are counted now."""
    line, row, source = 0, 0, None
    for shard in shards:
        if shard.source != source:
            line, row, source = 0, 0, shard.source
        result = results[shard.number]
        if result.uncounted and isinstance(shard.section, Bytes):
            yield replace(shard, section=replace(shard.section, line=line, row=row))
        line, row = line + result.lines, row + result.rows


def _units(shard: Shard, reading: ReadOptions) -> Iterator[InputUnit]:
    section = shard.section
    if section is None:
        yield from units_of(shard.source, reading, Meter([]))
        return
    opened = open_source(shard.source, reading)
    with opened.stream:
        if isinstance(section, Rows):
            yield from read_parquet(opened, reading, section)
        else:
            yield from read_bytes(opened, section, reading)
