"""A document as the decoder of borders reads it: what is known of it before any border is decided."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from embedparse.models import Span
from embedparse.text.attributions.find import Attribution
from embedparse.text.borders.language import is_polite, language_of
from embedparse.text.borders.layout import Layout, read_layout
from embedparse.text.borders.segments import LIMIT, OLD_LIMIT
from embedparse.text.markdown.quotations import Quotation
from embedparse.text.view import TextView

#: The mode of an attribution inside a Markdown quotation, whose borders need no decision.
QUOTED = "quoted"
#: The beginning of an article, in code points, that shows its style.
SAMPLE = 1500
#: A line longer than this before an attribution holds prose and post together.
LONG_LINE = 420
#: The day the limit doubled (formats catalogue 4.4).
DOUBLED = "2017-11-08"


class Context(NamedTuple):
    """What of the article and of one attribution bears on the segments around it.

    ``home`` is the article's language, ``median_line_length`` the weighted length of its usual paragraph,
    ``indent`` the indentation of the attribution's line, ``names`` how the writer may be called,
    ``list_style`` how the extractor prints lists (`layout.Layout`), which distinguishes extractors;
    ``polite`` whether the article is in the polite form of Japanese, ``padded`` whether several blanks
    in a line part no more than one, ``width`` the column at which lines are broken (`layout.Layout`),
    ``borders`` the lines that belong to no post, ``spaced`` whether blank lines part the paragraphs,
    ``limit`` the platform's limit on the day of the post, in weighted characters.
    """

    home: str
    median_line_length: int
    indent: int
    names: tuple[str, ...]
    list_style: str = ""
    polite: bool = False
    padded: bool = False
    width: int = 0
    borders: frozenset[str] = frozenset()
    spaced: bool = False
    limit: int = LIMIT


class Bounds(NamedTuple):
    """The gap above one attribution, or below the last one: from ``lo`` to ``hi``.

    The rest of the body above it ends at ``floor`` at the latest, the body below it begins at ``ceiling`` at
    the earliest: a post of another platform, or a quotation, is beyond.
    """

    lo: int
    hi: int
    floor: int
    ceiling: int


class Article(NamedTuple):
    """A document with its attributions in order, and what is known of it before any border is decided.

    ``quotations``, ``modes`` (the name of the weights that decide, see `_mode_of`) and ``contexts``
    have one entry per attribution, ``quotations`` None where it is in none; ``bounds`` has one more.
    """

    view: TextView
    attributions: Sequence[Attribution]
    layout: Layout
    quotations: Sequence[Quotation | None]
    modes: Sequence[str]
    contexts: Sequence[Context]
    bounds: Sequence[Bounds]


def read_article(view: TextView, attributions: Sequence[Attribution], others: Sequence[Span] = ()) -> Article:
    """The document of ``view``, which holds ``attributions`` (at least one) and the ``others``' posts.

    No body reaches over a post of another platform.
    """
    edges = [0, *(attribution.close for attribution in attributions)]
    quotations = [view.quotation(edge, a.start) for edge, a in zip(edges, attributions, strict=False)]
    width = view.width
    inside = sum(view.is_inside_line(a.start, a.close) for a in attributions)
    layout = read_layout(view, width, attributions, inside)
    sample = view.text[:SAMPLE]
    home = language_of(sample)
    polite = home == "Jpan" and is_polite(sample)
    bounds = _bounds(len(view.text), attributions, quotations, others)
    contexts = [_context(view, attribution, layout, home, polite) for attribution in attributions]
    modes = [
        QUOTED if quotation else _mode_of(view, attribution, layout)
        for attribution, quotation in zip(attributions, quotations, strict=True)
    ]
    return Article(view, attributions, layout, quotations, modes, contexts, bounds)


def _bounds(
    end: int,
    attributions: Sequence[Attribution],
    quotations: Sequence[Quotation | None],
    others: Sequence[Span],
) -> list[Bounds]:
    """The gaps between ``attributions``, before the first one and behind the last."""
    starts, ends = sorted(start for start, _ in others), sorted(end for _, end in others)
    out: list[Bounds] = []
    for k in range(len(attributions) + 1):
        lo = attributions[k - 1].close if k else 0
        hi = attributions[k].start if k < len(attributions) else end
        quotation = quotations[k] if k < len(attributions) else None
        floor, ceiling = quotation[0] if quotation else hi, lo
        if others:
            first, last = bisect_left(starts, lo), bisect_right(ends, hi)
            floor = min(starts[first], floor) if first < len(starts) else floor
            ceiling = max(ends[last - 1], lo) if last else lo
        out.append(Bounds(lo, hi, floor, ceiling))
    return out


def _context(view: TextView, attribution: Attribution, layout: Layout, home: str, polite: bool) -> Context:
    line = view.text.rfind("\n", 0, attribution.start) + 1
    lead = view.text[line : min(line + 60, attribution.start)]
    return Context(
        home=home,
        median_line_length=layout.median_line_length,
        indent=0 if lead.strip(" \t>") else len(lead),
        names=_names_of(attribution.author, attribution.handle),
        list_style=layout.list_style,
        polite=polite,
        padded=layout.padded,
        width=layout.width,
        borders=layout.borders,
        spaced=layout.spaced,
        limit=OLD_LIMIT if attribution.date and attribution.date < DOUBLED else LIMIT,
    )


def _names_of(author: str, handle: str) -> tuple[str, ...]:
    """Lower-case strings by which an article would name the writer."""
    words = [w for w in author.lower().split() if len(w) > 3 and w.isalpha()]
    return tuple(
        {
            handle.lower() if len(handle) > 3 else "@" + handle.lower(),
            *words[-1:],
            *([author.lower()] if len(author) > 5 else []),
        }
    )


def _mode_of(view: TextView, attribution: Attribution, layout: Layout) -> str:
    """The name of the weights that judge this attribution's gap.

    ``flat``; ``tokens``, ``tokens-spaced`` (blank lines part blocks), ``tokens-apart`` (they part every
    token); or ``paragraphs``, ``sentences``, ``lines`` with ``-own`` (the attribution begins its line) or
    ``-inline`` (it ends the body's last line).
    """
    text = view.text
    line = text.rfind("\n", max(0, attribution.start - LONG_LINE - 1), attribution.start)
    if layout.flat or (line < 0 and attribution.start > LONG_LINE):
        return "flat"
    if layout.one_token_per_line and attribution.split:
        if "\n\n" in text[attribution.start : attribution.end]:
            return "tokens-apart"
        return "tokens-spaced" if layout.spaced else "tokens"
    lines = "paragraphs" if layout.spaced else "sentences" if layout.one_sentence_per_line else "lines"
    return lines + ("-own" if view.begins_line(attribution.start, " \t>*_\u00a0") else "-inline")
