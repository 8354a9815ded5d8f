"""An article as one HTML page: each embed a card in its place, the evidence on hover."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from embedparse.messages import counted
from embedparse.models import IN_PROSE, Border, Document, Embed, Scan
from embedparse.platforms import all_platforms
from embedparse.reports.blocks import Block, Run, body_runs
from embedparse.reports.document_blocks import blocks as blocks_of
from embedparse.reports.explanation import ShownCandidate, shown_candidates
from embedparse.reports.pages import clean, render, source
from embedparse.reports.terminal import facts, summary

_ELEMENTS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_ELEMENTS |= {"blockquote": "blockquote", "pre": "pre"}


def article_page(
    document: Document,
    blocks: Iterable[Block],
    embeds: Sequence[Embed],
    borders: Sequence[Border | None] = (),
) -> str:
    """The HTML of a page with ``blocks``. It loads nothing, runs nothing, and shows every text as text.

    With ``borders``, one of each embed, each card lists where its post may begin and end.
    """
    return render(
        "article.html",
        title=clean(document.id),
        style=Markup(source("tokens.css") + source("article.css")),  # ours, not the article's
        summary=summary(embeds),
        posts=[embed.index + 1 for embed in embeds if embed.kind not in IN_PROSE],
        **shown_in_body(document, blocks, _candidates(document, embeds, borders)),
    )


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article as `articles_page` shows it, in HTML; ``posts`` are the places of its posts."""

    title: str
    summary: str
    posts: tuple[str, ...]
    content: Markup


def shown_article(document: Document, scan: Scan, number: int, *, explain: bool = False) -> ShownArticle:
    """Article ``number`` (from 1) of a page of several. ``explain``: with where posts may begin and end."""
    anchor = f"article-{number}-"
    borders = scan.borders if explain else ()
    values = shown_in_body(
        document, blocks_of(document, scan.embeds), _candidates(document, scan.embeds, borders), anchor
    )
    posts = (f"{anchor}post-{each.index + 1}" for each in scan.embeds if each.kind not in IN_PROSE)
    content = Markup(render("article_body.html", **values))  # escaped by the template
    return ShownArticle(clean(document.id), summary(scan.embeds), tuple(posts), content)


def articles_page(shown: Sequence[ShownArticle], title: str, *, more: bool = False) -> str:
    """The HTML of one page with several articles and an index. ``more``: there are others, left out."""
    posts = sum(len(article.posts) for article in shown)
    return render(
        "articles.html",
        title=clean(title),
        style=Markup(source("tokens.css") + source("article.css") + source("articles.css")),
        articles=shown,
        counts=f"{counted(len(shown), 'article')}, {counted(posts, 'post')}",
        more=more,
    )


def _candidates(
    document: Document, embeds: Sequence[Embed], borders: Sequence[Border | None]
) -> Callable[[Embed], list[ShownCandidate]]:
    by_index = {embed.index: border for embed, border in zip(embeds, borders, strict=False)}
    return lambda embed: shown_candidates(document.text, by_index.get(embed.index))


def shown_in_body(
    document: Document,
    blocks: Iterable[Block],
    candidates: Callable[[Embed], list[ShownCandidate]] = lambda embed: [],
    anchor: str = "",
) -> dict[str, Any]:
    """The values that `article_body.html` needs to show ``blocks``.

    ``candidates`` gives the places where a post may begin and end that are to be shown with it; ``anchor``
    begins the names of the places that can be linked to.
    """
    titles = {platform.name: platform.title for platform in all_platforms()}
    return {
        "blocks": [block for block in blocks if block.embed is not None or block.text.strip()],
        "anchor": anchor,
        "body": _body,
        "element": lambda tag: _ELEMENTS.get(tag, "p"),
        "facts": _facts,
        "candidates": candidates,
        "as_printed": document.kind == "text",
        "when": _when,
        "known": lambda platform: platform if platform in titles else "other",
        "platform_title": lambda platform: titles.get(platform, platform or "social media"),
    }


def _body(block: Block) -> list[Run]:
    """What a card shows: the record's body; where it has none what was printed, or the post's URL."""
    if block.embed is None or block.continued:
        return list(block.runs)
    if block.embed.body is not None:
        return list(body_runs(block.embed))
    return [run for run in block.runs if run.role in ("body", "url", "tag")]


def _facts(embed: Embed) -> list[tuple[str, str]]:
    return [(name or "post", clean(value)) for name, value in facts(embed)]


def _when(embed: Embed) -> str:
    """The exact time where it is known, else the date as printed."""
    if embed.posted_at:
        return f"{embed.posted_at[:10]} {embed.posted_at[11:16]} UTC"
    return embed.date or ""
