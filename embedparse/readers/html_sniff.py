"""What a decoded document is: flattened text or HTML source."""

from __future__ import annotations

import re
from itertools import islice

from embedparse.models import DocumentKind
from embedparse.patterns import LazyPattern

#: `prefilter.hyperscan_filter` looks for the same openings in raw JSON.
_OPENING_TAG = LazyPattern(r"(?:[ \t\r\n]|  |\n\n|\n |\r\n|\n\t)?<[a-zA-Z!?/]")
#: A tag within a line, or an address in angle brackets, may open a Markdown text, which has signs of its own.
_INLINE_TAG = LazyPattern(
    r"\s{0,2}<(?:(?:span|a|b|i|em|strong|img|sup|sub|kbd|small|mark)[\s>]|https?:)", re.IGNORECASE
)
_MARKDOWN = LazyPattern(r"^(?:#{1,6} |```|[-*+] \S|> )|\]\(https?://", re.MULTILINE)
#: Tags that structure a page. `prefilter.hyperscan_filter` looks for the same ones in raw JSON.
_TAG = LazyPattern(r"</(?:p|div|blockquote|figure|iframe|script|section|article)>|<br\b", re.IGNORECASE)
#: A page's source that does not open with a tag has at least one such tag in so many characters; an
#: article that quotes code has fewer (a tutorial with 29 quoted tags: one in 416).
_SPARSE = 100
ENOUGH_TAGS = 3


def looks_like_html(text: str) -> bool:
    """Whether ``text`` is HTML source: it opens with a tag, or is dense with those that structure a page."""
    if _OPENING_TAG.match(text):
        return not (_INLINE_TAG.match(text) and _MARKDOWN.search(text))
    if "<" not in text:
        return False
    needed = max(ENOUGH_TAGS, len(text) // _SPARSE)
    return sum(1 for _ in islice(_TAG.finditer(text), needed)) == needed


def kind_of(text: str, choice: str) -> DocumentKind:
    """The kind that ``choice`` (auto, text, markdown or html) means for ``text``."""
    if choice == "markdown":
        return "markdown"
    if choice == "html" or (choice == "auto" and looks_like_html(text)):
        return "html"
    return "text"
