"""Unusual fragments, read by BeautifulSoup: comments and declarations, a page within the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from embedparse.html.fragments import Fragment
from embedparse.html.source import DROPPED


def parse_with_soup(markup: str) -> Fragment | None:
    """The first element of ``markup``, or None where there is none."""
    whole = markup.encode("utf-8", "replace").decode()  # a lone half of a pair is no character
    root = _first(
        BeautifulSoup(whole, "lxml", multi_valued_attributes=None, preserve_whitespace_tags={"html"})
    )
    if root is None:
        return None
    fragment = Fragment(root.name, cast("dict[str, str]", root.attrs))  # the builder makes no lists
    _walk(root, fragment)
    return fragment


def _first(soup: BeautifulSoup) -> Tag | None:
    for page in _elements(soup):
        for half in _elements(page):  # <head>, where a lone script is put, or <body>
            for element in _elements(half):
                return element
    return None


def _elements(parent: Tag) -> Iterator[Tag]:
    return (node for node in parent.contents if isinstance(node, Tag))


def _walk(root: Tag, fragment: Fragment) -> None:
    """Walk through ``root`` without recursion: a page may nest deeper than Python's stack."""
    pending: list[Any] = list(reversed(root.contents))
    while pending:
        node = pending.pop()
        if isinstance(node, Tag):
            attributes = cast("dict[str, str]", node.attrs)
            if node.name in DROPPED:
                fragment.skip(node.name, attributes)
            else:
                fragment.enter(node.name, attributes)
                pending.append(node.name)
                pending.extend(reversed(node.contents))
        elif not isinstance(node, NavigableString):
            fragment.leave(node)
        elif not isinstance(node, PreformattedString):  # a comment, CDATA, a declaration
            fragment.add(str(node))
