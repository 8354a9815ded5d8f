"""Traces let through every address that a permalink reads, however its pattern branches."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis.strategies import DataObject, data, from_regex

from embedparse.fields import traces
from embedparse.html import candidates
from embedparse.platforms import all_platforms


@cache
def marks() -> list[re.Pattern[bytes]]:
    """What an automaton searches pages for."""
    return [re.compile(mark, re.DOTALL) for mark in candidates.marks()]


PERMALINKS = [
    (platform.name, permalink)
    for platform in all_platforms()
    if platform.hosts
    for permalink in platform.permalinks
]


@pytest.mark.parametrize(("name", "permalink"), PERMALINKS)
@given(drawn=data())
@settings(max_examples=15)
def test_every_address_of_a_permalink_leaves_a_trace(name: str, permalink: str, drawn: DataObject) -> None:
    path = drawn.draw(from_regex(re.compile(permalink, re.ASCII), fullmatch=True))
    page = f"<a href='https://{path}'>".lower().encode()
    assert traces.IN_PAGES.search(page), name
    assert any(mark.search(page) for mark in marks()), name
    assert traces.IN_TEXTS.search(f"https://{path}"), name


@pytest.mark.parametrize(
    "path",
    ["facebook.com/reels", "facebook.com/", "youtube.com/", "example.org/reel/123456789", "vk.com/wal1_1"],
)
def test_other_addresses_leave_none(path: str) -> None:
    assert not traces.IN_PAGES.search(f"https://{path}".encode())
