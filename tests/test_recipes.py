"""The steps for spaCy and Scrapy, with the real libraries."""

from __future__ import annotations

from typing import Any

import pytest

from embedparse import UsageError, scan
from tests.command import AFTER, ARTICLE, BEFORE, PLAIN, POST, PROSE


def pipeline(**settings: Any) -> Any:
    spacy = pytest.importorskip("spacy", reason="pip install 'embedparse[spacy]'")
    import embedparse.integrations.spacy  # noqa: F401  (makes the component known)

    nlp = spacy.blank("en")
    nlp.add_pipe("embedparse", config=settings)
    return nlp


def test_spacy_gets_the_records_and_their_tokens() -> None:
    doc = pipeline()(ARTICLE)
    assert doc._.posts == scan(ARTICLE).embeds
    (span,) = doc.spans["posts"]
    assert (span.text, span.label_) == (POST, "twitter")


@pytest.mark.parametrize(
    ("text", "settings"),
    [(PLAIN, {}), ("", {}), (ARTICLE, {"platforms": ["instagram"]})],
    ids=["no post", "no text", "another platform"],
)
def test_spacy_gets_nothing_where_nothing_is_found(text: str, settings: dict[str, Any]) -> None:
    doc = pipeline(**settings)(text)
    assert doc._.posts == ()
    assert len(doc.spans["posts"]) == 0


def test_spacy_refuses_a_platform_that_is_not_known() -> None:
    with pytest.raises(ValueError, match="no platform is called twiter"):
        pipeline(platforms=["twiter"])


def items_pipeline(**settings: Any) -> Any:
    pytest.importorskip("scrapy", reason="pip install 'embedparse[scrapy]'")
    from scrapy.utils.test import get_crawler

    from embedparse.integrations.scrapy import EmbedsPipeline

    return EmbedsPipeline.from_crawler(get_crawler(settings_dict=settings))


@pytest.mark.parametrize(
    ("settings", "item", "expected"),
    [
        ({}, {"text": ARTICLE, "url": "u"}, {"text": PROSE, "url": "u"}),
        ({"EMBEDPARSE_KEEP_TEXT": True}, {"text": ARTICLE}, {"text": ARTICLE}),
        ({"EMBEDPARSE_FIELD": "body"}, {"body": ARTICLE, "text": POST}, {"body": PROSE, "text": POST}),
    ],
)
def test_scrapy_items_get_records_and_prose(
    settings: dict[str, Any], item: dict[str, Any], expected: dict[str, Any]
) -> None:
    made = items_pipeline(**settings).process_item(item)
    (record,) = made.pop("embeds")
    assert record["handle"] == "ada_quill"
    assert made == expected


@pytest.mark.parametrize("item", [{"title": "No text"}, {"text": None}, {"text": 7}])
def test_scrapy_items_without_text_pass_as_they_are(item: dict[str, Any]) -> None:
    assert items_pipeline().process_item(dict(item)) == item


def test_a_scrapy_item_without_a_post_has_an_empty_list() -> None:
    text = f"{BEFORE}\n{AFTER}"
    assert items_pipeline().process_item({"text": text}) == {"text": text, "embeds": []}


def test_a_scrapy_item_class_without_the_field_is_named() -> None:
    scrapy = pytest.importorskip("scrapy")

    class Article(scrapy.Item):  # type: ignore[misc]
        text = scrapy.Field()

    with pytest.raises(UsageError, match='Article has no field "embeds"'):
        items_pipeline().process_item(Article(text=ARTICLE))
