"""Line breaks that a corpus wrote out: an escape, a name, a separator's sign in place of the line feed."""

from __future__ import annotations

import re
from typing import NamedTuple

#: A text with more line breaks of its own keeps its paragraphs apart by them.
_MOST_BREAKS = 2


class WrittenBreak(NamedTuple):
    """What is printed in place of a line feed; a text that prints it so often means it so."""

    literal: str
    pattern: str
    fewest: int
    seen: str


_BREAKS = (
    WrittenBreak(
        "\\n", r"(?:\\{1,2}(?:r\\{1,2})?n[ ]?){1,4}(?:\\{1,2}t)?", 2, "strings of programs kept as text"
    ),
    WrittenBreak("NEWLINE_CHAR", r"NEWLINE_CHAR", 1, "corpora of articles with summaries"),
    WrittenBreak("newline_char", r"newline_char", 1, "the same in lower case"),
    WrittenBreak("\u2028", "[\u2028\u2029]", 1, "editors' soft line breaks"),
    WrittenBreak("\u2029", "[\u2028\u2029]", 1, "editors' paragraph breaks"),
    WrittenBreak("\x85", "\x85", 1, "texts of mainframes read as Latin-1"),
    WrittenBreak("\x0b", "\x0b", 1, "word processors' soft line breaks"),
    WrittenBreak("\r", r"\r(?!\n)", 1, "texts of old editors"),
    WrittenBreak("<n>", r"<n>", 2, "the summarisers' sign of a new sentence"),
    WrittenBreak("<q>", r"<q>", 2, "the summarisers' sign of a new sentence"),
    WrittenBreak("</s>", r"</s>(?:[ ]{0,3}<s>)?", 2, "sentences marked for language models"),
    WrittenBreak("[SEP]", r"\[SEP\]", 2, "sentences joined for language models"),
    WrittenBreak("¶", r"¶", 2, "texts copied with their marks shown"),
    WrittenBreak("↵", r"↵", 2, "texts copied with their marks shown"),
    WrittenBreak("⏎", r"⏎", 2, "texts copied with their marks shown"),
    WrittenBreak("|", r"[ ]?\|{1,5}[ ]?", 3, "the separator given to a function that joins a page's strings"),
)


def as_line_breaks(text: str) -> str:
    """``text`` with a line feed at the end of each break that its corpus wrote out, as long as before."""
    if len(text.split("\n", _MOST_BREAKS + 1)) > _MOST_BREAKS + 1:
        return text
    for written in _BREAKS:
        if written.literal in text and _breaks_lines(text, written):
            text = re.sub(written.pattern, _line_feed, text)
    return text


#: What ends a paragraph or an attribution; how many of a page's breaks are behind one of these, at least.
_ENDS = frozenset('.!?…:。！？।۔؟"”’»)')
_MOSTLY = 0.4
#: Code points between two breaks, on the mean: a table's cells have fewer, a page with a bar or two more.
_CELL, _PAGE = 25, 800


def _breaks_lines(text: str, written: WrittenBreak) -> bool:
    """Whether what ``written`` describes parts the paragraphs of ``text``; a single sign needs no proof."""
    if written.fewest == 1:
        return True
    found = list(re.finditer(written.pattern, text))
    if len(found) < written.fewest or not _CELL <= len(text) / (len(found) + 1) <= _PAGE:
        return False
    ended = sum(_is_end(text[max(0, each.start() - 3) : each.start()].rstrip()[-1:]) for each in found)
    return ended >= _MOSTLY * len(found) and "{{" not in text


def _is_end(sign: str) -> bool:
    return sign != "" and (sign in _ENDS or sign.isdigit())


def _line_feed(found: re.Match[str]) -> str:
    return "\n\n"[: len(found[0])].rjust(len(found[0]))
