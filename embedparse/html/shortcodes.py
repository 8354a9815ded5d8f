"""Shortcodes of static-site generators that were never rendered: they stand in the page as text."""

from __future__ import annotations

import re

from embedparse.html.candidates import may_hold_shortcodes, shortcodes
from embedparse.html.element_extent import cover
from embedparse.html.fields import told_by_id
from embedparse.html.source import Page
from embedparse.models import Match
from embedparse.platforms import Platform, all_platforms

#: How far before a shortcode an open `<code>` or `<pre>` is looked for: documentation shows it as code.
_REACH = 400
_CODE = re.compile(rb"<(/?)(?:code|pre)\b")


def find(page: Page) -> list[Match]:
    """Matches with spans in bytes."""
    found: list[Match] = []
    if not may_hold_shortcodes(page.low):
        return found
    for hit in shortcodes().finditer(page.low):
        platform = _platform(hit[0])
        if platform is None or page.region(hit.start()) is not None or _in_code(page, hit.start()):
            continue
        post_id, user = hit["id"].decode(), page.text(*hit.span("user")) if hit["user"] else None
        match = Match(platform.name, [], "shortcode", "likely", ["shortcode"], post_id=post_id, handle=user)
        form = platform.canonical[0] if user else platform.canonical[-1]
        match.posted_at = told_by_id(platform, post_id)
        match.url = form.format(handle=user, post_id=post_id)
        match.spans = [cover(page, platform, hit.start(), hit.end(), 0)]
        found.append(match)
    return found


def _platform(shortcode: bytes) -> Platform | None:
    words = re.findall(rb"[a-z]+", shortcode.replace(b"&lt;", b""))
    for platform in all_platforms():
        if words and words[0].decode() in platform.shortcodes:
            return platform
    return None


def _in_code(page: Page, at: int) -> bool:
    before = list(_CODE.finditer(page.low, max(0, at - _REACH), at))
    return bool(before) and not before[-1][1]
