"""Whether the visible text around signs may hold an embed whose markup was stripped.

The text is made quickly, to be searched for what the rules need. It is asked before a page is
parsed, and again of what the other rules left of it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from embedparse.html.source import MOST_ROUNDS, Page
from embedparse.html.text_anchors import signs
from embedparse.html.visible_text import PARAGRAPHS
from embedparse.patterns import LazyPattern
from embedparse.spans import Taken, merge
from embedparse.text import chance

#: Code points of a page before and behind a sign that hold whatever the rules for text look at around it.
_BEFORE, _BEHIND = 6_000, 10_000
#: Comments, scripts and styles; those that are never closed reach to the end, so that this is linear.
_HIDDEN = LazyPattern(
    r"<!--(?:.*?(?P<comment>-->)|.*)"
    r"|<(?P<name>script|style)(?=[\s>])[^<>]*+>[^<]*+(?:<(?!/(?P=name))[^<]*+)*+(?:(?P<end></(?P=name))[^<>]*+>?|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK = LazyPattern(rf"</?(?:{'|'.join(sorted(PARAGRAPHS))})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_LINE_BREAK = LazyPattern(r"<(?:br|lb)(?=[\s/>])[^<>]*>", re.IGNORECASE)
_TAG = LazyPattern(r"</?[a-zA-Z!?][^<>]*>")
_BLANKS = LazyPattern(r"  +")
_BREAKS = LazyPattern(r" ?\n(?: ?\n)+ ?")


def may_hold(source: str) -> bool:
    """Whether the page ``source`` may hold such an embed."""
    page = Page(source)
    found = signs(page)
    if not found:
        return False
    [points] = page.spans([[(at, at) for at in found]])
    return is_there(source, [at for at, _ in points], Taken())


def is_there(source: str, signs: list[int], omitted: Taken) -> bool:
    """Whether the words around ``signs`` of ``source``, outside of ``omitted``, may hold such an embed."""
    return any(chance.may_hold_more_than_links(words) for words in _around(source, signs, omitted))


def _around(source: str, signs: list[int], omitted: Taken) -> Iterator[str]:
    """About what a reader sees around ``signs`` outside of ``omitted``: made quickly, to be searched."""
    for start, end in merge((max(0, at - _BEFORE), at + _BEHIND) for at in signs):
        start = max(source.rfind("<", 0, start), 0)
        end = source.find(">", end) + 1 or len(source)
        words = "".join(source[begin:stop] for begin, stop in omitted.gaps((start, end)))
        words = words.replace("\n", " ").replace("\r", " ").replace("\t", " ")
        words = _shown(words, is_rest=end >= len(source))
        yield words
        for _ in range(MOST_ROUNDS):  # markup that is escaped is read as what it says
            if _TAG.search(words) is None:
                break
            words = _shown(words, is_rest=True)
            yield words


def _unclosed(found: re.Match[str]) -> str:
    """What is never closed hides nothing from the rules."""
    return "" if found["comment"] or found["end"] else found.group()


def _shown(markup: str, *, is_rest: bool) -> str:
    """About what a reader sees of ``markup``; ``is_rest``: nothing of its page is behind it."""
    words = _LINE_BREAK.sub("\n", _HIDDEN.sub(_unclosed if is_rest else "", markup))
    words = html.unescape(_TAG.sub("", _BLOCK.sub("\n\n", words)))
    return _BREAKS.sub("\n\n", _BLANKS.sub(" ", words))
