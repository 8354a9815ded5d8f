"""Pages of articles, scanned and written to a file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from embedparse.messages import counted
from embedparse.models import Document, UsageError
from embedparse.options import Options
from embedparse.pipeline import scan_document
from embedparse.reports import article_page, document_blocks, pages
from embedparse.stderr import tell

MOST = 500
"""Articles of a page: a browser opens it in a moment."""


def write_all(
    path: str, sources: tuple[str, ...], documents: Iterator[Document], options: Options, *, explain: bool
) -> None:
    """Write one page of all ``documents``, the first of them where there are many."""
    shown = [
        article_page.shown_article(document, scan_document(document, options), number, explain=explain)
        for number, document in enumerate(islice(documents, MOST), 1)
    ]
    if not shown:
        raise UsageError(f"{', '.join(sources)}: there is no article to show.")
    more = next(documents, None) is not None
    pages.write(path, article_page.articles_page(shown, ", ".join(sources), more=more), sources)
    if path != "-":
        tell(f"embedparse: wrote {path}: {'the first ' if more else ''}{counted(len(shown), 'article')}")


def write_one(
    path: str, sources: tuple[str, ...], document: Document, options: Options, *, explain: bool
) -> None:
    """Write a page of one ``document``."""
    found = scan_document(document, options)
    shown = document_blocks.blocks(document, found.embeds)
    borders = found.borders if explain else ()
    pages.write(path, article_page.article_page(document, shown, found.embeds, borders), sources)
    if path != "-":
        tell(f"embedparse: wrote {path}")
