"""The first element of a piece of markup as a `Fragment`.

lxml reports what it reads as it goes, and that is enough for nearly every fragment. BeautifulSoup, whose
first import takes as long as fifty pages, reads unusual ones.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from typing import Any, cast

from lxml import etree

from embedparse.html.fragments import Fragment
from embedparse.html.source import DROPPED
from embedparse.patterns import LazyPattern

#: Elements that lxml puts around every fragment.
_FRAME = frozenset(("html", "head", "body"))
#: Comments, declarations, instructions, a page within the page.
_UNUSUAL = LazyPattern(r"<(?:[!?]|/?(?:html|head|body|frameset|plaintext)\b)", re.IGNORECASE)
#: Comments as every reader reads them: no bracket ends one early, and no element of raw text ends in one.
_COMMENT = LazyPattern(
    r"<!--(?!-?>)(?:[^-<]++|-(?!-!?>)|<(?!!--|/(?:script|style|textarea|title|xmp)))*+-->", re.IGNORECASE
)
_NEWLINE = LazyPattern("&#(?:10|x0?a);", re.IGNORECASE)


class _Reading:
    """What lxml reports of one fragment after the other; the first element inside the frame is the root."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Forget the last fragment."""
        self._fragment: Fragment | None = None
        self._depth = 0  # of elements open, the root included
        self._hidden = 0  # the depth of the element within which no text is shown

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._fragment is None:
            if name not in _FRAME:
                self._fragment, self._depth = Fragment(name, dict(attributes)), 1
        elif self._depth:
            self._depth += 1
            if self._hidden:
                return
            if name in DROPPED and "shadowrootmode" not in attributes and "shadowroot" not in attributes:
                self._hidden = self._depth
                self._fragment.skip(name, attributes)
            else:
                self._fragment.enter(name, attributes)

    def end(self, name: str) -> None:
        if not self._depth or self._fragment is None:
            return
        self._depth -= 1
        if self._hidden:
            if self._depth < self._hidden:
                self._hidden = 0
            return
        if self._depth:
            self._fragment.leave(name)

    def data(self, text: str) -> None:
        if self._depth and not self._hidden and self._fragment is not None:
            self._fragment.add(text)

    def close(self) -> Fragment | None:
        return self._fragment


class _Own(threading.local):
    """A parser for each thread, made when it is first needed: making one takes longer than a parse."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """Begin with a new parser."""
        self.reading = _Reading()
        self.parser: Any = etree.HTMLParser(target=cast(Any, self.reading), encoding="utf-8")


_OWN = _Own()


def parse_fragment(markup: str) -> Fragment | None:
    """The first element of ``markup``, or None where there is none.

    `&#10;` was a line of the post in 2014 and 2015; a bare line break of the source is a blank.
    """
    if "&#" in markup:
        markup = _NEWLINE.sub("<br>", markup)
    if "<!--" in markup:
        markup = _COMMENT.sub("", markup)
    if _UNUSUAL.search(markup):
        from embedparse.html.soup import parse_with_soup

        return parse_with_soup(markup)
    own = _OWN
    own.reading.begin()
    try:
        own.parser.feed(markup.encode("utf-8", "replace"))  # a lone half of a pair is no character
        fragment: Fragment | None = own.parser.close()
    except etree.LxmlError:
        return None
    except BaseException:  # a time limit in the middle: the parser would go on with this fragment
        own.renew()
        raise
    return fragment
