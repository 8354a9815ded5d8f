"""SoundCloud: players in frames."""

from embedparse.platforms import Platform

PLATFORM = Platform(
    name="soundcloud",
    title="SoundCloud",
    hosts=("soundcloud.com",),
    permalinks=(
        r"api\.soundcloud\.com/(?P<kind>tracks|playlists)/"
        r"(?:soundcloud(?::|%3A)\w{1,20}(?::|%3A))?(?P<post_id>\d{1,20})\b",
    ),
    canonical=("https://api.soundcloud.com/{kind}/{post_id}",),
    text_rules=(),
    html_rules=(),
)
