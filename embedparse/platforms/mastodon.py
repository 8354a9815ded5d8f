"""Mastodon and its forks, on any host: blockquotes since 4.3, frames before."""

from embedparse.locales import any_of
from embedparse.platforms import HtmlRule, InProse, Platform, TextRule, flat_card

_TEXT_RULES = (
    TextRule(
        name="mastodon-post-by",
        shape="whole",
        anchors=("on Mastodon",),
        pattern=r"""
            Post\s{1,80}by\s{1,80} @ (?P<handle> [\w.-]{1,64} @ [\w-]{1,63} (?: \.[\w-]{1,63} ){1,5}? )
            \s{0,80} View\s{1,80}on\s{1,80}Mastodon""",
        confidence="certain",
        seen="the platform's source; fixtures/mastodon/post-by",
        handles=("Post by @",),
        needs=r"View\s{1,80}on\s{1,80}Mastodon",
    ),
    TextRule(
        name="mastodon-card",
        shape="whole",
        anchors=(
            *(f"{digit} boosts" for digit in range(10)),
            "1 boost\n",
            "1 boost ",
            "K boosts",
            " · Web",
            "boosts\n·",
            "on Mastodon",
        ),
        pattern=flat_card(
            r"[\w.-]{1,64} \x40 [\w-]{1,63} (?: \.[\w-]{1,63} ){1,5}",
            f"boosts?|favou?rites?|replies|reply|quotes?|{any_of('widgets', 'counts')}",
            r"(?:View|Read|Open)[ ](?:[^\n]{1,30}[ ])?on[ ]Mastodon | Web\b | Public\b"
            r" | Edited[ ][^\n]{4,30}",
        ),
        confidence="likely",
        seen="posts copied from the platform's page; fixtures/mastodon/card-as-lines",
        needs=r"@[\w.-]{1,64}@[\w-]{1,63}\.[\w.-]{1,100}[ \t]{0,4}(?:[·•][^\n]{1,30})?\n",
    ),
)

PLATFORM = Platform(
    name="mastodon",
    title="Mastodon",
    in_prose=InProse(r"Mastodon", ("astodon",)),
    hosts=(),
    permalinks=(
        r"(?P<host>(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24})/(?:deck/|web/)?@(?P<user>\w{1,60}(?:@[a-z0-9.-]{3,100})?)/(?P<post_id>\d{15,20})\b",
        r"(?P<host>(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24})/web/statuses/(?P<post_id>\d{15,20})\b",
        r"(?P<host>(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24})/users/(?P<user>\w{1,60})/statuses/"
        r"(?P<post_id>\d{15,20})\b",
    ),
    canonical=("https://{host}/@{user}/{post_id}", "https://{host}/web/statuses/{post_id}"),
    text_rules=_TEXT_RULES,
    html_rules=(
        HtmlRule(
            name="mastodon-blockquote",
            form="blockquote",
            elements=("blockquote",),
            anchors=("mastodon-embed", "data-embed-url"),
            selector="blockquote:is(.mastodon-embed, [data-embed-url])",
            post=("data-embed-url", "a:first"),
            confidence="certain",
            seen="the platform's source and public pages; fixtures/mastodon/blockquote",
        ),
        HtmlRule(
            name="mastodon-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("mastodon-embed", "/@"),
            selector="iframe:is(.mastodon-embed, [src*='/@'][src*='/embed'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="the platform's source; fixtures/mastodon/frame",
        ),
    ),
    link_anchors=("/@", "/users/", "/statuses/"),
    traces=(
        r"@\w{1,60}(?:@[a-z0-9.-]{3,100})?\\?/(?:statuses\\?/)?\d{15}",
        r"web\\?/statuses\\?/\d{15}",
        r"users\\?/\w{1,60}\\?/(?:statuses\\?/)?\d{15}",
    ),
    shortcodes=(
        "mastodon",
        "toot",
        "fediverse",
    ),
    components=(
        "Mastodon",
        "MastodonPost",
        "MastodonEmbed",
        "Toot",
    ),
    scripts=("/embed.js",),
    clock="mastodon",
)
