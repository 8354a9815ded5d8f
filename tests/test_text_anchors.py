"""Signs of embeds without markup: the time of a card counts only near a handle or the host of its cards."""

from __future__ import annotations

import pytest

from embedparse import scan_html
from embedparse.html import may_hold, text_anchors
from embedparse.html.source import Page

TIME = "<p>9:07 AM - 4 Mar 2016</p>"
FAR = "<p>It rained on the kiln all day.</p>" * 2_000

PAGES = {
    "a time alone": (TIME, False, 0),
    "a time and a handle": (f"<p>Ada Berg @ada_example</p>{TIME}", True, 1),
    "a time and a handle of references": (f"<p>Ada Berg &#64;ada_example</p>{TIME}", True, 1),
    "a time below the host": (f"<p>twitter.com</p>{TIME}", True, 1),
    "a time and a link to the host": (f'<a href="https://twitter.com/">follow us</a>{TIME}', False, 0),
    "a time and a handle far off": (f"<p>Ada Berg @ada_example</p>{FAR}{TIME}", True, 0),
    "a time and a rule for printers": (f"<style>@media print {{}}</style>{TIME}", True, 0),
    "a time in a script": (f"<p>Ada Berg @ada_example</p><script>t = '{TIME}'</script>", True, 0),
    "a label": ("<p>A post shared by Ada Berg (@ada_example)</p>", True, 1),
    "a handle in parentheses": ("<p>— Ada Berg (@ada_example)</p>", True, 1),
    "a dash behind a word": (
        "<p>Ada Berg @ada_example</p><p>The kiln from - to - here.</p>",
        False,
        0,
    ),
    "a dash behind a number": ("<p>Ada Berg @ada_example</p><p>Bowl 10 - 4 Mar 2016</p>", False, 0),
    "a half of the day": ("<p>Ada Berg @ada_example</p><p>9:07&nbsp;p. m. · 4 mar 2016</p>", True, 1),
    "a label in an attribute": ('<img alt="A post shared by Ada Berg (@ada_example)">', False, 0),
    "a handle of a menu": ("<a>@ada_example</a><p>The kiln is lit.</p>", False, 0),
    "a handle behind a dash": ("<p>— <a>@ada_example</a> May 1, 2020</p>", True, 1),
    "a handle behind a reference": ("<p>&mdash; <a>@ada_example</a> May 1, 2020</p>", True, 1),
    "a handle and a time in UTC": ("<p><b>@ada.example.org</b> 2024-05-01T10:00:00Z</p>", True, 1),
    "words": ("<p>The kiln is lit.</p>", False, 0),
}


@pytest.mark.parametrize(("page", "holds", "signs"), PAGES.values(), ids=PAGES)
def test_signs(page: str, holds: bool, signs: int) -> None:
    assert text_anchors.may_hold(page.lower().encode()) is holds
    assert len(text_anchors.signs(Page(page))) >= signs
    assert bool(text_anchors.signs(Page(page))) is bool(signs)


NOTICE = "<p>The kiln is lit (@ada_example).</p><p>This Tweet was deleted by the Tweet author.</p>"


@pytest.mark.parametrize(("least", "count"), [("possible", 1), ("likely", 0)])
def test_notices_only_where_the_least_is_wanted(least: str, count: int) -> None:
    body = "<p>Bowls are back. — Ada Berg (@ada_example) May 1, 2020</p>"
    found = scan_html(f"<p>Late.</p>{body}{NOTICE}<p>End.</p>", min_confidence=least)  # type: ignore[arg-type]
    assert sum(embed.layout == "notice" for embed in found.embeds) == count


CARD = "<div{}><b>Ada Berg</b> <i>@ada_example</i><p>Bowls are back.</p><p>May 1, 2020</p>{}</div>"
CARDS = {
    "a class": (CARD.format(' class="tweet-box"', ""), True),
    "another class": (CARD.format(' class="author"', ""), False),
    "an account's address": (CARD.format("", '<a href="https://twitter.com/ada_example">Ada</a>'), False),
    "a post's address": (
        CARD.format("", '<a href="https://x.com/ada_example/status/20">X</a>'),
        True,
    ),
}


@pytest.mark.parametrize(("page", "expected"), CARDS.values(), ids=CARDS)
def test_a_card_wakes_its_page_by_class_or_address(page: str, expected: bool) -> None:
    assert may_hold(page) is expected
    assert bool(scan_html(page).embeds) is expected


def test_escaped_markup_behind_an_open_script_is_looked_at() -> None:
    page = "<script>Bowls are back. — Ada Berg (@ada_example) May 1, 2020 &lt;br"
    assert may_hold(page)
