"""Nothing that others wrote reaches the terminal as it is: keys, names, ids, bodies."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from embedparse.cli import main
from embedparse.terminal_safe import one_line, visible

#: What a terminal would obey, by what it is.
HOSTILE = {
    "clear": "\x1b[2J",
    "title": "\x1b]0;mine\x07",
    "link": "\x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\",
    "one-byte-csi": "\x9b2J",
    "backspaces": "\b\b\b",
    "carriage-return": "\rembedparse: all is well",
    "line-feed": "\nembedparse: all is well",
    "override": "\u202egpj.exe",
    "isolate": "\u2066abc\u2069",
    "line-separator": "\u2028abc",
    "delete": "\x7f",
}
FORBIDDEN = [chr(code) for code in (*range(9), *range(11, 32), *range(127, 160))]
FORBIDDEN += [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029)]


def check(text: str) -> None:
    assert [sign for sign in FORBIDDEN if sign in text] == []
    assert not any(line.startswith("embedparse: all is well") for line in text.split("\n"))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_one_line(text: str) -> None:
    check(one_line(f"a{text}b"))
    assert "\n" not in one_line(text)


@pytest.mark.parametrize("text", ["a\tb\nc", "שלום\u200f", "العربية\u061c", "👩\u200d🚒", "é", "a\u00adb"])
def test_what_texts_need_stays(text: str) -> None:
    assert visible(text) == text


def run(*args: str, input: bytes | None = None) -> str:
    """All that a command prints."""
    done = CliRunner().invoke(main, list(args), input=input)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.stdout + done.stderr


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_keys_of_rows(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "a"}) + "\n" + json.dumps({text: 1}), encoding="utf-8")
    check(run("scan", str(path), "-o", str(tmp_path / "r.jsonl")))
    path.write_text(json.dumps({text: 1}), encoding="utf-8")
    check(run("scan", str(path), "-o", str(tmp_path / "r.jsonl")))


@pytest.mark.parametrize("text", [text for name, text in HOSTILE.items()], ids=HOSTILE)
def test_names_of_members_and_files(text: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(f"a{text}.jsonl", "nonsense\n")
    check(run("scan", str(tmp_path / "a.zip"), "-o", str(tmp_path / "r.jsonl")))
    folder = tmp_path / "pages"
    folder.mkdir()
    name = text.replace("/", "_")
    (folder / f"a{name}.jsonl").write_bytes(b"nonsense\n")
    check(run("scan", str(folder), "-o", str(tmp_path / "r.jsonl"), "--restart"))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_view_and_stats_show(text: str, tmp_path: Path) -> None:
    article = f"It rained.{text}\n\nNo boat.{text} #b\n\n— Ada{text} (@ada_example) May 1, 2020\n\nThe end."
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": f"x{text}y", "text": article}), encoding="utf-8")
    shown = run("view", str(path), "--min-confidence", "possible")
    body = shown.split("\n", 1)[1] if text.startswith("\n") else shown
    assert [sign for sign in FORBIDDEN if sign in body] == []
    assert not shown.split("\n")[0].startswith("embedparse:")
    out = tmp_path / "r.jsonl"
    check(run("scan", str(path), "-o", str(out), "--min-confidence", "possible"))
    record = {"doc": text, "platform": text, "handle": text, "links": [f"https://a{text}.example/"]}
    out.write_text(json.dumps(record) + "\n", encoding="utf-8")
    check(run("stats", str(out)))


def test_what_the_user_typed_is_harmless_too(tmp_path: Path) -> None:
    check(run("scan", "--\x1b]0;a\x07", str(tmp_path)))
    check(run("view", str(tmp_path / "\x1b[2J")))
    check(run("\x1b[2J"))
