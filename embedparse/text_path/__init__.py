"""The text path: embeds in flattened text, where nothing marks their borders."""

from __future__ import annotations

from embedparse.models import Match
from embedparse.text_path import wordings

#: What is left of a post without its attribution, and links to posts.
_REMNANTS = ("pic.twitter.com/", "pic.x.com/", "/status/", "/statuses/")
#: A text without any of these literals holds no embed, no link to a post and no fragment. A handle
#: counts only where an attribution may have it: "@" alone stands in one plain article of six.
ANCHORS: tuple[str, ...] = (*wordings.ANCHORS, *_REMNANTS)


def may_hold(text: str) -> bool:
    """Whether a literal scan leaves any chance for an embed: whether ``text`` holds an anchor."""
    return wordings.may_hold(text) or any(remnant in text for remnant in _REMNANTS)


def find(text: str) -> list[Match]:
    """The embeds of ``text``, overlaps not yet settled. Only what a literal calls for is loaded."""
    matches = wordings.find(text)
    if "(" in text or "（" in text:
        matches += _tweets(text)
    if any(remnant in text for remnant in _REMNANTS):
        matches += _remnants(text, matches)
    return matches


def _tweets(text: str) -> list[Match]:
    if not wordings.names_handle(text):
        return []
    from embedparse.text_path import tweets

    return tweets.find(text)


def _remnants(text: str, matches: list[Match]) -> list[Match]:
    """Links to posts and bodies without attribution, outside of ``matches`` and their markup."""
    from embedparse.spans import Taken
    from embedparse.text_path import remnants
    from embedparse.text_path.markdown import frame

    taken = Taken(frame(text, span) for match in matches for span in match.spans)
    return remnants.find_links(text, taken) + remnants.find_fragments(text, taken)
