"""Quotes and the other records of their document: the embed of the same post, the link in the sentence."""

from __future__ import annotations

import re
from bisect import bisect_left

from embedparse.models import Match, Span

_LETTERS = re.compile(r"\w+")
#: Letters and digits that two bodies share at least, and that are compared.
_LEAST, _HEAD, _COMPARED = 12, 40, 400
#: Embeds that quotes are compared with.
_MOST = 200
_SHARED = ("author", "handle", "date", "posted_at", "url", "post_id")


def join(quotes: list[Match], reaches: list[Span], matches: list[Match]) -> None:
    """Fill ``same_as``, ``url`` and what goes with them; ``reaches`` are spans of the quotes' sentences."""
    posts = [(_letters(match.body), match) for match in matches if match.kind != "link" and match.body]
    links = sorted((match.spans[0], number) for number, match in enumerate(matches) if match.kind == "link")
    for quote, reach in zip(quotes, reaches, strict=True):
        for found in (_same_post(quote, posts[:_MOST]), _linked(quote, reach, links, matches)):
            if found is None:
                continue
            quote.same_as = quote.same_as or found
            for name in _SHARED:
                if getattr(quote, name) is None:
                    setattr(quote, name, getattr(found, name))


def _letters(body: str | None) -> str:
    return "".join(_LETTERS.findall((body or "")[: 2 * _COMPARED].casefold()))[:_COMPARED]


def _same_post(quote: Match, posts: list[tuple[str, Match]]) -> Match | None:
    """The embed whose body holds the quotation, or is held by it."""
    own = _letters(quote.body)
    if len(own) < _LEAST:
        return None
    for body, match in posts:
        if (
            len(body) >= _LEAST
            and (own[:_HEAD] in body or body[:_HEAD] in own)
            and quote.platform in (match.platform, "")
        ):
            return match
    return None


def _linked(quote: Match, reach: Span, links: list[tuple[Span, int]], matches: list[Match]) -> Match | None:
    """The one link to a post of the platform in the quote's sentence; None where there are several."""
    first = bisect_left(links, ((reach[0], 0), -1))
    inside = []
    for span, number in links[first:]:
        if span[0] >= reach[1]:
            break
        if matches[number].platform == quote.platform:
            inside.append(matches[number])
    return inside[0] if len({match.url for match in inside}) == 1 else None
