"""Where bodies begin and end: each gap between two attributions is decided jointly.

In a gap stand, in this order: the rest of the upper post's body (only where the extractor prints
rests below their attribution), prose, and the body of the lower post. Candidates come from
`segments`, hard constraints strike some out, named evidence weighs the others.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from embedparse.text_path import evidence
from embedparse.text_path.attributions import Attribution
from embedparse.text_path.layout import LONG_LINE, Layout, mode_of
from embedparse.text_path.segments import MOST, REACH, Segment, lines, pieces, rejoin

#: The day the limit doubled (formats catalogue 4.4), and the two limits in weighted characters.
DOUBLED = "2017-11-08"
#: Leading mentions and a trailing link do not count against the limit: what may come on top.
OVER = 1.5


@dataclass(slots=True)
class Side:
    """Candidates on one side of a gap: how many segments belong to the post, and what speaks for it.

    ``segments`` in text order; ``options`` are the allowed numbers of segments that belong to the
    post, counted from the attribution; ``facts[n]`` the names of the evidence for option ``n``,
    with the weights' prefix (``head:`` or ``tail:``).
    """

    segments: list[Segment]
    options: list[int]
    facts: dict[int, list[str]]

    def edge(self, option: int, default: int) -> int:
        """Offset where the post's part begins (head); ``default`` for none."""
        return self.segments[len(self.segments) - option].start if option else default

    def tail_edge(self, option: int, default: int) -> int:
        """Offset where the post's part ends (tail); ``default`` for none."""
        return self.segments[option - 1].end if option else default


def weighted(text: str, limit: int = 280) -> int:
    """Weighted length, near enough for a constraint: two for each character outside Latin scripts.

    Under the limit of 140 every character counted one.
    """
    if limit == 140 or text.isascii():
        return len(text)
    return len(text) + sum(1 for c in text if c > "\u10ff" and not "\u2000" <= c <= "\u2037")


def limit_of(date: str | None) -> int:
    return 140 if date and date < DOUBLED else 280


def head_side(text: str, lo: int, attribution: Attribution, mode: str, context: evidence.Context) -> Side:
    """Candidates for the body above ``attribution``; nothing above ``lo`` belongs to it."""
    floor = max(lo, attribution.start - REACH)
    limit = limit_of(attribution.date)
    segments = _head_segments(text, floor, attribution.start, mode, limit)
    if floor > lo and segments:
        del segments[0]  # cut somewhere inside by the reach
    n = len(segments)
    facts = [evidence.of_segment(s, context) for s in segments]
    options, length = [0], 0.0
    lead = _lead(segments, facts)
    allowed = n
    for i in range(n - 1, -1, -1):
        length += weighted(segments[i].text, limit) + 1
        if length > limit * OVER + lead[i]:
            break
        if i < n - 1 and segments[i].last == "media":
            break
        if "url" in facts[i] and segments[i].last != "tco" and i < n - 1:
            pass
        allowed = i
        options.append(n - i)
    out: dict[int, list[str]] = {0: ["head:none"]}
    inner: list[str] = []
    length = 0.0
    above, below = _known_above(segments), _known_below(segments)
    for i in range(n - 1, allowed - 1, -1):
        length += weighted(segments[i].text, limit) + 1
        before = segments[i - 1] if i else None
        joint = evidence.of_joint(before, segments[i]) + evidence.of_change(above[i], below[i], context.home)
        inner += ["head.in:" + name for name in facts[i]]
        body = evidence.of_body(segments, i, n, length, limit)
        out[n - i] = ["head.at:" + name for name in joint] + inner + ["head.of:" + name for name in body]
        if i:
            out[n - i] += ["head.out:" + name for name in facts[i - 1]]
        inner = inner + ["head.no:" + name for name in joint]
    return Side(segments, options, out)


def _known_above(segments: list[Segment]) -> list[str]:
    """For each joint the language last known above it, "" where none was for three segments."""
    out, known, age = [], "", 0
    for segment in segments:
        out.append(known if age < 4 else "")
        if segment.language:
            known, age = segment.language, 0
        age += 1
    return out


def _known_below(segments: list[Segment]) -> list[str]:
    out, known, age = [], "", 0
    for segment in reversed(segments):
        if segment.language:
            known, age = segment.language, 0
        out.append(known if age < 4 else "")
        age += 1
    return out[::-1]


def _lead(segments: list[Segment], facts: list[list[str]]) -> list[int]:
    return [40 if s.first in ("@", ".@") else 0 for s in segments]


def _head_segments(text: str, lo: int, hi: int, mode: str, limit: int) -> list[Segment]:
    rows = lines(text, lo, hi)[-MOST:]
    if mode == "tokens":
        return rejoin(rows)
    out: list[Segment] = []
    for k, row in enumerate(rows):
        last = k == len(rows) - 1
        if mode == "flat" or (last and weighted(row.text, limit) > limit * 1.25):
            out += pieces(text, row, blanks=True)
        else:
            out += pieces(text, row, blanks=False)
    return out[-MOST:]


def tail_side(
    text: str, attribution: Attribution, hi: int, head_length: float, media: bool, context: evidence.Context
) -> Side:
    """Candidates for the rest of the body below ``attribution``; nothing from ``hi`` on belongs to it."""
    ceiling = min(hi, attribution.close + REACH)
    limit = limit_of(attribution.date)
    segments = lines(text, attribution.close, ceiling, "l")[:24]
    if segments and not text[attribution.close : segments[0].start].count("\n"):
        segments = pieces(text, segments[0], blanks=False)[:0]
    if ceiling < hi and segments:
        segments.pop()
    facts = [evidence.of_segment(s, context) for s in segments]
    out: dict[int, list[str]] = {0: ["tail:none", "tail:media-above" if media else "tail:no-media"]}
    options = [0]
    if segments:
        out[0] += ["tail.rest:" + name for name in facts[0]]
    inner: list[str] = []
    length = 0.0
    for i, segment in enumerate(segments):
        if media or segment.sep in "pw":
            break
        length += weighted(segment.text, limit) + 1
        if length + head_length > limit * OVER:
            break
        options.append(i + 1)
        inner += ["tail.in:" + name for name in facts[i]]
        after = segments[i + 1] if i + 1 < len(segments) else None
        joint = evidence.of_joint(segment, after) if after else ["end", "end|" + segment.last]
        if after:
            joint += evidence.of_change(segment.language or "", after.language or "", context.home)
        body = evidence.of_body(segments, 0, i + 1, length + head_length, limit)
        out[i + 1] = ["tail.at:" + name for name in joint] + inner + ["tail.of:" + name for name in body]
        if after:
            out[i + 1] += ["tail.out:" + name for name in facts[i + 1]]
        inner = inner + ["tail.no:" + name for name in joint]
        if segment.last == "media":
            break
    return Side(segments, options, out)


@dataclass(slots=True)
class Extent:
    """The spans of one post's body: above its attribution and, interleaved, below it."""

    head: tuple[int, int] | None
    tail: tuple[int, int] | None
    mode: str
    evidence: list[str] = field(default_factory=list)
    depth: int = 0


@cache
def weights() -> dict[str, dict[str, float]]:
    """Weight of each named fact for each mode. Fitted by ``scripts/fit_weights.py``."""
    raw = (files("embedparse.text_path") / "weights.json").read_bytes()
    return dict(json.loads(raw))


def context_of(text: str, attribution: Attribution, layout: Layout, home: str) -> evidence.Context:
    """What of the article bears on the body of ``attribution``."""
    line = text.rfind("\n", 0, attribution.start) + 1
    lead = text[line : min(line + 60, attribution.start)]
    own = not lead.strip(" \t>")
    return evidence.Context(
        home, layout.usual, len(lead) if own else 0, evidence.names_of(attribution.author, attribution.handle)
    )


def find_extents(
    text: str,
    attributions: Sequence[Attribution],
    layout: Layout,
    home: str,
    quotations: Sequence[tuple[int, int, int] | None],
) -> list[Extent]:
    """One extent per attribution, in order; a quotation settles its attribution's extent."""
    table = weights()
    out: list[Extent] = []
    head_length, media = 0, False
    for k, lower in enumerate([*attributions, None]):
        upper = attributions[k - 1] if k else None
        lo, hi = (upper.close if upper else 0), (lower.start if lower else len(text))
        quotation = quotations[k] if lower else None
        mode = "quoted" if quotation else mode_of(text, lower, layout) if lower else ""
        tail = head = None
        if upper and layout.tails and out[-1].mode != "quoted":
            floor = quotation[0] if quotation else hi
            tail = tail_side(text, upper, floor, head_length, media, context_of(text, upper, layout, home))
        if lower and not quotation:
            head = head_side(text, lo, lower, mode, context_of(text, lower, layout, home))
        t, h = _best(tail, head, lo, hi, table.get(out[-1].mode, {}) if out else {}, table.get(mode, {}))
        if tail and t:
            out[-1].tail = (tail.segments[0].start, tail.tail_edge(t, lo))
            out[-1].evidence.append("rest-below-attribution")
        head_length, media = 0, False
        if lower is None:
            break
        extent = Extent(None, None, mode)
        if quotation:
            extent.head = (
                (quotation[0], lower.start) if text[quotation[1] : lower.start].strip(" \t\n>") else None
            )
            extent.depth = quotation[2]
            extent.evidence.append("quotation")
        elif head and h:
            extent.head = (head.edge(h, hi), lower.start)
            extent.evidence += _reasons(head, h, table.get(mode, {}))
            kept = head.segments[len(head.segments) - h :]
            head_length = sum(weighted(s.text) + 1 for s in kept)
            media = kept[-1].last == "media"
        out.append(extent)
    return out


def _reasons(head: Side, option: int, table: dict[str, float]) -> list[str]:
    """The two facts about the border that spoke most for it."""
    named = {fact for fact in head.facts[option] if fact.startswith("head.at:")}
    return sorted((f for f in named if table.get(f, 0.0) > 0), key=lambda f: -table[f])[:2]


def _best(
    tail: Side | None, head: Side | None, lo: int, hi: int, upper: dict[str, float], lower: dict[str, float]
) -> tuple[int, int]:
    tails = {t: sum(upper.get(f, 0.0) for f in tail.facts[t]) for t in tail.options} if tail else {0: 0.0}
    heads = {h: sum(lower.get(f, 0.0) for f in head.facts[h]) for h in head.options} if head else {0: 0.0}
    best, choice = float("-inf"), (0, 0)
    for t, tail_score in tails.items():
        edge = tail.tail_edge(t, lo) if tail else lo
        for h, head_score in heads.items():
            if head and head.edge(h, hi) < edge:
                continue
            if tail_score + head_score > best:
                best, choice = tail_score + head_score, (t, h)
    return choice
