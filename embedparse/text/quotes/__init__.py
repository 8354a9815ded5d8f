"""Posts quoted in the article's own sentences: `“…,” the mayor tweeted on Friday`. They stay in the prose.

This package is light: it looks for words that cues are made of, and loads the rest where there are any.
"""

from __future__ import annotations

from collections.abc import Callable

from embedparse.models import Match, Span
from embedparse.text.quotes import triggers

__all__ = ["find", "find_in_visible", "may_quote"]


def find(text: str, matches: list[Match]) -> list[Match]:
    """The quotes of ``text``, Markdown or not; ``matches`` are its other records. Spans have no marks."""
    positions = triggers.positions(text)
    if not positions:
        return []
    from embedparse.text.quotes import finder

    return finder.find(text, positions, matches)


def may_quote(source: str) -> bool:
    """Whether ``source``, of any kind, holds a word that a cue could be; quick."""
    return bool(triggers.positions(source))


def find_in_visible(text: str, to_source: Callable[[Span], list[Span]], matches: list[Match]) -> list[Match]:
    """The quotes of a page's visible ``text``; ``to_source`` maps a span of it to those of the page."""
    positions = triggers.positions(text)
    if not positions:
        return []
    from embedparse.text.quotes import finder

    return finder.find_around(text, positions, to_source, matches)
