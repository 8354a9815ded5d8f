"""Line breaks that a corpus replaced are put back: it printed an escape, a name or a sign, or a wide gap."""

from __future__ import annotations

import re
from typing import NamedTuple

from embedparse.patterns import LazyPattern

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
    WrittenBreak("<br", r"[ ]?(?:<br ?/?>[ ]?){1,4}", 2, "markup whose other elements were taken out"),
    WrittenBreak("\t", r"[ ]?\t{1,4}[ ]?", 3, "the separator of a table whose cells are paragraphs"),
    WrittenBreak(" // ", r"[ ]//[ ]", 3, "the separator given to a function that joins lines"),
    WrittenBreak("', '", "', '", 3, "a list of paragraphs as a program prints it"),
    WrittenBreak('", "', '", "', 3, "the same in the other marks"),
    WrittenBreak("|", r"[ ]?\|{1,5}[ ]?", 3, "the separator given to a function that joins a page's strings"),
)


def with_line_breaks(document: str) -> str:
    """``document`` with line breaks between its paragraphs, if written breaks or wide gaps part them."""
    return broken_at_gaps(as_line_breaks(document))


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


#: Gaps that part the paragraphs of a text are so many at least.
_FEWEST_GAPS = 3
_GAP = LazyPattern(r"(?<=\S)[ \u00a0]{1,200}[ \u00a0](?=\S)")
#: What ends a paragraph; what opens an attribution.
_GAP_ENDS, _DASHES = frozenset('.!?…。！？।؟:"”’»)'), frozenset("—–-")
#: Two sentences of a paragraph.
_JOINT = LazyPattern(r"(?<=[^\W\d_][.!?।؟…]) (?=[^\W\d_a-z])")


def broken_at_gaps(text: str) -> str:
    """``text`` with a line break at the end of each wide gap that parts paragraphs, as long as before.

    Where two blanks are behind every sentence, or anywhere in a line, they part none.
    """
    if len(text.split("\n", _MOST_BREAKS + 1)) > _MOST_BREAKS + 1 or "  " not in text:
        return text
    gaps = list(_GAP.finditer(text))
    if len(gaps) < _FEWEST_GAPS:
        return text
    parting = sum(_parts(text[gap.start() - 1], text[gap.end()]) for gap in gaps)
    if parting < 0.8 * len(gaps) or 4 * len(_JOINT.findall(text)) < len(gaps):
        return text
    return _GAP.sub(lambda gap: gap[0][:-1] + "\n", text)


def _parts(before: str, behind: str) -> bool:
    """Whether a paragraph, or the year of an attribution, ends in ``before``, or a dash is ``behind``."""
    return before in _GAP_ENDS or before.isdigit() or behind in _DASHES
