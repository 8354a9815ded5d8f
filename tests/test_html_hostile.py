"""Hostile pages: bounded time and memory, twice the input about twice the time, the embed still found."""

import time
import tracemalloc

import pytest

from embedparse import scan, scan_html
from tests.growth import check_growth, repeated
from tests.test_html import TWEET

#: Seconds a page of a megabyte may take on a slow, busy machine; quadratic behaviour takes minutes.
LIMIT = 20.0
FB = '<div class="fb-post" data-href="https://www.facebook.com/norrby.example/posts/{}">'

MEGABYTE = 1_000_000


def filled(unit, size=MEGABYTE):
    return unit * (size // len(unit))


HOSTILE = [
    pytest.param(filled("<blockquote class='twitter-tweet'>"), id="blockquotes-never-closed"),
    pytest.param(filled("<blockquote>") + filled("</blockquote>"), id="nested-blockquotes"),
    pytest.param(filled("<div>", 500_000) + filled("</div>", 500_000), id="100000-nested-divs"),
    pytest.param(filled('<div class="fb-post" data-href="x">'), id="cards-without-a-post"),
    pytest.param(filled(FB.format(1)) + filled("</div>"), id="nested-cards"),
    pytest.param(filled("<blockquote class='twitter-tweet' title=\""), id="quotes-never-closed"),
    pytest.param(filled("<blockquote a='") + ">", id="one-bracket-at-the-end"),
    pytest.param(filled("<blockquote twitter-tweet "), id="tags-never-closed"),
    pytest.param(filled("<"), id="brackets"),
    pytest.param(filled("<!--"), id="comments-never-closed"),
    pytest.param(filled("<!-- x -->"), id="comments"),
    pytest.param(filled("<script>"), id="scripts-never-closed"),
    pytest.param(filled("<script></script>"), id="scripts"),
    pytest.param(filled("<b>@ada</b> <!--"), id="handles-in-comments-never-closed"),
    pytest.param(filled("<b>@ada</b> <script <p"), id="handles-beside-tags-never-closed"),
    pytest.param(filled("<b>@ada</b>") + filled(" \n"), id="blanks-behind-handles"),
    pytest.param(filled("<textarea><blockquote class=twitter-tweet>"), id="textareas-never-closed"),
    pytest.param(filled("&lt;blockquote "), id="escaped-openings-in-text"),
    pytest.param("<script>" + filled("\\u003cblockquote ") + "</script>", id="escaped-openings"),
    pytest.param("<script>" + filled("\\u003cblockquote \\u003c/blockquote\\u003e"), id="escaped-pairs"),
    pytest.param(
        '<div data-x="' + filled("&lt;iframe src=youtube.com/ "), id="escaped-frames-in-an-attribute"
    ),
    pytest.param("<script>" + filled("\\") + "blockquote</script>", id="backslashes"),
    pytest.param(TWEET.replace("bridge", filled("&amp;")), id="entity-flood-in-a-body"),
    pytest.param(filled("&#x1F309;"), id="entity-flood"),
    pytest.param(filled("https://twitter.com/a/status/1 "), id="bare-urls"),
    pytest.param(filled("<a href=https://twitter.com/a/status/1>"), id="links-never-closed"),
    pytest.param(
        filled("<a href='https://twitter.com/a/status/1255990000000000000'>x</a> and "),
        id="links-to-one-post",
    ),
    pytest.param('<a href="' + filled("//twitter.com/a/status/1"), id="urls-in-one-attribute"),
    pytest.param(filled("<p>https://twitter.com/a/status/1"), id="urls-in-paragraphs-never-closed"),
    pytest.param(filled("/@a/1"), id="slashes"),
    pytest.param(filled("//a."), id="hosts"),
    pytest.param(filled("{{< tweet "), id="shortcodes-never-closed"),
    pytest.param(filled("<iframe src=https://www.youtube.com/embed/a1B2c3D4e5F>"), id="frames-never-closed"),
    pytest.param(filled("\x00"), id="nulls"),
    pytest.param(filled("\ud800"), id="lone-surrogates"),
    pytest.param(filled("🌉blockquote"), id="astral"),
    pytest.param(filled('<div data-tweet-id="'), id="attributes-never-closed"),
    pytest.param(filled("<figure>", 500_000) + TWEET + filled("</figure>", 500_000), id="wrappers"),
]


@pytest.mark.growth
@pytest.mark.parametrize("page", HOSTILE)
def test_megabyte_of_hostile_markup_is_scanned_in_bounded_time(page):
    start = time.process_time()
    scan = scan_html(page, min_confidence="possible")
    assert time.process_time() - start < LIMIT
    assert len(scan.prose) + sum(end - start for start, end in scan.removed) == len(page)


def test_links_to_one_post_take_linear_time():
    unit = "<a href='https://twitter.com/a/status/1255990000000000000'>x</a> and "
    check_growth(scan_html, repeated(unit), 75_000)


@pytest.mark.growth
def test_embed_behind_hostile_markup_is_still_found():
    page = filled("<div class='fb-post' data-href='", 200_000) + "'>" + filled("<p><b>", 200_000) + TWEET
    assert [embed.handle for embed in scan_html(page).embeds] == ["mira_example"]


def test_embed_deep_in_100000_elements_is_found():
    page = "<div>" * 50_000 + TWEET + "</div>" * 50_000
    (embed,) = scan_html(page).embeds
    assert embed.body == "The bridge is open."


@pytest.mark.growth
def test_page_of_50_megabytes_takes_bounded_time_and_memory():
    page = filled("<p>The ferry runs every hour, said the harbour office.</p>\n", 25 * MEGABYTE)
    page += TWEET + page
    tracemalloc.start()
    start = time.process_time()
    (embed,) = scan_html(page).embeds
    took, (_, peak) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert embed.handle == "mira_example"
    assert took < LIMIT
    assert peak < 6 * len(page)


def layers(number: int) -> str:
    """Elements each of which names a post only once the one in its address is out."""
    made = ""
    for layer in range(number):
        made = f'<drupal-url url="https://x.com/ada/sta{made}tus/{layer + 1}"></drupal-url>'
    return made


@pytest.mark.parametrize("scan", [scan, scan_html], ids=["text", "page"])
@pytest.mark.parametrize("number", [1, 2, 17, 60])
def test_posts_in_layers_are_all_found(scan, number):
    found = scan(f"<p>Before.</p>{layers(number)}<p>After.</p>")
    assert (len(found.embeds), found.prose) == (number, "<p>Before.</p><p>After.</p>")


def test_posts_in_more_layers_take_linear_time():
    check_growth(scan_html, layers, 400)
