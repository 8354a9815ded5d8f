"""Odysee and LBRY: frames of videos."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="odysee",
    title="Odysee",
    hosts=("odysee.com", "lbry.tv"),
    permalinks=(
        r"(?:odysee\.com|lbry\.tv)/(?:\$/embed/)?(?P<post_id>@(?P<handle>[^\s/?\#:]{1,80}):\w{1,40}/[^\s/?\#:]{1,150}:\w{1,40})",
        r"(?:odysee\.com|lbry\.tv)/\$/embed/(?P<post_id>[^\s/?\#:]{1,150}(?:[:/]\w{1,40})?)",
        r"(?:odysee\.com|lbry\.tv)/(?P<post_id>[^\s/?\#:@$]{1,150}:\w{1,40})",
    ),
    canonical=("https://odysee.com/{post_id}",),
    html_rules=(
        HtmlRule(
            name="odysee-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("lbry.tv/", "odysee.com/"),
            selector="iframe:is([src*='odysee.com/$/embed/'], [data-src*='odysee.com/$/embed/'],"
            " [src*='lbry.tv/$/embed/'], [data-src*='lbry.tv/$/embed/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/odysee/frame",
        ),
    ),
    shortcodes=("odysee",),
    components=("Odysee", "OdyseeEmbed"),
)
