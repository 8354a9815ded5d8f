"""Instagram: blockquotes with and without caption, frames, AMP tags, and their remains in text."""

from embedparse.platforms import HtmlRule, InProse, Mark, Platform, PostText, TextRule

_PAGES = "public pages; fixtures/instagram/{}"
_RECALLED = "recalled, no page found; fixtures/instagram/{}"

#: What stands before `NAME (@HANDLE)` and after it, by language; a post, a photo and a video once
#: had wordings of their own. Patterns in which a blank is any white space, `~` white space or none.
_ATTRIBUTIONS = (
    # language, anchors, before, after, seen
    ("en", "shared by|posted by", "A (?:post|photo|video) (?:shared|posted) by", "", _PAGES),
    ("de", "geteilt von|gepostet von", "Ein (?:Beitrag|Foto|Video),? (?:geteilt|gepostet) von", "", _PAGES),
    (
        "fr",
        "partagée par|publiée par",
        "Une (?:publication|photo|vidéo) (?:partagée|publiée) par",
        "",
        _PAGES,
    ),
    ("es", "compartid", "Un(?:a publicación|a foto| v[ií]deo) compartid[ao] (?:de|por)", "", _PAGES),
    ("pt-br", "compartilhad", "Um(?:a publicação|a foto| post| vídeo) compartilhad[ao] por", "", _PAGES),
    ("pt", "partilhad", "Um(?:a publicação|a foto| vídeo) partilhad[ao] por", "", _PAGES),
    ("it", "condivis", "Un(?: post|a foto| video) condivis[oa] da", "", _PAGES),
    (
        "nl",
        "gedeeld door|geplaatst door",
        "Een (?:bericht|foto|video) (?:gedeeld|geplaatst) door",
        "",
        _PAGES,
    ),
    ("pl", "udostępnion", "(?:Post|Zdjęcie|Film) udostępnion[ye] przez", "", _PAGES),
    ("cs", "sdílen", "(?:Příspěvek|Fotka|Video) sdílen[ýáé](?: uživatelem)?", "", _PAGES),
    ("hu", "által megosztott", "", "által megosztott (?:bejegyzés|fénykép|videó)", _PAGES),
    ("tr", "paylaştığı bir", "", r"['’]~\p{Ll}{1,4} paylaştığı bir (?:gönderi|fotoğraf|video)", _PAGES),
    ("ru", "Публикация от", "Публикация от", "", _PAGES),
    ("uk", "поширен", "(?:Допис|Фото|Відео),? поширен(?:ий|е)", "", _PAGES),
    ("sv", "delat|delad", "(?:Ett (?:inlägg|foto)|En video) (?:som )?del(?:at|ad|ats) av", "", _PAGES),
    ("da", "delt af", "(?:Et (?:opslag|billede)|En video) delt af", "", _PAGES),
    ("nb", "delt av", "(?:Et (?:innlegg|bilde)|En video) delt av", "", _PAGES),
    ("fi", "jakama", "", "jakama (?:julkaisu|kuva|video)", _PAGES),
    ("ro", "distribuită de", "O (?:postare|fotografie) distribuită de", "", _RECALLED),
    ("el", "κοινοποιήθηκε από", "Η δημοσίευση κοινοποιήθηκε από τον? χρήστη", "", _RECALLED),
    ("id", "dibagikan oleh", "Sebuah (?:kiriman|foto|video) dibagikan oleh", "", _PAGES),
    ("vi", "chia sẻ", "(?:Bài viết|Ảnh|Video) do", "(?:đã )?chia sẻ", _PAGES),
    ("th", "ที่แชร์โดย", "(?:โพสต์|รูปภาพ|วิดีโอ)ที่แชร์โดย", "", _PAGES),
    ("ar", "بواسطة", "تمت مشاركة منشور بواسطة", "", _RECALLED),
    ("he", "משותף על ידי", "פוסט משותף על ידי", "", _RECALLED),
    ("hi", "द्वारा", "", "द्वारा (?:साझा|शेयर) की गई पोस्ट", _RECALLED),
    ("ja", "シェアした", "", "が~シェアした(?:投稿|写真|動画)", _PAGES),
    ("ko", "공유", "", "님의~공유~(?:게시물|사진|동영상)(?:~님)?", _PAGES),
    ("zh-tw", "分享的", "", "分享的(?:貼文|相片|影片)", _PAGES),
    ("zh-cn", "分享的", "", "分享的(?:帖子|照片|视频)", _RECALLED),
)

#: The words that open the embed, a text block of its own.
_LABELS = (
    # language, wording, seen
    ("en", "View this post on Instagram", _PAGES),
    ("de", "Sieh dir diesen Beitrag auf Instagram an", _PAGES),
    ("de-2", "Diesen Beitrag auf Instagram ansehen", _PAGES),
    ("fr", "Voir cette publication sur Instagram", _PAGES),
    ("fr-2", "Afficher cette publication dans Instagram", _RECALLED),
    ("es", "Ver esta publicación en Instagram", _PAGES),
    ("pt-br", "Ver essa foto no Instagram", _PAGES),
    ("pt", "Ver esta publicação no Instagram", _PAGES),
    ("it", "Visualizza questo post su Instagram", _PAGES),
    ("nl", "Dit bericht op Instagram bekijken", _PAGES),
    ("pl", "Wyświetl ten post na Instagramie", _PAGES),
    ("cs", "Zobrazit příspěvek na Instagramu", _PAGES),
    ("hu", "A bejegyzés megtekintése az Instagramon", _PAGES),
    ("tr", "Bu gönderiyi Instagram'da gör", _PAGES),
    ("tr-2", "Bu gönderiyi Instagram’da gör", _PAGES),
    ("ru", "Посмотреть эту публикацию в Instagram", _PAGES),
    ("uk", "Переглянути цей допис в Instagram", _PAGES),
    ("sv", "Visa det här inlägget på Instagram", _RECALLED),
    ("da", "Se dette opslag på Instagram", _RECALLED),
    ("nb", "Vis dette innlegget på Instagram", _RECALLED),
    ("fi", "Näytä tämä julkaisu Instagramissa", _PAGES),
    ("ro", "Vizualizați această postare pe Instagram", _RECALLED),
    ("el", "Δείτε αυτή τη δημοσίευση στο Instagram", _RECALLED),
    ("id", "Lihat postingan ini di Instagram", _PAGES),
    ("vi", "Xem bài viết này trên Instagram", _PAGES),
    ("th", "ดูโพสต์นี้บน Instagram", _PAGES),
    ("ar", "عرض هذا المنشور على Instagram", _PAGES),
    ("he", "להצגת הפוסט הזה באינסטגרם", _RECALLED),
    ("hi", "इस पोस्ट को Instagram पर देखें", _RECALLED),
    ("ja", "この投稿をInstagramで見る", _PAGES),
    ("ko", "Instagram에서 이 게시물 보기", _PAGES),
    ("zh-tw", "在 Instagram 查看這則貼文", _PAGES),
    ("zh-cn", "在 Instagram 查看这篇帖子", _PAGES),
    ("zh-cn-2", "在 Instagram 上查看此帖子", _PAGES),
)

_HANDLE = r"[(（] \s{0,80} [@＠] (?P<handle> [\w.]{1,30} ) \s{0,80} [)）]"
_NAME = r"(?P<author> [^\n]{0,80}? (?: \n{1,3} [^\n]{0,80}? )? )"
_PREPOSITIONS = r"on|am|le|el|em|a|in\ data:|op|pada|den|dne|o|στις|เมื่อ|في"
#: From the wording to a printed date: a list mark or a comma, `on`, `am`, `in data:`; or what is
#: left of it at the end of a line where the extractor dropped the date.
_DATED = rf"""
    (?: (?= (?P<cut> \s{{0,4}} (?: \b (?: {_PREPOSITIONS} ) | [,\-–—] ) ) [ \t]{{0,4}} $ ) )?
    (?: (?= [\s,·\-–—]{{0,80}} (?: (?: {_PREPOSITIONS} ) \s{{1,80}} )? (?P<date>) [\p{{N}}\p{{L}}] ) )?"""


def _words(pattern: str) -> str:
    return pattern.replace(" ", r"\s{1,80}").replace("~", r"\s{0,80}")


def _attribution(before: str, after: str) -> str:
    tail = rf"\s{{0,80}} {_words(after)}" if after else ""
    if not before:  # the name stands in front and is told from the text around
        return rf"{_HANDLE} {tail} {_DATED}"
    bare = r"[@＠] (?P<handle> [\w.]{1,30} ) \b"
    return rf"{_words(before)} \s{{0,80}} (?: {_NAME} \s{{0,80}} {_HANDLE} | {bare} ) {tail} {_DATED}"


_TEXT_RULES = (
    *(
        TextRule(
            name=f"instagram-label-{language}",
            shape="label",
            anchors=(label,),
            pattern=rf"(?P<label> {_words(label)} \.? )",
            confidence="likely",
            seen=seen.format(language.removesuffix("-2")),
        )
        for language, label, seen in _LABELS
    ),
    *(
        TextRule(
            name=f"instagram-attribution-{language}",
            shape="label",
            anchors=tuple(anchors.split("|")),
            pattern=_attribution(before, after),
            confidence="likely",
            seen=seen.format(language.removesuffix("-2")),
            needs=_words(before or after).replace(r"\p{Ll}", r"\w"),
            handles=("shared by @",) if language == "en" else (),
        )
        for language, anchors, before, after, seen in _ATTRIBUTIONS
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
    mirrors=(
        "ddinstagram.com",
        "kkinstagram.com",
        "vxinstagram.com",
    ),
    canonical=("https://www.instagram.com/p/{post_id}/",),
    post=PostText(longest=2300),
    text_rules=_TEXT_RULES,
    html_rules=(
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
    page_literals=("instagram_post",),
    scripts=("instagram.com/embed.js", "instagram.com/en_us/embeds.js", "/embeds.js"),
    languages=tuple(
        dict.fromkeys(language.removesuffix("-2") for language, *_ in (*_LABELS, *_ATTRIBUTIONS))
    ),
)
