"""Runs in this process, and what they must come to whatever fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from embedparse.batch import perform, pool
from embedparse.batch.run import RunConfig, run
from embedparse.batch.summary import Summary
from embedparse.inputs import ReadOptions
from embedparse.jobs import ScanConfig

#: All errors at all calls, instead of a part of them: `make faults`.
WHOLE = os.environ.get("EMBEDPARSE_FAULTS") == "whole"

WORK = ScanConfig(ReadOptions(max_size=1 << 24, carry=True), articles=True)
OUTPUTS = {
    "jsonl": {"records": "r.jsonl", "articles": "a.jsonl", "failures": "f.jsonl"},
    "gz": {"records": "r.jsonl.gz", "articles": "art/", "failures": "f.jsonl.gz"},
    "csv": {"records": "r.csv", "articles": "a.jsonl.zst"},
    "sqlite": {"records": "r.sqlite", "articles": "a.jsonl"},
    "parquet": {"records": "r.parquet", "articles": "art/"},
    "xlsx": {"records": "r.xlsx", "articles": "a.csv", "failures": "f.jsonl"},
    "tables": {"records": "r.tsv", "articles": "a.parquet", "failures": "f.jsonl.xz"},
    "compressed": {"records": "r.csv.bz2", "articles": "a.tsv.gz", "questions": "q.jsonl.gz"},
}


@contextmanager
def one_filter() -> Iterator[None]:
    """A block in which all runs share one compiled prefilter: compiling takes longer than a run here."""
    made = perform.filter_for(WORK)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(perform, "filter_for", lambda _work: made)
        patch.setattr(pool.Performer, "prepare", lambda _self, _task: None)
        yield


def config(inputs: list[Path], folder: Path, outputs: dict[str, str], **options: Any) -> RunConfig:
    """A run of ``inputs`` with ``outputs`` in ``folder``."""
    placed = {
        name: str(folder / path) + ("/" if path.endswith("/") else "") for name, path in outputs.items()
    }
    return RunConfig(tuple(map(str, inputs)), WORK, placed, quiet=True, **options)


def checked(plan: RunConfig) -> Summary:
    """What the run came to: every document scanned, skipped or failed."""
    summary = run(plan)
    assert summary.read == summary.scanned + sum(summary.skipped.values()) + summary.failures
    return summary


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder``."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def check_messages(text: str) -> None:
    """Each message is one of ours, in one line and perhaps a line of advice."""
    assert "Traceback" not in text
    for line in text.splitlines():
        assert line.startswith(("embedparse: ", "  "))
