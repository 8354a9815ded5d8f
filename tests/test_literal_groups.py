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


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS, max_size=3).map("\n".join))
def test_anchors_are_the_same_with_an_automaton(text):
    pytest.importorskip("hyperscan")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anchors, "_GROUPS", LiteralGroups(anchors._GROUPS._groups))
        slow = anchors.read_anchors(text)
        patch.setattr(literal_groups, "_WORTH_BUILDING", -1)
        fast = anchors.read_anchors(text)
    assert (slow and slow[:-1]) == (fast and fast[:-1])
