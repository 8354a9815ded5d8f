"""A page's source as bytes: raw-text regions, start tags, extents of elements. Linear, no tree.

All offsets in here are bytes of the UTF-8 form of the source; `Page.spans` turns them into code
points at the very end. Lower-casing bytes touches ASCII alone, so offsets stay true.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_right
from collections.abc import Iterator
from heapq import heappop, heapreplace
from typing import NamedTuple

from embedparse.html.literals import find_literal
from embedparse.last_result import LastResult
from embedparse.models import Match, Span
from embedparse.patterns import LazyPattern, PatternFamily
from embedparse.spans import merge

#: A start tag that is longer is taken for broken markup. Substack's attributes reach 30 kB.
LONGEST_TAG = 1 << 18

#: How many times its own length a page is searched for end tags one element at a time.
_PATIENCE = 4
_LONGEST_PARSED = 40_000
_SHORTEST_PARSED = 1_000
#: Attributes as the HTML standard reads them: quotes count only after an equals sign.
_TAG_REST = LazyPattern(rb"""(?: [^>=]++ | = \s*+ (?: "[^"]*+" | '[^']*+' )?+ )*+ >""", re.VERBOSE)
#: Where markup is text: what a browser reads up to the end tag without looking for tags in it.
RAW_NAMES = (b"script", b"style", b"textarea", b"title", b"xmp", b"noembed", b"noframes")
#: How often a part of a page is decoded and searched as a page of its own.
MOST_ROUNDS = 3
#: Elements that show markup to a reader.
CODE = (b"code", b"pre", b"kbd", b"samp", b"tt", b"nowiki")
#: Elements that begin and end a line of the text.
BLOCKS = frozenset(
    "address article aside blockquote center dd div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul".split()
)
#: Elements without an end tag, of HTML, and of TEI (`lb`, `graphic`).
VOID = frozenset("area base br col embed hr img input lb link meta source track wbr graphic".split())
#: Elements whose content is never text of a post.
DROPPED = frozenset(
    "script style svg img iframe video audio picture button noscript template head title".split()
)
#: Elements whose content a page does not show.
HIDDEN = (DROPPED - {"head"}) | frozenset(("textarea", "select", "xmp", "noembed", "noframes", "object"))
_RAW_OPENINGS = (b"<!--", *(b"<" + name for name in RAW_NAMES))
#: Nearly every tag is a plain one, which is read along with its name.
_RAW = LazyPattern(
    rb"""<(?:!--|(%b)(?=[\s/>])([^<>"'=]*+(?:="[^"<>]*+"[^<>"'=]*+)*+>)?)""" % b"|".join(RAW_NAMES)
)


class Region(NamedTuple):
    """A comment or the content of a raw-text element: ``start`` and ``end`` of the content."""

    name: str
    start: int
    end: int


class Element(NamedTuple):
    """``start`` to ``inside`` is the start tag, ``close`` to ``end`` the end tag.

    An element without an end tag has ``close`` and ``end`` equal to ``inside``.
    """

    name: str
    start: int
    inside: int
    close: int
    end: int

    @property
    def closed(self) -> bool:
        return self.end > self.close


class _Ahead:
    """The next occurrence of any of a few rare literals: each is looked for by itself, which is far
    faster than an alternation of them."""

    def __init__(self, page: bytes, literals: tuple[bytes, ...]) -> None:
        self._page = page
        self._heap = [(-1, literal) for literal in literals]

    def next(self, start: int) -> int:
        """Where the first one is from ``start`` on, or -1. ``start`` never goes back."""
        while self._heap:
            at, literal = self._heap[0]
            if at >= start:
                return at
            at = find_literal(self._page, literal, start)
            if at < 0:
                heappop(self._heap)
            else:
                heapreplace(self._heap, (at, literal))
        return -1


class _Tags:
    """Where tags end in a page in lower case."""

    def __init__(self, low: bytes) -> None:
        self.low = low
        self._last_gt = low.rfind(b">")
        self._broken = (0, 0)

    def end(self, start: int) -> int:
        """Offset after the tag that opens at ``start``, or -1 where it is never closed."""
        if start >= self._last_gt or self._broken[0] <= start < self._broken[1]:
            return -1
        match = _TAG_REST.match(self.low, start + 1, start + LONGEST_TAG)
        if match is None:  # no bracket outside of quotes in all that length: do not try it byte by byte
            self._broken = (start, start + LONGEST_TAG)
            return -1
        return match.end()


class Regions:
    """Comments and raw-text elements of a page in lower case: what is no markup in it."""

    def __init__(self, low: bytes) -> None:
        self.low = low
        self._found: list[Region] = []
        self._starts: list[int] = []
        self._next = self._read()
        self._read_to = 0

    def region(self, at: int) -> Region | None:
        """The comment or raw text that offset ``at`` lies in. The page is read no further than asked for."""
        while self._read_to <= at:
            region = next(self._next, None)
            if region is None:
                self._read_to = len(self.low) + 1
            else:
                self._found.append(region)
                self._starts.append(region.start)
                self._read_to = region.end
        index = bisect_right(self._starts, at) - 1
        if index >= 0 and at < self._found[index].end:
            return self._found[index]
        return None

    def _read(self) -> Iterator[Region]:
        """Comments and raw-text elements in order, disjoint."""
        at, low = 0, self.low
        unclosed: set[bytes] = set()
        ahead, tags = _Ahead(low, _RAW_OPENINGS), _Tags(low)
        while (start := ahead.next(at)) >= 0:
            match = _RAW.match(low, start)
            if match is None:  # the name goes on
                at = start + 1
                continue
            at = match.end()
            name = match[1]
            if name is None:
                end = low.find(b"-->", match.start() + 2)  # <!--> and <!---> are whole comments
                end = len(low) if end < 0 else max(end, at)  # an open comment hides all the rest
                yield Region("comment", at, end)
                at = end
                continue
            begin = at if match[2] else tags.end(match.start())
            if begin < 0 or name in unclosed:
                continue
            end = find_literal(low, b"</" + name, begin)
            if end < 0:  # a browser would read to the end; pages cut short or in XHTML are read on
                unclosed.add(name)
                continue
            yield Region(name.decode(), begin, end)
            at = end


class _OfThread(threading.local):
    """The regions of the last page that a thread read: what asks whether to search a page, and what does."""

    def __init__(self) -> None:
        self.regions = LastResult(Regions)


_OF_THREAD = _OfThread()


def regions_of(low: bytes) -> Regions:
    """The regions of a page in lower case."""
    return _OF_THREAD.regions(low)


class Page:
    """The source of one page."""

    def __init__(self, source: str) -> None:
        self.raw, self.low = as_bytes(source)
        self._plain = len(self.raw) == len(source)
        #: Where the tag ends that opens at an offset, or -1 where it is never closed.
        self.tag_end = _Tags(self.low).end
        #: The comment or the raw text that an offset lies in, or None.
        self.region = regions_of(self.low).region
        self._paired: dict[str, dict[int, Span]] = {}
        self._elements: dict[tuple[bytes, ...], list[Span]] = {}
        self._looked = 0
        self._given = 0

    def text(self, start: int, end: int) -> str:
        """The source between two offsets; a cut character shows as U+FFFD."""
        piece = self.raw[start:end]
        try:
            return piece.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:  # the cut fell inside a character
            return piece.decode("utf-8", "replace")

    def in_code_points(self, matches: list[Match]) -> list[Match]:
        """``matches``, whose spans are in bytes, with spans in code points of the source."""
        for match, spans in zip(matches, self.spans([m.spans for m in matches]), strict=True):
            match.spans = spans
        return matches

    def spans(self, groups: list[list[Span]]) -> list[list[Span]]:
        """The same spans in code points of the source."""
        if self._plain:
            return groups
        at = points = 0
        seen: dict[int, int] = {}
        for edge in sorted({edge for spans in groups for span in spans for edge in span}):
            points += _points(self.raw, at, edge)
            seen[edge] = points
            at = edge
        return [[(seen[start], seen[end]) for start, end in spans] for spans in groups]

    def elements(self, names: tuple[bytes, ...]) -> list[Span]:
        """The spans of the elements called one of ``names``, each of which is rare; sorted and disjoint."""
        if names not in self._elements:
            spans: list[Span] = []
            for name in names:
                if find_literal(self.low, b"<" + name, 0) >= 0:
                    spans += ((start, end) for start, (_, end) in self._pairs(name.decode()).items())
            self._elements[names] = merge(spans)
        return self._elements[names]

    def in_code(self, at: int) -> bool:
        """Whether offset ``at`` lies in an element that shows code to a reader."""
        spans = self.elements(CODE)
        index = bisect_right(spans, (at, len(self.low))) - 1
        return index >= 0 and at < spans[index][1]

    def tag_around(self, at: int) -> int:
        """Offset of the start tag whose attributes hold ``at``, or -1."""
        left = at
        for _ in range(4):  # attributes may hold a "<" of their own
            left = self.low.rfind(b"<", max(0, at - LONGEST_TAG), left)
            if left < 0:
                return -1
            if self.low[left + 1 : left + 2].isalpha() and self.tag_end(left) > at:
                return left
        return -1

    def element(self, name: str, start: int, reach: int) -> Element | None:
        """The element ``name`` whose start tag is at ``start``; None where that tag is never closed.

        An end tag closes the last one open, as in browsers. ``reach``: how far the end tag is looked
        for. Past a few times the page's own length in all, every element of the name is paired at
        once, so that the whole stays linear however deep a page nests.
        """
        inside = self.tag_end(start)
        if inside < 0:
            return None
        if self._looked > _PATIENCE * len(self.low):
            close, end = self._pairs(name).get(start, (inside, inside))
            return (
                Element(name, start, inside, close, end)
                if end - inside <= reach
                else _open(name, start, inside)
            )
        depth, stop = 1, min(len(self.low), inside + reach)
        for closing, at, after in self._tags(name, inside, stop):
            depth += -1 if closing else 1
            if depth == 0:
                self._looked += after - inside
                return Element(name, start, inside, at, after)
        self._looked += stop - inside
        return _open(name, start, inside)

    def parsed(self, start: int, end: int) -> int:
        """Where a parse of ``start`` to ``end`` should stop: nothing of an embed is so far behind its
        start, and a page full of carriers without a post is not parsed over and over."""
        fresh = self._given < _PATIENCE * len(self.low)
        stop = min(end, start + (_LONGEST_PARSED if fresh else _SHORTEST_PARSED))
        self._given += stop - start
        return stop

    def _tags(self, name: str, start: int, stop: int) -> Iterator[tuple[bool, int, int]]:
        """Start and end tags of ``name``: whether it is an end tag, where it begins and ends."""
        edge = start
        for match in _TAGS[name].finditer(self.low, start, stop):
            at = match.start()
            if at < edge or self.region(at) is not None:
                continue
            after = self.tag_end(at)
            if after >= 0:
                edge = after
                yield bool(match[1]), at, after

    def _pairs(self, name: str) -> dict[int, Span]:
        """The end tag of every element ``name`` that has one, by the offset of its start tag."""
        if name not in self._paired:
            pairs: dict[int, Span] = {}
            pending: list[int] = []
            for closing, at, after in self._tags(name, 0, len(self.low)):
                if not closing:
                    pending.append(at)
                elif pending:
                    pairs[pending.pop()] = (at, after)
            self._paired[name] = pairs
        return self._paired[name]


@LastResult
def as_bytes(source: str) -> tuple[bytes, bytes]:
    """``source`` in UTF-8, and the same in lower case."""
    raw = source.encode("utf-8", "surrogatepass")
    return raw, raw.lower()


#: Start and end tags by the name of their element.
_TAGS = PatternFamily(lambda name: b"<(/?)" + re.escape(name.encode()) + rb"(?=[\s/>])")


def _open(name: str, start: int, inside: int) -> Element:
    return Element(name, start, inside, inside, inside)


def _points(raw: bytes, start: int, end: int) -> int:
    return len(raw[start:end].decode("utf-8", "surrogatepass"))
