"""The doubtful ones of a set of records, in the articles that they are from."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from embedparse.inputs import ReadOptions
from embedparse.models import Document
from embedparse.reports.chosen import documents_with_ids
from embedparse.reports.review_items import (
    Record,
    ReviewItem,
    is_question,
    item_of_question,
    items_of_document,
    probability_of,
)
from embedparse.reports.saved import rows
from embedparse.writers.schema import FIELD


def doubtful_records(names: Iterable[str], below: float) -> tuple[list[Record], list[ReviewItem]]:
    """The records of ``names`` whose borders are less sure than ``below``, and the questions, as items."""
    doubtful: list[Record] = []
    items: list[ReviewItem] = []
    for name in names:
        for row in rows(name):
            if is_question(row):
                items.append(item_of_question(row))
            elif row.get("kind") != "link" and (below >= 1 or probability_of(row) < below):
                doubtful.append(row)
    return doubtful, items


def in_their_articles(
    records: list[Record], articles: tuple[str, ...], reading: ReadOptions
) -> tuple[list[ReviewItem], int]:
    """The items of ``records`` with the text around them, and how many have no article that fits."""
    by_document: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_document[str(record.get("doc") or "")].append(record)
    items: list[ReviewItem] = []
    for field, document in _found_articles(by_document.keys(), articles, reading):
        left = by_document[document.id]
        by_document[document.id] = [each for each in left if each.get(FIELD) not in (None, field)]
        items += items_of_document(document, [each for each in left if each.get(FIELD) in (None, field)])
    return items, len(records) - len(items)


def _found_articles(
    wanted: Collection[str], articles: tuple[str, ...], reading: ReadOptions
) -> Iterator[tuple[str, Document]]:
    """The texts of the documents ``wanted``, from ``articles`` and from the files that ids are paths of."""
    found: set[str] = set()
    for field, document in documents_with_ids(articles, wanted, reading):
        found.add(document.id)
        yield field, document
    left = [name for name in wanted if name not in found]
    yield from documents_with_ids(_files(left), left, reading)


def _files(names: Iterable[str]) -> list[str]:
    """Those of ``names`` that are files: documents whose id is their path."""
    return [name for name in names if name and os.path.isfile(name)]
