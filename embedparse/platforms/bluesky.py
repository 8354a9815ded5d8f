"""Bluesky: blockquotes of the dialog and of the oEmbed endpoint, frames, and their remains in text."""

from embedparse.locales import any_of
from embedparse.platforms import HtmlRule, InProse, Mark, Platform, PostText, TextRule, flat_card

_DOMAIN = r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"
_DASH = (
    r"(?P<dash> [—–―] | & (?: mdash | \#8212 | \#x2014 ) ; | (?<=\s|^) -{1,3} ) [ \t]{0,4} \n? [ \t]{0,40}"
)
_LONG_DASH = r"(?P<dash> — ) [ \t]{0,4} \n? [ \t]{0,40}"
_NAME = r"(?P<author> [^\n—]{0,100}? )"
#: Behind the dash that opens a line the name may hold dashes of its own.
_OPENING = r"(?: ^ [ \t]{0,40} (?P<dash> — | -- ) [ \t]{0,4} \n? [ \t]{0,40} (?P<author> [^\n]{1,64}? ) )"
_ISO = r"\d{4}-\d\d-\d\dT\d\d:\d\d"

# The handle comes first: it is rare. The dash and the name are looked for backwards from behind it: the
# platform's own dash, and only then those that an extractor put in its place, for names hold them too.
_TEXT_RULES = (
    TextRule(
        name="bluesky-attribution",
        shape="below",
        anchors=("@",),
        pattern=rf"""
            \( \s{{0,80}} @ (?P<handle> {_DOMAIN} ) \s{{0,80}} \)
            (?: (?<= {_OPENING} \s{{0,80}} \( [^()—]{{4,400}} \) )
                | (?<= {_LONG_DASH} {_NAME} \s{{0,80}} \( [^()—]{{4,400}} \) )
                | (?<= {_DASH} {_NAME} \s{{0,80}} \( [^()—]{{4,400}} \) ) )
            \s{{0,80}} (?: lúc\s{{1,4}} )? (?P<date>)""",
        confidence="likely",
        seen="public pages; fixtures/bluesky/dialog",
        needs=rf"@{_DOMAIN}\s{{0,80}}\)\s{{0,80}}(?:lúc\s{{1,4}})?[\s\S]{{0,80}}?\d{{4}}",
    ),
    TextRule(
        name="bluesky-lost-dash",  # the time of day makes up for the dash; bylines have none
        shape="below",
        anchors=("@",),
        pattern=rf"""
            \( \s{{0,80}} @ (?P<handle> {_DOMAIN} ) \s{{0,80}} \)
            (?<= ^ [ \t]{{0,40}} (?P<author> [^\s—–(-][^\n—(]{{0,63}}? ) \s{{0,80}} \( [^()—]{{4,400}} \) )
            [ \t\u00a0]{{1,8}} (?P<date>) (?= [^\n]{{6,40}}? \d{{1,2}} [:.] \d{{2}} (?!\d) )""",
        confidence="likely",
        seen="the print of extractors that lose dashes; fixtures/bluesky/lost-dash",
        needs=rf"@{_DOMAIN}\s{{0,80}}\)[ \t\u00a0]{{1,8}}[^\n]{{6,40}}?\d{{1,2}}[:.]\d{{2}}",
    ),
    TextRule(
        name="bluesky-oembed",  # the exact time makes up for a dash that the extractor lost
        shape="below",
        anchors=("@",),
        pattern=rf"""
            @ (?= [A-Za-z0-9.-]{{4,260}} \s{{0,80}} \)? \s{{0,80}} {_ISO} )
            (?: (?<= {_OPENING} \s{{0,80}} \( \s{{0,80}} @ )
                | (?<= {_LONG_DASH} (?: {_NAME} \s{{0,80}} \( )? @ )
                | (?<= (?: {_DASH} | ^ [ \t]{{0,40}} ) (?: {_NAME} \s{{0,80}} \( )? @ ) )
            (?P<handle> [A-Za-z0-9-]{{1,63}} (?: \.[A-Za-z0-9-]{{1,63}}? ){{1,5}} ) \s{{0,80}} \)?
            \s{{0,80}} (?P<date>) (?= {_ISO} )""",
        confidence="likely",
        seen="the platform's source; fixtures/bluesky/oembed",
        needs=rf"@[A-Za-z0-9.-]{{4,260}}\s{{0,80}}\)?\s{{0,80}}{_ISO}",
        handles=("— @", "—\n@"),
    ),
    TextRule(
        name="bluesky-card",
        shape="whole",
        anchors=(".bsky.social", " reposts", " Reposts", "on Bluesky"),
        pattern=flat_card(
            _DOMAIN,
            f"reposts?|quotes?|likes?|replies|reply|saves?|{any_of('widgets', 'counts')}",
            r"Everybody[ ]can[ ]reply"
            r" | (?:Read[ ]\d{1,6}[ ](?:replies|reply)|View|View[ ]post|Open|Reply)[ ]on[ ]Bluesky",
        ),
        confidence="likely",
        seen="posts copied from the platform's page, newsletters; fixtures/bluesky/card-as-lines",
        needs=rf"@{_DOMAIN}[\u202c\u2069]?[ \t]{{0,4}}(?:[·•][^\n]{{1,30}})?\n",
    ),
)

_ATTRIBUTION = rf"""
    (?: \n | \A | [ ]? (?= — ) ) [ ]? {_DASH} {Mark.LINK}?
    (?P<author> [^\n]{{0,120}}? ) [ ]? \(? {Mark.LINK}? @ (?P<handle> {_DOMAIN} ) {Mark.END}? \)? {Mark.END}?
    \s {Mark.POST}? {Mark.LINK}? (?P<date> [^\n]{{0,80}} ) \Z"""

PLATFORM = Platform(
    name="bluesky",
    title="Bluesky",
    in_prose=InProse(r"Blue ?[Ss]ky", ("luesky", "lueSky")),
    hosts=("bsky.app", "s9e.github.io"),
    permalinks=(
        r"bsky\.app/profile/(?P<actor>did:[a-z]{2,10}:[\w.:%-]{1,100}|(?P<handle>[\w.-]{3,253}))/"
        r"post/(?P<post_id>[a-z0-9]{8,20})\b",
        r"(?:embed\.bsky\.app/embed/|s9e\.github\.io/iframe/(?:\d/)?bluesky\.min\.html#at:/{1,2})"
        r"(?P<actor>did:[a-z]{2,10}:[\w.:%-]{1,100})/"
        r"app\.bsky\.feed\.post/(?P<post_id>[a-z0-9]{8,20})\b",
    ),
    uris=(
        r"\bat://(?P<actor>did:[a-z]{2,10}:[\w.:%-]{1,100}|[\w.-]{3,253})/app\.bsky\.feed\.post/"
        r"(?P<post_id>[a-z0-9]{8,20})\b",
    ),
    called=("bsky",),
    mirrors=(
        "fxbsky.app",
        "bskx.app",
        "bskyx.app",
        "bskye.app",
        "xbsky.app",
        "vxbsky.app",
    ),
    canonical=("https://bsky.app/profile/{actor}/post/{post_id}",),
    post=PostText(longest=330, picture=r"\[image\s{1,40}or\s{1,40}embed\]", wordless=True),
    text_rules=_TEXT_RULES,
    html_rules=(
        HtmlRule(
            name="bluesky-substack",
            form="json-card",
            elements=("div",),
            anchors=("data-attrs",),
            selector="div.bluesky-wrap[data-attrs]",
            post=("a:last",),
            json_keys=(
                ("data-attrs", ""),
                ("url", "uri"),
                ("body", "text"),
                ("handle", "authorHandle"),
                ("author", "authorName"),
                ("date", "createdAt"),
            ),
            confidence="certain",
            seen="newsletters; fixtures/bluesky/substack",
        ),
        HtmlRule(
            name="bluesky-blockquote",
            form="blockquote",
            elements=("blockquote",),
            anchors=("bluesky-embed", "data-bluesky-uri", "bluesky-post-fallback"),
            selector="blockquote:is(.bluesky-embed, .bluesky-post-fallback, [data-bluesky-uri])",
            post=("a:last", "data-bluesky-uri"),
            labels=(rf"{Mark.POST}? {Mark.LINK}? \[image [ ] or [ ] embed\] {Mark.END}?",),
            attributions=(_ATTRIBUTION,),
            breaks=True,
            confidence="certain",
            seen="public pages and the platform's source; fixtures/bluesky/dialog-page",
        ),
        HtmlRule(
            name="bluesky-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("embed.bsky.app/", "app.bsky.feed.post/"),
            selector="iframe:is([src*='embed.bsky.app/embed/'], [data-src*='embed.bsky.app/embed/'],"
            " [src*='/app.bsky.feed.post/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="the platform's source; fixtures/bluesky/frame",
        ),
    ),
    traces=(r"app\.bsky\.feed\.post\\?/",),
    page_literals=("bluesky-wrap",),
    shortcodes=(
        "bluesky",
        "bsky",
        "bluesky_post",
    ),
    components=(
        "Bluesky",
        "BlueskyPost",
        "BlueskyEmbed",
    ),
    scripts=("embed.bsky.app/static/embed.js",),
    clock="tid",
)
