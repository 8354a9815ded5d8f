"""A fragment of a page: its root element, its links and times, its visible text; `parser` reads it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from embedparse.html.selectors import compiled
from embedparse.html.source import BLOCKS
from embedparse.patterns import LazyPattern
from embedparse.platforms import Mark

_MARKS = (Mark.POST, Mark.LINK, Mark.END)
#: Within a text under way: a `<br>`, the border of a block.
_BREAK, _BORDER = "\u2028", "\u2029"
#: What the end of an element leaves in the text.
_ENDS = {**dict.fromkeys(BLOCKS, _BORDER), "a": Mark.END, "br": _BREAK}
_MOST_TIMES = 4
_ADDRESS = LazyPattern(r"\s*(?:https?:)?//", re.IGNORECASE)


@dataclass(slots=True)
class Fragment:
    """One element and what there is to read in it, gathered in one walk.

    ``name`` and ``attributes`` are those of the element itself; ``links`` the hrefs in order; ``times``
    values of `datetime` and `data-datetime`; ``lang`` the language of the first paragraph that names one.
    """

    name: str
    attributes: Mapping[str, str]
    links: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    lang: str | None = None
    _pieces: list[str] = field(default_factory=list)
    _link_pieces: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.name == "iframe" and not _ADDRESS.match(self.attributes.get("src", "")):
            self.attributes = {**self.attributes, "src": _lazy_address(self.attributes)}

    def attribute(self, name: str) -> str | None:
        """The value of an attribute, blanks around it removed; None when absent or empty."""
        return self.attributes.get(name, "").strip() or None

    def matches(self, css: str) -> bool:
        """Whether the CSS selector ``css`` matches the element itself."""
        return compiled(css)(self.name, self.attributes)

    def text(self, to_post: Collection[int], *, breaks: bool = False) -> str:
        """The visible text: blocks and `<br>` as line breaks, white space as browsers show it.

        Links are between `Mark.LINK` and `Mark.END`; those whose index is in ``to_post`` have
        `Mark.POST` before them. With ``breaks`` a line break of the source stays one.
        """
        pieces = self._pieces
        if to_post:
            pieces = pieces.copy()
            for index in to_post:
                pieces[self._link_pieces[index]] = Mark.POST + Mark.LINK
        text = "".join(pieces)
        return _tidy(text.replace("\n", _BREAK) if breaks else text)

    def enter(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note what the start tag of an element inside says."""
        if attributes:
            for key in ("datetime", "data-datetime"):
                if key in attributes and len(self.times) < _MOST_TIMES:
                    self.times.append(attributes[key])
            if self.lang is None and name == "p" and "lang" in attributes:
                self.lang = attributes["lang"].strip() or None
        if name == "a":
            self.links.append(attributes.get("href", "").strip())
            self._link_pieces.append(len(self._pieces))
            self._pieces.append(Mark.LINK)
        elif name in BLOCKS:
            self._pieces.append(_BORDER)

    def skip(self, name: str, attributes: Mapping[str, str]) -> None:
        """Note an element that shows no text, unless it is the picture of an emoji."""
        if name == "img" and "emoji" in attributes.get("class", "").lower():
            self.add(attributes.get("alt", ""))

    def leave(self, name: str) -> None:
        """Note the end of an element inside."""
        if end := _ENDS.get(name):
            self._pieces.append(end)

    def add(self, text: str) -> None:
        """Add text of the page, whose own private-use characters cannot pass for marks of links."""
        self._pieces.append(text if text.isascii() else _without_marks(text, ""))


def _lazy_address(attributes: Mapping[str, str]) -> str:
    """Where a frame will lead once a script, or the reader's consent, lets it: `data-src`,
    `data-lazy-src`, `data-cmp-src` and what other loaders call it."""
    later = (
        value
        for name, value in attributes.items()
        if ("src" in name or "lazy" in name) and _ADDRESS.match(value)
    )
    return next(later, "")


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
    return _without_marks(text, " ")


def unmarked(text: str) -> str:
    """``text`` without the marks of links, blanks at its ends removed."""
    return _without_marks(text, "").strip()


def _without_marks(text: str, instead: str) -> str:
    for mark in _MARKS:  # `str.translate` takes thirty times as long
        text = text.replace(mark, instead)
    return text
