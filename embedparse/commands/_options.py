"""What `scan` and `clean` share: options of the input and of the run, and how a run is started."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from embedparse.models import CONFIDENCES
from embedparse.stderr import tell

if TYPE_CHECKING:
    from embedparse.batch.run import Plan
    from embedparse.batch.summary import Summary

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""

#: Does what a plan says; see `embedparse.batch.run.run`.
Engine = Callable[["Plan"], "Summary"]

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
    click.option("--kind", type=click.Choice(["auto", "text", "html"]), default="auto", show_default=True,
                 help="What the documents are; auto tells each by its content."),
    click.option("--encoding", metavar="NAME", default="utf-8", show_default=True,
                 help="Encoding of text and rows. HTML is decoded as browsers do."),
    click.option("--min-confidence", type=click.Choice(CONFIDENCES), default="likely", show_default=True,
                 help="Leave out embeds found with less evidence."),
    click.option("--platform", "platforms", metavar="NAME", multiple=True,
                 help="Only this platform; may be repeated.  [default: all]"),
)  # fmt: skip

run_options = _together(
    click.option("-j", "--jobs", type=click.IntRange(min=1), help="Worker processes.  [default: the cores]"),
    click.option("--timeout", type=Seconds(min=0.001), default=300, show_default=True,
                 metavar="SECONDS", help="Set a document aside that takes longer."),
    click.option("--max-size", type=Size(), default="200MB", show_default=True, metavar="SIZE",
                 help="Set a document aside that is larger."),
    click.option("--extract", is_flag=True, help="Of pages, write the main text (needs trafilatura)."),
    click.option("--failures", metavar="FILE",
                 help="Write the documents that failed, with reason and place, as JSON Lines."),
    click.option("--summary", metavar="FILE", help="Write the counts as JSON."),
    click.option("--rescan", is_flag=True,
                 help="INPUTS are files that --failures wrote: scan only what they name."),
    click.option("--resume", is_flag=True, help="Go on with a run that was broken off."),
    click.option("--restart", is_flag=True, help="Start a run over that was broken off."),
    click.option("--checkpoint", type=Seconds(min=0), default=5, show_default=True,
                 metavar="SECONDS", help="How often to save what --resume goes on from."),
    click.option("-q", "--quiet", is_flag=True, help="No progress and no summary."),
)  # fmt: skip


def path_in_row(name: str) -> tuple[str, ...]:
    r"""The keys that ``name`` means, outermost first.

    >>> path_in_row("article.body"), path_in_row(r"article\.body")
    (('article', 'body'), ('article.body',))
    """
    return tuple(key.replace(r"\.", ".") for key in re.split(r"(?<!\\)\.", name))


def local(plan: Plan) -> Summary:
    """The engine that is this machine."""
    from embedparse.batch.run import run

    return run(plan)


def start(
    inputs: tuple[str, ...],
    *,
    output: str | None,
    articles: str | None,
    field: str,
    id_field: str,
    kind: Any,
    encoding: str,
    min_confidence: Any,
    platforms: tuple[str, ...],
    jobs: int | None,
    timeout: float,
    max_size: int,
    failures: str | None,
    summary: str | None,
    rescan: bool,
    resume: bool,
    restart: bool,
    checkpoint: float,
    quiet: bool,
    extract: bool,
    engine: Engine = local,
) -> None:
    """Check the options, run, and end the process with the run's exit code."""
    from embedparse.batch.run import Plan
    from embedparse.jobs import Work
    from embedparse.pipeline import Options
    from embedparse.readers.blocks import Reading

    work = Work(
        options=Options(min_confidence, platforms or None),
        reading=Reading(
            field=path_in_row(field),
            id_field=path_in_row(id_field),
            kind=kind,
            encoding=codec(encoding),
            max_size=max_size,
            carry=articles is not None,
        ),
        timeout=timeout,
        records=output is not None,
        articles=articles is not None,
        extract=extract and articles is not None,
    )
    if extract:
        needs_extractor(articles)
    named = {"records": output, "articles": articles, "failures": failures}
    outputs = {name: path for name, path in named.items() if path is not None}
    plan = Plan(
        inputs,
        work,
        outputs=outputs,
        jobs=jobs or _cores(),
        summary=summary,
        rescan=rescan,
        resume=resume,
        restart=restart,
        checkpoint=checkpoint,
        quiet=quiet,
    )
    try:
        counts = engine(plan)
    except KeyboardInterrupt:
        tell(f"embedparse: interrupted. {_what_now(engine, outputs, rescan=rescan)}")
        sys.exit(INTERRUPTED)
    if not quiet:
        tell(counts.to_text())
    sys.exit(1 if counts.failures else 0)


def _what_now(engine: Engine, outputs: dict[str, str], *, rescan: bool) -> str:
    from embedparse.writers.part import is_stream

    if engine is local and any(map(is_stream, outputs.values())):
        return "What was written is not the whole."
    if engine is not local or rescan:
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
