"""Embeds in HTML source. Articles, people and posts are invented; see `fixtures/`."""

import json
import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedparse import scan_html
from embedparse.html import may_hold
from embedparse.models import Document
from embedparse.spans import cut, rebuild
from tests.fixtures import FIXTURES

ROOT = Path(__file__).parents[1]
ids = [f"{fixture.platform}-{fixture.slug}" for fixture in FIXTURES]
every_fixture = pytest.mark.parametrize("fixture", FIXTURES, ids=ids)

TWEET = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The bridge is open.</p>&mdash; Mira Example'
    ' (@mira_example) <a href="https://twitter.com/mira_example/status/1260902681413681159">May 14, 2020</a>'
    "</blockquote>"
)
LINK_ONLY = (
    '<blockquote class="twitter-tweet"><a href="https://twitter.com/mira_example/status/{}"></a></blockquote>'
)
SCRIPT = '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'
VIDEO = '<iframe src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe>'


def found(source):
    return scan_html(source, min_confidence="possible")


def shown(embed):
    values = embed.to_dict().items()
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in values
        if value and key not in ("doc", "index", "spans", "border_probability")
    }


@every_fixture
def test_records_of_fixture(fixture):
    assert [shown(embed) for embed in found(fixture.source).embeds] == fixture.expected["embeds"]


@every_fixture
def test_page_that_remains(fixture):
    assert found(fixture.source).prose == fixture.expected["article"]


def test_the_script_writes_a_fixture_that_the_tests_take():
    fixture = next(each for each in FIXTURES if each.platform == "gab")
    script = runpy.run_path(str(ROOT / "scripts" / "new_fixture.py"))
    made = script["expected"](Document("", fixture.source, "html"))
    assert json.loads(json.dumps(made)) == fixture.expected


@every_fixture
def test_prose_and_spans_rebuild_the_page(fixture):
    scan = found(fixture.source)
    pieces = [fixture.source[start:end] for start, end in scan.removed]
    assert cut(fixture.source, scan.removed) == scan.prose
    assert rebuild(scan.prose, scan.removed, pieces) == fixture.source


@every_fixture
def test_nothing_is_left_in_the_page_that_remains(fixture):
    assert [e for e in found(found(fixture.source).prose).embeds if e.kind != "link"] == []


@every_fixture
def test_article_around_the_embed_stays(fixture):
    prose = found(fixture.source).prose
    assert prose.count("<p>") >= 2
    assert (prose[:15], prose[-8:]) == (fixture.source[:15], fixture.source[-8:])


@every_fixture
def test_same_page_in_upper_case_tags_gives_the_same_posts(fixture):
    import re

    upper = re.sub(r"</?[a-z][a-z0-9-]*", lambda tag: tag[0].upper(), fixture.source)
    if "\\u003c" in fixture.source or "<\\/" in fixture.source:
        pytest.skip("tags within scripts are strings of a program")
    before = [(e.platform, e.post_id, e.body) for e in found(fixture.source).embeds]
    assert [(e.platform, e.post_id, e.body) for e in found(upper).embeds] == before


@pytest.mark.parametrize(
    ("source", "rest"),
    [
        pytest.param(f"<p>a</p>{TWEET}<p>b</p>", "<p>a</p><p>b</p>", id="alone"),
        pytest.param(f"<p>a</p>{TWEET} {SCRIPT}<p>b</p>", "<p>a</p><p>b</p>", id="own-script"),
        pytest.param(f"a{TWEET}<!-- x -->\n{SCRIPT}b", "ab", id="own-script-behind-a-comment"),
        pytest.param(f"a{TWEET}<p>{SCRIPT}</p>b", "ab", id="own-script-in-a-paragraph"),
        pytest.param(
            f"a{TWEET}<script src='/site.js'></script>b",
            "a<script src='/site.js'></script>b",
            id="another-script",
        ),
        pytest.param(f"a<p>x</p>{SCRIPT}<p>{TWEET}</p>b", f"a<p>x</p>{SCRIPT}b", id="script-elsewhere-stays"),
        pytest.param(f'a<figure class="w"><div>\n{TWEET}\n</div></figure>b', "ab", id="figure-and-div"),
        pytest.param(
            f"a<figure>{TWEET}<figcaption>c</figcaption></figure>b",
            "a<figure><figcaption>c</figcaption></figure>b",
            id="figure-with-a-caption",
        ),
        pytest.param(f"a<div>text {TWEET}</div>b", "a<div>text </div>b", id="div-with-text"),
        pytest.param(f"<body>{TWEET}</body>", "<body></body>", id="body-is-no-wrapper"),
        pytest.param(f"<li>{TWEET}</li>", "<li></li>", id="list-item-is-no-wrapper"),
        pytest.param(f"é{TWEET}🌉", "é🌉", id="offsets-are-code-points"),
        pytest.param(f"a{TWEET}{TWEET.replace('681159', '681160')}b", "ab", id="two-in-a-row"),
    ],
)
def test_what_goes_with_the_embed(source, rest):
    assert found(source).prose == rest


@pytest.mark.parametrize(
    ("source", "posts"),
    [
        pytest.param(f"<!-- {TWEET} -->", [], id="commented-out-is-not-shown"),
        pytest.param(f"<!-- {TWEET} ", [], id="an-open-comment-hides-all-the-rest"),
        pytest.param(f"<noscript>{VIDEO}</noscript>", ["a1B2c3D4e5F"], id="noscript-is-shown-to-some"),
        pytest.param(f"{VIDEO}<noscript>{VIDEO}</noscript>", ["a1B2c3D4e5F"], id="noscript-beside-its-frame"),
        pytest.param(
            f"<template>{TWEET}</template>", ["1260902681413681159"], id="template-is-shown-after-consent"
        ),
        pytest.param(
            f"<textarea>{TWEET}</textarea>", ["1260902681413681159"], id="textarea-of-a-consent-dialog"
        ),
        pytest.param(f"<style>{TWEET}</style>", [], id="style"),
        pytest.param(f"<title>{TWEET}</title>", [], id="title"),
        pytest.param(f"<script>var a = 1;</script>{TWEET}", ["1260902681413681159"], id="after-a-script"),
        pytest.param(f"<script src=x />{TWEET}", ["1260902681413681159"], id="after-a-script-never-closed"),
        pytest.param(f"<script>html = '{TWEET}';</script>", ["1260902681413681159"], id="string-in-a-script"),
        pytest.param(
            f'<div data-html="{VIDEO.replace(chr(34), "")}">x</div>',
            ["a1B2c3D4e5F"],
            id="lazy-in-an-attribute",
        ),
        pytest.param(
            f"<pre><code>{TWEET.replace('<', '&lt;')}</code></pre>", [], id="code-shown-to-the-reader"
        ),
        pytest.param(
            f"<blockquote><p>q</p>{TWEET}</blockquote>", ["1260902681413681159"], id="inside-a-quotation"
        ),
        pytest.param(
            LINK_ONLY.format(20).replace("</blockquote>", "") + LINK_ONLY.format(21),
            ["20", "21"],
            id="first-not-closed",
        ),
        pytest.param(
            TWEET + LINK_ONLY.format(1260902681413681159), ["1260902681413681159"], id="once-per-page"
        ),
        pytest.param('<blockquote class="twitter-tweet">', [], id="empty-and-open"),
        pytest.param('<blockquote class="twitter-tweet', [], id="tag-never-closed"),
        pytest.param('<blockquote class="twitter-tweet><p>x</p></blockquote>', [], id="quote-never-closed"),
    ],
)
def test_what_a_reader_of_the_page_sees(source, posts):
    assert [
        embed.post_id for embed in found(f"<p>Intro.</p>{source}").embeds if embed.kind == "embed"
    ] == posts


def test_the_fullest_form_wins_and_takes_the_spans_of_all():
    source = f"a{LINK_ONLY.format(1260902681413681159)}b{TWEET}c<script>x = '{TWEET}'</script>"
    (embed,) = found(source).embeds
    assert embed.body == "The bridge is open."
    assert len(embed.spans) == 3
    assert found(source).prose == "abc<script>x = ''</script>"


@pytest.mark.parametrize(
    ("printed", "confidence"),
    [
        pytest.param("May 14, 2020", "certain", id="the-day-of-the-id"),
        pytest.param("14 mai 2020", "certain", id="the-day-of-the-id-in-french"),
        pytest.param("May 15, 2020", "likely", id="a-day-later"),
        pytest.param("May 13, 2020", "likely", id="a-day-earlier"),
        pytest.param("May 16, 2020", "likely", id="two-days-later"),
        pytest.param("May 14, 2019", "likely", id="another-year"),
        pytest.param("some day", "certain", id="no-date-to-hold-against-it"),
    ],
)
def test_printed_date_against_the_id(printed, confidence):
    (embed,) = found(TWEET.replace("May 14, 2020", printed)).embeds
    assert embed.confidence == confidence
    assert embed.post_id is not None
    assert embed.posted_at is not None
    assert embed.border_probability is not None


def test_links_glued_to_one_another_are_read_apart():
    body = '<a href="#">https://t.co/AbCdEf1234</a><a href="#">pic.twitter.com/Zz11Yy22Xx</a>'
    (embed,) = found(TWEET.replace("The bridge is open.", body)).embeds
    assert embed.links == ("https://t.co/AbCdEf1234",)
    assert embed.media == ("pic.twitter.com/Zz11Yy22Xx",)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("", id="empty"),
        pytest.param("<p>The bridge is open.</p>", id="paragraph"),
        pytest.param('<a href="https://twitter.com/mira_example">Mira</a>', id="profile"),
        pytest.param(
            '<a href="https://twitter.com/intent/tweet?url=https://example.org/">Tweet</a>', id="share"
        ),
        pytest.param("<p>See example.org/status for more.</p>", id="plain-url"),
    ],
)
def test_prefilter_rules_out(source):
    assert not may_hold(source)


HIDDEN_SLASHES = [  # as Nuxt writes the state of a page
    ("video", r'"\u003Ciframe src=\"https:\u002F\u002Fwww.youtube.com\u002Fembed\u002FabcdefghijK\"\u003E"'),
    ("map", r'"\u003Ciframe src=\"https:\u002F\u002Fmaps.example.org\u002Fembed\u002FabcdefghijK\"\u003E"'),
]


@pytest.mark.parametrize(("name", "state"), HIDDEN_SLASHES, ids=[name for name, _ in HIDDEN_SLASHES])
def test_what_a_script_hides_behind_escaped_slashes(name, state):
    embeds = found(f"<p>One.</p><script>window.state={{body:{state}}}</script>").embeds
    assert [embed.post_id for embed in embeds] == (["abcdefghijK"] if name == "video" else [])


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_around_an_embed_stays_as_it_is(before, after):
    page = f"<p>{before.replace('<', '')}.</p>{TWEET}<p>.{after.replace('<', '')}</p>"
    assert found(page).prose == page.replace(TWEET, "")


_PIECES = st.sampled_from(
    (
        *(
            TWEET,
            LINK_ONLY.format(20),
            VIDEO,
            SCRIPT,
            "é🌉",
            "\\u003c",
            "&lt;",
            "blockquote",
            "text ",
            "\x00",
        ),
        *(
            "<div>",
            "</div>",
            "<p>",
            "</p>",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "<noscript>",
            "<textarea>",
        ),
        *("<blockquote>", "</blockquote>", '<blockquote class="twitter-tweet">', '"', "'", ">", "<"),
        *('<div class="fb-post" data-href="', '{"html": "\\u003cblockquote class=\\"twitter-tweet\\"'),
    )
)


@given(st.lists(_PIECES, max_size=14))
def test_broken_markup_gives_a_result_and_prose_without_embeds(pieces):
    page = "".join(pieces)
    scan = found(page)
    assert cut(page, scan.removed) == scan.prose
    if not may_hold(page):
        assert scan.embeds == ()
