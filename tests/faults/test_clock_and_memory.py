"""A clock that jumps changes nothing that is written; where memory runs out, one line says so."""

from __future__ import annotations

import itertools
import subprocess
import sys
import time
from pathlib import Path

import pytest

from embedparse.batch import perform
from embedparse.models import Document, Scan
from embedparse.options import Options
from tests.faults.runs import OUTPUTS, check_messages, checked, config, contents, one_filter
from tests.faults.samples import ARTICLE, samples

resource = pytest.importorskip("resource")

#: Seconds that the clock goes on by from one look at it to the next, again and again.
CLOCKS = {
    "backwards": (-3_600.0,),
    "forwards": (86_400.0,),
    "to and fro": (86_400.0, -86_400.0, 0.0),
    "at rest": (0.0,),
}


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "rows.jsonl", "rows.csv", "deflated.zip"):
        (folder / name).write_bytes(samples()[name])
    return sorted(folder.iterdir())


@pytest.mark.parametrize("clock", CLOCKS)
def test_a_clock_that_jumps(
    clock: str,
    tmp_path: Path,
    inputs: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "still").mkdir()
    (tmp_path / "moved").mkdir()
    with one_filter():
        checked(config(inputs, tmp_path / "still", OUTPUTS["jsonl"], checkpoint=0.01))
        moments = itertools.accumulate(itertools.cycle(CLOCKS[clock]), initial=1e6)
        monkeypatch.setattr(time, "monotonic", lambda: next(moments))
        monkeypatch.setattr(time, "time", lambda: next(moments))
        checked(config(inputs, tmp_path / "moved", OUTPUTS["jsonl"], checkpoint=0.01))
    check_messages(capsys.readouterr().err)
    assert contents(tmp_path / "moved") == contents(tmp_path / "still")


@pytest.mark.parametrize("at", [1, 2, 5])
def test_a_scan_without_memory(
    at: int, tmp_path: Path, inputs: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls, scan = itertools.count(1), perform.scan_document  # type: ignore[attr-defined]

    def failing(document: Document, options: Options) -> Scan:
        if next(calls) == at:
            raise MemoryError
        found: Scan = scan(document, options)
        return found

    with one_filter():
        whole = checked(config(inputs, tmp_path, OUTPUTS["jsonl"]))
        monkeypatch.setattr(perform, "scan_document", failing)
        short = checked(config(inputs, tmp_path, {"records": "s.jsonl"}))
    assert short.failures == whole.failures + 1
    assert not short.failed["error"]
    assert short.scanned == whole.scanned - 1


#: Runs the command with so many MiB of address space beside what it has when it begins.
LIMITED = """
import resource, sys
from embedparse.__main__ import main
import embedparse.pipeline, embedparse.batch.run
size = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
limit = size + int(sys.argv.pop(1)) * 2**20
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
main()
"""


@pytest.mark.process
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the size of a process is read from /proc")
@pytest.mark.parametrize("megabytes", [16, 48, 96, 160])
def test_an_address_space_that_is_full(megabytes: int, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "large.txt").write_text("No boat today. " * 1_400_000, encoding="utf-8")
    (tmp_path / "z.txt").write_text(ARTICLE, encoding="utf-8")
    names = [str(tmp_path / name) for name in ("a.txt", "large.txt", "z.txt")]
    command = [sys.executable, "-c", LIMITED, str(megabytes), "scan", *names, "-j", "1"]
    done = subprocess.run(
        [*command, "-o", str(tmp_path / "r.jsonl")], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode in (0, 1, 2), done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
