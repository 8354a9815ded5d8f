"""Substack: notes, comments and posts that newsletters embed as cards with their data beside them."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="substack",
    title="Substack",
    hosts=("substack.com",),
    permalinks=(
        r"substack\.com/@(?P<handle>[\w-]{1,60})/note/c-(?P<post_id>\d{3,12})\b",
        r"substack\.com/(?:profile/[\w-]{1,120}/)?note/c-(?P<post_id>\d{3,12})\b",
        r"(?P<comment>[\w-]{1,60}\.substack\.com/p/[\w-]{1,200}/comments?/(?P<post_id>\d{3,12}))\b",
    ),
    canonical=(
        "https://{comment}",
        "https://substack.com/@{handle}/note/c-{post_id}",
        "https://substack.com/note/c-{post_id}",
    ),
    html_rules=(
        HtmlRule(
            name="substack-note-card",
            form="card",
            elements=("div",),
            anchors=("substack-post-embed",),
            selector="div.substack-post-embed",
            inside=("data-comment-link",),
            post=("a:last",),
            confidence="certain",
            seen="what Substack gives to embed a note elsewhere; fixtures/substack/note-card",
        ),
        HtmlRule(
            name="substack-note",
            form="json-card",
            elements=("div",),
            anchors=("commentplaceholder",),
            selector="div[data-component-name=CommentPlaceholder][data-attrs]",
            post=("a:last",),
            json_keys=(
                ("data-attrs", ""),
                ("post_id", "commentId"),
                ("body", "comment.body"),
                ("author", "comment.name"),
                ("handle", "comment.handle"),
                ("date", "comment.date"),
            ),
            confidence="certain",
            seen="newsletters; fixtures/substack/note",
        ),
    ),
    page_literals=("commentplaceholder", "substack-post-embed"),
    shortcodes=("substack",),
    scripts=("substack.com/embedjs/",),
)
