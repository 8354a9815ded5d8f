"""SoundCloud: players in frames."""

from embedparse.platforms import HtmlRule, Platform

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
    html_rules=(
        HtmlRule(
            name="soundcloud-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("soundcloud.com/",),
            selector="iframe:is([src*='w.soundcloud.com/player'], [data-src*='w.soundcloud.com/player'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/soundcloud/frame",
        ),
        HtmlRule(
            name="soundcloud-amp",
            form="amp-soundcloud",
            elements=("amp-soundcloud",),
            anchors=("data-trackid", "data-playlistid"),
            selector="amp-soundcloud:is([data-trackid], [data-playlistid])",
            post=("data-trackid", "data-playlistid"),
            confidence="certain",
            seen="the component's documentation; fixtures/soundcloud/amp",
        ),
    ),
    traces=(r"//soundcloud\.com\\?/player",),
    credits=(
        r"<div\s[^<>]{0,300}>\s{0,9}<a\s[^<>]{0,300}soundcloud\.com/[^<>]{0,300}>[^<]{0,200}</a>\s{0,4}(?:·|&middot;)?"
        r"\s{0,4}<a\s[^<>]{0,300}soundcloud\.com/[^<>]{0,300}>[^<]{0,200}</a>\s{0,9}</div>",
    ),
    shortcodes=("soundcloud",),
    components=("SoundCloud",),
    scripts=(),
)
