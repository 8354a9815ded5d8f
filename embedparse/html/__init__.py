"""The HTML rules: every form of embed in markup.

This package is light: a literal scan says whether a page may hold a post, and only then is what reads posts
loaded (`embedparse.html.finder`).
"""

from __future__ import annotations

from embedparse.html.chance import may_hold
from embedparse.models import Confidence, Match

__all__ = ["find", "may_hold"]


def find(source: str, least: Confidence = "possible") -> list[Match]:
    """The embeds of the page ``source`` and the links to posts in it, overlaps not yet settled.

    What has less than the confidence ``least`` may be left out.
    """
    from embedparse.html import finder

    return finder.find(source, least=least)
