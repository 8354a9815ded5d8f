"""The conditional logit over the choices in gaps: cases as matrices, and the fit of the weights.

A feature's weight is shared by all modes, plus a mode's own deviation, which is pulled to zero more strongly.
The matrix holds each feature once: the weights of a mode's rows are the sum of both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
from border_cases import Case
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from embedparse.text.borders.candidates import BoundaryCandidates
from embedparse.text.borders.features import facts_of
from embedparse.text.borders.weights import Table

#: A feature is weighed when so many sides show it; a mode's own deviation needs more of them.
RARE, RARE_IN_MODE = 5, 15
#: Smaller weights, and smaller deviations of a mode, are left out.
NEGLIGIBLE, NEGLIGIBLE_IN_MODE = 0.03, 0.05


class Rows:
    """The candidates of all sides as rows of feature numbers, with the mode of each."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.columns: list[int] = []
        self.values: list[int] = []
        self.edges = [0]
        self.modes: list[str] = []
        #: How many sides of each mode show each feature.
        self.shown: dict[str, Counter[int]] = defaultdict(Counter)

    def _numbers(self, prefix: str, features: list[str]) -> list[int]:
        numbers = self.numbers
        return [numbers.setdefault(f"{prefix}:{feature}", len(numbers)) for feature in features]

    def add(self, side: BoundaryCandidates, mode: str) -> int:
        """Add the candidates of ``side``, from no unit to its most; gives the number of the first row.

        Their features are those of `Facts.of_count`, those inside the body counted as it grows.
        """
        first, role, known = len(self.edges) - 1, side.role, facts_of(side)
        self._add(Counter(self._numbers(f"{role}.none", known.none)), mode)
        inside: Counter[int] = Counter()
        for k in range(side.most):
            inside.update(self._numbers(f"{role}.in", known.own[k]))
            row = inside.copy()
            row.update(self._numbers(f"{role}.at", known.joints[k]))
            row.update(self._numbers(f"{role}.of", known.bodies[k]))
            if k + 1 < len(known.own):
                row.update(self._numbers(f"{role}.out", known.own[k + 1]))
            self._add(row, mode)
            inside.update(self._numbers(f"{role}.no", known.joints[k]))
        self.shown[mode].update(set(self.columns[self.edges[first] :]))
        return first

    def _add(self, tally: Counter[int], mode: str) -> None:
        self.columns += tally.keys()
        self.values += tally.values()
        self.edges.append(len(self.columns))
        self.modes.append(mode)

    def sort(self) -> None:
        """Number the features by their names: a fit gives the same weights whatever order they came in."""
        places = np.empty(len(self.numbers), int)
        names = sorted(self.numbers)
        for place, name in enumerate(names):
            places[self.numbers[name]] = place
        self.columns = places[self.columns].tolist()
        self.shown = {
            mode: Counter({int(places[k]): count for k, count in counts.items()})
            for mode, counts in sorted(self.shown.items())
        }
        self.numbers = {name: place for place, name in enumerate(names)}

    def matrix(self) -> csr_matrix:
        parts = (np.array(self.values, np.float32), np.array(self.columns), np.array(self.edges))
        found = csr_matrix(parts, shape=(len(self.edges) - 1, len(self.numbers)))
        found.sort_indices()
        return found


class Problem:
    """Cases as matrices: one row per candidate of a side, one entry per allowed pair of candidates."""

    def __init__(self, cases: list[Case], strength: float, mode_strength: float) -> None:
        self.cases = cases
        rows = Rows()
        self._pairs(rows)
        rows.sort()
        self.names = list(rows.numbers)
        self._by_mode(rows, strength, mode_strength)
        pages = Counter(case.page for case in cases if not case.made)
        self.weight = np.array([case.weight * max(1, pages[case.page]) ** -0.5 for case in cases])
        self.weight /= self.weight.mean()

    def _pairs(self, rows: Rows) -> None:
        tails, heads, owner, right = [], [], [], []
        for number, case in enumerate(self.cases):
            gap = case.gap
            tail = rows.add(gap.tail, gap.upper) if gap.tail else -1
            head = rows.add(gap.head, gap.lower) if gap.head else -1
            for choice in gap.allowed_choices():
                tails.append(tail + choice.tail if tail >= 0 else -1)
                heads.append(head + choice.head if head >= 0 else -1)
                owner.append(number)
                right.append(choice == case.choice)
        self.size = len(rows.modes)
        self.tails, self.heads = (np.where(np.array(a) < 0, self.size, a) for a in (tails, heads))
        self.owner, self.right = np.array(owner), np.array(right)

    def _by_mode(self, rows: Rows, strength: float, mode_strength: float) -> None:
        """The rows of each mode as a matrix and its transpose, and the features that are weighed there."""
        matrix, modes = rows.matrix(), np.array(rows.modes)
        shown = {mode: np.zeros(len(self.names), int) for mode in rows.shown}
        for mode, counts in rows.shown.items():
            shown[mode][list(counts.keys())] = list(counts.values())
        self.common = sum(shown.values()) >= RARE
        self.modes: list[str] = sorted(set(rows.modes))
        self.at, self.parts, self.turned, self.own = [], [], [], []
        for mode in self.modes:
            at = np.flatnonzero(modes == mode)
            part = matrix[at]
            self.at.append(at)
            self.parts.append(part)
            self.turned.append(part.T.tocsr())
            self.own.append(np.flatnonzero(shown[mode] >= RARE_IN_MODE))
        sizes = [len(self.names), *map(len, self.own)]
        self.edges = np.cumsum(sizes)
        self.pull = np.full(self.edges[-1], strength * mode_strength, float)
        self.pull[: sizes[0]] = strength

    def scores(self, theta: np.ndarray) -> np.ndarray:
        """The score of each row, and 0 for a side that is not there."""
        out = np.zeros(self.size + 1, np.float32)
        for k, part in enumerate(self.parts):
            out[self.at[k]] = part @ self._weights(theta, k)
        return out

    def _weights(self, theta: np.ndarray, k: int) -> np.ndarray:
        weights = theta[: len(self.names)].astype(np.float32)
        weights[self.own[k]] += theta[self.edges[k] : self.edges[k + 1]]
        return weights

    def _slope(self, residue: np.ndarray) -> np.ndarray:
        """The gradient by each weight, from that by each row's score."""
        residue = residue.astype(np.float32)
        out = np.zeros(self.edges[-1])
        for k, turned in enumerate(self.turned):
            found = turned @ residue[self.at[k]]
            out[: len(self.names)] += found
            out[self.edges[k] : self.edges[k + 1]] = found[self.own[k]]
        return out

    def fit_pruned(self, stable: np.ndarray) -> np.ndarray:
        """Weights of ``stable`` features; those of no account are 0, the others fitted anew."""
        chosen = np.ones(len(self.cases), bool)
        theta = self.fit(chosen, stable)
        least = np.full(len(theta), NEGLIGIBLE_IN_MODE)
        least[: len(self.names)] = NEGLIGIBLE
        return self.fit(chosen, stable & (np.abs(theta) >= least), start=theta)

    def fit(
        self,
        chosen: np.ndarray,
        weighed: np.ndarray | None = None,
        steps: int = 150,
        start: np.ndarray | None = None,
    ) -> np.ndarray:
        """Weights fitted on the cases in ``chosen``; those not in ``weighed`` are 0. Both are masks."""
        possible = np.bincount(self.owner, weights=self.right, minlength=len(self.cases)) > 0
        keep = (chosen & possible)[self.owner]
        tails, heads, owner, right = (a[keep] for a in (self.tails, self.heads, self.owner, self.right))
        starts = np.r_[0, np.flatnonzero(np.diff(owner)) + 1]
        gap = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(owner)]))
        weight = self.weight[owner[starts]]
        free = np.ones(self.edges[-1], bool) if weighed is None else weighed.copy()
        free[: len(self.names)] &= self.common

        def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
            scores = self.scores(theta).astype(float)
            pair = scores[tails] + scores[heads]
            top = np.maximum.reduceat(pair, starts)
            spread = np.exp(pair - top[gap])
            total = np.add.reduceat(spread, starts)
            gain = (weight * (pair[right] - top - np.log(total))).sum()
            residue = (spread / total[gap] - right) * weight[gap]
            slope = np.bincount(tails, residue, self.size + 1) + np.bincount(heads, residue, self.size + 1)
            value = -gain + 0.5 * (self.pull * theta * theta).sum()
            return value, (self._slope(slope) + self.pull * theta) * free

        begin = np.zeros(self.edges[-1]) if start is None else start * free
        fitted = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": steps})
        return np.asarray(fitted.x)

    def scored(self, theta: np.ndarray, chosen: np.ndarray) -> Iterator[tuple[int, np.ndarray, int]]:
        """Of each chosen case that has a right choice: its number, its choices' scores, the right one."""
        scores = self.scores(theta)
        pair = scores[self.tails] + scores[self.heads]
        edges = np.searchsorted(self.owner, np.arange(len(self.cases) + 1))
        for number in np.flatnonzero(chosen):
            start, end = edges[number], edges[number + 1]
            right = np.flatnonzero(self.right[start:end])
            if len(right) and end - start > 1:
                yield int(number), pair[start:end], int(right[0])

    def decide(self, theta: np.ndarray, chosen: np.ndarray) -> dict[int, bool]:
        """Whether the best pair of each chosen case is the right one."""
        scores = self.scores(theta)
        pair = scores[self.tails] + scores[self.heads]
        edges = np.searchsorted(self.owner, np.arange(len(self.cases) + 1))
        return {
            int(n): bool(self.right[edges[n] + np.argmax(pair[edges[n] : edges[n + 1]])])
            for n in np.flatnonzero(chosen)
        }

    def content(self, theta: np.ndarray) -> dict[str, Any]:
        """Weights as the package reads them: those of all modes, and each mode's deviations."""
        base: Table = defaultdict(dict)
        modes: dict[str, Table] = defaultdict(lambda: defaultdict(dict))
        for name, value in zip(self.names, theta, strict=False):
            _put(base, name, float(value))
        for k, mode in enumerate(self.modes):
            for name, value in zip(self.own[k], theta[self.edges[k] : self.edges[k + 1]], strict=True):
                _put(modes[mode], self.names[name], float(value))
        return {"base": base, "modes": modes}


def _put(table: Table, name: str, value: float) -> None:
    group, _, feature = name.partition(":")
    if round(value, 2):
        table[group][feature] = round(value, 2)
