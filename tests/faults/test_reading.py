"""A read that fails, whichever it is and in whatever way, sets its file aside and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import records
from tests.faults.inject import ERRORS, faults
from tests.faults.runs import OUTPUTS, WHOLE, check_messages, checked, config, one_filter
from tests.faults.samples import ARTICLE, samples

#: Two errors for each format where not all are tried: one of the system, and another in turn.
_OTHERS = [name for name in ERRORS if name != "OSError"]
CASES = [
    pytest.param(name, error, id=f"{name}-{error}")
    for number, name in enumerate(samples())
    for error in (ERRORS if WHOLE else ("OSError", _OTHERS[number % len(_OTHERS)]))
]


@pytest.fixture(autouse=True, scope="module")
def _one_filter() -> Iterator[None]:
    with one_filter():
        yield


def places(folder: Path, name: str) -> tuple[Path, Path]:
    """Two folders: one with the file that fails, one with a sound one."""
    for each, file, data in (("bad", name, samples()[name]), ("good", "z.txt", ARTICLE.encode())):
        (folder / each).mkdir()
        (folder / each / file).write_bytes(data)
    return folder / "bad" / name, folder / "good" / "z.txt"


@pytest.mark.parametrize(("name", "error"), CASES)
def test_every_read(name: str, error: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad, good = places(tmp_path, name)
    at = 0
    while True:
        at += 1
        out = tmp_path / f"out{at}"
        out.mkdir()
        with faults(ERRORS[error], at, below=str(bad.parent), writing=False) as fault:
            summary = checked(config([bad, good], out, OUTPUTS["jsonl"]))
        if not fault.happened:
            break
        check_messages(capsys.readouterr().err)
        assert summary.failures >= 1, f"read {at} was lost in silence"
        if error in ("OSError", "MemoryError"):
            assert not summary.failed["error"], f"read {at} is reported as an error of the scan"
        failures = records((out / "f.jsonl").read_bytes())
        assert all(failure["place"].startswith(str(bad)) for failure in failures)
        docs = [record["doc"] for record in records((out / "r.jsonl").read_bytes())]
        assert docs[-1] == str(good), "the rest is scanned"
    assert at > 1
    assert not summary.failures


@pytest.mark.process
@pytest.mark.parametrize("error", ["OSError", "MemoryError"])
@pytest.mark.parametrize("name", list(samples()) if WHOLE else ["rows.jsonl", "a.txt", "deflated.zip"])
def test_reads_of_workers(name: str, error: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    bad, good = places(tmp_path, name)
    for at in range(1, 5):
        out = tmp_path / f"out{at}"
        out.mkdir()
        with faults(ERRORS[error], at, below=str(bad.parent), writing=False):
            summary = checked(config([bad, good], out, OUTPUTS["jsonl"], jobs=2))
        check_messages(capfd.readouterr().err)
        assert not summary.failed["error"]
        docs = [record["doc"] for record in records((out / "r.jsonl").read_bytes())]
        assert docs[-1] == str(good)
