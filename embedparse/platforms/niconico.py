"""Niconico: frames and scripts of videos."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="niconico",
    title="Niconico",
    hosts=("nicovideo.jp", "nico.ms"),
    permalinks=(
        r"nicovideo\.jp/watch/(?P<post_id>(?:sm|nm|so|lv)?\d{5,12})(?![a-z0-9])",
        r"nicovideo\.jp/thumb/(?P<post_id>(?:sm|nm|so)\d{5,12})(?![a-z0-9])",
        r"nico\.ms/(?P<post_id>(?:sm|nm|so|lv)\d{5,12})(?![a-z0-9])",
    ),
    canonical=("https://www.nicovideo.jp/watch/{post_id}",),
    html_rules=(
        HtmlRule(
            name="niconico-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("nicovideo.jp/",),
            selector="iframe:is([src*='nicovideo.jp/watch/'], [data-src*='nicovideo.jp/watch/'],"
            " [src*='nicovideo.jp/thumb/'], [data-src*='nicovideo.jp/thumb/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/niconico/frame",
        ),
    ),
    bare_id=r"(?:sm|nm|so)\d{5,12}",
    shortcodes=("niconico",),
    components=("NicoVideo", "Niconico"),
)
