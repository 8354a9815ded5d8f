"""How fast the engines are, and what a million articles cost. Nothing is compared but what one run measures.

    python benchmarks/engines.py parquet   # scan_batch over Parquet against the command's JSON Lines path
    python benchmarks/engines.py ray       # --engine ray with one and with two workers
    python benchmarks/engines.py cost      # CPU seconds, bytes and memory per million articles

Articles are invented (`tests/newsroom.py`): one in nine holds posts, one in a hundred is HTML. The
archives are written to a temporary folder first. `--articles N` sets their size.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import pyarrow as pa
import pyarrow.parquet as pq

from embedparse.arrow import record_schema, scan_batch
from tests.newsroom import articles, permalink


def cpu_seconds(task: Callable[[], Any]) -> float:
    """CPU seconds that ``task`` takes in this process: other work on the machine does not count."""
    began = time.process_time()
    task()
    return time.process_time() - began


def write(folder: Path, count: int, *, every: int = 9, files: int = 1) -> tuple[Path, Path]:
    """The same articles as JSON Lines and as a folder of Parquet files."""
    rows = list(articles(count, every=every))
    lines, tables = folder / "articles.jsonl", folder / "parquet"
    tables.mkdir()
    lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    share = -(-count // files)
    for number in range(files):
        table = pa.Table.from_pylist(rows[number * share : (number + 1) * share])
        pq.write_table(table, tables / f"{number:03d}.parquet", row_group_size=2000)
    return lines, tables


def parquet(count: int) -> None:
    """`scan_batch` through pyarrow and DuckDB against the command's own JSON Lines path, one core each."""
    from embedparse.batch.run import RunConfig, run
    from embedparse.jobs import ScanConfig

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines, tables = write(folder, count)
        (table,) = tables.iterdir()

        def command() -> None:
            (folder / "out.jsonl").unlink(missing_ok=True)
            run(
                RunConfig(
                    (str(lines),),
                    ScanConfig(timeout=300),
                    outputs={"records": str(folder / "out.jsonl")},
                    quiet=True,
                )
            )

        def through(batches: Any) -> None:
            with pq.ParquetWriter(folder / "out.parquet", record_schema()) as writer:
                for batch in batches:
                    writer.write_batch(scan_batch(batch))

        def pyarrow() -> None:
            through(pq.ParquetFile(table).iter_batches(4096, columns=["id", "text"], use_threads=False))

        def duckdb() -> None:
            import duckdb

            source = duckdb.connect(config={"threads": "1"})
            through(source.sql(f"SELECT id, text FROM '{table}'").to_arrow_reader(4096))

        runs = {
            "JSON Lines, the command": command,
            "scan_batch, pyarrow": pyarrow,
            "scan_batch, DuckDB": duckdb,
        }
        taken: dict[str, list[float]] = {label: [] for label in runs}
        for task in runs.values():
            task()  # once for what is loaded and compiled
        for _ in range(5):  # interleaved, so that a busy moment falls on all of them
            for label, task in runs.items():
                taken[label].append(cpu_seconds(task))
        first = statistics.median(taken["JSON Lines, the command"])
        print(f"{count:,} articles, median of 5 interleaved runs")
        for label, each in taken.items():
            middle = statistics.median(each)
            print(f"{label:<26}{middle:7.2f} CPU s{count / middle:10,.0f}/s   speed {first / middle:5.2f}")


def ray(count: int) -> None:
    """The command on Ray with one and two workers, start-up included. Every article holds posts.

    Beside the time by the clock, which other work on the machine spoils, the CPU seconds of each
    worker: what the busiest one used is the least that the run can take.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _, tables = write(folder, count, every=1, files=8)
        taken: dict[int, list[float]] = {1: [], 2: []}
        for turn in range(3):
            for workers in taken:
                out = folder / f"out-{turn}-{workers}"
                command = [sys.executable, "-m", "embedparse", "scan", str(tables), "-o", str(out), "--quiet"]
                began = time.perf_counter()
                used = _worker_cpu([*command, "--engine", "ray", "-j", str(workers)])
                taken[workers].append(time.perf_counter() - began)
                cpu = " + ".join(f"{seconds:.1f}" for seconds in used)
                print(f"{workers} worker(s): {taken[workers][-1]:.1f} s, CPU of workers {cpu} s", flush=True)
        print(f"{count:,} articles with posts, median of 3 interleaved runs, start of Ray included")
        one, two = (statistics.median(taken[workers]) for workers in (1, 2))
        print(f"1 worker {one:6.1f} s   2 workers {two:6.1f} s   {one / two:.2f} times as fast")


def _worker_cpu(command: list[str]) -> list[float]:
    """Run ``command``; the CPU seconds of each process that Ray ran pieces in, the most first."""
    used: dict[str, float] = {}
    with subprocess.Popen(command) as run:
        while run.poll() is None:
            for process in Path("/proc").iterdir():
                try:
                    if process.name.isdigit() and (process / "cmdline").read_bytes().startswith(b"ray::Map"):
                        used[process.name] = float((process / "schedstat").read_text().split()[0]) / 1e9
                except OSError:  # it has ended
                    continue
            time.sleep(0.2)
    if run.returncode:
        raise SystemExit(f"the command failed with {run.returncode}")
    return sorted(used.values(), reverse=True)


def cost(count: int) -> None:
    """The command's own use of the machine per million articles: text, HTML, WARC; one and two workers.

    The start of the command is measured with one article and taken off. HTML is a tenth as many.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines, tables = write(folder, count)
        first = folder / "first.jsonl"
        first.write_text(lines.read_text("utf-8").partition("\n")[0], encoding="utf-8")
        html, warc = folder / "pages.jsonl", folder / "pages.warc.gz"
        with html.open("wb") as rows, warc.open("wb") as records:
            for page in map(_page, articles(count // 10)):
                rows.write(json.dumps(page, ensure_ascii=False).encode() + b"\n")
                records.write(gzip.compress(_record(page), 6))
        print(f"{count:,} articles and {count // 10:,} pages, for a million; least of 3 interleaved runs")
        print(f"{'input':<18}{'workers':>8}{'CPU s':>9}{'wall s':>9}{'GB read':>9}{'GB out':>8}{'MB RAM':>8}")
        inputs = {
            "text, JSON Lines": lines,
            "text, Parquet": tables,
            "HTML, JSON Lines": html,
            "HTML, WARC": warc,
        }
        used: dict[tuple[str, int], list[list[float]]] = {}
        for _ in range(3):
            for jobs in (1, 2):
                for label, source in {"": first, **inputs}.items():
                    used.setdefault((label, jobs), []).append(_used(source, jobs, folder / "out.jsonl"))
        least = {key: list(map(min, zip(*runs, strict=True))) for key, runs in used.items()}
        for (label, jobs), (cpu, wall, memory, made) in least.items():
            if not label:
                print(f"{'(start)':<18}{jobs:>8}{cpu:9.2f}{wall:9.2f}{'':>9}{'':>8}{memory / 1024:8.0f}")
                continue
            scale = 1e6 / (count // 10 if label.startswith("HTML") else count)
            cpu, wall = (
                (used - start) * scale for used, start in zip((cpu, wall), least["", jobs][:2], strict=True)
            )
            size = sum(file.stat().st_size for file in _files(inputs[label])) * scale / 1e9
            volumes = f"{size:9.2f}{made * scale / 1e9:8.3f}{memory / 1024:8.0f}"
            print(f"{label:<18}{jobs:>8}{cpu:9.0f}{wall:9.0f}{volumes}")


def _files(source: Path) -> list[Path]:
    return [source] if source.is_file() else list(source.iterdir())


def _used(source: Path, jobs: int, out: Path) -> list[float]:
    """CPU seconds, wall seconds, KB of the largest process, bytes written of one run of the command."""
    out.unlink(missing_ok=True)
    command = [sys.executable, "-m", "embedparse", "scan", str(source), "-o", str(out), "-q", "-j", str(jobs)]
    code = (
        "import resource, subprocess, sys, time; t = time.perf_counter();"
        "subprocess.run(sys.argv[1:], check=True);"
        "u = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(u.ru_utime + u.ru_stime, time.perf_counter() - t, u.ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
    return [*map(float, done.stdout.split()), out.stat().st_size]


_FRAME = (
    '<div class="s{n}"><a href="/n/{n}" title="Section {n}">Harbour desk {n}</a><span>Read on</span></div>\n'
)


def _page(row: dict[str, Any]) -> dict[str, str]:
    """An article as a page of about 60 KB: markup around it, one script, its posts as blockquotes."""
    parts = []
    for line in str(row["text"]).split("\n"):
        if line.startswith("— "):
            name, _, rest = line[2:].partition(" (@")
            handle, _, date = rest.partition(") ")
            parts[-1] = (
                f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{parts[-1][3:-4]}</p>'
                f'&mdash; {name} (@{handle}) <a href="{permalink(handle, date)}">{date}</a></blockquote>'
            )
        else:
            parts.append(f"<p>{line}</p>")
    around = "".join(_FRAME.format(n=n) for n in range(250))
    script = "<script>" + "var a = [1, 2, 3]; function f(x) { return a[x] / 2; }\n" * 300 + "</script>"
    text = "<!DOCTYPE html><html><head><title>Page</title>" + script + "</head><body>" + around
    return {"id": str(row["id"]), "text": text + "\n".join(parts) + around + "</body></html>"}


def _record(page: dict[str, str]) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page["text"].encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:{page['id']}>\r\nWARC-Target-URI: https://news.example/{page['id']}\r\n"
        "WARC-Date: 2020-05-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("parquet", "ray", "cost"))
    parser.add_argument("--articles", type=int, default=20_000)
    chosen = parser.parse_args()
    {"parquet": parquet, "ray": ray, "cost": cost}[chosen.what](chosen.articles)
