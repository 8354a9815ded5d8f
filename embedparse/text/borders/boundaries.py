"""Where the bodies of posts begin and end: what the decoder chose, as spans, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from embedparse.models import Alternative, Span
from embedparse.text.borders.article import QUOTED, Article
from embedparse.text.borders.candidates import Gap
from embedparse.text.borders.decisions import Decision, Model
from embedparse.text.borders.features import facts_of
from embedparse.text.borders.weights import Table


@dataclass(slots=True)
class Boundaries:
    """The spans of one post's body: above its attribution and, interleaved, below it.

    ``mode`` names the weights that decided (see `article.read_article`), or ``quoted`` for a Markdown
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


def boundaries_of(article: Article, decisions: Sequence[Decision], model: Model) -> list[Boundaries]:
    """One entry per attribution of ``article``, in order, from the ``decisions`` of ``model`` on its gaps.

    A quotation settles its attribution's boundaries.
    """
    out: list[Boundaries] = []
    for decision in decisions:
        gap = decision.gap
        if out and gap.tail:
            _finish(out[-1], gap, decision)
        if gap.number < len(article.attributions):
            out.append(_boundaries(article, gap, decision, model))
    for boundaries in out:
        boundaries.probability = model.record_probability(
            boundaries.mode,
            boundaries.above.head_probability if boundaries.above else 1.0,
            boundaries.below.tail_probability if boundaries.below else 1.0,
        )
        if boundaries.head is None and not (boundaries.above and boundaries.above.advised):
            boundaries.probability = min(boundaries.probability, model.headless)
    return out


def _finish(boundaries: Boundaries, gap: Gap, decision: Decision) -> None:
    """Add to the post above ``gap`` what it has there."""
    boundaries.below, count = decision, decision.choice.tail
    if gap.tail and count:
        boundaries.tail = (gap.tail.units[0].start, gap.tail_edge(count))
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
    facts = decision.head_facts or facts_of(gap.head)
    evidence = _reasons(facts.joints[count - 1], model.table_of(gap.lower))
    return Boundaries(span, None, gap.lower, evidence, above=decision)


def _reasons(joint: list[str], table: Table) -> list[str]:
    """The two features of the joint above a body that spoke most for it, as evidence: no name has a comma."""
    at = table.get("head.at", {})
    speaking = [feature for feature in joint if at.get(feature, 0.0) > 0]
    most = sorted(speaking, key=lambda feature: -at[feature])[:2]
    return ["begins: " + feature.replace(", ", " + ") for feature in most]
