"""Labels that sites print around a post or in it: `Skip Twitter post`, `Advertisement`, a close button's `x`.

They are no words of the post: the text path reads the document with blanks in their place. What is
around a post goes with it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import methodcaller

from embedparse.models import Match, Span
from embedparse.platforms import with_form
from embedparse.text import body as bodies
from embedparse.text.view import TextView
from embedparse.text.widgets import words

#: A line with more characters is no label; one that a label and a post share begins as labels do.
_LONGEST_LINE = 200
#: Characters between a label and the attribution of its post.
_REACH = 800


@dataclass(slots=True)
class Labels:
    """Half-open offsets of the labels of a document: ``starts`` above a post, ``others`` below or in one.

    ``boxes`` are polls and offers of newsletters, of several lines: they are the article's, also in a post.
    """

    starts: list[Span] = field(default_factory=list)
    others: list[Span] = field(default_factory=list)
    boxes: list[Span] = field(default_factory=list)

    def blanked(self, text: str) -> str:
        """``text`` with blanks in place of the labels, as long as before."""
        parts: list[str] = []
        edge = 0
        for start, end in sorted((*self.starts, *self.others, *self.boxes)):
            parts += (text[edge:start], " " * (end - start))
            edge = end
        return "".join((*parts, text[edge:]))


def find_labels(text: str, rows: Sequence[str], *, boxed: bool) -> Labels | None:
    """The labels of ``text``, whose lines are ``rows``; None if there are none. Only boxes reach over a line.

    ``boxed``: the text holds the last words of a box.
    """
    found = Labels()
    ends_box = boxed and _ends_box(rows)
    _read_lines(rows, 0, found)
    if ends_box:
        _add_boxes(text, found)
    return found if found.starts or found.others or found.boxes else None


#: What is farther from an address, in characters, has no part in what is made of it.
_NEAR = 3000


def find_labels_near(view: TextView, matches: Sequence[Match]) -> Labels | None:
    """The labels of the document that are near one of ``matches``; all its boxes if any ends there."""
    found = Labels()
    text, boxed, edge = view.text, False, 0
    for start, end in sorted(span for match in matches for span in match.spans):
        low = max(edge, text.rfind("\n", edge, max(edge, start - _NEAR)) + 1)
        stop = text.find("\n", max(low, end + _NEAR))
        edge = stop if stop >= 0 else len(text)
        rows = text[low:edge].split("\n")
        _read_lines(rows, low, found)
        boxed = boxed or _ends_box(rows)
    if boxed:
        _add_boxes(text, found)
    return found if found.starts or found.others or found.boxes else None


def _read_lines(rows: Sequence[str], offset: int, found: Labels) -> None:
    """Add the labels among ``rows``, of which the first begins at ``offset``, to ``found``."""
    for index, line in words.candidate_lines(rows, _LONGEST_LINE):
        at = offset + index
        if line.startswith(words.CLOSE) and not line[2:3].islower() and not line[2:3].isspace():
            found.starts.append((at, at + 1))
            continue
        label = words.read_label(line)
        if label is not None:
            span = (at + len(line) - len(line.lstrip(" \t>")), at + len(label.group().rstrip()))
            (found.starts if label.lastgroup == "skip" else found.others).append(span)


def _add_boxes(text: str, found: Labels) -> None:
    """Add the boxes in ``text`` to ``found``, and leave the labels inside them out."""
    found.boxes = list(_boxes(text))
    if found.boxes:
        found.others = [each for each in found.others if not _within(each, found.boxes)]


def _ends_box(rows: Sequence[str]) -> bool:
    """Whether any of ``rows`` ends as boxes do."""
    return any(map(methodcaller("endswith", words.words("box_closes")), map(str.rstrip, rows)))


#: A box has no more characters, and no more between two of its closing sentences.
_LONGEST_BOX, _LAST_PART = 1600, 300


def _boxes(text: str) -> Iterator[Span]:
    """Polls and offers of newsletters: from their first words to the sentence on terms that ends them."""
    edge = 0
    for opening in words.box_openings().finditer(text):
        start = opening.start()
        if start < edge:
            continue
        closings = words.box_closings().finditer(text, opening.end(), opening.end() + _LONGEST_BOX)
        end = next((closing.end() for closing in closings), 0)
        for closing in closings:
            if closing.start() - end > _LAST_PART:
                break
            end = closing.end()
        if end and "(@" not in text[start:end]:
            yield start, end
            edge = end


def _without(spans: Sequence[Span], boxes: Sequence[Span]) -> list[Span]:
    """``spans`` without the ``boxes`` inside them."""
    out: list[Span] = []
    for start, end in spans:
        first = bisect_left(boxes, (start, start))
        for low, high in boxes[first:]:
            if high > end:
                break
            if low > start:
                out.append((start, low))
            start = high
        if start < end:
            out.append((start, end))
    return out


def _within(span: Span, boxes: Sequence[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in boxes)


def apply_labels(text: str, matches: Sequence[Match], labels: Labels) -> None:
    """Take the labels beside each of ``matches`` into its spans, and let its body begin behind one above."""
    starts, others = [end for _, end in labels.starts], [start for start, _ in labels.others]
    for match in matches if labels.boxes else ():
        match.spans = _without(match.spans, labels.boxes)
    edges = sorted(span[1] for match in matches for span in match.spans)
    for match in matches:
        first = match.spans[0][0]
        above = bisect_right(starts, first) - 1
        near = above >= 0 and first - starts[above] < _REACH
        if near and bisect_right(edges, first) == bisect_right(edges, starts[above]):
            _begin_behind(text, match, labels.starts[above])
        _take_in(text, match, labels.others, bisect_left(others, match.spans[-1][1]))


def _begin_behind(text: str, match: Match, label: Span) -> None:
    """Begin ``match`` behind ``label``, which is above it with no other post between them."""
    first = match.spans[0]
    between = text[label[1] : first[0]]
    if match.kind != "embed" or (label[1] - label[0] == 1 and "\n" in between):
        return
    if between.strip():
        if match.platform != with_form("attribution").name or match.layout == "headless":
            return
        lead = bodies.of_lines(between)
        glue = "\n" if "\n" in between[len(between.rstrip()) :] else " "
        match.body = f"{lead}{glue}{match.body}" if match.body else lead
        match.evidence = [*match.evidence, "begins: behind a site's label"]
    match.spans[0] = (label[0], first[1])


def _take_in(text: str, match: Match, others: Sequence[Span], index: int) -> None:
    """Add the labels right above and right below ``match``; ``index`` is that of the first label below it."""
    start, end = match.spans[0][0], match.spans[-1][1]
    if match.kind == "embed":
        end += words.length_of_end_label(text[end : end + _REACH])
    while index < len(others) and not text[end : max(end, others[index][0])].strip():
        end = max(end, others[index][1])
        index += 1
    match.spans[-1] = (match.spans[-1][0], end)
    above = bisect_left(others, (start, 0)) - 1
    if above >= 0 and not text[others[above][1] : start].strip():
        match.spans[0] = (others[above][0], match.spans[0][1])
