"""How `scan` and `clean` start a run: what the user chose, as its configuration, and the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NoReturn

from embedparse.batch.run import RunConfig, run
from embedparse.batch.summary import Summary
from embedparse.commands._options import InputChoices, path_in_row
from embedparse.jobs import ScanConfig
from embedparse.models import UsageError
from embedparse.options import Doubtful, Options
from embedparse.readers.kept_columns import record_keys
from embedparse.stderr import tell
from embedparse.writers.part import is_stream

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""

#: Does what a plan says; see `embedparse.batch.run.run`.
Engine = Callable[[RunConfig], Summary]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChoices(InputChoices):
    """What the user chose for a run: `input_options`, `run_options`, and where the results go.

    To add an option: declare it in one of the two lists, add the attribute here or above, and use
    it in `scan_config` or `run_config`.
    """

    inputs: tuple[str, ...]
    records: str | None = None
    keep: tuple[str, ...] = ()
    csv_safe: bool = False
    articles: str | None = None
    jobs: int | None
    timeout: float
    max_size: int
    extract: bool
    failures: str | None
    summary: str | None
    rescan: tuple[str, ...]
    resume: bool
    restart: bool
    checkpoint: float
    quiet: bool
    min_border: float
    doubtful: Doubtful
    corrections: str | None
    questions: str | None = None

    def outputs(self) -> dict[str, str]:
        """The outputs that were asked for: paths by name."""
        named = {"records": self.records, "articles": self.articles, "failures": self.failures}
        named["questions"] = self.questions
        return {name: path for name, path in named.items() if path is not None}

    def run_scan_options(self) -> Options:
        """What to look for, what to remove, and what is known better. Raises UsageError."""
        corrections = None
        if self.corrections is not None:
            from embedparse.corrections import read_corrections

            corrections = read_corrections(self.corrections)
        return replace(
            self.scan_options(),
            min_border=self.min_border,
            doubtful=self.doubtful,
            questions=self.questions is not None,
            corrections=corrections,
        )

    def scan_config(self) -> ScanConfig:
        """What is done with each document. Raises UsageError."""
        keep = tuple(path_in_row(name) for name in self.keep)
        record_keys(keep)  # refuses columns that would get the same name
        reading = self.reading()._replace(
            max_size=self.max_size,
            carry=self.articles is not None,
            keep=keep,
            tell_ids=self.records is not None and not self.quiet,
        )
        if self.extract:
            needs_extractor(self.articles)
        return ScanConfig(
            options=self.run_scan_options(),
            reading=reading,
            timeout=self.timeout,
            records=self.records is not None,
            articles=self.articles is not None,
            extract=self.extract,
            csv_safe=self.csv_safe,
        )

    def run_config(self) -> RunConfig:
        """The whole run. Raises UsageError for options that do not go together."""
        return RunConfig(
            self.inputs,
            self.scan_config(),
            outputs=self.outputs(),
            jobs=self.jobs or _cores(),
            summary=self.summary,
            rescan=self.rescan,
            resume=self.resume,
            restart=self.restart,
            checkpoint=self.checkpoint,
            quiet=self.quiet,
        )


def start(chosen: RunChoices, engine: Engine = run) -> NoReturn:
    """Run what the user chose, and end the process with the run's exit code. Raises UsageError."""
    config = chosen.run_config()
    try:
        counts = engine(config)
    except KeyboardInterrupt:
        tell(f"embedparse: interrupted. {_what_now(engine, config)}")
        sys.exit(INTERRUPTED)
    if not config.quiet:
        tell(counts.to_text())
    sys.exit(1 if counts.failures else 0)


def _what_now(engine: Engine, config: RunConfig) -> str:
    if engine is run and any(map(is_stream, config.outputs.values())):
        return "What was written is not the whole."
    if engine is not run or config.rescan:
        return "Nothing is in place; run the same again."
    return "Run the same with --resume to go on from here."


def _cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def needs_extractor(articles: str | None) -> None:
    """Refuse ``--extract`` where it has nothing to do, or no library. Raises UsageError."""
    if articles is None:
        raise UsageError("--extract is for the articles: name --articles too.\n  Nothing has been written.")
    try:
        import trafilatura  # noqa: F401  (its own dependencies may be missing too)
    except ImportError as error:
        raise UsageError(
            f"--extract needs more packages ({error.name}): pip install 'embedparse[extract]'\n"
            "  Nothing has been written."
        ) from None
