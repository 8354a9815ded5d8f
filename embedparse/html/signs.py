"""Signs in a page's source that a part of it is worth a closer look: literals, and handles in markup.

The rules themselves decide; what none of these is in is never parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from embedparse.html.literals import holds, offsets
from embedparse.platforms import all_platforms
from embedparse.text.anchors import ANCHORS, HANDLES, LINKS

#: `<iframe`, `<blockquote`, `<div`, `<figure`, `<script`, `<amp-` in base64, in lower case.
BASE64 = tuple(b"pglmcmftz pgjsb2nrcxvvdgu pgrpdi pgzpz3vyz phnjcmlwd pgftcc".split())
SRCDOC = b"srcdoc"
#: Calls of scripts that make an element of a post.
CALLS = tuple(call for platform in all_platforms() for call in platform.script_calls)
CREATE = tuple(call.encode() for call in CALLS if not call.startswith(tuple(c for c in CALLS if c != call)))
PAYLOADS = (SRCDOC, *CREATE, *BASE64)
#: A handle at the end of a parenthesis, perhaps as a link, or alone in its element, as on a card.
HANDLES_IN_MARKUP = (
    rb"@[\w.-]{1,80}(?:</\w{1,10}>){0,3}\s{0,3}(?:\)|\xef\xbc\x89)",
    rb">@[\w.-]{1,80}\s{0,20}<",
)
#: The name that the labels of one platform share: it is looked for, and then the label around it.
_BRAND, _LONGEST_LABEL = "instagram", 200
#: A URL on its own is left to the rules for HTML.
_OF_URLS = LINKS


@cache
def labels() -> tuple[bytes, ...]:
    """The words of embeds, in lower case, that need no handle: anchors of the rules for text."""
    words = (anchor for anchor in ANCHORS if anchor not in HANDLES and anchor not in _OF_URLS)
    own = (handle for handle in HANDLES if not handle.startswith(("(", "（", "[", "＠", "—")))
    return tuple(dict.fromkeys(word.encode().lower() for word in (*words, *own)))


@cache
def _literals() -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """What is looked for in the source: the brand and its labels; the other words."""
    branded = tuple(label for label in labels() if _BRAND.encode() in label)
    return branded, tuple(label for label in labels() if label not in branded)


@cache
def _handles() -> tuple[re.Pattern[bytes], ...]:
    return tuple(re.compile(pattern) for pattern in HANDLES_IN_MARKUP)


def anchors(low: bytes) -> Iterator[int]:
    """Where a page's source, in lower case, has a sign of a flattened embed."""
    for pattern in _handles():
        for found in pattern.finditer(low):
            yield found.start() + (found.group()[:1] == b">")
    branded, others = _literals()
    for at in offsets(low, _BRAND.encode()):
        around = low[max(0, at - _LONGEST_LABEL) : at + _LONGEST_LABEL]
        if any(label in around for label in branded):
            yield at
    for literal in others:
        yield from offsets(low, literal)


def may_hold(low: bytes) -> bool:
    """Whether a page's source, in lower case, has a sign of a payload or of a flattened embed."""
    return any(holds(low, sign) for sign in PAYLOADS) or next(anchors(low), None) is not None
