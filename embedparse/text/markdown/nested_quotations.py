"""Quotations in quotations: a post that quotes another keeps its own words above the deeper marks."""

from __future__ import annotations

from collections.abc import Sequence

from embedparse.models import Span
from embedparse.text.attributions.find import Attribution
from embedparse.text.markdown.quotations import Quotation
from embedparse.text.view import TextView

#: What may be between the two attributions: marks of quotations, the opening of a link or of emphasis.
_MARKS = " \t\r\n>[*_\\"


def heads_above_inner(
    view: TextView, attributions: Sequence[Attribution], quotations: Sequence[Quotation | None]
) -> dict[int, Span]:
    """The body of each post whose attribution is right below that of the post it quotes, by its index.

    It is what is quoted less deeply above the inner post, which is the one of the index before.
    """
    found: dict[int, Span] = {}
    for k in range(1, len(attributions)):
        inner, outer = quotations[k - 1], quotations[k]
        if inner is None or outer is None or not 0 < outer[2] < inner[2]:
            continue
        above, own = attributions[k - 1], attributions[k]
        _, edge = view.frame((above.start, above.close))
        if view.text[edge : own.start].strip(_MARKS):
            continue
        floor = attributions[k - 2].close if k > 1 else 0
        body = view.quotation(floor, max(inner[0] - 1, floor))
        if body is not None and body[2] == outer[2] and view.text[body[1] : inner[0]].strip(_MARKS):
            found[k] = (body[1], inner[0])
    return found
