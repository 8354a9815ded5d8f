"""The embeds of a text whose anchors say that it may hold some."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from embedparse.models import Confidence, Match, Span
from embedparse.spans import Taken
from embedparse.text import (
    anchors,
    cards,
    fragments,
    link_texts,
    notices,
    own_addresses,
    shortcodes,
    status_links,
)
from embedparse.text.anchors import Anchors, Chances
from embedparse.text.attributions.find import Attribution, find_attributions
from embedparse.text.attributions.plausibility import plausible
from embedparse.text.chance import are_more_than_links
from embedparse.text.site_labels import apply_labels, find_labels
from embedparse.text.view import TextView
from embedparse.text.widgets import wordings
from embedparse.text.worded import with_border
from embedparse.text.written_breaks import with_line_breaks

if TYPE_CHECKING:
    from embedparse.text.borders.decisions import Adviser


def find(text: str, found: Anchors | None, advise: Adviser | None, least: Confidence) -> list[Match]:
    """The embeds of ``text``, whose anchors are ``found`` (None: it has none); the rest as of `text.find`."""
    if found is None:
        return with_border(notices.find(text))
    chances = anchors.read_chances(found)
    if least == "possible":
        return _find_all(text, found, chances, advise) + with_border(notices.find(text))
    if not are_more_than_links(found, chances):
        return link_texts.find(text)
    return _find_all(text, found, chances, advise)


def _find_all(text: str, found: Anchors, chances: Chances, advise: Adviser | None) -> list[Match]:
    """Posts and what is left of posts in ``text``, which may hold more than links."""
    view = TextView(with_line_breaks(text))
    labels = find_labels(view.text, view.rows, boxed=anchors.BOX in found.held)
    bare = view if labels is None else TextView(labels.blanked(view.text))
    matches = _posts(bare, found, chances, advise, labels.starts if labels else ())
    if labels is not None:
        apply_labels(view.text, matches, labels)
    if found.link or found.media or found.shortcode:
        matches = own_addresses.join(bare.text, matches, _remnants(bare, matches, found))
    return with_border(matches)


def _posts(
    view: TextView, found: Anchors, chances: Chances, advise: Adviser | None, fences: Sequence[Span]
) -> list[Match]:
    """The posts of the document with a header or an attribution; none reaches over one of ``fences``."""
    matches: list[Match] = []
    if found.card:
        matches += cards.find(view)
    if chances.note:
        matches += cards.find_notes(view)
    attributions: list[Attribution] = []
    if chances.attribution:
        # A label that is blanked out may hold a sign.
        signs = found.signs if view.text is found.text else anchors.signs_of(view.text)
        bare = anchors.bare_handles(view.text, signs) if found.media else ()
        attributions = plausible(view, find_attributions(view, signs, bare))
    if chances.rules:
        edges = [a.close for a in attributions if a.dash and a.date]
        worded = wordings.find(view, chances.rules, edges)
        said = Taken(span for match in worded for span in match.spans)
        own = {match.handle for match in worded if match.handle}  # `— Ada (@ada) DATE  View on …`
        attributions = [
            a
            for a in attributions
            if not said.overlaps((a.start, a.close)) or (a.dash and a.handle not in own)
        ]
    else:
        worded = []
    undecided = [match for match in worded if match.attribution and match.layout != "markdown"]
    matches += [match for match in worded if not (match.attribution and match.layout != "markdown")]
    if not (attributions or undecided):
        return matches
    from embedparse.text import tweets  # and what decides on borders

    sure = [span for match in matches if match.confidence != "possible" for span in match.spans]
    return matches + tweets.find(view, attributions, undecided, [*sure, *fences], advise)


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
