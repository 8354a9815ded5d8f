#!/usr/bin/env python3
"""How well tweets are read out of what other people's extractors print.

Flattens pages in every way of `prints` whose package is installed in the Python that runs this, scans
each text with the `embedparse` command (or the one in EMBEDPARSE), and prints per extractor: posts found
(of those that it printed), and of these the share with author, date and body exact (white space aside).
The pages are those of benchmarks/extractors, invented, with posts in plain blockquotes; with --pages
those of a file, rows with `id` and `html`, whose posts the HTML path gives. Set up an environment of
its own:

    python3 -m venv peers && peers/bin/pip install trafilatura html2text markdownify html-to-markdown \\
        inscriptis boilerpy3 justext readability-lxml newspaper4k goose3 resiliparse html-text selectolax \\
        mdka markitdown pypandoc-binary readabilipy htmd-py pyhtml2md gne
    EMBEDPARSE=embedparse peers/bin/python benchmarks/foreign_extractors.py --misses 10
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import re
import shlex
import signal
import subprocess
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path
from types import FrameType
from typing import Any

from prints import EXTRACTORS

PAGES = Path(__file__).parent / "extractors"
COMMAND = shlex.split(os.environ.get("EMBEDPARSE", "embedparse"))
#: Seconds that an extractor has for one page; some never come to an end.
_PATIENCE = 10


@dataclass(frozen=True)
class Post:
    """A post as the page's own markup holds it."""

    body: str
    author: str | None
    handle: str
    date: str | None


def posts_of(html: str) -> list[Post]:
    """The posts of one of our pages, in order: they hold plain oEmbed blockquotes only."""
    from bs4 import BeautifulSoup

    posts = []
    for quote in BeautifulSoup(html, "html.parser").select("blockquote.twitter-tweet"):
        for line in quote.find_all("br"):
            line.replace_with("\n")
        body = quote.p.get_text()
        attribution = quote.get_text().replace(body, "", 1).strip()
        found = re.fullmatch(r"— (.*) \(@(\w+)\) (.*)", attribution, re.S)
        assert found, attribution
        posts.append(Post(body, found[1], found[2], DATES[found[3].strip()]))
    return posts


DATES = {
    "November 3, 2019": "2019-11-03",
    "November 4, 2019": "2019-11-04",
    "23. November 2015": "2015-11-23",
    "25 mai 2018": "2018-05-25",
    "2018年4月12日": "2018-04-12",
}


def pages_of(path: Path | None) -> tuple[dict[str, str], dict[str, list[Post]]]:
    """Pages by their id, and the tweets they hold."""
    if path is None:
        pages = {page.stem: page.read_text(encoding="utf-8") for page in sorted(PAGES.glob("*.html"))}
        return pages, {key: posts_of(html) for key, html in pages.items()}
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        pages = {row["id"]: row["html"] for row in map(json.loads, lines)}
    posts = {
        key: [
            Post(r["body"], r["author"], r["handle"], r["date"]) for r in found if r["handle"] and r["body"]
        ]
        for key, found in scan(pages, "html").items()
    }
    return {key: pages[key] for key in pages if posts[key]}, posts


@dataclass
class Tally:
    """What became of the posts in one extractor's texts."""

    printed: int = 0
    found: int = 0
    author: int = 0
    date: int = 0
    body: int = 0
    extra: int = 0

    def add(self, other: Tally) -> None:
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    def row(self, name: str) -> str:
        cells = [self.author, self.date, self.body]
        shares = "".join(f"{100 * cell / self.found if self.found else 0:8.1f}" for cell in cells)
        return f"{name:26}{self.printed:8}{self.found:7}{shares}{self.extra:7}"


def squash(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def flatten(pages: dict[str, str], name: str) -> tuple[dict[str, str], str | None]:
    """The texts of ``pages`` by one extractor, and why some could not be had."""
    try:
        extract = EXTRACTORS[name]()
    except Exception as error:  # another project's code: anything may come
        return {}, _told(name, error)
    texts, problem = {}, None
    for key, html in pages.items():
        signal.alarm(_PATIENCE)
        try:
            texts[key] = extract(html)
        except Exception as error:
            problem = _told(f"{name} on {key}", error)
        finally:
            signal.alarm(0)
    return texts, problem


def _told(what: str, error: Exception) -> str:
    return f"{what}: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"


def _too_late(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"no text in {_PATIENCE} seconds")


def scan(texts: dict[str, str], kind: str) -> dict[str, list[dict[str, Any]]]:
    """The tweets of the texts by their id, found by the command."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "texts.jsonl"), Path(folder, "records.jsonl")
        rows = (json.dumps({"id": key, "text": text}) + "\n" for key, text in texts.items())
        source.write_text("".join(rows), encoding="utf-8")
        command = [*COMMAND, "scan", str(source), "--kind", kind, "-o", str(target)]
        subprocess.run(command, check=True, capture_output=True)
        records: dict[str, list[dict[str, Any]]] = {key: [] for key in texts}
        with target.open(encoding="utf-8", newline="\n") as lines:
            for record in map(json.loads, lines):
                if record["kind"] == "embed" and record["platform"] == "twitter":
                    records[record["doc"]].append(record)
    return records


def prints(text: str, post: Post) -> bool:
    """Whether ``text`` holds the attribution of ``post``, and most of the words of its body."""
    plain = text.replace("\\", "")
    if f"@{post.handle})" not in plain and f"@{post.handle}]" not in plain:
        return False
    words = re.findall(r"\b[^\W\d_]{4,}\b", re.sub(r"\S*[/@#.]\S*", " ", post.body))
    return sum(word in plain for word in words) * 5 >= len(words) * 4


def compare(posts: list[Post], records: list[dict[str, Any]], text: str) -> tuple[Tally, list[str]]:
    """One text's posts counted, and the misses, one line each."""
    tally, misses, left = Tally(), [], list(records)
    for post in posts:
        if not prints(text, post):
            continue
        tally.printed += 1
        own = [record for record in left if record["handle"] == post.handle]
        record = next((r for r in own if squash(r["body"]) == squash(post.body)), own[0] if own else None)
        if record is None:
            misses.append(f"not found: {post}")
            continue
        left.remove(record)
        tally.found += 1
        for field in ("author", "date", "body"):
            right = squash(record[field]) == squash(getattr(post, field))
            setattr(tally, field, getattr(tally, field) + right)
            if not right:
                misses.append(f"{field}: {record[field]!r} for {getattr(post, field)!r}")
    tally.extra = len(left)
    return tally, misses + [f"extra: {r['handle']} {r['body']!r}" for r in left]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=Path, metavar="PAGES.jsonl[.xz]", help="real pages in place of ours")
    parser.add_argument("--only", action="append", choices=sorted(EXTRACTORS), metavar="NAME")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N misses with their text")
    chosen = parser.parse_args()
    signal.signal(signal.SIGALRM, _too_late)
    pages, posts = pages_of(chosen.pages)
    print(f"{'':26}{'printed':>8}{'found':>7}{'author%':>8}{'date%':>8}{'body%':>8}{'extra':>7}")
    total, shown, problems = Tally(), [], []
    for name in chosen.only or list(EXTRACTORS):
        texts, problem = flatten(pages, name)
        problems += [problem] if problem else []
        records, tally = scan(texts, "text") if texts else {}, Tally()
        for key, text in texts.items():
            counts, misses = compare(posts[key], records[key], text)
            tally.add(counts)
            shown += [f"{name}/{key}: {miss}\n{text!r}" for miss in misses]
        total.add(tally)
        if tally.printed or tally.extra:
            print(tally.row(name), flush=True)
    print(total.row("all"))
    for line in [*problems, *shown[: chosen.misses]]:
        print(line)


if __name__ == "__main__":
    main()
