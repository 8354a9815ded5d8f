"""Streams that give little at a time, that break off, or that end more than once."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from embedparse.inputs import DocumentBlock, InputDocument, ReadOptions, RowBlock
from embedparse.readers.batches import read_batches
from embedparse.readers.sources import Source
from embedparse.readers.streams import AheadStream, with_head
from tests.command import ARTICLE, records

LONG = "The ferry was late again, said the harbour master. " * 1500
ROWS = [{"id": f"r{n}", "text": f"{LONG}\n{ARTICLE}"} for n in range(3)]
JSONL = "".join(json.dumps(row) + "\n" for row in ROWS).encode()


class Trickle(io.RawIOBase):
    """A stream that gives ``step`` bytes at a time, and fails at byte ``breaks``."""

    def __init__(self, data: bytes, step: int = 1, breaks: int | None = None) -> None:
        self._data = data
        self._at = 0
        self._step = step
        self._breaks = breaks
        self.ends = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._breaks is not None and self._at >= self._breaks:
            raise OSError(5, "Input/output error")
        piece = self._data[self._at : self._at + min(self._step, len(buffer))]
        self._at += len(piece)
        self.ends += not piece
        buffer[: len(piece)] = piece
        return len(piece)


def _csv() -> bytes:
    rows = "".join(f'{row["id"]},"{row["text"]}"\n' for row in ROWS)
    return f"id,text\n{rows}".encode()


def _parquet() -> bytes:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    made = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(ROWS), made)
    return made.getvalue()


def _warc() -> bytes:
    return b"".join(
        b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:x:%d>\r\nContent-Type: text/plain\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (number, len(text := row["text"].encode()), text)
        for number, row in enumerate(ROWS)
    )


def _zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in ROWS:
            archive.writestr(f"{row['id']}.txt", row["text"])
    return made.getvalue()


def _tar() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for row in ROWS:
            member = tarfile.TarInfo(f"{row['id']}.txt")
            member.size = len(row["text"])
            archive.addfile(member, io.BytesIO(row["text"].encode()))
    return made.getvalue()


FORMATS: dict[str, tuple[Callable[[], bytes], int]] = {
    "jsonl": (lambda: JSONL, 3),
    "jsonl-gz": (lambda: gzip.compress(JSONL), 3),
    "jsonl-bz2-in-gz": (lambda: gzip.compress(bz2.compress(JSONL)), 3),
    "jsonl-utf-16": (lambda: JSONL.decode().encode("utf-16"), 3),
    "jsonl-utf-16-unmarked": (lambda: JSONL.decode().encode("utf-16-le"), 3),
    "json": (lambda: json.dumps(ROWS).encode(), 3),
    "json-object": (lambda: (json.dumps(ROWS[0]) + "\n").encode(), 1),
    "csv": (_csv, 3),
    "parquet": (_parquet, 3),
    "warc": (_warc, 3),
    "zip": (_zip, 3),
    "tar": (_tar, 3),
    "tar-gz": (lambda: gzip.compress(_tar()), 3),
    "text": (lambda: f"{LONG}\n{ARTICLE}".encode(), 1),
    "braces-are-no-rows": (lambda: f"{{ {LONG}\n{ARTICLE}".encode(), 1),
    "html": (lambda: f"<!DOCTYPE html><p>{LONG}".encode(), 1),
    "nothing": (lambda: b"", 1),
}


def _documents(stream: Any, monkeypatch: pytest.MonkeyPatch) -> list[InputDocument | RowBlock]:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=stream))
    units: list[InputDocument | RowBlock] = []
    for task in read_batches([Source(0, "-")], ReadOptions()):
        units += task.items if isinstance(task, DocumentBlock) else (task,)
    return units


def _count(units: list[InputDocument | RowBlock]) -> int:
    return sum(1 if isinstance(unit, InputDocument) else (unit.data or b"").count(b"\n") for unit in units)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("step", [1, 4075, 65_537])
def test_a_slow_pipe_is_read_like_a_file(step: int, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make, count = FORMATS[name]
    if name == "parquet" or "warc" in name:
        pytest.importorskip("pyarrow" if name == "parquet" else "fastwarc")
    units = _documents(Trickle(make(), step), monkeypatch)
    assert _count(units) == count
    assert not [unit.error for unit in units if isinstance(unit, InputDocument) and unit.error]
    if count == 3:
        assert not [unit for unit in units if isinstance(unit, InputDocument) and unit.id == "stdin"]


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "nothing"])
def test_a_stream_that_fails_half_way_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = FORMATS[name][0]()
    units = _documents(Trickle(data, 512, breaks=len(data) * 9 // 10), monkeypatch)
    errors = [unit.error for unit in units if isinstance(unit, InputDocument) and unit.error]
    assert errors, units
    if name in ("jsonl", "json", "csv", "warc", "tar"):
        assert _count(units) - len(errors) >= 2, "what came before is read"


def test_a_stream_that_fails_at_once_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    (unit,) = _documents(Trickle(JSONL, breaks=0), monkeypatch)
    assert isinstance(unit, InputDocument)
    assert unit.error == ("unreadable", "cannot be read: Input/output error")


def test_the_end_is_met_once() -> None:
    stream = Trickle(b"no more", 3)
    ahead = AheadStream(stream)
    assert (ahead.peek(100), ahead.read(), ahead.read(), ahead.read1()) == (b"no more", b"no more", b"", b"")
    assert stream.ends == 1, "a terminal would ask for more"


def test_a_file_read_on_from_its_middle_is_not_sought_back(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"first\nsecond\n")
    with path.open("rb") as file:
        file.readline()
        stream, head = with_head(file, 100)
        assert (head, stream.read()) == (b"second\n", b"second\n")


def test_reads_give_what_was_asked_for() -> None:
    ahead = AheadStream(Trickle(bytes(range(10)), 3))
    assert (ahead.peek(2)[:2], ahead.read(4), ahead.read1(1)) == (b"\0\1", b"\0\1\2\3", b"\4")
    assert (ahead.read(0), ahead.read(3), ahead.read(-1)) == (b"", b"\5\6\7", b"\x08\x09")


@pytest.mark.process
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("way", ["stdin", "fifo", "does-not-block"])
def test_real_pipes(way: str, tmp_path: Path) -> None:
    fifo = tmp_path / "rows"
    os.mkfifo(fifo)
    if way == "fifo":
        command, stdin = [str(fifo)], None
    else:
        command, stdin = ["-"], os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
        os.set_blocking(stdin, way != "does-not-block")

    def write() -> None:
        with fifo.open("wb", buffering=0) as pipe:
            for start in range(0, len(JSONL), 5000):
                pipe.write(JSONL[start : start + 5000])

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    done = subprocess.run(
        [sys.executable, "-m", "embedparse", "scan", *command], stdin=stdin, capture_output=True, timeout=60
    )
    if stdin is not None:
        os.close(stdin)
    writer.join(10)
    assert done.returncode == 0, done.stderr
    assert [record["doc"] for record in records(done.stdout)] == ["r0", "r1", "r2"]
