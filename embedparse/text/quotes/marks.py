"""Quotation marks: which stretches of a paragraph are in marks, in every language's pairs.

Every pair is accepted in every language: print mixes them. A quotation without a closing mark ends with its
paragraph; one that is reopened in the next paragraph goes on there (see `assembly`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

#: Fills a quotation in the masked paragraph: no word character, and in no text.
FILL = "\x01"

#: Opening mark -> marks that close it, the proper one first. Wrong ones are those seen in print.
CLOSERS: dict[str, Sequence[str]] = {
    "“": '”“"‟〞',
    "”": '”“"',
    "„": '“”"‟',
    "‟": '”“"',
    '"': '"”“',
    "＂": '＂"',
    "〝": "〞〟",
    "«": "»«",
    "»": "«»",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "''": ("''", '"'),
    "``": ("''", '"'),
    "‘": "’",
    "‚": "‘’",
    "'": "'",
    "《": "》",
}
# `re` skips to a set of characters, not over what is before one: each pattern begins with its sign.
_OPENER = re.compile(r"['`‘‚](?:(?<=')'|(?<=`)`|(?<=['‘‚])(?<!\w.)(?=\w))")
_DOUBLE = re.compile('["“”„‟＂〝«»‹›「『《]')
_SINGLE = frozenset("'‘‚‹›")
_MARK = re.compile(r"[\"“”„‟＂〝〞〟«»‹›「」『』‘’‚'《》`](?:(?<=')'|(?<=`)`|(?<!`))")
#: A single mark that closes a double one by mistake: `“We have won.’ Then she left.`
_WRONG_END = re.compile(r"[.!?,]’(?=[ \u00a0])")
#: What may be before an opening mark, besides white space and the start.
_LEADS = frozenset("([{—–-:：,，、;；/|。\u200b\u200e\u200f\ufeff>*_\x01")
#: The longest quotation in single marks, in characters: an apostrophe would open pages.
_LONGEST_SINGLE = 1500
#: So many marks behind an opening one the closing one is looked for.
_FURTHEST = 60
#: Marks that are read in one paragraph; what follows is prose.
_MOST = 4000
#: White space of every kind is read as a blank; offsets stay.
_BLANK = re.compile(r"[\t\n\r\u00a0\u2002\u2003\u2009\u200a\u202f\u3000]")
_WIDE = frozenset("「『《〝")


class Quotation(NamedTuple):
    """Half-open offsets of what is in marks, of it with its marks, and whether the closing mark is there."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool


class _Paragraph(NamedTuple):
    """The document's text and half-open offsets of one of its paragraphs."""

    text: str
    start: int
    end: int

    def around(self, at: int, behind: int) -> tuple[str, str]:
        """The characters before ``at`` and at ``behind``; blanks at the paragraph's edges."""
        text, start, end = self
        return text[at - 1] if at > start else " ", text[behind] if behind < end else " "


def may_open(text: str, start: int, end: int) -> bool:
    """Whether any mark that may open a quotation is in ``text[start:end]``; quick."""
    return _DOUBLE.search(text, start, end) is not None or _OPENER.search(text, start, end) is not None


def find(text: str, start: int, end: int) -> list[Quotation]:
    """The outermost quotations of ``text[start:end]``, one paragraph, in order."""
    paragraph = _Paragraph(text, start, end)
    marks = []
    for found in _MARK.finditer(text, start, end):
        if found[0] in "'’" and _is_apostrophe(paragraph, found.start()):
            continue
        marks.append((found.start(), found[0]))
        if len(marks) == _MOST:
            break
    out: list[Quotation] = []
    index = 0
    while index < len(marks):
        offset, mark = marks[index]
        if mark in CLOSERS and _opens(paragraph, offset, mark):
            close = _closer(paragraph, marks, index)
            inner = offset + len(mark)
            if close is not None and not (mark == "“" and _ended_wrongly(paragraph, inner, marks[close][0])):
                at, sign = marks[close]
                if at > inner:
                    out.append(Quotation(inner, at, offset, at + len(sign), True))
                    index = close
                index += 1  # of two marks in a row the second opens
                continue
            if mark not in _SINGLE and text[inner:end].strip():
                wrong = _WRONG_END.search(text, inner, end) if mark == "“" else None
                if wrong is not None and text.find("‘", inner, wrong.start()) < 0:
                    out.append(Quotation(inner, wrong.end() - 1, offset, wrong.end(), True))
                    index = bisect_left(marks, (wrong.end(), ""))
                    continue
                out.append(Quotation(inner, end, offset, end, False))
                break
        index += 1
    return out


def mask(text: str, start: int, end: int, quotations: list[Quotation]) -> str:
    """``text[start:end]``, as long as before, each quotation filled with `FILL`, and blanks of one kind."""
    parts, edge = [], start
    for quotation in quotations:
        parts.append(text[edge : quotation.outer_start])
        parts.append(FILL * (quotation.outer_end - quotation.outer_start))
        edge = quotation.outer_end
    parts.append(text[edge:end])
    return _BLANK.sub(" ", "".join(parts))


def _ended_wrongly(paragraph: _Paragraph, inner: int, close: int) -> bool:
    """Whether a single mark ends the quotation before others open and close: `“Go.’ Then “x” and “y.”`"""
    wrong = _WRONG_END.search(paragraph.text, inner, close)
    if wrong is None or paragraph.text.find("‘", inner, wrong.start()) >= 0:
        return False
    return paragraph.text.find("“", wrong.end(), close) >= 0


def _is_apostrophe(paragraph: _Paragraph, at: int) -> bool:
    """Whether the single mark at ``at`` is inside a word, or ends one that no quotation was opened before."""
    before, after = paragraph.around(at, at + 1)
    return before.isalnum() and after.isalnum()


def _opens(paragraph: _Paragraph, at: int, mark: str) -> bool:
    before, after = paragraph.around(at, at + len(mark))
    if mark in _WIDE or mark in "„«":
        return True
    if mark == "'" or mark == "‘" or mark == "‚":
        return not before.isalnum() and not after.isspace() and (before.isspace() or before in _LEADS)
    if after in ",.;:!?)":
        return False
    if before.isspace() or before in _LEADS:
        return not after.isspace() or at == paragraph.start or mark == "“"
    if mark == "“":
        return not after.isspace() and after not in ",.;:!?)"
    if mark in ('"', "''") and before.isdigit():
        return False  # inches, seconds
    return (after.isalnum() and not before.isalnum()) or (mark == '"' and after.isupper() and before in ".!?")


def _closes(paragraph: _Paragraph, at: int, mark: str) -> bool:
    """Whether the mark may close, by what surrounds it: no word begins right behind it."""
    before, after = paragraph.around(at, at + len(mark))
    if mark in "」』》":
        return True
    if mark in ("'", "’"):
        return not after.isalnum() and not before.isspace()
    return not after.isalnum() or not (before.isspace() or before in "([{")


def _reopens(paragraph: _Paragraph, at: int, mark: str) -> bool:
    """Whether the mark rather opens a quotation inside the quotation."""
    before, after = paragraph.around(at, at + len(mark))
    if mark in "„「『《":
        return True
    return (before.isspace() or before in "([{") and not after.isspace() and after not in ".,;:!?)"


def _closer(paragraph: _Paragraph, marks: list[tuple[int, str]], opener: int) -> int | None:
    """The index in ``marks`` of the mark that closes the one at ``opener``; None where there is none."""
    begin, mark = marks[opener]
    closers = CLOSERS[mark]
    single = mark in _SINGLE
    depth = 0
    last: int | None = None
    for index in range(opener + 1, min(len(marks), opener + _FURTHEST)):
        at, sign = marks[index]
        if single and (at - begin > _LONGEST_SINGLE or sign in ('"', "“", "„", "«", "''")):
            return last
        if sign == mark and sign not in closers:
            depth += 1
            continue
        if sign not in closers:
            continue
        if _reopens(paragraph, at, sign):
            if not _nests(paragraph, marks, index, closers):
                return None
            depth += 1
        elif _closes(paragraph, at, sign):
            if depth == 0:
                return index
            depth -= 1
            last = index
    return last


def _nests(paragraph: _Paragraph, marks: list[tuple[int, str]], at: int, closers: Sequence[str]) -> bool:
    """Whether two closing marks follow the inner opening mark ``at`` before the next opening one."""
    seen = 0
    for index in range(at + 1, min(at + 12, len(marks))):
        offset, sign = marks[index]
        if sign not in closers:
            continue
        if _reopens(paragraph, offset, sign):
            return False
        seen += 1
        if seen == 2:
            return True
    return seen == 1 and marks[at][1] == "“"
