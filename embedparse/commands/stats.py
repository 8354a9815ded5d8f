"""`embedparse stats`: what a set of records holds, counted."""

from __future__ import annotations

import click

from embedparse.commands._options import page_option
from embedparse.stderr import tell


@click.command(short_help="Count records, as tables or as a page.")
@click.argument("records", nargs=-1, metavar="[RECORDS]...")
@page_option("Write a page with plots and a searchable table of the posts.")
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
    from embedparse.reports import counted_files

    counts = counted_files.Counts(quotes=quotes)
    listed, failures, failed = counted_files.count_files(records or ("-",), counts, posts if html else 0)
    if html:
        from embedparse.reports import pages, stats_page

        title = ", ".join(records) or "Records"
        pages.write(html, stats_page.stats_page(title, counts, listed, top), records or ("-",))
        tell(f"embedparse: wrote {html}")
    else:
        from embedparse.reports import tables, terminal

        tables.print_tables(counts, terminal.console(), top)
    for failure in failures:
        tell(f"embedparse: {failure}")
    if failed > len(failures):
        tell(f"embedparse: and {failed - len(failures):,} more like these")
    if failed:
        ctx.exit(1)
