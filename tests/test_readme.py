"""The README keeps its word: its record is what the command prints, its lines run when pasted."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ARTICLE, embedparse, write_rows

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARTICLES = "fixtures/articles/ferry.txt"


def block(language: str, holding: str) -> str:
    """The README's block of ``language`` that holds ``holding``."""
    found = [body for body in re.findall(rf"```{language}\n(.*?)```", README, re.S) if holding in body]
    assert len(found) == 1, f"{len(found)} blocks of {language} hold {holding!r}"
    return str(found[0])


def test_record_is_what_scan_prints() -> None:
    done = embedparse("scan", "-q", ARTICLES, cwd=ROOT)
    first = json.loads(done.stdout.splitlines()[0])
    assert first == json.loads(block("json", '"doc"'))


def test_before_and_after_are_of_that_article() -> None:
    article = (ROOT / ARTICLES).read_text(encoding="utf-8")
    prose = embedparse("clean", "-q", ARTICLES, cwd=ROOT).stdout.decode()
    before, after = (
        "\n".join(line.strip() for line in part.strip().splitlines())
        for part in re.findall(r"\n\n((?:    \S.*\n)+)", README)[:2]
    )
    assert before in article
    assert after in prose
    assert before not in prose


def test_python_lines_run() -> None:
    subprocess.run([sys.executable, "-c", block("python", "embedparse.scan(")], check=True)


SHELL = [line for line in block("sh", "embedparse stats").splitlines() if line]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that the README's lines name."""
    write_rows(tmp_path / "articles.jsonl", [{"id": f"a{n}", "text": ARTICLE} for n in range(3)])
    packed = gzip.compress((tmp_path / "articles.jsonl").read_bytes())
    (tmp_path / "articles.jsonl.gz").write_bytes(packed)
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "one.html").write_text("<html><p>No post here.</p></html>", encoding="utf-8")
    return tmp_path


@pytest.mark.process
def test_the_shell_lines_run_in_their_order(folder: Path) -> None:
    """One test: a line may read what an earlier one has written."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    failed = {}
    for line in SHELL:
        if "| jq" in line and shutil.which("jq") is None:
            continue
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", line],
            cwd=folder,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=120,
        )
        if done.returncode != 0:
            failed[line] = done.stderr
    assert failed == {}


def test_every_option_named_exists() -> None:
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README))
    helps = "".join(
        embedparse(name, "--help").stdout.decode() for name in ("scan", "clean", "view", "stats", "platforms")
    )
    assert options
    assert {option for option in options if option not in helps} == set()
