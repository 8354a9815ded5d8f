"""From matches that are settled to records: their entities, and how the records refer to each other."""

from __future__ import annotations

from embedparse.fields.entities import Entities, entities_of
from embedparse.models import Document, Embed, Match


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
