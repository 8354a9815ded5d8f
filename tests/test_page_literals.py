"""Literals of pages: an automaton finds what a search for each of them finds, and addresses around hosts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis.strategies import lists, sampled_from

from embedparse.fields import shortcodes, traces
from embedparse.html import literals, signs
from embedparse.html.candidates import shortcode_openings
from embedparse.html.post_addresses import encoded_in, traces_in

PAGES = {
    "nothing": b"<p>the ferry was late.</p>",
    "empty": b"",
    "a link to a post": b'<a href="https://twitter.com/ada_example/status/123456789012345678">here</a>',
    "a mobile host": b'<a href="https://mobile.twitter.com/ada_example/status/1234567890123">here</a>',
    "three slashes": b'<a href="https:///twitter.com/ada_example/status/1234567890123">here</a>',
    "escaped slashes": rb'{"u":"https:\/\/www.instagram.com\/p\/Babcdefghij\/"}',
    "a host in a host's name": b'<a href="https://netflix.com/status">here</a>',
    "a mirror": b'<a href="https://nitter.example.org/ada_example/status/1234567890123">here</a>',
    "a path on any host": b'<a href="https://social.example.org/@ada/123456789012345678">here</a>',
    "an archive": b'<a href="https://web.archive.org/web/2020/https://twitter.com/a/status/123456789">a</a>',
    "a translated page": b"<a href='https://twitter-com.translate.goog/a/status/123456789012'>here</a>",
    "an encoded address": b"<iframe src='/e?url=https%3a%2f%2ftwitter.com%2fa%2fstatus%2f1234567890'>",
    "an encoded address of another site": b"<a href='/s?u=https%3a%2f%2fexample.org%2fa%2f1'>share</a>",
    "a profile": b'<a href="https://twitter.com/ada_example">follow us</a>',
    "braces in a row": b"{{{{< tweet 1234567890123 >}}",
    "a host at the start": b"twitter.com/a/status/1234567890",
    "a slash at the start": b"//twitter.com/a/status/1234567890",
    "no letters of ASCII": "Απρίλιος — @ada · 发布于".encode(),
}


@pytest.fixture(params=["automaton", "search"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Literals are found by an automaton from the first page on, or never."""
    if request.param == "automaton":
        pytest.importorskip("hyperscan")
    own = literals._Own()
    monkeypatch.setattr(literals, "_WORTH_BUILDING", -1 if request.param == "automaton" else float("inf"))
    monkeypatch.setattr(literals, "_hits", own.search)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.usefixtures("engine")
def test_every_sign_is_found_where_it_is(page: bytes) -> None:
    for sign in signs.all_signs():
        found = []
        at = page.find(sign)
        while at >= 0:
            found.append(at)
            at = page.find(sign, at + len(sign))
        assert literals.offsets(page, sign) == found, sign
        assert literals.holds(page, sign) == bool(found), sign


@pytest.mark.usefixtures("engine")
def test_several_signs_are_found_in_order() -> None:
    page = b"<iframe a><blockquote b><iframe c>"
    wanted = frozenset((b"<iframe", b"<blockquote"))
    assert literals.offsets_of_any(page, wanted) == [0, 10, 24]
    assert literals.holds_any(page, wanted)
    assert not literals.holds_any(page, frozenset((b"<embed",)))


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.usefixtures("engine")
def test_addresses_are_those_of_a_search_of_the_whole_page(page: bytes) -> None:
    assert traces_in(page) == [found.start() for found in traces.IN_PAGES.finditer(page)]
    assert encoded_in(page) == [found.start() for found in traces.ENCODED_IN_PAGES.finditer(page)]


@pytest.mark.parametrize(
    ("name", "count"),
    [("a link to a post", 1), ("a path on any host", 1), ("a profile", 0), ("a host in a host's name", 0)],
)
def test_addresses_of_posts_only(name: str, count: int) -> None:
    assert len(traces_in(PAGES[name])) == count


@pytest.mark.parametrize("before", [b"", b"{", b"{{", b"{{{", b"a{ {", b"{{< ferry >}}"])
@pytest.mark.parametrize(
    ("shortcode", "count"),
    [
        (b"{{< tweet 1234567890123 >}}", 1),
        (b"{% tweet 1234567890123 %}", 1),
        (b"{youtube}abcdefghijk{/youtube}", 1),
        (b"{{ page.title }}", 0),
        (b"{ferry}", 0),
    ],
)
@pytest.mark.usefixtures("engine")
def test_shortcodes_in_braces_are_those_of_a_search_of_the_whole_page(
    before: bytes, shortcode: bytes, count: int
) -> None:
    page = before + shortcode
    assert shortcode_openings(page) == [found.start() for found in shortcodes.IN_PAGES[0].finditer(page)]
    assert len(shortcode_openings(page)) == count


PIECES = [
    *(
        "/",
        "//",
        "\\/",
        "%2f%2f",
        ".",
        "www.",
        "twitter.com",
        "instagram.com",
        "t.me",
        "fxtwitter.com",
        "x.com",
    ),
    *(
        "nitter",
        "/status/1234567890",
        "/p/babcdefghij/",
        "%2fa%2fstatus%2f12345",
        "/@ada/123456789012345",
        "<",
    ),
]


@given(lists(sampled_from(PIECES), max_size=14))
def test_addresses_of_any_page(pieces: list[str]) -> None:
    page = "".join(pieces).encode()
    assert traces_in(page) == [found.start() for found in traces.IN_PAGES.finditer(page)]
    assert encoded_in(page) == [found.start() for found in traces.ENCODED_IN_PAGES.finditer(page)]


@pytest.mark.parametrize(
    ("pattern", "literal"),
    [
        (r"users\\?/\w{1,60}", "users"),
        (r"app\.example\.post", "app.example.post"),
        (r"@\w{1,60}", "@"),
        (r"posts{1,2}/", "post"),
        (r"\d+/a", ""),
        (r"note/|post/", ""),
    ],
)
def test_what_every_match_of_a_trace_begins_with(pattern: str, literal: str) -> None:
    assert traces._leading_literal(pattern) == literal
