"""Threads: blockquotes that hold a handle at most, and their remains in text."""

from embedparse.platforms import Platform

PLATFORM = Platform(
    name="threads",
    title="Threads",
    hosts=(
        "threads.net",
        "threads.com",
    ),
    permalinks=(
        r"threads\.(?:net|com)/@(?P<handle>[\w.]{1,30})/post/(?P<post_id>[\w-]{5,60})",
        r"threads\.(?:net|com)/t/(?P<post_id>[\w-]{5,60})",
    ),
    canonical=(
        "https://www.threads.com/@{handle}/post/{post_id}",
        "https://www.threads.com/t/{post_id}",
    ),
    text_rules=(),
    html_rules=(),
)
