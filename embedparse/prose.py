"""The article without its embeds: spans out, paragraphs joined, offsets kept.

Prose is made by deletion alone, so ``prose`` and the removed spans rebuild the document.
"""

from __future__ import annotations

from collections.abc import Iterable

from embedparse.models import Document, Span
from embedparse.spans import bridge, merge

_BLANK = " \t\r\n\u00a0"


def widen(text: str, span: Span) -> Span:
    """Extend ``span`` over the white space that only served to separate the embed.

    The weaker of the two separators goes (a blank before a line break, one of two equal ones),
    the stronger stays: two paragraphs that the embed stood between remain two paragraphs.
    """
    start, end = span
    left, right = start, end
    while left > 0 and text[left - 1] in _BLANK:
        left -= 1
    while right < len(text) and text[right] in _BLANK:
        right += 1
    if left == 0 or right == len(text):
        return (left, right)  # nothing left to separate on one side
    before, after = text[left:start], text[end:right]
    if before.count("\n") > after.count("\n") or (not after and before):
        return (start, right)
    return (left, end)


def cut(text: str, removed: Iterable[Span]) -> str:
    """``text`` without ``removed`` (sorted, disjoint)."""
    parts, edge = [], 0
    for start, end in removed:
        parts.append(text[edge:start])
        edge = end
    parts.append(text[edge:])
    return "".join(parts)


def rebuild(prose: str, removed: Iterable[Span], pieces: Iterable[str]) -> str:
    """The document again, from its prose, the removed spans and what stood in them."""
    parts, taken, edge = [], 0, 0
    for (start, end), piece in zip(removed, pieces, strict=True):
        parts.append(prose[taken : taken + start - edge])
        parts.append(piece)
        taken += start - edge
        edge = end
    parts.append(prose[taken:])
    return "".join(parts)


def without_embeds(document: Document, spans: Iterable[Span]) -> tuple[str, list[Span]]:
    """What remains of ``document`` without ``spans``, and the spans removed for it."""
    if document.kind == "html":
        return of_html(document.text, spans)
    return of_text(document.text, spans)


def of_text(text: str, spans: Iterable[Span]) -> tuple[str, list[Span]]:
    """Prose of a text document and the spans removed for it, Markdown's marks around them included."""
    from embedparse.text.markdown.quotations import frame  # most documents come through whole

    framed = [frame(text, span) for span in bridge(text, spans)]
    removed = merge(widen(text, span) for span in bridge(text, framed))
    return cut(text, removed), removed


def of_html(source: str, spans: Iterable[Span]) -> tuple[str, list[Span]]:
    """The page without its embeds: byte for byte the source outside the spans."""
    removed = merge(spans)
    return cut(source, removed), removed
