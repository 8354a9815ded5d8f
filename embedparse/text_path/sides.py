"""One side of an attribution: the segments that may belong to its body, and what speaks for each.

The body above an attribution (its head) and the rest below it (its tail) are the same question
asked in two directions: how many of the nearest segments belong to the post?
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, repeat
from typing import Literal

from embedparse.text_path import evidence
from embedparse.text_path.attributions import Attribution
from embedparse.text_path.markdown import holds_targets
from embedparse.text_path.segments import (
    LINE,
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

#: A weight table: evidence group -> fact -> weight.
Table = dict[str, dict[str, float]]


@dataclass(slots=True)
class Side:
    """Candidates on one side.

    ``role`` is ``head`` or ``tail``. ``units`` are the segments from the attribution outwards, the
    first ``most`` of which may belong to the body; ``own[k]`` the facts of unit k, ``joints[k]``
    those of the joint beyond it, ``bodies[k]`` those of a body that ends with it. ``none`` are the
    facts for a body without any unit, ``barred`` the counts that cannot be.
    """

    role: Literal["head", "tail"]
    units: list[Segment]
    most: int = 0
    own: list[list[str]] = field(default_factory=list)
    joints: list[list[str]] = field(default_factory=list)
    bodies: list[list[str]] = field(default_factory=list)
    none: list[str] = field(default_factory=list)
    barred: set[int] = field(default_factory=set)

    def facts(self, count: int) -> Iterator[tuple[str, str]]:
        """(group, fact) pairs for a body of ``count`` units, each with its weight's group."""
        if count == 0:
            yield from (("none", fact) for fact in self.none)
            return
        for k in range(count):
            yield from (("in", fact) for fact in self.own[k])
        for k in range(count - 1):
            yield from (("no", fact) for fact in self.joints[k])
        yield from (("at", fact) for fact in self.joints[count - 1])
        yield from (("of", fact) for fact in self.bodies[count - 1])
        if count < len(self.own):
            yield from (("out", fact) for fact in self.own[count])

    def scores(self, table: Table) -> list[float]:
        """Score of each count from 0 to ``most``: the sums of the weights of `facts`, in one pass."""
        within, no, at = (table.get(f"{self.role}.{group}", {}).get for group in ("in", "no", "at"))
        body, beyond, none = (table.get(f"{self.role}.{group}", {}).get for group in ("of", "out", "none"))
        zero = repeat(0.0)
        out = [sum(map(none, self.none, zero))]
        inside = 0.0
        for k in range(self.most):
            inside += sum(map(within, self.own[k], zero))
            score = inside + sum(map(at, self.joints[k], zero)) + sum(map(body, self.bodies[k], zero))
            if k + 1 < len(self.own):
                score += sum(map(beyond, self.own[k + 1], zero))
            inside += sum(map(no, self.joints[k], zero))
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


def weighted(unit: Segment, limit: int = LIMIT) -> int:
    """Weighted length, near enough for a constraint; under the old limit every character counted one."""
    return len(unit.text) if limit == OLD_LIMIT else unit.weight


def limit_of(date: str | None) -> int:
    """The limit, in weighted characters, for a post of ``date`` (ISO)."""
    return OLD_LIMIT if date and date < DOUBLED else LIMIT


#: A heading, a fence, a rule or a table's row of Markdown: a post stands below it.
_BLOCK = re.compile(r"#{1,6} (?=\S)|`{3}|[=~-]{4,}$|\|.{0,400}\|$")
#: An item of a numbered list.
_ITEM = re.compile(r"(\d{1,2})(?:[.)/:] ?|\ufe0f?\u20e3 ?)(?=\D)")
#: Counts are shorter, in weighted characters, and so is what announces news.
_SHORT = 30
#: What is introduced has no more lines; what fills so much of a usual paragraph may be the article's.
_SOON = 3
_PARAGRAPH = 0.6
#: As far from its end, in characters, an introduction is looked at.
_INTRODUCED = 140
#: A post that opens a thread begins so, and never has this inside (formats catalogue 4.13).
_OPENS_THREAD = re.compile(r"1/(?:\d{1,3}|n)?\s")


def head_side(text: str, lo: int, attribution: Attribution, mode: str, context: evidence.Context) -> Side:
    """Candidates for the body above ``attribution``; nothing above ``lo`` belongs to it."""
    limit = limit_of(attribution.date)
    hi = attribution.start
    reach = int(limit * OVER) + MARGIN
    if holds_targets(text[max(lo, hi - reach) : hi]):
        reach = LINKED
    side = Side("head", [], none=["none"])
    reading = _head_segments(text, max(lo, hi - reach), hi, mode, limit, context)
    units = side.units
    units += islice(reading, 2)
    length = 0
    for k, unit in enumerate(units):  # grows while it is read: one unit is known beyond
        length += weighted(unit, limit) + 1
        if k and unit.indent < context.indent and unit.first != "bullet":
            break  # the block that the attribution closes is indented, this is not
        if _BLOCK.match(unit.text) or unit.text in context.borders or (k and _is_related(unit)):
            break
        if k and _introduces(unit):
            if _is_introduced(units[:k], limit, context.usual):
                side.barred.update(range(k))  # the body begins right behind
            break
        if length > limit * OVER + (40 if unit.first in ("mention", "reply") else 0) or (
            k and unit.last == "media"
        ):
            break
        side.most = k + 1
        if unit.first == "reply" or _OPENS_THREAD.match(unit.text):
            side.barred.update(range(k + 1))  # no prose begins so: the body begins here
            break
        if unit.first == "bullet" and unit.indent < context.indent:
            units[k] = without_marker(unit)  # the list item that the post is
            break
        if k + 1 < len(units) and units[k + 1].last == "comma" and unit.first == "small":
            side.barred.add(k + 1)  # a sentence runs over this joint
        if k + 1 < len(units) and _follows(units[k + 1], unit):
            side.barred.update((0, k + 1))  # and so does a list
        if k + 1 < len(units) and _announces(units[k + 1]):
            side.barred.add(k + 1)  # and what is announced
        units += islice(reading, 1)
    units += islice(reading, max(0, side.most + BEYOND - len(units)))
    if mode == "tokens-spaced":
        _end_at_blank_lines(side)
    _weigh(side, context, limit, 0, "edge" if lo else "document")
    return side


#: Characters that hold any of `_related`.
_RELATED = 40


@cache
def _related() -> re.Pattern[str]:
    """What opens a link to another article of the page, and its title."""
    words = (
        "also read|read also|related|see also|lesen sie auch|lesen sie mehr|mehr zum thema|lees ook|"
        "lees meer|leia mais|leia também|lea también|lee también|leggi anche|à lire aussi|lire aussi|"
        "à lire également|czytaj też|czytaj także|zobacz też|čtěte také|čítajte aj|читайте также|"
        "читайте також|関連記事|あわせて読みたい|관련 기사|baca juga|اقرأ أيضا|läs också|läs mer|les også|"
        "læs også|lue myös|citește și|ilgili haber"
    )
    return re.compile(rf"\W{{0,3}}(?:{words})\s?[:：|]\s?\S", re.IGNORECASE)


def _is_related(unit: Segment) -> bool:
    """Whether ``unit`` is a link to another article; posts say so too, before an address."""
    if unit.last in ("tco", "media", "url"):
        return False
    lead = unit.text[:_RELATED]  # longer than the words; most units are told by what it lacks
    return (":" in lead or "|" in lead or "：" in lead) and _related().match(unit.text) is not None


#: Japanese and Korean close an introduction with one of these, and a full stop.
_TOLD = ("投稿した", "書いた", "書き込んだ", "つぶやいた", "述べた", "적었다", "올렸다", "썼다", "밝혔다")


@cache
def _introduction() -> re.Pattern[str]:
    """The end of what names the platform and closes with a colon.

    In Japanese and Korean with the past form of a telling verb.
    """
    name = (
        r"(?:twitt|tweet|твит|твіт|تويتر|تغريد|트위터|트윗|ツイッター|ツイート|推特|ट्विटर|ट्वीट|ทวิตเตอร์"
        r"|(?<=\w )X(?!\w))"
    )
    told = rf"(?:{'|'.join(_TOLD)})"
    return re.compile(rf"{name}(?:.{{0,80}}[:：]|.{{0,40}}{told}[.。])$", re.IGNORECASE)


def _is_introduced(units: list[Segment], limit: int, usual: int) -> bool:
    """Whether all of ``units``, which stand behind an introduction, are what it introduces: few, and all but
    the last shorter than the article's own paragraphs."""
    return (
        len(units) <= _SOON
        and sum(weighted(unit, limit) + 1 for unit in units) <= limit
        and all(unit.weight < usual * _PARAGRAPH for unit in units[1:])
    )


def _introduces(unit: Segment) -> bool:
    """Whether an article introduces a post with ``unit``."""
    if unit.last != "colon" and (unit.last != "stop" or not unit.text.endswith(_TOLD, 0, -1)):
        return False
    return _introduction().search(unit.text, max(0, len(unit.text) - _INTRODUCED)) is not None


@cache
def _announcement() -> re.Pattern[str]:
    """What opens a piece of news: `BREAKING:`, `[속보]`, `【速報】`."""
    words = (
        "breaking|breaking news|just in|urgent|developing|eilmeldung|eil|última hora|urgente|ultim['’]ora|"
        "alerte|pilne|brekend|právě teď|senaste nytt|son dakika|срочно|молния|терміново|عاجل|속보|단독|"
        "速報|號外|快讯|快訊"
    )
    return re.compile(rf"(?:\W{{0,3}}(?:{words}) ?[:：]|\W?[\[【](?:{words})[\]】])", re.IGNORECASE)


def _announces(unit: Segment) -> bool:
    """Whether what follows ``unit`` is the news that it announces."""
    return unit.weight < _SHORT and _announcement().fullmatch(unit.text) is not None


def _follows(above: Segment, below: Segment) -> bool:
    """Whether both are items of one numbered list, or counts of one poll: short lines that numbers open."""
    if above.first != "digit" or below.first != "digit":
        return False
    if max(above.weight, below.weight) < _SHORT and below.sep == LINE:
        return True
    first, second = _ITEM.match(above.text), _ITEM.match(below.text)
    return bool(first and second and int(first[1]) + 1 == int(second[1]))


def _end_at_blank_lines(side: Side) -> None:
    """Where each element has a line and blank lines part blocks, a body begins behind a blank line.

    It begins no farther above than behind several: more than between paragraphs stand around a quotation.
    """
    ends = [count for count, unit in enumerate(side.units[: side.most], 1) if unit.sep in SPACED]
    if ends:
        side.most = next((count for count in ends if side.units[count - 1].sep == WIDE), ends[-1])
        side.barred.update({*range(1, side.most + 1)}.difference(ends))


def _head_segments(
    text: str, lo: int, hi: int, mode: str, limit: int, context: evidence.Context
) -> Iterator[Segment]:
    """The segments of ``text[lo:hi]``, nearest first, made when they are asked for."""
    rows = lines_above(text, lo, hi)
    if context.width:
        rows = reversed(unwrap(text, list(rows)[::-1], context.width))
    rows = islice(rows, MOST_LINES)
    if mode.startswith("tokens"):
        lines = list(rows)[::-1]
        for line in lines if mode == "tokens-apart" else ():
            line.sep = LINE
        yield from reversed(rejoin(text, lines))
        return
    for k, row in enumerate(rows):
        blanks = mode == "flat" or (k == 0 and weighted(row, limit) > limit * 1.25)
        yield from reversed(pieces(text, row, blanks=blanks, padded=context.padded))


def tail_side(
    text: str, attribution: Attribution, hi: int, head_length: int, media: bool, context: evidence.Context
) -> Side:
    """Candidates for the rest of the body below ``attribution``; nothing from ``hi`` on belongs to it.

    ``head_length`` is the weighted length of the part above, ``media`` tells that it ends in a
    media link, which is always a body's last token.
    """
    limit = limit_of(attribution.date)
    ceiling = min(hi, attribution.close + int(limit * OVER) + MARGIN)
    rows = lines_below(text, attribution.close, ceiling)
    if context.width:
        rows = iter(unwrap(text, list(rows), context.width))
    reading = islice(rows, MOST_LINES)
    units = list(islice(reading, 1))
    if units and "\n" not in text[attribution.close : units[0].start]:
        units, reading = [], islice(reading, 0)
    side = Side(
        "tail", units, none=["none", "media-above" if media else "no-media", "none among " + context.habit]
    )
    length = head_length
    for k, unit in enumerate(units):
        length += weighted(unit, limit) + 1
        if media or unit.text in context.borders or unit.sep in SPACED or length > limit * OVER:
            break
        side.most = k + 1
        if unit.last == "media":
            if text[unit.end : hi].strip() or hi == len(text):
                side.barred.update(range(k + 1))  # no prose ends so, and no other attribution claims it
            break
        units += islice(reading, 1)
    units += islice(reading, max(0, side.most + BEYOND - len(units)))
    _weigh(side, context, limit, head_length, "edge")
    if side.own:
        side.none += ["rest:" + fact for fact in side.own[0]]
    return side


def _weigh(side: Side, context: evidence.Context, limit: int, length: int, edge: str) -> None:
    """Collect the facts of the units that may belong, and of the one beyond them."""
    units, most, home = side.units, side.most, context.home
    side.own = [evidence.of_segment(unit, context) for unit in units[: most + 1]]
    body = evidence.Body(context)
    upwards = side.role == "head"
    for k in range(most):
        unit, beyond = units[k], units[k + 1] if k + 1 < len(units) else None
        length += weighted(unit, limit) + 1
        inner, other = _known(units[max(0, k - BEYOND) : k + 1][::-1], home), ""
        if inner:
            other = _known(units[k + 1 : k + 1 + BEYOND], home)
        if upwards:
            joint = evidence.of_joint(beyond, unit, context.usual, edge)
            joint += evidence.of_change(other, inner, home)
            body.grow(unit, units[k - 1] if k else None)
        else:
            joint = evidence.of_joint(unit, beyond, context.usual) if beyond else evidence.of_end(unit)
            joint += evidence.of_change(inner, other, home)
            body.grow(unit, unit if k else None)
        side.joints.append(joint)
        outer = unit.sep if upwards else beyond.sep if beyond else "end"
        side.bodies.append(body.facts(length / limit, unit if upwards else units[0], outer))


def _known(units: list[Segment], home: str) -> str:
    """The language of the first of ``units`` that shows one."""
    for unit in units:
        if known := evidence.language(unit, home):
            return known
    return ""
