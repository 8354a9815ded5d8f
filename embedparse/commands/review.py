"""`embedparse review`: a page to go through doubtful records, whose corrections come back to `scan`."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import click

from embedparse.commands._options import InputChoices, input_options
from embedparse.stderr import tell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from embedparse.inputs import ReadOptions
    from embedparse.reports.review_items import Record, ReviewItem


@click.command()
@click.argument("records", nargs=-1, required=True, metavar="RECORDS...")
@click.option("--html", metavar="FILE", required=True, help="Where to write the page.")
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
@input_options
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
    from embedparse.reports.pages import write
    from embedparse.reports.review_page import review_page

    doubtful, items = _doubtful(records, below)
    found, without = _in_their_articles(doubtful, articles, InputChoices(**options).reading())
    items = sorted([*items, *found], key=lambda item: item.probability)
    page = review_page(", ".join(records), items[:most], max(0, len(items) - most))
    write(html, page, (*records, *articles))
    if without:
        tell(
            f"embedparse: the articles of {without:,} records were not found: name what they were read from"
            " with --articles, and --field and --id-field as in the scan"
        )
    tell(f"embedparse: wrote {html} with {min(most, len(items)):,} to look at")
    if without:
        raise SystemExit(1)


def _doubtful(names: Iterable[str], below: float) -> tuple[list[Record], list[ReviewItem]]:
    """The records of ``names`` whose borders are less sure than ``below``, and the questions, as items."""
    from embedparse.reports.review_items import is_question, item_of_question, probability_of
    from embedparse.reports.saved import rows

    doubtful: list[Record] = []
    items: list[ReviewItem] = []
    for name in names:
        for row in rows(name):
            if is_question(row):
                items.append(item_of_question(row))
            elif row.get("kind") != "link" and (below >= 1 or probability_of(row) < below):
                doubtful.append(row)
    return doubtful, items


def _in_their_articles(
    records: list[Record], articles: tuple[str, ...], reading: ReadOptions
) -> tuple[list[ReviewItem], int]:
    """The items of ``records`` with the text around them, and how many have no article that fits."""
    from embedparse.reports.chosen import documents_with_ids
    from embedparse.reports.review_items import items_of_document

    by_document: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_document[str(record.get("doc") or "")].append(record)
    items: list[ReviewItem] = []
    for document in documents_with_ids(articles or _files(by_document), by_document.keys(), reading):
        items += items_of_document(document, by_document.pop(document.id, ()))
    return items, len(records) - len(items)


def _files(names: Iterable[str]) -> list[str]:
    """Those of ``names`` that are files: documents whose id is their path."""
    import os

    return [name for name in names if name and os.path.isfile(name)]
