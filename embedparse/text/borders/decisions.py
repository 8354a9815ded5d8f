"""The decoder of borders: it decides the gaps between attributions one after the other, each jointly.

In a gap there are, in this order: the rest of the upper post's body (only where the extractor prints
rests below their attribution), prose, and the body of the lower post. `candidates` lists where a body may
end, `constraints` forbids some of the places, named features with fitted weights score the others: the linear
model gives each allowed choice its probability.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from typing import NamedTuple, Protocol

from embedparse.spans import OffsetMap
from embedparse.text.borders.article import QUOTED, Article
from embedparse.text.borders.candidates import NOTHING_ABOVE, BoundaryCandidates, Choice, Gap, gap_of
from embedparse.text.borders.features import Facts, facts_of
from embedparse.text.borders.weights import Table, fitted, table_of

#: No border is surer, and none less sure.
_MOST, _LEAST = 0.9999, 0.0001


class Curve(NamedTuple):
    """How often records are right of which the choices give some log-odds: lines that join at ``knots``.

    ``slope`` is that of the first line, ``bends`` how much is added to it from each knot on. No choice may be
    right, and the fitted scores are surer than they should be where they are surest.
    """

    offset: float = 0.0
    slope: float = 1.0
    knots: Sequence[float] = ()
    bends: Sequence[float] = ()

    def probability(self, sure: float) -> float:
        """That a record is right whose choices are so with the probability ``sure``."""
        sure = min(max(sure, _LEAST), _MOST)
        odds = log(sure / (1 - sure))
        right = self.offset + self.slope * odds
        for knot, bend in zip(self.knots, self.bends, strict=True):
            right += bend * max(0.0, odds - knot)
        return 1 / (1 + exp(-right))


@dataclass(slots=True)
class Decision:
    """The allowed choices in ``gap``, the best first, each with its probability, and the one taken.

    ``head_probability``: that the body of the post below begins where it was taken to begin;
    ``tail_probability``: that the body of the post above ends where it was taken to end.
    ``advised``: somebody who knows better took it. ``above`` and ``below`` are the attributions around the
    gap as printed, None at the document's edges. ``head_facts`` are the features of the candidates for the
    body of the post below, if they were weighed.
    """

    gap: Gap
    choices: list[Choice]
    probabilities: list[float]
    choice: Choice
    head_probability: float = 1.0
    tail_probability: float = 1.0
    head_facts: Facts | None = None
    advised: bool = False
    above: str | None = None
    below: str | None = None

    @property
    def probability(self) -> float:
        """That the choice taken is right, given that one of the choices is."""
        if self.advised:
            return 1.0
        return self.probabilities[self.choices.index(self.choice)]

    def heads(self) -> list[tuple[int, float]]:
        """How many units the post below may have, each with its probability, the likeliest first."""
        return self._marginals(1)

    def tails(self) -> list[tuple[int, float]]:
        """How many units the post above may have below its attribution, the likeliest first."""
        return self._marginals(0)

    def _marginals(self, side: int) -> list[tuple[int, float]]:
        if self.advised:
            return [(self.choice[side], 1.0)]
        shares: dict[int, float] = {}
        for choice, probability in zip(self.choices, self.probabilities, strict=True):
            shares[choice[side]] = shares.get(choice[side], 0.0) + probability
        return sorted(shares.items(), key=lambda item: -item[1])

    def sure_heads(self, least: float) -> int:
        """How many units nearest to the attribution are the post below's with this probability at least."""
        return self._sure(1, least)

    def sure_tails(self, least: float) -> int:
        """How many units nearest to the attribution are the post above's with this probability at least."""
        return self._sure(0, least)

    def _sure(self, side: int, least: float) -> int:
        count, beyond = 0, 1.0
        for units, probability in sorted(self._marginals(side)):
            if beyond < least:
                break
            count, beyond = units, beyond - probability
        return count

    def settle(self, choice: Choice) -> None:
        """Take ``choice``, for sure."""
        self.choice, self.advised = choice, True
        self.head_probability = self.tail_probability = 1.0


_STRAIGHT = Curve()


@dataclass(frozen=True, slots=True)
class Model:
    """The linear model of borders: the weights of each mode, and how scores become probabilities.

    Scores are divided by the temperature of their mode, that of "" where it has none, before they become
    probabilities of choices; ``curve`` makes of these the probability that a record is right. ``quoted`` is
    how often Markdown quotations are right, ``headless`` how often a post has nothing above its attribution
    where that is said.
    """

    table_of: Callable[[str], Table]
    temperatures: Mapping[str, float]
    curve: Curve = _STRAIGHT
    quoted: float = 1.0
    headless: float = 1.0

    def decide(self, gap: Gap) -> Decision:
        """The choices in ``gap``, the best one taken."""
        choices = list(gap.choices)
        if len(choices) == 1:
            return Decision(gap, choices, [1.0], choices[0])
        upper, lower = self._temperature(gap.upper), self._temperature(gap.lower)
        heads, facts = self._scores(gap.head, gap.lower, {choice.head for choice in choices})
        tails, _ = self._scores(gap.tail, gap.upper, {choice.tail for choice in choices})
        choices.sort(key=lambda choice: -tails[choice.tail] - heads[choice.head])
        scores = [tails[t] / upper + heads[h] / lower for t, h in choices]
        top = max(scores)
        spread = [exp(score - top) for score in scores]
        total = sum(spread)
        probabilities = [share / total for share in spread]
        best = choices[0]
        pairs = [*zip(choices, probabilities, strict=True)]
        head = sum(probability for choice, probability in pairs if choice.head == best.head)
        tail = sum(probability for choice, probability in pairs if choice.tail == best.tail)
        return Decision(gap, choices, probabilities, best, head, tail, facts)

    def _scores(
        self, side: BoundaryCandidates | None, mode: str, counts: set[int]
    ) -> tuple[Sequence[float], Facts | None]:
        """The score of each count of units on one side, and the features that made it.

        0, and no features, where there is one count, which decides nothing.
        """
        if side is None or len(counts) == 1:
            return [0.0] * (1 + max(counts)), None
        facts = facts_of(side)
        return facts.scores(side.role, self.table_of(mode)), facts

    def _temperature(self, mode: str) -> float:
        return self.temperatures.get(mode) or self.temperatures.get("", 1.0)

    def record_probability(self, mode: str, head: float, tail: float) -> float:
        """That a record is exactly right whose head and tail are right with these probabilities."""
        if mode == QUOTED:
            return self.quoted
        return self.curve.probability(head * tail)


@cache
def fitted_model() -> Model:
    """The model of ``weights.json``."""
    content = fitted()
    curve = Curve(**content.get("curve", {}))
    quoted, headless = content.get("quoted", 1.0), content.get("headless", 1.0)
    return Model(table_of, content.get("temperatures", {}), curve, quoted, headless)


#: Takes a decision and gives the choice of somebody who knows better, None where nobody does.
class Adviser(Protocol):
    """Somebody who knows better than the model where bodies begin and end."""

    def __call__(self, decision: Decision) -> Choice | None:
        """The choice to take; None: the model's."""

    def through(self, offsets: OffsetMap) -> Adviser:
        """The same for decisions on a text made from the one that it knows; ``offsets`` lead back."""


def decide_gaps(
    article: Article, model: Model | None = None, advise: Adviser | None = None
) -> list[Decision]:
    """A decision for each gap of ``article`` in order: one more than there are attributions.

    ``model`` is the fitted one if not given; ``advise`` may overrule it. What is taken for a post's head
    limits its tail, which is in the next gap.
    """
    model = model or fitted_model()
    decisions: list[Decision] = []
    above = NOTHING_ABOVE
    for number in range(len(article.bounds)):
        gap = gap_of(article, number, above)
        decision = model.decide(gap)
        if advise is not None:
            _ask(article, decision, advise)
        above = gap.decision_above(decision.choice)
        decisions.append(decision)
    return decisions


def _ask(article: Article, decision: Decision, advise: Adviser) -> None:
    """Show ``advise`` the decision with the attributions around its gap, and take what it chooses."""
    attributions, number = article.attributions, decision.gap.number
    decision.above, decision.below = (
        article.view.text[attributions[k].start : attributions[k].close]
        if 0 <= k < len(attributions)
        else None
        for k in (number - 1, number)
    )
    advised = advise(decision)
    if advised is not None:
        decision.settle(advised)
