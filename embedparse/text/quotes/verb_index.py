"""Verbs found by their first two letters: a small pattern for each pair, not one of all verbs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from embedparse.patterns import LazyPattern

_WORD = LazyPattern(r"(?<!\w)\w\w")
_META = frozenset("\\.^$*+?{}[]|()")
_GROUP = re.compile(r"\(\?:([^()]*)\)(\?)?")
#: Patterns that a pattern with groups in front may become.
_MOST = 64


class VerbIndex:
    """Patterns of verbs, each with the name of its kind, for words that begin at a word's edge."""

    def __init__(self, kinds: Iterable[tuple[str, list[str]]]) -> None:
        buckets: dict[str, dict[str, list[str]]] = {}
        for kind, patterns in kinds:
            for pattern in (each for written in patterns for each in _expanded(written)):
                buckets.setdefault(_key(pattern), {}).setdefault(kind, []).append(pattern)
        self._everywhere = {key: found for key, found in buckets.items() if len(key) < 2}
        self._buckets = {
            key: LazyPattern(self._source(key, found)) for key, found in buckets.items() if len(key) == 2
        }
        self._other: dict[str, LazyPattern[str] | None] = {}
        self._begins = _WORD if self._everywhere else LazyPattern(_beginnings(self._buckets))

    def _source(self, key: str, found: dict[str, list[str]]) -> str:
        parts = []
        for kind in ("social", "wrote", "said"):
            own = list(found.get(kind, []))
            for short in ("", key[:1]):
                own += self._everywhere.get(short, {}).get(kind, [])
            parts.append(f"(?P<{kind}>{'|'.join(own) or '(?!)'})")
        return rf"(?:{'|'.join(parts)})(?!\w)"

    def _bucket(self, key: str) -> LazyPattern[str] | None:
        if key in self._buckets:
            return self._buckets[key]
        if key not in self._other:
            short = any(each in self._everywhere for each in ("", key[:1]))
            self._other[key] = LazyPattern(self._source(key, {})) if short else None
        return self._other[key]

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The verbs in ``text[start:end]``, in order, none overlapping."""
        edge = start
        for word in self._begins.finditer(text, start, end):
            at = word.start()
            bucket = self._bucket(word[0]) if at >= edge else None
            found = bucket.match(text, at, end) if bucket is not None else None
            if found is not None and found.end() > at:
                edge = found.end()
                yield found


def _beginnings(keys: Iterable[str]) -> str:
    """A pattern of the first two letters, one of ``keys``, of a word: most words need no other look."""
    seconds: dict[str, str] = {}
    for key in sorted(keys):
        seconds[key[0]] = seconds.get(key[0], "") + re.escape(key[1])
    # `re` skips to a set of characters, but not over what is before a word.
    first = "".join(map(re.escape, seconds))
    pairs = "|".join(f"(?<={re.escape(letter)})[{second}]" for letter, second in seconds.items())
    return rf"[{first}](?<!\w.)(?:{pairs})" if seconds else "(?!)"


def _expanded(pattern: str) -> list[str]:
    """``pattern`` with groups at its beginning written out: `(?:re)?tweet` as `retweet`, `tweet`."""
    done: list[str] = []
    open_ones = [pattern]
    while open_ones and len(done) + len(open_ones) <= _MOST:
        each = open_ones.pop()
        group = _GROUP.match(each)
        if group is None:
            done.append(each)
            continue
        rest = each[group.end() :]
        if rest[:1] in ("*", "+", "{"):
            done.append(each)
            continue
        open_ones += [choice + rest for choice in group[1].split("|")] + [rest] * bool(group[2])
    return done + open_ones


def _key(pattern: str) -> str:
    """The literal letters that ``pattern`` begins with, two at most."""
    literal = ""
    for index, sign in enumerate(pattern[:2]):
        follows = pattern[index + 1 : index + 2]
        if sign in _META or follows in ("?", "*", "{") or "|" in _top(pattern):
            break
        literal += sign
    return literal


def _top(pattern: str) -> str:
    """The signs of ``pattern`` outside of groups."""
    depth, out = 0, []
    for sign in pattern:
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            out.append(sign)
    return "".join(out)
