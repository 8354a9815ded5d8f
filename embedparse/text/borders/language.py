"""The language of a line, by its commonest words and its script: enough to see it change."""

from __future__ import annotations

import re
from functools import cache

from embedparse import locales
from embedparse.patterns import LazyPattern


@cache
def _votes() -> dict[str, str]:
    """The language of each frequent function word; a word of several languages counts for none."""
    votes: dict[str, str] = {}
    for language, words in locales.words("articles", "function_words").items():
        for word in words:
            votes[word] = "" if word in votes else language
    return {word: language for word, language in votes.items() if language}


#: So many code points are enough to decide.
SAMPLE = 160
#: So many words of one language and none of another need no look at the letters.
CLEAR = 3
_PUNCTUATION = str.maketrans(dict.fromkeys('".,;:!?()[]#@*', " "))
#: A word of any text: `str.translate` is three times as slow outside of ASCII.
_ANY_WORD = re.compile('[^\\s"“”„«».,;:!?()\\[\\]…#@*]+')


@cache
def _letters() -> dict[str, str]:
    """The language of each letter that one language alone has, of those whose words are known."""
    letters = locales.words("articles", "letters")
    return {letter: language for language, own in letters.items() for letter in own}


#: One of `_letters`; as a set of characters found in a third of the time that a set of all takes.
_LETTER = LazyPattern(lambda: f"[{''.join(map(re.escape, sorted(_letters())))}]")


def words_of(text: str, lowered: str | None = None) -> list[str]:
    """Lower-case words of the beginning of ``text``, without punctuation; ``lowered`` is it in lower case."""
    sample = text[:SAMPLE].lower() if lowered is None or len(text) > SAMPLE else lowered
    if sample.isascii():
        return sample.translate(_PUNCTUATION).split()
    return _ANY_WORD.findall(sample.replace("’", "'"))


def language_of(text: str, words: list[str] | None = None) -> str:
    """A language code, a script's name for text outside Latin script, or "" where nothing decides.

    ``words`` are those of `words_of`, where they are known already.
    """
    votes = _votes()
    cast = list(filter(None, map(votes.get, words_of(text) if words is None else words)))
    if len(cast) >= CLEAR and cast.count(cast[0]) == len(cast):
        return cast[0]
    if not text.isascii():
        letters = _letters()
        cast += (letters[letter] for letter in set(_LETTER.findall(text, 0, SAMPLE)))
    if cast:
        best = max(sorted(set(cast)), key=cast.count)
        if cast.count(best) >= 2 or len(text) < 40:
            return best
    return "" if text.isascii() else _script(text)


#: So many function words show that a line is in a language that it is expected in.
EXPECTED = 2


def speaks(language: str, words: list[str]) -> bool:
    """Whether ``words``, of which no language has enough for itself, may be of ``language``.

    Neighbours share their commonest words: `na` and `se` are Czech in a Czech article.
    """
    return sum(map(_function_words(language).__contains__, words)) >= EXPECTED


@cache
def _function_words(language: str) -> frozenset[str]:
    return frozenset(locales.words("articles", "function_words").get(language, ()))


#: How a sentence ends in the polite form of Japanese: that of blogs and manuals, not of news.
_POLITE = LazyPattern(
    lambda: rf"{locales.texts('articles', 'polite_endings')['ja']}(?:[。、.!！)）」]|\s*$)",
    engine="regex",
)


def is_polite(text: str) -> bool:
    """Whether ``text``, the beginning of a Japanese article, is in the polite form."""
    return len(_POLITE.findall(text)) * 4 > text.count("。")


def ends_politely(text: str) -> bool:
    """Whether ``text``, a line of Japanese, ends in the polite form."""
    return _POLITE.search(text, max(0, len(text) - 14)) is not None


#: A letter of one of the scripts that `_script` names.
_OTHER_SCRIPT = re.compile(
    "[\u0370-\u052f\u0590-\u077f\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
)


def _script(text: str) -> str:
    """The name of the script of the first letters outside Latin script."""
    if _OTHER_SCRIPT.search(text, 0, 60) is None:
        return ""
    for char in text[:60:3]:
        code = ord(char)
        if code < 0x370:
            continue
        if code < 0x400:
            return "Grek"
        if code < 0x530:
            return "Cyrl"
        if 0x590 <= code < 0x600:
            return "Hebr"
        if 0x600 <= code < 0x780:
            return "Arab"
        if 0x900 <= code < 0x980:
            return "Deva"
        if 0xE00 <= code < 0xE80:
            return "Thai"
        if 0x3040 <= code < 0x3100:
            return "Jpan"
        if 0xAC00 <= code < 0xD7B0:
            return "Kore"
    for char in text[:60]:
        if 0x3040 <= ord(char) < 0x3100:
            return "Jpan"
        if 0x4E00 <= ord(char) < 0xA000:
            return "Hani"
    return ""
