"""Whether the words of a segment are elsewhere in the article: prose quotes a post that it shows.

What an article repeats is seldom its own prose: the line that quotes is above the post, or below it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from embedparse.byte_search import encoded, find_bytes
from embedparse.models import Span
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


class Echoes(NamedTuple):
    """Where else in ``text`` words of segments are said; ``attribution`` is the offset of their post's."""

    text: str
    attribution: int

    def add_to(self, facts: list[list[str]], units: list[Segment]) -> None:
        """Add to the facts of each unit where its words are said once more."""
        for unit, own in zip(units, facts, strict=False):
            probes = _probes(unit)
            if probes and _may_be_repeated(self.text, unit, probes):
                own += self._of(unit, probes)

    def _of(self, unit: Segment, probes: list[str]) -> list[str]:
        """Where the ``probes`` of ``unit`` are said once more."""
        text, start, end = self.text, unit.start, unit.end
        low, high = max(0, min(start, self.attribution) - REACH), max(end, self.attribution) + REACH
        probes = [probe for probe in probes if _is_repeated(text, probe, (low, high), (start, end))]
        found = []
        for place, (lo, hi) in zip(PLACES, self._windows(unit), strict=True) if probes else ():
            at = next((at for probe in probes if (at := self.text.find(probe, lo, hi)) >= 0), -1)
            if at >= 0:
                found.append(("quoted " if self._is_quoted(at) else "said ") + place)
        return found

    def _windows(self, unit: Segment) -> tuple[Span, Span, Span]:
        start, end, attribution = unit.start, unit.end, self.attribution
        between = (end, attribution) if end <= attribution else (attribution, start)
        last = max(end, attribution)
        return (max(0, start - REACH), min(start, attribution)), between, (last, last + REACH)

    def _is_quoted(self, at: int) -> bool:
        """Whether a quotation mark is before ``at`` on its line, not far away."""
        return _MARK.search(self.text, max(0, at - QUOTED), at) is not None


def _may_be_repeated(text: str, unit: Segment, probes: list[str]) -> bool:
    """Whether one of ``probes`` is in ``text`` once more than in ``unit``: most words are not.

    A long text is not searched whole for each: where it counts, `Echoes` looks itself.
    """
    if len(text) > 6 * REACH:
        return True
    data, said = encoded(text), text[unit.start : unit.end]
    end = len(data)
    for probe in probes:
        sought = probe.encode("utf-8", "surrogatepass")
        at = find_bytes(data, sought, 0, end)
        if at >= 0 and (find_bytes(data, sought, at + len(sought), end) >= 0 or probe not in said):
            return True
    return False


def _is_repeated(text: str, probe: str, around: Span, unit: Span) -> bool:
    """Whether ``probe`` may be in ``around`` elsewhere than in ``unit``: most words are said once."""
    at = text.find(probe, *around)
    if at < 0:
        return False
    return text.find(probe, at + len(probe), around[1]) >= 0 or text.find(probe, *unit) < 0


def _probes(unit: Segment) -> list[str]:
    """Stretches of ``unit`` that no other sentence has by chance: none where it is too short for one."""
    text = unit.text
    if len(text) < IDEOGRAPHIC_PROBE + 2:
        return []
    size = IDEOGRAPHIC_PROBE if "\u3040" <= text[len(text) // 2] <= "\u9fff" else PROBE
    spare = len(text) - size - 2
    if spare < 0:
        return []
    found = [text[at : at + size] for at in (1 + spare // 4, 1 + spare // 2, 1 + 3 * spare // 4)]
    return [probe for probe in found if "/" not in probe] if "/" in text else found
