"""How fast do pages without an embed pass through the command?

    python benchmarks/bare_pages.py ../shared/corpus/html.jsonl.xz [--megabytes 300] [--ascii]

The pages of the corpus without their embeds, those in which a link to a post is left put aside: nothing
is found in any of them. They are repeated to an archive of JSON Lines. What is measured is CPU time, the
kernel's included, less that of the same command over a page of one paragraph. Measure an installed
package whose bytecode is compiled, or start-up grows.
"""

from __future__ import annotations

import argparse
import json
import lzma
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from embedparse import scan_html

SCAN = ["-P", "-m", "embedparse", "scan", "--field", "html", "--kind", "html", "--jobs", "1", "-o"]
ROUNDS = 5


def bare_pages(corpus: Path) -> list[str]:
    """The corpus's pages without their embeds, in which nothing is found."""
    opener = lzma.open if corpus.suffix == ".xz" else open
    with opener(corpus, "rt", encoding="utf-8") as lines:
        pages = [scan_html(json.loads(line)["html"]).prose for line in lines]
    return [page for page in pages if not scan_html(page, min_confidence="possible").embeds]


def cpu_of(archive: Path, records: Path) -> float:
    """CPU seconds of one run of the command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *SCAN, records, archive], check=True, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    records.unlink()
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--megabytes", type=int, default=300, help="size of the archive")
    parser.add_argument("--ascii", action="store_true", help="escape what is not ASCII in the rows")
    options = parser.parse_args()
    pages = bare_pages(options.corpus)
    rows = "".join(
        json.dumps({"id": str(number), "html": page}, ensure_ascii=options.ascii) + "\n"
        for number, page in enumerate(pages)
    ).encode("utf-8")
    copies = max(1, round(options.megabytes * 1e6 / len(rows)))
    with tempfile.TemporaryDirectory() as folder:
        tiny, many, records = (Path(folder, name) for name in ("tiny.jsonl", "many.jsonl", "records.jsonl"))
        tiny.write_bytes(b'{"id": "0", "html": "<p>Nothing.</p>"}\n')
        many.write_bytes(rows * copies)
        start = min(cpu_of(tiny, records) for _ in range(ROUNDS))
        whole = min(cpu_of(many, records) for _ in range(ROUNDS))
    size = len(rows) * copies / 1e6
    print(f"{len(pages)} pages, {copies} copies, {size:.0f} MB; CPU, least of {ROUNDS} runs")
    print(f"start-up {start:.3f} s, the archive {whole:.3f} s: {size / (whole - start):.0f} MB/s")


if __name__ == "__main__":
    main()
