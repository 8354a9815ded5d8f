"""Whether a page may hold an embed or a link to a post: asked before it is searched."""

from __future__ import annotations

from embedparse.html import (
    candidates,
    card_handles,
    notices,
    platform_words,
    text_anchors,
    text_chance,
    unescaped,
)
from embedparse.html.literals import holds_any
from embedparse.html.signs import PAYLOADS
from embedparse.html.source import as_bytes
from embedparse.models import Confidence


def may_hold(source: str, least: Confidence = "likely") -> bool:
    """Whether a literal scan, without case, leaves any chance for an embed or a link to a post.

    With ``least`` "possible", also for a notice in place of a post.
    """
    return may_hold_in_markup(source, least) or may_hold_in_words(source)


def may_hold_in_markup(source: str, least: Confidence = "likely") -> bool:
    """The same, but for embeds whose markup was stripped, which only the visible text shows."""
    if candidates.may_hold(source):
        return True
    low = as_bytes(source)[1]
    if holds_any(low, PAYLOADS) or platform_words.signs(low):
        return True
    return card_handles.may_hold(low) or notices.may_hold(source, least)


def may_hold_in_words(source: str) -> bool:
    """Whether the visible text of a page may hold an embed whose markup was stripped."""
    low = as_bytes(source)[1]
    # what is read as a page of its own shows more than the page around it
    return text_anchors.may_hold(low) and (text_chance.may_hold(source) or unescaped.may_hold(source))
