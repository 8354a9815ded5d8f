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


@cache
def self_words() -> frozenset[str]:
    """Words with which a writer speaks of himself, or to somebody."""
    return in_all("articles", "self_words")


@cache
def _post_words() -> frozenset[str]:
    """What one says to followers: thanks, news, calls to look or to come."""
    return in_all("articles", "post_words")


@cache
def _report_words() -> frozenset[str]:
    """The register of an article: who said it, in the third person and the past, and its connectives."""
    return in_all("articles", "report_words")


def register_features(words: Sequence[str]) -> list[str]:
    """The registers in ``words`` (lower case, without punctuation)."""
    out = []
    if not _post_words().isdisjoint(words):
        out.append("voice of posts")
    told = sum(map(_report_words().__contains__, words))
    if told:
        out.append("voice of reports" if told < _THRICE else "voice of reports, thrice")
    return out
