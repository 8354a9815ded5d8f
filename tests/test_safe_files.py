"""Journals and files being written: damage is named in one line, links are not followed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner, Result

from embedparse.batch import journal
from embedparse.batch.journal import Journal
from embedparse.batch.run import RunConfig, run
from embedparse.cli import main
from embedparse.jobs import ScanConfig
from embedparse.models import EmbedparseError, UsageError
from embedparse.readers.sources import expand
from embedparse.writers.folder import Folder
from tests.command import ARTICLE, PLAIN, write_rows


def scan(folder: Path, *args: str) -> Result:
    outputs = ["-o", str(folder / "r.jsonl.gz"), "--articles", f"{folder / 'art'}{os.sep}"]
    return CliRunner().invoke(main, ["scan", str(folder / "in.jsonl"), *outputs, "-j", "1", "-q", *args])


@pytest.fixture
def broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a run that was broken off behind its first blocks."""
    write_rows(tmp_path / "in.jsonl", [{"id": n, "text": ARTICLE + PLAIN * 200} for n in range(80)])
    with monkeypatch.context() as patch:
        saved: list[Any] = []
        save = Journal.save

        def stop(self: Journal, entry: dict[str, Any]) -> None:
            save(self, entry)
            saved.append(entry)
            raise KeyboardInterrupt

        patch.setattr(Journal, "save", stop)
        assert scan(tmp_path, "--checkpoint", "0").exit_code == 130
    assert (tmp_path / "r.jsonl.gz.journal").exists()
    return tmp_path


def put(*path: str, value: Any) -> Callable[[dict[str, Any]], Any]:
    def change(entry: dict[str, Any]) -> None:
        for key in path[:-1]:
            entry = entry[key]
        entry[path[-1]] = value

    return change


def drop(*path: str) -> Callable[[dict[str, Any]], Any]:
    def change(entry: dict[str, Any]) -> None:
        for key in path[:-1]:
            entry = entry[key]
        del entry[path[-1]]

    return change


DAMAGE: dict[str, Callable[[dict[str, Any]], Any]] = {
    **{f"no-{key}": drop(key) for key in ("position", "line", "row", "summary", "done", "states", "digest")},
    "position-text": put("position", value="x"),
    "position-behind-the-end": put("position", value=[99, 0]),
    "position-negative": put("position", value=[-1, 0]),
    "line-null": put("line", value=None),
    "done": put("done", value=True),
    "summary-list": put("summary", value=[]),
    "states-null": put("states", value=None),
    "size-negative": put("states", "records", "size", value=-5),
    "size-huge": put("states", "records", "size", value=10**18),
    "size-fraction": put("states", "records", "size", value=1.5),
    "waiting": put("states", "records", "waiting", value="@@@"),
    "form": put("states", "articles", "form", value="evil"),
    "inside-leads-out": put("states", "articles", "inside", value="../../led-out"),
    "inside-absolute": put("states", "articles", "inside", value="/tmp/led-out"),
    "rows-null": put("states", "articles", "rows", value=None),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_journal_is_refused_in_one_line(
    broken_off: Path, damage: Callable[[dict[str, Any]], Any]
) -> None:
    path = broken_off / "r.jsonl.gz.journal"
    entry = json.loads(path.read_bytes())
    damage(entry)
    path.write_bytes(json.dumps(entry).encode())
    done = scan(broken_off, "--resume")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"embedparse: {path}: this journal is damaged; start over with --restart.\n"
    assert not any(name.startswith("led-out") for name in os.listdir(broken_off.parent) + os.listdir("/tmp"))


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"null", b"[]", b"\xff\x00", b"[" * 100_000, b'{"identity": 5}', b'{"a": 1}'],
    ids=["empty", "cut", "null", "list", "noise", "deep", "other-identity", "no-identity"],
)
def test_what_is_no_journal_is_refused_in_one_line(broken_off: Path, data: bytes) -> None:
    path = broken_off / "r.jsonl.gz.journal"
    path.write_bytes(data)
    done = scan(broken_off, "--resume")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"embedparse: {path}: ")
    assert done.stderr.count("embedparse: ") == 1


def test_a_journal_written_in_another_order_is_sound(broken_off: Path) -> None:
    path = broken_off / "r.jsonl.gz.journal"
    entry = json.loads(path.read_bytes())
    path.write_bytes(json.dumps(dict(reversed(entry.items())), indent=2).encode())
    done = scan(broken_off, "--resume")
    assert done.exit_code == 0, done.stderr
    assert not path.exists()


def test_a_forged_journal_does_not_lead_out_of_a_folder(tmp_path: Path) -> None:
    state = {"inside": "../escaped.jsonl", "rows": {"size": 0}}
    with pytest.raises(UsageError, match="leads out of it"):
        Folder(str(tmp_path / "art"), ScanConfig().reading, state)


LINKS = ["r.jsonl.part", "r.sqlite.part", "art.part", "f.jsonl.part"]


@pytest.mark.skipif(sys.platform == "win32", reason="links")
@pytest.mark.parametrize("hard", [False, True], ids=["symbolic", "hard"])
@pytest.mark.parametrize("name", LINKS)
def test_a_link_in_the_way_is_not_followed(tmp_path: Path, name: str, hard: bool) -> None:
    if hard and name == "art.part":
        pytest.skip("no hard links to folders")
    write_rows(tmp_path / "in.jsonl", [{"id": 1, "text": ARTICLE}, {"id": 2}])
    victim = tmp_path / "victim"
    if name == "art.part":
        victim.mkdir()
        (victim / "precious").write_text("precious")
    else:
        victim.write_text("precious")
    (os.link if hard else os.symlink)(victim, tmp_path / name)
    suffix = ".sqlite" if "sqlite" in name else ".jsonl"
    outputs = ["-o", str(tmp_path / f"r{suffix}"), "--failures", str(tmp_path / "f.jsonl")]
    outputs += ["--articles", f"{tmp_path / 'art'}{os.sep}"]
    done = CliRunner().invoke(main, ["scan", str(tmp_path / "in.jsonl"), *outputs, "-j", "1", "-q"])
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr
    assert (victim / "precious" if victim.is_dir() else victim).read_text() == "precious"


@pytest.mark.skipif(sys.platform == "win32", reason="links")
@pytest.mark.parametrize("name", ["r.jsonl.journal2", "r.sqlite.part2"])
def test_a_link_that_a_new_file_replaces(tmp_path: Path, name: str) -> None:
    (tmp_path / "victim").write_text("precious")
    (tmp_path / name).symlink_to(tmp_path / "victim")
    path = write_rows(tmp_path / "in.jsonl", [{"id": n, "text": ARTICLE} for n in range(3)])
    output = tmp_path / name.rpartition(".")[0]
    run(RunConfig((str(path),), ScanConfig(), {"records": str(output)}, checkpoint=-1))
    assert (tmp_path / "victim").read_text() == "precious"
    assert output.is_file()
    assert not output.is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names")
def test_a_journal_that_is_a_pipe_or_a_link_is_refused(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "in.jsonl", [{"id": 1, "text": ARTICLE}])
    made = Journal(str(tmp_path / "r.jsonl"), expand((str(path),)), ScanConfig(), {})
    os.mkfifo(made.path)
    with pytest.raises(UsageError, match="cannot be read"):
        made.load()
    os.remove(made.path)
    os.symlink(path, made.path)
    with pytest.raises(UsageError, match="no plain file"):
        made.load()


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        pytest.param("sqlite3.OperationalError('database or disk is full')", "make room", id="full"),
        pytest.param("sqlite3.OperationalError('attempt to write a readonly database')", "put that", id="ro"),
        pytest.param("sqlite3.DatabaseError('disk image is malformed')", "put that right", id="malformed"),
        pytest.param("MemoryError()", "put that right", id="memory"),
        pytest.param("UnicodeError('surrogates')", "put that right", id="unicode"),
    ],
)
def test_an_error_of_sqlite_names_the_output_and_the_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: str, advice: str
) -> None:
    import sqlite3

    from embedparse.writers import sqlite_records

    path = write_rows(tmp_path / "in.jsonl", [{"id": n, "text": ARTICLE} for n in range(3)])
    output = str(tmp_path / "r.sqlite")
    made: Exception = eval(error, {"sqlite3": sqlite3})

    def fail(*_args: object) -> None:
        raise made

    with monkeypatch.context() as patch:
        patch.setattr(sqlite_records, "_create", fail)
        with pytest.raises(EmbedparseError) as caught:
            run(RunConfig((str(path),), ScanConfig(), {"records": output}))
    first, second = str(caught.value).split("\n")
    assert first.startswith(f"cannot write {output}: ")
    assert advice in second
    assert "--resume" in second
    run(RunConfig((str(path),), ScanConfig(), {"records": output}, resume=True))
    with sqlite3.connect(output) as database:
        assert database.execute("SELECT count(*) FROM embeds").fetchone() == (3,)


@pytest.mark.parametrize("command", ["view", "stats", "platforms", "scan"])
def test_a_closed_standard_output(tmp_path: Path, command: str) -> None:
    row = {"id": 1, "text": ARTICLE, "platform": "x", "doc": "1"}
    path = write_rows(tmp_path / "a.jsonl", [row])
    args = [] if command == "platforms" else [str(path)]
    whole = [sys.executable, "-m", "embedparse", command, *args]
    done = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", *whole], capture_output=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith(b"embedparse: standard output is closed")
    assert done.stderr.count(b"\n") <= 2


def test_digests_are_of_the_whole_entry() -> None:
    entry = {"identity": "a", "states": {"b": [1, {"c": None}]}}
    assert journal._digest(entry) == journal._digest(orjson.loads(orjson.dumps(entry)))
    assert journal._digest(entry) != journal._digest({**entry, "done": False})
