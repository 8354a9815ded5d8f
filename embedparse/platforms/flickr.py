"""Flickr: photos, whose embed is a link around an image."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="flickr",
    title="Flickr",
    hosts=("flickr.com", "flic.kr"),
    permalinks=(
        r"flickr\.com/photos/(?P<handle>[\w@-]{1,60})/(?P<post_id>\d{5,20})\b",
        r"(?P<short>flic\.kr/p/(?P<post_id>\w{5,12}))\b",
    ),
    canonical=(
        "https://{short}",
        "https://www.flickr.com/photos/{handle}/{post_id}/",
    ),
    text_rules=(),
    html_rules=(
        HtmlRule(
            name="flickr-link",
            form="link",
            elements=("a",),
            anchors=("data-flickr-embed",),
            selector="a[data-flickr-embed]",
            post=("href",),
            confidence="certain",
            seen="public pages; fixtures/flickr/link",
        ),
    ),
    shortcodes=("flickr",),
    scripts=("embedr.flickr.com/assets/client-code.js",),
)
