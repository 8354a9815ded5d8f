"""The words at a border: what the last words of a segment and its first ones say about a joint there.

A capital letter says little by itself. But no sentence ends in a function word (`the`, `of`), and where no
full stop is before it one with a capital begins a sentence, and so a block. Headings have capitals
throughout. Which words these are is known for each language (`function_words` of the languages' tables),
not counted in labelled pages.
"""

from __future__ import annotations

from embedparse.text.borders.segments import STRIPPED, Segment, function_words

#: What the last words of a segment show.
FUNCTION_WORD, PARTICLE, TITLE = "function word", "particle", "title"
CLOSINGS = (FUNCTION_WORD, PARTICLE, TITLE)

#: Japanese particles that join what is on both sides.
_PARTICLES = frozenset("をはがにのでともへ")
#: Characters of a segment that hold its first words, and its last ones; words that show a title.
_FIRST, _LAST, _WORDS = 60, 80, 6
#: How a segment may begin that begins a sentence or a post.
_OPENINGS = frozenset(("hashtag", "mention", "small"))


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
