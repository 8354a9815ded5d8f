"""Small things that save people time: suggestions, completion, counts, hints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

import embedparse
from embedparse.cli import main
from tests.command import ARTICLE, POST, write_rows

LINK = "So it was said (https://twitter.com/ada_quill/status/1256000000000000000) on the day after.\n"


def run(*arguments: str) -> Any:
    return CliRunner().invoke(main, list(arguments))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["scna", "a.jsonl"], "No such command 'scna'. Did you mean scan?"),
        (["Clean"], "Did you mean clean?"),
        (["scan", "--artcles", "x"], "'--articles'"),
        (["scan", "--platform", "twiter"], "Did you mean twitter?"),
        (["scan", "--platform", "X"], "Did you mean twitter?"),
        (["platforms", "instagramm"], "Did you mean instagram?"),
    ],
)
def test_a_mistyped_name_is_met_with_the_nearest(arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert message in done.stderr


@pytest.mark.parametrize("arguments", [["zzz"], ["scan", "--platform", "zzz"]])
def test_what_is_near_nothing_gets_no_suggestion(arguments: list[str]) -> None:
    assert "Did you mean" not in run(*arguments).stderr


@pytest.mark.parametrize(
    ("words", "incomplete", "offered"),
    [
        (["scan", "--platform"], "tw", ["twitch", "twitter"]),
        (["clean", "--platform"], "TIK", ["tiktok"]),
        (["platforms"], "insta", ["instagram"]),
        (["scan", "--platform"], "zzz", []),
        ([], "st", ["stats"]),
    ],
)
def test_names_are_completed(words: list[str], incomplete: str, offered: list[str]) -> None:
    completion = ShellComplete(main, {}, "embedparse", "_EMBEDPARSE_COMPLETE")
    assert [item.value for item in completion.get_completions(words, incomplete)] == offered


@pytest.mark.parametrize("name", ["--min-confidence", "--platform", "--quotes"])
def test_a_review_has_no_options_that_do_nothing(name: str) -> None:
    assert name not in run("review", "--help").stdout


def test_forms_of_many_languages_are_listed_once() -> None:
    (line,) = [line for line in run("platforms", "instagram").stdout.splitlines() if "text forms" in line]
    assert line.split(maxsplit=2)[2] == "instagram-label, instagram-attribution, instagram-widget"


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        ({"n": 1, "body": "x", "title": "a longer title"}, "--field body"),
        ({"article": {"content": "x"}}, "--field article.content"),
        ({"raw_text": "x", "note": "y"}, "--field raw_text"),
        ({"a": "short", "b": "the longest of all"}, "--field b"),
        ({"a.text": "x"}, r"--field a\.text"),
        ({"n": 1}, "--field body"),  # there is none to name
    ],
)
def test_the_hint_for_a_missing_field_names_one_that_exists(
    tmp_path: Path, row: dict[str, Any], hint: str
) -> None:
    done = run("scan", str(write_rows(tmp_path / "a.jsonl", [row])), "--field", "fulltext")
    assert done.exit_code == 2
    assert f"for example: {hint}\n" in done.stderr


@pytest.mark.parametrize(
    ("texts", "lines"),
    [
        ([ARTICLE], ["1 document read = 1 scanned", "1 embed in 1 document\n"]),
        ([ARTICLE, ARTICLE], ["2 documents read = 2 scanned", "2 embeds in 2 documents\n"]),
        ([ARTICLE, LINK], ["1 embed and 1 link in 2 documents\n"]),
        (["No post."], ["0 embeds in 0 documents\n"]),
    ],
)
def test_counts_agree_with_their_nouns(tmp_path: Path, texts: list[str], lines: list[str]) -> None:
    path = write_rows(tmp_path / "a.jsonl", [{"id": n, "text": text} for n, text in enumerate(texts)])
    done = run("scan", str(path), "-o", str(tmp_path / "r.jsonl"), "-j1")
    assert [line for line in lines if line not in done.stderr + "\n"] == []


def test_statistics_of_one_record_are_in_the_singular(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", [{"id": 1, "text": ARTICLE}])
    run("scan", str(path), "-o", str(tmp_path / "r.jsonl"), "-j1")
    assert "1 record in 1 document" in run("stats", str(tmp_path / "r.jsonl")).stdout


def test_the_summary_counts_the_characters_that_are_removed(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", [{"id": n, "text": ARTICLE} for n in range(3)])
    run("clean", str(path), "-o", str(tmp_path / "p.jsonl"), "--summary", str(tmp_path / "s.json"), "-j1")
    assert json.loads((tmp_path / "s.json").read_text())["removed"] == 3 * (len(POST) + len("\n"))


def test_one_platform_may_be_named_without_a_list() -> None:
    assert embedparse.Options(platforms="twitter").platforms == ("twitter",)
    assert len(embedparse.scan(ARTICLE, platforms="twitter").embeds) == 1
    assert embedparse.scan(ARTICLE, platforms=["instagram"]).embeds == ()
    assert embedparse.scan_html(f"<p>{ARTICLE}</p>", platforms="instagram").embeds == ()


def test_a_usage_error_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="no platform is called twiter"):
        embedparse.scan(ARTICLE, platforms="twiter")


@pytest.mark.parametrize(("width", "shown"), [(40, False), (120, True)])
def test_the_progress_fits_a_narrow_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int, shown: bool
) -> None:
    import sys

    from embedparse.batch.progress import Progress
    from embedparse.batch.summary import Summary
    from embedparse.readers.batches import Meter

    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with Progress(Meter([]), Summary(), False) as progress:
        progress._last = -1.0
        progress.show()
    printed = capsys.readouterr().err
    assert "0 documents" in printed
    assert ("0 embeds" in printed) == shown


@pytest.mark.parametrize(
    ("field", "meant"),
    [
        pytest.param("sumary", "summary", id="a-slip"),
        pytest.param("text", "body", id="nothing-near: what looks like the text"),
    ],
)
def test_a_mistyped_field_is_told_the_nearest_one(tmp_path: Path, field: str, meant: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("n,body,summary\n1,x,y\n", encoding="utf-8")
    done = run("scan", str(path), "--field", field)
    assert done.exit_code == 2
    assert f"for example: --field {meant}\n" in done.stderr


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        pytest.param("a.xlsx", "save it as CSV (UTF-8)", id="a-spreadsheet"),
        pytest.param("a.docx", "save it as text or HTML", id="an-office-document"),
        pytest.param("a.bin", "if it is text, name its encoding", id="anything-else"),
    ],
)
def test_a_file_of_another_program_is_told_what_to_save_it_as(tmp_path: Path, name: str, advice: str) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04\x00\x00\x00\x01" if name != "a.bin" else b"\x00\x01\x02\x03")
    done = run("scan", str(tmp_path / name))
    assert done.exit_code == 1
    assert advice in done.stderr
