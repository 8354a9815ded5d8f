"""Imgur: images and albums."""

from embedparse.platforms import Platform

PLATFORM = Platform(
    name="imgur",
    title="Imgur",
    hosts=("imgur.com",),
    permalinks=(
        r"(?:m\.)?imgur\.com/(?P<post_id>a/\w{5,10})(?![\w.])",
        r"(?:m\.)?imgur\.com/(?:gallery|t/\w{1,40})/(?:[\w-]{1,120}-)?(?P<post_id>\w{5,10})(?![\w.-])",
        r"(?:m\.)?imgur\.com/(?!(?:user|upload|signin|register|about)\b)(?P<post_id>\w{5,10})(?![\w./-])",
    ),
    canonical=("https://imgur.com/{post_id}",),
    text_rules=(),
    html_rules=(),
)
