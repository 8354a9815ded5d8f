"""Hard wraps: told where lines break for want of room, undone there and nowhere else."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedparse.text.hard_wraps import unwrapped, width_of

PARAGRAPHS = [
    "The ferry to Lindholm was late again on Monday, and some two hundred passengers waited in the rain for"
    " more than an hour, most of them without a word from the office.",
    "The operator blamed a broken winch on the older of its two ships, which had been due for repair.",
    "A spokesman for the harbour said that the second ship would run every ninety minutes until the part had"
    " been replaced; nobody could say when that would be, or who would pay for it in the end.",
    "Fares will not go up before the end of the season, the council decided.",
]


@pytest.mark.parametrize("width", [45, 60, 72, 80])
@pytest.mark.parametrize("joint", ["\n", "\n\n"])
def test_wrapped_prints_are_told_and_undone(width: int, joint: str) -> None:
    text = joint.join(PARAGRAPHS * 4)
    lines = joint.join(textwrap.fill(each, width) for each in PARAGRAPHS * 4).split("\n")
    found = width_of(lines)
    assert width - 8 <= found <= width
    assert unwrapped(lines, found) == text.split("\n")


NOT_WRAPPED = [
    ("paragraphs", PARAGRAPHS * 4),
    ("lines of a poem", ["The rain it raineth every day,", "and on the pier we stood and sang,"] * 20),
    (
        "tokens",
        ["One passenger wrote:", "Two hours in the rain.", "#Lindholm", "pic.twitter.com/Qw3rTy7UiO"] * 9,
    ),
    ("nothing", []),
    ("blank lines", ["", " ", ""]),
    ("one long line", ["word " * 4000]),
]


@pytest.mark.parametrize(("name", "lines"), NOT_WRAPPED, ids=[name for name, _ in NOT_WRAPPED])
def test_other_prints_are_left_alone(name: str, lines: list[str]) -> None:
    assert width_of(lines) == 0


@given(st.lists(st.text(st.sampled_from("ab .\u3042\f"), max_size=90), max_size=12), st.integers(40, 130))
def test_no_word_is_lost(lines: list[str], width: int) -> None:
    assert " ".join(" ".join(unwrapped(lines, width)).split()) == " ".join(" ".join(lines).split())
