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
    kept: str = ""  # what is between the parts of the post and no part of it

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
    if shape.kept:
        assert [part.strip() for part in found.prose.split(shape.kept)] == list(ARTICLES[shape.lang])
    else:
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


BODY = "Nobody told the drivers. My two were an hour late for school."
CARD = {
    "platform": "twitter",
    "kind": "embed",
    "layout": "card",
    "author": "Runa Feldt",
    "handle": "runa_feldt",
    "date": "2021-05-04",
    "body": BODY,
}
CARDS = [
    Shape(
        "a string a line, 2022",
        f"Runa Feldt\n@runa_feldt\n·\nFollow\n{BODY}\n7:12 AM · May 4, 2021\n31\nReply\nCopy link\nRead 5 replies",
        CARD,
    ),
    Shape(
        "a row a line",
        f"Runa Feldt @runa_feldt · Follow\n\n{BODY}\n\n7:12 AM · May 4, 2021\n\n31 Reply Copy link\n\nRead 5 replies",
        CARD,
    ),
    Shape(
        "all on one line, 2016",
        f"Follow Runa Feldt @runa_feldt {BODY} 7:12 AM - 4 May 2021 12 Retweets 31 likes Twitter Ads info & Privacy",
        CARD,
    ),
    Shape(
        "a reply, the app, a thread",
        f"Runa Feldt\n@runa_feldt\n·\nFollow\nReplying to @marrowtimes\n{BODY}\nTranslate Tweet\n7:12 AM · May 4, 2021·Twitter for iPhone\n2 Retweets\n31 Likes\nShow this thread",
        CARD,
    ),
    Shape(
        "in German",
        "Runa Feldt\n@runa_feldt\n·\nFolgen\nKeiner hat es den Fahrern gesagt.\n7:12 vorm. · 4. Mai 2021\n31\nAntworten\nLink kopieren\n5 Antworten lesen",
        {**CARD, "body": "Keiner hat es den Fahrern gesagt."},
        lang="de",
    ),
    Shape(
        "in French, of 2017",
        "Suivre\nRuna Feldt @runa_feldt\nPersonne n'a prévenu les chauffeurs.\n07:12 - 4 mai 2021\n12 Retweets\n31 J'aime",
        {**CARD, "body": "Personne n'a prévenu les chauffeurs."},
        lang="fr",
    ),
    Shape(
        "in Russian",
        "Runa Feldt\n@runa_feldt\n·\nЧитать\nВодителям никто не сказал.\n07:12 · 4 мая 2021 г.\n31\nОтветить\nСкопировать ссылку",
        {**CARD, "body": "Водителям никто не сказал."},
        lang="ru",
    ),
    Shape(
        "in Spanish",
        "Runa Feldt\n@runa_feldt\n·\nSeguir\nNadie avisó a los conductores.\n7:12 a. m. · 4 may. 2021\n31\nResponder\nCopiar enlace",
        {**CARD, "body": "Nadie avisó a los conductores."},
        lang="es",
    ),
    Shape(
        "a mail's card, counts below the date",
        f"Runa Feldt @runa_feldt\n{BODY}\nMay 4th 2021\n12 Retweets31 Likes",
        CARD,
    ),
    Shape(
        "a forum's card",
        f"twitter.com\n\nRuna Feldt (runa_feldt)\n{BODY}\n7:12 AM - 4 May 2021\n 31\n 12",
        CARD,
    ),
    Shape(
        "a note taker's Markdown",
        f"![Runa](https://pbs.twimg.com/profile_images/7/r_normal.jpg)\nRuna Feldt ([@runa_feldt](https://twitter.com/runa_feldt)) - May 04, 2021 at 7:12 AM\n\n{BODY}\n\n[Tweet link](https://twitter.com/runa_feldt/status/1389482374892371970)",
        {**CARD, "post_id": "1389482374892371970"},
    ),
    Shape("a programme", "Runa Feldt\n@runa_feldt\nHow bridges age\n7:12 AM · May 4, 2021\nHall 2"),
    Shape("a programme in bold", "**Runa Feldt** (@runa_feldt) · 7:12 AM · May 4, 2021 · Hall 2"),
    Shape("a timetable", "Departures\n7:12 AM · May 4, 2021\nBus 14\n7:40 AM · May 4, 2021\nBus 9"),
    Shape("a bar of buttons", "Follow\n@marrowtimes\nShare\nTweet\nCopy link\nReply"),
    Shape(
        "a chat", "[7:12] <runa_feldt> is it open?\n[7:15] <ole> @runa_feldt no\n[7:31] <runa_feldt> thanks"
    ),
    Shape("a byline with the hour", "Runa Feldt\n@runa_feldt\n7:12 AM · May 4, 2021"),
    Shape("counts of an article", "May 4, 2021\n12 Retweets 31 Likes"),
]


@pytest.mark.parametrize("shape", shape_params(CARDS))
def test_cards(shape: Shape) -> None:
    check(shape)


POST = f"{BODY}\n\n— Runa Feldt (@runa_feldt) May 4, 2021"
TWEET = {"handle": "runa_feldt", "date": "2021-05-04", "body": BODY}
LABELS = [
    Shape(
        "skip and end",
        f"Skip Twitter post by Runa Feldt\n\n{POST}\n\nEnd of Twitter post by Runa Feldt",
        TWEET,
    ),
    Shape(
        "report",
        f"Skip twitter post\n\n{POST}\n\nReport this tweet, opens in a new window\n\nEnd of twitter post",
        TWEET,
    ),
    Shape(
        "skip and report on the post's line",
        f"Skip Twitter post by @runa_feldt {BODY} — Runa Feldt (@runa_feldt) May 4, 2021 Report",
        TWEET,
    ),
    Shape("a close button", f"x {BODY} — Runa Feldt (@runa_feldt) May 4, 2021", TWEET),
    Shape("in Spanish", f"Saltar Twitter post, 1\n\n{POST}\n\nFinal de Twitter post, 1", TWEET, lang="es"),
    Shape(
        "in Russian",
        f"Пропустить Twitter сообщение, 1\n\n{POST}\n\nКонец сообщения Twitter, 1",
        TWEET,
        lang="ru",
    ),
    Shape(
        "in French", f"Ignorer Twitter publication\n\n{POST}\n\nFin de Twitter publication", TWEET, lang="fr"
    ),
    Shape(
        "an advertisement in a post",
        f"{BODY}\n\nAdvertisement\n\n— Runa Feldt (@runa_feldt) May 4, 2021",
        TWEET,
    ),
    Shape(
        "a poll in a post",
        f"{BODY} Take our poll - story continues below\nWho should pay for the bearings?\n* The county.\n* The drivers.\nEmail *\nYou may opt out at any time.\nYou agree to our Privacy Policy and Terms of Use.\n— Runa Feldt (@runa_feldt) May 4, 2021",
        TWEET,
        kept="Take our poll - story continues below\nWho should pay for the bearings?\n* The county.\n* The drivers.\nEmail *\nYou may opt out at any time.\nYou agree to our Privacy Policy and Terms of Use.",
    ),
    Shape(
        "a newsletter in a post",
        f"{BODY}\n\nSign up for our newsletter and never miss a bridge.\n\nBy signing up you agree to our Privacy Policy.\n\n— Runa Feldt (@runa_feldt) May 4, 2021",
        TWEET,
        kept="Sign up for our newsletter and never miss a bridge.\n\nBy signing up you agree to our Privacy Policy.",
    ),
    Shape(
        "a newsletter in a post, in Spanish",
        "Nadie avisó a los conductores. Los míos llegaron tarde.\n\nSuscríbete a nuestro boletín y entérate de todo.\n\nPuedes darte de baja en cualquier momento.\n\n— Runa Feldt (@runa_feldt) 4 de mayo de 2021",
        {**TWEET, "body": "Nadie avisó a los conductores. Los míos llegaron tarde."},
        lang="es",
        kept="Suscríbete a nuestro boletín y entérate de todo.\n\nPuedes darte de baja en cualquier momento.",
    ),
    Shape(
        "an advertisement in a post, in Dutch",
        "Niemand had het de chauffeurs verteld!\n\nTekst gaat verder onder de advertentie\n\n— Runa Feldt (@runa_feldt) 4 mei 2021",
        {**TWEET, "body": "Niemand had het de chauffeurs verteld!"},
    ),
    Shape(
        "an advertisement in a post, in Finnish",
        "Kukaan ei kertonut kuljettajille!\n\nJuttu jatkuu mainoksen jälkeen\n\n— Runa Feldt (@runa_feldt) 4. toukokuuta 2021",
        {**TWEET, "body": "Kukaan ei kertonut kuljettajille!"},
    ),
    Shape(
        "a newsletter beside no post",
        "Sign up for our newsletter.\n\nBy signing up you agree to our Privacy Policy.",
    ),
    Shape("an advertisement beside no post", "Story continues below advertisement"),
    Shape(
        "of Instagram",
        "Skip Instagram post by runa_feldt\n\nView this post on Instagram\n\nA post shared by Runa Feldt (@runa_feldt)\n\nEnd of Instagram post by runa_feldt",
        {"platform": "instagram", "handle": "runa_feldt"},
    ),
    Shape(
        "the words in a sentence",
        "Skip twitter posts by people you do not know, was the advice of the school.",
    ),
    Shape("a list of letters", "x marks the spot where the first bearing cracked."),
]


@pytest.mark.parametrize("shape", shape_params(LABELS))
def test_labels_of_sites(shape: Shape) -> None:
    check(shape)


ABOVE = [
    Shape(
        "name and handle in front of the post",
        "Runa Feldt (@runa_feldt) Nobody told the drivers #marrow pic.twitter.com/Ab3dEf6hIj",
        {
            "kind": "embed",
            "layout": "above",
            "author": "Runa Feldt",
            "handle": "runa_feldt",
            "body": "Nobody told the drivers #marrow pic.twitter.com/Ab3dEf6hIj",
        },
    ),
    Shape(
        "two paragraphs below it",
        "Runa Feldt (@runa_feldt) Nobody told the drivers of the school buses\n\nMore to come: https://t.co/Ab3dEf6hIj",
        {
            "kind": "embed",
            "handle": "runa_feldt",
            "body": "Nobody told the drivers of the school buses\nMore to come: https://t.co/Ab3dEf6hIj",
        },
    ),
    Shape(
        "a date behind the handle, in French",
        "Runa Feldt (@runa_feldt) 4 mai 2021\nPersonne n'a prévenu les chauffeurs https://t.co/Ab3dEf6hIj",
        {
            "kind": "embed",
            "layout": "above",
            "author": "Runa Feldt",
            "handle": "runa_feldt",
            "date": "2021-05-04",
            "body": "Personne n'a prévenu les chauffeurs https://t.co/Ab3dEf6hIj",
        },
        lang="fr",
    ),
    Shape(
        "a colon behind the handle, in Spanish",
        "Runa Feldt (@runa_feldt): Nadie avisó a los conductores pic.twitter.com/Ab3dEf6hIj",
        {
            "kind": "embed",
            "author": "Runa Feldt",
            "body": "Nadie avisó a los conductores pic.twitter.com/Ab3dEf6hIj",
        },
        lang="es",
    ),
    Shape(
        "a list of accounts and posts",
        "@runa_feldt: Nobody told the drivers of the school buses https://t.co/Ab3dEf6hIj",
        {
            "kind": "fragment",
            "handle": "runa_feldt",
            "body": "Nobody told the drivers of the school buses https://t.co/Ab3dEf6hIj",
        },
    ),
    Shape(
        "a name and a handle in a sentence",
        "Runa Feldt (@runa_feldt) told the drivers herself, she said on Tuesday.",
    ),
]


@pytest.mark.parametrize("shape", shape_params(ABOVE))
def test_attribution_above(shape: Shape) -> None:
    check(shape)


COPIED = [
    Shape("on X", f'"{BODY}"\n— Runa Feldt (@runa_feldt) on X, May 4, 2021', TWEET),
    Shape("on Twitter", f"“{BODY}”\n— Runa Feldt (@runa_feldt) on Twitter May 4, 2021", TWEET),
    Shape("auf X", f"„{BODY}“\n— Runa Feldt (@runa_feldt) auf X, 4. Mai 2021", TWEET, lang="de"),
    Shape("the attribution in the quotation", f"“{BODY} — Runa Feldt (@runa_feldt) May 4, 2021”", TWEET),
    Shape("milliseconds", f"{BODY} — Runa Feldt (@runa_feldt) 1620112320000", TWEET),
    Shape(
        "a masked date",
        f"{BODY} — Runa Feldt (@runa_feldt) May *NUMBER*, *NUMBER*",
        {**TWEET, "date": None},
    ),
    Shape("a dash escaped twice", f"{BODY} &amp;mdash; Runa Feldt (@runa_feldt) May 4, 2021", TWEET),
    Shape("a no-break space before a dash", f"{BODY}\n\u00a0– Runa Feldt (@runa_feldt) May 4, 2021", TWEET),
    Shape(
        "a handle too long for the platform",
        f"{BODY}\n— Runa Feldt (@runa_feldt_of_marrow_county) May 4, 2021",
    ),
    Shape("a handle in other letters", f"{BODY}\n— Runa Feldt (@рунафельдт) May 4, 2021"),
    Shape(
        "masked otherwise",
        f"{BODY}\n— Runa Feldt (@runa_feldt) [NUMBER] May [NUMBER]",
        {**TWEET, "date": None},
    ),
    Shape("digits masked", f"{BODY}\n— Runa Feldt (@runa_feldt) May ##, ####", {**TWEET, "date": None}),
    Shape("tokens apart", f"{BODY}\n-- Runa Feldt -LRB- @runa_feldt -RRB- May 4 , 2021", TWEET),
    Shape(
        "tokens apart, small letters",
        "nobody told the drivers . #marrow\n-- runa feldt -lrb- @runa_feldt -rrb- may 4 , 2021",
        {**TWEET, "body": "nobody told the drivers. #marrow", "author": "runa feldt"},
    ),
    Shape(
        "tokens of a German date",
        "Niemand hat es gesagt . #aller\n— Runa Feldt ( @runa_feldt ) 4 . Mai 2021",
        {**TWEET, "body": "Niemand hat es gesagt. #aller"},
        lang="de",
    ),
    Shape("via Twitter", f"{BODY}\n— Runa Feldt (@runa_feldt) via Twitter May 4, 2021", TWEET),
    Shape(
        "emphasis around name and handle",
        f"{BODY}\n— *Runa Feldt (@runa_feldt)* May 4, 2021",
        {**TWEET, "author": "Runa Feldt"},
    ),
    Shape(
        "a media link cut by an ellipsis",
        f"{BODY} pic.twitter.com/Ab3D…\nRuna Feldt (@runa_feldt) May 4, 2021",
        {"handle": "runa_feldt", "date": "2021-05-04", "body": f"{BODY} pic.twitter.com/Ab3D…"},
    ),
    Shape(
        "neither date nor dash below a picture",
        f"{BODY} pic.twitter.com/Ab3dEf6hIj\nRuna Feldt (@runa_feldt)",
        {"handle": "runa_feldt", "date": None, "body": f"{BODY} pic.twitter.com/Ab3dEf6hIj"},
    ),
    Shape(
        "no date below a tag",
        "Nobody told the drivers. #marrowbridge\n— Runa Feldt (@runa_feldt)",
        {"handle": "runa_feldt", "date": None, "body": "Nobody told the drivers. #marrowbridge"},
    ),
    Shape(
        "no date, in Ukrainian",
        "Водіям ніхто не сказав. #міст\n— Руна Фельдт (@runa_feldt)",
        {"handle": "runa_feldt", "date": None, "body": "Водіям ніхто не сказав. #міст"},
        lang="ru",
    ),
    Shape(
        "no dates, twice",
        f"{BODY}\n— Runa Feldt (@runa_feldt)\n\nThe bus came at ten, and it was the wrong one!\n— Ole Brandt (@ole_brandt)",
        {"handle": "runa_feldt", "date": None},
        more=[{"handle": "ole_brandt", "body": "The bus came at ten, and it was the wrong one!"}],
        joint="\n\n",
    ),
    Shape("no dash between two paragraphs", f"{BODY}\nRuna Feldt (@runa_feldt) May 4, 2021", TWEET),
    Shape(
        "no dash between two paragraphs, in Russian",
        "Водителям никто ничего не сказал. Дети опоздали на час.\nРуна Фельдт (@runa_feldt) 4 мая 2021 г.",
        {**TWEET, "body": "Водителям никто ничего не сказал. Дети опоздали на час."},
        lang="ru",
    ),
    Shape(
        "no date behind a colon",
        "Eine Mutter schrieb auf Twitter, was alle dachten:\n\nKeiner hat es den Fahrern gesagt!\n— Runa Feldt (@runa_feldt)",
        {"handle": "runa_feldt", "date": None, "body": "Keiner hat es den Fahrern gesagt!"},
        lang="de",
        kept="Eine Mutter schrieb auf Twitter, was alle dachten:",
    ),
    Shape("no dash below a headline", "A bridge of many owners\nRuna Feldt (@runa_feldt) May 4, 2021"),
    Shape("no dash and a place", f"{BODY}\nRuna Feldt (@runa_feldt), Marrow, May 4, 2021"),
    Shape("no date, once", f"{BODY}\n— Runa Feldt (@runa_feldt)"),
    Shape("neither date nor dash nor link", f"{BODY}\nRuna Feldt (@runa_feldt)"),
    *(
        Shape(
            name,
            f"{BODY} https://t.co/Ab3dE5fG7h\n{attribution}",
            {"handle": handle, "date": "2021-05-04", "body": f"{BODY} https://t.co/Ab3dE5fG7h"},
        )
        for name, attribution, handle in (
            ("a handle without its sign", "— Runa Feldt (runa_feldt) May 4, 2021", "runa_feldt"),
            ("a handle without parentheses", "— Runa Feldt @runa_feldt May 4, 2021", "runa_feldt"),
            ("the same behind hyphens", "-- Runa Feldt @runa_feldt May 4, 2021", "runa_feldt"),
            ("another handle than the name", "— Runa Feldt (northmill) May 4, 2021", "northmill"),
            ("a masked handle", "— [NAME] (@[USER]) May 4, 2021", "USER"),
            ("a masked handle of another corpus", "— <PERSON> (@<user>) May 4, 2021", "user"),
        )
    ),
    Shape(
        "no handle has its sign",
        "Nobody told the drivers, and that is how it began!\n— Runa Feldt (northmill) May 4, 2021\n\n"
        "The bus came at ten. https://t.co/Ab3dE5fG7h\n— Ole Brandt (carrier) May 5, 2021",
        {"handle": "northmill", "body": "Nobody told the drivers, and that is how it began!"},
        more=[{"handle": "carrier", "body": "The bus came at ten. https://t.co/Ab3dE5fG7h"}],
    ),
    *(
        Shape(
            name,
            f"{BODY} https://t.co/Ab3dE5fG7h\n— Runa Feldt (@runa_feldt) May 4, 2021\n\n{line}",
            TWEET | {"body": f"{BODY} https://t.co/Ab3dE5fG7h"},
            kept=line,
        )
        for name, line in (
            ("a role in parentheses", "The bridge is ours — Ole Brandt (editor) May 5, 2021"),
            ("a place in parentheses", "It was seen again — a heron (Marrow) 5 May 2021 at dawn."),
            ("an account in a sentence", "He left — as @northmill says in its report of May 2021 — at once."),
            ("a credit", "Two boats at the quay. — Photo by @northmill May 5, 2021"),
        )
    ),
    *(
        Shape(
            f"a day without its year, {name}",
            f"{body}\n— Runa Feldt (@runa_feldt) {day}",
            {"handle": "runa_feldt", "date": None, "body": body},
            lang=lang,
        )
        for name, lang, body, day in (
            ("in English", "en", "Nobody told the drivers. #marrowbridge", "May 4"),
            ("in German", "de", "Niemand hat es den Fahrern gesagt. #aller", "4. Mai"),
            ("between two paragraphs", "en", BODY, "May 4"),
        )
    ),
    Shape("a number behind a handle", f"{BODY}\n— Runa Feldt (@runa_feldt) Ward 4"),
    Shape("the item of a programme", "Bridges of tomorrow — Runa Feldt (@runa_feldt) May 4"),
    *(
        Shape(
            f"letters lost in the month, {day}",
            f"{BODY}\n— Runa Feldt (@runa_feldt) {day}",
            {"handle": "runa_feldt", "date": date, "body": BODY},
        )
        for day, date in (
            ("7 fvrier 2021", "2021-02-07"),
            ("11 dcembre 2019", "2019-12-11"),
            ("12 aot 2020", "2020-08-12"),
            ("5 Mays 2020", "2020-05-05"),
            ("19 Austos 2022", "2022-08-19"),
            ("4 de maro de 2021", "2021-03-04"),
            ("4 padziernika 2021", "2021-10-04"),
        )
    ),
    Shape("a name that a lost letter makes of a month", f"{BODY} Runa Feldt (@runa_feldt) 4 nora 2021"),
    Shape("a number of tokens", "The bearings -LRB- @runa_feldt counted 4 -RRB- were replaced in May 2021."),
]


SKY = {"platform": "bluesky", "handle": "runa.feldt.example", "author": "Runa Feldt", "date": "2025-05-04"}
SIGNED = "— Runa Feldt (@runa.feldt.example) May 4, 2025 at 7:12 AM"
BLUESKY = [
    Shape("one line", f"{BODY}\n{SIGNED}", {**SKY, "body": BODY}),
    Shape(
        "a picture",
        f"{BODY}\n[image or embed]\n{SIGNED}",
        {**SKY, "body": BODY},
        joint="\n",
    ),
    Shape(
        "three lines",
        f"Late again.\n{BODY}\nThe third time this week!\n{SIGNED}",
        {**SKY, "body": f"Late again.\n{BODY}\nThe third time this week!"},
    ),
    Shape(
        "two lines, in German",
        f"Wieder zu spät.\nKeiner hat es den Fahrern gesagt! #aller\n{SIGNED}",
        {**SKY, "body": "Wieder zu spät.\nKeiner hat es den Fahrern gesagt! #aller"},
        lang="de",
    ),
    Shape("the dash lost", f"{BODY}\n{SIGNED[2:]}", {**SKY, "body": BODY}),
    Shape("a byline", "Runa Feldt (@runa.feldt.example) May 4, 2025"),
    Shape("an address", "— Runa Feldt (runa@feldt.example) May 4, 2025"),
]


@pytest.mark.parametrize("shape", shape_params(BLUESKY))
def test_bluesky(shape: Shape) -> None:
    check(shape)


WIDE = "  "
GAPS = [
    Shape(
        "two blanks between paragraphs",
        f"{BODY}{WIDE}— Runa Feldt (@runa_feldt) May 4, 2021",
        TWEET,
        joint=WIDE,
    ),
    Shape("five", f"{BODY}     — Runa Feldt (@runa_feldt) May 4, 2021", TWEET, joint=" " * 5),
    Shape(
        "in Spanish",
        f"Nadie avisó a los conductores. Los míos llegaron tarde.{WIDE}— Runa Feldt (@runa_feldt) 4 de mayo de 2021",
        {**TWEET, "body": "Nadie avisó a los conductores. Los míos llegaron tarde."},
        lang="es",
        joint=WIDE,
    ),
    Shape(
        "prose", f"The {WIDE} bearings,{WIDE}the {WIDE} piers and the deck (@marrow) are of 2021.", joint=WIDE
    ),
]


@pytest.mark.parametrize("shape", shape_params(GAPS))
def test_paragraphs_that_blanks_part(shape: Shape) -> None:
    check(shape)


SIGNED_POST = "— Runa Feldt (@runa_feldt) May 4, 2021"
WRITTEN_BREAKS = [
    Shape("escaped line feeds", f"{BODY}\\n{SIGNED_POST}", TWEET, joint="\\n\\n"),
    Shape("escaped, with carriage returns", f"{BODY}\\r\\n{SIGNED_POST}", TWEET, joint="\\r\\n"),
    Shape(
        "an escaped dash too, in French",
        "Personne n'a prévenu les chauffeurs.\\n\\u2014 Runa Feldt (@runa_feldt) 4 mai 2021",
        {**TWEET, "body": "Personne n'a prévenu les chauffeurs."},
        lang="fr",
        joint="\\n",
    ),
    Shape(
        "the name of the sign, in Spanish",
        "Nadie avisó a los conductores. NEWLINE_CHAR — Runa Feldt (@runa_feldt) May 4, 2021",
        {**TWEET, "body": "Nadie avisó a los conductores."},
        lang="es",
        joint=" NEWLINE_CHAR NEWLINE_CHAR ",
    ),
    Shape(
        "a separator, in Russian",
        "Водителей никто не предупредил. Дети опоздали. | — Руна Фельдт (@runa_feldt) 4 мая 2021 г.",
        {**TWEET, "body": "Водителей никто не предупредил. Дети опоздали.", "author": "Руна Фельдт"},
        lang="ru",
        joint=" | ",
    ),
    Shape(
        "a separator without blanks, name and date apart",
        f"{BODY}|— Runa Feldt (@runa_feldt)|May 4, 2021",
        TWEET,
        joint="|",
    ),
    Shape(
        "a line separator, in German",
        "Niemand hat es den Fahrern gesagt.\u2028— Runa Feldt (@runa_feldt) 4. Mai 2021",
        {**TWEET, "body": "Niemand hat es den Fahrern gesagt."},
        lang="de",
        joint="\u2028",
    ),
    Shape("a carriage return", f"{BODY}\r{SIGNED_POST}", TWEET, joint="\r"),
    Shape("a sign of sentences", f"{BODY}<n>{SIGNED_POST}", TWEET, joint="<n>"),
    Shape("breaks of markup that lost the rest", f"{BODY}<br>{SIGNED_POST}", TWEET, joint="<br><br>"),
    Shape("tabs", f"{BODY}\t{SIGNED_POST}", TWEET, joint="\t"),
    Shape("two slashes", f"{BODY} // {SIGNED_POST}", TWEET, joint=" // "),
    Shape("a program's list", f"{BODY}', '{SIGNED_POST}", TWEET, joint="', '"),
    Shape("a row with tabs", "2\tRuna Feldt (@runa_feldt)\tMay 4, 2021\tHall 2\tfree", joint="\t"),
    Shape(
        "words in marks",
        "Halls 'a', 'b', 'c' and 'd' are free; Runa Feldt (@runa_feldt) said so on May 4, 2021.",
    ),
    Shape("a row of a table", "2 | Runa Feldt (@runa_feldt) | May 4, 2021 | Hall 2 | free", joint=" | "),
    Shape("a path", "C:\\new\\notes\\nobody.txt is by Runa Feldt (@runa_feldt), May 4, 2021."),
    Shape("a program", 'print("a\\nb\\n(@runa_feldt) May 4, 2021\\n")', joint="\n"),
]


@pytest.mark.parametrize("shape", shape_params(WRITTEN_BREAKS))
def test_line_breaks_that_are_written_out(shape: Shape) -> None:
    check(shape)


BY_OTHER_HANDS = [
    Shape("tokens apart", f"{BODY}\n— Runa Feldt ( @ runa_feldt ) May 4 , 2021", TWEET),
    Shape("lines within the parentheses", f"{BODY}\n— Runa Feldt (\n@runa_feldt\n)\nMay 4, 2021", TWEET),
    Shape("a preposition before the date", f"{BODY}\n— Runa Feldt (@runa_feldt) on May 4, 2021", TWEET),
    Shape(
        "a preposition, in German",
        "Niemand hat es den Fahrern gesagt.\n— Runa Feldt (@runa_feldt) am 4. Mai 2021",
        {**TWEET, "body": "Niemand hat es den Fahrern gesagt."},
        lang="de",
    ),
    Shape("a comma before the date, in the line", f"{BODY} — Runa Feldt (@runa_feldt), May 4, 2021", TWEET),
    Shape("no name", f"{BODY}\n— @runa_feldt May 4, 2021", {**TWEET, "author": None}),
    Shape(
        "no name, in Russian",
        "Водителей никто не предупредил. Дети опоздали.\n— @runa_feldt 4 мая 2021 г.",
        {"handle": "runa_feldt", "author": None, "date": "2021-05-04"},
        lang="ru",
    ),
    Shape(
        "a hyphen behind a short sentence",
        "Nobody told us at all. - Runa Feldt (@runa_feldt) May 4, 2021",
        {"handle": "runa_feldt"},
    ),
    Shape("in parentheses", f"{BODY} (— Runa Feldt (@runa_feldt) May 4, 2021)", TWEET),
    Shape(
        "the post's address behind the date",
        f"{BODY}\n— Runa Feldt (@runa_feldt) May 4, 2021 https://twitter.com/runa_feldt/status/1389550372254646272",
        {
            **TWEET,
            "post_id": "1389550372254646272",
            "url": "https://twitter.com/runa_feldt/status/1389550372254646272",
        },
    ),
    Shape("entities that were left", f"{BODY}&nbsp;&mdash; Runa Feldt (@runa_feldt)&nbsp;May 4, 2021", TWEET),
    Shape("a handle and what it did", "Then came the bearings — @runa_feldt on May 4, 2021 wrote of them."),
    Shape("a handle and a comma", "“Nobody told the drivers.” — @runa_feldt, May 4, 2021"),
    Shape("a place and a date", f"{BODY} — Runa Feldt ( @ the quarry ) May 4, 2021"),
    Shape("a title and a hyphen", "How bridges age - Runa Feldt (@runa_feldt) May 4, 2021"),
]


@pytest.mark.parametrize("shape", shape_params(BY_OTHER_HANDS))
def test_attributions_that_tokenisers_and_hands_print(shape: Shape) -> None:
    check(shape)


SIGNED_BY = {"handle": "runa_feldt", "author": "Runa Feldt", "date": "2021-05-04"}
LOST_DASH = [
    Shape("behind a sentence", f"{BODY} Runa Feldt (@runa_feldt) May 4, 2021", SIGNED_BY, joint=" "),
    Shape("glued to the sentence", f"{BODY}Runa Feldt (@runa_feldt) May 4, 2021", SIGNED_BY, joint=" "),
    Shape(
        "behind a tag",
        "Nobody told the drivers #marrowbridge Runa Feldt (@runa_feldt) May 4, 2021",
        {**TWEET, "body": "Nobody told the drivers #marrowbridge"},
        joint=" ",
    ),
    Shape(
        "glued to a tag",
        "Nobody told the drivers #MarrowBridgeRuna Feldt (@runa_feldt) May 4, 2021",
        {**TWEET, "body": "Nobody told the drivers #MarrowBridge"},
        joint=" ",
    ),
    Shape(
        "behind words without a stop",
        "Nobody told the drivers, and I mean nobody at all Runa Feldt (@runa_feldt) May 4, 2021",
        SIGNED_BY,
        joint=" ",
    ),
    Shape(
        "in Spanish",
        "Nadie avisó a los conductores. Runa Feldt (@runa_feldt) 4 de mayo de 2021",
        {**TWEET, "body": "Nadie avisó a los conductores."},
        lang="es",
        joint=" ",
    ),
    Shape(
        "in Russian, at the end of a line",
        "Водителей никто не предупредил #мост Руна Фельдт (@runa_feldt) 4 мая 2021 г.",
        {"handle": "runa_feldt", "author": "Руна Фельдт", "body": "Водителей никто не предупредил #мост"},
        lang="ru",
    ),
    Shape(
        "a dash of the post's own",
        "Nobody told the drivers - again. My two were late for school. Runa Feldt (@runa_feldt) May 4, 2021",
        SIGNED_BY,
        joint=" ",
    ),
    Shape("a byline", "By Runa Feldt (@runa_feldt) May 4, 2021", joint=" "),
    Shape("what goes on", "It was Runa Feldt (@runa_feldt) May 4, 2021 and Ole Brandt in June.", joint=" "),
    Shape("a clause", "She thanked Runa Feldt (@runa_feldt) May 4, 2021, at the school.", joint=" "),
]


@pytest.mark.parametrize("shape", shape_params(LOST_DASH))
def test_attributions_without_their_dash_in_a_line(shape: Shape) -> None:
    if shape.found is None:
        check(shape)
    else:
        records = [embed.to_dict() for embed in embedparse.scan(shape.text).embeds]
        assert [{name: each[name] for name in shape.found} for each in records] == [shape.found]


@pytest.mark.parametrize("shape", shape_params(COPIED))
def test_attributions_that_hands_changed(shape: Shape) -> None:
    check(shape)


NOTICE = {"kind": "fragment", "confidence": "possible", "layout": "notice", "body": None}
NOTICES = [
    Shape("deleted", "This Tweet was deleted by the Tweet author. Learn more", NOTICE, least="possible"),
    Shape("not found", "Tweet not found\nThe embedded tweet could not be found…", NOTICE, least="possible"),
    Shape("consent", "Click here to view content from Twitter.", NOTICE, least="possible"),
    Shape(
        "consent in German",
        "Empfohlener externer Inhalt: Twitter\nInhalte aktivieren",
        NOTICE,
        lang="de",
        least="possible",
    ),
    Shape(
        "consent in French",
        "Ce contenu est bloqué car vous n'avez pas accepté les cookies.",
        NOTICE,
        lang="fr",
        least="possible",
    ),
    Shape("deleted, in Russian", "Автор удалил этот твит. Подробнее", NOTICE, lang="ru", least="possible"),
    Shape("a reader's placeholder", "[embedded content]", NOTICE, least="possible"),
    Shape("deleted, without a full stop", "This post has been deleted", NOTICE, least="possible"),
    Shape(
        "not there, in German",
        "Dieser Beitrag ist nicht mehr verfügbar.",
        NOTICE,
        lang="de",
        least="possible",
    ),
    Shape(
        "not there, in Spanish",
        "Este Tweet ya no está disponible. Más información",
        NOTICE,
        lang="es",
        least="possible",
    ),
    Shape("a label above what is lost", "Skip twitter post by Ada Example", NOTICE, least="possible"),
    Shape("a label below what is lost", "End of Twitter post, 1", NOTICE, least="possible"),
    Shape("a button of one word", "Report", least="possible"),
    Shape(
        "told in German",
        "Der Beitrag ist nicht verfügbar, sagte er, und war es nie.",
        lang="de",
        least="possible",
    ),
    Shape("at the default confidence", "This Tweet was deleted by the Tweet author. Learn more"),
    Shape("told in prose", "The tweet was deleted by the tweet author an hour later.", least="possible"),
    Shape("a heading", "## Tweet not found, and what it means", least="possible"),
]


@pytest.mark.parametrize("shape", shape_params(NOTICES))
def test_notices_in_place_of_posts(shape: Shape) -> None:
    check(shape)


@pytest.mark.parametrize(
    "line",
    [
        "このポストは表示できません。",
        "Accepteer cookies om deze inhoud te bekijken.",
        "Ten wpis jest niedostępny.",
        "Det här inlägget har tagits bort.",
        "Bu gönderi kullanılamıyor.",
    ],
)
def test_notices_in_further_languages(line: str) -> None:
    found = embedparse.scan(f"The pottery opened.\n\n{line}\n\nThey sell bowls.\n", min_confidence="possible")
    assert [(each.kind, each.layout) for each in found.embeds] == [("fragment", "notice")]
    assert found.prose == "The pottery opened.\n\nThey sell bowls.\n"
