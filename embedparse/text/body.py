"""The text of a body from its spans: quote marks, Markdown and the extractor's line breaks undone."""

from __future__ import annotations

import html
import re

from embedparse.fields.own_links import LITERALS, PICTURE, SHORTENER
from embedparse.patterns import LazyPattern
from embedparse.text import markdown
from embedparse.text.hard_wraps import unwrapped
from embedparse.text.markdown.quotations import unquote

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
