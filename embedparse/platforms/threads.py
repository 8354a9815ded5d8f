"""Threads: blockquotes that hold a handle at most, and their remains in text."""

from embedparse.platforms import HtmlRule, InProse, Platform, TextRule

_TEXT_RULES = (
    TextRule(
        name="threads-post-by",
        shape="whole",
        anchors=("on Threads",),
        pattern=r"Post\s{1,80}by\s{1,80} @ (?P<handle> [\w.]{1,30}? ) \s{0,80} View\s{1,80}on\s{1,80}Threads",
        confidence="certain",
        seen="public pages; fixtures/threads/post-by",
        handles=("Post by @",),
        needs=r"View\s{1,80}on\s{1,80}Threads",
    ),
    TextRule(
        name="threads-view-on",
        shape="whole",
        anchors=("on Threads",),
        pattern=r"View\s{1,80}on\s{1,80}Threads",
        confidence="likely",
        seen="public pages; fixtures/threads/label-alone",
        needs=r"View\s{1,80}on\s{1,80}Threads",
    ),
)

PLATFORM = Platform(
    name="threads",
    title="Threads",
    in_prose=InProse(r"Threads", ("Threads",)),
    hosts=(
        "threads.net",
        "threads.com",
    ),
    permalinks=(
        r"threads\.(?:net|com)/@(?P<handle>[\w.]{1,30})/post/(?P<post_id>[\w-]{5,60})",
        r"threads\.(?:net|com)/t/(?P<post_id>[\w-]{5,60})",
    ),
    mirrors=(
        "fixthreads.net",
        "vxthreads.net",
    ),
    canonical=(
        "https://www.threads.com/@{handle}/post/{post_id}",
        "https://www.threads.com/t/{post_id}",
    ),
    text_rules=_TEXT_RULES,
    html_rules=(
        HtmlRule(
            name="threads-blockquote",
            form="blockquote",
            elements=("blockquote",),
            anchors=("text-post-media", "data-text-post-permalink"),
            selector="blockquote:is(.text-post-media, [data-text-post-permalink])",
            post=("data-text-post-permalink", "a:first"),
            confidence="certain",
            seen="public pages; fixtures/threads/blockquote",
        ),
    ),
    shortcodes=("threads",),
    components=(
        "ThreadsEmbed",
        "ThreadsPost",
    ),
    scripts=("threads.net/embed.js", "threads.com/embed.js"),
)
