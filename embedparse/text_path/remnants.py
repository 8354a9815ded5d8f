"""What is left of posts that are no whole embed: status URLs in sentences, bodies without attribution."""

from __future__ import annotations

from functools import cache

import regex

from embedparse.models import Match
from embedparse.spans import Taken
from embedparse.text_path import body as bodies
from embedparse.text_path.layout import begins_line, ends_line

#: A remnant longer than this is an article's paragraph that happens to end in a media link.
LONGEST = 420


@cache
def _status() -> regex.Pattern[str]:
    return regex.compile(
        r"(?:https?://)?(?:www\.|mobile\.)?(?<![\w.])(?:twitter|x)\.com/(?:i/web|\w{1,20})/status(?:es)?/\d{5,20}(?:/(?:photo|video)/\d)?"
        r"(?:\?[\w=&%^|.~-]{0,300}[\w=&%^|~-])?",
        regex.IGNORECASE,
    )


@cache
def _media() -> regex.Pattern[str]:
    return regex.compile(r"pic\.(?:twitter|x)\.com/[A-Za-z0-9]{8,12}(?=[ \t\r]*(?:\n|$))")


def find_links(text: str, taken: Taken) -> list[Match]:
    """Status URLs outside ``taken`` as records of kind ``link``; alone on its line, a possible embed."""
    if "/status" not in text:
        return []
    from embedparse import permalinks

    out = []
    for match in _status().finditer(text):
        link = permalinks.read(match.group(), "twitter")
        if link is None or taken.overlaps(match.span()):
            continue
        alone = begins_line(text, match.start(), " \t\r>*-•<") and ends_line(text, match.end(), " \t\r>*-•<")
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


def find_fragments(text: str, taken: Taken) -> list[Match]:
    """Lines that end in a media link and belong to no embed in ``taken``."""
    if "pic.twitter.com/" not in text and "pic.x.com/" not in text:
        return []
    out = []
    for match in _media().finditer(text):
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
