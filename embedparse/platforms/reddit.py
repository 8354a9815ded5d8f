"""Reddit: cards of both generations, for posts and for comments, and their remains in text."""

from embedparse.platforms import Platform, TextRule

_TEXT_RULES = (
    TextRule(
        name="reddit-by-in",
        shape="below",
        anchors=("byu/", "by u/", "by\nu/", "by[u/"),
        pattern=r"""
            \b by \s{0,80} u/ (?P<handle> [\w-]{2,24}? ) (?: \s{1,80} from\s{1,80}discussion )?
            \s{0,80} \b in \s{0,80} (?:r/)? \w{2,24}""",
        confidence="likely",
        seen="public pages; fixtures/reddit/glued",
    ),
    TextRule(
        name="reddit-from-subreddit",
        shape="below",
        anchors=("from r/", "from\nr/", "from [r/"),
        pattern=r"\b from \s{1,80} r/ \w{2,24} (?= \s{0,80} $ )",
        confidence="likely",
        seen="public pages; fixtures/reddit/card",
    ),
)

PLATFORM = Platform(
    name="reddit",
    title="Reddit",
    hosts=(
        "reddit.com",
        "redd.it",
        "redditmedia.com",
    ),
    permalinks=(
        r"(?:[\w-]{1,20}\.)?reddit(?:media)?\.com/r/(?P<sub>\w{1,30})/comments/"
        r"(?P<thread>[a-z0-9]{3,10})/[^/?\#\s]{0,300}/(?P<post_id>[a-z0-9]{4,10})\b",
        r"(?:[\w-]{1,20}\.)?reddit(?:media)?\.com/r/(?P<sub>\w{1,30})/comments/"
        r"(?P<post_id>[a-z0-9]{3,10})\b",
        r"(?:[\w-]{1,20}\.)?reddit(?:media)?\.com/user/(?P<user_page>[\w-]{1,30})/comments/"
        r"(?P<post_id>[a-z0-9]{3,10})\b",
        r"(?:[\w-]{1,20}\.)?reddit(?:media)?\.com/(?:comments/)(?P<post_id>[a-z0-9]{3,10})\b",
        r"redd\.it/(?P<post_id>[a-z0-9]{4,10})\b",
    ),
    canonical=(
        "https://www.reddit.com/r/{sub}/comments/{thread}/comment/{post_id}/",
        "https://www.reddit.com/r/{sub}/comments/{post_id}/",
        "https://www.reddit.com/comments/{post_id}/",
    ),
    text_rules=_TEXT_RULES,
    html_rules=(),
)
