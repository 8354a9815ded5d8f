"""Tweets in flattened text: attributions, then extents, then one match each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embedparse.fields import id_timestamps, permalinks
from embedparse.fields.date_check import check_date
from embedparse.models import Confidence, Match, Span
from embedparse.spans import bridge
from embedparse.text import body as bodies
from embedparse.text import markdown, references
from embedparse.text.attributions.find import EMOJI, Attribution, find_attributions
from embedparse.text.borders.boundaries import Extent, find_extents
from embedparse.text.borders.language import language_of
from embedparse.text.borders.layout import Layout, read_layout
from embedparse.text.line_edges import begins_line, ends_line
from embedparse.text.references import Definition


def attributions(text: str) -> list[Attribution]:
    """The attributions of tweets in ``text`` that are more than a name with a handle."""
    return _plausible(text, find_attributions(text))


def find(text: str, attributions: list[Attribution], others: Sequence[Span] = ()) -> list[Match]:
    """The tweets of ``text`` that left ``attributions``; none reaches over a post of ``others``."""
    if not attributions:
        return []
    layout = read_layout(text, attributions)
    quoted = _quotations(text, attributions)
    extents = find_extents(text, attributions, layout, language_of(text[:1500]), quoted, others)
    targets = references.definitions(text)
    shared: set[str] = set()
    return [
        _match(text, attribution, extent, layout, targets, shared)
        for attribution, extent in zip(attributions, extents, strict=True)
    ]


def _plausible(text: str, found: list[Attribution]) -> list[Attribution]:
    """Attributions with a date, and those without that end their line where others of the text are sure."""
    sure = any(a.dash and (a.date or (_told(text, a) and ends_line(text, a.close))) for a in found)
    out = []
    for a in found:
        if a.date is None:
            told = _told(text, a) or (sure and begins_line(text, a.start))
            if not ends_line(text, a.close) or not told or a.dash in ("-", ""):
                continue
        elif not (a.dash or _dashless(text, a)) or _place_and_byline(text, a) or not _stands(text, a):
            continue
        out.append(a)
    return out


def _told(text: str, a: Attribution) -> bool:
    """Whether a link tells the post: its own beside the handle, or one at the end of the body."""
    return a.url is not None or _ends_in_link(text[max(0, a.start - 80) : a.start].rstrip(" \t\r\n>"))


#: Dashes that the platform never prints: a hand or an extractor put them there, or they are no attribution's.
_WEAK = ("dash-en", "dash-hyphen", "dash-glued")
_OPEN = ",;:–—-/&("
#: A line whose dash parts a post from its attribution holds more than so many code points before it.
_BODY = 40


def _stands(text: str, a: Attribution) -> bool:
    """Whether a dash opens an attribution: not in a talk, and a short one not inside a name or in a list."""
    if text.startswith(":", a.close):
        return False
    if a.evidence[0] not in _WEAK:
        return True
    before = text[max(0, a.start - _ABOVE) : a.start]
    if _ends_in_link(before.rstrip(" \t\r\n>")):
        return True
    line = before.rpartition("\n")[2].strip(" \t>*_")
    if line:
        ended = len(line) > _BODY and line[-1] not in _OPEN and not line[-1].isalnum()
        return ended or _SIGN.search(line.rsplit(None, 1)[-1]) is not None
    after = text[a.close : a.close + _ABOVE].lstrip(" \t")
    above = before.rstrip(" \t\r\n>").rpartition("\n")[2]
    below = after.lstrip("\r\n \t>")
    return not (above.lstrip(" \t>").startswith(a.dash) or below.startswith(a.dash))


_BYLINE = (
    "by ",
    "von ",
    "par ",
    "por ",
    "da ",
    "door ",
    "av ",
    "di ",
    "od ",
    "autor",
    "author",
    "follow",
    "written",
    "posted",
    "from ",
    "via ",
    "updated",
    "published",
)


#: Code points of the line above a name, and what shows there that it is a post's.
_ABOVE = 400
_SIGN = re.compile(rf"(?:^|\s)[#＃@]\w|{EMOJI}")


def _dashless(text: str, a: Attribution) -> bool:
    """Without a dash the name must begin its line, be no byline, and a post must show above it.

    `NAME (@handle) DATE` alone is how pages sign their articles: below a link, or a line with a tag, a
    mention or an emoji, or in a quotation, it is a post's.
    """
    if not a.author or a.start == 0 or "(@" in a.author or a.author.lower().startswith(_BYLINE):
        return False
    above = text[max(0, a.start - 100) : a.start].rstrip(" \t\r\n>")
    rest = text[a.close : a.close + 40].split("\n", 1)[0].strip()
    if not above or _ends_in_link(above):
        return bool(above)
    before = text[max(0, a.start - _ABOVE) : a.start]
    quoted = before.rpartition("\n")[2].lstrip().startswith(">")
    line = before.rstrip(" \t\r\n>").rpartition("\n")[2]
    return not rest and "," not in a.author and (quoted or _SIGN.search(line) is not None)


def _place_and_byline(text: str, a: Attribution) -> bool:
    """`PLACE — By NAME (@handle) date`."""
    if not a.author.startswith(("By ", "BY ")) or begins_line(text, a.start):
        return False
    return not _ends_in_link(text[max(0, a.start - 80) : a.start].rstrip())


def _ends_in_link(text: str) -> bool:
    words = text.rsplit(None, 1)
    return bool(words) and any(s in words[-1] for s in ("t.co/", "pic.twitter.com/", "pic.x.com/"))


def _quotations(text: str, attributions: list[Attribution]) -> list[tuple[int, int, int] | None]:
    """For each attribution the quotation it stands in, where the text is Markdown."""
    if ">" not in text:
        return [None] * len(attributions)
    out: list[tuple[int, int, int] | None] = []
    edge = 0
    for attribution in attributions:
        out.append(markdown.quotation(text, edge, attribution.start))
        edge = attribution.close
    return out


def _match(
    text: str,
    a: Attribution,
    extent: Extent,
    layout: Layout,
    targets: dict[str, Definition],
    shared: set[str],
) -> Match:
    spans = [span for span in (extent.head, (a.start, a.end), extent.tail) if span]
    own = _definitions_of(text, a, extent, targets, shared) if targets else []
    spans = bridge(text, [*spans, *((target.start, target.end) for target in own)])
    url = a.url or next((target.url for target in own if "/status" in target.url), None)
    link = permalinks.read(url, "twitter") if url else None
    moment = id_timestamps.posted_at(link.post_id, "snowflake") if link else None
    match = Match(
        platform="twitter",
        spans=spans,
        layout=_layout_name(text, a, extent),
        confidence=_confidence(a, extent),
        evidence=[*a.evidence, *extent.evidence],
        body=_body(text, extent, layout, targets),
        author=a.author or None,
        handle=a.handle,
        date=a.date,
        url=link.url if link else None,
        post_id=link.post_id if link else None,
        posted_at=id_timestamps.iso(moment) if moment else None,
    )
    check_date(match)
    if match.confidence == "possible" and a.date:
        match.confidence = "likely"  # the id is another post's, the attribution stands
    return match


def _definitions_of(
    text: str, a: Attribution, extent: Extent, targets: dict[str, Definition], shared: set[str]
) -> list[Definition]:
    """The addresses that this post's reference links name; its own link's is the last.

    Posts may share one (of an account they mention): it goes with the first. ``shared`` are those gone.
    """
    head = text[slice(*extent.head)] if extent.head else ""
    # The date's bracket opens before it: the whole attribution is read.
    labels = [*references.labels(head), *references.labels(text[a.start : a.close])]
    own = [name for name in dict.fromkeys(labels) if name in targets and name not in shared]
    own = [name for name in own if _is_own(targets[name].url)]
    shared.update(own)
    return [targets[name] for name in own]


def _is_own(url: str) -> bool:
    """Whether ``url`` is as an embed's links are: t.co, or a page of the platform."""
    return "://t.co/" in url or "://twitter.com/" in url or "://x.com/" in url


def _body(text: str, extent: Extent, layout: Layout, targets: dict[str, Definition]) -> str | None:
    head = text[slice(*extent.head)] if extent.head else ""
    if targets:
        head = references.resolve(head, targets)
    if extent.mode == "quoted":
        return bodies.of_quotation(head, extent.depth) or None
    parts = [bodies.of_lines(head, tokens=layout.tokens, width=layout.width)]
    if extent.tail:
        parts.append(bodies.of_lines(text[slice(*extent.tail)], tokens=layout.tokens, width=layout.width))
    return "\n".join(part for part in parts if part) or None


def _layout_name(text: str, a: Attribution, extent: Extent) -> str:
    if extent.tail:
        return "interleaved"
    if extent.mode == "quoted":
        return "markdown"
    if extent.head is None:
        return "headless"
    if extent.mode == "flat":
        return "flat"
    return "below" if begins_line(text, a.start) else "inline"


def _confidence(a: Attribution, extent: Extent) -> Confidence:
    if a.date is None:
        return "possible" if extent.head is None and a.url is None else "likely"
    if not a.dash:
        return "likely"
    return "certain"
