"""What the commands share: options of the input, a run and a page, and what the user chose of the input."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from embedparse.inputs import KindChoice, ReadOptions
from embedparse.models import CONFIDENCES, Confidence, UsageError
from embedparse.options import Options
from embedparse.platforms import all_platforms

MIN_BORDER = 0.0
"""The default of --min-border; docs/clean-an-archive.md has the measured curve."""

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


reading_options = _together(
    click.option("--field", "fields", metavar="NAME", multiple=True, default=("text",), show_default=True,
                 help="Field of a row that holds the article; article.body reaches inside; may be repeated."),
    click.option("--id-field", metavar="NAME", default="id", show_default=True,
                 help="Field of a row that holds its id; without one, FILE:ROW is the id."),
    click.option("--kind", type=click.Choice(["auto", "text", "markdown", "html"]), default="auto",
                 show_default=True, help="What the documents are; auto tells each by its content."),
    click.option("--encoding", metavar="NAME", default="utf-8", show_default=True,
                 help="Encoding of text and rows. HTML is decoded as browsers do."),
)  # fmt: skip

finding_options = _together(
    click.option("--min-confidence", type=click.Choice(CONFIDENCES), default="likely", show_default=True,
                 help="Leave out embeds found with less evidence."),
    click.option("--platform", "platforms", type=PlatformName(), metavar="NAME", multiple=True,
                 help="Only this platform; may be repeated.  [default: all]"),
    click.option("--quotes", is_flag=True,
                 help="Also find posts quoted in the article's own sentences; they stay in it."),
    click.option("--indirect", is_flag=True,
                 help="With --quotes --min-confidence possible, what is retold too (tweeted that …)."),
)  # fmt: skip

input_options = _together(reading_options, finding_options)

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


def page_option(text: str, *, required: bool = False) -> Callable[[Command], Command]:
    """The option ``--html`` of a command that writes a page; ``text`` is its help."""
    return click.option("--html", metavar="FILE", required=required, help=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingChoices:
    """What the user chose with `reading_options`: one attribute for each option, by its name."""

    fields: tuple[str, ...]
    id_field: str
    kind: KindChoice
    encoding: str

    def reading(self) -> ReadOptions:
        """How to read the input. Raises UsageError for an unknown encoding, or fields not to be combined."""
        field, *others = dict.fromkeys(map(path_in_row, self.fields))
        if others:
            refuse_lists(self.fields)
        return ReadOptions(
            field=field,
            other_fields=tuple(others),
            id_field=path_in_row(self.id_field),
            kind=self.kind,
            encoding=codec(self.encoding),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InputChoices(ReadingChoices):
    """What the user chose with `input_options`."""

    min_confidence: Confidence
    platforms: tuple[str, ...]
    quotes: bool = False
    indirect: bool = False

    def scan_options(self) -> Options:
        """What to look for in a document. Raises UsageError for a platform that there is none of."""
        return Options(
            self.min_confidence, self.platforms or None, quotes=self.quotes, indirect=self.indirect
        )


def path_in_row(name: str) -> tuple[str, ...]:
    r"""The keys that ``name`` means, outermost first.

    >>> path_in_row("article.body"), path_in_row(r"article\.body")
    (('article', 'body'), ('article.body',))
    """
    return tuple(key.replace(r"\.", ".") for key in re.split(r"(?<!\\)\.", name))


def refuse_lists(fields: tuple[str, ...]) -> None:
    """Refuse one of several ``fields`` that stands for a document for each element. Raises UsageError."""
    for name in fields:
        if "[]" in name:
            raise UsageError(
                f"--field {name} is one document for each element: it is the only --field of a run.\n"
                "  Nothing has been written."
            )


def codec(encoding: str) -> str:
    """The name that Python has for ``encoding``. Raises UsageError where it knows none for text.

    In UTF-16 and UTF-32 a byte order mark decides; without one the order is that of nearly all machines.
    """
    try:
        name = codecs.lookup(encoding).name
        b"\0\0\0\0".decode(name, "surrogateescape")  # base64 makes no text, punycode no text of files
        return f"{name}-le" if name in ("utf-16", "utf-32") else name
    except (LookupError, ValueError):
        raise UsageError(f"no encoding is called {encoding}.\n  Nothing has been written.") from None
