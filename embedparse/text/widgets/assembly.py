"""From wordings to embeds: labels paired with attributions, spans and fields of the match.

A label pairs with the attribution that follows it and everything between is the caption; an
attribution without a label takes what `captions` gives it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from embedparse.fields import id_timestamps, permalinks
from embedparse.models import Confidence, Match, Span
from embedparse.patterns import LazyPattern, PatternFamily
from embedparse.platforms import Platform, TextRule
from embedparse.text.body import of_lines
from embedparse.text.hard_wraps import unwrapped
from embedparse.text.lines import FLAT, REACH, SIGN
from embedparse.text.markdown.visible import Visible
from embedparse.text.widgets import captions

#: So many `Posted by NAME on DATE` without a mark of the platform are readers' comments.
CROWD = 3
#: A caption without any sign of a post that is longer than this is taken for prose.
PLAIN_LIMIT = 400


@dataclass(slots=True)
class WidgetMatch:
    """One wording found: its rule, half-open offsets in the visible text, what it names."""

    platform: Platform
    rule: TextRule
    start: int
    end: int
    opens: bool = False  # a label: the words that open an embed
    author: str | None = None
    artist: int | None = None  # where the name of a sound's artist begins
    handle: str | None = None
    handle_at: int = -1  # its offset in the visible text
    body: Span | None = None  # where the rule itself reads the post's own text
    date: str | None = None
    posted_at: str | None = None
    timed: bool = False  # a time of day follows the date
    cut_off: bool = False  # `on` ends the line: the extractor lost the date
    crowded: bool = False  # one of many of its platform: a comment section rather than embeds
    evidence: list[str] = field(default_factory=list)

    @property
    def limit(self) -> int:
        return self.platform.post.longest


def assemble(view: Visible, hits: Sequence[WidgetMatch], edges: Sequence[int] = ()) -> Iterator[Match]:
    """The embeds that ``hits``, sorted and disjoint, label; ``edges``: where tweets end, in order."""
    hits = _without_mentions(hits)
    _mark_crowds(hits)
    floor = index = 0
    while index < len(hits):
        hit = hits[index]
        after = hits[index + 1] if index + 1 < len(hits) else None
        match: Match | None
        edge = bisect_right(edges, hit.start)
        floor = max(floor, edges[edge - 1]) if edge else floor
        if hit.opens and hit.handle is not None:
            index, match = _signed(view, hits, index)
        elif hit.opens and after is not None and _pairs(view, hit, after):
            index += 1
            match = _labelled(view, hit, after)
        else:
            match = _single(view, hit, floor)
        index += 1
        if match is not None:
            yield match
            floor = hits[index - 1].end


def _without_mentions(hits: Sequence[WidgetMatch]) -> list[WidgetMatch]:
    """``hits`` without handles that might open an embed, where words of another platform come before its
    end: they are mentions in what is there."""
    kept: list[WidgetMatch] = []
    for hit in reversed(hits):
        if not (hit.opens and hit.handle is not None) or (kept and kept[-1].platform is hit.platform):
            kept.append(hit)
    return kept[::-1]


def _mark_crowds(hits: Sequence[WidgetMatch]) -> None:
    signed = [hit for hit in hits if hit.platform.post.signs_articles]
    for hit in signed:
        hit.crowded = len(signed) >= CROWD


def _single(view: Visible, hit: WidgetMatch, floor: int) -> Match | None:
    if hit.opens or (hit.rule.shape == "whole" and hit.handle is None):
        return _embed(view, hit, hit.start, None, hit.rule.confidence) if _alone(view, hit) else None
    if hit.rule.shape == "whole":
        return _embed(view, hit, hit.start, hit.body, hit.rule.confidence)
    return _attributed(view, hit, floor)


def _alone(view: Visible, hit: WidgetMatch) -> bool:
    """Whether the wording is a line of its own or, in a page on one line, a sentence of its own.

    Beside an offer to see or to share it elsewhere it is one of a row of links.
    """
    if hit.rule.shape == "whole" and _offered(view, hit):
        return False
    if view.starts_line(hit.start) and view.ends_line(hit.end, None):
        return True
    if not view.starts_block(hit.start):
        return False
    if view.ends_line(hit.end, None):
        return hit.start - view.line_begin(hit.start) > FLAT
    return view.runs_on(hit.end) and view.text[hit.end : hit.end + 2].lstrip()[:1].isupper()


#: An offer to see or to share the page on a platform.
_OFFER = LazyPattern(r"(?:View|Share|Open|Watch)(?: (?:this|it))? on \p{Lu}\w{0,20}", engine="regex")


def _offered(view: Visible, hit: WidgetMatch) -> bool:
    """Whether right before or behind ``hit`` is such an offer for another platform."""
    text, stop = view.text, view.trimmed(max(0, hit.start - REACH), hit.start)
    beside = [found for found in _OFFER.finditer(text, max(0, stop - 40), stop) if found.end() == stop]
    after = _OFFER.match(text[hit.end : hit.end + 100].lstrip())
    return any(found[0] != text[hit.start : hit.end] for found in (*beside, after) if found)


def _pairs(view: Visible, label: WidgetMatch, attribution: WidgetMatch) -> bool:
    if attribution.opens or attribution.platform is not label.platform or attribution.rule.shape != "label":
        return False
    if attribution.start - label.end > label.limit:
        return False
    between = view.text[label.end : attribution.start].strip()
    return len(between) <= PLAIN_LIMIT or bool(attribution.date or SIGN.search(between))


def _labelled(view: Visible, label: WidgetMatch, attribution: WidgetMatch) -> Match:
    _take_name(view, attribution, label.end)
    caption = (label.end, attribution.start)
    return _embed(view, attribution, label.start, caption, "certain", label)


def _take_name(view: Visible, hit: WidgetMatch, floor: int) -> None:
    """Read the author in front of `(@handle) jakama julkaisu`, in languages that put the name first."""
    if hit.handle and hit.rule.shape == "label" and "(?P<author>" not in hit.rule.pattern:
        start, name = captions.name_in_front(view, hit.start, floor)
        if name:
            hit.start, hit.author = start, name


def _signed(view: Visible, hits: Sequence[WidgetMatch], first: int) -> tuple[int, Match | None]:
    """An embed whose label is the author's handle (TikTok): the index of its last hit, and the embed.

    Mentions in the caption look like the label. The nearest handle at the start of a block counts;
    where none is, the earliest at the start of a line, or the nearest. A caption that says `Reply to`
    runs into a mention, which is none, in prints that part all strings alike.
    """
    last = first
    while last < len(hits) and hits[last].opens and hits[last].platform is hits[first].platform:
        last += 1
    if last == len(hits) or hits[last].platform is not hits[first].platform:
        return last - 1, None
    sound = hits[last]
    labels = [hit for hit in hits[first:last] if hit.start >= sound.start - sound.limit]
    if not labels:
        return last, None
    at_blocks = [hit for hit in labels if view.starts_block(hit.start)]
    at_lines = [hit for hit in labels if view.starts_line(hit.start)]
    label = at_blocks[-1] if at_blocks else at_lines[0] if at_lines else labels[-1]
    for before in reversed([hit for hit in at_blocks or labels if hit.start < label.start]):
        if not view.runs_into(before.end, label.start):
            break
        label = before
    sound.handle = label.handle
    if sound.handle and sound.artist is not None:
        sound.end = captions.name_end(view, sound.artist, sound.end, sound.handle)
    return last, _embed(view, sound, label.start, (label.end, sound.start), "certain", label)


def _attributed(view: Visible, hit: WidgetMatch, floor: int) -> Match | None:
    """An attribution without a label: below the post's text, or alone."""
    text = view.text
    _take_name(view, hit, floor)
    dated = hit.date is not None or hit.cut_off
    if hit.rule.shape == "label" and not (hit.date and hit.timed) and not _closes_line(view, hit, dated):
        return None
    caption = _caption(view, hit, floor)
    if caption and not (dated or hit.rule.shape == "below" or captions.ends_posted(view, caption, hit.start)):
        caption = None
    if hit.platform.post.signs_articles:
        return _doubtful(view, hit, caption, floor)
    begin = caption.begin if caption else hit.start
    if hit.artist is not None and not _OWN_SOUND[hit.platform.post.own_sound].match(text, hit.start):
        return _embed(view, hit, begin, (begin, hit.start), "possible")  # a song's name, and nobody's handle
    hit.end = captions.picture_after(view, begin, hit.start, hit.end, hit.platform.post)
    match = _embed(view, hit, begin, (begin, hit.start), hit.rule.confidence)
    if hit.platform.post.wordless:
        match.attribution = view.to_source(
            captions.before_picture(view, begin, hit.start, hit.platform.post), hit.end
        )
    elif caption:
        match.evidence.append(caption.evidence)
    return match


#: How platforms name a sound of the author's own.
_OWN_SOUND = PatternFamily(str, engine="regex")


def _closes_line(view: Visible, hit: WidgetMatch, dated: bool) -> bool:
    """Whether the attribution is a line, or ends one where a date speaks for it; prose goes on after it."""
    if not view.ends_line(hit.end, None):
        return False
    return dated or (view.starts_line(hit.start) and not view.goes_on(hit.end))


def _caption(view: Visible, hit: WidgetMatch, floor: int) -> captions.Caption | None:
    """The text above; of Instagram only where it shows to be a post's: not every embed had its caption.

    Instagram gave up captions together with the date, in 2020.
    """
    caption = captions.above(view, hit.start, hit.end, floor, hit.platform.post)
    if caption is None or hit.rule.shape == "below" or caption.evidence != "line-above":
        return caption
    told = captions.looks_posted(view, caption.begin, hit.start) or _permalink(view, hit, caption.begin)
    return caption if told else None


def _doubtful(view: Visible, hit: WidgetMatch, caption: captions.Caption | None, floor: int) -> Match | None:
    """`Posted by NAME on DATE` is also how blogs sign their articles and readers their comments."""
    if caption is None:
        return None
    text, begin = view.text, caption.begin
    hit.evidence.append(caption.evidence)
    cut = captions.is_cut(view, begin, hit.start)
    if cut and caption.evidence != "quotation":
        begin = captions.up_to_cut(view, begin, hit.start, floor, hit.platform.post.cut)
    confidence: Confidence = "certain"
    if any(f"{hit.platform.hosts[0]}/" in url for url in view.urls(begin, hit.end)):
        hit.evidence.append(f"{hit.platform.name}-link")
    elif cut:
        hit.evidence.append("cut-text")
    elif not (hit.timed or hit.crowded) and (
        "\u00a0" in text[hit.start : hit.end]
        or caption.evidence == "quotation"
        or captions.looks_posted(view, begin, hit.start)
        or _ends_paragraph(view, hit, caption)
        or _is_between_paragraphs(view, hit, caption)
        or _is_between_sentences(view, hit, caption)
    ):
        confidence = "likely"
    else:
        confidence = "possible"
    match = _embed(view, hit, begin, (begin, hit.start), confidence)
    if not cut and caption.evidence in _OPEN:
        match.attribution = view.to_source(hit.start, hit.end)
    return match


#: Captions whose beginning is open: it is decided as that of a post of X is.
_OPEN = ("same-line", "line-above")
#: A post that an article shows has more characters in front of its attribution.
_FEWEST = 20


def _ends_paragraph(view: Visible, hit: WidgetMatch, caption: captions.Caption) -> bool:
    """Whether the attribution ends a paragraph in the midst of an article; a byline has a line of its own."""
    if caption.evidence != "same-line" or hit.start - caption.begin < _FEWEST:
        return False
    return view.ends_line(hit.end, None) and bool(view.line_above(caption.begin))


#: A paragraph of an article is longer.
_PARAGRAPH_LENGTH = 60
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "।", "؟", "”", '"', "»")


def _is_between_paragraphs(view: Visible, hit: WidgetMatch, caption: captions.Caption) -> bool:
    """Whether a text that ends as sentences do and its attribution are between two paragraphs.

    A byline is below a headline, or ends the article.
    """
    if caption.evidence != "line-above" or not view.ends_line(hit.end, None):
        return False
    body = view.text[caption.begin : hit.start].strip()
    # What is above may be the post's first paragraph.
    lines = (
        (body, _FEWEST),
        (view.line_above(caption.begin), _FEWEST),
        (view.line_below(hit.end), _PARAGRAPH_LENGTH),
    )
    return all(_width(line) > least and line.endswith(_SENTENCE_ENDS) for line, least in lines)


def _width(line: str) -> int:
    """The length of ``line`` in Latin letters; Chinese, Japanese and Korean say as much with a third."""
    return len(line) + 2 * sum(sign > "\u2e80" for sign in line)


#: What opens a quotation or an elided word.
_QUOTES = frozenset("\"'“„«‘’「『")
#: So much of a text on one line is before a post that it shows: an author is named further up.
_AUTHOR_REACH = 200


def _is_between_sentences(view: Visible, hit: WidgetMatch, caption: captions.Caption) -> bool:
    """Whether the attribution is in the midst of a long line: a sentence, or more, before and behind it."""
    text = view.text
    if caption.evidence != "same-line" or view.ends_line(hit.end, None):
        return False
    behind = text[hit.end : hit.end + _PARAGRAPH_LENGTH].lstrip()
    return (
        hit.start - view.line_begin(hit.start) > _AUTHOR_REACH
        and len(behind) > _PARAGRAPH_LENGTH - 5
        and (behind[0] in _QUOTES or (behind[0].isalpha() and not behind[0].islower()))
        and "\n" not in behind
    )


def _embed(
    view: Visible,
    hit: WidgetMatch,
    start: int,
    body: Span | None,
    confidence: Confidence,
    label: WidgetMatch | None = None,
) -> Match:
    text = view.text
    while start < hit.end and text[start].isspace():
        start += 1
    link = _permalink(view, hit, start)
    moment = (
        id_timestamps.posted_at(link.post_id, hit.platform.clock) if link and hit.platform.clock else None
    )
    words = _words(view, hit.platform.post.picture, text[slice(*body)]) if body else ""
    return Match(
        platform=hit.platform.name,
        spans=[_span(view, start, hit.end)],
        layout=_layout(view, hit, start, bool(words)),
        confidence=confidence,
        evidence=[*([label.rule.name] if label else []), hit.rule.name, *hit.evidence],
        body=words or None,
        author=hit.author,
        handle=hit.handle,
        date=hit.date,
        posted_at=hit.posted_at or (id_timestamps.iso(moment) if moment else None),
        url=link.url if link else None,
        post_id=link.post_id if link else None,
    )


def _layout(view: Visible, hit: WidgetMatch, start: int, worded: bool) -> str:
    if view.quote_at(start):
        return "markdown"
    if not worded:
        return "headless"
    return "below" if view.starts_line(hit.start) else "inline"


def _span(view: Visible, start: int, end: int) -> Span:
    """The document span; with the syntax around it where `quotations.frame` would not find that."""
    span = view.to_source(start, end)
    if view.text == view.document:
        return span
    quote = view.quote_at(start)
    if quote and not view.text[quote[0] : start].strip() and not view.text[end : quote[1]].strip():
        start, end = quote[0], max(end, quote[1] - 1)
    wide = view.syntax_around(view.to_source(start, end))
    low, high = view.frame(span)
    return span if low <= wide[0] and wide[1] <= high else wide


def _words(view: Visible, picture: str, text: str) -> str:
    """Text of a post without ``picture``; blank lines dropped, those that an extractor parted joined."""
    text = captions.PICTURE_MARKS[picture].sub("", text) if picture else text
    if view.markdown:
        return "\n".join(" ".join(part.split()) for part in _PARAGRAPH.split(text) if part.strip())
    if view.width:
        text = "\n".join(unwrapped(text.split("\n"), view.width))
    return of_lines(text, tokens=_TOKEN.search(text) is not None)


#: A line of one tag or mention, and another line: the extractor parted the post at its links.
_TOKEN = LazyPattern(r"(?m)^[ \t]{0,40}[#＃@][\w.]{1,60}[ \t]{0,40}\n\s{0,40}\S", engine="regex")


_PARAGRAPH = LazyPattern(r"[ \t]{2,20}\n|\n[ \t]{0,20}\n", engine="regex")


def _permalink(view: Visible, hit: WidgetMatch, start: int) -> permalinks.Permalink | None:
    """The first link from ``start`` to the end of ``hit`` that is a post of its platform."""
    for url in view.urls(start, hit.end):
        link = permalinks.parse(url, hit.platform.name)
        if link is not None:
            return link
    return None
