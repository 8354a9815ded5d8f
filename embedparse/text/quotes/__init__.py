"""Posts quoted in the article's own sentences: `“…,” the mayor tweeted on Friday`. They stay in the prose."""

from __future__ import annotations

import re
from collections.abc import Callable

from embedparse.models import Match, Span
from embedparse.text.quotes import triggers

__all__ = ["find", "find_in_visible", "may_quote"]

#: A line that holds anything.
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
#: So many line breaks in so many characters may be those of hard-wrapped text.
_WRAPPED_LINES, _WRAPPED_SIZE = 6, 110


def find(text: str, matches: list[Match]) -> list[Match]:
    """The quotes of ``text``, Markdown or not; ``matches`` are its other records. Spans have no marks."""
    positions = triggers.positions(text)
    if not positions:
        return []
    from embedparse.text.markdown.visible import is_plain, read

    if is_plain(text):
        return _found(text, positions, lambda span: [span], matches)
    visible = read(text)
    positions = triggers.positions(visible.text)
    return _found(visible.text, positions, lambda span: [visible.to_source(*span)], matches)


def may_quote(source: str) -> bool:
    """Whether ``source``, of any kind, holds a word that a cue could be; quick."""
    return bool(triggers.positions(source))


def find_in_visible(text: str, to_source: Callable[[Span], list[Span]], matches: list[Match]) -> list[Match]:
    """The quotes of a page's visible ``text``; ``to_source`` maps a span of it to those of the page."""
    return _found(text, triggers.positions(text), to_source, matches)


def _found(
    text: str, positions: list[int], to_source: Callable[[Span], list[Span]], matches: list[Match]
) -> list[Match]:
    """The quotes of ``text`` around ``positions`` of cues, with spans of the document it was made from."""
    if not positions:
        return []
    from embedparse.spans import merge
    from embedparse.text.quotes import assembly, cues, languages, twins

    language = languages.detect(text, positions[0])
    quotes, reaches = assembly.find(text, positions, cues.of_language(language), paragraphs(text))
    found, places = [], []
    for quote, reach in zip(quotes, reaches, strict=True):
        quote.spans = merge(part for span in quote.spans for part in to_source(span))
        place = to_source(reach)
        if quote.spans and place:
            found.append(quote)
            places.append((place[0][0], place[-1][1]))
    if found and matches:
        twins.join(found, places, matches)
    return found


def paragraphs(text: str) -> list[Span]:
    """Half-open offsets of the paragraphs of ``text``: lines, or blocks between blank lines if wrapped."""
    lines = _lines(text)
    if len(lines) < _WRAPPED_LINES or len(text) > len(lines) * _WRAPPED_SIZE:
        return lines
    from embedparse.text.hard_wraps import width_of

    if not width_of(text.split("\n")):
        return lines
    out: list[Span] = []
    for start, end in lines:
        if out and out[-1][1] + 1 == start:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _lines(text: str) -> list[Span]:
    return [found.span() for found in _LINE.finditer(text)]
