"""TikTok: blockquotes, frames, AMP tags, and their remains in text."""

from embedparse.platforms import Platform

PLATFORM = Platform(
    name="tiktok",
    title="TikTok",
    hosts=("tiktok.com",),
    permalinks=(
        r"(?:m\.)?tiktok\.com/@(?P<handle>[\w.]{1,32})/(?:video|photo)/(?P<post_id>\d{8,20})",
        r"tiktok\.com/(?:embed(?:/v[23])?|player/v1)/(?P<post_id>\d{8,20})",
        r"m\.tiktok\.com/v/(?P<post_id>\d{8,20})",
    ),
    canonical=(
        "https://www.tiktok.com/@{handle}/video/{post_id}",
        "https://www.tiktok.com/embed/v2/{post_id}",
    ),
    text_rules=(),
    html_rules=(),
)
