"""Prints with hard wraps: lines that are broken at a column, and how they were before.

Told by what the breaks do: a line is broken where the first word of the next one had no room.
"""

from __future__ import annotations

from itertools import pairwise

#: Columns at which prints are broken, and so many breaks show it.
_NARROWEST, _WIDEST = 40, 130
_ENOUGH = 6
#: A line that fills so much of the width is long, and most long ones are full: so many times the others.
_LONG, _MOST = 0.75, 2


def width_of(lines: list[str]) -> int:
    """The column at which ``lines`` are broken; 0 where they are whole paragraphs."""
    if any(len(line) > _WIDEST and " " in line.strip() for line in lines):
        return 0  # fast path: most documents are not wrapped
    width = max((len(line.rstrip()) for line in lines if " " in line.strip()), default=0)
    if width < _NARROWEST:
        return 0
    long = [
        is_full(above, below, width)
        for above, below in pairwise(lines)
        if len(above.rstrip()) > width * _LONG and below.strip()
    ]
    full = sum(long)
    return width if full >= max(_ENOUGH, (len(long) - full) * _MOST) else 0


def is_full(above: str, below: str, width: int) -> bool:
    """Whether the first word of ``below`` had no room in the line ``above``."""
    return len(above.rstrip()) + 1 + len(below.split(None, 1)[0]) > width


def goes_on(above: str, below: str, width: int) -> bool:
    """Whether ``below`` is the rest of the line ``above``; not so where a sentence ends and one begins."""
    if not above.strip() or not below.strip():
        return False
    end, start = above.rstrip()[-1], below.lstrip()[0]
    return is_full(above, below, width) and (end not in _SENTENCE_ENDS or start.islower())


_SENTENCE_ENDS = frozenset('.!?…:。！？"”»“)')


def unwrapped(lines: list[str], width: int) -> list[str]:
    """``lines`` with those put together that were one."""
    out: list[str] = []
    last = ""
    for line in lines:
        if goes_on(last, line, width):
            out[-1] += " " + line.strip()
        else:
            out.append(line)
        last = line
    return out
