"""A whole run on one page: sources to tasks to results to outputs, nothing lost on the way."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

import orjson

from embedparse.batch.outputs import Outputs
from embedparse.batch.perform import Performer
from embedparse.batch.summary import Summary
from embedparse.batch.tasks import Failure, Result, Work
from embedparse.readers.blocks import RowBlock, Task
from embedparse.readers.read import read
from embedparse.readers.rows import dumps
from embedparse.readers.sources import expand


@dataclass(frozen=True, slots=True)
class Plan:
    """What the user asked for. A path is None where nothing is wanted, ``-`` for standard output."""

    inputs: tuple[str, ...]
    work: Work
    jobs: int = 1
    output: str | None = "-"
    articles: str | None = None
    failures: str | None = None
    summary: str | None = None
    resume: bool = False
    quiet: bool = False


def run(plan: Plan) -> Summary:
    """Do what ``plan`` says; the summary is complete, the outputs are whole and in place.

    Raises:
        UsageError: nothing has been written.
    """
    began = time.monotonic()
    sources = expand(plan.inputs)
    tasks = read(sources, plan.work.field)
    first = next(tasks, None)  # the wrong --field shows here, before anything is written
    summary, lines = Summary(), Lines()
    with Outputs(plan.output, plan.articles, plan.failures, sources, first) as outputs:
        work = replace(plan.work, whole=outputs.articles is not None and outputs.articles.whole)
        for task, result in perform(chain([first] if first else [], tasks), work, plan.jobs):
            lines.place(task, result)
            outputs.take(task, result)
            summary.add(result)
        summary.seconds = time.monotonic() - began
        outputs.finish()
    if plan.summary is not None:
        with open(plan.summary, "wb") as file:
            file.write(orjson.dumps(summary.to_dict(), option=orjson.OPT_INDENT_2) + b"\n")
    return summary


def perform(tasks: Iterable[Task], work: Work, jobs: int) -> Iterator[tuple[Task, Result]]:
    """Each task with its result, in order: here, or by workers where more than one job is wanted."""
    if jobs > 1:
        from embedparse.batch.pool import Pool

        with Pool(work, jobs) as pool:
            yield from pool.run(tasks)
    else:
        performer = Performer(work)
        for task in tasks:
            yield task, performer(task)


class Lines:
    """Counts the lines of the rows read so far, and puts them where a result only knows its own."""

    def __init__(self, source: int = -1, line: int = 0) -> None:
        self.source = source
        self.line = line

    def place(self, task: Task, result: Result) -> None:
        """Make lines and offsets of ``result`` count from the start of the source (lines from 1)."""
        if not isinstance(task, RowBlock):
            return
        if task.source != self.source:
            self.source, self.line = task.source, 0
        for number, line in result.unnamed:
            record = orjson.loads(result.records[number])
            record["doc"] = f"{task.name}:{self.line + line + 1}"
            result.records[number] = dumps(record)
        result.failures = [self._placed(task, failure) for failure in result.failures]
        self.line += result.lines

    def _placed(self, task: RowBlock, failure: Failure) -> Failure:
        line = None if failure.line is None else self.line + failure.line + 1
        place = task.name if line is None else f"{task.name}:{line}"
        offset = task.start if failure.offset is None else task.start + failure.offset
        doc = place if failure.doc is None else failure.doc
        return Failure(failure.kind, failure.message, doc, place, line, offset, failure.size)
