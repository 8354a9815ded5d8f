"""Read the URL of a post: which platform, which post, whose.

>>> read("https://x.com/ada_example/status/1234567890123456789?s=20").url
'https://twitter.com/ada_example/status/1234567890123456789'
>>> read("https://twitter.com/ada_example") is None
True
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from embedparse.platforms import Platform, all_platforms, get

#: What stands before the part that permalink patterns describe.
_SCHEME = re.compile(r"\s{0,20}(?:https?:)?(?://)?(?:www\.)?", re.IGNORECASE)
#: No permalink is longer; what follows in a longer URL is not looked at.
LONGEST = 2000


class Permalink(NamedTuple):
    """A post as its URL names it.

    ``url`` is the canonical permalink; ``handle`` without ``@`` (Mastodon: ``user@host``), None
    where the URL does not show it; ``end`` the offset in the given string after what was read.
    """

    platform: str
    post_id: str
    handle: str | None
    url: str
    end: int


def read(url: str, platform: str | None = None) -> Permalink | None:
    """The post that ``url`` names, with or without a scheme, or None.

    ``platform`` restricts the answer to one platform (and is faster).
    """
    url = url[:LONGEST]
    scheme = _SCHEME.match(url)
    start = scheme.end() if scheme else 0
    for candidate in _candidates(url, start, platform):
        for pattern in _patterns(candidate.name):
            if found := pattern.match(url, start):
                return _permalink(candidate, found)
    return None


def _candidates(url: str, start: int, platform: str | None) -> tuple[Platform, ...]:
    if platform and (wanted := get(platform)).hosts:
        return (wanted,)
    owners = platforms_of_host(_host(url, start))
    return owners if platform is None else tuple(owner for owner in owners if owner.name == platform)


def _permalink(platform: Platform, found: re.Match[str]) -> Permalink:
    groups = {name: value for name, value in found.groupdict().items() if value}
    handle = groups.get("handle")
    if handle is None and "user" in groups and "host" in groups:
        user, host = groups["user"], groups["host"].lower()
        handle = user if "@" in user else f"{user}@{host}"
    for form in platform.canonical:
        try:
            url = form.format_map(groups)
            break
        except KeyError:
            continue
    else:
        url = "https://" + ("www." if platform.name == "facebook" else "") + found.group()
    return Permalink(platform.name, groups["post_id"], handle, url, found.end())


_HOST = re.compile(r"[^/?\#:]{0,253}")


def _host(url: str, start: int) -> str:
    found = _HOST.match(url, start)
    return found.group().lower() if found else ""


@cache
def _by_host() -> dict[str, tuple[Platform, ...]]:
    return {host: (platform,) for platform in all_platforms() for host in platform.hosts}


@cache
def _anywhere() -> tuple[Platform, ...]:
    return tuple(platform for platform in all_platforms() if not platform.hosts)


def platforms_of_host(host: str) -> tuple[Platform, ...]:
    """The platforms that own ``host`` or a domain above it; else those found on any host."""
    by_host = _by_host()
    while host:
        if owners := by_host.get(host):
            return owners
        host = host.partition(".")[2]
    return _anywhere()


@cache
def _patterns(platform: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in get(platform).permalinks)
