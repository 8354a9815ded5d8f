"""Posts of X as widgets show them, flattened: name, handle, text, time, counts, each a line or a word.

A widget that a browser rendered, and the cards that mailers, forums and note takers make of posts, print
`NAME @HANDLE`, the text, `9:07 AM - 4 Mar 2016`, counts and buttons. The time line is looked for first: it is
rare. Above it the header is looked for, below it what the widget prints besides. Words: the section
``widgets`` of the languages' tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from embedparse.fields import permalinks
from embedparse.fields.dates import match_date
from embedparse.fields.id_timestamps import time_of_id
from embedparse.models import Confidence, Match, Span
from embedparse.patterns import LazyPattern
from embedparse.platforms import with_form
from embedparse.text import body as bodies
from embedparse.text.anchors import CARD_REACH, CARD_TIME
from embedparse.text.markdown.visible import Link, Visible
from embedparse.text.view import TextView
from embedparse.text.widgets.words import alternation, words

_PLATFORM = with_form("card")
#: Characters of a line of date, its year included; of what is below it in one piece.
_DATE_LINE, _BELOW = 48, 160
_MOST_LINES = 30
#: A header is its handle, perhaps a badge, and a name; the shortest text of a card that prints no more.
_MOST_NAME_LINES, _SHORTEST = 2, 40

_YEAR = LazyPattern(r"\d{4}")
#: Where a date may be the whole line above a line of counts.
_DATED_COUNTS = LazyPattern(
    r"(?:^|(?<=\n))(?P<date>[^\n]{6,40})[ \t\r]{0,8}\n[ \t\r\n]{0,8}"
    r"(?=\d[\d.,]{0,8}[KkM]?[ \u00a0]?(?i:re(?:tweets|posts)))"
)
#: The words that a flattened name has beside it and that are none of it.
_BADGES = LazyPattern(
    lambda: rf"[\ \t\u00a0]{{0,4}}(?:{alternation(words('badges'))}|✔️?|☑️?|✓|🔒)[\ \t]{{0,4}}\Z", re.VERBOSE
)
_HANDLE = r"(?<![\w/.@＠])[@＠](?P<handle>[A-Za-z0-9_]{1,15})(?![\w@])"
#: How the word of such counts begins, and more characters than are between it and the start of the date.
_COUNTED, _DATE_AND_COUNTS = LazyPattern("[rR][eE](?:[tT][wW]|[pP][oO])"), 80
#: A line with a handle in parentheses and a time, and the note taker's link to the post below its text.
_NOTE = LazyPattern(
    r"""(?:^|(?<=\n))[ \t]{0,4}(?P<name>[^\n()]{1,60}?)[ ]{0,2}\(@(?P<handle>[A-Za-z0-9_]{1,15})\)
    [ ]{1,2}[-–—][ ]{1,2}(?P<date>)(?=[^\n]{6,60}[ \t\r]{0,4}(?:\n|$))""",
    re.VERBOSE,
)


class _Header(NamedTuple):
    """Where a card's header starts and ends, whom it names; ``marked``: a button shows that it is one."""

    start: int
    end: int
    name: str
    handle: str
    marked: bool


class _TimeLine(NamedTuple):
    """A line of date: where it starts, where its date ends; ``timed``: it has a time of day, its own line."""

    start: int
    end: int
    date: str
    timed: bool


class _Footer(NamedTuple):
    """Where a card's time line starts and where the widget ends; ``counted``: it prints more below;
    ``timed``: it has a time of day, and a line of its own."""

    start: int
    end: int
    date: str | None
    counted: bool
    timed: bool = False


def find_notes(view: TextView) -> list[Match]:
    """The posts of the document that have a note taker's line."""
    return list(_notes(view.visible))


def find(view: TextView) -> list[Match]:
    """The cards in the document, by their time lines."""
    shown = view.visible
    out: list[Match] = []
    floor = 0
    for start, at in _times(shown):
        # A header is looked for first: reading dates needs patterns that are slow to compile.
        header = _header(shown, floor, start) if start >= floor else None
        line = _time_line(shown, start, at) if header is not None else None
        if header is None or line is None:
            continue
        end = _widget_end(shown, line.end)
        footer = _Footer(line.start, end, line.date, end > line.end, line.timed)
        match = _match(shown, header, footer)
        if match is not None:
            out.append(match)
            out += _quoted(shown, match, header, footer)
            floor = footer.end
    return out


#: The half of the day that some languages print before the hour.
_HALF_DAY = LazyPattern(
    r"(?:(?<=\n)|(?<=\s)|\A)(?:[^\W\d_]{1,8}|[^\W\d_]{2}\.)[ \u00a0\u202f]?\Z|[上下午前後오전후]{2}[ ]?\Z"
)


def _half_day(view: Visible, hour: int) -> int:
    """Where the time begins whose hour is at ``hour``."""
    line = view.line_before(hour, 10)
    found = _HALF_DAY.search(line)
    return hour - (len(line) - found.start()) if found else hour


def _times(view: Visible) -> list[Span]:
    """Where times of day begin, each with where its date may begin, and dates above counts; in order."""
    text = view.text
    found = [(_half_day(view, each.start()), each.end()) for each in CARD_TIME.finditer(text)]
    if "etweets" in text or "eposts" in text:
        found += [(at, at) for at in _dates_above_counts(text)]
    return sorted(found)


def _dates_above_counts(text: str) -> Iterator[int]:
    """Where lines begin that may be a date above counts, in order."""
    edge = 0
    for word in _COUNTED.finditer(text):
        low = max(edge, word.start() - _DATE_AND_COUNTS)
        for dated in _DATED_COUNTS.finditer(text, low, word.start() + _DATE_AND_COUNTS):
            edge = dated.end()
            yield dated.start()


def _time_line(view: Visible, start: int, at: int) -> _TimeLine | None:
    """The time line from ``start`` on, with its date at ``at``; None where no date is there."""
    text = view.text
    line = text[at : at + _DATE_LINE].partition("\n")[0]
    year = _YEAR.search(line)
    glued = year is not None and line[year.end() : year.end() + 1].isdigit()
    printed = match_date(text, at, at + (year.end() if year and glued else len(line)))
    if printed is None or printed.start - at > 2:
        return None
    timed = at > start and view.starts_line(start)
    return _TimeLine(start, printed.end, printed.date.isoformat(), timed)


def _piece() -> str:
    """One thing that a widget prints below the text: a count, a button, a line of its own."""
    lines = alternation((*words("counts"), *words("lines"), *words("below"), *words("follow")))
    return rf"""\s{{0,12}}
        (?: [·•|]
          | {_PLATFORM.card.programs}
          | (?: \d[\d.,\u00a0]{{0,9}}[KkM]? \s{{0,3}} )? (?: {lines} ) (?! [ ]?\p{{Ll}} )
          | \d[\d.,]{{0,9}}[KkM]? (?= \s{{0,4}}\n | \s{{0,4}}$ | (?:{lines})
                | [ ]\d[\d.,]{{0,9}}[KkM]?[ ](?:{lines}) ) )"""


_PIECE = LazyPattern(_piece, re.VERBOSE, engine="regex")


def _widget_end(view: Visible, at: int) -> int:
    """The end of what the widget prints behind the date at ``at``."""
    text, stop = view.text, at
    for _ in range(_MOST_LINES):
        piece = _PIECE.match(text, stop, stop + _BELOW)
        if piece is None or piece.end() == stop:
            break
        stop = piece.end()
    while stop > at and text[stop - 1] in "·•| \t\n":
        stop -= 1
    return stop


_FOLLOW = LazyPattern(
    lambda: rf"[ \t\n]{{0,4}}(?:·[ \t\n]{{0,4}})?(?:{alternation(words('follow'))})", re.VERBOSE
)


def _followed() -> str:
    """`Follow NAME @HANDLE `, as widgets of 2012 to 2018 begin."""
    return (
        rf"(?:^|(?<=\s))(?:{alternation(words('follow'))})\s{{1,4}}"
        rf"(?P<name>[^\n@]{{1,50}}?)\s{{0,3}}\n?{_HANDLE}"
    )


_FOLLOWED = LazyPattern(_followed, re.VERBOSE)


_AT = LazyPattern(_HANDLE.replace(r"(?<![\w/.@＠])", r"(?<![/.@＠])"))


def _header(view: Visible, floor: int, footer: int) -> _Header | None:
    """The header of the card whose time line starts at ``footer``; nothing before ``floor`` is part of it.

    The first name and handle that a button marks; else the first handle that ends its line.
    """
    text, low = view.text, max(floor, footer - CARD_REACH)
    handles = [*_AT.finditer(text, low, footer)]
    old = _FOLLOWED.search(text, low, footer) if handles else None
    unmarked: _Header | None = None
    for at in handles:
        if old is not None and old.end() <= at.end():
            return _Header(old.start(), old.end(), old["name"], old["handle"], True)
        button = _FOLLOW.match(text, at.end(), footer)
        if button is None and not view.ends_line(at.end(), None):
            continue
        named = _name(view, low, at.start())
        if named is None:
            continue
        start, name = named
        if button is not None:
            return _Header(start, button.end(), name, at["handle"], True)
        unmarked = unmarked or _Header(start, at.end(), name, at["handle"], False)
    return unmarked or _forum_header(view, low, footer)


#: What a forum prints above a card: the host, or the site's name.
_SITE = f"(?i:{'|'.join(map(re.escape, _PLATFORM.hosts))}|{_PLATFORM.card.sites})"
_SITE_LINE = LazyPattern(rf"{_SITE}[ \t\r]{{0,4}}\n?\Z", re.IGNORECASE)
_FORUM = LazyPattern(
    rf"(?:^|(?<=\n))(?:{_SITE})\s{{1,4}}"
    r"(?P<name>[^\n()]{1,60}?)[ ]\(@?(?P<handle>[A-Za-z0-9_]{1,15})\)[ \t\r]{0,4}\n"
)


def _forum_header(view: Visible, low: int, footer: int) -> _Header | None:
    """The header of a forum's card: the host, and below it `NAME (HANDLE)`."""
    found = _FORUM.search(view.text, low, footer)
    return _Header(found.start(), found.end(), found["name"], found["handle"], True) if found else None


def _name(view: Visible, low: int, at: int) -> tuple[int, str] | None:
    """Where the name before the handle at ``at`` begins, and the name: on its line, or the line above."""
    text = view.text
    start = max(low, view.line_begin(at))
    name = _BADGES.sub("", text[start:at]).strip(" \t\u00a0·*")
    for _ in range(_MOST_NAME_LINES):  # a badge may have a line of its own
        if name:
            break
        stop = view.trimmed(low, start)
        start = max(low, view.line_begin(stop))
        if text.count("\n", stop, at) > 4:
            return None
        name = _BADGES.sub("", text[start:stop]).strip(" \t\u00a0·*")
    if not 0 < len(name) <= 50 or name[-1] in ".:;,?!" or "@" in name or "http" in name or name[0] in "-<[(#":
        return None
    return start, name


def _match(view: Visible, header: _Header, footer: _Footer) -> Match | None:
    """The match; None where the parts are those of something else, such as a list of talks."""
    body = _body(view.text[header.end : footer.start])
    shown = header.marked or footer.counted or _stands_alone(view, header, footer, body)
    if not shown or len(body) > CARD_REACH or (not body and not header.marked):
        return None
    sure: Confidence = "certain" if header.marked and footer.counted else "likely"
    return _card(view, header, footer, body, sure)


def _stands_alone(view: Visible, header: _Header, footer: _Footer, body: str) -> bool:
    """Whether name, handle, a text of sentences and a time line are each on their own, in this order.

    A programme prints a title under a speaker's name, and no sentence.
    """
    lines = body.split("\n")
    return (
        footer.timed
        and len(body) >= _SHORTEST
        and body[-1] in _ENDS
        and not any(CARD_TIME.search(line) for line in lines)
        and view.starts_line(header.start)
        and view.ends_line(footer.end, None)
    )


def _card(view: Visible, header: _Header, footer: _Footer, body: str, confidence: Confidence) -> Match:
    urls = (permalinks.parse(url, _PLATFORM.name) for url in view.urls(header.start, footer.end))
    link = next((link for link in urls if link is not None and link.post_id), None)
    return Match(
        platform=_PLATFORM.name,
        spans=[view.syntax_around(view.to_source(_begin(view, header.start), footer.end))],
        layout="card",
        confidence=confidence,
        evidence=["card-header", "card-time", *(["card-counts"] if footer.counted else [])],
        body=body or None,
        author=header.name,
        handle=header.handle,
        date=footer.date,
        url=link.url if link else None,
        post_id=link.post_id if link else None,
        posted_at=time_of_id(_PLATFORM.clock, link.post_id) if link else None,
    )


def _begin(view: Visible, start: int) -> int:
    """Where the card begins whose header is at ``start``: the site's name may be above it."""
    stop = view.trimmed(max(0, start - _BELOW), start)
    above = view.line_begin(stop)
    return above if _SITE_LINE.match(view.text, above, stop) and stop - above < _DATE_LINE else start


def _lines() -> str:
    """A pattern (verbose) of what a widget prints as a line: buttons, links, labels."""
    return alternation((*words("lines"), *words("below")))


def _opening() -> str:
    """What a widget prints between the header and the text."""
    joined = rf",?\s{{1,4}}(?:{alternation(words('joins'))})\s{{1,4}}"
    handles = rf"@\w{{1,15}}(?:(?:{joined}|,?\s{{1,4}})@\w{{1,15}}){{0,4}}"
    handles += rf"(?:{joined}\d{{1,3}}\ [^\W\d_]{{2,12}}(?=\s))?"  # `and 2 others`
    return (
        rf"\s{{0,8}}(?: ·(?=\s)"
        rf" | (?:{alternation(words('replying'))})\s{{1,4}} {handles} (?:\s{{1,4}}|$)"
        rf" | {handles} \s{{0,3}} (?:{alternation(words('replying_behind'))})"
        rf" | (?:{_lines()})(?=\s{{0,4}}\n) )"
    )


_OPENING = LazyPattern(_opening, re.VERBOSE)
#: What a widget prints between the text and the time, as a line.
_CLOSING = LazyPattern(
    lambda: rf"\n\s{{0,8}}(?:{_lines()}|\d{{1,6}}|\d[\d.,]{{1,5}}[KM])[ \t\r]{{0,4}}\Z",
    re.VERBOSE,
)
#: The header of a post that the post quotes: a name and below it a handle, or both on a line; its date.
_QUOTED = LazyPattern(
    lambda: (
        rf"\n[ \t]{{0,8}}(?:(?:{alternation(words('quoted'))})[ \t]{{0,8}}\n\s{{0,8}})?"
        r"(?P<name>[^\n@]{1,50}?)[ \t\r]{0,4}\n?[ \t\n]{0,8}@(?P<handle>\w{1,15})[ \t]{0,4}(?:\n|(?=·))"
        r"(?:\s{0,4}·[ \t]{0,4}\n?[ \t]{0,4}(?P<date>[^\n]{3,20}\d[^\n]{0,8})(?:\n|\Z))?"
    )
)
#: How a sentence ends.
_ENDS = frozenset(".!?…。！？”\"'’)»")


def _body(text: str) -> str:
    """The post's own text in what is between header and time."""
    while (opening := _OPENING.match(text)) is not None:
        text = text[opening.end() :]
    text = text.strip()
    while (closing := _CLOSING.search(text, max(0, len(text) - _BELOW))) is not None:
        text = text[: closing.start()].rstrip()
    if (quoted := _QUOTED.search(text)) is not None:
        text = text[: quoted.start()]
    return bodies.of_lines(text)


def _quoted(view: Visible, outer: Match, header: _Header, footer: _Footer) -> list[Match]:
    """The post that ``outer`` quotes, which ends where the outer one's time line begins; at most one."""
    text = view.text
    found = _QUOTED.search(text, header.end, footer.start)
    words = _body(text[found.end() : footer.start]) if found else ""
    if found is None or not words or text[header.end : found.start()].strip() == "":
        return []
    begin, end = found.start("name"), view.trimmed(found.end(), footer.start)
    printed = match_date(found["date"]) if found["date"] else None
    inner = view.to_source(begin, end)
    match = Match(
        platform=_PLATFORM.name,
        spans=[inner],
        layout="card",
        confidence=outer.confidence,
        evidence=["card-quoted"],
        body=words,
        author=_BADGES.sub("", found["name"]).strip(" \t\u00a0·*") or None,
        handle=found["handle"],
        date=printed.date.isoformat() if printed else None,
    )
    match.quoted_in = outer
    [(start, stop)] = outer.spans
    outer.spans = [(start, inner[0]), (inner[1], stop)]
    return [match]


def _notes(view: Visible) -> Iterator[Match]:
    """Posts as note takers print them: a header line with the time, the text, a link to the post."""
    text = view.text
    for line in _NOTE.finditer(text):
        printed = match_date(text, line.start("date"), line.start("date") + _DATE_LINE)
        link = _post_link(view, line) if printed else None
        if printed is None or link is None:
            continue
        start = line.start()
        above = view.line_begin(max(0, start - 1))
        if any("twimg.com/" in url for url in view.urls(above, max(above, start - 1))):
            start = above  # the picture of the account
        header = _Header(start, printed.end, line["name"].strip(" *"), line["handle"], True)
        footer = _Footer(link.start, link.end, printed.date.isoformat(), True)
        yield _card(view, header, footer, _body(text[printed.end : link.start]), "certain")


def _post_link(view: Visible, line: re.Match[str]) -> Link | None:
    """The link to a post of the account that ``line`` names, at the start of a line below it."""
    for link in view.links_between(line.end(), line.end() + CARD_REACH):
        read = permalinks.parse(link.url, _PLATFORM.name)
        if read is not None and (read.handle or "").lower() == line["handle"].lower():
            return link if view.starts_line(link.start) else None
    return None
