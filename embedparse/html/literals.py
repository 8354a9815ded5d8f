"""Where literals occur in a page: all `signs` in one pass of an automaton, where hyperscan is installed.

Without it, and in the first pages of a process, each literal is looked for by itself when it is asked for:
the result is the same.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator
from functools import cache

from embedparse import literal_database
from embedparse.html import signs
from embedparse.last_result import LastResult

try:
    import stringzilla
except ImportError:
    stringzilla = None

_find: Callable[[bytes, bytes, int], int] = bytes.find if stringzilla is None else stringzilla.find
#: Offsets by literal.
Hits = dict[bytes, list[int]]
#: So many bytes are searched in the time in which the automaton is loaded and built; a page of no length
#: takes as long as so many.
_WORTH_BUILDING, _PER_PAGE = 1_000_000, 12_000


def find_literal(page: bytes, literal: bytes, start: int) -> int:
    """Where ``literal`` occurs first in ``page`` from ``start`` on, or -1."""
    return _find(page, literal, start)


def holds(page: bytes, literal: bytes) -> bool:
    """Whether ``literal`` occurs in ``page``."""
    hits = _hits(page) if literal in _known() else None
    return _find(page, literal, 0) >= 0 if hits is None else literal in hits


def holds_any(page: bytes, literals: Collection[bytes]) -> bool:
    """Whether any of ``literals``, all of them signs, occurs in ``page``."""
    hits = _hits(page)
    if hits is None:
        return any(_find(page, literal, 0) >= 0 for literal in literals)
    return any(literal in literals for literal in hits)


def offsets(page: bytes, literal: bytes) -> list[int]:
    """Where ``literal`` occurs in ``page``, in order."""
    hits = _hits(page) if literal in _known() else None
    return list(_occurrences(page, literal)) if hits is None else hits.get(literal, [])


def offsets_of_any(page: bytes, literals: Collection[bytes]) -> list[int]:
    """Where any of ``literals``, all of them signs, occurs in ``page``, in order."""
    hits = _hits(page)
    if hits is None:
        return sorted(at for literal in literals for at in _occurrences(page, literal))
    return sorted(at for literal, found in hits.items() if literal in literals for at in found)


def _occurrences(page: bytes, literal: bytes) -> Iterator[int]:
    at = _find(page, literal, 0)
    while at >= 0:
        yield at
        at = _find(page, literal, at + len(literal))


@cache
def _known() -> frozenset[bytes]:
    return frozenset(signs.all_signs())


class _Automaton:
    """Looks for all signs at once."""

    def __init__(self) -> None:
        """Raises ImportError if hyperscan is not installed."""
        self._literals = signs.all_signs()
        self._database = literal_database.compiled(self._literals)

    def hits(self, page: bytes) -> Hits:
        """The signs that occur in ``page``, each with its offsets in order."""
        ends: list[tuple[int, int]] = []

        def note(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            ends.append((end, number))

        self._database.scan(page, match_event_handler=note)
        hits: Hits = {}
        for end, number in sorted(ends):
            literal = self._literals[number]
            found = hits.setdefault(literal, [])
            start = end - len(literal)
            if not found or start >= found[-1] + len(literal):  # `{{` occurs in `{{{` once
                found.append(start)
        return hits


class _Own(threading.local):
    """The automaton of a thread, which needs scratch memory of its own, once it is worth building."""

    automaton: _Automaton | None = None
    searched = 0
    is_there = True

    def search(self, page: bytes) -> Hits | None:
        """The signs in ``page``; None without an automaton."""
        if self.automaton is None and self.is_there:
            self.searched += len(page) + _PER_PAGE
            if self.searched > _WORTH_BUILDING:
                try:
                    self.automaton = _Automaton()
                except ImportError:
                    self.is_there = False
        return None if self.automaton is None else self.automaton.hits(page)


_OWN = _Own()
_hits = LastResult(_OWN.search)
