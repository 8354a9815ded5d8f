"""Coub: frames of loops."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="coub",
    title="Coub",
    hosts=("coub.com",),
    permalinks=(r"coub\.com/(?:embed|view)/(?P<post_id>[a-z0-9]{4,10})(?![a-z0-9])",),
    canonical=("https://coub.com/view/{post_id}",),
    html_rules=(
        HtmlRule(
            name="coub-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("coub.com/",),
            selector="iframe:is([src*='coub.com/embed/'], [data-src*='coub.com/embed/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/coub/frame",
        ),
    ),
    shortcodes=("coub",),
    components=("Coub",),
)
