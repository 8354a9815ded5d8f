"""Paragraphs that two blanks or more part, where a corpus put blanks in place of line breaks."""

from __future__ import annotations

import re

#: A text with more lines keeps its paragraphs apart by them.
_MOST_BREAKS = 2
_FEWEST_GAPS = 3
_GAP = re.compile(r"(?<=\S)[ \u00a0]{1,200}[ \u00a0](?=\S)")
#: What ends a paragraph; what opens an attribution.
_ENDS, _DASHES = frozenset('.!?…。！？।؟:"”’»)'), frozenset("—–-")
#: Two sentences of a paragraph.
_JOINT = re.compile(r"(?<=[^\W\d_][.!?।؟…]) (?=[^\W\d_a-z])")


def broken_at_gaps(text: str) -> str:
    """``text`` with a line break at the end of each wide gap that parts paragraphs, as long as before.

    Where two blanks are behind every sentence, or anywhere in a line, they part none.
    """
    if len(text.split("\n", _MOST_BREAKS + 1)) > _MOST_BREAKS + 1 or "  " not in text:
        return text
    gaps = list(_GAP.finditer(text))
    if len(gaps) < _FEWEST_GAPS:
        return text
    parting = sum(_parts(text[gap.start() - 1], text[gap.end()]) for gap in gaps)
    if parting < 0.8 * len(gaps) or 4 * len(_JOINT.findall(text)) < len(gaps):
        return text
    return _GAP.sub(lambda gap: gap[0][:-1] + "\n", text)


def _parts(before: str, behind: str) -> bool:
    """Whether a paragraph, or the year of an attribution, ends in ``before``, or a dash is ``behind``."""
    return before in _ENDS or before.isdigit() or behind in _DASHES
