"""Documents that failed are scanned again from the failures file, and no others."""

from __future__ import annotations

import gzip
import json
import os
import zipfile
from pathlib import Path

import pytest

from embedparse.batch.run import RunConfig, run
from embedparse.jobs import ScanConfig
from embedparse.models import EmbedparseError
from tests.command import ARTICLE, PLAIN, embedparse, records, write_rows
from tests.test_formats import csv_bytes, zip_bytes
from tests.test_nothing_lost import full_after

LONG = ARTICLE + "x" * 50_000


def test_only_what_failed_is_scanned_again(tmp_path: Path) -> None:
    rows = [{"id": n, "text": LONG if n % 1_000 == 7 else f"{PLAIN} {n}"} for n in range(20_000)]
    del rows[3_007]["id"]
    write_rows(tmp_path / "a.jsonl", rows)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress((tmp_path / "a.jsonl").read_bytes()))
    (tmp_path / "c.txt").write_text(LONG, encoding="utf-8")
    (tmp_path / "d.zip").write_bytes(zip_bytes(x_txt=LONG.encode(), y_txt=ARTICLE.encode()))
    (tmp_path / "e.csv").write_bytes(csv_bytes() + f'z,1,"{LONG}"\n'.encode())
    inputs = ("a.jsonl", "b.jsonl.gz", "c.txt", "d.zip", "e.csv")
    all_docs = [record["doc"] for record in records(embedparse("scan", *inputs, cwd=tmp_path).stdout)]
    done = embedparse("scan", *inputs, "--max-size", "10K", "--failures", "f.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    first = [record["doc"] for record in records(done.stdout)]
    failures = records((tmp_path / "f.jsonl").read_bytes())
    assert len(failures) == 43
    assert {failure["source"] for failure in failures} == set(inputs)
    done = embedparse("scan", *inputs, "--rescan", "f.jsonl", "--failures", "g.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    again = [record["doc"] for record in records(done.stdout)]
    assert len(again) == len(failures)
    assert again[3] == "a.jsonl:3007"
    assert sorted(first + again) == sorted(all_docs)
    assert (tmp_path / "g.jsonl").read_bytes() == b""


def test_a_file_that_was_missing_is_scanned_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    embedparse("scan", "a.txt", "late.jsonl", "--failures", "f.jsonl", cwd=tmp_path)
    write_rows(tmp_path / "late.jsonl", [{"id": n, "text": ARTICLE} for n in range(3)])
    done = embedparse("scan", "a.txt", "late.jsonl", "--rescan", "f.jsonl", cwd=tmp_path)
    assert [record["doc"] for record in records(done.stdout)] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param("", "nothing failed", id="empty"),
        pytest.param("{}\n", "not written by --failures", id="other rows"),
        pytest.param("nonsense", "no failures file", id="no JSON"),
    ],
)
def test_what_is_no_failures_file_is_refused(tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "f.jsonl").write_text(content, encoding="utf-8")
    done = embedparse("scan", tmp_path, "--rescan", tmp_path / "f.jsonl")
    assert done.returncode == 2
    assert why in done.stderr.decode()


def test_a_summary_of_a_rescan_counts_only_that(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.jsonl", [{"id": 1, "text": ARTICLE}, {"id": 2, "text": LONG}])
    embedparse("scan", "a.jsonl", "--max-size", "10K", "--failures", "f.jsonl", cwd=tmp_path)
    embedparse("scan", "a.jsonl", "--rescan", "f.jsonl", "--summary", "s.json", cwd=tmp_path)
    assert json.loads((tmp_path / "s.json").read_bytes())["read"] == 1


def test_a_document_with_half_a_character_in_its_id_is_scanned_again(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"id": "\\ud83d", "text": 5}\n{"id": "b", "text": ""}\n', encoding="utf-8"
    )
    assert embedparse("scan", "a.jsonl", "--failures", "f.jsonl", "-q", cwd=tmp_path).returncode == 1
    again = embedparse("scan", "a.jsonl", "--rescan", "f.jsonl", "--summary", "s.json", "-q", cwd=tmp_path)
    assert again.returncode == 1
    assert b"no failures file" not in again.stderr
    assert b'"not-text": 1' in (tmp_path / "s.json").read_bytes()


def test_rows_at_the_same_place_of_another_member_are_not_scanned_again(tmp_path: Path) -> None:
    sound = json.dumps({"id": "x", "text": ARTICLE}) + "\n"
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("a.jsonl", sound + "{bad}\n" + sound)
        archive.writestr("b.jsonl", sound * 3)
    embedparse("scan", "t.zip", "--failures", "f.jsonl", cwd=tmp_path)
    done = embedparse("scan", "t.zip", "--rescan", "f.jsonl", cwd=tmp_path)
    assert done.stdout == b""
    assert b"1 document read = 0 scanned + 1 failed (1 json)" in done.stderr


def test_a_folder_or_a_pattern_that_held_nothing_is_scanned_again(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text(PLAIN, encoding="utf-8")
    embedparse("scan", "a.txt", "empty", "b*.txt", "--failures", "f.jsonl", cwd=tmp_path)
    for name in ("empty/c.txt", "b1.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    done = embedparse("scan", "a.txt", "empty", "b*.txt", "--rescan", "f.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert [record["doc"] for record in records(done.stdout)] == ["empty/c.txt", "b1.txt"]


def test_a_rescan_that_is_broken_off_leaves_no_journal_to_go_on_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be taken for the journal of a scan of the whole input."""
    path = write_rows(tmp_path / "a.jsonl", [{"id": 1, "text": ARTICLE}, {"id": 2}])
    embedparse("scan", path, "--failures", tmp_path / "f.jsonl")
    outputs = {"records": str(tmp_path / "r.jsonl")}
    plan = RunConfig((str(path),), ScanConfig(), outputs, rescan=(str(tmp_path / "f.jsonl"),), checkpoint=-1)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            run(plan)
    assert not (tmp_path / "r.jsonl.journal").exists()
    assert not (tmp_path / "r.jsonl.journal2").exists()


def stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_rescan_on_a_full_disk_does_not_advise_what_it_cannot_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_rows(tmp_path / "a.jsonl", [{"id": "1", "text": None}])
    done = embedparse("scan", "a.jsonl", "-o", "r.jsonl", "--failures", "f.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    write_rows(tmp_path / "a.jsonl", [{"id": "1", "text": ARTICLE}])
    monkeypatch.chdir(tmp_path)
    with monkeypatch.context() as patch:
        full_after(patch, 0)
        with pytest.raises(EmbedparseError, match="Make room and run the same again"):
            run(RunConfig(("a.jsonl",), ScanConfig(), {"records": "again.jsonl"}, rescan=("f.jsonl",)))
    run(RunConfig(("a.jsonl",), ScanConfig(), {"records": "again.jsonl"}, rescan=("f.jsonl",)))
    assert [record["doc"] for record in records((tmp_path / "again.jsonl").read_bytes())] == ["1"]


@pytest.mark.parametrize(
    ("inputs", "why"),
    [
        pytest.param((), "goes with the inputs that were scanned", id="none"),
        pytest.param(("other.txt",), "nothing of these inputs failed", id="others"),
    ],
)
def test_only_inputs_named_on_the_command_line_are_opened(
    tmp_path: Path, inputs: tuple[str, ...], why: str
) -> None:
    """A failures file that somebody else wrote cannot make a run read what the user did not name."""
    (tmp_path / "secret.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "other.txt").write_text(ARTICLE, encoding="utf-8")
    entry = {"source": "secret.txt", "place": "secret.txt", "reason": "unreadable"}
    entries = [
        entry | {"line": None, "offset": None, "size": None, "source": source, "place": source}
        for source in ("secret.txt", "https://example.org/a.jsonl")
    ]
    write_rows(tmp_path / "f.jsonl", entries)
    done = embedparse("scan", *inputs, "--rescan", "f.jsonl", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert why in done.stderr.decode()


def test_what_failed_elsewhere_is_left_out_and_counted(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(LONG, encoding="utf-8")
    embedparse("scan", "a.txt", "b.txt", "--max-size", "10K", "--failures", "f.jsonl", cwd=tmp_path)
    done = embedparse("scan", "a.txt", "--rescan", "f.jsonl", cwd=tmp_path)
    assert [record["doc"] for record in records(done.stdout)] == ["a.txt"]
    assert b"1 sources of the failures are not among the inputs" in done.stderr
