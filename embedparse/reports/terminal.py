"""An article in the terminal: its embeds in colour, the evidence beside them.

On a wide terminal the evidence is in a column of its own, on a narrow one under its embed.
Where the output is no terminal there are no colours and no wrapping: `plain` marks with signs.
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.console import Console
from rich.containers import Lines
from rich.table import Table
from rich.text import Text

from embedparse.models import Embed, UsageError
from embedparse.reports.blocks import Block
from embedparse.reports.printed import Role
from embedparse.terminal_safe import one_line, visible

#: Columns of text that read well, and from which width on the evidence has room beside it.
_READABLE, _BESIDE, _EVIDENCE = 84, 100, 38
#: The width of tables where the output is no terminal.
_PIPED = 100

STYLES: dict[Role, str] = {
    "prose": "",
    "body": "cyan",
    "attribution": "dim",
    "author": "bold yellow",
    "handle": "bold magenta",
    "date": "bold green",
    "url": "underline blue",
    "tag": "blue",
    "link": "underline",
    "quote": "green",
}
_CONFIDENCE = {"certain": "green", "likely": "yellow", "possible": "red"}


class _Quiet(Console):
    """A console that leaves a closed pipe to the command, which ends quietly."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console() -> Console:
    """Standard output; colours and width are those of the terminal, none and 100 where it is no terminal."""
    stream = sys.stdout
    if stream is None:
        raise UsageError("standard output is closed.")
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")  # an encoding without the signs used here is no reason to stop
    made = _Quiet(file=stream, highlight=False, markup=False, emoji=False)
    return made if made.is_terminal else _Quiet(file=stream, highlight=False, width=_PIPED, no_color=True)


def summary(embeds: Sequence[Embed]) -> str:
    """What was found, in a few words: ``2 embeds, 1 link``."""
    counts = Counter(embed.kind for embed in embeds)
    found = [
        f"{counts[kind]} {kind}{'' if counts[kind] == 1 else 's'}"
        for kind in ("embed", "fragment", "link", "quote")
        if counts[kind]
    ]
    return ", ".join(found) or "no social posts found"


def facts(embed: Embed) -> Iterator[tuple[str, str]]:
    """What the evidence of an embed says, as pairs of a name and its text."""
    yield "", f"{embed.index + 1} {embed.platform or 'social media'} {embed.kind}"
    yield "confidence", embed.confidence
    yield "layout", embed.layout
    for name in ("speaker", "cue", "date_text", "quote_type", "author", "handle", "date", "posted_at", "url"):
        value = getattr(embed, name)
        if value:
            yield name.replace("_", " "), one_line(value)
    for name in ("links", "media"):
        values = getattr(embed, name)
        if values:
            yield name, one_line(" ".join(values))
    yield "evidence", ", ".join(embed.evidence)
    yield "spans", ", ".join(f"{start}-{end}" for start, end in embed.spans)


def show(title: str, blocks: Iterable[Block], console: Console) -> None:
    """Print ``blocks`` in colour, as wide as reads well on ``console``."""
    console.print(Text(one_line(title), style="bold"), _legend(), "", sep="\n")
    for block in blocks:
        if console.width >= _BESIDE:
            _print_beside(block, console)
        else:
            _print_under(block, console)


def _legend() -> Text:
    shown: tuple[Role, ...] = ("body", "author", "handle", "date", "url", "link", "quote")
    names = {"url": "link", "link": "link in the prose", "quote": "quote in the prose"}
    return Text("  ").join(Text(names.get(role, role), style=STYLES[role]) for role in shown)


def _print_beside(block: Block, console: Console) -> None:
    width = min(_READABLE, console.width - _EVIDENCE - 4)
    lines = _lines(block, console, width)
    notes = [Text("\n").join(_facts(embed)) for embed in _noted(block)]
    note = Text("\n\n").join(notes).wrap(console, _EVIDENCE) if notes else Lines()
    grid = Table.grid(padding=0)
    grid.add_column(width=width + 4)
    grid.add_column(width=_EVIDENCE)
    for left, right in zip_longest(lines, note):
        grid.add_row(_gutter(block).append_text(left or Text()), right or Text())
    console.print(grid)
    if block.embed is not None:
        console.print()


def _print_under(block: Block, console: Console) -> None:
    for line in _lines(block, console, min(_READABLE, console.width - 2)):
        console.print(_gutter(block).append_text(line), soft_wrap=True)
    for embed in _noted(block):
        note = (
            Text.assemble((" · ", "dim")).join(_facts(embed)).wrap(console, min(_READABLE, console.width - 4))
        )
        for number, line in enumerate(note):
            console.print(Text.assemble(("  " if number else "╰ ", "dim"), line), soft_wrap=True)
    if block.embed is not None:
        console.print()


def _gutter(block: Block) -> Text:
    if block.embed is None:
        return Text("  ")
    return Text.assemble(("┆ ", "dim") if block.embed.kind == "fragment" else ("┃ ", "bold cyan"))


def _lines(block: Block, console: Console, width: int) -> Lines:
    """The block in colour, wrapped; an ellipsis where the document breaks no line before it."""
    text = Text("… " if block.glued else "", style="dim" if block.glued else "")
    for run in block.runs:
        faint = block.embed is not None and block.embed.kind == "fragment"
        text.append(visible(run.text), style=f"{STYLES[run.role]} dim" if faint else STYLES[run.role])
    text.rstrip()
    lines = text.wrap(console, width) if text else Lines()
    if block.text.endswith("\n\n"):
        lines.append(Text())
    return lines


def _facts(embed: Embed) -> Iterator[Text]:
    for name, value in facts(embed):
        if not name:
            yield Text(value, style="bold")
        else:
            style = _CONFIDENCE[value] if name == "confidence" else ""
            yield Text.assemble((f"{name} ", "dim"), (value, style))


def plain(title: str, blocks: Iterable[Block]) -> Iterator[str]:
    """The same as lines without colour, each line of an embed behind a sign: ``|``, or ``:``."""
    yield one_line(title)
    yield ""
    for block in blocks:
        text = visible(block.text).rstrip("\n")
        if block.embed is None:
            yield from text.split("\n")
        else:
            sign = ":" if block.embed.kind == "fragment" else "|"
            yield from (f"{sign} {line}" for line in text.split("\n"))
        for embed in _noted(block):
            yield "  " + "; ".join(
                f"{name}: {value}" if name else f"[{value}]" for name, value in facts(embed)
            )


def _noted(block: Block) -> list[Embed]:
    """The embeds whose evidence belongs beside ``block``: its own, or those of its links."""
    if block.embed is not None:
        return [] if block.continued else [block.embed]
    return list({run.embed.index: run.embed for run in block.runs if run.embed is not None}.values())
