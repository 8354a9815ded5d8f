"""`embedparse stats`: records counted as they stream by, as tables and as a page."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import tracemalloc
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedparse.platforms import all_platforms
from embedparse.reports import saved
from embedparse.reports.charts import scripts
from embedparse.reports.counts import Counts, Tally, hosts_of, month_of, values
from embedparse.reports.stats_page import stats_page
from tests.browser import Browser
from tests.command import archive, embedparse, embedparse_process, write_rows

EVIL = "</script><script>document.title='owned'</script><!--<img src=x onerror=\"document.title='owned'\">"
LONG = "averyveryveryverylonghandlethatneverends.example.social.network"


def record(**fields: Any) -> dict[str, Any]:
    """A record with every field that counts."""
    made = {"doc": "a", "index": 0, "platform": "twitter", "kind": "embed", "body": "Good night."}
    made |= {"author": "Ada Example", "handle": "ada_example", "date": "2020-05-01", "posted_at": None}
    made |= {"url": None, "links": ["https://t.co/AbCdEfGhIj"], "layout": "below", "confidence": "certain"}
    return made | fields


def evening() -> list[dict[str, Any]]:
    """Records of three platforms with right-to-left, CJK, very long and hostile fields."""
    return [
        record(body="The pumps have failed again.", url="https://twitter.com/ada_example/status/1"),
        record(doc="b", handle="Ada_Example", links=["https://www.example.org/a", "https://EXAMPLE.org/b"]),
        record(doc="b", index=1, author="وزارة التعليم", handle="edu_example", body="خطة جديدة لدعم المدارس"),
        record(
            doc="c", platform="mastodon", author="田中さくら", handle=LONG, date="2021-12-31", layout="inline"
        ),
        record(
            doc="c", platform="bluesky", author=EVIL, handle=EVIL, body=EVIL, date=None, links=["http://[x"]
        ),
        record(doc=EVIL, kind="link", confidence="possible", date="2021-11-30", url="javascript:alert(1)"),
    ]


def write(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    return path


# --- counting ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("links", "hosts"),
    [
        pytest.param(["https://t.co/AbC"], ["t.co"], id="plain"),
        pytest.param(["https://www.Example.org:8080/x?y"], ["example.org"], id="www-case-port"),
        pytest.param(["t.co/AbC"], ["t.co"], id="no-scheme"),
        pytest.param(["https://müller.example/ü"], ["müller.example"], id="not-ascii"),
        pytest.param(["https://user:word@example.org/"], ["example.org"], id="credentials"),
        pytest.param(["http://[bad", "https://", ""], [], id="no-host"),
        pytest.param(["https://a.example/", "https://a.example/"], ["a.example"] * 2, id="each-link-counts"),
    ],
)
def test_hosts(links: list[str], hosts: list[str]) -> None:
    assert list(hosts_of(links)) == hosts


@pytest.mark.parametrize(
    ("fields", "month"),
    [
        pytest.param({"date": "2020-05-01"}, "2020-05", id="as-printed"),
        pytest.param({"date": None, "posted_at": "2020-05-31T23:59:59.000Z"}, "2020-05", id="exact-time"),
        pytest.param(
            {"date": "2020-05-01", "posted_at": "2020-04-30T23:59:59.000Z"}, "2020-05", id="printed-first"
        ),
        pytest.param({"date": None, "posted_at": None}, None, id="neither"),
        pytest.param({"date": "2020-13-01"}, None, id="no-such-month"),
        pytest.param({"date": "soon"}, None, id="no-date"),
    ],
)
def test_months(fields: dict[str, Any], month: str | None) -> None:
    assert month_of(record(**fields)) == month


def test_every_facet_is_counted() -> None:
    counts = Counts()
    for row in evening():
        counts.add(row)
    assert (counts.records, counts.documents, counts.undated) == (6, 4, 1)
    found = {facet: dict(tally.top()) for facet, tally in counts.tallies.items()}
    assert found["platform"] == {"twitter": 4, "mastodon": 1, "bluesky": 1}
    assert found["kind"] == {"embed": 5, "link": 1}
    assert found["confidence"] == {"certain": 5, "possible": 1}
    assert found["layout"] == {"below": 5, "inline": 1}
    assert found["month"] == {"2020-05": 3, "2021-12": 1, "2021-11": 1}
    assert found["handle"]["@ada_example (twitter)"] == 3
    assert found["handle"][f"@{LONG} (mastodon)"] == 1
    assert found["host"] == {"t.co": 4, "example.org": 2}


def test_outlets_are_counted() -> None:
    counts = Counts()
    for outlet in ("courier.co.uk", "courier.co.uk", "gazette.example.org", None):
        counts.add(record(outlet=outlet))
    assert counts.tallies["outlet"].top() == [("courier.co.uk", 2), ("gazette.example.org", 1)]


@given(st.lists(st.text(alphabet="ab\x00é愛\ud83d", max_size=3), max_size=60), st.integers(1, 5))
def test_a_tally_on_disk_counts_as_one_in_memory(words: list[str], in_memory: int) -> None:
    small, large = Tally(in_memory), Tally()
    for word in words:
        small.add(word)
        large.add(word)
    assert dict(small.top()) == dict(large.top()) == dict(Counter(words))
    assert [n for _, n in small.top(3)] == [n for _, n in large.top(3)]
    assert len(small) == len(large) == len(set(words))
    assert small.total == len(words)


def test_memory_stays_flat_however_many_handles_there_are() -> None:
    def peak(records: int) -> int:
        counts = Counts(tallies={facet: Tally(500) for facet in Counts().tallies})
        tracemalloc.start()
        try:
            for number in range(records):
                counts.add(record(handle=f"user{number:060}", links=[f"https://h{number}.example/"]))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(10_000) < 1.3 * peak(2_000)


def test_what_no_record_should_hold_does_no_harm() -> None:
    counts = Counts()
    odd = record(handle=7, date=20200501, links=[], layout=None, platform="x" * 5000)
    counts.add(odd)
    assert ("handle", f"@7 ({'x' * 5000})") in list(values(odd))
    assert counts.tallies["platform"].top() == [("x" * 300, 1)]


# --- the command -------------------------------------------------------------------------------


def table(output: bytes) -> dict[str, list[str]]:
    """The tables that the command printed: the words of each row, by its first word."""
    return {line.split()[0]: line.split() for line in output.decode().split("\n") if line.strip()}


def as_gzip(path: Path, rows: list[dict[str, Any]]) -> Path:
    lines = [orjson.dumps(row) + b"\n" for row in rows]
    path.write_bytes(gzip.compress(b"".join(lines[:2])) + gzip.compress(b"".join(lines[2:])))  # two members
    return path


def test_counts_are_printed_as_tables(tmp_path: Path) -> None:
    done = embedparse("stats", write(tmp_path / "records.jsonl", evening()), "--top", "2")
    assert (done.returncode, done.stderr) == (0, b"")
    rows = table(done.stdout)
    assert rows["6"] == "6 records in 4 documents; 1 without a date".split()
    assert rows["twitter"][:3] == ["twitter", "4", "66.7%"]
    assert rows["2021-11"][:2] == ["2021-11", "1"]
    assert rows["@ada_example"][:3] == ["@ada_example", "(twitter)", "3"]
    assert rows["t.co"][:3] == ["t.co", "4", "66.7%"]
    assert "mastodon" not in rows  # as frequent as bluesky, and behind it in the alphabet
    assert "and 1 more; --top shows more of them" in done.stdout.decode()
    assert b"\x1b" not in done.stdout


def test_one_platform_is_not_said_with_every_handle(tmp_path: Path) -> None:
    done = embedparse("stats", write(tmp_path / "records.jsonl", [record(), record()]))
    assert table(done.stdout)["@ada_example"][:2] == ["@ada_example", "2"]


def test_records_come_from_files_and_from_standard_input_alike(tmp_path: Path) -> None:
    rows = evening()
    plain = write(tmp_path / "records.jsonl", rows)
    packed = as_gzip(tmp_path / "records.jsonl.gz", rows)
    expected = embedparse("stats", plain).stdout
    assert embedparse("stats", packed).stdout == expected
    assert embedparse("stats", input=plain.read_bytes()).stdout == expected
    assert embedparse("stats", "-", input=packed.read_bytes()).stdout == expected
    halves = [write(tmp_path / "1.jsonl", rows[:3]), write(tmp_path / "2.jsonl", rows[3:])]
    assert embedparse("stats", *halves).stdout == expected


def test_a_scan_can_be_piped_into_it(tmp_path: Path) -> None:
    found = embedparse("scan", archive(tmp_path / "a.jsonl", 70))
    printed = embedparse("stats", input=found.stdout).stdout
    rows = table(printed)
    assert b"10 records in 10 documents" in printed
    assert rows["@ada_quill"][:3] == ["@ada_quill", "10", "100.0%"]
    assert rows["2020-05"][:2] == ["2020-05", "10"]


@pytest.mark.parametrize(
    "name",
    [
        "r.csv",
        "r.tsv",
        "r.csv.gz",
        "r.parquet",
        "r.sqlite",
        "r.jsonl.gz",
        "r.jsonl.bz2",
        "r.jsonl.xz",
        "r.jsonl.zst",
    ],
)
def test_every_format_that_scan_writes_counts_alike(tmp_path: Path, name: str) -> None:
    if "parquet" in name:
        pytest.importorskip("pyarrow", reason="Parquet needs embedparse[parquet]")
    if name.endswith(".zst"):
        pytest.importorskip("backports.zstd", reason="zstd needs embedparse[zstd]")
    text = (
        'The quay was empty.\n=SUM(A1), "quoted", a, b; c\nand more https://t.co/AbCdEfGhIj #ferry\n'
        "— Ada Quill (@ada_quill) May 1, 2020\nThe mayor pointed to"
        " https://twitter.com/jane_roe/status/1257000000000000001 as her reply.\n"
    )
    articles = write_rows(tmp_path / "a.jsonl", [{"id": f"+{n}", "text": text} for n in range(3)])
    plain, other = tmp_path / "r.jsonl", tmp_path / name
    for target in (plain, other):
        assert embedparse("scan", articles, "-o", target, "-q").returncode == 0
    expected = embedparse("stats", plain)
    assert expected.stdout.startswith(b"6 records in 3 documents")
    assert b"t.co" in expected.stdout
    found = embedparse("stats", other)
    assert (found.returncode, found.stdout) == (0, expected.stdout)
    rows = [list(saved.records(str(path))) for path in (plain, other)]
    fields = "doc body author handle date url post_id links hashtags evidence".split()
    for field in fields:
        assert [row[field] for row in rows[0]] == [row[field] for row in rows[1]], field


def test_records_from_a_program_of_spreadsheets_count_too(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text("platform;handle;date\ntwitter;ada_example;2020-05-01\n", encoding="utf-8")
    assert table(embedparse("stats", path).stdout)["@ada_example"][:2] == ["@ada_example", "1"]


def test_a_file_that_was_cut_off_is_counted_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = as_gzip(tmp_path / "records.jsonl.gz", evening()).read_bytes()
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(whole[:-12])
    done = embedparse("stats", path)
    assert done.returncode == 1
    assert re.match(rb"[2-6] records", done.stdout)
    assert str(path) in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    rows = [record(handle=f"user{number}") for number in range(5_000)]
    path = write(tmp_path / "records.jsonl", rows)
    command = f"{sys.executable} -m embedparse stats {path} --top 5000 | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"5,000 records")


def test_no_records_at_all_is_no_error(tmp_path: Path) -> None:
    done = embedparse("stats", write(tmp_path / "none.jsonl", []))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.strip() == b"0 records in 0 documents"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b'{"id": "a", "text": "b"}\n', 'no "platform"', id="articles"),
        pytest.param(b"[1, 2]\n", "must be a JSON object", id="an-array"),
        pytest.param(b"It was a dark night.\n", 'no "platform"', id="a-text"),
        pytest.param(b"{broken\n", "not valid JSON", id="broken"),
        pytest.param(None, "no such file", id="no-file"),
    ],
)
def test_what_holds_no_records_is_one_clear_message(tmp_path: Path, content: bytes | None, says: str) -> None:
    path = tmp_path / "input.jsonl"
    if content is not None:
        path.write_bytes(content)
    done = embedparse("stats", path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert says in done.stderr.decode()
    assert str(path) in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_halves_of_characters_are_read_as_scan_writes_them(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text('{"platform": "twitter", "handle": "ada\\ud83d", "kind": "embed"}\n')
    done = embedparse("stats", tmp_path / "r.jsonl")
    assert (done.returncode, done.stderr) == (0, b"")
    assert table(done.stdout)["@ada\ufffd"][1] == "1"


def test_bad_rows_are_named_and_the_rest_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    good = orjson.dumps(record())
    path.write_bytes(b"\n".join([good, b"{broken", b"17", b"{}", *[b"null"] * 9, good]))
    done = embedparse("stats", path)
    assert done.returncode == 1
    assert done.stdout.startswith(b"2 records in 1 document\n")
    said = done.stderr.decode().splitlines()
    assert said[0].startswith(f"embedparse: {path}, record 2: not valid JSON")
    assert said[-1] == "embedparse: and 7 more like these"


@pytest.mark.parametrize("links", [5, [None], ["x", {}], [[]], {"x": 1}])
def test_a_record_whose_lists_are_none_is_named(tmp_path: Path, links: Any) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"\n".join(orjson.dumps(row) for row in (record(), {**record(), "links": links})))
    done = embedparse("stats", path)
    assert done.returncode == 1
    assert done.stdout.startswith(b"1 record in 1 document\n")
    message = f'embedparse: {path}, record 2: "links" is no list of texts, so it is no record\n'
    assert done.stderr.decode() == message


# --- the page ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def plotting() -> None:
    pytest.importorskip("altair", reason="the page needs embedparse[report]")
    pytest.importorskip("vl_convert", reason="the page needs embedparse[report]")


@pytest.fixture(scope="module")
def evening_page(plotting: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of `evening`, made by the command."""
    folder = tmp_path_factory.mktemp("page")
    records, target = write(folder / "records.jsonl", evening()), folder / "report.html"
    done = embedparse("stats", records, "--html", target, "--posts", "5")
    assert (done.returncode, done.stdout) == (0, b""), done.stderr
    return target


def page_of(folder: Path, rows: list[dict[str, Any]], posts: int = 5000) -> Path:
    """The page of ``rows``, made here: a process of its own would only load the library again."""
    counts = Counts()
    for row in rows:
        counts.add(row)
    target = folder / "report.html"
    target.write_text(stats_page("records.jsonl", counts, rows[:posts], 20), "utf-8")
    return target


def test_the_command_writes_the_page(evening_page: Path) -> None:
    page = evening_page.read_text("utf-8")
    assert "6 records in 4 documents" in page
    assert "The first 5 of 6 records are listed here" in page
    assert {path.name for path in evening_page.parent.iterdir()} == {"records.jsonl", "report.html"}


def test_no_record_can_close_the_script_that_holds_it(evening_page: Path) -> None:
    page = evening_page.read_text("utf-8")
    assert page.count("<script") == page.count("</script>") == 3
    assert "<img" not in page.replace(scripts(), "")
    data = page.partition('id="data">')[2].partition("</script>")[0]
    assert orjson.loads(data)["posts"][4]["body"] == EVIL


def test_the_page_in_the_browser(evening_page: Path, browser: Browser) -> None:
    page = browser.open(evening_page)
    assert page.locator("header p").inner_text() == "6 records in 4 documents; 1 without a date"
    figures = page.locator("figure .chart svg")
    figures.nth(6).wait_for()
    assert figures.count() == 7
    for facet, bars in {"platform": 3, "kind": 2, "month": 3, "handle": 4, "host": 2}.items():
        marks = page.locator(f"#chart-{facet} g.mark-rect path[aria-roledescription=bar]")
        assert marks.count() == bars, facet
    assert page.locator("#posts tbody tr").count() == 5
    assert page.locator("#posts tbody tr").nth(4).locator(".body").inner_text() == EVIL
    assert page.locator("#posts a").evaluate_all("all => all.map(one => one.href)") == [
        "https://twitter.com/ada_example/status/1"
    ]
    assert page.locator("#posts .body").nth(2).evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert "owned" not in page.title()
    assert browser.requests == []
    assert browser.problems == []


@pytest.mark.usefixtures("plotting")
def test_months_are_those_of_the_records_whatever_the_time_zone(tmp_path: Path, browser: Browser) -> None:
    page = browser.open(page_of(tmp_path, [record(date="2020-05-01"), record(date="2020-07-01")]))
    bars = page.locator("#chart-month g.mark-rect path[aria-roledescription=bar]")
    bars.first.wait_for()
    labels = bars.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert ["May" in labels[0], "Jul" in labels[1]] == [True, True]
    bars.first.click()
    assert page.locator("#chip").inner_text() == "month: 2020-05 ×".removesuffix(" ×")
    assert page.locator("#posts tbody tr").count() == 1


@pytest.mark.usefixtures("plotting")
@pytest.mark.parametrize(("records", "labels"), [(1, "0 1"), (3, "0 1 2 3"), (9, "0 2 4 6 8")])
def test_the_axis_of_months_has_whole_numbers(
    tmp_path: Path, browser: Browser, records: int, labels: str
) -> None:
    page = browser.open(page_of(tmp_path, [record(index=n) for n in range(records)]), width=800)
    page.wait_for_selector("#chart-month .role-axis-label text")
    groups = page.locator("#chart-month .role-axis-label")
    texts = [groups.nth(n).locator("text").all_text_contents() for n in range(groups.count())]
    assert labels.split() in [[text.strip() for text in each] for each in texts]


@pytest.mark.usefixtures("plotting")
def test_the_table_is_searched_sorted_and_turned(tmp_path: Path, browser: Browser) -> None:
    rows = [
        record(doc=f"d{n}", body=f"Post number {n}.", date=f"2020-05-{n % 28 + 1:02}") for n in range(120)
    ]
    page = browser.open(page_of(tmp_path, [*rows, *evening()], posts=123))
    assert "The first 123 of 126 records" in page.locator(".posts .note").inner_text()
    assert page.locator("#page").inner_text() == "page 1 of 3"
    page.click("#on")
    assert page.locator("#posts tbody tr").first.locator(".doc").inner_text() == "d50"
    page.fill("#search", "PUMPS again")
    assert page.locator("#found").inner_text() == "1 of 123"
    page.fill("#search", "المدارس")
    assert page.locator("#posts tbody .handle").all_inner_texts() == ["@edu_example"]
    page.fill("#search", "")
    page.click("#posts th button[data-key=date]")
    dates = page.locator("#posts tbody td:first-child").all_inner_texts()
    assert dates == sorted(dates)
    page.click("#posts th button[data-key=date]")
    assert page.locator("#posts tbody td:first-child").first.inner_text() == "2020-05-28"


def test_a_bar_shows_its_posts_alone(evening_page: Path, browser: Browser) -> None:
    page = browser.open(evening_page)
    page.locator("#chart-handle path[aria-roledescription=bar]").first.click()
    assert page.locator("#posts tbody .handle").all_inner_texts() == [
        "@ada_example",
        "@Ada_Example",
    ]
    page.click("#chip")
    assert page.locator("#posts tbody tr").count() == 5
    assert page.locator("#chip").is_hidden()


@pytest.mark.usefixtures("plotting")
def test_what_utf_8_cannot_hold_stops_no_page(tmp_path: Path, browser: Browser) -> None:
    half, fields = "half \ud83d \x00", ("doc", "body", "author", "handle", "layout", "confidence")
    counts = Counts()
    row = record(
        **dict.fromkeys(fields, half), links=[f"https://{half[-4]}.example/"], url=f"https://a/{half}"
    )
    for platform in (half, "twitter"):
        counts.add(row | {"platform": platform})
    (tmp_path / "page.html").write_text(stats_page(half, counts, [row | {"platform": half}], 5), "utf-8")
    page = browser.open(tmp_path / "page.html")
    assert page.locator("#posts .body").inner_text() == "half \ufffd \ufffd"
    page.locator("#chart-handle path[aria-roledescription=bar]").first.click()
    assert page.locator("#posts tbody tr").count() == 1
    assert browser.problems == []


@pytest.mark.usefixtures("plotting")
def test_a_tooltip_shows_markup_as_text(tmp_path: Path, browser: Browser) -> None:
    page = browser.open(page_of(tmp_path, [record(handle=EVIL)]))
    page.locator("#chart-handle path[aria-roledescription=bar]").first.hover()
    tip = page.locator("#vg-tooltip-element")
    tip.wait_for(state="visible")
    assert "</script>" in tip.inner_text()
    assert page.locator("#vg-tooltip-element img").count() == 0
    assert browser.problems == []


@pytest.mark.parametrize("width", [pytest.param(360, id="phone"), pytest.param(1400, id="desk")])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_and_reads_in_light_and_dark(
    evening_page: Path, browser: Browser, width: int, scheme: str
) -> None:
    page = browser.open(evening_page, width=width, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shown = "h1, h2, figcaption, summary, .note, #posts td > *, #posts th button, #found, footer"
    assert browser.weak_contrasts(shown) == []
    ink = page.locator("body").evaluate("one => getComputedStyle(one).color")
    label = page.locator("#chart-platform .role-axis-label text").first
    assert label.evaluate("one => getComputedStyle(one).fill") == ink


@pytest.fixture(scope="module")
def large_page(plotting: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of 100,000 records of many platforms, with long names and large counts."""
    platforms = [platform.name for platform in all_platforms()]
    counts, rows = Counts(), []
    for n in range(100_000):
        platform = platforms[n % 61 % len(platforms)]
        handle = "a_handle_of_the_longest_sort_there_is.harbour.example" if n % 3 else "ada_example"
        row = record(platform=platform, handle=handle, date=f"20{10 + n % 14}-0{1 + n % 9}-11")
        row["border_probability"] = n % 100 / 100
        counts.add(row)
        rows += [row] if n < 200 else []
    target = tmp_path_factory.mktemp("large") / "report.html"
    target.write_text(stats_page("records.jsonl", counts, rows, 20), "utf-8")
    return target


@pytest.mark.parametrize("width", [390, 1280, 1920])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_text_is_cut_with_many_records(
    large_page: Path, browser: Browser, width: int, scheme: str
) -> None:
    page = browser.open(large_page, width=width, scheme=scheme)
    page.locator("#chart-host svg").wait_for()
    assert browser.cut_texts("figure svg text") == []
    assert browser.cut_texts("h1, h2, figcaption, summary, .note") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    legend = page.locator("#chart-month .role-legend-label text").all_inner_texts()
    assert len(legend) == 8, "seven platforms and the others are named at every width"
    assert browser.problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_serves_people_who_do_not_see_it(evening_page: Path, browser: Browser, scheme: str) -> None:
    browser.open(evening_page, scheme=scheme)
    assert browser.axe() == []


def test_the_least_sure_records_are_listed(tmp_path: Path) -> None:
    rows = [record(doc=f"d{n}", body=f"Post {n}.") | {"border_probability": n / 40} for n in range(40)]
    shown = embedparse("stats", write(tmp_path / "records.jsonl", rows)).stdout.decode()
    listed = [line.split()[0] for line in shown.partition("For a second look")[2].splitlines()[1:6]]
    assert listed == ["d0", "d1", "d2", "d3", "d4"]
    assert "36 below 90%" in shown


def test_sure_records_ask_for_no_second_look(tmp_path: Path) -> None:
    rows = [record() | {"border_probability": sure} for sure in (None, 0.9, 0.99, "x", 7)]
    shown = embedparse("stats", write(tmp_path / "records.jsonl", rows)).stdout.decode()
    assert "second look" not in shown


@pytest.mark.usefixtures("plotting")
def test_a_page_of_no_records_says_so(tmp_path: Path, browser: Browser) -> None:
    page = browser.open(page_of(tmp_path, []))
    assert page.locator("header p").inner_text() == "0 records in 0 documents"
    assert page.locator("#posts tbody tr").count() == 0
    assert browser.problems == []


def test_without_the_plotting_library_the_message_names_the_command(tmp_path: Path) -> None:
    (tmp_path / "altair.py").write_text("raise ImportError('not installed')")
    target = tmp_path / "report.html"
    done = embedparse_process(
        "stats",
        write(tmp_path / "r.jsonl", evening()),
        "--html",
        target,
        env={"PYTHONPATH": str(tmp_path)},
    )
    assert done.returncode == 2
    assert "pip install 'embedparse[report]'" in done.stderr.decode()
    assert not target.exists()


def test_the_help_of_every_command_stays_light() -> None:
    code = (
        "import sys; import embedparse.commands.stats, embedparse.commands.view;"
        "print(sorted({'rich', 'jinja2', 'altair', 'lxml', 'bs4', 'pyarrow', 'sqlite3'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    assert done.stdout.strip() == b"[]"
