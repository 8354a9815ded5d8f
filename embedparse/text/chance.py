"""Whether what an anchor is the sign of may be in a text: asked before the text is searched for it."""

from __future__ import annotations

from embedparse.models import Confidence
from embedparse.text import anchors, fragments, notices, shortcodes, status_links
from embedparse.text.anchors import Anchors, Chances
from embedparse.text.written_breaks import as_line_breaks

#: Signs of what is read line by line.
_BY_LINES = frozenset((*anchors.MEDIA, *anchors.LINKS, *anchors.SHORTCODES))


def may_hold_by(anchor: str, text: str, least: Confidence = "possible") -> bool:
    """Whether what ``anchor``, which is in ``text``, is the sign of may be there.

    ``least`` is the confidence that is wanted. A text holds nothing if each of its anchors gives False.
    """
    if anchor in anchors.ANCHORS and anchor not in _BY_LINES:
        return anchors.has_chance(anchor, text)
    text = as_line_breaks(text)  # as the rules read it
    if anchor in anchors.MEDIA:
        return fragments.may_hold(text, least) or anchors.may_attribute_bare(text, anchors.signs_of(text))
    if anchor in anchors.LINKS:
        return status_links.may_hold(text)
    if anchor in anchors.SHORTCODES:
        return shortcodes.may_hold(text) or status_links.may_hold(text)
    return bool(notices.find(text))


def may_hold_more_than_links(text: str) -> bool:
    """Whether the rules may find more in ``text`` than links; notices in place of posts do not count."""
    found = anchors.read_anchors(text)
    return found is not None and are_more_than_links(found, anchors.read_chances(found))


def are_more_than_links(found: Anchors, chances: Chances) -> bool:
    """The same of a text of which these are the anchors, and what it may hold."""
    if found.card or found.shortcode or any(chances):
        return True
    return found.media and fragments.may_hold(as_line_breaks(found.text))
