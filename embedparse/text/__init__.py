"""The text path: embeds in flattened text, where nothing marks their borders.

This package is light: it looks for anchors, and loads what reads posts when a text has any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from embedparse.fields import traces
from embedparse.models import Confidence, Match
from embedparse.moved import move
from embedparse.text import anchors, tokens_apart
from embedparse.text.anchors import ANCHORS

if TYPE_CHECKING:
    from embedparse.text.borders.decisions import Adviser

__all__ = ["ANCHORS", "anchors_for", "find", "find_links", "may_hold_links"]


def anchors_for(least: Confidence) -> tuple[str, ...]:
    """The literals one of which a text must hold for a record of confidence ``least``."""
    if least != "possible":
        return ANCHORS
    from embedparse.text import notices

    return (*ANCHORS, *notices.literals())


def find(text: str, advise: Adviser | None = None, least: Confidence = "possible") -> list[Match]:
    """The embeds of ``text``, overlaps not yet settled.

    ``advise`` may overrule the model where it decides where the bodies of posts begin and end. What has less
    than the confidence ``least`` may be left out.
    """
    found = anchors.read_anchors(text)
    if found is None and least != "possible":
        return []
    from embedparse.text import finder  # loaded at the first text with an anchor

    if found is None or not anchors.holds_tokens(found):
        return finder.find(text, found, advise, least)
    joined, offsets = tokens_apart.put_together(text)
    advise = advise.through(offsets) if advise else None
    matches = finder.find(joined, anchors.read_anchors(joined), advise, least)
    return [move(match, offsets) for match in matches]


def find_links(text: str) -> list[Match]:
    """The addresses of posts in ``text``, which holds nothing else of posts; overlaps not yet settled."""
    from embedparse.text import link_texts

    return link_texts.find(text)


def may_hold_links(text: str) -> bool:
    """Whether ``text`` may hold the address of a post."""
    return traces.IN_TEXTS.search(text) is not None or traces.ENCODED_SLASHES in text
