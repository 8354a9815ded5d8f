"""How the time of some work grows with its input, judged so that a busy machine does not decide it.

Processor time is measured, not the clock's: other work on the machine does not count. It still
disturbs caches and cores, so the best of several runs stands for a size, and there is a verdict
against the work only when it was tried for long enough. Four times the input, not twice: that sets
a linear loop (4) and a quadratic one (16) far apart.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

#: How much larger the second input is.
TIMES = 4
#: It may cost so many times as much: halfway, in logarithms, between linear and quadratic.
MOST = 8.0
#: Below this, in seconds, a ratio says nothing.
NOISE = 0.04
#: So many seconds of trying are no hiccup of the machine.
ENOUGH = 3.0
#: Nor are so many rounds, where one alone takes that long.
ROUNDS = 3


def repeated(unit: str) -> Callable[[int], str]:
    """What makes texts of about so many characters: ``unit`` again and again."""
    return lambda size: unit * max(1, size // len(unit))


def seconds(work: Callable[[Any], object], given: Any) -> float:
    """Processor time of ``work``."""
    begun = time.process_time()
    work(given)
    return time.process_time() - begun


def check_growth(work: Callable[[Any], object], make: Callable[[int], Any], size: int) -> float:
    """Hold that ``work`` takes time in proportion to its input, which ``make`` makes of a size.

    Returns the seconds for ``TIMES`` times ``size``.
    """
    small, large = make(size), make(TIMES * size)
    work(small)  # tables are loaded and patterns compiled before anything is measured
    smalls: list[float] = []
    larges: list[float] = []
    while sum(smalls + larges) < ENOUGH or len(larges) < ROUNDS:
        smalls += seconds(work, small), seconds(work, small)
        larges.append(seconds(work, large))
        if min(larges) <= max(NOISE, MOST * min(smalls)):
            return min(larges)
    pytest.fail(f"size {size}: {min(smalls):.3f} s, {TIMES} times that: {min(larges):.3f} s")
