"""Named evidence on where a post begins and ends. Each name is a fact a reader could check.

Three kinds: of a joint (between two segments), of a segment's belonging, of a whole body. The names
are the keys of ``weights.json``; `Facts.scores` adds them up.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import islice, repeat
from typing import NamedTuple

from embedparse import locales
from embedparse.platforms import all_platforms
from embedparse.text.borders.article import Context
from embedparse.text.borders.candidates import BEYOND, BoundaryCandidates
from embedparse.text.borders.echoes import Echoes
from embedparse.text.borders.language import ends_politely, language_of, speaks, words_of
from embedparse.text.borders.register import register_features
from embedparse.text.borders.segments import (
    BLANK_END,
    INSIDE,
    PARAGRAPH,
    SPACED,
    WIDE,
    Segment,
    length_of,
)
from embedparse.text.borders.signs import signs_of
from embedparse.text.borders.weights import Table
from embedparse.text.borders.wording import begins_sentence, closing_of, is_heading, opens_below_heading


@cache
def _cues() -> tuple[str, ...]:
    """Words by which articles introduce a post, in lower case, and parts of such."""
    return tuple(sorted(locales.in_all("articles", "introduction_cues")))


#: Names of platforms that are short or common words, in lower case.
_SHORT_NAMES = tuple(platform.short_name.lower() for platform in all_platforms() if platform.short_name)
#: `Somebody said this:`, `on X`.
_CUES_ALONE = re.compile(rf"(?<!\w)(?:this(?!\w)[^.]{{0,20}}$|(?:{'|'.join(_SHORT_NAMES)})(?!\w))")


def _has_cue(text: str) -> bool:
    """Whether ``text`` has a word by which an article introduces a post."""
    text = text.lower()
    if any(map(text.__contains__, _cues())):  # for short texts faster than one pattern
        return True
    return any(map(text.__contains__, ("this", *_SHORT_NAMES))) and _CUES_ALONE.search(text) is not None


_CEILINGS = (12, 30, 60, 100, 150, 220, 300)
_BUCKETS = (*(f"<={ceiling}" for ceiling in _CEILINGS), f">{_CEILINGS[-1]}")


def size_of(length: int) -> str:
    """Bucket of a weighted length."""
    return _BUCKETS[bisect_left(_CEILINGS, length)]


def language(segment: Segment, home: str) -> str:
    """The language of ``segment``, read once; in an article of another script only "Latn"."""
    if segment.language is None:
        segment.language = _language(segment.text, words_of(segment.text), home)
    return segment.language


def _language(text: str, words: list[str], home: str) -> str:
    found = language_of(text, words) or (home if speaks(home, words) else "")
    if len(home) == 4 and (len(found) == 2 or (not found and text.isascii() and len(text) > 12)):
        return "Latn"
    return found


def of_segment(segment: Segment, context: Context) -> list[str]:
    """Facts of one segment."""
    text = segment.text
    lowered = text.lower()
    words = words_of(text, lowered)
    if segment.language is None:
        segment.language = _language(text, words, context.home)
    out = [
        "size" + size_of(segment.weight),
        "usual-" + _share_of_usual(segment.weight / context.median_line_length),
    ]
    for name in context.names:
        if name in lowered:
            out.append("names-author")
            break
    if segment.indent or context.indent:
        out.append("indent-same" if segment.indent == context.indent else "indent-other")
    if segment.language and context.home:
        out.append("home" if segment.language == context.home else "foreign")
    out += register_features(words, spoken=len(segment.language) == 2)
    if segment.language == "Jpan" and context.home == "Jpan":
        polite = ends_politely(text)
        out.append(
            ("polite" if polite else "plain") + (", article polite" if context.polite else ", article plain")
        )
    if is_heading(segment):
        out.append("heading")
    if segment.traces:
        out += (trace for trace in segment.traces if trace != BLANK_END)
    out += signs_of(segment)
    return out


def _share_of_usual(share: float) -> str:
    return "tiny" if share < 0.25 else "short" if share < 0.6 else "same" if share < 1.2 else "long"


def boundary_features(before: Segment | None, after: Segment, usual: int, edge: str = "edge") -> list[str]:
    """Facts of the joint between two segments; ``before`` is None at the edge of the gap.

    ``edge`` says what that edge is: "edge" for the post above, "document" for the article's start.

    ``median_line_length`` is the length of the article's usual paragraph.
    """
    if before is None:
        return [edge, f"{edge}, {after.sep}", f"{edge} before {after.first}"]
    sep, last, first = after.sep, before.last, after.first
    out = [
        *_of_ends(sep, last, first),
        *_of_sizes(sep, last, size_of(before.weight), size_of(after.weight)),
        _over(_share_of_usual(before.weight / usual), _share_of_usual(after.weight / usual)),
    ]
    if last == "colon" or (last in ("stop", "word", "emoji") and before.weight < 220):
        if _has_cue(before.text):
            out.append("cue, " + last)
        if last == "colon" and before.weight > 24:
            out.append("introduced")
    if sep in INSIDE:
        out.append(f"{sep}, {last} then {first}")
    return out + _wording(before, after)


def _wording(before: Segment, after: Segment) -> list[str]:
    """Facts of the words on both sides of a joint, and of the print between them."""
    sep = PARAGRAPH if after.sep == WIDE else after.sep
    out = []
    if closing := closing_of(before):
        out.append(f"{sep} after a {closing}")
    if begins_sentence(after):
        out.append(f"{sep} before a sentence")
    if is_heading(before):
        out += ("below a heading", f"below a heading, {sep}")
        if opens_below_heading(after):
            out.append("heading then sentence")
    if sep not in INSIDE:
        if BLANK_END in before.traces:
            out += (f"blank end, {sep}", f"blank end then {after.first}")
        else:
            out.append(f"no blank end, {sep}")
    return out


# The arguments of these are classes of which there are few: a name is put together once.


@cache
def _of_ends(sep: str, last: str, first: str) -> tuple[str, ...]:
    return f"{sep} after {last}", f"{sep} before {first}", f"{last} then {first}"


@cache
def _of_sizes(sep: str, last: str, above: str, below: str) -> tuple[str, ...]:
    return f"{sep} after {above}", f"{sep} before {below}", f"{last} ends {above}"


@cache
def _over(above: str, below: str) -> str:
    return f"{above} over {below}"


def of_end(last: Segment) -> list[str]:
    """Facts of a body that ends with the text, with ``last``."""
    return ["end", "end after " + last.last]


def of_change(left: str, right: str, home: str) -> list[str]:
    """Facts of the languages last known above a joint and first known below it."""
    if not left or not right:
        return []
    if left == right:
        return ["same-language, home" if left == home else "same-language, foreign"]
    return [
        "leaves-home-language"
        if left == home
        else "enters-home-language"
        if right == home
        else "language-change"
    ]


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
            "longest " + _share_of_usual(self._longest / context.median_line_length),
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
    joints = _joints_above(side, own) if side.role == "head" else _joints_below(side)
    facts = Facts(own, joints, _bodies(side), _nothing(side))
    Echoes(side.text, side.attribution).add_to(own, units)
    if side.role == "tail":
        facts.none.extend("rest:" + feature for own in facts.own[:1] for feature in own)
    return facts


def _joints_above(side: BoundaryCandidates, own: list[list[str]]) -> list[list[str]]:
    """The features of the joint above each unit that may belong to a head; ``own`` are those of the units."""
    units, context = side.units, side.context
    usual, home = context.median_line_length, context.home
    out = []
    for k in range(side.most):
        above = units[k + 1] if k + 1 < len(units) else None
        joint = boundary_features(above, units[k], usual, side.edge)
        if inner := _known_within(units, k, home):
            joint += of_change(_known_beyond(side, k + 1), inner, home)
        if "introduced" in joint and "names-author" in own[k + 1]:
            joint.append("introduced by name")
        out.append(joint)
    return out


def _joints_below(side: BoundaryCandidates) -> list[list[str]]:
    """The features of the joint below each unit that may belong to a tail."""
    units, context = side.units, side.context
    usual, home = context.median_line_length, context.home
    out = []
    for k in range(side.most):
        below = units[k + 1] if k + 1 < len(units) else None
        joint = boundary_features(units[k], below, usual) if below else of_end(units[k])
        if inner := _known_within(units, k, home):
            joint += of_change(inner, _known_beyond(side, k + 1), home)
        out.append(joint)
    return out


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


def _known_within(units: list[Segment], k: int, home: str) -> str:
    """The language of the first unit that shows one, from unit ``k`` towards the attribution."""
    for at in range(k, max(-1, k - BEYOND - 1), -1):
        if known := language(units[at], home):
            return known
    return ""


def _known_beyond(side: BoundaryCandidates, k: int) -> str:
    """The language of the first unit that shows one, from unit ``k`` on; units are read as far as needed."""
    units, home = side.units, side.context.home
    for at in range(k, k + BEYOND):
        if at == len(units):
            units += islice(side.beyond, 1)
            if at == len(units):
                break
        if known := language(units[at], home):
            return known
    return ""
