"""Embeds of other platforms than X in flattened text. Texts, people and posts are invented."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import embedparse
from embedparse.matching import settle
from embedparse.models import RANK
from embedparse.platforms import all_platforms
from embedparse.text import anchors
from embedparse.text.chance import may_hold_by
from embedparse.text.view import TextView
from embedparse.text.widgets import wordings
from tests.growth import check_growth, repeated

FIXTURES = Path(__file__).parents[1] / "fixtures"


def find(text):
    found = anchors.read_anchors(text)
    return [] if found is None else wordings.find(TextView(text), anchors.rules_for(found))


def embeds(text, weakest="likely"):
    """What is found at the default confidence, overlaps settled."""
    return [m for m in settle(find(text)) if RANK[m.confidence] <= RANK[weakest]]


def covered(text, match):
    return "".join(text[start:end] for start, end in match.spans)


def marked(text, matches):
    """``text`` with each embed's span in double brackets, as the tables below print it."""
    for start, end in sorted((s for m in matches for s in m.spans), reverse=True):
        text = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
    return text


#: The beginning or the end of an article on one line, and of one whose lines are wrapped.
FLAT = (
    "The harbour council voted to keep the old ferry for two more winters. Members said that the bus over"
    " the bridge takes forty minutes longer. Nobody wanted to say what comes after it. "
)
WRAPPED = (
    "The harbour council voted on Tuesday to keep the old ferry running for\n"
    "another two winters, although the engine has failed three times since\n"
    "August and the spare parts have to be made by hand.\n"
    "Members said the route carries about four hundred people on a weekday,\n"
    "and that the bus over the bridge takes forty minutes longer.\n"
)

FOUND = [
    pytest.param(
        "It rained.\n⟦View this post on Instagram\nA post shared by Ada (@ada.example)⟧\nThen it stopped.",
        {"platform": "instagram", "author": "Ada", "handle": "ada.example", "body": None},
        id="instagram-label-and-attribution",
    ),
    pytest.param(
        "⟦View this post on InstagramA post shared by THE CLUB (@theclub_example)⟧Everywhere it rained.",
        {"platform": "instagram", "author": "THE CLUB", "handle": "theclub_example"},
        id="instagram-glued-on-both-sides",
    ),
    pytest.param(
        "It rained.\n⟦Ada（＠ada_example）分享的貼文⟧\nThen it stopped.",
        {"platform": "instagram", "author": "Ada", "handle": "ada_example"},
        id="instagram-full-width-without-a-label",
    ),
    pytest.param(
        "Intro.\n\n⟦Gute Nacht! #abend\n\n"
        "Ein Beitrag geteilt von Ada (@ada_example) am 23. Okt 2017 um 0:31 Uhr⟧\n\nEnde.",
        {"handle": "ada_example", "date": "2017-10-23", "body": "Gute Nacht! #abend"},
        id="instagram-caption-told-by-its-hashtag",
    ),
    pytest.param(
        "> [⟦View this post on Instagram](https://www.instagram.com/p/Cabc123DEF-/?x=1)\n>\n> [A post\n"
        "> shared by Ada\n> (@ada_example)⟧](https://www.instagram.com/p/Cabc123DEF-/?x=1)\n\nThe end.",
        {
            "handle": "ada_example",
            "post_id": "Cabc123DEF-",
            "url": "https://www.instagram.com/p/Cabc123DEF-/",
        },
        id="instagram-markdown-wrapped",
    ),
    pytest.param(
        "Before.\n⟦New prices for the ferry from May on, and a map of all its landing places in the harbour"
        " as decided by...\nPosted by Ada Example on\u00a0Friday, April 1, 2022⟧\nAfter.",
        {"platform": "facebook", "author": "Ada Example", "date": "2022-04-01"},
        id="facebook-cut-body",
    ),
    pytest.param(
        "Look here:\n⟦@ada.example My first cake #baking ♬ original sound - Ada⟧\nIt was good.",
        {"platform": "tiktok", "handle": "ada.example", "author": None, "body": "My first cake #baking"},
        id="tiktok",
    ),
    pytest.param(
        "News.\n⟦We moved! 📦\n[image or embed]\n— Ada (@ada.example.org) January 8, 2025 at 11:00 PM⟧\nEnd.",
        {"platform": "bluesky", "author": "Ada", "handle": "ada.example.org", "date": "2025-01-08"},
        id="bluesky-dialog",
    ),
    pytest.param(
        "One.\n⟦Post by @ada@social.example\nView on Mastodon⟧\nTwo.",
        {"platform": "mastodon", "handle": "ada@social.example"},
        id="mastodon",
    ),
    pytest.param(
        "One.\n⟦Post by @ada.example View on Threads⟧\nTwo.",
        {"platform": "threads", "handle": "ada.example"},
        id="threads",
    ),
    pytest.param(
        "One.\n⟦My cat repaired the router byu/ada-example inaskexample⟧\nTwo.",
        {"platform": "reddit", "handle": "ada-example", "body": "My cat repaired the router"},
        id="reddit-glued",
    ),
    pytest.param(
        "It rained in the harbour all day.\n\n> [ ⟦View this post on Instagram ][4]\n>\n>    [4]:\n>"
        " https://www.instagram.com/p/Cabc123DEF-/?x=1\n>\n> [New bread! #rye][5]\n>\n>    [5]:\n>"
        " https://www.instagram.com/p/Cabc123DEF-/?x=1\n\n[A post shared by Ada (@ada.example)⟧][6]\n\n"
        "   [6]: https://www.instagram.com/p/Cabc123DEF-/?x=1\n\nThen it stopped.",
        {"handle": "ada.example", "author": "Ada", "body": "New bread! #rye", "post_id": "Cabc123DEF-"},
        id="targets-below-each-paragraph",
    ),
    pytest.param(
        "It rained.\n\n⟦We moved! 📦\n\n\\[image or embed\\]\n\n"
        "— Ada (@ada.example.org) January 8, 2025 at 11:00 PM⟧\n\nThe end.",
        {"platform": "bluesky", "body": "We moved! 📦"},
        id="bluesky-escaped-picture",
    ),
    pytest.param(
        "It rained.\n\n> ⟦We moved. Come in!  \n  \n> [\\[image or embed\\]](https://bsky.app/profile/a.b/post/3lfbbd5bj2227)"
        "\n>\n> — Ada ([@ada.example.org](https://bsky.app/profile/a.b)) [January 8, 2025 at 11:00 PM⟧]"
        "(https://bsky.app/profile/a.b/post/3lfbbd5bj2227)\n\nThe end.",
        {"platform": "bluesky", "body": "We moved. Come in!"},
        id="quotation-parted-at-a-hard-break",
    ),
    pytest.param(
        "It rained.\n\n> ⟦New prices for the ferry&rsquo;s guests from May on, and a map\nof its landing"
        " places&#8230;\n> Posted by [Ada Example](https://www.facebook.com/ada.example) on&nbsp;"
        "[Friday, April 1,\n2022⟧]"
        "(https://www.facebook.com/ada.example/posts/928812574504508)\n\nThe end.",
        {
            "platform": "facebook",
            "author": "Ada Example",
            "date": "2022-04-01",
            "body": "New prices for the ferry’s guests from May on, and a map of its landing places…",
        },
        id="references-of-signs-and-lines-without-a-mark",
    ),
    pytest.param(
        "It rained. | ⟦View this post on Instagram | New bread! #rye | A post shared by Ada (@ada.example) |"
        " on | Apr 21, 2019 at 4:40am PDT⟧ | Then it stopped. | Contact",
        {"handle": "ada.example", "date": "2019-04-21", "body": "New bread! #rye"},
        id="bars-for-line-breaks",
    ),
    pytest.param(
        "Esett.\n⟦A bejegyzés megtekintése az Instagramon\nFriss kenyér! #rozs\nZöld Malom\n"
        "(@malom.example) által megosztott bejegyzés⟧\nVége.",
        {"author": "Zöld Malom", "handle": "malom.example", "body": "Friss kenyér! #rozs"},
        id="name-in-front-on-a-line-of-its-own",
    ),
    pytest.param(
        "비가 왔다.\n⟦Instagram에서 이 게시물 보기\n초록 풍차(@pungcha.example)님의 공유 게시물 님,"
        "\n2020 6월 12 6:50오전 PDT⟧\n끝.",
        {"author": "초록 풍차", "handle": "pungcha.example", "date": "2020-06-12"},
        id="korean-ending-behind-a-link",
    ),
    pytest.param(
        "雨でした。 ⟦この投稿をInstagramで見る We walk to the island over the ice today, says @bo.example"
        " Prof. Dr. A. Mill(@prof_mill)がシェアした投稿⟧ 終わり。",
        {"author": "Prof. Dr. A. Mill", "body": "We walk to the island over the ice today, says @bo.example"},
        id="titles-in-a-name-on-the-line-of-the-caption",
    ),
    pytest.param(
        "It rained in the harbour, and nobody came.\n⟦#rain again, says everybody here\nbyu/ada-example"
        " inaskexample⟧\nTwo.",
        {"platform": "reddit", "body": "#rain again, says everybody here"},
        id="reddit-title-is-one-line",
    ),
    pytest.param(
        "It rained in the harbour, and nobody came.\n⟦@bo_example You said that it would be dry\n"
        "— Ada (@ada.example.org) January 8, 2025 at 11:00 PM⟧\nTwo.",
        {"platform": "bluesky", "body": "@bo_example You said that it would be dry"},
        id="a-mention-opens-a-sentence-below-a-finished-one",
    ),
    pytest.param(
        "It rained. So we stayed in.\n⟦Thanks for the loaves to\n@bo_example and all who came\n"
        "— Ada (@ada.example.org) January 8, 2025 at 11:00 PM⟧\nTwo.",
        {
            "platform": "bluesky",
            "body": "Thanks for the loaves to\n@bo_example and all who came",
        },
        id="a-mention-goes-on-with-an-open-line",
    ),
    pytest.param(
        "It rained.\n⟦We moved! 📦\n— Ada — travel (@ada.example.org) January 8, 2025 at 11:00 PM⟧\nEnd.",
        {"platform": "bluesky", "author": "Ada — travel", "body": "We moved! 📦"},
        id="bluesky-long-dash-in-a-name",
    ),
    pytest.param(
        "It rained.\n⟦We moved! 📦\n— We & Ada — travel (@ada.example.org) 2025-01-08T03:14:06.000Z⟧\nEnd.",
        {"platform": "bluesky", "author": "We & Ada — travel", "posted_at": "2025-01-08T03:14:06.000Z"},
        id="bluesky-oembed-long-dash-in-a-name",
    ),
    pytest.param(
        "It rained.\n⟦We moved! 📦\n— Ada & Bo – travel (@ada.example.org) January 8, 2025 at 11:00"
        " PM⟧\nEnd.",
        {"platform": "bluesky", "author": "Ada & Bo – travel", "body": "We moved! 📦"},
        id="bluesky-dash-in-a-name",
    ),
    pytest.param(
        "Satoi.\n⟦Näytä tämä julkaisu Instagramissa.\nTuoretta leipää!\nHenkilön\nVihreä mylly 🍞\n"
        "(@mylly.example) jakama julkaisu⟧\nLoppu.",
        {"author": "Vihreä mylly 🍞", "handle": "mylly.example", "body": "Tuoretta leipää!"},
        id="finnish-word-before-the-name-on-a-line-of-its-own",
    ),
    pytest.param(
        "雨でした。 ⟦この投稿をInstagramで見る Come in, we are open again and wait for you all day long ❤️"
        " Green Mill(@greenmill_example)がシェアした投稿⟧ 終わり。",
        {
            "author": "Green Mill",
            "body": "Come in, we are open again and wait for you all day long ❤️",
        },
        id="name-in-front-on-the-line-of-the-caption",
    ),
    pytest.param(
        "It rained.\n\n> [⟦この投稿をInstagramで見る](https://www.instagram.com/p/Cabc123DEF-/)\n>\n>"
        " [Green\n> Mill(@greenmill_example)がシェアした投稿⟧]"
        "(https://www.instagram.com/p/Cabc123DEF-/)\n\nThe end.",
        {"author": "Green Mill", "body": None, "post_id": "Cabc123DEF-"},
        id="name-in-front-over-two-lines",
    ),
    pytest.param(
        "It rained.\n\n> ⟦We moved! 📦\n>\n> \\-- Ada ([@ada-\n> mill.example.org](https://bsky.app/profile/a.b))"
        " [January 8, 2025 at 11:00 PM⟧](https://bsky.app/profile/a.b/post/3lfbbd5bj2227)\n\n"
        "More by Bob (@bob.example.org).",
        {"platform": "bluesky", "handle": "ada-mill.example.org"},
        id="handle-wrapped-at-its-hyphen",
    ),
    pytest.param(
        "Padało.\n⟦Wyświetl ten post na Instagramie\nOd 8 do 10 – zapraszamy! Post udostępniony przez Ada"
        " (@ada.example) 27 Sie, 2017 o 7:23 PDT⟧\nKoniec.",
        {"platform": "instagram", "handle": "ada.example", "body": "Od 8 do 10 – zapraszamy!"},
        id="dash-in-a-caption-before-a-dotted-handle",
    ),
    pytest.param(
        "One.\n\n⟦My cat repaired the router\n\nby\n\nu/ada-example\n\nin\n\naskexample⟧\n\nTwo.",
        {"platform": "reddit", "handle": "ada-example", "body": "My cat repaired the router"},
        id="reddit-doubled-lines",
    ),
    pytest.param(
        "It rained.\n\n⟦@ada.example\n\nReply to\n\n@bo.example\n\nas you wished!\n\n#bread\n\n"
        "♬ original sound - Ada⟧\n\nThe end.",
        {"platform": "tiktok", "handle": "ada.example"},
        id="tiktok-mention-in-doubled-lines",
    ),
    pytest.param(
        "It rained.\n\n> [⟦My cat repaired the\n> router](https://www.reddit.com/r/askexample/comments/tq3abc/cat/)"
        " from\n> [r/askexample⟧](http://www.reddit.com/r/askexample)\n\nThe end.",
        {"platform": "reddit", "body": "My cat repaired the router", "post_id": "tq3abc"},
        id="reddit-card-wrapped",
    ),
    pytest.param(
        "It rained.\n⟦Ready, set, go! #marathon\nA post shared by Ada (@ada.example)⟧\nThe end.",
        {"platform": "instagram", "body": "Ready, set, go! #marathon"},
        id="instagram-hashtag-above-without-label-and-date",
    ),
    pytest.param(
        "We saw #rain fall.\n⟦A post shared by Ada (@ada.example)⟧\nThe end.",
        {"platform": "instagram", "body": None},
        id="prose-with-a-hashtag-above",
    ),
    pytest.param(
        "It rained.\n\n> [⟦@ada.example][3]\n>\n>    [3]: https://www.tiktok.com/@ada.example?refer=embed\n>"
        " (@ada.example)\n\nMy first walk [#norrby][4]\n\n>\n>    [4]: https://www.tiktok.com/tag/norrby"
        " (norrby)\n\n[♬ original sound - Ada⟧][5]\n\n   [5]: https://www.tiktok.com/music/original-sound-7066"
        " (♬\noriginal sound - Ada)\n\nThe end.",
        {"platform": "tiktok", "handle": "ada.example", "body": "My first walk #norrby"},
        id="tiktok-targets-with-titles",
    ),
    pytest.param(
        "It rained.\n\n> ⟦We moved across the river.\n> Come and see the mill.  \n>  \n> [[image or"
        " embed]][2]\n>\n>    [2]:\n> https://bsky.app/profile/a.b/post/3lfbbd5bj2227\n\n-- Ada"
        " ([@ada.example.org][3]) [January 8, 2025 at 11:00 PM⟧][4]\n\n   [3]:\nhttps://bsky.app/profile/a.b"
        "\n\n   [4]:\nhttps://bsky.app/profile/a.b/post/3lfbbd5bj2227\n\nThe end.",
        {"platform": "bluesky", "body": "We moved across the river. Come and see the mill."},
        id="attribution-below-the-quotation",
    ),
    pytest.param(
        "It rained.\n\n> ⟦We moved across the river, over\nthe old bridge. Come and see.  \n\n[[image or"
        " embed]](https://bsky.app/profile/a.b/post/3lfbbd5bj2227)\n> &mdash; Ada"
        " ([@ada.example.org](https://bsky.app/a))"
        " [January 8, 2025 at 11:00 PM⟧](https://bsky.app/profile/a.b/post/3lfbbd5bj2227)\n\nThe end.",
        {"platform": "bluesky", "body": "We moved across the river, over the old bridge. Come and see."},
        id="hard-break-in-a-line-without-a-mark",
    ),
    pytest.param(
        FLAT.strip() + "\n⟦https://ada.example/news\nPosted by Ada on\u00a0Friday, April 1, 2022⟧\nAfter.",
        {"platform": "facebook", "body": "https://ada.example/news"},
        id="facebook-link-below-a-paragraph",
    ),
    pytest.param(
        "It rained.\n⟦Light over the canal\n.\n.\n#norrby #light\n"
        "A photo posted by Ada (@ada.example) on Dec 5, 2015 at 1:40pm PST⟧\nThe end.",
        {"platform": "instagram", "body": "Light over the canal\n.\n.\n#norrby #light"},
        id="instagram-lines-of-dots",
    ),
    pytest.param(
        FLAT
        + "Three designs ⟦@ada.example Reply to @bo.example as you wished! #bread ♬ original sound - Ada⟧ "
        + 2 * FLAT,
        {"platform": "tiktok", "handle": "ada.example"},
        id="tiktok-mention-in-a-page-on-one-line",
    ),
    pytest.param(
        FLAT
        + "⟦We moved to the mill 📦 and bake there. [image or embed] — Ada ( @ada.example.org ) January 8,"
        " 2025 at 11:00 PM⟧ " + 2 * FLAT,
        {"platform": "bluesky", "body": "We moved to the mill 📦 and bake there."},
        id="bluesky-picture-in-a-page-on-one-line",
    ),
    pytest.param(
        FLAT + "⟦橋が開きました。みんなで見に行きましょう。 — Ada (@ada.example.org) January 8, 2025 at"
        " 11:00 PM⟧ " + 2 * FLAT,
        {"platform": "bluesky", "body": "橋が開きました。みんなで見に行きましょう。"},
        id="other-script-in-a-page-on-one-line",
    ),
    pytest.param(
        FLAT + "⟦What a night... 🎺 #concert #roof A photo posted by Ada (@ada.example) on Dec 5, 2015 at"
        " 1:40pm PST⟧ " + 2 * FLAT,
        {"platform": "instagram", "body": "What a night... 🎺 #concert #roof"},
        id="hashtags-behind-a-sentence-in-a-page-on-one-line",
    ),
    pytest.param(
        FLAT + "⟦Prices for the ferry rise from May on, and the council has drawn a map of all its landing"
        " places in the harbour as...\nPosted by Ada Example on Friday, April 1, 2022⟧\nAfter.",
        {"platform": "facebook", "author": "Ada Example"},
        id="facebook-cut-body-behind-prose-on-its-line",
    ),
    pytest.param(
        WRAPPED + "⟦We moved across the river to the old mill, and from tomorrow morning\nwe bake there every"
        " morning. The first loaf goes to the ferryman 📦\n— Ada (@ada.example.org) January 8, 2025 at"
        " 11:00\nPM⟧\n" + WRAPPED,
        {
            "platform": "bluesky",
            "body": "We moved across the river to the old mill, and from tomorrow morning we bake there every"
            " morning. The first loaf goes to the ferryman 📦",
        },
        id="wrapped-print",
    ),
]


@pytest.mark.parametrize(("expected", "fields"), FOUND)
def test_found(expected, fields):
    text = expected.replace("⟦", "").replace("⟧", "")
    found = embeds(text)
    assert marked(text, found) == expected
    assert [{name: getattr(match, name) for name in fields} for match in found] == [fields]


NOT_FOUND = [
    pytest.param(
        "On a title.\n#rain is what everybody said\nby u/ada and others in town.", id="tag-above-a-by"
    ),
    pytest.param(
        "— A post by Ada — travel (@ada.example.org) of January 8, 2025 was shown.", id="dashes-in-prose"
    ),
    pytest.param(
        "A post shared by the mayor (@mayor_example) on Friday drew anger.", id="prose-with-weekday"
    ),
    pytest.param(
        "It was a post shared by NASA (@nasa_example) that shows the moon.", id="prose-small-letter"
    ),
    pytest.param(
        "A post shared by NASA (@nasa_example) on May 3, 2019, shows the moon.", id="prose-with-date"
    ),
    pytest.param("A photo posted by the club (@club_example)\nwas taken down.", id="prose-over-two-lines"),
    pytest.param("Ein Beitrag geteilt von der Ministerin (@ministerin) sorgte für Ärger.", id="prose-german"),
    pytest.param('Click on "View this post on Instagram" to open the app.', id="label-quoted"),
    pytest.param("We went on. View this post on Instagram if you like!", id="label-in-a-sentence"),
    pytest.param(
        "The ship sails\nPosted by Jane Doe on Friday, April 1, 2022\nThe town came.", id="blog-byline"
    ),
    pytest.param(
        "Great!\nPosted by Bob on Monday, April 4, 2022 at 3:30 PM\nNo way!\n"
        "Posted by Ann on Monday, April 4, 2022 at 3:31 PM\n",
        id="comment-section",
    ),
    pytest.param(
        "Ha 😂\nPosted by Bob on Monday, April 4, 2022\n#metoo\nPosted by Ann on Monday, April 4, 2022\n"
        "@ann no\nPosted by Bob on Tuesday, April 5, 2022\n",
        id="comment-section-with-emoji",
    ),
    pytest.param("It sailed.\nPosted by Jane Doe on Friday, April 1, 2022\nLabels: ships", id="blog-footer"),
    pytest.param("Gepostet von admin am Freitag\nKommentare", id="no-date-after-weekday"),
    pytest.param("I got this from r/askcats yesterday.", id="subreddit-in-prose"),
    pytest.param("A post by u/cat in r/askcats\nsaid so.", id="reddit-author-in-prose"),
    pytest.param("See https://example.com/byu/team in Provo for more.", id="byu-in-an-address"),
    pytest.param("View on Facebook | View on Threads | View on X", id="share-row"),
    pytest.param("Post by @ada on Mastodon said so.", id="post-by-in-prose"),
    pytest.param("Our team — Bob (@bob.example.org) is a reporter — was there.", id="dotted-handle-no-date"),
    pytest.param(
        "Ada (@ada.example.org) wrote on January 8, 2025 that it rained.", id="dotted-handle-in-prose"
    ),
    pytest.param("By Ada Example (@ada.example.org) January 8, 2025", id="byline-dotted-handle"),
    pytest.param("By Ada Example (@ada_example) November 3, 2019\nIt rained.", id="byline"),
    pytest.param("— Ada Example (@ada_example) November 3, 2019", id="tweet-belongs-to-another-matcher"),
    pytest.param("@band_example plays tonight:\n♬ Love - Me ♬\nand went home.", id="lyrics"),
    pytest.param("♬ Love is all - we need\nsang the choir.", id="lyrics-without-a-handle"),
    pytest.param("Follow us: Instagram (@a.b), Threads (@a.b), Bluesky (@a.b.example)", id="accounts"),
    pytest.param("Our accounts: Ada (@ada_example), Bob (@bob.example.org)\nBye.", id="list-of-accounts"),
]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(text):
    assert embeds(text) == []


@pytest.mark.parametrize(
    ("date", "rest"),
    [
        pytest.param(" on Apr 21, 2019 at 4:40am PDT", "", id="english"),
        pytest.param(" on Apr 21, 2019 at 4:40am\nPDT", "", id="zone-on-the-next-line"),
        pytest.param(" on\nApr 21, 2019 at 4:40am PDT", "", id="preposition-on-a-line-of-its-own"),
        pytest.param(" le 21 Avr. 2019 à 4 :40 PDT", "", id="french-blank-before-the-colon"),
        pytest.param(", Ápr 21., 2019, időpont: 4:40 (PDT időzóna szerint)", "", id="hungarian"),
        pytest.param(" 21 Nis, 2019 tarihinde 4:40öö PDT", "", id="turkish"),
        pytest.param(" on Apr 21, 2019", "\nAt 4:30 they left.", id="the-next-line-begins-with-a-time"),
    ],
)
def test_date_and_time_belong_to_the_attribution(date, rest):
    text = f"It rained.\nView this post on Instagram\nA post shared by Ada (@ada.example){date}{rest}"
    (match,) = embeds(text)
    assert match.date == "2019-04-21"
    assert covered(text, match).endswith(date)


SOURCES = sorted(FIXTURES.glob("*/*/source.txt"))


def name_of(path):
    return f"{path.parent.parent.name}/{path.parent.name}"


def expected_of(path):
    return json.loads((path.parent / "expected.json").read_text(encoding="utf8"))


#: On one line with the article nothing shows where the first sentence of the post is.
KNOWN_FAILURES = {"facebook/in-a-line"}


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            path,
            id=name_of(path),
            marks=pytest.mark.xfail(strict=True, reason="prose and post in one line")
            if name_of(path) in KNOWN_FAILURES
            else (),
        )
        for path in SOURCES
    ],
)
def test_fixture(path):
    text, expected = path.read_text(encoding="utf8"), expected_of(path)
    found = embedparse.scan(text)
    said = [embed.to_dict() for embed in found.embeds if embed.kind == "embed"]
    assert [
        {
            key: without_weights(value) if isinstance(value, tuple) else value
            for key, value in record.items()
            if key in wanted
        }
        for record, wanted in zip(said, expected["embeds"], strict=True)
    ] == expected["embeds"]
    assert found.prose == expected["prose"]


def without_weights(values):
    """``values`` without the reasons of the model of borders, which another fit changes."""
    return [value for value in values if not str(value).startswith("begins: ")]


def text_rules():
    return [(p.name, rule) for p in all_platforms() if p.name != "twitter" for rule in p.text_rules]


def test_every_rule_has_a_fixture_that_fires_it():
    fired = {
        name
        for path in SOURCES
        for record in expected_of(path)["embeds"]
        for name in record.get("evidence", ())
    }
    assert [rule.name for _, rule in text_rules() if rule.name not in fired] == []


def test_no_rule_fires_on_another_platforms_fixtures():
    for path in SOURCES:
        found = embeds(path.read_text(encoding="utf8"), weakest="possible")
        assert {match.platform for match in found} <= {path.parent.parent.name}, path


def test_every_rule_names_fixtures_that_exist():
    seen = {rule.name: rule.seen.rpartition("fixtures/")[2] for _, rule in text_rules()}
    assert [name for name, folder in seen.items() if not (FIXTURES / folder / "source.txt").is_file()] == []


def test_anchors_tell_what_find_can_find():
    for path in (path for path in SOURCES if path.parent.parent.name != "twitter"):
        text = path.read_text(encoding="utf8")
        assert any(may_hold_by(anchor, text) for anchor in anchors.ANCHORS if anchor in text), path


PIECES = [
    *[
        "A post shared by ",
        "View this post on Instagram",
        " (@ada.example)",
        "Ada",
        " on Apr 21, 2019 at 4:40am PDT",
    ],
    *[
        "Posted by ",
        " on Friday, April 1, 2022",
        "...",
        "♬ original sound - Ada",
        "@ada.example ",
        "— ",
        "\n",
        "\n\n",
    ],
    *[
        "> ",
        "[",
        "](https://www.instagram.com/p/Cabc123DEF-/)",
        "\\",
        " byu/ada inaskcats",
        "Post by @ada@a.example",
    ],
    *[
        " View on Mastodon",
        "View on Threads",
        "[image or embed]",
        "It rained. ",
        "#rain ",
        "🙂",
        "(@ada.example.org) ",
    ],
    *[
        "2026-04-01T03:14:06.000Z",
        "이다(@ida)님의 공유 게시물",
        "&hellip;",
        " | ",
        "[1]: https://a.example\n",
        "> a-\n",
        "  \n\n",
        "（@ida）分享的貼文",
        "\u00a0",
        "\ud800",
        "\x00",
        " " * 40,
    ],
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map("".join))
def test_any_text_gives_sound_matches(text):
    for match in find(text):
        edge = 0
        for start, end in match.spans:
            assert edge <= start < end <= len(text)
            edge = end
        assert match.evidence
        if match.handle is not None:
            assert match.handle in covered(text, match)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *anchors.ANCHORS]), max_size=6).map("".join))
def test_a_text_has_anchors_where_their_literals_stand(text):
    found = anchors.read_anchors(text)
    held = [anchor for anchor in anchors.ANCHORS if anchor in text]
    assert found is None or held
    # The hour of a card needs a handle too, a host the path of a post, a bracket a shortcode's name.
    assert found is not None or set(held) <= {*anchors.CARDS, *anchors.LINKS, *anchors.SHORTCODES}


HOSTILE = [
    *[
        "@",
        "(",
        "(@a",
        "( @",
        "@a ",
        "@a\n",
        "♬ a - ",
        "@a ♬ x - y ",
        "— A (@a.b) January 8, 2025 ",
        "Posted by A\n",
    ],
    *[
        "A post shared by ",
        "A photo posted by A (@a) on ",
        "View this post on Instagram ",
        "> [A](http://x.y) ",
        "[",
    ],
    *[
        "(@a)がシェアした投稿 ",
        "Post by @a@b.c View on Mastodon ",
        "byu/a in",
        "Posted by A on Friday, April 1, 2022 ",
    ],
    *[
        "> a  \n\n> [1]: https://x.y (\n",
        "> a\nPosted by A-\n> b on&nbsp;",
        "&#8230; | Post by @a | View on Threads",
        "A photo posted by (@a) on\nA\n.\n(@a)がシェアした投稿\n",
        "a. b (@a.b)がシェアした投稿 – ",
    ],
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_as_the_text_does(piece):
    check_growth(find, repeated(piece), 20_000)
