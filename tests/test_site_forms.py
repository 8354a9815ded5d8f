"""Elements, cards and widgets as sites, systems and tools print them; people and posts are invented."""

import json
from base64 import b64encode
from html import escape

import pytest

from embedparse import scan, scan_html
from embedparse.models import Document, DocumentKind
from embedparse.pipeline import scan_document

ID, FILM = "1260902681413681159", "a1B2c3D4e5F"
POST = f"https://x.com/odd_potter/status/{ID}"
TEXT = "The kiln is lit and the bowls are in. We open again on Sunday."
BEFORE, AFTER = "<p>The pottery opened.</p>\n", "\n<p>They sell bowls.</p>"


def in_attribute(properties: dict[str, object]) -> str:
    """An element with ``properties`` as JSON in an attribute."""
    return f'<div class="c-embed" data-props="{escape(json.dumps(properties))}"></div>'


ELEMENTS = {
    "a player of a consent tool": ('<div class="vimeo_player" videoID="123456789"></div>', "123456789"),
    "a film of a consent element": (
        '<embetty-video type="vimeo" video-id="123456789"></embetty-video>',
        "123456789",
    ),
    "a lazy player": (f'<div class="js-youtube" data-youtube-id="{FILM}"></div>', FILM),
    "a component with an address": (f'<toot-embed src="{POST}"></toot-embed>', ID),
    "a stored address behind another attribute": (
        f'<drupal-url data-embed-button="url" data-embed-url="{POST}"></drupal-url>',
        ID,
    ),
    "properties in JSON": (
        '<div data-react-class="Post" data-react-props="'
        + escape(f'{{"url":"{POST}","dark":true}}')
        + '"></div>',
        ID,
    ),
    "a frame whose loader has a name of its own": (
        f'<iframe data-suppressedsrc="https://www.youtube.com/embed/{FILM}" src="about:blank"></iframe>',
        FILM,
    ),
    "a frame of the site's own": (
        '<iframe src="/media/oembed?url=https%3A//www.youtube.com/watch%3Fv%3D'
        f'{FILM}&amp;max_width=0"></iframe>',
        FILM,
    ),
    "a film that a script makes": (
        f'<div id="v"></div><script>twttr.widgets.createVideo("{ID}", v)</script>',
        ID,
    ),
    "a card that a script replaces": (
        f'<blockquote class="embedly-card"><h4><a href="{POST}">Odd</a></h4><p>{TEXT}</p></blockquote>',
        ID,
    ),
    "a platform and an id": (f'<div class="c-embed" data-provider="youtube" data-id="{FILM}"></div>', FILM),
    "a platform and an id in JSON": (in_attribute({"provider": "twitter", "id": ID}), ID),
    "a number in JSON": (in_attribute({"tweetId": int(ID)}), ID),
    "a type and an id": (f'<x type="youtube" id="{FILM}"/>', FILM),
    "an element with a platform's name": (f'<youtube-embed id="{FILM}"></youtube-embed>', FILM),
    "an id that names its platform": (f'<ps-note tweet-id="{ID}"></ps-note>', ID),
    "the same with another sign": (f'<section tweet_id="{ID}"></section>', ID),
    "a forum's code": (
        '<woltlab-metacode data-name="media" data-attributes="'
        + b64encode(json.dumps([POST]).encode()).decode()
        + '"></woltlab-metacode>',
        ID,
    ),
    "a frame of a forum's first version": (
        f'<iframe src="https://s9e.github.io/iframe/twitter.min.html#{ID}"></iframe>',
        ID,
    ),
    "a lazy frame with another parameter": (
        f'<iframe data-src="https://platform.twitter.com/embed/index.html?dnt=1&amp;tweetId={ID}"></iframe>',
        ID,
    ),
    "a service and an id": (f'<div data-service="twitter" data-id="{ID}"></div>', ID),
    "a kind of embed and an id": (f'<div class="embed" data-type="tweet" data-id="{ID}"></div>', ID),
    "a class and an id": (f'<div class="embed-twitter" data-id="{ID}"></div>', ID),
    "an element of a component's own": (f'<embed-box provider="twitter" post-id="{ID}"></embed-box>', ID),
    "a player's own attributes": (
        f'<div data-plyr-provider="youtube" data-plyr-embed-id="{FILM}"></div>',
        FILM,
    ),
    "a player that a script makes": (
        '<div id="p"></div><script>var p; function onYouTubeIframeAPIReady() { p = new YT.Player("p", '
        f'{{ height: "390", playerVars: {{ autoplay: 0 }}, videoId: "{FILM}" }}); }}</script>',
        FILM,
    ),
    "a film that a script makes, by its number": (
        '<div id="v"></div><script>new Vimeo.Player("v", { id: 123456789, width: 640 });</script>',
        "123456789",
    ),
    "a plugin's object": (
        f'<object data="https://www.youtube.com/v/{FILM}"><param name="movie" '
        f'value="https://www.youtube.com/v/{FILM}"></object>',
        FILM,
    ),
    "a plugin's object around another": (
        f'<object width="4"><param name="movie" value="https://www.youtube.com/v/{FILM}"></param>'
        f'<embed src="https://www.youtube.com/v/{FILM}" type="application/x-flash"></embed></object>',
        FILM,
    ),
    "a forum's link with the site beside it": (
        f'<div class="bb" data-media-site-id="twitter" data-media-key="{ID}"><a href="{POST}">X</a></div>',
        ID,
    ),
    "a lazy player's kind and id": (
        f'<div class="t-youtube" data-videolazy-id="{FILM}" data-videolazy-type="youtube"></div>',
        FILM,
    ),
    "a link whose player is in another attribute": (
        f'<figure class="video"><a href="https://www.youtube.com/watch?v={FILM}" data-iframe="https://'
        f'www.youtube.com/embed/{FILM}">Play</a></figure>',
        FILM,
    ),
    "an address that editors mark": (
        f'<p class="c1"><span><a href="https://www.google.com/url?q={POST}&amp;sa=D">{POST}</a></span></p>',
        ID,
    ),
    "a frame with its address encoded beside it": (
        '<iframe src="https://embed.zenn.studio/tweet#a" data-content="'
        f'{POST.replace(":", "%3A").replace("/", "%2F")}"></iframe>',
        ID,
    ),
    "a copy for reading offline": (
        f'<blockquote class="twitter-tweet"><p>{TEXT}</p>&mdash; Odd Potter (@odd_potter) '
        f'<a href="../../twitter.com/odd_potter/status/{ID}.html">May 14, 2020</a></blockquote>',
        ID,
    ),
    "a card of 2015": (
        '<div class="reddit-embed" data-embed-live="false"><a href="https://www.reddit.com/r/clay/comments/'
        'n3k9xz/the_kiln/gwqabcd/">Comment</a> from discussion <a href="https://www.reddit.com/r/clay/'
        'comments/n3k9xz/the_kiln/">The kiln</a>.</div>',
        "gwqabcd",
    ),
    "a forum's frame": (
        f'<iframe src="https://s9e.github.io/iframe/2/twitter.min.html#{ID}"></iframe>',
        ID,
    ),
    "a component of AMP with a number": (
        '<amp-tiktok data-src="7234567890123456789"></amp-tiktok>',
        "7234567890123456789",
    ),
}

CARDS = {
    "the date beside the handle": (
        '<div class="tweet-embed"><b>Odd Potter</b> <span>@odd_potter · May 14, 2020</span>'
        f'<p>{TEXT}</p><p><a href="{POST}">View on X</a></p></div>'
    ),
    "a day whose year is in the element": (
        '<article class="tweet"><header><b>Odd Potter</b> <span>@odd_potter</span></header>'
        f'<p>{TEXT}</p><a href="{POST}"><time datetime="2020-05-14T09:00:00Z">May 14</time></a></article>'
    ),
    "microformats": (
        '<div class="h-cite"><a class="u-author h-card" href="https://x.com/odd_potter">Odd Potter</a>'
        f'<div class="e-content">{TEXT}</div><a class="u-url" href="{POST}">'
        '<time class="dt-published" datetime="2020-05-14T09:00:00Z">May 14, 2020</time></a></div>'
    ),
    "microformats, a quotation": (
        f'<blockquote class="h-cite u-quotation-of"><p class="e-content">{TEXT}</p>&mdash; '
        f'<a class="p-author" href="https://x.com/odd_potter">Odd Potter</a>, '
        f'<a class="u-url dt-published" href="{POST}">2020-05-14</a></blockquote>'
    ),
    "a component": (
        f'<article><div><a href="{POST}"><span>Odd Potter</span></a>'
        f'<a href="{POST}"><span>@odd_potter</span></a>'
        f'<span>·</span><a href="https://x.com/intent/follow">Follow</a></div><p>{TEXT}</p>'
        f'<div><a href="https://x.com/intent/like?tweet_id={ID}">12</a>'
        f'<a href="{POST}"><time datetime="2020-05-14T09:00:00Z">9:00 AM - May 14, 2020</time></a></div>'
        "</article>"
    ),
    "a mirror": (
        f'<div class="item"><a class="fullname" href="/odd_potter">Odd Potter</a> '
        f'<a href="/odd_potter">@odd_potter</a><div>{TEXT}</div>'
        f'<a href="/odd_potter/status/{ID}#m">May 14, 2020</a></div>'
    ),
}

WIDGETS = {
    "a card that prints no more": f"Odd Potter\n@odd_potter\n{TEXT}\n9:00 AM · May 14, 2020",
    "a badge on a line of its own": f"Odd Potter\n✔\n@odd_potter\n{TEXT}\n9:00 AM - May 14, 2020\n12 likes",
    "counts twice": f"Odd Potter ✔ @odd_potter\n{TEXT}\n9:00 AM - 14 May 2020\n3 3 Retweets 12 12 likes",
    "a count above the time": f"Odd Potter\n@odd_potter\n{TEXT}\n12\n9:00 AM - May 14, 2020\n3 Retweets",
    "a day of 24 hours": f"Odd Potter\n@odd_potter\n{TEXT}\n09:00 - 14 May 2020\n12 likes",
    "a newsletter's dot": f"Odd Potter @odd_potter\n{TEXT}\n9:00 AM ∙ May 14, 2020\n12Likes3Retweets",
    "a forum, by the site's name": (
        f"X (formerly Twitter)\nOdd Potter (@odd_potter)\n{TEXT}\n9:00 AM - 14 May 2020\n12"
    ),
}

NO_POSTS = {
    "a share row": f'<div class="share-buttons" data-url="{POST}"><a href="#">Share</a></div>',
    "a button's address": f'<div class="fb-like" data-href="{POST}"></div>',
    "an attribute for sharing": f'<div class="story" data-share-url="{POST}"><p>They sell bowls.</p></div>',
    "a poster": f'<div class="story" data-poster-url="{POST}"></div>',
    "several posts in JSON": f"""<div data-props='["{POST}","{POST}1"]'></div>""",
    "an article's id": f'<div class="article" data-id="{ID}"></div>',
    "a teaser of a film": f'<div class="teaser" data-type="youtube" data-id="{FILM}"><b>Kiln</b></div>',
    "a button of a platform": f'<div class="twitter-follow" data-id="{ID}"></div>',
    "an account": '<div class="instagram-embed" data-id="oddpotter"></div>',
    "a platform that places an advertisement": '<div data-provider="youtube" data-id="banner-top"></div>',
    "an account in JSON": in_attribute({"provider": "twitter", "id": "potter"}),
    "another platform in JSON": in_attribute({"provider": "clay", "id": FILM}),
    "a channel's element": f'<youtube-channel id="{FILM}"></youtube-channel>',
    "a forum's quotation": (
        '<woltlab-metacode data-name="quote" data-attributes="'
        + b64encode(json.dumps(["Odd", POST]).encode()).decode()
        + '"></woltlab-metacode>'
    ),
    "a poll": f'<div class="poll" data-type="x" data-id="{ID}"></div>',
    "a number that is no post's": '<div class="tweet" data-id="123456789"></div>',
    "a word within another": '<div class="gabarit-player" data-id="1234567">Clay</div>',
    "a name that is no post's class": '<div class="vine-list" data-id="123456789"><p>Clay</p></div>',
    "a list of films": f'<div class="youtube-feed" data-id="{FILM}"></div>',
    "a channel that a script shows": '<script>new YT.Player("p", { events: {} });</script>',
    "another object": '<object data="kiln.pdf" type="application/pdf"></object>',
    "another player": '<div class="player" data-video-id="6123456789012"></div>',
    "a live chat": f'<iframe src="https://www.youtube.com/live_chat?v={FILM}"></iframe>',
    "a page cited": (
        '<div class="h-cite"><a class="u-url" href="https://example.org/a">Clay</a>'
        '<p class="e-content">Lit.</p></div>'
    ),
}

NO_CARDS = {
    "a speaker": "Odd Potter\n@odd_potter\nFrom clay to bowls\n9:00 AM · May 14, 2020\nHall 2",
    "a talk's title alone": (
        "Odd Potter\n@odd_potter\nHow we fire a kiln with wood that the sea left\n9:00 AM · May 14, 2020"
    ),
    "a byline with two times": (
        "Odd Potter\n@odd_potter\n9:00 AM · May 14, 2020\nUpdated 9:30 AM · May 14, 2020"
    ),
    "departures": "9:00 AM - 14 May 2020\nMS Alda\n10:00 AM - 14 May 2020\nMS Berta",
}


@pytest.mark.parametrize("name", ELEMENTS)
def test_elements_that_name_a_post(name: str) -> None:
    element, post_id = ELEMENTS[name]
    found = scan_html(f"{BEFORE}{element}{AFTER}")
    assert [(embed.kind, embed.post_id) for embed in found.embeds] == [("embed", post_id)]
    assert TEXT not in found.prose
    assert post_id not in found.prose


@pytest.mark.parametrize("kind", ["html", "markdown"])
@pytest.mark.parametrize("name", CARDS)
def test_cards(name: str, kind: str) -> None:
    document = Document("", f"{BEFORE}{CARDS[name]}{AFTER}", "html" if kind == "html" else "markdown")
    found = scan_document(document)
    [embed] = [embed for embed in found.embeds if embed.kind == "embed"]
    assert (embed.body, embed.author, embed.handle) == (TEXT, "Odd Potter", "odd_potter")
    assert (embed.post_id, embed.date) == (ID, "2020-05-14")
    assert TEXT not in found.prose


@pytest.mark.parametrize("name", WIDGETS)
def test_widgets_as_text(name: str) -> None:
    found = scan(f"The pottery opened again.\n\n{WIDGETS[name]}\n\nThey sell bowls there.\n")
    [embed] = found.embeds
    assert (embed.body, embed.author, embed.handle) == (TEXT, "Odd Potter", "odd_potter")
    assert embed.date == "2020-05-14"
    assert found.prose == "The pottery opened again.\n\nThey sell bowls there.\n"


@pytest.mark.parametrize("name", NO_POSTS)
def test_elements_that_show_no_post(name: str) -> None:
    page = f"{BEFORE}{NO_POSTS[name]}{AFTER}"
    found = scan_html(page)
    assert [embed for embed in found.embeds if embed.kind != "link"] == []
    assert found.prose == page


@pytest.mark.parametrize("name", NO_CARDS)
def test_lines_that_are_no_card(name: str) -> None:
    text = f"The pottery opened again.\n\n{NO_CARDS[name]}\n\nThey sell bowls there.\n"
    found = scan(text)
    assert found.embeds == ()
    assert found.prose == text


QUOTED = (
    '<blockquote class="twitter-tweet"><p lang="en">Bring your own clay.</p>&mdash; Ines Glaze (@ines_glaze) '
    '<a href="https://twitter.com/ines_glaze/status/1260902681413681000">May 14, 2020</a></blockquote>'
)
OUTER = (
    f'<blockquote class="twitter-tweet"><p lang="en">{TEXT}</p>{QUOTED}&mdash; Odd Potter (@odd_potter) '
    f'<a href="{POST}">May 14, 2020</a></blockquote>'
)


@pytest.mark.parametrize("kind", ["html", "markdown", "text"])
def test_a_post_that_quotes_a_post(kind: DocumentKind) -> None:
    found = scan_document(Document("", f"{BEFORE}{OUTER}{AFTER}", kind))
    outer, quoted = found.embeds
    assert (outer.body, outer.handle, outer.quoted_in) == (TEXT, "odd_potter", None)
    assert (quoted.body, quoted.handle, quoted.quoted_in) == ("Bring your own clay.", "ines_glaze", 0)
    assert found.prose.split() == f"{BEFORE}{AFTER}".split()


def test_a_widget_that_quotes_a_post() -> None:
    widget = (
        f"Odd Potter\n@odd_potter\n·\nFollow\n{TEXT}\nInes Glaze\n@ines_glaze\nBring your own clay.\n"
        "9:00 AM · May 14, 2020\n12\nReply\nCopy link"
    )
    found = scan(f"The pottery opened again.\n\n{widget}\n\nThey sell bowls there.\n")
    outer, quoted = found.embeds
    assert (outer.body, outer.handle, outer.quoted_in) == (TEXT, "odd_potter", None)
    assert (quoted.body, quoted.handle, quoted.quoted_in) == ("Bring your own clay.", "ines_glaze", 0)
    assert found.prose == "The pottery opened again.\n\nThey sell bowls there.\n"


@pytest.mark.parametrize("label", ["Quote", "Quote Tweet", "Tweet zitieren", "Citer le Tweet"])
def test_a_widget_that_says_what_it_quotes(label: str) -> None:
    widget = (
        f"Odd Potter\n@odd_potter\n{TEXT}\n{label}\nInes Glaze\n@ines_glaze\n· May 2, 2020\n"
        "Bring your own clay.\n9:00 AM · May 14, 2020·Twitter Web App\n12 Retweets"
    )
    outer, quoted = scan(f"The pottery opened again.\n\n{widget}\n\nThey sell bowls there.\n").embeds
    assert (outer.body, outer.date) == (TEXT, "2020-05-14")
    assert (quoted.body, quoted.author, quoted.date) == ("Bring your own clay.", "Ines Glaze", "2020-05-02")


#: The time line of a widget in languages that have words for the halves of the day.
HALVES = [
    "9:00 fm · 14 maj 2020",
    "9.00 ap. · 14. toukokuuta 2020",
    "9:00 dop. · 14. května 2020",
    "de. 9:00 · 2020. máj. 14.",
    "9:00 дп · 14 трав. 2020 р.",
    "9:00 SA · 14 thg 5, 2020",
    "9:00 ص · 14 مايو 2020",
    "9:00 пр.об. · 14.05.2020 г.",
]


@pytest.mark.parametrize("line", HALVES)
def test_the_time_in_other_languages(line: str) -> None:
    [embed] = scan(
        f"The pottery opened again.\n\nOdd Potter\n@odd_potter\n·\nFollow\n{TEXT}\n{line}\n12"
    ).embeds
    assert (embed.body, embed.date) == (TEXT, "2020-05-14")


TWEET = (
    '<blockquote class="twitter-tweet"><p lang="en">{0}</p>{1} {2} (@odd_potter) '
    '<a href="{3}">{4}</a></blockquote>'
)
FIELDS = {
    "a dash escaped twice": ("&amp;mdash;", "Odd Potter", "May 14, 2020", "Odd Potter"),
    "a dash by number, escaped twice": ("&amp;#8212;", "Odd Potter", "May 14, 2020", "Odd Potter"),
    "an ampersand escaped twice": ("&mdash;", "Odd &amp;amp; Potter", "May 14, 2020", "Odd & Potter"),
    "a letter escaped twice": ("&mdash;", "Oddn&amp;yacute;", "May 14, 2020", "Oddný"),
    "milliseconds": ("&mdash;", "Odd Potter", "1589446800000", "Odd Potter"),
    "seconds": ("&mdash;", "Odd Potter", "1589446800", "Odd Potter"),
}


@pytest.mark.parametrize("name", FIELDS)
def test_fields_of_careless_markup(name: str) -> None:
    dash, printed, date, author = FIELDS[name]
    [embed] = scan_html(f"{BEFORE}{TWEET.format(TEXT, dash, printed, POST, date)}{AFTER}").embeds
    assert (embed.author, embed.date, embed.body) == (author, "2020-05-14", TEXT)


STRIPPED = {
    "paragraphs": f"<p>{TEXT}</p>\n<p>— Odd Potter (@odd_potter) May 14, 2020</p>",
    "paragraphs with a blank line": f"<p>{TEXT}</p>\n\n<p>&#8212; Odd Potter (@odd_potter) May 14, 2020</p>",
    "a quotation of an extractor": f"<quote><p>{TEXT}</p>— Odd Potter (@odd_potter) May 14, 2020</quote>",
    "a division": (
        f'<div><p>{TEXT}</p><p>— Odd Potter (@odd_potter) <a href="{POST}">May 14, 2020</a></p></div>'
    ),
}


@pytest.mark.parametrize("kind", ["html", "markdown", "text"])
@pytest.mark.parametrize("name", STRIPPED)
def test_stripped_markup_gives_the_same_in_every_kind(name: str, kind: DocumentKind) -> None:
    found = scan_document(Document("", f"# Clay\n\n{STRIPPED[name]}\n\n<p>They sell bowls.</p>", kind))
    [embed] = found.embeds
    assert (embed.body, embed.author, embed.date) == (TEXT, "Odd Potter", "2020-05-14")
    assert TEXT not in found.prose


TOOLTIPS = {
    "an attribute of a drawing": f"""<svg aria-label="{escape(OUTER)}"></svg>""",
    "a tooltip": f"""<span title="{escape(OUTER)}">clay</span>""",
}


@pytest.mark.parametrize("name", TOOLTIPS)
def test_markup_that_no_browser_shows(name: str) -> None:
    page = f"{BEFORE}{TOOLTIPS[name]}{AFTER}"
    found = scan_html(page)
    assert [embed for embed in found.embeds if embed.kind != "link"] == []


BLOCKS = {
    "a caption": f"""<!-- wp:embed {{"url":"{POST}"}} -->
<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
{POST}
</div><figcaption>The post.</figcaption></figure>
<!-- /wp:embed -->""",
    "free form": f"<!-- wp:freeform -->\n{POST}\n<!-- /wp:freeform -->",
}


@pytest.mark.parametrize("kind", ["html", "markdown", "text"])
@pytest.mark.parametrize("name", BLOCKS)
def test_blocks_of_an_editor(name: str, kind: DocumentKind) -> None:
    found = scan_document(
        Document("", f"<p>The pottery opened.</p>\n\n{BLOCKS[name]}\n\n<p>Bowls.</p>", kind)
    )
    [embed] = found.embeds
    assert (embed.kind, embed.post_id) == ("embed", ID)
    assert POST not in found.prose
    assert "wp:embed" not in found.prose


EMBED = (
    f'<blockquote class="twitter-tweet"><p lang="en">{TEXT}</p>&mdash; Odd Potter (@odd_potter) '
    f'<a href="{POST}">May 14, 2020</a></blockquote>'
)
BESIDE = {
    "for those who hear the page": ('<a href="#e">Skip X content</a>', '<p id="e">End of X content</p>'),
    "what asks for consent": (
        "<div><h3>Allow X content?</h3>"
        "<p>This content is not available due to your privacy preferences.</p></div>",
        "<p>View content on X</p>",
    ),
    "in German": ("<p>Empfohlener externer Inhalt: Twitter</p>", "<div>Inhalte aktivieren</div>"),
}


@pytest.mark.parametrize("name", BESIDE)
def test_notices_beside_an_embed_go_with_it(name: str) -> None:
    above, below = BESIDE[name]
    assert scan_html(f"{BEFORE}{above}{EMBED}{below}{AFTER}").prose.split() == f"{BEFORE}{AFTER}".split()
    alone = f"{BEFORE}{above}<p>They sell mugs.</p>{below}{AFTER}"
    assert scan_html(alone).prose == alone


def test_words_beside_an_embed_stay() -> None:
    around = ("<p>Skip the queue: X content is at the door.</p>", "<p>View the kiln on Sunday.</p>")
    found = scan_html(f"{BEFORE}{around[0]}{EMBED}{around[1]}{AFTER}")
    assert all(words in found.prose for words in around)
