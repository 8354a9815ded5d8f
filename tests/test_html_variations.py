"""What editors, systems and loaders make of an embed's code: the same post comes out. All is invented."""

import html
import json
from urllib.parse import quote

import pytest

from embedparse import scan_html

ID = "1260902681413681159"
STATUS = f"https://twitter.com/mira_example/status/{ID}"
TWEET = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The bridge is open.</p>&mdash; Mira Example'
    f' (@mira_example) <a href="{STATUS}?ref_src=twsrc%5Etfw">May 14, 2020</a></blockquote>'
)
WHOLE = {
    "post_id": ID,
    "handle": "mira_example",
    "author": "Mira Example",
    "body": "The bridge is open.",
    "date": "2020-05-14",
}
IDENTIFIED = {"post_id": ID, "body": None, "author": None, "date": None}
FRAME = f"https://platform.twitter.com/embed/Tweet.html?dnt=false&amp;id={ID}&amp;lang=en"
QUOTED = (
    '<blockquote><p>Is it?</p>&mdash; Ada (@ada_example) <a href="https://twitter.com/ada_example/status/'
    '1260902681413681160">May 13, 2020</a></blockquote>'
)
POST = "CAbCdEfGhIj"
INSTAGRAM = (
    f'<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/{POST}/">'
    f'<a href="https://www.instagram.com/p/{POST}/"> <div></div> <div>LABEL</div></a>'
    f'<p><a href="https://www.instagram.com/p/{POST}/">ATTRIBUTION</a></p></blockquote>'
)


def embeds(source):
    page = f"<!doctype html><html><body><p>Intro.</p>\n{source}\n<p>The end.</p></body></html>"
    scan = scan_html(page)
    assert "<p>Intro.</p>" in scan.prose
    assert "<p>The end.</p>" in scan.prose
    return [embed for embed in scan.embeds if embed.kind == "embed"]


def changed(before, after):
    assert before in TWEET
    return TWEET.replace(before, after)


def fields(embed, wanted):
    return {name: getattr(embed, name) for name in wanted}


OPENED = [
    "<blockquote class='twitter-tweet' data-dnt='true'>",
    "<blockquote class=twitter-tweet data-dnt=true>",
    "<BLOCKQUOTE CLASS='Twitter-Tweet'>",
    '<blockquote data-lang="en" align="center" class="tw-align-center twitter-tweet">',
    '<blockquote\n  class="twitter-tweet"\n  data-width="550"\n>',
    '<blockquote class="twitter-video" data-lang="en">',
]


@pytest.mark.parametrize("tag", OPENED)
def test_start_tags(tag):
    (embed,) = embeds(changed('<blockquote class="twitter-tweet">', tag))
    assert fields(embed, WHOLE) == WHOLE


LINKED = [
    f"https://x.com/mira_example/status/{ID}",
    f"https://mobile.twitter.com/mira_example/status/{ID}?s=20&amp;t=abc",
    f"http://www.twitter.com/mira_example/statuses/{ID}",
    f"//twitter.com/i/web/status/{ID}",
    f"https://twitter.com/i/status/{ID}",
    f"https://twitter.com/X/status/{ID}?ref_src=twsrc%5Etfw",
    f"https://twitter.com/other/status/{ID}/video/1",
    f"https://twitter.com/#!/mira_example/status/{ID}/photo/1",
]


@pytest.mark.parametrize("url", LINKED)
def test_links_to_the_post(url):
    (embed,) = embeds(changed(f"{STATUS}?ref_src=twsrc%5Etfw", url))
    assert fields(embed, WHOLE) == WHOLE


SHAPES = [
    pytest.param("&mdash; ", "&mdash;&nbsp;", {}, id="no-break-space"),
    pytest.param("&mdash;", "--", {}, id="two-hyphens"),
    pytest.param("&mdash; ", "", {}, id="no-dash"),
    pytest.param("</p>&mdash;", "</p>\n<p>&mdash;", {}, id="attribution-in-a-paragraph"),
    pytest.param("&mdash;", "<footer>&mdash;", {}, id="footer"),
    pytest.param("Mira Example (", "<strong>Mira Example</strong> (", {}, id="name-in-bold"),
    pytest.param(
        "@mira_example", '<a href="https://twitter.com/mira_example">@mira_example</a>', {}, id="link"
    ),
    pytest.param("Mira Example (", "(", {"author": None}, id="no-name"),
    pytest.param("Mira Example (", "Mira Example\u200b (", {}, id="zero-width-space-after-the-name"),
    pytest.param(
        "Mira Example", "Mira (she) — Example", {"author": "Mira (she) — Example"}, id="signs-in-name"
    ),
    pytest.param(
        "Mira Example",
        'Mira <img class="emoji" alt="🌉" src=x>',
        {"author": "Mira 🌉"},
        id="emoji-as-picture",
    ),
    pytest.param(
        "open.",
        'open <img class="emoji" alt="🎉" src=x>',
        {"body": "The bridge is open 🎉"},
        id="emoji-in-body",
    ),
    pytest.param(
        "</p>", '<img src="https://pbs.twimg.com/media/x.jpg" alt="A bridge"></p>', {}, id="picture"
    ),
    pytest.param(
        "</a></blockquote>", f'</a><br><a href="{STATUS}">View on X</a></blockquote>', {}, id="view-on"
    ),
    pytest.param('<p lang="en" dir="ltr">', "<blockquote><p>", {}, id="quotation-never-closed"),
    pytest.param(
        "</p>&mdash;",
        f"</p>{QUOTED}&mdash;",
        {},
        id="quoted-tweet",
    ),
    pytest.param("May 14, 2020", "10:15 AM - 14 May 2020", {}, id="time-before-the-date"),
    pytest.param("May 14, 2020", "14 мая 2020 г.", {}, id="russian"),
    pytest.param("May 14, 2020", "2020년 5월 14일", {}, id="korean"),
    pytest.param("May 14, 2020", "14 de mayo de 2020", {}, id="spanish"),
]


@pytest.mark.parametrize(("before", "after", "differs"), SHAPES)
def test_shapes_of_the_blockquote(before, after, differs):
    embed, *nested = embeds(changed(before, after))
    assert fields(embed, WHOLE) == WHOLE | differs
    assert all(other.quoted_in == embed.index for other in nested)


def test_quotation_within_a_tweet_is_its_body():
    source = changed('<p lang="en" dir="ltr">', "<blockquote><p>").replace("</p>", "</p></blockquote>")
    (embed,) = embeds(source)
    assert fields(embed, WHOLE) == WHOLE
    assert scan_html(f"<p>a</p>{source}<p>b</p>").prose == "<p>a</p><p>b</p>"


def as_json(source, layers=1, escape=True):
    for _ in range(layers):
        source = json.dumps({"html": source})
        if escape:
            source = source.replace("<", "\\u003c").replace(">", "\\u003e")
    return f"<script>window.state = {source}</script>"


HIDDEN = [
    pytest.param(f"<template>{TWEET}</template>", id="template"),
    pytest.param(f"<noscript>{TWEET}</noscript>", id="noscript"),
    pytest.param(f"<textarea>{html.escape(TWEET)}</textarea>", id="textarea"),
    pytest.param(f'<script type="text/plain" data-cookieconsent="marketing">{TWEET}</script>', id="consent"),
    pytest.param(f'<div data-content="{html.escape(TWEET)}">Load?</div>', id="attribute"),
    pytest.param(f'<div data-content="{html.escape(html.escape(TWEET))}">Load?</div>', id="attribute-twice"),
    pytest.param(
        f'<div data-props="{html.escape(json.dumps({"h": TWEET}))}">Load?</div>', id="json-attribute"
    ),
    pytest.param(f'<div data-embed="{quote(TWEET)}">Load?</div>', id="percent"),
    pytest.param(as_json(TWEET), id="json"),
    pytest.param(as_json(TWEET, 1, escape=False).replace("</b", "<\\/b"), id="json-with-brackets"),
    pytest.param(as_json(TWEET, 2), id="json-in-json"),
    pytest.param(as_json(TWEET, 3), id="json-in-json-in-json"),
]


@pytest.mark.parametrize("source", HIDDEN)
def test_embeds_that_wait_for_a_script_or_for_consent(source):
    (embed,) = embeds(source)
    assert fields(embed, WHOLE) == WHOLE


WRAPPED = [
    pytest.param(
        f'<figure data-canonical-url="{STATUS}" class="element element-tweet">{TWEET}</figure>', id="figure"
    ),
    pytest.param(f'<div class="embed" data-tweet-id="{ID}"><div>{TWEET}</div></div>', id="id"),
    pytest.param(f'<div class="embed-twitter" data-embed-id="{ID}">{TWEET}</div>', id="embed-id"),
]


@pytest.mark.parametrize("source", WRAPPED)
def test_card_around_a_blockquote_has_its_words(source):
    (embed,) = embeds(source)
    assert fields(embed, WHOLE) == WHOLE
    assert scan_html(f"<p>a</p>{source}<p>b</p>").prose == "<p>a</p><p>b</p>"


def test_card_around_another_post_keeps_its_own():
    other = TWEET.replace(ID, "1260902681413681160")
    (embed,) = embeds(f'<div data-tweet-id="{ID}">{other}</div>')
    assert fields(embed, IDENTIFIED) == IDENTIFIED


@pytest.mark.parametrize("before", ["", 'src="about:blank" ', 'src="data:text/html,x" ', 'src="" '])
@pytest.mark.parametrize(
    "name", ["data-src", "data-lazy-src", "data-cmp-src", "data-src-cmplz", "DATA-COOKIEBLOCK-SRC"]
)
@pytest.mark.parametrize(
    ("address", "platform"),
    [
        (FRAME, "twitter"),
        ("//www.youtube.com/embed/a1B2c3D4e5F", "youtube"),
        (f"https://www.instagram.com/p/{POST}/embed/", "instagram"),
        ("https://www.linkedin.com/embed/feed/update/urn:li:share:7012345678901234567", "linkedin"),
    ],
)
def test_frames_that_wait(before, name, address, platform):
    (embed,) = embeds(f'<iframe {before}{name}="{address}"></iframe>')
    assert embed.platform == platform


@pytest.mark.parametrize(
    "source",
    [
        f"<p>{STATUS}<br></p>",
        f"<p>[embed]{STATUS}[/embed]</p>",
        f"<p><a href={STATUS}>{STATUS}</a></p>",
        f'<p><a href="{STATUS}?s=20"><span>twitter.com/mira_example/status/{ID[:9]}…</span></a></p>',
        f"<p>It is open.</p>\n\n{STATUS}\n\n<p>At last.</p>",
        f'<!-- wp:embed {{"url":"{STATUS}"}} -->\n<figure class="wp-block-embed">\n{STATUS}\n</figure>'
        "\n<!-- /wp:embed -->",
        f'<iframe src="https://cdn.embedly.com/widgets/media.html?a=x&amp;url={quote(STATUS, "")}"></iframe>',
        f'<iframe src="/embed/twitter?url={quote(STATUS, "")}"></iframe>',
        f'<iframe src="https://web.archive.org/web/20200704123456if_/https://twitframe.com/show?url={STATUS}"></iframe>',
        f'<div class="iframely-embed"><a href="{STATUS}" data-iframely-url="//cdn.iframe.ly/x"></a></div>',
        f'<div class="wp-block-embed__wrapper">\n{STATUS}?s=20&#038;t=a\n</div>',
    ],
)
def test_bare_urls(source):
    (embed,) = embeds(source)
    assert fields(embed, IDENTIFIED) == IDENTIFIED
    assert "wp:embed" not in scan_html(source).prose


@pytest.mark.parametrize(
    "source",
    [
        f'<p>See <a href="https://nitter.net/mira_example/status/{ID}">it</a></p>',
        f"<ul><li><a href={STATUS}>{STATUS}</a></li></ul>",
        f"<p>See <a href={STATUS}>{STATUS}</a>.</p>",
        f"<p><a href={STATUS}>the bridge is open</a></p>",
        '<p>See <a href="https://archive.ph/aB3xQ">a copy</a>.</p>',
        f'<iframe src="https://cdn.embedly.com/widgets/media.html?url=https%3A%2F%2Fexample.org%2F{ID}"></iframe>',
        f"<pre><code>{html.escape(TWEET)}</code></pre>",
        f'<div data-tweet-id="{ID}" data-item-id="{ID}" data-permalink-path="/a/status/{ID}">x</div>',
        '<iframe src="https://www.facebook.com/plugins/like.php?href=https://example.org/posts/1234"></iframe>',
        '<iframe data-src="https://example.org/player"></iframe>',
    ],
)
def test_what_is_no_embed(source):
    assert embeds(source) == []


NAMED = [
    ("Finnish", "Henkilön Ida Muru (@ida_muru) jakama julkaisu", "Ida Muru"),
    ("Japanese", "Ida Muruさん(@ida_muru)がシェアした投稿", "Ida Muru"),
    ("Hungarian", "Ida Muru (@ida_muru) által megosztott bejegyzés", "Ida Muru"),
]


@pytest.mark.parametrize(("language", "attribution", "name"), NAMED, ids=[language for language, *_ in NAMED])
def test_words_beside_a_name_are_none_of_it(language, attribution, name):
    (embed,) = scan_html(INSTAGRAM.replace("LABEL", "").replace("ATTRIBUTION", attribution)).embeds
    assert (embed.author, embed.handle) == (name, "ida_muru")


@pytest.mark.parametrize(
    ("label", "attribution"),
    [
        ("View this post on Instagram", "A post shared by Mira Example (@mira.example)"),
        ("Visa detta inlägg på Instagram", "Ett inlägg delat av Mira Example (@mira.example)"),
        ("Katso tämä julkaisu Instagramissa", "Henkilön Mira Example (@mira.example) jakama julkaisu"),
    ],
)
def test_instagram_labels_are_no_words_of_the_post(label, attribution):
    (embed,) = embeds(INSTAGRAM.replace("LABEL", label).replace("ATTRIBUTION", attribution))
    assert (embed.post_id, embed.handle, embed.body) == (POST, "mira.example", None)


def test_signature_with_the_handle_of_the_link_is_no_body():
    source = (
        f'<blockquote class=twitter-tweet><p>The bridge is open.</p><p>— <a href="{STATUS}">mira_example</a>'
        " | 2020-05-14 | 11 retweets, 51 favorites.</p></blockquote>"
    )
    (embed,) = embeds(source)
    assert fields(embed, WHOLE) == WHOLE | {"author": None}
    (other,) = embeds(source.replace(">mira_example<", ">ada_example<"))
    assert other.body.endswith("favorites.")


@pytest.mark.parametrize("thread", ["tq93vt/look_at_the_bay/comment/i2abcde/", "tq93vt/comment/i2abcde/"])
def test_reddit_comment_has_its_own_id(thread):
    url = f"https://www.reddit.com/r/bays/comments/{thread}"
    (embed,) = embeds(f'<blockquote class="reddit-embed-bq"><a href="{url}">Comment</a></blockquote>')
    assert embed.post_id == "i2abcde"
    assert embed.url == "https://www.reddit.com/r/bays/comments/tq93vt/comment/i2abcde/"


def test_title_of_a_facebook_video_in_a_script_is_not_its_text():
    url = "https://www.facebook.com/norrby.example/videos/1234567890/"
    source = (
        f'<blockquote cite="{url}" class="fb-xfbml-parse-ignore"><a href="{url}">The title</a><p>The ferry is'
        ' late.</p>Posted by <a href="https://www.facebook.com/norrby.example/">Norrby Harbour</a> on'
        " Saturday, April 2, 2022</blockquote>"
    )
    (embed,) = embeds(as_json(source))
    assert (embed.body, embed.author, embed.date) == ("The ferry is late.", "Norrby Harbour", "2022-04-02")
