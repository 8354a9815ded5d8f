"""Mixcloud: players in frames."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="mixcloud",
    title="Mixcloud",
    hosts=("mixcloud.com",),
    permalinks=(
        r"mixcloud\.com/widget/iframe/\?(?:[^\s\#]{0,500}&)?feed="
        r"(?:https?(?::|%3A)(?:/|%2F){2}(?:www\.)?mixcloud\.com)?(?:/|%2F)"
        r"(?P<post_id>[\w-]{2,60}(?:/|%2F)[\w-]{2,120})",
    ),
    html_rules=(
        HtmlRule(
            name="mixcloud-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("mixcloud.com/",),
            selector="iframe:is([src*='mixcloud.com/widget/'], [data-src*='mixcloud.com/widget/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/mixcloud/frame",
        ),
    ),
    shortcodes=("mixcloud",),
)
