"""`embedparse stats`: what a set of records holds, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from embedparse.stderr import tell

if TYPE_CHECKING:
    from embedparse.reports.counts import Counts
    from embedparse.reports.saved import Record

_FAILURES_SHOWN = 5


@click.command()
@click.argument("records", nargs=-1, metavar="[RECORDS]...")
@click.option("--html", metavar="FILE", help="Write a page with plots and a searchable table of the posts.")
@click.option(
    "--posts",
    type=click.IntRange(min=0),
    default=5000,
    show_default=True,
    help="How many posts the page lists: the first ones.",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="How many values of each kind are shown; months are shown all.",
)
@click.option(
    "--quotes", is_flag=True, help="Count only posts quoted in the prose: by speaker, platform, verb."
)
@click.pass_context
def stats(
    ctx: click.Context, records: tuple[str, ...], html: str | None, posts: int, top: int, quotes: bool
) -> None:
    """Count the RECORDS that `scan -o` wrote: by platform, handle, month, outlet, link host, layout.

    RECORDS are JSON Lines (also .gz or .zst), CSV, Parquet or SQLite files, or - for standard
    input (the default). Memory does not grow with their number.

    \b
    Examples:
        embedparse stats records.jsonl
        embedparse scan articles/ | embedparse stats
        embedparse stats records.parquet --html report.html
    """
    from embedparse.reports.counts import Counts

    counts = Counts(quotes=quotes)
    listed, failures, failed = _count(records or ("-",), counts, posts if html else 0)
    if html:
        from embedparse.reports.pages import write
        from embedparse.reports.stats_page import stats_page

        title = ", ".join(records) or "Records"
        write(html, stats_page(title, counts, listed, top), records or ("-",))
        tell(f"embedparse: wrote {html}")
    else:
        from embedparse.reports.tables import print_tables
        from embedparse.reports.terminal import console

        print_tables(counts, console(), top)
    for failure in failures:
        tell(f"embedparse: {failure}")
    if failed > len(failures):
        tell(f"embedparse: and {failed - len(failures):,} more like these")
    ctx.exit(1 if failed else 0)


def _count(paths: tuple[str, ...], counts: Counts, posts: int) -> tuple[list[Record], list[str], int]:
    """Count every record of ``paths``.

    Gives the first ``posts`` of them, the first reasons why one could not be read, and how many could not.
    """
    from embedparse.models import DocumentError
    from embedparse.reports.saved import records

    listed: list[Record] = []
    failures: list[str] = []
    failed = 0
    for path in paths:
        for record in records(path):
            if isinstance(record, DocumentError):
                failed += 1
                if failed <= _FAILURES_SHOWN:
                    failures.append(str(record))
                continue
            counts.add(record)
            if len(listed) < posts:
                listed.append(record)
    return listed, failures, failed
