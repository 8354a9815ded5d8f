"""Truncated, corrupt and mislabelled files of each format: each is named, what is sound is scanned."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
import zlib
from pathlib import Path

import pytest

from embedparse.inputs import InputDocument, ReadOptions
from embedparse.readers.batches import Meter, units_of
from embedparse.readers.sources import Source
from tests.command import ARTICLE, PLAIN, embedparse, records, write_rows
from tests.test_formats import JSONL, ROWS, csv_bytes, tar_bytes, warc_bytes, write_parquet, zip_bytes

BIG = "".join(
    json.dumps(
        {"id": f"b{n}", "text": ARTICLE if n % 100 == 0 else f"{PLAIN} {random.Random(n).random()}" * 4}
    )
    + "\n"
    for n in range(4_000)
).encode()
NOISE = random.Random(1).randbytes(3_000)


def parquet_bytes(folder: Path) -> bytes:
    write_parquet(folder / "whole.parquet", ROWS)
    data = (folder / "whole.parquet").read_bytes()
    (folder / "whole.parquet").unlink()
    return data


def corrupt(data: bytes, share: float = 0.5) -> bytes:
    at = int(len(data) * share)
    return data[:at] + NOISE[:64] + data[at + 64 :]


def zstd(data: bytes) -> bytes:
    module = pytest.importorskip("backports.zstd", reason="pip install 'embedparse[zstd]'")
    return module.compress(data)  # type: ignore[no-any-return]


def members(data: bytes) -> bytes:
    """One gzip member for every 500 rows."""
    lines = data.splitlines(keepends=True)
    return b"".join(gzip.compress(b"".join(lines[at : at + 500])) for at in range(0, len(lines), 500))


TAR = tar_bytes("w", a_txt=ARTICLE.encode(), b_txt=ARTICLE.encode())

#: name, content, reason, and how many records come out of what is sound.
CASES = [
    pytest.param("a.jsonl", JSONL[:-30], {"json"}, 13, id="rows, last one cut"),
    pytest.param("a.jsonl", corrupt(JSONL), None, 12, id="rows, noise inside"),
    pytest.param("a.jsonl", NOISE, {"binary"}, 0, id="rows by name, noise by content"),
    pytest.param("a.jsonl.gz", gzip.compress(BIG)[:-2000], {"truncated", "json"}, 30, id="gzip, truncated"),
    pytest.param("a.jsonl.gz", corrupt(gzip.compress(BIG)), None, 10, id="gzip, corrupt"),
    pytest.param("a.jsonl.gz", members(BIG)[:-10], {"truncated", "json"}, 38, id="gzip, members, truncated"),
    pytest.param("a.jsonl.gz", corrupt(members(BIG)), {"corrupt", "json"}, 35, id="gzip, members, corrupt"),
    pytest.param("a.jsonl.bz2", bz2.compress(BIG)[:-9], {"truncated"}, 0, id="bzip2, truncated"),
    pytest.param("a.jsonl.bz2", corrupt(bz2.compress(BIG)), {"corrupt"}, 0, id="bzip2, corrupt"),
    pytest.param("a.jsonl.xz", lzma.compress(BIG)[:-2000], {"truncated", "json"}, 20, id="xz, truncated"),
    pytest.param("a.jsonl.xz", corrupt(lzma.compress(BIG), 0.7), None, 10, id="xz, corrupt"),
    pytest.param("a.jsonl.gz", JSONL, {"mislabelled"}, 14, id="gzip by name only"),
    pytest.param("a.jsonl", gzip.compress(JSONL), None, 14, id="gzip by content only"),
    pytest.param("a.zst", b"not zstd at all, (@nobody) said", {"mislabelled"}, 0, id="zstd by name only"),
    pytest.param("a.json", json.dumps(ROWS).encode()[:-40], {"truncated"}, 13, id="JSON array, truncated"),
    pytest.param("a.json", corrupt(json.dumps(ROWS).encode()), None, 4, id="JSON array, corrupt"),
    pytest.param("a.json", b'{"id": 1, "text": ""}{"id": 2}', {"json"}, 0, id="JSON, two objects"),
    pytest.param("a.json", json.dumps(ROWS).encode() * 2, {"json"}, 14, id="JSON, two arrays"),
    pytest.param("a.csv", csv_bytes() + b'z,1,"open', {"truncated"}, 13, id="CSV, a quote left open"),
    pytest.param("a.csv", csv_bytes() + b"x\n", {"corrupt"}, 14, id="CSV, a row too short"),
    pytest.param("a.csv", csv_bytes() + b'e1,1,"caf\xe9 here"\n', {"encoding"}, 14, id="CSV, not UTF-8"),
    pytest.param("a.parquet", None, {"truncated", "corrupt"}, 0, id="Parquet, truncated"),
    pytest.param("a.parquet", b"PAR1" + NOISE, {"truncated", "corrupt"}, 0, id="Parquet, noise"),
    pytest.param("a.parquet", ARTICLE.encode(), {"mislabelled"}, 1, id="Parquet by name only"),
    pytest.param("a.zip", zip_bytes(a_txt=ARTICLE.encode())[:-30], {"corrupt"}, 0, id="ZIP, truncated"),
    pytest.param("a.zip", ARTICLE.encode(), {"mislabelled"}, 1, id="ZIP by name only"),
    pytest.param("a.tar", TAR[:1700], None, 1, id="TAR, truncated"),
    pytest.param("a.tar", b"x" * 600, {"mislabelled"}, 0, id="TAR by name only"),
    pytest.param("a.txt", NOISE, {"binary"}, 0, id="text by name, noise by content"),
    pytest.param("a.txt", b"caf\xe9 (@x)", {"encoding"}, 0, id="text, not UTF-8"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "reasons", "least"), CASES)
def test_damaged_files(
    tmp_path: Path, name: str, data: bytes | None, reasons: set[str] | None, least: int
) -> None:
    if data is None:
        data = parquet_bytes(tmp_path)[:-100]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "sound.txt").write_text(ARTICLE, encoding="utf-8")
    done = embedparse("scan", name, "sound.txt", "--failures", "f.jsonl", "--summary", "s.json", cwd=tmp_path)
    message = done.stderr.decode()
    assert done.returncode == (0 if "by content only" in os.environ.get("PYTEST_CURRENT_TEST", "") else 1), (
        message
    )
    assert "Traceback" not in message
    found = [record["doc"] for record in records(done.stdout)]
    assert found.count("sound.txt") == 1
    assert len(found) - 1 >= least
    failures = records((tmp_path / "f.jsonl").read_bytes())
    assert all(failure["place"].startswith(name) for failure in failures)
    assert all(
        f"embedparse: {failure['place']}: {failure['message']}" in message for failure in failures[:20]
    )
    if reasons is not None:
        assert {failure["reason"] for failure in failures} <= reasons
    counts = json.loads((tmp_path / "s.json").read_bytes())
    assert counts["read"] == counts["scanned"] + sum(counts["skipped"].values()) + len(failures)


def test_a_damaged_member_of_a_zip_is_named_and_the_others_read(tmp_path: Path) -> None:
    data = bytearray(zip_bytes(a_txt=ARTICLE.encode(), b_txt=(ARTICLE * 3).encode(), c_txt=ARTICLE.encode()))
    at = data.index(b"b.txt") + 40
    data[at : at + 20] = NOISE[:20]
    (tmp_path / "a.zip").write_bytes(bytes(data))
    done = embedparse("scan", "a.zip", cwd=tmp_path)
    assert done.returncode == 1
    assert [record["doc"] for record in records(done.stdout)] == ["a.zip/a.txt", "a.zip/c.txt"]
    assert b"embedparse: a.zip/b.txt: this member is damaged" in done.stderr


@pytest.mark.parametrize("compressed", [False, True], ids=["plain", "gzip"])
def test_damaged_warc(tmp_path: Path, compressed: bool) -> None:
    whole = warc_bytes(compressed, wet=True)
    path = tmp_path / ("a.wet.gz" if compressed else "a.wet")
    path.write_bytes(whole[:-60])
    done = embedparse("scan", path)
    assert done.returncode == 1
    assert len(records(done.stdout)) == 3
    assert b"Traceback" not in done.stderr
    path.write_bytes(corrupt(whole, 0.35))
    done = embedparse("scan", path)
    assert done.returncode == 1
    assert len(records(done.stdout)) >= 2, "records behind the damage are sound"


def test_a_warc_is_known_to_be_cut_wherever_it_is(tmp_path: Path) -> None:
    whole = warc_bytes(compressed=False)
    starts = [at for at in range(len(whole)) if whole.startswith(b"WARC/1.", at)]
    last = starts[-1]
    for end in (*range(7, starts[1] - 6, 23), *range(last + 8, len(whole) - 4, 37)):
        path = tmp_path / "cut.warc"
        path.write_bytes(whole[:end])
        units = units_of(Source(0, str(path)), ReadOptions(), Meter([]))
        reasons = [
            item.error[0] for item in units if isinstance(item, InputDocument) and item.error is not None
        ]
        assert reasons in (["truncated"], ["corrupt"]), end
    for end in (starts[1], last, len(whole)):
        path.write_bytes(whole[:end])
        units = units_of(Source(0, str(path)), ReadOptions(), Meter([]))
        assert all(isinstance(item, InputDocument) and item.error is None for item in units), end


def sent(headers: bytes, body: bytes) -> bytes:
    """A WARC record of an answer as it was sent."""
    content = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + headers + b"\r\n" + body
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    return head + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(content), content)


def chunked(body: bytes) -> bytes:
    pieces = [body[at : at + 50] for at in range(0, len(body), 50)] + [b""]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)


_TEXT = ARTICLE.encode()
_CHUNKED = b"Transfer-Encoding: chunked\r\n"
_GZIP = b"Content-Encoding: gzip\r\n"


@pytest.mark.parametrize("compressed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize(
    ("record", "why"),
    [
        pytest.param(sent(_CHUNKED, chunked(_TEXT)), "", id="chunked"),
        pytest.param(sent(_GZIP, gzip.compress(_TEXT)), "", id="gzip"),
        pytest.param(sent(_CHUNKED + _GZIP, chunked(gzip.compress(_TEXT))), "", id="both"),
        pytest.param(sent(b"content-encoding: Deflate\r\n", zlib.compress(_TEXT)), "", id="deflate"),
        pytest.param(sent(b"Content-Encoding: identity\r\n", _TEXT), "", id="identity"),
        pytest.param(sent(_GZIP, _TEXT), "the body is not gzip as its headers say: ", id="no gzip"),
        pytest.param(sent(_CHUNKED, _TEXT), "the body is not chunked as its headers say: ", id="no chunks"),
        pytest.param(sent(b"Content-Encoding: x\r\n", _TEXT), "the body was sent as x, which ", id="unknown"),
    ],
)
def test_a_warc_record_is_read_as_it_was_sent(
    tmp_path: Path, record: bytes, why: str, compressed: bool
) -> None:
    pytest.importorskip("fastwarc", reason="pip install 'embedparse[warc]'")
    parts = [gzip.compress(part) if compressed else part for part in (record, sent(b"", _TEXT))]
    (tmp_path / "a.warc").write_bytes(b"".join(parts))
    done = embedparse("scan", "a.warc", "-q", cwd=tmp_path)
    assert done.stderr.decode().startswith(f"embedparse: a.warc:1: {why}" if why else "")
    found = [entry["doc"] for entry in records(done.stdout)]
    assert (done.returncode, found) == ((1, ["a.warc:2"]) if why else (0, ["a.warc:1", "a.warc:2"]))


def test_parquet_whose_names_are_no_text(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pip install 'embedparse[parquet]'")
    arrow = pytest.importorskip("pyarrow")
    pq.write_table(arrow.table({"text": [ARTICLE], "note": [1]}), tmp_path / "a.parquet", store_schema=False)
    data = (tmp_path / "a.parquet").read_bytes().replace(b"note", b"no\xb9e")
    (tmp_path / "a.parquet").write_bytes(data)
    done = embedparse("scan", "a.parquet", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(b"embedparse: a.parquet: no sound Parquet: 'utf-8' codec can't decode")


def test_a_folder_of_odd_files(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "logo.png").write_bytes(NOISE)
    (folder / "style.css").write_bytes(b"p { color: red }")
    (folder / "sound.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "broken.txt").write_bytes(NOISE)
    os.mkfifo(folder / "pipe")
    (folder / "dangling.txt").symlink_to(tmp_path / "gone.txt")
    done = embedparse("scan", folder, "--summary", tmp_path / "s.json")
    assert done.returncode == 1
    assert len(records(done.stdout)) == 1
    counts = json.loads((tmp_path / "s.json").read_bytes())
    assert counts["skipped"] == {"binary": 1, "empty": 1, "no-article": 1}
    assert counts["failed"] == {"binary": 1, "unreadable": 1}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", ROWS)
    path.chmod(0)
    done = embedparse("scan", path)
    assert done.returncode == 1
    assert b"Permission denied" in done.stderr


def test_another_encoding_can_be_named(tmp_path: Path) -> None:
    text = ARTICLE.replace("Residents", "Résidents")
    (tmp_path / "a.txt").write_bytes(text.encode("windows-1252"))
    (tmp_path / "b.jsonl").write_bytes(
        json.dumps({"id": "x", "text": text}, ensure_ascii=False).encode("windows-1252")
    )
    out = io.StringIO(newline="")
    out.write(f'id,text\ny,"{text}"\n')
    (tmp_path / "c.csv").write_bytes(out.getvalue().encode("windows-1252"))
    done = embedparse("scan", "a.txt", "b.jsonl", "c.csv", "--encoding", "windows-1252", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [record["doc"] for record in records(done.stdout)] == ["a.txt", "x", "y"]
    done = embedparse("scan", "a.txt", "--encoding", "klingon", cwd=tmp_path)
    assert done.returncode == 2
