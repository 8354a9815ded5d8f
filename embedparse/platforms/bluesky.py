"""Bluesky: blockquotes of the dialog and of the oEmbed endpoint, frames, and their remains in text."""

from embedparse.platforms import Platform

PLATFORM = Platform(
    name="bluesky",
    title="Bluesky",
    hosts=("bsky.app",),
    permalinks=(
        r"bsky\.app/profile/(?P<actor>did:[a-z]{2,10}:[\w.:%-]{1,100}|(?P<handle>[\w.-]{3,253}))/"
        r"post/(?P<post_id>[a-z0-9]{8,20})\b",
        r"(?:embed\.bsky\.app/embed/)(?P<actor>did:[a-z]{2,10}:[\w.:%-]{1,100})/"
        r"app\.bsky\.feed\.post/(?P<post_id>[a-z0-9]{8,20})\b",
    ),
    canonical=("https://bsky.app/profile/{actor}/post/{post_id}",),
    text_rules=(),
    html_rules=(),
)
