"""Words of languages as data: one table for each language, read when it is first asked for.

``CODE.json`` holds what `scripts/build_locales.py` writes from CLDR (months, weekdays, parts of dates);
``words/CODE.json`` what is written by hand: the words around posts and articles, by what they are. The
words of widgets and of quotes are in ``widgets/`` and ``quotes/``, which their readers load. A language of
dates is added to the list in ``scripts/build_locales.py``; words are added by hand.
"""

from __future__ import annotations

import json
import os
from functools import cache
from typing import Any

_FOLDER = os.path.dirname(__file__)
_WORDS = os.path.join(_FOLDER, "words")


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that have words written by hand, sorted."""
    return tuple(sorted(name.removesuffix(".json") for name in os.listdir(_WORDS) if name.endswith(".json")))


@cache
def table(language: str) -> dict[str, Any]:
    """The hand-written words of ``language`` by what they are; empty for a language without a table."""
    path = os.path.join(_WORDS, f"{language}.json")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        return dict(json.load(file))


@cache
def by_language(kind: str) -> dict[str, Any]:
    """The words called ``kind`` of every language that has them, by its code."""
    return {code: table(code)[kind] for code in languages() if kind in table(code)}


@cache
def in_all(kind: str) -> frozenset[str]:
    """The words called ``kind`` of all languages, as one set."""
    return frozenset(word for words in by_language(kind).values() for word in words)
