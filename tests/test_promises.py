"""Every form that the README says is found has a document here, or a fixture, in which it is found."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from embedparse import Document, Scan
from embedparse.pipeline import Options, scan_document
from embedparse.platforms import all_platforms

ROOT = Path(__file__).parents[1]
README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
ID = "1260902681413681159"
POST = f"https://x.com/odd_potter/status/{ID}"
TEXT = "The kiln is lit and the bowls are in. We open again on Sunday."
SIGNED = "— Odd Potter (@odd_potter) May 14, 2020"
TWEET = (
    f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{TEXT}</p>&mdash; Odd Potter (@odd_potter) '
    f'<a href="{POST}">May 14, 2020</a></blockquote>'
)
BEFORE, AFTER = "The pottery on the quay opened at nine.", "They sell bowls and mugs until the evening."

#: What the README names, and documents that hold it: their kind, and what is between two paragraphs.
PROMISES = {
    "in the HTML that Markdown and text hold": [("markdown", TWEET), ("text", TWEET)],
    "blockquotes": [("html", TWEET)],
    "frames": [("html", '<iframe src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe>')],
    "AMP tags": [("html", f'<amp-twitter data-tweetid="{ID}"></amp-twitter>')],
    "rendered widgets": [("html", f'<twitter-widget data-tweet-id="{ID}"></twitter-widget>')],
    "cards of content systems and newsletters": [
        ("html", f'<div class="tweet" data-mod="tweet" data-url="{POST}"></div>'),
        ("html", f'<div class="twitter-embed" data-attrs="{html.escape(f"""{{"url":"{POST}"}}""")}"></div>'),
    ],
    "elements of consent tools": [("html", f'<div class="twitterembed-canvas" tweetid="{ID}"></div>')],
    "shortcodes that were never rendered": [
        ("markdown", f"{{{{< tweet user=odd_potter id={ID} >}}}}"),
        ("html", f"<p>[tweet {ID}]</p>"),
    ],
    "markup escaped once or twice": [
        ("html", f"<p>{html.escape(TWEET)}</p>"),
        ("html", f"<p>{html.escape(html.escape(TWEET))}</p>"),
    ],
    "attribution below": [("text", f"{TEXT}\n\n{SIGNED}")],
    "above": [
        ("markdown", f"Odd Potter (@odd_potter) - May 14, 2020 at 9:00 AM\n\n{TEXT}\n\n[Tweet link]({POST})")
    ],
    "glued to either side": [("text", f"{TEXT}{SIGNED}"), ("text", f"{TEXT}\n{SIGNED}Then they left.")],
    "in Markdown with inline or reference links": [
        ("markdown", f"> {TEXT}\n>\n> — Odd Potter (@odd_potter) [May 14, 2020]({POST})"),
        ("markdown", f"> {TEXT}\n>\n> — Odd Potter (@odd_potter) [May 14, 2020][1]\n\n[1]: {POST}"),
    ],
    "between two halves of the body": [
        ("text", f"{TEXT}\n{SIGNED}\nThe first mugs are out of it at noon. #clay https://t.co/aB3dE5fGh7"),
    ],
    "the whole page on one line": [("line", f"{TEXT} pic.twitter.com/aB3dE5fGh7 {SIGNED}")],
    "one token a line": [("text", "\n".join(f"{TEXT} {SIGNED}".split(" ")))],
    "widgets and cards as text": [
        ("text", f"Odd Potter\n@odd_potter\n·\nFollow\n{TEXT}\n9:00 AM · May 14, 2020\n12\nReply\nCopy link")
    ],
    "bodies that lost their attribution (`fragment`)": [
        ("text", f"{TEXT} https://t.co/aB3dE5fGh7 pic.twitter.com/aB3dE5fGh7")
    ],
    "what other platforms leave behind, in their languages": [
        (
            "text",
            "Sieh dir diesen Beitrag auf Instagram an\n\nEin Beitrag geteilt von Odd Potter (@odd.potter)",
        ),
        ("text", "Post by @odd_potter\nView on Threads"),
    ],
    "a post's URL alone on its line is an embed": [("text", POST), ("html", f"<p>{POST}</p>")],
}


def scanned(kind: str, middle: str) -> Scan:
    if kind == "html":
        return scan_document(Document("", f"<p>{BEFORE}</p>\n{middle}\n<p>{AFTER}</p>", "html"))
    parted = " " if kind == "line" else "\n\n"
    text = f"{BEFORE}{parted}{middle}{parted}{AFTER}\n"
    return scan_document(
        Document("", text, "markdown" if kind == "markdown" else "text"), Options("possible")
    )


@pytest.mark.parametrize("promise", PROMISES)
def test_what_the_readme_names_is_found(promise: str) -> None:
    assert promise in README
    for kind, middle in PROMISES[promise]:
        found = scanned(kind, middle)
        [embed] = found.embeds
        assert embed.kind == ("fragment" if "fragment" in promise else "embed")
        assert TEXT not in found.prose


def test_a_link_in_a_sentence_stays() -> None:
    assert "inside a sentence it is a `link` and stays" in README
    [link] = scanned("text", f"They wrote {POST} on the wall.").embeds
    assert link.kind == "link"


def test_every_rule_names_a_fixture_that_is_there() -> None:
    for platform in all_platforms():
        for rule in platform.html_rules:
            named = re.search(r"fixtures/([\w/, -]+)", rule.seen)
            assert named is not None, rule.name
            folder, *others = (slug.strip() for slug in named[1].split(","))
            folders = [folder, *(f"{folder.partition('/')[0]}/{slug.rpartition('/')[2]}" for slug in others)]
            assert all((ROOT / "fixtures" / each / "expected.json").is_file() for each in folders), rule.name
