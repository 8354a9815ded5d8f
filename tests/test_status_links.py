"""URLs of posts and shortcodes in texts: embeds where they are alone, links in sentences, none in code."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedparse import scan, scan_html
from embedparse.matching import find_matches
from embedparse.models import Document
from embedparse.platforms import all_platforms
from embedparse.spans import merge
from embedparse.text.code import code_regions

BEFORE = "The bridge at Norrby opened again on Monday, three weeks late."
AFTER = "The council had promised the day for a year."
URL = "https://twitter.com/ada_example/status/1191110529592496129"
ID = "1191110529592496129"


def article(middle):
    return f"{BEFORE}\n\n{middle}\n\n{AFTER}\n"


def found(text, **options):
    return [(e.kind, e.platform, e.post_id) for e in scan(text, **options).embeds]


ALONE = [
    pytest.param(URL, "twitter", ID, id="bare"),
    pytest.param(f"<{URL}>", "twitter", ID, id="autolink"),
    pytest.param(f"> {URL}", "twitter", ID, id="quoted"),
    pytest.param(f"[{URL}]({URL})", "twitter", ID, id="link-whose-text-is-the-address"),
    pytest.param(
        f"[twitter.com/ada_example/status/1191110…]({URL})", "twitter", ID, id="link-with-a-cut-address"
    ),
    pytest.param(f"![]({URL})", "twitter", ID, id="image-of-a-post"),
    pytest.param(f"[embed]({URL})", "twitter", ID, id="link-called-embed"),
    pytest.param(URL + "?s=20&t=aBcDeF", "twitter", ID, id="query"),
    pytest.param(URL + "/photo/1", "twitter", ID, id="photo"),
    pytest.param(URL.replace("ada_example", r"ada\_example"), "twitter", ID, id="escaped-underscore"),
    pytest.param("https://x.com/ada_example/status/" + ID + "  \\", "twitter", ID, id="hard-break"),
    pytest.param("https://www.instagram.com/p/CxExample77/", "instagram", "CxExample77", id="instagram"),
    pytest.param(
        "https://www.instagram.com/reel/CxExample_/", "instagram", "CxExample_", id="trailing-underscore"
    ),
    pytest.param("https://youtu.be/a1B2c3D4e5F?t=3", "youtube", "a1B2c3D4e5F", id="youtube"),
    pytest.param("https://t.me/norrby_news/412", "telegram", "norrby_news/412", id="telegram"),
    pytest.param("https://nitter.example.org/ada_example/status/" + ID + "#m", "twitter", ID, id="mirror"),
    pytest.param("https://web.archive.org/web/20200704123456/" + URL, "twitter", ID, id="archive"),
    pytest.param("[url]" + URL + "[/url]", "twitter", ID, id="forum-tags"),
    pytest.param("[" + URL + ":embed]", "twitter", ID, id="note-behind-the-address"),
    pytest.param("[" + URL + ":embed:cite]", "twitter", ID, id="two-notes-behind-the-address"),
    pytest.param(
        "https://www.google.com/url?q=" + URL.replace(":", "%3A").replace("/", "%2F"),
        "twitter",
        ID,
        id="encoded",
    ),
    pytest.param(URL.replace("ada_example", "**ada_example**"), "twitter", ID, id="underscores-as-emphasis"),
    pytest.param("https://www.reddit.com/gallery/17abcde", "reddit", "17abcde", id="gallery"),
    pytest.param(
        "https://www.tumblr.com/blog/view/adaexample/712345678901234567",
        "tumblr",
        "712345678901234567",
        id="tumblr-in-a-reader",
    ),
    pytest.param("https://m.twitch.tv/clip/LateFerry-a1", "twitch", "LateFerry-a1", id="clip-on-a-phone"),
    pytest.param("https://vkvideo.ru/video-12345_67890", "vk", "video-12345_67890", id="video-of-vk"),
    pytest.param(
        "https://social.example/@ada/113237714534400111", "mastodon", "113237714534400111", id="mastodon"
    ),
]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(f"**{URL}**", id="bold"),
        pytest.param(f"_{URL}_", id="italic"),
        pytest.param(
            "https://www.facebook.com/adaexample/posts/10158765432109876?__cft__[0]=AZX9&__tn__=%2CO",
            id="parameter-with-brackets",
        ),
    ],
)
def test_marks_and_brackets_around_an_address_alone_go_with_it(line):
    result = scan(article(line))
    assert [e.kind for e in result.embeds] == ["embed"]
    assert result.prose == f"{BEFORE}\n\n{AFTER}\n"


@pytest.mark.parametrize(("line", "platform", "post_id"), ALONE)
def test_address_alone_in_its_paragraph_is_an_embed_and_goes(line, platform, post_id):
    result = scan(article(line))
    assert [(e.kind, e.platform, e.post_id, e.confidence) for e in result.embeds] == [
        ("embed", platform, post_id, "likely")
    ]
    assert "://" not in result.prose
    assert result.prose.split("\n\n")[0] == BEFORE


def test_two_addresses_one_below_the_other_are_two_embeds():
    other = URL.replace("9612", "9613")
    assert [kind for kind, *_ in found(article(f"{URL}\n{other}"))] == ["embed", "embed"]


def test_address_below_words_that_introduce_it_is_an_embed():
    assert found(f"{BEFORE}\n\nShe wrote:\n{URL}\n\n{AFTER}") == [("embed", "twitter", ID)]


LINKS = [
    pytest.param(f"She wrote it at {URL} on Sunday.", id="sentence"),
    pytest.param(f"She [wrote it]({URL}) on Sunday.", id="markdown-link"),
    pytest.param(f"[wrote it]({URL})", id="markdown-link-alone"),
    pytest.param(f"- {URL}", id="bullet"),
    pytest.param(f"* {URL}\n* https://example.org/a", id="bullets"),
    pytest.param(f"1. {URL}", id="numbered"),
    pytest.param(f"[1] {URL}", id="note"),
    pytest.param(f"[1]: {URL}", id="reference-definition"),
    pytest.param(f"[^1]: {URL}", id="footnote"),
    pytest.param(f"Article URL: {URL}", id="field"),
    pytest.param(f"{URL}\nhttps://example.org/a\nhttps://example.org/b", id="list-of-addresses"),
    pytest.param(f"Sources:\n\n{URL}", id="sources"),
    pytest.param(f"## Quellen\n\n{URL}", id="sources-in-German"),
    pytest.param(f"She wrote it at\n{URL}\non Sunday.", id="tokens-on-lines"),
    pytest.param(f"She wrote it, as seen at\n{URL}", id="end-of-a-sentence"),
]


@pytest.mark.parametrize("middle", LINKS)
def test_address_in_a_sentence_or_list_is_a_link_and_stays(middle):
    result = scan(article(middle), min_confidence="possible")
    assert [(e.kind, e.post_id) for e in result.embeds] == [("link", ID)]
    assert result.prose == article(middle)


NOTHING = [
    pytest.param("https://twitter.com/ada_example", id="profile"),
    pytest.param("https://www.instagram.com/ada.example/", id="instagram-profile"),
    pytest.param("https://www.reddit.com/r/norrby/", id="subreddit"),
    pytest.param("https://twitter.com/search?q=norrby", id="search"),
    pytest.param("https://nitter.net/ada_example", id="profile-on-a-mirror"),
    pytest.param("https://soundcloud.com/ada-example/a-track", id="track-without-its-number"),
    pytest.param("https://gettr.com/user/ada_example", id="account-of-gettr"),
    pytest.param("https://odysee.com/@ada_example:4", id="channel-of-odysee"),
    pytest.param("https://ok.ru/ada_example", id="page-of-ok"),
    pytest.param("https://streamable.com/login", id="page-of-streamable"),
    pytest.param("https://courier.example.org/2019/11/1191110529592496129", id="article"),
    pytest.param("https://www.netflix.com/ada/status/1191110529592496129", id="host-that-ends-alike"),
    pytest.param("https://twitter.com/ädä/status/1191110529592496129", id="handle-not-ASCII"),
    pytest.param("https://twitter.com/i/web/status/1…", id="cut-id"),
    pytest.param(f"```\n{URL}\n```", id="fence"),
    pytest.param(f"~~~ text\n{URL}\n~~~", id="tildes"),
    pytest.param(f"    {URL}", id="indented"),
    pytest.param(f"Write `{URL}` on a line.", id="inline-code"),
    pytest.param(f"<pre>\n\n{URL}\n\n</pre>", id="pre"),
    pytest.param(f"<!-- {URL} -->", id="comment"),
    pytest.param(f"- Install:\n\n  ```\n  {URL}\n  ```", id="fence-in-a-list"),
    pytest.param(f"{{% raw %}}\n\n{URL}\n\n{{% endraw %}}", id="raw"),
]


@pytest.mark.parametrize("middle", NOTHING)
def test_what_names_no_post_or_is_code_gives_nothing(middle):
    assert found(article(middle), min_confidence="possible") == []


def test_fence_that_is_never_closed_hides_nothing():
    assert found(article(f"```\n\n{URL}")) == [("embed", "twitter", ID)]


SHORTCODES = [
    ("{{< tweet 1191110529592496129 >}}", "twitter", ID),
    ('{{< x user="ada_example" id="1191110529592496129" >}}', "twitter", ID),
    ('{{< tweet user="ada_example" id=1191110529592496129 />}}', "twitter", ID),
    ("{{% tweet 1191110529592496129 %}}", "twitter", ID),
    ("{{< twitter_simple 1191110529592496129 >}}", "twitter", ID),
    ("{{< instagram CxExample77 hidecaption >}}", "instagram", "CxExample77"),
    ('{{< youtube id="a1B2c3D4e5F" autoplay="true" >}}', "youtube", "a1B2c3D4e5F"),
    (
        '{{< bluesky link="https://bsky.app/profile/ada.example/post/3lfbbd5bj2227" >}}',
        "bluesky",
        "3lfbbd5bj2227",
    ),
    ('{{< mastodon host="social.example" id="113237714534400111" >}}', "mastodon", "113237714534400111"),
    (f"{{{{< tweet {URL} >}}}}\nThe bridge is open.\n{{{{< /tweet >}}}}", "twitter", ID),
    (f"{{% twitter {URL} maxwidth=500 %}}", "twitter", ID),
    ("{%twitter 1191110529592496129 %}", "twitter", ID),
    ('{% tweet "1191110529592496129" %}', "twitter", ID),
    ("{% youtube a1B2c3D4e5F %}", "youtube", "a1B2c3D4e5F"),
    (f"{{% embed {URL} %}}", "twitter", ID),
    (f'{{% embed url="{URL}" %}}', "twitter", ID),
    ('{% include tweet.html id="1191110529592496129" %}', "twitter", ID),
    ("{% include embed/youtube.html id='a1B2c3D4e5F' %}", "youtube", "a1B2c3D4e5F"),
    ('{% include video id="a1B2c3D4e5F" provider="youtube" %}', "youtube", "a1B2c3D4e5F"),
    ('{{ youtube(id="a1B2c3D4e5F") }}', "youtube", "a1B2c3D4e5F"),
    ("{{#ev:youtube|a1B2c3D4e5F}}", "youtube", "a1B2c3D4e5F"),
    ("[tweet 1191110529592496129]", "twitter", ID),
    ('[tweet id="1191110529592496129" align="center"]', "twitter", ID),
    ("[tweet id=“1191110529592496129″]", "twitter", ID),
    (f"[embed]{URL}[/embed]", "twitter", ID),
    (f'[embed width="500"]{URL} [/embed]', "twitter", ID),
    ("[youtube=https://www.youtube.com/watch?v=a1B2c3D4e5F&w=640]", "youtube", "a1B2c3D4e5F"),
    ("[instagram url=https://www.instagram.com/p/CxExample77/]", "instagram", "CxExample77"),
    (
        '[mastodon url="https://social.example/@ada/113237714534400111"][/mastodon]',
        "mastodon",
        "113237714534400111",
    ),
    ("[tweet]1191110529592496129[/tweet]", "twitter", ID),
    ("[MEDIA=twitter]1191110529592496129[/MEDIA]", "twitter", ID),
    (f"%[{URL}]", "twitter", ID),
    ("@[youtube](a1B2c3D4e5F)", "youtube", "a1B2c3D4e5F"),
    ('<Tweet id="1191110529592496129" />', "twitter", ID),
    (f'<Tweet\n  id="{URL}"\n/>', "twitter", ID),
    ('<Tweet tweetLink="ada_example/status/1191110529592496129" />', "twitter", ID),
    ("<TwitterTweetEmbed tweetId={'1191110529592496129'} />", "twitter", ID),
    ('<YouTube id="a1B2c3D4e5F" />', "youtube", "a1B2c3D4e5F"),
    ('<XEmbed url="https://x.com/ada_example/status/1191110529592496129" width={325} />', "twitter", ID),
    (
        '<InstagramEmbed url="https://www.instagram.com/p/CxExample77/"></InstagramEmbed>',
        "instagram",
        "CxExample77",
    ),
]


@pytest.mark.parametrize(("shortcode", "platform", "post_id"), SHORTCODES)
def test_shortcode_of_a_post_goes_whole(shortcode, platform, post_id):
    result = scan(article(shortcode))
    (embed,) = result.embeds
    assert (embed.kind, embed.platform, embed.post_id) == ("embed", platform, post_id)
    assert embed.layout in ("shortcode", "element"), "a component may be read as an element that names a post"
    assert result.prose.replace("\n", "") == BEFORE + AFTER


@pytest.mark.parametrize(
    ("shortcode", "platform", "post_id"),
    [each for each in SHORTCODES if each[0][0] in "[{" and "“" not in each[0]],
)
def test_shortcode_in_a_page_goes_whole(shortcode, platform, post_id):
    escaped = shortcode.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    result = scan_html(f"<p>{BEFORE}</p>\n<p>{escaped}</p>\n<p>{AFTER}</p>")
    assert [(e.kind, e.platform, e.post_id) for e in result.embeds] == [("embed", platform, post_id)]
    assert escaped[:9] not in result.prose


@pytest.mark.parametrize(
    "shortcode",
    [
        "Write {{</* tweet 1191110529592496129 */>}} to show a post.",
        "Write [[tweet 1191110529592496129]] on a line.",
        "```\n{{< tweet 1191110529592496129 >}}\n```",
        "`{% tweet 1191110529592496129 %}`",
        "{% raw %}{% tweet 1191110529592496129 %}{% endraw %}",
        '{{< figure src="bridge.jpg" title="The bridge" >}}',
        '{{< gallery dir="/img/1191110529592496129" >}}',
        "{{< tweet >}}",
        "{{< tweet ada_example >}}",
        "[tweet count=3]",
        "- [x] bridge opened 1191110529592496129",
        '<TweetButton text="Late again" via="ada_example" />',
        '<Timeline screenName="ada_example" />',
        '<Tweet text="1191110529592496129" />',
        "{% embed https://courier.example.org/late %}",
        "[embed]https://courier.example.org/late[/embed]",
    ],
)
def test_escaped_shortcodes_code_and_other_shortcodes_stay(shortcode):
    result = scan(article(shortcode), min_confidence="possible")
    assert result.embeds == ()
    assert result.prose == article(shortcode)


def test_citation_template_is_a_link_and_stays():
    cited = BEFORE + "<ref>{{Cite tweet|user=ada_example|number=1191110529592496129|title=Open}}</ref>"
    (embed,) = scan(cited).embeds
    assert (embed.kind, embed.post_id, embed.handle) == ("link", ID, "ada_example")
    assert scan(cited).prose == cited
    assert scan(f"Write <nowiki>{{{{cite tweet|user=NAME|number={ID}}}}}</nowiki>.").embeds == ()


def test_names_of_shortcodes_and_components_are_of_one_platform():
    names = [name for p in all_platforms() for name in {*p.shortcodes, *p.components}]
    assert len(names) == len(set(names))


PIECES = st.sampled_from(
    [
        "```",
        "~~~",
        "\n",
        "\n\n",
        "    ",
        "`",
        "``",
        "<pre>",
        "</pre>",
        "<!--",
        "-->",
        "{% raw %}",
        "{% endraw %}",
        URL,
        "- ",
        "> ",
        "[code]",
        "[/code]",
        "{{< tweet 1191110529592496129 >}}",
        "[tweet 1191110529592496129]",
        "İ",
        "(",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=14).map("".join))
def test_regions_are_sound_and_whatever_is_found_is_outside(text):
    regions = code_regions(text)
    assert regions == merge(regions)
    assert all(0 <= start < end <= len(text) for start, end in regions)
    # What shows only once an embed is out may be code no longer: the mark that made it code was the line's.
    for match in find_matches(Document("a", text), "possible"):
        for start, end in match.spans:
            assert not any(start < stop and begin < end for begin, stop in regions)
