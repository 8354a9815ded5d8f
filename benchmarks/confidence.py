#!/usr/bin/env python3
"""How far `confidence` can be trusted: the share of records that are a labelled post, by confidence.

    python benchmarks/confidence.py [FILE.jsonl[.xz] …] [--misses N]

FILE holds rows with `text` and labels, as for `reliability.py`, whose default files are read here too. A
record counts as true if its span touches a labelled post's; fragments count where fragments are labelled.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from reliability import SHARED, rows, solid

import embedparse
from embedparse.models import Embed

CONFIDENCES = ("certain", "likely", "possible")


def judged(row: dict[str, Any]) -> list[tuple[Embed, bool]]:
    """The embeds of one labelled text, each with whether it is one of its posts."""
    text = row["text"]
    posts = [*row["tweets"], *row.get("fragments", ()), *row.get("others", ())]
    labelled = {at for post in posts for at in solid(text, post["spans"])}
    ignored = {at for start, end in row.get("ignore", ()) for at in range(start, end)}
    found = embedparse.scan(text, min_confidence="possible").embeds
    out = []
    for embed in found:
        own = solid(text, embed.spans)
        is_left_out = embed.kind == "fragment" and "fragments" not in row
        if embed.kind != "link" and not is_left_out and not own <= ignored:
            out.append((embed, bool(own & labelled)))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print N that are no post")
    chosen = parser.parse_args()
    files = chosen.files or [SHARED / f"{name}.jsonl.xz" for name in ("validation", "wild")]
    files = [path for path in files if path.exists()]
    if not files:
        sys.exit("confidence: no labelled texts; name a file.")
    for path in files:
        counts: Counter[tuple[str, bool]] = Counter()
        misses: defaultdict[str, list[Embed]] = defaultdict(list)
        for embed, is_post in (pair for row in rows(path) for pair in judged(row)):
            counts[embed.confidence, is_post] += 1
            if not is_post:
                misses[embed.confidence].append(embed)
        print(path.name)
        for confidence in CONFIDENCES:
            right, wrong = counts[confidence, True], counts[confidence, False]
            true = f"{100 * right / (right + wrong):6.2f} %" if right + wrong else "     -"
            print(f"  {confidence:10}{right + wrong:8} records {true} true")
            for embed in misses[confidence][: chosen.misses]:
                print(f"    {embed.platform} {embed.layout}: {(embed.body or embed.url or '')[:90]!r}")


if __name__ == "__main__":
    main()
