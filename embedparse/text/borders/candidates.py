"""What may be chosen in one gap: how many segments above and below an attribution may be its post's.

The body above an attribution (its head) and the rest below it (its tail) are the same question
asked in two directions: how many of the nearest segments belong to the post?
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal, NamedTuple

from embedparse.fields.own_links import LITERALS
from embedparse.models import Span
from embedparse.text.attributions.find import Attribution
from embedparse.text.borders import constraints
from embedparse.text.borders.article import QUOTED, Article, Context
from embedparse.text.borders.segmentation import pieces, rejoin, unwrap
from embedparse.text.borders.segments import (
    BLANK_END,
    LIMIT,
    LINE,
    PARAGRAPH,
    SPACED,
    WIDE,
    Segment,
    length_of,
    lines_above,
    lines_below,
    without_marker,
)
from embedparse.text.markdown import holds_targets

#: Leading mentions and a trailing link do not count against the limit: what may come on top.
OVER = 1.5
#: Code points looked at beyond the limit, so that the segment behind a body is seen in its size.
MARGIN = 330
#: Markdown's link targets do not count: so many code points hold a body that is full of them.
LINKED = 2600
#: More lines than this are never in one post.
MOST_LINES = 40
#: Units beyond a body in which its neighbour's language is looked for.
BEYOND = 3
#: What is left of a box inside a post: see `site_labels`.
_BOX = " " * 60


class Choice(NamedTuple):
    """How many units of a gap belong to the post above (``tail``) and to the post below (``head``)."""

    tail: int
    head: int


class HeadDecision(NamedTuple):
    """What was decided about the part of a body above its attribution.

    ``units`` it has, its weighted ``length``; ``media``: it ends in a media link, always a body's last token.
    """

    units: int = 0
    length: int = 0
    media: bool = False


#: What is decided about a post without a head, and before the first one.
NOTHING_ABOVE = HeadDecision()


@dataclass(slots=True)
class BoundaryCandidates:
    """Candidates on one side of an attribution in ``text``, whose offset is ``attribution``.

    ``role`` is ``head`` or ``tail``. ``units`` are the segments from the attribution outwards, the
    first ``most`` of which may belong to the body, ``forbidden`` the counts that cannot be; one more is
    there where the text has one. ``beyond`` gives further ones. ``edge`` is what a head's last unit has above
    it: "document" or "edge", the post before. ``above`` is what was decided about the head of a tail's post.
    """

    role: Literal["head", "tail"]
    text: str
    attribution: int
    context: Context
    beyond: Iterator[Segment]
    edge: str = "edge"
    above: HeadDecision = NOTHING_ABOVE
    units: list[Segment] = field(default_factory=list)
    most: int = 0
    forbidden: set[int] = field(default_factory=set)

    def __reduce__(self) -> tuple[Any, ...]:
        """The candidates with all segments that features are read from: an iterator is not pickled."""
        self.units += islice(self.beyond, max(0, self.most + BEYOND - len(self.units)))
        values = (self.role, self.text, self.attribution, self.context, iter(()), self.edge, self.above)
        return BoundaryCandidates, (*values, self.units, self.most, self.forbidden)

    def counts(self) -> list[int]:
        """How many units may belong to the body; the most where every number is forbidden."""
        return [count for count in range(self.most + 1) if count not in self.forbidden] or [self.most]

    def edge_of(self, count: int, default: int) -> int:
        """Offset of the body's outer end with ``count`` units; ``default`` with none."""
        if count == 0:
            return default
        unit = self.units[count - 1]
        return unit.start if self.role == "head" else unit.end


@dataclass(slots=True)
class Gap:
    """The text between two attributions, ``lo`` to ``hi``, and the candidates in it.

    ``number`` is the index of the attribution below it. ``tail`` belongs to the post above, whose mode is
    ``upper``, ``head`` to the post below, whose mode is ``lower``; each is None where nothing is to decide.
    ``choices`` are those that both allow.
    """

    number: int
    lo: int
    hi: int
    upper: str = ""
    lower: str = ""
    tail: BoundaryCandidates | None = None
    head: BoundaryCandidates | None = None
    choices: list[Choice] = field(default_factory=list)

    def allowed_choices(self) -> list[Choice]:
        """The choices that ``tail`` and ``head`` allow: those whose two bodies do not overlap."""
        heads = [(h, self.head_edge(h)) for h in (self.head.counts() if self.head else (0,))]
        tails = [(t, self.tail_edge(t)) for t in (self.tail.counts() if self.tail else (0,))]
        allowed = [Choice(t, h) for t, end in tails for h, start in heads if end <= start]
        return allowed or [Choice(0, h) for h, _ in heads]

    def tail_edge(self, count: int) -> int:
        """Where the upper post's body ends with ``count`` units."""
        return self.tail.edge_of(count, self.lo) if self.tail else self.lo

    def head_edge(self, count: int) -> int:
        """Where the lower post's body begins with ``count`` units."""
        return self.head.edge_of(count, self.hi) if self.head else self.hi

    def decision_above(self, choice: Choice) -> HeadDecision:
        """What ``choice`` says about the head of the lower post: it limits the tail of the same post."""
        if self.head is None or not choice.head:
            return NOTHING_ABOVE
        units, limit = self.head.units[: choice.head], self.head.context.limit
        return HeadDecision(
            choice.head, sum(length_of(unit, limit) + 1 for unit in units), units[0].last == "media"
        )


def gap_of(article: Article, number: int, above: HeadDecision) -> Gap:
    """The gap above attribution ``number`` of ``article``, or below the last one, with its candidates.

    ``above`` is what was decided about the head of the post above it.
    """
    text, attributions, bounds = article.view.text, article.attributions, article.bounds[number]
    gap = Gap(number, bounds.lo, bounds.hi)
    if number < len(attributions):
        lower, gap.lower = attributions[number], article.modes[number]
        if gap.lower != QUOTED:
            gap.head = head_candidates(text, bounds.ceiling, lower, gap.lower, article.contexts[number])
            units = gap.head.units[: gap.head.most + 1]
            if constraints.closes_with_one_tag(units) and not _goes_on(
                text[lower.close : lower.close + LIMIT + 1]
            ):
                gap.head.forbidden.add(1)
    if number:
        gap.upper = article.modes[number - 1]
        if article.layout.body_continues_below and gap.upper != QUOTED:
            upper, context = attributions[number - 1], article.contexts[number - 1]
            gap.tail = tail_candidates(text, upper, bounds.floor, above, context)
    gap.choices = gap.allowed_choices()
    return gap


def head_candidates(
    text: str, lo: int, attribution: Attribution, mode: str, context: Context
) -> BoundaryCandidates:
    """Candidates for the body above ``attribution``; nothing above ``lo`` belongs to it."""
    limit, hi = context.limit, attribution.start
    reading = _segments_above(text, (lo, hi), mode, context)
    side = BoundaryCandidates("head", text, hi, context, reading, "edge" if lo else "document")
    units = side.units
    units += islice(reading, 2)
    length = 0
    for k, unit in enumerate(units):  # grows while it is read: one unit is known beyond
        above = length
        length += length_of(unit, limit) + 1
        if constraints.is_border(unit, context, nearest=k == 0):
            break
        if k and constraints.introduces(unit):
            if constraints.is_introduced(units[:k], above, limit, context):
                side.forbidden.update(range(k))  # the body begins right behind
            break
        room = limit * OVER + (40 if unit.first in ("mention", "reply") else 0)
        if length > room or (k and unit.last == "media"):
            break
        side.most = k + 1
        if k and constraints.closes_quotation(unit):
            side.forbidden.add(k + 1)
        if constraints.begins_post(unit, nearest=k == 0):
            side.forbidden.update(range(k + 1))
            break
        if unit.first == "bullet" and unit.indent < context.indent:
            units[k] = without_marker(unit)  # the list item that the post is
            break
        if k + 1 < len(units):
            side.forbidden.update(constraints.counts_within(units[k + 1], unit, k))
        units += islice(reading, 1)
    if mode == "tokens-spaced":
        _end_at_blank_lines(side)
    return side


def _goes_on(below: str) -> bool:
    """Whether a link that only posts have is in the paragraph right ``below`` an attribution."""
    rest = below[1:].partition("\n\n")[0]
    return below.startswith("\n") and any(literal in rest for literal in LITERALS)


def _segments_above(text: str, span: Span, mode: str, context: Context) -> Iterator[Segment]:
    """The segments of ``span`` above an attribution, the nearest first, no more than a body may reach to."""
    lo, hi = span
    reach = int(context.limit * OVER) + MARGIN
    window = text[max(lo, hi - reach) : hi]
    if _BOX in window or holds_targets(window):
        reach = LINKED
    rows = lines_above(text, max(lo, hi - reach), hi)
    if context.width:
        rows = reversed(unwrap(text, list(rows)[::-1], context.width))
    rows = islice(rows, MOST_LINES)
    if mode.startswith("tokens"):
        yield from reversed(_joined_tokens(text, list(rows)[::-1], mode))
        return
    for k, row in enumerate(rows):
        blanks = mode == "flat" or (k == 0 and length_of(row, context.limit) > context.limit * 1.25)
        yield from reversed(pieces(text, row, blanks=blanks, padded=context.padded))


def _joined_tokens(text: str, lines: list[Segment], mode: str) -> list[Segment]:
    """Segments of ``lines`` that hold one inline element each."""
    if all(BLANK_END in line.traces for line in lines):
        for line in lines:  # it is what parts all of them, no trace of one
            line.traces -= {BLANK_END}
    for line in lines if mode == "tokens-apart" else ():
        line.sep = LINE
    return rejoin(text, lines)


def _end_at_blank_lines(side: BoundaryCandidates) -> None:
    """Where each element has a line and blank lines part blocks, a body begins behind a blank line.

    It begins no farther above than behind several: more than between paragraphs are around a quotation.
    """
    ends = [count for count, unit in enumerate(side.units[: side.most], 1) if unit.sep in SPACED]
    if ends:
        side.most = next((count for count in ends if side.units[count - 1].sep == WIDE), ends[-1])
        side.forbidden.update({*range(1, side.most + 1)}.difference(ends))


def tail_candidates(
    text: str, attribution: Attribution, hi: int, above: HeadDecision, context: Context
) -> BoundaryCandidates:
    """Candidates for the rest of the body below ``attribution``; nothing from ``hi`` on belongs to it."""
    limit, close = context.limit, attribution.close
    reading = _segments_below(text, (close, min(hi, close + int(limit * OVER) + MARGIN)), context)
    side = BoundaryCandidates("tail", text, attribution.start, context, reading, above=above)
    units = side.units
    units += islice(reading, 1)
    length = above.length
    for k, unit in enumerate(units):
        length += length_of(unit, limit) + 1
        if above.media or unit.text in context.borders or length > limit * OVER:
            break
        if unit.sep == WIDE or (unit.sep == PARAGRAPH and not context.spaced):
            break
        side.most = k + 1
        units += islice(reading, 1)
        if unit.last == "media":
            if text[unit.end : hi].strip() or hi == len(text):
                side.forbidden.update(range(k + 1))  # no prose ends so, and no other attribution claims it
            break
    return side


def _segments_below(text: str, span: Span, context: Context) -> Iterator[Segment]:
    """The lines of ``span`` below an attribution, the nearest first; none where the first shares its line."""
    rows = lines_below(text, *span)
    if context.width:
        rows = iter(unwrap(text, list(rows), context.width))
    rows = islice(rows, MOST_LINES)
    first = next(rows, None)
    if first is not None and "\n" in text[span[0] : first.start]:
        yield first
        yield from rows
