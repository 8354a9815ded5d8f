"""VK: posts of walls, written by a script call."""

from embedparse.platforms import Platform

PLATFORM = Platform(
    name="vk",
    title="VK",
    hosts=(
        "vk.com",
        "vk.ru",
    ),
    permalinks=(
        r"(?:m\.)?vk\.(?:com|ru)/"
        r"(?:[\w.-]{1,60}\?(?:[^\s\#]{0,300}&)?w=)?wall(?P<post_id>-?\d{1,15}_\d{1,15})\b",
    ),
    canonical=("https://vk.com/wall{post_id}",),
    text_rules=(),
    html_rules=(),
)
