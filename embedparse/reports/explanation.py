"""Why the borders of each post are where they are, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from embedparse.models import Border, Document, Embed, Scan
from embedparse.terminal_safe import visible

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
    from embedparse.text.borders.explain import explained

    candidates = explained(border)
    if not candidates:
        yield "  its borders follow from its markup or its wording: nothing was weighed"
    for candidate in candidates:
        mark = "*" if candidate.taken else " "
        before = text[max(0, candidate.edge - _SHOWN) : candidate.edge]
        after = text[candidate.edge : candidate.edge + _SHOWN]
        place = " ".join(f"{before}|{after}".split("\n"))
        yield visible(
            f"{mark} {candidate.side} {candidate.probability:6.3f}  score {candidate.score:6.2f}  …{place}…"
        )
        for name, weight, meaning in candidate.features:
            yield f"      {weight:+6.2f}  {name:<34} {meaning}"
