"""Instagram: blockquotes with and without caption, frames, AMP tags, and their remains in text."""

from embedparse.platforms import Platform

PLATFORM = Platform(
    name="instagram",
    title="Instagram",
    hosts=(
        "instagram.com",
        "instagr.am",
    ),
    permalinks=(
        r"(?:instagram\.com|instagr\.am)/(?:(?!share/|explore/|stories/)(?P<handle>[\w.]{1,30})/"
        r")?(?:p|reels?|tv)/(?P<post_id>[\w-]{5,60})",
    ),
    canonical=("https://www.instagram.com/p/{post_id}/",),
    text_rules=(),
    html_rules=(),
)
