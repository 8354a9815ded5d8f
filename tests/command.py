"""What tests of the command share: invented articles, and the command, run here or in a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, chdir, contextmanager
from pathlib import Path
from typing import IO, Any, TextIO

from embedparse.cli import main

POST = "Lanterns are lit on the east quay tonight. Bring a scarf!\n— Ada Quill (@ada_quill) May 1, 2020"
BEFORE = "The harbour council met for two hours on Friday and agreed on very little."
AFTER = "Residents of the old town said they would rather keep the ferry."
ARTICLE = f"{BEFORE}\n{POST}\n{AFTER}"
PROSE = f"{BEFORE}\n{AFTER}"
PLAIN = "Nothing was posted here. The market opened at nine and the bakers sold out by noon."


def embedparse(*arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the command in this process: its exit code and what it printed, as bytes.

    ``input`` is standard input, ``cwd`` the folder, ``env`` more of the environment. Standard input and
    output are real files, not terminals. For pipes, signals, limits: `embedparse_process`.
    """
    words = ["embedparse", *map(str, arguments)]
    with ExitStack() as stack:
        stack.enter_context(_environment(options.pop("env", {})))
        if (folder := options.pop("cwd", None)) is not None:
            stack.enter_context(chdir(folder))
        files = [stack.enter_context(tempfile.TemporaryFile("w+b")) for _ in range(3)]
        files[0].write(options.pop("input", b""))
        files[0].seek(0)
        assert not options, f"only a process of its own can have {options}"
        modes = ("r", "w", "w")
        streams = [stack.enter_context(_text(*pair)) for pair in zip(files, modes, strict=True)]
        code = _called(words[1:], streams)
        said = []
        for file in files[1:]:
            file.seek(0)
            said.append(file.read())
    return subprocess.CompletedProcess(words, code, *said)


def _text(file: IO[bytes], mode: str) -> TextIO:
    """A text stream over ``file``'s descriptor, which it leaves open; output keeps what is already there."""
    return open(file.fileno(), mode, encoding="utf-8", closefd=False)


def _called(arguments: list[str], streams: list[TextIO]) -> int:
    """The exit code of the command with ``streams`` as its standard input, output and error."""
    kept = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = streams
    try:
        main(arguments, prog_name="embedparse")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(bool(end.code))
    finally:
        for stream in streams[1:]:
            stream.flush()
        sys.stdin, sys.stdout, sys.stderr = kept
    return 0


@contextmanager
def _environment(changes: dict[str, str]) -> Iterator[None]:
    kept = dict(os.environ)
    os.environ.update(changes)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)


def embedparse_process(*arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own; its tests are marked ``process``."""
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
