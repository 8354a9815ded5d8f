"""A page's source as bytes: raw-text regions, start tags, extents of elements. Linear, no tree.

All offsets in here are bytes of the UTF-8 form of the source; `Page.spans` turns them into code
points at the very end. Lower-casing bytes touches ASCII alone, so offsets stay true.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from embedparse.models import Span

#: A start tag that is longer is taken for broken markup. Substack's attributes reach 30 kB.
_LONGEST_TAG = 1 << 18

#: Attributes as the HTML standard reads them: quotes count only after an equals sign.
_TAG_REST = re.compile(rb"""(?: [^>=]++ | = \s*+ (?: "[^"]*+" | '[^']*+' )?+ )*+ >""", re.VERBOSE)
#: Where markup is text: what a browser reads up to the end tag without looking for tags in it.
_RAW = re.compile(rb"<(?:(!--)|(script|style|textarea|title|xmp|noembed|noframes)(?=[\s/>]))")


@dataclass(frozen=True, slots=True)
class Region:
    """A comment or the content of a raw-text element: ``start`` and ``end`` of the content."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Element:
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


class Page:
    """The source of one page."""

    def __init__(self, source: str) -> None:
        self.raw = source.encode("utf-8", "surrogatepass")
        self.low = self.raw.lower()
        self._plain = len(self.raw) == len(source)
        self._last_gt = self.low.rfind(b">")
        self._elements: dict[str, dict[int, Element]] = {}

    def text(self, start: int, end: int) -> str:
        """The source between two offsets; a cut character shows as U+FFFD."""
        piece = self.raw[start:end]
        try:
            return piece.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:  # the cut fell inside a character
            return piece.decode("utf-8", "replace")

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

    @cached_property
    def regions(self) -> list[Region]:
        """Comments and raw-text elements in order, disjoint."""
        found, at, low = [], 0, self.low
        unclosed: set[bytes] = set()
        while match := _RAW.search(low, at):
            at = match.end()
            if match[1]:
                end = low.find(b"-->", match.start() + 2)  # <!--> and <!---> are whole comments
                end = len(low) if end < 0 else max(end, at)  # an open comment hides all the rest
                found.append(Region("comment", at, end))
                at = end
                continue
            name, begin = match[2], self.tag_end(match.start())
            if begin < 0 or name in unclosed:
                continue
            end = low.find(b"</" + name, begin)
            if end < 0:  # a browser would read to the end; pages cut short or in XHTML are read on
                unclosed.add(name)
                continue
            found.append(Region(name.decode(), begin, end))
            at = end
        return found

    @cached_property
    def _region_starts(self) -> list[int]:
        return [region.start for region in self.regions]

    def region(self, at: int) -> Region | None:
        """The comment or raw text that offset ``at`` lies in."""
        index = bisect_right(self._region_starts, at) - 1
        if index >= 0 and at < self.regions[index].end:
            return self.regions[index]
        return None

    def tag_end(self, start: int) -> int:
        """Offset after the tag that opens at ``start``, or -1 where it is never closed."""
        if start >= self._last_gt:
            return -1
        match = _TAG_REST.match(self.low, start + 1, start + _LONGEST_TAG)
        return match.end() if match else -1

    def tag_around(self, at: int) -> int:
        """Offset of the start tag whose attributes hold ``at``, or -1."""
        left = at
        for _ in range(4):  # attributes may hold a "<" of their own
            left = self.low.rfind(b"<", max(0, at - _LONGEST_TAG), left)
            if left < 0:
                return -1
            if self.low[left + 1 : left + 2].isalpha() and self.tag_end(left) > at:
                return left
        return -1

    def elements(self, name: str) -> dict[int, Element]:
        """Every element called ``name`` by the offset of its start tag, comments and scripts left out.

        An end tag closes the last one open, as in browsers.
        """
        if name not in self._elements:
            self._elements[name] = self._pair(name.encode())
        return self._elements[name]

    def _pair(self, name: bytes) -> dict[int, Element]:
        found: dict[int, Element] = {}
        open_: list[tuple[int, int]] = []
        word, at, low = name.decode(), 0, self.low
        for match in re.finditer(rb"<(/?)" + re.escape(name) + rb"(?=[\s/>])", low):
            start = match.start()
            if start < at or self._in_region(start):
                continue
            inside = self.tag_end(start)
            at = inside if inside >= 0 else start + 1
            if inside < 0:
                continue
            if not match[1]:
                open_.append((start, inside))
            elif open_:
                begin, after = open_.pop()
                found[begin] = Element(word, begin, after, start, inside)
        for begin, after in open_:
            found[begin] = Element(word, begin, after, after, after)
        return found

    def _in_region(self, at: int) -> bool:
        return self.region(at) is not None


def _points(raw: bytes, start: int, end: int) -> int:
    return len(raw[start:end].decode("utf-8", "surrogatepass"))
