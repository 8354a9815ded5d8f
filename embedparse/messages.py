"""Words that messages share: counted nouns, and what a mistyped name may have meant."""

from __future__ import annotations

from collections.abc import Iterable


def counted(count: int, noun: str) -> str:
    """``count`` with its noun in the singular or plural.

    >>> counted(1, "record"), counted(2000, "record")
    ('1 record', '2,000 records')
    """
    return f"{count:,} {noun if count == 1 else noun + 's'}"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question with the nearest of the ``known`` names, to follow a message; empty where none is near.

    >>> did_you_mean("twiter", ["tiktok", "twitter"]), did_you_mean("fax", ["twitter"])
    (' Did you mean twitter?', '')
    """
    found = nearest(name.lower(), known)
    return f" Did you mean {found}?" if found else ""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The nearest of the ``known`` names; None where none is near.

    >>> nearest("sumary", ["text", "summary"])
    'summary'
    """
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, known, n=1)), None)
