"""The features of the candidates on one side of an attribution. Each name is a fact a reader could check.

Three kinds: of a segment (`segment_features`), of the boundary between two (`boundary_features`), of a whole
body. The names are the keys of ``weights.json``; `Facts.scores` adds the weights up.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import repeat
from typing import NamedTuple

from embedparse.text.borders.article import Context
from embedparse.text.borders.boundary_features import joints_above, joints_below
from embedparse.text.borders.candidates import BoundaryCandidates
from embedparse.text.borders.echoes import Echoes
from embedparse.text.borders.segment_features import of_segment, share_of_usual
from embedparse.text.borders.segments import (
    SPACED,
    Segment,
    length_of,
)
from embedparse.text.borders.weights import Table


class Body:
    """The units that one body would have, from the attribution outwards, and the facts of it so far."""

    __slots__ = (
        "_context",
        "_count",
        "_languages",
        "_longest",
        "_paragraphs",
        "_quotes",
        "_seps",
        "_within",
    )

    def __init__(self, context: Context) -> None:
        self._context = context
        self._count = self._longest = self._paragraphs = self._quotes = 0
        self._languages: set[str] = set()
        self._seps: set[str] = set()
        self._within = ""

    def grow(self, unit: Segment, parted: Segment | None) -> None:
        """Take in the next unit; ``parted`` is the segment whose ``sep`` now lies inside the body."""
        self._count += 1
        self._longest = max(self._longest, unit.weight)
        self._quotes += _depth(unit.text)
        if unit.language:
            self._languages.add(unit.language)
        if parted is not None:
            self._paragraphs += parted.sep in SPACED
            if parted.sep not in self._seps:
                self._seps.add(parted.sep)
                self._within = "+".join(sorted(self._seps))

    def facts(self, share: float, first: Segment, outer: str) -> list[str]:
        """Facts of a body that begins with ``first`` and fills ``share`` of the limit.

        ``outer`` is what parts it from the text beyond.
        """
        count, context = self._count, self._context
        paragraphs = self._paragraphs
        out = [
            f"count {count if count < 8 else 8}",
            "fills " + size_of_share(share),
            "longest " + share_of_usual(self._longest / context.median_line_length),
            f"paragraphs {paragraphs if paragraphs < 4 else 4}",
            # Line breaks inside a post and paragraphs of the page are often printed differently.
            f"{self._within} within {outer}",
        ]
        if context.list_style:
            out.append(f"count {count if count < 3 else 3} among {context.list_style}")
        if len(self._languages) > 1:
            out.append("mixed-languages")
        if self._quotes:
            out.append("quotes-open" if self._quotes > 0 else "quotes-close")
        if count > 1 and first.weight < 30:
            out.append("short-lead")
        return out


def _depth(text: str) -> int:
    """Quotation marks opened and not closed; negative where more are closed."""
    if text.isascii():
        return 0
    return sum(map(text.count, "“«「")) - sum(map(text.count, "”»」"))


_FULL = (0.1, 0.25, 0.5, 0.75, 0.9, 1.02, 1.15, 1.4)
_SHARES = (*(f"<={ceiling:.0%}" for ceiling in _FULL), f">{_FULL[-1]:.0%}")


def size_of_share(share: float) -> str:
    """Bucket of the share of the limit that a body fills."""
    return _SHARES[bisect_left(_FULL, share)]


_NO_WEIGHTS: dict[str, float] = {}
#: The groups of weights in the order that `Facts.scores` takes them.
_GROUPS = {
    role: tuple(f"{role}.{group}" for group in ("in", "no", "at", "of", "out", "none"))
    for role in ("head", "tail")
}


class Facts(NamedTuple):
    """The features of the candidates on one side.

    ``own[k]`` are those of unit k, ``joints[k]`` those of the joint beyond it, ``bodies[k]`` those of a
    body that ends with it; ``none`` those of a body without any unit.
    """

    own: list[list[str]]
    joints: list[list[str]]
    bodies: list[list[str]]
    none: list[str]

    def of_count(self, count: int) -> Iterator[tuple[str, str]]:
        """(group, feature) pairs for a body of ``count`` units, each with its weight's group."""
        if count == 0:
            yield from (("none", feature) for feature in self.none)
            return
        for k in range(count):
            yield from (("in", feature) for feature in self.own[k])
        for k in range(count - 1):
            yield from (("no", feature) for feature in self.joints[k])
        yield from (("at", feature) for feature in self.joints[count - 1])
        yield from (("of", feature) for feature in self.bodies[count - 1])
        if count < len(self.own):
            yield from (("out", feature) for feature in self.own[count])

    def scores(self, role: str, table: Table) -> list[float]:
        """Score of each count from 0 on: the sums of the weights of `of_count`, in one pass."""
        groups = [table.get(group, _NO_WEIGHTS) for group in _GROUPS[role]]
        within, no, at, body, beyond, none = [group.get for group in groups]
        own, zero = self.own, repeat(0.0)
        out = [sum(map(none, self.none, zero))]
        inside = 0.0
        for k, (joint, whole) in enumerate(zip(self.joints, self.bodies, strict=True)):
            inside += sum(map(within, own[k], zero))
            score = inside + sum(map(at, joint, zero)) + sum(map(body, whole, zero))
            if k + 1 < len(own):
                score += sum(map(beyond, own[k + 1], zero))
            inside += sum(map(no, joint, zero))
            out.append(score)
        return out


def facts_of(side: BoundaryCandidates) -> Facts:
    """The features of the units of ``side`` that may belong, and of the one beyond them."""
    units, most, context = side.units, side.most, side.context
    own = [of_segment(unit, context) for unit in units[: most + 1]]
    joints = joints_above(side, own) if side.role == "head" else joints_below(side)
    Echoes(side.text, side.attribution).add_to(own, units)
    none = _nothing(side)
    if side.role == "tail":
        none += ("rest:" + feature for features in own[:1] for feature in features)
    return Facts(own, joints, _bodies(side), none)


def _bodies(side: BoundaryCandidates) -> list[list[str]]:
    """The features of each body that ``side`` may have, from the one of one unit on."""
    units, limit, length = side.units, side.context.limit, side.above.length
    upwards = side.role == "head"
    body = Body(side.context)
    out = []
    for k, unit in enumerate(units[: side.most]):
        length += length_of(unit, limit) + 1
        if upwards:
            body.grow(unit, units[k - 1] if k else None)
            outer, first = unit.sep, unit
        else:
            body.grow(unit, unit if k else None)
            outer, first = units[k + 1].sep if k + 1 < len(units) else "end", units[0]
        out.append(body.facts(length / limit, first, outer))
    return out


def _nothing(side: BoundaryCandidates) -> list[str]:
    """The features of a body without any unit of ``side``."""
    if side.role == "head":
        return ["none"]
    media = "media-above" if side.above.media else "no-media"
    style = side.context.list_style
    return ["none", media, f"none among {style}", f"none below {min(side.above.units, 3)}"]
