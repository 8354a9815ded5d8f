"""The text of a body from its spans: quote marks, Markdown and the extractor's line breaks undone."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from embedparse.fields.own_links import LITERALS, PICTURE, SHORTENER
from embedparse.models import Match
from embedparse.patterns import LazyPattern
from embedparse.text import markdown
from embedparse.text.hard_wraps import unwrapped
from embedparse.text.markdown import references
from embedparse.text.markdown.quotations import unquote

if TYPE_CHECKING:
    from embedparse.text.attributions.find import Attribution
    from embedparse.text.borders.boundaries import Boundaries
    from embedparse.text.borders.layout import Layout
    from embedparse.text.view import TextView

_SPACE = re.compile(r"[ \t\r\f\v\u00a0]+")
#: Blanks that tidying would change, or white space at the edge of a line.
_UNTIDY = re.compile(r"\s(?:(?<=[\t\r\f\v\u00a0])|\s)")


#: Without any of these, nothing is Markdown or a tag.
_SYNTAX = ("[", "(http", "<http", "href=")


#: A line that holds one inline element and nothing else.
_TOKEN = LazyPattern(rf"(?:[#＃@＠]\w{{0,60}}|https?://{SHORTENER}/\w{{1,12}}|{PICTURE}/\w{{1,12}})…?")


#: A sign that every converter to Markdown protects; quotes may be escaped by the post itself.
_ESCAPED = LazyPattern(r"\\[_*<>\[\]]")


#: The mark of a list's item as extractors print it.
_ITEM = LazyPattern(r"[*•-][ \t](?=\S)")


def of_boundaries(
    view: TextView, boundaries: Boundaries, layout: Layout, *, converted: bool = True
) -> str | None:
    """Body of the post with these ``boundaries``; None where nothing is left.

    ``converted`` as in `of_lines`.
    """
    text = view.text
    head = text[slice(*boundaries.head)] if boundaries.head else ""
    if view.definitions:
        head = references.resolve(head, view.definitions)
    if boundaries.mode == "quoted":
        return of_quotation(head, boundaries.depth) or None
    raw = [head, text[slice(*boundaries.tail)]] if boundaries.tail else [head]
    tokens, width = layout.one_token_per_line, layout.width
    parts = [of_lines(part, tokens=tokens, width=width, converted=converted) for part in raw]
    return "\n".join(part for part in parts if part) or None


def shows_marks(view: TextView, a: Attribution, boundaries: Boundaries) -> bool:
    """Whether links of Markdown in the body are printed by the page itself: its own date is none.

    A converter makes a link of the date first of all. Pages whose markup holds Markdown show it unread.
    """
    if a.date is None or boundaries.head is None or "](" in view.text[a.start : a.close + 2]:
        return False
    return "](http" in view.text[slice(*boundaries.head)]


def of_quotation(raw: str, depth: int) -> str:
    """Body of a Markdown quotation of ``depth`` marks."""
    return tidy(markdown.plain(unquote(raw, depth)))


def of_lines(raw: str, *, tokens: bool = False, width: int = 0, converted: bool = True) -> str:
    """Body of plain lines; ``tokens``: every inline element was on a line of its own.

    ``width``: the column at which lines were broken; 0: they were not. ``converted``: signs of Markdown are
    a converter's; else the page itself shows them.
    """
    if width:
        raw = "\n".join(unwrapped(raw.split("\n"), width))
    if converted and (any(sign in raw for sign in _SYNTAX) or ("\\" in raw and _ESCAPED.search(raw))):
        raw = markdown.plain(raw)
    rows = [row.strip(" \t\r\u00a0\u3000") for row in raw.split("\n")]
    rows = [row for row in rows if row]
    if rows and all(row[0] == ">" for row in rows):
        rows = [bare for row in rows if (bare := row.lstrip("> "))]
    if rows and rows[0][0] in "*•-" and _ITEM.match(rows[0]) and not any(map(_ITEM.match, rows[1:])):
        rows[0] = rows[0][2:].lstrip()  # the post is in an item of the page's list
    return tidy(_joined(rows) if tokens else "\n".join(rows))


#: Quotation marks that a hand puts around a post, the closing one by the opening one.
_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "‘": "’", "'": "'"}
#: Dashes that a hand puts in place of the platform's.
_BY_HAND = ("dash-en", "dash-hyphen", "dash-glued")


def unquote_copied(view: TextView, a: Attribution, match: Match) -> None:
    """Take the quotation marks of a post copied by hand out of its body: around it, or around the whole."""
    body = match.body or ""
    closing = _QUOTES.get(body[:1])
    if closing is None:
        return
    if a.close == match.spans[-1][1] and view.text[a.close : a.close + 1] in closing:
        if a.close < len(view.text) and body[-1] not in closing:
            match.body = body[1:].lstrip()
            match.spans[-1] = (match.spans[-1][0], a.close + 1)
    elif a.evidence[0] in _BY_HAND and not any(mark in body for mark in closing):
        match.body = body[1:].lstrip()  # the closing mark is missing
    elif "on-platform" in a.evidence and len(body) > 2 and body[-1] in closing and body.count(body[0]) < 3:
        match.body = body[1:-1].strip()


def _joined(rows: list[str]) -> str:
    """Lines of inline elements as the text they were: links and tags back into their sentence."""
    out = ""
    token = False
    for row in rows:
        now = _TOKEN.fullmatch(row) is not None
        if not out:
            out = row
        elif out[-1] in "@＠#＃" or (row[0] in ".,;:!?)…" and token) or (out == "." and row[0] in "@＠"):
            out += row
        elif now or token:
            out += " " + row
        else:
            out += "\n" + row
        token = now
    return out


def tidy(body: str) -> str:
    """One blank between words, none at the edges of a line; entities and broken links made whole."""
    if "&" in body:
        body = _ENTITY.sub(lambda found: html.unescape(found[0]), body)
    if ".co" in body:
        body = _BROKEN.sub("/", body)
    if _UNTIDY.search(body) is not None:
        body = "\n".join(_SPACE.sub(" ", line).strip() for line in body.split("\n"))
    return body.strip()


_ENTITY_NAMES = (
    "amp|lt|gt|quot|apos|nbsp|[mn]dash|hellip|[lr][sd]quo|sbquo|bdquo|[lr]aquo|bull|middot|[lr]arr"
)
#: A character reference that the extractor left: of a sign of markup, of typography, or by its number.
_ENTITY = LazyPattern(rf"&(?:{_ENTITY_NAMES}|#\d{{2,6}}|#[xX][0-9a-fA-F]{{2,5}});")


_BROKEN_ENDS = "|".join(f"(?<={re.escape(host)})" for host in LITERALS)
#: A link's slash with the line break that a converter put behind it.
_BROKEN = LazyPattern(rf"/(?:{_BROKEN_ENDS})\s{{1,12}}(?=[A-Za-z0-9]{{10}}(?!\w))")
