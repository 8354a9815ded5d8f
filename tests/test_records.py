"""From matches to records: overlaps settled once, for any number of matches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedparse.matching import settle
from embedparse.models import CONFIDENCES, RANK, Match, Span
from tests.growth import check_growth


def match(*spans: Span, kind: str = "embed", confidence: str = "certain", layout: str = "") -> Match:
    return Match("twitter", list(spans), layout, confidence, ["rule"], kind=kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        pytest.param(match((0, 9)), match((3, 5), kind="link"), id="embed-over-the-link-inside-it"),
        pytest.param(match((0, 9), confidence="possible"), match((3, 50), kind="fragment"), id="embed-first"),
        pytest.param(match((3, 5)), match((0, 9), confidence="likely"), id="confidence-before-size"),
        pytest.param(match((0, 9)), match((8, 12)), id="size-last"),
        pytest.param(match((0, 2), (6, 9)), match((7, 8)), id="in-the-second-span"),
    ],
)
def test_the_stronger_of_two_that_overlap_stays(stronger: Match, weaker: Match) -> None:
    assert settle([weaker, stronger]) == settle([stronger, weaker]) == [stronger]


def test_matches_that_only_touch_or_interleave_both_stay() -> None:
    pair = [match((0, 3), (6, 9)), match((3, 6))]
    assert settle(reversed(pair)) == pair


@st.composite
def a_match(draw: st.DrawFn) -> Match:
    edges = sorted(draw(st.sets(st.integers(0, 40), min_size=2, max_size=6)))
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    kind = draw(st.sampled_from(["embed", "link", "fragment"]))
    return match(*spans, kind=kind, confidence=draw(st.sampled_from(CONFIDENCES)))


@given(st.lists(a_match(), max_size=12))
def test_what_is_kept_is_disjoint_and_what_is_dropped_met_something_as_strong(matches: list[Match]) -> None:
    def overlap(a: Match, b: Match) -> bool:
        return any(s < end and start < e for s, e in a.spans for start, end in b.spans)

    kept = settle(matches)
    assert not any(overlap(a, b) for i, a in enumerate(kept) for b in kept[:i])
    assert kept == sorted(kept, key=lambda one: one.spans[0])
    for one in matches:
        rank = (one.kind != "embed", RANK[one.confidence])
        assert any(
            one is k or (overlap(one, k) and (k.kind != "embed", RANK[k.confidence]) <= rank) for k in kept
        )


def test_time_grows_as_the_matches_do() -> None:
    check_growth(settle, lambda size: [match((10 * n, 10 * n + 7)) for n in range(size)], 5_000)
