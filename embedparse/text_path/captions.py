"""From wordings to embeds: which text around an attribution belongs to the post.

A label pairs with the attribution that follows it and everything between is the caption. Where
no label stands, the evidence decides: a quotation, the same line, the signs of a post.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from embedparse.models import Confidence, Match, Span
from embedparse.text_path.markdown import frame

if TYPE_CHECKING:
    import regex

    from embedparse.platforms import Platform, TextRule
    from embedparse.text_path.visible import Visible

#: Longest caption by platform, in characters; a little more than the platforms allow.
LIMITS = {"instagram": 2300, "tiktok": 2300, "bluesky": 330, "facebook": 1500, "reddit": 320}
#: A caption without any sign of a post that is longer than this is taken for prose.
PLAIN_LIMIT = 400
#: What stands in front of a handle on its line, in characters, and may be a name as a whole.
NAME = 60
#: What follows an attribution on its line, in characters, before the line is taken for a page.
FLAT = 250
#: Facebook's blockquotes cut long texts near 120 characters.
CUT = 130


@dataclass(slots=True)
class Hit:
    """One wording found: its rule, half-open offsets in the visible text, what it names."""

    platform: Platform
    rule: TextRule
    start: int
    end: int
    opens: bool = False  # a label: the words that open an embed
    author: str | None = None
    named_at: int = 0  # where the author's name begins
    handle: str | None = None
    date: str | None = None
    posted_at: str | None = None
    timed: bool = False  # a time of day follows the date
    cut_off: bool = False  # `on` ends the line: the extractor lost the date
    body: Span | None = None
    evidence: list[str] = field(default_factory=list)


_ENDS = frozenset(".!?…。！？:\"'”’»)")


@cache
def _signs() -> regex.Pattern[str]:
    import regex

    return regex.compile(
        r"(?<!\w)[#＃@]\w|https?://|\p{Extended_Pictographic}(?<![\d©®™])|\[image[ \n]or[ \n]embed\]"
        r"|(?:\.\.\.|…)\s{0,3}$"
    )


@cache
def _sentence() -> regex.Pattern[str]:
    import regex

    return regex.compile(
        r"(?:[.!?…。！？:]['\"”’»)\]]{0,3}\s{1,4}|[。！？]|\s(?=\p{Extended_Pictographic}\p{Lu}))(?=\S)"
    )


@cache
def _glue() -> regex.Pattern[str]:
    """`...day later."Read More`, or a run of blanks: the trace of a block's end within a line."""
    import regex

    return regex.compile(
        r"(?<=\p{Ll}[.!?]['\"”’»)]?)(?=[\p{Lu}])(?!\p{Lu}\p{Lu}?\.)|(?<=\S)[ \t]{3,80}(?=\S)"
    )


@cache
def _marker() -> regex.Pattern[str]:
    """What Bluesky prints in place of a picture."""
    import regex

    return regex.compile(r"\s{0,40}\[image\s{1,40}or\s{1,40}embed\]")


@cache
def _marker_end() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"\[image\s{1,40}or\s{1,40}embed\]\Z")


@cache
def _before_name() -> regex.Pattern[str]:
    """What ends a caption that stands on one line with the name after it."""
    import regex

    return regex.compile(
        r"[.!?…]['\"”’»)\]]{0,3}\s{1,4}|[。！？」』]|[#＃@]\w{1,60}\s{1,4}|\p{Extended_Pictographic}\s{1,4}"
    )


@cache
def _before_short_name() -> regex.Pattern[str]:
    """The same where the line is short enough to be the name: names hold dots and emoji, no hashtags."""
    import regex

    return regex.compile(r"[#＃]\w{1,60}\s{1,4}")


@cache
def _word() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"\S+")


@cache
def _continues() -> regex.Pattern[str]:
    """How a line begins that goes on with the post of the line above."""
    import regex

    return regex.compile(r"\s{0,40}(?:[#＃@]|\p{Ll})")


def assemble(view: Visible, hits: Sequence[Hit]) -> Iterator[Match]:
    """The embeds that ``hits``, sorted and disjoint, stand for."""
    floor = 0
    index = 0
    while index < len(hits):
        hit = hits[index]
        index += 1
        after = hits[index] if index < len(hits) else None
        _take_name(view, hit, floor)
        if hit.opens and hit.handle is not None:
            index, match = _signed(view, hits, index - 1)
        elif hit.opens:
            if after is not None and _pairs(view, hit, after):
                index += 1
                _take_name(view, after, hit.end)
                match = _embed(view, after, hit.start, (hit.end, after.start), "certain", hit)
            else:
                match = _label_alone(view, hit)
        elif hit.rule.shape == "whole":
            match = _whole(view, hit, floor)
        else:
            match = _attributed(view, hit, floor)
        if match is not None:
            yield match
            floor = hits[index - 1].end


def _take_name(view: Visible, hit: Hit, floor: int) -> None:
    """Read the author in front of `(@handle) jakama julkaisu`, in languages that put the name first."""
    if hit.opens or hit.handle is None or hit.rule.shape != "label" or "(?P<author>" in hit.rule.pattern:
        return
    text = view.text
    low = max(floor, text.rfind("\n", 0, hit.start) + 1)
    link = next((link for link in view.links if low <= link.start < hit.start <= link.end), None)
    if link is not None:
        low = link.start
    else:
        pattern = _before_name() if hit.start - low > NAME else _before_short_name()
        low = max(low, hit.start - NAME)
        breaks = [m.end() for m in pattern.finditer(text, low, hit.start)]
        low = breaks[-1] if breaks else low
    name = text[low : hit.start].strip().removeprefix("Henkilön ").removesuffix("さん").strip()
    if name:
        hit.author = name
        hit.start = low + len(text[low : hit.start]) - len(text[low : hit.start].lstrip())


def _pairs(view: Visible, label: Hit, attribution: Hit) -> bool:
    if attribution.opens or attribution.platform is not label.platform or attribution.rule.shape != "label":
        return False
    between = view.text[label.end : attribution.start]
    if len(between) > LIMITS[label.platform.name]:
        return False
    return len(between.strip()) <= PLAIN_LIMIT or bool(attribution.date or _signs().search(between))


def _signed(view: Visible, hits: Sequence[Hit], first: int) -> tuple[int, Match | None]:
    """An embed whose label is the author's handle (TikTok): the index after it, and the embed.

    Mentions in the caption look like the label. The nearest handle at the start of a block counts;
    where none is, the earliest at the start of a line, or the nearest.
    """
    last = first
    while last < len(hits) and hits[last].opens and hits[last].platform is hits[first].platform:
        last += 1
    if last == len(hits) or hits[last].platform is not hits[first].platform:
        return last, None
    line = hits[last]
    limit = line.start - LIMITS[line.platform.name]
    labels = [hit for hit in hits[first:last] if hit.start >= limit]
    if not labels:
        return last + 1, None
    blocks = [hit for hit in labels if _block_start(view.text, hit.start)]
    lines = [hit for hit in labels if _line_start(view.text, hit.start)]
    label = blocks[-1] if blocks else lines[0] if lines else labels[-1]
    line.handle = label.handle
    _shorten(view.text, line)
    return last + 1, _embed(view, line, label.start, (label.end, line.start), "certain", label)


def _shorten(text: str, hit: Hit) -> None:
    """In a page on one line nothing ends the name of a sound's author: keep the words the handle holds."""
    if hit.author is None or hit.handle is None or (_line_end(text, hit.end) and len(hit.author) <= NAME):
        return
    known = _letters(hit.handle)
    name: list[str] = []
    end = hit.end
    for word in _word().finditer(text, hit.named_at, hit.end):
        if name and _letters(word.group()) not in known:
            break
        name.append(word.group())
        end = word.end()
    hit.author, hit.end = " ".join(name), end


def _letters(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum())


def _label_alone(view: Visible, hit: Hit) -> Match | None:
    """A label whose attribution the extractor lost."""
    return _embed(view, hit, hit.start, None, "likely") if _alone(view.text, hit) else None


def _alone(text: str, hit: Hit) -> bool:
    """Whether the wording is a line of its own or, in a page on one line, a sentence of its own."""
    if _line_start(text, hit.start) and _line_end(text, hit.end):
        return True
    after = text[hit.end : hit.end + 2].lstrip()
    return _flat(text, hit.end) and _block_start(text, hit.start) and after[:1].isupper()


def _whole(view: Visible, hit: Hit, floor: int) -> Match | None:
    if hit.handle is None and not _alone(view.text, hit):
        return None
    return _embed(view, hit, hit.start, hit.body, hit.rule.confidence)


def _attributed(view: Visible, hit: Hit, floor: int) -> Match | None:
    """An attribution without a label: below the post's text, or alone."""
    text = view.text
    dated = hit.date is not None or hit.cut_off
    whole_line = _line_end(text, hit.end) and (dated or _line_start(text, hit.start))
    if hit.rule.shape == "label" and not (hit.date and hit.timed) and not whole_line:
        return None
    # Instagram gave up captions together with the date, in 2020.
    begin = _begin(view, hit, floor) if dated or hit.rule.shape == "below" else None
    confidence = hit.rule.confidence
    if hit.platform.name == "facebook":
        if begin is None:
            return None
        confidence = _facebook(view, hit, begin)
    marker = _marker().match(text, hit.end, hit.end + 60)
    if (
        hit.platform.name == "bluesky"
        and marker
        and not _marker().search(text, begin or hit.start, hit.start)
    ):
        hit.end = marker.end()
    body = (begin, hit.start) if begin is not None else None
    return _embed(view, hit, hit.start if begin is None else begin, body, confidence)


def _facebook(view: Visible, hit: Hit, begin: int) -> Confidence:
    """`Posted by NAME on DATE` is also how blogs sign their articles and readers their comments."""
    body = view.text[begin : hit.start].rstrip()
    nbsp = "\u00a0" in view.text[hit.start : hit.end]
    linked = any("facebook.com/" in url for url in view.urls(begin, hit.end))
    if linked or body.endswith(("...", "…")):
        hit.evidence.append("facebook-link" if linked else "cut-body")
        return "certain"
    if hit.timed or not (nbsp or "quotation" in hit.evidence or _signs().search(body)):
        return "possible"
    return "likely"


def _begin(view: Visible, hit: Hit, floor: int) -> int | None:
    """Where the text above an attribution begins to be the post's; None: nowhere.

    A quotation is the post. Else the block that the attribution closes: its own line, or the
    line above; then lines further up as long as the signs of a post go on.
    """
    text, limit = view.text, LIMITS.get(hit.platform.name, 500)
    quote = view.quote_at(hit.start)
    if quote is not None:
        start = max(quote[0], floor)
        if hit.start - start <= limit + 100:
            hit.evidence.append("quotation")
            return start if text[start : hit.start].strip() else None
    low = max(floor, hit.start - limit)
    end = _trimmed(text, low, hit.start)
    marker = _marker_end().search(text, low, end)
    if marker:
        end = _trimmed(text, low, marker.start())
    line = max(text.rfind("\n", 0, end) + 1, floor)
    if end <= line:
        return marker.start() if marker else None
    gap = text[end : hit.start]
    same = "\n" not in gap and len(gap) < 3  # a run of blanks parts two blocks
    if line < low or (same and _flat(text, hit.end)):
        start = _sentence_start(text, max(line, low), end)
    else:
        start = _joint(text, line, end)
    if hit.rule.shape == "label" and not same and not _looks_posted(view, hit, start, end):
        return None
    hit.evidence.append("same-line" if same else "line-above")
    if start != line:
        return start
    if hit.platform.name == "facebook" and text.endswith(("...", "…"), start, end):
        return _up_to_cut(text, start, max(low, end - CUT)) if end - start < CUT - 30 else start
    return _upwards(text, start, low)


def _up_to_cut(text: str, start: int, low: int) -> int:
    """A cut text that is too short began in the lines above: take those that fit."""
    while (stop := _trimmed(text, low, start)) > low:
        line = text.rfind("\n", 0, stop) + 1
        if line < low:
            break
        start = line
    return start


def _looks_posted(view: Visible, hit: Hit, start: int, end: int) -> bool:
    """Whether the text has a sign of a post, or links to one as a caption does."""
    if _signs().search(view.text, start, end):
        return True
    return _permalink(hit.platform, view.urls(start, end)) != (None, None)


def _upwards(text: str, start: int, low: int) -> int:
    """Take in further lines above ``start`` while they, or how the text goes on, look like a post."""
    for _ in range(40):
        stop = _trimmed(text, low, start)
        line = text.rfind("\n", 0, stop) + 1
        if stop <= max(line, low):
            break
        if line < low:  # a page on one line but for the breaks of the post
            part = _sentence_start(text, low, stop)
            return part if _signs().search(text, part, stop) else start
        above = text[line:stop]
        if above.endswith(":") or above.lstrip()[0] in ",.;)":
            break
        if not _signs().search(above) and not _continues().match(text, start):
            break
        start = line
    return start


def _trimmed(text: str, low: int, end: int) -> int:
    while end > low and text[end - 1].isspace():
        end -= 1
    return end


def _joint(text: str, low: int, end: int) -> int:
    """The last place in a line where two blocks of the page were glued together, or its start.

    Lines of a post are glued too; where a sign of a post stands before the joint, it is one.
    """
    joints = [m.end() for m in _glue().finditer(text, low, end)]
    if not joints:
        return low
    sign = _signs().search(text, low, end)
    return max((at for at in joints if sign is None or at <= sign.start()), default=low)


def _flat(text: str, end: int) -> bool:
    """Whether the line goes on so long after the attribution that it is the whole page."""
    stop = text.find("\n", end)
    return (len(text) if stop < 0 else stop) - end > FLAT


def _sentence_start(text: str, low: int, end: int) -> int:
    """In a page on one line: the first sentence with a sign of a post, else the last sentence."""
    glued = _joint(text, low, end)
    if glued > low:
        return glued
    starts = [m.end() for m in _sentence().finditer(text, low, end - 1)]
    if text.endswith(("...", "…"), low, end):
        cut = [start for start in starts if end - start <= CUT]
        return cut[0] if cut else starts[-1] if starts else low
    sign = _signs().search(text, starts[0] if starts else low, end)
    if sign:
        starts = [start for start in starts if start <= sign.start()]
    return starts[-1] if starts else low


def _block_start(text: str, offset: int) -> bool:
    """Whether a sentence, a paragraph or a run of blanks ends before ``offset``."""
    end = _trimmed(text, 0, offset)
    gap = text[end:offset]
    return end == 0 or gap.count("\n") > 1 or len(gap) > 2 or text[end - 1] in _ENDS


def _line_start(text: str, offset: int) -> bool:
    return not text[text.rfind("\n", 0, offset) + 1 : offset].strip()


def _line_end(text: str, offset: int) -> bool:
    stop = text.find("\n", offset)
    return not text[offset : len(text) if stop < 0 else stop].strip()


def _embed(
    view: Visible, hit: Hit, start: int, body: Span | None, confidence: Confidence, label: Hit | None = None
) -> Match:
    text = view.text
    while start < hit.end and text[start].isspace():
        start += 1
    url, post_id = _permalink(hit.platform, view.urls(start, hit.end))
    words = _flow(text[slice(*body)], view.markdown) if body else ""
    return Match(
        platform=hit.platform.name,
        spans=[_span(view, start, hit.end)],
        layout="wording",
        confidence=confidence,
        evidence=[*([label.rule.name] if label else []), hit.rule.name, *hit.evidence],
        body=words or None,
        author=hit.author,
        handle=hit.handle,
        date=hit.date,
        posted_at=hit.posted_at,
        url=url,
        post_id=post_id,
    )


def _span(view: Visible, start: int, end: int) -> Span:
    """The document span; with the syntax around it where `markdown.frame` would not find that."""
    span = view.source(start, end)
    if not view.markdown:
        return span
    quote = view.quote_at(start)
    if quote and not view.text[quote[0] : start].strip() and not view.text[end : quote[1]].strip():
        start, end = quote[0], max(end, quote[1] - 1)
    wide = view.syntax_around(view.source(start, end))
    low, high = frame(view.document, span)
    return span if low <= wide[0] and wide[1] <= high else wide


def _flow(text: str, wrapped: bool) -> str:
    """Text of a post: lines stripped, blank ones dropped; lines of a wrapped paragraph joined."""
    if wrapped:
        return "\n".join(" ".join(part.split()) for part in _paragraph().split(text) if part.strip())
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)


@cache
def _paragraph() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"[ \t]{2,20}\n|\n[ \t]{0,20}\n")


def _permalink(platform: Platform, urls: Sequence[str]) -> tuple[str | None, str | None]:
    """Canonical address and id of the first of ``urls`` that is a post of ``platform``."""
    from embedparse import permalinks

    for url in urls:
        link = permalinks.read(url, platform.name)
        if link is not None:
            return link.url, link.post_id
    return None, None
