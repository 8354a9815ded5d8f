"""What `scan` and `clean` share: options of the input and of the run, and how a run is started."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click
from click.shell_completion import CompletionItem

from embedparse.models import CONFIDENCES
from embedparse.stderr import tell

if TYPE_CHECKING:
    from embedparse.batch.run import RunConfig
    from embedparse.batch.summary import Summary
    from embedparse.inputs import KindChoice, ReadOptions
    from embedparse.jobs import ScanConfig
    from embedparse.models import Confidence
    from embedparse.options import Doubtful, Options

MIN_BORDER = 0.0
"""The default of --min-border; docs/clean-an-archive.md has the measured curve."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""

#: Does what a plan says; see `embedparse.batch.run.run`.
Engine = Callable[["RunConfig"], "Summary"]

Command = TypeVar("Command", bound=Callable[..., Any])

_SIZE = re.compile(r"(\d{1,12}(?:\.\d{1,3})?)\s?(?:([KMGT])(i?))?B?", re.IGNORECASE)
_LONGEST = 1e8
_POWERS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}


class Size(click.ParamType[int]):
    """Bytes, with a unit where wanted: 500, 64K, 1.5MB are powers of ten, 64KiB is one of two."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        match = _SIZE.fullmatch(value.strip())
        if not match:
            self.fail(f"{value!r} is no size; write 500, 64K or 1.5MB", param, ctx)
        base = 1024 if match[3] else 1000
        return int(float(match[1]) * base ** _POWERS[(match[2] or "").upper()])


class Seconds(click.FloatRange):
    """A span of time that a clock can be set to: not NaN, and less than some years."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        seconds: float = super().convert(value, param, ctx)
        if not seconds < _LONGEST:
            self.fail(f"{value} is no number of seconds below {_LONGEST:,.0f}", param, ctx)
        return seconds


class PlatformName(click.ParamType[str]):
    """The name of a platform, which shells complete; whether there is one is checked by `Options`."""

    name = "platform"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from embedparse.platforms import all_platforms

        return [
            CompletionItem(platform.name, help=platform.title)
            for platform in all_platforms()
            if platform.name.startswith(incomplete.lower())
        ]


def _together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


input_options = _together(
    click.option("--field", metavar="NAME", default="text", show_default=True,
                 help="Field of a row that holds the article; article.body reaches inside."),
    click.option("--id-field", metavar="NAME", default="id", show_default=True,
                 help="Field of a row that holds its id; without one, FILE:LINE is the id."),
    click.option("--kind", type=click.Choice(["auto", "text", "markdown", "html"]), default="auto",
                 show_default=True, help="What the documents are; auto tells each by its content."),
    click.option("--encoding", metavar="NAME", default="utf-8", show_default=True,
                 help="Encoding of text and rows. HTML is decoded as browsers do."),
    click.option("--min-confidence", type=click.Choice(CONFIDENCES), default="likely", show_default=True,
                 help="Leave out embeds found with less evidence."),
    click.option("--platform", "platforms", type=PlatformName(), metavar="NAME", multiple=True,
                 help="Only this platform; may be repeated.  [default: all]"),
    click.option("--quotes", is_flag=True,
                 help="Also find posts quoted in the article's own sentences; they stay in it."),
)  # fmt: skip

run_options = _together(
    click.option("--min-border", type=click.FloatRange(0, 1), metavar="P",
                 default=MIN_BORDER, show_default=True,
                 help="Take out whole only posts whose borders are right with this probability."),
    click.option("--doubtful", type=click.Choice(["core", "keep"]), default="core", show_default=True,
                 help="What to take out of the others: their sure core, or nothing (keep)."),
    click.option("--corrections", metavar="FILE",
                 help="Answers to --questions, and corrections of records, to be used."),
    click.option("-j", "--jobs", type=click.IntRange(min=1), help="Worker processes.  [default: the cores]"),
    click.option("--timeout", type=Seconds(min=0.001), default=300, show_default=True,
                 metavar="SECONDS", help="Set a document aside that takes longer."),
    click.option("--max-size", type=Size(), default="25MB", show_default=True, metavar="SIZE",
                 help="Set a document aside that is larger."),
    click.option("--extract", is_flag=True, help="Of pages, write the main text (needs trafilatura)."),
    click.option("--failures", metavar="FILE",
                 help="Write the documents that failed, with reason and place, as JSON Lines."),
    click.option("--summary", metavar="FILE", help="Write the counts as JSON."),
    click.option("--rescan", metavar="FILE", multiple=True,
                 help="Scan only those of INPUTS that FILE, which --failures wrote, names; may be repeated."),
    click.option("--resume", is_flag=True, help="Go on with a run that was broken off."),
    click.option("--restart", is_flag=True, help="Start a run over that was broken off."),
    click.option("--checkpoint", type=Seconds(min=0), default=5, show_default=True,
                 metavar="SECONDS", help="How often to save what --resume goes on from."),
    click.option("-q", "--quiet", is_flag=True, help="No progress and no summary."),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class InputChoices:
    """What the user chose with `input_options`: one attribute for each option, by its name."""

    field: str
    id_field: str
    kind: KindChoice
    encoding: str
    min_confidence: Confidence
    platforms: tuple[str, ...]
    quotes: bool = False

    def scan_options(self) -> Options:
        """What to look for in a document. Raises UsageError for a platform that there is none of."""
        from embedparse.options import Options

        return Options(self.min_confidence, self.platforms or None, quotes=self.quotes)

    def reading(self) -> ReadOptions:
        """How to read the input. Raises UsageError for an unknown encoding."""
        from embedparse.inputs import ReadOptions

        return ReadOptions(
            field=path_in_row(self.field),
            id_field=path_in_row(self.id_field),
            kind=self.kind,
            encoding=codec(self.encoding),
        )


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
        from dataclasses import replace

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
        from embedparse.jobs import ScanConfig
        from embedparse.readers.kept_columns import record_keys

        keep = tuple(path_in_row(name) for name in self.keep)
        record_keys(keep)  # refuses columns that would get the same name
        reading = self.reading()._replace(max_size=self.max_size, carry=self.articles is not None, keep=keep)
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
        from embedparse.batch.run import RunConfig

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


def path_in_row(name: str) -> tuple[str, ...]:
    r"""The keys that ``name`` means, outermost first.

    >>> path_in_row("article.body"), path_in_row(r"article\.body")
    (('article', 'body'), ('article.body',))
    """
    return tuple(key.replace(r"\.", ".") for key in re.split(r"(?<!\\)\.", name))


def local(plan: RunConfig) -> Summary:
    """The engine that is this machine."""
    from embedparse.batch.run import run

    return run(plan)


def start(chosen: RunChoices, engine: Engine = local) -> NoReturn:
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
    from embedparse.writers.part import is_stream

    if engine is local and any(map(is_stream, config.outputs.values())):
        return "What was written is not the whole."
    if engine is not local or config.rescan:
        return "Nothing is in place; run the same again."
    return "Run the same with --resume to go on from here."


def _cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def needs_extractor(articles: str | None) -> None:
    """Refuse ``--extract`` where it has nothing to do, or no library. Raises UsageError."""
    from embedparse.models import UsageError

    if articles is None:
        raise UsageError("--extract is for the articles: name --articles too.\n  Nothing has been written.")
    try:
        import trafilatura  # noqa: F401  (its own dependencies may be missing too)
    except ImportError as error:
        raise UsageError(
            f"--extract needs more packages ({error.name}): pip install 'embedparse[extract]'\n"
            "  Nothing has been written."
        ) from None


def codec(encoding: str) -> str:
    """The name that Python has for ``encoding``. Raises UsageError where it knows none for text.

    In UTF-16 and UTF-32 a byte order mark decides; without one the order is that of nearly all machines.
    """
    import codecs

    from embedparse.models import UsageError

    try:
        name = codecs.lookup(encoding).name
        b"\0\0\0\0".decode(name, "surrogateescape")  # base64 makes no text, punycode no text of files
        return f"{name}-le" if name in ("utf-16", "utf-32") else name
    except (LookupError, ValueError):
        raise UsageError(f"no encoding is called {encoding}.\n  Nothing has been written.") from None
