"""Posts quoted in the article's sentences: invented cases for each language, and what always holds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedparse import locales, scan, scan_html
from embedparse.models import Embed
from embedparse.pipeline import Options
from embedparse.text.quotes import cues
from tests.command import embedparse
from tests.growth import check_growth, repeated

FOLDER = Path(__file__).parent / "quotes"


def _cases() -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}: {case['case']}")
        for path in sorted(FOLDER.glob("*.json"))
        for case in json.loads(path.read_text("utf-8"))
    ]


def _said(text: str, embed: Embed, asked: dict[str, Any]) -> dict[str, Any]:
    """The fields of ``embed`` that ``asked`` names."""
    parts = [text[start:end] for start, end in embed.spans]
    return {name: parts if name == "parts" else getattr(embed, name) for name in asked}


@pytest.mark.parametrize(("language", "case"), _cases())
def test_quotes(language: str, case: dict[str, Any]) -> None:
    text = case["text"]
    found = scan(text, min_confidence="possible", quotes=True)
    quotes = [embed for embed in found.embeds if embed.kind == "quote"]
    assert [_said(text, *pair) for pair in zip(quotes, case["quotes"], strict=True)] == case["quotes"]
    assert all(embed.lang == language for embed in quotes)
    assert found.prose == scan(text, min_confidence="possible").prose


def test_a_third_says_what_is_no_quote() -> None:
    cases = [case.values[1] for case in _cases()]
    assert 3 * sum(not case["quotes"] for case in cases) >= len(cases)


def test_without_the_flag_there_are_none() -> None:
    text = "“We won,” Ann Example tweeted on Friday."
    assert scan(text, min_confidence="possible").embeds == ()


LINKED = """\
Mayor Ann Example spoke. “The bridge is open at last,” Example tweeted on Monday.

The bridge is open at last, dear friends.
— Ann Example (@annex) May 1, 2020

“We will not stop,” Bo Madeup wrote on X (https://twitter.com/bo/status/1234567890123456789)."""


def test_a_quote_knows_the_embed_and_the_link_that_are_the_same_post() -> None:
    first, embed, second, link = scan(LINKED, quotes=True).embeds
    assert (embed.kind, link.kind) == ("embed", "link")
    assert (first.same_as, first.handle, first.date) == (embed.index, "annex", "2020-05-01")
    assert (first.speaker, first.author) == ("Example", "Ann Example")
    assert (second.same_as, second.url, second.posted_at) == (link.index, link.url, link.posted_at)


def test_a_quotation_inside_an_embed_is_none() -> None:
    text = "She said “go,” he tweeted. So we went home\n— Ann Example (@annex) May 1, 2020\nThe day ended."
    assert [embed.kind for embed in scan(text, min_confidence="possible", quotes=True).embeds] == ["embed"]


PAGE = """<html><body><nav>Follow us on Twitter</nav>
<p>“The <em>bridge</em> is open &amp; free,” Ann Example
<a href="https://twitter.com/annex/status/1234567890123456789">tweeted</a> on Friday.</p>
<p>“Come <b>and</b> see,” she said to reporters.</p></body></html>"""


def test_a_page_is_read_in_its_visible_text() -> None:
    found = scan_html(PAGE, quotes=True)
    quote = next(embed for embed in found.embeds if embed.kind == "quote")
    assert [embed.kind for embed in found.embeds].count("quote") == 1
    assert "".join(PAGE[start:end] for start, end in quote.spans) == "The <em>bridge</em> is open &amp; free,"
    assert quote.body == "The bridge is open & free,"
    assert (quote.post_id, quote.speaker) == ("1234567890123456789", "Ann Example")
    assert found.prose == PAGE


def test_markdown_is_read_without_its_syntax() -> None:
    text = "“The *bridge* is [open](https://example.org/b),” Ann Example wrote on X. The town is happy."
    (quote,) = (embed for embed in scan(text, quotes=True).embeds if embed.kind == "quote")
    assert text[quote.spans[0][0] :].startswith("The *bridge*")
    assert quote.speaker == "Ann Example"


def test_a_word_in_a_links_target_is_no_cue() -> None:
    assert scan("See [the page](https://example.org/tweet-list) and **more**.\n", quotes=True).embeds == ()


def test_wrapped_lines_are_one_paragraph() -> None:
    lines = [
        "The council met in the old hall for four hours and did not vote on any of",
        "the plans that had been laid before it. “We will meet again on Friday and",
        "then we shall vote,” Mayor Ann Example wrote on Facebook after the meeting",
        "had ended, and thanked everybody who had come to the hall in spite of the",
        "rain that had been falling since the early morning and had not stopped by",
        "the time at which the last of the members of the council left the old hall",
        "and went home, each of them by another street and none of them very happy.",
    ]
    (quote,) = scan("\n".join(lines), quotes=True).embeds
    assert (quote.speaker, quote.platform) == ("Ann Example", "facebook")


def test_view_marks_quotes_with_speaker_and_cue(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("“We won,” Ann Example tweeted on Friday.", "utf-8")
    shown = embedparse("view", article, "--quotes").stdout.decode()
    assert "[1 twitter quote]" in shown
    assert "speaker: Ann Example" in shown
    assert "cue: tweeted" in shown
    assert "1 quote" in shown.splitlines()[0]
    assert "no social posts found" in embedparse("view", article).stdout.decode()


def test_view_marks_quotes_on_a_page(tmp_path: Path) -> None:
    page, marked = tmp_path / "page.html", tmp_path / "marked.html"
    page.write_text(PAGE, "utf-8")
    embedparse("view", page, "--quotes", "--html", marked)
    assert 'class="status quote"' in marked.read_text("utf-8")


def test_stats_count_quotes_alone(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(LINKED + "\n\n“Stay at home,” Ann Example wrote on social media.", "utf-8")
    records = embedparse("scan", article, "--quotes").stdout
    shown = embedparse("stats", "--quotes", input=records).stdout.decode()
    assert shown.startswith("3 quotes in 1 document; 67% of them also stand there as an embed or a link")
    assert "social media" in shown
    assert "Bo Madeup" in shown
    assert embedparse("stats", input=records).stdout.decode().startswith("5 records in 1 document")


def test_every_way_in_finds_the_same_quotes(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from embedparse.arrow import clean_batch, scan_batch

    text = "“We won,” Ann Example wrote on social media."
    rows = [{"id": "a", "text": text}, {"id": "b", "text": "Nothing was posted or said."}]
    options = Options(quotes=True)
    records = scan_batch(pyarrow.Table.from_pylist(rows), options=options).to_pylist()
    assert [(r["doc"], r["kind"], r["platform"], r["speaker"]) for r in records] == [
        ("a", "quote", None, "Ann Example")
    ]
    assert clean_batch(pyarrow.Table.from_pylist(rows), options=options)["text"].to_pylist()[0] == text
    source = tmp_path / "rows.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    for suffix in ("jsonl", "csv", "parquet", "sqlite"):
        embedparse("scan", source, "--quotes", "-o", tmp_path / f"r.{suffix}")
        shown = embedparse("stats", "--quotes", tmp_path / f"r.{suffix}").stdout.decode()
        assert shown.startswith("1 quote in 1 document")


@pytest.mark.parametrize("language", cues.languages())
def test_a_table_compiles_and_its_names_wake_the_scan(language: str) -> None:
    """Every name of a platform that a table adds holds a literal of the scan, whatever its ending."""
    cues.of_language(language)
    for entry in locales.of_language("quotes", language).get("platforms", []):
        shown = re.sub(r"\(\?:[^()]*\)[?*+]?|\\\\w[*+]?|[?*+\\[\]]", "", entry.partition(":")[2])
        assert shown, entry


@pytest.mark.parametrize("piece", ["“", '"', "« ", "“a” tweeted. ", "said on Twitter, ", "– x – ", "on on "])
def test_time_grows_with_the_size(piece: str) -> None:
    check_growth(lambda text: scan(f"Twitter {text}", quotes=True), repeated(piece), 20_000)


PIECES = "“ ” \" « » „ '' ‘ ’ ! — the Facebook (@ann)".split()
PIECES += [
    " ",
    "\n",
    ". ",
    ", ",
    ": ",
    " tweeted",
    " said on Twitter",
    "Ann Example",
    " she wrote",
    " schrieb auf X",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join))
def test_any_text(text: str) -> None:
    """Spans lie in the text, sorted; the prose and the other records are what they are without quotes."""
    found = scan(text, min_confidence="possible", quotes=True)
    plain = scan(text, min_confidence="possible")
    assert found.prose == plain.prose
    assert [e.spans for e in found.embeds if e.kind != "quote"] == [e.spans for e in plain.embeds]
    for embed in found.embeds:
        assert all(0 <= start < end <= len(text) for start, end in embed.spans)
        assert embed.spans == tuple(sorted(embed.spans))


@pytest.mark.parametrize(
    ("text", "retold"),
    [
        ("Ann Example tweeted that the bridge was open again.", ["the bridge was open again"]),
        ("Bo Madeup wrote on Facebook on Friday that it is a danger to all.", ["it is a danger to all"]),
        ("Die Bürgermeisterin schrieb auf X, dass die Brücke offen sei.", ["die Brücke offen sei"]),
        ("Le maire a tweeté que le pont était ouvert à tous.", ["le pont était ouvert à tous"]),
        ("She told reporters that the bridge was open.", []),
        ("In an interview shared on Facebook she said that the bridge was open.", []),
    ],
)
def test_what_is_retold_is_found_only_when_asked_for(text: str, retold: list[str]) -> None:
    found = scan(text, min_confidence="possible", quotes=True, indirect=True).embeds
    assert [(embed.body, embed.quote_type) for embed in found] == [(body, "indirect") for body in retold]
    assert scan(text, min_confidence="possible", quotes=True).embeds == ()


RETOLD = "Ann Example tweeted that the bridge was open again."


def test_every_way_in_finds_what_is_retold(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from embedparse.arrow import scan_batch

    options = Options("possible", quotes=True, indirect=True)
    table = pyarrow.Table.from_pylist([{"id": "a", "text": RETOLD}, {"id": "b", "text": "She spoke."}])
    rows = scan_batch(table, options=options).to_pylist()
    assert [(row["doc"], row["quote_type"], row["confidence"]) for row in rows] == [
        ("a", "indirect", "possible")
    ]
    page = f"<html><body><p>{RETOLD}</p></body></html>"
    (embed,) = scan_html(page, min_confidence="possible", quotes=True, indirect=True).embeds
    assert page[slice(*embed.spans[0])] == embed.body == "the bridge was open again"
    article = tmp_path / "article.txt"
    article.write_text(RETOLD, "utf-8")
    shown = embedparse("scan", article, "--quotes", "--indirect", "--min-confidence", "possible").stdout
    assert json.loads(shown)["quote_type"] == "indirect"


@pytest.mark.parametrize(
    "options", [("--indirect",), ("--indirect", "--quotes"), ("--indirect", "--min-confidence", "possible")]
)
def test_what_is_retold_is_refused_where_it_could_not_be_shown(tmp_path: Path, options: tuple[str]) -> None:
    article = tmp_path / "article.txt"
    article.write_text(RETOLD, "utf-8")
    done = embedparse("scan", article, *options)
    assert done.returncode == 2
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert "--indirect needs --quotes and --min-confidence possible" in line


@pytest.mark.parametrize(("command", "suffix"), [("scan", "jsonl"), ("scan", "csv"), ("clean", "jsonl")])
def test_without_the_flag_every_byte_is_as_if_no_quote_could_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, suffix: str
) -> None:
    cases = [case.values[1]["text"] for case in _cases()]
    source = tmp_path / "rows.jsonl"
    rows = [*cases[::9], LINKED, PAGE, f"{LINKED}\n\n{cases[0]}"]
    source.write_text(
        "".join(json.dumps({"id": str(n), "text": t}) + "\n" for n, t in enumerate(rows)), "utf-8"
    )
    usual, alone = tmp_path / f"usual.{suffix}", tmp_path / f"alone.{suffix}"
    assert embedparse(command, source, "-o", usual).returncode == 0

    def unread(*_words: object, **_options: object) -> None:
        raise AssertionError("a quote was looked for")

    monkeypatch.setattr("embedparse.text.quotes.find", unread)
    monkeypatch.setattr("embedparse.text.quotes.may_quote", unread)
    assert embedparse(command, source, "-o", alone, "-j", 1).returncode == 0
    assert alone.read_bytes() == usual.read_bytes() != b""
