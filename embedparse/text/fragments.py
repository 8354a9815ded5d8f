"""What is left of posts that are no whole embed: status URLs in sentences, bodies without attribution."""

from __future__ import annotations

import re
from collections.abc import Iterator

from embedparse.models import Confidence, Match, Span
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


#: The link that ends a line: a picture's, or a shortened one.
_LAST_LINK = LazyPattern(
    r"(?:(?P<media>pic\.(?:twitter|x)\.com/[A-Za-z0-9]{8,12})|https?://t\.co/[A-Za-z0-9]{10})"
    r"(?=[ \t\r\u00a0]{0,80}(?:\n|$))"
)
_ANCHORS = ("pic.twitter.com/", "pic.x.com/", "://t.co/")

#: A post in an article has more letters beside its link; a line that introduces a link has fewer characters.
_FEWEST_LETTERS, _LEAD = 10, 40
#: A line of more characters, those of wide scripts counted three times, may be an article's paragraph.
_PARAGRAPH = 60
_WIDE = LazyPattern("[\u2e80-\uffef]")
#: How items of lists, retweets in boxes of posts, and replies begin.
_LISTED = LazyPattern(r"(?:[-*•·+–—|]|\d{1,3}[.)][ \t]|\[\d{1,3}\]|RT @)")


def may_hold(text: str, least: Confidence = "possible") -> bool:
    """Whether `find_links` or, if ``least`` is so little, `find_fragments` may find anything in ``text``."""
    if _POST.search(text) is not None:
        return True
    last = _LAST_LINK.search(text)
    return last is not None and (least == "possible" or any(map(_has_words, _LAST_LINK.finditer(text))))


def _has_words(link: re.Match[str]) -> bool:
    """Whether the line that ``link`` ends may be a post by its number of characters."""
    at = link.start()
    return "\n" not in link.string[max(0, at - _FEWEST_LETTERS) : at] and at >= _FEWEST_LETTERS


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
    """Lines that end in a link of the platform and belong to no embed in ``taken``."""
    text = view.text
    if not any(anchor in text for anchor in _ANCHORS):
        return []
    from embedparse.text import body as bodies

    out = []
    for link in _LAST_LINK.finditer(text):
        start = text.rfind("\n", max(0, link.start() - LONGEST), link.start()) + 1
        if start == 0 and link.start() > LONGEST:
            continue
        raw = text[start : link.end()]
        start += len(raw) - len(raw.lstrip(" \t>"))
        span = (start, link.end())
        media = link["media"] is not None
        sure = _is_sure(view, span, link.start())
        if taken.overlaps(span) or not (sure or media):
            continue
        out.append(
            Match(
                platform="twitter",
                kind="fragment",
                spans=[span],
                layout="fragment",
                confidence="likely" if sure else "possible",
                evidence=["line-ends-in-media-link" if media else "line-ends-in-short-link"],
                body=bodies.of_lines(text[start : link.end()]),
            )
        )
    return out


def _is_sure(view: TextView, span: Span, link: int) -> bool:
    """Whether the line ``span``, which ends in a link at ``link``, is a post in an article.

    It has words of its own, opens no list, and is beside a paragraph: lists of posts (the platform's own
    pages, boxes of the latest posts) have lines of one word around them.
    """
    words = view.text[span[0] : link].strip()
    if sum(map(str.isalpha, words)) < _FEWEST_LETTERS or _LISTED.match(words):
        return False
    if words.endswith(":") and len(words) < _LEAD:
        return False
    return any(_is_paragraph(line) for line in (view.line_above(span[0]), view.line_below(span[1])))


def _is_paragraph(line: str) -> bool:
    """Whether ``line`` may be a paragraph of an article."""
    return len(line) + 2 * len(_WIDE.findall(line)) > _PARAGRAPH and not _LISTED.match(line)
