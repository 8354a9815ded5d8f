"""Lines that a site or a widget prints in place of a post: `This Tweet was deleted by the Tweet author.`

They are no posts, and found only where the least confidence is wanted.
"""

from __future__ import annotations

from functools import cache

from embedparse.models import Match
from embedparse.platforms import with_form
from embedparse.text.widgets.words import STOPS, alone, candidate_lines, fixed_words, is_notice, words

#: A line with more characters is none.
_LONGEST = 400


@cache
def literals() -> tuple[str, ...]:
    """The longest part of each notice without a place to fill: a text without any of them has no notice."""
    notices = (*(notice.rstrip(STOPS) for notice in words("notices")), *alone())
    sets = (pieces for notice in notices for pieces in fixed_words(notice))
    return tuple(dict.fromkeys(max(pieces, key=len).strip() for pieces in sets))


def find(text: str) -> list[Match]:
    """The notices in ``text``, those on lines below one another as one, each a possible fragment."""
    found: list[Match] = []
    edge = -1
    for at, line in candidate_lines(text.split("\n"), _LONGEST, notices=True):
        if not is_notice(line):
            continue
        start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        if (
            edge >= 0
            and start - edge < _LONGEST
            and text[edge:start].count("\n") == 1
            and not text[edge:start].strip()
        ):
            found[-1].spans = [(found[-1].spans[0][0], end)]
        else:
            found.append(_notice(start, end))
        edge = end
    return found


def _notice(start: int, end: int) -> Match:
    return Match(
        platform=with_form("notice").name,
        kind="fragment",
        spans=[(start, end)],
        layout="notice",
        confidence="possible",
        evidence=["notice-in-place-of-a-post"],
        body=None,
        links=[],
        media=[],
    )
