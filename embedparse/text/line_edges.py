"""Whether a place in a text is at the edge of its line.

A module of its own because it loads nothing: links, which archives hold most, need no more than this.
"""

from __future__ import annotations

#: More blanks and marks than this beside the words of a line: no line of an article.
_MARGIN = 80


def begins_line(text: str, at: int, marks: str = " \t>") -> bool:
    """Whether nothing but ``marks`` stands between ``at`` and the start of its line."""
    before = text[max(0, at - _MARGIN) : at].rstrip(marks)
    return before.endswith("\n") if before else at <= _MARGIN


def ends_line(text: str, at: int, marks: str = " \t\r\u00a0") -> bool:
    """Whether nothing but ``marks`` stands between ``at`` and the end of its line."""
    after = text[at : at + _MARGIN].lstrip(marks)
    return after.startswith("\n") if after else len(text) - at <= _MARGIN
