"""Tags that name a platform and have an attribute that says what of it they show: literals of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from embedparse.html.literals import offsets_of_any
from embedparse.html.signs import PLATFORM_NAMING
from embedparse.last_result import LastResult
from embedparse.models import Span
from embedparse.patterns import LazyPattern
from embedparse.platforms import all_platforms

#: Names with fewer letters are not looked for in a class; in an attribute they are all of the value.
SHORTEST = 3
#: Bytes of a tag to each side of such an attribute.
AROUND = 400


@cache
def called() -> dict[str, str]:
    """The names of platforms by what they are called in attributes."""
    return {called: p.name for p in all_platforms() for called in (p.name, *p.called)}


#: What may be behind a name in the same word.
_ENDINGS = ("", "embed", "player", "video", "post", "widget", "card", "box", "id")


@cache
def _words() -> frozenset[bytes]:
    """The words that name a platform: its name, what it shows behind it."""
    names = (name.encode() for name in called() if len(name) >= SHORTEST)
    return frozenset(name + ending.encode() for name in names for ending in _ENDINGS)


def _called() -> bytes:
    names = "|".join(sorted((name for name in called() if len(name) >= SHORTEST), key=len, reverse=True))
    return rf"(?<![a-z])({names})(?:{'|'.join(_ENDINGS[1:])})?(?![a-z])".encode()


def _short() -> bytes:
    names = "|".join(name for name in called() if len(name) < SHORTEST)
    return rf"[=\"'](?:{names})[\"'\s\\]|[\s-](?:{names})[_-]id=".encode()


#: A tag that all readers end at the same sign.
_PLAIN_TAG = LazyPattern(
    rb"""<([a-z][\w:-]{0,40})(?=[\s/>])(?:[^<>"'=]++|=\s*+(?:"[^"<>]*+"|'[^'<>]*+')?+)*+>"""
)
_ATTRIBUTE = LazyPattern(
    rb"""\s(?P<name>[a-z_][\w:.-]{0,60})\s?=\s?(?:"(?P<double>[^"]{1,400})"|'(?P<single>[^']{1,400})'|(?P<bare>[^\s"'<>]{1,400}))"""
)
#: Elements that link, load or ask, and those that hold a whole page.
OTHERS = frozenset(
    b"a link meta script img source video audio form input button html body main article iframe svg".split()
)
#: Rows of buttons name the post that they act on.
BUTTONS = LazyPattern(rb"share|sharing|button|follow|comment|social-bar|bookmark|\blike\b|reply")
#: Classes of what shows no post: buttons, accounts, lists.
_NO_POST = LazyPattern(
    rb"profile|timeline|feed|channel|subscri|author|teaser|card-list|playlist|icon|login|signup"
)
#: Attributes that hold the id of what is shown; `id` does on a component's own element.
_ID = LazyPattern(
    rb"(?:data-)?(?:[\w-]{0,30}[_-])?(?:id|videoid|postid|tweetid|code|shortcode|key)|(?:data-)?(?:youtube|vimeo|tweet|video)"
)
#: Ids of others: of the element, of the article, of the campaign.
_OTHER_ID = LazyPattern(
    rb"id|[\w-]{0,30}(?:widget|user|account|channel|playlist|campaign|element|node|article|author|page|list|site)-?id"
)
#: Elements whose id may be that of what they show: those of components, and those of no standard.
_OWN = LazyPattern(rb"[\w:-]*-[\w:-]*|x|media|social|oembed|player|widget|post|tweet")
#: A platform's name in a class.
CALLED = LazyPattern(_called)
_WORD = LazyPattern(rb"[a-z]{3,}")
_SHORT = LazyPattern(_short)


@LastResult
def signs(low: bytes) -> list[int]:
    """Where a page in lower case has an attribute of `PLATFORM_NAMING` in a tag that may show a post."""
    return [at for at in offsets_of_any(low, PLATFORM_NAMING) if may_show(low, at)]


def may_show(low: bytes, at: int) -> bool:
    """Whether the tag around ``at`` names a platform and has an attribute that may say what it shows."""
    start = low.rfind(b"<", max(0, at - AROUND), at + 1)
    end = low.find(b">", at, at + AROUND)
    near = low[max(start, at - AROUND, 0) : end if end >= 0 else at + AROUND]
    if _words().isdisjoint(_WORD.findall(near)) and _SHORT.search(near) is None:
        return False
    tag = _PLAIN_TAG.match(low, start) if start >= 0 else None
    return tag is None or tag.end() <= at or _may_name_post(low, tag)


def _may_name_post(low: bytes, tag: re.Match[bytes]) -> bool:
    """Whether the element of ``tag`` may show a post, and an attribute of it an id or an object with one."""
    values = attributes(low, *tag.span())
    if shows_no_post(low, tag[1], values):
        return False
    if any(low.startswith(b"{", start) for start, _ in values.values()):
        return True
    return any(low[slice(*value)] not in _names_in_bytes() for value in ids(tag[1], values))


def attributes(low: bytes, start: int, end: int) -> dict[bytes, Span]:
    """Where the values of the attributes of a tag are, by their names."""
    found = _ATTRIBUTE.finditer(low, start, end)
    return {each["name"]: each.span(each.lastgroup or 0) for each in found}


def shows_no_post(low: bytes, name: bytes, values: dict[bytes, Span]) -> bool:
    """Whether an element shows no post, by its name and its class: a link, a button, an account."""
    if name in OTHERS:
        return True
    words = name, low[slice(*values.get(b"class", (0, 0)))]
    return any(no_post.search(word) for word in words for no_post in (BUTTONS, _NO_POST))


def ids(name: bytes, values: dict[bytes, Span]) -> Iterator[Span]:
    """Where those of ``values`` are that may be the id of what an element called ``name`` shows."""
    is_own = _OWN.fullmatch(name) is not None
    for attribute, span in values.items():
        if _ID.fullmatch(attribute) and (
            (is_own and attribute == b"id") or not _OTHER_ID.fullmatch(attribute)
        ):
            yield span


@cache
def _names_in_bytes() -> frozenset[bytes]:
    return frozenset(name.encode() for name in called())
