"""The last result of a function of a document: its stages ask for the same one in turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Source = TypeVar("Source")
Result = TypeVar("Result")


class LastResult(Generic[Source, Result]):
    """A function of one document that keeps its last result, and gives it again for the same object.

    Documents are compared by identity: hashing one takes about as long as what is to be saved. Threads may
    share it; at worst each computes its own.
    """

    def __init__(self, function: Callable[[Source], Result]) -> None:
        self._function = function
        self._last: tuple[Source, Result] | None = None
        self.__doc__ = function.__doc__

    def __call__(self, source: Source) -> Result:
        last = self._last  # read once: another thread may put its document there
        if last is None or last[0] is not source:
            last = self._last = (source, self._function(source))
        return last[1]
