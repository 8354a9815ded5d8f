"""Notices in place of posts in pages: blocks that hold nothing else, where the least confidence is wanted."""

from __future__ import annotations

import pytest

from embedparse import scan, scan_html

BEFORE = "<article><p>The weir at Arnby was opened on Thursday, an hour before the rain.</p>"
AFTER = "<p>The keeper said that the lower meadow would be dry again by the weekend.</p></article>"

ALONE = {
    "deleted": "<p>This Post was deleted by the Post author. <a href='/help'>Learn more</a></p>",
    "in the widget's quotation": (
        '<blockquote class="twitter-tweet"><p>This Tweet is unavailable.</p></blockquote>'
    ),
    "a reader's placeholder": "<p>[embedded content]</p>",
    "a label for those who hear the page": "<div><a href='#end'>Skip twitter post by Ola Weir</a></div>",
    "a label below": "<p id='end'>End of twitter post by Ola Weir</p>",
    "a heading above the rest of the box": (
        "<div><h3>Allow Facebook content?</h3><p>This content is not available due to your privacy"
        " preferences.</p></div>"
    ),
    "German": "<div class='box'><p>An dieser Stelle finden Sie einen externen Inhalt von Twitter.</p></div>",
    "German, laid out": "<p>\n  Dieser Beitrag ist nicht mehr verfügbar.\n</p>",
    "French, references": "<p>Ce Tweet n&rsquo;est plus disponible.</p>",
    "French, further references": "<p>Ce Tweet a &eacute;t&eacute; supprim&eacute; par son auteur.</p>",
    "Spanish": "<section><p>Este Tweet ya no está disponible.</p></section>",
    "Polish": "<p>Ten wpis jest niedostępny.</p>",
    "Russian": "<p>Автор удалил этот твит. Подробнее</p>",
    "Japanese": "<div>このポストは表示できません。</div>",
    "Swedish": "<p><em>Det här inlägget har tagits bort.</em></p>",
    "Turkish": "<p>Bu gönderi kullanılamıyor.</p>",
    "Dutch": "<div><div><p>Accepteer cookies om deze inhoud te bekijken.</p></div></div>",
}
#: Further wordings: `kinds.py` says how the tables write choices.
WORDINGS = (
    "This Instagram post is no longer available.",
    "Sorry, this post is unavailable.",
    "We need your consent to load this Twitter content.",
    "You need to enable cookies to view this post.",
    "Mit Ihrer Zustimmung wird hier ein externer Inhalt geladen.",
    "Cette publication a été supprimée par son auteur.",
    "Para ver este contenido debes aceptar las cookies.",
    "Este conteúdo foi removido.",
    "Per vedere questo contenuto devi accettare i cookie.",
    "Om deze inhoud te kunnen bekijken, moet je cookies accepteren.",
    "Эта публикация больше не доступна.",
    "このコンテンツは削除されました。",
    "该推文已被删除。",
)
PROSE = {
    "told": "<p>This post was deleted, the keeper said, an hour after the gates had closed.</p>",
    "behind a line break": "<p>What she wrote is gone.<br>This Tweet was deleted.</p>",
    "before a line break": "<p>This Tweet was deleted.<br>What she wrote is gone.</p>",
    "a quotation with more": "<blockquote><p>Look: This Tweet is unavailable.</p></blockquote>",
    "a heading alone": "<h2>Tweet not found</h2><p>What the message means, and who sees it.</p>",
    "an entry of a menu": "<ul><li><a href='/a'>Load content</a></li><li>View content on Twitter</li></ul>",
    "a cell": "<table><tr><td>404</td><td>Tweet not found</td></tr></table>",
    "code": "<pre>This Tweet was deleted by the Tweet author.</pre>",
    "told in German": "<p>Dieser Beitrag ist nicht mehr verfügbar, schrieb sie am Abend.</p>",
}


@pytest.mark.parametrize("name", ALONE)
def test_notices_alone(name: str) -> None:
    page = f"{BEFORE}{ALONE[name]}{AFTER}"
    found = scan_html(page, min_confidence="possible")
    assert {(each.kind, each.layout, each.confidence) for each in found.embeds} == {
        ("fragment", "notice", "possible")
    }
    assert found.prose.replace("\n", "") == f"{BEFORE}{AFTER}"
    assert scan_html(page).prose == page


@pytest.mark.parametrize("name", PROSE)
def test_words_that_are_no_notices(name: str) -> None:
    page = f"{BEFORE}{PROSE[name]}{AFTER}"
    found = scan_html(page, min_confidence="possible")
    assert (found.embeds, found.prose) == ((), page)


@pytest.mark.parametrize("line", WORDINGS)
def test_wordings(line: str) -> None:
    assert [
        each.layout for each in scan_html(f"{BEFORE}<p>{line}</p>{AFTER}", min_confidence="possible").embeds
    ] == ["notice"]
    text = f"The weir was opened.\n\n{line}\n\nIt rained."
    assert scan(text, min_confidence="possible").prose == "The weir was opened.\n\nIt rained."
    told = f"The weir was opened.\n\n{line[:-1]}, she said, and went home.\n\nIt rained."
    assert scan(told, min_confidence="possible").prose == told
