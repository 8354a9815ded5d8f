"""`embedparse view`: the article in the terminal and as a page, its embeds marked in their places."""

from __future__ import annotations

import csv
import gzip
import importlib
import io
import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from embedparse.models import Document, Embed
from embedparse.reports import terminal
from embedparse.reports.article_page import article_page
from embedparse.reports.blocks import Block
from embedparse.reports.document_blocks import blocks
from embedparse.reports.printed import marks
from tests.browser import Browser
from tests.command import embedparse

ARTICLE = """The harbour town woke to a flood on Monday.
The pumps have failed again and nobody at the port answers. https://t.co/AbCdEfGhIj
— Ada Example (@ada_example) May 4, 2020
The mayor, Jane Roe, had pointed to https://twitter.com/jane_roe/status/1257000000000000001 as her reply.
By evening the water was gone.
"""
POST = "The pumps have failed again and nobody at the port answers. https://t.co/AbCdEfGhIj"
EVIL = "<script>document.title = 'owned'</script><img src=x onerror=\"document.title='owned'\"> & </article>"


def record(text: str, printed: str | list[str], **fields: object) -> Embed:
    """An embed that covers ``printed``, each of which must stand in ``text``."""
    pieces = [printed] if isinstance(printed, str) else printed
    spans = tuple((text.index(piece), text.index(piece) + len(piece)) for piece in pieces)
    values: dict[str, object] = dict.fromkeys(Embed.__dataclass_fields__)
    values |= {"doc": "a", "index": 0, "platform": "twitter", "kind": "embed", "layout": "below"}
    values |= dict.fromkeys(("links", "media", "hashtags", "mentions", "cashtags"), ())
    values |= {"spans": spans, "confidence": "certain", "evidence": ("dash-em", "date")}
    return Embed(**(values | fields))  # type: ignore[arg-type]


def harbour() -> list[Embed]:
    """The records of ARTICLE."""
    url = "https://twitter.com/jane_roe/status/1257000000000000001"
    post = record(
        ARTICLE,
        POST + "\n— Ada Example (@ada_example) May 4, 2020",
        body=POST,
        author="Ada Example",
        handle="ada_example",
        date="2020-05-04",
        links=("https://t.co/AbCdEfGhIj",),
    )
    link = record(
        ARTICLE, url, index=1, kind="link", url=url, post_id="1257000000000000001", evidence=("status-url",)
    )
    return [post, link]


def roles(text: str, embed: Embed) -> dict[str, str]:
    """What each role covers in ``text``; body and attribution may be in pieces."""
    found: dict[str, str] = {}
    for mark in marks(text, embed):
        found[mark.role] = found.get(mark.role, "") + text[mark.start : mark.end]
    return found


# Provenance of the forms: the formats catalogue 5.1; names, handles and posts are invented.
ATTRIBUTIONS = [
    pytest.param(
        "Good night.\n— Ada (@ada_example) May 1, 2020", "Ada", "ada_example", "May 1, 2020", id="below"
    ),
    pytest.param(
        "Good night.— Ada (@ada_example) May 1, 2020", "Ada", "ada_example", "May 1, 2020", id="inline-glued"
    ),
    pytest.param(
        "I am @ada_example!\n— Ada (@ada_example) May 1, 2020",
        "Ada",
        "ada_example",
        "May 1, 2020",
        id="own-handle-in-the-body",
    ),
    pytest.param(
        "Ada says: good night.\n— Ada (@ada_example)\nMay 1, 2020",
        "Ada",
        "ada_example",
        "May 1, 2020",
        id="date-on-the-next-line",
    ),
    pytest.param(
        "First.\n— Ada (@ada_example) 1 May 2020\nIn 2019 nobody came.",
        "Ada",
        "ada_example",
        "1 May 2020",
        id="interleaved-another-year-follows",
    ),
    pytest.param(
        "> Good night.\n>\n> — Ada (@ada\\_example) [May 1, 2020](https://twitter.com/ada_example/status/1)",
        "Ada",
        r"ada\_example",
        "May 1, 2020",
        id="markdown",
    ),
    pytest.param(
        "تصبحون على خير\n— آدا (@ada_example) ١ مايو ٢٠٢٠",
        "آدا",
        "ada_example",
        "١ مايو ٢٠٢٠",
        id="arabic-digits",
    ),
    pytest.param(
        "おやすみ\n— 愛田 (@ada_example) 2020年5月1日", "愛田", "ada_example", "2020年5月1日", id="japanese"
    ),
]


@pytest.mark.parametrize(("text", "author", "handle", "date"), ATTRIBUTIONS)
def test_fields_are_found_where_they_are_printed(text: str, author: str, handle: str, date: str) -> None:
    embed = record(text, text, author=author, handle="ada_example", date="2020-05-01", body="")
    found = roles(text, embed)
    assert (found["author"], found["handle"], found["date"]) == (author, f"@{handle}", date)
    assert text.rindex(author, 0, text.rindex(handle)) == next(
        mark.start for mark in marks(text, embed) if mark.role == "author"
    )


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        pytest.param(
            "Ada was here.\nPosted by Ada Quill on\xa0Monday, February 7, 2022",
            {"author": "Ada Quill", "date": "2022-02-07"},
            {"author": "Ada Quill", "date": "Monday, February 7, 2022"},
            id="facebook-has-no-handle",
        ),
        pytest.param(
            "@ada_example a day at sea #sea ♬ original sound - Ada Quill",
            {"author": "Ada Quill", "handle": "ada_example"},
            {"author": "Ada Quill", "handle": "@ada_example"},
            id="tiktok-prints-the-handle-first",
        ),
    ],
)
def test_fields_in_the_order_of_other_platforms(
    text: str, fields: dict[str, str], expected: dict[str, str]
) -> None:
    found = roles(text, record(text, text, **fields))
    assert {
        role: printed for role, printed in found.items() if role in ("author", "handle", "date")
    } == expected


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("author", "Somebody Else", id="name-in-another-spelling"),
        pytest.param("handle", "ada", id="handle-is-only-the-start-of-one"),
        pytest.param("date", "2020-05-02", id="date-is-another-day"),
    ],
)
def test_a_field_that_is_not_printed_so_stays_unmarked(field: str, value: str) -> None:
    text = "Good night.\n— Ada (@ada_example) May 1, 2020"
    embed = record(
        text, text, **({"author": "Ada", "handle": "ada_example", "date": "2020-05-01"} | {field: value})
    )
    assert field not in roles(text, embed)


def test_links_and_media_are_marked_wherever_they_stand() -> None:
    text = "See https://t.co/AbCdEfGhIj and https://t.co/AbCdEfGhIj pic.twitter.com/QwErTyUiOp"
    embed = record(text, text, links=("https://t.co/AbCdEfGhIj",), media=("pic.twitter.com/QwErTyUiOp",))
    assert [text[m.start : m.end] for m in marks(text, embed) if m.role == "url"] == [
        "https://t.co/AbCdEfGhIj",
        "https://t.co/AbCdEfGhIj",
        "pic.twitter.com/QwErTyUiOp",
    ]


@st.composite
def covered(draw: st.DrawFn) -> tuple[str, list[Embed]]:
    """A text, and embeds and links over disjoint spans of it."""
    text = draw(st.text(alphabet="ab —(@)\n\t .2020#é愛\u202e", max_size=120))
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    kinds = draw(st.lists(st.sampled_from(["embed", "link", "fragment"]), min_size=6, max_size=6))
    fields = {"author": "ab", "handle": "ab", "date": "2020-02-02", "links": ("ab",)}
    made = record("x", "x", **fields)
    return text, [
        replace(made, kind=kind, index=index, spans=(span,))
        for index, (span, kind) in enumerate(zip(spans, kinds, strict=False))
    ]


@given(covered())
def test_blocks_give_the_text_back_and_marks_cover_their_spans(case: tuple[str, list[Embed]]) -> None:
    text, embeds = case
    assert "".join(block.text for block in blocks(Document("a", text), embeds)) == text
    for embed in embeds:
        found = marks(text, embed)
        assert "".join(text[m.start : m.end] for m in found) == "".join(text[s:e] for s, e in embed.spans)


def test_an_embed_in_pieces_is_shown_in_pieces_with_the_prose_between_them() -> None:
    text = "Before.\nOne half.\nThe reporter interrupts.\nOther half.\nAfter."
    shown = blocks(Document("a", text), [record(text, ["One half.", "Other half."])])
    assert [(b.text.strip(), b.embed is not None, b.continued) for b in shown if b.text.strip()] == [
        ("Before.", False, False),
        ("One half.", True, False),
        ("The reporter interrupts.", False, False),
        ("Other half.", True, True),
        ("After.", False, False),
    ]


def painted(width: int, shown: list[Block]) -> str:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", width=width, highlight=False)
    terminal.show("article.txt", shown, console)
    return out.getvalue()


def ansi(style: str, text: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m"


@pytest.mark.parametrize("width", [pytest.param(80, id="under"), pytest.param(140, id="beside")])
def test_the_terminal_shows_every_part_in_its_own_colour(width: int) -> None:
    shown = painted(width, blocks(Document("a", ARTICLE), harbour()))
    assert ansi("36", "The pumps have failed again and nobody at the port answers. ") in shown
    assert ansi("1;33", "Ada Example") in shown
    assert ansi("1;35", "@ada_example") in shown
    assert ansi("1;32", "May 4, 2020") in shown
    assert ansi("4;34", "https://t.co/AbCdEfGhIj") in shown
    assert ansi("4", "https://twitter.com/jane_roe/status/1257000000000000001") in shown
    assert "dash-em, date" in shown
    assert "status-url" in shown
    lines = re.sub(r"\x1b\[[\d;]*m", "", shown).split("\n")
    assert ansi("2", "confidence ") + ansi("32", "certain") in shown
    row = next(line for line in lines if "The pumps have failed" in line)
    assert ("1 twitter embed" in row) == (width == 140)
    assert max(map(len, lines)) <= width


def test_a_fragment_is_dim() -> None:
    text = "So long. pic.twitter.com/QwErTyUiOp"
    embed = record(text, text, kind="fragment", confidence="possible", media=("pic.twitter.com/QwErTyUiOp",))
    assert ansi("2;36", "So long. ") in painted(80, blocks(Document("a", text), [embed]))


def test_what_a_terminal_would_obey_is_shown_and_not_sent() -> None:
    text = "Bell \x07, title \x1b]0;owned\x07, screen \x1b[2J, half \ud83d, C1 \x9b2J."
    embed = record(text, text, body=text, author="\x1b[31mred", evidence=("\x07rule",))
    shown = painted(80, blocks(Document("a", text), [embed])) + painted(80, blocks(Document("a", text), []))
    assert not re.search(r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\ud800-\udfff]", shown)
    assert not re.search(r"\x1b(?!\[[\d;]*m)", shown)
    assert "␛[2J" in shown


# --- the command -------------------------------------------------------------------------------


def run(*args: str | Path, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "embedparse", "view", *map(str, args)],
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **env},
        timeout=60,
        check=False,
    )


def test_without_a_terminal_there_are_signs_and_no_colours(tmp_path: Path) -> None:
    path = tmp_path / "harbour.txt"
    path.write_text(ARTICLE)
    done = run(path)
    assert done.returncode == 0
    lines = done.stdout.decode().split("\n")
    assert "\x1b" not in done.stdout.decode()
    assert lines[0] == f"{path}: 1 embed, 1 link"
    assert lines[2] == "The harbour town woke to a flood on Monday."
    assert lines[3] == f"| {POST}"
    assert lines[4] == "| — Ada Example (@ada_example) May 4, 2020"
    assert "author: Ada Example; handle: ada_example; date: 2020-05-04" in lines[5]
    assert "evidence: " in lines[5]
    assert run("-", stdin=ARTICLE.encode()).stdout.decode().split("\n")[1:] == lines[1:]


def test_in_a_terminal_there_are_colours(tmp_path: Path) -> None:
    path = tmp_path / "harbour.txt"
    path.write_text(ARTICLE)
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "90", "PYTHONIOENCODING": "utf-8"}
    env.pop("NO_COLOR", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "embedparse", "view", str(path)], stdout=theirs, stderr=theirs, env=env
    )
    os.close(theirs)
    seen = b""
    while select.select([ours], [], [], 30)[0]:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        seen += piece
    os.close(ours)
    assert process.wait(30) == 0
    assert ansi("1;33", "Ada Example").encode() in seen
    assert "┃".encode() in seen


def rows_file(folder: Path) -> Path:
    path = folder / "articles.jsonl"
    rows = [
        {"id": "first", "text": "Nothing here.", "body": "Nor here."},
        {"id": 7, "text": ARTICLE, "body": "Another."},
    ]
    path.write_bytes(b"\n".join(map(orjson.dumps, rows)))
    return path


@pytest.mark.parametrize(
    ("options", "title", "shown"),
    [
        pytest.param((), "first: no social posts found", "Nothing here.", id="the-first-row"),
        pytest.param(("--row", "2"), "7: 1 embed, 1 link", "| — Ada Example", id="by-number"),
        pytest.param(("--id", "7"), "7: 1 embed, 1 link", "| — Ada Example", id="by-id"),
        pytest.param(
            ("--id", "7", "--field", "body"), "7: no social posts found", "Another.", id="other-field"
        ),
        pytest.param(
            ("--id", "Nor here.", "--id-field", "body"),
            "Nor here.: no social",
            "Nothing here.",
            id="other-id",
        ),
    ],
)
def test_a_row_is_chosen(tmp_path: Path, options: tuple[str, ...], title: str, shown: str) -> None:
    done = run(rows_file(tmp_path), *options)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().startswith(title)
    assert shown in done.stdout.decode()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        pytest.param(("--row", "3"), "there is no article 3; it has 2", id="no-such-row"),
        pytest.param(("--id", "nobody"), 'no article has the id "nobody"', id="no-such-id"),
        pytest.param(("--field", "story"), "--field", id="no-such-field"),
        pytest.param(("--row", "1", "--id", "7"), "give one of them", id="both"),
        pytest.param(("--row", "0"), "--row", id="row-zero"),
    ],
)
def test_a_wrong_choice_is_one_clear_line(tmp_path: Path, options: tuple[str, ...], says: str) -> None:
    done = run(rows_file(tmp_path), *options)
    assert done.returncode == 2
    assert done.stdout == b""
    assert says in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_row_far_down_a_file_is_found_by_its_line_and_by_what_scan_calls_it(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    filler = [
        orjson.dumps({"text": f"{number} " + "Nothing was posted here. " * 100}) for number in range(1500)
    ]
    path.write_bytes(b"\n".join([*filler, b"", orjson.dumps({"text": ARTICLE})]) + b"\n")
    for options in (("--row", "1502"), ("--id", f"{path}:1500")):
        assert run(path, *options).stdout.decode().startswith(f"{path}:1500: 1 embed, 1 link")
    assert "there is no article 1503; it has 1502" in run(path, "--row", "1503").stderr.decode()


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.json", "a.csv", "a.parquet", "a.zip", "a.tar.gz"])
def test_an_article_is_chosen_from_whatever_scan_reads(tmp_path: Path, name: str) -> None:
    rows = rows_file(tmp_path)
    path = tmp_path / name
    data = [
        {"id": str(row["id"]), "text": row["text"]}
        for row in map(orjson.loads, rows.read_bytes().split(b"\n"))
    ]
    if name == "a.jsonl.gz":
        path.write_bytes(gzip.compress(rows.read_bytes()))
    elif name == "a.json":
        path.write_bytes(orjson.dumps(data))
    elif name == "a.csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, ["id", "text"])
            table.writeheader()
            table.writerows(data)
    elif name == "a.parquet":
        arrow = pytest.importorskip("pyarrow", reason="Parquet needs embedparse[parquet]")
        importlib.import_module("pyarrow.parquet").write_table(arrow.Table.from_pylist(data), path)
    else:
        shutil.make_archive(str(tmp_path / "a"), "zip" if name == "a.zip" else "gztar", tmp_path, rows.name)
    for options in (("--id", "7"), ("--row", "2")):
        assert run(path, *options).stdout.decode().startswith("7: 1 embed, 1 link")
    assert "there is no article 3; it has 2" in run(path, "--row", "3").stderr.decode()


def test_a_row_that_cannot_be_read_says_where(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(
        b'{"id": "a", "text": "One."}\n{"id": "b", "text": nothing}\n{"id": "c", "text": "Three."}'
    )
    done = run(path, "--row", "2")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith(f"embedparse: {path}:2: not valid JSON")
    assert "Three." in run(path, "--id", "c").stdout.decode()


def test_a_folder_is_a_row_of_articles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing here.")
    (tmp_path / "b.txt").write_text(ARTICLE)
    assert "1 embed, 1 link" in run(tmp_path, "--row", "2").stdout.decode()


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE * 3000)
    command = f"{sys.executable} -m embedparse view {path} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
    assert done.stdout.startswith(str(path).encode())
    assert done.stderr == b""


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere.txt")
    assert done.returncode == 2
    assert "nowhere.txt" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_an_encoding_without_the_signs_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE + "終わり\n")
    done = run(path, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert b"Ada Example" in done.stdout


def test_min_confidence_is_one_dial(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The gates are open.\nWhat a night! pic.twitter.com/QwErTyUiOp\nThe crowd went home.\n")
    assert "no social posts" in run(path).stdout.decode()
    assert (
        ": What a night! pic.twitter.com/QwErTyUiOp"
        in run(path, "--min-confidence", "possible").stdout.decode()
    )


# --- HTML documents ----------------------------------------------------------------------------

BLOCKQUOTE = (
    '<blockquote class="twitter-tweet"><p lang="en">Good &amp; bad night.</p>&mdash; Ada (@ada_example)'
    ' <a href="https://twitter.com/ada_example/status/1">May 1, 2020</a></blockquote>'
)


def page_record(source: str, printed: str = BLOCKQUOTE, **fields: object) -> Embed:
    values = {"body": "Good & bad night.", "author": "Ada", "handle": "ada_example", "date": "2020-05-01"}
    return record(source, printed, **(values | fields))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "<html><head><title>No</title><script>no()</script></head><body><h1>A title</h1>"
            f"<p>Before <b>it</b>.</p>\n<div>{BLOCKQUOTE}</div><p>After.</p>"
            "<script>no()</script></body></html>",
            ["h1:A title", "p:Before it.", "POST", "p:After."],
            id="between-paragraphs",
        ),
        pytest.param(
            f"<p>Before {BLOCKQUOTE} after.", ["p:Before", "POST", "p:after."], id="inside-a-paragraph"
        ),
        pytest.param(BLOCKQUOTE, ["POST"], id="alone"),
        pytest.param(
            f"<nav>Home</nav><p>One<br>two</p>{BLOCKQUOTE}<footer>Imprint</footer>",
            ["p:One\ntwo", "POST"],
            id="furniture-is-left-out",
        ),
        pytest.param(
            f"<p>One</p><script>document.write('{BLOCKQUOTE}')</script><p>Two</p>",
            ["POST", "p:One", "p:Two"],
            id="in-a-script",
        ),
        pytest.param(
            f"<ul><li>One</li></ul>{BLOCKQUOTE}<pre>a\n  b</pre>",
            ["li:One", "POST", "pre:a\n  b"],
            id="tags-kept",
        ),
        pytest.param(
            "\ue0000\ue001 <p>One</p>" + BLOCKQUOTE, ["p:\ufffd0\ufffd", "p:One", "POST"], id="own-tokens"
        ),
    ],
)
def test_an_embed_stands_in_its_place_in_a_page(source: str, expected: list[str]) -> None:
    shown = blocks(Document("a", source, "html"), [page_record(source)])
    assert [f"{b.tag}:{b.text.strip()}" if b.embed is None else "POST" for b in shown] == expected
    post = next(block for block in shown if block.embed)
    assert post.text == "Good & bad night.\n— Ada (@ada_example) 2020-05-01"


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        pytest.param(
            {"url": "https://www.youtube.com/watch?v=1"}, "https://www.youtube.com/watch?v=1", id="url"
        ),
        pytest.param(
            {"url": "https://x.com/ada/status/1", "handle": "ada"},
            "https://x.com/ada/status/1\n— (@ada) ",
            id="who",
        ),
        pytest.param({"post_id": "17"}, "17", id="id"),
        pytest.param({}, "", id="nothing"),
    ],
)
def test_a_post_without_a_body_is_a_card_all_the_same(fields: dict[str, str], shown: str) -> None:
    bare: dict[str, object] = dict.fromkeys(("body", "author", "handle", "date"))
    document = Document("a", f"<p>One</p>{BLOCKQUOTE}<p>Two</p>", "html")
    embed = page_record(document.text, **(bare | fields))
    found = blocks(document, [embed])
    assert [block.text for block in found if block.embed] == [shown]
    assert article_page(document, found, [embed]).count("<article ") == 1


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param('<a href="https://x.com/ada/status/1">her reply</a>', id="the-element"),
        pytest.param("https://x.com/ada/status/1", id="the-url-in-the-attribute"),
    ],
)
def test_a_link_stays_in_the_prose_of_a_page(printed: str) -> None:
    source = '<p>See <a href="https://x.com/ada/status/1">her reply</a> for more.</p>'
    (block,) = blocks(Document("a", source, "html"), [page_record(source, printed, kind="link")])
    assert block.text == "See her reply for more.\n"
    assert [run.text for run in block.runs if run.role == "link"] == ["her reply"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='<>/="pdivaul blockquote!-&;\n\ue000\ue001', max_size=80), st.integers(0, 80))
def test_any_source_gives_blocks_and_loses_no_embed(around: str, place: int) -> None:
    source = around[:place] + BLOCKQUOTE + around[place:]
    shown = blocks(Document("a", source, "html"), [page_record(source)])
    assert sum(block.embed is not None for block in shown) == 1


# --- the page ----------------------------------------------------------------------------------


def evening() -> tuple[str, list[Embed]]:
    """An article with right-to-left and CJK posts, a very long handle, and a post full of markup."""
    handle = "averyveryveryverylonghandlethatneverends.example.social.network"
    posts = [
        ("الحكومة تعلن عن خطة جديدة لدعم المدارس #تعليم", "وزارة التعليم", "edu_example", "ar"),
        ("昨日の会議について、詳しい資料を公開しました。", "田中さくら", "sakura_example", "ja"),
        (EVIL, "<b>Mallory</b>", handle, None),
    ]
    text = "It was late.\n" + "".join(
        f"{post[0]}\n— {post[1]} (@{post[2]})\nThey went on.\n" for post in posts
    )
    embeds = [
        record(
            text,
            f"{body}\n— {author} (@{handle})",
            index=index,
            body=body,
            author=author,
            handle=handle,
            lang=lang,
            date="2020-05-01",
            url="javascript:document.title='owned'",
            evidence=(EVIL,) if body == EVIL else ("dash-em",),
        )
        for index, (body, author, handle, lang) in enumerate(posts)
    ]
    return text, embeds


def evening_page(folder: Path) -> Path:
    text, embeds = evening()
    path = folder / "page.html"
    document = Document("</title>" + EVIL, text)
    path.write_text(article_page(document, blocks(document, embeds), embeds), "utf-8")
    return path


def test_nothing_of_a_post_becomes_markup(tmp_path: Path) -> None:
    page = evening_page(tmp_path).read_text("utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>Mallory" not in page
    assert page.count("</article>") == page.count("<article ")
    assert 'href="javascript:' not in page


WEIGHED = (
    "The mill at Hallborg will <b>close</b> in May.\nNobody asked us.\nNot once in all these years.\n"
    "— Mara Lindqvist (@mara_example) May 1, 2020\nThe owner gave no reasons."
)


@pytest.mark.parametrize("explain", [True, False])
def test_a_page_shows_the_borders_where_they_are_to_be_explained(tmp_path: Path, explain: bool) -> None:
    source, page = tmp_path / "mill.txt", tmp_path / "mill.html"
    source.write_text(WEIGHED, "utf-8")
    done = embedparse("view", str(source), "--html", str(page), *(["--explain"] if explain else []))
    assert done.returncode == 0
    shown = page.read_text("utf-8")
    assert (shown.count('class="borders"'), "✓ begins" in shown) == ((1, True) if explain else (0, False))
    assert "<b>close" not in shown


def test_a_page_in_the_browser(tmp_path: Path, browser: Browser) -> None:
    page = browser.open(evening_page(tmp_path))
    assert page.title() == "</title>" + EVIL
    assert page.locator("article.post").count() == 3
    kinds = page.locator("main > *").evaluate_all("all => all.map(one => one.tagName)")
    assert kinds == ["P", "ARTICLE", "P", "ARTICLE", "P", "ARTICLE", "P"]
    assert page.locator("#post-3 .body").inner_text() == EVIL
    assert page.locator("#post-1 .body").evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert page.locator("#post-2 .author").inner_text() == "田中さくら"
    assert browser.requests == []
    assert browser.problems == []


def test_the_evidence_shows_on_hover_and_on_focus(tmp_path: Path, browser: Browser) -> None:
    page = browser.open(evening_page(tmp_path))
    tip = page.locator("#post-2 > .tip")
    assert not tip.is_visible()
    page.hover("#post-2")
    tip.wait_for(state="visible")
    assert "dash-em" in tip.inner_text()
    page.mouse.move(0, 0)
    tip.wait_for(state="hidden")
    page.focus("#post-2")
    tip.wait_for(state="visible")


def test_the_posts_can_be_hidden(tmp_path: Path, browser: Browser) -> None:
    page = browser.open(evening_page(tmp_path))
    page.uncheck("#posts")
    assert page.locator("article.post:visible").count() == 0
    assert page.locator("main > p:visible").count() == 4


@pytest.mark.parametrize("width", [pytest.param(360, id="phone"), pytest.param(1400, id="desk")])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_fits_and_reads_in_light_and_dark(
    tmp_path: Path, browser: Browser, width: int, scheme: str
) -> None:
    page = browser.open(evening_page(tmp_path), width=width, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert browser.weak_contrasts("main > p, .body, .author, .handle, .what, .foot *, footer, header p") == []


def test_the_command_writes_the_page_whole(tmp_path: Path, browser: Browser) -> None:
    source, target = tmp_path / "harbour.txt", tmp_path / "out.html"
    source.write_text(ARTICLE)
    done = run(source, "--html", target)
    assert (done.returncode, done.stdout) == (0, b"")
    assert {path.name for path in tmp_path.iterdir()} == {"harbour.txt", "out.html"}  # no temporary file
    page = browser.open(target)
    assert page.locator("#post-1 .handle").inner_text() == "@ada_example"
    assert page.locator("#post-1 .body a").get_attribute("href") == "https://t.co/AbCdEfGhIj"
    assert page.locator(".status").inner_text().startswith("https://twitter.com/jane_roe/status/")
    assert run(source, "--html", "-").stdout == target.read_bytes()


def test_a_scraped_page_becomes_a_page_to_read(tmp_path: Path, browser: Browser) -> None:
    source, target = tmp_path / "scraped.html", tmp_path / "out.html"
    blockquote = BLOCKQUOTE.replace("status/1", "status/1256267000000000001")
    source.write_text(
        "<!doctype html><html><head><title>x</title><script>document.title = 'owned'</script></head><body>"
        f"<h1>A title</h1><p>Before <em onclick='no()'>it</em>.</p>{blockquote}<p>After, as in "
        "<a href='https://twitter.com/jane_roe/status/1257000000000000001'>her reply</a>.</p></body></html>"
    )
    assert run(source, "--html", target).returncode == 0
    page = browser.open(target)
    shown = page.locator("main > *").evaluate_all("all => all.map(one => one.tagName)")
    assert shown == ["H2", "P", "ARTICLE", "P"]
    assert page.locator("#post-1 .body").inner_text() == "Good & bad night."
    assert page.locator("#post-1 .foot a").get_attribute("href").endswith("/status/1256267000000000001")
    assert page.locator("main > p").nth(1).locator(".status").inner_text() == "her reply"
    assert page.locator("header a").evaluate_all("all => all.map(one => one.hash)") == ["#post-1"]
    assert "owned" not in page.title()
    plain = run(source).stdout.decode().split("\n")
    assert plain[plain.index("Before it.") + 1] == "| Good & bad night."


def test_a_page_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    source = tmp_path / "harbour.txt"
    source.write_text(ARTICLE)
    done = run(source, "--html", tmp_path / "nowhere" / "out.html")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


# Several articles on one page


def several(folder: Path) -> Path:
    """A folder with a text, a page, a table with a row that holds no text, and what is no article."""
    pages = folder / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text(WEIGHED, "utf-8")
    (pages / "b.html").write_text("<h1>Quiet</h1><p>Nothing <b>here</b>.</p>", "utf-8")
    rows = [{"id": EVIL, "text": WEIGHED}, {"id": 2, "text": None}, {"text": WEIGHED}]
    (pages / "c.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (pages / "style.css").write_text("p { }", "utf-8")
    return pages


def test_a_folder_is_one_page_with_an_index(tmp_path: Path) -> None:
    several(tmp_path)
    done = embedparse("view", "pages", "--html", "all.html", cwd=tmp_path)
    assert done.returncode == 0
    said = done.stderr.decode()
    assert (
        said == 'embedparse: pages/c.jsonl:2: field "text" is null\nembedparse: wrote all.html: 4 articles\n'
    )
    shown = (tmp_path / "all.html").read_text("utf-8")
    assert shown.count("<section ") == shown.count('<a href="#article-') - 3 == 4
    assert "<title>pages: 4 articles, 3 posts</title>" in shown
    assert "<script" not in shown


@pytest.mark.parametrize(
    ("arguments", "articles"),
    [
        pytest.param(["pages/a.txt", "pages/b.html"], 2, id="several inputs"),
        pytest.param(["pages", "--row", "1"], 0, id="one of a folder"),
        pytest.param(["pages/c.jsonl"], 0, id="the first of a table"),
        pytest.param(["pages/c.jsonl", "--field", "text", "--field", "id"], 2, id="the fields of a row"),
    ],
)
def test_one_article_is_a_page_without_an_index(tmp_path: Path, arguments: list[str], articles: int) -> None:
    several(tmp_path)
    assert embedparse("view", *arguments, "--html", "all.html", cwd=tmp_path).returncode == 0
    assert (tmp_path / "all.html").read_text("utf-8").count("<section ") == articles


def test_several_inputs_are_shown_one_after_the_other(tmp_path: Path) -> None:
    several(tmp_path)
    shown = embedparse("view", "pages/a.txt", "pages/b.html", cwd=tmp_path).stdout.decode()
    assert shown.index("pages/a.txt: 1 embed") < shown.index("pages/b.html: no social posts found")


def test_a_folder_of_nothing_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.css").write_text("p { }", "utf-8")
    done = embedparse("view", "pages", "--html", "all.html", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, b"embedparse: pages: there is no article to show.\n")
    assert not (tmp_path / "all.html").exists()


def test_a_page_of_many_articles_says_that_there_are_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    several(tmp_path)
    monkeypatch.setattr("embedparse.reports.written_pages.MOST", 2)
    done = embedparse("view", "pages", "--html", "all.html", cwd=tmp_path)
    assert done.stderr == b"embedparse: wrote all.html: the first 2 articles\n"
    assert "these are the first of more" in (tmp_path / "all.html").read_text("utf-8")


@pytest.mark.parametrize("width", [390, 1280, 1920])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("folder", [True, False], ids=["folder", "article"])
def test_pages_of_articles_fit_and_serve_everyone(
    tmp_path: Path, browser: Browser, width: int, scheme: str, folder: bool
) -> None:
    several(tmp_path)
    source = "pages" if folder else "pages/c.jsonl"
    embedparse("view", source, "--html", "all.html", "--explain", cwd=tmp_path)
    page = browser.open(tmp_path / "all.html", width=width, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert browser.cut_texts("h1, h2, p, li, footer") == []
    assert browser.weak_contrasts("h1, h2, header p, footer") == []
    assert browser.axe() == []
    assert page.evaluate("typeof owned") == "undefined"
    if folder:
        page.locator("nav a").nth(2).click()
        assert page.evaluate("location.hash") == "#article-3"
        assert page.locator("#article-3").inner_text() == EVIL
    assert browser.problems == []
