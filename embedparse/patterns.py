"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, AnyStr, Generic, Literal

Engine = Literal["re", "regex"]

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class LazyPattern(Generic[AnyStr]):
    """A regular expression that is compiled at its first use, by `re` or by `regex`.

    Most documents hold no post: importing a module of rules must not compile its patterns, nor load
    `regex`. ``source`` is the pattern, or a function that gives it where it is made from tables that are
    read late. After the first use a method is the compiled pattern's own.
    """

    __slots__ = ("_engine", "_flags", "_source", *_METHODS)

    search: Callable[..., re.Match[AnyStr] | None]
    match: Callable[..., re.Match[AnyStr] | None]
    fullmatch: Callable[..., re.Match[AnyStr] | None]
    finditer: Callable[..., Iterator[re.Match[AnyStr]]]
    findall: Callable[..., list[Any]]
    sub: Callable[..., AnyStr]
    split: Callable[..., list[Any]]

    def __init__(
        self, source: AnyStr | Callable[[], AnyStr], flags: int = 0, *, engine: Engine = "re"
    ) -> None:
        self._source: AnyStr | Callable[[], AnyStr] = source
        self._flags = int(flags)  # `regex` takes a sixth longer with members of an enum
        self._engine = engine

    @property
    def pattern(self) -> AnyStr:
        """What is compiled."""
        return self._source if isinstance(self._source, str | bytes) else self._source()

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern; Python calls this only for a method that is not yet set.

        Raises re.error or regex.error if the pattern is malformed.
        """
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = import_module(self._engine).compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


class PatternFamily(dict[str, LazyPattern[AnyStr]]):
    """Patterns that differ in one word, each made by ``template`` from its word when it is first asked for.

    They are kept: the words must be those of a table, not of a document.
    """

    def __init__(self, template: Callable[[str], AnyStr], flags: int = 0, *, engine: Engine = "re") -> None:
        super().__init__()
        self._template: Callable[[str], AnyStr] = template
        self._flags = flags
        self._engine = engine

    def __missing__(self, word: str) -> LazyPattern[AnyStr]:
        found = self[word] = LazyPattern(self._template(word), self._flags, engine=self._engine)
        return found
