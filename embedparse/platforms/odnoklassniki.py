"""Odnoklassniki (OK.ru): frames of videos and posts."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="odnoklassniki",
    title="Odnoklassniki",
    hosts=("ok.ru", "odnoklassniki.ru"),
    permalinks=(
        r"(?:ok|odnoklassniki)\.ru/(?:videoembed|video|live)/(?P<video>(?P<post_id>\d{6,20}))\b",
        r"(?:ok|odnoklassniki)\.ru/(?P<place>[\w.-]{1,60}(?:/\d{5,20})?)/(?:topic|statuses)/(?P<post_id>\d{6,20})\b",
    ),
    canonical=("https://ok.ru/video/{video}", "https://ok.ru/{place}/topic/{post_id}"),
    html_rules=(
        HtmlRule(
            name="odnoklassniki-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("odnoklassniki.ru/", "ok.ru/"),
            selector="iframe:is([src*='ok.ru/videoembed/'], [data-src*='ok.ru/videoembed/'],"
            " [src*='odnoklassniki.ru/videoembed/'],"
            " [data-src*='odnoklassniki.ru/videoembed/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/odnoklassniki/frame",
        ),
    ),
    shortcodes=("odnoklassniki",),
)
