"""Instagram: blockquotes with and without caption, frames, AMP tags, and their remains in text."""

from embedparse.platforms import Platform, TextRule

_PAGES = "public pages; fixtures/instagram/{}"
_RECALLED = "recalled, no page found; fixtures/instagram/{}"

#: What stands before `NAME (@HANDLE)` and after it, by language; a post, a photo and a video once
#: had wordings of their own. Patterns in which a blank is any white space, `~` white space or none.
_ATTRIBUTIONS = (
    # language, anchors, before, after, seen
    ("en", "shared posted", "A (?:post|photo|video) (?:shared|posted) by", "", _PAGES),
    ("de", "geteilt gepostet", "Ein (?:Beitrag|Foto|Video),? (?:geteilt|gepostet) von", "", _PAGES),
    ("fr", "partagée publiée", "Une (?:publication|photo|vidéo) (?:partagée|publiée) par", "", _PAGES),
    ("es", "compartid", "Un(?:a publicación|a foto| v[ií]deo) compartid[ao] (?:de|por)", "", _PAGES),
    ("pt-br", "compartilhad", "Um(?:a publicação|a foto| post| vídeo) compartilhad[ao] por", "", _PAGES),
    ("pt", "partilhad", "Um(?:a publicação|a foto| vídeo) partilhad[ao] por", "", _PAGES),
    ("it", "condivis", "Un(?: post|a foto| video) condivis[oa] da", "", _PAGES),
    ("nl", "gedeeld geplaatst", "Een (?:bericht|foto|video) (?:gedeeld|geplaatst) door", "", _PAGES),
    ("pl", "udostępnion", "(?:Post|Zdjęcie|Film) udostępnion[ye] przez", "", _PAGES),
    ("cs", "sdílen", "(?:Příspěvek|Fotka|Video) sdílen[ýáé](?: uživatelem)?", "", _PAGES),
    ("hu", "által", "", "által megosztott (?:bejegyzés|fénykép|videó)", _PAGES),
    ("tr", "paylaştığı", "", r"['’]~\p{Ll}{1,4} paylaştığı bir (?:gönderi|fotoğraf|video)", _PAGES),
    ("ru", "Публикация", "Публикация от", "", _PAGES),
    ("uk", "поширен", "(?:Допис|Фото|Відео),? поширен(?:ий|е)", "", _PAGES),
    ("sv", "delat delad", "(?:Ett (?:inlägg|foto)|En video) (?:som )?del(?:at|ad|ats) av", "", _PAGES),
    ("da", "delt", "(?:Et (?:opslag|billede)|En video) delt af", "", _PAGES),
    ("nb", "delt", "(?:Et (?:innlegg|bilde)|En video) delt av", "", _PAGES),
    ("fi", "jakama", "", "jakama (?:julkaisu|kuva|video)", _PAGES),
    ("ro", "distribuit", "O (?:postare|fotografie) distribuită de", "", _RECALLED),
    ("el", "κοινοποιήθηκε", "Η δημοσίευση κοινοποιήθηκε από τον? χρήστη", "", _RECALLED),
    ("id", "dibagikan", "Sebuah (?:kiriman|foto|video) dibagikan oleh", "", _PAGES),
    ("vi", "chia", "(?:Bài viết|Ảnh|Video) do", "(?:đã )?chia sẻ", _PAGES),
    ("th", "ที่แชร์โดย", "(?:โพสต์|รูปภาพ|วิดีโอ)ที่แชร์โดย", "", _PAGES),
    ("ar", "بواسطة", "تمت مشاركة منشور بواسطة", "", _RECALLED),
    ("ja", "シェアした", "", "が~シェアした(?:投稿|写真|動画)", _PAGES),
    ("ko", "공유", "", "님의~공유~(?:게시물|사진|동영상)님?", _PAGES),
    ("zh-tw", "分享的", "", "分享的(?:貼文|相片|影片)", _PAGES),
    ("zh-cn", "分享的", "", "分享的(?:帖子|照片|视频)", _RECALLED),
)

#: The words that open the embed, a text block of its own.
_LABELS = (
    # language, anchors, wording, seen
    ("en", "View", "View this post on Instagram", _PAGES),
    (
        "de",
        "Sieh Diesen",
        "(?:Sieh dir diesen Beitrag auf Instagram an|Diesen Beitrag auf Instagram ansehen)",
        _PAGES,
    ),
    ("fr", "publication", "(?:Voir cette publication sur|Afficher cette publication dans) Instagram", _PAGES),
    ("es", "publicación", "Ver esta publicación en Instagram", _PAGES),
    ("pt-br", "essa", "Ver essa (?:foto|publicação) no Instagram", _PAGES),
    ("pt", "publicação", "Ver esta publicação no Instagram", _PAGES),
    ("it", "Visualizza", "Visualizza questo post su Instagram", _PAGES),
    ("nl", "bekijken", "Dit bericht op Instagram bekijken", _PAGES),
    ("pl", "Wyświetl", "Wyświetl ten post na Instagramie", _PAGES),
    ("cs", "Zobrazit", "Zobrazit příspěvek na Instagramu", _PAGES),
    ("hu", "bejegyzés", "A bejegyzés megtekintése az Instagramon", _PAGES),
    ("tr", "gönderiyi", "Bu gönderiyi Instagram['’]da gör", _PAGES),
    ("ru", "Посмотреть", "Посмотреть эту публикацию в Instagram", _PAGES),
    ("uk", "Переглянути", "Переглянути цей допис в Instagram", _PAGES),
    ("sv", "inlägget", "Visa det här inlägget på Instagram", _RECALLED),
    ("da", "opslag", "Se dette opslag på Instagram", _RECALLED),
    ("nb", "innlegget", "Vis dette innlegget på Instagram", _RECALLED),
    ("fi", "julkaisu", "Näytä tämä julkaisu Instagramissa", _PAGES),
    ("ro", "Vizualizați", "Vizualizați această postare pe Instagram", _RECALLED),
    ("el", "δημοσίευση", "Δείτε αυτή τη(?:ν)? δημοσίευση στο Instagram", _RECALLED),
    ("id", "Lihat", "Lihat postingan ini di Instagram", _PAGES),
    ("vi", "Xem", "Xem bài viết này trên Instagram", _PAGES),
    ("th", "ดูโพสต์", "ดูโพสต์นี้บน~Instagram", _PAGES),
    ("ar", "المنشور", "عرض هذا المنشور على Instagram", _PAGES),
    ("hi", "पोस्ट", "इस पोस्ट को Instagram पर देखें", _RECALLED),
    ("ja", "見る", "この投稿を~Instagram~で見る", _PAGES),
    ("ko", "게시물", "Instagram에서 이 게시물 보기", _PAGES),
    ("zh-tw", "貼文", "在~Instagram~(?:上~)?查看這則貼文", _PAGES),
    ("zh-cn", "帖子", "在~Instagram~(?:上~)?查看(?:这篇|此)帖子", _PAGES),
)

_HANDLE = r"[(（] \s{0,80} [@＠] (?P<handle> [\w.]{1,30} ) \s{0,80} [)）]"
_NAME = r"(?P<author> [^\n]{0,80}? (?: \n{1,3} [^\n]{0,80}? )? )"
#: From the handle to a printed date: a list mark or a comma, `on`, `am`, `in data:`.
_DATED = r"""
    (?= [\s,·\-–—]{0,80}
        (?: (?: on | am | le | el | em | a | in\ data: | op | pada | den | dne | o | στις | เมื่อ | في )
            \s{1,80} )?
        (?P<date>) (?: \p{N} | \p{L} ) )"""


def _words(pattern: str) -> str:
    return pattern.replace(" ", r"\s{1,80}").replace("~", r"\s{0,80}")


def _attribution(before: str, after: str) -> str:
    tail = rf"\s{{0,80}} {_words(after)}" if after else ""
    if not before:  # the name stands in front and is told from the text around
        return rf"{_HANDLE} {tail} (?: {_DATED} )?"
    bare = r"[@＠] (?P<handle> [\w.]{1,30} ) \b"
    return rf"{_words(before)} \s{{0,80}} (?: {_NAME} \s{{0,80}} {_HANDLE} | {bare} ) {tail} (?: {_DATED} )?"


_TEXT_RULES = (
    *(
        TextRule(
            name=f"instagram-label-{language}",
            shape="label",
            anchors=tuple(anchors.split()),
            pattern=rf"(?P<label> {_words(label)} \.? )",
            confidence="likely",
            seen=seen.format(language),
        )
        for language, anchors, label, seen in _LABELS
    ),
    *(
        TextRule(
            name=f"instagram-attribution-{language}",
            shape="label",
            anchors=tuple(anchors.split()),
            pattern=_attribution(before, after),
            confidence="likely",
            seen=seen.format(language),
        )
        for language, anchors, before, after, seen in _ATTRIBUTIONS
    ),
)

PLATFORM = Platform(
    name="instagram",
    title="Instagram",
    hosts=(
        "instagram.com",
        "instagr.am",
    ),
    permalinks=(
        r"(?:instagram\.com|instagr\.am)/(?:(?!share/|explore/|stories/)(?P<handle>[\w.]{1,30})/"
        r")?(?:p|reels?|tv)/(?P<post_id>[\w-]{5,60})",
    ),
    canonical=("https://www.instagram.com/p/{post_id}/",),
    text_rules=_TEXT_RULES,
    html_rules=(),
)
