"""Literals of pages, in lower case, that are signs of a post: what none of them is in is never parsed.

They are derived from the rules of the platforms, which decide. `embedparse.html.literals` looks for all of
them at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

from embedparse.fields import shortcodes, traces
from embedparse.platforms import HtmlRule, Platform, all_platforms
from embedparse.text.anchors import ANCHORS, HANDLES, LINKS, SHORTCODES

#: A rule for HTML and the platform that it belongs to.
Candidate = tuple[Platform, HtmlRule]

#: A slash that a script hides: what is behind it is seen only when the script is read.
HIDDEN_SLASH = rb"\u002f"
#: How Hashnode's shortcodes begin.
PERCENT_BRACKET = b"%["
BLOCKQUOTE, IFRAME = b"blockquote", b"iframe"
#: The class of a citation in microformats.
CITATION = b"h-cite"
#: `<iframe`, `<blockquote`, `<div`, `<figure`, `<script`, `<amp-`, `["http` in base64, in lower case.
BASE64 = tuple(b"pglmcmftz pgjsb2nrcxvvdgu pgrpdi pgzpz3vyz phnjcmlwd pgftcc wyjodhrwc".split())
SRCDOC = b"srcdoc"
#: What is in the comment of a block of WordPress's editor.
BLOCK_COMMENT = b" wp:"
#: Platforms' names with as many letters are looked for in names of elements and as their types.
_LONG_NAME = 5
#: Hosts of so many letters are the end of others; what is before a host in an address.
_SHORT_HOST, _BEFORE_HOST = 5, (b"/", b".", b"\\", b"%2f")


def _named_elements() -> tuple[bytes, ...]:
    """How the tags of elements begin that bear a platform's name, and types that are one."""
    called = {name for p in all_platforms() for name in (p.name, *p.called) if len(name) >= _LONG_NAME}
    forms = ("<{}-", 'type="{}"', "type='{}'")
    return tuple(form.format(name).encode() for name in sorted(called) for form in forms)


def in_json(literal: bytes) -> tuple[bytes, ...]:
    """``literal`` as encoders of JSON write it: some write brackets and ampersands as codes."""
    plain = json.dumps(literal.decode())[1:-1]
    coded = re.sub("[&<>]", lambda sign: rf"\u{ord(sign[0]):04x}", plain)
    return tuple(dict.fromkeys((plain.encode(), coded.encode())))


#: What is in the name of the attribute that names a platform, or of the one that holds an id of it; keys of
#: objects in attributes that do the same.
PLATFORM_NAMING = (
    *(b"provider=", b"service=", b"platform=", b"data-type=", b"data-id=", b"site-id=", b"social-type="),
    *(b"lazy-type=", b"embed-type=", b"network=", b"tweet-id=", b"tweetid=", b"tweet_id="),
    *(b"youtube-id=", b"yt-id=", b"vimeo-id=", b"instagram-id=", b"tiktok-id="),
    *(b"provider&quot;", b"service&quot;", b"platform&quot;", b"tweetid&quot;", b"tweet_id&quot;"),
    b'"tweetid":',
    *_named_elements(),
)
#: Calls of scripts that make an element of a post.
CALLS = tuple(call for platform in all_platforms() for call in platform.script_calls)
CREATE = tuple(call.encode() for call in CALLS if not call.startswith(tuple(c for c in CALLS if c != call)))
#: Calls that take an object with the id, and its key.
OBJECTS = tuple((call, key, p.name) for p in all_platforms() for call, key in p.script_objects)
PLAYERS = tuple(f"{call}(".encode() for call, _, _ in OBJECTS)
PAYLOADS = (SRCDOC, *CREATE, *PLAYERS, *BASE64)
#: A handle at the end of a parenthesis, perhaps as a link, or alone in its element, as on a card.
HANDLES_IN_MARKUP = (
    rb"@[\w.-]{1,80}(?:</\w{1,10}>){0,3}\s{0,3}(?:\)|\xef\xbc\x89)",
    rb">@[\w.-]{1,80}\s{0,20}<",
)
#: Names of elements that are too common to look at one by one: their anchors are looked for.
COMMON = frozenset(("a", "div", "figure", "p", "script", "section", "span"))
#: A URL on its own and an unrendered shortcode are left to the rules for HTML.
_OF_OTHER_RULES = frozenset((*LINKS, *SHORTCODES))


@cache
def html_rules() -> tuple[Candidate, ...]:
    """The rules for HTML of all platforms."""
    return tuple((platform, rule) for platform in all_platforms() for rule in platform.html_rules)


def _named_quotations() -> tuple[bytes, ...]:
    found = {anchor for _, rule in html_rules() if "blockquote" in rule.elements for anchor in rule.anchors}
    return tuple(anchor.encode() for anchor in sorted(found) if "-" in anchor)


#: The anchors of blockquotes that show a post without its URL; those of a URL leave a trace.
NAMED_QUOTATIONS = _named_quotations()


@cache
def element_names() -> tuple[str, ...]:
    """Names of elements that are looked at one by one, the longest first."""
    names = {name for _, rule in html_rules() for name in rule.elements} - COMMON
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@cache
def openings() -> frozenset[bytes]:
    """How tags of these elements begin; those of AMP are looked for at once."""
    return frozenset(
        b"<amp-" if name.startswith("amp-") else b"<" + name.encode() for name in element_names()
    )


@cache
def own_openings() -> frozenset[bytes]:
    """How the tags of custom elements begin, which no page has for anything but an embed."""
    return frozenset(opening for opening in openings() if b"-" in opening)


@cache
def attribute_anchors() -> frozenset[bytes]:
    """The anchors of common elements."""
    rules = (rule for _, rule in html_rules() if COMMON & set(rule.elements))
    return frozenset(anchor.encode() for rule in rules for anchor in rule.anchors)


@cache
def page_literals() -> tuple[bytes, ...]:
    """Literals that are reason enough to look at a page: attributes that carry an id, hidden slashes."""
    words = (word.encode() for platform in all_platforms() for word in platform.page_literals)
    return (*words, HIDDEN_SLASH)


@cache
def labels() -> tuple[bytes, ...]:
    """The words of embeds that need no handle: anchors of the rules for text."""
    words = (anchor for anchor in ANCHORS if anchor not in HANDLES and anchor not in _OF_OTHER_RULES)
    own = (handle for handle in HANDLES if not handle.startswith(("(", "（", "[", "＠", "—")))
    return tuple(dict.fromkeys(word.encode().lower() for word in (*words, *own)))


@cache
def brace_literals() -> frozenset[bytes]:
    """Literals one of which is in any page that holds a shortcode in braces."""
    return frozenset(_begins_shortcode("{"))


@cache
def bracket_literals() -> frozenset[bytes]:
    """Literals one of which is in any page that holds a shortcode in brackets, or that has an address."""
    prefixes = (b"[" + prefix.encode() for prefix in shortcodes.PREFIXES)
    return frozenset((*_begins_shortcode("["), *prefixes))


def _begins_shortcode(sign: str) -> Iterator[bytes]:
    return (anchor.lower().encode() for anchor in shortcodes.anchors() if anchor[0] == sign)


@cache
def shortcode_literals() -> tuple[bytes, ...]:
    """Literals one of which is in any page that holds a shortcode; those with an address have that."""
    return (PERCENT_BRACKET, *sorted(brace_literals()), *sorted(bracket_literals()))


@cache
def hosts() -> frozenset[bytes]:
    """Parts of hosts one of which is in any address that names a post by its host."""
    return frozenset(host.encode() for host in traces.hosts())


@cache
def address_literals() -> tuple[bytes, ...]:
    """Literals one of which ends behind the host or the path of any address that names a post.

    Short hosts and the words of paths are in many others: they are with what is beside them in an address.
    """
    found: list[bytes] = []
    for host in sorted(hosts()):
        if len(host) > _SHORT_HOST:
            found.append(host)
            continue
        found += (before + host for before in _BEFORE_HOST)
        found += (longer.encode() for longer in traces.hosts_that_end_in(host.decode()))
    for path in sorted(traces.path_literals()):
        found += (path + behind for behind in ((b"/", b"\\") if path in traces.path_words() else (b"",)))
    return tuple(dict.fromkeys(found))


@cache
def own_tags() -> tuple[bytes, ...]:
    """How the tags of custom elements begin, names in full."""
    return tuple(b"<" + name.encode() for name in element_names() if "-" in name)


@cache
def all_signs() -> tuple[bytes, ...]:
    """All of these literals."""
    signs = (BLOCKQUOTE, IFRAME, CITATION, BLOCK_COMMENT, *PLATFORM_NAMING, *PAYLOADS, *NAMED_QUOTATIONS)
    addresses = (*sorted(hosts()), *sorted(traces.path_literals()))
    others = (*page_literals(), *labels(), *shortcode_literals(), *addresses)
    return tuple(dict.fromkeys((*signs, *openings(), *attribute_anchors(), *others)))
