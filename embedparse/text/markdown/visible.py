"""What a reader of a print sees: Markdown's link targets, quote marks and escapes taken out, offsets kept.

Extractors such as html2text print an embed as a quotation full of links. The wordings of a
platform are matched on what remains when that syntax is gone, and carriage returns with it; spans go
back to the document.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from embedparse.models import Span
from embedparse.patterns import LazyPattern
from embedparse.text.hard_wraps import width_of
from embedparse.text.lines import Lines
from embedparse.text.markdown.quotations import frame
from embedparse.text.markdown.references import Definition, definitions

#: A character reference that the extractor left, as those do that only cut the tags out.
_REFERENCE = r"&(?:[A-Za-z]{2,8}[1-4]?|\#\d{2,6}|\#[xX][0-9A-Fa-f]{2,5});"


#: The syntax. For `re`, as the others here: what is read of most texts shows that they hold nothing.
_TOKEN = LazyPattern(
    r"""
    (?= [ \t*+>\r\n\\!&\[\](-] )  # the first characters of all: most places are passed over at once
    (?:
        (?P<definition> ^ [ \t>]{0,12} \[\d{1,4}\]: [ \t]{0,4} (?:\n[ \t>]{0,12})? [^\s\[\]]{1,700}+
            (?: (?: [ \t]{1,4} | \n[ \t>]{0,12} ) (?: "[^"]{0,300}+" | \( [^()]{0,300}+ \) ) )? [ \t]{0,4} $ )
      | (?P<hyphen> (?<=\w-) \n (?:[ \t]{0,4}>){0,6} [ ]? (?=\w) )
      | (?P<quote> ^ [ \t]{0,12} (?:[*+-][ \t]{1,3})? (?:>[ ]?){1,6} )
      | (?P<return> \r (?=\n) )
      | (?P<escape> \\ (?=[!-/:-@\[-`{-~\n]) )
      | (?P<entity> """
    + _REFERENCE
    + r""" )
      | (?P<number> (?<![\w\]]) \[\d{1,4}\] (?= [@#♬"(\w] ) )
      | (?P<square> \[ (?P<page> https?://[^\[\]\s]{4,700}+
            (?: \s{1,4} (?:>[ ]?){0,6} [^\[\]\s]{1,200}+ ){0,4} ) \] (?!\() )
      | (?P<open> !?\[ )
      | (?P<close> \] \( \s{0,4} <? (?P<url> (?:https?:|/|\#|mailto:) [^()]{0,700}+
            (?: \( [^()]{0,200}+ \) [^()]{0,300}+ ){0,4} ) \) )
      | (?P<reference> \] \[ (?P<entry> \d{1,4} ) \] )
      | (?P<bare> \] )
      | (?P<echo> [ ]{0,2} \( (?P<target> https?://[^()\s]{4,700}+ ) \) )
    )
    """,
    re.VERBOSE | re.MULTILINE,
)


_CHARACTER = LazyPattern(_REFERENCE)


#: A blank line that does not belong to the hard break above it.
_BLANK_LINE = LazyPattern(r"(?m)(?<![ ]{2}\n)^[ \t]*$(?=\n)")


#: A long address broken over lines, the quote mark of the next line in it.
_WRAP = LazyPattern(r"\s{1,20}(?:>[ ]?){0,6}")


#: So many bars may be a list of links on a line.
_BARS = 3

#: Syntax that shows nothing. A hyphen at the end of a line is the break of a word, as in handles and dates.
_UNSEEN = frozenset({"escape", "return", "number", "definition", "hyphen"})

#: Links that start so far behind an offset, in characters, are not about it.
_LONGEST = 3000


class Link(NamedTuple):
    """A Markdown link: half-open offsets of its text in the visible text, and its target."""

    start: int
    end: int
    url: str


class Visible(Lines):
    """Visible text of a document with the way back.

    ``document`` is the print, ``text`` what is read of it, ``markdown`` whether it is Markdown;
    ``quotes`` are the half-open offsets into ``text`` of block quotations, ``links`` its links in
    the order of their ends. Where nothing was taken out, both texts are the same.
    """

    def __init__(self, document: str, *, markdown: bool = False) -> None:
        self.document = self.text = document
        self.markdown = markdown
        self.quotes: list[Span] = []
        self.links: list[Link] = []
        self._starts = [0]  # visible offset of each kept piece
        self._origins = [0]  # its document offset
        self._before: dict[int, tuple[int, str]] = {}  # end of a cut: start, kind
        self._after: dict[int, tuple[int, str]] = {}  # start of a cut: end, kind

    @cached_property
    def width(self) -> int:
        """Where lines that are no Markdown are broken, as text browsers and mailers do it; else 0."""
        return 0 if self.markdown else width_of(self.text.split("\n"))

    def to_source(self, start: int, end: int) -> Span:
        """Document span of a non-empty visible span, from its first to its last character."""
        return self._origin(start), self._origin(end - 1) + 1

    def syntax_around(self, span: Span) -> Span:
        """A document span with the quote marks, brackets and link targets tight around it."""
        low, high = span
        while low in self._before and self._before[low][1] in ("open", "quote"):
            low = self._before[low][0]
        while high in self._after and self._after[high][1] == "close":
            high = self._after[high][0]
        return low, high

    def _origin(self, offset: int) -> int:
        piece = bisect_right(self._starts, offset) - 1
        return self._origins[piece] + offset - self._starts[piece]

    def to_visible(self, offset: int) -> int:
        """The visible offset of the document's ``offset``; of what is cut out, where the cut is."""
        piece = max(0, bisect_right(self._origins, offset) - 1)
        at = self._starts[piece] + max(0, offset - self._origins[piece])
        return min(at, *self._starts[piece + 1 : piece + 2], len(self.text))

    def quote_at(self, offset: int) -> Span | None:
        """The block quotation that holds the visible ``offset``."""
        index = bisect_right(self.quotes, (offset, len(self.text) + 1)) - 1
        if index >= 0 and self.quotes[index][0] <= offset < self.quotes[index][1]:
            return self.quotes[index]
        return None

    def frame(self, span: Span) -> Span:
        """A document span with the Markdown marks around it that show a reader nothing."""
        return frame(self.document, span)

    def urls(self, start: int, end: int) -> list[str]:
        """Targets of the links that overlap the visible span, in order."""
        return [link.url for link in self._links_from(start, end) if link.start < end]

    def links_between(self, start: int, end: int) -> Iterator[Link]:
        """The links that begin in ``[start, end)`` of the visible text, in the order of their ends."""
        return (link for link in self._links_from(start, end) if start <= link.start < end)

    def link_at(self, offset: int) -> Link | None:
        """The innermost link that holds the visible ``offset``."""
        return next((link for link in self._links_from(offset, offset) if link.start <= offset), None)

    def _links_from(self, start: int, end: int) -> Iterator[Link]:
        """Links that end at ``start`` or later, until one starts far behind ``end``."""
        for index in range(bisect_left(self.links, start, key=lambda link: link.end), len(self.links)):
            link = self.links[index]
            if link.start > end + _LONGEST:
                break
            yield link


def read_visible(text: str) -> Visible:
    """The visible text of ``text``, in time linear in its length."""
    if is_plain(text):
        return Visible(text)
    cuts, links, quoted = _cuts(text)
    view = Visible(text, markdown=_is_markdown(text))
    text = _signs_shown(text)
    parts, edge, offset = [], 0, 0
    at: dict[int, int] = {}  # document offset where a cut starts: visible offset
    for start, end, kind in cuts:
        if start > edge:
            parts.append(text[edge:start])
            offset += start - edge
        at[start] = offset
        edge = end
        if view._starts[-1] == offset:
            view._origins[-1] = edge
        else:
            view._starts.append(offset)
            view._origins.append(edge)
        view._before[end] = (start, kind)
        view._after[start] = (end, kind)
    parts.append(text[edge:])
    view.text = "".join(parts)
    view.links = [Link(at[start] - (start == end), at[end], url) for start, end, url in links]
    view.quotes = _quotes(view.text, [at[start] for start in quoted])
    return view


def _signs_shown(text: str) -> str:
    """``text``, as long as before: signs in the first place of their references, line breaks for bars."""
    if "&" in text:
        text = _CHARACTER.sub(_sign, text)
    return text.replace(" | ", " \n ") if _is_barred(text) else text


def _sign(reference: re.Match[str]) -> str:
    sign = html.unescape(reference[0])
    return sign + reference[0][1:] if len(sign) == 1 else reference[0]


def is_plain(text: str) -> bool:
    """Whether there is nothing to take out of ``text``."""
    return not (_is_markdown(text) or _has_syntax(text))


def _is_markdown(text: str) -> bool:
    # Single characters first, here and below: they are found at memory's speed, and most texts hold none.
    linked = "]" in text and ("](" in text or "][" in text)
    return linked or (">" in text and ("\n>" in text or text.startswith(">")))


def _has_syntax(text: str) -> bool:
    """Whether there is anything to take out of a text that is no Markdown."""
    return (
        "\r" in text
        or ("\\" in text and ("\\_" in text or "\\@" in text or "\\[" in text))
        or ("]" in text and ("[http" in text or "[1]" in text))
        or "(http" in text
        or ("&" in text and _CHARACTER.search(text) is not None)
        or _is_barred(text)
    )


def _is_barred(text: str) -> bool:
    """Whether bars part the strings of the page, in place of line breaks."""
    bars = text.count(" | ")
    return bars >= _BARS and text.count("\n") < bars


def _cuts(text: str) -> tuple[list[tuple[int, int, str]], list[tuple[int, int, str]], list[int]]:
    """Syntax to take out (start, end, kind), links (open, close, url), starts of quote marks."""
    cuts: list[tuple[int, int, str]] = []
    links: list[tuple[int, int, str]] = []
    quoted: list[int] = []
    opened: list[tuple[int, int]] = []
    targets: dict[str, Definition] | None = None
    for token in _TOKEN.finditer(text):
        kind, (start, end) = token.lastgroup, token.span()
        if token["open"]:
            opened.append((start, end))
        elif token["quote"]:
            quoted.append(start)
            cuts.append((start, end, "quote"))
        elif kind in _UNSEEN:
            if kind == "definition" and ">" in token[kind].partition("[")[0]:
                quoted.append(start)  # its line is one of the quotation's still
            cuts.append((start, end, "nothing"))
        elif kind == "entity":
            if len(html.unescape(token[kind])) == 1:
                cuts.append((start + 1, end, "nothing"))
        elif token["echo"] or token["square"]:
            cuts.append((start, end, "close"))
            links.append((start, start, token["target"] or _WRAP.sub("", token["page"])))
        elif not opened:
            continue
        elif kind == "bare" or token["bare"]:
            opened.pop()
        else:
            if targets is None:
                targets = definitions(text)
            defined = targets.get(token["entry"])
            url = token["url"] or (defined.url if defined else "")
            left = opened.pop()
            cuts.append((*left, "open"))
            cuts.append((start, end, "close"))
            address = _WRAP.sub("", url.split(' "')[0].split('\n"')[0].split('> "')[0]).rstrip(">")
            links.append((left[0], start, address))
    cuts.sort()
    return cuts, links, quoted


def _quotes(text: str, starts: list[int]) -> list[Span]:
    """Block quotations from the visible offsets at which quoted lines start."""
    out: list[Span] = []
    for start in starts:
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop + 1
        if out and _same_quotation(text, out[-1][1], start):
            out[-1] = (out[-1][0], stop)
        else:
            out.append((start, stop))
    return out


#: Unmarked lines between marked ones, in characters, that belong to one quotation.
_UNMARKED = 700


def _same_quotation(text: str, end: int, start: int) -> bool:
    """Whether the quotation that ends at ``end`` goes on at ``start``.

    Some converters mark the first line of a paragraph only: what is below it without a blank line
    is the paragraph's rest, and so is what is below a hard break (two blanks at the line's end).
    """
    if end == start:
        return True
    if start - end > _UNMARKED or not text[text.rfind("\n", 0, end - 1) + 1 : end].strip():
        return False
    return _BLANK_LINE.search(text, end, start) is None
