"""Posts quoted in the article's own sentences: `“…,” the mayor tweeted on Friday`. They stay in the prose."""

from __future__ import annotations

from embedparse.models import Match, Span
from embedparse.text.quotes import triggers

__all__ = ["find"]


def find(text: str, matches: list[Match] | None = None) -> list[Match]:
    """The quotes of ``text`` outside of the embeds in ``matches``; spans are the quotations without marks."""
    positions = triggers.positions(text)
    if not positions:
        return []
    from embedparse.text.quotes import assembly, cues, languages, twins

    language = languages.detect(text, positions[0])
    found, reaches = assembly.find(text, positions, cues.of_language(language), paragraphs(text))
    if found and matches:
        twins.join(found, reaches, matches)
    return found


def paragraphs(text: str) -> list[Span]:
    """Half-open offsets of the lines of ``text`` that hold anything."""
    out = []
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end > start and not text[start:end].isspace():
            out.append((start, end))
        start = end + 1
    return out
