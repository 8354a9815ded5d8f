"""The text path: embeds in flattened text, where nothing marks their borders."""

from __future__ import annotations

from embedparse.models import Confidence, Match, Span
from embedparse.text_path import anchors
from embedparse.text_path.anchors import ANCHORS

__all__ = ["ANCHORS", "find", "may_hold", "may_hold_by"]


def may_hold(text: str, least: Confidence = "possible") -> bool:
    """Whether there is any chance for a match of confidence ``least`` or more; most texts have none."""
    if anchors.may_attribute(text):  # told soonest
        return True
    found = anchors.read(text)
    if found is None:
        return False
    if found.link or (found.media and least == "possible"):
        from embedparse.text_path import remnants

        if remnants.may_hold(text, least):
            return True
    return bool(anchors.rules_for(found))


def may_hold_by(anchor: str, text: str, least: Confidence = "possible") -> bool:
    """`may_hold` of ``text`` for what ``anchor``, which stands in it, is the sign of.

    Told sooner. A text holds nothing if each of its anchors gives False.
    """
    if anchor in anchors.LINKS or anchor in anchors.MEDIA:
        from embedparse.text_path import remnants

        return remnants.may_hold(text, least)
    return anchors.has_chance(anchor, text)


def find(text: str) -> list[Match]:
    """The embeds of ``text``, overlaps not yet settled. Only what an anchor calls for is loaded."""
    found = anchors.read(text)
    if found is None:
        return []
    from embedparse.text_path import wordings

    matches = wordings.find(found)
    if found.handle and anchors.may_attribute(text):
        from embedparse.text_path import tweets

        matches += tweets.find(text)
    if found.link or found.media:
        matches += _remnants(text, matches)
    return matches


def _remnants(text: str, matches: list[Match]) -> list[Match]:
    """Links to posts and bodies without attribution, outside of ``matches`` and their markup."""
    from embedparse.spans import Taken
    from embedparse.text_path import remnants

    taken = Taken(_framed(text, matches) if matches else ())
    return remnants.find_links(text, taken) + remnants.find_fragments(text, taken)


def _framed(text: str, matches: list[Match]) -> list[Span]:
    from embedparse.text_path.markdown import frame

    return [frame(text, span) for match in matches for span in match.spans]
