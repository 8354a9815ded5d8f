"""A fragment of a page, parsed: its root element, its links, its visible text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import soupsieve
from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from embedparse.platforms import Mark

#: Elements that begin and end a line of the text.
_BLOCKS = frozenset(
    "address article aside blockquote center cite dd div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul".split()
)
#: Elements whose content is never text of a post.
_DROPPED = frozenset(
    "script style svg img iframe video audio picture button noscript template head title".split()
)
_NEWLINE = re.compile("&#(?:10|x0?a);", re.IGNORECASE)
_MARKS = {ord(mark): None for mark in (Mark.POST, Mark.LINK, Mark.END)}


def parse(markup: str) -> Tag | None:
    """The first element of ``markup``, read by BeautifulSoup with lxml.

    `&#10;` was a line of the post in 2014 and 2015; a bare line break of the source is a blank.
    """
    if "&#" in markup:
        markup = _NEWLINE.sub("<br>", markup)
    soup = BeautifulSoup(markup, "lxml")
    body = soup.body or soup
    return next((node for node in body.children if isinstance(node, Tag)), None)


def attribute(element: Tag, name: str) -> str | None:
    """The value of an attribute as one string, blanks around it removed; None when absent or empty."""
    value = element.get(name)
    if isinstance(value, list):
        value = " ".join(value)
    return (value or "").strip() or None


def text_of(element: Tag, is_post: Callable[[str], bool], *, breaks: bool = False) -> str:
    """The visible text: blocks and `<br>` as line breaks, white space as browsers show it.

    Links stand between `Mark.LINK` and `Mark.END`; one to the post itself (``is_post`` of its
    href) has `Mark.POST` before it. With ``breaks`` a line break of the source stays one.
    """
    return _tidy("".join(_pieces(element, is_post, breaks)))


def _pieces(element: Tag, is_post: Callable[[str], bool], breaks: bool) -> Iterator[str]:
    """Depth-first without recursion: a page may nest deeper than Python's stack."""
    pending: list[object] = list(reversed(element.contents))
    while pending:
        node = pending.pop()
        if isinstance(node, str) and not isinstance(node, NavigableString):
            yield node
        elif isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):  # a comment, CDATA, a declaration
                text = node.translate(_MARKS)
                yield text.replace("\n", "\u2028") if breaks else text
        elif isinstance(node, Tag):
            if node.name in _DROPPED:
                continue
            if node.name == "br":
                yield "\u2028"
                continue
            before, after = "", ""
            if node.name in _BLOCKS:
                before = after = "\u2029"
            elif node.name == "a":
                before, after = Mark.LINK, Mark.END
                if is_post(attribute(node, "href") or ""):
                    before = Mark.POST + before
            pending.append(after)
            pending.extend(reversed(node.contents))
            yield before


def _tidy(text: str) -> str:
    """Separators U+2028 and U+2029 become line breaks, blanks around them go, other blanks become one."""
    lines: list[str] = []
    for paragraph in text.split("\u2029"):
        shown = [" ".join(line.split()) for line in paragraph.split("\u2028")]
        while shown and not shown[0].strip():
            shown.pop(0)
        while shown and not shown[-1].strip():
            shown.pop()
        lines.extend(shown)
    return "\n".join(lines)


def unmarked(text: str) -> str:
    """``text`` without the marks of links, blanks at its ends removed."""
    return text.translate(_MARKS).strip()


@cache
def _selector(css: str) -> soupsieve.SoupSieve:
    return soupsieve.compile(css)


def selects(css: str, element: Tag) -> bool:
    """Whether the CSS selector ``css`` matches ``element`` itself."""
    return bool(_selector(css).match(element))
