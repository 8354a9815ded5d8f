"""Why the borders of each post are where they are, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from embedparse.models import Border, Document, Embed, Scan
from embedparse.terminal_safe import visible
from embedparse.text.borders.explain import ExplainedCandidate, explained

#: Characters of the text that are shown at a border, on each side.
_SHOWN = 36


def explanation(document: Document, found: Scan) -> Iterator[str]:
    """For each embed its candidates, the likeliest first, with probability, score and strongest features."""
    if not found.embeds:
        yield f"{document.id}: no embeds"
    for embed, border in zip(found.embeds, found.borders, strict=True):
        yield _title(document, embed)
        yield from _candidates(document.text, border)
        yield ""


def _title(document: Document, embed: Embed) -> str:
    name = embed.author or embed.handle or "?"
    sure = "" if embed.border_probability is None else f", borders right with {embed.border_probability:.3f}"
    return visible(
        f"{document.id} [{embed.index}] {embed.platform} {embed.kind}, {name}: {embed.layout}{sure}"
    )


def _candidates(text: str, border: Border | None) -> Iterator[str]:
    candidates = shown_candidates(text, border)
    if not candidates:
        yield "  its borders follow from its markup or its wording: nothing was weighed"
    for shown in candidates:
        mark, found = "*" if shown.found.taken else " ", shown.found
        place = f"…{shown.before}|{shown.after}…"
        yield visible(f"{mark} {found.side} {found.probability:6.3f}  score {found.score:6.2f}  {place}")
        for name, weight, meaning in found.features:
            yield f"      {weight:+6.2f}  {name:<40} {meaning}"


class ShownCandidate(NamedTuple):
    """A place where a post may begin or end, with the text on both sides of it on one line."""

    found: ExplainedCandidate
    before: str
    after: str


def shown_candidates(text: str, border: Border | None) -> list[ShownCandidate]:
    """The candidates of one post in ``text``, the likeliest first; empty where nothing was weighed."""
    return [
        ShownCandidate(
            candidate,
            " ".join(text[max(0, candidate.edge - _SHOWN) : candidate.edge].split("\n")),
            " ".join(text[candidate.edge : candidate.edge + _SHOWN].split("\n")),
        )
        for candidate in explained(border)
    ]
