"""Half-open spans of a text: merged, tested for overlaps, and mapped between a text and its source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter

from embedparse.models import Span

#: Looked for instead of copying what is between two spans: a definition of a link may be a megabyte away.
_VISIBLE = re.compile(r"\S")


def merge(spans: Iterable[Span]) -> list[Span]:
    """Sorted, disjoint union of ``spans``; touching ones become one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif start < end:
            out.append((start, end))
    return out


def bridge(text: str, spans: Iterable[Span]) -> list[Span]:
    """Like `merge`, and joins spans that only white space keeps apart."""
    out: list[Span] = []
    for start, end in merge(spans):
        if out and _VISIBLE.search(text, out[-1][1], start) is None:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def inside(spans: list[Span], start: int, end: int) -> list[Span]:
    """What of ``spans`` (sorted, disjoint) is from ``start`` to ``end``, counted from ``start``.

    >>> inside([(1, 3), (5, 8), (9, 12)], 6, 10)
    [(0, 2), (3, 4)]
    """
    out = []
    for number in range(bisect_right(spans, start, key=itemgetter(1)), len(spans)):
        if spans[number][0] >= end:
            break
        out.append((max(spans[number][0], start) - start, min(spans[number][1], end) - start))
    return out


class Taken:
    """Disjoint, half-open spans, kept sorted; a document may hold many thousands.

    >>> taken = Taken([(3, 5), (8, 9)])
    >>> taken.overlaps((5, 8)), taken.overlaps((4, 8))
    (False, True)
    """

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            elif start < end:
                self._starts.append(start)
                self._ends.append(end)

    def overlaps(self, span: Span) -> bool:
        """Whether ``span`` shares a character with a taken one."""
        start, end = span
        before = bisect_left(self._starts, end) - 1
        return before >= 0 and self._ends[before] > start

    def gaps(self, span: Span) -> Iterator[Span]:
        """The parts of ``span`` that are not taken, in order.

        >>> list(Taken([(3, 5), (8, 9)]).gaps((4, 12)))
        [(5, 8), (9, 12)]
        """
        start, stop = span
        for number in range(bisect_right(self._ends, start), len(self._starts)):
            if self._starts[number] >= stop:
                break
            if start < self._starts[number]:
                yield start, self._starts[number]
            start = max(start, self._ends[number])
        if start < stop:
            yield start, stop

    def add(self, span: Span) -> None:
        """Take ``span``, which must not overlap what is taken."""
        place = bisect_left(self._starts, span[0])
        self._starts.insert(place, span[0])
        self._ends.insert(place, span[1])


class OffsetMap:
    """Where the characters of a derived text are in its source.

    Shape: the derived text consists of pieces copied from the source, in order, and of characters that the
    source does not hold (a line break for `<p>`); each piece is given once, by `add`.
    """

    def __init__(self) -> None:
        self._derived: list[int] = []
        self._source: list[int] = []
        self._lengths: list[tuple[int, int]] = []

    def add(self, derived: int, source: int, length: int, source_length: int | None = None) -> None:
        """Note that ``length`` characters at ``derived`` are those at ``source``; both only grow.

        Where ``source_length`` is another one, the piece is not a copy and maps as a whole.
        """
        if length > 0:
            self._derived.append(derived)
            self._source.append(source)
            self._lengths.append((length, length if source_length is None else source_length))

    def to_source(self, span: Span) -> list[Span]:
        """The spans of the source that ``span`` of the derived text was made from, sorted and merged."""
        start, end = span
        out: list[Span] = []
        at = max(0, bisect_right(self._derived, start) - 1)
        while at < len(self._derived) and self._derived[at] < end:
            (length, source_length), begin = self._lengths[at], self._source[at]
            low, high = max(0, start - self._derived[at]), min(length, end - self._derived[at])
            if low < high:
                copied = length == source_length
                out.append((begin + low, begin + high) if copied else (begin, begin + source_length))
            at += 1
        return merge(out)

    def cover(self, span: Span) -> Span:
        """The shortest span of the source that holds all of `to_source`; ``span`` must not be empty."""
        spans = self.to_source(span)
        return spans[0][0], spans[-1][1]


def without(text: str, spans: Iterable[Span], instead: str) -> tuple[str, OffsetMap]:
    """``text`` with ``instead`` in place of each of ``spans`` (sorted, disjoint), and the map back."""
    parts: list[str] = []
    offsets, edge, size = OffsetMap(), 0, 0
    for start, end in (*spans, (len(text), len(text))):
        offsets.add(size, edge, start - edge)
        parts.append(text[edge:start])
        size += start - edge
        if start < end:
            parts.append(instead)
            size += len(instead)
        edge = end
    return "".join(parts), offsets


_BLANK = " \t\r\n\u00a0"


def widen(text: str, span: Span) -> Span:
    """Extend ``span`` over the white space that only served to separate the embed.

    The weaker of the two separators goes (a blank before a line break, one of two equal ones),
    the stronger stays: two paragraphs that the embed was between remain two paragraphs.
    """
    start, end = span
    left, right = start, end
    while left > 0 and text[left - 1] in _BLANK:
        left -= 1
    while right < len(text) and text[right] in _BLANK:
        right += 1
    if left == 0 or right == len(text):
        return (left, right)  # nothing left to separate on one side
    before, after = text[left:start], text[end:right]
    if before.count("\n") > after.count("\n") or (not after and before):
        return (start, right)
    return (left, end)


def cut(text: str, removed: Iterable[Span]) -> str:
    """``text`` without ``removed`` (sorted, disjoint)."""
    parts, edge = [], 0
    for start, end in removed:
        parts.append(text[edge:start])
        edge = end
    parts.append(text[edge:])
    return "".join(parts)


def rebuild(prose: str, removed: Iterable[Span], pieces: Iterable[str]) -> str:
    """The document again, from its prose, the removed spans and what was in them."""
    parts, taken, edge = [], 0, 0
    for (start, end), piece in zip(removed, pieces, strict=True):
        parts.append(prose[taken : taken + start - edge])
        parts.append(piece)
        taken += start - edge
        edge = end
    parts.append(prose[taken:])
    return "".join(parts)
