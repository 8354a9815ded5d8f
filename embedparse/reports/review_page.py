"""A page to go through doubtful records and questions, one by one, with keys; it saves corrections.

The page is one file: it loads nothing, and its policy lets no script run but its own. What a person decides
becomes JSON Lines, the format of `scan --corrections`: see docs/questions-and-corrections.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from markupsafe import Markup

from embedparse.reports.pages import clean, json_in_script, render, script_hash, source
from embedparse.reports.review_items import ReviewItem


def review_page(title: str, items: Sequence[ReviewItem], left_out: int = 0) -> str:
    """The page's HTML; ``left_out`` counts the items that it does not show."""
    own = source("review.js")
    return render(
        "review.html",
        title=clean(title),
        style=Markup(source("tokens.css") + source("review.css")),  # ours, not the records'
        policy=script_hash(own),
        total=len(items),
        left_out=left_out,
        data=json_in_script([_shown(item) for item in items]),
        own=Markup(own),
    )


def _shown(item: ReviewItem) -> dict[str, object]:
    """``item`` for the script. Its text keeps its code points, one for one: offsets count them."""
    shown = asdict(item)
    shown["text"] = "".join(c if clean(c) == c else "\ufffd" for c in item.text)
    return shown
