"""Where blocks of a print begin and end: lines, sentences, joints of glued paragraphs, signs of a post.

Every look around an offset is bounded by `REACH`: a document may be one line of megabytes.
"""

from __future__ import annotations

from functools import cache

import regex

from embedparse.text.hard_wraps import is_full

#: How far a line is followed from an offset, in characters.
REACH = 3000
#: What follows an offset on its line, in characters, before the line is taken for a whole page.
FLAT = 250

#: What stands above a line that is a link is no longer, in characters, if both are one post's.
_BESIDE_LINK = 150

#: As long, in characters, as the words may be between an author's handle and a mention.
_WORDS = 40

_ENDS = frozenset(".!?…。！？:\"'”’»)")


#: A line that Instagram's users put between two paragraphs, which the app used to glue.
_SPACER = r"[.·•⠀-]{1,5}[ \t]{0,20}$"


@cache
def _spacer() -> regex.Pattern[str]:
    return regex.compile(rf"\s{{0,40}}{_SPACER}")


@cache
def signs() -> regex.Pattern[str]:
    """What posts hold and prose seldom: hashtags, mentions, addresses, emoji, a cut end.

    A handle in parentheses is no mention: bylines and credits have it.
    """
    return regex.compile(
        r"(?<![\w(（])[#＃@]\w|https?://|\p{Extended_Pictographic}(?<![\d©®™])|\[image[ \n]or[ \n]embed\]"
        r"|(?:\.\.\.|…)\s{0,3}$"
    )


@cache
def _sentence() -> regex.Pattern[str]:
    """The gap between two sentences, or before an emoji that opens one.

    Hashtags go on with what they follow, and so do emoji before them or tight behind a sentence.
    """
    return regex.compile(
        r"(?:[.!?…。！？:]['\"”’»)\]]{0,3}\s{1,4}|[。！？](?!\p{Extended_Pictographic})|\s(?=\p{Extended_Pictographic}\p{Lu}))(?=[^\s#＃\p{Ll}])"
        r"(?!\p{Extended_Pictographic}[\ufe0f\u200d\p{Emoji_Modifier}]{0,2}\s{1,4}[#＃])"
    )


@cache
def _other_script() -> regex.Pattern[str]:
    """The gap between a sentence in Latin letters and one in others: a post in another language."""
    return regex.compile(r"(?<=\p{Latin}[.!?]['\"”’»)]?)\s{1,4}(?=[^\p{Latin}\P{L}])")


@cache
def _glue() -> regex.Pattern[str]:
    """`...day later."Read More`, or a run of blanks: the trace of a block's end within a line."""
    return regex.compile(
        r"(?<=\p{Ll}[.!?]['\"”’»)]?)(?=[\p{Lu}])(?!\p{Lu}\p{Lu}?\.)|(?<=\S)[ \t]{3,80}(?=\S)"
    )


@cache
def _continues() -> regex.Pattern[str]:
    """How a line begins that goes on with the post of the line above."""
    return regex.compile(rf"(?m)\s{{0,40}}(?:[#＃@]|\p{{Ll}}|{_SPACER})")


@cache
def _opens_sentence() -> regex.Pattern[str]:
    """Tags or mentions that open a line, and words behind them: below a sentence's end another begins."""
    return regex.compile(r"\s{0,40}(?:[#＃@][\w.]{1,60}[ \t\u00a0]{1,4}){1,8}(?![#＃@\s])")


def trimmed(text: str, low: int, end: int) -> int:
    """``end`` without the white space before it, not below ``low``."""
    while end > low and text[end - 1].isspace():
        end -= 1
    return end


def line_begin(text: str, offset: int) -> int:
    """The start of the line of ``offset``, or of its last `REACH` characters."""
    low = max(0, offset - REACH)
    return max(text.rfind("\n", low, offset) + 1, low)


def wrapped(text: str, line: int, width: int) -> bool:
    """Whether the line at ``line`` goes on the one above, which had no place for its first word."""
    if line < 1 or text[line - 1] != "\n" or not width:
        return False
    above = text[text.rfind("\n", max(0, line - 1 - width), line - 1) + 1 : line - 1]
    below = text[line : line + width].split("\n", 1)[0]
    return bool(above.strip() and below.strip()) and is_full(above, below, width)


def paragraph_begin(text: str, line: int, low: int, width: int) -> int:
    """The start of the paragraph of the line that begins at ``line``, not below ``low``."""
    while line > low and wrapped(text, line, width):
        line = line_begin(text, line - 1)
    return line


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


def runs_into(text: str, low: int, end: int) -> bool:
    """Whether a few words stand in ``text[low:end]`` that end no sentence."""
    between = text[low : min(end, low + _WORDS + 1)].strip()
    return len(between) > 0 and end - low <= _WORDS and between[-1] not in _ENDS


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


def first_start(text: str, low: int, end: int) -> int | None:
    """The first place in ``text[low:end]`` where a sentence or a glued block begins."""
    found = [found.end() for each in (_sentence(), _glue()) if (found := each.search(text, low, end - 1))]
    return min(found, default=None)


def first_sentence(text: str, low: int, end: int, cut: int = 0, *, edge: bool = False) -> int:
    """In a page on one line: the first sentence with a sign of a post, else the last sentence.

    Of a text that ends in an ellipsis because the platform cut it, the first sentence within its last
    ``cut`` characters. ``edge``: ``low`` is where a sentence begins.
    """
    cut_off = cut and text.endswith(("...", "…"), low, end)
    glued = joint(text, low, end)
    if glued > low and not (cut_off and end - glued > cut):
        return glued
    starts = [m.end() for m in _sentence().finditer(text, low, end - 1)]
    if cut_off:
        near = [start for start in starts if end - start <= cut]
        return near[0] if near else starts[-1] if starts else low
    foreign = [m.end() for m in _other_script().finditer(text, low, end)]
    if foreign:
        return foreign[-1]
    if edge:
        starts.insert(0, low)
    sign = signs().search(text, starts[0] if starts else low, end)
    if sign:
        starts = [start for start in starts if start <= sign.start()]
    return starts[-1] if starts else low


def upwards(text: str, start: int, low: int, width: int = 0) -> int:
    """Take in further lines above ``start`` while they, or how the text goes on, look like a post.

    Where ``width`` tells that lines are wrapped, a paragraph is one.
    """
    for _ in range(40):
        stop = trimmed(text, low, start)
        line = paragraph_begin(text, line_begin(text, stop), low, width)
        if stop <= max(line, low):
            break
        if line < low:  # a page on one line but for the breaks of the post
            part = first_sentence(text, low, stop)
            return part if signs().search(text, part, stop) else start
        above = text[line:stop]
        spacer = _spacer().match(above)
        if above.endswith(":") or (above.lstrip()[0] in ",.;)" and not spacer):
            break
        if not spacer and not signs().search(above):
            far = len(above) > _BESIDE_LINK and text.startswith("http", start)
            begins = above.rstrip()[-1:] in _ENDS and _opens_sentence().match(text, start)
            if far or begins or not _continues().match(text, start):
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
