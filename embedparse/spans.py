"""Half-open spans of a text: put together, and kept so that overlaps are told without looking at each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from embedparse.models import Span


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
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
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

    def add(self, span: Span) -> None:
        """Take ``span``, which must not overlap what is taken."""
        place = bisect_left(self._starts, span[0])
        self._starts.insert(place, span[0])
        self._ends.insert(place, span[1])
