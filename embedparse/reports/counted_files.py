"""The records of files, counted as they are read."""

from __future__ import annotations

from embedparse.models import DocumentError
from embedparse.reports.counts import Counts
from embedparse.reports.saved import Record, records

__all__ = ["Counts", "count_files"]

_FAILURES_SHOWN = 5


def count_files(paths: tuple[str, ...], counts: Counts, posts: int) -> tuple[list[Record], list[str], int]:
    """Count every record of ``paths``.

    Gives the first ``posts`` of them, the first reasons why one could not be read, and how many could not.
    """
    listed: list[Record] = []
    failures: list[str] = []
    failed = 0
    for path in paths:
        for record in records(path):
            if isinstance(record, DocumentError):
                failed += 1
                if failed <= _FAILURES_SHOWN:
                    failures.append(str(record))
                continue
            counts.add(record)
            if len(listed) < posts:
                listed.append(record)
    return listed, failures, failed
