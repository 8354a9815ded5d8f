"""Literal scan: where a text names a platform, or has a verb or noun of posting, in any language.

Hyperscan, where it is installed, looks for all literals at once; without it each is searched for, those in
other scripts only in texts that are not ASCII.
"""

from __future__ import annotations

import threading
from functools import cache
from typing import Any

from embedparse import literal_database, locales
from embedparse.platforms import all_platforms

#: Parts of the names of platforms in every language, and of words for their posts, as printed.
NAMES = (
    *("tweet", "Tweet", "Parler"),
    *(literal for platform in all_platforms() for literal in platform.in_prose.literals),
)
#: Bytes that no character begins with in UTF-8.
_CONTINUATIONS = bytes(range(0x80, 0xC0))
_HELD = threading.local()


@cache
def literals() -> tuple[str, ...]:
    """One of these is in every text with a quotation that a cue could govern."""
    found = dict.fromkeys(NAMES)
    for words in locales.words("quotes", "triggers").values():
        found |= dict.fromkeys(words)
    return tuple(each for each in found if not any(other in each for other in found if other != each))


@cache
def _ascii() -> tuple[str, ...]:
    return tuple(each for each in literals() if each.isascii())


def positions(text: str) -> list[int]:
    """Offsets of the literals in ``text`` (of one of their characters each), sorted."""
    database = _database()
    if database is None:
        return _searched(text, _ascii() if text.isascii() else literals())
    data = text.encode("utf-8", "surrogatepass")
    ends: list[int] = []
    database.scan(data, match_event_handler=lambda _id, _start, end, _flags, _context: ends.append(end - 1))
    ends = sorted(set(ends))
    return ends if len(data) == len(text) else _code_points(data, ends)


def _searched(text: str, wanted: tuple[str, ...]) -> list[int]:
    found = []
    for literal in wanted:
        at = text.find(literal)
        while at >= 0:
            found.append(at)
            at = text.find(literal, at + len(literal))
    return sorted(found)


def _code_points(data: bytes, offsets: list[int]) -> list[int]:
    """The code points that the bytes at ``offsets``, sorted, belong to."""
    out, edge, count = [], 0, 0
    for offset in offsets:
        piece = data[edge:offset]
        count += len(piece.translate(None, _CONTINUATIONS))
        out.append(max(0, count - ((data[offset] & 0xC0) == 0x80)))
        edge = offset
    return out


def _database() -> Any:
    """This thread's compiled literals; None without hyperscan."""
    if not hasattr(_HELD, "database"):
        _HELD.database = _compiled()
    return _HELD.database


def _compiled() -> Any:
    try:
        return literal_database.compiled([each.encode() for each in literals()])
    except ImportError:
        return None
