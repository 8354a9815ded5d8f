"""Tasks done by worker processes, results in the order of the tasks.

Each worker has one task at a time and a small piece of shared memory in which it says which
document it is at and since when. So a worker that dies or hangs is replaced, and only the document
it was at is set aside; everything else of its task is done again.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from typing import Any, cast

from embedparse.batch.perform import Performer, failure_of, lines_above
from embedparse.inputs import FAILURE_KINDS, Batch, DocumentBlock, ReadError
from embedparse.jobs import Failure, Result, ScanConfig
from embedparse.readers.jsonl import bytes_of

_AHEAD = 3
"""Tasks begun or done per worker before the oldest is due: enough that none waits, and memory stays flat."""

_GRACE = 2.0
"""Seconds that a worker gets beyond --timeout to stop by itself."""

_DEATHS = 3
"""Workers that may die on a document before it is held to be the cause: others end them too."""

_DEATHS_NOWHERE = 10
"""The same while none is on a document: then the machine is to blame, and it may get better."""

_NOWHERE = -1


@dataclass(slots=True)
class _Job:
    """A task on its way: the documents set aside from it, and where its workers died."""

    task: Batch
    result: Result | None = None
    aside: dict[int, Failure] = field(default_factory=dict)
    deaths: list[int] = field(default_factory=list)


class _Worker:
    """One process, its pipe, and its shared memory: [document it is at, since (monotonic ns)]."""

    def __init__(
        self, context: BaseContext, work: ScanConfig | Performer, siblings: list[Connection]
    ) -> None:
        self.at: Any = context.RawArray("q", 2)
        self.connection, theirs = context.Pipe()
        inherited = [*siblings, self.connection] if context.get_start_method() == "fork" else []
        self.process = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, work, self.at, inherited), daemon=True
        )
        with _signals_held():  # until it answers them in its own way
            self.process.start()
        theirs.close()
        self.job: _Job | None = None

    def give(self, job: _Job) -> None:
        self.job = job
        self.at[0], self.at[1] = _NOWHERE, time.monotonic_ns()
        task = job.task.bare() if isinstance(job.task, DocumentBlock) else job.task
        with suppress(OSError):  # it has died with nothing to do; the run will find that nothing comes
            self.connection.send((task, tuple(job.aside)))

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


def _serve(
    connection: Connection, work: ScanConfig | Performer, at: Any, inherited: list[Connection]
) -> None:
    """The worker's life: tasks in, results out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run itself answers Ctrl-C
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # the run ends its workers
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HELD)
    for other in inherited:
        other.close()  # else a sibling would not notice the end of the run

    def watch(number: int) -> None:
        at[0], at[1] = number, time.monotonic_ns()

    perform = work if isinstance(work, Performer) else Performer(work)
    perform.watch = watch
    while True:
        try:
            task, aside = connection.recv()
        except (EOFError, OSError):  # the run has ended, or was killed
            return
        try:
            result = perform(task, aside)
        except Exception as error:
            result = Result(failures=[failure_of(error)], read=1)
        at[0] = _NOWHERE
        try:
            connection.send(result)
        except OSError:
            return
        except Exception as error:  # it cannot be sent: too large for the memory there is
            with suppress(OSError):
                connection.send(Result(failures=[failure_of(error)], read=1))


#: What would end a worker that has just been forked and still has the run's own handlers.
_HELD = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextmanager
def _signals_held() -> Iterator[None]:
    """A block in which signals wait, and wait in processes that it forks."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Pool:
    """``jobs`` workers; use as a context manager, so that none outlives the run."""

    def __init__(self, work: ScanConfig, jobs: int) -> None:
        self.work = work
        self.jobs = jobs
        self.context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        # What is loaded and compiled here is shared by all workers that are forked.
        self.performer = Performer(work) if self.context.get_start_method() == "fork" else None
        self.workers: list[_Worker] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_exc: object) -> None:
        for worker in self.workers:
            worker.end()

    def _open(self, first: Batch) -> None:
        """Hire the workers; ``first`` is the task that shows what they will need."""
        if self.performer is not None:
            self.performer.prepare(first)
        gc.freeze()  # what is loaded is then shared by the workers as it is
        for _ in range(self.jobs):
            self.workers.append(self._hire())

    def _hire(self) -> _Worker:
        return _Worker(
            self.context, self.performer or self.work, [worker.connection for worker in self.workers]
        )

    def run(self, tasks: Iterable[Batch]) -> Iterator[tuple[Batch, Result]]:
        """Each task with its result, in order; never more than a few tasks are held."""
        coming = iter(tasks)
        first = next(coming, None)
        if first is None:
            return
        self._open(first)
        coming = chain((first,), coming)
        more = True
        line: deque[_Job] = deque()
        waiting: deque[_Job] = deque()
        while True:
            idle = [worker for worker in self.workers if worker.job is None]
            while idle and (waiting or (more and len(line) < _AHEAD * self.jobs)):
                if not waiting:
                    task = next(coming, None)
                    if task is None:
                        more = False
                        break
                    waiting.append(_Job(task))
                    line.append(waiting[-1])
                idle.pop().give(waiting.popleft())
            if line and line[0].result is not None:
                job = line.popleft()
                yield job.task, _settled(job)
            elif line:
                waiting.extend(self._collect())
            elif not more:
                return

    def _collect(self) -> list[_Job]:
        """Wait for news; the jobs to be done again because their worker was lost."""
        busy = {worker.connection: worker for worker in self.workers if worker.job is not None}
        lost: list[_Job] = []
        for connection in wait(list(busy), timeout=0.5 if self.work.timeout is not None else None):
            worker = busy.pop(cast(Connection, connection))
            assert worker.job is not None
            try:
                worker.job.result = worker.connection.recv()
                worker.job = None
            except (EOFError, OSError):
                lost += self._bury(worker, "worker", FAILURE_KINDS["worker"])
        if self.work.timeout is not None:
            limit = self.work.timeout
            for worker in busy.values():
                if worker.at[0] != _NOWHERE and _age(worker.at[1]) > limit + _GRACE:
                    message = f"not done after {limit:g} seconds; allow more with --timeout"
                    lost += self._bury(worker, "timeout", message)
        return lost

    def _bury(self, worker: _Worker, kind: str, message: str) -> list[_Job]:
        """Replace a lost worker; its job, if it must be done again.

        A document that its worker hung on, or that several died on, is set aside from it.
        """
        job, number = worker.job, worker.at[0]
        assert job is not None
        worker.end()
        self.workers.remove(worker)
        self.workers.append(self._hire())
        job.deaths.append(number)
        deaths = job.deaths.count(number)
        if kind == "timeout" or deaths == (_DEATHS if number != _NOWHERE else _DEATHS_NOWHERE):
            if number == _NOWHERE:  # not on a document: nothing of the task can be saved
                job.result = Result(read=1, failures=[failure_of(ReadError(kind, message))])
                return []
            job.aside[number] = _aside(job.task, number, kind, message)
        return [job]


def _age(since: int) -> float:
    return (time.monotonic_ns() - since) / 1e9


def _aside(task: Batch, number: int, kind: str, message: str) -> Failure:
    if isinstance(task, DocumentBlock):
        item = task.items[number]
        return Failure(kind, message, doc=item.id, place=item.place)
    line, row = lines_above(bytes_of(task), number)
    return Failure(kind, message, line=line, row=row, offset=number)


def _settled(job: _Job) -> Result:
    """The result of a done job, with the documents that were set aside counted in."""
    result = job.result
    assert result is not None
    if job.aside:
        result.read += len(job.aside)
        result.failures += job.aside.values()
        result.failures.sort(key=lambda failure: -1 if failure.line is None else failure.line)
    return result
