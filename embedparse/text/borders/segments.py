"""The units between which borders are drawn: lines, and the pieces of a line that may begin a post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from embedparse.fields import own_links
from embedparse.locales import in_all
from embedparse.models import Span
from embedparse.patterns import LazyPattern
from embedparse.text import markdown
from embedparse.text.hard_wraps import goes_on

#: How a segment is parted from the one before it: by a blank, by nothing, by a line break, by an
#: empty line, by several.
MIDLINE, GLUED, LINE, PARAGRAPH, WIDE = "midline", "glued", "line", "paragraph", "wide"
SEPARATIONS = (MIDLINE, GLUED, LINE, PARAGRAPH, WIDE)
#: The separations that empty lines make, and those inside a line.
SPACED, INSIDE = (PARAGRAPH, WIDE), (MIDLINE, GLUED)

#: What lines of single inline elements show. ``element inside``: an element was inside a sentence that is
#: no link of a post's (a tag, a mention, an address). ``unlinked``: one of these is inside a line.
ELEMENT_INSIDE, UNLINKED = "element inside", "unlinked"
#: A blank was left before the line break below: paragraphs are printed without, broken lines often with it.
BLANK_END = "blank end"
TRACES = (ELEMENT_INSIDE, UNLINKED, BLANK_END)
_BLANK_END = frozenset((BLANK_END,))
#: So much of a line before one of its pieces shows what the piece is the end of.
BEFORE = 60


@cache
def function_words() -> frozenset[str]:
    """The commonest words of all languages, in lower case."""
    return in_all("articles", "function_words")


#: Characters that count two, but for a few signs that make no difference here.
_WIDE = re.compile("[^\x00-\u10ff\u2000-\u2037]")


def wide_length(text: str) -> int:
    """Length of ``text`` with two for each character that X counts two (emoji sequences aside)."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def holds_wide(text: str) -> bool:
    """Whether ``text`` holds a character that X counts two."""
    return not text.isascii() and _WIDE.search(text) is not None


@dataclass(slots=True)
class Segment:
    """A stretch of text that is wholly in the post or wholly outside.

    ``start`` and ``end`` are code-point offsets, outer white space left out, list and quote marks not;
    ``text`` is what a reader sees, without the targets of links; ``sep`` is what separates it
    from the segment before; ``first`` and ``last`` are the classes of its outer characters (one letter
    or a short word, see `_first` and `_last`); ``weight`` is its `wide_length`. ``traces`` names what its
    print shows of the markup that was there: see `TRACES`. ``language`` is None until it is asked for.
    """

    start: int
    end: int
    sep: str
    text: str
    first: str
    last: str
    weight: int
    indent: int = 0
    traces: frozenset[str] = frozenset()
    before: str = ""
    language: str | None = None


_FIRST = {
    **dict.fromkeys("@＠", "mention"),
    **dict.fromkeys("#＃", "hashtag"),
    **dict.fromkeys("\"“‘«„‹「『'", "quote"),
    **dict.fromkeys("•-–*·▪►➡✅👉→◦‣", "bullet"),
    **dict.fromkeys("([（【", "bracket"),
    **dict.fromkeys(".,;:)!?…", "mark"),
}
_LAST = {
    **dict.fromkeys(".。．।۔", "stop"),
    **dict.fromkeys("!！", "shout"),
    **dict.fromkeys("?？؟", "question"),
    "…": "ellipsis",
    **dict.fromkeys(":：", "colon"),
    **dict.fromkeys(",;，；、،؛", "comma"),
    **dict.fromkeys("\"”’»“›」』'", "quote"),
    **dict.fromkeys(")）]】", "bracket"),
}


#: The classes of how a segment begins, and of how it ends.
FIRST_CLASSES = (
    *dict.fromkeys(_FIRST.values()),
    *("retweet", "capital", "small", "link", "uncased", "digit", "reply", "emoji", "other"),
)
LAST_CLASSES = (
    *dict.fromkeys(_LAST.values()),
    *("media", "tco", "url", "hashtag", "mention", "uncased", "word", "emoji", "other"),
)


def _first(text: str) -> str:
    """Class of how ``text`` begins."""
    char = text[0]
    if char.isalpha():
        if char.isupper():
            return "retweet" if text.startswith(("RT ", "MT ")) else "capital"
        if char.islower() and not text.startswith(("http", "pic.")):
            return "small"
        if char in "hp":
            return "link"
        return "uncased" if _is_ideographic(char) else "capital"
    if char.isdigit():
        return "digit"
    if char == "." and text[1:2] == "@":
        return "reply"
    if (named := _FIRST.get(char)) is not None:
        return named
    return "emoji" if ord(char) > 0x2100 else "other"


def _last(text: str) -> str:
    """Class of how ``text`` ends."""
    char = text[-1]
    if (named := _LAST.get(char)) is not None:
        return "ellipsis" if named == "stop" and text.endswith("...") else named
    if char.isalnum() or char in "_/":
        return _last_word(text, char)
    return "emoji" if ord(char) > 0x2100 else "other"


def _last_word(text: str, char: str) -> str:
    word = text[-300:].rsplit(None, 1)[-1]
    if "/" in word:
        if any(host in word for host in own_links.PICTURES):
            return "media"
        if any(f"://{host}" in word for host in own_links.SHORTENERS):
            return "tco"
        if "http" in word:
            return "url"
    if word[0] == "#":
        return "hashtag"
    if word[0] == "@":
        return "mention"
    return "uncased" if _is_ideographic(char) else "word"


def _is_ideographic(char: str) -> bool:
    """Whether ``char`` is Chinese or Japanese, where no blank parts words and few marks part sentences.

    Other scripts without case (Hebrew, Arabic, Hindi, Korean) open and close lines as cased ones do.
    """
    return char > "\u2e80" and not "\uac00" <= char <= "\ud7a3"


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


def make(text: str, start: int, end: int, sep: str) -> Segment | None:
    """The segment of ``text[start:end]`` with its blanks trimmed; None where nothing is left."""
    raw = text[start:end]
    bare = raw.strip()
    if not bare:
        return None
    start += raw.find(bare)
    shown = markdown.plain(bare).strip() if markdown.holds_targets(bare) else bare
    made = _segment(start, start + len(bare), sep, shown or bare)
    if start + len(bare) < end and text[start + len(bare)] in " \u00a0":
        made.traces = _BLANK_END
    return made


def _segment(start: int, end: int, sep: str, text: str, indent: int = 0) -> Segment:
    return Segment(start, end, sep, text, _first(text), _last(text), wide_length(text), indent)


def lines_below(text: str, lo: int, hi: int) -> Iterator[Segment]:
    """The non-blank lines of ``text[lo:hi]`` from its start on; the first one's ``sep`` is `LINE`."""
    pos, blank = lo, 0
    while pos < hi:
        stop = text.find("\n", pos, hi)
        stop = hi if stop < 0 else stop
        segment = make(text, pos, stop, _sep_of(blank))
        if segment is None:
            blank += pos > lo
        else:
            segment.indent = segment.start - pos
            yield segment
            blank = 0
        pos = stop + 1


def lines_above(text: str, lo: int, hi: int) -> Iterator[Segment]:
    """The non-blank lines of ``text[lo:hi]`` from its end on; the topmost one's ``sep`` is no `LINE`."""
    below: Segment | None = None
    pos, blank = hi, 0
    while True:
        start = max(text.rfind("\n", lo, pos) + 1, lo)
        segment = make(text, start, pos, PARAGRAPH)
        if segment is None:
            blank += start > lo
        else:
            if below is not None:
                below.sep = _sep_of(blank)
                yield below
            segment.indent = segment.start - start
            below, blank = segment, 0
        if start <= lo:
            break
        pos = start - 1
    if below is not None:
        below.sep = _sep_of(max(blank, 1))
        yield below


def _sep_of(blank: int) -> str:
    """What parts a line from the one above, with ``blank`` empty lines between them."""
    return LINE if blank == 0 else PARAGRAPH if blank < 3 else WIDE


#: The longest function word, and Japanese particles behind which no sentence ends.
_LONGEST_WORD, _OPEN_PARTICLES = 14, frozenset("をがへ")


def _needs_more(text: str, start: int, edge: int) -> bool:
    """Whether the word and the blank before ``edge`` cannot end a sentence, a heading or a post."""
    if text[edge - 1] not in " \u00a0":
        return False
    word = text[max(start, edge - _LONGEST_WORD) : edge - 1].rpartition(" ")[2]
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
        edges = [edge for edge in edges if not _needs_more(text, line.start, edge)]
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


_ENDS = {"stop", "shout", "question", "ellipsis", "colon"}
_PARTICLES = tuple(sorted(in_all("articles", "particles")))


_MARKER = re.compile(r"[*•·-] {1,4}(?=\S)")


def without_marker(segment: Segment) -> Segment:
    """``segment`` without the list marker that it begins with."""
    marker = _MARKER.match(segment.text)
    if marker is None:
        return segment
    text = segment.text[marker.end() :]
    return _segment(segment.start + marker.end(), segment.end, segment.sep, text, segment.indent)


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
        out[-1] = _segment(above.start, row.end, above.sep, joined, above.indent)
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
            out[-1] = _segment(out[-1].start, row.end, out[-1].sep, joined, out[-1].indent)
        else:
            out.append(row)
        last = line
    return out


#: Marks around a word, those of tags and mentions with them.
STRIPPED = "\"'“”„«»’‘.,;:!?()[]…#@*"
_HEADS_BEGIN = frozenset(("capital", "digit", "emoji", "bracket"))
#: No heading is longer, in weighted characters.
_LONGEST_HEADING = 90


def is_heading(segment: Segment) -> bool:
    """Whether ``segment`` has capitals throughout and ends without a mark: two words at least.

    A piece of a line is none: lines are cut before capitals.
    """
    if segment.last != "word" or segment.weight > _LONGEST_HEADING or segment.before:
        return False
    if segment.first not in _HEADS_BEGIN:
        return False
    text = segment.text
    if text.count(" ") == 0 or "#" in text or "@" in text or ";" in text or ". " in text or "://" in text:
        return False
    capitals = 0
    for word in text.split():
        bare = word.strip(STRIPPED)
        if not bare[:1].isalpha() or bare.lower() in function_words():
            continue
        if not bare[0].isupper():
            return False
        capitals += 1
    return capitals > 1


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
