"""Tumblr: posts whose embed holds a link only."""

from embedparse.platforms import HtmlRule, InProse, Platform

PLATFORM = Platform(
    name="tumblr",
    title="Tumblr",
    in_prose=InProse(r"Tumblr", ("Tumblr",)),
    hosts=("tumblr.com",),
    permalinks=(
        r"(?!embed\.|www\.|assets\.)(?P<handle>[\w-]{1,50})\.tumblr\.com/(?:post/)?(?P<post_id>\d{5,25})\b",
        r"embed\.tumblr\.com/embed/post/(?P<key>[\w-]{1,60})/(?P<post_id>\d{5,25})\b",
        r"tumblr\.com/(?:blog/view/)?(?P<handle>(?!blog/)[\w-]{1,50})/(?P<post_id>\d{5,25})\b",
    ),
    canonical=("https://www.tumblr.com/{handle}/{post_id}",),
    text_rules=(),
    html_rules=(
        HtmlRule(
            name="tumblr-post",
            form="div",
            elements=("div",),
            anchors=("data-href",),
            selector="div.tumblr-post[data-href]",
            post=("a:first", "data-href"),
            confidence="certain",
            seen="public pages; fixtures/tumblr/post",
        ),
    ),
    shortcodes=("tumblr",),
    components=("TumblrEmbed",),
    scripts=("assets.tumblr.com/post.js",),
)
