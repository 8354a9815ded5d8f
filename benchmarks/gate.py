#!/usr/bin/env python3
"""The accuracy gate: scores the labelled corpus and fails below the floors of benchmarks/floor.json.

    benchmarks/gate.py                                score, compare, exit 1 below a floor
    benchmarks/gate.py --raise                        write better figures as the new floors
    benchmarks/gate.py --lower --yes-lower-the-floor  write worse figures too: say why in the commit

The corpus is beside the project in ../shared, or where EMBEDPARSE_SHARED says; without it the
gate is skipped. Floors hold for one corpus: each of its files is pinned by its digest. ``slack`` of
the file is what a new floor leaves below the measured figure (above it, where less is better).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
FLOOR = Path(__file__).with_name("floor.json")
SHARED = Path(os.environ.get("EMBEDPARSE_SHARED", ROOT.parent / "shared"))

#: A figure's name begins with the part of the scoring that gives it.
Figures = dict[str, float]


class GateError(Exception):
    """The gate cannot judge; its text is one clear line."""


@dataclass(frozen=True)
class Shortfall:
    """A figure on the wrong side of its floor."""

    name: str
    figure: float
    floor: float

    def __str__(self) -> str:
        sign = ">" if less_is_better(self.name) else "<"
        return f"{self.name}: {self.figure:g} {sign} {self.floor:g}"


def less_is_better(name: str) -> bool:
    """Whether the figure counts something wrong: its floor is a ceiling."""
    return name.rsplit(".", 1)[-1] in ("false", "extra", "lost", "left", "tags", "orphans")


def text_figures(said: str, prefix: str = "text") -> Figures:
    """Figures of ``score/text --by extractor --json``: shares in per cent, `lost`, `left` per 1,000."""
    table = json.loads(said)
    figures = {
        f"{prefix}.all.true": 100 * table["all"]["true"],
        f"{prefix}.all.lost": table["all"]["lost"],
        f"{prefix}.all.left": table["all"]["left"],
    }
    figures |= {f"{prefix}.pages.{name}": 100 * share for name, share in table["page"].items()}
    for name, row in table.items():
        if name not in ("all", "page", "platforms") and row["tweets"] >= 100:
            figures[f"{prefix}.{name}.all"] = 100 * row["all"]
    others = table["platforms"].get("all")
    if others:
        figures[f"{prefix}.others.covered"] = 100 * others["covered"] / others["gold"]
        figures[f"{prefix}.others.handle"] = 100 * others["handle"] / others["handles"]
        figures[f"{prefix}.others.true"] = 100 * others["true"] / others["pred"]
    return figures


def wild_figures(said: str, prefix: str) -> Figures:
    """Figures of ``score/wild --json``: posts found and exactly right, false records."""
    table = json.loads(said)
    pages, counts = table["mean over pages"], table["counts"]
    return {
        f"{prefix}.pages.all": 100 * pages["all"],
        f"{prefix}.pages.body": 100 * pages["body"],
        f"{prefix}.found": 100 * table["all"]["found"],
        f"{prefix}.false": float(counts["false"]),
        f"{prefix}.lost": counts["lost"],
        f"{prefix}.left": counts["left"],
    }


def plain_figures(said: str, prefix: str = "plain") -> Figures:
    """Figures of ``score/plain``, whose last line is `0 false records in 2290 documents`."""
    found = re.search(r"(\d+) false records in \d+ documents", said)
    if found is None:
        raise GateError(f"score/plain printed no count: {said[-200:]!r}")
    return {f"{prefix}.false": float(found[1])}


def html_figures(said: str, prefix: str = "html") -> Figures:
    """Figures of ``score/html --json``: of all posts and of tweets those found, fields, extra records."""
    table = json.loads(said)
    figures = {}
    for name in ("all", "twitter"):
        row = table[name]
        figures[f"{prefix}.{name}.found"] = 100 * row["found"] / row["gold"]
        figures[f"{prefix}.{name}.fields"] = 100 * row["right"] / row["whole"]
    figures[f"{prefix}.extra"] = float(table["all"].get("extra", 0))
    return figures


def markdown_figures(said: str, prefix: str) -> Figures:
    """Figures of ``score/markdown --json``: posts found with id, fields, raw tags, orphans of markup."""
    row = json.loads(said)["all"]
    return {
        f"{prefix}.found": 100 * row["found"] / row["gold"],
        f"{prefix}.fields": 100 * row["right"] / max(1, row["whole"]),
        f"{prefix}.tags": float(row["tags"]),
        f"{prefix}.orphans": float(row["orphans"]),
        f"{prefix}.extra": float(row["extra"]),
    }


def cases_figures(said: str, prefix: str) -> Figures:
    """Figures of ``cases/run --json``: the share of cases that pass, by kind (its letter) and of all."""
    table = json.loads(said)
    named = {"all": "all", "all, nothing to find": "nothing", "all, something to find": "something"}
    return {
        f"{prefix}.{named.get(name, name[0])}": 100 * row["passed"] / row["all"]
        for name, row in table.items()
    }


def quotes_figures(said: str, prefix: str) -> Figures:
    """Figures of ``score/quotes --by lang --json``: precision and recall of all and of frequent languages."""
    figures = {}
    for name, row in json.loads(said).items():
        if name == "all" or row["quotes"] >= 20:
            figures[f"{prefix}.{name}.precision"] = 100 * (row["P"] or 0.0)
            figures[f"{prefix}.{name}.recall"] = 100 * (row["R"] or 0.0)
    return figures


class Scoring(NamedTuple):
    """One run of a scoring script: the prefix of its figures, the script, its options, its reader."""

    prefix: str
    script: str
    options: tuple[str, ...]
    figures: Callable[[str, str], Figures]
    gold: str = ""
    may_fail: bool = False


#: Every file of the corpus that is scored. Weights are fitted on `text` alone.
SCORINGS = (
    Scoring("text", "score/text", ("--by", "extractor", "--json"), text_figures),
    Scoring("validation", "score/text", ("--by", "extractor", "--json"), text_figures, "validation"),
    Scoring("wild", "score/wild", ("--json",), wild_figures),
    Scoring("plain", "score/plain", ("--show", "3"), plain_figures, may_fail=True),
    Scoring("wild_plain", "score/plain", ("--show", "3"), plain_figures, "wild_plain", may_fail=True),
    Scoring("html", "score/html", ("--json",), html_figures),
    Scoring("html_validation", "score/html", ("--json",), html_figures, "html_validation"),
    Scoring("markdown", "score/markdown", ("--json",), markdown_figures),
    Scoring("markdown_validation", "score/markdown", ("--json",), markdown_figures, "markdown_validation"),
    Scoring("quotes", "score/quotes", ("--by", "lang", "--json"), quotes_figures),
    Scoring("cases", "cases/run", ("--json",), cases_figures),
)


def measure(shared: Path) -> Figures:
    """Score the corpus with the `embedparse` of the Python that runs this, as many files at once as cores."""

    def figures_of(scoring: Scoring) -> Figures:
        gold = ("--gold", str(shared / "corpus" / f"{scoring.gold}.jsonl.xz")) if scoring.gold else ()
        said = score(shared, scoring.script, *scoring.options, *gold, may_fail=scoring.may_fail)
        return scoring.figures(said, scoring.prefix)

    with ThreadPoolExecutor(os.cpu_count()) as scorers:  # each waits for a process of its own
        every = list(scorers.map(figures_of, SCORINGS))
    return {name: figure for figures in every for name, figure in figures.items()}


def score(shared: Path, name: str, *options: str, may_fail: bool = False) -> str:
    """What a scoring script prints. Raises GateError when it fails."""
    command = [sys.executable, str(shared / name), *options]
    own = shlex.join([sys.executable, "-m", "embedparse"])
    environment = {**os.environ, "EMBEDPARSE": os.environ.get("EMBEDPARSE", own)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode and not may_fail:
        raise GateError(f"{name} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return done.stdout


def digests(corpus: Path) -> dict[str, str]:
    """SHA-256 of each file of the corpus that is scored, the cases among them."""
    files = [*sorted(corpus.glob("*.jsonl.xz")), corpus.parent / "cases" / "cases.jsonl"]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def check_corpus(kept: dict[str, str], found: dict[str, str]) -> None:
    """Raises GateError when the corpus is not the one that the floors were taken on."""
    changed = sorted(name for name in kept.keys() | found.keys() if kept.get(name) != found.get(name))
    if changed:
        raise GateError(
            f"the corpus differs from the one of the floors: {', '.join(changed)}; "
            "take the floors anew: --lower --yes-lower-the-floor"
        )


def compare(figures: Figures, floors: Figures) -> list[Shortfall]:
    """What fell below its floor; a figure that is gone counts as nothing found. Raises no error."""
    out = []
    for name, floor in sorted(floors.items()):
        worst = float("inf") if less_is_better(name) else 0.0
        figure = figures.get(name, worst)
        if figure > floor if less_is_better(name) else figure < floor:
            out.append(Shortfall(name, round(figure, 2), floor))
    return out


def floor_of(name: str, figure: float, slack: Figures) -> float:
    """The floor that a measured figure earns; what is exactly right, or wrong nowhere, has no slack."""
    leeway = slack.get(name.rsplit(".", 1)[-1], slack["default"])
    if name.endswith("plain.false") or figure == (0 if less_is_better(name) else 100):
        leeway = 0.0
    if less_is_better(name):
        return round(figure + leeway, 2)
    return round(max(0.0, figure - leeway), 2)


def moved(figures: Figures, floors: Figures, slack: Figures, *, lower: bool) -> Figures:
    """The floors after a run: better ones, and with ``lower`` worse ones too."""
    out = {}
    for name in sorted(figures.keys() | floors.keys()):
        if name not in figures:
            if not lower:
                out[name] = floors[name]
            continue
        earned = floor_of(name, figures[name], slack)
        if name in floors and not lower:
            earned = min(earned, floors[name]) if less_is_better(name) else max(earned, floors[name])
        out[name] = earned
    return out


def report(figures: Figures, floors: Figures) -> str:
    """Figures beside their floors, one a line."""
    rows = [f"{name:34}{figures[name]:9.2f}{floors.get(name, float('nan')):9.2f}" for name in sorted(figures)]
    return "\n".join([f"{'':34}{'now':>9}{'floor':>9}", *rows])


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--raise", dest="higher", action="store_true", help="write better figures as floors")
    parser.add_argument("--lower", action="store_true", help="write worse figures too")
    parser.add_argument("--yes-lower-the-floor", action="store_true", help="that it is meant")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of the corpus and its scoring")
    parser.add_argument("--floor", type=Path, default=FLOOR, help="file of the floors")
    chosen = parser.parse_args(arguments)
    if chosen.lower != chosen.yes_lower_the_floor:
        parser.error("lowering takes both flags: --lower --yes-lower-the-floor")
    return chosen


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0: at or above every floor, or no corpus; 1: below one; 2: cannot judge."""
    chosen = parsed(arguments)
    if not (chosen.shared / "corpus").is_dir() or not (chosen.shared / "score").is_dir():
        print(f"gate skipped: no labelled corpus in {chosen.shared}")
        return 0
    kept = json.loads(chosen.floor.read_text(encoding="utf-8"))
    found = digests(chosen.shared / "corpus")
    try:
        if not chosen.lower:
            check_corpus(kept["corpus"], found)
        figures = measure(chosen.shared)
    except GateError as error:
        print(f"gate: {error}", file=sys.stderr)
        return 2
    print(report(figures, kept["floors"]))
    if chosen.higher or chosen.lower:
        kept["floors"] = moved(figures, kept["floors"], kept["slack"], lower=chosen.lower)
        kept["corpus"] = found
        chosen.floor.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
        print(f"floors written to {chosen.floor.name}")
    short = compare(figures, kept["floors"])
    for shortfall in short:
        print(f"below the floor: {shortfall}", file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
