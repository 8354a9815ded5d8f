"""Full names: the one name in the document that a surname belongs to."""

from __future__ import annotations

import re

from embedparse.text.quotes.cues import Cues

#: A word with a capital that ends a stretch.
_CAPITAL = re.compile(r"[^\W\d_a-z][\w’'.-]{0,24}\Z")
#: Words of a given name, titles among them.
_NAMES = 3
#: Occurrences of a surname that are read.
_MOST = 16
_BLANKS = (" ", "\u00a0")
_REACH = 60


def resolve(text: str, speaker: str | None, cues: Cues) -> str | None:
    """The full name of ``speaker`` where the document gives one and no other; None for pronouns and nouns."""
    if not speaker or cues.pronoun.fullmatch(speaker):
        return None
    words = [word for word in speaker.split() if not _is_title(word, cues)]
    if not words or not all(word[0].isupper() for word in words):
        return None
    if len(words) > 1:
        return " ".join(words)
    return _given(text, words[0], cues)


def _given(text: str, surname: str, cues: Cues) -> str | None:
    """``surname`` with the one given name that the document prints before it."""
    names: set[str] = set()
    at = text.find(surname)
    for _ in range(_MOST):
        if at < 0:
            break
        end = at + len(surname)
        whole = text[max(0, at - 1) : at] in _BLANKS and not text[end : end + 1].isalnum()
        given = _without_titles(_capitals(text[max(0, at - _REACH) : at - 1]), cues) if whole else []
        if given:
            names.add(" ".join([*given, surname]))
        at = text.find(surname, end)
    return names.pop() if len(names) == 1 else None


def _capitals(before: str) -> list[str]:
    """The words with a capital that ``before`` ends with."""
    words: list[str] = []
    for part in reversed(before.replace("\u00a0", " ").rsplit(" ", _NAMES)[-_NAMES:]):
        found = _CAPITAL.search(part)
        if found is None:
            break
        words.insert(0, found[0])
        if found.start():
            break
    return words


def _without_titles(words: list[str], cues: Cues) -> list[str]:
    while words and (
        _is_title(words[0], cues)
        or words[0].casefold() in cues.determiners
        or words[0].casefold() in cues.breaks
    ):
        words.pop(0)
    return [] if any(_is_title(word, cues) for word in words) else words


def _is_title(word: str, cues: Cues) -> bool:
    folded = word.casefold()
    return folded in cues.titles or folded in cues.honorifics
