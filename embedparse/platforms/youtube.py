"""YouTube: frames, AMP tags and lazy players."""

from embedparse.platforms import HtmlRule, Platform, TextRule

PLATFORM = Platform(
    name="youtube",
    title="YouTube",
    hosts=(
        "youtube.com",
        "youtube-nocookie.com",
        "youtu.be",
        "kinja.com",
    ),
    permalinks=(
        r"youtube(?:-nocookie)?\.com/(?:embed|v|e|shorts|live)/"
        r"(?!videoseries|live_stream)(?P<post_id>[\w-]{11})(?![\w-])",
        r"youtube\.com/watch/"
        r"?\?(?:[^\s\#]{0,500}&)?v=(?P<post_id>[\w-]{11})(?![\w-])",
        r"kinja\.com/ajax/inset/iframe\?(?:[^\s\#]{0,200}&)?id=youtube-video-(?P<post_id>[\w-]{11})(?![\w-])",
        r"youtu\.be/(?P<post_id>[\w-]{11})(?![\w-])",
        r"youtube\.com/(?P<part>post|clip)/(?P<post_id>Ug[\w-]{20,60})(?![\w-])",
        # A playlist's player: YouTube's own name for it is where a video's id does.
        r"youtube(?:-nocookie)?\.com/embed/(?P<post_id>videoseries)/?\?(?:[^\s\#]{0,500}&)?list=(?P<list>[\w-]{2,60})",
    ),
    called=("yt",),
    mirrors=(
        "yewtu.be",
        "invidious.*",
        "piped.*",
        "inv.*",
    ),
    canonical=(
        "https://www.youtube.com/playlist?list={list}",
        "https://www.youtube.com/{part}/{post_id}",
        "https://www.youtube.com/watch?v={post_id}",
    ),
    text_rules=(
        TextRule(
            name="youtube-label",
            shape="whole",
            anchors=("this video on YouTube",),
            pattern=r"(?:Watch|View)[ ]this[ ]video[ ]on[ ]YouTube\.?",
            confidence="likely",
            seen="what players and consent boxes leave; fixtures/youtube/label-alone",
            needs=r"this (?:video|post) on YouTube",
        ),
    ),
    script_objects=(("yt.player", "videoid"),),
    html_rules=(
        HtmlRule(
            name="youtube-frame",
            form="iframe",
            elements=("iframe", "embed"),
            anchors=("youtube.com/", "youtube-nocookie.com/", "youtu.be/"),
            selector=":is(iframe, embed):is([src*=youtu], [data-src*=youtu], [data-lazy-src*=youtu])",
            post=("src", "data-src", "data-lazy-src"),
            confidence="certain",
            seen="public pages; fixtures/youtube/frame",
        ),
        HtmlRule(
            name="youtube-amp",
            form="amp-youtube",
            elements=("amp-youtube",),
            anchors=("data-videoid",),
            selector="amp-youtube[data-videoid]",
            post=("data-videoid",),
            confidence="certain",
            seen="the component's documentation; fixtures/youtube/amp",
        ),
        HtmlRule(
            name="youtube-consent-element",
            form="element",
            elements=(
                "embetty-video",
                "you-tube",
                "youtube-video",
                "youtube-embed",
                "lazy-youtube",
                "div",
                "figure",
                "span",
            ),
            anchors=(
                "<embetty-video",
                "<you-tube",
                "<youtube-",
                "<lazy-youtube",
                "data-youtube",
                "data-video",
                "youtube_player",
                "wyl_",
            ),
            selector=":is(embetty-video[type=youtube], you-tube, youtube-video, youtube-embed,"
            " lazy-youtube,"
            " [class*=youtube], [data-provider=youtube], [data-type=youtube], [data-youtube-id],"
            " [data-youtube], .lyMe[id^=WYL_])"
            ":is([video-id], [videoid], [data-videoid], [data-video-id], [data-video_id], [data-youtube-id],"
            " [data-youtube], [data-youtube-video-id], [id^=WYL_])",
            post=(
                "video-id",
                "videoid",
                "data-videoid",
                "data-video-id",
                "data-video_id",
                "data-youtube-id",
                "data-youtube",
                "data-youtube-video-id",
                "id",
            ),
            confidence="certain",
            seen="consent tools and lazy players; fixtures/youtube/consent-elements",
        ),
        HtmlRule(
            name="youtube-lite",
            form="lite-youtube",
            elements=("lite-youtube",),
            anchors=("videoid",),
            selector="lite-youtube[videoid]",
            post=("videoid",),
            confidence="certain",
            seen="the component's documentation; fixtures/youtube/lite",
        ),
    ),
    # Scripts hold the address without an id; in Markdown's `<em>` an id with underscores begins.
    traces=(
        r"//youtube(?:-nocookie)?\.com\\?/(?:(?:embed|v|e|shorts|live)(?:\\?/|%2f)(?:<|[\w-])|watch\b)",
        r"//youtu\.be\\?/(?:<|[\w-])",
    ),
    page_literals=("youtube_player", "wyl_", "data-youtube", "data-video"),
    bare_id=r"[\w-]{11}",
    shortcodes=(
        "youtube",
        "yt",
        "embedyt",
        "lyte",
        "youtube-lite",
        "youtube_lite",
        "lite-youtube",
        "youtube-embed",
    ),
    components=(
        "YouTube",
        "Youtube",
        "YouTubeEmbed",
        "YoutubeEmbed",
        "YouTubeVideo",
        "YouTubePlayer",
        "YoutubeVideo",
        "LiteYouTubeEmbed",
        "LiteYouTube",
    ),
    scripts=(),
)
