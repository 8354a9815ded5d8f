"""The post's own text above an attribution, and the name in front of a handle.

Where no label opens the embed, the evidence decides: a quotation, the attribution's own line,
the signs of a post in the lines above.
"""

from __future__ import annotations

from dataclasses import dataclass

from embedparse.fields.author_names import bare_name, words_before
from embedparse.patterns import LazyPattern, PatternFamily
from embedparse.platforms import PostText
from embedparse.text.markdown.visible import Visible

#: What is in front of a handle on its line, in characters, and may be a name as a whole.
NAME = 60


@dataclass(frozen=True, slots=True)
class Caption:
    """Visible offset at which the post's text begins, and the evidence for it."""

    begin: int
    evidence: str


#: What replaces a picture and the blanks before it, by the pattern of the picture's platform.
PICTURE_MARKS = PatternFamily(lambda picture: rf"\s{{0,40}}{picture}", engine="regex")
_PICTURE_LAST = PatternFamily(lambda picture: rf"{picture}\Z", engine="regex")


#: What ends a caption that is on one line with the name after it; the dot of `Dr.` does not.
_BEFORE_NAME = LazyPattern(
    r"(?:(?<!\b\p{Lu}\p{Ll}{0,4})\.|[!?…])['\"”’»)\]]{0,3}\s{1,4}|[。！？」』।؟]|[#＃@][\w.]{1,60}\s{1,4}"
    r"|\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?\s{1,4}",
    engine="regex",
)


#: The same where the line is short enough to be the name: names hold dots and emoji, no hashtags.
_BEFORE_SHORT_NAME = LazyPattern(r"[#＃]\w{1,60}\s{1,4}|[。！？।؟]\s{0,4}", engine="regex")


_WORD = LazyPattern(r"\S+", engine="regex")


def above(view: Visible, attribution: int, end: int, floor: int, post: PostText) -> Caption | None:
    """The text above the attribution ``[attribution, end)``; None where there is none.

    ``floor`` is the end of the embed before, ``post`` how the platform's texts are placed.

    A quotation is the post. Else the post is the block that the attribution closes: its own line,
    or the line above; then lines further up as long as the signs of a post go on.
    """
    text, limit = view.text, post.longest
    quote = view.quote_at(attribution)
    if quote is not None:
        start = max(quote[0], floor)
        if attribution - start <= limit + 100:
            return Caption(start, "quotation") if text[start:attribution].strip() else None
    low = max(floor, attribution - limit)
    stop = view.trimmed(low, attribution)
    picture = _PICTURE_LAST[post.picture].search(text, low, stop) if post.picture else None
    if picture:
        stop = view.trimmed(low, picture.start())
    quote = view.quote_at(stop - 1) if stop > low else None
    if quote is not None and stop - quote[0] <= limit + 100:  # the attribution fell out of the quotation
        return Caption(max(quote[0], floor), "quotation-above")
    line = max(view.paragraph_begin(view.line_begin(stop), low, view.width), floor)
    if stop <= line:
        return Caption(picture.start(), "picture") if picture else None
    gap = text[stop:attribution]
    if picture:
        gap = PICTURE_MARKS[post.picture].sub("", gap)
    same = "\n" not in gap and len(gap) < 3  # a run of blanks parts two blocks
    if stop - line > (post.longest_line or limit) or (same and _is_within_page(view, end)):
        edge = max(line, low) in (line, floor)
        start = view.first_sentence(max(line, low), stop, post.cut, edge=edge)
    else:
        start = view.joint(line, stop)
    if start == line and not post.one_line:
        start = view.upwards(start, low, view.width)
    return Caption(start, "same-line" if same else "line-above")


#: A page with more line breaks is none on one line.
_MOST_BREAKS = 2


def _is_within_page(view: Visible, end: int) -> bool:
    """Whether the page is one line, or few, that goes on behind ``end``."""
    if view.runs_on(end):
        return True
    return not view.ends_line(end, None) and view.text.count("\n") <= _MOST_BREAKS


def looks_posted(view: Visible, start: int, end: int) -> bool:
    """Whether the text has a sign of a post."""
    return view.sign_of_post(start, end) is not None


_LAST_SIGN = LazyPattern(
    r"(?:[#＃]\w{1,60}|\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?)\s{0,40}\Z", engine="regex"
)


def ends_posted(view: Visible, caption: Caption, end: int) -> bool:
    """Whether the line above ends in a hashtag or an emoji: so few paragraphs of an article do."""
    low = max(caption.begin, end - 120)
    return caption.evidence == "line-above" and _LAST_SIGN.search(view.text, low, end) is not None


def is_cut(view: Visible, start: int, end: int) -> bool:
    """Whether the text ends in an ellipsis."""
    return view.text.endswith(("...", "…"), start, view.trimmed(start, end))


def up_to_cut(view: Visible, begin: int, end: int, floor: int, cut: int) -> int:
    """Where a text that is cut at ``cut`` begins: if it is shorter, in the lines above that fit."""
    text, stop = view.text, view.trimmed(begin, end)
    low = max(floor, stop - cut)
    while begin < stop and text[begin].isspace():
        begin += 1
    if begin < low:
        near = view.starts_line(begin) and stop - begin <= cut + cut // 2
        return begin if near else view.first_start(low, stop) or begin
    if stop - begin >= cut - 30:
        return begin
    if view.starts_line(begin):
        return view.upwards_within(begin, low)
    line = view.line_begin(begin)
    return line if line >= low else view.first_joint(low, begin)


def before_picture(view: Visible, begin: int, attribution: int, post: PostText) -> int:
    """Where the mark of a picture above the attribution begins; ``attribution`` where none is."""
    stop = view.trimmed(begin, attribution)
    found = _PICTURE_LAST[post.picture].search(view.text, begin, stop) if post.picture else None
    return found.start() if found else attribution


def picture_after(view: Visible, begin: int, attribution: int, end: int, post: PostText) -> int:
    """The end of the embed with the mark of its picture, which some extractors print last."""
    if not post.picture:
        return end
    text, mark = view.text, PICTURE_MARKS[post.picture]
    found = mark.match(text, end, end + 60)
    return found.end() if found and not mark.search(text, begin, attribution) else end


def name_in_front(view: Visible, handle: int, floor: int) -> tuple[int, str]:
    """Where the name before the handle at ``handle`` begins, and the name, perhaps empty."""
    text = view.text
    stop = view.trimmed(floor, handle)
    low = max(floor, view.line_begin(stop))
    link = view.link_at(handle)
    if link is None or link.end - link.start < 2:  # a target without a text of its own
        link = view.link_at(stop)
    if link is not None and max(floor, stop - 2 * NAME) <= link.start < min(stop, link.end - 1):
        low = link.start
    elif stop - low > NAME:
        low = _within_line(view, stop - NAME, stop, _letters(text[handle : handle + NAME]))
    else:
        low = _last_break(_BEFORE_SHORT_NAME, view, low, stop)
    name = text[low:stop]
    start = low + len(name) - len(name.lstrip())
    before = view.trimmed(floor, start)
    word = next((word for word in words_before() if text.endswith(word, floor, before)), "")
    return before - len(word) if word else start, bare_name(name)


#: What is between a sentence and a handle is a name as a whole if it is no longer, in characters.
_SHORT = 30


def _within_line(view: Visible, low: int, stop: int, known: str) -> int:
    """Where a name begins that ends a line with more in it: behind a sentence or an emoji, else at the first
    word that the letters of the handle ``known`` hold."""
    low = _last_break(_BEFORE_NAME, view, low, stop)
    if stop - low <= _SHORT:
        return low
    words = (word for word in _WORD.finditer(view.text, low, stop) if len(_letters(word.group())) > 1)
    return next((word.start() for word in words if _letters(word.group()) in known), low)


def _last_break(pattern: LazyPattern[str], view: Visible, low: int, stop: int) -> int:
    return max(
        (found.end() for found in pattern.finditer(view.text, low, stop) if found.end() < stop), default=low
    )


def name_end(view: Visible, start: int, end: int, handle: str) -> int:
    """The end of a name that no line break ends: its first word, and those that the handle holds."""
    if end - start <= NAME and view.ends_line(end, None):
        return end
    text, known = view.text, _letters(handle)
    stop = start
    for word in _WORD.finditer(text, start, end):
        if stop > start and _letters(word.group()) not in known:
            break
        stop = word.end()
    return stop


def _letters(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum())
