"""Where results go: the records, the articles, the failures."""

from __future__ import annotations

import os
import sys
from types import TracebackType

from embedparse.batch.tasks import Failure, Result
from embedparse.models import UsageError
from embedparse.readers.blocks import Task
from embedparse.readers.rows import dumps
from embedparse.readers.sources import STDIN, Source
from embedparse.writers.articles import articles_out
from embedparse.writers.part import Part, Stdout

_LISTED = 20
"""Failures named on standard error before they are only counted."""


class Outputs:
    """All outputs of a run; a context manager that leaves no half-written file under a final name."""

    def __init__(
        self,
        records: str | None,
        articles: str | None,
        failures: str | None,
        sources: list[Source],
        first: Task | None,
    ) -> None:
        """Check the paths, then open what is to be written.

        Raises:
            UsageError: an output is also an input, two are the same, or one cannot be written.
        """
        paths = {"--output": records, "--articles": articles, "--failures": failures}
        _check_distinct({option: path for option, path in paths.items() if path is not None}, sources)
        self.articles = articles_out(articles, sources, first) if articles is not None else None
        self.records = _out(records)
        self.failures = _out(failures)
        self.listed = 0

    def __enter__(self) -> Outputs:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for out in (self.records, self.articles, self.failures):
            if out is not None:
                out.abandon()

    def take(self, task: Task, result: Result) -> None:
        """Write what came of ``task``."""
        if self.records is not None and result.records:
            self.records.write(b"\n".join(result.records) + b"\n")
        if self.articles is not None:
            self.articles.take(task, result)
        for failure in result.failures:
            self._fail(failure)

    def _fail(self, failure: Failure) -> None:
        if self.failures is not None:
            self.failures.write(dumps(failure_row(failure)) + b"\n")
        self.listed += 1
        if self.listed <= _LISTED:
            print(f"embedparse: {failure.place or failure.doc}: {failure.message}", file=sys.stderr)
        elif self.listed == _LISTED + 1:
            where = "" if self.failures is not None else "; --failures FILE lists all"
            print(f"embedparse: more documents failed{where}", file=sys.stderr)

    def finish(self) -> None:
        """Everything whole, on disk, under its own name."""
        for out in (self.records, self.articles, self.failures):
            if out is not None:
                out.finish()


def _out(path: str | None) -> Part | Stdout | None:
    if path is None:
        return None
    return Stdout() if path == "-" else Part(path)


def failure_row(failure: Failure) -> dict[str, object]:
    return {
        "doc": failure.doc,
        "reason": failure.kind,
        "message": failure.message,
        "place": failure.place,
        "line": failure.line,
        "offset": failure.offset,
        "size": failure.size,
    }


def _check_distinct(paths: dict[str, str], sources: list[Source]) -> None:
    """Refuse to write over an input, or two outputs into one file."""
    seen: dict[str, str] = {}
    for option, path in paths.items():
        if path in seen:
            raise UsageError(f"{option} and {seen[path]} are the same: {path}\n  Nothing has been written.")
        seen[path] = option
    existing = {_identity(path): (option, path) for option, path in paths.items() if os.path.exists(path)}
    if not existing:
        return
    for source in sources:
        if source.path != STDIN and source.missing is None and _identity(source.path) in existing:
            option, path = existing[_identity(source.path)]
            raise UsageError(
                f"{option} {path} is also an input; it would be read and written at once.\n"
                "  Name another file. Nothing has been written."
            )


def _identity(path: str) -> tuple[int, int]:
    info = os.stat(path)
    return (info.st_dev, info.st_ino)
