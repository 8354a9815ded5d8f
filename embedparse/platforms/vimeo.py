"""Vimeo: frames, AMP tags, and the line of credit below them."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="vimeo",
    title="Vimeo",
    hosts=("vimeo.com",),
    permalinks=(
        r"player\.vimeo\.com/video/(?P<post_id>\d{5,12})\b",
        r"vimeo\.com/(?:(?:channels|groups|ondemand)/[\w-]{1,60}/(?:videos/)?"
        r"|(?:album|showcase)/\d{1,12}/video/)?(?P<post_id>\d{5,12})(?![\w.])",
    ),
    canonical=("https://vimeo.com/{post_id}",),
    script_objects=(("vimeo.player", "id"),),
    html_rules=(
        HtmlRule(
            name="vimeo-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("vimeo.com/",),
            selector="iframe:is([src*='vimeo.com/'], [data-src*='vimeo.com/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/vimeo/frame",
        ),
        HtmlRule(
            name="vimeo-consent-element",
            form="element",
            elements=("embetty-video", "lite-vimeo", "vimeo-video", "div"),
            anchors=("<embetty-video", "<lite-vimeo", "<vimeo-video", "vimeo_player"),
            selector=":is(embetty-video[type=vimeo], lite-vimeo, vimeo-video, .vimeo_player)"
            ":is([video-id], [videoid], [data-videoid])",
            post=("video-id", "videoid", "data-videoid"),
            confidence="certain",
            seen="consent tools and components; fixtures/vimeo/consent-elements",
        ),
        HtmlRule(
            name="vimeo-amp",
            form="amp-vimeo",
            elements=("amp-vimeo",),
            anchors=("data-videoid",),
            selector="amp-vimeo[data-videoid]",
            post=("data-videoid",),
            confidence="certain",
            seen="the component's documentation; fixtures/vimeo/amp",
        ),
    ),
    scripts=("player.vimeo.com/api/player.js",),
    credits=(
        r"<p>\s{0,9}<a\s[^<>]{0,300}vimeo\.com/\d[^<>]{0,200}>[^<]{0,200}</a>\s{1,9}from\s[\s\S]{0,600}?\s"
        r"on\s{1,9}<a\s[^<>]{0,300}vimeo\.com[^<>]{0,200}>vimeo</a>\.?\s{0,9}</p>",
    ),
    page_literals=("vimeo_player",),
    bare_id=r"\d{6,12}",
    shortcodes=("vimeo", "vimeo_simple"),
    components=("Vimeo", "VimeoEmbed"),
)
