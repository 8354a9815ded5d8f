"""A whole run on one page: sources to tasks to results to outputs, nothing lost on the way."""

from __future__ import annotations

import gc
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from types import FrameType
from typing import Any, NamedTuple

import orjson

from embedparse.batch.journal import Journal
from embedparse.batch.outputs import Outputs, check_paths, others
from embedparse.batch.perform import Performer
from embedparse.batch.progress import Progress
from embedparse.batch.summary import Summary
from embedparse.jobs import Result, ScanConfig
from embedparse.models import EmbedparseError, UsageError
from embedparse.readers.blocks import Position, RowBlock, Task
from embedparse.readers.failures_file import Failed, load
from embedparse.readers.read import Meter, read
from embedparse.readers.rows import dumps, loads
from embedparse.readers.sources import Source, expand
from embedparse.writers.part import is_stream, open_sink


class RunConfig(NamedTuple):
    """What the user asked for.

    ``outputs`` are paths by name (``records``, ``articles``, ``failures``), ``-`` for standard output.
    With ``rescan`` the inputs are failures files of earlier runs. ``checkpoint`` is in seconds
    between two entries of the journal.
    """

    inputs: tuple[str, ...]
    work: ScanConfig
    outputs: dict[str, str]
    jobs: int = 1
    summary: str | None = None
    resume: bool = False
    restart: bool = False
    rescan: bool = False
    quiet: bool = False
    checkpoint: float = 5.0


def run(plan: RunConfig) -> Summary:
    """Do what ``plan`` says; afterwards the outputs are whole and in place.

    Raises:
        UsageError: nothing has been written.
        EmbedparseError: an output could not be written; the run can be resumed.
        KeyboardInterrupt: the same, by the user.
    """
    again = failures_of(plan) if plan.rescan else None
    sources = others(expand(plan.inputs if again is None else tuple(again)), plan.outputs)
    check_paths(plan.outputs, sources, plan.summary)
    journal = _journal(plan, sources)
    entry = journal.load() if journal and plan.resume else None
    course = Course.of(entry)
    meter = Meter(sources)
    tasks = read(sources, plan.work.reading, course.position, meter, again) if not course.done else iter(())
    first = next(tasks, None)  # the wrong --field shows here, before anything is written
    outputs = Outputs(plan.outputs, sources, first, plan.work, entry, resumable=not plan.rescan)
    work = replace(plan.work, whole=outputs.articles is not None and outputs.articles.whole)
    try:
        with Interrupts() as interrupts, Progress(meter, course.summary, plan.quiet) as progress:
            saved = time.monotonic()
            for task, result in perform(chain([first] if first else [], tasks), work, plan.jobs):
                with interrupts.held():
                    course.place(task, result)
                    outputs.take(task, result)
                    course.count(task, result)
                progress.show()
                if journal and time.monotonic() - saved > plan.checkpoint:
                    with interrupts.held():
                        journal.save(course.entry(outputs.sync()))
                    saved = time.monotonic()
            course.done = True
            if journal and journal.exists():
                journal.save(course.entry(outputs.sync()))
            outputs.finish()
    except KeyboardInterrupt:
        if journal and not course.done:  # outputs that are being put in place have no state any more
            journal.save(course.entry(outputs.sync()))
        raise
    finally:
        outputs.abandon()
    course.stop()
    if journal:
        journal.remove()
    save_summary(plan.summary, course.summary)
    return course.summary


def save_summary(path: str | None, summary: Summary) -> None:
    """Write the counts to ``path``, where there is one. Raises EmbedparseError."""
    if path is None:
        return
    try:
        sink = open_sink(path)
        sink.write(orjson.dumps(summary.to_dict(), option=orjson.OPT_INDENT_2) + b"\n")
        sink.finish()
    except OSError as error:
        raise EmbedparseError(
            f"{path}: the summary cannot be written: {error.strerror}; all else is in place."
        ) from None
    except UsageError as error:
        why = str(error).split("\n", 1)[0]
        raise EmbedparseError(f"{why}; all else is in place.") from None


def failures_of(plan: RunConfig) -> dict[str, Failed]:
    """What is to be scanned again. Raises UsageError: nothing failed, or it cannot be done."""
    if plan.resume:
        raise UsageError("--rescan cannot go on; run it again from the start.\n  Nothing has been written.")
    again = load(plan.inputs)
    if not again:
        raise UsageError("nothing failed that could be scanned again.\n  Nothing has been written.")
    if "stdin" in again:
        raise UsageError("documents from standard input cannot be read again.\n  Nothing has been written.")
    return again


def perform(tasks: Iterable[Task], work: ScanConfig, jobs: int) -> Iterator[tuple[Task, Result]]:
    """Each task with its result, in order: here, or by workers where more than one job is wanted."""
    if jobs > 1:
        from embedparse.batch.pool import Pool

        with Pool(work, jobs) as pool:
            yield from pool.run(tasks)
    else:
        performer = Performer(work)
        gc.freeze()  # what is loaded stays: no look for cycles needs to visit it
        for task in tasks:
            yield task, performer(task)


class Course:
    """How far the run is: the position behind the last task written, its line, and the counts so far."""

    def __init__(self, position: Position, line: int, summary: Summary, *, done: bool) -> None:
        self.position = position
        self.line = line
        self.summary = summary
        self.done = done
        self._began = time.monotonic() - summary.seconds

    @classmethod
    def of(cls, entry: dict[str, Any] | None) -> Course:
        """The course a journal's ``entry`` tells of; a new one without."""
        if entry is None:
            return cls((0, 0), 0, Summary(), done=False)
        source, units = entry["position"]
        return cls((source, units), entry["line"], Summary.from_dict(entry["summary"]), done=entry["done"])

    def place(self, task: Task, result: Result) -> None:
        """Make the lines and offsets of ``result`` count from the start of their source."""
        if isinstance(task, RowBlock):
            self.line = self.line if task.line is None else task.line
            self._place(task, result)

    def count(self, task: Task, result: Result) -> None:
        """Count ``result``, which has been written."""
        if isinstance(task, RowBlock):
            self.line += result.lines
        self.summary.add(result)
        self.position = task.after

    def _place(self, task: RowBlock, result: Result) -> None:
        for number, line in result.unnamed:
            record = loads(result.records[number])
            record["doc"] = f"{task.name}:{self.line + line + 1}"
            result.records[number] = dumps(record)
        result.failures = [failure.placed(task.name, self.line, task.start) for failure in result.failures]

    def entry(self, states: dict[str, Any]) -> dict[str, Any]:
        """What the journal is to remember."""
        self.stop()
        return {
            "position": self.position,
            "line": self.line,
            "summary": self.summary.to_dict(),
            "done": self.done,
            "states": states,
        }

    def stop(self) -> None:
        self.summary.seconds = time.monotonic() - self._began


class Interrupts:
    """Ctrl-C and SIGTERM, held back while a result is being written, so that none is half written."""

    def __init__(self) -> None:
        self._holding = self._waiting = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Interrupts:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._come)
        return self

    def __exit__(self, *_exc: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _come(self, _number: int, _frame: FrameType | None) -> None:
        if self._holding:
            self._waiting = True
        else:
            raise KeyboardInterrupt

    @contextmanager
    def held(self) -> Iterator[None]:
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
        if self._waiting:
            self._waiting = False
            raise KeyboardInterrupt


def _journal(plan: RunConfig, sources: list[Source]) -> Journal | None:
    """The journal beside the first output that is a file; None where none is to be written.

    Raises:
        UsageError: a run was broken off here and neither ``resume`` nor ``restart`` is asked for.
    """
    files = [path for name, path in plan.outputs.items() if not is_stream(path) and name != "failures"]
    if not files or any(map(is_stream, plan.outputs.values())):
        if plan.resume:
            raise UsageError(
                "--resume needs outputs in files: name one with -o.\n  Nothing has been written."
            )
        return None
    journal = Journal(files[0], sources, plan.work, plan.outputs)
    if journal.exists() and not plan.resume:
        if not plan.restart:
            raise UsageError(
                f"{journal.path}: a run was broken off here.\n"
                "  Go on with --resume, or start over with --restart. Nothing has been written."
            )
        journal.remove()
    return None if plan.rescan else journal  # which cannot be gone on with
