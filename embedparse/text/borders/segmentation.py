"""How lines become segments: cut where a post may begin inside one, joined where one was broken."""

from __future__ import annotations

import re

from embedparse.fields import own_links
from embedparse.locales import in_all
from embedparse.models import Span
from embedparse.patterns import LazyPattern
from embedparse.text.borders.segment_features import is_heading
from embedparse.text.borders.segments import (
    ELEMENT_INSIDE,
    GLUED,
    LINE,
    MIDLINE,
    UNLINKED,
    Segment,
    function_words,
    make,
    segment_of,
)
from embedparse.text.hard_wraps import goes_on

#: So much of a line before one of its pieces shows what the piece is the end of.
BEFORE = 60


#: The longest function word, and Japanese particles behind which no sentence ends.
_LONGEST_WORD, _OPEN_PARTICLES = 14, frozenset("をがへ")


def _needs_more(before: str) -> bool:
    """Whether the word and the blank that ``before`` ends with cannot end a sentence, a heading or a post."""
    if before[-1] not in " \u00a0":
        return False
    word = before[:-1].rpartition(" ")[2]
    return word.lower() in function_words() or word[-1:] in _OPEN_PARTICLES


#: Characters of a code and of the slash before it.
_SLASH_AND_CODE = 11


def _cuts(text: str, line: Span) -> list[int]:
    """Where a post may begin inside ``line``, after sentence ends and blanks too; in order."""
    start, end = line
    edges = [m.end() for m in _CUTS.finditer(text, start, end)]
    low = max(0, start - _SLASH_AND_CODE)
    if text.find("/", low, end) >= 0:
        edges = sorted({*edges, *(m.end() - 1 for m in _BEHIND_CODE.finditer(text, low, end))})
    return edges


def pieces(text: str, line: Segment, *, blanks: bool, padded: bool = False) -> list[Segment]:
    """``line`` cut wherever a post may begin inside it; ``blanks``: also after sentence ends and blanks.

    ``padded``: several blanks are no sign of a joint.
    """
    if not blanks and not _may_be_glued(line.text):
        return [line]
    start, end = line.start, line.end
    found = (
        _cuts(text, (start, end)) if blanks else [m.start() for m in _GLUED_CUTS.finditer(text, start, end)]
    )
    edges = [edge for edge in found if edge > start]
    raw = text[start:end]
    if edges and ("://" in raw or "pic." in raw):
        shut = [m.span() for m in _LINKS.finditer(text, start, end)]
        edges = [edge for edge in edges if not any(low < edge < high for low, high in shut)]
    if blanks:
        edges = [edge for edge in edges if not _needs_more(text[max(start, edge - _LONGEST_WORD) : edge])]
    elif padded:
        edges = [edge for edge in edges if not text[edge - 1].isspace()]
    if not edges:
        return [line]
    out: list[Segment] = []
    sep, edge = line.sep, line.start
    for cut in [*edges, line.end]:
        segment = make(text, edge, cut, sep)
        if segment is not None:
            segment.indent = line.indent
            segment.before = text[max(line.start, edge - BEFORE) : edge]
            out.append(segment)
            sep = MIDLINE if text[cut - 1].isspace() else GLUED
        edge = cut
    return out


#: No cut falls inside these.
_LINKS = LazyPattern(
    rf"https?://{own_links.SHORTENER}/{own_links.CODE}"
    rf"|{own_links.PICTURE}/(?:{own_links.CODE}|{own_links.CUT_CODE})|https?://[^\s\p{{Lo}}]{{1,400}}",
    engine="regex",
)


#: Letters of scripts that put no blank between words: one beside such a letter parts more than words.
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
#: Where a post may begin inside a line: behind the character that is matched. Ends of codes are looked for
#: apart. Bounded: fixed-width look-behinds around one character.
_CUTS = LazyPattern(
    rf"""
    [ \u00a0] (?:
        (?=[\p{{Lu}}\#@＃＠“„«「『【"\p{{Nd}}\p{{So}}.]|https?://t\.co/)(?<=\S.)
      | (?<=[.!?…:।۔؟。！？」』”"’»)）】».].)(?=\S)               # after a sentence
      | (?<={_UNSPACED}[ ])(?=\S) | (?<=\S[ ])(?={_UNSPACED}) )
  | [\p{{Ll}}\p{{Nd}}.!?…:;"”’»)](?=[\p{{Lu}}\#@“„«][\p{{L}}\w])(?<![A-Z\s]\.)   # glued on; not in `.@`
  | [。！？」』】](?=[^\s。！？」』】、）)])
    """,
    re.VERBOSE,
    engine="regex",
)


# Cheap looks for what any of `_GLUED_CUTS` needs: each pattern begins with a set or a literal that
# `re` skips to, which one alternation of them would not.
_GLUED = re.compile(
    r"""[.!?…:;”"»)。！？](?:(?<=[^\WA-Z].)(?<![\u3040-\u9fff].)(?:[^\W\da-z_]|[#@“„«])"""
    r"""|(?<=[。！？])(?![\u3040-\u9fff])(?:[^\W\da-z_]|[#@]))\w"""
)
_BLANKS = re.compile(r"[ \t\xa0]{2}\S")
_BEHIND_CODE = re.compile(r"""/(?:(?<=t\.co/)|(?<=twitter\.com/))[A-Za-z0-9]{10}[^\s\])>.,;:!?…'"”]""")


def _may_be_glued(text: str) -> bool:
    return (
        _GLUED.search(text) is not None
        or ("/" in text and _BEHIND_CODE.search(text) is not None)
        or (("  " in text or "\xa0" in text or "\t" in text) and _BLANKS.search(text) is not None)
    )


#: Cuts without a blank: an extractor's joint, or the end of a ten-character code.
_GLUED_CUTS = LazyPattern(
    r"""
    (?<=[\p{Ll}\p{Nd}][.!?…:;”"»)])(?=[\p{Lu}\#@“„«\p{Lo}][\p{L}\w])
  | (?<=[。！？])(?=[\p{Lu}\#@][\p{L}\w])
  | (?<=[^\s>][ \t\u00a0]{2,4})(?=\S)
  | (?<=(?:t\.co|twitter\.com)/[A-Za-z0-9]{10})(?=[^\s\])>.,;:!?…'"”])
    """,
    re.VERBOSE,
    engine="regex",
)


_ENDS = {"stop", "shout", "question", "ellipsis", "colon"}
_PARTICLES = tuple(sorted(in_all("articles", "particles")))


def rejoin(text: str, rows: list[Segment]) -> list[Segment]:
    """Lines of inline elements put back together where the joint can be no paragraph's end."""
    out: list[Segment] = []
    for row in rows:
        above = out[-1] if out else None
        if any(map(row.text.__contains__, _UNLINKED)):
            row.traces |= {UNLINKED}
        if above is None or not (_continues(above, row) or _shows_blank(text, above, row)):
            out.append(row)
            continue
        joined = above.text + " " * (above.text != ".") + row.text
        traces = above.traces | row.traces
        if above.last not in _ELEMENT_ENDS and row.first not in _ELEMENT_BEGINS:
            traces |= {ELEMENT_INSIDE}
        out[-1] = segment_of(above.start, row.end, above.sep, joined, above.indent)
        out[-1].traces = traces
    return out


def unwrap(text: str, rows: list[Segment], width: int) -> list[Segment]:
    """Lines put together that were one before they were broken at the column ``width``."""
    out: list[Segment] = []
    last = ""
    for row in rows:
        line = text[row.start - row.indent : row.end]
        if out and row.sep == LINE and goes_on(last, line, width):
            joined = out[-1].text + " " + row.text
            out[-1] = segment_of(out[-1].start, row.end, out[-1].sep, joined, out[-1].indent)
        else:
            out.append(row)
        last = line
    return out


#: What a link, a mention or a tag ends with and begins with.
_ELEMENT_ENDS = frozenset(("hashtag", "mention", "tco", "url", "media"))
_ELEMENT_BEGINS = frozenset(("hashtag", "mention", "link"))
_UNLINKED = (" #", " @", *(" https://" + shortener for shortener in own_links.SHORTENERS))


def _shows_blank(text: str, above: Segment, row: Segment) -> bool:
    """Whether only a line break and the blank between inline elements are there: some leave it in place."""
    gap = text[above.end : row.start].replace("\u00a0", " ")
    if gap == "\n \n":  # pages without line breaks have the same between paragraphs
        return above.last in _ELEMENT_ENDS and row.first in _ELEMENT_BEGINS
    return gap in (" \n", "\n ", " \n ")


def _continues(above: Segment, row: Segment) -> bool:
    if row.first == "mark":
        return row.text != "." or above.last not in _ENDS
    if above.text in ("@", "#", "＠", "＃") or (above.text == "." and row.first == "mention"):
        return True  # `.@ada`, for all to see
    if above.last in _ENDS:
        return False
    return (row.first == "small" and not is_heading(above)) or (
        row.first == "uncased" and above.last != "quote" and row.text.startswith(_PARTICLES)
    )
