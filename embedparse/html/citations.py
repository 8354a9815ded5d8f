"""Citations in microformats: `h-cite`, by which sites show the fields of a post that they quote or answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from embedparse.fields import id_timestamps, permalinks
from embedparse.fields.dates import match_date
from embedparse.fields.permalinks import Permalink
from embedparse.html.element_extent import cover
from embedparse.html.fragments import unmarked
from embedparse.html.literals import offsets
from embedparse.html.parser import parse_fragment
from embedparse.html.signs import CITATION
from embedparse.html.source import Element, Page
from embedparse.models import Match
from embedparse.patterns import LazyPattern
from embedparse.platforms import get
from embedparse.spans import Taken

_NAME = LazyPattern(rb"<([a-z][a-z0-9]{0,12})(?=[\s/>])")
_LONGEST = 20_000
#: Properties by what they hold, the one that says most first.
_CONTENT = ("e-content", "p-content", "e-summary", "p-summary", "p-name")
_AUTHOR, _NICKNAME, _PUBLISHED = ("p-author", "u-author"), ("p-nickname",), ("dt-published",)
_PROPERTY = LazyPattern(
    rb"""<([a-z][a-z0-9]{0,12})\s(?:[^<>]{0,600}?\s)?class\s?=\s?["']?([^"'<>]{0,300})["'\s>]"""
)


def find(page: Page, embeds: list[Match]) -> list[Match]:
    """The citations of posts outside of ``embeds``; spans in bytes."""
    taken = Taken(span for match in embeds if match.kind == "embed" for span in match.spans)
    found: list[Match] = []
    edge = 0
    for at in offsets(page.low, CITATION):
        start = page.tag_around(at) if at >= edge and page.region(at) is None else -1
        name = _NAME.match(page.low, start) if start >= 0 else None
        if name is None or taken.overlaps((at, at + 1)):
            continue
        element = page.element(name[1].decode(), start, _LONGEST)
        match = _read(page, element) if element is not None and element.closed else None
        if match is not None:
            found.append(match)
            edge = match.spans[-1][1]
    return found


def _read(page: Page, element: Element) -> Match | None:
    """The post that ``element`` cites; None where it names none, or several, or shows no text."""
    post = _post(page, element)
    parts = dict(_parts(page, element))
    body = next((parts[name] for name in _CONTENT if name in parts), None)
    if post is None or not body:
        return None
    match = Match(post.platform, [], "card", "certain", ["cited-in-microformats"], body=body)
    match.post_id, match.url, match.handle = post.post_id, post.url, post.handle
    nickname = next((parts[name].strip("@ ") for name in _NICKNAME if name in parts), None)
    author = next((parts[name] for name in _AUTHOR if name in parts), None)
    match.handle = match.handle or nickname
    if author and match.handle:
        author = re.sub(rf"\s*\(?@?{re.escape(match.handle)}\)?\Z", "", author, flags=re.IGNORECASE)
    match.author = author or None
    match.date = _date(page, element, parts)
    platform = get(post.platform)
    match.posted_at = id_timestamps.time_of_id(platform.clock, post.post_id)
    match.spans = [cover(page, platform, element.start, element.end, 0)]
    return match


def _post(page: Page, element: Element) -> Permalink | None:
    fragment = parse_fragment(page.text(element.start, element.end))
    links = fragment.links if fragment is not None else []
    posts = {post.post_id: post for href in links if (post := permalinks.parse(href))}
    return next(iter(posts.values())) if len(posts) == 1 else None


def _parts(page: Page, element: Element) -> Iterator[tuple[str, str]]:
    """Properties of the citation with their text; of those within another's element, as of an author's name,
    the outer one comes first and stays."""
    seen: set[str] = set()
    for tag in _PROPERTY.finditer(page.low, element.inside, element.close):
        names = [name for name in tag[2].decode("ascii", "ignore").split() if name not in seen]
        wanted = [name for name in names if name in (*_CONTENT, *_AUTHOR, *_NICKNAME, *_PUBLISHED)]
        part = page.element(tag[1].decode(), tag.start(), _LONGEST) if wanted else None
        if part is None or not part.closed or part.end > element.close:
            continue
        fragment = parse_fragment(page.text(part.start, part.end))
        text = unmarked(fragment.text(())) if fragment is not None else ""
        for name in wanted:
            if text and not (name == "p-name" and seen & {*_AUTHOR}):
                seen.add(name)
                yield name, text


def _date(page: Page, element: Element, parts: dict[str, str]) -> str | None:
    printed = match_date(parts.get("dt-published", ""))
    if printed is not None:
        return printed.date.isoformat()
    fragment = parse_fragment(page.text(element.start, element.end))
    moments = (id_timestamps.read_iso(value) for value in (fragment.times if fragment is not None else ()))
    return next((moment.date().isoformat() for moment in moments if moment), None)
