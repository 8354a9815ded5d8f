"""Embeds without their markup in pages, and markup that stands escaped. All invented."""

import html
import time

import pytest

from embedparse import scan_html
from embedparse.html.visible_text import VisibleText

BEFORE, AFTER = "<p>The mill stood still on Monday.</p>", "<p>On Tuesday it turned.</p>"
URL = "https://twitter.com/runa_miller/status/1260902681413681159"
TWEET = (
    '<blockquote class="twitter-tweet"><p>No wind &amp; no flour.</p>&mdash; Runa Miller (@runa_miller)'
    f' <a href="{URL}">May 14, 2020</a></blockquote>'
)
FIELDS = ("No wind & no flour.", "Runa Miller", "runa_miller", "2020-05-14")

STRIPPED = {
    "two paragraphs": "<p>No wind &amp; no flour.</p><p>— Runa Miller (@runa_miller) May 14, 2020</p>",
    "one paragraph": "<p>No wind &amp; no flour.<br/>— Runa Miller (@runa_miller) May 14, 2020</p>",
    "divs with a link": f"<div><div>No wind &amp; no flour.</div><div>— Runa Miller (@runa_miller)"
    f' <a href="{URL}">May 14, 2020</a></div></div>',
    "a bare quotation": "<blockquote><p>No wind &amp; no flour.</p>&mdash; Runa Miller (@runa_miller)"
    " May 14, 2020</blockquote>",
    "trafilatura's XML": "<quote><p>No wind &amp; no flour.</p>— Runa Miller (@runa_miller)"
    " May 14, 2020</quote>",
    "a linked handle": '<p>No wind &amp; no flour.</p><p>— Runa Miller (<a href="/r">@runa_miller</a>)'
    " May 14, 2020</p>",
}


@pytest.mark.parametrize("name", STRIPPED)
def test_an_embed_without_its_markup(name: str) -> None:
    found = scan_html(f"{BEFORE}{STRIPPED[name]}{AFTER}")
    [embed] = found.embeds
    assert (embed.body, embed.author, embed.handle, embed.date) == FIELDS
    assert found.prose == BEFORE + AFTER


#: What a page may have in the words of an attribution, between `(@runa_miller)` and its date.
BETWEEN = {
    "a comment and a script": "<!-- a > b --><script>if (a < b) { c() }</script> ",
    "a style": "<style>p > b { color: #123 }</style> ",
    "long attributes": f'<span style="{"color: black; " * 200}"> </span>',
}


@pytest.mark.parametrize("name", BETWEEN)
def test_markup_inside_an_attribution(name: str) -> None:
    post = f"<p>No wind &amp; no flour.</p><p>— Runa Miller (@runa_miller){BETWEEN[name]}May 14, 2020</p>"
    [embed] = scan_html(f"{BEFORE}{post}{AFTER}").embeds
    assert (embed.handle, embed.date) == FIELDS[2:]


def test_the_id_comes_from_the_link_of_the_date() -> None:
    [embed] = scan_html(f"{BEFORE}{STRIPPED['divs with a link']}{AFTER}").embeds
    assert (embed.post_id, embed.url) == ("1260902681413681159", URL)


OTHERS = {
    "instagram": "<p>View this post on Instagram</p><p>A post shared by Runa Miller (@runa_miller)</p>",
    "mastodon": "<p>Post by @runa@mill.example</p><p>View on Mastodon</p>",
    "tiktok": "<p>@runa_miller</p><p>No wind #mill</p><p>♬ original sound - Runa</p>",
}


@pytest.mark.parametrize("platform", OTHERS)
def test_other_platforms_without_their_markup(platform: str) -> None:
    found = scan_html(f"{BEFORE}{OTHERS[platform]}{AFTER}")
    assert [embed.platform for embed in found.embeds] == [platform]
    assert found.prose == BEFORE + AFTER


NOTHING = {
    "a byline": "<p>By Runa Miller (@runa_miller) May 14, 2020</p>",
    "a biography": "<p><em>Runa Miller (@runa_miller) writes about mills.</em></p>",
    "an epigraph": "<blockquote><p>Grind slowly.</p><p>— Runa Miller, May 14, 1920</p></blockquote>",
    "a script": "<script>var text = 'No wind.<br>— Runa Miller (@runa_miller) May 14, 2020';</script>",
    "code": "<pre>No wind.\n— Runa Miller (@runa_miller) May 14, 2020</pre>",
    "escaped code": f"<p>Write <code>{html.escape(TWEET)}</code> there.</p>",
    "an escaped quotation": html.escape("<blockquote><p>Grind slowly.</p></blockquote>"),
}


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_no_embed(name: str) -> None:
    page = f"{BEFORE}{NOTHING[name]}{AFTER}"
    found = scan_html(page)
    assert [embed for embed in found.embeds if embed.kind != "link"] == []
    assert found.prose == page


ESCAPED = {
    "once": html.escape(TWEET, quote=False),
    "quotes too": html.escape(TWEET),
    "twice": html.escape(html.escape(TWEET)),
    "by numbers": TWEET.replace("&", "&#38;").replace("<", "&#60;").replace(">", "&#x3E;"),
}


@pytest.mark.parametrize("name", ESCAPED)
def test_escaped_markup(name: str) -> None:
    page = f"<feed><description>{html.escape(BEFORE)}{ESCAPED[name]}{html.escape(AFTER)}</description></feed>"
    found = scan_html(page)
    [embed] = found.embeds
    assert (embed.body, embed.author, embed.handle, embed.date) == FIELDS
    assert found.prose == page.replace(ESCAPED[name], "")


def test_visible_text_and_the_way_back() -> None:
    page = "<title>T</title><p>One &amp; <b>two</b>\n three.</p><ul><li>a<br>b</li></ul><!-- c -->"
    visible = VisibleText(page)
    assert visible.text == "One & two three.\n\na\nb"
    at = visible.text.index("two")
    assert [page[start:end] for start, end in visible.to_source((at, at + 3))] == ["<b>two</b>"]
    assert [page[start:end] for start, end in visible.to_source((0, at))] == ["One &amp; "]


def test_a_tag_whose_partner_lies_outside_stays() -> None:
    page = "<p>One <i>two</p><p>three</i> four</p>"
    visible = VisibleText(page)
    spans = visible.to_source((visible.text.index("two"), visible.text.index("three") + 5))
    assert [page[start:end] for start, end in spans] == ["two", "three"]


HOSTILE = (
    "<p>(@a) May 1, 2020",
    "&lt;p&gt;(@a)",
    "<b",
    "<b '>",
    "&amp;lt;b",
    "<blockquote>(@a)",
    "</p>(@ab)",
    "<pre>&lt;b",
    'yt.player("a",{a:{',
    '<div data-provider="youtube" data-id="a1',
    "{{tweet https://https://",
    '<!-- wp:embed {"url":"https://x.com/',
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_growth_on_hostile_pages(unit: str) -> None:
    def seconds(times: int) -> float:
        page = unit * times
        begun = time.process_time()
        scan_html(page)
        return time.process_time() - begun

    seconds(50)
    small = max(seconds(1_500), 0.01)
    assert seconds(6_000) < 12 * small + 0.3
