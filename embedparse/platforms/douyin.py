"""Douyin: frames of videos."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="douyin",
    title="Douyin",
    hosts=("douyin.com", "iesdouyin.com"),
    permalinks=(
        r"(?:ies)?douyin\.com/(?:share/)?(?:video|note)/(?P<post_id>\d{15,22})\b",
        r"(?:open\.)?douyin\.com/player/video\?(?:[^\s\#]{0,500}&)?vid=(?P<post_id>\d{15,22})\b",
        r"v\.douyin\.com/(?P<post_id>[A-Za-z0-9_-]{6,16})(?![\w-])",
    ),
    canonical=("https://www.douyin.com/video/{post_id}",),
    html_rules=(
        HtmlRule(
            name="douyin-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("douyin.com/",),
            selector="iframe:is([src*='douyin.com/player/video'], [data-src*='douyin.com/player/video'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/douyin/frame",
        ),
    ),
    shortcodes=("douyin",),
    components=("Douyin",),
)
