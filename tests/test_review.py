"""The page to review doubtful records: what it shows and saves, and that `scan --corrections` takes it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from embedparse.inputs import ReadOptions
from embedparse.models import Document
from embedparse.reports.doubtful import in_their_articles
from embedparse.reports.review_items import item_of_question, items_of_document
from embedparse.reports.review_page import review_page
from embedparse.reports.saved import rows
from tests.browser import Browser
from tests.command import ARTICLE, POST, embedparse, records, write_rows

EVIL = "</script><script>owned = 1</script><img src=x onerror='owned = 1'>"


@pytest.fixture
def scanned(tmp_path: Path) -> Path:
    """A folder with ten articles, their records, and the page to review all of them."""
    rows = [{"id": f"a{n}", "text": ARTICLE.replace("two hours", f"{n} hours 🌊 {EVIL}")} for n in range(10)]
    write_rows(tmp_path / "a.jsonl", rows)
    assert embedparse("scan", "a.jsonl", "-o", "r.jsonl", cwd=tmp_path).returncode == 0
    done = embedparse(
        "review", "r.jsonl", "--articles", "a.jsonl", "--below", 1, "--html", "p.html", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    return tmp_path


def test_an_item_is_a_window_whose_spans_count_from_its_beginning() -> None:
    text = "x" * 5_000 + POST + "y" * 5_000
    record = {"spans": [[5_000, 5_000 + len(POST)]], "border_probability": 0.4, "author": "Ada"}
    (item,) = items_of_document(Document("d", text), [record])
    ((start, end),) = item.spans
    assert item.text[start:end] == POST
    assert text[item.base + start : item.base + end] == POST
    assert len(item.text) < 3_000
    assert item.fields["author"] == "Ada"


@pytest.mark.parametrize(
    "spans",
    [
        pytest.param([], id="none"),
        pytest.param([[5, 999]], id="behind-the-text"),
        pytest.param([[-3, 2]], id="before-the-text"),
    ],
)
def test_records_that_do_not_fit_the_text_are_passed_over(spans: list[list[int]]) -> None:
    """They are of another article of that id: nothing that is decided about them could be applied."""
    assert list(items_of_document(Document("d", ARTICLE), [{"spans": spans}])) == []


def test_an_item_of_a_question_shows_the_attributions_around_its_gap() -> None:
    row = {
        "doc": "d",
        "text_hash": "0" * 32,
        "question": "0-7-12",
        "span": [7, 12],
        "text": "Hello",
        "above": "— Ada",
        "below": None,
        "candidates": [{"number": 1, "probability": 0.6, "tail": None, "head": [9, 12]}],
    }
    item = item_of_question(row)
    assert item.text == "— Ada\nHello\n"
    ((start, end),) = item.choices[0].spans
    assert item.text[start:end] == "llo"


def test_the_command_counts_what_has_no_article(scanned: Path) -> None:
    done = embedparse("review", "r.jsonl", "--below", 1, "--html", "q.html", cwd=scanned)
    assert done.returncode == 1
    assert b"10 records without an article: name what was read with --articles" in done.stderr


def test_files_in_their_place_are_found_beside_the_named_articles(scanned: Path) -> None:
    text = "Rain fell.\n\nNobody came.\n— Mira Toll (@miratoll) May 9, 2020\n\nThe port is shut."
    (scanned / "own.txt").write_text(text, encoding="utf-8")
    embedparse("scan", "a.jsonl", "own.txt", "-o", "both.jsonl", cwd=scanned)
    arguments = ("review", "both.jsonl", "--articles", "a.jsonl", "--below", 1, "--html", "q.html")
    done = embedparse(*arguments, cwd=scanned)
    assert (done.returncode, b"with 11 to look at" in done.stderr) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["none.jsonl", "--html", "x.html"], b"none.jsonl", id="no-such-file"),
        pytest.param(["a.jsonl", "--html", "x.html"], b"neither a record nor a question", id="no-records"),
        pytest.param(["r.jsonl"], b"--html", id="no-page-named"),
        pytest.param(["r.jsonl", "--html", "r.jsonl"], b"r.jsonl", id="the-page-is-an-input"),
    ],
)
def test_wrong_usage_is_one_line(scanned: Path, arguments: list[str], said: bytes) -> None:
    done = embedparse("review", *arguments, cwd=scanned)
    assert done.returncode == 2
    assert said in done.stderr
    assert b"Traceback" not in done.stderr


def test_sure_records_are_not_on_the_page(scanned: Path) -> None:
    done = embedparse(
        "review", "r.jsonl", "--articles", "a.jsonl", "--below", 0, "--html", "q.html", cwd=scanned
    )
    assert done.returncode == 0
    assert b"with 0 to look at: all are surer than 0; --below 1 shows them too" in done.stderr


def test_the_page_in_a_browser(scanned: Path, browser: Browser) -> None:
    page = browser.open(scanned / "p.html", width=1280)
    assert page.inner_text("#place") == "1 of 10"
    assert page.locator("#text .in").first.inner_text() == "Lanterns"
    page.keyboard.press("a")
    page.keyboard.press("r")
    page.locator("#text span", has_text="Bring").click()
    assert page.locator("#text .in").first.inner_text() == "Bring"
    page.keyboard.press("e")
    page.locator("#text span", has_text="(@ada_quill)").click()
    assert page.locator("#text .in").last.inner_text() == "(@ada_quill)"
    page.keyboard.press("j")
    page.fill("#field-author", "Ada B. Quill")
    page.keyboard.press("Tab")
    page.locator("#next").click()
    page.keyboard.press("r")
    page.locator("#back").click()
    page.keyboard.press("u")
    assert page.inner_text("#decided") == "4 decided"
    said = saved(page)
    assert [line["verdict"] for line in said] == ["spans", "not-a-post", "spans", "spans"]
    assert said[3]["fields"] == {"author": "Ada B. Quill"}
    assert page.evaluate("typeof owned") == "undefined"
    assert browser.requests == []
    assert browser.problems == []

    (scanned / "c.jsonl").write_text("".join(json.dumps(line) + "\n" for line in said), encoding="utf-8")
    for _ in range(2):  # corrections hold, however often the articles are scanned
        done = embedparse("scan", "a.jsonl", "--corrections", "c.jsonl", cwd=scanned)
        assert done.returncode == 0, done.stderr
        found = {record["doc"]: record for record in records(done.stdout)}
        docs = [line["doc"] for line in said]
        assert docs[1] not in found
        assert found[docs[2]]["body"] == "Bring a scarf!"
        assert found[docs[3]]["author"] == "Ada B. Quill"
        assert len(found) == 9


def saved(page: Any) -> list[dict[str, Any]]:
    """The lines of the file that the page saves."""
    with page.expect_download() as download:
        page.locator("#save").click()
    return [json.loads(line) for line in Path(download.value.path()).read_text("utf-8").splitlines()]


def test_questions_are_answered_on_the_page(tmp_path: Path, browser: Browser) -> None:
    row = {
        "doc": "d",
        "text_hash": "0" * 32,
        "question": "0-0-20",
        "span": [0, 20],
        "text": "Some prose. A post.\n",
        "above": None,
        "below": "— Ada (@ada)",
        "candidates": [
            {"number": 1, "probability": 0.6, "tail": None, "head": [0, 20]},
            {"number": 2, "probability": 0.4, "tail": None, "head": [12, 20]},
        ],
        "answer": None,
    }
    (tmp_path / "q.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert embedparse("review", "q.jsonl", "--html", "p.html", cwd=tmp_path).returncode == 0
    page = browser.open(tmp_path / "p.html")
    page.keyboard.press("2")
    assert page.locator("#text .in").first.inner_text() == "A"
    assert page.inner_text("#verdict") == "candidate 2"
    assert saved(page) == [{"doc": "d", "text_hash": "0" * 32, "question": "0-0-20", "answer": 2}]


@pytest.mark.parametrize("width", [390, 1280, 1920])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_and_serves_everyone(scanned: Path, browser: Browser, width: int, scheme: str) -> None:
    page = browser.open(scanned / "p.html", width=width, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert browser.cut_texts("h1, p, button, label, legend, footer") == []
    assert browser.axe() == []


def test_a_page_without_anything_says_so(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "p.html").write_text(review_page("r.jsonl", []), encoding="utf-8")
    page = browser.open(tmp_path / "p.html")
    assert page.locator("#none").is_visible()
    page.keyboard.press("a")
    assert browser.problems == []


@pytest.mark.parametrize("name", ["r.csv", "r.sqlite", "r.parquet", "r.jsonl.gz"])
def test_records_of_every_format_are_shown_in_their_articles(scanned: Path, name: str) -> None:
    if name == "r.parquet":
        pytest.importorskip("pyarrow", reason="pip install 'embedparse[parquet]'")
    assert embedparse("scan", "a.jsonl", "-o", name, "-q", cwd=scanned).returncode == 0
    pages = []
    for saved_as in ("r.jsonl", name):
        done = embedparse(
            "review", saved_as, "--articles", "a.jsonl", "--below", 1, "--html", "x.html", cwd=scanned
        )
        assert done.returncode == 0, done.stderr.decode()
        pages.append((scanned / "x.html").read_text("utf-8").replace(saved_as, ""))
    assert pages[0] == pages[1]


def test_records_of_several_fields_are_shown_in_their_own(tmp_path: Path) -> None:
    row = {"id": 1, "lead": f"A lead. {ARTICLE}", "text": f"It rained for long. Nobody came.\n{ARTICLE}"}
    write_rows(tmp_path / "a.jsonl", [row])
    fields = ("--field", "lead", "--field", "text")
    embedparse("scan", "a.jsonl", *fields, "-o", "r.jsonl", "-q", cwd=tmp_path)
    reading = ReadOptions(("lead",), other_fields=(("text",),))
    found = list(rows(str(tmp_path / "r.jsonl")))
    items, without = in_their_articles(found, (str(tmp_path / "a.jsonl"),), reading)
    assert without == 0
    hashes = [hashlib.sha256(row[name].encode()).hexdigest()[:32] for name in ("lead", "text")]
    assert [item.text_hash for item in items] == hashes
