"""What the tests of the command share: invented articles with a post, and running the real command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

POST = "Lanterns are lit on the east quay tonight. Bring a scarf!\n— Ada Quill (@ada_quill) May 1, 2020"
BEFORE = "The harbour council met for two hours on Friday and agreed on very little."
AFTER = "Residents of the old town said they would rather keep the ferry."
ARTICLE = f"{BEFORE}\n{POST}\n{AFTER}"
PROSE = f"{BEFORE}\n{AFTER}"
PLAIN = "Nothing was posted here. The market opened at nine and the bakers sold out by noon."


def embedparse(*arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "embedparse", *map(str, arguments)]
    environment = {**os.environ, **options.pop("env", {})}
    return subprocess.run(command, capture_output=True, timeout=120, env=environment, **options)


def records(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def write_rows(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def archive(path: Path, documents: int, every: int = 7) -> Path:
    """An archive in which each ``every``-th article holds a post."""
    rows = (
        {"id": f"a{n}", "n": n, "text": ARTICLE.replace("two", str(n)) if n % every == 0 else f"{PLAIN} {n}"}
        for n in range(documents)
    )
    return write_rows(path, list(rows))
