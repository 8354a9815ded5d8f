"""Where a page names a post by an address: the patterns of `traces`, matched at hosts and at paths."""

from __future__ import annotations

from collections.abc import Iterator

from embedparse.fields import traces
from embedparse.html import signs
from embedparse.html.literals import offsets_of_any
from embedparse.last_result import LastResult
from embedparse.patterns import LazyPattern

#: Bytes of the longest address that a trace or one that is percent-encoded matches, spelled in JSON.
LONGEST_ADDRESS = 2_600

_SLASHES = (ord("/"), ord("\\"))
_SLASH_SIGNS = (b"/", b"\\")
_MOST_SLASHES = 12
_ENCODED_SLASH, _ENCODED_SLASHES = b"%2f", b"%2f%2f"
#: Characters of the subdomains before a part of a host, and of a pattern before that part.
_REACH = 400


@LastResult
def traces_in(low: bytes) -> list[int]:
    """The offsets of the `traces` in a page in lower case."""
    return matching(traces.IN_PAGES, low, sorted({*_plain(low), *_paths(low)}))


@LastResult
def encoded_in(low: bytes) -> list[int]:
    """Where an address in another one names a post: `url=https%3A%2F%2F…`."""
    return matching(traces.ENCODED_IN_PAGES, low, sorted(set(_encoded(low))))


def is_of_post(low: bytes) -> bool:
    """Whether ``low``, which begins with the slashes of an address, names a post there."""
    at = 0
    while at < _MOST_SLASHES and low[at : at + 1] in _SLASH_SIGNS:
        if traces.IN_PAGES.match(low, at):
            return True
        at += 1
    return low.startswith(_ENCODED_SLASHES) and traces.ENCODED_IN_PAGES.match(low) is not None


def _paths(low: bytes) -> list[int]:
    return offsets_of_any(low, traces.path_literals())


def _plain(low: bytes) -> Iterator[int]:
    """Where the slashes before a host may begin: two or three, of which the second may be a backslash."""
    for host in offsets_of_any(low, signs.hosts()):
        slash = low.rfind(b"/", max(0, host - _REACH), host)
        if slash < 0:
            continue
        for at in range(max(0, slash - 2), slash + 1):
            if low[at] == _SLASHES[0] and low[at + 1] in _SLASHES:
                yield at


def _encoded(low: bytes) -> Iterator[int]:
    for host in offsets_of_any(low, signs.hosts()):
        slash = low.rfind(_ENCODED_SLASH, max(0, host - _REACH), host)
        at = slash + len(_ENCODED_SLASH) - len(_ENCODED_SLASHES)
        if at >= 0 and low.startswith(_ENCODED_SLASHES, at):
            yield at


def matching(pattern: LazyPattern[bytes], low: bytes, starts: list[int]) -> list[int]:
    """Those of ``starts`` at which ``pattern`` matches, outside of the matches before."""
    found: list[int] = []
    edge = 0
    for at in starts:
        if at >= edge and (match := pattern.match(low, at)):
            found.append(at)
            edge = match.end()
    return found
