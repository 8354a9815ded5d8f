"""Signs of embeds without markup: the time of a card counts only near a handle or the host of its cards."""

from __future__ import annotations

import pytest

from embedparse import scan_html
from embedparse.html import text_anchors
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
    "words": ("<p>The kiln is lit.</p>", False, 0),
}


@pytest.mark.parametrize(("page", "may_hold", "signs"), PAGES.values(), ids=PAGES)
def test_signs(page: str, may_hold: bool, signs: int) -> None:
    assert text_anchors.may_hold(page.lower().encode()) is may_hold
    assert len(text_anchors.signs(Page(page))) >= signs
    assert bool(text_anchors.signs(Page(page))) is bool(signs)


NOTICE = "<p>The kiln is lit (@ada_example).</p><p>This Tweet was deleted by the Tweet author.</p>"


@pytest.mark.parametrize(("least", "count"), [("possible", 1), ("likely", 0)])
def test_notices_only_where_the_least_is_wanted(least: str, count: int) -> None:
    body = "<p>Bowls are back. — Ada Berg (@ada_example) May 1, 2020</p>"
    found = scan_html(f"<p>Late.</p>{body}{NOTICE}<p>End.</p>", min_confidence=least)  # type: ignore[arg-type]
    assert sum(embed.layout == "notice" for embed in found.embeds) == count
