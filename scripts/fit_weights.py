#!/usr/bin/env python3
"""Fit the weights of the border features on labelled pages, and report the left-out figures.

    python scripts/fit_weights.py CORPUS.jsonl[.xz] --plain ARTICLES.jsonl[.xz] [--write]

A conditional logit over the choices in each gap between two attributions: a feature's weight is shared
by all modes, plus a mode's own deviation, which is pulled to zero more strongly. Beside the labelled
gaps there are made ones: posts swapped between pages, posts set into articles that hold none
(``--plain``), and the pages printed in further ways (`border_prints`). Every page weighs the same. The
figures that count are those with whole pages, and with whole sites, left out.
Needs numpy and scipy (``pip install 'embedparse[fit]'``).
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from border_cases import Case, Scene, cases_of, rows, swapped, transplanted
from border_prints import further_prints
from calibration import Judged, fit_offsets, fit_temperatures, judged, reliability
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from embedparse.text.borders import weights
from embedparse.text.borders.candidates import BoundaryCandidates
from embedparse.text.borders.decisions import Calibration, Model
from embedparse.text.borders.decoder import QUOTED
from embedparse.text.borders.weights import Table, check, combined

TARGET = Path(weights.__file__).with_name("weights.json")
FOLDS = 5
#: A feature is weighed when so many gaps show it; a mode's own deviation needs more of them.
RARE, RARE_IN_MODE = 5, 15
#: The further print whose posts are swapped too: no labelled page is printed so.
SWAPPED_PRINT = "as sentence-a-line"
#: Steps of the fits that leave a fold out: enough for their decisions.
FOLD_STEPS = 80
#: Smaller weights, and smaller deviations of a mode, are left out.
NEGLIGIBLE, NEGLIGIBLE_IN_MODE = 0.03, 0.05


class Problem:
    """The cases as matrices: one row per candidate of a side, one entry per allowed pair."""

    def __init__(self, cases: list[Case], strength: float, mode_strength: float) -> None:
        self.cases = cases
        self.names = self._vocabulary()
        self.index = {name: i for i, name in enumerate(self.names)}
        self.pull = np.array([strength * (mode_strength if "^" in name else 1) for name in self.names])
        self._assemble()
        pages = Counter(case.page for case in cases if not case.made)
        self.weight = np.array([case.weight * max(1, pages[case.page]) ** -0.5 for case in cases])
        self.weight /= self.weight.mean()

    @staticmethod
    def _sides(case: Case) -> list[tuple[BoundaryCandidates, str]]:
        both = ((case.gap.tail, case.gap.upper), (case.gap.head, case.gap.lower))
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
            for choice in case.gap.choices():
                tails.append(first["tail"] + choice.tail if case.gap.tail else -1)
                heads.append(first["head"] + choice.head if case.gap.head else -1)
                owner.append(number)
                right.append(choice == case.choice)
        shape = (len(edges) - 1, len(self.names))
        self.matrix = csr_matrix((np.array(values), np.array(columns), np.array(edges)), shape=shape)
        self.tails, self.heads = np.array(tails), np.array(heads)
        self.owner, self.right = np.array(owner), np.array(right)

    def fit_pruned(self) -> np.ndarray:
        """Weights fitted on all cases; those of no account are 0, the others fitted anew without them."""
        every = np.ones(len(self.cases), bool)
        theta = self.fit(every)
        in_mode = np.array(["^" in name for name in self.names])
        kept = np.abs(theta) >= np.where(in_mode, NEGLIGIBLE_IN_MODE, NEGLIGIBLE)
        theta = np.zeros(len(self.names))
        theta[kept] = self.fit(every, kept)
        return theta

    def fit(self, chosen: np.ndarray, features: np.ndarray | None = None, steps: int = 150) -> np.ndarray:
        """Weights of ``features`` (a mask; None: all), fitted on the cases in ``chosen`` (a mask)."""
        possible = np.bincount(self.owner, weights=self.right, minlength=len(self.cases)) > 0
        keep = (chosen & possible)[self.owner]
        tails, heads, owner, right = (a[keep] for a in (self.tails, self.heads, self.owner, self.right))
        matrix = self.matrix if features is None else self.matrix[:, np.flatnonzero(features)]
        pull = self.pull if features is None else self.pull[features]
        size = matrix.shape[0]
        tails, heads = np.where(tails < 0, size, tails), np.where(heads < 0, size, heads)
        starts = np.r_[0, np.flatnonzero(np.diff(owner)) + 1]
        sizes = np.diff(np.r_[starts, len(owner)])
        weight = self.weight[owner[starts]]

        def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
            scores = np.r_[matrix @ theta, 0.0]
            pair = scores[tails] + scores[heads]
            top = np.maximum.reduceat(pair, starts)
            spread = np.exp(pair - np.repeat(top, sizes))
            total = np.add.reduceat(spread, starts)
            gain = (weight * (pair[right] - top - np.log(total))).sum()
            residue = (spread / np.repeat(total, sizes) - right) * np.repeat(weight, sizes)
            slope = np.bincount(tails, residue, size + 1) + np.bincount(heads, residue, size + 1)
            value = -gain + 0.5 * (pull * theta * theta).sum()
            return value, matrix.T @ slope[:size] + pull * theta

        fitted = minimize(loss, np.zeros(len(pull)), jac=True, method="L-BFGS-B", options={"maxiter": steps})
        return np.asarray(fitted.x)

    def scored(self, theta: np.ndarray, chosen: np.ndarray) -> Iterator[tuple[int, np.ndarray, int]]:
        """Of each chosen case that has a right choice: its number, its choices' scores, the right one."""
        scores = np.r_[self.matrix @ theta, 0.0]
        pair = scores[self.tails] + scores[self.heads]
        edges = np.searchsorted(self.owner, np.arange(len(self.cases) + 1))
        for number in np.flatnonzero(chosen):
            start, end = edges[number], edges[number + 1]
            right = np.flatnonzero(self.right[start:end])
            if len(right) and end - start > 1:
                yield int(number), pair[start:end], int(right[0])

    def decide(self, theta: np.ndarray, chosen: np.ndarray) -> dict[int, bool]:
        """Whether the best pair of each chosen case is the right one."""
        scores = np.r_[self.matrix @ theta, 0.0]
        pair = scores[self.tails] + scores[self.heads]
        best: dict[int, int] = {}
        for i, number in enumerate(self.owner):
            if chosen[number] and (number not in best or pair[i] > pair[best[number]]):
                best[number] = i
        return {number: bool(self.right[i]) for number, i in best.items()}

    def content(self, theta: np.ndarray) -> dict[str, Any]:
        """Weights as the package reads them: those of all modes, and each mode's deviations."""
        base: Table = defaultdict(dict)
        modes: dict[str, Table] = defaultdict(lambda: defaultdict(dict))
        for name, i in self.index.items():
            value = round(float(theta[i]), 2)
            mode, _, key = name.rpartition("^")
            group, _, feature = key.partition(":")
            if value:
                (modes[mode] if mode else base)[group][feature] = value
        return {"base": base, "modes": modes}


def write(content: dict[str, Any]) -> None:
    """Write the file that the package reads: a line for each group of weights."""
    for table in (content["base"], *content["modes"].values()):
        check(table)
    lines = []
    for key, value in sorted(content.items()):
        tables = {key: value} if key != "modes" else value
        if key not in ("base", "modes"):
            lines.append(f"{json.dumps(key)}: {json.dumps(value, sort_keys=True)}")
            continue
        texts = []
        for name, table in sorted(tables.items()):
            rows = ",\n".join(
                f"{json.dumps(group)}: {json.dumps(table[group], ensure_ascii=False, sort_keys=True)}"
                for group in sorted(table)
            )
            texts.append(f"{json.dumps(name)}: {{\n{rows}\n}}")
        body = ",\n".join(texts)
        lines.append(body if key == "base" else f'"modes": {{\n{body}\n}}')
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf8")


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


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    parser.add_argument("--strength", type=float, default=6.0)
    parser.add_argument("--mode-strength", type=float, default=4.0)
    parser.add_argument("--swaps", type=int, default=4, help="swapped cases made of each labelled one")
    parser.add_argument("--plain", type=Path, help="articles without posts (rows with `text`)")
    parser.add_argument(
        "--transplants", type=int, default=5, help="cases made of each post and such articles"
    )
    parser.add_argument(
        "--print-weight", type=float, default=0.4, help="weight of pages printed in other ways"
    )
    parser.add_argument(
        "--unseen", type=Path, action="append", default=[], help="labelled pages to judge only"
    )
    parser.add_argument("--pages", action="store_true", help="also leave whole pages out")
    return parser.parse_args()


def main() -> None:
    options = parsed()
    scenes: list[Scene] = []
    labelled = [row for row in rows(options.corpus) if row["tweets"]]
    prints = [printed for row in labelled for printed in further_prints(row)]
    cases = [case for row in labelled for case in cases_of(row, scenes)]
    real = len(cases)
    for row in prints:
        own = scenes if row["extractor"] == SWAPPED_PRINT else None
        cases += (replace(case, made=True, weight=options.print_weight) for case in cases_of(row, own))
    known = len(cases)
    cases += swapped(scenes, options.swaps)
    if options.plain:
        articles = [row["text"] for row in rows(options.plain)]
        cases += transplanted(scenes, articles, options.transplants)
    problem = Problem(cases, options.strength, options.mode_strength)
    print(f"{real} gaps and {len(cases) - real} made ones, {len(problem.names)} weights", flush=True)
    number = np.arange(len(cases))
    if options.pages:
        fold = {case.page: zlib.crc32(case.page.encode()) % FOLDS for case in cases}
        report("whole pages left out", cases, left_out(problem, fold, number < real).decided)
    fold = site_folds(cases[:real])
    out = left_out(problem, fold, number < known)
    report("whole sites left out", cases, {n: right for n, right in out.decided.items() if n < real})
    report("  the same, further prints", cases, {n: right for n, right in out.decided.items() if n >= real})
    temperatures = fit_temperatures(out.scored)
    judged_rows = [
        (row, weight) for group, weight in ((labelled, 1.0), (prints, options.print_weight)) for row in group
    ]
    models = [model_of(problem.content(theta), temperatures) for theta in out.thetas]
    records = [
        record
        for row, weight in judged_rows
        if row["id"] in fold
        for record in judged(row, models[fold[row["id"]]], weight)
    ]
    theta = problem.fit_pruned()
    report("fitted on all of them", cases, problem.decide(theta, number < real))
    content = problem.content(theta)
    content["calibration"] = fit_offsets((r for r in records if r.weight == 1.0), temperatures)
    quoted = [record.is_right for record in records if record.mode == QUOTED and record.weight == 1.0]
    content["quoted"] = round(float(np.mean(quoted)), 3) if quoted else 1.0
    model = model_of(content)
    records = [
        record._replace(probability=model.record_probability(record.mode, record.head, record.tail))
        for record in records
    ]
    reliability("sites left out", [record for record in records if record.weight == 1.0], mode_of_record)
    for path in options.unseen:
        judge_unseen(path, model)
    if options.write:
        write(content)


def judge_unseen(path: Path, model: Model) -> None:
    """Print how well ``model`` does on labelled pages that it was not fitted on."""
    records = [record for row in rows(path) for record in judged(row, model)]
    pages: dict[str, list[bool]] = defaultdict(list)
    for record in records:
        pages[record.page].append(record.is_right)
    mean = 100 * np.mean([np.mean(right) for right in pages.values()])
    print(f"{path.name}: borders right, mean over pages {mean:.2f} %")
    reliability(path.name, records, mode_of_record)


def mode_of_record(record: Judged) -> str:
    return record.mode


class LeftOut(NamedTuple):
    """What the models say that were fitted without the gaps in question.

    ``scored`` holds by mode the scores of each gap's choices, the index of the right one and its weight.
    """

    decided: dict[int, bool]
    scored: dict[str, list[tuple[np.ndarray, int, float]]]
    thetas: list[np.ndarray]


def left_out(problem: Problem, fold: dict[str, int], judged: np.ndarray) -> LeftOut:
    """Fit once for each fold without it, and decide its gaps."""
    cases = problem.cases
    mine = np.array([fold.get(case.page, -1) for case in cases])
    other = np.array([fold.get(case.partner or case.page, -1) for case in cases])
    out = LeftOut({}, defaultdict(list), [])
    for k in range(FOLDS):
        theta = problem.fit((mine != k) & (other != k), steps=FOLD_STEPS)
        chosen = judged & (mine == k)
        out.decided.update(problem.decide(theta, chosen))
        for number, scores, right in problem.scored(theta, chosen):
            gap = cases[number].gap
            out.scored[gap.lower or gap.upper].append((scores, right, cases[number].weight))
        out.thetas.append(theta)
    return out


def model_of(content: dict[str, Any], temperatures: dict[str, float] | None = None) -> Model:
    """The model that the package would make of ``content``; with ``temperatures`` not yet calibrated."""
    calibrations = content.get("calibration") or {}
    if temperatures:
        calibrations = {mode: Calibration(value) for mode, value in temperatures.items()}

    @cache
    def table_of(mode: str) -> Table:
        return combined(content["base"], content["modes"].get(mode, {}))

    return Model(table_of, calibrations, content.get("quoted", 1.0))


if __name__ == "__main__":
    main()
