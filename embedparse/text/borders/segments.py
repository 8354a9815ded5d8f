"""What a segment is: a stretch of text that is wholly in a post or outside, and how it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from embedparse.fields import own_links
from embedparse.locales import in_all
from embedparse.text import markdown

#: How a segment is parted from the one before it: by a blank, by nothing, by a line break, by an
#: empty line, by several.
MIDLINE, GLUED, LINE, PARAGRAPH, WIDE = "midline", "glued", "line", "paragraph", "wide"
SEPARATIONS = (MIDLINE, GLUED, LINE, PARAGRAPH, WIDE)
#: The separations that empty lines make, and those inside a line.
SPACED, INSIDE = (PARAGRAPH, WIDE), (MIDLINE, GLUED)

#: What lines of single inline elements show. ``element inside``: an element was inside a sentence that is
#: no link of a post's (a tag, a mention, an address). ``unlinked``: one of these is inside a line.
ELEMENT_INSIDE, UNLINKED = "element inside", "unlinked"
#: A blank was left before the line break below: paragraphs are printed without, broken lines often with it.
BLANK_END = "blank end"
TRACES = (ELEMENT_INSIDE, UNLINKED, BLANK_END)
_BLANK_END = frozenset((BLANK_END,))

#: Characters that count two, as many as are together, but for a few signs that make no difference here.
_WIDE = re.compile("[^\x00-\u10ff\u2000-\u2037]+")


def wide_length(text: str) -> int:
    """Length of ``text`` with two for each character that X counts two (emoji sequences aside)."""
    return len(text) if text.isascii() else len(text) + len("".join(_WIDE.findall(text)))


def holds_wide(text: str) -> bool:
    """Whether ``text`` holds a character that X counts two."""
    return _WIDE.search(text) is not None


#: The limits of a post in weighted characters: the old one, and the one since `article.DOUBLED`.
OLD_LIMIT, LIMIT = 140, 280


@dataclass(slots=True)
class Segment:
    """A stretch of text that is wholly in the post or wholly outside.

    ``start`` and ``end`` are code-point offsets, outer white space left out, list and quote marks not;
    ``text`` is what a reader sees, without the targets of links; ``sep`` is what separates it
    from the segment before; ``first`` and ``last`` are the classes of its outer characters (one letter
    or a short word, see `_first` and `_last`); ``weight`` is its `wide_length`. ``traces`` names what its
    print shows of the markup that was there: see `TRACES`. ``language`` is None until it is asked for.
    """

    start: int
    end: int
    sep: str
    text: str
    first: str
    last: str
    weight: int
    indent: int = 0
    traces: frozenset[str] = frozenset()
    before: str = ""
    language: str | None = None


_FIRST = {
    **dict.fromkeys("@＠", "mention"),
    **dict.fromkeys("#＃", "hashtag"),
    **dict.fromkeys("\"“‘«„‹「『'", "quote"),
    **dict.fromkeys("•-–*·▪►➡✅👉→◦‣", "bullet"),
    **dict.fromkeys("([（【", "bracket"),
    **dict.fromkeys(".,;:)!?…", "mark"),
}
_LAST = {
    **dict.fromkeys(".。．।۔", "stop"),
    **dict.fromkeys("!！", "shout"),
    **dict.fromkeys("?？؟", "question"),
    "…": "ellipsis",
    **dict.fromkeys(":：", "colon"),
    **dict.fromkeys(",;，；、،؛", "comma"),
    **dict.fromkeys("\"”’»“›」』'", "quote"),
    **dict.fromkeys(")）]】", "bracket"),
}


#: The classes of how a segment begins, and of how it ends.
FIRST_CLASSES = (
    *dict.fromkeys(_FIRST.values()),
    *("retweet", "capital", "small", "link", "uncased", "digit", "reply", "emoji", "other"),
)
LAST_CLASSES = (
    *dict.fromkeys(_LAST.values()),
    *("media", "tco", "url", "hashtag", "mention", "uncased", "word", "emoji", "other"),
)


#: How what is no plain word begins.
_LEADS = {"retweet": ("RT ", "MT "), "link": ("http", "pic."), "reply": (".@",)}
_LEADING = {lead[0]: (kind, leads) for kind, leads in _LEADS.items() for lead in leads}


def _first(text: str) -> str:
    """Class of how ``text`` begins."""
    char = text[0]
    if char in _LEADING:
        kind, leads = _LEADING[char]
        if text.startswith(leads):
            return kind
    return _class_of_first(char)


@lru_cache(maxsize=4096)
def _class_of_first(char: str) -> str:
    if char.isalpha():
        if char.isupper():
            return "capital"
        return "small" if char.islower() else "uncased" if _is_ideographic(char) else "capital"
    if char.isdigit():
        return "digit"
    return _FIRST.get(char) or ("emoji" if ord(char) > 0x2100 else "other")


def _last(text: str) -> str:
    """Class of how ``text`` ends."""
    char = text[-1]
    if (named := _LAST.get(char)) is not None:
        return "ellipsis" if named == "stop" and text.endswith("...") else named
    if char.isalnum() or char in "_/":
        return _last_word(text, char)
    return "emoji" if ord(char) > 0x2100 else "other"


def _last_word(text: str, char: str) -> str:
    word = text[-300:].rsplit(None, 1)[-1]
    if "/" in word:
        if any(host in word for host in own_links.PICTURES):
            return "media"
        if any(f"://{host}" in word for host in own_links.SHORTENERS):
            return "tco"
        if "http" in word:
            return "url"
    if word[0] == "#":
        return "hashtag"
    if word[0] == "@":
        return "mention"
    return "uncased" if _is_ideographic(char) else "word"


def _is_ideographic(char: str) -> bool:
    """Whether ``char`` is Chinese or Japanese, where no blank parts words and few marks part sentences.

    Other scripts without case (Hebrew, Arabic, Hindi, Korean) open and close lines as cased ones do.
    """
    return char > "\u2e80" and not "\uac00" <= char <= "\ud7a3"


def make(text: str, start: int, end: int, sep: str) -> Segment | None:
    """The segment of ``text[start:end]`` with its blanks trimmed; None where nothing is left."""
    raw = text[start:end]
    bare = raw.strip()
    if not bare:
        return None
    if len(bare) == len(raw):
        stop = end
    else:
        start += len(raw) - len(raw.lstrip())
        stop = start + len(bare)
    shown = (markdown.plain(bare).strip() or bare) if markdown.holds_targets(bare) else bare
    made = segment_of(start, stop, sep, shown)
    if stop < end and text[stop] in " \u00a0":
        made.traces = _BLANK_END
    return made


def segment_of(start: int, end: int, sep: str, shown: str, indent: int = 0) -> Segment:
    """The segment at these offsets of which a reader sees ``shown``."""
    return Segment(start, end, sep, shown, _first(shown), _last(shown), wide_length(shown), indent)


def length_of(segment: Segment, limit: int = LIMIT) -> int:
    """Weighted length, near enough for a constraint; under the old limit every character counted one."""
    return len(segment.text) if limit == OLD_LIMIT else segment.weight


def lines_below(text: str, lo: int, hi: int) -> Iterator[Segment]:
    """The non-blank lines of ``text[lo:hi]`` from its start on; the first one's ``sep`` is `LINE`."""
    pos, blank = lo, 0
    while pos < hi:
        stop = text.find("\n", pos, hi)
        stop = hi if stop < 0 else stop
        segment = make(text, pos, stop, _sep_of(blank))
        if segment is None:
            blank += pos > lo
        else:
            segment.indent = segment.start - pos
            yield segment
            blank = 0
        pos = stop + 1


def lines_above(text: str, lo: int, hi: int) -> Iterator[Segment]:
    """The non-blank lines of ``text[lo:hi]`` from its end on; the topmost one's ``sep`` is no `LINE`."""
    below: Segment | None = None
    pos, blank = hi, 0
    while True:
        start = max(text.rfind("\n", lo, pos) + 1, lo)
        segment = make(text, start, pos, PARAGRAPH)
        if segment is None:
            blank += start > lo
        else:
            if below is not None:
                below.sep = _sep_of(blank)
                yield below
            segment.indent = segment.start - start
            below, blank = segment, 0
        if start <= lo:
            break
        pos = start - 1
    if below is not None:
        below.sep = _sep_of(max(blank, 1))
        yield below


def _sep_of(blank: int) -> str:
    """What parts a line from the one above, with ``blank`` empty lines between them."""
    return LINE if blank == 0 else PARAGRAPH if blank < 3 else WIDE


_MARKER = re.compile(r"[*•·-] {1,4}(?=\S)")


def without_marker(segment: Segment) -> Segment:
    """``segment`` without the list marker that it begins with."""
    marker = _MARKER.match(segment.text)
    if marker is None:
        return segment
    text = segment.text[marker.end() :]
    return segment_of(segment.start + marker.end(), segment.end, segment.sep, text, segment.indent)


#: Marks around a word, those of tags and mentions with them.
STRIPPED = "\"'“”„«»’‘.,;:!?()[]…#@*"


@cache
def function_words() -> frozenset[str]:
    """The commonest words of all languages, in lower case."""
    return in_all("articles", "function_words")
