"""Shortcodes of posts in a text: Markdown, MDX, a CMS's raw field."""

from __future__ import annotations

from embedparse.fields import shortcodes
from embedparse.fields.id_timestamps import time_of_id
from embedparse.models import Match
from embedparse.platforms import get
from embedparse.spans import Taken
from embedparse.text.view import TextView


def may_hold(text: str) -> bool:
    """Whether `find` may find anything in ``text``."""
    return next(shortcodes.find(text), None) is not None


def find(view: TextView, taken: Taken) -> list[Match]:
    """The shortcodes of posts in ``view`` outside ``taken`` and outside code."""
    found = []
    for shortcode in shortcodes.find(view.text):
        span, link = (shortcode.start, shortcode.end), shortcode.link
        if taken.overlaps(span) or view.code.overlaps(span):
            continue
        match = Match(link.platform, [span], "shortcode", "likely", ["shortcode"])
        match.post_id, match.url, match.handle = link.post_id, link.url or None, link.handle
        match.posted_at = time_of_id(get(link.platform).clock, link.post_id)
        match.links, match.media = [], []
        found.append(match)
    return found
