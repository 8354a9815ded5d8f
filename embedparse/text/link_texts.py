"""The addresses of posts in a text that holds no other sign of a post, as most texts with any sign."""

from __future__ import annotations

from embedparse.models import Match
from embedparse.spans import Taken
from embedparse.text import site_labels, status_links
from embedparse.text.view import TextView
from embedparse.text.worded import with_border
from embedparse.text.written_breaks import with_line_breaks


def find(text: str) -> list[Match]:
    """The addresses in ``text``; the same as `finder.find` finds, in much less time."""
    view = TextView(with_line_breaks(text))
    matches = status_links.find(view, Taken())
    labels = site_labels.find_labels_near(view, matches)
    if labels is not None:
        matches = status_links.find(TextView(labels.blanked(view.text)), Taken())
    return with_border(matches)
