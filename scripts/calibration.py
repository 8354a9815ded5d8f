"""How sure the left-out decisions are, and how often they are right: temperatures, the curve, reliability."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from border_cases import article_of, gold_of
from scipy.optimize import minimize, minimize_scalar

from embedparse.text.body import of_quotation
from embedparse.text.borders.article import QUOTED
from embedparse.text.borders.boundaries import boundaries_of
from embedparse.text.borders.decisions import Curve, Model, decide_gaps

#: Blanks and marks at the edge of a body that make no difference.
EDGE = " \n\t\r>•*-"
#: Bounds of the tables that are printed.
STEPS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.01)


class Judged(NamedTuple):
    """One labelled post: its mode, how sure its borders are, whether they are right, its page.

    ``is_headless``: nothing above its attribution was taken for its own.
    """

    mode: str
    head: float
    tail: float
    probability: float
    is_right: bool
    page: str
    is_headless: bool = False


def judged(row: dict[str, Any], model: Model) -> Iterator[Judged]:
    """The posts of one labelled document as ``model`` decides them."""
    article = article_of(row)
    if article is None:
        return
    text, gold = article.view.text, gold_of(row, list(article.attributions))
    found = boundaries_of(article, decide_gaps(article, model), model)
    for k, (attribution, boundaries) in enumerate(zip(article.attributions, found, strict=True)):
        if k not in gold:
            continue
        start, end = gold[k]["spans"][0][0], gold[k]["spans"][-1][1]
        ours = (
            boundaries.head[0] if boundaries.head else attribution.start,
            boundaries.tail[1] if boundaries.tail else attribution.close,
        )
        if boundaries.mode == QUOTED:  # its marks are part of the quotation, or are not: the body decides
            raw = text[slice(*boundaries.head)] if boundaries.head else ""
            right = _bare(of_quotation(raw, boundaries.depth)) == _bare(gold[k]["body"])
        else:
            right = _same(text, ours[0], start) and _same(text, ours[1], end)
        head = boundaries.above.head_probability if boundaries.above else 1.0
        tail = boundaries.below.tail_probability if boundaries.below else 1.0
        headless = boundaries.head is None
        yield Judged(boundaries.mode, head, tail, boundaries.probability, right, row["id"], headless)


def _bare(text: str) -> str:
    return "".join(text.split())


def _same(text: str, one: int, other: int) -> bool:
    lo, hi = sorted((one, other))
    return not text[lo:hi].strip(EDGE)


def fit_temperatures(scored: Mapping[str, list[tuple[np.ndarray, int, float]]]) -> dict[str, float]:
    """For each mode the temperature at which its left-out decisions are likeliest.

    ``scored`` holds for each gap the scores of its choices, the index of the right one, and its weight.
    """
    every = [item for items in scored.values() for item in items]
    shared = _temperature(every)
    return {"": shared} | {mode: _temperature(items, shared) for mode, items in scored.items()}


def _temperature(items: list[tuple[np.ndarray, int, float]], shared: float | None = None) -> float:
    def loss(log_temperature: float) -> float:
        total = 0.0
        for scores, right, weight in items:
            scaled = scores / np.exp(log_temperature)
            top = scaled.max()
            total += weight * (top + np.log(np.exp(scaled - top).sum()) - scaled[right])
        if shared is not None:  # few gaps: near what all modes have
            total += 20 * (log_temperature - np.log(shared)) ** 2
        return float(total)

    return float(np.exp(minimize_scalar(loss, bounds=(-0.5, 1.5), method="bounded").x))


def by_succession(records: Iterable[Judged]) -> float:
    """How often ``records`` are right, by the rule of succession: they may be few."""
    right = [record.is_right for record in records]
    return (sum(right) + 1) / (len(right) + 2)


#: Where the curve bends, in log-odds (0.88 and 0.98), and how strongly it is pulled to the straight line.
KNOTS = (2.0, 4.0)
PULL = 5.0


def fit_curve(records: Iterable[Judged]) -> Curve:
    """The likeliest curve from what the choices say to how often records are right.

    All modes share it: with an offset for each, and with facts of the records beside, other sites' pages come
    out worse (docs/questions-and-corrections.md).
    """
    chosen = [record for record in records if record.mode != QUOTED]
    sure = np.clip([record.head * record.tail for record in chosen], 0.0001, 0.9999)
    odds, right = np.log(sure / (1 - sure)), np.array([record.is_right for record in chosen])
    parts = np.array([np.ones(len(odds)), odds, *(np.maximum(odds - knot, 0) for knot in KNOTS)])
    straight = np.array([0.0, 1.0, *(0.0 for _ in KNOTS)])

    def loss(line: np.ndarray) -> float:
        logits = line @ parts
        misfit = np.logaddexp(0, logits) - right * logits
        return float(misfit.sum() + PULL / 2 * ((line - straight)[1:] ** 2).sum())

    found = minimize(loss, straight, method="L-BFGS-B").x
    offset, slope, *bends = (round(float(value), 3) for value in found)
    return Curve(offset, slope, KNOTS, bends)


SUMMARY_HEAD = f"{'':28}{'records':>8}{'right':>8}{'pages':>8}{'error':>8}{'>=0.98':>8}{'right':>8}"


def summary(title: str, records: list[Judged]) -> str:
    """A line: records, share right, the same as mean over pages, calibration error, coverage at 0.98."""
    p, right = np.array([r.probability for r in records]), np.array([r.is_right for r in records])
    pages: dict[str, list[bool]] = defaultdict(list)
    for record in records:
        pages[record.page].append(record.is_right)
    mean = 100 * np.mean([np.mean(each) for each in pages.values()])
    sure = p >= 0.98
    exact = f"{100 * right[sure].mean():8.1f}" if sure.any() else f"{'-':>8}"
    return (
        f"{title:28}{len(records):8}{100 * right.mean():8.1f}{mean:8.1f}{calibration_error(p, right):8.3f}"
        f"{100 * sure.mean():8.1f}{exact}"
    )


def reliability(title: str, records: list[Judged], key: Callable[[Judged], str] | None = None) -> None:
    """Print how often records of each probability are right, and the expected calibration error."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for record in records:
        groups["all"].append(record)
        if key is not None:
            groups[key(record)].append(record)
    print(f"{title}\n{'':20}{'records':>8}{'right':>8}{'error':>8}   of at least 0.98: share, right")
    for name, items in groups.items():
        p, right = np.array([r.probability for r in items]), np.array([r.is_right for r in items])
        sure = p >= 0.98
        exact = f"{100 * right[sure].mean():8.1f}" if sure.any() else "       -"
        print(
            f"{name:20}{len(items):8}{100 * right.mean():8.1f}{calibration_error(p, right):8.3f}"
            f"   {100 * sure.mean():8.1f}{exact}"
        )
    p = np.array([r.probability for r in records])
    right = np.array([r.is_right for r in records])
    for low, high in pairwise(STEPS):
        inside = (p >= low) & (p < high)
        if inside.any():
            print(
                f"   {low:.2f} to {min(high, 1):.2f}: {100 * inside.mean():5.1f} % of records, "
                f"said {100 * p[inside].mean():5.1f}, right {100 * right[inside].mean():5.1f}"
            )


def calibration_error(probabilities: np.ndarray, right: np.ndarray, bins: int = 15) -> float:
    """The expected calibration error over bins of equal width."""
    at = np.minimum((probabilities * bins).astype(int), bins - 1)
    return float(
        sum(
            (at == k).mean() * abs(probabilities[at == k].mean() - right[at == k].mean())
            for k in range(bins)
            if (at == k).any()
        )
    )
