# ruff: noqa: E501 (posts are kept as they are printed)
"""Shapes of posts in flattened text: each case is a post in an article of three paragraphs.

A case says what is found in the post's place, and that nothing else of the article goes with it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest

import embedparse
from embedparse.models import Confidence

ARTICLES = {
    "en": (
        "The bridge over the Marrow was closed again on Tuesday, and the school buses had to go round by the quarry.",
        "A spokeswoman for the county said that the bearings would be replaced before the first frost of the year.",
    ),
    "de": (
        "Die Brücke über die Aller war am Dienstag wieder gesperrt, und die Schulbusse fuhren den Umweg am Steinbruch.",
        "Eine Sprecherin des Kreises sagte, die Lager würden noch vor dem ersten Frost des Jahres ausgetauscht.",
    ),
    "fr": (
        "Le pont sur la Marne était de nouveau fermé mardi, et les cars scolaires ont dû passer par la carrière.",
        "Une porte-parole du département a dit que les appuis seraient remplacés avant les premières gelées.",
    ),
    "es": (
        "El puente sobre el Marrón volvió a cerrarse el martes y los autobuses escolares dieron la vuelta por la cantera.",
        "Una portavoz de la comarca dijo que los apoyos se cambiarían antes de las primeras heladas del año.",
    ),
    "ru": (
        "Мост через Марру во вторник снова закрыли, и школьные автобусы ехали в объезд через старый карьер.",
        "Представительница района сказала, что опоры заменят до первых заморозков этого года.",
    ),
}


@dataclass(frozen=True)
class Shape:
    """A post as it is printed, and the fields of its record; no fields: it is none."""

    name: str
    post: str
    found: dict[str, Any] | None = None
    lang: str = "en"
    least: Confidence = "likely"
    joint: str = "\n\n"
    more: list[dict[str, Any]] = field(default_factory=list)

    @property
    def text(self) -> str:
        above, below = ARTICLES[self.lang]
        return self.joint.join((above, self.post, below))

    @property
    def prose(self) -> str:
        return self.joint.join(ARTICLES[self.lang]) if self.found is not None else self.text


def shape_params(shapes: list[Shape]) -> list[Any]:
    return [pytest.param(shape, id=shape.name) for shape in shapes]


def check(shape: Shape) -> None:
    found = embedparse.scan(shape.text, min_confidence=shape.least)
    wanted = [] if shape.found is None else [shape.found, *shape.more]
    said = [json.loads(json.dumps(embed.to_dict())) for embed in found.embeds]
    assert len(said) == len(wanted), said
    for record, about in zip(said, wanted, strict=True):
        assert {name: record[name] for name in about} == about
    assert found.prose == shape.prose


FRAGMENTS = [
    Shape(
        "a media link ends the line",
        "Nobody told the drivers, and the children were an hour late #marrowbridge pic.twitter.com/Ab3dEf6hIj",
        {
            "kind": "fragment",
            "confidence": "likely",
            "media": ["pic.twitter.com/Ab3dEf6hIj"],
            "hashtags": ["marrowbridge"],
        },
    ),
    Shape(
        "a media link glued to a tag",
        "Niemand hat es den Fahrern gesagt #allerbrueckepic.twitter.com/Ab3dEf6hIj",
        {"kind": "fragment", "confidence": "likely", "media": ["pic.twitter.com/Ab3dEf6hIj"]},
        lang="de",
        joint="\n",
    ),
    Shape(
        "a short link ends the line",
        "Personne n'a prévenu les chauffeurs, et les enfants sont arrivés en retard. https://t.co/Ab3dEf6hIj",
        {"kind": "fragment", "confidence": "likely", "links": ["https://t.co/Ab3dEf6hIj"]},
        lang="fr",
    ),
    Shape(
        "in other letters",
        "Водителей никто не предупредил, дети опоздали на час https://t.co/Ab3dEf6hIj",
        {"kind": "fragment", "confidence": "likely"},
        lang="ru",
        joint="\n",
    ),
    Shape("a short link alone", "https://t.co/Ab3dEf6hIj", least="possible"),
    Shape("a reference to a page", "Read more here: https://t.co/Ab3dEf6hIj"),
    Shape("an item of a list", "- Nobody told the drivers about the bridge https://t.co/Ab3dEf6hIj"),
    Shape("a retweet in a box", "RT @marrowtimes Nobody told the drivers https://t.co/Ab3dEf6hIj"),
    Shape("a link inside the line", "The notice at https://t.co/Ab3dEf6hIj was taken down an hour later on."),
    Shape("a code of another length", "Nobody told the drivers about it https://t.co/Ab3"),
    Shape(
        "a box of posts",
        "mara\nNobody told the drivers https://t.co/Ab3dEf6hIj\nReply",
        joint="\nRetweet\n2\n",
    ),
]


@pytest.mark.parametrize("shape", shape_params(FRAGMENTS))
def test_body_without_attribution(shape: Shape) -> None:
    check(shape)
