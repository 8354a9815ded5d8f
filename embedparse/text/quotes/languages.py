"""Which language a text is in, as far as there are tables: by its most frequent words and its script."""

from __future__ import annotations

import re
from functools import cache

from embedparse.text.quotes import cues

_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
#: Characters around a place of interest that are read.
_SAMPLE = 1500


@cache
def _index() -> dict[str, list[tuple[str, float]]]:
    """Words -> the languages that use them, rarer words weighing more."""
    found: dict[str, list[str]] = {}
    for language in cues.languages():
        for word in cues.table(language).get("words", []):
            found.setdefault(word, []).append(language)
    return {word: [(each, 1 / len(names)) for each in names] for word, names in found.items()}


def detect(text: str, at: int) -> str:
    """The language of ``text`` around the offset ``at``; English where no table's words are there."""
    sample = text[max(0, at - _SAMPLE) : at + _SAMPLE]
    if not sample.isascii():
        for language, script in _SCRIPTS:
            if len(script.findall(sample[_SAMPLE // 2 :])) > len(sample) // 20:
                return language
    counts: dict[str, float] = {}
    index = _index()
    for word in _WORD.findall(sample.casefold()):
        for language, weight in index.get(word, ()):
            counts[language] = counts.get(language, 0) + weight
    return max(counts, key=lambda language: counts[language]) if counts else "en"
