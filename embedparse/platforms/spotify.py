"""Spotify: players in frames."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="spotify",
    title="Spotify",
    hosts=("spotify.com",),
    permalinks=(
        r"(?:(?:open|embed|play)\.)?spotify\.com/(?:embed(?:-podcast)?/)?(?:intl-[a-z-]{2,6}/)?"
        r"(?P<kind>track|album|playlist|episode|show)/(?P<post_id>[A-Za-z0-9]{22})\b",
        r"(?:open|embed)\.spotify\.com/(?:embed/?)?\?(?:[^\s\#]{0,500}&)?uri=spotify(?::|%3A)"
        r"(?P<kind>track|album|playlist|episode|show|artist)(?::|%3A)(?P<post_id>[A-Za-z0-9]{22})\b",
    ),
    canonical=("https://open.spotify.com/{kind}/{post_id}",),
    text_rules=(),
    html_rules=(
        HtmlRule(
            name="spotify-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("spotify.com/",),
            selector="iframe:is([src*='spotify.com/'], [data-src*='spotify.com/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/spotify/frame",
        ),
    ),
    uris=(r"\bspotify:(?P<kind>track|album|playlist|episode|show):(?P<post_id>[A-Za-z0-9]{22})\b",),
    bare_id=r"[0-9A-Za-z]{22}",
    shortcodes=("spotify",),
    components=(
        "Spotify",
        "SpotifyEmbed",
    ),
    scripts=(),
)
