"""Signs of a segment that single characters give away, as a table: name, precheck, predicate, meaning."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from embedparse.fields.own_links import PICTURES, SHORTENERS
from embedparse.patterns import LazyPattern
from embedparse.text.borders.segments import Segment


class Sign(NamedTuple):
    """A feature of a segment. It is looked for where one of ``literals`` is in the text (none: always)."""

    name: str
    literals: tuple[str, ...]
    is_shown: Callable[[Segment], bool]
    meaning: str


_DIGIT = re.compile("[0-9]")
_EMOJI = re.compile("[\U0001f001-\U0010ffff]")
_CODE = re.compile(r"[{}]|[=;]\s*$|\(\)|</?\w{1,20}>")
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
    return _CODE.search(text) is not None


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
    Sign("bullet", (), lambda s: s.first == "bullet", "It begins with a bullet or an arrow."),
    Sign("shout", (), lambda s: s.last == "shout", "It ends in an exclamation mark."),
    Sign("colon", (), lambda s: s.last == "colon", "It ends in a colon."),
    Sign(
        "open",
        (),
        lambda s: s.last == "word" and s.weight < _OPEN_END,
        "It is short and ends without a mark.",
    ),
    Sign(
        "emoji",
        (),
        lambda s: not s.text.isascii() and _EMOJI.search(s.text) is not None,
        "It holds an emoji.",
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
        (),
        lambda s: s.first == "digit" and _NUMBERED.match(s.text) is not None,
        "It begins with a number, as list items do.",
    ),
    Sign("table", (), _is_table, "It is mostly digits, or has tabs: a table's row."),
)


def signs_of(segment: Segment) -> list[str]:
    """The names of the signs that ``segment`` shows."""
    text, out = segment.text, []
    for name, literals, is_shown, _ in SIGNS:
        for literal in literals:
            if literal in text:
                break
        else:
            if literals:
                continue
        if is_shown(segment):
            out.append(name)
    return out
