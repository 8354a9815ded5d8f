"""Entities of a body: twitter-text's conformance cases, and what embeds print around them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from embedparse.fields.entities import Entities, entities_of, weighted_length
from tests.growth import check_growth, repeated

SHARED = Path(os.environ.get("EMBEDPARSE_SHARED", Path(__file__).parents[1].parent / "shared"))
CONFORMANCE = SHARED / "conformance"


def conformance(file: str, *sections: str) -> list[Any]:
    """Cases of twitter-text's suite; one skipped case where the files are absent."""
    path = CONFORMANCE / file
    if not path.exists():
        skip = pytest.mark.skip(reason=f"{path} is not there")
        return [pytest.param({}, "", marks=skip, id="conformance-files-absent")]
    yaml = pytest.importorskip("yaml")
    tests = yaml.safe_load(path.read_text(encoding="utf-8"))["tests"]
    return [
        pytest.param(case, section, id=f"{section}-{number}")
        for section in sections
        for number, case in enumerate(tests[section])
    ]


@pytest.mark.parametrize(
    ("case", "section"),
    conformance("extract.yml", "mentions", "hashtags", "hashtags_from_astral", "cashtags"),
)
def test_extracts_as_twitter_text_does(case: dict[str, Any], section: str) -> None:
    found = entities_of(case["text"], "twitter")
    assert getattr(found, section.split("_")[0]) == case["expected"], case["description"]


@pytest.mark.parametrize(
    ("case", "section"),
    conformance("validate.yml", "WeightedTweetsCounterTest", "WeightedTweetsWithDiscountedEmojiCounterTest"),
)
def test_counts_as_twitter_text_does(case: dict[str, Any], section: str) -> None:
    counted = weighted_length(case["text"], emoji_sequences="Emoji" in section)
    assert counted == case["expected"]["weightedLength"], case["description"]


CODE = "UTPYfW3FnW"
LINKS = [
    pytest.param(f"Read https://t.co/{CODE} now", [f"https://t.co/{CODE}"], id="blank-after"),
    pytest.param(f"https://t.co/{CODE}Next day", [f"https://t.co/{CODE}"], id="word-glued-after-ten"),
    pytest.param("http://t.co/GJQWcD3D, he wrote", ["http://t.co/GJQWcD3D"], id="2012-eight-characters"),
    pytest.param(
        "https://t.co/oco0VlPbBDhttps://t.co/UTPYfW3FnW",
        ["https://t.co/oco0VlPbBD", "https://t.co/UTPYfW3FnW"],
        id="two-links-glued",
    ),
    pytest.param(
        "http://t.co/GJQWcD3Dhttp://t.co/38oGVx7W",
        ["http://t.co/GJQWcD3D", "http://t.co/38oGVx7W"],
        id="two-short-links-glued",
    ),
    pytest.param(
        f"https://t.co/{CODE} https://t.co/oco0VlPbBD https://t.co/{CODE}",
        [f"https://t.co/{CODE}", "https://t.co/oco0VlPbBD"],
        id="each-once-in-order",
    ),
    pytest.param(f"cut short https://t.co/{CODE}…", [f"https://t.co/{CODE}"], id="ellipsis-after"),
    pytest.param(f"[https://t.co/{CODE}](https://t.co/{CODE})", [f"https://t.co/{CODE}"], id="markdown-link"),
    pytest.param(f"**https://t.co/{CODE}**.", [f"https://t.co/{CODE}"], id="markdown-strong"),
    pytest.param("(see https://example.org/a_(b).)", ["https://example.org/a_(b)"], id="parentheses"),
    pytest.param(
        "“https://example.org/a?b=c&d=e#f”", ["https://example.org/a?b=c&d=e#f"], id="quotation-marks"
    ),
    pytest.param(
        "https://web.archive.org/web/2019/https://example.org/",
        ["https://web.archive.org/web/2019/https://example.org/"],
        id="url-inside-a-url",
    ),
    pytest.param(
        "記事はhttps://example.org/記事。次に", ["https://example.org/記事"], id="ideographic-full-stop"
    ),
    pytest.param("cl.ly/image/2r3U1H38...", [], id="2012-display-url-is-no-link"),
    pytest.param("pic.twitter.com/fCX2Ptc7YN", [], id="media-is-no-link"),
    pytest.param("https://t.co/…", [], id="cut-before-the-code"),
    pytest.param("https://… and http:// alone", [], id="no-host"),
    pytest.param("at https://t", [], id="host-cut-off"),
]


@pytest.mark.parametrize(("body", "links"), LINKS)
def test_links(body: str, links: list[str]) -> None:
    assert entities_of(body, "twitter").links == links


@pytest.mark.parametrize(
    ("body", "media"),
    [
        pytest.param("Look pic.twitter.com/fCX2Ptc7YN", ["pic.twitter.com/fCX2Ptc7YN"], id="twitter"),
        pytest.param("Look pic.x.com/YuKy2rcjyU", ["pic.x.com/YuKy2rcjyU"], id="x"),
        pytest.param("pic.twitter.com/fCX2Ptc7YNThe next", ["pic.twitter.com/fCX2Ptc7YN"], id="word-glued"),
        pytest.param("pic.twitter.com/fCX2Ptc7YN…", ["pic.twitter.com/fCX2Ptc7YN"], id="ellipsis"),
        pytest.param("2012: pic.twitter.com/AbCd1234.", ["pic.twitter.com/AbCd1234"], id="eight-characters"),
        pytest.param(
            "https://t.co/oco0VlPbBDpic.twitter.com/fCX2Ptc7YN",
            ["pic.twitter.com/fCX2Ptc7YN"],
            id="link-glued-before",
        ),
        pytest.param("topic.example.com/x and pic.twitter.com/", [], id="none"),
    ],
)
def test_media(body: str, media: list[str]) -> None:
    assert entities_of(body, "twitter").media == media


@pytest.mark.parametrize(
    ("platform", "body", "mentions"),
    [
        pytest.param("twitter", "via @ada_example/list-name", [], id="x-list-is-no-mention"),
        pytest.param("twitter", "https://medium.example/@ada and @bob", ["bob"], id="x-not-in-a-url"),
        pytest.param("bluesky", "cc @ada.bsky.example, hi", ["ada.bsky.example"], id="bluesky-domain"),
        pytest.param("bluesky", "mail ada@bsky.example or @ada", [], id="bluesky-needs-a-domain"),
        pytest.param(
            "mastodon", "@ada@social.example and @bob.", ["ada@social.example", "bob"], id="mastodon"
        ),
        pytest.param(
            "instagram", "with @ada.example. And @bob_", ["ada.example", "bob_"], id="instagram-dots"
        ),
        pytest.param(
            "telegram", "@ada_channel_of_many_words_long", ["ada_channel_of_many_words_long"], id="telegram"
        ),
    ],
)
def test_mentions_by_platform(platform: str, body: str, mentions: list[str]) -> None:
    assert entities_of(body, platform).mentions == mentions


def test_plain_body_has_nothing() -> None:
    assert entities_of("Nothing to see here.", "twitter") == Entities()


@pytest.mark.parametrize(
    ("text", "length"),
    [
        pytest.param(f"Hi https://t.co/{CODE}", 26, id="t.co"),
        pytest.param(f"https://t.co/{CODE}Next", 27, id="t.co-glued"),
        pytest.param("a pic.twitter.com/fCX2Ptc7YN", 25, id="media"),
        pytest.param("👩‍👩‍👧‍👦", 2, id="emoji-sequence"),
        pytest.param("漢字", 4, id="cjk"),
        pytest.param("", 0, id="empty"),
    ],
)
def test_weighted_length(text: str, length: int) -> None:
    assert weighted_length(text) == length


@pytest.mark.parametrize(
    "unit",
    [
        "#",
        "@",
        "$",
        "#a",
        "@a/",
        "https://",
        "https://t.co/a",
        "a.",
        "a.b/",
        "pic.",
        "👨\u200d",
        "x#",
        "/@a",
        "((",
        "\ud800",
    ],
)
def test_hostile_repetitions_stay_linear(unit: str) -> None:
    check_growth(lambda text: (entities_of(text, "twitter"), weighted_length(text)), repeated(unit), 20_000)
