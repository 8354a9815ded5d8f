"""Where blocks of a print begin and end: lines, sentences, joints of glued paragraphs, signs of a post.

Every look around an offset is bounded by `REACH`: a document may be one line of megabytes.
"""

from __future__ import annotations

from functools import cache

import regex

#: How far a line is followed from an offset, in characters.
REACH = 3000
#: What follows an offset on its line, in characters, before the line is taken for a whole page.
FLAT = 250

_ENDS = frozenset(".!?…。！？:\"'”’»)")


@cache
def signs() -> regex.Pattern[str]:
    """What posts hold and prose seldom: hashtags, mentions, addresses, emoji, a cut end."""
    return regex.compile(
        r"(?<!\w)[#＃@]\w|https?://|\p{Extended_Pictographic}(?<![\d©®™])|\[image[ \n]or[ \n]embed\]"
        r"|(?:\.\.\.|…)\s{0,3}$"
    )


@cache
def _sentence() -> regex.Pattern[str]:
    """The gap between two sentences, or before an emoji that opens one."""
    return regex.compile(
        r"(?:[.!?…。！？:]['\"”’»)\]]{0,3}\s{1,4}|[。！？]|\s(?=\p{Extended_Pictographic}\p{Lu}))(?=\S)"
    )


@cache
def _glue() -> regex.Pattern[str]:
    """`...day later."Read More`, or a run of blanks: the trace of a block's end within a line."""
    return regex.compile(
        r"(?<=\p{Ll}[.!?]['\"”’»)]?)(?=[\p{Lu}])(?!\p{Lu}\p{Lu}?\.)|(?<=\S)[ \t]{3,80}(?=\S)"
    )


@cache
def _continues() -> regex.Pattern[str]:
    """How a line begins that goes on with the post of the line above."""
    return regex.compile(r"\s{0,40}(?:[#＃@]|\p{Ll})")


def trimmed(text: str, low: int, end: int) -> int:
    """``end`` without the white space before it, not below ``low``."""
    while end > low and text[end - 1].isspace():
        end -= 1
    return end


def line_begin(text: str, offset: int) -> int:
    """The start of the line of ``offset``, or of its last `REACH` characters."""
    low = max(0, offset - REACH)
    return max(text.rfind("\n", low, offset) + 1, low)


def starts_line(text: str, offset: int) -> bool:
    """Whether only white space stands before ``offset`` on its line."""
    end = trimmed(text, max(0, offset - REACH), offset)
    return end == 0 or "\n" in text[end:offset]


def ends_line(text: str, offset: int) -> bool:
    """Whether only white space follows ``offset`` on its line."""
    stop = text.find("\n", offset, offset + REACH)
    return not text[offset : offset + REACH if stop < 0 else stop].strip()


def goes_on(text: str, offset: int) -> bool:
    """Whether what follows the line break goes on with its sentence: a small letter, a comma."""
    after = text[offset : offset + 200].lstrip()[:1]
    return after.islower() or (after in ",.;:)" and after != "")


def runs_on(text: str, offset: int) -> bool:
    """Whether the line goes on so long after ``offset`` that it is a whole page."""
    stop = text.find("\n", offset, offset + FLAT)
    return stop < 0 and len(text) - offset > FLAT


def starts_block(text: str, offset: int) -> bool:
    """Whether a sentence, a paragraph or a run of blanks ends before ``offset``."""
    end = trimmed(text, max(0, offset - REACH), offset)
    gap = text[end:offset]
    return end == 0 or gap.count("\n") > 1 or len(gap) > 2 or text[end - 1] in _ENDS


def joint(text: str, low: int, end: int) -> int:
    """The last place in ``text[low:end]`` where two blocks of the page were glued, or ``low``.

    Lines of a post are glued too; where a sign of a post stands before the joint, it is one.
    """
    joints = [m.end() for m in _glue().finditer(text, low, end)]
    if not joints:
        return low
    sign = signs().search(text, low, end)
    return max((at for at in joints if sign is None or at <= sign.start()), default=low)


def first_joint(text: str, low: int, end: int) -> int:
    """The first place in ``text[low:end]`` where two blocks were glued, or ``end``."""
    found = _glue().search(text, low, end)
    return found.end() if found else end


def first_sentence(text: str, low: int, end: int, cut: int) -> int:
    """In a page on one line: the first sentence with a sign of a post, else the last sentence.

    Of a text that ends in an ellipsis, the first sentence within its last ``cut`` characters.
    """
    glued = joint(text, low, end)
    if glued > low:
        return glued
    starts = [m.end() for m in _sentence().finditer(text, low, end - 1)]
    if text.endswith(("...", "…"), low, end):
        near = [start for start in starts if end - start <= cut]
        return near[0] if near else starts[-1] if starts else low
    sign = signs().search(text, starts[0] if starts else low, end)
    if sign:
        starts = [start for start in starts if start <= sign.start()]
    return starts[-1] if starts else low


def upwards(text: str, start: int, low: int) -> int:
    """Take in further lines above ``start`` while they, or how the text goes on, look like a post."""
    for _ in range(40):
        stop = trimmed(text, low, start)
        line = line_begin(text, stop)
        if stop <= max(line, low):
            break
        if line < low:  # a page on one line but for the breaks of the post
            part = first_sentence(text, low, stop, stop - low)
            return part if signs().search(text, part, stop) else start
        above = text[line:stop]
        if above.endswith(":") or above.lstrip()[0] in ",.;)":
            break
        if not signs().search(above) and not _continues().match(text, start):
            break
        start = line
    return start


def upwards_within(text: str, start: int, low: int) -> int:
    """Take in the lines above ``start`` that begin at ``low`` or later and end a sentence."""
    while (stop := trimmed(text, low, start)) > low and text[stop - 1] in _ENDS:
        line = line_begin(text, stop)
        if line < low:
            break
        start = line
    return start
