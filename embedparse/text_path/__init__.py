"""The text path: embeds in flattened text, where nothing marks their borders."""

from __future__ import annotations

from embedparse.models import Match
from embedparse.text_path.wordings import ANCHORS as WORDINGS

#: A text without any of these literals holds no embed, no link to a post and no fragment.
ANCHORS: tuple[str, ...] = ("@", "＠", "pic.twitter.com/", "pic.x.com/", "/status/", "/statuses/", *WORDINGS)


def may_hold(text: str) -> bool:
    """Whether a literal scan leaves any chance for an embed."""
    return any(anchor in text for anchor in ANCHORS)


def find(text: str) -> list[Match]:
    """The embeds of ``text``, overlaps not yet settled."""
    from embedparse.spans import Taken
    from embedparse.text_path import remnants, tweets, wordings
    from embedparse.text_path.markdown import frame

    matches = tweets.find(text)
    matches += wordings.find(text)
    taken = Taken(frame(text, span) for match in matches for span in match.spans)
    matches += remnants.find_links(text, taken)
    return matches + remnants.find_fragments(text, taken)
