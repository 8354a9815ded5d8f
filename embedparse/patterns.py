"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Literal

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class LazyPattern:
    """A regular expression that is compiled at its first use, by `re` or by `regex`.

    Most documents hold no post: importing a module of rules must not compile its patterns, nor load
    `regex`. After the first use a method is the compiled pattern's own.
    """

    __slots__ = ("_engine", "_flags", "pattern", *_METHODS)

    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[Any]]
    sub: Callable[..., str]
    split: Callable[..., list[Any]]

    def __init__(self, pattern: str, flags: int = 0, *, engine: Literal["re", "regex"] = "re") -> None:
        self.pattern = pattern
        self._flags = flags
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern; Python calls this only for a method that is not yet set."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = self._compile()
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def _compile(self) -> Any:
        """Raises re.error or regex.error if the pattern is malformed."""
        if self._engine == "re":
            return re.compile(self.pattern, self._flags)
        import regex  # heavy: loaded for documents that may hold a post

        return regex.compile(self.pattern, self._flags)
