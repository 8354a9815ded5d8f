"""What tells a text without a post from its anchors: never too little, and not much too much."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedparse.platforms import all_platforms
from embedparse.text import anchors, find
from embedparse.text.chance import may_hold_by
from embedparse.text.markdown import visible
from embedparse.text.widgets import wordings
from tests.test_prefilter import IDLE
from tests.test_wordings import PIECES, SOURCES

RULES = [(platform, rule) for platform in all_platforms() for rule in platform.text_rules]
MORE = [
    "(@ada_quill)", "[@ada](https://twitter.com/ada)", " May 1, 2020", " — ", "Ada", "\r\n", "\n> ",
    "4:40 PM · Thứ Hai, ngày 5 tháng 3 năm 2018", "twitter.com/ada/status/", "1234567890123456789", "…",
    "pic.twitter.com/abcdefghij", "https://t.co/abcdefghij", "by u/ada in cakes", "from r/cakes",
    " from discussion in cakes", "Publicado por ", "Gepostet von ", " am Freitag, 1. April 2022",
    *(rule.anchors[0] for _, rule in RULES),
]  # fmt: skip
TEXTS = st.lists(st.sampled_from([*PIECES, *MORE, *IDLE]) | st.text(max_size=4), max_size=12).map("".join)


def has_chance(text, least="possible"):
    return any(may_hold_by(each, text, least) for each in anchors.ANCHORS if each in text)


def check_needs(text):
    view = visible.read_visible(text)
    for platform, rule in RULES:
        if any(anchor in text for anchor in rule.anchors) and any(wordings._hits(view, [(platform, rule)])):
            assert re.search(rule.needs, view.text), rule.name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.parent.name}-{path.parent.name}")
def test_what_a_rule_matches_has_what_it_needs(path):
    text = path.read_text(encoding="utf8")
    check_needs(text)
    check_needs(text.replace("\n", "\r\n"))
    check_needs(" ".join(text.split()))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_match_of_a_rule_has_what_it_needs(text):
    check_needs(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_what_holds_nothing_is_told_by_any_way(text):
    found = find(text)
    assert has_chance(text) or not found
    assert has_chance(text, "likely") or all(match.confidence == "possible" for match in found)


@pytest.mark.parametrize("text", IDLE)
def test_anchors_alone_are_no_chance(text):
    assert not has_chance(text)


HOLDING = [
    "Good night!\n— Ada (@ada_example) May 1, 2020",
    "Good night!\n> — Ada ([@ada_example](https://twitter.com/ada_example))\n> [4:40 PM · Thứ Hai, ngày 5"
    " tháng 3 năm 2018](https://twitter.com/ada_example/status/1234567890123456789)",
    "Good night! https://t.co/abcdefghij — Ada (@ada_example)",
    "Good night!\n— Ada (＠ada_example) 2020年5月1日",
    "See https://twitter.com/ada_example/statuses/12345.",
    "♬ original sound - Ada",
    "Posted by [Ada](https://facebook.com/ada) on [Friday, April 1, 2022](https://facebook.com/ada/posts/1)",
]


@pytest.mark.parametrize("text", HOLDING)
def test_posts_have_a_chance(text):
    assert has_chance(text, "likely")
