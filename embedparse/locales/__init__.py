"""Words of languages as data: one table for each language, read section by section when first asked for.

``CODE.toml`` holds all that is written by hand for a language; `embedparse.locales.kinds` says what it may
hold. ``scripts/build_locales.py`` checks the tables, adds what CLDR knows of dates, and writes
``compiled/SECTION.json``, which is what is read here: one file for a section of all languages.
"""

from __future__ import annotations

import json  # orjson takes ten times as long to import, more than it saves
import os
import re
from functools import cache
from typing import Any

_FOLDER = os.path.join(os.path.dirname(__file__), "compiled")


@cache
def section(name: str) -> dict[str, dict[str, Any]]:
    """The section ``name`` of all tables: kind, then language, then what the table has there."""
    with open(os.path.join(_FOLDER, f"{name}.json"), "rb") as file:
        kinds: dict[str, dict[str, Any]] = json.loads(file.read())
    return kinds


@cache
def languages(name: str) -> tuple[str, ...]:
    """The codes of the languages that have something in the section ``name``, sorted."""
    return tuple(sorted({code for found in section(name).values() for code in found}))


@cache
def of_language(name: str, language: str) -> dict[str, Any]:
    """What the table of ``language`` has in the section ``name``, by kind."""
    return {kind: found[language] for kind, found in section(name).items() if language in found}


def words(name: str, kind: str) -> dict[str, list[str]]:
    """The words (or patterns) called ``kind`` of each language that has any, by its code.

    Raises:
        KeyError: `embedparse.locales.kinds` names no such kind.
    """
    return section(name)[kind]


def texts(name: str, kind: str) -> dict[str, str]:
    """The text called ``kind`` of each language that has one. Raises KeyError, as `words` does."""
    return section(name)[kind]


def tables(name: str, kind: str) -> dict[str, list[dict[str, Any]]]:
    """The tables called ``kind`` of each language that has any. Raises KeyError, as `words` does."""
    return section(name)[kind]


@cache
def flagged(name: str, kind: str) -> frozenset[str]:
    """The languages of which ``kind`` is true. Raises KeyError, as `words` does."""
    return frozenset(section(name)[kind])


@cache
def in_all(name: str, kind: str) -> frozenset[str]:
    """The words called ``kind`` of all languages, as one set. Raises KeyError, as `words` does."""
    return frozenset(word for found in words(name, kind).values() for word in found)


@cache
def any_of(name: str, kind: str) -> str:
    """A pattern of any of the words called ``kind`` of all languages, the longest first. Raises KeyError."""
    ordered = sorted(in_all(name, kind), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})"
