"""Where a post may be named, as literals of a page or a text show it before anything is parsed.

Traces are derived from each platform's hosts and permalinks, so that a platform says once what its addresses
look like; `Platform.traces` adds what no permalink says (players, scripts, a word of the path on any host).
All of them begin at a slash, which is rare in text and quickly found in a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from embedparse.fields import rewritten_hosts
from embedparse.patterns import LazyPattern
from embedparse.platforms import Platform, all_platforms

#: An empty one is a slip that browsers do not forgive and rules for frames do.
_SUBDOMAINS = r"(?:[\w-]{0,63}\.){0,3}"
#: The pieces of a pattern: a class, an escape, the opening of a named group, any other character.
_PIECE = re.compile(r"\[(?:\\.|[^\]\\])+\]|\\.|\(\?P<\w+>|.", re.DOTALL)

#: Where the query of a permalink's pattern begins; the host of a trace that is a literal.
_QUERY = re.compile(r"(?<=\\\?)\(\?:\[\^")
_LITERAL_HOST = re.compile(r"//((?:[\w-]|\\\.)+)\\\\\?/")


def _in_pages() -> bytes:
    hosts, words = for_pages()
    return rf"/(?:[/\\]/?{_SUBDOMAINS}(?:{hosts})|{_by_first_letter(words)})".encode()


def _encoded_in_pages() -> bytes:
    permalinks = (_in_query(permalink) for permalink in _permalinks(lower=True))
    return rf"%2f%2f{_SUBDOMAINS}(?:{_by_first_letter(permalinks)})".encode()


def _in_texts() -> str:
    words = (trace for trace in _explicit() if not trace.startswith("//"))
    hosts = [*_permalinks(lower=False), *(rf"{_mirror_host(mirror)}/" for mirror in _mirrors())]
    hosts += (trace.removeprefix("//") for trace in rewritten_hosts.TRACES)
    return rf"/(?:/{_SUBDOMAINS}(?:{_by_first_letter(hosts)})|{_by_first_letter(words)})"


#: The traces of posts in a page's source in lower case; a slash may be escaped (`\\/`).
IN_PAGES = LazyPattern(_in_pages)
#: The traces of posts whose address is percent-encoded in another: `url=https%3A%2F%2F…`.
ENCODED_IN_PAGES = LazyPattern(_encoded_in_pages)
#: The same in a text, and what is in all of them.
ENCODED_IN_TEXTS = LazyPattern(lambda: f"(?i:{_encoded_in_pages().decode()})", re.ASCII)
ENCODED_SLASHES = "%2F%2F"
#: The traces of posts in a text, whose hosts are in lower case; a slash may not be escaped.
IN_TEXTS = LazyPattern(_in_texts, re.ASCII)


def in_text(text: str) -> bool:
    """Whether ``text`` has a trace of a post."""
    if IN_TEXTS.search(text) is not None:
        return True
    return ENCODED_SLASHES in text and ENCODED_IN_TEXTS.search(text) is not None


@cache
def literals() -> tuple[str, ...]:
    """Literals one of which is in any text that `IN_TEXTS` finds something in."""
    hosts = [host for platform in all_platforms() for host in platform.hosts]
    hosts += (mirror for mirror in _mirrors() if not mirror.endswith("*"))
    words = [word for platform in all_platforms() for word in platform.link_anchors]
    words += (f"/{mirror[:-1]}" for mirror in _mirrors() if mirror.endswith("*"))
    words += (f"{host}/" for host in _shortest([*hosts, *rewritten_hosts.HYPHENATED]))
    words.append(ENCODED_SLASHES)
    return tuple(dict.fromkeys(words))


@cache
def hosts() -> tuple[str, ...]:
    """Parts of hosts, lower case, one of which is in any address that the traces of a host find."""
    return tuple(_shortest(_whole_hosts()))


def hosts_that_end_in(host: str) -> list[str]:
    """Hosts of the traces that end in ``host``, and are no subdomains of it: `example.com` in `ple.com`."""
    return [each for each in _whole_hosts() if each.endswith(host) and each != host]


def _whole_hosts() -> list[str]:
    named = [host for platform in all_platforms() for host in platform.hosts]
    named += (mirror.removesuffix("*") for mirror in _mirrors())
    found = (_LITERAL_HOST.match(trace) for trace in _explicit())
    named += (host[1].replace("\\", "") for host in found if host)
    return [*named, *rewritten_hosts.HYPHENATED]


@cache
def path_literals() -> frozenset[bytes]:
    """How the traces of a path on any host begin, the slash before them included."""
    return frozenset(f"/{_leading_literal(path)}".encode() for path in for_pages()[1])


@cache
def path_words() -> frozenset[bytes]:
    """Those of `path_literals` behind which a slash is, which may be escaped."""
    leading = ((path, _leading_literal(path)) for path in for_pages()[1])
    return frozenset(
        f"/{word}".encode() for path, word in leading if path.startswith(re.escape(word) + r"\\?/")
    )


def _leading_literal(pattern: str) -> str:
    """The characters that every match of ``pattern`` begins with; none where it has alternatives."""
    found = ""
    if "|" in _outside_groups(pattern):
        return found
    for piece in _PIECE.findall(pattern):
        plain = piece.removeprefix("\\")
        if piece in "?*{":
            return found[:-1]  # the character before is repeated
        if len(plain) != 1 or (piece in ".^$()[]|+") or (piece[0] == "\\" and plain.isalnum()):
            break
        found += plain
    return found


@cache
def for_pages() -> tuple[str, list[str]]:
    """What follows two slashes and subdomains, and what follows a slash: patterns for pages in lower case.

    Permalinks are cut where their query begins: its characters may be written as references (`&#xe;`), and an
    automaton is built in half the time.
    """
    explicit = list(_explicit())
    cut = dict.fromkeys(map(_without_query, _permalinks(lower=True)))
    hosts = [_in_source(permalink) for permalink in cut]
    hosts += (rf"{_mirror_host(mirror)}\\?/" for mirror in _mirrors())
    hosts += (
        trace.removeprefix("//") for trace in (*explicit, *rewritten_hosts.TRACES) if trace.startswith("//")
    )
    return _by_first_letter(hosts), [trace for trace in explicit if not trace.startswith("//")]


def _explicit() -> Iterator[str]:
    return (trace for platform in all_platforms() for trace in platform.traces)


def _without_query(pattern: str) -> str:
    """``pattern`` up to its query; where another way leads past the query, with any characters in it."""
    before = _QUERY.split(pattern)[0]
    pieces = _PIECE.findall(before)
    is_in_group = sum(piece.startswith("(") - (piece == ")") for piece in pieces) > 0
    return pattern.replace(r"[^\s\#]", r"[^\s]") if is_in_group else before


def _mirrors() -> list[str]:
    return [mirror for platform in all_platforms() for mirror in platform.mirrors]


def _mirror_host(mirror: str) -> str:
    return re.escape(mirror[:-1]) + r"[\w.-]{1,60}" if mirror.endswith("*") else re.escape(mirror)


def _shortest(hosts: Iterable[str]) -> list[str]:
    """``hosts`` without those that end in another one."""
    kept: list[str] = []
    for host in sorted(set(hosts), key=lambda host: (len(host), host)):
        if not host.endswith(tuple(kept)):
            kept.append(host)
    return kept


@cache
def _permalinks(*, lower: bool) -> tuple[str, ...]:
    """The permalink patterns of platforms with hosts, without names of groups."""
    owners: list[Platform] = [platform for platform in all_platforms() if platform.hosts]
    found = [_anonymous(pattern, lower=lower) for owner in owners for pattern in owner.permalinks]
    return tuple(dict.fromkeys(found))


def _anonymous(pattern: str, *, lower: bool) -> str:
    pieces = ("(?:" if piece.startswith("(?P<") else piece for piece in _PIECE.findall(pattern))
    return "".join(_lowered(piece) if lower and piece != piece.lower() else piece for piece in pieces)


def _lowered(piece: str) -> str:
    return re.sub(r"\\.|[A-Z]", lambda found: found[0] if found[0][0] == "\\" else found[0].lower(), piece)


#: A class that holds characters beyond ASCII, with its bounds in characters.
_COUNTED = re.compile(r"(\[\^(?:\\.|[^\]\\])+\])\{(\d+),(\d+)\}")
#: A character takes so many bytes at most: two escapes of a string, or four of an address.
_MOST_BYTES = 12


def _in_bytes(pattern: str) -> str:
    """``pattern`` with the bounds of its negated classes counted in bytes."""
    return _COUNTED.sub(lambda found: f"{found[1]}{{{found[2]},{_MOST_BYTES * int(found[3])}}}", pattern)


def _in_source(pattern: str) -> str:
    """``pattern`` for a page's source: a slash may be escaped for a script, an ampersand for HTML."""
    written = {"/": r"\\?/", "&": "&(?:amp;)?"}
    return "".join(written.get(piece, piece) for piece in _PIECE.findall(_in_bytes(pattern)))


def _in_query(pattern: str) -> str:
    """``pattern`` for an address that is percent-encoded within another, once."""
    encoded = {"/": "(?:%2f)", r"\?": r"(?:\?|%3f)", "=": "(?:=|%3d)", "&": "(?:&|%26)", "@": "(?:@|%40)"}
    found = ""
    for piece in _PIECE.findall(_in_bytes(pattern)):
        special = piece in encoded and not found.endswith(("(?", "(?<"))
        found += encoded[piece] if special else piece
    return found


def _by_first_letter(patterns: Iterable[str], depth: int = 3) -> str:
    """``patterns`` as alternatives, with one look at each of the first letters for all that share it."""
    groups: dict[str, list[str]] = {}
    for pattern in patterns:
        letter = pattern[:1] if _begins_with_letter(pattern) else ""
        groups.setdefault(letter, []).append(pattern)
    others = groups.pop("", [])
    found = []
    for letter, each in sorted(groups.items()):
        rests = [pattern[1:] for pattern in each]
        found.append(
            letter
            + (f"(?:{_by_first_letter(rests, depth - 1)})" if len(rests) > 1 and depth else _any(rests))
        )
    return "|".join([*found, *others])


def _any(patterns: list[str]) -> str:
    return f"(?:{'|'.join(patterns)})" if len(patterns) > 1 else patterns[0]


def _begins_with_letter(pattern: str) -> bool:
    if not pattern[:1].isalnum() or pattern[1:2] in tuple("?*+{"):
        return False
    return "|" not in pattern or "|" not in _outside_groups(pattern)


def _outside_groups(pattern: str) -> str:
    """The characters of ``pattern`` that are in no group and no class."""
    depth, found = 0, []
    for piece in _PIECE.findall(pattern):
        depth += piece.startswith("(") - (piece == ")")
        if not depth and len(piece) == 1:
            found.append(piece)
    return "".join(found)
