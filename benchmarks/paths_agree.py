"""Hold the two paths against each other: a page's HTML and its flattened text should name the same posts.

    python benchmarks/paths_agree.py ../shared/corpus/html.jsonl.xz [--extractor trafilatura] [--list N]

Every page is scanned as HTML, then flattened (BeautifulSoup's get_text with line breaks, or
trafilatura with the extra `embedparse[extract]`) and scanned as text. Records that print a handle and
a body are paired by post: the same handle, bodies alike. Prints a Markdown table of agreements and of
disagreements by class, then examples. Classes:
  agree               same handle, same body (white space aside)
  body begins early   the text record's body holds the HTML record's and more before it
  body ends late      ... and more behind it
  body cut            the text record's body is part of the HTML record's
  body differs        the same handle, another body
  dropped             the flattened text does not hold the body: the extractor left the post out
  missed              the text holds the body, and no text record has the handle
  shown again         a second text record of a post: HTML gives one record per post and page
  only in text        a text record whose handle no HTML record has
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import Counter, defaultdict
from pathlib import Path

from bs4 import BeautifulSoup

from embedparse import Embed, scan, scan_html

CLASSES = (
    "agree",
    "body begins early",
    "body ends late",
    "body cut",
    "body differs",
    "dropped",
    "missed",
    "shown again",
    "only in text",
)
#: Classes that are no disagreement over a post that both prints hold.
_ASIDE = ("dropped", "shown again", "only in text")


def squash(text: str | None) -> str:
    return "".join((text or "").split()).lower()


def flatten(page: str, extractor: str) -> str:
    if extractor == "trafilatura":
        from embedparse.extract import main_text

        return main_text(page)
    soup = BeautifulSoup(page, "lxml")
    for hidden in soup(["script", "style", "template", "title"]):
        hidden.decompose()
    return soup.get_text("\n")


def told(embeds: tuple[Embed, ...]) -> list[Embed]:
    return [e for e in embeds if e.kind == "embed" and e.handle and e.body]


def verdict(wanted: Embed, texts: list[Embed], flat: str) -> tuple[str, Embed | None]:
    """The class of one HTML record and the text record it is paired with."""
    body = squash(wanted.body)
    if not texts:
        return ("missed" if body in flat else "dropped"), None
    best = max(texts, key=lambda e: (squash(e.body) == body, len(_shared(body, squash(e.body)))))
    said = squash(best.body)
    if said == body:
        return "agree", best
    if body in said:
        return ("body ends late" if said.startswith(body) else "body begins early"), best
    if said in body:
        return "body cut", best
    return ("body differs" if body in flat else "dropped"), best


def _shared(first: str, second: str) -> str:
    size = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        size += 1
    return first[:size]


def compare(page: str, extractor: str) -> list[tuple[str, str, str | None, str | None]]:
    """(class, handle, body by HTML, body by text) for every post of one page."""
    text = flatten(page, extractor)
    flat = squash(text)
    by_handle: dict[str, list[Embed]] = defaultdict(list)
    for embed in told(scan(text).embeds):
        by_handle[(embed.handle or "").lower()].append(embed)
    found: list[tuple[str, str, str | None, str | None]] = []
    for wanted in told(scan_html(page).embeds):
        handle = (wanted.handle or "").lower()
        name, pair = verdict(wanted, by_handle[handle], flat)
        if pair is not None:
            by_handle[handle].remove(pair)
        found.append((name, handle, wanted.body, pair.body if pair else None))
    known = {(handle, squash(body)) for _, handle, body, _ in found}
    for handle, embeds in by_handle.items():
        for embed in embeds:
            again = (handle, squash(embed.body)) in known
            found.append(("shown again" if again else "only in text", handle, None, embed.body))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path)
    parser.add_argument("--extractor", choices=["get_text", "trafilatura"], default="get_text")
    parser.add_argument("--list", type=int, default=3, metavar="N", help="examples of each class")
    options = parser.parse_args()
    opener = lzma.open if options.pages.suffix == ".xz" else open
    counts: Counter[str] = Counter()
    examples: dict[str, list[str]] = defaultdict(list)
    with opener(options.pages, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            for name, handle, html, text in compare(row["html"], options.extractor):
                counts[name] += 1
                if name not in ("agree", "shown again") and len(examples[name]) < options.list:
                    examples[name].append(f"{row['id']} @{handle}\n    html: {html!r}\n    text: {text!r}")
    total = max(1, counts.total() - sum(counts[name] for name in _ASIDE))
    print(f"| {options.extractor} | posts | % of those in the text |\n|---|--:|--:|")
    for name in CLASSES:
        share = "" if name in _ASIDE else f"{100 * counts[name] / total:.1f}"
        print(f"| {name} | {counts[name]} | {share} |")
    for name in CLASSES:
        for example in examples[name]:
            print(f"\n{name}: {example}")


if __name__ == "__main__":
    main()
