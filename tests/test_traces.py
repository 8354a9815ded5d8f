"""Traces let through every address that a permalink reads, however its pattern branches."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis.strategies import DataObject, data, from_regex

from embedparse.fields import permalinks, traces
from embedparse.html.signs import address_literals
from embedparse.platforms import all_platforms
from embedparse.prefilter.page_hits import confirm_address, confirm_plain_address


@cache
def literals() -> re.Pattern[bytes]:
    """What an automaton searches pages for."""
    return re.compile(b"|".join(map(re.escape, address_literals())), re.IGNORECASE)


def wakes(page: str) -> bool:
    """Whether a row of the page is decoded, whether its slashes are escaped or not."""
    plain, row = page.encode(), json.dumps(page).encode()
    for text, confirm in (
        (plain, confirm_plain_address), (row, confirm_address), (row.replace(b"/", rb"\/"), confirm_address),
    ):  # fmt: skip
        if not any(confirm(text, hit.end() - 1) for hit in literals().finditer(text)):
            return False
    return True


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
    page = f"<a href='https://{path}'>"
    assert traces.IN_PAGES.search(page.lower().encode()), name
    if permalinks.parse(f"https://{path}", name):  # a pattern may know more hosts than its platform has
        assert wakes(page), name
    assert traces.IN_TEXTS.search(f"https://{path}"), name


@pytest.mark.parametrize("name", ["ท่าเรือเลนเนอ" * 6, "⛵" * 60], ids=["Thai", "signs"])
def test_a_long_name_of_other_letters_leaves_a_trace(name: str) -> None:
    page = f"<a href='https://facebook.com/{name}/posts/12345678'>"
    assert traces.IN_PAGES.search(page.encode())
    assert wakes(page)


@pytest.mark.parametrize(
    "path",
    ["facebook.com/reels", "facebook.com/", "youtube.com/", "example.org/reel/123456789", "vk.com/wal1_1"],
)
def test_other_addresses_leave_none(path: str) -> None:
    assert not traces.IN_PAGES.search(f"https://{path}".encode())
    assert not wakes(f"https://{path}")
