"""Hold the two paths against each other: a page's HTML and its flattened text should name the same posts.

    python benchmarks/paths_agree.py ../shared/corpus/html.jsonl.xz [--extractor trafilatura] [--list N]

Every page is scanned as HTML, then flattened (BeautifulSoup's get_text with line breaks, or
trafilatura with the extra `embedparse[extract]`) and scanned as text. Records that print a handle and
a body are paired by post: the same handle (or, where the flattened wording prints none, the same
platform), the most alike bodies first. Prints a Markdown table of agreements and of disagreements by
class, what each class means, and examples.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import Counter, defaultdict
from pathlib import Path

from bs4 import BeautifulSoup

from embedparse import Embed, scan, scan_html

CLASSES = {
    "agree": "same post, same body (white space aside)",
    "body begins early": "text: prose before the post was taken for its beginning: no seam shows",
    "body ends late": "text: prose behind the post was taken for its end",
    "body cut": "text: the post's beginning stayed in the prose, mostly where each link has a line",
    "body differs": "text: the body is that of another post or holds other words",
    "dropped": "the flattened text does not hold the body, or not in one piece",
    "missed": "the text holds the body and no text record shows it: no wording that text rules know",
    "shown again": "a second text record of a post: HTML gives one record per post and page",
    "only in text": "a text record of a post that the HTML path does not name",
}
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


def class_of(body: str, said: str, flat: str) -> str:
    """The class of a post of which HTML gives ``body`` and the text ``said``, both squashed."""
    if said == body:
        return "agree"
    if body in said:
        return "body ends late" if said.startswith(body) else "body begins early"
    if said in body:
        return "body cut"
    return "body differs" if body in flat else "dropped"


def alike(body: str, said: str) -> int:
    """How much two squashed bodies share: all, one within the other, or their beginnings and ends."""
    if body == said:
        return 1_000_000
    if body in said or said in body:
        return 1_000 + min(len(body), len(said))
    return _shared(body, said) + _shared(body[::-1], said[::-1])


def _shared(first: str, second: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), 0)


def pairs(htmls: list[Embed], texts: list[Embed]) -> dict[int, int]:
    """Which text record is of which HTML record, by position: the most alike first."""
    scores = [
        (alike(squash(wanted.body), squash(told.body)), -i, -k)
        for i, wanted in enumerate(htmls)
        for k, told in enumerate(texts)
        if _may_be(wanted, told)
    ]
    found: dict[int, int] = {}
    for score, i, k in sorted(scores, reverse=True):
        named = texts[-k].handle is not None
        if -i not in found and -k not in found.values() and (named or score >= 1_000):
            found[-i] = -k
    return found


def _may_be(wanted: Embed, told: Embed) -> bool:
    if told.handle is None:
        return told.platform == wanted.platform
    return told.handle.lower() == (wanted.handle or "").lower()


def compare(page: str, extractor: str) -> list[tuple[str, str, str | None, str | None]]:
    """(class, handle, body by HTML, body by text) for every post of one page."""
    text = flatten(page, extractor)
    flat = squash(text)
    htmls = [e for e in scan_html(page).embeds if e.kind == "embed" and e.handle and e.body]
    texts = [e for e in scan(text).embeds if e.kind == "embed" and e.body]
    paired = pairs(htmls, texts)
    found: list[tuple[str, str, str | None, str | None]] = []
    for i, wanted in enumerate(htmls):
        told = texts[paired[i]] if i in paired else None
        body = squash(wanted.body)
        if told is None:
            name = "missed" if body in flat else "dropped"
        else:
            name = class_of(body, squash(told.body), flat)
        found.append((name, wanted.handle or "", wanted.body, told.body if told else None))
    for k, told in enumerate(texts):
        if k not in paired.values() and told.handle:
            again = any(_may_be(e, told) and alike(squash(e.body), squash(told.body)) >= 1_000 for e in htmls)
            found.append(("shown again" if again else "only in text", told.handle, None, told.body))
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
    print(f"| {options.extractor} | posts | % of those in the text | what it means |\n|---|--:|--:|---|")
    for name, meaning in CLASSES.items():
        share = "" if name in _ASIDE else f"{100 * counts[name] / total:.1f}"
        print(f"| {name} | {counts[name]} | {share} | {meaning} |")
    for name in CLASSES:
        for example in examples[name]:
            print(f"\n{name}: {example}")


if __name__ == "__main__":
    main()
