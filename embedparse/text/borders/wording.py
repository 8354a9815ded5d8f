"""The words at a border: what the last words of a segment and its first ones say about a joint there.

A capital letter says little by itself. But no sentence ends in a function word (`the`, `of`), and where no
full stop is before it one with a capital begins a sentence, and so a block. Headings have capitals
throughout. Which words these are is known for each language (`function_words` of the languages' tables),
not counted in labelled pages.
"""

from __future__ import annotations

from functools import cache

from embedparse.locales import in_all
from embedparse.text.borders.segments import Segment

#: What the last words of a segment show.
FUNCTION_WORD, PARTICLE, TITLE = "function word", "particle", "title"
CLOSINGS = (FUNCTION_WORD, PARTICLE, TITLE)

#: Japanese particles that join what is on both sides.
_PARTICLES = frozenset("をはがにのでともへ")
#: Characters of a segment that hold its first words, and its last ones; words that show a title.
_FIRST, _LAST, _WORDS = 60, 80, 6
#: How a segment may begin that begins a sentence or a post.
_OPENINGS = frozenset(("hashtag", "mention", "small"))
#: Marks around a word, those of tags and mentions with them.
STRIPPED = "\"'“”„«»’‘.,;:!?()[]…#@*"
_HEADS_BEGIN = frozenset(("capital", "digit", "emoji", "bracket"))
#: No heading is longer, in weighted characters.
_LONGEST_HEADING = 90


@cache
def function_words() -> frozenset[str]:
    """The commonest words of all languages, in lower case."""
    return in_all("articles", "function_words")


def closing_of(segment: Segment) -> str:
    """One of `CLOSINGS`, or ""."""
    if segment.last == "uncased":
        return PARTICLE if segment.text[-1] in _PARTICLES else ""
    if segment.last != "word":
        return ""
    words = segment.text[-_LAST:].split()
    word = words[-1].strip(STRIPPED)
    if word in function_words():
        return FUNCTION_WORD
    if not word[:1].isupper():
        return ""
    if len(words) < _WORDS and segment.before:
        words = [*segment.before.split()[-_WORDS:], *words]
    return TITLE if _ends_title(words[-_WORDS:-1]) else ""


def _ends_title(above: list[str]) -> bool:
    """Whether the next content word before, with no sentence's end between, has a capital too."""
    for word in reversed(above):
        if word[-1] in ".!?…:":
            return False
        bare = word.strip(STRIPPED)
        if bare and bare.lower() not in function_words():
            return bare[0].isupper()
    return False


def begins_sentence(segment: Segment) -> bool:
    """Whether ``segment`` begins with a function word in capitals that a word in small letters follows."""
    word, following = _first_words(segment)
    if not following.islower() or (len(word) > 1 and word.isupper()):
        return False
    stem = word.lower().replace("’", "'").partition("'")[0]
    return stem == "i" or stem in function_words()


def _first_words(segment: Segment) -> tuple[str, str]:
    """The first word of a segment that begins with a capital, and how the next one begins."""
    if segment.first not in ("capital", "quote", "bracket"):
        return "", ""
    words = segment.text[:_FIRST].split(None, 2)
    return words[0].strip(STRIPPED), words[1].lstrip(STRIPPED)[:1] if len(words) > 1 else ""


def opens_below_heading(segment: Segment) -> bool:
    """Whether ``segment`` begins as a sentence or a post, not as another heading or a name."""
    return segment.first in _OPENINGS or _first_words(segment)[1].islower()


def is_heading(segment: Segment) -> bool:
    """Whether ``segment`` has capitals throughout and ends without a mark: two words at least.

    A piece of a line is none: lines are cut before capitals.
    """
    if segment.last != "word" or segment.weight > _LONGEST_HEADING or segment.before:
        return False
    if segment.first not in _HEADS_BEGIN:
        return False
    text = segment.text
    if text.count(" ") == 0 or "#" in text or "@" in text or ";" in text or ". " in text or "://" in text:
        return False
    capitals = 0
    for word in text.split():
        bare = word.strip(STRIPPED)
        if not bare[:1].isalpha() or bare.lower() in function_words():
            continue
        if not bare[0].isupper():
            return False
        capitals += 1
    return capitals > 1
