"""Texts made to be slow or to break: any gives a result, and more text takes more time in proportion.

Bounds are generous: they are to catch what grows faster than its text, not what is a little slow.
"""

from __future__ import annotations

import time

import pytest

from embedparse.models import Document, Scan
from embedparse.pipeline import Options, scan, scan_document
from tests.growth import TIMES, check_growth, repeated

#: Seconds a million characters may take, at worst.
PER_MILLION = 60.0

ATTRIBUTION = "— Ada Berg (@ada_example) May 1, 2020"
STATUS = "https://twitter.com/ada_example/status/1256000000000000000"


def scan_all(text: str) -> Scan:
    return scan(text, min_confidence="possible")


def check_text(unit: str, size: int) -> None:
    assert check_growth(scan_all, repeated(unit), size) <= PER_MILLION * TIMES * size / 1e6


@pytest.fixture(autouse=True, scope="module")
def _warm() -> None:
    """Tables and patterns are loaded once, before anything is measured."""
    scan(f"Lindholm.\n\n> [No boat.][1] 漢字 #a\n>\n> {ATTRIBUTION}\n\nA post shared by A (@a)\n{STATUS}")


UNITS = {
    # handles and what stands around them
    "handles-in-parentheses": "(@a) ",
    "parentheses-never-closed": "(@",
    "parentheses-and-handles-glued": "(@a",
    "list-mentions": "@a/",
    "full-width-handles": "＠a（＠a）",
    "links-in-parentheses": "([@a](http://x ",
    "escaped-parentheses": "\\(@a\\_\\) ",
    "mentions": "@abc @abc ",
    # dashes and names
    "dashes": "— ",
    "double-dashes": "--",
    "dashes-and-handles": "— A (@a) ",
    "entities": "&amp;mdash; A (@a) May 1, 2020 ",
    "mojibake": "â€” A (@a) May 1, 2020 ",
    "blanks-before-handles": " " * 500 + "(@a) ",
    "line-breaks-before-handles": "\n\n\n(@a) ",
    "emoji-names": "👩‍🚒" * 12 + " (@a) May 1, 2020",
    # dates
    "clocks": "(@a) 12:30 ",
    "years": "(@a) 2020 ",
    "months": "(@a) May ",
    "wrapped-months": "(@a)\n>May\n> 1,\n",
    "days-of-the-week": "(@a) Monday, Tuesday, ",
    "numbers": "(@a) 1",
    "dots": "(@a) 1. 2. ",
    "thai-and-vietnamese": "(@a) ngày 10 tháng 11 năm ",
    "escaped-dots": "(@a) 1\\. 2\\. ",
    # attributions
    "posts-on-lines": f"No boat.\n{ATTRIBUTION}\n",
    "posts-on-one-line": f"No boat. {ATTRIBUTION} ",
    "posts-of-nothing": f"{ATTRIBUTION}\n",
    "posts-with-carriage-returns": f"No boat.\r\n{ATTRIBUTION}\r\n",
    "posts-in-tokens": "@\nole\n#\nboat\n— Ada (@ada)\nMay 1, 2020\n",
    "posts-in-cjk": "漢字。「船」— 真央 (@a) 2020年1月1日",
    "undated-posts": "pic.twitter.com/Qw3rTy7UiO\n— Ada (@ada)\n",
    "dashless-posts": "pic.twitter.com/Qw3rTy7UiO\nAda (@ada) May 1, 2020\n",
    "interleaved-posts": f"Boats:\n{ATTRIBUTION}\n• one\n• two pic.twitter.com/Qw3rTy7UiO\n",
    "zeros": "\0(@a) May 1, 2020",
    "lone-surrogates": "\ud800— A (@a) May 1, 2020 \udfff",
    # Markdown
    "quotations": f"> No boat.\n>\n> {ATTRIBUTION}\n\n",
    "quotations-of-lines": "> x\n" * 40 + f"> {ATTRIBUTION}\n",
    "quotations-of-breaks": "> x  \ny  \n\n" * 20 + f"> {ATTRIBUTION}\n",
    "quotations-above": "> x\n" + "\n" * 10 + f"{ATTRIBUTION}\n",
    "quote-marks": ">>>>>>",
    "quote-marks-and-blanks": "> ",
    "empty-quotations": f">\n> {ATTRIBUTION}\n>\n",
    "list-items": "* > (@a) May 1, 2020\n",
    "brackets": "[",
    "brackets-closed": "](",
    "links-never-closed": "[x](",
    "brackets-before-posts": f"[[[[[[[[ {ATTRIBUTION}",
    "links-of-dates": f"— A (@a) [May 1, 2020]({STATUS} ",
    "links-of-dates-wrapped": f"— A (@a) [May 1, 2020]({STATUS}\n> x\n> y\n",
    "references": f"> [x][3] {ATTRIBUTION}\n[3]: {STATUS}\n",
    "reference-addresses": "[3]: https://t.co/a\nb\nc\nd\n",
    "references-of-many": "[a][b][c][d] (@a) May 1, 2020 ",
    "escapes": "\\_\\*",
    "autolinks": "<https://t.co/",
    "echoes": f"pic.twitter.com/Qw3rTy7UiO (https://t.co/Qw3rTy7UiO)— A (@a) May 1, 2020 ({STATUS}) ",
    # links and fragments
    "status-links": f"{STATUS} ",
    "status-links-with-queries": f"{STATUS}?s=20&t=x",
    "status-links-alone": f"{STATUS}\n",
    "media-links": "pic.twitter.com/Qw3rTy7UiO\n",
    "media-links-glued": "pic.twitter.com/Qw3rTy7UiO",
    "media-links-begun": "pic.twitter.com/",
    "tags": f"#a #b $c @d\n{ATTRIBUTION}\n",
    # other platforms
    "instagram-labels": "View this post on Instagram ",
    "instagram-attributions": "A post shared by A (@a) ",
    "facebook": "Posted by A on Friday, May 1, 2020 ",
    "tiktok": "@a ♬ original sound - A ",
    "reddit": "x byu/A inB ",
    "threads": "Post by @a View on Threads ",
    "mastodon": "Post by @a@b.c View on Mastodon ",
    "bluesky": "— A (@a.example.org) May 1, 2020 ",
    "nothing-but-breaks": "\n",
    "nothing-but-blanks": " \t\u00a0",
}


@pytest.mark.parametrize("unit", [pytest.param(unit, id=name) for name, unit in UNITS.items()])
def test_time_grows_as_the_text_does(unit: str) -> None:
    check_text(unit, 6_000)


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param(f"No boat.\n{ATTRIBUTION}\n", id="posts"),
        pytest.param(f"> No boat.\n>\n> {ATTRIBUTION}\n\n", id="quotations"),
        pytest.param(f"{STATUS} ", id="links"),
        pytest.param("No boat. pic.twitter.com/Qw3rTy7UiO\n", id="fragments"),
    ],
)
def test_many_thousands_of_embeds(unit: str) -> None:
    """Overlaps are settled without comparing each embed with each other."""
    check_text(unit, 125_000)


LONG_LINES = {
    "no-post": lambda: "It rained all day. " * 2_700_000,
    "a-post-behind-it": lambda: "It rained all day. " * 2_700_000 + f"\n\nNo boat.\n\n{ATTRIBUTION}",
    "a-post-before-one-word": lambda: f"No boat.\n{ATTRIBUTION}\n" + "x" * 51_000_000,
    "a-post-amid-one-word": lambda: "x" * 25_000_000 + f" {ATTRIBUTION} " + "x" * 25_000_000,
}


@pytest.mark.growth
@pytest.mark.parametrize("name", LONG_LINES)
def test_a_line_of_fifty_million_characters(name: str) -> None:
    text = LONG_LINES[name]()
    begun = time.process_time()
    found = scan(text)
    assert time.process_time() - begun < 20
    assert len(found.embeds) == (name != "no-post")
    assert len(text) - len(found.prose) < 1000


WRAPPED = "\n".join(["The ferry was late again and two hundred waited", "in the rain for hours."] * 8)
BROKEN = {
    "empty": "",
    "a-blank": " ",
    "zeros": "\0\0\0",
    "byte-order-mark": "\ufeff" + ATTRIBUTION,
    "lone-surrogates": f"\ud800 {ATTRIBUTION} \udfff",
    "surrogate-in-the-name": "No boat.\n— A\ud83d (@a) May 1, 2020",
    "surrogate-in-the-date": "No boat.\n— A (@a) May\udc00 1, 2020",
    "zero-in-the-name": "No boat.\n— A\0B (@a) May 1, 2020",
    "direction-marks": "\u202eNo boat.\n\u200f— A (@a)\u200f May 1, 2020\u202c",
    "private-use": "\ue000\uf8ff — A (@a) May 1, 2020 \U0010ffff",
    "handle-of-nothing": "No boat.\n— A (@) May 1, 2020",
    "handle-too-long": f"No boat.\n— A (@{'a' * 40}) May 1, 2020",
    "day-that-is-none": "No boat.\n— A (@a) February 31, 2020",
    "year-that-is-none": "No boat.\n— A (@a) May 1, 0000",
    "digits-that-are-no-decimals": "No boat.\n— A (@a) May ², 2020",
    "only-an-attribution": ATTRIBUTION,
    "only-a-dash": "— (@a) May 1, 2020",
    "carriage-returns-alone": f"No boat.\r{ATTRIBUTION}\rThe end.",
    **{
        f"wrapped-and-a-line-of-u+{ord(blank):04x}": f"{WRAPPED}\n{blank}\nNo boat.\n{ATTRIBUTION}\n{WRAPPED}"
        for blank in "\f\v\x1c\x85\u2003\u2028\u3000"
    },
    "vertical-tabs": f"No boat.\v{ATTRIBUTION}\fThe end.\x1c\x1d\x85\u2028\u2029",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in BROKEN.items()])
def test_any_text_gives_a_result(text: str) -> None:
    for options in (Options(), Options("possible"), Options("possible", prefilter=False)):
        found = scan_document(Document("x", text), options)
        assert isinstance(found, Scan)
        assert all(0 <= start < end <= len(text) for e in found.embeds for start, end in e.spans)


@pytest.mark.parametrize("name", ["handle-of-nothing", "handle-too-long"])
def test_a_handle_that_is_none_makes_no_record(name: str) -> None:
    assert scan(BROKEN[name]).embeds == ()


@pytest.mark.parametrize("name", ["byte-order-mark", "lone-surrogates", "zero-in-the-name"])
def test_a_sound_attribution_is_read_amid_broken_characters(name: str) -> None:
    (embed,) = scan(BROKEN[name]).embeds
    assert embed.date == "2020-05-01"


def test_an_attribution_alone_is_possible() -> None:
    (embed,) = scan(BROKEN["only-an-attribution"], min_confidence="possible").embeds
    assert (embed.date, embed.confidence) == ("2020-05-01", "possible")
