"""YouTube: frames, AMP tags and lazy players."""

from embedparse.platforms import Platform

PLATFORM = Platform(
    name="youtube",
    title="YouTube",
    hosts=(
        "youtube.com",
        "youtube-nocookie.com",
        "youtu.be",
    ),
    permalinks=(
        r"(?:[\w-]{1,20}\.)?youtube(?:-nocookie)?\.com/(?:embed|v|e|shorts|live)/"
        r"(?!videoseries|live_stream)(?P<post_id>[\w-]{11})(?![\w-])",
        r"(?:[\w-]{1,20}\.)?youtube\.com/watch/"
        r"?\?(?:[^\s\#]{0,500}&)?v=(?P<post_id>[\w-]{11})(?![\w-])",
        r"youtu\.be/(?P<post_id>[\w-]{11})(?![\w-])",
    ),
    canonical=("https://www.youtube.com/watch?v={post_id}",),
    text_rules=(),
    html_rules=(),
)
