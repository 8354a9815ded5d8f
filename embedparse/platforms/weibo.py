"""Weibo: frames of its widget."""

from embedparse.platforms import HtmlRule, InProse, Platform

PLATFORM = Platform(
    name="weibo",
    title="Weibo",
    in_prose=InProse(r"Weibo", ("eibo",)),
    hosts=("weibo.com", "weibo.cn"),
    permalinks=(
        r"service\.weibo\.com/widget/\w{1,20}\.php\?(?:[^\s\#]{0,500}&)?(?:mid|id)=(?P<mid>(?P<post_id>\d{10,20}))\b",
        r"weibo\.(?:com|cn)/(?:status|detail)/(?P<mid>(?P<post_id>[0-9A-Za-z]{9,20}))\b",
        r"weibo\.(?:com|cn)/(?P<account>\d{5,12})/(?P<post_id>\d{16}|[0-9A-Za-z]{9})\b(?!/)",
    ),
    canonical=("https://weibo.com/{account}/{post_id}", "https://m.weibo.cn/detail/{mid}"),
    html_rules=(
        HtmlRule(
            name="weibo-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("weibo.com/",),
            selector="iframe:is([src*='weibo.com/widget/'], [data-src*='weibo.com/widget/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/weibo/frame",
        ),
    ),
    shortcodes=("weibo",),
)
