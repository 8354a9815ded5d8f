#!/usr/bin/env python3
"""What --min-border costs: prose that is lost against posts that are left, on labelled texts.

    python benchmarks/min_border.py [FILE.jsonl[.xz] …] [--every N]

Without FILE, `validation` and `wild` of ../shared/corpus are read, where that folder is; --every N takes
each Nth text. For each P and each --doubtful: characters of prose that are taken out, per 1,000 of prose,
and characters of posts that stay, per 1,000 of posts, white space aside; and the share of documents that
lose prose.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from reliability import SHARED, rows, solid

import embedparse
from embedparse.models import Scan, Span

PROBABILITIES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98)


def removed(found: Scan, least: float, doubtful: str) -> Iterator[Span]:
    """The spans that leave the prose with ``--min-border`` ``least``."""
    for embed, border in zip(found.embeds, found.borders, strict=True):
        if embed.kind in ("link", "quote"):
            continue
        if embed.border_probability is None or embed.border_probability >= least:
            yield from embed.spans
        elif doubtful == "core" and border is not None:
            yield from border.sure_spans(least)


def measure(path: Path, every: int) -> dict[tuple[float, str], Counter[str]]:
    counts: dict[tuple[float, str], Counter[str]] = {}
    for number, row in enumerate(rows(path)):
        if number % every:
            continue
        text, found = row["text"], embedparse.scan(row["text"])
        posts: set[int] = set()
        for post in (*row["tweets"], *row.get("others", ()), *row.get("fragments", ())):
            posts |= solid(text, post["spans"])
        prose = solid(text, [(0, len(text))]) - posts - solid(text, row.get("ignore", ()))
        for least in PROBABILITIES:
            for doubtful in ("core", "keep"):
                total = counts.setdefault((least, doubtful), Counter())
                count(total, solid(text, removed(found, least, doubtful)), prose, posts)
    return counts


def count(total: Counter[str], out: set[int], prose: set[int], posts: set[int]) -> None:
    """Add to ``total`` what one document loses and keeps where ``out`` is taken out of it."""
    total["prose"] += len(prose)
    total["posts"] += len(posts)
    total["lost"] += len(out & prose)
    total["left"] += len(posts - out)
    total["documents"] += 1
    total["losing"] += bool(out & prose)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--every", type=int, default=1)
    chosen = parser.parse_args()
    files = chosen.files or [SHARED / f"{name}.jsonl.xz" for name in ("validation", "wild")]
    files = [path for path in files if path.exists()]
    if not files:
        sys.exit("min_border: no labelled texts; name a file.")
    for path in files:
        print(path.name)
        print(f"{'P':>6} {'doubtful':10}{'lost/1k':>9}{'left/1k':>9}{'documents that lose prose':>28}")
        for (least, doubtful), total in measure(path, chosen.every).items():
            lost, left = 1000 * total["lost"] / total["prose"], 1000 * total["left"] / total["posts"]
            losing = 100 * total["losing"] / total["documents"]
            print(f"{least:6.2f} {doubtful:10}{lost:9.2f}{left:9.1f}{losing:26.1f} %")


if __name__ == "__main__":
    main()
