"""A page's HTML source as blocks: its visible text, and each embed in its place.

Each embed is replaced by a token before the source is parsed, and found again by it in the
visible text, so a card is where the post was. What no reader of the page sees (scripts,
styles) and the furniture around an article (menus, footers, forms) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from embedparse.models import IN_PROSE, Embed
from embedparse.reports.blocks import Block, Run, card

#: Private-use characters around an embed's number, and after a link; a source's own are taken out.
_OPEN, _CLOSE, _END = "\ue000", "\ue001", "\ue002"
_TOKEN = re.compile(f"{_OPEN}(\\d{{1,9}}){_CLOSE}")
_PRIVATE = re.compile(f"[{_OPEN}{_CLOSE}{_END}]")
_WHITE = re.compile(r"[ \t\r\n\f]+")

_UNSEEN = frozenset(
    ("head", "script", "style", "template", "svg", "iframe", "object", "select", "button", "textarea")
)
_FURNITURE = frozenset(("nav", "footer", "form"))
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li blockquote figcaption pre td th dt dd div section article main aside header "
    "figure body html ul ol table".split()
)
#: The elements that a block keeps as its ``tag``; every other one is a paragraph.
_KEPT = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "figcaption", "pre"))
#: Deeper nesting than any page needs: there the search for the block around a text ends.
_DEEPEST = 400


def of_html(source: str, embeds: list[Embed]) -> list[Block]:
    """The blocks of a page. An embed whose place is not visible follows the one before it."""
    soup = BeautifulSoup(_with_tokens(source, embeds), "lxml")
    _bring_links_out(soup)
    for furniture in soup.find_all(_FURNITURE):
        if not furniture.decomposed and not _TOKEN.search(furniture.get_text()):
            furniture.decompose()
    out = [block for tag, text in _paragraphs(soup) for block in _split(tag, text, embeds)]
    return _with_unseen(out, embeds)


def _with_tokens(source: str, embeds: list[Embed]) -> str:
    """The source with a token in the place of each embed, and with tokens around each link."""
    cuts = sorted(
        (span, number, span == embed.spans[0]) for number, embed in enumerate(embeds) for span in embed.spans
    )
    parts, edge = [], 0
    for (start, end), number, first in cuts:
        parts.append(_PRIVATE.sub("\ufffd", source[edge:start]))
        inside = embeds[number].kind in IN_PROSE
        token = f"{_OPEN}{number}{_CLOSE}" if first or embeds[number].kind == "quote" else ""
        if inside:
            token += _PRIVATE.sub("\ufffd", source[start:end]) + _END
        parts.append(token)
        edge = end
    parts.append(_PRIVATE.sub("\ufffd", source[edge:]))
    return "".join(parts)


def _bring_links_out(soup: BeautifulSoup) -> None:
    """Where a link's URL is in an attribute, its tokens go around the words of the link."""
    for anchor in soup.find_all("a", href=_TOKEN):
        token = _TOKEN.search(str(anchor["href"]))
        if token:
            anchor.insert(0, token[0])
            anchor.append(_END)


def _paragraphs(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Tag and text of each paragraph that a reader of the page sees."""
    current: Tag | None = None
    parts: list[str] = []
    for node in soup.descendants:
        if isinstance(node, Tag):
            if node.name == "br":
                parts.append("\n")
            elif node.name in _BLOCKS and current is not None:
                yield _paragraph(current, parts)
                current, parts = None, []
        elif type(node) is NavigableString:
            block = _block_around(node)
            if block is not current and current is not None:
                yield _paragraph(current, parts)
                parts = []
            current = block
            if block is not None:
                parts.append(str(node) if block.name == "pre" else _WHITE.sub(" ", node))
    if current is not None:
        yield _paragraph(current, parts)


def _paragraph(block: Tag, parts: list[str]) -> tuple[str, str]:
    text = "".join(parts)
    if block.name == "pre":
        return "pre", text.strip("\n")
    return (block.name if block.name in _KEPT else "p"), re.sub(r" ?\n ?", "\n", text.strip())


def _block_around(node: PageElement) -> Tag | None:
    """The block element that holds ``node``; None where the page does not show it."""
    found: Tag | None = None
    for depth, parent in enumerate(node.parents):
        if parent.name in _UNSEEN:
            return None
        if found is None and (parent.name in _BLOCKS or parent.name == "[document]"):
            found = parent
        if depth > _DEEPEST:
            break
    return found


def _split(tag: str, text: str, embeds: list[Embed]) -> Iterator[Block]:
    """A paragraph as blocks: prose with its links, and the embeds whose tokens are in it."""
    runs: list[Run] = []
    edge, glued = 0, False
    for token in _TOKEN.finditer(text):
        embed = embeds[int(token[1])]
        runs.append(Run(text[edge : token.start()]))
        edge = token.end()
        if embed.kind in IN_PROSE:
            end = text.find(_END, edge)
            end = end if end >= 0 else edge
            words = text[edge:end].strip("\n") or embed.url or ""  # a picture has no words
            runs.append(Run(words, "quote" if embed.kind == "quote" else "link", embed))
            edge = end
        else:
            yield from _prose(runs, tag, glued)
            yield card(embed)
            runs, glued = [], True
    runs.append(Run(text[edge:]))
    yield from _prose(runs, tag, glued)


def _prose(runs: list[Run], tag: str, glued: bool) -> Iterator[Block]:
    clean = tuple(replace(run, text=_PRIVATE.sub("", run.text)) for run in runs if run.text)
    if any(run.text.strip() for run in clean):
        yield Block((*clean, Run("\n")), tag=tag, glued=glued)


def _with_unseen(shown: list[Block], embeds: list[Embed]) -> list[Block]:
    """``shown`` with those of ``embeds`` that are not among them, each behind what is before it.

    At the top where that is nothing.
    """
    places = {block.embed.index: place for place, block in enumerate(shown, 1) if block.embed is not None}
    behind: dict[int, list[Block]] = {}
    place = 0
    for embed in embeds:
        if embed.index in places:
            place = max(place, places[embed.index])
        elif embed.kind not in IN_PROSE:
            behind.setdefault(place, []).append(card(embed))
    out = behind.get(0, [])
    for place, block in enumerate(shown, 1):
        out.append(block)
        out += behind.get(place, ())
    return out
