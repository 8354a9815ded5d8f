"""Telegram: posts of public channels, whose embed is a script or a frame without text."""

from embedparse.platforms import Platform

PLATFORM = Platform(
    name="telegram",
    title="Telegram",
    hosts=(
        "t.me",
        "telegram.me",
    ),
    permalinks=(
        r"(?:t|telegram)\.me/(?:s/)?(?P<post_id>(?P<handle>(?!joinchat/|addstickers/|share/|proxy/"
        r")\w{4,32})/\d{1,10})\b",
    ),
    canonical=("https://t.me/{post_id}",),
    text_rules=(),
    html_rules=(),
)
