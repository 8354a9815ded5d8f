"""An article as blocks in reading order: prose, and each embed in its place.

The terminal and the page show the same blocks. A text document gives its text back, character
for character, when the runs of its blocks are joined; of a page's HTML the visible text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from embedparse.models import Embed
from embedparse.reports.printed import Role


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


def card(embed: Embed) -> Block:
    """An embed as a block, from the fields of its record; its URL replaces a missing body."""
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
