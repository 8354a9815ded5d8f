"""`embedparse scan` and `clean` through real files, pipes and processes."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.command import AFTER, ARTICLE, PLAIN, PROSE, archive, embedparse, records, write_rows


def test_rows_to_records_on_standard_output(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", [{"id": "x", "text": ARTICLE}, {"id": "y", "text": PLAIN}])
    done = embedparse("scan", path)
    assert done.returncode == 0
    (record,) = records(done.stdout)
    assert (record["doc"], record["handle"], record["date"]) == ("x", "ada_quill", "2020-05-01")
    assert b"2 documents read = 2 scanned" in done.stderr


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_every_number_of_jobs_gives_the_same_bytes(tmp_path: Path, jobs: int) -> None:
    path = archive(tmp_path / "a.jsonl", 30_000, every=97)  # several blocks
    out, prose = tmp_path / "r.jsonl", tmp_path / "p.jsonl"
    assert embedparse("scan", path, "-o", out, "--articles", prose, "-j", jobs).returncode == 0
    docs = [record["doc"] for record in records(out.read_bytes())]
    assert docs == [f"a{n}" for n in range(0, 30_000, 97)]
    rows = prose.read_bytes().splitlines(keepends=True)
    assert [row for n, row in enumerate(rows) if n % 97] == [
        row for n, row in enumerate(path.read_bytes().splitlines(keepends=True)) if n % 97
    ]
    assert all(len(json.loads(row)["embeds"]) == 1 for n, row in enumerate(rows) if n % 97 == 0)


def test_standard_input_of_rows_and_of_text(tmp_path: Path) -> None:
    row = json.dumps({"id": "x", "text": ARTICLE}).encode()
    assert records(embedparse("scan", "-", input=row).stdout)[0]["doc"] == "x"
    assert records(embedparse("scan", "-", input=ARTICLE.encode()).stdout)[0]["doc"] == "stdin"
    assert embedparse("clean", "-", input=ARTICLE.encode()).stdout.decode() == PROSE
    assert json.loads(embedparse("clean", "-", input=row).stdout)["text"] == PROSE


def test_folder_glob_and_file_in_one_call(tmp_path: Path) -> None:
    (tmp_path / "pages" / "deep").mkdir(parents=True)
    for name in ("pages/b.txt", "pages/deep/a.txt", "one.txt", "two.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "pages" / ".hidden").write_text(ARTICLE, encoding="utf-8")
    done = embedparse("scan", "pages", "*.txt", cwd=tmp_path)
    docs = [record["doc"] for record in records(done.stdout)]
    assert docs == ["pages/b.txt", "pages/deep/a.txt", "one.txt", "two.txt"]


def test_articles_of_a_folder_are_a_folder_of_the_same_names(tmp_path: Path) -> None:
    source = tmp_path / "pages"
    (source / "deep").mkdir(parents=True)
    (source / "deep" / "a.txt").write_bytes(ARTICLE.replace("\n", "\r\n").encode())
    (source / "plain.txt").write_bytes(b"\xef\xbb\xbf" + PLAIN.encode())
    write_rows(source / "rows.jsonl", [{"id": 1, "text": ARTICLE}, {"id": 2, "text": PLAIN}])
    out = tmp_path / "prose"
    assert embedparse("clean", source, "-o", out).returncode == 0
    assert (out / "deep" / "a.txt").read_bytes() == PROSE.replace("\n", "\r\n").encode()
    assert (out / "plain.txt").read_bytes() == (source / "plain.txt").read_bytes()
    assert [json.loads(row)["text"] for row in (out / "rows.jsonl").open()] == [PROSE, PLAIN]
    assert not (tmp_path / "prose.part").exists()


def test_changed_rows_keep_every_other_byte(tmp_path: Path) -> None:
    before = '{"big": 123456789012345678901234567890, "n" : 1.0e5,  "text": %s , "u":"\\u00e9\\/"}'
    path = tmp_path / "a.jsonl"
    path.write_text(before % json.dumps(ARTICLE) + "\n", encoding="utf-8")
    line = embedparse("clean", path).stdout.decode()
    head, embeds = line.rstrip("\n").split(',"embeds":')
    assert head + "}" == before % json.dumps(PROSE)
    assert len(json.loads(embeds[:-1])) == 1


@pytest.mark.parametrize(
    ("rows", "kind", "line"),
    [
        pytest.param(['{"id": 1, "text": '], "json", 2, id="cut short"),
        pytest.param(["[1, 2]"], "not-an-object", 2, id="an array"),
        pytest.param(["42"], "not-an-object", 2, id="a number"),
        pytest.param(['{"id": 1}'], "no-field", 2, id="no field"),
        pytest.param(['{"id": 1, "text": null}'], "not-text", 2, id="null"),
        pytest.param(['{"id": 1, "text": ["@"]}'], "not-text", 2, id="an array for text"),
        pytest.param(["", '{"id": 1, "text": 5}'], "not-text", 3, id="a number, after a blank line"),
        pytest.param(['{"id": 1, "text": "a \x00 b"}'], "json", 2, id="a raw NUL"),
        pytest.param([b'{"id": 1, "text": "caf\xe9 (@x)"}'], "encoding", 2, id="not UTF-8"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(
    tmp_path: Path, rows: list[str | bytes], kind: str, line: int
) -> None:
    good = json.dumps({"id": "x", "text": ARTICLE})
    lines = [row if isinstance(row, bytes) else row.encode() for row in (good, *rows, good)]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join(lines))
    failures, summary = tmp_path / "failures.jsonl", tmp_path / "summary.json"
    done = embedparse("scan", path, "--failures", failures, "--summary", summary)
    assert done.returncode == 1
    assert len(records(done.stdout)) == 2
    (failure,) = records(failures.read_bytes())
    assert (failure["reason"], failure["line"]) == (kind, line)
    assert f"a.jsonl:{line}: " in done.stderr.decode()
    counts = json.loads(summary.read_bytes())
    assert counts["failed"] == {kind: 1}
    assert counts["read"] == counts["scanned"] + sum(counts["skipped"].values()) + 1 == 3


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ud800 " + ARTICLE, id="a lone surrogate"),
        pytest.param("\x00\x01 " + ARTICLE, id="NUL"),
        pytest.param(ARTICLE.replace("\n", "\r\n"), id="CRLF"),
        pytest.param("\ufeff" + ARTICLE, id="BOM in the text"),
    ],
)
def test_odd_but_sound_text_is_scanned(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\ufeff" + json.dumps({"id": "x", "text": text}) + "\r\n", encoding="utf-8", newline="")
    done = embedparse("scan", path, "--articles", tmp_path / "p.jsonl")
    assert done.returncode == 0, done.stderr
    assert records(done.stdout)[0]["handle"] == "ada_quill"
    assert AFTER in json.loads((tmp_path / "p.jsonl").read_text("utf-8-sig"))["text"]


@pytest.mark.parametrize("depth", [300, 1020])
def test_a_deep_row_that_is_written_anew_keeps_its_depth(tmp_path: Path, depth: int) -> None:
    deep = "[" * depth + "]" * depth
    row = f'{{"id":{deep},"embeds":0,"text":{json.dumps(ARTICLE)}}}\n'
    (tmp_path / "a.jsonl").write_text(row, encoding="utf-8")
    done = embedparse("scan", "a.jsonl", "-o", "r.jsonl", "--articles", "p.jsonl", "-j", 1, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert [record["doc"] for record in records((tmp_path / "r.jsonl").read_bytes())] == [deep]
    assert (tmp_path / "p.jsonl").read_text("utf-8").startswith(f'{{"id":{deep},"embeds":[{{"index":0,')


def test_the_wrong_field_is_wrong_usage_and_shows_the_right_ones(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", [{"url": "u", "article": {"title": "t", "body": ARTICLE}}])
    out = tmp_path / "out.jsonl"
    done = embedparse("scan", path, "-o", out)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        f'embedparse: {path}, line 1: this row has no field "text".\n'
        "  It has: url, article.title, article.body\n"
        "  Name the right one with --field, for example: --field article.body\n"
        "  Nothing has been written.\n"
    )
    assert not out.exists()
    done = embedparse("scan", path, "--field", "article.body", "--id-field", "article.title")
    assert records(done.stdout)[0]["doc"] == "t"


def test_a_missing_id_becomes_file_and_row(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", [{"text": f"{PLAIN} {n}"} for n in range(20_000)])
    with path.open("a", encoding="utf-8") as out:
        out.write("\n" + json.dumps({"text": ARTICLE}))
    done = embedparse("scan", path, "-j", 2)
    assert [record["doc"] for record in records(done.stdout)] == [f"{path}:20000"]


@pytest.mark.parametrize("option", ["-o", "--articles", "--failures"])
def test_an_input_is_never_written_over(tmp_path: Path, option: str) -> None:
    path = archive(tmp_path / "a.jsonl", 10)
    before = path.read_bytes()
    (tmp_path / "link.jsonl").symlink_to(path)
    done = embedparse("scan", path, option, tmp_path / "link.jsonl")
    assert done.returncode == 2
    assert b"is also an input" in done.stderr
    assert path.read_bytes() == before


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.jsonl", 60_000, every=2)
    script = f"{sys.executable} -m embedparse scan {path} | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60)
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == b""
    assert done.returncode == 0


def test_missing_paths_fail_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    done = embedparse("scan", "a.txt", "gone.txt", "empty", "no*.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert len(records(done.stdout)) == 1
    for name in ("gone.txt", "empty", "no*.txt"):
        assert f"embedparse: {name}: " in done.stderr.decode()
    assert embedparse("scan", "gone.txt", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(("--encoding", "klingon"), "no encoding is called klingon.", id="unknown"),
        pytest.param(("--encoding", "rot13"), "no encoding is called rot13.", id="letters-to-letters"),
        pytest.param(("--encoding", "base64"), "no encoding is called base64.", id="bytes-to-bytes"),
        pytest.param(("--encoding", "undefined"), "no encoding is called undefined.", id="always-an-error"),
        pytest.param(("--encoding", "punycode"), "no encoding is called punycode.", id="for names of hosts"),
        pytest.param(("--timeout", "nan"), "nan is no number of seconds below 100,000,000", id="no-number"),
        pytest.param(("--timeout", "inf"), "inf is no number of seconds below 100,000,000", id="endless"),
        pytest.param(("--checkpoint", "nan"), "nan is no number of seconds", id="checkpoint-no-number"),
    ],
)
def test_values_that_make_no_sense_are_wrong_usage(
    tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    for path in (archive(tmp_path / "a.jsonl", 10), tmp_path / "a.csv"):
        path.touch()
        done = embedparse("scan", path, *options)
        assert (done.returncode, done.stdout) == (2, b"")
        assert message in done.stderr.decode()


def test_utf_16_can_be_named_without_its_byte_order(tmp_path: Path) -> None:
    row = json.dumps({"id": "x", "text": ARTICLE}, ensure_ascii=False) + "\n"
    for number, encoding in enumerate(("utf-16", "utf-16-le")):
        (tmp_path / f"{number}.jsonl").write_bytes(row.encode(encoding))
    (tmp_path / "2.jsonl").write_text(row, encoding="utf-8")
    done = embedparse("scan", tmp_path, "--encoding", "utf-16", "-j", 1)
    assert [record["doc"] for record in records(done.stdout)] == ["x", "x"]
    assert done.returncode == 1
    assert b"2.jsonl:1: " in done.stderr
    assert b"Traceback" not in done.stderr


WITHOUT = """
import sys
sys.modules |= dict.fromkeys(("fastwarc", "pyarrow", "backports.zstd", "compression.zstd", "zstandard"))
from embedparse.__main__ import main
main()
"""
LACKING = {
    "w.warc": (b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "warc"),
    "t.parquet": (b"PAR1....PAR1", "parquet"),
    "r.jsonl.zst": (b"\x28\xb5\x2f\xfd\x04\x00\x01\x00\x00", "zstd"),
}


@pytest.mark.parametrize("name", LACKING)
def test_what_a_missing_package_would_read_is_named_and_the_rest_read(tmp_path: Path, name: str) -> None:
    data, extra = LACKING[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.write(tmp_path / name, name)
        archive.write(tmp_path / "a.txt", "a.txt")
    advice = f"needs one more package: pip install 'embedparse[{extra}]'"

    def scan(*inputs: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", WITHOUT, "scan", *inputs, "-j", "1"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    done = scan(name, "a.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{advice}\n  Nothing has been written." in done.stderr
    for inputs, place in ((("a.txt", name), name), (("z.zip",), f"z.zip/{name}")):
        done = scan(*inputs)
        assert done.returncode == 1, done.stderr
        assert done.stdout.count("ada_quill") == 1
        assert done.stderr.startswith(f"embedparse: {place}: ")
        assert advice in done.stderr


SHELL_ENDS = [
    pytest.param("2>&-", id="closed"),
    pytest.param("2>/dev/full", id="full"),
    pytest.param("2> >(exec true)", id="a pipe that nobody reads"),
]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("end", SHELL_ENDS)
def test_standard_error_that_takes_nothing_ends_no_run(tmp_path: Path, end: str) -> None:
    write_rows(tmp_path / "a.jsonl", [{"id": "x", "text": ARTICLE}, *[{"id": "y"}] * 30])
    command = f"{sys.executable} -m embedparse scan a.jsonl -o r.jsonl {end}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout) == (1, b"")
    assert [record["doc"] for record in records((tmp_path / "r.jsonl").read_bytes())] == ["x"]
    wrong = f"{sys.executable} -m embedparse scan none.jsonl {end}"
    done = subprocess.run(["bash", "-c", wrong], cwd=tmp_path, stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout) == (2, b"")
