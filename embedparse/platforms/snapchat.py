"""Snapchat: blockquotes and frames of Spotlight videos and public stories."""

from embedparse.platforms import HtmlRule, InProse, Platform

PLATFORM = Platform(
    name="snapchat",
    title="Snapchat",
    in_prose=InProse(r"Snapchat", ("napchat",)),
    hosts=("snapchat.com",),
    permalinks=(
        r"snapchat\.com/@(?P<handle>[\w.-]{1,40})/spotlight/(?P<post_id>[\w-]{10,160})",
        r"snapchat\.com/spotlight/(?P<post_id>[\w-]{10,160})",
        r"snapchat\.com/p/(?P<account>[\w-]{36})/(?P<post_id>\d{8,20})\b",
        r"(?P<short>snapchat\.com/t/(?P<post_id>\w{6,20}))\b",
    ),
    canonical=(
        "https://www.{short}",
        "https://www.snapchat.com/p/{account}/{post_id}",
        "https://www.snapchat.com/@{handle}/spotlight/{post_id}",
        "https://www.snapchat.com/spotlight/{post_id}",
    ),
    html_rules=(
        HtmlRule(
            name="snapchat-blockquote",
            form="blockquote",
            elements=("blockquote",),
            anchors=("snapchat-embed", "data-snapchat-embed-url"),
            selector="blockquote:is(.snapchat-embed, [data-snapchat-embed-url])",
            post=("data-snapchat-embed-url", "a:first"),
            confidence="certain",
            seen="the platform's embed dialog; fixtures/snapchat/blockquote",
        ),
        HtmlRule(
            name="snapchat-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("snapchat.com/",),
            selector="iframe:is([src*='snapchat.com/'], [data-src*='snapchat.com/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/snapchat/frame",
        ),
    ),
    scripts=("snapchat.com/embed.js",),
    shortcodes=("snapchat",),
)
