"""Where bodies begin and end: each gap between two attributions is decided jointly.

In a gap stand, in this order: the rest of the upper post's body (only where the extractor prints
rests below their attribution), prose, and the body of the lower post. Candidates come from
`sides`, hard constraints strike some out, named evidence weighs the others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pkgutil import get_data
from typing import NamedTuple

import orjson

from embedparse.models import Span
from embedparse.text.attributions.find import Attribution
from embedparse.text.borders import features
from embedparse.text.borders.candidates import Side, Table, head_side, limit_of, tail_side
from embedparse.text.borders.language import language_of
from embedparse.text.borders.layout import Layout, mode_of
from embedparse.text.markdown.quotations import Quotation
from embedparse.text.view import TextView


@dataclass(slots=True)
class Extent:
    """The spans of one post's body: above its attribution and, interleaved, below it.

    ``mode`` names the weights that decided (see `layout.mode_of`), or ``quoted`` for a Markdown
    quotation of ``depth`` marks; ``evidence`` the facts that spoke most for the borders.
    """

    head: tuple[int, int] | None
    tail: tuple[int, int] | None
    mode: str
    evidence: list[str] = field(default_factory=list)
    depth: int = 0


@cache
def weights() -> dict[str, Table]:
    """Weight of each named fact: mode -> group -> fact. Fitted by ``scripts/fit_weights.py``."""
    tables = dict(orjson.loads(get_data("embedparse.text.borders", "weights.json") or b"{}"))
    # No labelled page is printed so: blank lines say there what they say elsewhere, or nothing.
    tables["tokens-spaced"], tables["tokens-apart"] = tables["paragraphs-own"], tables["tokens"]
    return tables


@dataclass(slots=True)
class Gap:
    """What stands between two attributions: a tail of the upper one, a head of the lower one."""

    lo: int
    hi: int
    tail: Side | None
    head: Side | None

    def pairs(self) -> list[tuple[int, int]]:
        """The allowed (tail count, head count) pairs: those that do not overlap."""
        heads = [(h, self.head_edge(h)) for h in _counts(self.head)]
        tails = [(t, self.tail_edge(t)) for t in _counts(self.tail)]
        allowed = [(t, h) for t, end in tails for h, start in heads if end <= start]
        return allowed or [(0, h) for h, _ in heads]

    def tail_edge(self, count: int) -> int:
        return self.tail.edge(count, self.lo) if self.tail else self.lo

    def head_edge(self, count: int) -> int:
        return self.head.edge(count, self.hi) if self.head else self.hi

    def best(self, upper: Table, lower: Table) -> tuple[int, int]:
        """The pair of the highest score."""
        heads = self.head.scores(lower) if self.head else [0.0]
        if self.tail is None:
            return 0, max(_counts(self.head), key=heads.__getitem__)
        tails = self.tail.scores(upper)
        return max(self.pairs(), key=lambda pair: tails[pair[0]] + heads[pair[1]])


def _counts(side: Side | None) -> list[int]:
    """How many units of ``side`` may belong to its body; where none may be the number, as many as can be."""
    if side is None:
        return [0]
    return [count for count in range(side.most + 1) if count not in side.barred] or [side.most]


class _Fences(NamedTuple):
    """Where posts of other platforms start and end, each in order."""

    starts: list[int]
    ends: list[int]

    def first(self, lo: int, hi: int) -> int:
        """Where the first of them between ``lo`` and ``hi`` starts, or ``hi``."""
        at = bisect_left(self.starts, lo)
        return min(self.starts[at], hi) if at < len(self.starts) else hi

    def last(self, lo: int, hi: int) -> int:
        """Where the last of them between ``lo`` and ``hi`` ends, or ``lo``."""
        at = bisect_right(self.ends, hi)
        return max(self.ends[at - 1], lo) if at else lo


#: The beginning of an article, in code points, that tells its style.
SAMPLE = 1500


def find_extents(
    view: TextView,
    attributions: Sequence[Attribution],
    layout: Layout,
    quotations: Sequence[Quotation | None],
    others: Sequence[Span] = (),
) -> list[Extent]:
    """One extent per attribution, in order; a quotation settles its attribution's extent.

    ``quotations`` holds one entry per attribution, ``others`` the spans
    of posts of other platforms, which no body reaches over. An extractor that prints rests below an
    attribution prints one line above it: where one is found, all are so.
    """
    home = language_of(view.text[:SAMPLE])
    fences = _Fences(sorted(start for start, _ in others), sorted(end for _, end in others))
    out = _pass(view, attributions, layout, home, quotations, fences)
    if any(extent.tail for extent in out) and len(out) > 1:
        out = _pass(view, attributions, layout, home, quotations, fences, one_line=True)
    return out


def _pass(
    view: TextView,
    attributions: Sequence[Attribution],
    layout: Layout,
    home: str,
    quotations: Sequence[Quotation | None],
    fences: _Fences,
    *,
    one_line: bool = False,
) -> list[Extent]:
    """One pass over the gaps; ``one_line``: no head is longer than a line."""
    text, table = view.text, weights()
    contexts = contexts_of(text, attributions, layout, home)
    out: list[Extent] = []
    head_length, media = 0, False
    for k in range(len(attributions) + 1):
        upper = attributions[k - 1] if k else None
        lower = attributions[k] if k < len(attributions) else None
        quotation = quotations[k] if lower else None
        mode = "quoted" if quotation else mode_of(view, lower, layout) if lower else ""
        gap = Gap(upper.close if upper else 0, lower.start if lower else len(text), None, None)
        if upper and layout.tails and out[-1].mode != "quoted":
            floor = quotation[0] if quotation else gap.hi
            floor = fences.first(gap.lo, floor)
            gap.tail = tail_side(text, upper, floor, head_length, media, contexts[k - 1])
        if lower and not quotation:
            gap.head = head_side(text, fences.last(gap.lo, gap.hi), lower, mode, contexts[k])
            if one_line:
                gap.head.most = min(1, gap.head.most)
        tail_count, head_count = gap.best(table.get(out[-1].mode, {}) if out else {}, table.get(mode, {}))
        if gap.tail and tail_count:
            out[-1].tail = (gap.tail.units[0].start, gap.tail_edge(tail_count))
            out[-1].evidence.append("rest-below-attribution")
        if lower is None:
            break
        out.append(_extent(text, lower, mode, gap, head_count, quotation, table.get(mode, {})))
        head_length = gap.head.length(head_count, limit_of(lower.date)) if gap.head else 0
        media = bool(gap.head and head_count and gap.head.units[0].last == "media")
    return out


def _extent(
    text: str, lower: Attribution, mode: str, gap: Gap, count: int, quotation: Quotation | None, table: Table
) -> Extent:
    if quotation:
        _, start, depth = quotation
        head = (start, lower.start) if text[start : lower.start].strip(" \t\r\n>") else None
        return Extent(head, None, mode, ["quotation"], depth)
    if gap.head is None or not count:
        return Extent(None, None, mode)
    return Extent((gap.head_edge(count), lower.start), None, mode, _reasons(gap.head, count, table))


def _reasons(head: Side, count: int, table: Table) -> list[str]:
    """The two facts about the border that spoke most for it."""
    at = table.get("head.at", {})
    speaking = [fact for fact in head.joints[count - 1] if at.get(fact, 0.0) > 0]
    return ["begins: " + fact for fact in sorted(speaking, key=lambda fact: -at[fact])[:2]]


def contexts_of(
    text: str, attributions: Sequence[Attribution], layout: Layout, home: str
) -> list[features.Context]:
    """For each attribution what of the article bears on its body."""
    polite = home == "Jpan" and features.is_polite(text[:SAMPLE])
    return [_context(text, attribution, layout, home, polite) for attribution in attributions]


def _context(
    text: str, attribution: Attribution, layout: Layout, home: str, polite: bool
) -> features.Context:
    line = text.rfind("\n", 0, attribution.start) + 1
    lead = text[line : min(line + 60, attribution.start)]
    indent = 0 if lead.strip(" \t>") else len(lead)
    names = features.names_of(attribution.author, attribution.handle)
    return features.Context(
        home, layout.usual, indent, names, layout.habit, polite, layout.padded, layout.width, layout.borders
    )
