"""Gaps with their right answers, from which `fit_weights` learns: labelled ones and made ones.

Made gaps have parts that are real: posts swapped between pages, and posts set into articles that hold none.
"""

from __future__ import annotations

import json
import lzma
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embedparse.text.attributions.find import Attribution, find_attributions
from embedparse.text.borders.article import Article, Context, read_article
from embedparse.text.borders.candidates import (
    NOTHING_ABOVE,
    BoundaryCandidates,
    Choice,
    Gap,
    gap_of,
    head_candidates,
)
from embedparse.text.borders.language import is_polite, language_of
from embedparse.text.borders.layout import median_length_of
from embedparse.text.view import TextView

SWAPPED_WEIGHT = 0.4
#: The share of swapped cases whose article is cut short above: articles may be as short as a notice.
SHORTENED = 0.3
#: Posts set into articles without posts: how these are joined in each mode, and how many paragraphs count.
JOINTS = {"flat": " ", "lines": "\n", "sentences": "\n", "tokens": "\n", "paragraphs": "\n\n"}
FEWEST_PARAGRAPHS, NEAR = 6, 8
#: A shorter last paragraph may be a heading or the article's own introduction of a post.
SHORTEST_END = 25
TRANSPLANTED_WEIGHT = 0.5


@dataclass(slots=True)
class Case:
    """A gap with its right answer: ``tail`` and ``head`` units belong to the upper and lower post.

    ``number`` is the index of the attribution below; ``sure`` whether the right answers were all candidates.
    ``made`` means that no extractor printed it so; ``partner`` is the other page of a swapped case.
    """

    page: str
    extractor: str
    gap: Gap
    choice: Choice
    partner: str = ""
    weight: float = 1.0
    made: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A labelled head in its place, from which swapped cases are made: prose of one page, post of another."""

    page: str
    extractor: str
    mode: str
    text: str
    lo: int
    start: int
    attribution: Attribution
    context: Context

    @property
    def kind(self) -> tuple[str, str, str, str]:
        """Scenes of one kind can swap their posts: same extractor, mode and languages."""
        body = self.text[self.start : self.attribution.start]
        return self.extractor, self.mode, self.context.home, language_of(body)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    opener: Callable[..., Any] = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf8") as lines:
        yield from map(json.loads, lines)


def cases_of(row: dict[str, Any], scenes: list[Scene] | None = None) -> Iterator[Case]:
    """The gaps of one labelled document whose right answer is among the candidates; adds to ``scenes``."""
    article = article_of(row)
    if article is None:
        return
    gold = gold_of(row, list(article.attributions))
    lost: set[int] = set()  # gaps of which a side's right answer is no candidate

    def right(gap: Gap) -> Choice:
        tail, head = 0, 0
        upper = gold.get(gap.number - 1)
        if gap.tail and upper is None:
            gap.tail = None
        if gap.tail and upper:
            found = right_count(article.view.text, gap.tail, upper["spans"][-1][1], gap.lo)
            tail = found or 0
            if found is None:
                gap.tail = None
                lost.add(gap.number)
        lower = gold.get(gap.number)
        if gap.head and lower is None:
            gap.head = None
        if gap.head and lower:
            found = right_count(article.view.text, gap.head, lower["spans"][0][0], gap.hi)
            head = found or 0
            if found is None:
                gap.head = None
                lost.add(gap.number)
        return Choice(tail, head)

    above = NOTHING_ABOVE
    for number in range(len(article.bounds)):
        gap = gap_of(article, number, above)
        choice = right(gap)
        above = gap.decision_above(choice)
        if gap.head and choice.head and scenes is not None:
            attribution = article.attributions[gap.number]
            context = article.contexts[gap.number]
            start = gap.head_edge(choice.head)
            scenes.append(
                Scene(
                    row["id"],
                    row["extractor"],
                    gap.lower,
                    article.view.text,
                    gap.lo,
                    start,
                    attribution,
                    context,
                )
            )
        if (gap.tail or gap.head) and choice in gap.allowed_choices():
            yield Case(row["id"], row["extractor"], gap, choice)


def article_of(row: dict[str, Any]) -> Article | None:
    """The document of ``row`` as the decoder takes it; None where it holds no attribution."""
    view = TextView(row["text"])
    found = find_attributions(view)
    if not found:
        return None
    others = [tuple(span) for post in row.get("others", ()) for span in post["spans"]]
    return read_article(view, found, others)


def swapped(scenes: list[Scene], rounds: int) -> Iterator[Case]:
    """Each scene's prose with posts of other pages below it: the joint is new, its parts are real."""
    kinds: dict[tuple[str, str, str, str], list[Scene]] = defaultdict(list)
    for scene in scenes:
        kinds[scene.kind].append(scene)
    draw = random.Random(20220914)
    for group in kinds.values():
        for scene in group:
            others = [other for other in group if other.page != scene.page]
            for other in draw.sample(others, min(rounds, len(others))):
                case = _swap(scene, other, draw)
                if case is not None:
                    yield case


def _swap(prose: Scene, post: Scene, draw: random.Random) -> Case | None:
    lead = prose.text[prose.lo : prose.start]
    inside = prose.lo > 0
    if draw.random() < SHORTENED:  # as if the article began a few sentences above
        lead, inside = lead[_recent_start(lead, draw) :], False
    lead = "\n" * inside + lead
    text = lead + post.text[post.start : post.attribution.close]
    shift = len(lead) - post.start
    moved = post.attribution._replace(start=post.attribution.start + shift, end=post.attribution.end + shift)
    own = post.context
    context = prose.context._replace(names=own.names, indent=own.indent, limit=own.limit)
    side = head_candidates(text, int(inside), moved, prose.mode, context)
    gap = Gap(0, int(inside), moved.start, lower=prose.mode, head=side)
    count = right_count(text, side, len(lead), moved.start)
    if count is None:
        return None
    return Case(prose.page, prose.extractor, gap, Choice(0, count), post.page, SWAPPED_WEIGHT, made=True)


def transplanted(scenes: list[Scene], articles: Iterable[str], rounds: int) -> Iterator[Case]:
    """Each scene's post below prose of articles that hold none: news, which the labelled pages seldom are."""
    by_language: dict[str, list[list[str]]] = defaultdict(list)
    for text in articles:
        paragraphs = [line for line in text.split("\n") if line.strip()]
        if len(paragraphs) >= FEWEST_PARAGRAPHS:
            by_language[language_of(text[:1500])].append(paragraphs)
    draw = random.Random(20220914)
    for scene in scenes:
        articles_of = by_language.get(scene.context.home, [])
        for paragraphs in draw.sample(articles_of, min(rounds, len(articles_of))):
            above = paragraphs[: draw.randrange(2, len(paragraphs))]
            if draw.random() < SHORTENED:  # as if the article were written in short paragraphs
                above = _sentences(above[-NEAR:])[-draw.randrange(2, NEAR) :]
            case = _transplant(scene, above)
            if case is not None:
                yield case


def _sentences(paragraphs: list[str]) -> list[str]:
    return [
        part for line in paragraphs for part in re.split(r"(?<=[.!?]) (?=\S)|(?<=。)(?=\S)", line) if part
    ]


def _transplant(scene: Scene, above: list[str]) -> Case | None:
    joint = JOINTS.get(scene.mode.split("-")[0])
    if scene.mode.startswith("sentences"):
        above = _sentences(above[-NEAR:])
    if joint is None or len(above[-1]) < SHORTEST_END:
        return None
    lead = joint.join(above[-NEAR:]) + joint
    text = lead + scene.text[scene.start : scene.attribution.close]
    shift = len(lead) - scene.start
    attribution = scene.attribution
    moved = attribution._replace(start=attribution.start + shift, end=attribution.end + shift)
    polite = scene.context.home == "Jpan" and is_polite(lead)
    context = scene.context._replace(median_line_length=median_length_of(above), indent=0, polite=polite)
    side = head_candidates(text, 0, moved, scene.mode, context)
    gap = Gap(0, 0, moved.start, lower=scene.mode, head=side)
    count = right_count(text, side, len(lead), moved.start)
    if count is None:
        return None
    return Case(scene.page, scene.extractor, gap, Choice(0, count), "", TRANSPLANTED_WEIGHT, made=True)


def _recent_start(lead: str, draw: random.Random) -> int:
    """Where a paragraph (or sentence) among the last few of ``lead`` begins."""
    body = lead.rstrip()
    starts = [m.end() for m in re.finditer(r"\n+|(?<=[.!?]) |(?<=。)", body[-900:])][-5:]
    return max(0, len(body) - 900) + draw.choice(starts) if starts else 0


def gold_of(row: dict[str, Any], found: list[Attribution]) -> dict[int, dict[str, Any]]:
    """Which labelled post each attribution belongs to."""
    gold: dict[int, dict[str, Any]] = {}
    for post in row["tweets"]:
        if not post["spans"] or post["body"] is None:
            continue
        for i, a in enumerate(found):
            overlaps = any(start < a.end and a.start < end for start, end in post["spans"])
            if i not in gold and overlaps and a.handle.lower() == post["handle"].lower():
                gold[i] = post
                break
    return gold


def right_count(text: str, side: BoundaryCandidates, edge: int, nothing: int) -> int | None:
    """The count of units whose outer edge is ``edge``; None where no candidate has it."""
    if (edge >= nothing) if side.role == "head" else (edge <= nothing + 1):
        return 0
    for count in range(1, side.most + 1):
        lo, hi = sorted((edge, side.edge_of(count, nothing)))
        if not text[lo:hi].strip(" \n\t>•"):
            return count
    return None
