"""What leaves the prose of a document, and the posts that only show once it is out."""

from __future__ import annotations

from embedparse import prose
from embedparse.matching import find_matches
from embedparse.models import IN_PROSE, Document, Match, Span
from embedparse.moved import move, moved_spans
from embedparse.options import Options
from embedparse.resolve import settle
from embedparse.spans import Taken, merge, without

#: How often the prose is searched again for what shows only once an embed is out of it.
MOST_ROUNDS = 3


def remove(document: Document, kept: list[Match], options: Options) -> tuple[list[Match], str, list[Span]]:
    """``kept`` with the posts that only show once these are out, the prose, and the spans removed for it.

    Where somebody decides on borders or corrects records, what stays in the prose stays on purpose.
    """
    spans = [span for match in kept if match.kind not in IN_PROSE for span in _removable(match, options)]
    if not spans:
        return kept, document.text, []
    remaining, removed = prose.without_embeds(document, spans)
    if options.min_border or options.corrections or options.resolve:
        return _left(kept, removed), remaining, removed
    for _ in range(MOST_ROUNDS):
        if not prose.may_hold_more(document, remaining, removed, options.min_confidence):
            break
        rest = prose.rest_of(document, remaining, removed)
        more = _removed_from(rest, options)
        if not more:
            break
        _, offsets = without(document.text, removed, "")
        remaining, again = prose.without_embeds(rest, [span for match in more for span in match.spans])
        removed = merge([*removed, *moved_spans(again, offsets)])
        kept = settle([*kept, *(move(match, offsets) for match in more)])
    return _left(kept, removed), remaining, removed


def _left(kept: list[Match], removed: list[Span]) -> list[Match]:
    """``kept`` without links and quotes that are no longer in the prose: a link's text was a post's date."""
    gone = Taken(removed)
    return [m for m in kept if m.kind not in IN_PROSE or not any(map(gone.overlaps, m.spans))]


def _removed_from(rest: Document, options: Options) -> list[Match]:
    """What a scan of ``rest`` would remove."""
    matches = find_matches(rest, options.min_confidence, prefilter=options.prefilter)
    if not matches:
        return []
    return [match for match in settle(matches) if options.keeps(match) and match.kind not in IN_PROSE]


def _removable(match: Match, options: Options) -> list[Span]:
    """The spans of ``match`` that leave the prose: all, or less where its borders are doubtful."""
    if match.border_probability is None or match.border_probability >= options.min_border:
        return match.spans
    if options.doubtful == "keep" or match.border is None:
        return []
    return match.border.sure_spans(options.min_border)
