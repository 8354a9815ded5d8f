"""Where results go: the records, the articles, the failures."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from embedparse.batch import journal
from embedparse.inputs import Batch
from embedparse.jobs import Failure, Result, ScanConfig
from embedparse.models import EmbedparseError, UsageError
from embedparse.readers.rows import dumps
from embedparse.readers.sources import STDIN, Source
from embedparse.stderr import tell
from embedparse.terminal_safe import one_line
from embedparse.writers.articles import Articles, articles_out
from embedparse.writers.folder import Folder
from embedparse.writers.part import MARK, SUFFIX, Sink, State, is_stream, open_sink
from embedparse.writers.records import Records, kept_columns, records_out

_LISTED = 20
"""Failures named on standard error before they are only counted."""


#: Outputs in the order in which they are opened.
_ORDER = ("records", "articles", "questions", "failures")


class Outputs:
    """All outputs of a run, each under its part name until `finish`."""

    def __init__(
        self,
        paths: dict[str, str],
        sources: list[Source],
        first: Batch | None,
        work: ScanConfig,
        entry: dict[str, Any] | None = None,
        *,
        resumable: bool = True,
    ) -> None:
        """Open what ``paths`` names (see `run.RunConfig`), or go on from a journal's ``entry``.

        ``resumable``: the run can be resumed.

        Raises:
            UsageError: a suffix is unknown, a library is missing, or a file cannot be written.
        """
        self.records: Records | None = None
        self.articles: Articles | None = None
        self.failures: Sink | None = None
        self.questions: Sink | None = None
        self.listed = 0
        self._paths = paths
        self._resumable = resumable
        self._sources = {"stdin" if source.path == STDIN else source.path for source in sources}
        states: dict[str, State] = entry["states"] if entry else {}
        # A run that was broken off while it put its outputs in place has some there already.
        wanted = [name for name in paths if not entry or not entry["done"] or self._is_open(name)]
        try:
            for name in (name for name in _ORDER if name in wanted):
                with self._opening(name):
                    setattr(self, name, self._opened(name, states.get(name), sources, first, work))
        except BaseException:
            self.abandon()
            if not entry:
                self._remove_parts()
            raise

    def _opened(
        self, name: str, state: State | None, sources: list[Source], first: Batch | None, work: ScanConfig
    ) -> Records | Articles | Sink:
        """The output ``name``, begun, or resumed from ``state``. Raises UsageError."""
        path = self._paths[name]
        if name == "records":
            return records_out(path, state, kept_columns(work), csv_safe=work.csv_safe)
        if name == "articles":
            return articles_out(path, sources, first, work, state)
        return open_sink(path, state)

    @contextmanager
    def _opening(self, name: str) -> Iterator[None]:
        """Turn whatever opening an output raises into one message that names it."""
        try:
            yield
        except EmbedparseError:
            raise
        except Exception as error:
            why = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise UsageError(
                f"{self._paths[name]}: cannot be written: {one_line(why)}\n  Nothing has been written."
            ) from None

    def _is_open(self, name: str) -> bool:
        return os.path.exists(self._paths[name].rstrip(os.sep) + SUFFIX)

    def _remove_parts(self) -> None:
        for name, _ in self._all():  # no others: another run may be writing them
            part = self._paths[name].rstrip(os.sep) + SUFFIX
            with suppress(OSError):
                if os.path.isfile(part):
                    os.remove(part)
                elif os.path.isdir(part):  # not empty: what an earlier run has left
                    os.remove(os.path.join(part, MARK))
                    os.rmdir(part)

    def take(self, task: Batch, result: Result) -> None:
        """Write the result of ``task``. Raises EmbedparseError (disk full), BrokenPipeError."""
        if self.records is not None:
            with self._writing("records"):
                self.records.take(result.records)
        if self.articles is not None:
            with self._writing("articles"):
                self.articles.take(task, result)
        if result.failures:
            with self._writing("failures"):
                for failure in result.failures:
                    self._fail(failure)
        if self.questions is not None and result.questions:
            with self._writing("questions"):
                self.questions.write(b"".join(line + b"\n" for line in result.questions))

    def _fail(self, failure: Failure) -> None:
        if self.failures is not None:
            self.failures.write(dumps(failure.to_dict(self._source_of(failure.place or ""))) + b"\n")
        self.listed += 1
        if self.listed <= _LISTED:
            tell(one_line(f"embedparse: {failure.place or failure.doc}: {failure.message}"))
        elif self.listed == _LISTED + 1:
            where = "" if self.failures is not None else "; --failures FILE lists all"
            tell(f"embedparse: more documents failed{where}")

    def _source_of(self, place: str) -> str | None:
        """The input that ``place`` is in: ``pages.zip`` of ``pages.zip/a.html``, ``a.csv`` of ``a.csv:7``."""
        while place and place not in self._sources:
            place = place[: max(place.rfind("/"), place.rfind(":"), 0)]
        return place or None

    def sync(self) -> dict[str, State]:
        """Everything so far on disk; the states to go on from."""
        states: dict[str, State] = {}
        for name, out in self._all():
            with self._writing(name):
                states[name] = out.sync()
        return states

    @property
    def has_folder(self) -> bool:
        """Whether an output is put in place in several steps, between which a run can be broken off."""
        return isinstance(self.articles, Folder)

    def finish(self) -> None:
        """Everything whole, on disk, under its own name."""
        for name, out in self._all():
            with self._writing(name):
                out.finish()

    def abandon(self) -> None:
        """Close everything as it is; nothing is put in place."""
        for _, out in self._all():
            with suppress(Exception):  # what went wrong before is what the user must know
                out.abandon()

    def _all(self) -> list[tuple[str, Records | Articles | Sink]]:
        outs = {
            "records": self.records,
            "articles": self.articles,
            "failures": self.failures,
            "questions": self.questions,
        }
        return [(name, out) for name, out in outs.items() if out is not None]

    @contextmanager
    def _writing(self, name: str) -> Iterator[None]:
        """Turn whatever a writer or its library raises into one message that names the output."""
        try:
            yield
        except (BrokenPipeError, EmbedparseError):
            raise
        except Exception as error:
            path = self._paths.get(name, name)
            where = "standard output" if path == "-" else path
            if isinstance(error, OSError):
                where, why = error.filename or where, error.strerror or str(error)
            else:
                why = str(error) or type(error).__name__
            advice = "What was written there is not the whole."
            if not any(map(is_stream, self._paths.values())):
                advice = journal.what_now(error, resumable=self._resumable)
            raise EmbedparseError(f"cannot write {one_line(f'{where}: {why}')}.\n  {advice}") from None


def others(sources: list[Source], paths: dict[str, str]) -> list[Source]:
    """``sources`` without what a broken off run has left beside its outputs ``paths``, numbered anew.

    Outputs may be in a folder that is read; some may be in place already.
    """
    beside = (SUFFIX, SUFFIX + "2", journal.SUFFIX, journal.SUFFIX + "2")
    own = [path.rstrip(os.sep) + suffix for path in paths.values() for suffix in beside]
    left = {os.path.realpath(path) for path in own if os.path.exists(path)}
    if not left:
        return sources
    left.update(os.path.realpath(path) for path in paths.values() if path != "-")
    kept = [
        source
        for source in sources
        if source.inside is None or left.isdisjoint(folders_above(os.path.realpath(source.path)))
    ]
    return [source._replace(number=number) for number, source in enumerate(kept)]


def folders_above(path: str) -> Iterator[str]:
    """``path`` and the folders around it, as its name has them."""
    while path and path != (above := os.path.dirname(path)):
        yield path
        path = above


def check_paths(paths: dict[str, str], sources: list[Source], summary: str | None = None) -> None:
    """Refuse to write over an input, two outputs into one file, or a summary where there is no folder.

    Raises:
        UsageError: one of these was asked for.
    """
    if summary is not None:
        if os.path.isdir(summary) or not os.path.isdir(os.path.dirname(summary) or "."):
            raise UsageError(f"{summary}: the summary cannot be written there.\n  Nothing has been written.")
        paths = {**paths, "summary": summary}
    seen: dict[str, str] = {}
    for name, path in paths.items():
        real = os.path.realpath(path) if path != "-" else path
        if real in seen:
            raise UsageError(
                f"{seen[real]} and {name} would go to the same place: {path}\n  Nothing has been written."
            )
        seen[real] = name
    existing = {_identity(path): path for path in paths.values() if path != "-" and os.path.exists(path)}
    if not existing:
        return
    for source in sources:
        if source.path == STDIN or not os.path.exists(source.path):
            continue
        folder = source.path[: -len(source.inside) - 1] if source.inside else source.path
        for path in {source.path, folder or "."}:
            if _identity(path) in existing:
                raise UsageError(
                    f"{existing[_identity(path)]} is also an input; it would be read and written at once.\n"
                    "  Name another one. Nothing has been written."
                )


def _identity(path: str) -> tuple[int, int]:
    info = os.stat(path)
    return (info.st_dev, info.st_ino)
