"""`embedparse review`: a page to go through doubtful records, whose corrections come back to `scan`."""

from __future__ import annotations

from typing import Any

import click

from embedparse.commands._options import ReadingChoices, page_option, reading_options
from embedparse.messages import counted
from embedparse.stderr import tell


@click.command(short_help="A page to go through doubtful records and correct them.")
@click.argument("records", nargs=-1, required=True, metavar="RECORDS...")
@page_option("Where to write the page.", required=True)
@click.option(
    "--articles",
    metavar="INPUT",
    multiple=True,
    help="What the records were read from; may be repeated. Not needed for files in their place.",
)
@click.option(
    "--below",
    type=click.FloatRange(0, 1),
    default=0.9,
    show_default=True,
    help="Show records whose borders are less sure than this; 1 shows all.",
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=500,
    show_default=True,
    help="How many the page holds: the least sure ones.",
)
@reading_options
def review(
    records: tuple[str, ...], html: str, articles: tuple[str, ...], below: float, most: int, **options: Any
) -> None:
    """Write a page to go through the doubtful ones of RECORDS, the least sure first.

    RECORDS are what `scan -o` or `scan --questions` wrote. The page works with keys: right, not a post,
    move a border by a click on the text, edit a field. It saves a file that `scan --corrections` applies.

    \b
    Examples:
        embedparse scan articles.jsonl -o records.jsonl
        embedparse review records.jsonl --articles articles.jsonl --html review.html
        embedparse scan articles.jsonl --corrections corrections.jsonl -o records.jsonl
    """
    from embedparse.reports import doubtful, pages, review_page

    unsure, items = doubtful.doubtful_records(records, below)
    found, without = doubtful.in_their_articles(unsure, articles, ReadingChoices(**options).reading())
    items = sorted([*items, *found], key=lambda item: item.probability)
    page = review_page.review_page(", ".join(records), items[:most], max(0, len(items) - most))
    pages.write(html, page, (*records, *articles))
    if without:
        tell(
            f"embedparse: {counted(without, 'record')} without an article: name what was read with"
            " --articles, and --field and --id-field as in the scan"
        )
    hint = "" if items or below == 1 else f": all are surer than {below:g}; --below 1 shows them too"
    tell(f"embedparse: wrote {html} with {min(most, len(items)):,} to look at{hint}")
    if without:
        raise SystemExit(1)
