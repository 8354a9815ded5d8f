"""Parler: addresses of posts, and frames."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="parler",
    title="Parler",
    hosts=("parler.com", "parler.io"),
    permalinks=(
        r"parler\.(?:com|io)/(?:post(?:-view\?q=|/)|feed/|main/post/|embed/)(?P<post_id>[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32})\b",
    ),
    canonical=("https://parler.com/feed/{post_id}",),
    html_rules=(
        HtmlRule(
            name="parler-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("parler.com/",),
            selector="iframe:is([src*='parler.com/embed/'], [data-src*='parler.com/embed/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/parler/frame",
        ),
    ),
    shortcodes=("parler",),
)
