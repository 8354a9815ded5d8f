#!/usr/bin/env python3
"""How right records would be if somebody answered every question about a doubtful border rightly.

    python benchmarks/oracle.py [FILE.jsonl[.xz] …]

The answers come from the labels: of each question the candidate whose spans are the labelled ones. Without
FILE, `validation` and `wild` of ../shared/corpus are read, where that folder is. Printed are the shares of
posts with the right body, without and with answers, as means over pages, and how many gaps were asked about.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from reliability import SHARED, rows, solid, squash

from embedparse.models import Candidate, Document, Question, Scan
from embedparse.pipeline import Options, scan_document


class Oracle:
    """Answers questions about one labelled text; ``outcomes`` counts those with and without an answer."""

    def __init__(self, row: dict[str, Any], outcomes: Counter[str]) -> None:
        self.text, self.posts, self.outcomes = row["text"], row["tweets"], outcomes

    def __call__(self, question: Question) -> int | None:
        gap = solid(self.text, [question.span])
        right = set().union(*(solid(self.text, post["spans"]) & gap for post in self.posts), set())
        for candidate in question.candidates:
            if self._covered(candidate) == right:
                self.outcomes["answered"] += 1
                return candidate.number
        self.outcomes["no candidate right"] += 1
        return None

    def _covered(self, candidate: Candidate) -> set[int]:
        return solid(self.text, [span for span in (candidate.tail, candidate.head) if span])


def right_bodies(row: dict[str, Any], found: Scan) -> list[bool]:
    """For each labelled post whether a record of its handle has its body."""
    out = []
    for post in row["tweets"]:
        if post["body"] is None:
            continue
        own = solid(row["text"], post["spans"])
        out.append(
            any(
                squash(embed.body) == squash(post["body"])
                and (embed.handle or "").lower() == post["handle"].lower()
                and own & solid(row["text"], embed.spans)
                for embed in found.embeds
            )
        )
    return out


def measure(path: Path) -> None:
    outcomes: Counter[str] = Counter()
    pages: dict[str, tuple[list[bool], list[bool]]] = defaultdict(lambda: ([], []))
    for row in rows(path):
        document = Document(row["id"], row["text"])
        alone, asked = pages[row["id"]]
        alone += right_bodies(row, scan_document(document))
        options = Options(resolve=Oracle(row, outcomes))
        asked += right_bodies(row, scan_document(document, options))
    for title, side in (("the model alone", 0), ("with every question answered", 1)):
        means = [sum(page[side]) / len(page[side]) for page in pages.values() if page[side]]
        print(f"{path.name}, {title}: {100 * sum(means) / len(means):.1f} % of bodies right, mean over pages")
    print("  " + ", ".join(f"{count} {name}" for name, count in outcomes.most_common()))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    chosen = parser.parse_args()
    files = chosen.files or [SHARED / f"{name}.jsonl.xz" for name in ("validation", "wild")]
    files = [path for path in files if path.exists()]
    if not files:
        sys.exit("oracle: no labelled texts; name a file.")
    for path in files:
        measure(path)


if __name__ == "__main__":
    main()
