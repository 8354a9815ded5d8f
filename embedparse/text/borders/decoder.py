"""The decoder of borders: it walks over the gaps between attributions and decides each one jointly.

In a gap there are, in this order: the rest of the upper post's body (only where the extractor prints
rests below their attribution), prose, and the body of the lower post. `candidates` lists where a body may
end, `constraints` forbids some of the places, named features with fitted weights score the others.
The trainer (``scripts/fit_weights.py``) walks over the same gaps with the right answers in hand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from embedparse.fields.own_links import LITERALS
from embedparse.models import Span
from embedparse.text.attributions.find import Attribution
from embedparse.text.borders import features
from embedparse.text.borders.candidates import (
    LIMIT,
    BoundaryCandidates,
    HeadDecision,
    head_candidates,
    is_one_tag_above,
    limit_of,
    tail_candidates,
)
from embedparse.text.borders.language import language_of
from embedparse.text.borders.layout import Layout, mode_of
from embedparse.text.markdown.quotations import Quotation
from embedparse.text.view import TextView

#: The mode of an attribution inside a Markdown quotation, whose borders need no decision.
QUOTED = "quoted"
#: The beginning of an article, in code points, that shows its style.
SAMPLE = 1500


class Choice(NamedTuple):
    """How many units of a gap belong to the post above (``tail``) and to the post below (``head``)."""

    tail: int
    head: int


class OtherPosts(NamedTuple):
    """Where posts of other platforms start and end, each in order: no body reaches over one."""

    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, spans: Sequence[Span]) -> OtherPosts:
        return cls(sorted(start for start, _ in spans), sorted(end for _, end in spans))

    def first_start(self, lo: int, hi: int) -> int:
        """Where the first of them between ``lo`` and ``hi`` starts, or ``hi``."""
        at = bisect_left(self.starts, lo)
        return min(self.starts[at], hi) if at < len(self.starts) else hi

    def last_end(self, lo: int, hi: int) -> int:
        """Where the last of them between ``lo`` and ``hi`` ends, or ``lo``."""
        at = bisect_right(self.ends, hi)
        return max(self.ends[at - 1], lo) if at else lo


@dataclass(frozen=True)
class Article:
    """A document with its attributions in order, and what is known of it before any border is decided.

    ``quotations`` has one entry per attribution, None where it is in no quotation.
    """

    view: TextView
    attributions: Sequence[Attribution]
    layout: Layout
    quotations: Sequence[Quotation | None]
    others: OtherPosts

    @cached_property
    def home(self) -> str:
        """The language of the article."""
        return language_of(self.view.text[:SAMPLE])

    @cached_property
    def modes(self) -> list[str]:
        """For each attribution the name of the weights that decide its borders (see `layout.mode_of`)."""
        return [
            QUOTED if quotation else mode_of(self.view, attribution, self.layout)
            for attribution, quotation in zip(self.attributions, self.quotations, strict=True)
        ]

    @cached_property
    def contexts(self) -> list[features.Context]:
        """For each attribution what of the article bears on its body."""
        polite = self.home == "Jpan" and features.is_polite(self.view.text[:SAMPLE])
        return [self._context(attribution, polite) for attribution in self.attributions]

    def goes_on_below(self, attribution: Attribution) -> bool:
        """Whether a link that only posts have is in the lines right below ``attribution``."""
        text, close = self.view.text, attribution.close
        if not text.startswith("\n", close):
            return False
        rest = text[close + 1 : close + 1 + LIMIT].partition("\n\n")[0]
        return any(literal in rest for literal in LITERALS)

    def _context(self, attribution: Attribution, polite: bool) -> features.Context:
        text = self.view.text
        line = text.rfind("\n", 0, attribution.start) + 1
        lead = text[line : min(line + 60, attribution.start)]
        layout = self.layout
        return features.Context(
            home=self.home,
            median_line_length=layout.median_line_length,
            indent=0 if lead.strip(" \t>") else len(lead),
            names=features.names_of(attribution.author, attribution.handle),
            list_style=layout.list_style,
            polite=polite,
            padded=layout.padded,
            width=layout.width,
            borders=layout.borders,
            spaced=layout.spaced,
        )


@dataclass(slots=True)
class Gap:
    """The text between two attributions, ``lo`` to ``hi``, and the candidates in it.

    ``number`` is the index of the attribution below it. ``tail`` belongs to the post above, whose mode is
    ``upper``, ``head`` to the post below, whose mode is ``lower``; each is None where nothing is to decide.
    """

    number: int
    lo: int
    hi: int
    upper: str = ""
    lower: str = ""
    tail: BoundaryCandidates | None = None
    head: BoundaryCandidates | None = None

    def choices(self) -> list[Choice]:
        """The allowed choices: those whose two bodies do not overlap."""
        heads = [(h, self.head_edge(h)) for h in _counts(self.head)]
        tails = [(t, self.tail_edge(t)) for t in _counts(self.tail)]
        allowed = [Choice(t, h) for t, end in tails for h, start in heads if end <= start]
        return allowed or [Choice(0, h) for h, _ in heads]

    def tail_edge(self, count: int) -> int:
        """Where the upper post's body ends with ``count`` units."""
        return self.tail.edge(count, self.lo) if self.tail else self.lo

    def head_edge(self, count: int) -> int:
        """Where the lower post's body begins with ``count`` units."""
        return self.head.edge(count, self.hi) if self.head else self.hi


def _counts(side: BoundaryCandidates | None) -> list[int]:
    """How many units of ``side`` may belong to its body; the most where every number is forbidden."""
    if side is None:
        return [0]
    return [count for count in range(side.most + 1) if count not in side.forbidden] or [side.most]


def iter_gaps(article: Article, choose: Callable[[Gap], Choice]) -> Iterator[tuple[Gap, Choice]]:
    """The gaps of ``article`` in order, each with what ``choose`` chose for it; one more than attributions.

    A choice bears on the next gap: what was taken as a head limits the tail of the same post.
    """
    text, attributions, modes = article.view.text, article.attributions, article.modes
    above = HeadDecision()
    for k in range(len(attributions) + 1):
        upper = attributions[k - 1] if k else None
        lower = attributions[k] if k < len(attributions) else None
        quotation = article.quotations[k] if lower else None
        gap = Gap(k, upper.close if upper else 0, lower.start if lower else len(text))
        if upper:
            gap.upper = modes[k - 1]
            if article.layout.body_continues_below and gap.upper != QUOTED:
                floor = article.others.first_start(gap.lo, quotation[0] if quotation else gap.hi)
                gap.tail = tail_candidates(text, upper, floor, above, article.contexts[k - 1])
        if lower:
            gap.lower = modes[k]
            if not quotation:
                ceiling = article.others.last_end(gap.lo, gap.hi)
                gap.head = head_candidates(text, ceiling, lower, gap.lower, article.contexts[k])
                if is_one_tag_above(gap.head) and not article.goes_on_below(lower):
                    gap.head.forbidden.add(1)
        choice = choose(gap)
        yield gap, choice
        above = HeadDecision()
        if lower and gap.head and choice.head:
            length = gap.head.length(choice.head, limit_of(lower.date))
            above = HeadDecision(choice.head, length, gap.head.units[0].last == "media")
