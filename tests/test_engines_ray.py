"""`--engine ray` on a real Ray with two workers: the same records and counts as here, whatever dies."""

from __future__ import annotations

import gzip
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from embedparse import UsageError
from embedparse.jobs import ScanConfig
from tests.command import ARTICLE, embedparse, embedparse_process, records, write_rows
from tests.newsroom import articles

pytest.importorskip("ray", reason="needs Ray: pip install 'embedparse[ray]'")
pa = pytest.importorskip("pyarrow")

import pyarrow.parquet as pq  # noqa: E402

from embedparse.integrations.ray import run as engine  # noqa: E402
from embedparse.integrations.ray import shard_writer  # noqa: E402
from embedparse.integrations.ray.shards import Shard  # noqa: E402

pytestmark = pytest.mark.process


def parquet(path: Path, rows: list[dict[str, Any]], group: int) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=group)
    return path


def parts_of(folder: Path) -> list[dict[str, Any]]:
    """The records in a folder, in the order of its files, as JSON Lines has them."""
    rows = [row for part in sorted(folder.glob("*.parquet")) for row in pq.read_table(part).to_pylist()]
    return [
        {k: v for k, v in r.items() if v is not None or k not in ("doc_url", "doc_date", "outlet")}
        for r in rows
    ]


def counts_of(path: Path) -> dict[str, Any]:
    counts: dict[str, Any] = json.loads(path.read_bytes())
    del counts["seconds"]
    return counts


def test_records_counts_and_failures_are_those_of_a_local_run(tmp_path: Path) -> None:
    rows = list(articles(300, every=4))
    rows[3]["text"], rows[8]["id"], rows[9]["text"] = None, None, "\u3000\n"
    rows[12]["text"] = "x" * 50_000
    archive = tmp_path / "archive"
    archive.mkdir()
    parquet(archive / "a.parquet", rows[:200], 64)
    (archive / "b.jsonl.gz").write_bytes(gzip.compress(write_rows(tmp_path / "b", rows[200:]).read_bytes()))
    (archive / "c.parquet").write_bytes((archive / "a.parquet").read_bytes()[:3000])  # cut off
    (archive / "d.txt").write_text(ARTICLE, encoding="utf-8")
    nothing = pa.schema([("id", pa.string()), ("text", pa.string())]).empty_table()
    pq.write_table(nothing, archive / "e.parquet")
    shared = ("--max-size", "40K", "--quiet")
    here = embedparse(
        "scan", archive, "-o", tmp_path / "here.jsonl", "--failures", tmp_path / "here.failures",
        "--summary", tmp_path / "here.json", *shared,
    )  # fmt: skip
    there = embedparse_process(
        "scan", archive, "-o", tmp_path / "there", "--failures", tmp_path / "there.failures",
        "--summary", tmp_path / "there.json", "--articles", tmp_path / "clean",
        "--engine", "ray", "-j", "2", *shared,
    )  # fmt: skip
    assert (there.returncode, there.stderr) == (here.returncode, here.stderr)
    expected = records((tmp_path / "here.jsonl").read_bytes())
    assert len(expected) > 60
    assert parts_of(tmp_path / "there") == expected
    assert counts_of(tmp_path / "there.json") == counts_of(tmp_path / "here.json")
    assert (tmp_path / "there.failures").read_bytes() == (tmp_path / "here.failures").read_bytes()
    local = embedparse("clean", archive, *shared)
    cleaned = [(row["text"], len(row.get("embeds") or [])) for row in records(local.stdout)]
    assert articles_of(tmp_path / "clean") == cleaned
    assert sum(count for _, count in cleaned) == len(expected)


def articles_of(folder: Path) -> list[tuple[str, int]]:
    """The prose and the number of embeds of each article in a folder, in the order of its files."""
    rows: list[dict[str, Any]] = []
    for part in sorted(folder.iterdir()):
        is_table = part.suffix == ".parquet"
        rows += pq.read_table(part).to_pylist() if is_table else records(part.read_bytes())
    return [(row["text"], len(row.get("embeds") or [])) for row in rows]


def test_a_killed_worker_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    rows = list(articles(3000, every=1))
    parquet(tmp_path / "archive.parquet", rows, 100)
    local = embedparse("scan", tmp_path / "archive.parquet", "-q")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "embedparse", "scan", str(tmp_path / "archive.parquet"), "-o", str(out)]
    run = subprocess.Popen([*command, "--engine", "ray", "-j", "2", "--summary", str(tmp_path / "counts")])
    try:
        before = wait_for_parts(run, tmp_path / "out.part", 2)
        victim = busy_worker(run)
        os.kill(victim, signal.SIGKILL)
        assert run.wait(timeout=240) == 0
    finally:
        run.kill()
    assert before < 25, "the run was over before a worker could be killed"
    assert parts_of(out) == records(local.stdout)
    assert counts_of(tmp_path / "counts")["read"] == len(rows)
    assert sorted(part.name for part in out.iterdir()) == [f"part-{n:06d}.parquet" for n in range(30)]


def wait_for_parts(run: subprocess.Popen[bytes], folder: Path, count: int) -> int:
    """How many parts there are once there are ``count``."""
    until = time.monotonic() + 200
    while time.monotonic() < until:
        assert run.poll() is None, "the run ended too early"
        found = len(list(folder.glob("part-*.parquet"))) if folder.exists() else 0
        if found >= count:
            return found
        time.sleep(0.02)
    raise AssertionError("no part was ever written")


def busy_worker(run: subprocess.Popen[bytes]) -> int:
    """The process below ``run`` that Ray runs a shard in, as soon as there is one."""
    while run.poll() is None:
        for pid in map(int, filter(str.isdigit, os.listdir("/proc"))):
            if _title(pid).startswith("ray::Map") and run.pid in _ancestors(pid):
                return pid
    raise AssertionError("the run ended too early")


def _title(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text("utf-8", "replace")
    except OSError:
        return ""


def _ancestors(pid: int) -> list[int]:
    above = []
    while pid > 1:
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            break
        above.append(pid)
    return above


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["-o", "records.jsonl"], "writes a folder of files", id="a-file"),
        pytest.param([], "writes a folder of files", id="standard-output"),
        pytest.param(["-o", "out", "--articles", "prose.jsonl"], "--articles articles/", id="article-file"),
        pytest.param(["-o", "out", "--rescan", "f.jsonl"], "not failures", id="rescan"),
        pytest.param(["-o", "out", "--resume"], "cannot --resume", id="resume"),
        pytest.param(["-o", "full"], "there is something already", id="not-empty"),
        pytest.param(["-o", "out", "--field", "body"], 'no column "body"', id="no-such-column"),
        pytest.param(["-o", "out", "-"], "not standard input", id="standard-input"),
    ],
)
def test_what_it_cannot_do_is_refused_before_anything_starts(
    tmp_path: Path, options: list[str], message: str
) -> None:
    parquet(tmp_path / "a.parquet", [{"id": "a", "text": ARTICLE}], 1)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    done = embedparse("scan", "a.parquet", "--engine", "ray", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.parquet", "full"]


def test_an_address_without_the_engine_is_refused(tmp_path: Path) -> None:
    done = embedparse("scan", write_rows(tmp_path / "a.jsonl", []), "--address", "10.0.0.1:6379")
    assert done.returncode == 2
    assert b"--address goes with --engine ray" in done.stderr


def test_without_ray_the_command_to_install_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(UsageError, match=r"pip install 'embedparse\[ray\]'"):
        engine._ray()


def test_parts_go_to_remote_places_under_their_names(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    with shard_writer.appearing_whole({"records": "memory://bucket/out"}) as folders:
        shard_writer.write_empty_part(folders["records"], ScanConfig())
    memory = fsspec.filesystem("memory")
    assert sorted(memory.ls("/bucket/out", detail=False)) == [
        "/bucket/out/_SUCCESS",
        "/bucket/out/part-000000.parquet",
    ]


def test_an_interrupted_run_leaves_nothing_and_says_what_next(tmp_path: Path) -> None:
    parquet(tmp_path / "archive.parquet", list(articles(6000, every=1)), 100)
    command = [sys.executable, "-m", "embedparse", "scan", str(tmp_path / "archive.parquet")]
    run = subprocess.Popen(
        [*command, "-o", str(tmp_path / "out"), "--engine", "ray", "-j", "1"], stderr=subprocess.PIPE
    )
    try:
        wait_for_parts(run, tmp_path / "out.part", 1)
        run.send_signal(signal.SIGTERM)  # SIGINT takes the same way: `Interrupts`
        _, said = run.communicate(timeout=120)
    finally:
        run.kill()
    assert run.returncode == 130
    assert said == b"embedparse: interrupted. Nothing is in place; run the same again.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["archive.parquet"]


def test_a_shard_that_cannot_be_done_ends_the_run_with_its_reason(tmp_path: Path) -> None:
    write_rows(tmp_path / "rows.jsonl", [{"id": "a", "text": ARTICLE}])
    source = engine.expand((str(tmp_path / "rows.jsonl"),))[0]
    row = {"number": 0, "shard": pickle.dumps(Shard(0, source))}
    came = engine._scan_shard(row, ScanConfig(), {"records": str(tmp_path / "nowhere")})
    reason = pickle.loads(came["result"])
    assert "rows.jsonl: a worker could not do this: " in reason
    assert "No such file or directory" in reason


def test_a_remote_folder_with_something_in_it_is_refused() -> None:
    fsspec = pytest.importorskip("fsspec")
    fsspec.filesystem("memory").pipe("/taken/part-000007.parquet", b"of another run")
    with pytest.raises(UsageError, match="there is something already"):
        shard_writer.check_folder("records", "memory://taken/")
    assert shard_writer.check_folder("records", "memory://results-2020.05/") == "memory://results-2020.05"
