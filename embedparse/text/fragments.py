"""What is left of posts that are no whole embed: bodies without attribution."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from embedparse.fields import own_links
from embedparse.fields.dates import match_date
from embedparse.models import Confidence, Match, Span
from embedparse.patterns import LazyPattern
from embedparse.platforms import with_form
from embedparse.spans import Taken
from embedparse.text import body as bodies
from embedparse.text.view import TextView

#: A remnant longer than this is an article's paragraph that happens to end in a media link.
LONGEST = 420
_PLATFORM = with_form("media-link")


#: The link that ends a line: a picture's, or a shortened one.
_LAST_LINK = LazyPattern(
    rf"(?:(?P<media>{own_links.PICTURE}/[A-Za-z0-9]{{8,12}})|https?://{own_links.SHORTENER}/{own_links.CODE})"
    r"(?=[ \t\r\u00a0]{0,80}(?:\n|$))"
)
#: Characters that hold such a link with the blanks behind it.
_LONGEST_END = 160

#: A post in an article has more letters beside its link; a line that introduces a link has fewer characters.
_FEWEST_LETTERS, _LEAD = 10, 40
#: A line of more characters, those of wide scripts counted three times, may be an article's paragraph.
_PARAGRAPH = 60
#: How items of lists, retweets in boxes of posts, and replies begin.
_LISTED = LazyPattern(r"(?:[-*•·+–—|]|\d{1,3}[.)][ \t]|\[\d{1,3}\]|RT @)")


def _last_links(text: str, lines: Sequence[str]) -> Iterator[re.Match[str]]:
    """The links that end one of ``lines``, those of ``text``.

    `_LAST_LINK` itself would look at every letter that one may begin with.
    """
    at = above = 0
    for k in [k for k, line in enumerate(lines) if "/" in line]:
        at += sum(map(len, lines[above:k])) + k - above
        above, tail = k, lines[k][-_LONGEST_END:]
        if any(map(tail.__contains__, own_links.LITERALS)):
            end = at + len(lines[k])
            link = _LAST_LINK.search(text, end - len(tail), end)
            if link is not None:
                yield link


def may_hold(text: str, least: Confidence = "possible") -> bool:
    """Whether `find_fragments` may find anything in ``text`` that is as sure as ``least``."""
    links = _last_links(text, text.split("\n"))
    return any(map(_has_words, links)) if least != "possible" else next(links, None) is not None


def _has_words(link: re.Match[str]) -> bool:
    """Whether the line that ``link`` ends may be a post by its number of characters."""
    at = link.start()
    return "\n" not in link.string[max(0, at - _FEWEST_LETTERS) : at] and at >= _FEWEST_LETTERS


def find_fragments(view: TextView, taken: Taken) -> list[Match]:
    """Lines that end in a link of the platform and belong to no embed in ``taken``."""
    text, out = view.text, []
    named: bool | None = None
    for link in _last_links(text, view.rows):
        start = text.rfind("\n", max(0, link.start() - LONGEST), link.start()) + 1
        if start == 0 and link.start() > LONGEST:
            continue
        raw = text[start : link.end()]
        start += len(raw) - len(raw.lstrip(" \t>"))
        span = (start, link.end())
        if taken.overlaps(span):
            continue
        media = link["media"] is not None
        named = "(@" in text if named is None else named
        start, header = _header_above(view, start) if named else (start, None)
        sure = header is not None or _is_sure(view, span, link.start())
        if not (sure or media):
            continue
        header = header or _HEADER.match(text, start)
        out.append(
            Match(
                platform=_PLATFORM.name,
                kind="embed" if header and header["name"] else "fragment",
                spans=[(start, link.end())],
                layout="above" if header else "fragment",
                confidence="likely" if sure else "possible",
                evidence=["line-ends-in-media-link" if media else "line-ends-in-short-link"],
                body=bodies.of_lines(text[header.end() if header else start : link.end()]),
                author=header["name"] if header else None,
                date=_date_of(header),
                handle=(header["handle"] or header["listed"]) if header else None,
            )
        )
    return out


#: `NAME (@HANDLE) ` in front of a post on its line, or `@HANDLE: ` in a list of posts.
_HEADER = LazyPattern(
    r"(?P<name>[^\W\d_][^\n()@:]{0,48}?)[ ]\(@(?P<handle>[A-Za-z0-9_]{1,15})\)"
    r"(?:[ ](?P<date>[^\n@]{0,14}\d[^\n@]{0,24}\d{2})(?::[ ]|[ \t]{0,4}\n)\s{0,4}|:?[ ]{1,3})"
    r"(?=[^\s,.;:)–—-])"
    r"|@(?P<listed>[A-Za-z0-9_]{1,15}):[ ]{1,3}(?=\S)"
)
#: Paragraphs of a post whose header is above its first one.
_MOST_ABOVE = 3


def _date_of(header: re.Match[str] | None) -> str | None:
    """The date that ``header`` prints, as YYYY-MM-DD; None where it has none."""
    printed = match_date(header["date"]) if header and header["date"] else None
    return printed.date.isoformat() if printed else None


def _header_above(view: TextView, start: int) -> tuple[int, re.Match[str] | None]:
    """Where the post begins whose last line is at ``start``, and its header, if both are above that line."""
    at = start
    for _ in range(_MOST_ABOVE):
        line = view.line_above(at)
        if not line or _LAST_LINK.search(line):
            break
        at = view.text.rfind(line, max(0, at - LONGEST), at)
        header = _HEADER.match(view.text, at) if at >= 0 else None
        if header is not None and header["name"]:
            return at, header
        if at < 0:
            break
    return start, None


def _is_sure(view: TextView, span: Span, link: int) -> bool:
    """Whether the line ``span``, which ends in a link at ``link``, is a post in an article.

    It has words of its own, opens no list, and is beside a paragraph: lists of posts (the platform's own
    pages, boxes of the latest posts) have lines of one word around them.
    """
    words = view.text[span[0] : link].strip()
    if sum(map(str.isalpha, words)) < _FEWEST_LETTERS or _LISTED.match(words):
        return False
    if words.endswith(":") and len(words) < _LEAD:
        return False
    return any(_is_paragraph(line) for line in (view.line_above(span[0]), view.line_below(span[1])))


def _is_paragraph(line: str) -> bool:
    """Whether ``line`` may be a paragraph of an article."""
    wide = 0 if line.isascii() else sum("\u2e80" <= sign <= "\uffef" for sign in line)
    return len(line) + 2 * wide > _PARAGRAPH and not _LISTED.match(line)
