"""The judge of run times: linear work passes, work that grows faster does not."""

from __future__ import annotations

import itertools
import re

import pytest

from tests import growth
from tests.growth import TIMES, check_growth, repeated


def each(size: int) -> None:
    for _ in range(size):
        pass


def each_with_each(size: int) -> None:
    for _ in itertools.product(range(size), range(size)):
        pass


@pytest.mark.parametrize(
    ("work", "size"),
    [
        pytest.param(each, 1_000, id="too-little-to-measure"),
        pytest.param(each, 500_000, id="linear"),
        pytest.param(lambda size: sorted(range(size), key=lambda n: n % 997), 50_000, id="sorting"),
    ],
)
def test_work_in_proportion_passes(work, size):
    assert check_growth(work, int, size) > 0


@pytest.mark.parametrize(
    ("work", "make", "size"),
    [
        pytest.param(each_with_each, int, 700, id="each-with-each"),
        pytest.param(re.compile("a*b").search, repeated("a"), 4_000, id="pattern-tried-from-each-place"),
    ],
)
def test_quadratic_work_fails(monkeypatch, work, make, size):
    monkeypatch.setattr(growth, "ENOUGH", 0.1)
    with pytest.raises(pytest.fail.Exception, match=rf"size {size}: .* s, 4 times that: .* s"):
        check_growth(work, make, size)


def test_texts_have_about_the_size_asked_for():
    assert repeated("abc")(10) == "abcabcabc"
    assert repeated("long")(1) == "long"
    assert len(repeated("ab")(10 * TIMES)) == TIMES * len(repeated("ab")(10))
