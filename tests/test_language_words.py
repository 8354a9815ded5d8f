"""The words of every language's table do what they are for around posts, and nothing in a sentence."""

from __future__ import annotations

import pytest

from embedparse import locales, scan, scan_html

ARTICLE = "The harbour was dark on Friday night, and all ferries of the evening stayed behind the old mole."
END = "By morning the lamps were lit again, and the first ferry left with a full deck and a cheerful crew."
BODY = "All lamps are out at the mole. Bring your own and mind the third step."
POST = f"{BODY}\n\n— Runa Feldt (@runa_feldt) May 4, 2021"


def languages(kind: str) -> tuple[str, ...]:
    return tuple(locales.words("widgets", kind))


def labels(language: str, kind: str, platform: str = "Twitter") -> list[str]:
    """The wordings of ``language`` with their places filled."""
    found = locales.words("widgets", kind).get(language, [])
    return [label.replace("{platform}", platform).replace("{name}", platform) for label in found]


def read(text: str) -> tuple[list[tuple[str | None, str | None, str | None]], str]:
    found = scan(f"{ARTICLE}\n\n{text}\n\n{END}")
    return [(embed.handle, embed.date, embed.body) for embed in found.embeds], found.prose or ""


@pytest.mark.parametrize("language", languages("skip"))
def test_labels_around_a_post_go_with_it(language: str) -> None:
    for skip in labels(language, "skip"):
        for end in labels(language, "end") or [""]:
            embeds, prose = read(f"{skip}\n\n{POST}\n\n{end}".rstrip())
            assert embeds == [("runa_feldt", "2021-05-04", BODY)], (skip, end)
            assert prose == f"{ARTICLE}\n\n{END}", (skip, end)


@pytest.mark.parametrize("language", languages("inside"))
def test_an_advertisement_in_a_post_is_none_of_its_words(language: str) -> None:
    for label in labels(language, "inside"):
        embeds, prose = read(f"{BODY}\n\n{label}\n\n— Runa Feldt (@runa_feldt) May 4, 2021")
        assert embeds == [("runa_feldt", "2021-05-04", BODY)], label
        assert prose == f"{ARTICLE}\n\n{END}", label


@pytest.mark.parametrize("language", languages("replying"))
def test_whom_a_card_answers_is_none_of_its_words(language: str) -> None:
    for words in labels(language, "replying"):
        card = f"Runa Feldt\n@runa_feldt\n{words} @marrowtimes\n{BODY}\n7:12 AM · May 4, 2021\n31 Likes"
        assert read(card)[0] == [("runa_feldt", "2021-05-04", BODY)], words


@pytest.mark.parametrize("language", languages("replying_behind"))
def test_whom_a_card_answers_may_stand_before_the_words(language: str) -> None:
    for words in labels(language, "replying_behind"):
        card = f"Runa Feldt\n@runa_feldt\n@marrowtimes {words}\n{BODY}\n7:12 AM · May 4, 2021\n31 Likes"
        assert read(card)[0] == [("runa_feldt", "2021-05-04", BODY)], words


@pytest.mark.parametrize("language", languages("joins"))
def test_a_card_may_answer_several(language: str) -> None:
    for join in labels(language, "joins"):
        for named in (f"@marrowtimes {join} @norrby_post", f"@marrowtimes @norrby_post {join} 2 others"):
            card = f"Runa Feldt\n@runa_feldt\nReplying to {named}\n{BODY}\n7:12 AM · May 4, 2021\n31 Likes"
            assert read(card)[0] == [("runa_feldt", "2021-05-04", BODY)], named


@pytest.mark.parametrize(
    ("above", "lead"),
    [("", "@marrowtimes @norrby_post "), ("Replying to @marrowtimes\n", "5 reasons to stay in. ")],
    ids=["mentions", "a number"],
)
def test_how_a_post_begins_is_its_own(above: str, lead: str) -> None:
    body = f"{lead}{BODY}"
    card = f"Runa Feldt\n@runa_feldt\n{above}{body}\n7:12 AM · May 4, 2021\n31 Likes"
    assert read(card)[0] == [("runa_feldt", "2021-05-04", body)]


@pytest.mark.parametrize("language", languages("follow"))
def test_a_button_beside_the_name_is_none_of_a_cards_words(language: str) -> None:
    for words in labels(language, "follow"):
        card = f"Runa Feldt\n@runa_feldt\n·\n{words}\n{BODY}\n7:12 AM · May 4, 2021\n31 Likes"
        assert read(card)[0] == [("runa_feldt", "2021-05-04", BODY)], words


@pytest.mark.parametrize("language", languages("on"))
def test_the_platform_may_stand_before_the_date(language: str) -> None:
    for words in labels(language, "on"):
        attribution = f"{BODY}\n\n— Runa Feldt (@runa_feldt) {words} X, May 4, 2021"
        assert read(attribution)[0] == [("runa_feldt", "2021-05-04", BODY)], words


@pytest.mark.parametrize(
    "language", sorted({*languages("skip"), *languages("inside"), *languages("replying")})
)
def test_in_a_sentence_the_words_are_prose(language: str) -> None:
    for kind in ("skip", "end", "inside", "replying", "follow", "below"):
        for label in labels(language, kind):
            text = f"{ARTICLE}\n\n{label} stood on the gate of the yard, and nobody knew why it did.\n\n{END}"
            found = scan(text)
            assert (found.embeds, found.prose) == ((), text), label


def page(*lines: str) -> list[tuple[str | None, str | None, str | None]]:
    """What is read in a page with a card of ``lines``."""
    card = "".join(f"<div>{line}</div>" for line in lines)
    link = "<a href='https://twitter.com/runa_feldt/status/1389498211512393730'>&#8203;</a>"
    found = scan_html(f"<p>{ARTICLE}</p><div class='tweet'>{card}{link}</div><p>{END}</p>")
    return [(embed.author, embed.date, embed.body) for embed in found.embeds]


@pytest.mark.parametrize("language", languages("follow"))
def test_buttons_and_counts_of_a_card_in_html_are_none_of_its_words(language: str) -> None:
    shown = [f"{count} {words}" for count, words in enumerate(labels(language, "counts"), 1)]
    shown += [words.replace("{n}", "12") for words in labels(language, "lines")]
    for button in labels(language, "follow"):
        head = ("Runa Feldt", "<span>@runa_feldt</span>", button)
        assert page(*head, BODY, "May 4, 2021", *shown) == [("Runa Feldt", "2021-05-04", BODY)], button
    for words in labels(language, "replying"):
        answered = f"{words} @marrowtimes"
        assert page("Runa Feldt", "<span>@runa_feldt</span>", answered, BODY, *shown, "May 4, 2021") == [
            ("Runa Feldt", "2021-05-04", BODY)
        ], words


@pytest.mark.parametrize("language", languages("badges"))
def test_a_badge_beside_a_name_is_none_of_it(language: str) -> None:
    for words in labels(language, "badges"):
        card = f"Runa Feldt {words} @runa_feldt\n{BODY}\n7:12 AM · May 4, 2021\n31 Likes"
        [embed] = scan(f"{ARTICLE}\n\n{card}\n\n{END}").embeds
        assert (embed.author, embed.body) == ("Runa Feldt", BODY), words
