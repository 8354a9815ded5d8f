"""Taking embeds out of a document: what is removed, what remains, and that both rebuild it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedparse import prose
from embedparse import spans as spans_of
from embedparse.models import Span

POST = "Good night! — Ada (@ada_example) May 1, 2020"


def without(text: str) -> str:
    """The prose of ``text`` when every POST in it is an embed."""
    spans, start = [], text.find(POST)
    while start >= 0:
        spans.append((start, start + len(POST)))
        start = text.find(POST, start + 1)
    assert spans
    return prose.of_text(text, spans)[0]


@pytest.mark.parametrize(
    ("text", "remains"),
    [
        pytest.param(f"One.\n{POST}\nTwo.", "One.\nTwo.", id="lines"),
        pytest.param(f"One.\n\n{POST}\n\nTwo.", "One.\n\nTwo.", id="paragraphs"),
        pytest.param(f"One.\n\n{POST}\nTwo.", "One.\n\nTwo.", id="stronger-separator-before-stays"),
        pytest.param(f"One.\n{POST}\n\nTwo.", "One.\n\nTwo.", id="stronger-separator-after-stays"),
        pytest.param(f"One. {POST} Two.", "One. Two.", id="one-line"),
        pytest.param(f"One. {POST}\nTwo.", "One.\nTwo.", id="end-of-a-line"),
        pytest.param(f"One.\n{POST} Two.", "One.\nTwo.", id="start-of-a-line"),
        pytest.param(f"One.{POST}\nTwo.", "One.\nTwo.", id="glued-before"),
        pytest.param(f"One.\n{POST}Two.", "One.\nTwo.", id="glued-after"),
        pytest.param(f"One.{POST}Two.", "One.Two.", id="glued-both-sides-adds-nothing"),
        pytest.param(f"One.\r\n\r\n{POST}\r\n\r\nTwo.", "One.\r\n\r\nTwo.", id="carriage-returns"),
        pytest.param(f"{POST}\n\nTwo.", "Two.", id="first-in-the-document"),
        pytest.param(f"One.\n\n{POST}\n", "One.", id="last-in-the-document"),
        pytest.param(f" \n{POST}\n ", "", id="nothing-else"),
        pytest.param(f"One.\n{POST}\n\n{POST}\nTwo.", "One.\nTwo.", id="two-in-a-row"),
        pytest.param(f"One.\n{POST}\nTwo.\n{POST}\nThree.", "One.\nTwo.\nThree.", id="prose-between"),
    ],
)
def test_what_remains(text: str, remains: str) -> None:
    assert without(text) == remains


TEXTS = st.text(alphabet=st.sampled_from("aB. \n\r\u00a0—>*_[](é漢😀\ud800"), max_size=60)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text and spans inside it, in any order, overlapping or not."""
    text = draw(TEXTS)
    if not text:
        return text, []
    place = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(place, place), max_size=5))
    return text, [(min(pair), max(pair)) for pair in pairs]


def check_removed(text: str, removed: list[Span]) -> None:
    edge = 0
    for start, end in removed:
        assert edge <= start < end <= len(text), "sorted, disjoint, non-empty, inside the text"
        edge = end


@settings(deadline=None)  # the machine may be busy
@given(documents())
def test_merge_covers_the_same_characters(document: tuple[str, list[Span]]) -> None:
    text, spans = document
    merged = spans_of.merge(spans)
    check_removed(text, merged)
    assert all(left[1] < right[0] for left, right in pairwise(merged))
    assert {i for s, e in merged for i in range(s, e)} == {i for s, e in spans for i in range(s, e)}


@settings(deadline=None)  # the machine may be busy
@given(documents())
def test_bridge_adds_white_space_only(document: tuple[str, list[Span]]) -> None:
    text, spans = document
    covered = {i for start, end in spans for i in range(start, end)}
    bridged = spans_of.bridge(text, spans)
    check_removed(text, bridged)
    added = {i for start, end in bridged for i in range(start, end)} - covered
    assert "".join(text[i] for i in added).strip() == ""
    assert all(text[left[1] : right[0]].strip() for left, right in pairwise(bridged))


@settings(deadline=None)  # the machine may be busy
@given(documents())
def test_widen_adds_white_space_of_one_side_or_of_the_edge(document: tuple[str, list[Span]]) -> None:
    text, spans = document
    for start, end in spans_of.merge(spans):
        left, right = spans_of.widen(text, (start, end))
        assert left <= start
        assert end <= right
        assert not text[left:start].strip()
        assert not text[end:right].strip()
        inside = text[:start].strip() and text[end:].strip()
        assert not inside or left == start or right == end, "the separator of one side stays"


@pytest.mark.parametrize("take_out", [prose.of_text, prose.of_html])
@settings(deadline=None)  # the machine may be busy
@given(document=documents())
def test_prose_and_removed_spans_rebuild_the_document(
    take_out: object, document: tuple[str, list[Span]]
) -> None:
    assert callable(take_out)
    text, spans = document
    remains, removed = take_out(text, spans)
    check_removed(text, removed)
    covered = {i for start, end in removed for i in range(start, end)}
    assert {i for start, end in spans for i in range(start, end)} <= covered
    assert remains == "".join(char for i, char in enumerate(text) if i not in covered)
    assert spans_of.rebuild(remains, removed, [text[start:end] for start, end in removed]) == text


@settings(deadline=None)  # the machine may be busy
@given(documents())
def test_html_outside_the_spans_stays_as_it_is(document: tuple[str, list[Span]]) -> None:
    source, spans = document
    remains, removed = prose.of_html(source, spans)
    assert removed == spans_of.merge(spans)
    assert remains == spans_of.cut(source, removed)


def test_pieces_must_match_the_spans() -> None:
    with pytest.raises(ValueError, match="shorter"):
        spans_of.rebuild("ab", [(0, 1), (2, 3)], ["x"])
