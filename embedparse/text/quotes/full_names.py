"""Full names: the one name in the document that a surname belongs to."""

from __future__ import annotations

import re

from embedparse.text.quotes.cues import Cues

_BEFORE = re.compile(r"((?:[^\W\d_a-z][\w’'.-]{0,24}[ \u00a0]){1,3})\Z")
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
        before = _BEFORE.search(text, max(0, at - _REACH), at) if whole else None
        given = _without_titles(before[1], cues) if before is not None else []
        if given:
            names.add(" ".join([*given, surname]))
        at = text.find(surname, end)
    return names.pop() if len(names) == 1 else None


def _without_titles(before: str, cues: Cues) -> list[str]:
    words = before.split()
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
