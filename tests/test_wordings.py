"""Embeds of other platforms than X in flattened text. Texts, people and posts are invented."""

import pytest

from embedparse.models import RANK
from embedparse.records import settle
from embedparse.text_path import wordings


def embeds(text, weakest="likely"):
    """What is found at the default confidence, overlaps settled."""
    return [m for m in settle(wordings.find(text)) if RANK[m.confidence] <= RANK[weakest]]


def marked(text, matches):
    """``text`` with each embed's span in double brackets, as the tables below print it."""
    for start, end in sorted((s for m in matches for s in m.spans), reverse=True):
        text = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
    return text


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
        {"platform": "tiktok", "handle": "ada.example", "author": "Ada", "body": "My first cake #baking"},
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
]


@pytest.mark.parametrize(("expected", "fields"), FOUND)
def test_found(expected, fields):
    text = expected.replace("⟦", "").replace("⟧", "")
    found = embeds(text)
    assert marked(text, found) == expected
    assert [{name: getattr(match, name) for name in fields} for match in found] == [fields]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A post shared by the mayor on Friday (@mayor_example) drew anger.", id="prose"),
        pytest.param("By Ada Example (@ada_example) November 3, 2019\nIt rained.", id="byline"),
        pytest.param("Our accounts: Ada (@ada_example), Bob (@bob.example.org)\nBye.", id="list-of-accounts"),
        pytest.param("Follow us on Instagram\nPosted by admin on March 3, 2014\nComments", id="share-row"),
    ],
)
def test_not_found(text):
    assert embeds(text) == []
