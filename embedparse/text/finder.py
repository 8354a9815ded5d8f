"""The embeds of a text whose anchors say that it may hold some."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from embedparse.models import Confidence, Match, Span
from embedparse.spans import Taken
from embedparse.text import anchors, cards, fragments, notices, shortcodes, status_links
from embedparse.text.anchors import Anchors
from embedparse.text.attributions.find import find_attributions
from embedparse.text.attributions.plausibility import plausible
from embedparse.text.site_labels import apply_labels, find_labels
from embedparse.text.view import TextView
from embedparse.text.widgets import wordings
from embedparse.text.worded import with_border

if TYPE_CHECKING:
    from embedparse.text.borders.decisions import Adviser


def find(text: str, found: Anchors | None, advise: Adviser | None, least: Confidence) -> list[Match]:
    """The embeds of ``text``, of which ``found`` are the anchors; the other arguments as of `text.find`."""
    matches = _find(text, found, advise) if found is not None else []
    if least == "possible":
        matches += notices.find(text)
    return with_border(matches)


def _find(text: str, found: Anchors, advise: Adviser | None) -> list[Match]:
    view = TextView.of(text)
    text = view.text
    labels = find_labels(view, boxed=anchors.BOX in found.held)
    if labels:
        view = TextView(labels.blanked(text))
    matches = _posts(view, found, advise, labels.starts)
    if labels:
        apply_labels(text, matches, labels)
    if found.link or found.media or found.shortcode:
        matches += _remnants(view, matches, found)
    return matches


def _posts(view: TextView, found: Anchors, advise: Adviser | None, fences: Sequence[Span]) -> list[Match]:
    """The posts of the document with a header or an attribution; none reaches over one of ``fences``."""
    matches = cards.find(view, found)
    signed = found.handle and anchors.may_attribute(view.text, found.signs)
    signs = found.signs if view.text is found.text else None  # a label that is blanked out may hold one
    attributions = plausible(view, find_attributions(view, signs)) if signed else []
    worded = wordings.find(view, found, [a.close for a in attributions if a.dash and a.date])
    said = Taken(span for match in worded for span in match.spans)
    attributions = [a for a in attributions if a.dash or not said.overlaps((a.start, a.close))]
    undecided = [match for match in worded if match.attribution and match.layout != "markdown"]
    matches += [match for match in worded if not (match.attribution and match.layout != "markdown")]
    if not (attributions or undecided):
        return matches
    from embedparse.text import tweets  # and what decides on borders

    fixed = [*_sure_spans(matches), *fences]
    return matches + tweets.find(view, attributions, undecided, fixed, advise)


def _sure_spans(matches: list[Match]) -> list[Span]:
    """The spans of ``matches`` that are more than possible: no other post reaches over them."""
    return [span for match in matches if match.confidence != "possible" for span in match.spans]


def _remnants(view: TextView, matches: list[Match], found: Anchors) -> list[Match]:
    """Shortcodes, links to posts and bodies without attribution, outside of ``matches`` and their markup."""
    taken = Taken(view.frame(span) for match in matches for span in match.spans)
    remnants: list[Match] = []
    if found.shortcode:
        remnants = shortcodes.find(view, taken)
        for match in remnants:
            taken.add(match.spans[0])
    if found.link or found.shortcode:
        remnants += status_links.find(view, taken)
    if found.media:
        remnants += fragments.find_fragments(view, taken)
    return remnants
