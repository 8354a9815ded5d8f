"""One record per post and page: the fullest form wins, and takes the spans of all its copies."""

from __future__ import annotations

from embedparse.models import Match, Span
from embedparse.spans import merge


def one_per_post(matches: list[Match]) -> list[Match]:
    """``matches`` without the second and later forms of the same post, in order of their first span.

    A copy (in a script, in `<noscript>`, a link beside a frame) adds its spans to the fullest form,
    so that the page that remains holds none of them. Links to a post are copies of one another,
    but never of an embed: they belong to a sentence and stay in the page.
    """
    best: dict[tuple[str, ...], Match] = {}
    spans: dict[tuple[str, ...], list[Span]] = {}  # put together once: a page may repeat a post thousandfold
    embedded = {_key(match) for match in matches if match.kind == "embed"}
    for match in matches:
        key = _key(match)
        if match.kind == "link" and key in embedded:
            continue
        other = best.get(key)
        if other is None or _fullness(match) > _fullness(other):
            best[key] = match
        spans.setdefault(key, []).extend(match.spans)
    for key, match in best.items():
        match.spans = merge(spans[key])
    return sorted(best.values(), key=lambda match: match.spans)


def _key(match: Match) -> tuple[str, ...]:
    if match.post_id is not None:
        # A playlist's id is in its URL only (`embed/videoseries?list=…`).
        return (match.platform, match.post_id if match.post_id in (match.url or "") else match.url or "")
    return (match.platform, "", match.handle or "", match.date or "", match.body or "")


def _fullness(match: Match) -> tuple[bool, int]:
    values = (match.body, match.author, match.handle, match.date, match.posted_at)
    return (match.kind == "embed", sum(value is not None for value in values))
