"""Xiaohongshu (RedNote): addresses of notes."""

from embedparse.platforms import Platform

PLATFORM = Platform(
    name="xiaohongshu",
    title="Xiaohongshu",
    hosts=("xiaohongshu.com", "xhslink.com"),
    permalinks=(
        r"xiaohongshu\.com/(?:explore|discovery/item)/(?P<post_id>[0-9a-f]{24})\b",
        r"xhslink\.com/(?:a/|m/|o/)?(?P<code>(?P<post_id>[A-Za-z0-9]{6,16}))(?![\w/])",
    ),
    canonical=("https://xhslink.com/{code}", "https://www.xiaohongshu.com/explore/{post_id}"),
    shortcodes=("xiaohongshu",),
    components=("Xiaohongshu",),
)
