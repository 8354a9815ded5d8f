"""The blocks of a document of any kind, for the terminal and for the page."""

from __future__ import annotations

from collections.abc import Iterable

from embedparse.models import Document, Embed
from embedparse.reports import text_blocks
from embedparse.reports.blocks import Block


def blocks(document: Document, embeds: Iterable[Embed]) -> list[Block]:
    """The blocks of ``document``; ``embeds`` are its records."""
    if document.kind == "html":
        from embedparse.reports.page_blocks import of_html  # loads BeautifulSoup

        return of_html(document.text, list(embeds))
    return list(text_blocks.of_text(document.text, list(embeds)))
