"""Signs in a page's source that a part of it is worth a closer look: literals, and handles in markup.

The rules themselves decide; what none of these is in is never parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from embedparse.html.literals import holds, offsets
from embedparse.platforms import all_platforms
from embedparse.text.anchors import ANCHORS, HANDLES, LINKS, SHORTCODES

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
#: A URL on its own and an unrendered shortcode are left to the rules for HTML.
_OF_OTHER_RULES = frozenset((*LINKS, *SHORTCODES))


@cache
def labels() -> tuple[bytes, ...]:
    """The words of embeds, in lower case, that need no handle: anchors of the rules for text."""
    words = (anchor for anchor in ANCHORS if anchor not in HANDLES and anchor not in _OF_OTHER_RULES)
    own = (handle for handle in HANDLES if not handle.startswith(("(", "（", "[", "＠", "—")))
    return tuple(dict.fromkeys(word.encode().lower() for word in (*words, *own)))


#: Parts that many labels share and that are rare in pages: they are looked for, then the label around them.
_SHARED = tuple(part.encode() for part in ("instagram", "·", "from"))


@cache
def _by_part() -> dict[bytes, tuple[tuple[bytes, int], ...]]:
    """The labels by what is looked for (a part in `_SHARED`, or all), each with the offset of that in it."""
    parts: dict[bytes, list[tuple[bytes, int]]] = {}
    for label in labels():
        part = next((part for part in _SHARED if part in label), label)
        parts.setdefault(part, []).append((label, label.index(part)))
    return {part: tuple(labelled) for part, labelled in parts.items()}


@cache
def _handles() -> tuple[re.Pattern[bytes], ...]:
    return tuple(re.compile(pattern) for pattern in HANDLES_IN_MARKUP)


def anchors(low: bytes) -> Iterator[int]:
    """Where a page's source, in lower case, has a sign of a flattened embed."""
    closed, alone = _handles()
    for at in offsets(low, b"@"):
        if closed.match(low, at) or (at and alone.match(low, at - 1)):
            yield at
    for part, labelled in _by_part().items():
        for at in offsets(low, part):
            for label, offset in labelled:
                if low.startswith(label, at - offset) and at >= offset:
                    yield at
                    break


def may_hold(low: bytes) -> bool:
    """Whether a page's source, in lower case, has a sign of a payload or of a flattened embed."""
    return any(holds(low, sign) for sign in PAYLOADS) or next(anchors(low), None) is not None
