"""The counts of a set of records as tables in the terminal."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from embedparse.messages import counted
from embedparse.reports.counts import Counts
from embedparse.reports.second_look import SURE, SecondLook, border_probability
from embedparse.terminal_safe import one_line

_BAR = 16
#: Records for a second look that a terminal shows, and the characters of their bodies.
_LOOKS, _BODY = 5, 60


def print_tables(counts: Counts, console: Console, top: int) -> None:
    """A table for each facet with its ``top`` most frequent values; months in their order."""
    console.print(headline(counts), highlight=False)
    for facet, title in counts.facets.items():
        if len(counts.tallies[facet]):
            console.print()
            console.print(_table(counts, facet, title, top))
    if counts.second_look.doubtful:
        console.print()
        console.print(_second_look(counts.second_look, min(top, _LOOKS)))


def _second_look(look: SecondLook, top: int) -> RenderableType:
    """The records whose borders are least sure, with the beginning of their bodies."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("For a second look", overflow="fold", min_width=14)
    table.add_column("Sure", justify="right")
    table.add_column("", no_wrap=True, overflow="ellipsis")
    for record in look.records()[:top]:
        sure = f"{border_probability(record) or 0:.0%}"
        body = Text(one_line(str(record.get("body") or ""))[:_BODY], style="dim")
        table.add_row(Text(one_line(str(record.get("doc") or ""))), sure, body)
    hint = f"{look.doubtful:,} below {SURE:.0%}; `embedparse review` makes a page of them"
    return Group(table, Text(hint, style="dim"))


def headline(counts: Counts) -> str:
    """The totals in one line."""
    if counts.quotes:
        share = counts.also_embedded / counts.records if counts.records else 0.0
        text = f"{counted(counts.records, 'quote')} in {counted(counts.documents, 'document')}"
        return f"{text}; {share:.0%} of them also stand there as an embed or a link"
    text = f"{counted(counts.records, 'record')} in {counted(counts.documents, 'document')}"
    return text + (f"; {counts.undated:,} without a date" if counts.undated else "")


def rows_of(counts: Counts, facet: str, top: int) -> list[tuple[str, int]]:
    """The values of ``facet`` to show: the most frequent first, but months in their order, all of them."""
    tally = counts.tallies[facet]
    if facet == "month":
        return sorted(tally.top())
    rows = tally.top(top)
    platforms = counts.tallies["platform"].top(2)
    if facet == "handle" and len(platforms) == 1:  # one platform: saying it in every row is noise
        return [(value.removesuffix(f" ({platforms[0][0]})"), n) for value, n in rows]
    return rows


def _table(counts: Counts, facet: str, title: str, top: int) -> RenderableType:
    rows = rows_of(counts, facet, top)
    most = max(n for _, n in rows)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column(title, overflow="fold", min_width=14)
    table.add_column("Records" if facet != "host" else "Links", justify="right")
    table.add_column("Share", justify="right")
    table.add_column("", no_wrap=True)
    for value, n in rows:
        share = f"{n / counts.tallies[facet].total:.1%}"
        table.add_row(
            Text(one_line(value)), f"{n:,}", share, Text("█" * round(_BAR * n / most), style="cyan")
        )
    more = len(counts.tallies[facet]) - len(rows)
    if more <= 0:
        return table
    return Group(table, Text(f"and {more:,} more; --top shows more of them", style="dim"))
