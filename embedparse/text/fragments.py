"""What is left of posts that are no whole embed: status URLs in sentences, bodies without attribution."""

from __future__ import annotations

import re
from collections.abc import Iterator

from embedparse.models import Confidence, Match
from embedparse.patterns import LazyPattern
from embedparse.spans import Taken
from embedparse.text.view import TextView

#: A remnant longer than this is an article's paragraph that happens to end in a media link.
LONGEST = 420
#: Marks of lists and quotations, which may stand beside a link that is alone on its line.
_MARKS = " \t\r>*-•<"
#: What stands before `/status/` in a URL is shorter than this, and what stands behind its id's beginning.
_LONGEST_START, _LONGEST_END = 60, 400


_STATUS = LazyPattern(
    r"(?:https?://)?(?:www\.|mobile\.)?(?<![\w.])(?:twitter|x)\.com/(?:i/web|\w{1,20})/status(?:es)?/\d{5,20}(?:/(?:photo|video)/\d)?"
    r"(?:\?[\w=&%^|.~-]{0,300}[\w=&%^|~-])?",
    re.IGNORECASE,
)


#: What a link to a post shows in any case; a shortened one (`x.com/i/web/status/1…`) has no id.
_POST = LazyPattern(r"/status(?:es)?/\d{5}", re.IGNORECASE)


_MEDIA = LazyPattern(r"pic\.(?:twitter|x)\.com/[A-Za-z0-9]{8,12}(?=[ \t\r]*(?:\n|$))")


def may_hold(text: str, least: Confidence = "possible") -> bool:
    """Whether `find_links` or, if ``least`` is so little, `find_fragments` may find anything in ``text``."""
    return _POST.search(text) is not None or (least == "possible" and _MEDIA.search(text) is not None)


def find_links(view: TextView, taken: Taken) -> list[Match]:
    """Status URLs outside ``taken`` as records of kind ``link``; alone on its line, a possible embed."""
    text = view.text
    urls = list(_status_urls(text)) if "/status" in text else []
    if not urls:
        return []
    from embedparse.fields import permalinks

    out = []
    for match in urls:
        link = permalinks.read(match.group(), "twitter")
        if link is None or taken.overlaps(match.span()):
            continue
        alone = view.begins_line(match.start(), _MARKS) and view.ends_line(match.end(), _MARKS)
        out.append(
            Match(
                platform="twitter",
                kind="embed" if alone else "link",
                spans=[match.span()],
                layout="url",
                confidence="possible" if alone else "certain",
                evidence=["status-url-alone" if alone else "status-url-in-sentence"],
                handle=link.handle,
                url=link.url,
                post_id=link.post_id,
                links=[],
                media=[],
            )
        )
    return out


def _status_urls(text: str) -> Iterator[re.Match[str]]:
    """The matches of `_status`, looked for only where what each of them holds stands."""
    edge = 0
    for post in _POST.finditer(text):
        if post.start() < edge:
            continue
        match = _STATUS.search(text, max(edge, post.start() - _LONGEST_START), post.end() + _LONGEST_END)
        if match is not None:
            edge = match.end()
            yield match


def find_fragments(view: TextView, taken: Taken) -> list[Match]:
    """Lines that end in a media link and belong to no embed in ``taken``."""
    text = view.text
    if "pic.twitter.com/" not in text and "pic.x.com/" not in text:
        return []
    from embedparse.text import body as bodies

    out = []
    for match in _MEDIA.finditer(text):
        start = text.rfind("\n", max(0, match.start() - LONGEST), match.start()) + 1
        if start == 0 and match.start() > LONGEST:
            continue
        raw = text[start : match.end()]
        start += len(raw) - len(raw.lstrip(" \t>"))
        if taken.overlaps((start, match.end())):
            continue
        out.append(
            Match(
                platform="twitter",
                kind="fragment",
                spans=[(start, match.end())],
                layout="fragment",
                confidence="possible",
                evidence=["line-ends-in-media-link"],
                body=bodies.of_lines(text[start : match.end()]),
            )
        )
    return out
