"""A fragment of a page, parsed: its root element, its links and times, its visible text."""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import NavigableString, PreformattedString, Tag

from embedparse.html_path.selectors import compiled
from embedparse.platforms import Mark

#: Elements that begin and end a line of the text.
_BLOCKS = frozenset(
    "address article aside blockquote center dd div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul".split()
)
#: Elements whose content is never text of a post.
_DROPPED = frozenset(
    "script style svg img iframe video audio picture button noscript template head title".split()
)
_NEWLINE = re.compile("&#(?:10|x0?a);", re.IGNORECASE)
_MARKS = {ord(mark): None for mark in (Mark.POST, Mark.LINK, Mark.END)}
_SPACES = dict.fromkeys(_MARKS, " ")
#: Within a text under way: a `<br>`, the border of a block.
_BREAK, _BORDER = "\u2028", "\u2029"
_MOST_TIMES = 4


@dataclass(slots=True)
class Fragment:
    """One element and what there is to read in it, gathered in one walk.

    ``links`` are the hrefs in order; ``times`` values of `datetime` and `data-datetime`; ``lang``
    the language of the first paragraph that names one.
    """

    root: Tag
    links: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    lang: str | None = None
    _pieces: list[str] = field(default_factory=list)
    _link_pieces: list[int] = field(default_factory=list)

    def text(self, to_post: Collection[int], *, breaks: bool = False) -> str:
        """The visible text: blocks and `<br>` as line breaks, white space as browsers show it.

        Links stand between `Mark.LINK` and `Mark.END`; those whose index is in ``to_post`` have
        `Mark.POST` before them. With ``breaks`` a line break of the source stays one.
        """
        pieces = self._pieces
        if to_post:
            pieces = pieces.copy()
            for index in to_post:
                pieces[self._link_pieces[index]] = Mark.POST + Mark.LINK
        text = "".join(pieces)
        return _tidy(text.replace("\n", _BREAK) if breaks else text)


class _Builder(LXMLTreeBuilder):
    """BeautifulSoup's lxml builder for many small fragments: one parser for all of them, since making
    one takes longer than a parse, and no look for XML namespaces, which HTML has none of."""

    _parser: Any = None

    def parser_for(self, encoding: str | None) -> Any:
        if self._parser is None:
            self._parser = super().parser_for(encoding)
        return self._parser

    def start(self, tag: Any, attrib: Any, nsmap: Any = None) -> None:
        assert self.soup is not None
        self.soup.handle_starttag(
            tag, None, None, dict(attrib), namespaces=self.active_namespace_prefixes[-1]
        )


class _Own(threading.local):
    """A builder for each thread, made when it is first needed: a parse leaves its state in it."""

    def __init__(self) -> None:
        self.builder = _Builder(multi_valued_attributes=None)


_OWN = _Own()


def parse(markup: str) -> Tag | None:
    """The first element of ``markup``, read by BeautifulSoup with lxml.

    `&#10;` was a line of the post in 2014 and 2015; a bare line break of the source is a blank.
    """
    if "&#" in markup:
        markup = _NEWLINE.sub("<br>", markup)
    soup = BeautifulSoup(markup, builder=_OWN.builder)
    for part in _elements(soup):  # <html>
        for half in _elements(part):  # <head>, where a lone script is put, or <body>
            for element in _elements(half):
                return element
    return None


def _elements(parent: Tag) -> Iterator[Tag]:
    return (node for node in parent.contents if isinstance(node, Tag))


def attribute(element: Tag, name: str) -> str | None:
    """The value of an attribute as one string, blanks around it removed; None when absent or empty."""
    value = element.attrs.get(name)
    return (value.strip() or None) if isinstance(value, str) else None


def read(root: Tag) -> Fragment:
    """Walk through ``root`` without recursion: a page may nest deeper than Python's stack."""
    fragment = Fragment(root)
    pieces = fragment._pieces
    pending: list[Any] = list(reversed(root.contents))
    while pending:
        node = pending.pop()
        if isinstance(node, Tag):
            if node.name in _DROPPED:
                continue
            after = _enter(fragment, node)
            if node.contents:
                pending.append(after)
                pending.extend(reversed(node.contents))
            else:
                pieces.append(after)
        elif isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):  # a comment, CDATA, a declaration
                pieces.append(node if node.isascii() else node.translate(_MARKS))
        else:
            pieces.append(node)
    return fragment


def _enter(fragment: Fragment, node: Tag) -> str:
    """Note what the start tag of ``node`` says; the piece of text for its end tag."""
    name = node.name
    attributes = node.attrs
    if attributes:
        for key in ("datetime", "data-datetime"):
            if key in attributes and len(fragment.times) < _MOST_TIMES:
                fragment.times.append(str(attributes[key]))
        if fragment.lang is None and name == "p" and "lang" in attributes:
            fragment.lang = attribute(node, "lang")
    if name == "a":
        fragment.links.append(attribute(node, "href") or "")
        fragment._link_pieces.append(len(fragment._pieces))
        fragment._pieces.append(Mark.LINK)
        return Mark.END
    if name == "br":
        return _BREAK
    if name in _BLOCKS:
        fragment._pieces.append(_BORDER)
        return _BORDER
    return ""


def _tidy(text: str) -> str:
    """Borders and breaks become line breaks, blanks around them go, other runs of blanks become one."""
    lines: list[str] = []
    for paragraph in text.split(_BORDER):
        if not paragraph or paragraph.isspace():
            continue
        shown = [" ".join(line.split()) for line in paragraph.split(_BREAK)]
        while shown and not shown[0]:
            shown.pop(0)
        while shown and not shown[-1]:
            shown.pop()
        lines.extend(shown)
    return "\n".join(lines)


def spaced(text: str) -> str:
    """``text`` with blanks for the marks of links: a link glued to the next word ends all the same."""
    return text.translate(_SPACES)


def unmarked(text: str) -> str:
    """``text`` without the marks of links, blanks at its ends removed."""
    return text.translate(_MARKS).strip()


def selects(css: str, element: Tag) -> bool:
    """Whether the CSS selector ``css`` matches ``element`` itself."""
    return compiled(css)(element.name, cast("dict[str, str]", element.attrs))  # the builder makes no lists
