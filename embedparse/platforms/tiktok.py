"""TikTok: blockquotes, frames, AMP tags, and their remains in text."""

from embedparse.locales import any_of
from embedparse.platforms import HtmlRule, InProse, Mark, Platform, PostText, TextRule

#: The note, and what a sound of the author's own is called in each language.
_OWN_SOUND = rf"♬\s{{0,80}}{any_of('tiktok', 'original_sound')}"
_MUSIC = r"♬[^♬]{1,300}?\s[-–—]\s"

# The artist of the sound need not be the author of the post.
_TEXT_RULES = (
    TextRule(
        name="tiktok-label",
        shape="whole",
        anchors=("this video on TikTok", "this post on TikTok"),
        pattern=r"(?:Watch|View)[ ]this[ ](?:video|post)[ ]on[ ]TikTok\.?",
        confidence="likely",
        seen="what players and consent boxes leave; fixtures/tiktok/label-alone",
        needs=r"this (?:video|post) on TikTok",
    ),
    TextRule(
        name="tiktok-music-line",
        shape="label",
        anchors=("♬",),
        pattern=r"""
            ♬ \s{0,80} (?: [^\n♬]{1,120}? (?: \n [^\n♬]{1,80}? )? )
            \s{1,3} [-–—] \s{1,3} (?P<artist> [^\n♬]{1,80}+ ) (?! ♬ )""",
        confidence="likely",
        seen="public pages; fixtures/tiktok/original-sound",
        needs=_MUSIC,
    ),
    TextRule(
        name="tiktok-handle",
        shape="label",
        anchors=("♬",),
        pattern=r"(?P<label> (?<![\w@]) [@＠] (?P<handle> [\w.]{2,24} ) (?=[\s♬]) )",
        confidence="possible",
        seen="public pages; fixtures/tiktok/original-sound",
        needs=r"[@＠][\w.]{2,24}[\s♬]",
        handles=("♬",),
    ),
)

_ATTRIBUTION = rf"""
    \A {Mark.LINK} @ (?P<handle> [\w.]{{1,32}} ) {Mark.END} \s* (?P<body> [^♬]{{0,4000}}? )
    \s* (?: {Mark.LINK} ♬ [^\n]{{0,300}} )? \Z"""

PLATFORM = Platform(
    name="tiktok",
    title="TikTok",
    in_prose=InProse(r"Tik ?[Tt]ok", ("ikTok", "ik Tok")),
    hosts=("tiktok.com",),
    permalinks=(
        r"tiktok\.com/@(?P<handle>[\w.]{1,32})/(?:video|photo)/(?P<post_id>\d{8,20})",
        r"tiktok\.com/(?:embed(?:/v[23])?|player/v1)/(?P<post_id>\d{8,20})",
        r"(?P<short>(?:vm|vt)\.tiktok\.com/(?P<post_id>\w{6,20}))\b",
        r"(?P<short>tiktok\.com/t/(?P<post_id>\w{6,20}))\b",
        r"m\.tiktok\.com/v/(?P<post_id>\d{8,20})",
    ),
    mirrors=(
        "vxtiktok.com",
        "tnktok.com",
        "tfxktok.com",
        "proxitok.*",
    ),
    canonical=(
        "https://{short}/",
        "https://www.tiktok.com/@{handle}/video/{post_id}",
        "https://www.tiktok.com/embed/v2/{post_id}",
    ),
    post=PostText(longest=2300, own_sound=_OWN_SOUND),
    text_rules=_TEXT_RULES,
    html_rules=(
        HtmlRule(
            name="tiktok-blockquote",
            form="blockquote",
            elements=("blockquote",),
            anchors=("tiktok-embed", "tiktok.com/", "data-video-id"),
            selector="blockquote:is(.tiktok-embed, [cite*='tiktok.com/']):not([data-embed-type=creator])",
            post=("cite", "data-video-id"),
            attributions=(_ATTRIBUTION,),
            confidence="certain",
            seen="public pages; fixtures/tiktok/blockquote",
        ),
        HtmlRule(
            name="tiktok-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("tiktok.com/",),
            selector="iframe:is([src*='tiktok.com/'], [data-src*='tiktok.com/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/tiktok/frame",
        ),
        HtmlRule(
            name="tiktok-amp",
            form="amp-tiktok",
            elements=("amp-tiktok",),
            anchors=("data-src",),
            selector="amp-tiktok[data-src]",
            post=("data-src",),
            confidence="certain",
            seen="the component's documentation; fixtures/tiktok/amp",
        ),
    ),
    bare_id=r"\d{15,20}",
    shortcodes=("tiktok",),
    components=(
        "TikTok",
        "Tiktok",
        "TikTokEmbed",
    ),
    scripts=("tiktok.com/embed.js",),
    clock="tiktok",
)
