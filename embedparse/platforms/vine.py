"""Vine: frames of its six-second videos, which archives still hold."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="vine",
    title="Vine",
    hosts=("vine.co",),
    permalinks=(r"vine\.co/v/(?P<post_id>[0-9A-Za-z]{8,16})\b",),
    canonical=("https://vine.co/v/{post_id}",),
    html_rules=(
        HtmlRule(
            name="vine-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("vine.co/",),
            selector="iframe:is([src*='vine.co/v/'], [data-src*='vine.co/v/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/vine/frame",
        ),
        HtmlRule(
            name="vine-amp",
            form="amp-vine",
            elements=("amp-vine",),
            anchors=("data-vineid",),
            selector="amp-vine[data-vineid]",
            post=("data-vineid",),
            confidence="certain",
            seen="the component's documentation; fixtures/vine/amp",
        ),
    ),
    scripts=("platform.vine.co/static/scripts/embed.js",),
    bare_id=r"[0-9A-Za-z]{8,16}",
    shortcodes=("vine",),
    components=("Vine",),
)
