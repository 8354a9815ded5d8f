"""Which groups of literals a text holds: one pass of an automaton for all, where hyperscan is installed.

Without it, and in the first texts of a process, only groups of one literal are looked for, and any other may
be there: what follows looks for itself, slower, with the same result. In the very first each literal is
looked for: that takes less than to compile the patterns that do so.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Collection, Mapping
from functools import cached_property

from embedparse import literal_database
from embedparse.byte_search import encoded

#: So many characters are read in the time in which the automaton is loaded and built.
_WORTH_BUILDING = 500_000
#: Of so many, each literal is looked for by itself.
_FIRST = 10_000
#: A longer text, in characters, is read without: its bytes would be a copy of it.
_LONGEST = 1 << 26

#: The names of the groups, each with what gives its literals.
Groups = Mapping[str, Callable[[], Collection[str]]]


class LiteralGroups(threading.local):
    """Tells which of ``groups`` a text may hold a literal of. Each thread has its own scratch memory.

    Of the groups named ``distinguished`` the automaton gives the literals themselves in place of the name.
    """

    def __init__(self, groups: Groups, distinguished: Collection[str] = ()) -> None:
        self._groups = groups
        self._distinguished = distinguished
        self._read = 0
        self._automaton: _Automaton | None = None
        self._is_installed = True

    def in_text(self, text: str) -> frozenset[str]:
        """The names of the groups one of whose literals may be in ``text``, and the literals found."""
        if self._automaton is None:
            self._build_after(len(text))
        if self._automaton is None or len(text) > _LONGEST:
            most = sys.maxsize if self._read <= _FIRST else 1
            return frozenset(
                name
                for name, literals in self._literals.items()
                if len(literals) > most or any(literal in text for literal in literals)
            )
        return self._automaton.names_in(text)

    @cached_property
    def _literals(self) -> dict[str, Collection[str]]:
        return {name: literals() for name, literals in self._groups.items()}

    def _build_after(self, size: int) -> None:
        """Build the automaton once enough has been read; ``size`` more characters are to be."""
        self._read += size
        if self._is_installed and self._read > _WORTH_BUILDING:
            try:
                self._automaton = _Automaton(self._groups, self._distinguished)
            except ImportError:
                self._is_installed = False


class _Automaton:
    """Looks for the literals of all groups at once."""

    def __init__(self, groups: Groups, distinguished: Collection[str]) -> None:
        """Raises ImportError if hyperscan is not installed."""
        literals = [(each, name) for name, literals in groups.items() for each in literals()]
        # A pattern of one character makes the automaton five times as slow to build; `in` is faster still.
        self._signs = [literal for literal, name in literals if len(literal) == 1 and literal == name]
        literals = [(literal, name) for literal, name in literals if literal not in self._signs]
        self._names = [literal if name in distinguished else name for literal, name in literals]
        self._database = literal_database.compiled([each.encode() for each, _ in literals], once=True)
        self._found: list[int] = []

    def names_in(self, text: str) -> frozenset[str]:
        """The names of the groups that ``text`` holds a literal of."""
        self._found.clear()
        self._database.scan(encoded(text), match_event_handler=self._note)
        signs = (sign for sign in self._signs if sign in text)
        return frozenset((*signs, *(self._names[k] for k in self._found)))

    def _note(self, number: int, _start: int, _end: int, _flags: int, _context: object) -> None:
        self._found.append(number)
