"""Names with a handle and a date that may sign something else than a post: a letter, a talk, a picture.

`— NAME (@HANDLE) 4 May 2020` is printed below letters and beside pictures too. Nearly all articles that show
posts say so: the platform is named, or one of the posts has a link, a tag, a mention or an emoji (97 of 100
documents). Where nothing does, what reads in two ways like a signature is no more than possible.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from embedparse.locales import any_of
from embedparse.models import Match
from embedparse.patterns import LazyPattern
from embedparse.platforms import with_form
from embedparse.text.attributions.find import Attribution
from embedparse.text.title_like import is_introduced, reads_as_title, shows_sign
from embedparse.text.view import TextView

_PLATFORM = with_form("attribution")
#: So many reasons to doubt make a post possible.
_DOUBTS = 2
#: A line of prose has more code points; in scripts that part no words a third of them.
_PROSE = 30
_SENTENCE_ENDS = frozenset('.!?…。！？।؟:："”’»)')
#: The date as the platform prints it for pages that name no language: `May 4, 2020`.
_PRINTED_DATE = LazyPattern(r"[)）]\s{0,3}\[?[A-Z][a-z]{2,8} \d{1,2}, \d{4}")
#: So much of a line on either side is looked at, in code points.
_REACH = 400


def doubt_signatures(view: TextView, posts: Sequence[tuple[Attribution, Match]]) -> None:
    """Make those of ``posts`` of one document possible that may be signatures."""
    matches = [match for _, match in posts]
    if any(match.url or match.layout == "markdown" or shows_sign(match.body or "") for match in matches):
        return
    if not posts or _is_thread(matches):
        return
    rows = _rows(view, posts)
    doubtful = [
        match
        for attribution, match in posts
        if attribution.date and _reasons(view, attribution, match) + (attribution.start in rows) >= _DOUBTS
    ]
    if not doubtful or _names_platform(view.text):
        return
    for match in doubtful:
        match.confidence = "possible"
        match.evidence = [*match.evidence, "reads-as-a-signature"]


def _is_thread(matches: Sequence[Match]) -> bool:
    """Whether one account posts again and again, each post above its attribution."""
    one = len({match.handle for match in matches}) == 1 < len(matches)
    return one and all(match.layout == "below" for match in matches)


def _rows(view: TextView, posts: Sequence[tuple[Attribution, Match]]) -> set[int]:
    """Where attributions start that are rows of a list: two lines in a row, each whole, or each a signature
    below the first one's."""
    rows: set[int] = set()
    for (first, post), (second, other) in pairwise(posts):
        if view.text[first.close : second.start].count("\n") != 1:
            continue
        bare = other.body is None and view.begins_line(first.start) and view.begins_line(second.start)
        if bare or (post.layout == other.layout == "inline" and "\n" not in f"{post.body}{other.body}"):
            rows |= {first.start, second.start}
    return rows


def _platform_named() -> str:
    """The platform as articles name it, and what they call its posts."""
    full = "|".join(map(re.escape, _PLATFORM.also_called))
    return rf"(?i:{full}|{any_of('articles', 'platform_names')})|(?<=\w[ ]){_PLATFORM.short_name}\b"


_NAMED = LazyPattern(_platform_named)


def _names_platform(text: str) -> bool:
    return _NAMED.search(text) is not None


def _reasons(view: TextView, attribution: Attribution, match: Match) -> int:
    """How many reasons there are to take the attribution for a signature."""
    start = match.spans[0][0]
    if is_introduced(view, start):
        return 0
    return sum(
        (
            _PRINTED_DATE.search(view.text, attribution.start, attribution.end + 1) is None,
            not _is_between_prose(view, start, match.spans[-1][1]),
            match.body is None or reads_as_title(match.body),
        )
    )


def _is_between_prose(view: TextView, start: int, end: int) -> bool:
    """Whether a sentence of an article is before ``start`` and behind ``end``."""
    above = view.before(start, _REACH).rstrip(" \t\r\n>").rpartition("\n")[2]
    below = view.text[end : end + _REACH].lstrip(" \t\r\n>").partition("\n")[0]
    return _is_prose(above) and _is_prose(below)


def _is_prose(line: str) -> bool:
    line = line.rstrip()
    width = len(line) + (0 if line.isascii() else 2 * sum(sign > "\u2e80" for sign in line))
    return width > _PROSE and (line[-1] in _SENTENCE_ENDS or width >= _REACH // 2)
