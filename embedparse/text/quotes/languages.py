"""Which language a text is in, as far as there are tables: by its script, frequent words and letters."""

from __future__ import annotations

import re
from functools import cache

from embedparse.text.quotes import cues

_WORD = re.compile(r"[^\W\d_]+")
#: Scripts of one language; the first whose letters make up a twentieth of the text.
_SCRIPTS = (
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("am", re.compile(r"[\u1200-\u137f]")),
    ("he", re.compile(r"[\u05d0-\u05ea]")),
)
#: Characters around a place of interest that are read.
_SAMPLE = 600
#: English where two languages are as likely.
_TIE = 0.1
#: What a letter that few languages have counts against a word, and the most that such letters count.
_LETTER, _LETTERS = 0.5, 8.0


@cache
def _index(key: str) -> dict[str, list[tuple[str, float]]]:
    """Words (or letters) of the tables' ``key`` -> the languages that use them, rarer ones weighing more."""
    found: dict[str, list[str]] = {}
    for language in cues.languages():
        for word in cues.table(language).get(key, []):
            found.setdefault(word, []).append(language)
    return {word: [(each, 1 / len(names)) for each in names] for word, names in found.items()}


def detect(text: str, at: int) -> str:
    """The language of ``text`` around the offset ``at``; English where no table's words are there."""
    sample = text[max(0, at - _SAMPLE) : at + _SAMPLE]
    if not sample.isascii():
        for language, script in _SCRIPTS:
            if len(script.findall(sample)) > len(sample) // 20:
                return language
    sample = sample.casefold()
    counts: dict[str, float] = {"en": _TIE}
    index = _index("words")
    for word in index.keys() & set(_WORD.findall(sample)):
        for language, weight in index[word]:
            counts[language] = counts.get(language, 0) + weight
    letters = _index("letters") if not sample.isascii() else {}
    for letter in letters.keys() & set(sample):
        seen = min(sample.count(letter) * _LETTER, _LETTERS)
        for language, weight in letters[letter]:
            counts[language] = counts.get(language, 0) + weight * seen
    return max(counts, key=lambda language: counts[language])
