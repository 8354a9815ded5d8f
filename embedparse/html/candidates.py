"""Which start tags may carry a post: the rules' anchors as a few passes over the source.

A regex that begins with a literal is searched fast, an alternation is not, a rare literal fastest. So
all patterns in here begin with a literal: a slash, a tag's bracket, `data-`.
"""

from __future__ import annotations

import re
from functools import cache

from embedparse.fields import shortcodes, traces
from embedparse.html.last_page import LastResult
from embedparse.html.literals import holds, offsets
from embedparse.html.source import Page, as_bytes
from embedparse.patterns import LazyPattern
from embedparse.platforms import HtmlRule, Platform, all_platforms, get

#: A slash that a script hides: what is behind it is seen only when the script is read.
_HIDDEN_SLASH = rb"\u002f"
_COUNTED = re.compile(r"\{(\d{0,5}),\d{1,5}\}")
#: A class that may not follow, which an automaton does not look for: in a page something does follow.
_NOT_BEFORE = re.compile(r"\(\?!\[((?:\\.|[^\]\\])+)\]\)")
#: Names of elements that are too common to look at one by one: their anchors are looked for.
COMMON = frozenset(("a", "div", "figure", "p", "script", "section", "span"))

Candidate = tuple[Platform, HtmlRule]


def may_hold(source: str) -> bool:
    """Whether a literal scan, without case, leaves any chance for an embed or a link to a post."""
    low = as_bytes(source)[1]
    if traces_in(low) or any(holds(low, word) for word in _alone()) or _holds_own_element(low):
        return True
    if holds(low, b"blockquote") and _QUOTATION.search(low):
        return True
    return bool(encoded_in(low) or shortcode_openings(low))


def encoded_in(low: bytes) -> list[int]:
    """Where an address in another one names a post: `url=https%3A%2F%2F…`."""
    if not holds(low, b"%2f%2f"):
        return []
    return [match.start() for match in traces.ENCODED_IN_PAGES.finditer(low)]


@cache
def _alone() -> tuple[bytes, ...]:
    """Literals that are reason enough to look at a page: attributes that carry an id, hidden slashes."""
    words = (word.encode() for platform in all_platforms() for word in platform.page_literals)
    return (*words, _HIDDEN_SLASH)


@LastResult
def shortcode_openings(low: bytes) -> list[int]:
    """Where shortcodes of posts may begin in a page in lower case."""
    if not any(holds(low, sign) for sign in (b"{{", b"{%", b"[", b"{/")):
        return []
    return sorted(match.start() for pattern in shortcodes.IN_PAGES for match in pattern.finditer(low))


def _holds_own_element(low: bytes) -> bool:
    """Whether any custom element of an embed is there; the script that AMP needs for it is no sign."""
    openings = (opening for opening in _openings() if b"-" in opening)
    return any(_TAG.match(low, at) for opening in openings for at in offsets(low, opening))


def marks() -> tuple[bytes, ...]:
    """Patterns for an automaton, which looks for many at once.

    Where neither these, `LITERALS` nor `shortcode_literals` occur in a page, plain or as a JSON string, it
    holds nothing. They may
    find more than the look at the page itself: without subdomains and with open repeats, of which an
    automaton needs no bound, it is built in a third of the time.
    """
    hosts, words = traces.for_pages()
    encoded = (re.escape(literal).encode() for literal in traces.encoded_hosts())
    return (*_for_automaton(_NOT_BEFORE.sub(r"[^\1]", f"[/.](?:{hosts}|{'|'.join(words)})")), *encoded)


def loose_marks() -> tuple[bytes, ...]:
    """Literals for the same, which are built in no time: for texts, few of which name the host of a platform.

    A word of a path (`/status/`) names a post on a known host only, unless its platform is on any host.
    """
    anywhere = [anchor for p in all_platforms() if not p.hosts for anchor in p.link_anchors]
    paths = [*anywhere, *(anchor.replace("/", "\\/") for anchor in anywhere), "app.bsky.feed.post"]
    own = (name for name in _names() if "-" in name)
    words = (*traces.hosts(), *paths, *own, *(word.decode() for word in _alone()[:-1]))
    return (*(re.escape(word).encode() for word in dict.fromkeys(words)), rb"u002f")


def _for_automaton(links: str) -> tuple[bytes, ...]:
    alone = (re.escape(word).decode() for word in _alone())
    own = rf"(?:<)(?:{'|'.join(name for name in _names() if '-' in name)})[\s/>\\]"
    return tuple(_in_json(_COUNTED.sub(_open_repeat, pattern)).encode() for pattern in (links, own, *alone))


def shortcode_literals() -> tuple[bytes, ...]:
    """Literals, lower case, one of which is in any page that `shortcode_openings` finds something in."""
    return tuple(
        dict.fromkeys(literal.lower().encode() for literal in shortcodes.anchors() if literal[0] in "{[%")
    )


def _open_repeat(counted: re.Match[str]) -> str:
    return "+" if counted[1] not in ("", "0") else "*"


def _in_json(pattern: str) -> str:
    """``pattern`` for a string whose backslashes and line breaks, and perhaps brackets, are escaped."""
    pattern = re.sub(r"\\s\Z", r"[\\s\\\\]", pattern)
    pattern = pattern.replace(r"\\?/", r"\\*/").replace(r"\s*", r"(?:\s|\\[nrt])*")
    pattern = pattern.replace(r"\\u", r"\\+u").replace("(?:<", r"(?:\\u003c|<")
    return pattern.replace("&lt;", r"(?:&|\\u0026)lt;")


@LastResult
def traces_in(low: bytes) -> list[int]:
    """The offsets of the `traces` in a page in lower case."""
    return [match.start() for match in traces.IN_PAGES.finditer(low)]


@cache
def _rules() -> tuple[Candidate, ...]:
    return tuple((platform, rule) for platform in all_platforms() for rule in platform.html_rules)


def _named_quotations() -> tuple[str, ...]:
    """The anchors of blockquotes that show a post without its URL; those of a URL leave a trace."""
    found = {anchor for _, rule in _rules() if "blockquote" in rule.elements for anchor in rule.anchors}
    return tuple(sorted(anchor for anchor in found if "-" in anchor))


def _quotations() -> bytes:
    """These anchors from their first hyphen on, the rarest of their characters, and then looked back at."""
    parts = (f"{anchor.partition('-')[2]}(?<={anchor})" for anchor in _named_quotations())
    return f"-(?:{'|'.join(parts)})".encode()


_QUOTATION = LazyPattern(_quotations)


@cache
def _names() -> tuple[str, ...]:
    """Names of elements that are looked at one by one, the longest first."""
    names = {name for _, rule in _rules() for name in rule.elements} - COMMON
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@cache
def _openings() -> tuple[bytes, ...]:
    """How tags of these elements begin; those of AMP are looked for at once."""
    return tuple({b"<amp-" if name.startswith("amp-") else b"<" + name.encode() for name in _names()})


#: The start tag of such an element, up to what ends its name.
_TAG = LazyPattern(lambda: f"<(?:{'|'.join(_names())})(?=[\\s/>])".encode())


@cache
def _attributes() -> tuple[re.Pattern[bytes], tuple[bytes, ...]]:
    """One pattern for all anchors of common elements that begin with `data-`; the others, which are rare."""
    anchors = {a for _, rule in _rules() if COMMON & set(rule.elements) for a in rule.anchors}
    data = sorted(a.removeprefix("data-") for a in anchors if a.startswith("data-"))
    others = tuple(a.encode() for a in sorted(anchors) if not a.startswith("data-"))
    return re.compile(f"data-(?:{'|'.join(map(re.escape, data))})".encode()), others


def starts(page: Page) -> list[int]:
    """Offsets of start tags that may carry a post, in order."""
    low = page.low
    found = {at for opening in _openings() for at in offsets(low, opening) if _TAG.match(low, at)}
    pattern, others = _attributes()
    attributes = [match.start() for match in pattern.finditer(low)]
    for literal in others:
        attributes += offsets(low, literal)
    found.update(start for at in attributes if (start := page.tag_around(at)) >= 0)
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


#: Literals without case; where neither they nor `marks` or `shortcode_literals` occur, a page holds nothing.
LITERALS = tuple(anchor.encode() for anchor in _named_quotations())
