"""Bandcamp: players in frames."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="bandcamp",
    title="Bandcamp",
    hosts=("bandcamp.com",),
    permalinks=(r"bandcamp\.com/EmbeddedPlayer/(?:v=\d/)?(?P<post_id>(?:album|track)=\d{4,15})\b",),
    canonical=("https://bandcamp.com/EmbeddedPlayer/{post_id}/",),
    html_rules=(
        HtmlRule(
            name="bandcamp-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("bandcamp.com/",),
            selector="iframe:is([src*='bandcamp.com/EmbeddedPlayer/'],"
            " [data-src*='bandcamp.com/EmbeddedPlayer/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/bandcamp/frame",
        ),
    ),
    shortcodes=("bandcamp",),
)
