"""An article as blocks in reading order: prose, and each embed in its place.

The terminal and the page show the same blocks. A text document gives its text back, character
for character, when the runs of its blocks are joined; of a page's HTML the visible text is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from embedparse.models import IN_PROSE, Document, Embed, Span
from embedparse.reports.printed import Role, marks
from embedparse.spans import bridge

#: A line and the blank lines after it: flattened text prints a paragraph as a line.
_PARAGRAPH = re.compile(r"[^\n]+(?:\n\s*(?:\n|\Z)|\n)?|\n+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one role; ``embed`` is set where the role is ``link`` or ``quote``."""

    text: str
    role: Role = "prose"
    embed: Embed | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of prose (``embed`` None), or what one span of an embed holds.

    ``tag`` is the HTML element a prose block came from (``p`` for text). ``continued``: not the
    first block of its embed, whose body other text interrupts. ``glued``: the document breaks no
    line before it.
    """

    runs: tuple[Run, ...]
    embed: Embed | None = None
    tag: str = "p"
    continued: bool = False
    glued: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def blocks(document: Document, embeds: Iterable[Embed]) -> list[Block]:
    """The blocks of ``document``; ``embeds`` are its records."""
    if document.kind == "html":
        from embedparse.reports.page_blocks import of_html

        return of_html(document.text, list(embeds))
    return list(of_text(document.text, list(embeds)))


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
    """True where only blanks stand between ``place`` and the line break (or the start) before it."""
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


def card(embed: Embed) -> Block:
    """An embed as a block, from the fields of its record; its URL stands for a body that is not there."""
    runs = list(body_runs(embed)) if embed.body else [Run(embed.url or embed.post_id or "", "url")]
    if embed.author or embed.handle or embed.date:
        runs.append(Run("\n— " if any(run.text for run in runs) else "— ", "attribution"))
        if embed.author:
            runs += [Run(embed.author, "author"), Run(" ", "attribution")]
        if embed.handle:
            runs += [Run("(", "attribution"), Run(f"@{embed.handle}", "handle"), Run(") ", "attribution")]
        if embed.date:
            runs.append(Run(embed.date, "date"))
    return Block(tuple(run for run in runs if run.text), embed)


def body_runs(embed: Embed) -> Iterator[Run]:
    """The body of a record, with its links, media, hashtags, mentions and cashtags as runs of their own."""
    body, edge = embed.body or "", 0
    roles: dict[str, Role] = dict.fromkeys((*embed.links, *embed.media), "url")
    for sign, names in (("#", embed.hashtags), ("@", embed.mentions), ("$", embed.cashtags)):
        roles.update(dict.fromkeys((sign + name for name in names), "tag"))
    if roles:
        longest_first = sorted(roles, key=len, reverse=True)
        for found in re.finditer("|".join(map(re.escape, longest_first)), body):
            yield Run(body[edge : found.start()], "body")
            yield Run(found[0], roles[found[0]])
            edge = found.end()
    yield Run(body[edge:], "body")
