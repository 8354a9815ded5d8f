"""What the user named as files: folders that cannot be read, links that lead in circles, odd names."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from embedparse.models import UsageError
from embedparse.readers.sources import expand
from tests.command import ARTICLE, embedparse, records


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """x/a.txt and x/y/b.txt; x/loop leads back to x, and empty/ holds nothing."""
    (tmp_path / "x/y").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    for name in ("x/a.txt", "x/y/b.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "x/loop").symlink_to(tmp_path / "x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("x", ["x/a.txt", "x/y/b.txt"], id="folder"),
        pytest.param("**", ["x/a.txt", "x/y/b.txt"], id="everything"),
        pytest.param("**/*", ["x/a.txt", "x/y/b.txt"], id="everything-below"),
        pytest.param("**/*.txt", ["x/a.txt", "x/y/b.txt"], id="files"),
        pytest.param("**/y", ["x/y/b.txt"], id="folders-of-a-name"),
        pytest.param("x/*", ["x/a.txt", "x/loop/a.txt", "x/loop/y/b.txt", "x/y/b.txt"], id="a-link-named"),
        pytest.param("x/loop", ["x/loop/a.txt", "x/loop/y/b.txt"], id="a-link-to-a-folder"),
        pytest.param("empty", ["empty"], id="empty-folder"),
        pytest.param("*.csv", ["*.csv"], id="pattern-that-fits-nothing"),
    ],
)
def test_each_file_is_found_once(tree: Path, name: str, found: list[str]) -> None:
    assert [source.path for source in expand((name,))] == found


@pytest.mark.parametrize(
    ("left", "found"),
    [
        pytest.param(["r.jsonl.journal", "r.jsonl.part", "p.csv.part"], [], id="a-run-broken-off"),
        pytest.param(["r.jsonl.part"], ["x/r.jsonl.part"], id="a-part-of-something-else"),
    ],
)
def test_what_a_run_left_in_a_folder_is_no_input(tree: Path, left: list[str], found: list[str]) -> None:
    for name in left:
        (tree / "x" / name).write_text(ARTICLE, encoding="utf-8")
    assert [source.path for source in expand(("x",))] == ["x/a.txt", *found, "x/y/b.txt"]


def test_a_link_to_a_folder_elsewhere_is_followed_by_a_pattern(tree: Path) -> None:
    (tree / "x/y/b.txt").rename(tree / "b.txt")
    shutil.move(tree / "x/y", tree / "elsewhere")
    shutil.move(tree / "b.txt", tree / "elsewhere/b.txt")
    (tree / "x/2020").symlink_to(tree / "elsewhere")
    assert [source.path for source in expand(("x/**/*.txt",))] == ["x/2020/b.txt", "x/a.txt"]


def test_names_that_cannot_be_reached_say_why(tree: Path) -> None:
    (tree / "circle").symlink_to("circle")
    with pytest.raises(UsageError, match=r"no such file or folder: gone, circle \(Too many levels"):
        expand(("gone", "circle"))


ODD = """
-x.txt|--help.txt|ünï ☃.txt|qu"o'te.txt|a:b.txt|*.txt|[ab].txt|a\nb.txt|\udcff.txt
""".strip().split("|")


def test_odd_names_are_names_like_others(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ODD:
        (folder / name).write_text(ARTICLE, encoding="utf-8")
    done = embedparse("scan", ".", "-o", "../r.jsonl", "--articles", "../p/", "-j", 1, cwd=folder)
    assert done.returncode == 0, done.stderr
    found = records((tmp_path / "r.jsonl").read_bytes())
    assert sorted(record["doc"] for record in found) == sorted(f"./{name}" for name in ODD)
    assert sorted(os.listdir(tmp_path / "p")) == sorted(ODD)
    for name in ("*.txt", "[ab].txt", "./-x.txt"):
        done = embedparse("scan", name, cwd=folder)
        assert [record["doc"] for record in records(done.stdout)] == [name]


def without_privileges(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command as one who may not read everything, which root may."""
    prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    if prefix and shutil.which("setpriv") is None:
        pytest.skip("root may read everything")
    command = [*prefix, sys.executable, "-m", "embedparse", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120)


@pytest.mark.parametrize(
    ("name", "place", "sound"),
    [
        pytest.param("x", "x/y", ["x/a.txt"], id="folder-in-a-folder"),
        pytest.param("x/y", "x/y", [], id="folder-named"),
        pytest.param("x/a.txt", "x/a.txt", [], id="file"),
    ],
)
def test_what_may_not_be_read_is_a_failure(tree: Path, name: str, place: str, sound: list[str]) -> None:
    (tree / place).chmod(0)
    done = without_privileges("scan", name, "-j", "1")
    (tree / place).chmod(0o755)
    assert done.returncode == 1
    assert done.stderr.startswith(f"embedparse: {place}: cannot be read: Permission denied\n".encode())
    assert [record["doc"] for record in records(done.stdout)] == sound
