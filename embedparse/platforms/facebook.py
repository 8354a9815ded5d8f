"""Facebook: posts, videos and their frames."""

from embedparse.locales import languages, of_language
from embedparse.platforms import HtmlRule, InProse, Mark, Platform, PostText, TextRule

_NAME = r"(?P<author> [^\n]{1,80}? (?: \n{1,2} [^\n]{1,80}? )?? )"


def _words(pattern: str) -> str:
    return pattern.replace(" ", r"\s{1,80}")


def _before_date(preposition: str) -> str:
    """What is between name and date: some extractors leave no blank where no preposition is."""
    lead = rf"\s{{1,80}} {_words(preposition)}" if preposition else ""
    optional = preposition.endswith(")?") and preposition.count("(") == 1
    return (rf"(?: {lead} )?" if optional else lead) + r" \s{0,80}"


def _near_date(preposition: str) -> str:
    """What `_before_date` needs at least, in a text with its markup.

    No class is before the words: `re` skips to their first letter.
    """
    return rf"{_words(preposition)}\W{{0,80}}" if preposition else ""


def _attribution(language: str) -> TextRule:
    """`VERB NAME PREPOSITION WEEKDAY, DATE`: the weekday shows where the date begins and the name ends."""
    words = of_language("facebook", language)
    verb, weekday = _words(words["verb"]), f"(?i:{_words(words['weekdays'])})"
    preposition = words.get("before_date", "")
    return TextRule(
        name=f"facebook-attribution-{language}",
        shape="below",
        anchors=tuple(words["anchor"].split("|")),
        pattern=rf"""
            {verb} \s{{0,80}} {_NAME} {_before_date(preposition)}
            (?P<date>) (?: (?= {weekday} [,،\s] )
                | \d{{1,4}} [^\n]{{3,30}}? {weekday} )""",
        confidence="likely",
        seen=f"{words['seen']}; fixtures/facebook/{language}",
        needs=rf"{verb}[\s\S]{{1,250}}{_near_date(preposition)}(?:\d{{1,4}}[^\n]{{3,30}}?)?{weekday}",
    )


def _attribution_behind(language: str) -> TextRule:
    """`NAME VERB DATE, WEEKDAY` in languages that put the name first."""
    words = of_language("facebook", language)
    verb, weekday = _words(words["verb_behind"]), f"(?i:{_words(words['weekdays'])})"
    rest = rf"(?: \s {_words(words['behind_date'])} )?" if "behind_date" in words else ""
    return TextRule(
        name=f"facebook-attribution-{language}-behind",
        shape="below",
        anchors=tuple(words["anchor_behind"].split("|")),
        pattern=rf"""
            (?: ^ | (?<= [.!?…。！？।»”] ) ) [ ]{{0,3}}
            (?P<author> [^\n.!?…。！？।»”]{{1,60}}? ) \s{{0,3}} {verb} \s{{0,3}} (?P<date>)
            (?: (?= {weekday} [,،\s] ) | \d{{1,4}} [^\n]{{3,30}}? {weekday} (?! \p{{Ll}} ) {rest} )""",
        confidence="likely",
        seen=f"{words['seen']}; fixtures/facebook/{language}-behind",
        needs=rf"{verb}[\s\S]{{0,60}}?{weekday}",
    )


_TEXT_RULES = (
    TextRule(
        name="facebook-label",
        shape="whole",
        anchors=("this video on Facebook", "this post on Facebook"),
        pattern=r"(?:Watch|View)[ ]this[ ](?:video|post)[ ]on[ ]Facebook\.?",
        confidence="likely",
        seen="what players and consent boxes leave; fixtures/facebook/label-alone",
        needs=r"this (?:video|post) on Facebook",
    ),
    *map(_attribution, languages("facebook")),
    *(
        _attribution_behind(each)
        for each in languages("facebook")
        if "verb_behind" in of_language("facebook", each)
    ),
)

#: `Posted by <NAME> on <DATE>`: the words differ by language, the two links do not.
_ATTRIBUTION = rf"""
    (?: \n | \A ) [^\n{Mark.LINK}]{{2,60}} {Mark.LINK} (?P<author> [^\n{Mark.END}]{{1,120}} ) {Mark.END}
    [^\n\p{{N}}{Mark.LINK}]{{0,60}}? {Mark.POST}? {Mark.LINK}? (?P<date> [^\n]{{0,80}} ) \Z"""

#: The title of a video, above its text.
_TITLE = rf"\A {Mark.POST} {Mark.LINK} [^{Mark.END}]{{0,300}} {Mark.END}"

PLATFORM = Platform(
    name="facebook",
    title="Facebook",
    in_prose=InProse(r"[Ff]acebook(?! Live)", ("acebook",)),
    hosts=(
        "facebook.com",
        "fb.watch",
        "fb.com",
    ),
    permalinks=(
        r"(?:facebook|fb)\.com/(?:(?P<account>\d{1,20})|(?P<handle>[^/"
        r"?\#\s]{1,100}))/(?:posts|videos|reels?)/(?:[^/?\#\s]{1,200}/"
        r"){0,2}(?P<post_id>\d{4,25}|pfbid\w{10,120})",
        r"(?:facebook|fb)\.com/(?:(?P<account>\d{1,20})|(?P<handle>[^/"
        r"?\#\s]{1,100}))/photos/(?:[^/?\#\s]{1,200}/){0,2}(?P<post_id>\d{4,25}|pfbid\w{10,120})",
        r"(?:facebook|fb)\.com/"
        r"(?:permalink|story)\.php\?(?:[^\s\#]{0,500}&"
        r")?story_fbid=(?P<post_id>\d{4,25}|pfbid\w{10,120})(?:&"
        r"[^\s\#]{0,500}?\bid=(?P<account>\d{1,20}))?",
        r"(?:facebook|fb)\.com/photo(?:\.php|/)?/"
        r"?\?(?:[^\s\#]{0,500}&)?fbid=(?P<post_id>\d{4,25}|pfbid\w{10,120})",
        r"(?:facebook|fb)\.com/(?:watch/?|video(?:/"
        r"embed|\.php)?)\?(?:[^\s\#]{0,500}&)?(?:v|video_id)=(?P<post_id>\d{4,25})",
        r"(?:facebook|fb)\.com/watch/live/?\?(?:[^\s\#]{0,500}&)?v=(?P<post_id>\d{4,25})",
        r"(?:facebook|fb)\.com/reel/(?P<post_id>\d{4,25})",
        r"(?:facebook|fb)\.com/media/set/"
        r"?\?(?:[^\s\#]{0,500}&)?set=(?P<post_id>[\w.]{4,60})",
        r"(?:facebook|fb)\.com/notes/(?:[^/?\#\s]{1,200}/"
        r"){0,2}(?P<post_id>\d{4,25})",
        r"(?:facebook|fb)\.com/groups/[^/?\#\s]{1,100}/(?:posts|permalink)/(?P<post_id>\d{4,25})\b",
        r"(?:facebook|fb)\.com/share/(?:[pvr]/)?(?P<post_id>\w{6,40})\b",
        r"fb\.watch/(?P<post_id>[\w-]{6,20})",
    ),
    canonical=(),
    post=PostText(longest=1500, longest_line=400, cut=130, signs_articles=True),
    text_rules=_TEXT_RULES,
    html_rules=(
        HtmlRule(
            name="facebook-post",
            form="div",
            elements=("div",),
            anchors=("data-href",),
            selector="div.fb-post[data-href]",
            post=("data-href",),
            attributions=(_ATTRIBUTION,),
            confidence="certain",
            seen="public pages; fixtures/facebook/post",
        ),
        HtmlRule(
            name="facebook-video",
            form="video",
            elements=("div",),
            anchors=("data-href",),
            selector="div.fb-video[data-href]",
            post=("data-href",),
            labels=(_TITLE,),
            attributions=(_ATTRIBUTION,),
            confidence="certain",
            seen="public pages; fixtures/facebook/video",
        ),
        HtmlRule(
            name="facebook-blockquote",
            form="blockquote",
            elements=("blockquote",),
            anchors=("fb-xfbml-parse-ignore", "facebook.com/"),
            selector="blockquote[cite*='facebook.com/']",
            post=("cite", "a:last"),
            labels=(_TITLE,),
            attributions=(_ATTRIBUTION,),
            confidence="certain",
            seen="public pages; fixtures/facebook/blockquote",
        ),
        HtmlRule(
            name="facebook-comment",
            form="comment",
            elements=("div",),
            anchors=("data-href",),
            selector="div.fb-comment-embed[data-href]",
            post=("data-href",),
            confidence="certain",
            seen="the platform's documentation; fixtures/facebook/comment",
        ),
        HtmlRule(
            name="facebook-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("facebook.com/",),
            selector="iframe:is([src*='.facebook.com/'], [src*='//facebook.com/'],"
            " [data-src*='.facebook.com/'], [data-src*='//facebook.com/'])"
            ":is([src*='/plugins/post'], [src*='/plugins/video'], [data-src*='/plugins/post'],"
            " [data-src*='/plugins/video'], [src*='/plugins/comment_embed'],"
            " [src*='facebook.com/video/embed'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/facebook/frame",
        ),
        HtmlRule(
            name="facebook-amp",
            form="amp-facebook",
            elements=("amp-facebook",),
            anchors=("data-href",),
            selector="amp-facebook[data-href]",
            post=("data-href",),
            attributions=(_ATTRIBUTION,),
            confidence="certain",
            seen="public pages; fixtures/facebook/amp",
        ),
    ),
    traces=(r"//facebook\.com\\?/(?:[^\s\"'<>]{0,80}/)?plugins\\?/(?:post|video|comment)",),
    bare_id=r"\d{10,25}",
    shortcodes=(
        "facebook",
        "fb",
        "facebook_post",
        "facebook-post",
    ),
    components=(
        "Facebook",
        "FacebookEmbed",
        "FacebookPost",
        "FacebookVideo",
    ),
    scripts=("connect.facebook.net/",),
    languages=languages("facebook"),
)
