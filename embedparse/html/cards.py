"""Static cards: a post that a mailer, a forum or a component prints as a block of name, handle, text, time.

One rule for all of them: the smallest element around a handle that has a text and a date besides, and that
names one post or says in a class that it is one. Lists of posts, authors' boxes and bylines are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from embedparse.fields import id_timestamps, permalinks
from embedparse.fields.dates import match_date
from embedparse.fields.permalinks import Permalink
from embedparse.html.card_handles import LONGEST_ELEMENT, REACH, handles, holds_any, marks
from embedparse.html.element_extent import cover
from embedparse.html.fragments import Fragment, spaced
from embedparse.html.parser import parse_fragment
from embedparse.html.post_addresses import traces_in
from embedparse.html.source import Element, Page
from embedparse.models import Match
from embedparse.patterns import LazyPattern
from embedparse.platforms import get, with_form
from embedparse.spans import Taken
from embedparse.text.widgets.words import Wordings, alternation, words

_PLATFORM = with_form("card")
#: Where a saved page of the platform's own, or a mirror's, names the post.
_OWN_ID = LazyPattern(
    r"""data-(?:tweet-id|item-id|permalink-path)\s?=\s?["']?[^"'\s<>]{0,60}?(\d{10,20})["'\s>]"""
)
_CONTAINER = LazyPattern(
    rb"<(?:(div|article|aside|table|blockquote|section|figure|li)(?=[\s>])"
    rb"|(a)(?=\s[^<>]{0,300}class\s?=\s?[\"'][^\"'<>]{0,80}(?:tweet|card|embed|post)))"
)
#: What a card shows, in characters.
_LONGEST_TEXT = 1_600
_MOST_CONTAINERS = 12
_SEVERAL = 2
_QUOTED = LazyPattern(r"(?:.{1,60}\s)?@\w{1,20}(?:\s[·•].{0,40})?")


def _marks() -> str:
    """Lines that are no text of a post: marks, counts, whom it answers, the name of the site."""
    counts = rf"(?:{alternation(words('counts'))}|likes?|retweets?|reposts?|replies|quotes?)"
    return rf"""[·•∙|\-–—\d\s.,KM]{{0,30}} | {_PLATFORM.card.sites}
        | (?:{alternation(words("replying"))})\s?:?\s?@\S{{1,40}}.{{0,60}}
        | @\S{{1,40}}\s{{0,3}}(?:{alternation(words("replying_behind"))})
        | (?:view|show|see|read)\b.{{0,40}} | (?:\d[\d.,]{{0,9}}[KM]?\s?{counts}\s?[·•∙]?\s?){{1,4}}"""


def _buttons() -> Iterator[str]:
    return chain.from_iterable(map(words, ("follow", "lines", "below", "badges")))


def _button(wording: str) -> str:
    return rf"(?:[·•∙]\s?)?(?:{alternation([wording])})"


def _behind_date() -> str:
    """Counts and buttons that are in one line with the date."""
    buttons = alternation((*words("follow"), *words("lines"), *words("below"), *words("counts")))
    return rf"(?:\s{{0,3}}+(?>[·•]|\d[\d.,]{{0,9}}[KM]?|{buttons})){{1,12}}+"


_BEHIND_DATE = LazyPattern(_behind_date, re.VERBOSE | re.IGNORECASE)
_MARKS = LazyPattern(_marks, re.VERBOSE | re.IGNORECASE)
_BUTTONS = Wordings(_buttons, _button, re.VERBOSE | re.IGNORECASE)
_TIME = LazyPattern(r"\d{1,2}[:.]\d\d(?:\s?[APap]\.?[Mm]\.?)?\s{0,3}[·•∙–-]?\s{0,3}")
#: A count that is before the time, in one line with it.
_COUNT = LazyPattern(r"\A\d[\d.,]{0,6}[KM]? (?=\d{1,2}[:.]\d\d)")
#: What is between a handle and the date on its line.
_PARTED = LazyPattern(r"\s[·•]\s")
#: What is in any date without its year, and in any with it: to look for dates takes far longer.
_DIGIT, _YEAR = LazyPattern(r"\d"), re.compile(r"\d{4}")
_ORDINAL = LazyPattern(r"(?<=\d)(?:st|nd|rd|th)\b")


class _Card(NamedTuple):
    author: str | None
    body: str
    date: str


def find(page: Page, embeds: list[Match]) -> list[Match]:
    """The cards of a page outside of ``embeds``; spans in bytes."""
    taken = Taken(span for match in embeds if match.kind == "embed" for span in match.spans)
    found: list[Match] = []
    edge = 0
    for sign in handles(page.low):
        at = sign.start("handle")
        if at < edge or taken.overlaps((at, at + 1)) or page.region(at) is not None:
            continue
        elements = _around(page, at, edge, taken)
        match = _of_smallest(page, elements, page.text(*sign.span("handle")))
        if match is not None and not any(taken.overlaps(span) for span in match.spans):
            found.append(match)
            edge = match.spans[-1][1]
    return found


def _of_smallest(page: Page, elements: Iterator[Element], handle: str) -> Match | None:
    """The card that the first of ``elements`` around ``handle`` shows in which it is whole."""
    for element in elements:
        # the cards of one platform need no link
        is_marked = handle.isidentifier() and holds_any(marks(page.low), element.start, element.end)
        if not (is_marked or holds_any(traces_in(page.low), element.start, element.end)):
            continue  # the element around it may hold what is missing
        markup = page.text(element.start, element.end)
        if (fragment := parse_fragment(markup)) is None:
            return None
        text = spaced(fragment.text(()))
        if len(text) > _LONGEST_TEXT:
            return None
        card = _read(text.split("\n"), handle, fragment)
        posts = _posts(fragment, handle)
        if card is None or not (posts or is_marked):
            continue
        return _match(page, element, card, handle, posts) if len(posts) < _SEVERAL else None
    return None


def _around(page: Page, at: int, floor: int, taken: Taken) -> Iterator[Element]:
    """The elements around ``at`` that share nothing with ``taken``, the innermost first."""
    starts = list(_CONTAINER.finditer(page.low, max(floor, at - REACH), at))
    for tag in reversed(starts[-_MOST_CONTAINERS:]):
        element = page.element((tag[1] or tag[2]).decode(), tag.start(), LONGEST_ELEMENT)
        if element is not None and element.closed and element.close > at:
            if taken.overlaps((element.start, element.end)):
                return  # and so do those around it
            yield element


def _read(lines: list[str], handle: str, fragment: Fragment) -> _Card | None:
    """The fields of a card from its lines; None where a text or a date is missing."""
    lines = [_without_gaps(" ".join(line.split()), handle) for line in lines if line.strip()]
    at = next(
        (i for i, line in enumerate(lines) if _PARTED.split(line)[0].endswith((f"@{handle}", f"@{handle})"))),
        -1,
    )
    if at < 0 or any(map(_is_prose, lines[:at])):
        return None
    named, *dated = _PARTED.split(lines[at], maxsplit=1)
    author = named.rstrip(")")[: -len(handle) - 1].strip(" (") or (lines[at - 1] if at else "")
    if not author and at + 2 < len(lines) and _is_name(lines[at + 1]):
        at += 1  # the name is below the handle
        author = lines[at]
    body: list[str] = []
    date = _date(dated[0]) if dated else None
    years = {value[:4] for value in fragment.times}
    for index, line in enumerate(lines[at + 1 :], at + 2):
        printed = _date(line) or _date_behind_mark(line)
        if printed:
            date = date or printed
            if body and any(map(_is_prose, lines[index:])):
                return None
            if body:
                break
        elif body and _QUOTED.fullmatch(line):
            date = date or next(filter(None, map(_date, lines[at + 1 :])), None)
            break
        elif not (_is_furniture(line) or _is_day(line, years)):
            body.append(line)
    moments = (id_timestamps.read_iso(value) for value in fragment.times)
    date = date or next((moment.date().isoformat() for moment in moments if moment), None)
    name = author if author and not _is_furniture(author) else None
    return _Card(name, "\n".join(body), date) if body and date else None


def _is_furniture(line: str) -> bool:
    """Whether ``line`` is no text of a post: a mark, a button, a count, whom it answers, the site's name."""
    return _MARKS.fullmatch(line) is not None or _BUTTONS.include(line)


def _without_gaps(line: str, handle: str) -> str:
    """``line`` without the blanks that a link of ``handle`` in parentheses leaves around it."""
    return line.replace(f"( @{handle} )", f"(@{handle})")


#: A paragraph of an article is longer.
_LONG_LINE = 80


def _is_prose(line: str) -> bool:
    """Whether ``line`` is of the article around a card: before its name or behind its date."""
    return len(line) > _LONG_LINE and line[-1] in ".!?…。" and not _is_furniture(line)


def _date_behind_mark(line: str) -> str | None:
    """The date behind a mark and a dot: `View on X · Nov 2, 2021`."""
    first, *parts = _PARTED.split(line, maxsplit=1)
    return _date(parts[0]) if parts and _is_furniture(first) else None


def _is_name(line: str) -> bool:
    """Whether ``line`` may be an author's name and no text."""
    return len(line) <= 50 and line[-1] not in ".!?…:,;" and not _is_furniture(line) and _date(line) is None


def _is_day(line: str, years: set[str]) -> bool:
    """Whether ``line`` is a date without its year, which one of ``years`` is by its element."""
    if len(line) > 15 or not years or _DIGIT.search(line) is None:
        return False
    return any(_date(form.format(line, year)) for year in years for form in ("{} {}", "{}, {}", "{1}. {0}"))


def _date(line: str) -> str | None:
    """The date that a short line is, with or without a time of day before or behind it."""
    if len(line) > 60 or _YEAR.search(line) is None:
        return None
    line = _COUNT.sub("", _ORDINAL.sub("", line), count=1)
    time = _TIME.match(line)
    found = match_date(line, time.end() if time else 0)
    if found is None:
        return None
    rest = line[found.end :].strip(" ·•∙,-–")
    ends = not rest or _TIME.fullmatch(rest) or _is_furniture(rest) or _BEHIND_DATE.fullmatch(rest)
    return found.date.isoformat() if ends else None


def _posts(fragment: Fragment, handle: str) -> list[Permalink]:
    """The posts of the account ``handle`` that the links of a card name, the first of each id."""
    posts: dict[str, Permalink] = {}
    whole = fragment.attributes.get("href", "").strip()  # a card that is one link
    for href in (*fragment.links, whole):
        own = href.startswith(f"/{handle}/")  # on a mirror of the platform
        post = permalinks.parse(f"{_PLATFORM.hosts[0]}{href}" if own else href)
        if post is not None and _is_of(post, handle):
            posts.setdefault(post.post_id, post)
    return list(posts.values())


def _is_of(post: Permalink, handle: str) -> bool:
    """Whether ``post`` may be one of the account ``handle``; what names no account may be anybody's."""
    if post.handle is None:
        return post.platform == _PLATFORM.name or "." in handle
    low = post.handle.lower()
    return handle.lower() in (low, low.partition("@")[0]) or low == _PLATFORM.name


def _match(page: Page, element: Element, card: _Card, handle: str, posts: list[Permalink]) -> Match:
    match = Match(_PLATFORM.name, [], "card", "likely", ["static-card"], body=card.body, author=card.author)
    match.handle, match.date = handle, card.date
    if posts:
        post = posts[0]
        match.platform, match.post_id, match.url = post.platform, post.post_id, post.url
        match.handle = post.handle if "@" in (post.handle or "") else handle
    elif own := _OWN_ID.search(page.text(element.start, element.end)):
        named = permalinks.of_id(_PLATFORM, own[1], handle)
        match.post_id, match.url = (named.post_id, named.url) if named else (None, None)
    platform = get(match.platform)
    if match.post_id is not None:
        match.posted_at = id_timestamps.time_of_id(platform.clock, match.post_id)
    match.spans = [cover(page, platform, element.start, element.end, 0)]
    return match
