"""Streamable: frames of videos."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="streamable",
    title="Streamable",
    hosts=("streamable.com",),
    permalinks=(r"streamable\.com/(?:[eosm]/)?(?P<post_id>(?=[a-z]{0,7}\d)[a-z0-9]{4,8})(?![\w/-])",),
    canonical=("https://streamable.com/{post_id}",),
    html_rules=(
        HtmlRule(
            name="streamable-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("streamable.com/",),
            selector="iframe:is([src*='streamable.com/e/'], [data-src*='streamable.com/e/'],"
            " [src*='streamable.com/o/'], [data-src*='streamable.com/o/'],"
            " [src*='streamable.com/s/'], [data-src*='streamable.com/s/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/streamable/frame",
        ),
    ),
    shortcodes=("streamable",),
    components=("Streamable",),
)
