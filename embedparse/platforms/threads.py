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
        name="threads-card",
        shape="whole",
        anchors=("on Threads",),
        pattern=r"""
            ^ [ \t]{0,8} \x40? (?P<handle> (?=[\w.]{0,29}[\w]) [\w.]{3,30} ) [ \t]{0,4}
            (?: \n\s{0,4} | [·•][ ] )
            (?: \d{1,3}[ ]?[smhdw]\b | (?P<date>) (?= [^\n]{0,14} \d{2} ) [^\n]{6,20} ) [ \t]{0,4} \n
            \s{0,4} (?P<body> [^\s] [^\n]{0,700}+ (?: \n [^\n]{0,700}+ ){0,14}? ) \n \s{0,8}
            (?: (?: \d[\d.,]{0,8}[KkM]? | [Ll]ikes? | [Rr]eplies | [Rr]eply | · ) \s{1,4} ){0,10}
            View[ ]on[ ]Threads""",
        confidence="likely",
        seen="the widget as a page saved it; fixtures/threads/card-as-lines",
        needs=r"\S\s{1,8}View on Threads",
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
