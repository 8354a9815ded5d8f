"""Elements that name a post by its platform and its id: `<div data-provider="youtube" data-id="…">`.

Players, consent tools and components keep the two apart: the platform in an attribute of its own or in the
class, the id in another. Where the id is an address, `named_elements` reads it.
"""

from __future__ import annotations

import html
import re

import orjson

from embedparse.fields import permalinks
from embedparse.fields.id_timestamps import time_of_id
from embedparse.html import fields
from embedparse.html.element_extent import cover
from embedparse.html.named_elements import BUTTONS, OTHERS, extent
from embedparse.html.platform_words import CALLED, SHORTEST, called, signs
from embedparse.html.source import Page
from embedparse.models import Match
from embedparse.platforms import Platform, get
from embedparse.spans import Taken

#: Attributes that name a platform.
_NAMING = re.compile(rb"(?:[\w-]{0,30}-)?(?:provider|service|platform|network|type|site-id)(?:-name)?")
#: Attributes and keys that hold an id and name the platform by their own name; X's own pages have
#: `data-tweet-id`, which is read by rules of X alone.
_OWN_ID = re.compile(rb"(?:(?P<tweet>tweet)|(?:data-)?(?:(?P<youtube>youtube|yt)|(?P<vimeo>vimeo)))[-_]?id")
_OWN_KEYS = {"tweet": "tweetid"}
#: Keys of an object in an attribute that name the platform, and those that hold an id, in lower case.
_NAMING_KEYS = ("provider", "service", "platform", "network", "type")
_ID_KEYS = ("tweetid", "videoid", "postid", "id", "contentid", "embedid", "shortcode")
#: What an attribute of a kind may be called `x` for too.
_KIND = (b"type", b"data-type")
#: Attributes that hold the id of what is shown; `id` does on a component's own element.
_ID = re.compile(
    rb"(?:data-)?(?:[\w-]{0,30}[_-])?(?:id|videoid|postid|tweetid|code|shortcode|key)|data-(?:youtube|vimeo|tweet|video)"
)
#: Ids of others: of the element, of the article, of the campaign.
_OTHER_ID = re.compile(
    rb"id|[\w-]{0,30}(?:widget|user|account|channel|playlist|campaign|element|node|article|author|page|list|site)-?id"
)
_ATTRIBUTE = re.compile(
    rb"""\s(?P<name>[a-z_][\w:.-]{0,60})\s?=\s?(?:"(?P<double>[^"]{1,400})"|'(?P<single>[^']{1,400})'|(?P<bare>[^\s"'<>]{1,400}))"""
)
_NAME = re.compile(rb"<([a-z][\w:-]{0,40})")
#: Elements whose id may be that of what they show: those of components, and those of no standard.
_OWN = re.compile(rb"[\w:-]*-[\w:-]*|x|media|social|oembed|player|widget|post|tweet")
#: Classes of what shows one.
_SHOWN = re.compile(
    rb"tweet|embed|player|video|post|card|widget|status|lite|lazy|media|consent|facade|frame|container|wrap|item|js"
)
#: Classes of what shows no post: buttons, accounts, lists.
_NO_POST = re.compile(
    rb"profile|timeline|feed|channel|subscri|author|teaser|card-list|playlist|icon|login|signup"
)


def find(page: Page, embeds: list[Match]) -> list[Match]:
    """The embeds of such elements outside of ``embeds``; spans in bytes."""
    taken = Taken(span for match in embeds if match.kind == "embed" for span in match.spans)
    found: list[Match] = []
    edge = 0
    for at in signs(page.low):
        if at < edge or page.region(at) is not None or taken.overlaps((at, at + 1)):
            continue
        match = _at(page, at)
        if match is not None and not any(taken.overlaps(span) for span in match.spans):
            found.append(match)
            edge = match.spans[-1][1]
    return found


def _at(page: Page, at: int) -> Match | None:
    start = at if page.low.startswith(b"<", at) else page.tag_around(at)
    name = _NAME.match(page.low, start) if start >= 0 else None
    if name is None or name[1] in OTHERS:
        return None
    inside = page.tag_end(start)
    values = {
        each["name"]: each.span(each.lastgroup or 0) for each in _ATTRIBUTE.finditer(page.low, start, inside)
    }
    classes = page.low[slice(*values.get(b"class", (0, 0)))]
    if any(no_post.search(word) for word in (classes, name[1]) for no_post in (BUTTONS, _NO_POST)):
        return None
    platform = _platform(page, values) or _of_element(name[1])
    if platform is None and b"data-id" in values:
        platform = _of_class(classes)
    own = _OWN.fullmatch(name[1]) is not None
    post = _post(page, platform, values, own=own) if platform else _in_json(page, values)
    end = extent(page, name[1].decode(), start, inside) if post else -1
    if post is None or end < 0:
        return None
    match = fields.of_permalink(post, "element", "element-names-post")
    match.url = match.url or None
    match.spans = [cover(page, get(post.platform), start, end, 0)]
    return match


def _platform(page: Page, values: dict[bytes, tuple[int, int]]) -> Platform | None:
    """The platform that an attribute names."""
    for name, (start, end) in values.items():
        if _NAMING.fullmatch(name):
            word = re.split(r"[\s_-]", page.low[start:end].decode("utf-8", "replace"), maxsplit=1)[0]
            if word in called() and not (name in _KIND and len(word) < SHORTEST):
                return get(called()[word])
        elif own := _OWN_ID.fullmatch(name):
            return get(called()[own.lastgroup or ""])
    return None


def _in_json(page: Page, values: dict[bytes, tuple[int, int]]) -> permalinks.Permalink | None:
    """The post that an object in an attribute names: `{"provider": "twitter", "id": "…"}`."""
    for start, end in values.values():
        keys = _keys(page.text(start, end)) if page.low[start : start + 1] == b"{" else {}
        named = called().get(next((keys[key].lower() for key in _NAMING_KEYS if key in keys), ""))
        name = named or next((called()[own] for own, key in _OWN_KEYS.items() if key in keys), None)
        ids = [keys[key] for key in _ID_KEYS if key in keys]
        if name and ids and _is_id(ids[0], get(name)) and (post := permalinks.of_id(get(name), ids[0])):
            return post
    return None


def _keys(value: str) -> dict[str, str]:
    """The texts and numbers of an object in an attribute, by their keys in lower case."""
    try:
        found = orjson.loads(html.unescape(value))
    except orjson.JSONDecodeError:
        return {}
    return {
        key.lower().replace("_", ""): str(each) for key, each in found.items() if isinstance(each, str | int)
    }


def _of_element(name: bytes) -> Platform | None:
    """The platform that a component's own element is called by: `youtube-embed`."""
    word, hyphen, _ = name.decode().partition("-")
    return get(called()[word]) if hyphen and word in called() else None


def _of_class(classes: bytes) -> Platform | None:
    """The platform that a class names, if it is one only, as what shows a post of it."""
    if _SHOWN.search(classes) is None:
        return None
    names = {called()[word.decode()] for word in CALLED.findall(classes)}
    return get(names.pop()) if len(names) == 1 else None


def _post(
    page: Page, platform: Platform, values: dict[bytes, tuple[int, int]], *, own: bool
) -> permalinks.Permalink | None:
    for name, (start, end) in values.items():
        if not _ID.fullmatch(name) or (_OTHER_ID.fullmatch(name) and not (own and name == b"id")):
            continue
        value = page.text(start, end)
        if _is_id(value, platform) and (post := permalinks.of_id(platform, value)):
            return post
    return None


def _is_id(value: str, platform: Platform) -> bool:
    """Whether ``value`` is no word: it has a digit or a capital within; a number has several digits."""
    if value.isdigit() and platform.clock is not None and time_of_id(platform.clock, value) is None:
        return False
    if value.isdigit():
        return len(value) >= 6
    return any(c.isdigit() for c in value) or any(c.isupper() for c in value[1:])
