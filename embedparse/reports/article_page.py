"""An article as one HTML page: each embed a card in its place, the evidence on hover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from embedparse.models import Embed
from embedparse.platforms import all_platforms
from embedparse.reports.blocks import Block, Run, body_runs
from embedparse.reports.pages import clean, render, source
from embedparse.reports.terminal import facts, summary

_ELEMENTS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_ELEMENTS |= {"blockquote": "blockquote", "pre": "pre"}


def article_page(title: str, blocks: Iterable[Block], embeds: Sequence[Embed]) -> str:
    """The page's HTML. It loads nothing, runs nothing, and shows every text as text."""
    titles = {platform.name: platform.title for platform in all_platforms()}
    return render(
        "article.html",
        title=clean(title),
        style=Markup(source("tokens.css") + source("article.css")),  # ours, not the article's
        summary=summary(embeds),
        has_posts=any(embed.kind != "link" for embed in embeds),
        blocks=[block for block in blocks if block.text.strip()],
        body=_body,
        element=lambda tag: _ELEMENTS.get(tag, "p"),
        facts=_facts,
        known=lambda platform: platform if platform in titles else "other",
        platform_title=lambda platform: titles.get(platform, platform),
    )


def _body(block: Block) -> list[Run]:
    """What a card shows: the record's body; what was printed where the record has none."""
    if block.embed is None or block.continued or block.embed.body is None:
        return list(block.runs)
    return list(body_runs(block.embed))


def _facts(embed: Embed) -> list[tuple[str, str]]:
    return [(name or "post", clean(value)) for name, value in facts(embed)]
