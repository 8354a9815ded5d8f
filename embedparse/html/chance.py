"""Whether a page may hold an embed or a link to a post: asked before it is searched."""

from __future__ import annotations

from embedparse.html import candidates, signs
from embedparse.html.source import as_bytes


def may_hold(source: str) -> bool:
    """Whether a literal scan, without case, leaves any chance for an embed or a link to a post."""
    return candidates.may_hold(source) or signs.may_hold(as_bytes(source)[1])
