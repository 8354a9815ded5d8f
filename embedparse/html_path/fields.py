"""The fields of one embed: its post, its words, its author and its times."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl, unquote, urlsplit

import regex
from bs4 import Tag

from embedparse import clocks, permalinks
from embedparse.checks import check_date
from embedparse.dates import match_date
from embedparse.html_path.carriers import candidates
from embedparse.html_path.fragments import attribute, parse, selects, text_of, unmarked
from embedparse.models import Match
from embedparse.platforms import HtmlRule, Platform

#: A bare id in an attribute (`data-tweet-id`, `data-shortcode`, Imgur's `a/CODE`, VK's `vk_post_1_2`).
_BARE_ID = regex.compile(r"(?:[a-z]{2}_post_)?(?P<post_id>-?\w[\w/-]{2,80})")
#: URLs within URLs: `plugins/post.php?href=…`, `twitframe.com/show?url=…`, two deep at most.
_NESTED = ("href", "url", "u", "content", "src")
_LONGEST_URL = 4000


@dataclass(slots=True)
class Post:
    """What names the post: the platform's id, the canonical URL, the handle in the URL."""

    post_id: str
    url: str | None
    handle: str | None = None


def of_markup(name: str, tag: bytes, markup: str) -> Match | None:
    """A match for ``markup``, which begins with the start tag ``tag`` (lower case) of an element ``name``."""
    possible = list(candidates(name, tag))
    root = parse(markup) if possible else None
    if root is None:
        return None
    for platform, rule in possible:
        if selects(rule.selector, root) and (match := read(platform, rule, root)):
            return match
    return None


def read(platform: Platform, rule: HtmlRule, element: Tag) -> Match | None:
    """A match with all fields that ``element`` shows, spans not yet set; None where it shows no post."""
    post = _post(platform, rule, element)
    match = Match(platform.name, [], rule.form, rule.confidence, [rule.name])
    if post is not None:
        match.post_id, match.url, match.handle = post.post_id, post.url, post.handle
    if rule.attributions or rule.labels:
        _read_text(platform, rule, element, match)
    if match.post_id is None and not (match.handle and match.body and match.date):
        return None
    match.posted_at = _posted_at(platform, element, match.post_id)
    if platform.clock == "snowflake":
        check_date(match)
    return match


# --- which post -------------------------------------------------------------------------------


def _post(platform: Platform, rule: HtmlRule, element: Tag) -> Post | None:
    for source in rule.post:
        if source in ("a:first", "a:last"):
            found = [post for link in element.find_all("a") if (post := _of_link(platform, link))]
            if found:
                return found[0 if source == "a:first" else -1]
        elif (value := attribute(element, source)) and (post := of_value(platform, value)):
            return post
    return None


def _of_link(platform: Platform, link: Tag) -> Post | None:
    return of_url(platform, attribute(link, "href") or "")


def of_value(platform: Platform, value: str) -> Post | None:
    """The post that an attribute names by URL or by id."""
    if "/" in value and (post := of_url(platform, value)):
        return post
    bare = _BARE_ID.fullmatch(value)
    if bare is None or "//" in value:
        return None
    return of_id(platform, bare["post_id"])


def of_id(platform: Platform, post_id: str) -> Post:
    """The post with an id, its URL where the id alone makes one."""
    for form in platform.canonical:
        try:
            return Post(post_id, form.format_map({"post_id": post_id}))
        except KeyError:
            continue
    return Post(post_id, None)


def of_url(platform: Platform, url: str) -> Post | None:
    """The post of ``platform`` that ``url`` names, itself or in one of its parameters."""
    url = url[:_LONGEST_URL]
    for _ in range(3):
        if found := permalinks.read(url, platform.name):
            return Post(found.post_id, found.url, found.handle)
        inner = _nested(url)
        if inner is None:
            return None
        url = inner
    return None


def _nested(url: str) -> str | None:
    try:
        parameters = dict(parse_qsl(urlsplit(url).query, max_num_fields=60))
    except ValueError:  # a broken address, or more parameters than any embed has
        return None
    for name in _NESTED:
        if "/" in parameters.get(name, ""):
            return parameters[name]
    return unquote(url) if "%2F" in url or "%3A" in url or "%3a" in url or "%2f" in url else None


# --- its words --------------------------------------------------------------------------------


@cache
def _pattern(source: str) -> regex.Pattern[str]:
    return regex.compile(source, regex.VERBOSE | regex.MULTILINE)


def _read_text(platform: Platform, rule: HtmlRule, element: Tag, match: Match) -> None:
    def is_post(href: str) -> bool:
        post = of_url(platform, href) if match.post_id else None
        return post is not None and post.post_id == match.post_id

    text = text_of(element, is_post, breaks=rule.breaks)
    for label in rule.labels:
        text = _pattern(label).sub("", text, count=4)
    text = text.strip()
    for attribution in rule.attributions:
        if found := _pattern(attribution).search(text):
            _read_attribution(text, found, match)
            break
    else:
        match.body = _body(text)
    match.lang = _lang(element)


def _read_attribution(text: str, found: regex.Match[str], match: Match) -> None:
    groups = found.groupdict()
    body = groups["body"] if "body" in groups else text[: found.start()]
    match.body = _body(body or "")
    if handle := groups.get("handle"):
        match.handle = handle
    match.author = " ".join(unmarked(groups.get("author") or "").split()) or None
    if groups.get("date") is not None:
        match.date = _date(text[found.start("date") :])


def _body(text: str) -> str | None:
    text = unmarked(text)
    return text if any(not c.isspace() for c in text) else None


def _date(text: str) -> str | None:
    text = unmarked(text)
    try:
        if moment := clocks.read_iso(text.split()[0]):
            return moment.date().isoformat()
    except IndexError:
        return None
    found = match_date(text)
    return found.date.isoformat() if found else None


def _lang(element: Tag) -> str | None:
    """The language of the post's text: that of its paragraph; the blockquote's names the date's."""
    paragraph = element.find("p", lang=True)
    return attribute(paragraph, "lang") if isinstance(paragraph, Tag) else None


# --- its times --------------------------------------------------------------------------------


def _posted_at(platform: Platform, element: Tag, post_id: str | None) -> str | None:
    """From the id where it tells the time, else from a `datetime` or `data-datetime` attribute."""
    if platform.clock and post_id and (moment := clocks.posted_at(post_id, platform.clock)):
        return clocks.iso(moment)
    for name in ("datetime", "data-datetime"):
        for node in element.find_all(attrs={name: True}, limit=4):
            if moment := clocks.read_iso(attribute(node, name) or ""):
                return clocks.iso(moment)
    return None
