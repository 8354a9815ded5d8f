"""Bilibili: frames of its player."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="bilibili",
    title="Bilibili",
    hosts=("bilibili.com", "b23.tv"),
    permalinks=(
        r"player\.bilibili\.com/(?:player|\w{1,20}/player)\.html\?(?:[^\s\#]{0,500}&)?"
        r"bvid=(?P<post_id>BV[0-9A-Za-z]{8,12})\b",
        r"player\.bilibili\.com/(?:player|\w{1,20}/player)\.html\?(?:[^\s\#]{0,500}&)?"
        r"aid=(?P<number>(?P<post_id>\d{1,18}))\b",
        r"bilibili\.com/(?:s/)?video/(?P<post_id>BV[0-9A-Za-z]{8,12})\b",
        r"bilibili\.com/(?:s/)?video/av(?P<number>(?P<post_id>\d{1,18}))\b",
        r"(?P<dynamic>(?:t\.bilibili\.com/(?:h5/dynamic/detail/)?|bilibili\.com/opus/)(?P<post_id>\d{15,20}))\b",
        r"b23\.tv/(?P<post_id>BV[0-9A-Za-z]{8,12})\b",
        r"(?P<short>b23\.tv/(?P<post_id>[0-9A-Za-z]{6,8}))\b",
    ),
    canonical=(
        "https://{dynamic}",
        "https://{short}",
        "https://www.bilibili.com/video/av{number}",
        "https://www.bilibili.com/video/{post_id}",
    ),
    html_rules=(
        HtmlRule(
            name="bilibili-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("bilibili.com/",),
            selector="iframe:is([src*='bilibili.com/'], [data-src*='bilibili.com/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/bilibili/frame",
        ),
    ),
    bare_id=r"BV[0-9A-Za-z]{8,12}",
    shortcodes=("bilibili", "bvideo"),
    components=("Bilibili", "BiliBili", "BilibiliEmbed"),
)
