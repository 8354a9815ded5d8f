"""Twitter / X: oEmbed blockquotes, and their remains in extracted text."""

from embedparse.platforms import Platform

PLATFORM = Platform(
    name="twitter",
    title="X (Twitter)",
    hosts=("twitter.com", "mobile.twitter.com", "x.com", "mobile.x.com"),
    permalinks=(
        r"(?:mobile\.)?(?:twitter|x)\.com/(?:\#!/)?(?P<handle>\w{1,20})/status(?:es)?/(?P<post_id>\d{1,20})\b",
    ),
    canonical="https://twitter.com/{handle}/status/{post_id}",
)
