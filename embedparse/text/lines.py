"""Lines, sentences and blocks of a text: where they begin and end around an offset.

Every look around an offset is bounded by `REACH`: a document may be one line of megabytes.
"""

from __future__ import annotations

import re

from embedparse.patterns import LazyPattern
from embedparse.text.hard_wraps import is_full

#: How far a line is followed from an offset, in characters.
REACH = 3000
#: What follows an offset on its line, in characters, before the line is taken for a whole page.
FLAT = 250
#: More blanks and marks than this beside the words of a line: no line of an article.
_MARGIN = 80

#: What is above a line that is a link is no longer, in characters, if both are one post's.
_BESIDE_LINK = 150
#: As long, in characters, as the words may be between an author's handle and a mention.
_WORDS = 40

_ENDS = frozenset(".!?…。！？:\"'”’»)")

#: A line that Instagram's users put between two paragraphs, which the app used to glue.
_SPACER = r"[.·•⠀-]{1,5}[ \t]{0,20}$"
_SPACER_LINE = LazyPattern(rf"\s{{0,40}}{_SPACER}", engine="regex")

#: What posts hold and prose seldom: hashtags, mentions, addresses, emoji, a cut end. A handle in
#: parentheses is no mention: bylines and credits have it.
SIGN = LazyPattern(
    r"(?<![\w(（])[#＃@]\w|https?://|\p{Extended_Pictographic}(?<![\d©®™])|\[image[ \n]or[ \n]embed\]"
    r"|(?:\.\.\.|…)\s{0,3}$",
    engine="regex",
)

#: The gap between two sentences, or before an emoji that opens one. Hashtags go on with what they
#: follow, and so do emoji before them or tight behind a sentence.
_SENTENCE = LazyPattern(
    r"(?:[.!?…。！？:]['\"”’»)\]]{0,3}\s{1,4}|[。！？](?!\p{Extended_Pictographic})"
    r"|\s(?=\p{Extended_Pictographic}\p{Lu}))(?=[^\s#＃\p{Ll}])"
    r"(?!\p{Extended_Pictographic}[\ufe0f\u200d\p{Emoji_Modifier}]{0,2}\s{1,4}[#＃])",
    engine="regex",
)

#: The gap between a sentence in Latin letters and one in others: a post in another language.
_OTHER_SCRIPT = LazyPattern(r"(?<=\p{Latin}[.!?]['\"”’»)]?)\s{1,4}(?=[^\p{Latin}\P{L}])", engine="regex")

#: `...day later."Read More`, or a run of blanks: the trace of a block's end within a line.
_GLUE = LazyPattern(
    r"(?<=\p{Ll}[.!?]['\"”’»)]?)(?=[\p{Lu}])(?!\p{Lu}\p{Lu}?\.)|(?<=\S)[ \t]{3,80}(?=\S)", engine="regex"
)

#: How a line begins that goes on with the post of the line above.
_CONTINUES = LazyPattern(rf"(?m)\s{{0,40}}(?:[#＃@]|\p{{Ll}}|{_SPACER})", engine="regex")

#: Tags or mentions that open a line, and words behind them: below a sentence's end another begins.
_OPENS_SENTENCE = LazyPattern(
    r"\s{0,40}(?:[#＃@][\w.]{1,60}[ \t\u00a0]{1,4}){1,8}(?![#＃@\s])", engine="regex"
)


class Lines:
    """A text, and what is around an offset in it: its line, its sentence, its block.

    All offsets are code points of ``text``.
    """

    text: str

    def trimmed(self, low: int, end: int) -> int:
        """``end`` without the white space before it, not below ``low``."""
        text = self.text
        while end > low and text[end - 1].isspace():
            end -= 1
        return end

    def line_begin(self, offset: int) -> int:
        """The start of the line of ``offset``, or of its last `REACH` characters."""
        low = max(0, offset - REACH)
        return max(self.text.rfind("\n", low, offset) + 1, low)

    def before(self, offset: int, reach: int, marks: str | None = None) -> str:
        """The last ``reach`` characters before ``offset``, without ``marks`` at their end if given."""
        text = self.text[max(0, offset - reach) : offset]
        return text if marks is None else text.rstrip(marks)

    def line_before(self, offset: int, reach: int = REACH) -> str:
        """What is before ``offset`` on its line, the last ``reach`` characters of it."""
        return self.before(offset, reach).rpartition("\n")[2]

    def line_after(self, offset: int, reach: int = REACH) -> str:
        """What is behind ``offset`` on its line, the first ``reach`` characters of it."""
        return self.text[offset : offset + reach].partition("\n")[0]

    def line_above(self, offset: int) -> str:
        """The nearest line with words above the line of ``offset``, its last `REACH` characters at most."""
        text, low = self.text, max(0, offset - REACH)
        end = self.trimmed(low, max(low, text.rfind("\n", low, offset)))
        return text[max(low, text.rfind("\n", low, end) + 1) : end].strip()

    def line_below(self, offset: int) -> str:
        """The nearest line with words below the line of ``offset``, its first `REACH` characters at most."""
        below = self.text[offset : offset + REACH].partition("\n")[2]
        return below.lstrip().partition("\n")[0].rstrip()

    def begins_line(self, offset: int, marks: str = " \t>") -> bool:
        """Whether only ``marks`` are between ``offset`` and the start of its line."""
        before = self.before(offset, _MARGIN, marks)
        return before.endswith("\n") if before else offset <= _MARGIN

    def ends_line(self, offset: int, marks: str | None = " \t\r\u00a0") -> bool:
        """Whether only ``marks`` (None: any white space) are between ``offset`` and the line's end."""
        text = self.text
        if marks is None:
            stop = text.find("\n", offset, offset + REACH)
            return not text[offset : offset + REACH if stop < 0 else stop].strip()
        after = text[offset : offset + _MARGIN].lstrip(marks)
        return after.startswith("\n") if after else len(text) - offset <= _MARGIN

    def is_inside_line(self, start: int, end: int) -> bool:
        """Whether words are on both sides of ``[start, end)`` on its line, the next ones after a blank.

        Where the next ones are glued to it, an extractor lost a paragraph's end.
        """
        return self.text[end : end + 1].isspace() and not (self.begins_line(start) or self.ends_line(end))

    def starts_line(self, offset: int) -> bool:
        """Whether only white space of any kind is before ``offset`` on its line."""
        end = self.trimmed(max(0, offset - REACH), offset)
        return end == 0 or "\n" in self.text[end:offset]

    def goes_on(self, offset: int) -> bool:
        """Whether what follows the line break goes on with its sentence: a small letter, a comma."""
        after = self.text[offset : offset + 200].lstrip()[:1]
        return after.islower() or (after in ",.;:)" and after != "")

    def runs_on(self, offset: int) -> bool:
        """Whether the line goes on so long after ``offset`` that it is a whole page."""
        stop = self.text.find("\n", offset, offset + FLAT)
        return stop < 0 and len(self.text) - offset > FLAT

    def starts_block(self, offset: int) -> bool:
        """Whether a sentence, a paragraph or a run of blanks ends before ``offset``."""
        end = self.trimmed(max(0, offset - REACH), offset)
        gap = self.text[end:offset]
        return end == 0 or gap.count("\n") > 1 or len(gap) > 2 or self.text[end - 1] in _ENDS

    def runs_into(self, low: int, end: int) -> bool:
        """Whether a few words are in ``[low, end)`` that end no sentence."""
        between = self.text[low : min(end, low + _WORDS + 1)].strip()
        return len(between) > 0 and end - low <= _WORDS and between[-1] not in _ENDS

    def wrapped(self, line: int, width: int) -> bool:
        """Whether the line at ``line`` goes on the one above, which had no place for its first word."""
        text = self.text
        if line < 1 or text[line - 1] != "\n" or not width:
            return False
        above = text[text.rfind("\n", max(0, line - 1 - width), line - 1) + 1 : line - 1]
        below = text[line : line + width].split("\n", 1)[0]
        return bool(above.strip() and below.strip()) and is_full(above, below, width)

    def paragraph_begin(self, line: int, low: int, width: int) -> int:
        """The start of the paragraph of the line that begins at ``line``, not below ``low``."""
        while line > low and self.wrapped(line, width):
            line = self.line_begin(line - 1)
        return line

    def sign_of_post(self, low: int, end: int) -> re.Match[str] | None:
        """The first sign of a post in ``[low, end)``: a tag, a mention, an address, an emoji, a cut end."""
        return SIGN.search(self.text, low, end)

    def joint(self, low: int, end: int) -> int:
        """The last place in ``[low, end)`` where two blocks of the page were glued, or ``low``.

        Lines of a post are glued too; where a sign of a post is before the joint, it is one.
        """
        joints = [m.end() for m in _GLUE.finditer(self.text, low, end)]
        if not joints:
            return low
        sign = self.sign_of_post(low, end)
        return max((at for at in joints if sign is None or at <= sign.start()), default=low)

    def first_joint(self, low: int, end: int) -> int:
        """The first place in ``[low, end)`` where two blocks were glued, or ``end``."""
        found = _GLUE.search(self.text, low, end)
        return found.end() if found else end

    def first_start(self, low: int, end: int) -> int | None:
        """The first place in ``[low, end)`` where a sentence or a glued block begins."""
        found = (each.search(self.text, low, end - 1) for each in (_SENTENCE, _GLUE))
        return min((each.end() for each in found if each), default=None)

    def first_sentence(self, low: int, end: int, cut: int = 0, *, edge: bool = False) -> int:
        """In a page on one line: the first sentence with a sign of a post, else the last sentence.

        Of a text that ends in an ellipsis because the platform cut it, the first sentence within its last
        ``cut`` characters. ``edge``: ``low`` is where a sentence begins.
        """
        text = self.text
        cut_off = cut and text.endswith(("...", "…"), low, end)
        glued = self.joint(low, end)
        if glued > low and not (cut_off and end - glued > cut):
            return glued
        starts = [m.end() for m in _SENTENCE.finditer(text, low, end - 1)]
        if cut_off:
            near = [start for start in starts if end - start <= cut]
            return near[0] if near else starts[-1] if starts else low
        foreign = [m.end() for m in _OTHER_SCRIPT.finditer(text, low, end)]
        if foreign:
            return foreign[-1]
        if edge:
            starts.insert(0, low)
        sign = self.sign_of_post(starts[0] if starts else low, end)
        if sign:
            starts = [start for start in starts if start <= sign.start()]
        return starts[-1] if starts else low

    def upwards(self, start: int, low: int, width: int = 0) -> int:
        """Take in further lines above ``start`` while they, or how the text goes on, look like a post.

        Where ``width`` is given, lines are wrapped, and a paragraph counts as one.
        """
        for _ in range(40):
            stop = self.trimmed(low, start)
            line = self.paragraph_begin(self.line_begin(stop), low, width)
            if stop <= max(line, low):
                break
            if line < low:  # a page on one line but for the breaks of the post
                part = self.first_sentence(low, stop)
                return part if self.sign_of_post(part, stop) else start
            if not self._joins(line, stop, start):
                break
            start = line
        return start

    def _joins(self, line: int, stop: int, start: int) -> bool:
        """Whether the line ``[line, stop)`` belongs to the post whose next line begins at ``start``."""
        text = self.text
        above = text[line:stop]
        spacer = _SPACER_LINE.match(above)
        parted = text.count("\n", stop, start) > 1 and len(above) > _BESIDE_LINK
        if parted and above.rstrip()[-1:] in _ENDS and not SIGN.search(above):
            return False  # a paragraph of the article
        if above.endswith(":") or (above.lstrip()[0] in ",.;)" and not spacer):
            return False
        if spacer or SIGN.search(above):
            return True
        far = len(above) > _BESIDE_LINK and text.startswith("http", start)
        begins = above.rstrip()[-1:] in _ENDS and _OPENS_SENTENCE.match(text, start)
        return not (far or begins) and _CONTINUES.match(text, start) is not None

    def upwards_within(self, start: int, low: int) -> int:
        """Take in the lines above ``start`` that begin at ``low`` or later and end a sentence."""
        while (stop := self.trimmed(low, start)) > low and self.text[stop - 1] in _ENDS:
            line = self.line_begin(stop)
            if line < low:
                break
            start = line
        return start
