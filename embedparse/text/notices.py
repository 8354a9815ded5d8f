"""Lines that a site or a widget prints in place of a post: `This Tweet was deleted by the Tweet author.`

They are no posts, and found only where the least confidence is wanted.
"""

from __future__ import annotations

from functools import cache

from embedparse.models import Match
from embedparse.text.widgets.words import PLACE, notice_line, words

#: A line with more characters is none.
_LONGEST = 400
#: So many first characters of a line, white space aside, show whether it may be one.
_HEAD = 4


@cache
def literals() -> tuple[str, ...]:
    """The longest part of each notice without a place to fill: a text without any of them has no notice."""
    return tuple(dict.fromkeys(max(PLACE.split(notice), key=len) for notice in words("notices")))


@cache
def _heads() -> frozenset[str]:
    return frozenset(notice[:_HEAD] for notice in words("notices"))


def find(text: str) -> list[Match]:
    """The notices in ``text``, those on lines below one another as one, each a possible fragment."""
    found: list[Match] = []
    at, edge = 0, -1
    for row in text.split("\n"):
        bare = row.strip()
        if len(row) <= _LONGEST and bare[:_HEAD] in _heads() and notice_line().fullmatch(row):
            start = at + len(row) - len(row.lstrip())
            if edge >= 0 and not text[edge:start].strip() and text.count("\n", edge, start) == 1:
                found[-1].spans = [(found[-1].spans[0][0], start + len(bare))]
            else:
                found.append(_notice(start, start + len(bare)))
            edge = start + len(bare)
        at += len(row) + 1
    return found


def _notice(start: int, end: int) -> Match:
    return Match(
        platform="twitter",
        kind="fragment",
        spans=[(start, end)],
        layout="notice",
        confidence="possible",
        evidence=["notice-in-place-of-a-post"],
        body=None,
        links=[],
        media=[],
    )
