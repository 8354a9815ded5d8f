"""hyperscan and stringzilla only make it faster: without them it installs, and gives the same."""

from __future__ import annotations

import configparser
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ARTICLE, PLAIN, write_rows

ROOT = Path(__file__).parents[1]
ACCELERATORS = ("hyperscan", "stringzilla")
WITHOUT = "import sys; sys.modules.update(dict.fromkeys(('hyperscan', 'stringzilla')));"
PAGE = (
    '<p>Before.</p><blockquote class="twitter-tweet"><p>Lanterns tonight.</p>&mdash; Ada (@ada_quill) '
    '<a href="https://twitter.com/ada_quill/status/1256000000000000000">May 1, 2020</a></blockquote>'
)
#: Tests of what is found, of rows that are passed over, and of Arrow columns.
CORE = ("test_seed.py", "test_prose.py", "test_tables.py", "test_arrow.py")


@pytest.mark.parametrize(
    ("system", "machine", "python", "installed"),
    [
        ("linux", "x86_64", "3.12", {"hyperscan", "stringzilla"}),
        ("linux", "aarch64", "3.13", {"hyperscan", "stringzilla"}),
        ("darwin", "arm64", "3.14", {"hyperscan", "stringzilla"}),
        ("win32", "AMD64", "3.11", {"hyperscan", "stringzilla"}),
        ("win32", "ARM64", "3.12", {"stringzilla"}),
        ("linux", "riscv64", "3.12", set()),
        ("linux", "armv7l", "3.12", set()),
    ],
)
def test_they_are_asked_for_where_they_have_wheels(
    system: str, machine: str, python: str, installed: set[str]
) -> None:
    requirements = pytest.importorskip("packaging.requirements")
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    lines = [line for line in config["options"]["install_requires"].splitlines() if line and line[0] != "#"]
    environment = {"sys_platform": system, "platform_machine": machine, "python_version": python}
    wanted = {
        requirement.name
        for requirement in map(requirements.Requirement, lines)
        if requirement.marker is None or requirement.marker.evaluate(environment)
    }
    assert wanted & set(ACCELERATORS) == installed
    assert "click" in wanted


def scan_without(path: Path, *options: str) -> bytes:
    code = f"{WITHOUT} from embedparse.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "scan", str(path), "--quiet", *options]
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout


@pytest.mark.parametrize("options", [[], ["--kind", "text"], ["--kind", "html"]], ids=" ".join)
def test_records_are_the_same_without_them(tmp_path: Path, options: list[str]) -> None:
    texts = [PLAIN, ARTICLE, PAGE] * 20
    path = write_rows(tmp_path / "a.jsonl", [{"id": n, "text": text} for n, text in enumerate(texts)])
    command = [sys.executable, "-m", "embedparse", "scan", str(path), "--quiet", *options]
    found = subprocess.run(command, capture_output=True, check=True, timeout=120).stdout
    assert scan_without(path, *options) == found
    assert found


def test_the_core_of_the_tests_passes_without_them() -> None:
    files = [str(ROOT / "tests" / name) for name in CORE]
    code = f"{WITHOUT} import pytest; sys.exit(pytest.main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "-q", "-x", "-p", "no:cacheprovider", *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, cwd=ROOT)
    assert done.returncode == 0, done.stdout[-2000:]
