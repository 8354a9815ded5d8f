"""How the extractor laid out a document: its lines, paragraphs and lists, read once for all its posts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from operator import methodcaller
from typing import NamedTuple

from embedparse.patterns import LazyPattern
from embedparse.text.attributions.find import Attribution
from embedparse.text.borders.segments import holds_wide, wide_length
from embedparse.text.hard_wraps import unwrapped
from embedparse.text.view import TextView


class Layout(NamedTuple):
    """``spaced``: blank lines part the paragraphs; ``one_token_per_line``: every inline element has its own
    line; ``one_sentence_per_line``: lines are sentences, not paragraphs; ``flat``: few line breaks at all.
    ``median_line_length``: weighted, of its paragraphs.
    ``list_style``: how list items are printed, "lone-dashes", "dash-items", "bullets" or "no-lists".
    ``padded``: a blank parts each piece of text from the next, beside those that it had. ``width``: the
    column at which lines are broken, 0 where they are not; everything else describes whole lines.
    ``borders``: lines that part the pieces of a list or of a live blog, and belong to no post.
    ``body_continues_below``: a body may go on below its attribution, as some extractors print paragraphs.
    """

    spaced: bool
    one_token_per_line: bool
    one_sentence_per_line: bool
    flat: bool
    median_line_length: int
    list_style: str
    padded: bool
    width: int
    borders: frozenset[str]
    body_continues_below: bool


def read_layout(view: TextView, width: int, attributions: Sequence[Attribution], inside: int) -> Layout:
    """The layout of the document, whose lines are broken at ``width`` (0: they are not).

    ``attributions`` are those found in it (at least one); ``inside`` is how many have words on both sides.
    """
    text, lines = view.text, view.rows
    split = sum(a.split for a in attributions)
    dated = sum(a.date is not None for a in attributions)
    tokens = dated > 0 and split * 2 > dated
    begins = {line[:2] for line in lines}
    firsts = {begin[:1] for begin in begins}
    indented = any(map(str.isspace, firsts))
    opened = indented or any(map(str.isdecimal, firsts))
    if tokens:
        width = 0
    if width:
        lines = unwrapped(lines, width)
        begins = {line[:2] for line in lines}
    breaks = len(lines) - 1
    blank = lines.count("") + (sum(map(str.isspace, lines)) if indented else 0)
    spaced = blank >= 2 and blank * 4 >= breaks
    flat = breaks * 700 < len(text) or (
        inside * 2 > len(attributions) and not (spaced and _begin_lines(view, attributions))
    )
    return Layout(
        spaced=spaced,
        one_token_per_line=tokens,
        one_sentence_per_line=not (tokens or width or spaced) and _are_sentences(lines),
        flat=flat,
        list_style=_list_style_of(lines, begins),
        padded=indented and _is_padded(view, breaks),
        width=width,
        borders=_borders(lines) if opened and len(_OPENINGS.findall(text)) > 1 else frozenset(),
        body_continues_below=not (tokens or flat),
        median_line_length=median_length_of(lines),
    )


#: A post has no more code points, its links printed in full.
_POST = 400


def _begin_lines(view: TextView, attributions: Sequence[Attribution]) -> bool:
    """Whether the posts of ``attributions`` may begin lines: behind each of them prose goes on."""
    edges = [0, *(a.close for a in attributions)]
    starts = [view.text.rfind("\n", edge, a.start) for edge, a in zip(edges, attributions, strict=False)]
    return all(start >= 0 and a.start - start <= _POST for start, a in zip(starts, attributions, strict=True))


def _is_padded(view: TextView, breaks: int) -> bool:
    """Whether blanks are on both sides of most of ``breaks`` line breaks."""
    if sum([row[:1] == " " for row in view.rows]) * 2 <= breaks:
        return False  # much quicker than to count them in the text
    return breaks > 0 and view.text.count(" \n ") * 2 > breaks


#: A sentence ends and another one begins; led by the mark, which is rare.
_BETWEEN_SENTENCES = re.compile(r"[.!?…](?<=[^\W\dA-Z_].)[\"”’»)]? [\"“‘«(#@]?(?:[A-Z]|[^\W\da-z_])")
#: So many lines show that lines are sentences; one in so many may hold two: an abbreviation, a quotation.
_SENTENCES, _EXCEPTION = 8, 10


def _are_sentences(lines: list[str]) -> bool:
    """Whether each line holds one sentence, as corpora for the labelling of sentences are printed."""
    seen = list(islice((line for line in lines if len(line) > 40), 5 * _SENTENCES))
    if len(seen) < _SENTENCES:
        return False
    double = 0
    for line in seen:
        double += _BETWEEN_SENTENCES.search(line) is not None
        if double * _EXCEPTION > len(seen):
            return False
    return sum(line.rstrip('"”’»)').endswith((".", "!", "?", "…", ":")) for line in seen) * 2 > len(seen)


def _list_style_of(lines: list[str], begins: set[str]) -> str:
    """How list items are printed: versions of one extractor often differ in nothing else.

    ``begins`` are the first two characters of the lines.
    """
    if "-" in begins:
        return "lone-dashes"
    if "- " in begins:
        return "dash-items"
    # At the start of a line a bullet may be a post's own; extractors indent theirs.
    return "bullets" if "  " in begins and any(map(_is_bullet, lines)) else "no-lists"


_is_bullet = methodcaller("startswith", ("    \u2022 ", "  * "))


#: So many lines are enough for a document's median_line_length.
_ENOUGH = 16


def median_length_of(lines: list[str]) -> int:
    """Median weighted length of the lines that are sentences rather than headings or tokens."""
    told = list(islice((line for line in lines if len(line) > 25), _ENOUGH))
    longest = max(told, key=len, default="")  # it shows whether any are in a wide script
    measure = len if longest.isascii() or not holds_wide(longest) else wide_length
    lengths = sorted([n for n in map(measure, told) if n > 50])
    return lengths[len(lengths) // 2] if lengths else 100


#: What opens a line with a number; behind it, a heading: one sentence without its full stop, not a long one.
_ITEM = LazyPattern(r"(\d{1,2})[.)][ \u00a0](?=\S)")
_HEADING = LazyPattern(r"(?:(?![.!?] ).){1,86}(?<![.:;,…])\Z")
#: A line that is a time of day, its zone with it.
_CLOCK = LazyPattern(
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d"
    r"(?:[ \u00a0\u202f]?(?:[AaPp]\.?[Mm]\.?|Uhr|h))?(?:[ \u00a0][A-Z]{2,4})?"
)

#: How all begins that `_borders` takes: a cheap precheck for such lines.
_OPENINGS = re.compile(r"\n[ \t]{0,40}\d{1,2}[.):h]")
#: A line that an attribution begins.
_ATTRIBUTED = re.compile(r"[>\s]{0,8}(?:[—–―]|-{1,3}[ ])[^\n]{0,130}\(@")


def _borders(lines: list[str]) -> frozenset[str]:
    """The times of day and the numbered headings that are lines, several of them and no two in a row.

    Posts hold lists of both: there they are one below the other. Posts may be numbered themselves, which
    shows where one of the lines is right above an attribution.
    """
    rows = [row for line in lines if (row := line.strip())]
    digits = [k for k, row in enumerate(rows) if row[0].isdecimal()]
    clocks = {k for k in digits if _CLOCK.fullmatch(rows[k])}
    clocks = {k for k in clocks if clocks.isdisjoint((k - 1, k + 1))}
    found = {k: item for k in digits if (item := _ITEM.match(rows[k]))}
    items = {k: int(item[1]) for k, item in found.items()}
    apart = [
        k
        for k, n in items.items()
        if n - 1 != items.get(k - 1) and n + 1 != items.get(k + 1) and _HEADING.match(rows[k], found[k].end())
    ]
    seen = {items[k] for k in apart}
    headings = [k for k in apart if not seen.isdisjoint((items[k] - 1, items[k] + 1))]
    if any("(@" in rows[k] or _ATTRIBUTED.match(rows[min(k + 1, len(rows) - 1)]) for k in headings):
        headings = []
    return frozenset(rows[k] for k in (*headings, *(clocks if len(clocks) > 1 else ())))
