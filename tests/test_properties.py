"""What holds for every document: of the case tables, and of any string that hypothesis makes up."""

from __future__ import annotations

import datetime
import html
import json
import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from embedparse.models import IN_PROSE, Confidence, Document, DocumentKind, Embed, Scan
from embedparse.pipeline import Options, scan, scan_document
from embedparse.spans import rebuild
from tests import cases

#: What texts are made of here: the pieces that the patterns look for, and what stands around them.
PIECES = [
    "— ", "–", "-- ", "- ", "&mdash; ", "â€” ", "Ada Berg ", "Ada (x) ",
    "(@ada_example) ", "(@a)", "（@b）", "\\(@a\\_b\\)",
    "([@ada](https://twitter.com/ada)) ", "@ada ", "＠ole ", "#tag ", "$BOAT ",
    "May 1, 2020", "3. März 2018", "2020年1月1日",
    "[May 1, 2020](https://twitter.com/ada/status/1256000000000000000)",
    "[May 1, 2020][3]", "[> May 1, 2020](https://x.com/ada/status/1256000000000000000)",
    "(https://twitter.com/ada/status/1)",
    "https://twitter.com/ada/status/1256000000000000000", "https://t.co/aB3dE5gH7j",
    "<https://t.co/aB3dE5gH7j>", "pic.twitter.com/Qw3rTy7UiO", "pic.x.com/Qw3rTy7UiO",
    "It rained all day. ", "No boat today! ", "Good night: ",
    "[3]: https://twitter.com/ada/status/1256000000000000000", "\n", "\n\n", "  \n",
    "\r\n", "> ", ">\n", "> > ", "* ", "• ", " ", "\t", "\u00a0", "\u200f", "\0",
    "\ud800", "漢字。", "👩\u200d🚒", "By ", "View this post on Instagram",
    "A post shared by Ada (@ada.example)", "byu/ada inboats",
    "Post by @ada View on Threads", "x", "[", "](", ")", "\\",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
ANY_TEXT = st.one_of(TEXTS, st.text(alphabet=st.characters(), max_size=200))


def check_spans(text: str, found: Scan) -> None:
    """Spans are sorted and disjoint, within and between the records, and inside the text."""
    taken: set[int] = set()
    for embed in found.embeds:
        edge = 0
        for start, end in embed.spans:
            assert edge <= start < end <= len(text)
            edge = end
            assert taken.isdisjoint(range(start, end)), "a character belongs to one embed"
            taken.update(range(start, end))
    starts = [embed.spans[0][0] for embed in found.embeds]
    assert starts == sorted(starts)
    indices = [embed.index for embed in found.embeds]
    assert indices == sorted(set(indices)), "in order; what the dial drops leaves a gap"


def check_prose(text: str, found: Scan) -> None:
    """Prose and removed spans rebuild the text, and no removed embed is left in the prose."""
    pieces = [text[start:end] for start, end in found.removed]
    assert rebuild(found.prose, found.removed, pieces) == text
    removed = {i for start, end in found.removed for i in range(start, end)}
    for embed in found.embeds:
        inside = {i for start, end in embed.spans for i in range(start, end)}
        assert inside.isdisjoint(removed) if embed.kind == "link" else inside <= removed


def squash(text: str) -> str:
    """``text`` without white space and Markdown: targets and numbers of links, signs, escapes."""
    return re.sub(r"\]?\(https?:[^()\s]*\)|\[\d{1,4}\]|[\s>\\\[\]*•-]|&(?:amp;)?\w+;", "", text)


def read(text: str) -> str:
    """``text`` with its entities read, twice escaped ones too."""
    return html.unescape(html.unescape(text))


def check_fields(text: str, embed: Embed) -> None:
    """Author, handle and date are read from the embed's own characters, as a reader sees them."""
    inside = re.sub(r"\](?:\([^()\s]*\)|\[\d+\])", "", "".join(text[start:end] for start, end in embed.spans))
    if embed.handle and embed.kind != "link":
        assert embed.handle.replace("_", "") in inside.replace("\\", "").replace("_", "")
    if embed.author:
        assert squash(read(embed.author)) in squash(read(inside))
    if embed.date:
        years = embed.date[:4], str(int(embed.date[:4]) + 543)
        digits = "".join(str(int(c)) if c.isdecimal() else c for c in inside)
        assert any(year in digits for year in years)


def check_again(found: Scan, options: Options, kind: DocumentKind = "text") -> None:
    """A scan of the prose finds nothing to remove: nothing was left half, no two pieces became a post."""
    again = scan_document(Document("", found.prose, kind), options)
    assert [embed for embed in again.embeds if embed.kind not in IN_PROSE] == []
    assert again.prose == found.prose


@pytest.mark.parametrize("case", cases.params("synthetic", "negative"))
def test_every_case(case: cases.Case) -> None:
    for options in (Options(case.min_confidence), Options("possible")):
        found = scan_document(Document("", case.text), options)
        check_spans(case.text, found)
        check_prose(case.text, found)
        check_again(found, options)
        for embed in found.embeds:
            check_fields(case.text, embed)
            json.dumps(embed.to_dict())


@pytest.mark.parametrize("case", cases.params("synthetic"))
def test_a_body_stands_in_its_spans(case: cases.Case) -> None:
    """Word for word: only markup and white space went, and entities are read."""
    for embed in case.scan().embeds:
        inside = squash(html.unescape("".join(case.text[start:end] for start, end in embed.spans)))
        assert all(squash(word) in inside for word in (embed.body or "").split())


@settings(deadline=None, max_examples=400)
@example("— &mdash; A post shared by Ada (@ada.example)May 1, 2020")
@example("— [May 1, 2020](https://example.org/1)A post shared by Ada (@ada.example)May 1, 2020")
@example("pic.twitter.com/Qw3rTy7UiO\n[May 1, 2020](https://twitter.com/ada/status/1256000000000000000)")
@given(ANY_TEXT)
def test_any_text(text: str) -> None:
    found = scan(text, min_confidence="possible")
    check_spans(text, found)
    check_prose(text, found)
    for embed in found.embeds:
        check_fields(text, embed)


#: Texts in which a post only shows once another one is out.
HIDDEN = [
    "—<iframe src=https://www.youtube.com/embed/abcdefghijk></iframe>(@a)November 3, 2019",
    "pic.twitter.com/Qw3rTy7UiO{—(@e)1 May 2016",
    "—(@e)November 4, 2019][3]\n[3]:http://twitter.com/— (@m)November 3, 2019",
    "--(@e)4 Mar 2016View this post on Instagram",
]


@pytest.mark.parametrize("kind", ["text", "html"])
@pytest.mark.parametrize("level", ["possible", "likely"])
@settings(deadline=None, max_examples=200)
@example(HIDDEN[0])
@example(HIDDEN[1])
@example(HIDDEN[2])
@example(HIDDEN[3])
@given(ANY_TEXT)
def test_the_prose_is_at_rest(level: Confidence, kind: DocumentKind, text: str) -> None:
    """Prose holds nothing that a scan would remove, however the removed spans parted it."""
    options = Options(level)
    found = scan_document(Document("", text, kind), options)
    check_again(found, options, kind)
    check_prose(text, found)
    if kind == "text":
        check_spans(text, found)


def test_a_post_around_another_one_is_a_record_with_a_gap() -> None:
    text = f"No boat today!\n\n{HIDDEN[0]}\n\nThe sun came out."
    found = scan(text)
    assert [embed.platform for embed in found.embeds] == ["twitter", "youtube"]
    outer, inner = (embed.spans for embed in found.embeds)
    assert [outer[0][1], outer[1][0]] == [inner[0][0], inner[0][1]]
    assert found.prose == "The sun came out."


@settings(deadline=None, max_examples=200)
@given(ANY_TEXT)
def test_literal_scan_of_pages_changes_nothing(text: str) -> None:
    document = Document("", text, "html")
    assert scan_document(document, Options("possible", prefilter=False)) == scan_document(
        document, Options("possible")
    )


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_a_scan_keeps_nothing_in_mind(text: str) -> None:
    """Tables are loaded and patterns compiled once; what was scanned before does not matter."""
    first = scan(text)
    scan("Another text.\n— Ole (@ole_example) May 2, 2020")
    assert scan(text) == first


@settings(deadline=None, max_examples=200)
@given(TEXTS)
@example(
    "— [May 1, 2020](https://twitter.com/ada/status/1256000000000000000)View this post on Instagram"
    "— A post shared by Ada (@ada.example)"
    "(@ada_example) [May 1, 2020](https://twitter.com/ada/status/1256000000000000000)"
)
def test_a_stricter_dial_keeps_a_part(text: str) -> None:
    """Records of a stricter scan are among those of a laxer one, but for links that it takes out."""
    lax = scan(text, min_confidence="possible")
    strict = [
        embed.spans
        for embed in scan(text, min_confidence="certain").embeds
        if embed.kind != "link"
        or not any(start < embed.spans[-1][1] and embed.spans[0][0] < end for start, end in lax.removed)
    ]
    assert [embed.spans for embed in lax.embeds if embed.spans in strict] == strict


PARAGRAPHS = [
    "The ferry to Lindholm was late again on Monday, and two hundred passengers waited in the rain.",
    "The operator blamed a broken winch on the older of its two ships, due for repair since spring.",
    "“The island has 3,400 inhabitants, and most of them work on the mainland,” the mayor, Ada Berg, said.",
    "Fares will not go up before the end of the season, the council decided on Thursday evening.",
    "A spokesman (who is known as @harbour) said on November 3, 2019 that the second ship would run all day.",
]
POSTS = [
    "Still no boat, day three. #Lindholm pic.twitter.com/Qw3rTy7UiO",
    "@ada_example There is coffee in the harbour office! https://t.co/aB3dE5gH7j",
    "BREAKING: the 8:15 is cancelled https://t.co/kL9mN1pQ3r pic.twitter.com/zX8cV6bN4m",
]
WRITERS = [
    "Ada Berg (@ada_example) November 3, 2019",
    "Ole 🚢 (@ole_example) 3. März 2018",
    "(@x) 2020年1月1日",
]
BLOCKS = st.one_of(st.sampled_from(PARAGRAPHS), st.tuples(st.sampled_from(POSTS), st.sampled_from(WRITERS)))


@settings(deadline=None, max_examples=150)
@given(
    blocks=st.lists(BLOCKS, min_size=1, max_size=9),
    between=st.sampled_from(["\n", "\n\n", "\n\n\n\n"]),
    before=st.sampled_from(["\n", "\n\n", " ", ""]),
    quoted=st.booleans(),
)
def test_articles_of_paragraphs_and_posts(
    blocks: list[str | tuple[str, str]], between: str, before: str, quoted: bool
) -> None:
    """However an article is put together: every post is found, none is invented, nothing is left half."""

    def printed(block: str | tuple[str, str]) -> str:
        if isinstance(block, str):
            return block
        if quoted:
            return f"> {block[0]}\n>\n> — {block[1]}"
        return f"{block[0]}{before}— {block[1]}"

    joint = "\n\n" if quoted else between
    text = joint.join(map(printed, blocks))
    found = scan(text)
    posts = [block for block in blocks if not isinstance(block, str)]
    handles = [post[1].partition("@")[2].partition(")")[0] for post in posts]
    assert [embed.handle for embed in found.embeds] == handles
    check_spans(text, found)
    check_prose(text, found)
    check_again(found, Options())
    if quoted:
        assert [embed.body for embed in found.embeds] == [post[0] for post in posts]
        assert found.prose == joint.join(block for block in blocks if isinstance(block, str))


AUTHORS = st.text(alphabet=st.sampled_from("Adaé漢 -|.'👩#"), min_size=1, max_size=20).map(
    lambda name: " ".join(name.split())
)


@settings(deadline=None, max_examples=200)
@given(
    author=AUTHORS,
    handle=st.from_regex(r"[A-Za-z0-9_]{1,15}", fullmatch=True),
    day=st.dates(datetime.date(2006, 1, 1), datetime.date.today()),
)
def test_an_attribution_reads_back(author: str, handle: str, day: datetime.date) -> None:
    """Any name between the dash and the handle, any handle, any day since there are posts."""
    date = f"{day:%B} {day.day}, {day.year}"
    assume(author and author[0] not in "-#|.'" and author[-1] not in "-'")
    post = f"No boat.\n\n— {author} (@{handle}) {date}"
    text = f"It rained all day long in Lindholm.\n\n{post}\n\nThe sun came out."
    (embed,) = scan(text).embeds
    assert (embed.author, embed.handle, embed.body) == (author, handle, "No boat.")
