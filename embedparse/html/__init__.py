"""The HTML path: every form of embed in a page's source, with exact offsets.

literal scan -> start tags that may carry a post -> the element's extent -> lxml on that fragment
(BeautifulSoup where it is unusual) -> fields -> spans over script and wrapper -> one match per post
"""

from __future__ import annotations

from embedparse.html.candidates import may_hold
from embedparse.models import Match

__all__ = ["find", "may_hold"]


def find(source: str) -> list[Match]:
    """The embeds of ``source`` and the links to posts in it, overlaps not yet settled."""
    from embedparse.html import deduplicate, embeds, escaped, links, shortcodes
    from embedparse.html.source import Page

    page = Page(source)
    found = embeds.find(page)
    found += escaped.find(page)
    found += shortcodes.find(page)
    matches = deduplicate.one_per_post(found + links.find(page, found))
    for match, spans in zip(matches, page.spans([m.spans for m in matches]), strict=True):
        match.spans = spans
    return matches
