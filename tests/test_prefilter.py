"""The prefilter over raw rows: with it and without it the results are the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embedparse import html
from embedparse.batch import perform
from embedparse.batch.perform import Performer
from embedparse.inputs import KindChoice, ReadOptions, RowBlock
from embedparse.jobs import Result, ScanConfig
from embedparse.models import Confidence
from embedparse.pipeline import Options
from embedparse.prefilter.field_check import FieldCheck, text_patterns
from embedparse.prefilter.hyperscan_filter import HyperscanFilter, Worth, filter_for, row_patterns, rows_of
from embedparse.text import anchors
from embedparse.text.anchors import ANCHORS
from tests.command import ARTICLE, PLAIN
from tests.growth import check_growth

pytest.importorskip("hyperscan")


def escape_slashes(line: str) -> str:
    return line.replace("/", "\\/")


def upper_case_escapes(line: str) -> str:
    return re.sub(r"(?<!\\)\\u([0-9a-f]{4})", lambda code: "\\u" + code[1].upper(), line)


def all_escapes(line: str) -> str:
    """Every letter and sign inside the strings as an escape, the most that JSON allows."""
    start = line.index('"text"') + 9
    body = line[start:-2]
    if "\\" in body:
        return line
    return line[:start] + "".join(f"\\u{ord(c):04x}" for c in body if ord(c) < 0x10000) + line[-2:]


def escaped_brackets(line: str) -> str:
    return line.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


ENCODERS: dict[str, Callable[[dict[str, object]], str]] = {
    "as it is": lambda row: json.dumps(row, ensure_ascii=False),
    "ASCII": lambda row: json.dumps(row),
    "compact": lambda row: json.dumps(row, separators=(",", ":")),
    "upper case escapes": lambda row: upper_case_escapes(json.dumps(row)),
    "escaped slashes": lambda row: escape_slashes(json.dumps(row, ensure_ascii=False)),
    "escaped brackets": lambda row: escaped_brackets(json.dumps(row, ensure_ascii=False)),
    "all escaped": lambda row: all_escapes(json.dumps(row, ensure_ascii=False)),
    "wide": lambda row: json.dumps(row, separators=(" , ", "  :  ")),
}


@cache
def filter_of(kind: KindChoice) -> HyperscanFilter | None:
    return filter_for(ScanConfig(ReadOptions(kind=kind)))


def outcome(
    data: bytes, *, prefilter: bool, kind: KindChoice = "auto", least: Confidence = "possible"
) -> Result:
    work = ScanConfig(ReadOptions(kind=kind), Options(least, prefilter=prefilter), articles=True)
    return Performer(work)(RowBlock(0, "rows", "rows", 0, len(data), data=data))


def decoded(data: bytes, hits: HyperscanFilter | None) -> list[tuple[int, int]]:
    """The rows of ``data`` that are decoded."""
    assert hits is not None
    return [each[:2] for each in rows_of(data, hits, FieldCheck(("text",))) if each.worth]


def agree(data: bytes, kind: KindChoice = "auto", least: Confidence = "possible") -> None:
    fast, slow = (outcome(data, prefilter=on, kind=kind, least=least) for on in (True, False))
    assert fast.records == slow.records
    assert b"".join(fast.rows) == b"".join(slow.rows)
    assert fast.failures == slow.failures
    assert (fast.read, fast.scanned, fast.lines, fast.skipped) == (
        slow.read, slow.scanned, slow.lines, slow.skipped,
    )  # fmt: skip


@pytest.mark.parametrize("anchor", ANCHORS)
def test_every_anchor_in_every_spelling_wakes_its_row(anchor: str) -> None:
    card = "@ada_quill 7:12 AM - 4 May 2021" if anchor in anchors.CARDS else "a"
    printed = f"7:1{anchor}" if anchor in anchors.CLOCKS else anchor
    found = anchors.read_anchors(f"{card} {printed} b")
    assert found is not None or anchor in (*anchors.LINKS, *anchors.SHORTCODES)  # these need more beside them
    hits = HyperscanFilter(row_patterns([anchor], ["text"]), texts=text_patterns([("text",)]))
    for name, encode in ENCODERS.items():
        rows = [encode({"id": 1, "text": text}) for text in (PLAIN, f"a {printed} b", PLAIN)]
        data = "".join(row + "\n" for row in rows).encode()
        woken = (len(rows[0].encode()) + 1, len("\n".join(rows[:2]).encode()))
        assert woken in decoded(data, hits), name


#: Anchors in articles without a post, as blogs, forums and lists print them.
IDLE = [
    "Great cake.\nPosted by\nAda Quill\nat\n5:11 AM\nMore.",
    "Publicado el 11 de mayo, a las 10.",
    "The best cakes (@ada_quill)\n7. Bread, and nothing else on this long list of good things to eat.",
    "r/cakes\nPosted by\nu/ada_quill\n6 days ago",
    "See twitter.com/i/web/status/1… for more; we are on Threads now.",
    "The shop opens.</p> It closes.</p>",
]


PIECES = st.sampled_from(
    [
        *ANCHORS, ARTICLE, PLAIN, "\n", " ", "—", "(@ada_quill) May 1, 2020",
        "https://twitter.com/a/status/123456789012345678", "pic.twitter.com/abcdefghij",
        *IDLE, "<p>", "</p>", "<br>", "<", "&", "ö", "\ud83d", "🎈", "\x00", '"', "\\",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=6).map("".join)
LINES = st.one_of(
    st.tuples(TEXTS, st.sampled_from(list(ENCODERS.values()))).map(lambda t: t[1]({"id": 1, "text": t[0]})),
    st.sampled_from(
        ["", " ", "{}", "[]", "{", '{"text": 5}', '{"text": null}', '{"id": 1}', "nonsense", '"text": ""']
    ),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, max_size=6), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_any_rows_give_the_same_with_and_without(lines: list[str], line_end: str, last: bool) -> None:
    data = line_end.join(lines) + (line_end if last else "")
    agree(data.encode("utf-8", "replace"))


#: Lines that are rows only as the list that they would make together.
NO_ROWS = {
    "a row over two lines": ['{"id": 1,', '"text": "The hall is open."}', '{"text": "a"}, {"text": "b"}'],
    "a list over three lines": ['[{"text": "a"}', '{"text": "b"}', '{"text": "c"}]'],
    "rows and numbers on one line": ['{"text": "a"}, 7, {"text": "b"}', '{"text": "c"}'],
    "a comma at the end": ['{"text": "a"},', '{"text": "b"}'],
    "a number": ["7", '{"text": "b"}'],
    "the text in a list": ['[{"text": "a"}]', '{"text": "b"}'],
    "the text in an object of the row": ['{"row": {"text": "a"}}', '{"text": "b"}'],
    "the text twice": ['{"text": "a", "text": 5}', '{"text": 5, "text": "b"}'],
    "an empty text": ['{"text": ""}', '{"text": "b"}'],
    "an empty line": ['{"text": "a"}', "", '{"text": "b"}'],
}


@pytest.mark.parametrize("lines", NO_ROWS.values(), ids=NO_ROWS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_lines_between_rows_are_checked_one_by_one(lines: list[str], line_end: str) -> None:
    sound = json.dumps({"text": PLAIN})
    agree(line_end.join([sound, *lines, sound, ""]).encode())


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_any_bytes_give_the_same_with_and_without(first: bytes, second: bytes) -> None:
    agree(b'{"id": 1, "text": "%b"}\n%b\n{"id": 2, "text": "%b"}' % (first, second, second))


PAGES = [
    '<blockquote class="twitter-tweet"><p>x</p></blockquote>',
    '<BLOCKQUOTE CLASS="TWITTER-TWEET"></BLOCKQUOTE>',
    '<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>',
    '<a href="https://twitter.com/a/status/123456789012345678">x</a>',
    "<div data-tweet-id=123456789012345678></div>",
    r'<script>x = "\u003ciframe src=\"https:\/\/www.youtube.com\/embed\/abcdefghijk\"\u003e"</script>',
    "<p>{{< tweet 1260902681413681159 >}}</p>",
    "<p>{{&lt; x user=a id=1260902681413681159 &gt;}}</p>",
    r'<script>x = "\u003cblockquote\u003e\u003cp\u003eThe bridge is open.\u003c/p\u003e\u2014 Mira (@mira) '
    r"\u003ca href=\"https://twitter.com/mira/status\u002f1260902681413681159\"\u003e"
    r'May 14, 2020\u003c/a\u003e\u003c/blockquote\u003e"</script>',
    '<iframe src="https://twitframe.com/show?url=https%3A%2F%2Ftwitter.com%2Fa%2Fstatus%2F20"></iframe>',
    '<iframe src="https://platform.twitter.com/embed/Tweet.html?id=20"></iframe>',
    '<a href="https://www.facebook.com/media/set/?set=a.1234567890">x</a>',
    "<amp-youtube\ndata-videoid=a1B2c3D4e5F></amp-youtube>",
    "<p>https://youtu.be/<em>B2c3D4e5</em>F</p>",
    r'<script>"\u003Ciframe src=\"https:\u002F\u002Fwww.youtube.com\u002Fembed\u002FabcdefghijK\""</script>',
    '<x type="youtube" id="a1B2c3D4e5F"/>',
    '<youtube-embed id="a1B2c3D4e5F"></youtube-embed>',
    '<i data-props="{&quot;provider&quot;:&quot;youtube&quot;,&quot;id&quot;:&quot;a1B2c3D4e5F&quot;}"></i>',
    "<p>nothing</p>",
]


@pytest.mark.parametrize("encode", ENCODERS.values(), ids=ENCODERS)
def test_pages_give_the_same_with_and_without(encode: Callable[[dict[str, object]], str]) -> None:
    data = "\n".join(encode({"id": n, "text": f"<html>{page}</html>"}) for n, page in enumerate(PAGES))
    agree(data.encode(), "html")
    agree(data.encode(), "auto")


#: Pages without a post that hold what looks like the sign of one.
IDLE_PAGES = {
    "escapes in a script": r'<script>x = "\u0022\u0027\u003d"</script>',
    "the script of an AMP element": '<script src="https://cdn.ampproject.org/v0/amp-facebook-0.1.js"></script>',
    "another AMP element": "<amp-facebook-page data-href=x></amp-facebook-page>",
    "a picture on Imgur": '<a href="https://imgur.com/"><img src="https://i.imgur.com/AbCdE1f.png"></a>',
    "a page of Spotify's": '<a href="https://www.spotify.com/de/legal/">Spotify</a>',
    "a profile on Bluesky": '<a href="https://bsky.app/profile/ada.example">Ada</a>',
    "a player made by a script": "<script>f.src = 'https://www.youtube.com/embed/' + id</script>",
    "a timeline": '<a class="twitter-timeline" data-tweet-limit="3" href="https://twitter.com/ada">Ada</a>',
    "no number of a tweet": '<a href="https://news.example/status/ok">ok</a>',
}


@pytest.mark.parametrize("encode", ["as it is", "ASCII", "escaped slashes", "escaped brackets"])
@pytest.mark.parametrize("page", IDLE_PAGES.values(), ids=IDLE_PAGES)
def test_idle_pages_are_never_decoded(page: str, encode: str) -> None:
    assert not html.may_hold(page)
    hits = filter_of("html")
    data = "\n".join([ENCODERS[encode]({"id": 1, "text": f"<html>{page}</html>"})] * 3).encode()
    assert decoded(data, hits) == []


@pytest.mark.parametrize("backslashes", range(1, 8))
def test_a_hidden_character_wakes_its_row_behind_any_backslashes(backslashes: int) -> None:
    hits = filter_of("html")
    row = rb'{"text": "a%bu0062"}' % (b"\\" * backslashes)
    assert json.loads(row)["text"].endswith("b") == (backslashes % 2 == 1)
    assert backslashes % 2 == 0 or decoded(row, hits) == [(0, len(row))]


def test_plain_rows_are_never_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A prefilter that lets everything through would pass every other test here."""
    rows = [{"id": n, "text": f"{PLAIN} {n} <b>bold</b> 1 < 2 & “quoted” ©"} for n in range(50)]
    loaded: list[bytes] = []
    monkeypatch.setattr(
        "embedparse.batch.perform.rows.load", lambda raw: loaded.append(raw) or json.loads(raw)
    )
    for encode in ("as it is", "ASCII", "compact", "upper case escapes", "escaped slashes"):
        data = "".join(ENCODERS[encode](row) + "\n" for row in rows).encode()
        assert outcome(data, prefilter=True).scanned == 50
    assert loaded == []


@pytest.mark.parametrize("encode", ["as it is", "ASCII", "escaped slashes"])
def test_anchors_alone_do_not_wake_a_row(encode: str) -> None:
    hits = filter_of("auto")
    for text in IDLE:
        data = "".join(ENCODERS[encode](row) + "\n" for row in [{"id": 1, "text": text}] * 3).encode()
        assert decoded(data, hits) == [], text


def test_three_tags_wake_their_row_wherever_they_stand() -> None:
    hits = filter_of("auto")
    rows = [{"id": 1, "text": text} for text in ("a</p>b", "a</p>b</div>c<BR>d", "a</p>b<br/>c", "a</p>b")]
    lines = [ENCODERS["as it is"](row) for row in rows]
    start = len(lines[0]) + 1
    assert decoded("\n".join(lines).encode(), hits) == [(start, start + len(lines[1]))]


def test_the_dial_tells_which_rows_wake() -> None:
    data = json.dumps({"id": 1, "text": "So late.\npic.twitter.com/abcdefghij\nThen day came."}).encode()
    for least, woken in (("likely", 0), ("possible", 1)):
        hits = filter_for(ScanConfig(options=Options(least)))
        assert len(decoded(data, hits)) == woken


def test_without_hyperscan_every_row_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(self: HyperscanFilter, *_patterns: object, **_texts: object) -> None:
        raise ImportError("hyperscan")

    monkeypatch.setattr(HyperscanFilter, "__init__", missing)
    monkeypatch.setattr(perform, "filter_for", filter_for)  # not the one that tests share
    assert filter_for(ScanConfig()) is None
    data = json.dumps({"id": 1, "text": ARTICLE}).encode()
    assert len(outcome(data, prefilter=True).records) == 1


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"id": "1", "text": None}, id="rows-that-fail"),
        pytest.param({"text": ARTICLE}, id="posts-in-rows-without-id"),
    ],
)
def test_rows_that_are_told_by_their_line_take_linear_time(row: dict[str, object]) -> None:
    line = json.dumps(row).encode() + b"\n"
    performer = Performer(ScanConfig())

    def perform(block: bytes) -> Result:
        return performer(RowBlock(0, "a.jsonl", "a.jsonl", 0, len(block), data=block))

    check_growth(perform, lambda size: line * (size // len(line)), 150_000)
    result = perform(line * 3)
    assert [failure.line for failure in result.failures] + [at for _, at in result.unnamed] == [0, 1, 2]


def as_rows(texts: list[str]) -> bytes:
    return b"".join(json.dumps({"text": text}).encode() + b"\n" for text in texts)


LINK = "https://youtu.be/dQw4w9WgXcQ"
ONLY_LINKS = {
    "in a sentence": f"The film is at {LINK} for all to see.",
    "alone on its line": f"The mill burned.\n\n{LINK}\n\nNobody was hurt.",
    "two of them below one another": f"It burned.\n{LINK}\nhttps://vimeo.com/123456789\nIt was late.",
    "a label of the site above it": f"It burned.\n\nSkip YouTube post\n{LINK}\nEnd of YouTube post\nEnd.",
    "an advertisement below it": f"The mill burned.\n\n{LINK}\nAdvertisement\nNobody was hurt.",
    "in the offer of a newsletter": f"It burned.\nSign up for our newsletter: {LINK} Privacy Policy.\nEnd.",
    "in code": f"It burned.\n\n```\n{LINK}\n```\n\nNobody was hurt.",
    "beside a wording that is none": f"Posted by the mill at noon, see {LINK} for more.",
}
MORE_THAN_LINKS = {
    "a post": f"{LINK}\nIt burned!\n— Ada Quill (@ada_quill) May 1, 2020",
    "a post before it": f"It burned!\n— Ada Quill (@ada_quill) May 1, 2020\n\n{LINK}",
    "markup": f'<p><a href="{LINK}">The film</a></p>\nThe mill burned: {LINK}',
}


@pytest.mark.parametrize("text", [*ONLY_LINKS.values(), *MORE_THAN_LINKS.values()])
@pytest.mark.parametrize("least", ["likely", "possible"])
def test_rows_with_links_give_the_same_by_the_short_way(text: str, least: Confidence) -> None:
    agree(as_rows([PLAIN, text, PLAIN, text]), least=least)


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        *((text, Worth.LINKS) for text in ONLY_LINKS.values()),
        *((text, Worth.ANYTHING) for text in MORE_THAN_LINKS.values()),
        (PLAIN, Worth.NOTHING),
    ],
)
def test_what_a_row_is_worth(text: str, worth: Worth) -> None:
    for last in (PLAIN, text):
        data = as_rows([PLAIN, text, last])
        ranges = rows_of(data, filter_of("text"), FieldCheck(("text",)))
        found = [each.worth for each in ranges for _ in range(each.number)]
        assert found == [Worth.NOTHING, worth, worth if last == text else Worth.NOTHING]


@pytest.mark.parametrize("least", ["likely", "possible"])
def test_pages_with_notices_in_place_of_posts(least: Confidence) -> None:
    lines = (
        "Автор удалил этот твит. Подробнее",
        "Ce Tweet n&rsquo;est plus disponible.",
        "[embedded content]",
    )
    pages = [f"<p>The mill burned.</p><p>{line}</p><p>It rained.</p>" for line in lines]
    agree(as_rows([PLAIN, *pages, PLAIN]), "html", least)
    agree(as_rows([PLAIN, *pages, PLAIN]), "auto", least)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("Ada Vale (adavale)", True),
        ("Ada Vale (@adavale)  ", True),
        (r"Ada Vale (ada\_vale)", True),
        ("Ada Vale ([adavale](https://example.org/adavale))", True),
        ("Open all year (also for you)", False),
        ("the office in charge )", False),
    ],
    ids=["handle", "sign", "escaped", "linked", "words", "blank-before-the-end"],
)
def test_a_card_of_a_forum_has_a_handle_in_parentheses(named, expected):
    text = f"twitter.com\n{named}\nWe open the new hall today.\n9:07 AM · 4 Mar 2016\n"
    assert anchors.may_hold_card(text, []) is expected


@pytest.mark.parametrize("least", ["certain", "likely", "possible"])
@pytest.mark.parametrize("kind", ["text", "auto", "html"])
def test_a_quote_wakes_its_row_though_its_word_is_also_a_notice(least: Confidence, kind: KindChoice) -> None:
    data = as_rows(
        [PLAIN, "<p>“Not the best of ferries!” Ada Quill, the harbour master, Tweeted on Friday.</p>"]
    )

    def found(*, prefilter: bool) -> list[bytes]:
        work = ScanConfig(ReadOptions(kind=kind), Options(least, prefilter=prefilter, quotes=True))
        return Performer(work)(RowBlock(0, "rows", "rows", 0, len(data), data=data)).records

    assert found(prefilter=True) == found(prefilter=False)
    assert len(found(prefilter=True)) == 1
