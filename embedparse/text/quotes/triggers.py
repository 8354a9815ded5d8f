"""Literal scan: whether a text names a platform or holds a verb or noun of posting, in any language."""

from __future__ import annotations

#: One of these stands in every text with a quotation that a cue could govern. Case as printed.
LITERALS = (
    "tweet", "Tweet", "witter", "acebook", "nstagram", "Truth Social", "TRUTH SOCIAL", "ikTok", "luesky",
    "lueSky", "astodon", "Threads", "Reddit", "inkedIn", "Telegram", "eibo", "napchat", "Parler", " Gab",
    "Kontakte", "ocial media", "ocial network", " X ", " X,", " X.", " X:", " X (", "skeet",
)  # fmt: skip


def positions(text: str) -> list[int]:
    """Offsets of the literals in ``text``, sorted."""
    found = []
    for literal in LITERALS:
        at = text.find(literal)
        while at >= 0:
            found.append(at)
            at = text.find(literal, at + len(literal))
    found.sort()
    return found


def may_hold(text: str) -> bool:
    """Whether any literal stands in ``text``."""
    return any(literal in text for literal in LITERALS)
