"""From matches to records: fields checked and filled, overlaps settled, order fixed. Once, here."""

from __future__ import annotations

from collections.abc import Iterable

from embedparse.fields.entities import Entities, entities_of
from embedparse.models import RANK, Document, Embed, Match
from embedparse.spans import Taken


def _strength(match: Match) -> tuple[int, int, int]:
    size = sum(end - start for start, end in match.spans)
    return (match.kind != "embed", RANK[match.confidence], -size)


def settle(matches: Iterable[Match]) -> list[Match]:
    """Keep the stronger of any two matches that overlap; document order.

    A whole embed beats a link or a fragment inside it, then confidence decides, then size. A quote gives way
    to an embed or a fragment, and never changes them; a link may be in it.
    """
    matches = list(matches)
    if len(matches) < 2:
        return matches
    kept: list[Match] = []
    taken = Taken()
    for match in sorted((m for m in matches if m.kind != "quote"), key=_strength):
        if any(taken.overlaps(span) for span in match.spans):
            continue
        kept.append(match)
        for span in match.spans:
            taken.add(span)
    quotes = [match for match in matches if match.kind == "quote"]
    if quotes:
        kept += _outside(quotes, kept)
    return sorted(kept, key=lambda match: match.spans[0])


def _outside(quotes: list[Match], kept: list[Match]) -> list[Match]:
    """Those of ``quotes`` that overlap no embed or fragment in ``kept``, and no stronger quote."""
    taken = Taken(span for match in kept if match.kind != "link" for span in match.spans)
    out = []
    for match in sorted(quotes, key=_strength):
        if any(taken.overlaps(span) for span in match.spans):
            continue
        out.append(match)
        for span in match.spans:
            taken.add(span)
    return out


def to_embeds(document: Document, wanted: list[Match]) -> list[Embed]:
    """The records of ``wanted``, which are settled, in document order, numbered from 0."""
    indexes = {id(match): index for index, match in enumerate(wanted)}
    return [_embed(document.id, index, match, indexes) for index, match in enumerate(wanted)]


def _embed(doc: str, index: int, match: Match, indexes: dict[int, int]) -> Embed:
    """The record of ``match``; ``indexes`` gives each kept match's record by the match's identity."""
    found = entities_of(match.body, match.platform) if match.body else Entities()
    links = found.links if match.links is None else match.links
    media = found.media if match.media is None else match.media
    return Embed(
        doc=doc,
        index=index,
        platform=match.platform or None,
        kind=match.kind,
        body=match.body,
        author=match.author,
        handle=match.handle,
        date=match.date,
        posted_at=match.posted_at,
        url=match.url,
        post_id=match.post_id,
        links=tuple(dict.fromkeys(links)),
        media=tuple(dict.fromkeys(media)),
        hashtags=tuple(found.hashtags),
        mentions=tuple(found.mentions),
        cashtags=tuple(found.cashtags),
        lang=match.lang,
        layout=match.layout,
        spans=tuple(match.spans),
        confidence=match.confidence,
        border_probability=match.border_probability,
        speaker=match.speaker,
        cue=match.cue,
        date_text=match.date_text,
        quote_type=match.quote_type,
        same_as=indexes.get(id(match.same_as)),
        quoted_in=indexes.get(id(match.quoted_in)),
        evidence=tuple(match.evidence),
    )
