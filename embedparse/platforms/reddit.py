"""Reddit: cards of both generations, for posts and for comments, and their remains in text."""

from embedparse.platforms import HtmlRule, InProse, Mark, Platform, PostText, TextRule

_SUBREDDIT = r"""(?:r/)?
    (?: \w{2,24} (?= \s{0,80} $ | [ ]\p{Lu} ) | \w{1,23} \p{Ll} (?= \p{Lu}\p{Ll}{0,20}[ ] ) | \w{2,24} )"""

#: What parts a word from the link after it: prints of a line per string, quotations.
_GAPS = (" ", "\n", "\n\n", " \n", "\n> ", " | ")
_BY = tuple(f"by{gap}u/" for gap in _GAPS)

_TEXT_RULES = (
    TextRule(
        name="reddit-by-in-glued",  # no blank is between `by`, `in` and their links
        shape="below",
        anchors=("byu/", "by[u/"),
        pattern=rf"(?<![\w/.]) byu/ (?P<handle> [\w-]{{2,24}}? ) \s{{0,80}} \b in {_SUBREDDIT}",
        confidence="certain",
        seen="public pages; fixtures/reddit/glued",
        needs=r"byu/\S{2,48}?\s{0,80}in",
    ),
    TextRule(
        name="reddit-by-in-spaced",  # prose says `a post by u/ada in r/cats` too, and goes on
        shape="below",
        anchors=(*_BY, ">u/"),  # as a link in a page
        pattern=r"""
            (?<![\w/.]) (?<! \b (?:posted|post|comments|story|submitted|written|made|shared) \s )
            by \s{1,80} u/ (?P<handle> [\w-]{2,24} ) \s{1,80} in \s{1,80} (?:r/)?
            \w{2,24} (?= [ \t]{0,80} $ | [ ]\p{Lu} )""",
        confidence="likely",
        seen="public pages; fixtures/reddit/spaced",
        needs=r"by\s{1,80}u/\S{2,48}\s{1,80}in\s",
    ),
    TextRule(
        name="reddit-comment",
        shape="whole",
        anchors=("byu/", "by[u/", *_BY),
        pattern=rf"""
            \b Comment \s{{0,80}} by \s{{0,80}} u/ (?P<handle> [\w-]{{2,24}} )
            \s{{1,80}} from\s{{1,80}}discussion \s{{0,80}} \b in \s{{0,80}} {_SUBREDDIT}""",
        confidence="certain",
        seen="public pages; fixtures/reddit/glued",
        needs=r"by\s{0,80}u/\S{2,48}\s{1,80}from\s{1,80}discussion",
    ),
    TextRule(
        name="reddit-card",
        shape="whole",
        anchors=("osted by u/",),
        pattern=r"""
            ^ [ \t]{0,8} (?: r/\w{2,24} \s{0,4} [·•]? \s{0,4} )?
            Posted[ ]by[ ]u/ (?P<handle> [\w-]{2,24} )
            (?: \s{0,4} [·•]? \s{0,4} \d{1,2} [ ] \w{2,8} \.? [ ] ago )? [ \t]{0,4} \n
            \s{0,8} (?P<body> [^\s] [^\n]{0,700}+ (?: \n [^\n]{0,700}+ ){0,14}? ) \n \s{0,8}
            (?: \d[\d.,]{0,8}[KkM]? \s{0,3} (?:upvotes?|points?|votes?|comments?)\b
                \s{0,4} [·•|]? \s{0,4} ){1,4}
            (?= \s{0,8} $ )""",
        confidence="likely",
        seen="posts copied from the platform's page; fixtures/reddit/card-as-lines",
        needs=r"(?m)^[ \t]{0,8}(?:r/\w{2,24}\s{0,4}[·•]?\s{0,4})?Posted by u/",
    ),
    TextRule(
        name="reddit-from-subreddit",
        shape="below",
        anchors=tuple(f"from{gap}r/" for gap in (*_GAPS, " [", "\n[", "\n> [")),
        pattern=r"\b from \s{1,80} r/ \w{2,24} (?= \s{0,80} $ )",
        confidence="likely",
        seen="public pages; fixtures/reddit/card",
        needs=r"(?m)from\s{1,80}r/\S{2,48}\s{0,80}$",
    ),
)

_BY_IN = rf"""
    \s* \b by \s* {Mark.LINK}? \s* u/ (?P<handle> [\w-]{{2,30}} ) {Mark.END}?
    [^\n{Mark.LINK}]{{0,40}} (?: {Mark.POST}? {Mark.LINK} {Mark.END} )? \s* (?: in [^\n]{{0,60}} )? \Z"""
_FROM = rf"\s* \b from \s* {Mark.LINK} (?:r/)? \w{{2,30}} {Mark.END} \s* \Z"

PLATFORM = Platform(
    name="reddit",
    title="Reddit",
    in_prose=InProse(r"Reddit", ("Reddit",)),
    hosts=(
        "reddit.com",
        "redd.it",
        "redditmedia.com",
    ),
    permalinks=(
        r"reddit(?:media)?\.com/r/(?P<sub>\w{1,30})/comments/"
        r"(?P<thread>[a-z0-9]{3,10})/[^/?\#\s]{0,300}(?:/comment)?/(?P<post_id>(?!comment\b)[a-z0-9]{4,10})\b",
        r"reddit(?:media)?\.com/r/(?P<sub>\w{1,30})/comments/"
        r"(?P<post_id>[a-z0-9]{3,10})\b",
        r"reddit(?:media)?\.com/user/(?P<user_page>[\w-]{1,30})/comments/"
        r"(?P<post_id>[a-z0-9]{3,10})\b",
        r"reddit(?:media)?\.com/(?:comments|gallery)/(?P<post_id>[a-z0-9]{3,10})\b",
        r"reddit\.com/r/(?P<short_sub>\w{1,30})/s/(?P<post_id>\w{6,20})\b",
        r"redd\.it/(?P<post_id>[a-z0-9]{4,10})\b",
    ),
    mirrors=(
        "rxddit.com",
        "libredd.it",
        "vxreddit.com",
        "redlib.*",
        "libreddit.*",
        "teddit.*",
        "safereddit.com",
    ),
    canonical=(
        "https://www.reddit.com/r/{short_sub}/s/{post_id}",
        "https://www.reddit.com/r/{sub}/comments/{thread}/comment/{post_id}/",
        "https://www.reddit.com/r/{sub}/comments/{post_id}/",
        "https://www.reddit.com/comments/{post_id}/",
    ),
    post=PostText(longest=320, longest_line=200, one_line=True),
    text_rules=_TEXT_RULES,
    html_rules=(
        HtmlRule(
            name="reddit-blockquote",
            form="blockquote",
            elements=("blockquote", "div"),
            anchors=("reddit-embed-bq", "reddit-card", "reddit-embed"),
            selector=":is(blockquote, div):is(.reddit-embed-bq, .reddit-card, .reddit-embed)",
            post=("a:first",),
            labels=(rf"\A {Mark.POST}? {Mark.LINK}? Comment {Mark.END}? (?= \s* by )",),
            attributions=(_BY_IN, _FROM),
            confidence="certain",
            seen="public pages; fixtures/reddit/blockquote",
        ),
        HtmlRule(
            name="reddit-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("redditmedia.com/", "embed.reddit.com/"),
            selector="iframe:is([src*='redditmedia.com/'], [src*='embed.reddit.com/'],"
            " [data-src*='redditmedia.com/'], [data-src*='embed.reddit.com/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/reddit/frame",
        ),
        HtmlRule(
            name="reddit-amp",
            form="amp-reddit",
            elements=("amp-reddit",),
            anchors=("data-src",),
            selector="amp-reddit[data-src]",
            post=("data-src",),
            confidence="certain",
            seen="the component's documentation; fixtures/reddit/amp",
        ),
    ),
    shortcodes=("reddit",),
    components=(
        "Reddit",
        "RedditEmbed",
        "RedditPost",
    ),
    scripts=(
        "embed.reddit.com/widgets.js",
        "embed.redditmedia.com/widgets/platform.js",
        "redditstatic.com/comment-embed.js",
    ),
)
