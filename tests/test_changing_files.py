"""Files that change while they are read, and text that is not in its encoding: named; the rest is read."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from embedparse.batch.perform import Performer
from embedparse.inputs import ReadOptions
from embedparse.jobs import Result, ScanConfig
from embedparse.readers.batches import Meter, read_batches
from embedparse.readers.jsonl import BLOCK
from embedparse.readers.sources import expand
from tests.command import ARTICLE, PLAIN, embedparse, embedparse_process, records

ROWS = 400
"""Together they are some blocks; few hold a post."""


def _rows(path: Path, compress: Callable[[bytes], bytes] = bytes) -> Path:
    texts = (PLAIN * 80 if number % 50 else f"{ARTICLE} " + PLAIN * 80 for number in range(ROWS))
    rows = "".join(json.dumps({"id": f"r{number}", "text": text}) + "\n" for number, text in enumerate(texts))
    assert len(rows) > 2 * BLOCK
    path.write_bytes(compress(rows.encode()))
    return path


def _read(path: Path, change: Callable[[Path], object]) -> Result:
    """Everything that is read of ``path``, which ``change`` changes behind the first block."""
    total, perform = Result(), Performer(ScanConfig())
    for number, task in enumerate(read_batches(expand((str(path),)), ReadOptions())):
        if number == 0:
            change(path)
        result = perform(task)
        total.read += result.read
        total.scanned += result.scanned
        total.failures += result.failures
    return total


def _replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b'{"id": "new", "text": "More."}\n')


def _rewrite(path: Path) -> None:
    data = path.read_bytes()
    path.with_suffix(".new").write_bytes(data)
    path.with_suffix(".new").replace(path)


@pytest.mark.parametrize(
    ("change", "least"),
    [
        pytest.param(lambda path: os.truncate(path, path.stat().st_size // 2), ROWS // 2 - 1, id="half"),
        pytest.param(
            lambda path: os.truncate(path, path.stat().st_size // 2 + 7), ROWS // 2 - 1, id="in-a-row"
        ),
        pytest.param(lambda path: os.truncate(path, 0), 0, id="nothing-left"),
        pytest.param(Path.unlink, 0, id="gone"),
        pytest.param(_replace_by_folder, 0, id="a-folder"),
        pytest.param(_append, ROWS, id="grown"),
        pytest.param(_rewrite, ROWS, id="replaced"),
    ],
)
def test_a_file_of_rows_that_changes_is_named(
    tmp_path: Path, change: Callable[[Path], object], least: int
) -> None:
    result = _read(_rows(tmp_path / "a.jsonl"), change)
    kinds = {failure.kind for failure in result.failures}
    assert "changed" in kinds
    assert kinds <= {"changed", "unreadable"}
    assert result.scanned >= least
    assert result.read == result.scanned + len(result.failures)


@pytest.mark.parametrize("change", [_rewrite, Path.unlink])
def test_a_compressed_file_that_changes_is_named(tmp_path: Path, change: Callable[[Path], object]) -> None:
    result = _read(_rows(tmp_path / "a.jsonl.gz", gzip.compress), change)
    kinds = {failure.kind for failure in result.failures}
    assert "changed" in kinds
    assert kinds <= {"changed", "unreadable"}
    assert result.scanned == ROWS


def test_a_file_that_stays_as_it_is_is_not_named(tmp_path: Path) -> None:
    result = _read(_rows(tmp_path / "a.jsonl"), Path.exists)
    assert (result.scanned, result.failures) == (ROWS, [])


@pytest.mark.process
def test_the_command_names_a_file_that_changes_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(ARTICLE, encoding="utf-8")
    _rows(tmp_path / "a.jsonl")
    code = (
        "import os, sys\n"
        "from embedparse.batch import perform\n"
        "whole = perform.Performer._rows\n"
        "def cut(self, block, aside):\n"
        "    os.path.exists('a.jsonl') and os.remove('a.jsonl')\n"
        "    return whole(self, block, aside)\n"
        "perform.Performer._rows = cut\n"
    )
    (tmp_path / "sitecustomize.py").write_text(code)
    done = embedparse_process(
        "scan", "a.jsonl", "b.txt", "-o", "r.jsonl", "-j", 2, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}
    )
    assert done.returncode == 1
    assert (
        b"a.jsonl: it changed while it was read" in done.stderr or b"a.jsonl: cannot be read" in done.stderr
    )
    assert records((tmp_path / "r.jsonl").read_bytes())[-1]["doc"] == "b.txt"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("ending", ["csv", "json", "jsonl"])
def test_half_a_character_sets_its_row_aside(tmp_path: Path, ending: str, encoding: str) -> None:
    rows = [{"id": f"r{number}", "text": f"{number} {ARTICLE}"} for number in range(4)]
    text = {
        "csv": "id,text\n" + "".join(f'{row["id"]},"{row["text"]}"\n' for row in rows),
        "json": json.dumps(rows, ensure_ascii=False),
        "jsonl": "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows),
    }[ending]
    data = ("\ufeff" + text).encode(encoding)
    lone = "\ud83d".encode(encoding, "surrogatepass")
    at = data.index("2 The".encode(encoding))
    (tmp_path / f"a.{ending}").write_bytes(data[:at] + lone + data[at:])
    (tmp_path / f"b.{ending}").write_bytes(data + lone[: len(lone) // 2])
    (tmp_path / "c.txt").write_text(ARTICLE, encoding="utf-8")
    done = embedparse("scan", f"a.{ending}", f"b.{ending}", "c.txt", "-j", 1, cwd=tmp_path)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    found = [record["doc"] for record in records(done.stdout)]
    assert found[:3] == ["r0", "r1", "r3"]
    assert found[3:7] in (["r0", "r1", "r2", "r3"], ["r0", "r1", "r2", "c.txt"])
    assert found[-1] == "c.txt"


def test_the_meter_is_linear_in_the_number_of_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    sources = expand((str(tmp_path / "a"),)) * 3
    meter = Meter(sources)
    for number in range(3):
        meter.begin(number, None)
        assert meter.value() == 5 * number
    assert meter.total == 15
