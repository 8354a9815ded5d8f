"""The address of a post on a line beside the same post: one record, as two would count the post twice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from embedparse.fields.date_check import check_date, days_off
from embedparse.models import Match
from embedparse.spans import bridge


def join(text: str, posts: Sequence[Match], remnants: Sequence[Match]) -> list[Match]:
    """``posts`` and what is left of ``remnants`` when the address beside a post has become its own.

    An address belongs to the post right above or right below it that has the same author, no address yet
    and the date that the id says. Read from the top, so that all of a document are paired the same way.
    """
    addresses = {id(match) for match in remnants if _is_address(text, match)}
    if not addresses:
        return [*posts, *remnants]
    joined: set[int] = set()
    for above, below in pairwise(sorted([*posts, *remnants], key=lambda match: match.spans[0])):
        post, address = (below, above) if id(above) in addresses else (above, below)
        free = id(address) in addresses and id(address) not in joined
        if free and _is_of(address, post) and _next_to_each_other(text, above, below):
            _add(text, post, address)
            joined.add(id(address))
    return [*posts, *(match for match in remnants if id(match) not in joined)]


#: What may be around an address that has a line of its own: blanks, marks of a quotation and of a link.
_AROUND, _REACH = " \t\r><\\", 24
_BETWEEN = _AROUND + "\n"


def _is_address(text: str, match: Match) -> bool:
    """Whether ``match`` is an address that has a line of its own."""
    if match.layout != "url":
        return False
    start, end = match.spans[0]
    before, after = text[max(0, start - _REACH) : start].rstrip(_AROUND), text[end : end + _REACH]
    return before[-1:] in ("", "\n") and after.lstrip(_AROUND)[:1] in ("", "\n")


def _is_of(address: Match, post: Match) -> bool:
    """Whether the post at ``address`` is ``post``, which has no address of its own."""
    if post.kind != "embed" or post.url or post.post_id or not (post.body and post.handle and address.handle):
        return False
    if (post.platform, post.handle.lower()) != (address.platform, address.handle.lower()):
        return False
    if post.date is None or address.posted_at is None:
        return False
    return days_off(post.date, address.posted_at) <= 1


def _next_to_each_other(text: str, above: Match, below: Match) -> bool:
    return not text[above.spans[-1][1] : below.spans[0][0]].strip(_BETWEEN)


def _add(text: str, post: Match, address: Match) -> None:
    """Give ``post`` what ``address`` says, and its line."""
    post.url, post.post_id, post.posted_at = address.url, address.post_id, address.posted_at
    post.spans = bridge(text, [*post.spans, *address.spans])
    post.evidence.append("own-address-beside")
    check_date(post)
