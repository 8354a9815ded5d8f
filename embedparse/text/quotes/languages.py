"""Which language a text is in, as far as there are tables: by its script, frequent words and letters."""

from __future__ import annotations

import re
from functools import cache

from embedparse import locales

_WORD = re.compile(r"[^\W\d_]+")
#: A letter of a script other than Latin, Greek and Cyrillic.
_FAR = re.compile("[\u0530-\u1dff\u3040-\ud7ff]")
#: Characters around a place of interest that are read.
_SAMPLE = 600
#: English where two languages are as likely.
_TIE = 0.1
#: What a letter that few languages have counts against a word, and the most that such letters count.
_LETTER, _LETTERS = 0.5, 8.0
#: A text is English where this occurs so often; no other language with a table has the word.
_ENGLISH, _OFTEN = " the ", 6
#: A word of more languages than that identifies none.
_SHARED = 8


@cache
def _scripts() -> list[tuple[str, re.Pattern[str]]]:
    """Scripts of one language among those with tables; kana before Chinese characters."""
    scripts = locales.texts("quotes", "script")
    return [(language, re.compile(scripts[language])) for language in sorted(scripts)]


@cache
def _index(key: str) -> dict[str, list[tuple[str, float]]]:
    """Words (or letters) of the tables' ``key`` -> the languages that use them, rarer ones weighing more."""
    found: dict[str, list[str]] = {}
    for language, words in locales.words("quotes", key).items():
        if key == "words":
            words = [*words, *_plain_verbs(language)]
        for word in dict.fromkeys(words):
            found.setdefault(word, []).append(language)
    return {
        word: [(each, 1 / len(names)) for each in names]
        for word, names in found.items()
        if len(names) <= _SHARED
    }


def _plain_verbs(language: str) -> list[str]:
    """The verbs of ``language`` that are written out in its table."""
    table = locales.of_language("quotes", language)
    return [verb for kind in ("tweeted", "wrote", "said") for verb in table.get(kind, []) if verb.isalpha()]


def detect(text: str, at: int) -> str:
    """The language of ``text`` around the offset ``at``; English where no table's words are there."""
    sample = text[max(0, at - _SAMPLE) : at + _SAMPLE]
    if sample.count(_ENGLISH) >= _OFTEN:
        return "en"
    if _FAR.search(sample) is not None:
        for language, script in _scripts():
            if len(script.findall(sample)) > len(sample) // 20:
                return language
    sample = sample.casefold()
    counts: dict[str, float] = {"en": _TIE}
    index = _index("words")
    for word in sorted(index.keys() & set(_WORD.findall(sample))):
        for language, weight in index[word]:
            counts[language] = counts.get(language, 0) + weight
    letters = _index("letters") if not sample.isascii() else {}
    for letter in sorted(letters.keys() & set(sample)):
        seen = min(sample.count(letter) * _LETTER, _LETTERS)
        for language, weight in letters[letter]:
            counts[language] = counts.get(language, 0) + weight * seen
    # In order and rounded: sets of words have another order in each run, sums of fractions another end.
    return max(sorted(counts), key=lambda language: round(counts[language], 6))
