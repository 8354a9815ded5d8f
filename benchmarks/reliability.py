#!/usr/bin/env python3
"""How far border_probability can be trusted: coverage, exactness and calibration on labelled texts.

    python benchmarks/reliability.py [FILE.jsonl[.xz] …] [--by layout|extractor|lang] [--markup FILE …]

FILE holds rows with `text` and `tweets` (body and spans of every post); without one, `validation` and `wild`
of ../shared/corpus are read, where that folder is. A record is exactly right if its body and the
characters of its spans are the labelled ones, white space and Markdown's marks aside. A record that no label
overlaps is wrong, even where the page prints the markup of an embed and the labels leave that out: how much
that makes is printed beside. The expected calibration error is over 15 bins.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import embedparse
from embedparse.html.finder import MARKUP_BORDER
from embedparse.models import Document, DocumentKind, Embed
from embedparse.pipeline import scan_document

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpus"
LEVELS = (0.99, 0.98, 0.95, 0.9, 0.8, 0.5)
BINS = 15
#: How often chance is asked.
DRAWS = 40
#: What is sure enough to be left alone.
SURE = 0.98
#: What Markdown adds to a text: marks, and the targets of links.
MARKUP = re.compile(r"""https?://[^\s<>"()\]]*|[\[\]()<>*_\\"]""")


class Judged(NamedTuple):
    """One record of a post: how sure its borders are said to be, and whether they are right.

    ``is_unlabelled``: it is an embed in markup that no label overlaps, and therefore counted as wrong.
    """

    probability: float
    is_right: bool
    group: str
    is_unlabelled: bool = False


def rows(path: Path) -> Iterator[dict[str, Any]]:
    opener: Any = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf8") as lines:
        yield from map(json.loads, lines)


def squash(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def solid(text: str, spans: Any) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if not text[i].isspace()}


def judged(row: dict[str, Any], by: str | None = None) -> Iterator[Judged]:
    """The records of one labelled text; those of posts whose extent nobody can say are left out."""
    text = row["text"]
    gold = [*row["tweets"], *row.get("fragments", ()), *row.get("others", ())]
    taken = {i for start, end in row.get("ignore", ()) for i in range(start, end)}
    for embed in embedparse.scan(text).embeds:
        if embed.kind in ("link", "quote") or (embed.kind == "fragment" and "fragments" not in row):
            continue
        own = solid(text, embed.spans)
        if own <= taken:
            continue
        overlaps = [(len(own & solid(text, post["spans"])), post) for post in gold]
        size, post = max(overlaps, key=lambda item: item[0], default=(0, None))
        if size and post is not None and post.get("body") is None:
            continue
        right = bool(size) and post is not None and is_right(text, embed, post)
        group = row["extractor"] if by == "extractor" else str(getattr(embed, by or "layout"))
        unlabelled = not size and embed.border_probability == MARKUP_BORDER
        yield Judged(embed.border_probability or 0.0, right, group, unlabelled)


def is_right(text: str, embed: Embed, post: dict[str, Any]) -> bool:
    """Whether the body is the labelled one, and the spans but for Markdown's marks and links' targets."""
    if squash(embed.body) != squash(post["body"]):
        return False
    ours, theirs = solid(text, embed.spans), solid(text, post["spans"])
    differing = (ours - theirs, theirs - ours)
    return all(not MARKUP.sub("", "".join(text[i] for i in sorted(rest))) for rest in differing)


def markup_borders(path: Path) -> tuple[int, int]:
    """How many records of labelled posts in markup have the right body, and how many there are."""
    right = count = 0
    for row in rows(path):
        kind: DocumentKind = "html" if "html" in row else "text"
        found = scan_document(Document(row["id"], row.get("html") or row["text"], kind)).embeds
        by_id = {embed.post_id: embed for embed in found if embed.border_probability == MARKUP_BORDER}
        for post in row["embeds"]:
            if "body" in post and post["post_id"] in by_id:
                count += 1
                right += squash(by_id[post["post_id"]].body) == squash(post["body"])
    return right, count


def calibration_error(records: list[Judged]) -> float:
    """Mean distance between what is said and what is right, over bins of equal width."""
    bins: dict[int, list[Judged]] = defaultdict(list)
    for record in records:
        bins[min(int(record.probability * BINS), BINS - 1)].append(record)
    gaps = (abs(sum(r.probability - r.is_right for r in inside)) for inside in bins.values())
    return sum(gaps) / max(1, len(records))


def error_by_chance(records: list[Judged]) -> float:
    """The calibration error of perfect probabilities on so many records: chance alone makes that much."""
    draw = random.Random(DRAWS)
    errors = [
        calibration_error([each._replace(is_right=draw.random() < each.probability) for each in records])
        for _ in range(DRAWS)
    ]
    return sum(errors) / DRAWS


def table(title: str, records: list[Judged]) -> None:
    print(f"{title}: {len(records)} records, {share(records, lambda r: r.is_right):.1f} % exactly right, ")
    print(
        f"  expected calibration error {calibration_error(records):.3f} "
        f"(of perfect probabilities {error_by_chance(records):.3f})"
    )
    print(f"  {'at least':>10}{'share':>8}{'right':>8}")
    for level in LEVELS:
        sure = [record for record in records if record.probability >= level]
        if sure:
            covered = 100 * len(sure) / len(records)
            print(f"  {level:10.2f}{covered:8.1f}{share(sure, lambda r: r.is_right):8.1f}")
    labelled = [record for record in records if not record.is_unlabelled]
    if len(labelled) < len(records):
        sure = [record for record in labelled if record.probability >= SURE]
        print(
            f"  without {len(records) - len(labelled)} embeds printed as markup that no label overlaps: "
            f"at least {SURE} {100 * len(sure) / len(labelled):.1f} %, of these "
            f"{share(sure, lambda r: r.is_right):.1f} % right, error {calibration_error(labelled):.3f}"
        )
    groups: dict[str, list[Judged]] = defaultdict(list)
    for record in records:
        groups[record.group].append(record)
    print(f"  {'':24}{'records':>8}{'right':>8}{'error':>8}{'>=0.98':>8}{'right':>8}")
    for name, inside in sorted(groups.items(), key=lambda item: -len(item[1])):
        sure = [record for record in inside if record.probability >= SURE]
        print(
            f"  {name:24}{len(inside):8}{share(inside, lambda r: r.is_right):8.1f}"
            f"{calibration_error(inside):8.3f}{100 * len(sure) / len(inside):8.1f}"
            + (f"{share(sure, lambda r: r.is_right):8.1f}" if sure else f"{'-':>8}")
        )


def share(records: list[Judged], test: Any) -> float:
    """The percentage of ``records`` that pass ``test``."""
    return 100 * sum(map(test, records)) / max(1, len(records))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--by", choices=["layout", "extractor", "lang"], default="layout")
    parser.add_argument("--markup", nargs="+", type=Path, default=[], help="labelled pages, measured alone")
    chosen = parser.parse_args()
    if chosen.markup:
        right, count = map(sum, zip(*map(markup_borders, chosen.markup), strict=True))
        print(f"markup: {right} of {count} bodies right, {(right + 1) / (count + 2):.4f} by succession")
        return
    files = chosen.files or [SHARED / f"{name}.jsonl.xz" for name in ("validation", "wild")]
    files = [path for path in files if path.exists()]
    if not files:
        sys.exit("reliability: no labelled texts; name a file.")
    for path in files:
        table(path.name, [record for row in rows(path) for record in judged(row, chosen.by)])


if __name__ == "__main__":
    main()
