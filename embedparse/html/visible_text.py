"""The visible text of a page's blocks, and the way back from it to the source.

A block is a paragraph, `<br>` a line break, a quotation has Markdown's marks: so the rules for text read what
is left of an embed whose markup was stripped. Linear, without a tree.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from embedparse.html.source import BLOCKS, HIDDEN, VOID
from embedparse.models import Span
from embedparse.patterns import LazyPattern
from embedparse.spans import OffsetMap, merge

#: Elements of trafilatura's XML and of TEI beside those of HTML.
_QUOTES = frozenset(("blockquote", "quote", "q", "cit"))
_BREAKS = frozenset(("br", "lb"))
PARAGRAPHS = BLOCKS | _QUOTES | frozenset(("item", "list", "body", "doc", "entry", "description", "content"))
#: What a tag, a comment or a declaration begins with, a character reference, white space.
_TOKEN = LazyPattern(
    r"<(?:!--|(?P<close>/?)(?P<name>[a-zA-Z][\w:.-]{0,40})|[!?])"
    r"|&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
    r"|[ \t\r\n\f]{2,}|[\t\r\n\f]"
)
#: The rest of a tag as the HTML standard reads it: quotes count only after an equals sign.
_TAG_REST = LazyPattern(r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>""")
#: Wrappers that go with what they hold if they hold nothing else.
_WRAPPERS = frozenset(
    "p div blockquote quote q figure section span aside center em strong i b li ul ol cite footer small hi"
    " table tbody tr td a time ref h1 h2 h3 h4 h5 h6".split()
)
_MOST_QUOTES, _MOST_WRAPPERS = 6, 8
_LONGEST_TAG = 2_000
_BLANKS = " \t\r\n\f"


class _Token(NamedTuple):
    """A tag: its name in lower case, whether it is an end tag, its offsets in the source."""

    name: str
    closing: bool
    start: int
    end: int


class VisibleText:
    """``text`` is what a reader of ``source`` sees outside of ``omitted``, a paragraph for each block."""

    def __init__(self, source: str, omitted: Iterable[Span] = ()) -> None:
        self._source = source
        builder = _Builder(source, merge(omitted))
        self.text = builder.read()
        self._offsets = builder.offsets

    def to_source(self, span: Span) -> list[Span]:
        """The spans of the source that ``span`` of the text was printed from, sorted and disjoint.

        Tags are covered in pairs: a paragraph that is covered whole goes with its tags, and so do wrappers
        that hold nothing else; a tag whose partner lies outside stays.
        """
        pieces = self._offsets.to_source(span)
        return balanced(self._source, pieces[0][0], pieces[-1][1]) if pieces else []

    def start_of(self, span: Span) -> int:
        """Where the words of ``span`` begin in the source, its tags aside; 0 where they are not of it."""
        pieces = self._offsets.to_source(span)
        return pieces[0][0] if pieces else 0


class _Builder:
    """Reads the source once and notes where each piece of text comes from."""

    def __init__(self, source: str, omitted: list[Span]) -> None:
        self._source = source
        self._omitted = omitted
        self.offsets = OffsetMap()
        self._parts: list[str] = []
        self._size = 0
        self._quotes = 0
        self._above = 0  # quotations around the last text
        self._border = ""  # line breaks due before the next text
        self._blank: Span | None = None  # white space due before the next text

    def read(self) -> str:
        at = 0
        for start, end in (*self._omitted, (len(self._source), len(self._source))):
            self._read(at, start)
            self._end_block("\n\n")
            at = max(at, end)
        return "".join(self._parts)

    def _read(self, start: int, stop: int) -> None:
        at = start
        reader = _Reader(self._source, stop)
        for token, hidden_to in reader.tokens(start):
            self._text(at, token.start)
            at = hidden_to
            if isinstance(token, _Token):
                self._tag(token)
            else:
                self._piece(token)
        self._text(at, stop)

    def _tag(self, token: _Token) -> None:
        if token.name in _BREAKS:
            self._end_block("\n")
        elif token.name in PARAGRAPHS:
            self._end_block("\n\n")
            if token.name in _QUOTES and token.name != "q":
                self._quotes += -1 if token.closing else 1
                self._quotes = max(0, self._quotes)

    def _end_block(self, border: str) -> None:
        self._blank = None
        if self._parts:
            self._border = "\n\n" if self._border or border == "\n\n" else border

    def _piece(self, piece: _Piece) -> None:
        if piece.text.isspace() and piece.text != "\u00a0":
            self._blank = self._blank or (piece.start, piece.end)
        else:
            self._write(piece.text, piece.start, piece.end)

    def _text(self, start: int, end: int) -> None:
        text = self._source[start:end]
        if not text.strip(" "):
            self._blank = self._blank or ((start, end) if text else None)
            return
        if self._border or self._blank or not self._parts:
            start += len(text) - len(text.lstrip(" "))
        self._write(self._source[start:end], start, end)

    def _write(self, text: str, start: int, end: int) -> None:
        marks = "> " * min(self._quotes, _MOST_QUOTES)
        if self._border:
            blank = "> " * min(self._quotes, self._above, _MOST_QUOTES)
            between = (
                f"\n{blank.rstrip()}\n{marks}"
                if self._border == "\n\n"
                else f"{'  ' if marks else ''}\n{marks}"
            )
            self._add(between)
            self._border = ""
        elif not self._parts:
            self._add(marks)
        elif self._blank:
            self.offsets.add(self._size, self._blank[0], 1, self._blank[1] - self._blank[0])
            self._add(" ")
        self._blank, self._above = None, self._quotes
        self.offsets.add(self._size, start, len(text), end - start)
        self._add(text)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._size += len(text)


class _Piece(NamedTuple):
    """Text that is not printed as the source has it: a character reference, a run of white space."""

    text: str
    start: int
    end: int


class _Reader:
    """Tags, character references and runs of white space of a part of a page, in order."""

    def __init__(self, source: str, stop: int) -> None:
        self._source = source
        self._stop = stop
        self._unclosed: set[str] = set()
        self._last_end = source.rfind(">", 0, stop)

    def tokens(self, start: int) -> Iterator[tuple[_Token | _Piece, int]]:
        """Each with the offset where the text goes on: behind the element where that is not shown."""
        at = start
        while found := _TOKEN.search(self._source, at, self._stop):
            begin, at = found.span()
            sign = self._source[begin]
            if sign == "&":
                yield _Piece(html.unescape(found.group()), begin, at), at
            elif sign != "<":
                yield _Piece(" ", begin, at), at
            elif found["name"]:
                end = self._tag_end(at)
                if end < 0:
                    continue
                name = found["name"].lower()
                token = _Token(name, bool(found["close"]), begin, end)
                at = end
                if name in HIDDEN and not token.closing:
                    at = self._past(name, end)
                yield token, at
            else:
                closing = "-->" if found.group() == "<!--" else ">"
                end = self._source.find(closing, begin + 2, self._stop)
                at = self._stop if end < 0 else end + len(closing)
                yield _Token("!", False, begin, at), at

    def _tag_end(self, at: int) -> int:
        if at > self._last_end:
            return -1
        found = _TAG_REST.match(self._source, at, self._stop)
        if found is None:  # a quote that is never closed: no later tag of this part can be read either
            self._last_end = -1
            return -1
        return found.end()

    def _past(self, name: str, end: int) -> int:
        """Behind the end tag of a hidden element that begins at ``end``; there at once if it has none."""
        if name in VOID or name in self._unclosed or self._source.endswith("/>", 0, end):
            return end
        closing = re.compile(rf"</{re.escape(name)}(?=[\s>])[^>]{{0,80}}>", re.IGNORECASE)
        found = closing.search(self._source, end, self._stop)
        if found is None:
            self._unclosed.add(name)
            return end
        return found.end()


def balanced(source: str, start: int, end: int) -> list[Span]:
    """``start`` to ``end`` without tags whose partners lie outside, wider where these are at the edge."""
    open_tags: list[_Token] = []
    unmatched: list[_Token] = []
    for token, _ in _Reader(source, end).tokens(start):
        if not isinstance(token, _Token) or token.name in VOID or token.name == "!":
            continue
        if not token.closing:
            open_tags.append(token)
        elif any(tag.name == token.name for tag in open_tags[-_MOST_WRAPPERS:]):
            while open_tags.pop().name != token.name:
                pass
        else:
            unmatched.append(token)
    for token in unmatched.copy():
        opening = _opening_before(source, start)
        if opening is None or opening.name != token.name:
            break
        start = opening.start
        unmatched.remove(token)
    for token in reversed(open_tags.copy()):
        closing = _closing_after(source, end)
        if closing is None or closing.name != token.name:
            break
        end = closing.end
        open_tags.remove(token)
    left = sorted([*unmatched, *open_tags], key=lambda token: token.start)
    if not left:
        start, end = _with_wrappers(source, start, end)
    return _without(start, end, left)


def _with_wrappers(source: str, start: int, end: int) -> Span:
    for _ in range(_MOST_WRAPPERS):
        opening, closing = _opening_before(source, start), _closing_after(source, end)
        if opening is None or closing is None or opening.name != closing.name:
            break
        start, end = opening.start, closing.end
    return start, end


def _without(start: int, end: int, tags: list[_Token]) -> list[Span]:
    spans, edge = [], start
    for tag in tags:
        if edge < tag.start:
            spans.append((edge, tag.start))
        edge = tag.end
    if edge < end:
        spans.append((edge, end))
    return spans


_BEFORE = LazyPattern(r"<([a-zA-Z][\w:.-]{0,40})(?:\s[^<>]*)?>\Z")
_AFTER = LazyPattern(r"\s*</([a-zA-Z][\w:.-]{0,40})\s*>")


def _opening_before(source: str, at: int) -> _Token | None:
    """The start tag of a wrapper that ends right before ``at``, white space aside."""
    edge = at
    while edge > 0 and source[edge - 1] in _BLANKS:
        edge -= 1
    begin = source.rfind("<", max(0, edge - _LONGEST_TAG), edge)
    found = _BEFORE.match(source, begin, edge) if begin >= 0 else None
    if found is None or found[1].lower() not in _WRAPPERS:
        return None
    return _Token(found[1].lower(), False, begin, edge)


def _closing_after(source: str, at: int) -> _Token | None:
    found = _AFTER.match(source, at)
    if found is None or found[1].lower() not in _WRAPPERS:
        return None
    return _Token(found[1].lower(), True, at, found.end())
