"""Texts that a tokeniser took apart: posts are found as in any other, with offsets of the text as it is."""

from __future__ import annotations

import pytest

import embedparse

ABOVE = "The town council met on Friday and agreed on very little . Nobody had read the plan ."
BELOW = "Residents said that they would rather keep the old bridge ."
BODY = "Two hours in the rain . Still no boat , and nobody says why !"
PRINTS = {
    "as the Penn Treebank prints them": "-- Ada Quill -LRB- @ada_quill -RRB- May 1 , 2020",
    "as it does in lower case": "-- ada quill -lrb- @ada_quill -rrb- may 1 , 2020",
    "the sign with its handle": "— Ada Quill ( @ada_quill ) May 1 , 2020",
    "all signs apart": "— Ada Quill ( @ ada_quill ) May 1 , 2020",
    "a German date": "— Ada Quill ( @ada_quill ) 1 . Mai 2020",
}


@pytest.mark.parametrize("joint", [" ", "\n", "\n\n"], ids=["one line", "lines", "paragraphs"])
@pytest.mark.parametrize("attribution", PRINTS.values(), ids=PRINTS)
def test_a_post_between_sentences(attribution: str, joint: str) -> None:
    text = joint.join((ABOVE, BODY, attribution, BELOW))
    found = embedparse.scan(text)
    (embed,) = found.embeds
    assert embed.body == "Two hours in the rain. Still no boat, and nobody says why!"
    assert (embed.handle, embed.date) == ("ada_quill", "2020-05-01")
    ((start, end),) = embed.spans
    assert text[start:end] == joint.join((BODY, attribution))
    assert found.prose == joint.join((ABOVE, BELOW))


@pytest.mark.parametrize(
    ("body", "read", "entities"),
    [
        ("No boat today . # ferry @ calder", "No boat today. #ferry @calder", (("ferry",), ("calder",))),
        ("It is n't here ( yet ) .", "It isn't here (yet).", ((), ())),
        ("Look at this : https : / / t . co / Ab3dE5fG7h", "Look at this: https://t.co/Ab3dE5fG7h", ((), ())),
        (
            "Look at this pic . twitter . com / Ab3dE5fG7h",
            "Look at this pic.twitter.com/Ab3dE5fG7h",
            ((), ()),
        ),
        ("11 # 12 and 3 @ 4 , all of it wrong .", "11 # 12 and 3 @ 4, all of it wrong.", ((), ())),
    ],
)
def test_what_is_put_together(
    body: str, read: str, entities: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    (embed,) = embedparse.scan(f"{ABOVE}\n{body}\n— Ada Quill ( @ada_quill ) May 1 , 2020\n{BELOW}").embeds
    assert (embed.body, (embed.hashtags, embed.mentions)) == (read, entities)


@pytest.mark.parametrize(
    "text",
    [
        f"{ABOVE} The gauge ( @ 4 bar ) was read on May 1 , 2020 . {BELOW}",
        f"{ABOVE} The account -LRB- @ada_quill -RRB- was opened on May 1 , 2020 . {BELOW}",
        f"{ABOVE} Ada Quill ( @ada_quill ) wrote it . {BELOW}",
    ],
    ids=["a measure", "an account in a sentence", "an author in a sentence"],
)
def test_prose_in_tokens_stays(text: str) -> None:
    assert embedparse.scan(text).prose == text


def test_questions_have_offsets_of_the_document() -> None:
    text = " ".join((ABOVE, BODY, PRINTS["all signs apart"], BELOW))
    asked: list[str] = []
    options = embedparse.Options(resolve=lambda question: asked.append(text[slice(*question.span)]))
    embedparse.scan_document(embedparse.Document("doc", text), options)
    assert asked == [f"{ABOVE} {BODY} "]
