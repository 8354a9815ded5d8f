"""A whole run on one page: sources to tasks to results to outputs, nothing lost on the way."""

from __future__ import annotations

import gc
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from types import FrameType
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from embedparse.batch.journal import Journal
from embedparse.batch.outputs import Outputs, check_paths, folders_above, others
from embedparse.batch.perform import Performer
from embedparse.batch.progress import Progress
from embedparse.batch.summary import Summary
from embedparse.inputs import Batch, Position, RowBlock
from embedparse.jobs import Result, ScanConfig
from embedparse.messages import counted
from embedparse.models import EmbedparseError, UsageError
from embedparse.readers.batches import Meter, read_batches
from embedparse.readers.failures_file import Failed, load
from embedparse.readers.rows import dumps, loads
from embedparse.readers.sources import Source, expand
from embedparse.stderr import tell
from embedparse.writers.part import is_stream, open_sink

#: Signals that ask a run to end.
_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]

if TYPE_CHECKING:
    from embedparse.corrections import Correction

_NAMED = 20
"""Corrections that no longer fit, named on standard error before they are only counted."""


class RunConfig(NamedTuple):
    """What the user asked for.

    ``outputs`` are paths by name (``records``, ``articles``, ``failures``, ``questions``), ``-`` for
    standard output. ``rescan`` names failures files of earlier runs: of the inputs only what failed then is
    scanned.
    ``checkpoint`` is in seconds between two entries of the journal.
    """

    inputs: tuple[str, ...]
    work: ScanConfig
    outputs: dict[str, str]
    jobs: int = 1
    summary: str | None = None
    resume: bool = False
    restart: bool = False
    rescan: tuple[str, ...] = ()
    quiet: bool = False
    checkpoint: float = 5.0


def run(plan: RunConfig) -> Summary:
    """Do what ``plan`` says; afterwards the outputs are whole and in place.

    Raises:
        UsageError: nothing has been written.
        EmbedparseError: an output could not be written; the run can be resumed.
        KeyboardInterrupt: the same, by the user.
    """
    sources, again = _sources(plan)
    check_paths(plan.outputs, sources, plan.summary)
    journal = _journal(plan, sources)
    entry = journal.load() if journal and plan.resume else None
    progress = RunProgress.of(entry)
    meter = Meter(sources)
    tasks = _tasks(plan, sources, progress, meter, again)
    first = next(tasks, None)  # the wrong --field shows here, before anything is written
    outputs = Outputs(plan.outputs, sources, first, plan.work, entry, resumable=not plan.rescan)
    work = replace(plan.work, whole=outputs.articles is not None and outputs.articles.whole)
    try:
        with Interrupts() as interrupts, Progress(meter, progress.summary, plan.quiet) as bar:
            saved = time.monotonic()
            for task, result in perform(chain([first] if first else [], tasks), work, plan.jobs):
                with interrupts.held():
                    progress.place(task, result)
                    outputs.take(task, result)
                    progress.count(task, result)
                bar.show()
                if journal and time.monotonic() - saved > plan.checkpoint:
                    with interrupts.held():
                        journal.save(progress.entry(outputs.sync()))
                    saved = time.monotonic()
            progress.done = True
            if journal and (journal.exists() or outputs.has_folder):
                journal.save(progress.entry(outputs.sync()))
            outputs.finish()
    except KeyboardInterrupt:
        if journal and not progress.done:  # outputs that are being put in place have no state any more
            journal.save(progress.entry(outputs.sync()))
        raise
    finally:
        outputs.abandon()
    progress.stop()
    if entry is None and plan.work.options.corrections:
        tell_unfit(plan.work.options.corrections.left(progress.corrected))
    return _conclude(plan, journal, progress.summary)


def _tasks(
    plan: RunConfig,
    sources: list[Source],
    progress: RunProgress,
    meter: Meter,
    again: dict[str, Failed] | None,
) -> Iterator[Batch]:
    """What is left to do of ``sources``."""
    if progress.done:
        return iter(())
    return read_batches(sources, plan.work.reading, progress.position, meter, again)


def _conclude(plan: RunConfig, journal: Journal | None, summary: Summary) -> Summary:
    """Leave the ``summary`` of a run that is whole, and no journal. Raises EmbedparseError."""
    if journal:
        journal.remove()
    save_summary(plan.summary, summary)
    return summary


def _sources(plan: RunConfig) -> tuple[list[Source], dict[str, Failed] | None]:
    """What is read, and what of it is to be scanned again (None: all of it). Raises UsageError."""
    again = failures_of(plan) if plan.rescan else None
    sources = others(expand(plan.inputs), plan.outputs)
    return sources if again is None else failed_sources(sources, plan.inputs, again), again


def tell_unfit(corrections: list[Correction]) -> None:
    """Name on standard error the corrections that no document fitted, and count them."""
    for correction in corrections[:_NAMED]:
        tell(f"embedparse: {correction.place}: no longer fits {correction.doc or 'any document'}")
    if corrections:
        verb = "fits" if len(corrections) == 1 else "fit"
        count = counted(len(corrections), "correction")
        tell(f"embedparse: {count} no longer {verb}: the text has changed, or is not here")


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
    if not plan.inputs:
        raise UsageError(
            "--rescan FILE goes with the inputs that were scanned: embedparse scan INPUTS --rescan FILE.\n"
            "  Nothing has been written."
        )
    again = load(plan.rescan)
    if not again:
        raise UsageError("nothing failed that could be scanned again.\n  Nothing has been written.")
    if "stdin" in again:
        raise UsageError("documents from standard input cannot be read again.\n  Nothing has been written.")
    return again


def failed_sources(sources: list[Source], inputs: tuple[str, ...], again: dict[str, Failed]) -> list[Source]:
    """Those of ``sources`` that failed, numbered anew: nothing that only a failures file names is opened.

    A folder or a pattern that held nothing may hold something now. Raises UsageError for none.
    """
    kept = [source for source in sources if again.keys() & {source.path, *folders_above(source.path)}]
    known = {source.path for source in kept}
    for pattern in (name for name in inputs if name in again and name not in known):
        kept += [source for source in expand((pattern,)) if source.path not in known]
    reached = {name for source in kept for name in (source.path, *folders_above(source.path))}
    missing = len(again.keys() - reached - {*inputs})
    if not kept:
        raise UsageError("nothing of these inputs failed.\n  Nothing has been written.")
    if missing:
        tell(f"embedparse: {missing:,} sources of the failures are not among the inputs and are left out")
    return [source._replace(number=number) for number, source in enumerate(kept)]


def perform(tasks: Iterable[Batch], work: ScanConfig, jobs: int) -> Iterator[tuple[Batch, Result]]:
    """Each task with its result, in order: here, or by workers where there are several tasks and jobs."""
    if jobs > 1:
        coming = iter(tasks)
        begun = list(islice(coming, 2))
        tasks = chain(begun, coming)
        jobs = min(jobs, len(begun))
    if jobs > 1:
        from embedparse.batch.pool import Pool

        with Pool(work, jobs) as pool:
            yield from pool.run(tasks)
    else:
        performer = Performer(work)
        gc.freeze()  # what is loaded stays: no look for cycles needs to visit it
        for task in tasks:
            yield task, performer(task)


class RunProgress:
    """How far the run is: the position behind the last task written, its line and row, the counts so far."""

    def __init__(
        self, position: Position = (0, 0), summary: Summary | None = None, *, line: int = 0, row: int = 0
    ) -> None:
        self.position = position
        self.line = line
        self.row = row
        self.summary = summary or Summary()
        self.done = False
        self.corrected: set[str] = set()
        self._began = time.monotonic() - self.summary.seconds

    @classmethod
    def of(cls, entry: dict[str, Any] | None) -> RunProgress:
        """The progress that a journal's ``entry`` holds; a new one without."""
        if entry is None:
            return cls()
        source, units = entry["position"]
        summary = Summary.from_dict(entry["summary"])
        found = cls((source, units), summary, line=entry["line"], row=entry["row"])
        found.done = entry["done"]
        return found

    def place(self, task: Batch, result: Result) -> None:
        """Make the lines and offsets of ``result`` count from the start of their source."""
        if isinstance(task, RowBlock):
            self.line = self.line if task.line is None else task.line
            self.row = self.row if task.row is None else task.row
            self._place(task, result)

    def count(self, task: Batch, result: Result) -> None:
        """Count ``result``, which has been written."""
        if isinstance(task, RowBlock):
            self.line += result.lines
            self.row += result.lines - result.blank
        self.summary.add(result)
        self.corrected |= result.corrected
        self.position = task.after

    def _place(self, task: RowBlock, result: Result) -> None:
        self._name(task, result.records, result.unnamed)
        self._name(task, result.questions, result.unnamed_questions)
        result.failures = [
            failure.placed(task.name, self.line, self.row, task.start) for failure in result.failures
        ]

    def _name(self, task: RowBlock, lines: list[bytes], unnamed: list[tuple[int, int]]) -> None:
        """Put FILE:ROW as ``doc`` into those of ``lines`` whose row has no id."""
        for number, row in unnamed:
            record = loads(lines[number])
            record["doc"] = f"{task.name}:{self.row + row}"
            lines[number] = dumps(record)

    def entry(self, states: dict[str, Any]) -> dict[str, Any]:
        """What the journal is to remember."""
        self.stop()
        return {
            "position": self.position,
            "line": self.line,
            "row": self.row,
            "summary": self.summary.to_dict(),
            "done": self.done,
            "states": states,
        }

    def stop(self) -> None:
        self.summary.seconds = time.monotonic() - self._began


class Interrupts:
    """Ctrl-C, SIGTERM and SIGHUP, held back while a result is being written, so that none is half written."""

    def __init__(self) -> None:
        self._holding = self._waiting = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Interrupts:
        for number in _ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
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
    return None if plan.rescan else journal  # which cannot be resumed
