"""What the command costs before it does anything, what it shows, and what it lists."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from embedparse.commands._options import Size
from embedparse.platforms import all_platforms
from tests.command import archive, embedparse

HEAVY = ("pyarrow", "multiprocessing", "lxml", "bs4", "rich", "regex", "hyperscan", "trafilatura")


@pytest.mark.parametrize("module", ["embedparse", "embedparse.cli", "embedparse.commands.scan"])
def test_importing_pulls_in_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*(name for name in {HEAVY} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_one_job_needs_no_multiprocessing(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.jsonl", 20)
    code = (
        "import sys; from embedparse.cli import main\n"
        f"try: main(['scan', {str(path)!r}, '-j', '1', '-q'])\n"
        "except SystemExit: print('multiprocessing' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "False\n"


@pytest.mark.skipif(os.name == "nt", reason="there signals end a process in another way")
def test_interrupted_while_loading_it_ends_without_a_word() -> None:
    code = (
        "import os, signal, sys\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'click': os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupt())\n"
        "from embedparse.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code, "--version"], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")


def test_the_version_costs_little() -> None:
    took = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert embedparse("--version").stdout.startswith(b"embedparse, version ")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    assert min(took) < 0.3, "twice what it takes on a slow machine"


@pytest.mark.process
def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    def peak(path: Path) -> int:
        script = (
            "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True);"
            " print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        command = [sys.executable, "-c", script, sys.executable, "-m", "embedparse", "scan", path]
        out = ["-o", tmp_path / "r.jsonl", "--articles", tmp_path / "p.jsonl", "-j", "1"]
        return int(subprocess.run([*command, *out], capture_output=True, check=True).stdout)

    small = archive(tmp_path / "small.jsonl", 40_000, every=500)
    large = tmp_path / "large.jsonl"
    large.write_bytes(small.read_bytes() * 10)
    assert peak(large) < 1.15 * peak(small)
    assert peak(large) < 150_000


def run_on_terminal(*arguments: object) -> str:
    """Standard error of the command when it is a terminal."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "embedparse", *map(str, arguments)],
        stdout=subprocess.DEVNULL, stderr=theirs, env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            piece = os.read(ours, 1 << 16)
        except OSError:  # the terminal is closed
            break
        if not piece:
            break
        seen += piece
    process.wait(timeout=10)
    os.close(ours)
    return seen.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.process
def test_progress_shows_on_a_terminal_only(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.jsonl", 60_000, every=200)
    shown = run_on_terminal("scan", path, "-j", 1)
    assert re.search(r"[\d,]+ documents, [\d,]+/s, [\d,]+ embeds", shown)
    assert re.search(r"\d+\.\d/\d+\.\d MB", shown)
    assert "60,000 documents read = 60,000 scanned" in shown
    assert run_on_terminal("scan", path, "-j", 1, "--quiet") == ""
    assert b"/s, " not in embedparse("scan", path, "-j", 1).stderr


@pytest.mark.parametrize(
    ("written", "size"),
    [("500", 500), ("64K", 64_000), ("1.5 MB", 1_500_000), ("64KiB", 65_536), ("1gib", 1 << 30), ("2B", 2)],
)
def test_sizes(written: str, size: int) -> None:
    assert Size().convert(written, None, None) == size


@pytest.mark.parametrize("written", ["", "1iB", "-5", "1 X", "1.5.2M", "MB"])
def test_what_is_no_size(written: str) -> None:
    with pytest.raises(click.BadParameter, match="is no size"):
        Size().convert(written, None, None)


def test_platforms_lists_all_that_is_known() -> None:
    listed = embedparse("platforms", "--rules").stdout.decode()
    for platform in all_platforms():
        assert platform.name in listed
        for rule in (*platform.text_rules, *platform.html_rules):
            assert rule.name in listed
            assert rule.seen in listed
    assert "    text forms  attribution" in listed
    assert listed.startswith("dates  read in af, ar,")
    assert "twitter" not in embedparse("platforms", "bluesky").stdout.decode().split()
    done = embedparse("platforms", "nowhere")
    assert done.returncode == 2
    assert b"no platform is called nowhere" in done.stderr


@pytest.mark.parametrize("command", ["scan", "clean", "platforms", "view", "stats"])
def test_every_command_has_help(command: str) -> None:
    done = embedparse(command, "--help")
    assert done.returncode == 0
    assert b"Usage: " in done.stdout


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        pytest.param(["scan"], "no INPUTS", id="no inputs"),
        pytest.param(["scan", "-", "-"], "only once", id="standard input twice"),
        pytest.param(["scan", "-", "--platform", "nowhere"], "no platform is called nowhere", id="platform"),
        pytest.param(["scan", "-", "--resume"], "--resume needs outputs in files", id="resume to a pipe"),
        pytest.param(["scan", "-", "--max-size", "many"], "is no size", id="size"),
        pytest.param(["scan", "-", "--jobs", "0"], "--jobs", id="jobs"),
        pytest.param(["scan", "-", "-o", "x.jsonl", "--articles", "x.jsonl"], "same place", id="one output"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: list[str], why: str) -> None:
    done = embedparse(*arguments, input=b"", cwd=tmp_path)
    assert done.returncode == 2
    assert why in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []
