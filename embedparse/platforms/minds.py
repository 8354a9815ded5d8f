"""Minds: frames and addresses of posts."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="minds",
    title="Minds",
    hosts=("minds.com",),
    permalinks=(r"minds\.com/(?:newsfeed|embed|media)/(?P<post_id>\d{15,20})\b",),
    canonical=("https://www.minds.com/newsfeed/{post_id}",),
    html_rules=(
        HtmlRule(
            name="minds-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("minds.com/",),
            selector="iframe:is([src*='minds.com/embed/'], [data-src*='minds.com/embed/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/minds/frame",
        ),
    ),
    shortcodes=("minds",),
)
