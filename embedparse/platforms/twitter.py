"""Twitter / X: oEmbed blockquotes, rendered widgets, cards of many CMSs, and their remains in text."""

from embedparse.platforms import Card, HtmlRule, InProse, Mark, Platform, TextRule

#: `— NAME (@HANDLE) DATE` at the end of the blockquote, in all the shapes that CMSs and hands gave it.
_DASH = r"(?:[—–―‒]|-{1,3})"
_ATTRIBUTION = rf"""
    (?: \n [ ]? (?: {_DASH} [ ]? )? | \A {Mark.POST}? {Mark.LINK}? [ ]? {_DASH} [ ]? | [ ]? [—–―] [ ]? )
    {Mark.POST}? {Mark.LINK}? {_DASH}? [ ]?
    (?P<author> [^\n]{{0,120}}? ) [ ]?
    [(（] [ ]? {Mark.LINK}? @ [ ]? {Mark.LINK}? (?P<handle> \w{{1,20}} ) {Mark.END}? [ ]? [)）]
    [^\n\p{{L}}\p{{N}}]{{0,10}} (?P<date> [^\n]{{0,80}} )
    (?: \n {Mark.POST} {Mark.LINK} [^\n{Mark.END}]{{0,60}} {Mark.END} )? \Z"""  # `View on X`

_ANY = f"[{Mark.POST}{Mark.LINK}{Mark.END}]{{0,6}}"
#: A widget of 2015 to 2018 whose shadow tree was saved: author above, the reader's local time below.
_RENDERED = rf"""
    (?: \A | \n ) {_ANY} (?P<author> [^\n@]{{1,80}}? ) [ \n]?
    {_ANY} @ {_ANY} (?P<handle> \w{{1,20}} ) {_ANY} \n
    (?P<body> (?: [^\n]{{0,400}} \n ){{1,30}}? ) {_ANY}
    \d{{1,2}} : \d\d [^\n]{{0,8}} [ ] [-·–] [ ] (?P<date> [^\n]{{6,40}} ) (?: \n | \Z )"""
#: The first embeds of 2010: the text, `… via web`, then the author's name and handle.
_PIE = rf"""
    [ \n]? {Mark.POST} {Mark.LINK} [^\n{Mark.END}]{{0,60}} {Mark.END} [^\n{Mark.LINK}]{{0,60}}
    (?: {Mark.LINK} {Mark.END} )? \s* {Mark.LINK} (?P<author> [^\n{Mark.END}]{{1,80}} ) {Mark.END}
    [ \n]{{1,3}} @? (?P<handle> \w{{1,20}} ) \s* \Z"""

#: A quoted post in the feeds of Nitter: `NAME (@HANDLE)`, the text, a dash and the address.
_NITTER = rf"""
    \A (?P<author> [^\n@]{{1,80}}? ) [ ] \( @ (?P<handle> \w{{1,20}} ) \) \n
    (?P<body> (?: [^\n]{{0,400}} \n ){{1,30}}? ) {_DASH} [ ]?
    {Mark.POST} {Mark.LINK} [^\n{Mark.END}]{{0,300}} {Mark.END} \Z"""

#: A row of a thread or of a search, as lines; further forms have code of their own, see ``text_forms``.
_TEXT_RULES = (
    TextRule(
        name="twitter-thread-row",
        shape="whole",
        anchors=("Show this thread", "Show thread", "Show more replies"),
        pattern=r"""
            ^ [ \t]{0,8} (?P<author> [^\s\x40(] [^\n\x40()]{0,49}? ) [ ]{0,2}
            \(? \x40 (?P<handle> [A-Za-z0-9_]{1,15} ) \)?
            [ ]{0,2} [·•-] [ ]{0,2} (?: \d{1,2}[smhd]\b | (?P<date>) [^\n]{4,24} ) [ \t]{0,4} \n
            \s{0,8} (?P<body> [^\s] [^\n]{0,700}+ (?: \n [^\n]{0,700}+ ){0,14}? ) \n \s{0,8}
            Show[ ] (?: this[ ]thread | thread | more[ ]replies )""",
        confidence="likely",
        seen="posts copied from the platform's page; fixtures/twitter/thread-row",
        needs=r"@[A-Za-z0-9_]{1,15}\)?[ ]{0,2}[·•-]",
    ),
)

PLATFORM = Platform(
    name="twitter",
    title="X (Twitter)",
    in_prose=InProse(r"[Tt]witter(?:\.com)?", ("witter",)),
    hosts=(
        "twitter.com",
        "x.com",
        "threadreaderapp.com",
        "s9e.github.io",
        "kinja.com",
    ),
    permalinks=(
        r"(?:twitter|x)\.com/(?:\#!/|%23!/)?(?:i/web|i|X|(?P<handle>\w{1,20}))/"
        r"status(?:es)?/(?P<post_id>\d{1,20})\b",
        r"(?:twitter|x)\.com/(?:\#!/)?statuses/(?P<post_id>\d{1,20})\b",
        r"kinja\.com/ajax/inset/iframe\?(?:[^\s\#]{0,200}&)?id=twitter-(?P<post_id>\d{5,20})\b",
        # The frame of a forum's software.
        r"s9e\.github\.io/iframe/(?:\d/)?twitter\.min\.html\#(?P<post_id>\d{5,20})\b",
        r"threadreaderapp\.com/thread/(?P<post_id>\d{5,20})\b",
        r"(?:twitter|x)\.com/embed/"
        r"(?:index|Tweet)\.html\?(?:[^\s\#]{0,1500}&)?(?:id|tweetId)=(?P<post_id>\d{1,20})\b",
    ),
    mirrors=(
        "nitter.*",
        "xcancel.com",
        "lightbrd.com",
        "fxtwitter.com",
        "vxtwitter.com",
        "fixupx.com",
        "fixvx.com",
        "twittpr.com",
        "twstalker.com",
        "twittervx.com",
        "twiiit.com",
        "nuku.trabun.org",
        "tweet.lambda.dance",
        "birdsite.xanny.family",
        "girlcockx.com",
        "cunnyx.com",
    ),
    canonical=(
        "https://twitter.com/{handle}/status/{post_id}",
        "https://twitter.com/i/status/{post_id}",
    ),
    text_rules=_TEXT_RULES,
    text_forms=("attribution", "status-link", "media-link", "card", "notice"),
    shorteners=("t.co",),
    pictures=("pic.twitter.com", "pic.x.com"),
    short_name="X",
    also_called=("X (formerly Twitter)", "Twitter"),
    card=Card(
        sites=r"(?:twitter|x)(?:\.com)?(?: \(formerly Twitter\))?",
        programs=r"(?:Twitter|X)[ ](?:for[ ]\w{2,12}(?:[ ]\w{2,12})?|Web[ ](?:App|Client))",
        classes=r"\btweet|twitter-?(?:card|status|embed)",
    ),
    script_calls=("createtweet", "createtweetembed", "createvideo"),
    html_rules=(
        HtmlRule(
            name="twitter-blockquote",
            form="blockquote",
            elements=("blockquote",),
            anchors=("twitter-tweet", "twitter-video", "data-tweet-id", "data-tweetid"),
            selector="blockquote:is(.twitter-tweet, .twitter-video, [data-tweetid], [data-tweet-id])",
            post=("data-tweet-id", "data-tweetid", "a:last", "cite"),
            attributions=(_ATTRIBUTION,),
            confidence="certain",
            seen="the oEmbed endpoint; fixtures/twitter/oembed",
        ),
        HtmlRule(
            name="twitter-blockquote-lazy",
            form="blockquote",
            elements=("blockquote",),
            anchors=("twitter-tweet", "twitter-video"),
            selector="blockquote",
            post=("a:last",),
            attributions=(_ATTRIBUTION,),
            confidence="certain",
            seen="news sites that keep the class in a data attribute; fixtures/twitter/lazy-blockquote",
        ),
        HtmlRule(
            name="twitter-nitter-quote",
            form="blockquote",
            elements=("blockquote",),
            anchors=("<blockquote",),
            selector="blockquote",
            post=("a:last",),
            attributions=(_NITTER,),
            inside=('#m"', "#m'"),
            confidence="likely",
            seen="feeds of a mirror, for a post quoted in a post; fixtures/twitter/nitter-quote",
        ),
        HtmlRule(
            name="twitter-blockquote-bare",
            form="blockquote",
            elements=("blockquote",),
            anchors=("<blockquote",),
            selector="blockquote",
            post=("a:last",),
            attributions=(_ATTRIBUTION,),
            inside=("/status/", "/statuses/"),
            proven=True,
            confidence="likely",
            seen="pages whose CMS dropped the class; fixtures/twitter/no-class",
        ),
        HtmlRule(
            name="twitter-amp",
            form="amp-twitter",
            elements=("amp-twitter",),
            anchors=("data-tweetid",),
            selector="amp-twitter[data-tweetid]",
            post=("data-tweetid",),
            attributions=(_ATTRIBUTION,),
            confidence="certain",
            seen="public pages; fixtures/twitter/amp",
        ),
        HtmlRule(
            name="twitter-rendered",
            form="rendered",
            elements=("twitterwidget", "twitter-widget", "iframe"),
            anchors=("data-tweet-id", "platform.twitter.com/embed"),
            selector=":is(twitterwidget, twitter-widget, iframe)"
            ":is([data-tweet-id], [src*='platform.twitter.com/embed/'])",
            post=("data-tweet-id", "src"),
            attributions=(_RENDERED,),
            confidence="certain",
            seen="saved pages; fixtures/twitter/rendered-frame, rendered-widget",
        ),
        HtmlRule(
            name="twitter-consent-element",
            form="element",
            elements=("embetty-tweet", "lite-tweet", "tweet-embed", "twitter-tweet", "div"),
            anchors=("-tweet", "<tweet-embed", "twitterembed-canvas"),
            selector=":is(embetty-tweet, lite-tweet, tweet-embed, twitter-tweet, .twitterembed-canvas)"
            ":is([status], [tweetid], [tweet-id], [data-tweet-id], [data-tweetid])",
            post=("status", "tweetid", "tweet-id", "data-tweet-id", "data-tweetid"),
            attributions=(_ATTRIBUTION,),
            confidence="certain",
            seen="consent tools and components; fixtures/twitter/consent-elements",
        ),
        HtmlRule(
            name="twitter-frame",
            form="iframe",
            elements=("iframe",),
            anchors=(
                "twitframe.com/",
                "qiita.com/embed-contents/tweet",
                "s9e.github.io/",
                "zenn.studio/tweet",
            ),
            selector="iframe:is([src*='twitframe.com/show'], [src*='qiita.com/embed-contents/tweet'],"
            " [src*='/twitter.min.html#'], [src*='embed.zenn.studio/tweet'])",
            post=("data-content", "src"),
            confidence="certain",
            seen="public pages; fixtures/twitter/twitframe",
        ),
        HtmlRule(
            name="twitter-substack",
            form="json-card",
            elements=("div",),
            anchors=("data-attrs",),
            selector="div:is(.twitter-embed, .tweet)[data-attrs]",
            post=("a:last",),
            json_keys=(
                ("data-attrs", ""),
                ("url", "url"),
                ("body", "full_text"),
                ("handle", "username"),
                ("author", "name"),
                ("date", "date"),
            ),
            confidence="certain",
            seen="newsletters; fixtures/twitter/substack",
        ),
        HtmlRule(
            name="twitter-blackbird-pie",
            form="blackbird-pie",
            elements=("div", "p"),
            anchors=("bbpbox",),
            selector=":is(div, p)[class^=bbpBox], :is(div, p)[class^=bbpbox]",
            post=("a:last",),
            attributions=(_PIE,),
            confidence="likely",
            seen="recalled, no page found; fixtures/twitter/blackbird-pie",
        ),
        HtmlRule(
            name="twitter-card",
            form="card",
            elements=("div", "section", "figure"),
            anchors=("data-tweet-id", "data-tweetid", "data-embed-id", "data-twitter-id", "data-tweet="),
            selector=":is([data-tweet-id], [data-tweetid], [data-twitter-id], [data-tweet],"
            " .embed-twitter[data-embed-id]):not([data-permalink-path], [data-item-id])",
            post=(
                "data-tweet-id",
                "data-tweetid",
                "data-twitter-id",
                "data-tweet",
                "data-embed-id",
                "a:last",
            ),
            confidence="certain",
            seen="public pages of broadcasters and portals; fixtures/twitter/card",
        ),
        HtmlRule(
            name="twitter-card-url",
            form="card",
            elements=("div", "section", "figure"),
            anchors=("data-url", "data-canonical-url"),
            selector=":is(.tweet, [data-mod=tweet], .element-tweet):is([data-url], [data-canonical-url])",
            post=("data-url", "data-canonical-url"),
            confidence="certain",
            seen="public pages of regional papers; fixtures/twitter/card-url",
        ),
    ),
    page_literals=(
        "data-tweet-id",
        "data-tweetid",
        "data-tweet=",
        "data-twitter-id",
        "data-embed-id",
        "twitterembed-canvas",
    ),
    link_anchors=("/status/", "/statuses/"),
    traces=(
        r"status(?:es)?(?:\\?/|%2f|\\u002f)\d",
        r"//platform\.twitter\.com\\?/embed",
        r"//twitframe\.com\\?/",
        r"//qiita\.com\\?/embed-contents\\?/tweet",
        r"//zenn\.studio\\?/tweet",
        r"//s9e\.github\.io\\?/iframe\\?/(?:\d\\?/)?twitter",
    ),
    called=("tweet", "x"),
    bare_id=r"\d{5,20}",
    shortcodes=(
        "tweet",
        "twitter",
        "x",
        "twitter_simple",
        "x_simple",
        "twitter-tweet",
        "tweet-embed",
        "embed-tweet",
        "embed_tweet",
    ),
    components=(
        "Tweet",
        "TwitterTweetEmbed",
        "TwitterEmbed",
        "TweetEmbed",
        "XEmbed",
        "EmbedTweet",
        "StaticTweet",
        "ReactTweet",
        "Twitter",
        "EmbeddedTweet",
        "LiteTweet",
        "XPost",
        "XTweet",
        "XStatus",
    ),
    citations=("cite tweet", "cita tweet", "citar tweet", "citeer tweet"),
    scripts=("platform.twitter.com/widgets.js", "platform.x.com/widgets.js", "/widgets.js"),
    clock="snowflake",
)
