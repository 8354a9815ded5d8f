"""Labelled pages printed in further ways: what extractors that made no labelled page would have printed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Span = tuple[int, int]
#: A change of the text: the span that goes and what is printed instead.
Edit = tuple[int, int, str]

_BREAKS = re.compile(r"[ \t]*\n\s*")
_SENTENCE = re.compile(
    r"""(?<=[.!?…])["”’»)]{0,2}[ \u00a0]+(?=["“‘«(#@]{0,2}[^\W\d_a-z])|(?<=[。！？])(?=[^\s」』）])"""
)


def _breaks_become(printed: str) -> Callable[[dict[str, Any]], list[Edit]]:
    def edits(row: dict[str, Any]) -> list[Edit]:
        return [(m.start(), m.end(), printed) for m in _BREAKS.finditer(row["text"])]

    return edits


def _sentence_a_line(row: dict[str, Any]) -> list[Edit]:
    """Every sentence of prose and posts on a line of its own, paragraphs not apart."""
    text = row["text"]
    edits = [(m.start(), m.end(), "\n") for m in _BREAKS.finditer(text)]
    for m in _SENTENCE.finditer(text):
        blanks = len(m[0]) - len(m[0].rstrip())
        edits.append((m.end() - blanks, m.end(), "\n"))
    return sorted(set(edits))


def _post_a_line(row: dict[str, Any]) -> list[Edit]:
    """Every post on one line, blank lines between paragraphs."""
    inside = [(start, end) for post in row["tweets"] for start, end in post["spans"]]
    return [
        (m.start(), m.end(), " " if any(a <= m.start() and m.end() <= b for a, b in inside) else "\n\n")
        for m in _BREAKS.finditer(row["text"])
    ]


@dataclass(frozen=True, slots=True)
class Print:
    """A way to print a page: the labelled prints that it can be made from, and its changes of their text."""

    name: str
    sources: Sequence[str]
    edits: Callable[[dict[str, Any]], list[Edit]]


PRINTS = (
    Print("glued", ("trafilatura", "resiliparse", "resiliparse-all"), _breaks_become("")),
    Print("spaced", ("trafilatura", "resiliparse", "bs4"), _breaks_become("\n\n")),
    Print("spaced-interleaved", ("trafilatura-1.8.1", "trafilatura-1.2.2"), _breaks_become("\n\n")),
    Print("tokens-apart", ("bs4-lines",), _breaks_become("\n\n")),
    Print("one-line", ("trafilatura", "inscriptis", "resiliparse", "newspaper3k"), _breaks_become(" ")),
    Print("sentence-a-line", ("newspaper3k", "bs4", "trafilatura", "trafilatura-1.2.2"), _sentence_a_line),
    Print("post-a-line", ("trafilatura", "resiliparse", "resiliparse-all"), _post_a_line),
)


def further_prints(row: dict[str, Any], each: int = 1) -> Iterator[dict[str, Any]]:
    """``row`` in the ways that are made from its print; of each page ``each`` source prints are taken."""
    for way in PRINTS:
        if row["extractor"] not in way.sources:
            continue
        at = way.sources.index(row["extractor"])
        first = zlib.crc32((row["id"] + way.name).encode()) % len(way.sources)
        if (at - first) % len(way.sources) < each:
            yield printed(row, way)


def printed(row: dict[str, Any], way: Print) -> dict[str, Any]:
    """``row`` with the changes of ``way``, the spans of its posts moved with the text."""
    text, pieces, edge = row["text"], [], 0
    marks = sorted({x for post in (*row["tweets"], *row.get("others", ())) for s in post["spans"] for x in s})
    moved: dict[int, int] = {}
    at, size = 0, 0
    for start, end, new in [*way.edits(row), (len(text), len(text), "")]:
        while at < len(marks) and marks[at] <= start:
            moved[marks[at]] = size + marks[at] - edge
            at += 1
        while at < len(marks) and marks[at] < end:
            moved[marks[at]] = size + start - edge + len(new)
            at += 1
        pieces += [text[edge:start], new]
        size += start - edge + len(new)
        edge = end
    while at < len(marks):
        moved[marks[at]] = size
        at += 1

    def move(post: dict[str, Any]) -> dict[str, Any]:
        return {**post, "spans": [[moved[a], moved[b]] for a, b in post["spans"]]}

    return {
        **row,
        "extractor": "as " + way.name,
        "text": "".join(pieces),
        "tweets": [move(post) for post in row["tweets"]],
        "others": [move(post) for post in row.get("others", ())],
    }
