"""The article without its embeds: spans out, paragraphs joined, offsets kept.

Prose is made by deletion alone, so ``prose`` and the removed spans rebuild the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from embedparse import html, text
from embedparse.html import islands
from embedparse.html.source import BLOCKS, RAW_NAMES, VOID
from embedparse.models import Confidence, Document, Span
from embedparse.spans import bridge, cut, merge, widen
from embedparse.text import anchors
from embedparse.text.markdown.quotations import frame
from embedparse.text.written_breaks import as_line_breaks

#: Characters of white space to look through for what is beside a removed element.
_NEAR = 200
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]{0,40})")
#: The rest of a tag that all readers end at the same sign: quotes in pairs behind equals signs, no `<` in it.
_TAG_REST = re.compile(r"""(?:[^<>"'=]++|=\s*+(?:"[^"<>]*+"|'[^'<>]*+')?+)*+>""")
_TAG_OR_END = re.compile(r"\s{0,200}(?:</?(?P<name>[a-zA-Z][\w-]{0,40})|(?P<comment><!--)|\Z)")
_LONGEST_TAG = 2_000
#: How comments, elements of raw text and those that hold an embed begin, by how they end.
_ENDS = {"-->": "<!--", "</blockquote": "<blockquote", "</iframe": "<iframe"} | {
    f"</{name.decode()}": f"<{name.decode()}" for name in RAW_NAMES
}
#: Names of tags for where a page begins or ends, and for a comment.
_EDGE, _COMMENT = "p", "!"


def without_embeds(document: Document, spans: Iterable[Span]) -> tuple[str, list[Span]]:
    """What remains of ``document`` without ``spans``, and the spans removed for it."""
    if document.kind == "html":
        return of_html(document.text, spans)
    return of_text(document.text, spans)


def of_text(text: str, spans: Iterable[Span]) -> tuple[str, list[Span]]:
    """Prose of a text document and the spans removed for it, Markdown's marks around them included."""
    shown = as_line_breaks(text)
    framed = [frame(shown, span) for span in bridge(shown, spans)]
    removed = merge(widen(shown, span) for span in bridge(shown, framed))
    return cut(text, removed), removed


def of_html(source: str, spans: Iterable[Span]) -> tuple[str, list[Span]]:
    """The page without its embeds: byte for byte the source outside the spans."""
    removed = merge(spans)
    return cut(source, removed), removed


def may_hold_more(document: Document, rest: str, removed: Iterable[Span], least: Confidence) -> bool:
    """Whether ``rest``, the prose that ``removed`` left, may hold a post that ``document`` did not show.

    It may where a line was cut or two pieces of lines have met; in a text where more is left than a link, and
    in a page where text was removed, or has met text, or where an element that was removed is not whole, and
    a sign of another post is left. A scan decides.
    ``least`` is the confidence that is wanted: what is only possible may be anywhere.
    """
    if document.kind == "html":
        if _cuts_lines(document.text, rest, removed, ">\r\n", "<\r\n"):
            return True
        touches = (
            least == "possible"
            or _touches_text(document.text, removed)
            or _ends_another(document.text, removed)
        )
        return touches and html.may_hold(rest, least)
    if not rest or rest.isspace():
        return False
    if least == "possible" or _cuts_lines(document.text, rest, removed, "\r\n", "\r\n"):
        return True
    if document.only_links:
        return text.may_hold_links(rest)
    if anchors.may_remain(rest, document.text, _joints(removed)):
        return True
    return islands.may_hold(document.text) and islands.may_hold(rest)


def _joints(removed: Iterable[Span]) -> list[int]:
    """Where what was around each of ``removed`` (sorted, disjoint) has met in what is left."""
    out, gone = [], 0
    for start, end in removed:
        out.append(start - gone)
        gone += end - start
    return out


def rest_of(document: Document, rest: str, removed: Iterable[Span]) -> Document:
    """``rest`` as a document: where all lines of ``document`` are whole in it, it holds no more than that."""
    only_links = document.only_links and not _cuts_lines(document.text, rest, removed, "\r\n", "\r\n")
    return Document(document.id, rest, document.kind, only_links)


def _ends_another(source: str, removed: Iterable[Span]) -> bool:
    """Whether any of ``removed`` (sorted) may end a comment, a script or a frame that begins before it.

    Without it, what is behind is one with that.
    """
    edges: dict[str, int] = {}
    for start, end in removed:
        for close, begin in _ENDS.items():
            if source.find(close, start, end) < 0:
                continue
            edge = edges.get(close, 0)
            edges[close] = end
            if source.rfind(begin, edge, start) > source.rfind(close, edge, start):
                return True
    return False


def _touches_text(source: str, removed: Iterable[Span]) -> bool:
    """Whether text of a page is part of ``removed``, or beside it with no tag but white space between.

    So it is, too, where the tags on both sides are none of blocks: text behind them meets.
    """
    return any(
        source[start] != "<"
        or source[end - 1] != ">"
        or _may_meet(source, start, end)
        or not _is_whole(source, start, end)
        for start, end in removed
    )


def _is_whole(source: str, start: int, end: int) -> bool:
    """Whether as many elements and comments end as begin in a part of a page, those without an end apart.

    And whether no quotation mark of a tag is without its pair: behind such a one, tags end elsewhere.
    """
    if source.count("<!--", start, end) != source.count("-->", start, end):
        return False
    opened: list[str] = []
    for tag in _TAG.finditer(source, start, end):
        if not _TAG_REST.match(source, tag.end(), end):
            return False
        name = tag["name"].lower()
        if not tag["end"]:
            if name not in VOID:
                opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


def _may_meet(source: str, start: int, end: int) -> bool:
    """Whether a line of the text that a page shows may begin, end or go on elsewhere without a part of it.

    So it may where no block begins or ends between the part and what is beside it, or between its two sides.
    """
    before, after = _tag_before(source, start), _tag_after(source, end)
    if before is None or after is None:
        return True
    if before in BLOCKS:
        return after not in BLOCKS and _tag_before(source, end) not in BLOCKS
    return after not in BLOCKS or _tag_after(source, start) not in BLOCKS


def _tag_before(source: str, start: int) -> str | None:
    """The name of the tag that ends at ``start``, white space apart; None for text."""
    if not source[max(start - _NEAR, 0) : start].strip():
        return _EDGE if start <= _NEAR else None
    opening = source.rfind("<", max(start - _LONGEST_TAG, 0), start)
    tag = source[opening:start].rstrip() if opening >= 0 else ""
    if tag.startswith("<!--") and tag.endswith("-->"):
        return _COMMENT
    name = _TAG.match(tag)
    return name["name"].lower() if name and _TAG_REST.fullmatch(tag, name.end()) else None


def _tag_after(source: str, end: int) -> str | None:
    """The name of the tag that begins at ``end``, white space apart; None for text."""
    tag = _TAG_OR_END.match(source, end)
    if tag is None:
        return None
    if tag["name"] is None:
        return _COMMENT if tag["comment"] else _EDGE
    whole = _TAG_REST.match(source, tag.end(), tag.end() + _LONGEST_TAG)
    return tag["name"].lower() if whole else None


def _cuts_lines(source: str, rest: str, removed: Iterable[Span], opening: str, closing: str) -> bool:
    """Whether ``removed`` makes a line of ``rest`` begin or end where none of ``source`` does.

    A line begins behind a character of ``opening`` and ends before one of ``closing``.
    """
    gone = 0
    for start, end in removed:
        at = start - gone
        gone += end - start
        ends = at == 0 or rest[at - 1] in opening
        begins = at == len(rest) or rest[at] in closing
        if not ends and (source[start] not in closing or not begins):
            return True
        if not begins and source[end - 1] not in opening:
            return True
    return False
