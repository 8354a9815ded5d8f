"""Shortcodes of static-site generators and CMSs that were never rendered: they are in the page as text."""

from __future__ import annotations

from embedparse.fields import shortcodes
from embedparse.fields.id_timestamps import time_of_id
from embedparse.html.candidates import shortcode_openings
from embedparse.html.element_extent import cover
from embedparse.html.source import Page
from embedparse.models import Match
from embedparse.platforms import get


def find(page: Page) -> list[Match]:
    """Matches with spans in bytes."""
    found: list[Match] = []
    edge = 0
    for at in shortcode_openings(page.low):
        if at < edge or page.region(at) is not None or page.in_code(at):
            continue
        text = page.text(at - 1 if at else 0, at + shortcodes.LONGEST * 2)
        shortcode = shortcodes.read(text, 1 if at else 0)
        if shortcode is None:
            continue
        link, platform = shortcode.link, get(shortcode.link.platform)
        match = Match(link.platform, [], "shortcode", "likely", ["shortcode"])
        match.post_id, match.url, match.handle = link.post_id, link.url or None, link.handle
        match.posted_at = time_of_id(platform.clock, link.post_id)
        length = len(text[shortcode.start : shortcode.end].encode("utf-8", "surrogatepass"))
        match.spans = [cover(page, platform, at, at + length, edge)]
        edge = match.spans[0][1]
        found.append(match)
    return found
