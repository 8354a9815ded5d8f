"""PeerTube, on any host: frames and addresses of videos."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="peertube",
    title="PeerTube",
    hosts=(),
    permalinks=(
        r"(?P<host>(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24})/videos/(?:embed|watch)/"
        r"(?P<post_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b",
        r"(?P<host>(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24})/videos/embed/(?P<post_id>[1-9A-HJ-NP-Za-km-z]{21,22})(?!\w)",
    ),
    canonical=("https://{host}/videos/watch/{post_id}",),
    html_rules=(
        HtmlRule(
            name="peertube-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("/videos/embed/",),
            selector="iframe:is([src*='/videos/embed/'], [data-src*='/videos/embed/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/peertube/frame",
        ),
    ),
    link_anchors=("/videos/embed/", "/videos/watch/"),
    traces=(
        r"videos\\?/(?:embed|watch)\\?/[0-9a-f]{8}-[0-9a-f]{4}-",
        r"videos\\?/embed\\?/[1-9a-hj-np-z]{21}",
    ),
    shortcodes=("peertube",),
    components=("PeerTube",),
)
