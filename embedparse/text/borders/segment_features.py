"""Features of one segment: its size, its language, whose voice it has, signs of single characters.

The words of a voice are those of the languages' tables, written by hand from what posts and news say, not
counted in any one collection: a word list fitted on labelled pages separated pages of known sites and misled
on new ones.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from embedparse.fields.own_links import PICTURES, SHORTENERS
from embedparse.locales import in_all
from embedparse.patterns import LazyPattern
from embedparse.text.borders.article import Context
from embedparse.text.borders.language import ends_politely, language_of, speaks, words_of
from embedparse.text.borders.segments import BLANK_END, STRIPPED, Segment, function_words

#: The literal of a sign that is looked for in any text.
_ANY = ("",)
IsShown = Callable[[Segment], bool]


class Sign(NamedTuple):
    """A feature of a segment. It is looked for where one of ``literals`` is in the text.

    Where it has an ``end``, it is looked for only in segments that begin or end with that class; where it
    ``is_wide``, only in those that hold characters outside of ASCII.
    """

    name: str
    literals: tuple[str, ...]
    is_shown: IsShown
    meaning: str
    end: str = ""
    is_wide: bool = False


_DIGIT = re.compile("[0-9]")
_EMOJI = re.compile("[\U0001f001-\U0010ffff]")
_CODE_TAG = re.compile(r"</?\w{1,20}>")
_NUMBERED = re.compile(r"\d{1,2}[.)/:] ?\S")
#: A line that ends without a mark and is shorter than this may be a heading.
_OPEN_END = 60


# `re` skips to a set of characters, not over what is before one: each of these begins with its sign.

#: A blank before punctuation, after a plain word.
_TRACE = LazyPattern(r"[ \n](?=[.,](?:\s|$))(?<=[\p{L}\p{N}][ \n])(?<![#@＠#/]\S{0,40}[ \n])", engine="regex")


#: A blank before another mark, after a plain word.
_MARK_TRACE = LazyPattern(
    r"[ \n](?=[:;?!)\]’”](?:\s|$))(?<=[\p{L}\p{N}][ \n])(?<![#@＠#/]\S{0,40}[ \n])", engine="regex"
)
#: A tag or mention with a mark at its end, or a bracket before it: where elements are apart it is none.
_TAG_MARK = re.compile(r"[#@](?:(?<=[\s(].)\w{2,40}[.,;:!?)'’]|(?<=\(.)\w)")
#: A tag glued to the word before it, as some extractors print links.
_GLUED_TAG = re.compile(r"[#＃](?<=[^\s(\[「（#@/&＃＠].)\w")


def _always(_: Segment) -> bool:
    return True


def _holds_no_short_link(segment: Segment) -> bool:
    return not any(map(segment.text.__contains__, SHORTENERS))


def _is_code(segment: Segment) -> bool:
    text = segment.text
    if text.startswith(("$ ", "!!!")) or ("//" in text and text.count("//") > text.count("://")):
        return True
    if "{" in text or "}" in text or "()" in text or text.rstrip().endswith(("=", ";")):
        return True
    return "<" in text and _CODE_TAG.search(text) is not None


def _is_table(segment: Segment) -> bool:
    if segment.first == "digit":
        return len(_DIGIT.findall(segment.text)) * 2 > len(segment.text)
    return "\t" in segment.text


SIGNS = (
    Sign("tco", SHORTENERS, _always, "It holds a link of the platform's shortener."),
    Sign("url", ("://",), _holds_no_short_link, "It holds another link: no post prints one."),
    Sign("media", PICTURES, _always, "It holds a picture's link."),
    Sign("at", ("@",), _always, "It holds a mention or an address."),
    Sign("tag", ("#",), _always, "It holds a hashtag."),
    Sign("bullet", _ANY, _always, "It begins with a bullet or an arrow.", end="bullet"),
    Sign("shout", _ANY, _always, "It ends in an exclamation mark.", end="shout"),
    Sign("colon", _ANY, _always, "It ends in a colon.", end="colon"),
    Sign(
        "open",
        _ANY,
        lambda s: s.weight < _OPEN_END,
        "It is short and ends without a mark.",
        end="word",
    ),
    Sign(
        "emoji",
        _ANY,
        lambda s: _EMOJI.search(s.text) is not None,
        "It holds an emoji.",
        is_wide=True,
    ),
    Sign(
        "code",
        ("$ ", "!!!", "//", "{", "}", "=", ";", "()", "<"),
        _is_code,
        "It has marks of program text or of a page's markup.",
    ),
    Sign(
        "link-trace",
        (" .", " ,", "\n."),
        lambda s: _TRACE.search(s.text) is not None,
        "A blank before a full stop or comma: a link was there, which posts print shortened.",
    ),
    Sign(
        "mark-trace",
        (" :", " ;", " ?", " !", " )", " ]", " ’", " ”"),
        lambda s: _MARK_TRACE.search(s.text) is not None,
        "A blank before another mark, as an element leaves one; French has it of itself.",
    ),
    Sign(
        "tag-mark",
        ("#", "@"),
        lambda s: _TAG_MARK.search(s.text) is not None,
        "A mark is glued to a tag or a mention: it was no element of a post.",
    ),
    Sign(
        "glued-tag",
        ("#", "＃"),
        lambda s: _GLUED_TAG.search(s.text) is not None,
        "A tag is glued to the word before it.",
    ),
    Sign(
        "numbered",
        _ANY,
        lambda s: _NUMBERED.match(s.text) is not None,
        "It begins with a number, as list items do.",
        end="digit",
    ),
    Sign("table", _ANY, _is_table, "It is mostly digits, or has tabs: a table's row."),
)


@cache
def _signs_for(first: str, last: str, in_ascii: bool) -> tuple[tuple[str, tuple[str, ...], IsShown], ...]:
    """The signs that segments of these classes may show; ``in_ascii``: they hold no other characters."""
    return tuple(
        (sign.name, sign.literals, sign.is_shown)
        for sign in SIGNS
        if sign.end in ("", first, last) and not (in_ascii and sign.is_wide)
    )


def _signs_of(segment: Segment) -> list[str]:
    """The names of the signs that ``segment`` shows."""
    text, out = segment.text, []
    for name, literals, is_shown in _signs_for(segment.first, segment.last, text.isascii()):
        for literal in literals:
            if literal in text:
                if is_shown(segment):
                    out.append(name)
                break
    return out


_THRICE = 3


#: What a word is a sign of, as bits: its writer speaks of himself or to somebody, a post, a report.
_SELF, _POST, _REPORT = 1, 2, 4


@cache
def _register_words() -> dict[str, int]:
    """The words of all languages with a register, and which.

    Those of posts are what one says to followers: thanks, news, calls to look or to come. Those of reports
    are an article's: who said it, in the third person and the past, and its connectives.
    """
    signs: dict[str, int] = {}
    for name, sign in (("self_words", _SELF), ("post_words", _POST), ("report_words", _REPORT)):
        for word in in_all("articles", name):
            signs[word] = signs.get(word, 0) | sign
    return signs


def _registers(words: Sequence[str], *, spoken: bool) -> list[str]:
    """The registers in ``words`` (lower case, without punctuation).

    ``spoken``: their language is one whose words are known; else only a writer's words of himself count.
    """
    signs = [*filter(None, map(_register_words().get, words))]
    if not signs:
        return []
    out = ["self"] if any(sign & _SELF for sign in signs) else []
    if spoken:
        if any(sign & _POST for sign in signs):
            out.append("voice of posts")
        told = sum(sign & _REPORT > 0 for sign in signs)
        if told:
            out.append("voice of reports" if told < _THRICE else "voice of reports, thrice")
    return out


_CEILINGS = (12, 30, 60, 100, 150, 220, 300)
_BUCKETS = (*(f"<={ceiling}" for ceiling in _CEILINGS), f">{_CEILINGS[-1]}")


def size_of(length: int) -> str:
    """Bucket of a weighted length."""
    return _BUCKETS[bisect_left(_CEILINGS, length)]


def language(segment: Segment, home: str) -> str:
    """The language of ``segment``, read once; in an article of another script only "Latn"."""
    if segment.language is None:
        segment.language = _language(segment.text, words_of(segment.text), home)
    return segment.language


def _language(text: str, words: list[str], home: str) -> str:
    found = language_of(text, words) or (home if speaks(home, words) else "")
    if len(home) == 4 and (len(found) == 2 or (not found and text.isascii() and len(text) > 12)):
        return "Latn"
    return found


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


def of_segment(segment: Segment, context: Context) -> list[str]:
    """Facts of one segment."""
    text = segment.text
    lowered = text.lower()
    words = words_of(text, lowered)
    if segment.language is None:
        segment.language = _language(text, words, context.home)
    out = [
        "size" + size_of(segment.weight),
        "usual-" + share_of_usual(segment.weight / context.median_line_length),
    ]
    for name in context.names:
        if name in lowered:
            out.append("names-author")
            break
    if segment.indent or context.indent:
        out.append("indent-same" if segment.indent == context.indent else "indent-other")
    if segment.language and context.home:
        out.append("home" if segment.language == context.home else "foreign")
    out += _registers(words, spoken=len(segment.language) == 2)
    if segment.language == "Jpan" and context.home == "Jpan":
        polite = ends_politely(text)
        out.append(
            ("polite" if polite else "plain") + (", article polite" if context.polite else ", article plain")
        )
    if is_heading(segment):
        out.append("heading")
    if segment.traces:
        out += (trace for trace in segment.traces if trace != BLANK_END)
    out += _signs_of(segment)
    return out


def share_of_usual(share: float) -> str:
    """Bucket of a length against the median line of the article."""
    return "tiny" if share < 0.25 else "short" if share < 0.6 else "same" if share < 1.2 else "long"
