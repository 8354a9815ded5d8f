"""VK: posts of walls, written by a script call."""

from embedparse.platforms import HtmlRule, InProse, Platform

PLATFORM = Platform(
    name="vk",
    title="VK",
    in_prose=InProse(r"VK(?:ontakte)?|ВКонтакте|Вконтакте", ("VKontakte", "ВКонтакте")),
    hosts=(
        "vk.com",
        "vk.ru",
        "vkvideo.ru",
    ),
    permalinks=(
        r"vk\.(?:com|ru)/video_ext\.php\?(?:[^\s\#]{0,300}&)?oid=(?P<owner>-?\d{1,15})&id=(?P<post_id>\d{1,15})\b",
        r"(?:vk\.(?:com|ru)|vkvideo\.ru)/(?P<video>(?P<post_id>(?:video|clip)-?\d{1,15}_\d{1,15}))\b",
        r"vk\.(?:com|ru)/wall(?P<post_id>-?\d{1,15}_\d{1,15})\b",
        r"vk\.(?:com|ru)/[\w.-]{1,60}\?(?:[^\s\#]{0,300}&)?z="
        r"(?P<video>(?P<post_id>(?:video|clip)-?\d{1,15}_\d{1,15}))\b",
        r"vk\.(?:com|ru)/[\w.-]{1,60}\?(?:[^\s\#]{0,300}&)?w=wall(?P<post_id>-?\d{1,15}_\d{1,15})\b",
    ),
    canonical=(
        "https://vk.com/video{owner}_{post_id}",
        "https://vk.com/{video}",
        "https://vk.com/wall{post_id}",
    ),
    text_rules=(),
    html_rules=(
        HtmlRule(
            name="vk-post",
            form="div",
            elements=("div",),
            anchors=("vk_post_",),
            selector="div[id^=vk_post_]",
            post=("id",),
            confidence="certain",
            seen="public pages; fixtures/vk/post",
        ),
    ),
    traces=(r"//vk\.(?:com|ru)\\?/js\\?/api",),
    page_literals=("vk_post_",),
    scripts=("vk.com/js/api/openapi.js", "vk.widgets.post"),
)
