#!/usr/bin/env python3
"""Fit the weights of the text path's evidence on labelled pages, and report the left-out figures.

    python scripts/fit_weights.py CORPUS.jsonl[.xz] --plain ARTICLES.jsonl[.xz] [--write]

A conditional logit over the (tail, head) pairs of each gap between two attributions: a fact's
weight is shared by all modes, plus a mode's own deviation, which is pulled to zero more strongly.
Beside the labelled gaps stand made ones, whose parts are real: posts swapped between pages, and posts
set into articles that hold none (``--plain``). Every page weighs the same. The figures that count
are those with whole pages, and with whole sites, left out.
Needs numpy and scipy (``pip install 'embedparse[fit]'``).
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from embedparse.text.attributions.find import Attribution, find_attributions
from embedparse.text.borders import boundaries
from embedparse.text.borders.boundaries import Gap
from embedparse.text.borders.candidates import Side, head_side, limit_of, tail_side
from embedparse.text.borders.features import Context, is_polite
from embedparse.text.borders.language import language_of
from embedparse.text.borders.layout import mode_of, read_layout, usual_length
from embedparse.text.view import TextView

TARGET = Path(boundaries.__file__).with_name("weights.json")
FOLDS = 5
#: A fact is weighed when so many gaps show it; a mode's own deviation needs more of them.
RARE, RARE_IN_MODE = 5, 15
SWAPPED_WEIGHT = 0.4
#: The share of swapped cases whose article is cut short above: articles may be as short as a notice.
SHORTENED = 0.3
#: Posts set into articles without posts: how these are joined in each mode, and how many paragraphs count.
JOINTS = {"flat": " ", "lines": "\n", "paragraphs": "\n\n"}
FEWEST_PARAGRAPHS, NEAR = 6, 8
#: A shorter last paragraph may be a heading or the article's own introduction of a post.
SHORTEST_END = 25
TRANSPLANTED_WEIGHT = 0.5
SHOWN = 0.01  # smaller weights are left out of the table


@dataclass(slots=True)
class Case:
    """A gap with its right answer: ``tail`` and ``head`` units belong to the upper and lower post."""

    page: str
    extractor: str
    number: int
    gap: Gap
    upper: str
    lower: str
    tail: int
    head: int
    partner: str = ""  # the other page of a swapped case
    weight: float = 1.0


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


def cases_of(row: dict[str, Any], scenes: list[Scene]) -> Iterator[Case]:
    """The gaps of one labelled document whose right answer is among the candidates; adds to ``scenes``."""
    text = row["text"]
    view = TextView(text)
    found = find_attributions(view)
    if not found:
        return
    layout, home = read_layout(view, found), language_of(text[:1500])
    contexts = boundaries.contexts_of(text, found, layout, home)
    gold = _paired(row, found)
    quoted = [view.quotation(0, a.start) is not None for a in found]
    modes = ["quoted" if q else mode_of(view, a, layout) for q, a in zip(quoted, found, strict=True)]
    length, media = 0, False
    for k in range(len(found) + 1):
        upper = found[k - 1] if k else None
        lower = found[k] if k < len(found) else None
        gap = Gap(upper.close if upper else 0, lower.start if lower else len(text), None, None)
        right = [0, 0]
        if upper and layout.tails and k - 1 in gold and modes[k - 1] != "quoted":
            gap.tail = tail_side(text, upper, gap.hi, length, media, contexts[k - 1])
            right[0], gap.tail = _right(text, gap.tail, gold[k - 1]["spans"][-1][1], upper.close)
        length, media = 0, False
        if lower and k in gold and modes[k] != "quoted":
            gap.head = head_side(text, gap.lo, lower, modes[k], contexts[k])
            right[1], gap.head = _right(text, gap.head, gold[k]["spans"][0][0], lower.start)
            if gap.head and right[1]:
                start = gap.head_edge(right[1])
                place = (row["id"], row["extractor"], modes[k], text, gap.lo, start)
                scenes.append(Scene(*place, lower, contexts[k]))
                length = gap.head.length(right[1], limit_of(lower.date))
                media = gap.head.units[0].last == "media"
        if gap.tail or gap.head:
            names = modes[k - 1] if k else "", modes[k] if lower else ""
            yield Case(row["id"], row["extractor"], k, gap, *names, *right)


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
    moved = replace(post.attribution, start=post.attribution.start + shift, end=post.attribution.end + shift)
    context = replace(prose.context, names=post.context.names, indent=post.context.indent)
    gap = Gap(int(inside), moved.start, None, head_side(text, int(inside), moved, prose.mode, context))
    assert gap.head
    count, gap.head = _right(text, gap.head, len(lead), moved.start)
    if gap.head is None:
        return None
    return Case(prose.page, prose.extractor, -1, gap, "", prose.mode, 0, count, post.page, SWAPPED_WEIGHT)


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
    if joint is None or len(above[-1]) < SHORTEST_END:
        return None
    lead = joint.join(above[-NEAR:]) + joint
    text = lead + scene.text[scene.start : scene.attribution.close]
    shift = len(lead) - scene.start
    attribution = scene.attribution
    moved = replace(attribution, start=attribution.start + shift, end=attribution.end + shift)
    polite = scene.context.home == "Jpan" and is_polite(lead)
    context = replace(scene.context, usual=usual_length(above), indent=0, polite=polite)
    gap = Gap(0, moved.start, None, head_side(text, 0, moved, scene.mode, context))
    assert gap.head
    count, gap.head = _right(text, gap.head, len(lead), moved.start)
    if gap.head is None:
        return None
    return Case(
        scene.page, scene.extractor, -1, gap, "", scene.mode, 0, count, scene.page, TRANSPLANTED_WEIGHT
    )


def _recent_start(lead: str, draw: random.Random) -> int:
    """Where a paragraph (or sentence) among the last few of ``lead`` begins."""
    body = lead.rstrip()
    starts = [m.end() for m in re.finditer(r"\n+|(?<=[.!?]) |(?<=。)", body[-900:])][-5:]
    return max(0, len(body) - 900) + draw.choice(starts) if starts else 0


def _paired(row: dict[str, Any], found: list[Attribution]) -> dict[int, dict[str, Any]]:
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


def _right(text: str, side: Side, edge: int, nothing: int) -> tuple[int, Side | None]:
    """The count whose outer edge is ``edge``; (0, None) where no candidate has it."""
    if (edge >= nothing) if side.role == "head" else (edge <= nothing + 1):
        return 0, side
    for count in range(1, side.most + 1):
        lo, hi = sorted((edge, side.edge(count, nothing)))
        if not text[lo:hi].strip(" \n\t>•"):
            return count, side
    return 0, None


class Problem:
    """The cases as matrices: one row per candidate of a side, one entry per allowed pair."""

    def __init__(self, cases: list[Case], strength: float, mode_strength: float) -> None:
        self.cases = cases
        self.names = self._vocabulary()
        self.index = {name: i for i, name in enumerate(self.names)}
        self.pull = np.array([strength * (mode_strength if "^" in name else 1) for name in self.names])
        self._assemble()
        pages = Counter(case.page for case in cases if not case.partner)
        self.weight = np.array([case.weight * max(1, pages[case.page]) ** -0.5 for case in cases])
        self.weight /= self.weight.mean()

    @staticmethod
    def _sides(case: Case) -> list[tuple[Side, str]]:
        both = ((case.gap.tail, case.upper), (case.gap.head, case.lower))
        return [(side, mode) for side, mode in both if side]

    def _vocabulary(self) -> list[str]:
        seen: Counter[str] = Counter()
        for case in self.cases:
            for side, mode in self._sides(case):
                facts = {f"{side.role}.{g}:{f}" for n in range(side.most + 1) for g, f in side.facts(n)}
                seen.update(facts)
                seen.update(f"{mode}^{fact}" for fact in facts)
        return [name for name, n in seen.items() if n >= (RARE_IN_MODE if "^" in name else RARE)]

    def _assemble(self) -> None:
        columns: list[int] = []
        values: list[float] = []
        edges = [0]
        tails, heads, owner, right = [], [], [], []
        for number, case in enumerate(self.cases):
            first: dict[str, int] = {}
            for side, mode in self._sides(case):
                first[side.role] = len(edges) - 1
                for count in range(side.most + 1):
                    tally: Counter[int] = Counter()
                    for group, fact in side.facts(count):
                        name = f"{side.role}.{group}:{fact}"
                        for key in (name, f"{mode}^{name}"):
                            if (column := self.index.get(key)) is not None:
                                tally[column] += 1
                    columns += tally.keys()
                    values += tally.values()
                    edges.append(len(columns))
            for t, h in case.gap.pairs():
                tails.append(first["tail"] + t if case.gap.tail else -1)
                heads.append(first["head"] + h if case.gap.head else -1)
                owner.append(number)
                right.append((t, h) == (case.tail, case.head))
        shape = (len(edges) - 1, len(self.names))
        self.matrix = csr_matrix((np.array(values), np.array(columns), np.array(edges)), shape=shape)
        self.tails, self.heads = np.array(tails), np.array(heads)
        self.owner, self.right = np.array(owner), np.array(right)

    def fit(self, chosen: np.ndarray) -> np.ndarray:
        """Weights fitted on the cases in ``chosen`` (a mask)."""
        possible = np.bincount(self.owner, weights=self.right, minlength=len(self.cases)) > 0
        keep = (chosen & possible)[self.owner]
        tails, heads, owner, right = (a[keep] for a in (self.tails, self.heads, self.owner, self.right))
        starts = np.r_[0, np.flatnonzero(np.diff(owner)) + 1]
        sizes = np.diff(np.r_[starts, len(owner)])
        weight = self.weight[owner[starts]]
        size = self.matrix.shape[0]

        def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
            scores = np.r_[self.matrix @ theta, 0.0]
            pair = scores[tails] + scores[heads]
            top = np.maximum.reduceat(pair, starts)
            spread = np.exp(pair - np.repeat(top, sizes))
            total = np.add.reduceat(spread, starts)
            gain = (weight * (pair[right] - top - np.log(total))).sum()
            residue = (spread / np.repeat(total, sizes) - right) * np.repeat(weight, sizes)
            slope = np.zeros(size + 1)
            np.add.at(slope, tails, residue)
            np.add.at(slope, heads, residue)
            value = -gain + 0.5 * (self.pull * theta * theta).sum()
            return value, self.matrix.T @ slope[:size] + self.pull * theta

        fitted = minimize(
            loss, np.zeros(len(self.names)), jac=True, method="L-BFGS-B", options={"maxiter": 150}
        )
        return np.asarray(fitted.x)

    def decide(self, theta: np.ndarray, chosen: np.ndarray) -> dict[int, bool]:
        """Whether the best pair of each chosen case is the right one."""
        scores = np.r_[self.matrix @ theta, 0.0]
        pair = scores[self.tails] + scores[self.heads]
        best: dict[int, int] = {}
        for i, number in enumerate(self.owner):
            if chosen[number] and (number not in best or pair[i] > pair[best[number]]):
                best[number] = i
        return {number: bool(self.right[i]) for number, i in best.items()}

    def table(self, theta: np.ndarray) -> dict[str, dict[str, dict[str, float]]]:
        """Weights as the package reads them: mode -> group -> fact."""
        modes = sorted({case.lower for case in self.cases if case.lower})
        out: dict[str, dict[str, dict[str, float]]] = {mode: defaultdict(dict) for mode in modes}
        for name, i in self.index.items():
            if "^" in name:
                continue
            group, _, fact = name.partition(":")
            for mode in modes:
                own = self.index.get(f"{mode}^{name}")
                value = float(theta[i]) + (float(theta[own]) if own is not None else 0.0)
                if abs(value) >= SHOWN:
                    out[mode][group][fact] = round(value, 2)
        return out


def report(title: str, cases: list[Case], decided: dict[int, bool]) -> None:
    pages: dict[str, list[bool]] = defaultdict(list)
    extractors: dict[str, list[bool]] = defaultdict(list)
    for number, right in decided.items():
        pages[cases[number].page].append(right)
        extractors[cases[number].extractor].append(right)
    mean = 100 * np.mean([np.mean(v) for v in pages.values()])
    every = 100 * np.mean(list(decided.values()))
    print(f"{title}: gaps right {every:.2f} %, mean over pages {mean:.2f} %")
    print("   " + ", ".join(f"{name} {100 * np.mean(v):.1f}" for name, v in sorted(extractors.items())))


def site_folds(cases: list[Case]) -> dict[str, int]:
    """Folds of whole sites, of about equal size: the largest site goes to the emptiest fold."""
    sizes = Counter(case.page.split("/")[0] for case in cases)
    load = [0] * FOLDS
    fold = {}
    for site, size in sizes.most_common():
        fold[site] = int(np.argmin(load))
        load[fold[site]] += size
    return {case.page: fold[case.page.split("/")[0]] for case in cases}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    parser.add_argument("--strength", type=float, default=6.0)
    parser.add_argument("--mode-strength", type=float, default=4.0)
    parser.add_argument("--swaps", type=int, default=2, help="swapped cases made of each labelled one")
    parser.add_argument("--plain", type=Path, help="articles without posts (rows with `text`)")
    parser.add_argument(
        "--transplants", type=int, default=4, help="cases made of each post and such articles"
    )
    options = parser.parse_args()
    scenes: list[Scene] = []
    cases = [case for row in rows(options.corpus) if row["tweets"] for case in cases_of(row, scenes)]
    real = len(cases)
    cases += swapped(scenes, options.swaps)
    if options.plain:
        articles = [row["text"] for row in rows(options.plain)]
        cases += transplanted(scenes, articles, options.transplants)
    problem = Problem(cases, options.strength, options.mode_strength)
    print(f"{real} gaps and {len(cases) - real} swapped ones, {len(problem.names)} weights")
    judged = np.arange(len(cases)) < real
    page_fold = {case.page: zlib.crc32(case.page.encode()) % FOLDS for case in cases}
    folds = {"whole sites left out": site_folds(cases[:real]), "whole pages left out": page_fold}
    for title, fold in folds.items():
        mine = np.array([fold[case.page] for case in cases])
        other = np.array([fold[case.partner or case.page] for case in cases])
        decided: dict[int, bool] = {}
        for k in range(FOLDS):
            decided |= problem.decide(problem.fit((mine != k) & (other != k)), judged & (mine == k))
        report(title, cases, decided)
    theta = problem.fit(np.ones(len(cases), bool))
    report("fitted on all of them", cases, problem.decide(theta, judged))
    if options.write:
        table = json.dumps(problem.table(theta), ensure_ascii=False, indent=0, sort_keys=True)
        TARGET.write_text(table + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
