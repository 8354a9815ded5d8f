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
    """The embeds of ``text``, overlaps not yet settled."""
    from embedparse.spans import Taken
    from embedparse.text_path import remnants, tweets
    from embedparse.text_path.markdown import frame

    matches = tweets.find(text)
    matches += wordings.find(text)
    taken = Taken(frame(text, span) for match in matches for span in match.spans)
    matches += remnants.find_links(text, taken)
    return matches + remnants.find_fragments(text, taken)
