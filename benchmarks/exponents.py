"""How run time grows with each size and each number: a table of exponents, 1 for time in proportion.

    python benchmarks/exponents.py [--only WORDS] [--seconds 0.25] [--most 1.15]

Each way in which an input can be large is tried at a size and at four times that; processor time, the
least of several runs. The smaller size is doubled until a run takes ``--seconds``: below that, start-up
and noise decide.
Exit code 1 if any exponent is above ``--most``.
"""

from __future__ import annotations

import argparse
import csv
import gc
import io
import json
import math
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from embedparse.batch.run import RunConfig, run  # noqa: E402
from embedparse.jobs import ScanConfig  # noqa: E402
from embedparse.models import Document  # noqa: E402
from embedparse.options import Options  # noqa: E402
from embedparse.pipeline import scan_document  # noqa: E402
from tests import test_containers as containers  # noqa: E402
from tests import test_growth_of_numbers as numbers  # noqa: E402
from tests.command import ARTICLE, PLAIN, embedparse  # noqa: E402

TIMES = 4
"""How much larger the second input is."""
RUNS = 3
LARGEST = 1 << 16
"""The largest number tried as the smaller one: four times so many texts of 80 characters are 25 MB, the
largest document that is read unless --max-size says otherwise."""

#: Makes an input of a size below a folder, and what is measured on it.
Way = tuple[Callable[[int, Path], Any], Callable[[Any, Path], object]]

STATUS = "https://twitter.com/ada_quill/status/1256000000000{}"
QUOTED = "“No boat on day {0} of the storm,” the mayor tweeted on Friday. "
ISLAND = (
    '<blockquote class="twitter-tweet"><p>No boat on day {0}.</p>&mdash; Ada Quill (@ada_quill) '
    '<a href="https://twitter.com/ada_quill/status/12560000000{0:08}">May 1, 2020</a></blockquote>\n\n'
)
SCRIPT = (
    '<script type="application/json">{{"html":"\\u003cblockquote class=\\"twitter-tweet\\"\\u003e\\u003cp'
    "\\u003eNo boat on day {0}.\\u003c/p\\u003e\\u0026mdash; Ada Quill (@ada_quill) \\u003ca href="
    '\\"https://twitter.com/ada_quill/status/12560000000{0:08}\\"\\u003eMay 1, 2020\\u003c/a\\u003e'
    '\\u003c/blockquote\\u003e"}}</script>\n'
)
POST = "It rained on day {0}.\n\nNo boat on day {0}. #Lindholm\n\n— Ada Quill (@ada_quill) May 1, 2020\n\n"
REFERENCE = "> No boat on day {0}.\n>\n> — Ada Quill (@ada_quill) [May 1, 2020][{0}]\n\nIt rained.\n\n"
DEFINITION = "[{0}]: https://twitter.com/ada_quill/status/12560000000{0:08}\n"


def many(unit: str, behind: str = "") -> Callable[[int, Path], str]:
    """Makes a text of ``unit`` so many times, its numbers filled in; then ``behind`` as often."""

    def make(number: int, _folder: Path) -> str:
        return "".join(part.format(n) for part in (unit, behind) if part for n in range(number))

    return make


def document(kind: Any = "text", **options: Any) -> Callable[[str, Path], object]:
    """Scans a text or a page."""
    return lambda text, _folder: scan_document(Document("x", text, kind), Options(**options))


def file(name: str, data: Callable[[int], bytes]) -> Callable[[int, Path], Path]:
    """Makes a file."""

    def make(number: int, folder: Path) -> Path:
        (folder / str(number)).mkdir()
        (folder / str(number) / name).write_bytes(data(number))
        return folder / str(number) / name

    return make


def files(number: int, folder: Path) -> Path:
    """A folder of small texts."""
    (folder / str(number)).mkdir()
    for n in range(number):
        (folder / str(number) / f"{n}.txt").write_text(ARTICLE if n % 50 == 0 else PLAIN)
    return folder / str(number)


def run_of(path: Path, folder: Path, **outputs: str) -> None:
    """A whole run with records, articles and failures."""
    out = Path(tempfile.mkdtemp(dir=folder))
    placed = {"records": "r.jsonl", "articles": "a.jsonl", "failures": "f.jsonl"} | outputs
    try:
        plan = {name: f"{out}/{to}" for name, to in placed.items()}
        run(RunConfig((str(path),), ScanConfig(articles=True), plan, quiet=True))
    finally:
        shutil.rmtree(out)


def command(*words: str) -> Callable[[Path, Path], object]:
    """Runs a command on a file."""

    def work(path: Path, folder: Path) -> None:
        done = embedparse(words[0], path, *words[1:], cwd=folder)
        assert done.returncode == 0, done.stderr

    return work


def texts(name: str, make: Callable[[int, Path], str]) -> Callable[[int, Path], Path]:
    """The same text as a file."""
    return lambda number, folder: file(name, lambda size: make(size, folder).encode())(number, folder)


def table(number: int) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["id", "text"])
    writer.writerows([n, ARTICLE if n % 50 == 0 else PLAIN] for n in range(number))
    return out.getvalue().encode()


def parquet(number: int, *, lists: bool = False) -> bytes:
    import pyarrow
    from pyarrow import parquet as library

    rows = [{"id": n, "text": PLAIN} | ({"tags": ["a", "b"]} if lists else {}) for n in range(number)]
    out = io.BytesIO()
    library.write_table(pyarrow.Table.from_pylist(rows), out, row_group_size=50)
    return out.getvalue()


def book(chapters: int) -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="b.opf"/></rootfiles></container>',
        )
        items = "".join(
            f'<item id="i{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(chapters)
        )
        spine = "".join(f'<itemref idref="i{n}"/>' for n in range(chapters))
        archive.writestr(
            "b.opf",
            f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{spine}</spine></package>',
        )
        for n in range(chapters):
            archive.writestr(f"{n}.xhtml", f"<html><body><p>{PLAIN}</p></body></html>")
    return out.getvalue()


def records(number: int) -> bytes:
    row = json.loads(embedparse("scan", "-", input=ARTICLE.encode()).stdout)
    return b"".join(json.dumps(row | {"doc": f"d{n}"}).encode() + b"\n" for n in range(number))


def mails(number: int) -> bytes:
    return containers.mbox(*(containers.mail(containers.PAGE, None, f"m{n}") for n in range(number)))


def rows_of(text: str) -> Callable[[int], bytes]:
    return lambda number: numbers.rows(number, {"text": text})


QUOTES: dict[str, Any] = {"min_confidence": "possible", "quotes": True, "indirect": True}
WAYS: dict[str, Way] = {
    # sizes
    "size: a text without posts": (many(PLAIN + " Day {0}.\n\n"), document()),
    "size: the same, everything wanted": (many(PLAIN + " Day {0}.\n\n"), document(**QUOTES)),
    "size: a page without posts": (many("<p>" + PLAIN + " Day {0}.</p>\n"), document("html")),
    "size: one post far down in a text": (
        lambda n, _: (PLAIN + "\n\n") * n + POST.format(1),
        document(min_confidence="possible"),
    ),
    "size: one post far down in a page": (
        lambda n, _: f"<p>{PLAIN}</p>\n" * n + ISLAND.format(1),
        document("html", min_confidence="possible"),
    ),
    "size: a row": (file("a.jsonl", lambda n: json.dumps({"text": PLAIN * n}).encode()), run_of),
    # numbers in a document
    "posts in a text": (many(POST), document(min_confidence="possible")),
    "posts in Markdown": (many(REFERENCE.replace("[May 1, 2020][{0}]", "May 1, 2020")), document()),
    "references defined far away": (many(REFERENCE, DEFINITION), document(min_confidence="possible")),
    "addresses of posts": (many("Day {0}: " + STATUS.format("{0:06}") + "\n\n"), document()),
    "islands of HTML in a text": (many("It rained.\n\n" + ISLAND), document(min_confidence="possible")),
    "posts in a page": (many("<p>It rained.</p>\n" + ISLAND), document("html", min_confidence="possible")),
    "frames in a page": (
        many('<p>Day {0}.</p><iframe src="https://www.youtube.com/embed/abcdef{0:05}"></iframe>\n'),
        document("html"),
    ),
    "posts in scripts of a page": (many("<p>It rained.</p>\n" + SCRIPT), document("html")),
    "flattened posts in a page": (
        many("<p>It rained on day {0}.</p><p>No boat.</p><p>— Ada Quill (@ada_quill) May 1, 2020</p>\n"),
        document("html", min_confidence="possible"),
    ),
    "shortcodes": (many("It rained.\n\n[tweet 12560000000{0:08}]\n\n"), document()),
    "quotes in a text": (many(QUOTED + "\n\n"), document(**QUOTES)),
    "quotes in a page": (many("<p>" + QUOTED + "</p>\n"), document("html", **QUOTES)),
    "quotes beside posts": (many(QUOTED + "\n\n" + POST), document(**QUOTES)),
    "handles": (many("Ada (@ada_{0}) and "), document(min_confidence="possible")),
    "attributions without bodies": (many("— Ada Quill (@ada_{0}) May 1, 2020\n"), document()),
    # numbers of documents
    "files": (files, run_of),
    "rows": (file("a.jsonl", numbers.rows), run_of),
    "rows with posts": (file("a.jsonl", rows_of(ARTICLE)), run_of),
    "rows that fail": (file("a.jsonl", rows_of(None)), run_of),  # type: ignore[arg-type]
    "rows of a CSV table": (file("a.csv", table), run_of),
    "elements of a JSON array": (
        file("a.json", lambda n: json.dumps([{"text": PLAIN}] * n).encode()),
        run_of,
    ),
    "row groups of Parquet": (file("a.parquet", parquet), run_of),
    "row groups with lists": (file("a.parquet", partial(parquet, lists=True)), run_of),
    "members of gzip": (file("a.jsonl.gz", lambda n: numbers.INPUTS["compressed-members"][1](n)), run_of),
    "members of zip": (file("a.zip", numbers.zipped), run_of),
    "members of tar": (file("a.tar", numbers.tarred), run_of),
    "mails of a box": (file("a.mbox", mails), run_of),
    "items of a feed": (file("a.xml", lambda n: containers.rss(containers.ITEM * n)), run_of),
    "chapters of a book": (file("a.epub", book), run_of),
    "records of a WARC": (file("a.warc", lambda n: containers.warc() * n), run_of),
    "records of an ARC": (file("a.arc", containers.arc), run_of),
    "records in a spreadsheet": (file("a.jsonl", rows_of(ARTICLE)), partial(run_of, records="r.xlsx")),
    "records in SQLite": (file("a.jsonl", rows_of(ARTICLE)), partial(run_of, records="r.sqlite")),
    "records in Parquet": (file("a.jsonl", rows_of(ARTICLE)), partial(run_of, records="r.parquet")),
    "articles in a folder": (file("a.zip", numbers.zipped), partial(run_of, articles="art/")),
    # reports
    "posts under view": (texts("a.txt", many(POST)), command("view")),
    "posts in scripts under view": (texts("a.html", many("<p>It rained.</p>\n" + SCRIPT)), command("view")),
    "posts under view --html": (texts("a.txt", many(POST)), command("view", "--html", "v.html")),
    "records under stats": (file("r.jsonl", records), command("stats")),
    "records under stats --html": (file("r.jsonl", records), command("stats", "--html", "s.html")),
    "records under review": (file("r.jsonl", records), command("review", "--html", "w.html", "--below", "1")),
}


def seconds(work: Callable[[Any, Path], object], given: Any, folder: Path) -> float:
    """Processor time of the fastest of some runs."""
    took = []
    for _ in range(RUNS):
        gc.collect()
        begun = time.process_time()
        work(given, folder)
        took.append(time.process_time() - begun)
    return min(took)


def exponent(way: Way, least: float, folder: Path) -> tuple[int, float, float]:
    """The smaller size, and the seconds for it and for `TIMES` times that."""
    make, work = way
    work(make(2, folder), folder)
    size, small = 8, 0.0
    while size <= LARGEST:
        given = make(size, folder)
        begun = time.process_time()
        work(given, folder)
        small = time.process_time() - begun
        if small >= least:
            break
        size *= 2
    size = min(size, LARGEST)
    return size, seconds(work, given, folder), seconds(work, make(TIMES * size, folder), folder)


def rows(only: str, least: float) -> Iterator[tuple[str, int, float, float]]:
    for name, way in WAYS.items():
        if only in name:
            with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
                yield name, *exponent(way, least, Path(folder))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", help="of the ways, those with these words in their names")
    parser.add_argument("--seconds", type=float, default=0.25, help="of the smaller size, at least")
    parser.add_argument("--most", type=float, default=1.15)
    options = parser.parse_args()
    gc.set_threshold(50_000)  # as the command does
    sys.stderr = open(os.devnull, "w")  # noqa: SIM115  (failures are meant)
    above = 0
    print(f"{'what grows':36}{'number':>10}{'seconds':>9}{f'{TIMES} times':>9}{'exponent':>10}")
    for name, size, small, large in rows(options.only, options.seconds):
        power = math.log(large / small, TIMES)
        above += power > options.most
        mark = "  above" if power > options.most else ""
        print(f"{name:36}{size:10,}{small:9.2f}{large:9.2f}{power:10.2f}{mark}", flush=True)
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
