"""The records of a set whose borders are least sure, kept as they stream by: what a person looks at first."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: Records whose borders are at least so sure need no second look.
SURE = 0.9
#: How many are kept.
MOST = 20


def border_probability(record: Mapping[str, Any]) -> float | None:
    """How sure the borders of ``record`` are, 0 to 1; None where it says nothing that is a number."""
    try:
        probability = float(str(record.get("border_probability")))
    except ValueError:
        return None
    return probability if 0 <= probability <= 1 else None


@dataclass(slots=True)
class SecondLook:
    """The ``MOST`` least sure records seen so far; memory does not grow with their number."""

    doubtful: int = 0
    _kept: list[tuple[float, int, Mapping[str, Any]]] = field(default_factory=list)

    def add(self, record: Mapping[str, Any]) -> None:
        """Take note of ``record`` if its borders are doubtful."""
        probability = border_probability(record)
        if probability is None or probability >= SURE or record.get("kind") == "link":
            return
        self.doubtful += 1
        entry = (-probability, -self.doubtful, record)  # the surest of those kept is the heap's first
        if len(self._kept) < MOST:
            heapq.heappush(self._kept, entry)
        else:
            heapq.heappushpop(self._kept, entry)

    def records(self) -> list[Mapping[str, Any]]:
        """Those kept, the least sure first."""
        return [record for _, _, record in sorted(self._kept, reverse=True, key=lambda entry: entry[:2])]
