"""Pixelfed, on the hosts that are known: frames and addresses of posts."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="pixelfed",
    title="Pixelfed",
    hosts=(
        "pixelfed.social",
        "pixelfed.de",
        "pixelfed.art",
        "pixelfed.fr",
        "pixelfed.uno",
        "pixey.org",
        "pxlmo.com",
        "metapixl.com",
        "pixel.infosec.exchange",
    ),
    permalinks=(
        r"(?P<host>pixelfed\.(?:social|de|art|fr|uno)|pixey\.org|pxlmo\.com|metapixl\.com|pixel\.infosec\.exchange)/"
        r"p/(?P<user>\w{1,60})/(?P<post_id>\d{15,20})\b",
    ),
    canonical=("https://{host}/p/{user}/{post_id}",),
    html_rules=(
        HtmlRule(
            name="pixelfed-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("/p/",),
            selector="iframe:is([src*='/p/'][src*='/embed'], [data-src*='/p/'][data-src*='/embed'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/pixelfed/frame",
        ),
    ),
    shortcodes=("pixelfed",),
)
