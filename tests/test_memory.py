"""Small archives that grow: memory stays within --max-size and a constant, what is too large is named."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ARTICLE, records

MB = 1 << 20
SIZE = 60 * MB
LIMIT = 150
"""Megabytes beside --max-size."""


def growing(head: bytes, unit: bytes, tail: bytes, path: Path) -> None:
    """A compressed file of ``head``, about 60 MB of ``unit``, and ``tail``."""
    piece = unit * (MB // len(unit))
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(head)
        for _ in range(SIZE // MB):
            file.write(piece)
        file.write(tail)


JSON_TEXT = ARTICLE.replace("\n", "\\n").encode()
CASES = {
    "csv-cell": ("a.csv", b'id,text\n1,"', b"x", b'"\n2,"%s"\n' % ARTICLE.encode(), True),
    "csv-lines": ("a.csv", b'id,text\n1,"', b"x\n", b'"\n2,"%s"\n' % ARTICLE.encode(), True),
    "csv-columns": ("a.csv", b"id,text", b",a", b"\n1,x\n", False),
    "json-text": ("a.json", b'[{"id":1,"text":"', b"x", b'"},{"id":2,"text":"%s"}]' % JSON_TEXT, True),
    "json-values": ("a.json", b'[{"id":1,"v":[', b"{},", b'1]},{"id":2,"text":"%s"}]' % JSON_TEXT, True),
    "json-escapes": ("a.json", b'[{"id":1,"text":"', b"\\\\", b'"},{"id":2,"text":"%s"}]' % JSON_TEXT, True),
    "json-lines": ("a.jsonl", b'{"id":1,"text":"', b"x", b'"}\n{"id":2,"text":"%s"}\n' % JSON_TEXT, True),
    "text": ("a.txt", b"", b"x", b"", False),
    "feed": ("a.xml", b"<rss><channel><item>", b"<a>x</a>", b"</item></channel></rss>", False),
    "mail": ("a.eml", b"From: a@example.org\n\n", b"x", b"", False),
    "mbox": ("a.mbox", b"From a Mon Nov 04 08:00:00 2019\nFrom: a@example.org\n\n", b"x", b"", False),
    "parquet": ("a.parquet", b"PAR1", b"\0", b"\0\0\0\x7fPAR1", False),
    "zip": ("a.zip", b"PK\3\4", b"\0", b"", False),
}


#: Runs Python with the arguments behind the first, which names the file for its standard error, and prints
#: its exit code and its largest memory in KiB. A small process between: a child's peak includes what it was
#: forked from, and a test run is large.
MEASURE = """
import os, sys
err, *arguments = sys.argv[1:]
target = (os.POSIX_SPAWN_OPEN, 2, err, os.O_WRONLY | os.O_CREAT, 0o600)
nothing = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0o600)
command = [sys.executable, *arguments]
child = os.posix_spawn(sys.executable, command, os.environ, file_actions=[target, nothing])
_, status, usage = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)
"""


@pytest.mark.growth
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="memory is measured with wait4")
@pytest.mark.parametrize("name", CASES)
def test_memory_is_bounded(tmp_path: Path, name: str) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    file, head, unit, tail, goes_on = CASES[name]
    growing(head, unit, tail, tmp_path / f"{file}.gz")
    arguments = [
        "scan",
        f"{tmp_path / file}.gz",
        "-o",
        str(tmp_path / "r.jsonl"),
        "--max-size",
        "1MB",
        "-j",
        "1",
    ]
    measured = [sys.executable, "-c", MEASURE, str(tmp_path / "err"), "-m", "embedparse", *arguments]
    done = subprocess.run(measured, capture_output=True, text=True, check=True)
    code, kilobytes = map(int, done.stdout.split())
    said = (tmp_path / "err").read_text(encoding="utf-8")
    assert code == 1, said
    assert "Traceback" not in said
    assert kilobytes / 1024 < 1 + LIMIT
    found = [record["doc"] for record in records((tmp_path / "r.jsonl").read_bytes())]
    assert found == (["2"] if goes_on else [])
