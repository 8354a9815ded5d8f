"""Which start tags may carry a post: the rules' anchors as a few passes over the source.

A regex that begins with a literal is searched at the speed of memory; an alternation is not. So
all patterns in here begin with one: a slash, a tag's bracket, `data-`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from embedparse.html_path.page import Page
from embedparse.platforms import HtmlRule, Platform, all_platforms, get

#: Every embed of a platform without a trace in its URLs is, or holds, one of these.
LITERALS = (b"blockquote", b"data-tweet")
#: Names of elements that are too common to look at one by one: their anchors are looked for.
_COMMON = frozenset(("a", "div", "figure", "p", "script", "section", "span"))

Candidate = tuple[Platform, HtmlRule]


def may_hold(source: str) -> bool:
    """Whether a literal scan, without case, leaves any chance for an embed or a link to a post."""
    low = source.encode("utf-8", "surrogatepass").lower()
    return any(literal in low for literal in LITERALS) or traces().search(low) is not None


@cache
def traces() -> re.Pattern[bytes]:
    """What follows a slash wherever a post is named; the slash may be escaped (`\\/`)."""
    parts = [trace for platform in all_platforms() for trace in platform.traces]
    return re.compile(b"/(?:" + "|".join(parts).encode() + b")")


@cache
def _rules() -> tuple[Candidate, ...]:
    return tuple((platform, rule) for platform in all_platforms() for rule in platform.html_rules)


@cache
def _tags() -> re.Pattern[bytes]:
    names = {name for _, rule in _rules() for name in rule.elements} - _COMMON
    return re.compile(
        ("<(?:" + "|".join(sorted(names, key=lambda n: (-len(n), n))) + r")(?=[\s/>])").encode()
    )


@cache
def _attributes() -> tuple[re.Pattern[bytes], ...]:
    """One pattern for all anchors that begin with `data-`, one for each other."""
    anchors = {a for _, rule in _rules() if not set(rule.elements) - _COMMON for a in rule.anchors}
    data = sorted(a.removeprefix("data-") for a in anchors if a.startswith("data-"))
    patterns = [re.escape(a) for a in sorted(anchors) if not a.startswith("data-")]
    if data:
        patterns.append("data-(?:" + "|".join(map(re.escape, data)) + ")")
    return tuple(re.compile(pattern.encode()) for pattern in patterns)


def starts(page: Page) -> list[int]:
    """Offsets of start tags that may carry a post, in order."""
    low = page.low
    found = {match.start() for match in _tags().finditer(low)}
    for pattern in _attributes():
        for match in pattern.finditer(low):
            start = page.tag_around(match.start())
            if start >= 0:
                found.add(start)
    return sorted(found)


@cache
def _by_element() -> dict[str, tuple[Candidate, ...]]:
    names = {name for _, rule in _rules() for name in rule.elements}
    return {name: tuple(c for c in _rules() if name in c[1].elements) for name in names}


def candidates(name: str, tag: bytes) -> Iterator[Candidate]:
    """The rules that the start tag ``tag`` (lower case) of an element ``name`` may satisfy."""
    for platform, rule in _by_element().get(name, ()):
        if not rule.anchors or any(anchor.encode() in tag for anchor in rule.anchors):
            yield platform, rule


@cache
def scripts_of(platform: str) -> tuple[bytes, ...]:
    """Literals in the address of the script that goes with an embed of ``platform``."""
    return tuple(name.encode() for name in get(platform).scripts)
