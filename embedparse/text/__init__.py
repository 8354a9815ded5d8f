"""The text path: embeds in flattened text, where nothing marks their borders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from embedparse.models import Confidence, Match, Span
from embedparse.text import anchors
from embedparse.text.anchors import ANCHORS

if TYPE_CHECKING:
    from embedparse.text.view import TextView

__all__ = ["ANCHORS", "find", "may_hold_by"]


def may_hold_by(anchor: str, text: str, least: Confidence = "possible") -> bool:
    """Whether what ``anchor``, which stands in ``text``, is the sign of may be there.

    ``least`` is the confidence that is wanted. A text holds nothing if each of its anchors gives False.
    """
    if anchor in anchors.LINKS or anchor in anchors.MEDIA:
        from embedparse.text import fragments

        return fragments.may_hold(text, least)
    return anchors.has_chance(anchor, text)


def find(text: str) -> list[Match]:
    """The embeds of ``text``, overlaps not yet settled. Only what an anchor calls for is loaded and tried."""
    found = anchors.read(text)
    if found is None:
        return []
    from embedparse.text import cards
    from embedparse.text.site_labels import apply_labels, find_labels
    from embedparse.text.view import TextView
    from embedparse.text.widgets import wordings

    view = TextView(text)
    labels = find_labels(view)
    if labels:
        view = TextView(labels.blanked(text))
    matches = cards.find(view, found)
    if found.handle and anchors.may_attribute(text, found.signs):
        from embedparse.text import tweets

        attributions = tweets.attributions(view)
        matches += wordings.find(view, found, [a.close for a in attributions if a.dash and a.date])
        matches += tweets.find(view, attributions, [*_sure_spans(matches), *labels.starts])
    else:
        matches += wordings.find(view, found)
    if labels:
        apply_labels(text, matches, labels)
    if found.link or found.media:
        matches += _remnants(view, matches)
    return matches


def _sure_spans(matches: list[Match]) -> list[Span]:
    """The spans of ``matches`` that are more than possible: no other post reaches over them."""
    return [span for match in matches if match.confidence != "possible" for span in match.spans]


def _remnants(view: TextView, matches: list[Match]) -> list[Match]:
    """Links to posts and bodies without attribution, outside of ``matches`` and their markup."""
    from embedparse.spans import Taken
    from embedparse.text import fragments

    taken = Taken(view.frame(span) for match in matches for span in match.spans)
    return fragments.find_links(view, taken) + fragments.find_fragments(view, taken)
