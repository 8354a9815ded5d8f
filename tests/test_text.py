"""The text path on the case tables: what is found, what is not, and the prose that remains."""

from __future__ import annotations

import pytest

from tests import cases
from tests.cases import Case


@pytest.mark.parametrize("case", cases.params("synthetic", "known-failures"))
def test_embeds_and_prose(case: Case) -> None:
    found = case.scan()
    assert len(found.embeds) == len(case.embeds)
    for embed, about in zip(found.embeds, case.embeds, strict=True):
        assert cases.said(case, embed, about) == about
    assert found.prose == case.prose


@pytest.mark.parametrize("case", cases.params("negative"))
def test_what_is_no_embed_stays(case: Case) -> None:
    found = case.scan()
    assert [cases.raw_of(case, embed) for embed in found.embeds] == []
    assert found.prose == case.text


def test_labels_are_unique() -> None:
    labels = [case.label for case in cases.every()]
    assert len(labels) == len(set(labels))


def test_a_fifth_says_what_is_not_to_be_found() -> None:
    """Cases without any embed keep pace with the others."""
    assert 5 * len(cases.table("negative")) >= len(cases.every())


@pytest.mark.parametrize("case", cases.every(), ids=lambda case: case.label)
def test_a_case_says_what_it_proves(case: Case) -> None:
    assert case.comment
    assert case.origin == "synthetic"
    assert case.status == ("known-failure" if case.table == "known-failures" else "pass")
    assert bool(case.embeds) == (case.table != "negative")
