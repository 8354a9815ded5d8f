"""A post that quotes another, each with its own marks of quotation, in text, Markdown and stripped pages."""

from __future__ import annotations

import pytest

from embedparse import scan, scan_html

BEFORE = "The weir at Arnby was opened on Thursday, an hour before the rain, and two fields were under water."
AFTER = (
    "The keeper said that the lower meadow would be dry again by the weekend, if the pumps held until then."
)
OUTER = "Nobody rang the farms below the weir. We found out from the ducks on the kitchen step."
INNER = "All gates were opened with due warning to every household."
DATES = {
    "English": ("May 3, 2021", "May 2, 2021"),
    "German": ("3. Mai 2021", "2. Mai 2021"),
    "French": ("3 mai 2021", "2 mai 2021"),
    "Portuguese": ("3 de maio de 2021", "2 de maio de 2021"),
    "Russian": ("3 мая 2021 г.", "2 мая 2021 г."),
}


def _quoted(outer: str, inner: str, between: str = "\n>") -> str:
    return (
        f"> {OUTER}{between}\n> > {INNER}\n> >\n> > — River Board (@river_board_x) {inner}\n>\n"
        f"> — Ola Weir (@ola_weir_x) {outer}"
    )


def _check(found: tuple, words: str) -> None:
    outer, inner = found
    assert (outer.handle, outer.body, outer.date, outer.quoted_in) == (
        "ola_weir_x",
        OUTER,
        "2021-05-03",
        None,
    )
    assert (inner.handle, inner.body, inner.date, inner.quoted_in) == (
        "river_board_x",
        INNER,
        "2021-05-02",
        0,
    )
    assert words.split() == f"{BEFORE} {AFTER}".split()


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("language", DATES)
def test_a_quotation_in_a_quotation(language: str, linked: bool) -> None:
    outer, inner = DATES[language]
    if linked:
        outer = f"[{outer}](https://twitter.com/ola_weir_x/status/1389271463205847041)"
        inner = f"[{inner}](https://twitter.com/river_board_x/status/1388999463205847041)"
    found = scan(f"{BEFORE}\n\n{_quoted(outer, inner)}\n\n{AFTER}\n")
    _check(found.embeds, found.prose)


def test_without_a_blank_line() -> None:
    found = scan(f"{BEFORE}\n\n{_quoted(*DATES['English'], between='')}\n\n{AFTER}\n")
    _check(found.embeds, found.prose)


def test_a_page_without_classes() -> None:
    outer, inner = DATES["English"]
    page = (
        f"<p>{BEFORE}</p><blockquote><p>{OUTER}</p><blockquote><p>{INNER}</p><p>— River Board"
        f" (@river_board_x) {inner}</p></blockquote><p>— Ola Weir (@ola_weir_x) {outer}</p></blockquote>"
        f"<p>{AFTER}</p>"
    )
    found = scan_html(page)
    _check(found.embeds, found.prose.replace("<p>", " ").replace("</p>", " "))


NO_POSTS = {
    "a letter": f"> {OUTER}\n>\n> > {INNER}\n> >\n> > — River Board, 1912\n>\n> — Ola Weir, 1913",
    "mail": f"> On May 3, 2021 Ola wrote:\n> > {INNER}\n> {OUTER}",
}


@pytest.mark.parametrize("name", NO_POSTS)
def test_quotations_that_are_no_posts(name: str) -> None:
    text = f"{BEFORE}\n\n{NO_POSTS[name]}\n\n{AFTER}\n"
    assert (scan(text).embeds, scan(text).prose) == ((), text)


def test_words_between_the_posts() -> None:
    """The outer attribution is another quotation's, whose words are its own."""
    text = _quoted(*DATES["English"]).replace("\n>\n> — Ola", f"\n>\n> {AFTER}\n>\n> — Ola")
    bodies = [embed.body for embed in scan(f"{BEFORE}\n\n{text}\n\n{AFTER}\n").embeds]
    assert OUTER not in bodies


POST = "https://twitter.com/ola_weir_x/status/1389271463205847041"


@pytest.mark.parametrize("mark", ["—", "–", "-"])
@pytest.mark.parametrize("between", ["\n>\n", "\n"])
def test_a_quotation_signed_with_a_linked_handle(mark: str, between: str) -> None:
    found = scan(f"{BEFORE}\n\n> {OUTER}{between}> {mark} [@ola_weir_x]({POST})\n\n{AFTER}\n")
    [embed] = found.embeds
    assert (embed.kind, embed.body, embed.handle) == ("embed", OUTER, "ola_weir_x")
    assert found.prose.split() == f"{BEFORE} {AFTER}".split()


@pytest.mark.parametrize(
    "line",
    [
        f"> — [Ola Weir]({POST})",
        "> — [@ola_weir_x](https://twitter.com/ola_weir_x)",
        f"> — [@river_board_x]({POST})",
        f"> — [@ola_weir_x]({POST}) said so too",
    ],
)
def test_quotations_with_other_links(line: str) -> None:
    text = f"{BEFORE}\n\n> {OUTER}\n>\n{line}\n\n{AFTER}\n"
    found = scan(text)
    assert [embed.kind for embed in found.embeds if embed.kind != "link"] == []
    assert found.prose == text
