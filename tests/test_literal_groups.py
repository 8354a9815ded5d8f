"""Which groups of literals a text holds: the same with an automaton as without, where each is looked for."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedparse.text import anchors, literal_groups
from embedparse.text.literal_groups import LiteralGroups
from tests.test_anchors import TEXTS

GROUPS = {"handle": lambda: ("(@", "（@"), "break": lambda: ("by\nu/", "x.com\n"), "[": lambda: ("[",)}


@pytest.fixture
def automaton(monkeypatch):
    pytest.importorskip("hyperscan")
    monkeypatch.setattr(literal_groups, "_WORTH_BUILDING", -1)
    return LiteralGroups(GROUPS)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("— Ada (@ada_quill) May 1, 2020", {"handle"}),
        ("— Ada （@ada_quill） 2020年5月1日", {"handle"}),
        ("A card of x.com\nAda [1]", {"break", "["}),
        ("half of a pair \ud83d by\nu/ada", {"break"}),
        ("(ada@example.org) x.com", set()),
        ("", set()),
    ],
    ids=["handle", "wide-parenthesis", "break-and-bracket", "lone-surrogate", "none", "empty"],
)
def test_the_groups_that_a_text_holds(automaton, text, held):
    assert automaton.in_text(text) == held


def test_in_the_first_text_every_literal_is_looked_for():
    assert LiteralGroups(GROUPS).in_text("nothing [here]") == {"["}
    assert LiteralGroups(GROUPS).in_text("nothing (@here)") == {"handle"}
    assert LiteralGroups(GROUPS).in_text("nothing here") == set()


def test_before_enough_is_read_only_single_literals_are_looked_for(monkeypatch):
    monkeypatch.setattr(literal_groups, "_FIRST", 0)
    assert LiteralGroups(GROUPS).in_text("nothing [here]") == {"handle", "break", "["}
    assert LiteralGroups(GROUPS).in_text("nothing here") == {"handle", "break"}


def test_each_thread_has_an_automaton_of_its_own(automaton):
    found = []
    threads = [threading.Thread(target=lambda: found.append(automaton.in_text("(@ada)"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [{"handle"}] * 4


def of_anchors(text):
    """All but the ends of words: where several begin at one place, the pattern gives one of them."""
    found = anchors.read_anchors(text)
    if found is None:
        return None
    starts = sorted({start for start, _ in found.spots})
    return found.signs, starts, found[3:-1], anchors.rules_for(found)


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS, max_size=3).map("\n".join))
def test_anchors_are_the_same_with_an_automaton(text):
    pytest.importorskip("hyperscan")
    own = anchors._GROUPS
    with pytest.MonkeyPatch.context() as patch:
        groups = LiteralGroups(own._groups, own._distinguished)
        patch.setattr(anchors, "_held", groups.in_text)
        slow = of_anchors(text)
        patch.setattr(literal_groups, "_WORTH_BUILDING", -1)
        fast = of_anchors(text)
        assert groups._automaton is not None
    assert slow == fast


@pytest.mark.parametrize("is_slow", [True, False], ids=["slow", "automaton"])
@pytest.mark.parametrize(
    ("above", "post", "below", "holds"),
    [
        ("The quay is open.\n", "Good night! (@ada_quill)\n", "It rained.", False),
        ("A letter (@ada_quill)\n", "Good night! (@bo_quill)\n", "It rained.", True),
        ("It was sent by\n", "Good night! (@ada_quill)\n", "u/ada_quill, who lives there.", True),
        ("It was sent by (\n", "Good night! (@ada_quill)\n", "@bo_quill) from there.", True),
        ("It was sent by\n", "https://x.com/ada/status/1256000000000000000\n", "Ada Quill.", False),
        ("On pic.twitter.com/abcdefghij\n", "Good night! (@ada_quill)\n", "It rained.", True),
        ("It was here.\n", "pic.twitter.com/abcdefghij (@ada_quill)\n", "It rained.", False),
    ],
    ids=["nothing", "handle", "words-met", "handle-met", "words", "media", "media-gone"],
)
def test_anchors_that_remain_where_lines_are_taken_out(above, post, below, holds, is_slow, monkeypatch):
    if not is_slow:
        pytest.importorskip("hyperscan")
        monkeypatch.setattr(literal_groups, "_WORTH_BUILDING", -1)
    groups = LiteralGroups(anchors._GROUPS._groups, anchors._GROUPS._distinguished)
    monkeypatch.setattr(anchors, "_GROUPS", groups)
    monkeypatch.setattr(anchors, "_held", groups.in_text)
    assert anchors.may_remain(above + below, above + post + below, [len(above)]) is holds
