"""Embeds that are in the page's own markup."""

from __future__ import annotations

import re
from typing import NamedTuple

from embedparse.html import candidates, fields
from embedparse.html.element_extent import HOLLOW, LONGEST_EMBED, cover, element_at
from embedparse.html.escaped import DRAWINGS
from embedparse.html.parser import parse_fragment
from embedparse.html.signs import COMMON, Candidate
from embedparse.html.source import Element, Page
from embedparse.models import Match
from embedparse.platforms import get

_NAME = re.compile(rb"<([a-z][a-z0-9-]*)")
#: So many carriers behind one are looked at for the next blockquote, or for what it holds.
_NEAR = 7


class Carrier(NamedTuple):
    """A start tag that may carry a post: bytes ``start`` to ``inside``, and the rules it may satisfy."""

    name: str
    start: int
    inside: int
    rules: list[Candidate]


#: A match without spans, and its element.
Answer = tuple[Match, Element]


def find(page: Page) -> list[Match]:
    """Matches with spans in bytes, in order, none inside another.

    The outermost carrier wins. A blockquote inside a blockquote that was never closed is an embed
    of its own, and the outer one ends where it begins.
    """
    found: list[Match] = []
    possible = _possible(page)
    edge = 0
    for index, carrier in enumerate(possible):
        if carrier.start < edge:
            continue
        if nested := _nested(page, possible, index):
            edge = _add_nested(page, *nested, edge, found)
            continue
        answer = _read(page, carrier, _barrier(page, possible, index))
        if answer is None:
            continue
        match, element = answer
        if match.body is None and carrier.name in COMMON:
            match = _inside(page, possible, index, match, element) or match
        begin, edge = cover(page, get(match.platform), element.start, element.end, edge)
        match.spans = [(begin, edge)]
        found.append(match)
    return found


def _possible(page: Page) -> list[Carrier]:
    """The start tags that may carry a post, those in the attributes of another one left out."""
    found: list[Carrier] = []
    edge = 0
    for start in candidates.starts(page):
        if start < edge or page.region(start) is not None or _is_drawn(page, start):
            continue
        inside = page.tag_end(start)
        edge = max(edge, inside)
        name = _NAME.match(page.low, start)
        if inside < 0 or name is None:
            continue
        carrier = name[1].decode()
        rules = candidates.candidates(carrier, page.low[start:inside])
        if rules and (carrier not in COMMON or _shows(page.text(start, inside), rules)):
            found.append(Carrier(carrier, start, inside, rules))
    return found


def _is_drawn(page: Page, at: int) -> bool:
    """Whether ``at`` lies in an attribute of a picture."""
    if page.low[at - 1 : at] not in (b'"', b"'"):
        return False
    tag = page.tag_around(at)
    return tag >= 0 and page.low.startswith(DRAWINGS, tag)


def _shows(tag: str, rules: list[Candidate]) -> bool:
    """Whether a rule holds for ``tag``: `data-url` is common on a `div`, cards of posts are not."""
    element = parse_fragment(tag)
    return element is not None and any(element.matches(rule.selector) for _, rule in rules)


def _barrier(page: Page, possible: list[Carrier], index: int) -> int:
    """Where the next embed of the same name begins: a blockquote cannot hold another's.

    It may hold a quotation, though, which is a carrier only because any blockquote is.
    """
    own = possible[index]
    if own.name == "blockquote":
        for after in possible[index + 1 : index + 1 + _NEAR]:
            if after.name == "blockquote" and (_is_named(after) or not _is_named(own)):
                return after.start
    return len(page.low)


def _is_named(carrier: Carrier) -> bool:
    return any(not rule.proven for _, rule in carrier.rules)


def _inside(page: Page, possible: list[Carrier], index: int, card: Match, whole: Element) -> Match | None:
    """The same post as ``card`` shows, with its words: a card may be the wrapper of a blockquote."""
    for after in possible[index + 1 : index + 1 + _NEAR]:
        if after.start >= whole.end:
            break
        answer = _read(page, after, whole.end) if after.name == "blockquote" else None
        if (
            answer
            and answer[0].body
            and (answer[0].platform, answer[0].post_id) == (card.platform, card.post_id)
        ):
            return answer[0]
    return None


def _nested(page: Page, possible: list[Carrier], index: int) -> tuple[Answer, Answer] | None:
    """A post and the post that it quotes, whose blockquote is whole inside its own; None for any other."""
    own = possible[index]
    if own.name != "blockquote" or index + 1 == len(possible) or possible[index + 1].name != "blockquote":
        return None
    outer = page.element("blockquote", own.start, LONGEST_EMBED)
    after = possible[index + 1]
    if outer is None or not outer.closed or after.start >= outer.close:
        return None
    quoted = _read(page, after, outer.close)
    if quoted is None or not quoted[1].closed or quoted[1].end > outer.close:
        return None
    hole = quoted[1]
    markup = page.text(outer.start, hole.start) + page.text(hole.end, outer.end)
    match = fields.of_markup(own.rules, markup)
    if match is None or match.body is None or match.post_id in (None, quoted[0].post_id):
        return None
    return (match, outer), quoted


def _add_nested(page: Page, outer: Answer, quoted: Answer, floor: int, found: list[Match]) -> int:
    """Add a post and the one that it quotes, which lies in none of its spans; where the outer one ends."""
    (match, element), (inner, hole) = outer, quoted
    begin, end = cover(page, get(match.platform), element.start, element.end, floor)
    match.spans = [(begin, hole.start), (hole.end, end)]
    inner.spans, inner.quoted_in = [(hole.start, hole.end)], match
    inner.confidence = match.confidence  # they go together
    found += [match, inner]
    return end


def _read(page: Page, carrier: Carrier, barrier: int) -> Answer | None:
    name, start = carrier.name, carrier.start
    element = element_at(page, start, name, barrier)
    if element is None:
        return None
    stop = element.inside if name in HOLLOW else page.parsed(start, element.end)
    markup = page.text(start, max(stop, element.inside))
    if stop < element.end or not element.closed:
        markup += f"</{name}>"
    match = fields.of_markup(carrier.rules, markup)
    return (match, element) if match is not None else None
