"""Elements that name a post by its platform and its id: `<div data-provider="youtube" data-id="…">`.

Players, consent tools and components keep the two apart: the platform in an attribute of its own or in the
class, the id in another. Where the id is an address, `named_elements` reads it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

import orjson

from embedparse.fields import permalinks
from embedparse.fields.id_timestamps import time_of_id
from embedparse.html import fields
from embedparse.html.element_extent import cover
from embedparse.html.named_elements import extent
from embedparse.html.platform_words import CALLED, SHORTEST, attributes, called, ids, shows_no_post, signs
from embedparse.html.source import Page
from embedparse.models import Match, Span
from embedparse.patterns import LazyPattern
from embedparse.platforms import Platform, get
from embedparse.spans import Taken

#: Attributes that name a platform.
_NAMING = LazyPattern(rb"(?:[\w-]{0,30}-)?(?:provider|service|platform|network|type|site-id)(?:-name)?")
#: Attributes and keys that hold an id and name the platform by their own name; X's own pages have
#: `data-tweet-id`, which is read by rules of X alone.
_OWN_ID = LazyPattern(
    rb"(?:(?P<tweet>tweet)|(?:data-)?(?:(?P<youtube>youtube|yt)|(?P<vimeo>vimeo)|(?P<instagram>instagram)|(?P<tiktok>tiktok)))[-_]?id"
)
_OWN_KEYS = {"tweet": "tweetid"}
#: Keys of an object in an attribute that name the platform, and those that hold an id, in lower case.
_NAMING_KEYS = ("provider", "service", "platform", "network", "type")
_ID_KEYS = ("tweetid", "videoid", "postid", "id", "contentid", "embedid", "shortcode")
#: What an attribute of a kind may be called `x` for too.
_KIND = (b"type", b"data-type")
_NAME = LazyPattern(rb"<([a-z][\w:-]{0,40})")
#: Classes of what shows one.
_SHOWN = LazyPattern(
    rb"tweet|embed|player|video|post|card|widget|status|lite|lazy|media|consent|facade|frame|container|wrap|item|js"
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
    if name is None:
        return None
    inside = page.tag_end(start)
    values = attributes(page.low, start, inside)
    if shows_no_post(page.low, name[1], values):
        return None
    platform = _platform(page, values) or _of_element(name[1])
    if platform is None and b"data-id" in values:
        platform = _of_class(page.low[slice(*values.get(b"class", (0, 0)))])
    post = _post(page, platform, ids(name[1], values)) if platform else _in_json(page, values)
    end = extent(page, name[1].decode(), start, inside) if post else -1
    if post is None or end < 0:
        return None
    match = fields.of_permalink(post, "element", "element-names-post")
    match.url = match.url or None
    match.spans = [cover(page, get(post.platform), start, end, 0)]
    return match


def _platform(page: Page, values: dict[bytes, Span]) -> Platform | None:
    """The platform that an attribute names."""
    for name, (start, end) in values.items():
        if _NAMING.fullmatch(name):
            word = re.split(r"[\s_-]", page.low[start:end].decode("utf-8", "replace"), maxsplit=1)[0]
            if word in called() and not (name in _KIND and len(word) < SHORTEST):
                return get(called()[word])
        elif own := _OWN_ID.fullmatch(name):
            return get(called()[own.lastgroup or ""])
    return None


def _in_json(page: Page, values: dict[bytes, Span]) -> permalinks.Permalink | None:
    """The post that an object in an attribute names: `{"provider": "twitter", "id": "…"}`."""
    for start, end in values.values():
        keys = _keys(page.text(start, end)) if page.low[start : start + 1] == b"{" else {}
        named = called().get(next((keys[key].lower() for key in _NAMING_KEYS if key in keys), ""))
        name = named or next((called()[own] for own, key in _OWN_KEYS.items() if key in keys), None)
        post_id = next((keys[key] for key in _ID_KEYS if key in keys), "")
        if name and _is_id(post_id, get(name)) and (post := permalinks.of_id(get(name), post_id)):
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
    words = name.decode().split("-")
    named = next((called()[word] for word in (words[0], words[-1]) if word in called()), None)
    return get(named) if named and len(words) > 1 else None


def _of_class(classes: bytes) -> Platform | None:
    """The platform that a class names, if it is one only, as what shows a post of it."""
    if _SHOWN.search(classes) is None:
        return None
    names = {called()[word.decode()] for word in CALLED.findall(classes)}
    return get(names.pop()) if len(names) == 1 else None


def _post(page: Page, platform: Platform, values: Iterable[Span]) -> permalinks.Permalink | None:
    for span in values:
        value = page.text(*span)
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
