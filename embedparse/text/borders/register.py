"""Whose voice a line has: words that posts are full of, and words of an article's telling.

The words are those of the languages' tables, written by hand from what posts and news say, not counted
in any one collection: a word list fitted on labelled pages separated pages of known sites and misled on
new ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from embedparse.locales import in_all

_THRICE = 3


#: What a word is a sign of, as bits: its writer speaks of himself or to somebody, a post, a report.
_SELF, _POST, _REPORT = 1, 2, 4


@cache
def _signs() -> dict[str, int]:
    """The words of all languages with a register, and which.

    Those of posts are what one says to followers: thanks, news, calls to look or to come. Those of reports
    are an article's: who said it, in the third person and the past, and its connectives.
    """
    signs: dict[str, int] = {}
    for name, sign in (("self_words", _SELF), ("post_words", _POST), ("report_words", _REPORT)):
        for word in in_all("articles", name):
            signs[word] = signs.get(word, 0) | sign
    return signs


def register_features(words: Sequence[str], *, spoken: bool) -> list[str]:
    """The registers in ``words`` (lower case, without punctuation).

    ``spoken``: their language is one whose words are known; else only a writer's words of himself count.
    """
    signs = [*filter(None, map(_signs().get, words))]
    if not signs:
        return []
    out = ["self"] if any(sign & _SELF for sign in signs) else []
    if spoken:
        if any(sign & _POST for sign in signs):
            out.append("voice of posts")
        told = sum(sign & _REPORT > 0 for sign in signs)
        if told:
            out.append("voice of reports" if told < _THRICE else "voice of reports, thrice")
    return out
