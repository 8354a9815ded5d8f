"""Which start tags may carry a post: the rules' anchors as a few passes over the source.

A regex that begins with a literal is searched at the speed of memory; an alternation is not. So
all patterns in here begin with one: a slash, a tag's bracket, `data-`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from embedparse.html_path.page import Page, as_bytes
from embedparse.platforms import HtmlRule, Platform, all_platforms, get

#: Attributes that carry an id where no URL names the post.
_ID_ATTRIBUTES = re.compile(rb"data-(?:tweet|embed-id)")
_COUNTED = re.compile(r"\{\d{0,5},\d{1,5}\}")
#: Names of elements that are too common to look at one by one: their anchors are looked for.
COMMON = frozenset(("a", "div", "figure", "p", "script", "section", "span"))

Candidate = tuple[Platform, HtmlRule]


def may_hold(source: str) -> bool:
    """Whether a literal scan, without case, leaves any chance for an embed or a link to a post."""
    low = as_bytes(source)[1]
    if b"blockquote" in low and _quotations().search(low):
        return True
    return any(mark.search(low) for mark in (traces(), _ID_ATTRIBUTES, _shortcode_mark()))


class Sign(NamedTuple):
    """A pattern for an automaton that looks for many at once."""

    pattern: bytes


def marks() -> tuple[Sign, ...]:
    """Where neither these nor `LITERALS` occur in a page, it holds nothing: plain or as a JSON string.

    They may find more than the look at the page itself: without subdomains and with open repeats, of
    which an automaton needs no bound, it is built in a third of the time.
    """
    hosts, words = _trace_patterns()
    found = (
        f"[/.](?:{hosts}|{'|'.join(words)})",
        _ID_ATTRIBUTES.pattern.decode(),
        _shortcode_mark().pattern.decode(),
    )
    return tuple(Sign(_in_json(_COUNTED.sub("*", pattern)).encode()) for pattern in found)


def _in_json(pattern: str) -> str:
    """``pattern`` for a string whose backslashes and line breaks, and perhaps brackets, are escaped."""
    pattern = pattern.removesuffix(r"\s").replace(r"\\?/", r"\\*/").replace(r"\s*", r"(?:\s|\\[nrt])*")
    return pattern.replace("<|", r"<|\\u003c|").replace("&lt;", r"(?:&|\\u0026)lt;")


@cache
def _shortcode_mark() -> re.Pattern[bytes]:
    names = "|".join(name for platform in all_platforms() for name in platform.shortcodes)
    return re.compile(rf"\{{[{{%](?:<|&lt;|%)?\s{{0,4}}(?:{names})\s".encode())


@cache
def traces() -> re.Pattern[bytes]:
    """What follows a slash wherever a post is named; the slash may be escaped (`\\/`)."""
    hosts, words = _trace_patterns()
    return re.compile(rf"/(?:[/\\]/?(?:[\w-]{{1,50}}\.){{0,2}}(?:{hosts})|{_by_letter(words)})".encode())


def _by_letter(words: list[str]) -> str:
    """``words`` as alternatives, with one look at the first letter for all: most slashes end there."""
    lettered = [word for word in words if word[0].isalpha()]
    others = [word for word in words if not word[0].isalpha()]
    first = "".join(sorted({word[0] for word in lettered}))
    return "|".join((f"[{first}](?:{'|'.join(word[1:] for word in lettered)})", *others))


def _trace_patterns() -> tuple[str, list[str]]:
    """What follows two slashes and a subdomain, and what follows a slash."""
    every = [trace for platform in all_platforms() for trace in platform.traces]
    hosts = "|".join(trace.removeprefix("//") for trace in every if trace.startswith("//"))
    return hosts, [trace for trace in every if not trace.startswith("//")]


@cache
def shortcodes() -> re.Pattern[bytes]:
    """`{{< tweet ID >}}`, `{{< x user="USER" id="ID" >}}` (Hugo), `{% tweet ID %}` (Jekyll), unrendered."""
    names = "|".join(name for platform in all_platforms() for name in platform.shortcodes)
    return re.compile(
        rf"""\{{[{{%](?:(?:<|&lt;|%)?)\s{{0,4}}(?:{names})\s{{1,4}}
        (?:user\s?=\s?["']?(?:&quot;)?(?P<user>\w{{1,40}})["']?(?:&quot;)?\s{{1,4}}id\s?=\s?)?
        ["']?(?:&quot;)?(?P<id>\d{{5,20}})["']?(?:&quot;)?\s{{0,4}}(?:>|&gt;|%)?[}}%]\}}""".encode(),
        re.VERBOSE,
    )


@cache
def _rules() -> tuple[Candidate, ...]:
    return tuple((platform, rule) for platform in all_platforms() for rule in platform.html_rules)


def _named_quotations() -> tuple[str, ...]:
    """The anchors of blockquotes that show a post without its URL; those of a URL leave a trace."""
    found = {anchor for _, rule in _rules() if "blockquote" in rule.elements for anchor in rule.anchors}
    return tuple(sorted(anchor for anchor in found if "-" in anchor))


@cache
def _quotations() -> re.Pattern[bytes]:
    """These anchors from their first hyphen on, the rarest of their characters, and then looked back at."""
    parts = (f"{anchor.partition('-')[2]}(?<={anchor})" for anchor in _named_quotations())
    return re.compile(f"-(?:{'|'.join(parts)})".encode())


@cache
def _tags() -> re.Pattern[bytes]:
    names = {name for _, rule in _rules() for name in rule.elements} - COMMON
    return re.compile(
        ("<(?:" + "|".join(sorted(names, key=lambda n: (-len(n), n))) + r")(?=[\s/>])").encode()
    )


@cache
def _attributes() -> tuple[re.Pattern[bytes], ...]:
    """One pattern for all anchors that begin with `data-`, one for each other."""
    anchors = {a for _, rule in _rules() if COMMON & set(rule.elements) for a in rule.anchors}
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
def _by_element() -> dict[str, tuple[tuple[tuple[bytes, ...], Candidate], ...]]:
    """The rules by the name of the element, each with its anchors as bytes."""
    names = {name for _, rule in _rules() for name in rule.elements}
    encoded = [(tuple(anchor.encode() for anchor in rule.anchors), (p, rule)) for p, rule in _rules()]
    return {name: tuple(entry for entry in encoded if name in entry[1][1].elements) for name in names}


def candidates(name: str, tag: bytes) -> list[Candidate]:
    """The rules that the start tag ``tag`` (lower case) of an element ``name`` may satisfy."""
    found = []
    for anchors, candidate in _by_element().get(name, ()):
        for anchor in anchors:
            if anchor in tag:
                found.append(candidate)
                break
    return found


@cache
def scripts_of(platform: str) -> tuple[bytes, ...]:
    """Literals in the address of the script that goes with an embed of ``platform``."""
    return tuple(name.encode() for name in get(platform).scripts)


#: Literals without case; where neither they nor `marks` occur, a page holds nothing.
LITERALS = tuple(anchor.encode() for anchor in _named_quotations())
