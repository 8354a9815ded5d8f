"""Where a text shows code, or hides what is in it: nothing there is a post, and no address an embed.

`code_spans`: the code of Markdown, fences, indented blocks and inline code. `code_regions`: that, elements of
HTML whose content is code, comments and raw text, and blocks in which templates are not carried out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from embedparse.byte_search import holds
from embedparse.fields import shortcodes
from embedparse.models import Span
from embedparse.patterns import LazyPattern
from embedparse.spans import merge

#: A fence: backticks or tildes, below quotation marks or the marker of a list item too.
_FENCE = LazyPattern(r"[ \t>]{0,60}(?:(?:[*+-]|\d{1,9}[.)])[ \t]{1,4})?(`{3,}|~{3,})([^\n]*)")
#: The mark of a fence whose content is no code, in Pandoc's Markdown.
_RAW_HTML = LazyPattern(r"\{=html5?\}[ \t]{0,20}\Z")
_RAW_HTML_MARK = "{=html"
_FENCE_SIGN = LazyPattern("```|~~~")
#: A tag that begins a block of HTML, in which backticks are text until the next blank line (CommonMark 4.6).
_HTML_BLOCK = LazyPattern(r"[ \t>]{0,60}</?[a-zA-Z][\w-]{0,40}(?=[\s/>])|[ \t>]{0,60}<!--")
_BULLETS = frozenset("*+-")
_LIST_ITEM = LazyPattern(r"[ ]{0,3}(?:[*+-]|\d{1,9}[.)])[ \t]")
_INDENTED = LazyPattern(r"(?: {4}| {0,3}\t)[ \t]{0,200}\S")
#: Extractors indent quotations and lists: an indented block is code only if it begins like markup.
_MARKUP_SIGN = r"[ \t]{0,200}(?:[<{]|&lt;|https?://|\[\[|\[(?:tweet|twitter|embed)\b)"
_INDENTED_MARKUP = LazyPattern(r"(?: {4}| {0,3}\t)" + _MARKUP_SIGN)
#: How a line begins that is indented, and the same anywhere in a text: a literal is found in a fifth of the
#: time of a choice.
_INDENTED_LINES = {
    indent: LazyPattern(indent + _MARKUP_SIGN) for indent in ("\n    ", "\n\t", "\n \t", "\n  \t", "\n   \t")
}
_RUN = LazyPattern(r"``*")


def code_spans(text: str, ends: Iterable[int] | None = None) -> list[Span]:
    """The spans of code in ``text``, sorted and disjoint: fences and indented blocks by whole lines.

    Where ``ends`` are given, indented blocks may be left out in which none of these offsets is.

    A fence that is never closed is no code: in flattened text such a line is an ornament. Of indented blocks
    only those count that begin like markup or a shortcode. Blocks of templates and of forums that show code
    count too.
    """
    marked = ("`" in text and text.count("`") >= 2) or ("~" in text and text.count("~~~") >= 2)
    indented = (marked or ends is None or _is_any_indented(text, ends)) and _holds_indented_markup(text)
    found = list(_read(text, indented=indented)) if marked or indented else []
    templates = [
        pair
        for sign, pairs in _TEMPLATES.items()
        if sign in text
        for pair in pairs
        if holds(text, pair.template)
    ]
    return (
        merge([*found, *(span for pair in templates for span in _between(text, pair))])
        if templates
        else found
    )


def _is_any_indented(text: str, offsets: Iterable[int]) -> bool:
    """Whether the line of the character before one of ``offsets`` is indented or empty."""
    return any(text.startswith((" ", "\t", "\n"), text.rfind("\n", 0, max(0, at - 1)) + 1) for at in offsets)


def _holds_indented_markup(text: str) -> bool:
    """Whether a line of ``text`` below a blank one is indented and begins like markup."""
    patterns = (
        line
        for indent, line in _INDENTED_LINES.items()
        if (indent[-1] == " " or "\t" in text) and indent in text
    )
    ends = (line.start() for pattern in patterns for line in pattern.finditer(text))  # of the lines above
    return any(not text[text.rfind("\n", 0, end) + 1 : end].strip() for end in ends)


def _read(text: str, *, indented: bool) -> Iterator[Span]:
    # What the whole text lacks is not looked for line by line.
    fenced, tagged = "```" in text or "~~~" in text, "<" in text
    if indented or (fenced and _RAW_HTML_MARK in text):
        yield from _read_lines(text, fenced=fenced, tagged=tagged, indented=indented)
    else:
        yield from _read_paragraphs(text, fenced=fenced)


def _read_paragraphs(text: str, *, fenced: bool) -> Iterator[Span]:
    """Code of a text without indented code and raw HTML: lines are read only where it has marks of code."""
    lines = _Lines(text)
    edge = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    end = html = after = -1
    while edge < len(text):
        if edge > end:
            gap = _BETWEEN_PARAGRAPHS.search(text, edge)
            end, after = gap.span() if gap is not None else (len(text), len(text))
            html = -1
        if _CODE_MARK.search(text, edge, end) is None:
            edge = after
            continue
        if html < edge:
            html = _html_in(text, (edge, end))
        stop = max(edge, html - 1) if html < end else end
        fence = lines.fence_in(edge, stop) if fenced else None
        yield from _inline(text, [(edge, max(edge, fence[0] - 1) if fence is not None else stop)])
        if fence is None:
            edge = after
        else:
            yield fence
            edge = _behind_blank_lines(text, fence)


def _behind_blank_lines(text: str, fence: Span) -> int:
    """Where the first line below ``fence`` is that is not blank."""
    at = fence[1] + 1
    blank = _BLANK_LINES.match(text, at)
    return blank.end() if blank is not None else at


#: Blank lines between the paragraphs of a text, or at its end.
_BETWEEN_PARAGRAPHS = LazyPattern(r"\n[^\S\n]*(?:\n(?:[^\S\n]*\n)*(?:[^\S\n]*\Z)?|\Z)")


_BLANK_LINES = LazyPattern(r"(?:[^\S\n]*\n)*")
#: What is in any paragraph with code.
_CODE_MARK = LazyPattern(r"`|~~~")


def _html_in(text: str, paragraph: Span) -> int:
    """Where the line of ``paragraph`` is that begins a block of HTML; its end if none does."""
    start, end = paragraph
    at = text.find("<", start, end)
    while at >= 0:
        line = max(start, text.rfind("\n", start, at) + 1)
        line_end = text.find("\n", at, end)
        line_end = end if line_end < 0 else line_end
        if _HTML_BLOCK.match(text, line, line_end) is not None:
            return line
        at = text.find("<", line_end, end)
    return end


def _read_lines(text: str, *, fenced: bool, tagged: bool, indented: bool) -> Iterator[Span]:
    """Code by lines; the text has marks of a fence, a tag, an indented line of markup as told."""
    lines = _Lines(text)
    paragraph: list[Span] = []  # lines of one paragraph, in which inline code is looked for
    in_html = after_blank = False
    in_list = False
    edge, raw_end = 0, -1
    for start, end in lines:
        if start < edge or start == raw_end:
            continue
        line = text[start:end]
        if not line or line.isspace():
            yield from _inline(text, paragraph)
            paragraph, in_html, after_blank = [], False, True
            continue
        is_fence = fenced and not in_html and ("```" in line or "~~~" in line)
        if is_fence and (close := lines.closing_fence(line, end)):
            yield from _inline(text, paragraph)
            begin = text.rfind("\n", start, close) + 1 if _RAW_HTML.search(line) else close
            yield start, close if begin == close else end
            if begin < close:  # what Pandoc puts into the page as it is: all but the two fences is read
                yield begin, close
                raw_end = begin
            paragraph, edge, after_blank = [], close if begin == close else end, False
            continue
        if indented and after_blank and not in_list and not in_html and _INDENTED_MARKUP.match(line):
            close = lines.indented_end(end)
            yield start, close
            edge = close
            continue
        opens_html = tagged and "<" in line and _HTML_BLOCK.match(line) is not None
        if indented and not line[0].isspace():  # HTML is indented for the eye, and so are items of a list
            is_item = (line[0] in _BULLETS or line[0].isdigit()) and _LIST_ITEM.match(line) is not None
            in_list = opens_html or is_item
        if not in_html and opens_html:
            yield from _inline(text, paragraph)
            paragraph, in_html = [], True
        if not in_html:
            paragraph.append((start, end))
        after_blank = False
    yield from _inline(text, paragraph)


class _Closing(NamedTuple):
    """A line that may close a fence: its offsets, the length of its sign, of the longest from here on."""

    start: int
    end: int
    length: int
    longest: int


class _Lines:
    """The lines of a text as spans without their line break, and where blocks that begin at one end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._fences: dict[str, list[_Closing]] | None = None

    def __iter__(self) -> Iterator[Span]:
        at, size = 0, len(self._text)
        while at < size:
            end = self._text.find("\n", at)
            end = size if end < 0 else end
            yield at, end
            at = end + 1

    def fence_in(self, start: int, end: int) -> Span | None:
        """The first fence that a line of ``[start, end)`` opens, by whole lines; it may end behind them."""
        sign = _FENCE_SIGN.search(self._text, start, end)
        while sign is not None:
            line = max(start, self._text.rfind("\n", start, sign.start()) + 1)
            line_end = self._text.find("\n", sign.start(), end)
            line_end = end if line_end < 0 else line_end
            if close := self.closing_fence(self._text[line:line_end], line_end):
                return line, close
            sign = _FENCE_SIGN.search(self._text, line_end, end)
        return None

    def closing_fence(self, line: str, end: int) -> int:
        """The end of the fence that ``line`` opens, behind ``end``; 0 where it opens none."""
        opening = _FENCE.match(line)
        if opening is None or (opening[1][0] == "`" and "`" in opening[2]):
            return 0
        length, fences = len(opening[1]), self._closing()[opening[1][0]]
        at = bisect_left(fences, (end,))
        if at == len(fences) or fences[at].longest < length:
            return 0
        while fences[at].length < length:  # the search goes on behind the fence that is found: linear in all
            at += 1
        return fences[at].end

    def _closing(self) -> dict[str, list[_Closing]]:
        """Lines that may close a fence, by its sign, in order."""
        if self._fences is None:
            self._fences = {"`": [], "~": []}
            for start, end in self:
                line = self._text[start:end]
                found = _FENCE.match(line) if "```" in line or "~~~" in line else None
                if found and not found[2].strip():
                    self._fences[found[1][0]].append(_Closing(start, end, len(found[1]), 0))
            for fences in self._fences.values():
                longest = 0
                for at in range(len(fences) - 1, -1, -1):
                    longest = max(longest, fences[at].length)
                    fences[at] = fences[at]._replace(longest=longest)
        return self._fences

    def indented_end(self, end: int) -> int:
        """Where the indented block ends whose first line ends at ``end``.

        Behind a blank line only markup belongs to it: where everything is indented, prose goes on.
        """
        text, last, blank = self._text, end, False
        while end < len(text):
            start = end + 1
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            line = text[start:end]
            if not line or line.isspace():
                blank = True
            elif (_INDENTED_MARKUP if blank else _INDENTED).match(line):
                last, blank = end, False
            else:
                break
        return last


def _inline(text: str, paragraph: list[Span]) -> Iterator[Span]:
    """Inline code between runs of as many backticks, within one paragraph."""
    if not paragraph:
        return
    low, high = paragraph[0][0], paragraph[-1][1]
    if text.find("`", low, high) < 0:
        return
    runs = [match.span() for match in _RUN.finditer(text, low, high)]
    later: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[index][1] - runs[index][0], []).append(index)
    at = 0
    while at < len(runs):
        start, end = runs[at]
        same = later[end - start]
        while same and same[-1] <= at:
            same.pop()
        if start > 0 and text[start - 1] == "\\":
            at += 1
        elif same:
            close = runs[same[-1]][1]
            is_line = (start, close) == (low, high) and end - start == 1
            is_code = not is_line or shortcodes.read(text[start:close], 0) is None
            if is_code and not _opens_value(text[max(0, start - _LONGEST_SNIPPET) : start]):
                yield start, close
            at = same[-1] + 1
        else:
            at += 1


#: A snippet of MODX is no longer before the value of a parameter.
_LONGEST_SNIPPET = 200


def _opens_value(before: str) -> bool:
    """Whether a backtick behind ``before`` opens the value of a parameter: ``[[!tweet? &id=`1`]]``."""
    return before.endswith("=") and before.rfind("[[") > before.rfind("]]")


def masked(text: str, spans: Sequence[Span]) -> str:
    """``text`` in which nothing in ``spans`` can be read as markup, every offset as before."""
    if not spans:
        return text
    parts, edge = [], 0
    for start, end in spans:
        parts.append(text[edge:start])
        parts.append(text[start:end].translate(_MARKUP))
        edge = end
    parts.append(text[edge:])
    return "".join(parts)


_MARKUP = str.maketrans(dict.fromkeys("<>&/{}[]\\@", " "))


class _Pair(NamedTuple):
    """A block of code between two marks: ``literal`` is in every opening.

    ``template`` is a literal of those that a template or a forum has, which Markdown may hold too.
    """

    literal: str
    opening: LazyPattern[str]
    closing: str  # with the groups of the opening by number, in braces
    template: str = ""


_PAIRS = (
    _Pair(
        "<",
        LazyPattern(
            r"<(?i:(pre|code|script|style|textarea|xmp|nowiki|syntaxhighlight|source)(?=[\s>])[^<>]{0,300}(?<!/)>)"
        ),
        "</{1}",
    ),
    _Pair("<!--", LazyPattern(r"<!--"), "-->"),
    # What is raw shows a template's own signs, or puts markup into the page as it is.
    _Pair("{%", LazyPattern(r"\{%-?\s{0,4}(raw|verbatim)\b[^%{}]{0,200}%\}"), "end{1}"),
    _Pair("{%", LazyPattern(r"\{%-?\s{0,4}(highlight|codeblock|code)\b[^%{}]{0,200}%\}"), "end{1}", "{%"),
    _Pair("{{<", LazyPattern(r"\{\{[<%]\s{0,4}(highlight|code)\b[^{}]{0,200}[>%]\}\}"), "/{1}", "{{"),
    _Pair("{{", LazyPattern(r"\{\{[<%]/\*"), "*/"),
    _Pair(
        "[",
        LazyPattern(r"\[(?i:(code|sourcecode|pre|noparse|php)(?:[ =][^\[\]\n]{0,100})?\])"),
        "[/{1}",
        "[/",
    ),
)

#: The blocks that templates and forums have, by the first character of their literals.
_TEMPLATES = {sign: tuple(pair for pair in _PAIRS if pair.template.startswith(sign)) for sign in ("{", "[")}


def comments(text: str) -> list[Span]:
    """The comments of markup in ``text`` that hold markup themselves: what was commented out."""
    return [span for span in _between(text, _PAIRS[1]) if "<" in text[span[0] + 4 : span[1]]]


def code_regions(text: str) -> list[Span]:
    """The half-open spans of ``text`` that are code, comments or raw template text; sorted, disjoint."""
    found = code_spans(text)
    for pair in _PAIRS:
        if pair.literal[0] in text and pair.literal in text:
            found += _between(text, pair)
    return merge(found)


def _lowered(text: str) -> str:
    """``text`` in lower case; as it is where a letter's lower case is longer: offsets would be wrong."""
    low = text.lower()
    return low if len(low) == len(text) else text


def _between(text: str, pair: _Pair) -> Iterator[Span]:
    """The blocks of ``pair``; where one closing mark is missing, no later one of its kind is looked for."""
    low, edge, missing = "", 0, set()
    for opening in pair.opening.finditer(text):
        low = low or _lowered(text)
        closing = pair.closing.format(*("", *(group.lower() for group in opening.groups(""))))
        if opening.start() < edge or closing in missing:
            continue
        end = low.find(closing, opening.end())
        if end < 0:
            missing.add(closing)
            continue
        edge = end + len(closing)
        yield opening.start(), edge
