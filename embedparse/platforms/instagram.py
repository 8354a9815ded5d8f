"""Instagram: blockquotes with and without caption, frames, AMP tags, and their remains in text."""

from collections.abc import Iterator
from typing import Any

from embedparse.locales import in_all, tables
from embedparse.platforms import HtmlRule, InProse, Mark, Platform, PostText, TextRule

_MARKS = r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]{0,4}"
_AT = rf"\s{{0,80}} {_MARKS} [@＠] {_MARKS}"
_HANDLE = rf"[(（] {_AT} (?P<handle> [\w.]{{1,30}} ) {_MARKS} \s{{0,80}} [)）] {_MARKS}"
_NAME = r"(?P<author> [^\n]{0,80}? (?: \n{1,3} [^\n]{0,80}? )? )"
_PREPOSITIONS = "|".join(sorted(in_all("instagram", "before_date")))
#: From the wording to a printed date: a list mark or a comma, `on`, `am`, `in data:`; or what is
#: left of it at the end of a line where the extractor dropped the date.
_DATED = rf"""
    (?: (?= (?P<cut> \s{{0,4}} (?: \b (?: {_PREPOSITIONS} ) | [,\-–—] ) ) [ \t]{{0,4}} $ ) )?
    (?: (?= [\s,·\-–—]{{0,80}} (?: (?: {_PREPOSITIONS} ) \s{{1,80}} )? (?P<date>) [\p{{N}}\p{{L}}] ) )?"""


def _words(pattern: str) -> str:
    return pattern.replace(" ", r"\s{1,80}").replace("~", r"\s{0,80}")


def _attribution(before: str, after: str) -> str:
    tail = rf"\s{{0,80}} {_words(after)}" if after else ""
    if not before:  # the name is in front, and found in the text around
        return rf"{_HANDLE} {tail} {_DATED}"
    bare = r"[@＠] (?P<handle> [\w.]{1,30} ) \b"
    return (
        rf"{_MARKS} {_words(before)} \s{{0,80}} (?: {_NAME} \s{{0,80}} {_HANDLE} | {bare} ) {tail} {_DATED}"
    )


def _wordings(kind: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The name of each wording, its language, and the wording.

    A post, a photo and a video once had wordings of their own.
    """
    for language, wordings in tables("instagram", kind).items():
        for wording in wordings:
            yield "-".join(filter(None, (language, wording.get("variant")))), language, wording


_TEXT_RULES = (
    *(
        TextRule(
            name=f"instagram-label-{name}",
            shape="label",
            anchors=(wording["label"],),
            pattern=rf"(?P<label> {_words(wording['label'])} \.? )",
            confidence="likely",
            seen=f"{wording['seen']}; fixtures/instagram/{name.rstrip('-0123456789')}",
        )
        for name, _, wording in _wordings("labels")
    ),
    *(
        TextRule(
            name=f"instagram-attribution-{name}",
            shape="label",
            anchors=tuple(wording["anchors"]),
            pattern=_attribution(wording.get("before", ""), wording.get("after", "")),
            confidence="likely",
            seen=f"{wording['seen']}; fixtures/instagram/{name.rstrip('-0123456789')}",
            needs=_words(wording.get("before") or wording["after"]).replace(r"\p{Ll}", r"\w"),
            handles=("shared by @", "posted by @") if language == "en" else (),
        )
        for name, language, wording in _wordings("attributions")
    ),
    TextRule(
        name="instagram-widget",
        shape="whole",
        anchors=("View more on Instagram",),
        pattern=r"""
            ^ [ \t]{0,8} \x40? (?P<handle> [\w.]{3,30} ) [ \t]{0,4} \n (?: [^\n]{0,60} \n ){0,4}?
            \s{0,8} View[ ]more[ ]on[ ]Instagram (?: \s{1,8} \d[\d.,]{0,8}[KkM]?[ ]likes? )?
            (?: \s{1,8} (?P=handle) \s{1,4} (?P<body> [^\n]{1,700}+ (?: \n [^\n]{0,700}+ ){0,14}? )
                \n \s{0,8} (?: View[ ]all[ ][\d.,]{1,9}[ ]comments | Add[ ]a[ ]comment ) [^\n]{0,8} )?
            (?: \s{1,8} Add[ ]a[ ]comment [^\n]{0,8} )?""",
        confidence="likely",
        seen="the widget as a page saved it; fixtures/instagram/widget-as-lines",
        needs=r"View more on Instagram",
    ),
)

#: An embed in HTML prints the same attribution on a line of its own, in any language.
_CAPTIONED = tuple(rule for rule in _TEXT_RULES if "attribution" in rule.name)
#: So does the label in front of it, whole in the link to the post.
_ANY_LABEL = rf"""
    \A {Mark.POST} {Mark.LINK} \s* [^\n{Mark.END}\#@]{{0,60}}
    \b Instagram \w{{0,4}} \b [^\n{Mark.END}\#@]{{0,30}}
    \s* {Mark.END}"""
_ANY_LANGUAGE = r"(?: \n | \A ) [^\n]{0,200} [(（] [ ]? @ (?P<handle> [\w.]{1,30} ) [ ]? [)）] [^\n]{0,80} \Z"

PLATFORM = Platform(
    name="instagram",
    title="Instagram",
    in_prose=InProse(r"[Ii]nstagram(?! Live)|Insta(?=[ -])|\bIG\b", ("nstagram", "Insta-", " IG ")),
    hosts=(
        "instagram.com",
        "instagr.am",
    ),
    permalinks=(
        r"(?:instagram\.com|instagr\.am)/(?:share/|(?!explore/|stories/)(?P<handle>[\w.]{1,30})/"
        r")?(?:p|reels?|tv)/(?P<post_id>[\w-]{5,60})",
    ),
    called=("insta",),
    mirrors=(
        "ddinstagram.com",
        "kkinstagram.com",
        "vxinstagram.com",
        "instagramez.com",
        "eeinstagram.com",
        "imginn.com",
    ),
    canonical=("https://www.instagram.com/p/{post_id}/",),
    post=PostText(longest=2300),
    text_rules=_TEXT_RULES,
    html_rules=(
        HtmlRule(
            name="instagram-substack",
            form="json-card",
            elements=("div",),
            anchors=("data-attrs",),
            selector="div.instagram-embed-wrap[data-attrs], div.instagram[data-attrs]",
            post=("a:last",),
            json_keys=(
                ("data-attrs", ""),
                ("post_id", "instagram_id"),
                ("body", "title"),
                ("handle", "author_name"),
                ("date", "timestamp"),
            ),
            confidence="certain",
            seen="newsletters; fixtures/instagram/substack",
        ),
        HtmlRule(
            name="instagram-consent-element",
            form="element",
            elements=("div",),
            anchors=("instagram_post",),
            selector="div.instagram_post[postid]",
            post=("postid",),
            confidence="certain",
            seen="a consent tool; fixtures/instagram/consent-element",
        ),
        HtmlRule(
            name="instagram-blockquote",
            form="blockquote",
            elements=("blockquote",),
            anchors=("instagram-media", "data-instgrm"),
            selector="blockquote:is(.instagram-media, [data-instgrm-permalink])",
            post=("data-instgrm-permalink", "a:last", "cite"),
            labels=(
                *(rule for rule in _TEXT_RULES if "label" in rule.name),
                r"© [ ] \d{4} [ ] Instagram",
                _ANY_LABEL,
            ),
            attributions=(*_CAPTIONED, _ANY_LANGUAGE),
            confidence="certain",
            seen="public pages; fixtures/instagram/blockquote",
        ),
        HtmlRule(
            name="instagram-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("instagram.com/",),
            selector="iframe:is([src*='instagram.com/'], [data-src*='instagram.com/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/instagram/frame",
        ),
        HtmlRule(
            name="instagram-amp",
            form="amp-instagram",
            elements=("amp-instagram",),
            anchors=("data-shortcode",),
            selector="amp-instagram[data-shortcode]",
            post=("data-shortcode",),
            confidence="certain",
            seen="public pages; fixtures/instagram/amp",
        ),
    ),
    bare_id=r"[\w-]{9,40}",
    shortcodes=(
        "instagram",
        "instagram_simple",
        "ig",
        "insta",
    ),
    components=(
        "Instagram",
        "InstagramEmbed",
        "InstagramPost",
    ),
    page_literals=("instagram_post", "instagram-embed-wrap"),
    scripts=("instagram.com/embed.js", "instagram.com/en_us/embeds.js", "/embeds.js"),
    languages=tuple(sorted({*tables("instagram", "labels"), *tables("instagram", "attributions")})),
)
