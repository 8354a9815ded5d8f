"""The documentation builds as a site: every page is in it, every link leads somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.process
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="pip install 'embedparse[docs]'")
    pytest.importorskip("mkdocstrings", reason="pip install 'embedparse[docs]'")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "scan_html" in (tmp_path / "python" / "index.html").read_text(encoding="utf-8")


def test_every_page_is_in_the_navigation_and_the_start() -> None:
    pages = {path.name for path in (ROOT / "docs").glob("*.md")}
    nav = set(re.findall(r": (\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.M))
    start = set(re.findall(r"\(([\w-]+\.md)\)", (ROOT / "docs" / "index.md").read_text(encoding="utf-8")))
    assert nav == pages
    assert start == pages - {"index.md"}
