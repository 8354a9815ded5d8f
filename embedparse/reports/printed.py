"""Where the fields of a record are in the text it was read from.

A record says what was printed, not where: this module finds author, handle, date and links
again inside the record's spans, so that they can be shown in colour. It never fails: a field
that the text prints in another spelling is left unmarked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from embedparse.fields.dates import search_date
from embedparse.models import Embed, Span

Role = Literal["prose", "body", "attribution", "author", "handle", "date", "url", "tag", "link", "quote"]

#: How far from the handle a name begins and a date ends, in characters of the text.
_NAME_REACH, _DATE_REACH = 160, 120
_BEFORE_AUTHOR = re.compile(r"[—–―\-]{1,3}\s{0,2}[(（]?$")
_CLOSING = re.compile(r"[)\uff09]|\]\([^\s()]{0,400}\)")


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of a document with one role; ``start`` and ``end`` as in a span."""

    start: int
    end: int
    role: Role


def marks(text: str, embed: Embed) -> list[Mark]:
    """The spans of ``embed``, cut into stretches of one role each; sorted, disjoint, complete."""
    fields = list(_attribution(text, embed))
    urls = [Mark(start, end, "url") for start, end in _urls(text, embed)]
    ranked = [*fields, *urls, *_around(text, fields)]
    return [mark for span in embed.spans for mark in _paint(span, ranked)]


def _around(text: str, fields: list[Mark]) -> list[Mark]:
    """The whole attribution: its fields with the dash before and the bracket after them."""
    if not fields:
        return []
    start, end = min(mark.start for mark in fields), max(mark.end for mark in fields)
    dash = _BEFORE_AUTHOR.search(text[max(0, start - 6) : start])
    closing = _CLOSING.match(text, end)
    return [Mark(start - len(dash[0]) if dash else start, closing.end() if closing else end, "attribution")]


def _paint(span: Span, ranked: list[Mark]) -> Iterator[Mark]:
    """``span`` in stretches; where marks overlap, the first of ``ranked`` shows."""
    start, end = span
    cuts = {start, end}
    for mark in ranked:
        cuts.update(edge for edge in (mark.start, mark.end) if start < edge < end)
    ordered = sorted(cuts)
    held: Mark | None = None
    for left, right in pairwise(ordered):
        role: Role = next((m.role for m in ranked if m.start <= left and right <= m.end), "body")
        if held is not None and held.role == role:
            held = Mark(held.start, right, role)
            continue
        if held is not None:
            yield held
        held = Mark(left, right, role)
    if held is not None:
        yield held


def _urls(text: str, embed: Embed) -> Iterator[Span]:
    for url in {*embed.links, *embed.media, *([embed.url] if embed.url else [])}:
        short = url.split("://", 1)[-1]
        for start, end in embed.spans:
            at = text.find(short, start, end)
            while at >= 0:
                scheme = url[: len(url) - len(short)]
                head = at - len(scheme) if scheme and text.startswith(scheme, at - len(scheme)) else at
                yield max(head, start), at + len(short)
                at = text.find(short, at + len(short), end)


def _attribution(text: str, embed: Embed) -> Iterator[Mark]:
    """Author, handle and date, as far as they are found."""
    handle = _handle(text, embed)
    author = _author(text, embed, handle)
    if handle is not None:
        yield Mark(*handle, "handle")
    if author is not None:
        yield Mark(*author, "author")
    anchor = handle or author
    date = _date(text, embed, anchor[1]) if anchor is not None else None
    if date is not None:
        yield Mark(*date, "date")


def _author(text: str, embed: Embed, handle: Span | None) -> Span | None:
    """The name before the handle; the last one of the embed where none is there, or no handle."""
    if not embed.author:
        return None
    name = re.compile(_spelled(embed.author))
    if handle is not None:
        place = max(_span_of(embed, handle[0])[0], handle[0] - _NAME_REACH - len(embed.author))
        names = [found.span() for found in name.finditer(text, place, handle[0])]
        if names:
            return names[-1]
    names = [found.span() for span in embed.spans for found in name.finditer(text, *span)]
    return names[-1] if names else None


def _date(text: str, embed: Embed, place: int) -> Span | None:
    """The first date behind ``place`` that is the record's."""
    limit = min(_span_of(embed, place)[1], place + _DATE_REACH)
    while embed.date and place < limit:
        found = search_date(text, place, limit)
        if found is None:
            return None
        if found.date.isoformat() == embed.date:
            return found.start, found.end
        place = max(found.end, place + 1)
    return None


def _handle(text: str, embed: Embed) -> Span | None:
    """The handle of the attribution: the last one that the author's name is before."""
    if not embed.handle:
        return None
    best: tuple[int, Span] | None = None
    author = re.compile(_spelled(embed.author)) if embed.author else None
    handle = re.compile(rf"(?:[@＠]|(?<=[/(（])){_spelled(embed.handle)}(?!\w)", re.IGNORECASE)
    for span in embed.spans:
        for found in handle.finditer(text, *span):
            before = text[max(span[0], found.start() - _NAME_REACH) : found.start()]
            rank = bool(author and author.search(before)) + before.endswith(("(", "（"))
            if best is None or rank >= best[0]:
                best = (rank, found.span())
    return best[1] if best else None


def _spelled(value: str) -> str:
    """A pattern of ``value`` as texts print it: with Markdown's escapes, and broken over lines at blanks."""
    words = ("".join(rf"\\?{re.escape(sign)}" for sign in word) for word in value.split())
    return r"\s{1,4}(?:>\s?){0,3}".join(words)


def _span_of(embed: Embed, place: int) -> Span:
    return next((span for span in embed.spans if span[0] <= place <= span[1]), embed.spans[-1])
