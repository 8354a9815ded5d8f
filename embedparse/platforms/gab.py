"""Gab: frames in the manner of Mastodon, from which its software comes."""

from embedparse.platforms import HtmlRule, InProse, Platform

PLATFORM = Platform(
    name="gab",
    title="Gab",
    in_prose=InProse(r"\bGab\b", (" Gab ",)),
    hosts=("gab.com",),
    permalinks=(
        r"gab\.com/(?:groups/\d{1,10}/posts|(?P<handle>\w{1,40})/posts)/(?P<post_id>\d{5,20})\b",
        r"gab\.com/(?:users/)?@?(?P<handle>\w{1,40})/(?:statuses/)?(?P<post_id>\d{15,20})\b",
    ),
    canonical=("https://gab.com/{handle}/posts/{post_id}",),
    html_rules=(
        HtmlRule(
            name="gab-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("gab.com/",),
            selector="iframe:is([src*='gab.com/'], [data-src*='gab.com/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/gab/frame",
        ),
        HtmlRule(
            name="gab-blockquote",
            form="blockquote",
            elements=("blockquote",),
            anchors=("gab-embed", "gabsocial-embed"),
            selector="blockquote:is(.gab-embed, .gabsocial-embed)",
            post=("data-embed-url", "cite", "a:last"),
            confidence="certain",
            seen="recalled, no page found; fixtures/gab/blockquote",
        ),
    ),
    scripts=("gab.com/embed.js",),
    shortcodes=("gab",),
    clock="mastodon",
)
