"""BitChute: frames of videos."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="bitchute",
    title="BitChute",
    hosts=("bitchute.com",),
    permalinks=(r"bitchute\.com/(?:embed|video)/(?P<post_id>[A-Za-z0-9_-]{8,16})(?![\w-])",),
    canonical=("https://www.bitchute.com/video/{post_id}/",),
    html_rules=(
        HtmlRule(
            name="bitchute-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("bitchute.com/",),
            selector="iframe:is([src*='bitchute.com/embed/'], [data-src*='bitchute.com/embed/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/bitchute/frame",
        ),
    ),
    shortcodes=("bitchute",),
    components=("BitChute",),
)
