"""Where outputs may go: pipes, devices, full disks, closed streams; what must never be written over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from embedparse.writers.part import Part
from tests.command import ARTICLE, PROSE, archive, embedparse, embedparse_process, records, write_rows

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="devices and pipes of Linux")


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "in.jsonl", [{"id": "a", "text": ARTICLE}])


def test_a_pipe_is_written_to_and_stays_one(rows: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    came: list[bytes] = []
    reader = threading.Thread(target=lambda: came.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert embedparse("scan", rows, "-o", pipe, "-q").returncode == 0
    reader.join(30)
    assert pipe.is_fifo()
    assert [record["doc"] for record in records(came[0])] == ["a"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "pipe.jsonl"]


@pytest.mark.parametrize("options", [["-o", "{}"], ["-o", "out.jsonl", "--failures", "{}"]])
def test_a_device_is_written_to_and_stays_one(rows: Path, tmp_path: Path, options: list[str]) -> None:
    device = tmp_path / "null"
    try:
        os.mknod(device, 0o666 | 0o020000, os.makedev(1, 3))
        device.write_bytes(b"x")
    except PermissionError:
        pytest.skip("devices cannot be made here")
    done = embedparse("scan", rows, *(o.format(device) for o in options), "-q", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert device.is_char_device()


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["scan", "in.jsonl"], id="scan"),
        pytest.param(["clean", "in.jsonl", "-q"], id="clean"),
        pytest.param(["view", "in.jsonl"], id="view"),
        pytest.param(["stats", "out.jsonl"], id="stats"),
        pytest.param(["platforms"], id="platforms"),
        pytest.param(["--help"], id="help"),
    ],
)
def test_a_full_disk_under_standard_output_is_one_message(
    rows: Path, tmp_path: Path, command: list[str]
) -> None:
    assert embedparse("scan", rows, "-o", tmp_path / "out.jsonl", "-q").returncode == 0
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "embedparse", *command], stdout=full, stderr=subprocess.PIPE, cwd=tmp_path
        )
    assert done.returncode == 1
    said = done.stderr.decode()
    assert "No space left on device" in said
    assert "Traceback" not in said
    assert "--resume" not in said


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        ("scan in.jsonl >&-", 2, "standard output is closed"),
        ("scan - <&-", 1, "standard input is closed"),
        ("view - <&-", 1, "standard input is closed"),
        ("scan in.jsonl -o folder.jsonl", 2, "folder.jsonl: cannot be written: it is a folder"),
        ("scan in.jsonl --summary in.jsonl", 2, "in.jsonl is also an input"),
        ("view in.jsonl --html in.jsonl", 2, "in.jsonl is also an input"),
        ("scan in.jsonl -o x.jsonl --summary x.jsonl", 2, "would go to the same place"),
        ("scan in.jsonl -o x.jsonl --summary nowhere/s.json", 2, "the summary cannot be written there"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_touched(
    rows: Path, tmp_path: Path, command: str, code: int, message: str
) -> None:
    (tmp_path / "folder.jsonl").mkdir()
    before = rows.read_bytes()
    line = f"{sys.executable} -m embedparse {command}"
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, timeout=120)
    assert message in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert done.returncode == code
    assert rows.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.jsonl", "in.jsonl"]


def test_a_summary_appears_whole_under_its_name(rows: Path, tmp_path: Path) -> None:
    done = embedparse("clean", rows, "-o", tmp_path / "out.jsonl", "--summary", tmp_path / "s.json", "-q")
    assert done.returncode == 0
    assert (tmp_path / "s.json").read_bytes().endswith(b"}\n")
    assert records((tmp_path / "out.jsonl").read_bytes())[0]["text"] == PROSE
    assert not list(tmp_path.glob("*.part"))


def test_two_runs_do_not_write_the_same_file(rows: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    other = Part(str(out))
    other.write(b"of another run\n")
    done = embedparse_process("scan", rows, "-o", out)
    assert done.returncode == 2
    assert b"out.jsonl: another run is writing this" in done.stderr
    other.finish()
    assert out.read_bytes() == b"of another run\n"
    assert embedparse("scan", rows, "-o", out, "-q").returncode == 0
    assert [record["doc"] for record in records(out.read_bytes())] == ["a"]


def test_outputs_may_stand_in_the_folder_that_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    archive(folder / "a.jsonl", 30_000)
    expected = embedparse("scan", folder, "-q").stdout
    out = folder / "out.jsonl"
    command = [sys.executable, "-m", "embedparse", "scan", str(folder), "-o", str(out), "-q"]
    with subprocess.Popen([*command, "-j", "1", "--checkpoint", "0"], stderr=subprocess.DEVNULL) as run:
        until = time.monotonic() + 60
        while not Path(f"{out}.journal").exists() and time.monotonic() < until:
            time.sleep(0.005)
        run.send_signal(signal.SIGINT)
    assert run.returncode == 130, "the run was over before it could be broken off"
    assert embedparse(*command[3:], "--resume").returncode == 0
    assert out.read_bytes() == expected
    assert sorted(path.name for path in folder.iterdir()) == ["a.jsonl", "out.jsonl"]


def test_a_report_does_not_replace_the_records(rows: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert embedparse("scan", rows, "-o", out, "-q").returncode == 0
    before = out.read_bytes()
    done = embedparse("stats", out, "--html", tmp_path / "." / "out.jsonl")
    assert done.returncode == 2
    assert b"out.jsonl is also an input" in done.stderr
    assert out.read_bytes() == before
