"""Pinterest: pins, whose embed is an empty link or a frame."""

from embedparse.platforms import Platform

PLATFORM = Platform(
    name="pinterest",
    title="Pinterest",
    hosts=(
        "pinterest.com",
        "pin.it",
    ),
    permalinks=(
        r"(?:[\w-]{1,20}\.)?pinterest\.(?:[a-z]{2,3}|com?\.[a-z]{2})/pin/(?:[^/"
        r"?\#\s]{0,200}--)?(?P<post_id>\d{5,25})\b",
        r"assets\.pinterest\.com/ext/embed\.html\?(?:[^\s\#]{0,500}&)?id=(?P<post_id>\d{5,25})\b",
    ),
    canonical=("https://www.pinterest.com/pin/{post_id}/",),
    text_rules=(),
    html_rules=(),
)
