"""Archives and folders of articles: no member lost on the way in, no article on the way out."""

from __future__ import annotations

import gzip
import io
import json
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from embedparse.inputs import DocumentBlock, InputDocument, ReadOptions
from embedparse.jobs import Result
from embedparse.writers.folder import Folder
from tests.command import ARTICLE, PLAIN, PROSE, embedparse, records, write_rows
from tests.test_formats import (
    JSONL,
    ROWS,
    WITH_POSTS,
    csv_bytes,
    docs,
    warc_bytes,
    write_parquet,
    zstd_compress,
)

DATA = ARTICLE.encode()


def tar(*names: str, kind: bytes = tarfile.REGTYPE) -> bytes:
    """Members called ``names``, each with an article, behind one of another ``kind``."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        if kind != tarfile.REGTYPE:
            info = tarfile.TarInfo("special")
            info.type, info.linkname = kind, "a.txt"
            archive.addfile(info)
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = len(DATA)
            archive.addfile(info, io.BytesIO(DATA))
    return out.getvalue()


def zip_of(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), DATA)
    return out.getvalue()


def with_flag(data: bytes, at: int, value: int) -> bytes:
    """A ZIP archive whose first member has ``value`` at ``at`` of its header, in both places it stands in."""
    changed = bytearray(data)
    struct.pack_into("<H", changed, at, value)
    struct.pack_into("<H", changed, changed.index(b"PK\1\2") + at + 2, value)
    return bytes(changed)


def damaged_lzma() -> bytes:
    """A ZIP archive whose first member is LZMA data with a damage."""
    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a", ARTICLE * 20, zipfile.ZIP_LZMA)
            archive.writestr("b", ARTICLE)
        data = bytearray(out.getvalue())
    data[60:90] = bytes(byte ^ 0x5A for byte in data[60:90])
    return bytes(data)


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(tarfile.SYMTYPE, id="link"),
        pytest.param(tarfile.LNKTYPE, id="hard-link"),
        pytest.param(tarfile.CHRTYPE, id="device"),
        pytest.param(tarfile.FIFOTYPE, id="pipe"),
        pytest.param(tarfile.DIRTYPE, id="folder"),
    ],
)
def test_what_is_no_file_in_a_tar_is_passed_over(tmp_path: Path, kind: bytes) -> None:
    (tmp_path / "a.tar").write_bytes(tar("a.txt", kind=kind))
    assert docs(embedparse("scan", tmp_path / "a.tar")) == [f"{tmp_path}/a.tar/a.txt"]


WHOLE = tar("a.txt", "b.txt", "c.txt")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(
            WHOLE[:1024] + b"x" * 512 + WHOLE[1536:], "behind a.txt: invalid header at byte 1024", id="header"
        ),
        pytest.param(WHOLE[:1100], "behind a.txt: truncated header at byte 1024", id="cut-in-a-header"),
        pytest.param(WHOLE[:1600], "behind b.txt: unexpected end of data", id="cut-in-a-member"),
    ],
)
def test_a_tar_that_breaks_off_is_told(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.tar").write_bytes(data)
    done = embedparse("scan", "a.tar", cwd=tmp_path)
    assert done.returncode == 1
    assert f"embedparse: a.tar: no sound TAR archive {message}".encode() in done.stderr
    assert records(done.stdout)[0]["doc"] == "a.tar/a.txt"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(with_flag(zip_of("a", "b"), 6, 1), "this member is encrypted", id="encrypted"),
        pytest.param(
            with_flag(zip_of("a", "b"), 8, 99),
            "this member is damaged: That compression method is not supported",
            id="unknown-compression",
        ),
        pytest.param(damaged_lzma(), "this member is damaged: Corrupt input data", id="lzma"),
    ],
)
def test_a_member_that_cannot_be_read_is_told(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    done = embedparse("scan", "a.zip", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(f"embedparse: a.zip/a: {message}\n".encode())
    assert [record["doc"] for record in records(done.stdout)] == ["a.zip/b"]


def test_an_archive_of_a_later_version_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(with_flag(zip_of("a"), 4, 172))
    done = embedparse("scan", "a.zip", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(b"embedparse: a.zip: no sound ZIP archive: zip file version 17.2\n")


def test_notes_before_zstd_data_are_passed_over(tmp_path: Path) -> None:
    note = b"\x50\x2a\x4d\x18\x04\0\0\0note"
    (tmp_path / "a.jsonl.zst").write_bytes(note + zstd_compress(JSONL) + note + zstd_compress(b""))
    assert docs(embedparse("scan", tmp_path / "a.jsonl.zst")) == WITH_POSTS


def written(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("make", [pytest.param(tar, id="tar"), pytest.param(zip_of, id="zip")])
def test_members_of_odd_names_are_files_of_their_own(tmp_path: Path, make) -> None:
    names = ("a.txt", "a.txt", "/abs.txt", "abs.txt", "../up.txt", "..", ".", "d//b.txt")
    (tmp_path / "t.x").write_bytes(make(*names))
    done = embedparse("clean", "t.x", "-o", "p/", "-q", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    found = ["a.txt", "a.2.txt", "abs.txt", "abs.2.txt", "up.txt", "unnamed", "unnamed.2", "d/b.txt"]
    assert written(tmp_path / "p") == {f"t.x/{name}": PROSE for name in found}


@pytest.mark.parametrize("inputs", [("2019/a.txt", "2020/a.txt"), ("2019", "2020"), ("20*/a.txt",)])
def test_two_articles_are_never_one_file(tmp_path: Path, inputs: tuple[str, ...]) -> None:
    for year in ("2019", "2020"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "a.txt").write_text(ARTICLE, encoding="utf-8")
    done = embedparse("clean", *inputs, "-o", "p/", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "embedparse: 2019/a.txt and 2020/a.txt would both be p/a.txt.\n"
        "  Name the folder that holds both, or a .jsonl file to write to. Nothing has been written.\n"
    )
    assert embedparse("clean", ".", "-o", tmp_path / "../q/", cwd=tmp_path).returncode == 0
    assert written(tmp_path / "../q") == {"2019/a.txt": PROSE, "2020/a.txt": PROSE}


@pytest.mark.parametrize(
    ("names", "options", "both"),
    [
        pytest.param(("a.csv", "a.csv.jsonl"), (), "a.csv.jsonl", id="a table and the rows it becomes"),
        pytest.param(("a.html", "a.txt"), ("--extract",), "a.txt", id="a page and the text it becomes"),
    ],
)
def test_two_articles_of_one_folder_are_never_one_file(
    tmp_path: Path, names: tuple[str, str], options: tuple[str, ...], both: str
) -> None:
    if options:
        pytest.importorskip("trafilatura", reason="pip install 'embedparse[extract]'")
    (tmp_path / "in").mkdir()
    for name in names:
        (tmp_path / "in" / name).write_text("id,text\n1,one\n", encoding="utf-8")
    done = embedparse("clean", "in", "-o", "p/", *options, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        f"embedparse: in/{names[0]} and in/{names[1]} would both be p/{both}.\n"
        "  Rename one of them, or name a .jsonl file to write to. Nothing has been written.\n"
    )


def test_a_member_and_its_compressed_namesake_are_files_of_their_own(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("a.txt", "one")
        archive.writestr("a.txt.gz", gzip.compress(b"two"))
        archive.writestr("b.txt.gz", gzip.compress(b"three"))
        archive.writestr("b.txt", "four")
    assert embedparse("clean", "t.zip", "-o", "p/", cwd=tmp_path).returncode == 0
    found = {"a.txt": "one", "a.2.txt": "two", "b.txt": "three", "b.2.txt": "four"}
    assert written(tmp_path / "p") == {f"t.zip/{name}": text for name, text in found.items()}


@pytest.mark.parametrize("name", ["t.csv", "t.json", "t.parquet"])
def test_a_table_in_a_folder_becomes_a_file_of_rows(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(PLAIN, encoding="utf-8")
    write_rows(folder / "r.jsonl", ROWS)
    if name == "t.parquet":
        write_parquet(folder / name, ROWS)
    else:
        (folder / name).write_bytes(csv_bytes() if name == "t.csv" else json.dumps(ROWS).encode())
    assert embedparse("clean", folder, "-o", tmp_path / "p/", "-j", 2).returncode == 0
    found = written(tmp_path / "p")
    assert sorted(found) == sorted(["a.txt", "r.jsonl", f"{name}.jsonl"])
    rows = [json.loads(line) for line in found[f"{name}.jsonl"].splitlines()]
    assert [(row["id"], int(row["n"]), "embeds" in row) for row in rows] == [
        (row["id"], row["n"], row["n"] % 3 == 0) for row in ROWS
    ]
    assert [row["text"] for row in rows] == [row["text"].replace(ARTICLE, PROSE) for row in ROWS]


def test_the_records_of_a_warc_file_become_files_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "w.warc").write_bytes(warc_bytes(False))
    assert embedparse("clean", "w.warc", "-o", "p/", cwd=tmp_path).returncode == 0
    found = written(tmp_path / "p")
    assert sorted(found) == ["w.warc/1.html", "w.warc/4.txt"]
    assert found["w.warc/4.txt"] == PROSE


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("names", "files"),
    [
        pytest.param(("a", "a/b.txt"), ["a", "a.folder/b.txt"], id="a-file-is-a-folder"),
        pytest.param(("a/b.txt", "a"), ["a/b.txt", "a.2"], id="a-folder-is-a-file"),
        pytest.param(("a/b.txt", "a", "a"), ["a/b.txt", "a.2", "a.3"], id="and-once-more"),
        pytest.param(("n" * 300 + ".txt",), ["n" * 140 + "~304.txt"], id="too-long"),
        pytest.param(("ä" * 300 + "." + "x" * 20,), ["ä" * 70 + "~621"], id="too-long-in-bytes"),
        pytest.param(("f/" * 3000 + "a.txt",), ["f/" * 11 + "a.txt"], id="too-deep"),
        pytest.param(("",), ["unnamed"], id="empty"),
        pytest.param(("", "unnamed", ".."), ["unnamed", "unnamed.2", "unnamed.3"], id="empty-more-than-once"),
    ],
)
def test_a_member_whose_name_fits_no_folder_gets_one_that_does(
    tmp_path: Path, names: tuple[str, ...], files: list[str]
) -> None:
    (tmp_path / "t.zip").write_bytes(zip_of(*names))
    done = embedparse("scan", "t.zip", "-o", "r.jsonl", "--articles", "p/", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(written(tmp_path / "p")) == [f"t.zip/{name}" for name in sorted(files)]
    ids = [record["doc"] for record in records((tmp_path / "r.jsonl").read_bytes())]
    assert ids == [f"t.zip/{name}" for name in names]


def test_a_member_whose_name_holds_nul_does_not_end_the_run(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "t.tar", "w", format=tarfile.PAX_FORMAT) as archive:
        for name, path in (("a.txt", "a\0b.txt"), ("c.txt", None)):
            member = tarfile.TarInfo(name)
            member.size = len(ARTICLE.encode())
            member.pax_headers = {"path": path} if path else {}
            archive.addfile(member, io.BytesIO(ARTICLE.encode()))
    done = embedparse("clean", "t.tar", "-o", "p/", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(written(tmp_path / "p")) == ["t.tar/a_b.txt", "t.tar/c.txt"]


def test_a_name_that_the_file_system_refuses_sets_its_article_aside(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "p.part").mkdir()
    (tmp_path / "p.part" / ".embedparse").touch()
    folder = Folder(str(tmp_path / "p"), ReadOptions())
    (tmp_path / "p.part" / "a.txt").mkdir()
    items = tuple(InputDocument(name, name, name, path=str(tmp_path / name)) for name in ("a.txt", "b.txt"))
    result = Result(read=2, scanned=2)
    folder.take(DocumentBlock(0, items), result)
    folder.finish()
    assert [(failure.kind, failure.place) for failure in result.failures] == [("name", "a.txt")]
    assert (result.read, result.scanned) == (2, 1)
    assert (tmp_path / "p" / "b.txt").read_text(encoding="utf-8") == ARTICLE
