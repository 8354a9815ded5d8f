"""The HTML rules: every form of embed in markup, with exact offsets.

literal scan -> start tags that may carry a post -> the element's extent -> lxml on that fragment
(BeautifulSoup where it is unusual) -> fields -> spans over script and wrapper -> one match per post
"""

from __future__ import annotations

from embedparse.html.candidates import may_hold
from embedparse.models import Match

__all__ = ["find", "find_embeds", "may_hold"]


def find(source: str) -> list[Match]:
    """The embeds of the page ``source`` and the links to posts in it, overlaps not yet settled."""
    from embedparse.html import deduplicate, embeds, escaped, links, shortcodes
    from embedparse.html.source import Page

    page = Page(source)
    found = embeds.find(page)
    found += escaped.find(page)
    found += shortcodes.find(page)
    return page.in_code_points(deduplicate.one_per_post(found + links.find(page, found)))


def find_embeds(markup: str) -> list[Match]:
    """The embeds in ``markup`` that need not be a page: no links, no unrendered shortcodes."""
    from embedparse.html import deduplicate, embeds, escaped
    from embedparse.html.source import Page

    page = Page(markup)
    found = embeds.find(page)
    return page.in_code_points(deduplicate.one_per_post(found + escaped.find(page)))
