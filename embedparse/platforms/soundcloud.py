"""SoundCloud: players in frames."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="soundcloud",
    title="SoundCloud",
    hosts=("soundcloud.com",),
    permalinks=(
        r"api\.soundcloud\.com/(?P<kind>tracks|playlists)/"
        r"(?:soundcloud(?::|%3A)\w{1,20}(?::|%3A))?(?P<post_id>\d{1,20})\b",
        # A track's page, by the names of its artist and its own: no other page has two of them.
        r"soundcloud\.com/(?P<post_id>(?P<page>(?!(?:discover|stream|search|you|charts|pages|player|tracks|playlists|tags|people|"
        r"oembed|upload|settings|messages|terms-of-use|jobs|mobile)\b)[\w-]{2,60}/"
        r"(?!(?:sets|tracks|albums|popular-tracks|reposts|likes|following|followers|comments)\b)[\w-]{2,120}))"
        r"(?=[/?\#]?(?:[\s\"'<>&?\#]|\Z))",
    ),
    canonical=("https://api.soundcloud.com/{kind}/{post_id}", "https://soundcloud.com/{page}"),
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
