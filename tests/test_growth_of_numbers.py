"""Time grows in proportion to the number of files, rows, members and failures; memory does not grow."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from embedparse.batch.perform import Performer
from embedparse.batch.summary import Summary
from embedparse.jobs import ScanConfig
from embedparse.readers.batches import Meter, read_batches
from embedparse.readers.sources import expand
from tests.command import ARTICLE, PLAIN
from tests.growth import check_growth

pytestmark = pytest.mark.growth


def rows(number: int, row: dict[str, object] | None = None) -> bytes:
    return b"".join(
        json.dumps({"id": n, "text": PLAIN} | (row or {})).encode() + b"\n" for n in range(number)
    )


def zipped(number: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(number):
            archive.writestr(f"{n}.txt", PLAIN)
    return out.getvalue()


def tarred(number: int) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for n in range(number):
            info = tarfile.TarInfo(f"{n}.txt")
            info.size = len(PLAIN)
            archive.addfile(info, io.BytesIO(PLAIN.encode()))
    return out.getvalue()


def table(number: int) -> bytes:
    return b"id,text\n" + b"".join(b'%d,"%b"\n' % (n, PLAIN.encode()) for n in range(number))


#: Inputs of a number of documents: name of the file, content, documents of the smaller one.
INPUTS: dict[str, tuple[str, Callable[[int], bytes], int]] = {
    "rows": ("a.jsonl", rows, 20_000),
    "rows-that-fail": ("a.jsonl", lambda number: rows(number, {"text": None}), 4_000),
    "rows-with-posts": ("a.jsonl", lambda number: rows(number, {"text": ARTICLE}), 60),
    "compressed-members": ("a.jsonl.gz", lambda number: gzip.compress(rows(1)) * number, 1_500),
    "rows-of-a-table": ("a.csv", table, 1_500),
    "elements-of-an-array": ("a.json", lambda n: json.dumps([{"text": PLAIN}] * n).encode(), 1_500),
    "members-of-a-zip": ("a.zip", zipped, 300),
    "members-of-a-tar": ("a.tar", tarred, 300),
}


def scan(path: Path) -> Summary:
    """What a run of one job over ``path`` counts."""
    work = ScanConfig()
    performer, summary = PERFORMER, Summary()
    sources = expand((str(path),))
    for task in read_batches(sources, work.reading, meter=Meter(sources)):
        summary.add(performer(task))
    return summary


PERFORMER = Performer(ScanConfig())


@pytest.mark.parametrize(("name", "make", "number"), INPUTS.values(), ids=INPUTS)
def test_documents_of_one_file(name: str, make: Callable[[int], bytes], number: int, tmp_path: Path) -> None:
    def made(size: int) -> Path:
        (tmp_path / str(size)).mkdir(exist_ok=True)
        (tmp_path / str(size) / name).write_bytes(make(size))
        return tmp_path / str(size) / name

    check_growth(scan, made, number)
    assert scan(made(number)).read == number


def test_files_of_a_folder(tmp_path: Path) -> None:
    def made(size: int) -> Path:
        folder = tmp_path / str(size)
        if not folder.exists():
            folder.mkdir()
            for n in range(size):
                (folder / f"{n}.txt").write_text(PLAIN)
        return folder

    check_growth(scan, made, 1_000)
    assert scan(made(1_000)).scanned == 1_000


@pytest.mark.skipif(sys.platform == "win32", reason="ulimit")
def test_memory_does_not_grow_with_the_number_of_rows(tmp_path: Path) -> None:
    """100 MB of rows in 600 MB of address space, of which libraries take most."""
    data = rows(1_000)
    with gzip.open(tmp_path / "a.jsonl.gz", "wb", compresslevel=1) as file:
        for _ in range(100_000_000 // len(data)):
            file.write(data)
    whole = [sys.executable, "-m", "embedparse", "scan", "a.jsonl.gz", "-j", "1", "-q"]
    limited = ["sh", "-c", 'ulimit -v 600000; exec "$@"', "sh", *whole]
    done = subprocess.run(limited, cwd=tmp_path, capture_output=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, b"")
