"""What the rules find in a document: those for HTML in markup, those for text in the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from embedparse import html, text
from embedparse.html import islands
from embedparse.models import IN_PROSE, RANK, Confidence, Document, Match, Span
from embedparse.moved import move
from embedparse.options import Options
from embedparse.questions import MOST_BATCHES, Asker
from embedparse.spans import Taken, merge, without
from embedparse.text import quotes
from embedparse.text.code import code_spans, comments

if TYPE_CHECKING:
    from embedparse.corrections import DocumentCorrections


def advised_matches(document: Document, options: Options, asker: Asker | None) -> list[Match]:
    """What the rules find, read again after each batch of answers that ``asker`` got."""
    matches = find_matches(document, options.min_confidence, prefilter=options.prefilter, asker=asker)
    if asker is None:
        return matches
    for _ in range(MOST_BATCHES):
        if not asker.ask_open():
            break
        matches = find_matches(document, options.min_confidence, prefilter=options.prefilter, asker=asker)
    return matches


def find_matches(
    document: Document,
    least: Confidence = "possible",
    *,
    prefilter: bool = True,
    asker: Asker | None = None,
) -> list[Match]:
    """What the rules find in ``document``, overlaps not yet settled.

    The rules for HTML read markup, those for text what is left; each kind of document is searched for both.
    What has less than the confidence ``least`` may be left out. ``asker`` may overrule the model where it
    decides where bodies begin and end.
    """
    if document.only_links and document.kind != "html":
        return text.find_links(document.text)
    if document.kind == "html":
        may_hold = not prefilter or html.may_hold(document.text, least)
        return html.find(document.text, least) if may_hold else []
    return _find_in_text(document.text, least, prefilter=prefilter, asker=asker)


def _find_in_text(
    source: str, least: Confidence, *, prefilter: bool, asker: Asker | None = None
) -> list[Match]:
    """The rules for HTML on the markup in a text, those for text on the rest."""
    has_islands = islands.may_hold(source) if prefilter else "<" in source or "&" in source
    code = code_spans(source) if has_islands else []
    found = islands.find(source, code) if has_islands else []
    spans = merge(span for island in found for span in island.spans) if found else []
    if spans:
        remaining, offsets = without(source, spans, "\n\n")
        asker = asker.through(offsets) if asker else None
        moved = (move(match, offsets) for match in text.find(remaining, asker, least))
        flattened = [match for match in moved if match.spans]
    else:
        flattened = text.find(source, asker, least)
    hidden = Taken(comments(source)) if flattened and "<!--" in source else None
    found += [m for m in flattened if hidden is None or not (m.handle and hidden.overlaps(m.spans[0]))]
    if found:
        may_load = "<" in source or source.startswith(islands.FRONT_MATTER)  # a script that draws the posts
        if not has_islands:
            code = code_spans(
                source, None if may_load else [end for match in found for _, end in match.spans]
            )
        found = _outside_code(found, code) if code else found
        if may_load:
            islands.add_loaders(source, found, code)
    return found


def _outside_code(matches: list[Match], code: Sequence[Span]) -> list[Match]:
    """``matches`` without those that end in ``code``; the body of a post may quote some."""
    taken = Taken(code)
    return [match for match in matches if not all(taken.overlaps((end - 1, end)) for _, end in match.spans)]


def asker_for(document: Document, options: Options, corrections: DocumentCorrections | None) -> Asker | None:
    """What gives the decoder answers, where there is anybody to ask or any are known."""
    if corrections is None and options.resolve is None and not options.questions:
        return None
    return Asker(
        document.id,
        document.text,
        corrections=corrections,
        resolve=options.resolve,
        seconds=options.resolve_seconds,
    )


def find_quotes(document: Document, matches: list[Match], options: Options) -> list[Match]:
    """The posts that ``document`` quotes in its own sentences, outside of the embeds in ``matches``."""
    if document.kind != "html":
        return quotes.find(document.text, matches, indirect=options.indirect)
    if not quotes.may_quote(document.text):
        return []
    from embedparse.html.visible_text import VisibleText

    embeds = [span for match in matches if match.kind not in IN_PROSE for span in match.spans]
    visible = VisibleText(document.text, embeds)
    return quotes.find(visible.text, matches, visible.to_source, indirect=options.indirect)


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
        kept += _apart_from(quotes, kept)
    return sorted(kept, key=lambda match: match.spans[0])


def _strength(match: Match) -> tuple[int, int, int]:
    size = sum(end - start for start, end in match.spans)
    return (match.kind != "embed", RANK[match.confidence], -size)


def _apart_from(quotes: list[Match], kept: list[Match]) -> list[Match]:
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


def wanted(matches: Iterable[Match], options: Options) -> list[Match]:
    """Those of ``matches`` with the confidence and of a platform that ``options`` name."""
    least, platforms = RANK[options.min_confidence], options.platforms
    return [
        match
        for match in matches
        if RANK[match.confidence] <= least and (platforms is None or match.platform in platforms)
    ]
