"""Posts quoted in the article's own sentences: `“…,” the mayor tweeted on Friday`. They stay in the prose.

This package is light: it looks for words that cues are made of, and loads the rest where there are any.
"""

from __future__ import annotations

from collections.abc import Callable

from embedparse.models import Match, Span
from embedparse.text.quotes import triggers

__all__ = ["find", "may_quote"]


def find(
    text: str,
    matches: list[Match],
    to_source: Callable[[Span], list[Span]] | None = None,
    *,
    indirect: bool = False,
) -> list[Match]:
    """The quotes of ``text``; ``matches`` are the other records of its document. Spans have no marks.

    ``text`` is a text, Markdown or not, or the visible text of a page: then ``to_source`` maps a span of it
    to those of the page. ``indirect`` adds what is retold: `tweeted that …`.
    """
    positions = triggers.positions(text)
    if not positions:
        return []
    from embedparse.text.quotes import finder

    if to_source is not None:
        return finder.find_around(text, positions, to_source, matches, indirect=indirect)
    return finder.find(text, positions, matches, indirect=indirect)


def may_quote(source: str) -> bool:
    """Whether ``source``, of any kind, holds a word that a cue could be; quick."""
    return bool(triggers.positions(source))
