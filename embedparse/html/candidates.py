"""Which start tags may carry a post, by the rules' anchors."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left
from functools import cache

from embedparse.fields import shortcodes, traces
from embedparse.html import card_handles
from embedparse.html.literals import holds, holds_any, offsets, offsets_of_any
from embedparse.html.post_addresses import encoded_in, matching, traces_in
from embedparse.html.signs import (
    BLOCK_COMMENT,
    BLOCKQUOTE,
    IFRAME,
    NAMED_QUOTATIONS,
    PERCENT_BRACKET,
    PLATFORM_NAMING,
    Candidate,
    attribute_anchors,
    brace_literals,
    bracket_literals,
    element_names,
    html_rules,
    in_json,
    openings,
    own_openings,
    page_literals,
)
from embedparse.html.source import LONGEST_TAG, Page, as_bytes, regions_of
from embedparse.last_result import LastResult
from embedparse.patterns import LazyPattern
from embedparse.platforms import all_platforms, get
from embedparse.spans import merge


def may_hold(source: str) -> bool:
    """Whether a literal scan, without case, leaves any chance for an embed or a link to a post."""
    low = as_bytes(source)[1]
    if holds_any(low, page_literals()) or _holds_own_element(low) or _holds_quotation(low):
        return True
    region = regions_of(low).region
    addresses = heapq.merge(traces_in(low), encoded_in(low))
    if any(at is None or at.name not in _SILENT for at in map(region, addresses)):
        return True
    if any(region(at) is None for at in shortcode_openings(low)):
        return True
    return bool(traces_in(low) or encoded_in(low)) and _speaks(low)


def _holds_quotation(low: bytes) -> bool:
    """Whether a blockquote begins before a name that only embeds have, as far as a tag reaches."""
    quotations = offsets_of_any(low, NAMED_QUOTATIONS)
    starts = offsets(low, BLOCKQUOTE) if quotations else []
    return any(
        0 < name - starts[bisect_left(starts, name) - 1] < LONGEST_TAG for name in quotations if starts
    )


#: Where an address in no tag and no text names no post: but escaped markup, and what an editor notes.
_SILENT = ("script", "style", "comment")


def _speaks(low: bytes) -> bool:
    """Whether a page whose posts are named in scripts and comments only may hold an embed of one there.

    Or a card whose words are outside.
    """
    region = regions_of(low).region
    if holds(low, BLOCK_COMMENT) or any(map(region, offsets_of_any(low, (BLOCKQUOTE, IFRAME)))):
        return True
    return next(card_handles.handles(low), None) is not None


@LastResult
def shortcode_openings(low: bytes) -> list[int]:
    """Where shortcodes of posts may begin in a page in lower case."""
    braces, brackets, percent = shortcodes.IN_PAGES
    found = matching(braces, low, _brace_starts(low))
    found += matching(brackets, low, _bracket_starts(low))
    if holds(low, PERCENT_BRACKET):
        found += (match.start() for match in percent.finditer(low))
    return sorted(found)


def _brace_starts(low: bytes) -> list[int]:
    """Where any of the literals of shortcodes in braces begins: `{{` is in `{{{` twice, and given once."""
    at_braces = offsets_of_any(low, brace_literals())
    return sorted({*at_braces, *(at + 1 for at in at_braces)})


def _bracket_starts(low: bytes) -> list[int]:
    """Where a shortcode in brackets may begin: at one of its literals, or before an address with any name."""
    named = offsets_of_any(low, bracket_literals())
    found = {*named, *(at - 1 for at in named if low[at - 1 : at] == b"[")}
    addresses = heapq.merge(traces_in(low), encoded_in(low))
    for start, end in merge((max(0, at - shortcodes.LONGEST), at) for at in addresses):
        found.update(bracket.start() for bracket in _BRACKET.finditer(low, start, end))
    return sorted(found)


def _holds_own_element(low: bytes) -> bool:
    """Whether any custom element of an embed is there; the script that AMP needs for it is no sign."""
    return any(_TAG.match(low, at) for at in offsets_of_any(low, own_openings()))


def loose_marks() -> tuple[bytes, ...]:
    """Literals of texts with markup that may hold a post.

    A word of a path (`/status/`) names a post on a known host only, unless its platform is on any host.
    """
    anywhere = [anchor for p in all_platforms() if not p.hosts for anchor in p.link_anchors]
    paths = [*anywhere, *(anchor.replace("/", "\\/") for anchor in anywhere), "app.bsky.feed.post"]
    own = (name for name in element_names() if "-" in name)
    named = (each.decode() for literal in PLATFORM_NAMING for each in in_json(literal))
    words = (*traces.hosts(), *paths, *own, *named, *(word.decode() for word in page_literals()[:-1]))
    return (*(re.escape(word).encode() for word in dict.fromkeys(words)), rb"u002f")


#: A bracket, any name and what is behind it: names of shortcodes are found by themselves.
_BRACKET = re.compile(rb"\[(?=[a-z][\w-]{1,30}\s)")
#: The start tag of such an element, up to what ends its name.
_TAG = LazyPattern(lambda: f"<(?:{'|'.join(element_names())})(?=[\\s/>])".encode())


def starts(page: Page) -> list[int]:
    """Offsets of start tags that may carry a post, in order."""
    low = page.low
    found = {at for at in offsets_of_any(low, openings()) if _TAG.match(low, at)}
    attributes = offsets_of_any(low, attribute_anchors())
    found.update(start for at in attributes if (start := page.tag_around(at)) >= 0)
    return sorted(found)


@cache
def _by_element() -> dict[str, tuple[tuple[tuple[bytes, ...], Candidate], ...]]:
    """The rules by the name of the element, each with its anchors as bytes."""
    names = {name for _, rule in html_rules() for name in rule.elements}
    encoded = [(tuple(anchor.encode() for anchor in rule.anchors), (p, rule)) for p, rule in html_rules()]
    return {name: tuple(entry for entry in encoded if name in entry[1][1].elements) for name in names}


def candidates(name: str, tag: bytes) -> list[Candidate]:
    """The rules that the start tag ``tag`` (lower case) of an element ``name`` may satisfy."""
    found = []
    for anchors, candidate in _by_element().get(name, ()):
        for anchor in anchors:
            if anchor in tag:
                found.append(candidate)
                break
    return found


@cache
def scripts_of(platform: str) -> tuple[bytes, ...]:
    """Literals in the address of the script that goes with an embed of ``platform``."""
    return tuple(name.encode() for name in get(platform).scripts)
