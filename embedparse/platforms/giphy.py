"""Giphy: frames, and the line of credit below them."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="giphy",
    title="Giphy",
    hosts=("giphy.com",),
    permalinks=(
        r"giphy\.com/embed/(?P<post_id>[0-9A-Za-z]{5,40})\b",
        r"giphy\.com/(?:gifs|clips|stickers)/(?:[\w-]{1,200}-)?(?P<post_id>[0-9A-Za-z]{10,40})(?![\w-])",
    ),
    canonical=("https://giphy.com/gifs/{post_id}",),
    html_rules=(
        HtmlRule(
            name="giphy-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("giphy.com/",),
            selector="iframe:is([src*='giphy.com/embed/'], [data-src*='giphy.com/embed/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/giphy/frame",
        ),
    ),
    credits=(r"<p>\s{0,9}<a\s[^<>]{0,300}giphy\.com/[^<>]{0,300}>via\sgiphy</a>\s{0,9}</p>",),
    bare_id=r"[0-9A-Za-z]{10,40}",
    shortcodes=("giphy",),
    components=("Giphy",),
)
