"""Dailymotion: frames and AMP tags."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="dailymotion",
    title="Dailymotion",
    hosts=("dailymotion.com", "dai.ly"),
    permalinks=(
        r"dailymotion\.com/(?:embed/)?video/(?P<post_id>[a-z0-9]{5,20})(?![a-z0-9])",
        r"geo\.dailymotion\.com/player(?:/\w{1,20})?(?:\.html)?\?(?:[^\s\#]{0,500}&)?"
        r"video=(?P<post_id>[a-z0-9]{5,20})(?![a-z0-9])",
        r"dai\.ly/(?P<post_id>[a-z0-9]{5,20})(?![a-z0-9])",
    ),
    canonical=("https://www.dailymotion.com/video/{post_id}",),
    html_rules=(
        HtmlRule(
            name="dailymotion-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("dailymotion.com/",),
            selector="iframe:is([src*='dailymotion.com/'], [data-src*='dailymotion.com/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/dailymotion/frame",
        ),
        HtmlRule(
            name="dailymotion-consent-element",
            form="element",
            elements=("embetty-video", "div"),
            anchors=("<embetty-video", "dailymotion_player"),
            selector=":is(embetty-video[type=dailymotion], .dailymotion_player)"
            ":is([video-id], [videoid], [data-videoid])",
            post=("video-id", "videoid", "data-videoid"),
            confidence="certain",
            seen="consent tools; fixtures/dailymotion/consent-elements",
        ),
        HtmlRule(
            name="dailymotion-amp",
            form="amp-dailymotion",
            elements=("amp-dailymotion",),
            anchors=("data-videoid",),
            selector="amp-dailymotion[data-videoid]",
            post=("data-videoid",),
            confidence="certain",
            seen="the component's documentation; fixtures/dailymotion/amp",
        ),
    ),
    scripts=("api.dmcdn.net/all.js",),
    page_literals=("dailymotion_player",),
    bare_id=r"[a-z0-9]{5,20}",
    shortcodes=("dailymotion",),
    components=("DailyMotion", "Dailymotion"),
)
