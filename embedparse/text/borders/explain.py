"""Why a border is where it is: the candidates of a post with their features, weights and probabilities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from embedparse.models import Border
from embedparse.moved import MovedBorder
from embedparse.text.borders.boundaries import DecidedBorder
from embedparse.text.borders.candidates import BoundaryCandidates
from embedparse.text.borders.decisions import Decision, fitted_model
from embedparse.text.borders.declared import REST, meaning_of
from embedparse.text.borders.features import facts_of

#: Candidates of one side that are explained, and the features of each: those that weigh most.
_CANDIDATES, _FEATURES = 5, 8
#: Features of the same name add up; what is nearly nothing is not shown.
_LEAST = 0.05
#: What has a feature, by the group of its weight.
_PARTS = {
    "in": "inside",
    "out": "first outside",
    "no": "joint inside",
    "at": "edge",
    "of": "whole body",
    "none": "no body",
}


class ExplainedFeature(NamedTuple):
    """A feature of a candidate, what it adds to the candidate's score, and what it means.

    ``name`` begins with the part of the candidate that has it.
    """

    name: str
    weight: float
    meaning: str


class ExplainedCandidate(NamedTuple):
    """A place where a body may begin (or, below the attribution, end).

    ``edge`` is the offset, ``taken`` whether the post was cut there, ``score`` the sum of all its weights.
    """

    side: str
    edge: int
    taken: bool
    probability: float
    score: float
    features: list[ExplainedFeature]


def explained(border: Border | None) -> list[ExplainedCandidate]:
    """The candidates of one post, the likeliest first; empty where its borders were read from markup."""
    if isinstance(border, MovedBorder):
        return [
            each._replace(edge=border.offsets.to_source((each.edge, each.edge + 1))[0][0])
            for each in explained(border.border)
        ]
    if not isinstance(border, DecidedBorder):
        return []
    found = border.boundaries
    out: list[ExplainedCandidate] = []
    if found.above is not None and found.above.gap.head is not None:
        out += _candidates(found.above, found.above.gap.head, found.mode, border.attribution[0])
    if found.below is not None and found.below.gap.tail is not None and found.below.gap.tail.most:
        out += _candidates(found.below, found.below.gap.tail, found.mode, border.attribution[1])
    return out


def _candidates(
    decision: Decision, side: BoundaryCandidates, mode: str, nothing: int
) -> Iterator[ExplainedCandidate]:
    upwards = side.role == "head"
    taken = decision.choice.head if upwards else decision.choice.tail
    table = fitted_model().table_of(mode)
    facts = facts_of(side)
    scores = facts.scores(side.role, table)
    for count, probability in (decision.heads() if upwards else decision.tails())[:_CANDIDATES]:
        weights: dict[tuple[str, str], float] = {}
        for group, feature in facts.of_count(count):
            weight = table.get(f"{side.role}.{group}", {}).get(feature, 0.0)
            weights[group, feature] = weights.get((group, feature), 0.0) + weight
        strongest = sorted(weights.items(), key=lambda item: -abs(item[1]))[:_FEATURES]
        features = [
            ExplainedFeature(
                f"{_PARTS[group]}: {feature}",
                round(weight, 2),
                meaning_of(group, feature.removeprefix(REST) if group == "none" else feature),
            )
            for (group, feature), weight in strongest
            if abs(weight) >= _LEAST
        ]
        edge = side.edge_of(count, nothing)
        where = "begins" if upwards else "ends"
        yield ExplainedCandidate(where, edge, count == taken, probability, round(scores[count], 2), features)
