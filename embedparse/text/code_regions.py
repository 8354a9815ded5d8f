"""Where a text shows code, or hides what is in it: no address or shortcode there is an embed.

The code of Markdown; elements of HTML whose content is code, comments and raw text; blocks in which templates
are not carried out. Each kind is a rule: a cheap literal, then a pattern.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from embedparse.models import Span
from embedparse.patterns import LazyPattern
from embedparse.spans import merge
from embedparse.text.code import code_spans


class _Pair(NamedTuple):
    """A block of code between two marks: ``literal`` is in every opening."""

    literal: str
    opening: LazyPattern[str]
    closing: str  # with the groups of the opening by number, in braces


_PAIRS = (
    _Pair(
        "<",
        LazyPattern(
            r"(?i)<(pre|code|script|style|textarea|xmp|nowiki|syntaxhighlight|source)(?=[\s>])[^<>]{0,300}(?<!/)>"
        ),
        "</{1}",
    ),
    _Pair("<!--", LazyPattern(r"<!--"), "-->"),
    _Pair(
        "{%", LazyPattern(r"\{%-?\s{0,4}(raw|highlight|verbatim|codeblock|code)\b[^%{}]{0,200}%\}"), "end{1}"
    ),
    _Pair("{{<", LazyPattern(r"\{\{[<%]\s{0,4}(highlight|code)\b[^{}]{0,200}[>%]\}\}"), "/{1}"),
    _Pair("{{", LazyPattern(r"\{\{[<%]/\*"), "*/"),
    _Pair("[", LazyPattern(r"(?i)\[(code|sourcecode|pre|noparse|php)(?:[ =][^\[\]\n]{0,100})?\]"), "[/{1}"),
)


def code_regions(text: str) -> list[Span]:
    """The half-open spans of ``text`` that are code, comments or raw template text; sorted, disjoint."""
    found = code_spans(text)
    for pair in _PAIRS:
        if pair.literal in text:
            found += _between(text, pair)
    return merge(found)


def _between(text: str, pair: _Pair) -> Iterator[Span]:
    """The blocks of ``pair``; where one closing mark is missing, no later one of its kind is looked for."""
    low, edge, missing = text.lower(), 0, set()
    if len(low) != len(text):  # a letter whose lower case is longer: offsets would be wrong
        low = text
    for opening in pair.opening.finditer(text):
        closing = pair.closing.format(*("", *(group.lower() for group in opening.groups(""))))
        if opening.start() < edge or closing in missing:
            continue
        end = low.find(closing, opening.end())
        if end < 0:
            missing.add(closing)
            continue
        edge = end + len(closing)
        yield opening.start(), edge
