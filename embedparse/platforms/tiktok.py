"""TikTok: blockquotes, frames, AMP tags, and their remains in text."""

from embedparse.platforms import Platform, TextRule

_TEXT_RULES = (
    TextRule(
        name="tiktok-music-line",
        shape="label",
        anchors=("♬",),
        pattern=r"""
            ♬ \s{0,80} (?P<track> [^\n♬]{1,120}? (?: \n [^\n♬]{1,80}? )? )
            \s{1,3} [-–—] \s{1,3} (?P<author> [^\n♬]{1,80} )""",
        confidence="likely",
        seen="public pages; fixtures/tiktok/original-sound",
    ),
    TextRule(
        name="tiktok-handle",
        shape="label",
        anchors=("♬",),
        pattern=r"(?P<label> (?<![\w@]) [@＠] (?P<handle> [\w.]{2,24} ) (?=\s) )",
        confidence="possible",
        seen="public pages; fixtures/tiktok/original-sound",
    ),
)

PLATFORM = Platform(
    name="tiktok",
    title="TikTok",
    hosts=("tiktok.com",),
    permalinks=(
        r"(?:m\.)?tiktok\.com/@(?P<handle>[\w.]{1,32})/(?:video|photo)/(?P<post_id>\d{8,20})",
        r"tiktok\.com/(?:embed(?:/v[23])?|player/v1)/(?P<post_id>\d{8,20})",
        r"m\.tiktok\.com/v/(?P<post_id>\d{8,20})",
    ),
    canonical=(
        "https://www.tiktok.com/@{handle}/video/{post_id}",
        "https://www.tiktok.com/embed/v2/{post_id}",
    ),
    text_rules=_TEXT_RULES,
    html_rules=(),
)
