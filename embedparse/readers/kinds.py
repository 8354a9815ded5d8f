"""What a decoded document is: flattened text or HTML source."""

from __future__ import annotations

import re
from itertools import islice

from embedparse.models import DocumentKind

_OPENING_TAG = re.compile(r"\s*<[a-zA-Z!?/]")
#: Tags that structure a page. `batch.prefilter` looks for the same ones in raw JSON.
_TAG = re.compile(r"</(?:p|div|blockquote|figure|iframe|script|section|article)>|<br\b", re.IGNORECASE)
_ENOUGH_TAGS = 3  # a text may quote a tag or two


def looks_like_html(text: str) -> bool:
    """Whether ``text`` is HTML source: it opens with a tag, or holds three that structure a page."""
    if _OPENING_TAG.match(text):
        return True
    return "<" in text and sum(1 for _ in islice(_TAG.finditer(text), _ENOUGH_TAGS)) == _ENOUGH_TAGS


def kind_of(text: str, choice: str) -> DocumentKind:
    """The kind that ``choice`` (auto, text or html) means for ``text``."""
    if choice == "html" or (choice == "auto" and looks_like_html(text)):
        return "html"
    return "text"
