"""What confirms a hit in the raw row of a page: an address, the end of a handle, an escape, a tag."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from embedparse.prefilter.near import Near, Reader, in_row, in_text
from embedparse.prefilter.page_hits import (
    BEFORE_HANDLE,
    CLOSED_HANDLE,
    confirm_address,
    confirm_closed_handle,
    confirm_handle,
    confirm_hidden,
    confirm_plain_address,
    confirm_platform,
    confirm_quotation,
    confirm_shortcode,
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


def row_of(page: str, *, ascii_only: bool = False) -> bytes:
    return json.dumps({"id": "1", "html": page}, ensure_ascii=ascii_only).encode()


HANDLES = {
    "closed": ("<p>(@ada_example)", True),
    "closed behind its link": ("<p>(<a href='/ada'>@ada_example</a>)", True),
    "closed in wide parentheses": ("<p>（@ada_example）", True),
    "named by a word": ("<p>A post shared by @ada_example)", True),
    "closed on more than a handle": ("<p>(Photo: Harbour Office / @ada_example)", False),
    "the name of a file": ("<style>a{background:url(img/light@2x.png)}", False),
    "alone behind a dash": ("<p>— <b>@ada_example</b>", True),
    "alone behind a reference for one": ("<p>&mdash; <b>@ada_example</b>", True),
    "alone before an exact time": ("<b>@ada.example</b> <time>2024-05-01T10:00:00Z</time>", True),
    "alone behind words": ("<p>Follow <b>@ada_example</b> for more", False),
    "alone at the beginning": ("<b>@ada_example</b>", False),
    "mail": ("ada@example.org, and more", False),
    "a rule of a style": ("<style>@media print {", False),
}


def names_author(block: bytes, read: Reader) -> bool:
    """Whether any handle in a block is confirmed."""
    alone, closed = confirm_handle(read), confirm_closed_handle(read)
    behind_tags = re.finditer(b"|".join(BEFORE_HANDLE), block, re.IGNORECASE)
    return any(alone(block, found.end() - 1) for found in behind_tags) or any(
        closed(block, found.end() - 1) for found in re.finditer(CLOSED_HANDLE, block, re.IGNORECASE)
    )


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize(("page", "expected"), HANDLES.values(), ids=HANDLES)
def test_handles(page: str, expected: bool, ascii_only: bool) -> None:
    row = row_of(page, ascii_only=ascii_only)
    escaped = row.replace(b"<", rb"\u003c").replace(b">", rb"\u003e")
    assert names_author(row, in_row) is expected
    assert names_author(escaped, in_row) is expected
    assert names_author(page.encode(), in_text) is expected


PLATFORMS = {
    "a player": ('<div class="player" data-type="youtube" data-id="dQw4w9WgXcQ">', True),
    "an object": ("""<div data-embed='{"type": "twitter", "id": "1"}' data-type="a">""", True),
    "markup in a script": ("""<script>a = '<div data-type=\\"youtube\\" data-id=\\"a1b2c3\\">'""", True),
    "escaped markup": ("<p>&lt;div data-type=&quot;youtube&quot; data-id=&quot;a1b2c3&quot;&gt;</p>", True),
    "a button": ('<span class="share-item" data-type="twitter" data-id="a1b2c3">', False),
    "a link": ('<a href="https://example.org" data-type="facebook" data-id="a1b2c3">', False),
    "no id": ('<span data-type="facebook" data-label="Facebook">', False),
    "no platform": ('<article data-type="story" data-id="1255262"><p>Twitter</p>', False),
}


@pytest.mark.parametrize(("page", "expected"), PLATFORMS.values(), ids=PLATFORMS)
def test_tags_that_name_a_platform(page: str, expected: bool) -> None:
    row, text = row_of(page), page.encode()
    name = b"data-type="
    assert confirm_platform(in_row)(row, row.index(name) + len(name) - 1) is expected
    assert confirm_platform(in_text)(text, text.index(name) + len(name) - 1) is expected


SHORTCODES = {
    "Hugo's": ("{{", "{{< tweet user='ada' id='1234567890123' >}}", True),
    "escaped": ("{{", "{{&lt; youtube dQw4w9WgXcQ &gt;}}", True),
    "an address": ("{{", "{{ embed_it 'https://example.org/a' }}", True),
    "of a wiki": ("{{#", "{{#ev:youtube|dQw4w9WgXcQ}}", True),
    "a pair": ("[video", "[video]https://example.org/clip[/video]", True),
    "a template": ("{{", "{{ article.title }}", False),
    "a block of a template": ("{{#", "{{#items}}<li>{{/items}}", False),
    "a headline": ("[video", "Otter steals a sandwich [video] and more", False),
}


@pytest.mark.parametrize(("literal", "page", "expected"), SHORTCODES.values(), ids=SHORTCODES)
def test_shortcodes(literal: str, page: str, expected: bool) -> None:
    row, text = row_of(f"<p>{page}</p>"), f"<p>{page}</p>".encode()
    sign = literal.encode()
    at = len(sign) - 1
    assert confirm_shortcode(sign, in_row)(row, row.index(sign) + at) is expected
    assert confirm_shortcode(sign, in_text)(text, text.index(sign) + at) is expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<BLOCKQUOTE data-a="b" class="twitter-tweet">', True),
        ("<style>.twitter-tweet { margin: 0 }</style><blockquote>", False),
    ],
)
def test_names_of_quotations(page: str, expected: bool) -> None:
    row = row_of("<blockquote>") + b"\n" + row_of(page)
    assert confirm_quotation(row, row.index(b"twitter-tweet") + len("twitter-tweet") - 1) is expected


@pytest.mark.parametrize(
    ("row", "before", "behind", "expected"),
    [
        (rb'{"a": "x\"y|z\nw"}', 9, 9, Near(b'x"y|z\nw', 3)),
        (rb'{"a": "x\\", "b": "y|z"}', 9, 9, Near(b"y|z", 1)),
        (rb'{"a": "\u00e9\u003c|\uD83D\uDE00"}', 9, 9, Near("é<|😀".encode(), 3)),
        (b'{"a": "' + 90 * b"\\n" + b'|"}', 4, 4, Near(b"\n\n\n|", 3)),
        (b'{"a": "' + 90 * rb"\u0430" + b'|"}', 9, 0, Near(("а" * 4 + "|").encode(), 8)),
        (b'{"a": "' + 90 * rb"\u003c" + b'|"}', 60, 0, None),
        (b'{"a": "|' + 90 * rb"\u003c" + b'"}', 0, 60, None),
    ],
    ids=["escapes", "strings", "codes", "enough", "more is read", "too little before", "too little behind"],
)  # fmt: skip
def test_text_around_a_hit(row: bytes, before: int, behind: int, expected: Near | None) -> None:
    assert in_row(row, row.index(b"|"), before, behind) == expected


@pytest.mark.parametrize(
    ("label", "row", "expected"),
    [
        (b"m - ", rb"<p>9:07 AM - ", True),
        (b"m - ", rb"<p>away from - ", False),
        (b"0 \xc2\xb7 ", rb"17:10 \u00b7 ", True),
        (b"0 \xc2\xb7 ", rb"10 \u00b7 ", False),
        (b"0 - ", rb"<b>17:1</b>0 - ", True),
        (b"m - ", rb"<p>9:07&nbsp;AM<script>a = 1</script>&nbsp;m - ", True),
        (b"0 - ", rb"<!-- v13.2.0 - ", False),
        (b"2 - ", rb"<p>17.10.2022 - ", False),
        (b"etweets", rb"<b>12</b> Retweets", True),
        (b"etweets", rb"the top retweets", False),
        (b"posted by", rb"<p>Posted by", True),
        (b"posted by", rb"<img alt=\"Posted by", False),
        (b"posted by", rb"1 < 2, posted by", True),
        (b"posted by", rb"\u003cp\u003ePosted by", True),
    ],
)
def test_words_in_rows(label: bytes, row: bytes, expected: bool) -> None:
    assert confirm_words(label, in_row)(row, len(row) - 1) is expected


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
