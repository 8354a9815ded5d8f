"""Read the URL of a post: which platform, which post, whose.

>>> parse("https://x.com/ada_example/status/1234567890123456789?s=20").url
'https://twitter.com/ada_example/status/1234567890123456789'
>>> parse("https://twitter.com/ada_example") is None
True
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from embedparse.fields import rewritten_hosts
from embedparse.platforms import Platform, all_platforms, get

#: What may precede a host that a platform owns; `embedparse.fields.traces` looks for no more.
_SUBDOMAINS = re.compile(r"(?:[\w-]{1,63}\.){0,3}", re.ASCII)
#: What is before the host of an address; a copy of a site for reading offline has folders there.
_SCHEME = re.compile(r"\s{0,20}(?:https?:)?(?:(?:\.\./){1,12}|/{0,2})(?:www\.)?", re.IGNORECASE)
#: No permalink is longer; what follows in a longer URL is not looked at.
LONGEST = 2000
#: An archive's copy of a mirror's frame: no address holds another more often.
_MOST_REWRITES = 3


class Permalink(NamedTuple):
    """A post as its URL names it.

    ``url`` is the canonical permalink; ``handle`` without ``@`` (Mastodon: ``user@host``), None
    where the URL does not show it.
    """

    platform: str
    post_id: str
    handle: str | None
    url: str


def parse(url: str, platform: str | None = None) -> Permalink | None:
    """The post that ``url`` names, with or without a scheme, or None.

    A mirror's, an archive's or a cache's address names the post that it shows. ``platform`` restricts the
    answer to one platform (and is faster).
    """
    url = url[:LONGEST]
    if "\\/" in url or url[:1] == "\\":  # as a string of JSON has it
        url = url.replace("\\/", "/").strip('\\"')
    for _ in range(_MOST_REWRITES):
        if found := _plain(url, platform):
            return found
        inner = rewritten_hosts.original(url)
        if inner is None:
            return None
        url = inner[:LONGEST]
    return None


def _plain(url: str, platform: str | None) -> Permalink | None:
    """The post that ``url`` names itself, on the platform's own host or a mirror."""
    scheme = _SCHEME.match(url)
    start = scheme.end() if scheme else 0
    host = _host(url, start)
    if port := _PORT.match(url, start + len(host)):  # as captures of the first decade have it
        url = url[: port.start()] + url[port.end() :]
    owners, bare = owners_of_host(host)
    if mirrored := _by_mirror().get(bare) or _by_mirror().get(bare.partition(".")[0] + "."):
        owners, url, start = (mirrored,), mirrored.hosts[0] + url[start + len(host) :], 0
        host = bare = mirrored.hosts[0]
    for owner in owners:
        if platform is not None and owner.name != platform:
            continue
        for pattern in _patterns(owner.name):
            for at in dict.fromkeys((start, start + len(host) - len(bare))):
                if found := pattern.match(url, at):
                    return _permalink(owner, found)
    return None


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
    return Permalink(platform.name, groups["post_id"], handle, url)


_HOST = re.compile(r"[^/?\#:]{0,253}")
_PORT = re.compile(r":(?:80|443)(?=/)")


def _host(url: str, start: int) -> str:
    found = _HOST.match(url, start)
    return found.group().lower() if found else ""


def of_id(platform: Platform, post_id: str, handle: str | None = None) -> Permalink | None:
    """The post of ``platform`` with an id and perhaps its author's handle; None where it is no id.

    ``url`` is empty where the id alone makes no address.
    """
    if not re.fullmatch(platform.bare_id, post_id, re.ASCII):
        return None
    handle = handle.lstrip("@") if handle else None
    groups = {"post_id": post_id, **({"handle": handle} if handle else {})}
    for form in platform.canonical:
        try:
            url = form.format_map(groups)
        except KeyError:
            continue
        if found := parse(url, platform.name):
            return found
    return Permalink(platform.name, post_id, handle, "")


def of_uri(platform: Platform, text: str) -> Permalink | None:
    """The post that a URI of ``platform`` in ``text`` names: `spotify:track:…`, `urn:li:share:…`, `at://…`."""
    for pattern in platform.uris:
        if found := re.search(pattern, text, re.ASCII):
            return _permalink(platform, found)
    return None


@cache
def _by_host() -> dict[str, tuple[Platform, ...]]:
    hosts = dict.fromkeys(host for platform in all_platforms() for host in platform.hosts)
    return {host: tuple(p for p in all_platforms() if host in p.hosts) for host in hosts}


@cache
def _by_mirror() -> dict[str, Platform]:
    return {mirror.removesuffix("*"): platform for platform in all_platforms() for mirror in platform.mirrors}


@cache
def _anywhere() -> tuple[Platform, ...]:
    return tuple(platform for platform in all_platforms() if not platform.hosts)


def owners_of_host(host: str) -> tuple[tuple[Platform, ...], str]:
    """The platforms whose posts ``host`` may name, and that part of it which they own.

    >>> owners, bare = owners_of_host("mobile.twitter.com")
    >>> owners[0].name, bare
    ('twitter', 'twitter.com')
    """
    if owner := _by_mirror().get(host.partition(".")[0] + "."):
        return (owner,), host
    bare = host
    while bare:
        mirrored = _by_mirror().get(bare)
        if owners := _by_host().get(bare) or ((mirrored,) if mirrored else ()):
            if _SUBDOMAINS.fullmatch(host, 0, len(host) - len(bare)) is None:
                break
            return owners, bare
        bare = bare.partition(".")[2]
    return _anywhere(), host


@cache
def _patterns(platform: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE | re.ASCII) for pattern in get(platform).permalinks)
