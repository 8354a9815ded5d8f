"""Texts that a tokeniser took apart, `( @ada ) May 1 , 2020`: read as they were before.

Corpora for summaries and for the labelling of words print each sign as a word of its own, brackets as the
Penn Treebank names them. Put together again, their sentences, tags and links are those of any other text.
"""

from __future__ import annotations

from collections.abc import Iterable

from embedparse.fields import own_links
from embedparse.models import Span
from embedparse.patterns import LazyPattern
from embedparse.spans import OffsetMap

#: A handle in parentheses as tokenisers print it.
_HANDLE = LazyPattern(r"\( @ ?\w{1,15} \)|-(?:LRB|lrb)- @ ?\w{1,15} -(?:RRB|rrb)-")
_HOSTS = "|".join(host.replace(r"\.", r"[ ]?\.[ ]?") for host in (own_links.SHORTENER, own_links.PICTURE))
#: A link of a post, its parts apart.
_LINK = LazyPattern(rf"(?<!\S)(?:https?[ ]?:[ ]?/[ ]?/[ ]?)?(?:{_HOSTS})[ ]?/[ ]?{own_links.CODE}(?!\w)")
#: A blank that no writer sets: between a sign and its word, before a mark, inside brackets and before the end
#: of a short form.
_BLANK = LazyPattern(
    r"(?<=(?<!\S)[@#＠＃]) (?=\w{0,30}[^\W\d])|(?<=(?<!\S)[(\[“‘]) (?=\S)|(?<=(?<!\S)``) (?=\S)"
    r"|(?<=\S) (?=(?:[.,;:!?…)\]”]|'')(?:\s|\Z))|(?<=\w) (?=(?:n't|'(?:s|m|re|ll|ve|d))(?!\w))"
)


class _Unbroken(OffsetMap):
    """An offset map of a text that lacks nothing but blanks: what is one span of it is one of the source."""

    def to_source(self, span: Span) -> list[Span]:
        parts = super().to_source(span)
        return [(parts[0][0], parts[-1][1])] if parts else []


def put_together(text: str) -> tuple[str, OffsetMap]:
    """``text`` without the blanks of a tokeniser, and the map back; as it is where no handle shows any."""
    blanks: set[int] = set()
    if _HANDLE.search(text) is not None:
        blanks = {*_blanks_in_links(text), *(blank.start() for blank in _BLANK.finditer(text))}
    return _without_blanks(text, sorted(blanks))


def _blanks_in_links(text: str) -> Iterable[int]:
    for link in _LINK.finditer(text):
        yield from (at for at in range(*link.span()) if text[at] == " ")


def _without_blanks(text: str, blanks: list[int]) -> tuple[str, OffsetMap]:
    parts: list[str] = []
    offsets, edge, size = _Unbroken(), 0, 0
    for blank in (*blanks, len(text)):
        offsets.add(size, edge, blank - edge)
        parts.append(text[edge:blank])
        size += blank - edge
        edge = blank + 1
    return "".join(parts), offsets
