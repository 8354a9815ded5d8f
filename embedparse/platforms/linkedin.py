"""LinkedIn: frames of posts."""

from embedparse.platforms import HtmlRule, InProse, Platform

PLATFORM = Platform(
    name="linkedin",
    title="LinkedIn",
    in_prose=InProse(r"Linked[Ii]n", ("inkedIn",)),
    hosts=("linkedin.com",),
    permalinks=(
        r"linkedin\.com/(?:embed/)?feed/update/"
        r"urn(?::|%3A)li(?::|%3A)(?P<kind>share|ugcPost|activity)(?::|%3A)(?P<post_id>\d{5,25})\b",
        r"linkedin\.com/posts/(?P<handle>[^_/?\#\s]{1,100})_[^/"
        r"?\#\s]{0,300}?(?P<kind>share|ugcPost|activity)-(?P<post_id>\d{10,25})\b",
    ),
    canonical=("https://www.linkedin.com/feed/update/urn:li:{kind}:{post_id}",),
    text_rules=(),
    html_rules=(
        HtmlRule(
            name="linkedin-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("linkedin.com/",),
            selector="iframe:is([src*='linkedin.com/embed/'], [data-src*='linkedin.com/embed/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/linkedin/frame",
        ),
    ),
    traces=(r"urn:li:(?:share|ugcpost|activity):\d", r"//linkedin\.com\\?/embed\\?/"),
    uris=(r"\burn:li:(?P<kind>share|ugcPost|activity):(?P<post_id>\d{5,25})\b",),
    shortcodes=("linkedin",),
    components=(
        "LinkedInEmbed",
        "LinkedIn",
    ),
    scripts=(),
)
