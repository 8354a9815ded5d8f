"""Where the bodies of posts begin and end: what the decoder chose, as spans, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from embedparse.models import Alternative, Span
from embedparse.text.borders.candidates import BoundaryCandidates
from embedparse.text.borders.decisions import Decision, Model, fitted_model
from embedparse.text.borders.decoder import QUOTED, Article, Choice, Gap, iter_gaps

#: Takes a decision and gives the choice of somebody who knows better, None where nobody does.
Adviser = Callable[[Decision], Choice | None]


@dataclass(slots=True)
class Boundaries:
    """The spans of one post's body: above its attribution and, interleaved, below it.

    ``mode`` names the weights that decided (see `layout.mode_of`), or ``quoted`` for a Markdown
    quotation of ``depth`` marks; ``evidence`` the features that spoke most for the borders.
    ``probability`` says how sure it is that both spans are right. ``above`` and ``below`` are the
    decisions about the two gaps that the post has a part in; None where nothing was to decide.
    """

    head: Span | None
    tail: Span | None
    mode: str
    evidence: list[str] = field(default_factory=list)
    depth: int = 0
    probability: float = 1.0
    above: Decision | None = None
    below: Decision | None = None


@dataclass(frozen=True, slots=True)
class DecidedBorder:
    """What is known about the borders of one post: the doubts of the decisions that made them."""

    attribution: Span
    boundaries: Boundaries

    def sure_spans(self, least: float) -> list[Span]:
        """The attribution and each unit beside it that is the post's with a probability of ``least``."""
        found, spans = self.boundaries, [self.attribution]
        if found.above is None:
            spans += [found.head] if found.head else []
        elif count := found.above.sure_heads(least):
            spans.append((found.above.gap.head_edge(count), self.attribution[0]))
        if found.below is not None and (count := found.below.sure_tails(least)):
            spans.append((self.attribution[1], found.below.gap.tail_edge(count)))
        return sorted(spans)

    def alternatives(self, most: int = 3) -> list[Alternative]:
        """The likeliest other extents, by the gap above; the rest below the attribution stays."""
        found = self.boundaries
        if found.above is None:
            return []
        out = []
        for count, probability in found.above.heads():
            if count == found.above.choice.head:
                continue
            head = (found.above.gap.head_edge(count), self.attribution[0])
            spans = [span for span in (head, self.attribution, found.tail) if span and span[0] < span[1]]
            out.append(Alternative(tuple(spans), round(probability, 3)))
        return out[:most]


def find_boundaries(
    article: Article, model: Model | None = None, advise: Adviser | None = None
) -> list[Boundaries]:
    """One entry per attribution of ``article``, in order; a quotation settles its attribution's boundaries.

    ``model`` is the fitted one if not given; ``advise`` may overrule it.
    """
    model, attributions = model or fitted_model(), article.attributions
    decisions: list[Decision] = []

    def choose(gap: Gap) -> Choice:
        decision = model.decide(gap)
        if advise is not None:
            decision.above, decision.below = (
                article.view.text[attributions[k].start : attributions[k].close]
                if 0 <= k < len(attributions)
                else None
                for k in (gap.number - 1, gap.number)
            )
            advised = advise(decision)
            if advised is not None:
                decision.settle(advised)
        decisions.append(decision)
        return decision.choice

    out: list[Boundaries] = []
    for gap, choice in iter_gaps(article, choose):
        if out and gap.tail:
            _finish(out[-1], gap, choice, decisions[-1])
        if gap.number < len(attributions):
            out.append(_boundaries(article, gap, decisions[-1], model))
    for boundaries in out:
        boundaries.probability = model.record_probability(
            boundaries.mode,
            boundaries.above.head_probability if boundaries.above else 1.0,
            boundaries.below.tail_probability if boundaries.below else 1.0,
        )
        if boundaries.head is None and not (boundaries.above and boundaries.above.advised):
            boundaries.probability = min(boundaries.probability, model.headless)
    return out


def _finish(boundaries: Boundaries, gap: Gap, choice: Choice, decision: Decision) -> None:
    """Add to the post above ``gap`` what it has there."""
    boundaries.below = decision
    if gap.tail and choice.tail:
        boundaries.tail = (gap.tail.units[0].start, gap.tail_edge(choice.tail))
        boundaries.evidence.append("rest-below-attribution")


def _boundaries(article: Article, gap: Gap, decision: Decision, model: Model) -> Boundaries:
    quotation = article.quotations[gap.number]
    if quotation:
        _, start, depth = quotation
        head = (start, gap.hi) if article.view.text[start : gap.hi].strip(" \t\r\n>") else None
        return Boundaries(head, None, QUOTED, ["quotation"], depth)
    count = decision.choice.head
    if gap.head is None or not count:
        return Boundaries(None, None, gap.lower, above=decision if gap.head else None)
    span = (gap.head_edge(count), gap.hi)
    return Boundaries(span, None, gap.lower, _reasons(gap.head, count, model, gap.lower), above=decision)


def _reasons(head: BoundaryCandidates, count: int, model: Model, mode: str) -> list[str]:
    """The two features of the border that spoke most for it, as evidence, whose names hold no comma."""
    at = model.table_of(mode).get("head.at", {})
    speaking = [feature for feature in head.known.joints[count - 1] if at.get(feature, 0.0) > 0]
    most = sorted(speaking, key=lambda feature: -at[feature])[:2]
    return ["begins: " + feature.replace(", ", " + ") for feature in most]
