"""Block quotations of Markdown, and the marks around a span: found in a document, and undone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from embedparse.fields.own_links import PAGE
from embedparse.models import Span
from embedparse.patterns import LazyPattern
from embedparse.text.lines import Lines

#: A line's quotation marks, with the list marker and indentation before them.
_MARK = LazyPattern(r"[ \t]{0,40}(?:(?:[*+•-]|\d{1,3}[.)])[ \t]{1,4}){0,4}(?:>[ \t]?){1,6}")


#: A quotation is looked at no farther than so many code points above its attribution.
_REACH = 6000
#: Unquoted lines inside one quotation, and blank ones or link addresses below it, at most.
_LAZY, _BELOW = 30, 12


#: The offset of a quotation's first line, of its content, and its depth in marks.
Quotation = tuple[int, int, int]


def quotation(view: Lines, edge: int, attribution: int) -> Quotation | None:
    """The quotation that holds the attribution: (offset of its first line, of its content, its depth).

    ``edge`` is the end of what is already taken, ``attribution`` the offset of the dash. Lines
    quoted less deeply than the attribution's are not part of it. None where that is not quoted
    and is right below no quotation either.
    """
    text = view.text
    line = _line_of(text, attribution)
    if line < 0:
        return None
    mark = _MARK.match(text, line, max(attribution, line))
    if mark is None and not text[line:attribution].strip(" \t["):
        line = _quoted_above(view, line, edge)
        mark = _MARK.match(text, line) if line >= 0 else None
    if mark is None:
        return None
    depth, first = mark.group().count(">"), mark
    while line > edge and mark.group().lstrip()[0] == ">":
        above = _line_of(text, line - 1)
        mark = _MARK.match(text, above, line) if above >= 0 else None
        if mark is None or mark.group().count(">") < depth:
            above = _resumed(view, line, edge)
            mark = _MARK.match(text, above, line) if above >= 0 else None
        if mark is None or mark.group().count(">") < depth or attribution - above > _REACH:
            break
        line, first = above, mark
    if first.end() > edge:
        return line, first.end(), depth
    return edge, edge, depth


def _line_of(text: str, at: int) -> int:
    """Offset where the line that holds ``at`` begins; -1 where that is beyond reach."""
    floor = max(0, at - _REACH)
    found = text.rfind("\n", floor, max(at, 0)) + 1
    return -1 if found == 0 and floor > 0 else found


def _lines_above(view: Lines, line: int, edge: int, most: int) -> Iterator[tuple[int, str]]:
    """The ``most`` lines above offset ``line``, nearest first: (offset, text), none above ``edge``."""
    for _ in range(most):
        if line <= edge or line == 0:
            return
        above = _line_of(view.text, line - 1)
        if above < 0:
            return
        yield above, view.text[above : line - 1]
        line = above


def _quoted_above(view: Lines, line: int, edge: int) -> int:
    """Offset of the quoted line above, blank lines and link addresses between; -1 where none is."""
    for above, raw in _lines_above(view, line, edge, _BELOW):
        mark = _MARK.match(raw)
        if mark is not None and raw[mark.end() :].strip():
            return above
        if raw.strip(" \t\r>") and not _ADDRESS.match(raw):
            return -1
    return -1


#: The rule below the heads of a table: what is above it is another cell.
_TABLE_RULE = re.compile(r"[ \t]{0,8}\|?[ \t]{0,4}:?-{3,}:?[ \t]{0,4}\|[-|: \t]{0,400}")


def _resumed(view: Lines, line: int, edge: int) -> int:
    """Offset of the quoted line that goes on at ``line``: a converter left hard breaks unmarked.

    What is above a blank line ends in a hard break; where none is blank, the paragraph just goes on,
    as Markdown itself has it.
    """
    blank = False
    for above, raw in _lines_above(view, line, edge, _LAZY):
        if not raw.strip():
            blank = True
            continue
        if (blank and not raw.endswith(("  ", "  \r"))) or _TABLE_RULE.fullmatch(raw):
            return -1
        blank = False
        if _MARK.match(raw) is not None:
            return above
    return -1


#: A line of the list of addresses, or the address that was wrapped onto the next.
_ADDRESS = LazyPattern(r"[ \t>]{0,12}(?:\[[^\[\]\n]{1,80}\]:(?=[ \t\r]|$)|<?https?://\S{1,600}$)")


def unquote(text: str, depth: int) -> str:
    """The lines of a quotation without ``depth`` marks, hard wraps undone, one line break a paragraph."""
    out: list[str] = []
    fresh, opened = True, False
    for raw in text.split("\n"):
        line = _strip_marks(raw, depth)
        bare = line.strip()
        defined = bare.startswith("[") and _ADDRESS.match(bare)
        if not bare or defined or (opened and _ADDRESS.match(bare)):
            opened = bool(defined) and bare.endswith(":")  # the address was wrapped onto the next line
            fresh = True
            continue
        opened = False
        if out and not fresh:
            out[-1] += " " + bare if not _open_target(out[-1]) else bare
        else:
            out.append(bare)
        fresh = line.endswith("  ") or bare.endswith("\\")
        if bare.endswith("\\"):
            out[-1] = out[-1][:-1].rstrip()
    return "\n".join(out)


def _strip_marks(line: str, depth: int) -> str:
    mark = _MARK.match(line)
    if mark is None:
        return line
    pos = 0
    for _ in range(depth):
        found = line.find(">", pos, mark.end())
        if found < 0:
            break
        pos = found + 1
    return line[pos + 1 :] if line[pos : pos + 1] == " " else line[pos:]


def _open_target(line: str) -> bool:
    """Whether the line ends inside a link's target, which a converter wrapped."""
    opened = line.rfind("](")
    return opened >= 0 and ")" not in line[opened:]


#: What closes the link around a date: `](URL)`, possibly wrapped, `][26]`, ` (URL)`, ` [URL]`, ` <URL>`;
#:
#: or a link without a date in its place: ` [](URL)`.
_OWN_PAGE = rf"https?://(?:[\w.]{{1,20}}\.)?{PAGE}/"
_CLOSING = LazyPattern(
    rf"""
        [ \t]?\n?[ \t>]{{0,8}}
        \]\(\s{{0,2}}<?[^()\s<>]{{1,400}}(?:\s{{1,4}}(?:>[ \t]?)?[^()\s<>]{{1,200}}){{0,4}}>?\s{{0,2}}\)
      | [ \t]?<{_OWN_PAGE}[^<>\s]{{1,300}}>
      | (?<=[)）])[ \t\u00a0]{{0,4}}\n?[ \t>]{{0,8}}\[[^\[\]\n]{{0,40}}\]  # behind the handle
        \(\s?<?{_OWN_PAGE}\w{{1,20}}/status[^()\s<>]{{1,320}}>?\)
      | \](?:\[\d{{1,4}}\])?
      | \s{{1,3}}(?:>[ \t]?)?
        [(\[]{_OWN_PAGE}[^()\[\]\s]{{1,300}}
        (?:\s{{1,4}}(?:>[ \t]?)?[^()\[\]\s]{{1,200}}){{0,4}}[)\]]
        """,
    re.VERBOSE,
)


def frame(text: str, span: Span) -> Span:
    """``span`` with the Markdown marks around it that a reader does not see.

    Before it: quotation marks of its line, a link's or emphasis' opening; after it: the target
    of the link that the date is, and empty quotation lines.
    """
    start, end = span
    lead = text[max(0, start - _LEAD) : start].rpartition("\n")[2]
    mark = _MARK.match(lead) if ">" in lead else None
    if mark is not None and not lead[mark.end() :].strip("[*_\\ \t"):
        start -= len(lead)
    elif lead.endswith("[") and "](" in text[start:end]:
        start -= 1
    if _MAY_CLOSE.match(text, end) is None:
        return start, end
    closing = _CLOSING.match(text, end)
    if closing is not None:
        end = closing.end()
    while (empty := _EMPTY.match(text, end)) is not None:
        end = empty.end()
    return start, end


#: Marks before an embed, its line's indentation included, are shorter.
_LEAD = 200
#: How all begins that `_CLOSING` and `_EMPTY` take: a cheap precheck for Markdown.
_MAY_CLOSE = re.compile(r"[\s>]{0,56}[]\[(<>]")


_EMPTY = LazyPattern(r"[ \t]{0,8}\n[ \t]{0,40}>(?=[ \t>]{0,8}(?:\n|$))[ \t>]{0,8}")
