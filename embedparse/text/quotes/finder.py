"""The quoted posts of a text that holds words of a cue."""

from __future__ import annotations

import re
from collections.abc import Callable

from embedparse.models import Match, Span
from embedparse.spans import merge
from embedparse.text.hard_wraps import width_of
from embedparse.text.markdown.visible import is_plain, read_visible
from embedparse.text.quotes import assembly, cues, languages, triggers, twins

#: A line that holds anything.
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
#: So many line breaks in so many characters may be those of hard-wrapped text.
_WRAPPED_LINES, _WRAPPED_SIZE = 6, 110


def find(text: str, positions: list[int], matches: list[Match], *, indirect: bool) -> list[Match]:
    """The quotes of ``text``, Markdown or not, around ``positions`` of cues; the rest as of `quotes.find`."""
    if is_plain(text):
        return find_around(text, positions, lambda span: [span], matches, indirect=indirect)
    visible = read_visible(text)
    positions = triggers.positions(visible.text)
    if not positions:  # the words are an address's or a mark's
        return []
    source = visible.to_source
    return find_around(visible.text, positions, lambda span: [source(*span)], matches, indirect=indirect)


def find_around(
    text: str,
    positions: list[int],
    to_source: Callable[[Span], list[Span]],
    matches: list[Match],
    *,
    indirect: bool,
) -> list[Match]:
    """The quotes of ``text`` around ``positions`` of cues, with spans of the document it was made from."""
    language = languages.detect(text, positions[0])
    words = cues.of_language(language)
    quotes, reaches = assembly.find(text, positions, words, paragraphs(text), indirect=indirect)
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
