"""Where a text shows code, or hides what is in it: nothing there is an embed.

Fences, indented blocks and inline code of Markdown; elements of HTML whose content is code, comments and
raw text; blocks in which templates are not carried out. Each kind is a rule: a cheap literal, then a pattern.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from embedparse.models import Span
from embedparse.patterns import LazyPattern
from embedparse.spans import merge

_FENCE = LazyPattern(
    r"(?m)^[ \t>]{0,40}(?:[-*+]|\d{1,3}[.)])?[ \t]{0,8}(?P<mark>`{3,20}|~{3,20})(?P<info>[^`\n]{0,200})$"
)
_INDENTED = LazyPattern(r"(?m)^(?: {4}|\t)")
_LIST_ITEM = LazyPattern(r"[ \t>]{0,40}(?:[-*+•]|\d{1,3}[.)])[ \t]")
_BACKTICKS = LazyPattern(r"`{1,9}")
#: An inline code is no longer, in characters, and holds no blank line.
_LONGEST_INLINE = 1000


class _Pair(NamedTuple):
    """A block of code between two marks: ``literal`` is in every opening."""

    literal: str
    opening: LazyPattern
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
    found = list(_fences(text)) if "```" in text or "~~~" in text else []
    for pair in _PAIRS:
        if pair.literal in text:
            found += _between(text, pair)
    if "\n    " in text or "\n\t" in text or text.startswith(("    ", "\t")):
        found += _indented(text)
    if "`" in text:
        found += _inline(text, merge(found))
    return merge(found)


def _fences(text: str) -> Iterator[Span]:
    """Fenced blocks; a fence that is never closed is a rule or a slip, and hides nothing."""
    opening = None
    for fence in _FENCE.finditer(text):
        if opening is None:
            opening = fence
        elif fence["mark"].startswith(opening["mark"]) and not fence["info"].strip():
            yield opening.start(), fence.end()
            opening = None


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


def _indented(text: str) -> Iterator[Span]:
    """Blocks indented by four blanks or a tab after a blank line, unless most of the text is or in a list."""
    lines = text.split("\n")
    deep = [_INDENTED.match(line) is not None and bool(line.strip()) for line in lines]
    if sum(deep) * 2 > sum(1 for line in lines if line.strip()):
        return
    at, above, in_list = 0, "", False
    in_code = False
    for line, is_deep in zip(lines, deep, strict=True):
        if line.strip():
            if not is_deep:
                in_list = _LIST_ITEM.match(line) is not None or (in_list and bool(above.strip()))
            in_code = is_deep and not in_list and (in_code or not above.strip())
            if in_code:
                yield at, at + len(line)
        above = line
        at += len(line) + 1


def _inline(text: str, blocks: list[Span]) -> Iterator[Span]:
    """Inline code outside of ``blocks``: between two runs of as many backticks."""
    edge = 0
    opened: dict[str, int] = {}
    ends = iter([*blocks, (len(text) + 1, len(text) + 1)])
    block = next(ends)
    for run in _BACKTICKS.finditer(text):
        while run.start() >= block[1]:
            block = next(ends)
        if run.start() < edge or run.start() >= block[0]:
            continue
        begin = opened.pop(run.group(), None)
        near = begin is not None and run.end() - begin <= _LONGEST_INLINE
        if begin is not None and near and "\n\n" not in text[begin : run.end()]:
            yield begin, run.end()
            edge = run.end()
            opened.clear()
        else:
            opened[run.group()] = run.start()
