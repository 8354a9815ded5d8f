"""Truth Social: frames in the manner of Mastodon."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="truthsocial",
    title="Truth Social",
    hosts=("truthsocial.com",),
    permalinks=(
        r"truthsocial\.com/@(?P<handle>\w{1,30})/(?:posts/)?(?P<post_id>\d{15,20})\b",
        r"truthsocial\.com/users/(?P<handle>\w{1,30})/statuses/(?P<post_id>\d{15,20})\b",
    ),
    canonical=("https://truthsocial.com/@{handle}/{post_id}",),
    text_rules=(),
    html_rules=(
        HtmlRule(
            name="truthsocial-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("truthsocial.com/",),
            selector="iframe:is([src*='truthsocial.com/'], [data-src*='truthsocial.com/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/truthsocial/frame",
        ),
    ),
    shortcodes=("truthsocial",),
    components=("TruthSocialEmbed",),
    scripts=("truthsocial.com/embed.js",),
    clock="mastodon",
)
