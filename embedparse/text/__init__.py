"""The text path: embeds in flattened text, where nothing marks their borders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from embedparse.models import Confidence, Match, Span
from embedparse.text import anchors
from embedparse.text.anchors import ANCHORS, Anchors

if TYPE_CHECKING:
    from embedparse.text.borders.boundaries import Adviser
    from embedparse.text.view import TextView

#: How often the borders of a post are right that the words around it delimit, not the linear model: 56 of
#: 59 in articles that other people flattened.
WORDED = 0.94

__all__ = ["ANCHORS", "anchors_for", "find", "may_hold_by"]


def may_hold_by(anchor: str, text: str, least: Confidence = "possible") -> bool:
    """Whether what ``anchor``, which stands in ``text``, is the sign of may be there.

    ``least`` is the confidence that is wanted. A text holds nothing if each of its anchors gives False.
    """
    if anchor in anchors.MEDIA:
        from embedparse.text import fragments

        return fragments.may_hold(text, least)
    if anchor in anchors.LINKS:
        from embedparse.text import status_links

        return status_links.may_hold(text)
    if anchor in anchors.SHORTCODES:
        from embedparse.text import shortcodes, status_links

        return shortcodes.may_hold(text) or status_links.may_hold(text)
    if anchor not in ANCHORS:
        from embedparse.text import notices

        return bool(notices.find(text))
    return anchors.has_chance(anchor, text)


def anchors_for(least: Confidence) -> tuple[str, ...]:
    """The literals one of which a text must hold for a record of confidence ``least``."""
    if least != "possible":
        return ANCHORS
    from embedparse.text import notices

    return (*ANCHORS, *notices.literals())


def find(text: str, advise: Adviser | None = None, least: Confidence = "possible") -> list[Match]:
    """The embeds of ``text``, overlaps not yet settled. Only what an anchor calls for is loaded and tried.

    ``advise`` may overrule the model where it decides where the bodies of posts begin and end. What has less
    than the confidence ``least`` may be left out.
    """
    matches = _find(text, advise)
    if least == "possible":
        from embedparse.text import notices

        matches += notices.find(text)
    for match in matches:
        if match.border_probability is None and match.kind != "link":
            match.border_probability = WORDED
    return matches


def _find(text: str, advise: Adviser | None) -> list[Match]:
    found = anchors.read(text)
    if found is None:
        return []
    from embedparse.text.site_labels import apply_labels, find_labels
    from embedparse.text.view import TextView

    view = TextView(text)
    labels = find_labels(view)
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
    from embedparse.text import cards
    from embedparse.text.widgets import wordings

    matches = cards.find(view, found)
    if not (found.handle and anchors.may_attribute(view.text, found.signs)):
        return matches + wordings.find(view, found)
    from embedparse.text import tweets

    attributions = tweets.attributions(view)
    matches += wordings.find(view, found, [a.close for a in attributions if a.dash and a.date])
    return matches + tweets.find(view, attributions, [*_sure_spans(matches), *fences], advise)


def _sure_spans(matches: list[Match]) -> list[Span]:
    """The spans of ``matches`` that are more than possible: no other post reaches over them."""
    return [span for match in matches if match.confidence != "possible" for span in match.spans]


def _remnants(view: TextView, matches: list[Match], found: Anchors) -> list[Match]:
    """Shortcodes, links to posts and bodies without attribution, outside of ``matches`` and their markup."""
    from embedparse.spans import Taken

    taken = Taken(view.frame(span) for match in matches for span in match.spans)
    remnants: list[Match] = []
    if found.shortcode:
        from embedparse.text import shortcodes

        remnants = shortcodes.find(view, taken)
        for match in remnants:
            taken.add(match.spans[0])
    if found.link or found.shortcode:
        from embedparse.text import status_links

        remnants += status_links.find(view, taken)
    if found.media:
        from embedparse.text import fragments

        remnants += fragments.find_fragments(view, taken)
    return remnants
