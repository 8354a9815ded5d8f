"""Twitter / X: oEmbed blockquotes, rendered widgets, cards of many CMSs, and their remains in text."""

from embedparse.platforms import Platform

PLATFORM = Platform(
    name="twitter",
    title="X (Twitter)",
    hosts=(
        "twitter.com",
        "x.com",
    ),
    permalinks=(
        r"(?:[\w-]{1,20}\.)?(?:twitter|x)\.com/(?:\#!/|%23!/)?(?:i/web|i|X|(?P<handle>\w{1,20}))/"
        r"status(?:es)?/(?P<post_id>\d{1,20})\b",
        r"(?:[\w-]{1,20}\.)?(?:twitter|x)\.com/(?:\#!/)?statuses/(?P<post_id>\d{1,20})\b",
        r"(?:platform\.)?(?:twitter|x)\.com/embed/"
        r"(?:index|Tweet)\.html\?(?:[^\s#]{0,1500}&)?id=(?P<post_id>\d{1,20})\b",
    ),
    canonical=(
        "https://twitter.com/{handle}/status/{post_id}",
        "https://twitter.com/i/status/{post_id}",
    ),
    text_rules=(),
    html_rules=(),
)
