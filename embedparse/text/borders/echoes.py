"""Whether the words of a segment are elsewhere in the article: prose quotes a post that it shows.

What an article repeats is seldom its own prose: the line that quotes is above the post, or below it.
"""

from __future__ import annotations

import re

from embedparse.text.borders.segments import Segment

#: Where a segment's words are said once more: above it, between it and the attribution, beyond that; in
#: quotation marks or without.
PLACES = ("above", "before the attribution", "beyond")
#: Code points of a probe, and of one in a script where a character is a word or half of one.
PROBE, IDEOGRAPHIC_PROBE = 26, 12
#: Code points looked at above a segment and beyond its attribution.
REACH = 6000
#: Code points before a probe in which the mark that opens its quotation is looked for.
QUOTED = 160
_MARK = re.compile(r"[\"“„«‹「『‘'][^\n]*\Z")


def echoes_of(text: str, unit: Segment, attribution: int) -> list[str]:
    """Where in ``text`` the words of ``unit`` are said once more; ``attribution`` is its post's offset."""
    probes = _probes(unit)
    if not probes:
        return []
    start, end = unit.start, unit.end
    near, far = (end, attribution) if end <= attribution else (attribution, start)
    last = max(end, attribution)
    windows = ((max(0, start - REACH), min(start, attribution)), (near, far), (last, last + REACH))
    found = []
    for place, (lo, hi) in zip(PLACES, windows, strict=True):
        at = next((at for probe in probes if (at := text.find(probe, lo, hi)) >= 0), -1)
        if at >= 0:
            found.append(("quoted " if _is_quoted(text, at) else "said ") + place)
    return found


def _is_quoted(text: str, at: int) -> bool:
    """Whether a quotation mark stands before ``at`` on its line, not far away."""
    return _MARK.search(text, max(0, at - QUOTED), at) is not None


def _probes(unit: Segment) -> list[str]:
    """Stretches of ``unit`` that no other sentence has by chance: none where it is too short for one."""
    text = unit.text
    size = IDEOGRAPHIC_PROBE if "\u3040" <= text[len(text) // 2] <= "\u9fff" else PROBE
    spare = len(text) - size - 2
    if spare < 0:
        return []
    found = (
        text[at : at + size] for at in dict.fromkeys((1 + spare // 4, 1 + spare // 2, 1 + 3 * spare // 4))
    )
    return [probe for probe in found if "/" not in probe]
