"""Markdown as converters print it: syntax to parse. A quotation that ends in an attribution is the post.

`plain` reads one stretch of text; `visible` reads a document and keeps offsets; `quotations` finds
block quotations and undoes them; `references` reads the list of addresses of reference links.
"""

from __future__ import annotations

import re

from embedparse.fields.own_links import PAGE, PICTURE, SHORTENER
from embedparse.patterns import LazyPattern

#: A link or image whose text holds no bracket but an escaped or paired one.
_LINK = LazyPattern(
    r"""
        (?P<image>!)?
        \[(?P<text>(?:[^\[\]\\\n]|\\.|\n(?!\n)|\[[^\[\]\n]{0,80}\]){0,400})\]
        (?:
            \(\s{0,2}<?
            (?P<target>(?:[^()\s<>\\]|\\.|\([^()\s]{0,200}\)|\n[ \t>]{0,8}){0,800})
            >?(?:\s{1,2}"[^"\n]{0,200}")?\s{0,2}\)
          | \[\d{1,4}\]
        )""",
    re.VERBOSE,
)
_ECHO_PAGE = rf"https?://(?:mobile\.)?{PAGE}/[^\s()\[\]]{{1,200}}(?:\s{{1,4}}[^\s()\[\]]{{1,200}}){{0,4}}"
_ECHO_TARGET = rf"(?:https?://{SHORTENER}/(?:(?P=media)|(?P=code)|(?(short)\w{{1,12}}|(?!)))|{_ECHO_PAGE})"
#: A link's target printed after its text: `pic.twitter.com/C (https://t.co/C)`, `#tag [https://...]`.
#:
#: A long address may be broken over lines.
_ECHO = LazyPattern(
    rf"(?P<text>{PICTURE}/(?P<media>\w{{6,12}})|https?://{SHORTENER}/(?P<code>\w{{6,12}})|[#＃@＠]\w{{1,60}}"
    rf"|(?P<short>[\w./-]{{4,80}}…))\s{{1,8}}(?:\({_ECHO_TARGET}\)|\[{_ECHO_TARGET}\])"
)
#: The number of a link, which text browsers print before its text: `[4]#tag`.
_NUMBER = LazyPattern(r"(?<![\w\]])\[\d{1,4}\](?=[#＃@＠]|https?://|pic\.)")
_AUTOLINK = LazyPattern(r"<(https?://[^<>\s]{1,400})>")
#: A backslash and the sign it protects; the arm of a shrug is none.
_ESCAPE = LazyPattern(r"(?<!¯(?=\\_\())\\([\\`*_{}\[\]()#+.!<>|~\"'$&:;@^=?/,%-])")
#: A tag that a converter left where Markdown has no syntax for it, wrapped or not.
_TAG = LazyPattern(r"</?(?:a|p|span|time|br|img|div)\b(?:\n[ \t]{0,8}>|[^<>]){0,900}>")


def plain(text: str) -> str:
    """``text`` without link targets, images, escapes, and the tags of links.

    Emphasis stays: a post has none, so its asterisks are its own.
    """
    if "href=" in text:  # else it is the post itself that writes of tags
        text = _TAG.sub("", text)
    if "[" in text:
        for _ in range(2):  # an image inside a link
            text = _LINK.sub(_shown, text)
    if "<http" in text:
        text = _AUTOLINK.sub(r"\1", text)
    if "(http" in text or "[http" in text:
        text = _ECHO.sub(r"\g<text>", text)
    return unescaped(_NUMBER.sub("", text) if "[" in text else text)


def unescaped(text: str) -> str:
    """``text`` without the backslashes that protect a sign from being read as Markdown."""
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def _shown(match: re.Match[str]) -> str:
    shown = match["text"].lstrip("> ")
    if match["image"]:
        if not shown.startswith(("http", "pic.", "#", "@")):
            return " "
        return "! " + shown  # no image: a post's exclamation mark before its link
    before = match.string[match.start() - 1 : match.start()]
    glued = (
        bool(before)
        and not before.isspace()
        and before not in "([\"'“‘«.@#"
        and shown.startswith(("http", "pic.", "#"))
    )
    return " " + shown if glued else shown


def holds_targets(text: str) -> bool:
    """Whether ``text`` may show the targets of links, in Markdown's way or behind their texts."""
    return ("]" in text and ("](" in text or "][" in text)) or "(http" in text or "href=" in text
