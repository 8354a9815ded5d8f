"""What was found in a text that was made from a document, with the document's own offsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from embedparse.models import Alternative, Border, Match, Span
from embedparse.spans import merge


class Offsets(Protocol):
    """Leads from a derived text back to its document."""

    def to_source(self, span: Span) -> list[Span]:
        """The spans of the document that ``span`` of the derived text was made from."""


@dataclass(frozen=True, slots=True)
class MovedBorder:
    """The border of a post that was read in a derived text; ``offsets`` lead back to the document."""

    border: Border
    offsets: Offsets

    @property
    def attribution(self) -> Span:
        spans = self.offsets.to_source(self.border.attribution)
        return spans[0][0], spans[-1][1]

    def sure_spans(self, least: float) -> list[Span]:
        return moved_spans(self.border.sure_spans(least), self.offsets)

    def alternatives(self, most: int = 3) -> list[Alternative]:
        return [
            Alternative(tuple(moved_spans(list(spans), self.offsets)), probability)
            for spans, probability in self.border.alternatives(most)
        ]


def moved_spans(spans: list[Span], offsets: Offsets) -> list[Span]:
    """``spans`` of the derived text as spans of the document, sorted and disjoint."""
    return merge(part for span in spans for part in offsets.to_source(span))


def move(match: Match, offsets: Offsets) -> Match:
    """``match`` of the derived text, changed to have the document's offsets."""
    match.spans = moved_spans(match.spans, offsets)
    if match.border is not None:
        match.border = MovedBorder(match.border, offsets)
    return match
