"""How fast can rows without a post be recognised from raw bytes? Several designs over one archive of rows.

    python benchmarks/prefilter.py ARCHIVE.jsonl

Prints CPU milliseconds per 100 MB and the share of rows that each design would decode. The
yardstick is a loop that reads and decodes every row with orjson. Figures of one machine (2 cores of
an AMD EPYC, plain news text) are at the end of the file. Needs, beside the package:
pip install ahocorasick_rs google-re2.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable

import orjson
import stringzilla

from embedparse.prefilter.field_check import FieldCheck, text_patterns
from embedparse.prefilter.hyperscan_filter import HyperscanFilter, row_patterns, rows_of
from embedparse.text import ANCHORS

BLOCK = 1 << 20


def blocks_of(path: str) -> list[bytes]:
    with open(path, "rb") as file:
        data = file.read()
    found, start = [], 0
    while start < len(data):
        end = data.find(b"\n", start + BLOCK) + 1 or len(data)
        found.append(data[start:end])
        start = end
    return found


def decode_all(block: bytes) -> int:
    return sum(1 for line in block.splitlines() if orjson.loads(line))


def by_find(block: bytes) -> int:
    return sum(block.count(anchor) for anchor in LITERALS)


def by_stringzilla(block: bytes) -> int:
    return sum(stringzilla.count(block, anchor) for anchor in LITERALS)


def by_re(block: bytes) -> int:
    return sum(1 for _ in ALTERNATION.finditer(block))


def by_hyperscan(block: bytes) -> int:
    return sum(1 for rows in rows_of(block, HITS, CHECK) if rows.worth)


def by_aho_corasick() -> Callable[[bytes], int]:
    import ahocorasick_rs

    automaton = ahocorasick_rs.BytesAhoCorasick(LITERALS)
    return lambda block: len(automaton.find_matches_as_indexes(block))


def by_re2() -> Callable[[bytes], int]:
    import re2

    pattern = re2.compile(b"|".join(map(re.escape, LITERALS)))
    return lambda block: sum(1 for _ in pattern.finditer(block))


LITERALS = [anchor.encode() for anchor in ANCHORS]
ALTERNATION = re.compile(b"|".join(map(re.escape, LITERALS)))
CHECK = FieldCheck(("text",))
HITS = HyperscanFilter(row_patterns(ANCHORS, ["text"]), texts=text_patterns([("text",)]))


def main() -> None:
    blocks = blocks_of(sys.argv[1])
    size = sum(map(len, blocks))
    designs: dict[str, Callable[[bytes], int]] = {
        "orjson, every row (the yardstick)": decode_all,
        "bytes.count, an anchor at a time": by_find,
        "stringzilla, an anchor at a time": by_stringzilla,
        "re, one alternation": by_re,
        "hyperscan, all spellings, HTML marks": by_hyperscan,
    }
    for name, make in {"ahocorasick_rs": by_aho_corasick, "re2": by_re2}.items():
        try:
            designs[name] = make()
        except ImportError:
            print(f"{name}: not installed")
    for name, design in designs.items():
        took = []
        for _ in range(3):
            begun = time.process_time()
            hits = sum(map(design, blocks))
            took.append(time.process_time() - begun)
        print(f"{name:40} {min(took) / size * 1e11:8.0f} ms per 100 MB  {hits:8} hits")


if __name__ == "__main__":
    main()

# 13,017 rows, 100 MB, 68 anchors:
#
#   orjson, every row (the yardstick)       189 ms   13,017 rows decoded
#   bytes.count, an anchor at a time      2,153 ms
#   re, one alternation                   2,098 ms
#   stringzilla, an anchor at a time        192 ms
#   ahocorasick_rs                          176 ms
#   re2                                     155 ms
#   hyperscan, all spellings, HTML marks     27 ms      349 rows decoded
