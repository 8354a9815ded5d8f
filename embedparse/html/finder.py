"""The embeds of a page: every form in markup, with exact offsets.

start tags that may carry a post -> the element's extent -> lxml on that fragment (BeautifulSoup where it is
unusual) -> fields -> spans over script and wrapper -> one match per post
"""

from __future__ import annotations

from embedparse.fields.date_check import CONTRADICTS, DAY_OFF
from embedparse.html import (
    beside,
    block_comments,
    cards,
    citations,
    deduplicate,
    embeds,
    escaped,
    flattened,
    links,
    notices,
    payloads,
    provider_elements,
    shortcodes,
    text_blocks,
    unescaped,
)
from embedparse.html.chance import may_hold
from embedparse.html.source import MOST_ROUNDS, Page
from embedparse.models import Confidence, Match
from embedparse.spans import inside, merge

#: How often the body of an embed is right where markup marks its borders: 2,009 of 2,011 posts of pages and
#: Markdown that were not worked on first, by the rule of succession (`benchmarks/reliability.py --markup`).
MARKUP_BORDER = 0.9985
#: Evidence of a date that is not the id's: it says nothing about the borders.
_DOUBTED_FOR_ITS_DATE = {DAY_OFF, CONTRADICTS}


def find(source: str, rounds: int = 0, least: Confidence = "possible") -> list[Match]:
    """The embeds of the page ``source`` and the links to posts in it, overlaps not yet settled.

    ``rounds``: how often the source has been decoded, where it is a run of escaped markup. What has less than
    the confidence ``least`` may be left out.
    """
    page = Page(source)
    found = embeds.find(page)
    found += escaped.find(page)
    found += shortcodes.find(page)
    found += payloads.find(page, _find_if_any, rounds) if rounds < MOST_ROUNDS else []
    found += block_comments.find(page)
    found += provider_elements.find(page, found)
    found += citations.find(page, found)
    found += cards.find(page, found)
    beside.take_in(page, found)
    found = page.in_code_points(found + links.find(page, found))
    found += unescaped.find(page, source, found, _find_if_any, rounds)
    found = deduplicate.one_per_post(found)
    embedded = sorted(span for match in found if match.kind == "embed" for span in match.spans)
    found = _with_border(found) + flattened.find(page, source, embedded, least)
    return found + notices.find(page, source, merge(span for match in found for span in match.spans), least)


def find_embeds(markup: str, rounds: int = 0) -> list[Match]:
    """The embeds in ``markup`` that need not be a page: no links, no unrendered shortcodes."""
    page = Page(markup)
    found = embeds.find(page) + escaped.find(page)
    found += payloads.find(page, find_embeds, rounds) if rounds < MOST_ROUNDS else []
    found += block_comments.find(page)
    found += provider_elements.find(page, found)
    found += citations.find(page, found)
    found += cards.find(page, found)
    found = page.in_code_points(found + links.find_embeds(page, found))
    found += unescaped.find(page, markup, found, find_embeds, rounds)
    return _with_border(deduplicate.one_per_post(found))


def find_in_text(markup: str) -> list[Match]:
    """The embeds in the markup of a text, and flattened ones in its blocks of HTML."""
    found = find_embeds(markup)
    spans = merge(span for match in found if match.kind == "embed" for span in match.spans)
    for start, end in text_blocks.blocks(markup):
        block = markup[start:end]
        for match in flattened.find(Page(block), block, inside(spans, start, end)):
            if match.kind == "embed":
                match.spans = [(start + begin, start + stop) for begin, stop in match.spans]
                match.border = None  # its other borders are those of the block's visible text
                found.append(match)
    return found


def _with_border(matches: list[Match]) -> list[Match]:
    """``matches``, with the measured probability where the markup bounds the post, whatever its date says."""
    for match in matches:
        bounded = match.confidence == "certain" or not _DOUBTED_FOR_ITS_DATE.isdisjoint(match.evidence)
        if bounded and match.kind == "embed" and match.border_probability is None:
            match.border_probability = MARKUP_BORDER
    return matches


def _find_if_any(source: str, rounds: int) -> list[Match]:
    return find(source, rounds) if may_hold(source) else []
