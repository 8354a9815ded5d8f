"""Lines that are one of many wordings, each compiled when a line may be it."""

import re

import pytest

from embedparse.text.widgets.words import Wordings, is_notice

WORDINGS = ("Read more", "{n} people like this", "Işığı gör", "Straße zeigen", "Όλες οι θέσεις")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Read more", True, id="as it is in the table"),
        pytest.param("READ\u00a0 MORE", True, id="other case, other blanks"),
        pytest.param("12.4K people like this", True, id="a place that is filled"),
        pytest.param("IŞIĞI GÖR", True, id="the letters i and ı are equal without case"),
        pytest.param("ıŞıĞİ GöR", True, id="so is İ"),
        pytest.param("STRAẞE ZEIGEN", True, id="a letter whose upper case is two in Unicode's folding"),
        pytest.param("ΌΛΕΣ ΟΙ ΘΈΣΕΙΣ", True, id="a letter with a form of its own at the end of words"),
        pytest.param("Read more about ferries", False, id="the line goes on"),
        pytest.param("many people like this", False, id="a place that something else fills"),
        pytest.param("Read    more", False, id="too many blanks"),
        pytest.param("", False, id="no line"),
    ],
)
def test_a_line_is_one_of_the_wordings_without_case(line: str, expected: bool) -> None:
    pattern = {"{n}": r"\d[\d.,]{0,9}[KM]?", " ": r"[ \u00a0]{1,3}"}
    wordings = Wordings(
        lambda: WORDINGS,
        lambda wording: re.sub(r"\{n\}| ", lambda found: pattern[found[0]], wording),
        re.IGNORECASE,
    )
    assert wordings.include(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("View this post on Instagram", False, id="a label, no notice"),
        pytest.param("This Tweet was deleted by the Tweet author.", True, id="a notice"),
        pytest.param("  This Tweet was deleted by the Tweet author", True, id="blanks before, no full stop"),
        pytest.param("This Tweet was deleted by the Tweet author. Learn more", True, id="more behind it"),
        pytest.param("this tweet was deleted by the tweet author", False, id="case counts"),
        pytest.param("The ferry was late again.", False, id="a sentence"),
    ],
)
def test_a_notice_is_a_line_of_its_own(line: str, expected: bool) -> None:
    assert is_notice(line) is expected
