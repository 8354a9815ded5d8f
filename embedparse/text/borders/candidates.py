"""One side of an attribution: the segments that may belong to its body, and what speaks for each.

The body above an attribution (its head) and the rest below it (its tail) are the same question
asked in two directions: how many of the nearest segments belong to the post?
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice, repeat
from typing import Any, Literal, NamedTuple

from embedparse.text.attributions.find import Attribution
from embedparse.text.borders import constraints, features
from embedparse.text.borders.echoes import Echoes
from embedparse.text.borders.segments import (
    BLANK_END,
    LINE,
    PARAGRAPH,
    SPACED,
    WIDE,
    Segment,
    lines_above,
    lines_below,
    pieces,
    rejoin,
    unwrap,
    without_marker,
)
from embedparse.text.borders.weights import Table
from embedparse.text.markdown import holds_targets

#: The day the limit doubled (formats catalogue 4.4), and the two limits in weighted characters.
DOUBLED = "2017-11-08"
OLD_LIMIT, LIMIT = 140, 280
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

_NO_WEIGHTS: dict[str, float] = {}
#: The groups of weights in the order that `BoundaryCandidates.scores` takes them.
_GROUPS = {
    role: tuple(f"{role}.{group}" for group in ("in", "no", "at", "of", "out", "none"))
    for role in ("head", "tail")
}


class Facts(NamedTuple):
    """What is known of the candidates on one side.

    ``own[k]`` are the facts of unit k, ``joints[k]`` those of the joint beyond it, ``bodies[k]`` those of a
    body that ends with it; ``none`` those of a body without any unit.
    """

    own: list[list[str]]
    joints: list[list[str]]
    bodies: list[list[str]]
    none: list[str]


@dataclass(slots=True)
class BoundaryCandidates:
    """Candidates on one side.

    ``role`` is ``head`` or ``tail``. ``units`` are the segments from the attribution outwards, the
    first ``most`` of which may belong to the body, ``forbidden`` the counts that cannot be. ``read_facts``
    reads what is known of them, when it is asked for: most gaps leave nothing to decide on one side.
    """

    role: Literal["head", "tail"]
    units: list[Segment]
    read_facts: Callable[[BoundaryCandidates], Facts]
    most: int = 0
    forbidden: set[int] = field(default_factory=set)
    _known: Facts | None = None

    @property
    def known(self) -> Facts:
        """The facts of the candidates, read once."""
        if self._known is None:
            self._known = self.read_facts(self)
        return self._known

    def __reduce__(self) -> tuple[Any, ...]:
        """The candidates with their facts: what would read them does not go to another process."""
        return BoundaryCandidates, (self.role, self.units, _are_known, self.most, self.forbidden, self.known)

    def facts(self, count: int) -> Iterator[tuple[str, str]]:
        """(group, fact) pairs for a body of ``count`` units, each with its weight's group."""
        known = self.known
        if count == 0:
            yield from (("none", fact) for fact in known.none)
            return
        for k in range(count):
            yield from (("in", fact) for fact in known.own[k])
        for k in range(count - 1):
            yield from (("no", fact) for fact in known.joints[k])
        yield from (("at", fact) for fact in known.joints[count - 1])
        yield from (("of", fact) for fact in known.bodies[count - 1])
        if count < len(known.own):
            yield from (("out", fact) for fact in known.own[count])

    def scores(self, table: Table) -> list[float]:
        """Score of each count from 0 to ``most``: the sums of the weights of `facts`, in one pass."""
        within, no, at, body, beyond, none = (
            table.get(group, _NO_WEIGHTS).get for group in _GROUPS[self.role]
        )
        known, zero = self.known, repeat(0.0)
        own = known.own
        out = [sum(map(none, known.none, zero))]
        inside = 0.0
        for k, (joint, whole) in enumerate(zip(known.joints[: self.most], known.bodies, strict=False)):
            inside += sum(map(within, own[k], zero))
            score = inside + sum(map(at, joint, zero)) + sum(map(body, whole, zero))
            if k + 1 < len(own):
                score += sum(map(beyond, own[k + 1], zero))
            inside += sum(map(no, joint, zero))
            out.append(score)
        return out

    def edge(self, count: int, default: int) -> int:
        """Offset of the body's outer end with ``count`` units; ``default`` with none."""
        if count == 0:
            return default
        unit = self.units[count - 1]
        return unit.start if self.role == "head" else unit.end

    def length(self, count: int, limit: int) -> int:
        """Weighted length of the nearest ``count`` units, joined by one blank each."""
        return sum(weighted(unit, limit) + 1 for unit in self.units[:count])


def _are_known(_: BoundaryCandidates) -> Facts:
    raise AssertionError("the facts have been read")


def weighted(unit: Segment, limit: int = LIMIT) -> int:
    """Weighted length, near enough for a constraint; under the old limit every character counted one."""
    return len(unit.text) if limit == OLD_LIMIT else unit.weight


def limit_of(date: str | None) -> int:
    """The limit, in weighted characters, for a post of ``date`` (ISO)."""
    return OLD_LIMIT if date and date < DOUBLED else LIMIT


#: What is left of a box inside a post: see `site_labels`.
_BOX = " " * 60


def head_candidates(
    text: str, lo: int, attribution: Attribution, mode: str, context: features.Context
) -> BoundaryCandidates:
    """Candidates for the body above ``attribution``; nothing above ``lo`` belongs to it."""
    limit = limit_of(attribution.date)
    hi = attribution.start
    reach = int(limit * OVER) + MARGIN
    window = text[max(lo, hi - reach) : hi]
    if _BOX in window or holds_targets(window):
        reach = LINKED
    reading = _head_segments(text, max(lo, hi - reach), hi, mode, limit, context)

    def read_facts(side: BoundaryCandidates) -> Facts:
        side.units += islice(reading, max(0, side.most + BEYOND - len(side.units)))
        known = _facts(side, context, limit, 0, "edge" if lo else "document", ["none"])
        Echoes(text, hi).add_to(known.own, side.units)
        return known

    side = BoundaryCandidates("head", [], read_facts)
    units = side.units
    units += islice(reading, 2)
    length = 0
    for k, unit in enumerate(units):  # grows while it is read: one unit is known beyond
        above = length
        length += weighted(unit, limit) + 1
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
        if constraints.begins_post(unit, nearest=k == 0):
            side.forbidden.update(range(k + 1))
            break
        if unit.first == "bullet" and unit.indent < context.indent:
            units[k] = without_marker(unit)  # the list item that the post is
            break
        if k + 1 < len(units):
            _bar_joint(side, k)
        units += islice(reading, 1)
    if mode == "tokens-spaced":
        _end_at_blank_lines(side)
    return side


def is_one_tag_above(side: BoundaryCandidates) -> bool:
    """Whether the line right above the attribution is one tag or mention, and more lines are above it."""
    if not side.most or len(side.units) < 2:
        return False
    return side.units[0].sep == LINE and constraints.is_one_tag(side.units[0])


def _bar_joint(side: BoundaryCandidates, k: int) -> None:
    """Forbid a border above unit ``k`` where it and the next one belong together."""
    unit, above = side.units[k : k + 2]
    if k == 0 and constraints.only_counts(unit):
        side.forbidden.update((0, 1))  # it closes the post
    if constraints.lists(above, unit):
        side.forbidden.update((0, k + 1))
    if constraints.runs_on(above, unit):
        side.forbidden.add(k + 1)


def _end_at_blank_lines(side: BoundaryCandidates) -> None:
    """Where each element has a line and blank lines part blocks, a body begins behind a blank line.

    It begins no farther above than behind several: more than between paragraphs are around a quotation.
    """
    ends = [count for count, unit in enumerate(side.units[: side.most], 1) if unit.sep in SPACED]
    if ends:
        side.most = next((count for count in ends if side.units[count - 1].sep == WIDE), ends[-1])
        side.forbidden.update({*range(1, side.most + 1)}.difference(ends))


def _head_segments(
    text: str, lo: int, hi: int, mode: str, limit: int, context: features.Context
) -> Iterator[Segment]:
    """The segments of ``text[lo:hi]``, nearest first, made when they are asked for."""
    rows = lines_above(text, lo, hi)
    if context.width:
        rows = reversed(unwrap(text, list(rows)[::-1], context.width))
    rows = islice(rows, MOST_LINES)
    if mode.startswith("tokens"):
        lines = list(rows)[::-1]
        if all(BLANK_END in line.traces for line in lines):
            for line in lines:  # it is what parts all of them, no trace of one
                line.traces -= {BLANK_END}
        for line in lines if mode == "tokens-apart" else ():
            line.sep = LINE
        yield from reversed(rejoin(text, lines))
        return
    for k, row in enumerate(rows):
        blanks = mode == "flat" or (k == 0 and weighted(row, limit) > limit * 1.25)
        yield from reversed(pieces(text, row, blanks=blanks, padded=context.padded))


class HeadDecision(NamedTuple):
    """What was decided about the part of a body above its attribution.

    ``units`` it has, its weighted ``length``; ``media``: it ends in a media link, always a body's last token.
    """

    units: int = 0
    length: int = 0
    media: bool = False


def tail_candidates(
    text: str, attribution: Attribution, hi: int, above: HeadDecision, context: features.Context
) -> BoundaryCandidates:
    """Candidates for the rest of the body below ``attribution``; nothing from ``hi`` on belongs to it."""
    limit = limit_of(attribution.date)
    ceiling = min(hi, attribution.close + int(limit * OVER) + MARGIN)
    rows = lines_below(text, attribution.close, ceiling)
    if context.width:
        rows = iter(unwrap(text, list(rows), context.width))
    reading = islice(rows, MOST_LINES)
    units = list(islice(reading, 1))
    if units and "\n" not in text[attribution.close : units[0].start]:
        units, reading = [], islice(reading, 0)

    def read_facts(side: BoundaryCandidates) -> Facts:
        side.units += islice(reading, max(0, side.most + BEYOND - len(side.units)))
        media = "media-above" if above.media else "no-media"
        none = ["none", media, f"none among {context.list_style}", f"none below {min(above.units, 3)}"]
        known = _facts(side, context, limit, above.length, "edge", none)
        Echoes(text, attribution.start).add_to(known.own, side.units)
        known.none.extend("rest:" + fact for own in known.own[:1] for fact in own)
        return known

    side = BoundaryCandidates("tail", units, read_facts)
    length = above.length
    for k, unit in enumerate(units):
        length += weighted(unit, limit) + 1
        if above.media or unit.text in context.borders or length > limit * OVER:
            break
        if unit.sep == WIDE or (unit.sep == PARAGRAPH and not context.spaced):
            break
        side.most = k + 1
        if unit.last == "media":
            if text[unit.end : hi].strip() or hi == len(text):
                side.forbidden.update(range(k + 1))  # no prose ends so, and no other attribution claims it
            break
        units += islice(reading, 1)
    return side


def _facts(
    side: BoundaryCandidates, context: features.Context, limit: int, length: int, edge: str, none: list[str]
) -> Facts:
    """The facts of the units that may belong, and of the one beyond them."""
    units, most, home = side.units, side.most, context.home
    joints: list[list[str]] = []
    bodies: list[list[str]] = []
    own = [features.of_segment(unit, context) for unit in units[: most + 1]]
    body = features.Body(context)
    upwards = side.role == "head"
    for k in range(most):
        unit, beyond = units[k], units[k + 1] if k + 1 < len(units) else None
        length += weighted(unit, limit) + 1
        inner, other = _known(units[max(0, k - BEYOND) : k + 1][::-1], home), ""
        if inner:
            other = _known(units[k + 1 : k + 1 + BEYOND], home)
        if upwards:
            joint = features.boundary_features(beyond, unit, context.median_line_length, edge)
            joint += features.of_change(other, inner, home)
            if "introduced" in joint and "names-author" in own[k + 1]:
                joint.append("introduced by name")
            body.grow(unit, units[k - 1] if k else None)
        else:
            joint = (
                features.boundary_features(unit, beyond, context.median_line_length)
                if beyond
                else features.of_end(unit)
            )
            joint += features.of_change(inner, other, home)
            body.grow(unit, unit if k else None)
        joints.append(joint)
        outer = unit.sep if upwards else beyond.sep if beyond else "end"
        bodies.append(body.facts(length / limit, unit if upwards else units[0], outer))
    return Facts(own, joints, bodies, none)


def _known(units: list[Segment], home: str) -> str:
    """The language of the first of ``units`` that shows one."""
    for unit in units:
        if known := features.language(unit, home):
            return known
    return ""
