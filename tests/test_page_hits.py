"""What confirms a hit in the raw row of a page: the address around a host, a handle's end, an escape."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from embedparse.prefilter.page_hits import (
    confirm_address,
    confirm_handle,
    confirm_hidden,
    confirm_plain_address,
    confirm_tag,
    confirm_words,
)

POST = "https://twitter.com/ada_example/status/123456789012345678"
ADDRESSES = {
    "a post": (POST, True),
    "a post in a script": (POST.replace("/", "\\/"), True),
    "a post in another address": ("/frame?u=https%3A%2F%2Ftwitter.com%2Fada%2Fstatus%2F1234567890123", True),
    "a profile": ("https://twitter.com/ada_example", False),
    "a profile in another address": ("/share?u=https%3A%2F%2Ftwitter.com%2Fada", False),
    "another site that ends alike": ("https://nottwitter.com.example.org/ada", False),
    "no slashes": ("twitter.com", False),
}


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("slash", ["/", "\\/"])
@pytest.mark.parametrize(("address", "is_of_post"), ADDRESSES.values(), ids=ADDRESSES)
def test_addresses_in_rows(address: str, is_of_post: bool, slash: str, ascii_only: bool) -> None:
    page = f'<p>Größe</p><a href="{address}" title="é">{"Łódź " * 900}</a>'
    row = json.dumps({"text": page}, ensure_ascii=ascii_only).replace("/", slash).encode()
    at = row.index(b"twitter.com") + len(b"twitter.com") - 1
    assert confirm_address(row, at) is is_of_post
    plain = page.encode()
    at = plain.index(b"twitter.com") + len(b"twitter.com") - 1
    assert confirm_plain_address(memoryview(plain), at) is is_of_post


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (rb"(@ada_example)", True),
        (rb"(@ada_example<\/a>)", True),
        (rb"(@ada_example\u003c/b\u003e\n)", True),
        (rb"<b>@ada_example<\/b>", True),
        (rb"\u003cb\u003e @ada", False),
        (rb"\u003e@ada_example\u003c", True),
        (rb"ada@example.org, and more", False),
        (rb"<style>@media print {", False),
        (rb"@", False),
    ],
)
def test_handles_in_rows(row: bytes, expected: bool) -> None:
    assert confirm_handle(row, row.index(b"@")) is expected


@pytest.mark.parametrize(
    ("label", "row", "expected"),
    [
        (b"m - ", rb"<p>9:07 AM - ", True),
        (b"m - ", rb"<p>away from - ", False),
        (b"0 \xc2\xb7 ", rb"17:10 \u00b7 ", True),
        (b"0 \xc2\xb7 ", rb"10 \u00b7 ", False),
        (b"posted by", rb"<p>Posted by", True),
        (b"posted by", rb"<img alt=\"Posted by", False),
        (b"posted by", rb"1 < 2, posted by", True),
        (b"posted by", rb"\u003cp\u003ePosted by", True),
    ],
)
def test_words_in_rows(label: bytes, row: bytes, expected: bool) -> None:
    assert confirm_words(label)(row, len(row) - 1) is expected


@pytest.mark.parametrize(
    ("confirm", "row", "expected"),
    [
        (confirm_hidden, rb'"\u0061', True),
        (confirm_hidden, rb'"\\u0061', False),
        (confirm_hidden, rb'"\\\u0061', True),
        (confirm_hidden, rb'"\\\\u0061', False),
        (confirm_tag, b"<twitter-tweet", False),
    ],
)
def test_what_is_at_the_end_of_a_row(
    confirm: Callable[[bytes, int], bool], row: bytes, expected: bool
) -> None:
    assert confirm(row, len(row) - 1) is expected


@pytest.mark.parametrize(("behind", "expected"), [(">", True), (" a", True), ("\\n", True), ("s", False)])
def test_names_of_elements_end(behind: str, expected: bool) -> None:
    name = "<twitter-tweet"
    assert confirm_tag(f"{name}{behind}".encode(), len(name) - 1) is expected
