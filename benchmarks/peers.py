"""Compare the tweets that embedparse, goose3 and Tweet-Finder find on the same pages.

    python benchmarks/peers.py ../shared/corpus/html.jsonl.xz [--environment FOLDER]

Rows hold `id`, `html` and `embeds` (platform and post_id of what the page is known to hold). The peers
are installed in a virtual environment of their own, made on first use, and run in a process there.
Prints a Markdown table: posts found of those known, posts found that are not known, tweets that one
peer finds and embedparse does not (listed below the table), pages on which the tool failed.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import subprocess
import sys
import venv
from pathlib import Path

PEERS = {"goose3": "goose3>=3.1", "Tweet-Finder": "tweetfinder>=1.1"}
_STATUS = re.compile(r"/status(?:es)?/(\d{1,20})")


# --- inside the peers' environment ------------------------------------------------------------


def goose3(html: str) -> list[str]:
    from goose3 import Goose

    found = Goose().extract(raw_html=html).tweets
    return [ids[-1] for tweet in found if (ids := _STATUS.findall(str(tweet)))]


def tweet_finder(html: str) -> list[str]:
    from tweetfinder import Article

    return [str(tweet["tweet_id"]) for tweet in Article(html=html).list_embedded_tweets()]


def work(name: str) -> None:
    """Read pages as JSON strings from standard input, write lists of ids, or null for a failure."""
    find = {"goose3": goose3, "Tweet-Finder": tweet_finder}[name]
    for line in sys.stdin:
        try:
            answer = find(json.loads(line))
        except BaseException as error:  # Tweet-Finder raises a BaseException for languages it does not know
            if isinstance(error, KeyboardInterrupt):
                raise
            answer = None
        print(json.dumps(answer))


# --- outside ----------------------------------------------------------------------------------


def pages(path: Path) -> list[dict]:
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row for row in rows if any(embed["platform"] == "twitter" for embed in row["embeds"])]


def environment(folder: Path) -> Path:
    """The python of the peers' environment, made where it is missing."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PEERS.values()], check=True)
    return python


def ask(python: Path, name: str, sources: list[str]) -> list[list[str] | None]:
    done = subprocess.run(
        [python, __file__, "--work", name],
        input="".join(json.dumps(source) + "\n" for source in sources),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line[:1] in "[n"]


def ask_embedparse(sources: list[str]) -> list[list[str] | None]:
    from embedparse import scan_html

    return [
        [
            str(e.post_id)
            for e in scan_html(source).embeds
            if e.platform == "twitter" and e.kind == "embed" and e.post_id
        ]
        for source in sources
    ]


def compare(rows: list[dict], answers: dict[str, list[list[str] | None]]) -> str:
    known = [{e["post_id"] for e in row["embeds"] if e["platform"] == "twitter"} for row in rows]
    total = sum(map(len, known))
    ours = [set(found or ()) for found in answers["embedparse"]]
    columns = (
        f"{total} tweets on {len(rows)} pages",
        "found",
        "found %",
        "not known",
        "lost by embedparse",
        "pages failed",
    )
    lines = ["| " + " | ".join(columns) + " |", "|---|--:|--:|--:|--:|--:|"]
    lost_posts = []
    for name, answer in answers.items():
        found = [set(ids or ()) for ids in answer]
        hits = sum(len(f & k) for f, k in zip(found, known, strict=True))
        others = sum(len(f - k) for f, k in zip(found, known, strict=True))
        lost = [
            (name, row["id"], post, post in k)
            for row, f, o, k in zip(rows, found, ours, known, strict=True)
            for post in f - o
        ]
        lost_posts += lost
        counted = sum(in_gold for *_, in_gold in lost)
        failed = sum(ids is None for ids in answer)
        lines.append(f"| {name} | {hits} | {100 * hits / total:.1f} | {others} | {counted} | {failed} |")
    lines += [""] + [
        f"- {name}: {post} on {page}{'' if k else ', not known'}" for name, page, post, k in lost_posts
    ]
    return "\n".join(lines).rstrip()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path, nargs="?")
    parser.add_argument("--environment", type=Path, default=Path("build/peers"))
    parser.add_argument("--work", choices=[*PEERS], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work)
        return
    if options.pages is None:
        parser.error("name the file with labelled pages, for example ../shared/corpus/html.jsonl.xz")
    rows = pages(options.pages)
    sources = [row["html"] for row in rows]
    python = environment(options.environment)
    answers = {"embedparse": ask_embedparse(sources)}
    for name in PEERS:
        answers[name] = ask(python, name, sources)
    print(compare(rows, answers))


if __name__ == "__main__":
    main()
