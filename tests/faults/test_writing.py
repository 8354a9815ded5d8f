"""A write that fails, whichever it is, names its output in one line; the run goes on from there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from embedparse.batch.run import run
from embedparse.models import EmbedparseError
from tests.faults.inject import ERRORS, Fault, faults
from tests.faults.runs import OUTPUTS, WHOLE, check_messages, checked, config, contents, one_filter
from tests.faults.samples import samples


def _is_installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # not even the package around it
        return False


_INPUTS = ("a.txt", "rows.csv", "deflated.zip") if WHOLE else ("a.txt", "rows.csv")
#: Modules that outputs are written with.
_NEEDED = {"parquet": "pyarrow", "tables": "pyarrow", "xlsx": "xlsxwriter", "csv": "backports.zstd"}
SETS = [name for name in OUTPUTS if name not in _NEEDED or _is_installed(_NEEDED[name])]
#: Errors, and seconds between two journals: all of them with journals after every block and with none.
_ERRORS = [(error, seconds) for error in ERRORS for seconds in (-1.0, 60.0)]
if not WHOLE:
    _ERRORS = [("no-space", -1.0), ("MemoryError", 60.0)]


@pytest.fixture(autouse=True, scope="module")
def _one_filter() -> Iterator[None]:
    with one_filter():
        yield


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    """Sound files of some formats, and one with a row that fails."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in _INPUTS:
        (folder / name).write_bytes(samples()[name])
    (folder / "b.jsonl").write_bytes(b'{"id": 1}\n' + samples()["rows.jsonl"])
    return [folder / name for name in (*_INPUTS, "b.jsonl")]


def check_every_call(
    tmp_path: Path, inputs: list[Path], name: str, fail: Callable[[int], Any], checkpoint: float
) -> None:
    """With the call at each place failing, the run names an output and is gone on with to the same bytes."""
    whole = tmp_path / "whole"
    whole.mkdir()
    checked(config(inputs, whole, OUTPUTS[name]))
    wanted = contents(whole)
    at = 0
    while True:
        at += 1
        out = tmp_path / f"out{at}"
        out.mkdir()
        plan = config(inputs, out, OUTPUTS[name], checkpoint=checkpoint)
        with fail(at) as fault:
            try:
                run(plan)
            except EmbedparseError as error:
                first, *advice = str(error).split("\n")
                assert str(out) in first
                assert len(advice) <= 1
        if fault.happened:
            checked(plan._replace(resume=True))
        assert contents(out) == wanted, f"call {at}"
        if not fault.happened:
            break
    assert at > 2


@pytest.mark.parametrize(("error", "checkpoint"), _ERRORS)
@pytest.mark.parametrize("name", SETS)
def test_every_write(
    name: str,
    error: str,
    checkpoint: float,
    tmp_path: Path,
    inputs: list[Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(at: int) -> Any:
        return faults(ERRORS[error], at, below=str(tmp_path / f"out{at}"), writing=True)

    check_every_call(tmp_path, inputs, name, fail, checkpoint)
    check_messages(capsys.readouterr().err)


class _Database(sqlite3.Connection):
    """A connection whose every call is counted."""

    fault: Fault

    def execute(self, *args: Any) -> Any:  # type: ignore[override]
        self.fault.touch()
        return super().execute(*args)

    def executemany(self, *args: Any) -> Any:  # type: ignore[override]
        self.fault.touch()
        return super().executemany(*args)

    def commit(self) -> None:
        self.fault.touch()
        super().commit()


def test_every_call_of_sqlite(tmp_path: Path, inputs: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect
    if not WHOLE:
        inputs = inputs[:1]

    class failing:  # noqa: N801  (used as a function)
        def __init__(self, at: int) -> None:
            self._fault = Fault(ERRORS["sqlite3"], at)

        def __enter__(self) -> Fault:
            kind = type("Database", (_Database,), {"fault": self._fault})
            monkeypatch.setattr(sqlite3, "connect", lambda path: connect(path, factory=kind))
            return self._fault

        def __exit__(self, *_exc: object) -> None:
            monkeypatch.setattr(sqlite3, "connect", connect)

    check_every_call(tmp_path, inputs, "sqlite", failing, -1.0)


@pytest.mark.skipif("rows.parquet" not in samples(), reason="pip install 'embedparse[parquet]'")
def test_every_call_of_arrow(tmp_path: Path, inputs: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    from pyarrow import parquet

    writer = parquet.ParquetWriter
    names = [name for name in ("write_table", "write_batch", "write", "close") if hasattr(writer, name)]
    real = {name: getattr(writer, name) for name in names}

    class failing:  # noqa: N801
        def __init__(self, at: int) -> None:
            self._fault = Fault(ERRORS["arrow"], at)

        def __enter__(self) -> Fault:
            for name in names:
                monkeypatch.setattr(writer, name, self._counted(real[name]))
            return self._fault

        def _counted(self, call: Any) -> Any:
            def counted(*args: Any, **options: Any) -> Any:
                self._fault.touch()
                return call(*args, **options)

            return counted

        def __exit__(self, *_exc: object) -> None:
            for name in names:
                monkeypatch.setattr(writer, name, real[name])

    check_every_call(tmp_path, inputs, "parquet", failing, 60.0)
