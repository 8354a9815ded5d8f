"""Names in the middle of a line without a dash: `… vote no! Ada Moll (@adamoll) May 3, 2019Then …`.

A corpus that kept plain letters alone dropped the dash. What ends the post is then what the name begins
behind: a sentence's end, a tag, a link; else the letters of the handle say which of the words are the name.
"""

from __future__ import annotations

import unicodedata

from embedparse.patterns import LazyPattern
from embedparse.text.view import TextView

#: Code points of a name, and its words.
_LONGEST, _MOST_WORDS = 45, 6
#: What a post ends in, before a name; the dot of `Dr.` and of an initial is no end.
_END = LazyPattern(
    r"(?:(?:\p{Ll}{2,}|\p{Lo}|\d)[.!?…]{1,3}|[!?…]|[。！？।؟])['\"”’»)]{0,2}\s{0,4}(?=[^\s.,;:!?])"
    r"|(?:^|(?<=\s))[#＃@＠][\w.]{1,60}\s{1,4}|https?://\S{1,60}\s{1,4}|\b(?:HTTPURL|URL)\b[>\]]?\s{1,4}"
    r"|\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?\s{0,4}",
    engine="regex",
)
#: A tag with the name glued to it, up to the end of the name.
_GLUED_TAG = LazyPattern(r"(?:^|(?<=\s))[#＃](?P<tag>\w{2,60})(?P<rest>[ ][^\n#@]{0,45})?\Z", engine="regex")
#: What a sentence begins with, behind a date: no word in lower case, no sign that goes on.
GOES_ON = LazyPattern(r"\s{0,3}(?:\p{Ll}|[,;:–—|·•)/&-])", engine="regex")


def name_start(view: TextView, low: int, paren: int) -> int | None:
    """Where the name that ends at ``paren`` begins, nothing before ``low``; None where none can be told."""
    text = view.text
    line = text[low:paren].rstrip()
    handle = letters(text[paren : paren + 24].partition(")")[0])
    start = _in_tag(line, handle)
    if start is None:
        start = max((found.end() for found in _END.finditer(line) if found.end() < len(line)), default=None)
    if start is None or not _may_be_name(line[start:]):
        start = _by_letters(line, handle)
    return None if start is None else low + start


def _may_be_name(name: str) -> bool:
    words = name.split()
    if not 0 < len(words) <= _MOST_WORDS or len(name) > _LONGEST:
        return False
    return not name[0].islower() or len(words) == 1


def _in_tag(line: str, handle: str) -> int | None:
    """Where a name begins that is glued to the tag before it: the handle has its letters."""
    found = _GLUED_TAG.search(line, max(0, len(line) - 110))
    if found is None:
        return None
    tag, rest = found["tag"], found["rest"] or ""
    for at in range(1, len(tag)):
        if tag[at].isupper() and not tag[at - 1].isupper():
            name = letters(tag[at:] + rest)
            if len(name) > 3 and (name in handle or name.startswith(handle)):
                return found.start("tag") + at
    return None


def _by_letters(line: str, handle: str) -> int | None:
    """Where the last words begin whose letters are all the handle's."""
    start, stop = None, len(line)
    for _ in range(_MOST_WORDS):
        word = line.rfind(" ", 0, stop) + 1
        own = letters(line[word:stop])
        if not own or own not in handle or (len(own) < 2 and start is None):
            break
        start, stop = word, max(0, word - 1)
    if start is None or len(letters(line[start:])) < 3:
        return None
    return start


def resembles(name: str, handle: str) -> bool:
    """Whether ``handle`` is made of words of ``name``; names in other letters than Latin cannot tell."""
    known = letters(handle)
    words = [own for word in name.split() if (own := letters(word))]
    if not words or not any(word.isascii() for word in words):
        return bool(words)
    return any(len(word) > 2 and word in known for word in words) or known in "".join(words)


def letters(name: str) -> str:
    """``name`` in lower case without accents, letters and digits alone."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in plain if sign.isalnum())
