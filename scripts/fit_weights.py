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
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from border_cases import Case, Scene, cases_of, rows, swapped, transplanted
from border_prints import further_prints
from border_problem import Problem
from calibration import (
    SUMMARY_HEAD,
    Judged,
    by_succession,
    fit_curve,
    fit_temperatures,
    judged,
    reliability,
    summary,
)

from embedparse.text.borders import weights
from embedparse.text.borders.article import QUOTED
from embedparse.text.borders.decisions import Curve, Model
from embedparse.text.borders.weights import Table, check, combined

TARGET = Path(weights.__file__).with_name("weights.json")
FOLDS = 8
#: A weight is stable if its mean over the fits without a fold is more than so many standard deviations.
STEADY = 1.0
#: The further print whose posts are swapped too: no labelled page is printed so.
SWAPPED_PRINT = "as sentence-a-line"
#: Steps of the fits that leave a fold out: enough for their decisions.
FOLD_STEPS = 60


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


def whole_folds(cases: list[Case], key: Callable[[str], str]) -> dict[str, int]:
    """Folds of about equal size: the largest group of pages goes to the emptiest fold."""
    sizes = Counter(key(case.page) for case in cases)
    load = [0] * FOLDS
    fold = {}
    for group, size in sizes.most_common():
        fold[group] = int(np.argmin(load))
        load[fold[group]] += size
    return {case.page: fold[key(case.page)] for case in cases}


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    parser.add_argument("--strength", type=float, default=4.0)
    parser.add_argument("--mode-strength", type=float, default=6.0)
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


@dataclass(slots=True)
class Material:
    """Labelled documents, and their cases, those of the same pages printed otherwise, and made ones.

    The first ``real`` cases are of labelled documents, the next up to ``known`` of further prints.
    """

    labelled: list[dict[str, Any]]
    cases: list[Case]
    real: int
    known: int

    @classmethod
    def read(cls, options: argparse.Namespace) -> Material:
        scenes: list[Scene] = []
        labelled = [row for row in rows(options.corpus) if row["tweets"]]
        cases = [case for row in labelled for case in cases_of(row, scenes)]
        real = len(cases)
        for row in (printed for page in labelled for printed in further_prints(page)):
            own = scenes if row["extractor"] == SWAPPED_PRINT else None
            found = cases_of(row, own)
            cases += (replace(case, made=True, weight=options.print_weight) for case in found)
        known = len(cases)
        cases += swapped(scenes, options.swaps)
        if options.plain:
            articles = [row["text"] for row in rows(options.plain)]
            cases += transplanted(scenes, articles, options.transplants)
        return cls(labelled, cases, real, known)

    def folds(self, key: Callable[[str], str]) -> dict[str, int]:
        """The fold of each page: pages with the same ``key`` are left out together."""
        return whole_folds(self.cases[: self.real], key)


def main() -> None:
    options = parsed()
    material = Material.read(options)
    cases, real = material.cases, material.real
    problem = Problem(cases, options.strength, options.mode_strength)
    print(f"{real} gaps and {len(cases) - real} made ones, {problem.edges[-1]} weights", flush=True)
    table: list[tuple[str, list[Judged]]] = []
    if options.pages:
        found = leave_out(problem, material, material.folds(lambda page: page))
        table.append(("pages left out", found.records))
    found = leave_out(problem, material, material.folds(site_of))
    theta = problem.fit_pruned(stable_of(found.thetas))
    report("fitted on all of them", cases, problem.decide(theta, np.arange(len(cases)) < real))
    content = problem.content(theta)
    content["temperatures"] = {mode: round(value, 3) for mode, value in sorted(found.temperatures.items())}
    content["curve"] = fit_curve(found.records)._asdict()
    quoted = [record.is_right for record in found.records if record.mode == QUOTED]
    content["quoted"] = round(float(np.mean(quoted)), 3) if quoted else 1.0
    headless = by_succession(record for record in found.records if record.is_headless)
    content["headless"] = round(headless, 3)
    model = model_of(content)
    table.append(("sites left out", found.records))
    table += (
        (path.name, [record for row in rows(path) for record in judged(row, model)])
        for path in options.unseen
    )
    print_tables(table, model)
    if options.write:
        write(content)


def print_tables(table: list[tuple[str, list[Judged]]], model: Model) -> None:
    """Print one line for each set of records, and below them the reliability of each by mode."""
    for k, (title, records) in enumerate(table):
        table[k] = (
            title,
            [
                record._replace(probability=model.record_probability(record.mode, record.head, record.tail))
                for record in records
            ],
        )
    print(SUMMARY_HEAD)
    for title, records in table:
        print(summary(title, records))
    for title, records in table:
        reliability(title, records, mode_of_record)


def mode_of_record(record: Judged) -> str:
    return record.mode


def site_of(page: str) -> str:
    return page.split("/")[0]


class LeftOut(NamedTuple):
    """What the models say that were fitted without the documents in question: records and temperatures.

    ``thetas`` are the weights of these models.
    """

    records: list[Judged]
    temperatures: dict[str, float]
    thetas: list[np.ndarray]


def stable_of(thetas: list[np.ndarray]) -> np.ndarray:
    """Which weights keep about their value whichever sites are left out: a mask.

    The others are facts of single sites, which mislead on new ones.
    """
    found = np.array(thetas)
    return np.asarray(np.abs(found.mean(axis=0)) > STEADY * found.std(axis=0))


def leave_out(problem: Problem, material: Material, fold: dict[str, int]) -> LeftOut:
    """Fit once for each fold without it; report its gaps, and judge its records by that model."""
    cases, real = material.cases, material.real
    mine = np.array([fold.get(case.page, -1) for case in cases])
    other = np.array([fold.get(case.partner or case.page, -1) for case in cases])
    known = np.arange(len(cases)) < material.known
    decided: dict[int, bool] = {}
    scored: dict[str, list[tuple[np.ndarray, int, float]]] = defaultdict(list)
    thetas = []
    for k in range(FOLDS):
        theta = problem.fit((mine != k) & (other != k), steps=FOLD_STEPS)
        decided.update(problem.decide(theta, known & (mine == k)))
        for number, scores, right in problem.scored(theta, known & (mine == k)):
            gap = cases[number].gap
            scored[gap.lower or gap.upper].append((scores, right, cases[number].weight))
        thetas.append(theta)
    report("left out", cases, {n: right for n, right in decided.items() if n < real})
    report("  the same, further prints", cases, {n: right for n, right in decided.items() if n >= real})
    temperatures = fit_temperatures(scored)
    models = [model_of(problem.content(theta), temperatures) for theta in thetas]
    records = [
        record
        for row in material.labelled
        if row["id"] in fold
        for record in judged(row, models[fold[row["id"]]])
    ]
    return LeftOut(records, temperatures, thetas)


def model_of(content: dict[str, Any], temperatures: dict[str, float] | None = None) -> Model:
    """The model that the package would make of ``content``; with ``temperatures`` not yet calibrated."""

    @cache
    def table_of(mode: str) -> Table:
        return combined(content["base"], content["modes"].get(mode, {}))

    if temperatures:
        return Model(table_of, temperatures)
    curve = Curve(**content["curve"])
    return Model(table_of, content["temperatures"], curve, content["quoted"], content["headless"])


if __name__ == "__main__":
    main()
