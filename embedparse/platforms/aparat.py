"""Aparat: frames of videos."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="aparat",
    title="Aparat",
    hosts=("aparat.com",),
    permalinks=(
        r"aparat\.com/v/(?P<post_id>[A-Za-z0-9]{5,12})(?![A-Za-z0-9])",
        r"aparat\.com/video/video/embed/videohash/(?P<post_id>[A-Za-z0-9]{5,12})(?![A-Za-z0-9])",
    ),
    canonical=("https://www.aparat.com/v/{post_id}",),
    html_rules=(
        HtmlRule(
            name="aparat-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("aparat.com/",),
            selector="iframe:is([src*='aparat.com/video/video/embed/'],"
            " [data-src*='aparat.com/video/video/embed/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/aparat/frame",
        ),
    ),
    shortcodes=("aparat",),
    components=("Aparat",),
)
