# ruff: noqa: E501 (lines are kept as extractors print them)
"""Posts of other platforms than X as extractors print them between the paragraphs of an article."""

from __future__ import annotations

import pytest

import embedparse

ABOVE = "Nobody on the quay seemed surprised by the news, and the fish hall opened at six as it has done for a hundred years."
BELOW = "By the weekend the first boats were back on the east quay, and the almanac had printed a correction on its second page."

#: The post, which is found whole, and its platform.
POSTS = {
    "name glued to a weekday": (
        "facebook",
        "Prosimy korzystać z północnej rampy do środy.\nOpublikowany przez Port PółnocnyPiątek, 1 kwietnia 2022",
    ),
    "name glued to a weekday in Russian": (
        "facebook",
        "До среды пользуйтесь северным спуском.\nОпубликовано Северный портПятница, 1 апреля 2022 г.",
    ),
    "two short paragraphs, no wide blank": (
        "facebook",
        "Wir haben sie gefunden! Danke an alle, die mitgesucht haben.\n\nMabel ist zu Hause und schläft.\n\nGepostet von Tierhilfe Ostport am Montag, 12. November 2018",
    ),
    "short post in Arabic": (
        "facebook",
        "وجدناها! شكرا لكل من بحث معنا.\nتم النشر بواسطة ملجأ الميناء في الاثنين، ١٢ نوفمبر ٢٠١٨",
    ),
    "cut post longer than most": (
        "facebook",
        "Der Kran ist am Montag geschlossen, weil das neue Teil eingebaut wird. Bitte nutzen Sie bis Mittwoch die Nordrampe und halten Sie alle...\nGepostet von Nordufer Hafen am Freitag, 1. April 2022",
    ),
    "marks of direction around the handle": (
        "instagram",
        "تمت مشاركة منشور بواسطة \u200f\u200ePia Lund\u200e\u200f (\u200f\u200e@pialund\u200e\u200f)",
    ),
    "marks of direction below a label": (
        "instagram",
        "عرض هذا المنشور على Instagram\n\nتمت مشاركة منشور بواسطة \u200f\u200ePia Lund\u200e\u200f (\u200f\u200e@pialund\u200e\u200f)",
    ),
    "marks of direction in Hebrew": (
        "instagram",
        "להצגת הפוסט הזה באינסטגרם\n\nפוסט משותף על ידי \u200f\u200eמוזיאון\u200e\u200f (\u200f\u200e@riverm\u200e\u200f)",
    ),
    "month signed twice": (
        "instagram",
        "この投稿をInstagramで見る\n\n一年ぶりに灯りがついた。 #灯台\n\n灯台守(@todaimori)がシェアした投稿 - 2019年 4月月21日午前4時40分PDT",
    ),
    "preposition on its own line": (
        "facebook",
        "Vi fandt hende! Tak til alle, der ledte med i nat.\nSlået op af\nDyrehjælpen\ni\nmandag den 12. november 2018",
    ),
    "one day that begins another": (
        "facebook",
        "Onu bulduk! Bizimle birlikte arayan herkese teşekkürler.\nGönderen: Liman Barınağı 5 Mart 2016 Cumartesi",
    ),
}
#: Nothing is found beside them.
NONE = {
    "headline and byline of a blog": "The crane is back\nPosted by Pia Lund on Friday, April 1, 2022",
    "headline and byline of a blog in German": "Der Kran ist zurück\nGepostet von Pia Lund am Freitag, 1. April 2022",
    "marks of direction around an address": "\u200f\u200e@pialund\u200e\u200f wrote to the harbour.",
    "a name glued to a weekday": "Port PółnocnyPiątek, 1 kwietnia 2022",
}


@pytest.mark.parametrize(("platform", "post"), POSTS.values(), ids=POSTS)
def test_the_post_is_found_whole(platform: str, post: str) -> None:
    text = f"{ABOVE}\n\n{post}\n\n{BELOW}"
    (found,) = embedparse.scan(text).embeds
    assert (found.platform, text[found.spans[0][0] : found.spans[-1][1]]) == (platform, post)


@pytest.mark.parametrize("lines", NONE.values(), ids=NONE)
def test_nothing_is_found(lines: str) -> None:
    text = f"{ABOVE}\n\n{lines}\n\n{BELOW}"
    assert embedparse.scan(text).prose == text
