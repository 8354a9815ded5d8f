"""A memory of what the last lines showed, which is the same wherever a line is.

Between two posts a line is read from both sides, and again in what is left of the text. It holds about the
lines of one article, and none that is long, so that no document fills it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

_P = ParamSpec("_P")
_R = TypeVar("_R")
#: How many lines are remembered, and the longest of them in characters.
_LINES, _LONGEST = 256, 2000


def remember_lines(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """``function``, a pure one whose first argument is a line, with a memory of its results."""
    known = cast("Callable[_P, _R]", lru_cache(maxsize=_LINES)(function))

    @wraps(function)
    def read(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        line = args[0]
        return (known if isinstance(line, str) and len(line) <= _LONGEST else function)(*args, **kwargs)

    return read
