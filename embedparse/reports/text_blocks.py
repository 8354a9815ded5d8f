"""A text as blocks: joined, the runs of its blocks give it back, character for character."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from embedparse.models import IN_PROSE, Embed, Span
from embedparse.reports.blocks import Block, Run
from embedparse.reports.printed import Role, marks
from embedparse.spans import bridge

#: A line and the blank lines after it: flattened text prints a paragraph as a line.
_PARAGRAPH = re.compile(r"[^\n]+(?:\n\s*(?:\n|\Z)|\n)?|\n+")


def of_text(text: str, embeds: list[Embed]) -> Iterator[Block]:
    """Prose between the embeds, a block a paragraph, and a block for each span of an embed."""
    posts = [replace(e, spans=tuple(bridge(text, e.spans))) for e in embeds if e.kind not in IN_PROSE]
    links = sorted(((span, e) for e in embeds if e.kind in IN_PROSE for span in e.spans), key=_place)
    edge = 0
    for (start, end), post in sorted(((span, e) for e in posts for span in e.spans), key=_place):
        yield from _prose(text, edge, start, links)
        runs = tuple(Run(text[m.start : m.end], m.role) for m in marks(text, post) if start <= m.start < end)
        yield Block(runs, post, continued=start > post.spans[0][0], glued=not _on_new_line(text, start))
        edge = end
    yield from _prose(text, edge, len(text), links)


def _place(stretch: tuple[Span, Embed]) -> Span:
    return stretch[0]


def _on_new_line(text: str, place: int) -> bool:
    """True where only blanks are between ``place`` and the line break (or the start) before it."""
    while place > 0 and text[place - 1] in " \t\r\u00a0":
        place -= 1
    return place == 0 or text[place - 1] == "\n"


def _prose(text: str, start: int, end: int, links: list[tuple[Span, Embed]]) -> Iterator[Block]:
    for paragraph in _PARAGRAPH.finditer(text, start, end):
        runs, edge = [], paragraph.start()
        at = bisect_left(links, (edge, edge), key=_place)
        inside = links[at : bisect_left(links, (paragraph.end(), 0), key=_place)]
        for (left, right), embed in inside:
            if edge <= left and right <= paragraph.end():
                role: Role = "quote" if embed.kind == "quote" else "link"
                runs += [Run(text[edge:left]), Run(text[left:right], role, embed)]
                edge = right
        runs.append(Run(text[edge : paragraph.end()]))
        glued = not paragraph[0].startswith("\n") and not _on_new_line(text, paragraph.start())
        yield Block(tuple(run for run in runs if run.text), glued=glued)
