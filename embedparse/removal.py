"""What leaves the prose of a document, and the posts that only show once it is out."""

from __future__ import annotations

from embedparse import prose
from embedparse.matching import find_matches, settle, wanted
from embedparse.models import IN_PROSE, Document, Match, Span
from embedparse.moved import move, moved_spans
from embedparse.options import Options
from embedparse.spans import Taken, merge, without

#: How often the prose is searched again for what shows only once an embed is out of it: until that gives
#: nothing, which takes one round for nearly all documents. A document that is built of more layers than this
#: does not get time that grows faster than its length.
MOST_ROUNDS = 16
#: A document that is shorter may take as many rounds as its length goes into this.
MOST_CHARACTERS = 1_000_000


def remove(
    document: Document, matches: list[Match], kept: list[Match], options: Options
) -> tuple[list[Match], str, list[Span]]:
    """``kept`` with the posts that only show once these are out, the prose, and the spans removed for it.

    ``kept`` are those of ``matches``, all that was found, that no other overlaps.

    Where somebody decides on borders or corrects records, what stays in the prose stays on purpose.
    """
    spans = [span for match in kept if match.kind not in IN_PROSE for span in _removable(match, options)]
    if not spans:
        return kept, document.text, []
    if options.min_border or options.corrections or options.resolve:
        remaining, removed = prose.without_embeds(document, spans)
    else:
        kept, remaining, removed = _remove_all(document, matches, kept, spans, options)
    if any(match.kind in IN_PROSE for match in kept):
        kept = _left(kept, removed)
    return kept, remaining, removed


def _remove_all(
    document: Document, matches: list[Match], kept: list[Match], spans: list[Span], options: Options
) -> tuple[list[Match], str, list[Span]]:
    """The same where nobody decides: ``spans``, those of ``kept``, go, and what is left is searched again."""
    remaining, removed = prose.without_embeds(document, spans)
    lost = len(matches) > len(kept) and _lost(matches, kept, removed, options)
    lost = lost or (document.kind == "html" and _parts_lines(kept))
    for _ in range(max(MOST_ROUNDS, MOST_CHARACTERS // len(document.text))):
        if not lost and not prose.may_hold_more(document, remaining, removed, options.min_confidence):
            break
        rest = prose.rest_of(document, remaining, removed)
        lost, more = _found_in(rest, options)
        lost = lost or (document.kind == "html" and _parts_lines(more))
        if not more:
            break
        _, offsets = without(document.text, removed, "")
        remaining, again = prose.without_embeds(rest, [span for match in more for span in match.spans])
        removed = merge([*removed, *moved_spans(again, offsets)])
        kept = settle([*kept, *(move(match, offsets) for match in more)])
    return kept, remaining, removed


def _left(kept: list[Match], removed: list[Span]) -> list[Match]:
    """``kept`` without links and quotes that are no longer in the prose: a link's text was a post's date."""
    gone = Taken(removed)
    return [m for m in kept if m.kind not in IN_PROSE or not any(map(gone.overlaps, m.spans))]


def _lost(matches: list[Match], kept: list[Match], removed: list[Span], options: Options) -> bool:
    """Whether any of ``matches`` gave way to one that is ``kept``, and is not gone with it."""
    kept_ones, gone = set(map(id, kept)), Taken(removed)
    return any(
        id(match) not in kept_ones
        and match.kind not in IN_PROSE
        and any(True for span in match.spans for _ in gone.gaps(span))
        for match in wanted(matches, options)
    )


def _parts_lines(removed: list[Match]) -> bool:
    """Whether any of ``removed`` was between lines of a page that the rules for text have not read together.

    They read a page without the embeds that markup shows, but with all others.
    """
    return any(match.kind == "fragment" or "visible-text" in match.evidence for match in removed)


def _found_in(rest: Document, options: Options) -> tuple[bool, list[Match]]:
    """What a scan of ``rest`` would remove, and whether a match gives way to one of these."""
    matches = find_matches(rest, options.min_confidence, prefilter=options.prefilter)
    if not matches:
        return False, []
    found = [match for match in wanted(settle(matches), options) if match.kind not in IN_PROSE]
    return len(found) < sum(match.kind not in IN_PROSE for match in matches), found


def _removable(match: Match, options: Options) -> list[Span]:
    """The spans of ``match`` that leave the prose: all, or less where its borders are doubtful."""
    if match.border_probability is None or match.border_probability >= options.min_border:
        return match.spans
    if options.doubtful == "keep" or match.border is None:
        return []
    return match.border.sure_spans(options.min_border)
