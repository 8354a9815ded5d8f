"""Nothing is lost: kills, full disks, dead workers, slow and huge documents, Ctrl-C."""

from __future__ import annotations

import csv
import errno
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from embedparse.batch import journal
from embedparse.batch.pool import Pool
from embedparse.batch.run import RunConfig, run
from embedparse.inputs import ReadOptions, RowBlock
from embedparse.jobs import ScanConfig
from embedparse.models import EmbedparseError
from tests.command import ARTICLE, PLAIN, embedparse, embedparse_process, records, write_rows
from tests.test_formats import write_parquet

pytestmark = pytest.mark.process

linux = pytest.mark.skipif(sys.platform != "linux", reason="uses /proc and Linux signals")


def start(*arguments: object, **options: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "embedparse", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def outputs(folder: Path) -> list[object]:
    return ["-o", folder / "r.jsonl.gz", "--articles", folder / "p.jsonl", "--failures", folder / "f.jsonl"]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def big_archive(path: Path, documents: int = 25_000) -> Path:
    """Blocks enough, posts in each, some rows without id, some that fail."""
    with path.open("w", encoding="utf-8") as out:
        for n in range(documents):
            row: dict[str, Any] = {"id": n, "text": ARTICLE if n % 50 == 0 else f"{PLAIN} {n} " * 12}
            if n % 350 == 0:
                del row["id"]
            if n % 5003 == 17:
                row["text"] = None
            out.write(json.dumps(row) + "\n")
    return path


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_killed_at_random_moments_ends_with_the_same_bytes(tmp_path: Path, jobs: int) -> None:
    path = big_archive(tmp_path / "a.jsonl", 80_000)
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    whole.mkdir()
    broken.mkdir()
    began = time.monotonic()
    assert embedparse("scan", path, *outputs(whole), "-j", jobs).returncode == 1
    took = time.monotonic() - began
    rng = random.Random(jobs)
    resumed = 0
    for _ in range(10):  # 10 for each number of jobs
        process = start("scan", path, *outputs(broken), "-j", jobs, "--resume", "--checkpoint", 0)
        try:
            process.wait(timeout=rng.uniform(0.1, took))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        done = {"r.jsonl.gz", "p.jsonl", "f.jsonl"} & set(contents(broken))
        resumed += (broken / "r.jsonl.gz.journal").exists()
        if (broken / "r.jsonl.gz.journal").exists() or not done:
            continue
        assert contents(broken) == contents(whole)
        for file in broken.iterdir():
            file.unlink()
    assert embedparse("scan", path, *outputs(broken), "-j", jobs, "--resume").returncode == 1
    assert contents(broken) == contents(whole)
    assert resumed, "no kill came between two checkpoints"


@pytest.mark.parametrize(
    ("name", "articles"),
    [("r.csv", "p.jsonl.zst"), ("r.parquet", "folder"), ("r.sqlite", "p.jsonl.xz")],
)
def test_every_format_is_the_same_after_a_break(tmp_path: Path, name: str, articles: str) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("backports.zstd")
    path = big_archive(tmp_path / "a.jsonl", 12_000)
    found = []
    for folder in (tmp_path / "whole", tmp_path / "broken"):
        folder.mkdir()
        command = ["scan", path, "-o", folder / name, "--articles", folder / articles]
        if folder.name == "broken":
            process = start(*command, "-j", 1, "--checkpoint", 0)
            while process.poll() is None and not (folder / f"{name}.journal").exists():
                time.sleep(0.005)
            process.kill()
            process.communicate()
            assert (folder / f"{name}.journal").exists()
            done = embedparse(*command)
            assert done.returncode == 2
            assert b"a run was broken off here" in done.stderr
            command.append("--resume")
        assert embedparse(*command).returncode == 1
        found.append({str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()})
    assert found[0] == found[1]


def test_the_journal_is_bound_to_its_inputs_and_options(tmp_path: Path) -> None:
    path = big_archive(tmp_path / "a.jsonl", 12_000)
    command = ["scan", path, "-o", tmp_path / "r.jsonl", "-j", 1]
    process = start(*command, "--checkpoint", 0)
    while process.poll() is None and not (tmp_path / "r.jsonl.journal").exists():
        time.sleep(0.005)
    process.kill()
    process.communicate()
    done = embedparse(*command, "--resume", "--min-confidence", "certain")
    assert done.returncode == 2
    assert b"have changed since" in done.stderr
    assert embedparse(*command, "--restart").returncode == 1
    assert len(records((tmp_path / "r.jsonl").read_bytes())) == 240
    assert not (tmp_path / "r.jsonl.journal").exists()


@linux
def test_an_output_whose_name_is_no_utf_8_has_a_journal_too(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", [{"id": "1", "text": ARTICLE}])
    output = os.fsdecode(os.fsencode(tmp_path) + b"/o\xff.jsonl")
    run(RunConfig((str(path),), ScanConfig(), {"records": output}, checkpoint=-1))
    assert len(records(Path(output).read_bytes())) == 1


def test_the_journal_is_bound_to_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version's rules may find other posts: half of each would be neither's result."""
    before = journal.identity([], ScanConfig(), {"records": "r.jsonl"})
    monkeypatch.setattr(journal, "__version__", "0.0.1")
    assert journal.identity([], ScanConfig(), {"records": "r.jsonl"}) != before


@pytest.fixture
def small_disk(tmp_path: Path) -> Any:
    """A file system of 2 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("a file system can be mounted by root only")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_told_in_one_line_and_the_run_resumed(tmp_path: Path, small_disk: Path) -> None:
    path = big_archive(tmp_path / "a.jsonl")
    whole = tmp_path / "whole"
    whole.mkdir()
    assert embedparse("scan", path, *outputs(whole)).returncode == 1
    done = embedparse("scan", path, *outputs(small_disk), "--checkpoint", 0)
    assert done.returncode == 1
    message = done.stderr.decode()
    assert "No space left on device" in message
    assert "--resume" in message
    assert "Traceback" not in message
    assert not (small_disk / "p.jsonl").exists()
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    assert embedparse("scan", path, *outputs(small_disk), "--resume").returncode == 1
    assert contents(small_disk) == contents(whole)


def test_a_file_that_may_not_grow_is_told_too(tmp_path: Path) -> None:
    path = big_archive(tmp_path / "a.jsonl", 12_000)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    command = ["scan", path, "-o", tmp_path / "r.jsonl", "-j", 1]
    done = embedparse_process(*command, preexec_fn=limit)
    assert done.returncode == 1
    assert b"File too large" in done.stderr
    assert b"Traceback" not in done.stderr
    assert embedparse(*command, "--resume").returncode == 1
    assert len(records((tmp_path / "r.jsonl").read_bytes())) == 240


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_soon_and_says_what_next(tmp_path: Path, jobs: int, number: signal.Signals) -> None:
    path = big_archive(tmp_path / "a.jsonl", 60_000)
    command = ["scan", path, "-o", tmp_path / "r.jsonl", "--articles", tmp_path / "p.jsonl", "-j", jobs]
    process = start(*command, "--checkpoint", 0)
    while process.poll() is None and not (tmp_path / "r.jsonl.journal").exists():
        time.sleep(0.005)
    began = time.monotonic()
    process.send_signal(number)
    _, message = process.communicate(timeout=10)
    assert time.monotonic() - began < 2
    assert process.returncode == 130
    assert message.endswith(b"embedparse: interrupted. Run the same with --resume to go on from here.\n")
    assert embedparse(*command, "--resume").returncode == 1
    found = [record["doc"] for record in records((tmp_path / "r.jsonl").read_bytes())]
    assert found == [record["doc"] for record in records(embedparse("scan", path).stdout)]


def children(process: subprocess.Popen[bytes]) -> list[int]:
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(pid) for pid in found.read_text().split()]


@linux
def test_workers_that_die_are_replaced_and_nothing_is_lost(tmp_path: Path) -> None:
    path = big_archive(tmp_path / "a.jsonl", 60_000)
    process = start("scan", path, "-o", tmp_path / "r.jsonl", "-j", 2)
    killed = 0
    while process.poll() is None and killed < 2:
        time.sleep(0.2)
        for pid in children(process)[-1:]:
            os.kill(pid, signal.SIGKILL)
            killed += 1
    process.communicate(timeout=60)
    assert killed
    assert process.returncode == 1
    found = [record["doc"] for record in records((tmp_path / "r.jsonl").read_bytes())]
    assert found == [record["doc"] for record in records(embedparse("scan", path, "-j", 1).stdout)]


@linux
def test_a_worker_that_dies_while_it_has_nothing_to_do_is_replaced(tmp_path: Path) -> None:
    path = str(write_rows(tmp_path / "a.jsonl", [{"id": "1", "text": ARTICLE}]))

    def tasks(pool: Pool) -> Iterator[RowBlock]:
        size = os.path.getsize(path)
        for number in range(3):
            for worker in pool.workers[:1] if number else ():
                worker.process.kill()
                worker.process.join()
            yield RowBlock(0, path, path, 0, size, path=path)

    with Pool(ScanConfig(), 1) as pool:
        assert [len(result.records) for _, result in pool.run(tasks(pool))] == [1, 1, 1]


@linux
def test_no_worker_outlives_a_killed_run(tmp_path: Path) -> None:
    path = big_archive(tmp_path / "a.jsonl", 60_000)
    process = start("scan", path, "-o", tmp_path / "r.jsonl", "-j", 3)
    workers: list[int] = []
    while process.poll() is None and len(workers) < 3:
        workers = children(process)
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < deadline, "a worker is still there"
        time.sleep(0.05)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_document_over_the_size_limit_is_set_aside(tmp_path: Path, jobs: int) -> None:
    rows = [{"id": "a", "text": ARTICLE}, {"id": "b", "text": ARTICLE + "x" * 3_000_000}, {"text": ARTICLE}]
    path = write_rows(tmp_path / "a.jsonl", rows)
    (tmp_path / "b.txt").write_text(ARTICLE + "x" * 3_000_000, encoding="utf-8")
    done = embedparse(
        "scan", path, tmp_path / "b.txt", "--max-size", "1MB", "-j", jobs, "--failures", tmp_path / "f.jsonl"
    )
    assert done.returncode == 1
    assert [record["doc"] for record in records(done.stdout)] == ["a", f"{path}:2"]
    failures = records((tmp_path / "f.jsonl").read_bytes())
    assert [(failure["reason"], failure["place"]) for failure in failures] == [
        ("size", f"{path}:2"),
        ("size", f"{tmp_path}/b.txt"),
    ]
    done = embedparse("scan", "-", "--max-size", "1MB", "-j", jobs, input=path.read_bytes())
    assert [record["doc"] for record in records(done.stdout)] == ["a", "stdin:2"]


def test_a_row_without_a_post_over_the_size_limit_is_set_aside_too(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": PLAIN}, {"id": "b", "text": PLAIN + "x" * 20_000}, {"id": "c", "text": PLAIN}]
    done = embedparse("scan", write_rows(tmp_path / "a.jsonl", rows), "--max-size", "10K")
    assert done.returncode == 1
    assert b"3 documents read = 2 scanned + 1 failed (1 size)" in done.stderr


def test_a_row_of_50_mb_is_scanned(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", [{"id": "a", "text": PLAIN}, {"id": "b", "text": ""}])
    with path.open("a", encoding="utf-8") as out:
        out.write('{"id": "c", "text": "' + (PLAIN + "\\n") * 600_000 + json.dumps(ARTICLE)[1:] + "}\n")
    done = embedparse("scan", path, "--max-size", "100MB")
    assert done.returncode == 0, done.stderr
    assert [record["doc"] for record in records(done.stdout)] == ["c"]


DAMAGE = """
import time, embedparse.pipeline as pipeline, embedparse.batch.perform as perform
real = pipeline.scan_document
def scan_document(document, options=pipeline.DEFAULT):
    if "SLEEP" in document.text:
        {sleep}
    if "DIE" in document.text:
        import os, signal
        os.kill(os.getpid(), signal.SIGKILL)
    if "RAISE" in document.text:
        raise RuntimeError("boom")
    return real(document, options)
perform.scan_document = scan_document
from embedparse.cli import main
main()
"""
PYTHON_SLEEP = "time.sleep(60)"
#: Inside one call into C, where no signal handler of Python runs: only the pool can end it.
C_SLEEP = "import ctypes; ctypes.PyDLL(None).sleep(60)"


def damaged(sleep: str, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    script = DAMAGE.format(sleep=sleep)
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=60)


@pytest.mark.parametrize(
    ("jobs", "sleep", "word"),
    [
        pytest.param(1, PYTHON_SLEEP, "SLEEP", id="slow, one job"),
        pytest.param(2, PYTHON_SLEEP, "SLEEP", id="slow, two jobs"),
        pytest.param(2, C_SLEEP, "SLEEP", id="hanging in C, two jobs"),
        pytest.param(2, "pass", "DIE", id="fatal, two jobs"),
        pytest.param(1, "pass", "RAISE", id="an error of the scan, one job"),
        pytest.param(2, "pass", "RAISE", id="an error of the scan, two jobs"),
    ],
)
def test_a_bad_document_is_set_aside_alone(tmp_path: Path, jobs: int, sleep: str, word: str) -> None:
    rows = [{"id": n, "text": ARTICLE + (f" {word}" if n == 3 else "")} for n in range(8)]
    path = write_rows(tmp_path / "a.jsonl", rows)
    (tmp_path / "b.txt").write_text(f"{ARTICLE} {word}", encoding="utf-8")
    (tmp_path / "c.txt").write_text(ARTICLE, encoding="utf-8")
    done = damaged(
        sleep, "scan", path, tmp_path / "b.txt", tmp_path / "c.txt",
        "-j", jobs, "--timeout", "0.5", "--failures", tmp_path / "f.jsonl", "--summary", tmp_path / "s.json",
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    docs = [record["doc"] for record in records(done.stdout)]
    assert docs == [*(str(n) for n in range(8) if n != 3), f"{tmp_path}/c.txt"]
    kind = {"SLEEP": "timeout", "DIE": "worker", "RAISE": "error"}[word]
    failures = records((tmp_path / "f.jsonl").read_bytes())
    assert [(failure["reason"], failure["place"]) for failure in failures] == [
        (kind, f"{path}:4"),
        (kind, f"{tmp_path}/b.txt"),
    ]
    counts = json.loads((tmp_path / "s.json").read_bytes())
    assert counts["read"] == 10
    assert counts["scanned"] == 8


@pytest.mark.parametrize("placed", [0, 1])
@pytest.mark.parametrize(
    ("name", "records_name", "articles"),
    [
        pytest.param("a.jsonl", "r.jsonl", "p.jsonl", id="rows"),
        pytest.param("a.csv", "r.csv", "p.csv", id="CSV"),
        pytest.param("a.json", "r.sqlite", "p.json", id="JSON"),
        pytest.param("a.parquet", "r.parquet", "p.parquet", id="Parquet"),
        pytest.param("a.txt", "r.jsonl.gz", "p.txt", id="one text"),
        pytest.param("a.txt", "r.jsonl", "p/", id="a folder"),
    ],
)
def test_a_run_broken_off_while_its_outputs_appear(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    records_name: str,
    articles: str,
    placed: int,
) -> None:
    """The disk is full at the very end, with ``placed`` of the outputs in place."""
    source = tmp_path / name
    rows = [{"id": str(n), "text": ARTICLE if n % 3 == 0 else PLAIN} for n in range(9)]
    if name == "a.txt":
        source.write_text(ARTICLE, encoding="utf-8")
    elif name == "a.parquet":
        write_parquet(source, rows)
    elif name == "a.csv":
        with source.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["id", "text"])
            writer.writeheader()
            writer.writerows(rows)
    else:
        lines = map(json.dumps, rows)
        source.write_text("\n".join(lines) if name == "a.jsonl" else f"[{','.join(lines)}]", encoding="utf-8")
    found = []
    for folder in (tmp_path / "whole", tmp_path / "broken"):
        folder.mkdir()
        wanted = {"records": f"{folder}/{records_name}", "articles": f"{folder}/{articles}"}
        plan = RunConfig(
            (str(source),), ScanConfig(articles=True, reading=ReadOptions(carry=True)), wanted, checkpoint=-1
        )
        if folder.name == "broken":
            with monkeypatch.context() as patch:
                full_after(patch, placed)
                with pytest.raises(EmbedparseError, match="--resume"):
                    run(plan)
            plan = plan._replace(resume=True)
        run(plan)
        found.append({str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()})
    assert found[0] == found[1]
    assert len(found[0]) == 2


def full_after(
    patch: pytest.MonkeyPatch, placed: int, *, journals: bool = False, error: BaseException | None = None
) -> None:
    """After ``placed`` renamings of outputs (and ``journals``) the disk is full, or ``error`` comes."""
    real, calls = os.replace, []

    def replace(source: str, target: str) -> None:
        if journals or ".journal" not in source:
            calls.append(target)
            if len(calls) > placed:
                raise error or OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(source, target)

    patch.setattr(os, "replace", replace)


@pytest.mark.parametrize("there", [False, True], ids=["a new folder", "a folder that is there"])
def test_rows_in_a_folder_are_gone_on_with_wherever_the_run_broke_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    """The disk is full at the first renaming, at the second, and so on: of a journal, a file, the folder."""
    rows = [{"id": str(n), "text": ARTICLE if n % 3 == 0 else PLAIN} for n in range(9)]
    sources = [str(write_rows(tmp_path / name, rows)) for name in ("a.jsonl", "b.jsonl")]
    plan = RunConfig((*sources,), ScanConfig(records=False, articles=True), {}, checkpoint=-1)
    broken, whole = 0, {}
    for placed in range(20):
        folder = tmp_path / f"{placed}"
        folder.mkdir()
        if there:
            (folder / "p").mkdir()
        plan = plan._replace(outputs={"articles": f"{folder}/p/"})
        with monkeypatch.context() as patch:
            full_after(patch, placed, journals=True)
            try:
                run(plan)
            except EmbedparseError as error:
                assert "make room and run the same with --resume" in str(error)  # noqa: PT017
                broken += 1
        if broken > placed:
            run(plan._replace(resume=True))
        found = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        assert found.keys() == {"p/a.jsonl", "p/b.jsonl"}
        whole = whole or found
        assert found == whole
    assert 5 < broken < 20


@pytest.mark.parametrize("name", ["r.parquet", "r.jsonl"])
def test_ctrl_c_while_the_outputs_appear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    source = write_rows(tmp_path / "a.jsonl", [{"id": "1", "text": ARTICLE}])
    outputs = {"records": str(tmp_path / name), "articles": str(tmp_path / "p.jsonl")}
    plan = RunConfig((str(source),), ScanConfig(articles=True), outputs, checkpoint=-1)
    with monkeypatch.context() as patch:
        full_after(patch, 1, error=KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            run(plan)
    run(plan._replace(resume=True))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "p.jsonl", name]


def test_what_a_broken_off_run_left_of_a_folder_is_not_put_in_place(tmp_path: Path) -> None:
    """It may be of other inputs, and half written."""
    for name in ("p.part/old/x.txt", "p.part/y.txt", "p.part/.embedparse", "in/a.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    done = embedparse("clean", "in", "-o", "p/", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [str(p.relative_to(tmp_path)) for p in tmp_path.glob("p*/**/*")] == ["p/a.txt"]


def test_a_folder_that_only_has_the_name_of_one_that_is_being_written_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "p.part").mkdir()
    (tmp_path / "p.part" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    done = embedparse("clean", "a.txt", "-o", "p/", cwd=tmp_path)
    assert done.returncode == 2
    assert b"p.part is in the way" in done.stderr
    assert (tmp_path / "p.part" / "mine.txt").read_text("utf-8") == "mine"
    assert not (tmp_path / "p").exists()


def test_two_runs_do_not_write_one_folder(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "p.part").mkdir()
    with (tmp_path / "p.part" / ".embedparse").open("ab") as mark:
        fcntl.lockf(mark, fcntl.LOCK_EX)
        done = embedparse_process("clean", "a.txt", "-o", "p/", cwd=tmp_path)
        assert done.returncode == 2
        assert b"p: another run is writing this." in done.stderr
    assert embedparse("clean", "a.txt", "-o", "p/", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("checkpoint", [-1.0, 5.0], ids=["a journal", "no journal yet"])
def test_outputs_in_the_folder_that_is_read_are_no_input_of_the_run_that_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checkpoint: float
) -> None:
    write_rows(tmp_path / "a.jsonl", [{"id": "1", "text": ARTICLE}])
    outputs = {name: f"{tmp_path}/{name}.jsonl" for name in ("records", "articles")}
    plan = RunConfig((str(tmp_path),), ScanConfig(articles=True), outputs, checkpoint=checkpoint)
    with monkeypatch.context() as patch:
        full_after(patch, 1)
        with pytest.raises(EmbedparseError, match="--resume"):
            run(plan)
    assert (tmp_path / "records.jsonl").exists()
    assert run(plan._replace(resume=True)).read == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "articles.jsonl", "records.jsonl"]
