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

if TYPE_CHECKING:
    import regex

    from embedparse.platforms import Platform, TextRule
    from embedparse.text_path.visible import Visible

#: Longest caption by platform, in characters; a little more than the platforms allow.
LIMITS = {"instagram": 2300, "tiktok": 2300, "bluesky": 330, "facebook": 1500, "reddit": 320}
#: A caption without any sign of a post that is longer than this is taken for prose.
PLAIN_LIMIT = 400
#: What follows an attribution on its line, in characters, before the line is taken for a page.
FLAT = 600
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
    handle: str | None = None
    date: str | None = None
    posted_at: str | None = None
    timed: bool = False  # a time of day follows the date
    cut_off: bool = False  # `on` ends the line: the extractor lost the date
    body: Span | None = None
    evidence: list[str] = field(default_factory=list)


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
        if hit.opens and hit.handle is not None:
            index, match = _signed(view, hits, index - 1)
        elif hit.opens:
            if after is not None and _pairs(view, hit, after):
                index += 1
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


def _pairs(view: Visible, label: Hit, attribution: Hit) -> bool:
    if attribution.opens or attribution.platform is not label.platform or attribution.rule.shape != "label":
        return False
    between = view.text[label.end : attribution.start]
    if len(between) > LIMITS[label.platform.name]:
        return False
    return len(between.strip()) <= PLAIN_LIMIT or bool(attribution.date or _signs().search(between))


def _signed(view: Visible, hits: Sequence[Hit], first: int) -> tuple[int, Match | None]:
    """An embed whose label is the author's handle (TikTok): the index after it, and the embed.

    Mentions in the caption look like the label, so the earliest handle that starts a line counts,
    or, where none does, the earliest after the end of a sentence, else the nearest.
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
    starting = [hit for hit in labels if _line_start(view.text, hit.start)]
    label = starting[0] if starting else labels[-1]
    line.handle = label.handle
    return last + 1, _embed(view, line, label.start, (label.end, line.start), "certain", label)


def _label_alone(view: Visible, hit: Hit) -> Match | None:
    """A label whose attribution the extractor lost; it must be all that its line holds."""
    text = view.text
    if not _line_start(text, hit.start) or not _line_end(text, hit.end):
        return None
    return _embed(view, hit, hit.start, None, "likely")


def _whole(view: Visible, hit: Hit, floor: int) -> Match | None:
    if hit.handle is None and not (_line_start(view.text, hit.start) and _line_end(view.text, hit.end)):
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
    same = "\n" not in text[end : hit.start]
    if line < low or (same and _flat(text, hit.end)):
        start = _sentence_start(text, max(line, low), end)
    else:
        start = _joint(text, line, end)
    if hit.rule.shape == "label" and not same and not _signs().search(text, start, end):
        return None
    hit.evidence.append("same-line" if same else "line-above")
    return _upwards(text, start, low) if start == line else start


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
    """The document span; of a quotation that holds nothing else, the whole quotation."""
    quote = view.quote_at(start)
    if (
        quote
        and end <= quote[1]
        and not view.text[quote[0] : start].strip()
        and not view.text[end : quote[1]].strip()
    ):
        start, end = quote[0], max(end, _trimmed(view.text, end, quote[1] - 1))
        return view.source(start, quote[1] - 1 if view.text[quote[1] - 1] == "\n" else quote[1])
    return view.source(start, end)


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
