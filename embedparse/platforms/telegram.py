"""Telegram: posts of public channels, whose embed is a script or a frame without text."""

from embedparse.platforms import HtmlRule, InProse, Platform, TextRule

PLATFORM = Platform(
    name="telegram",
    title="Telegram",
    in_prose=InProse(r"Telegram", ("Telegram",)),
    hosts=(
        "t.me",
        "telegram.me",
    ),
    permalinks=(
        r"(?:t|telegram)\.me/(?:s/)?(?P<post_id>(?P<handle>(?!joinchat/|addstickers/|share/|proxy/"
        r")\w{4,32})/\d{1,10})\b",
    ),
    canonical=("https://t.me/{post_id}",),
    text_rules=(
        TextRule(
            name="telegram-widget",
            shape="whole",
            anchors=("K views", "M views"),
            pattern=r"""
                ^ [ \t]{0,8} (?P<author> [^\s][^\n]{0,49} ) (?<! [.!?:…] ) \n
                \s{0,8} (?P<body> [^\s] [^\n]{0,700}+ (?: \n [^\n]{0,700}+ ){0,6}? ) \n
                \s{0,8} (?: https?:// )? (?:t|telegram)\.me/ (?P<handle> \w{4,32} ) /\d{1,10}
                \s{1,8} \d[\d.,]{0,8}[KkM]? [ ]views?
                (?: [ \t\n·•]{1,8} (?: edited[ ] )? (?P<date>) (?= [^\n]{0,30} \d:\d\d ) [^\n]{8,40} )?
                (?= [ \t]{0,8} $ )""",
            confidence="likely",
            seen="the widget as a page saved it; fixtures/telegram/widget-as-lines",
            needs=r"\.me/\w{4,32}/\d{1,10}\s{1,8}\d[\d.,]{0,8}[KkM]? view",
        ),
    ),
    html_rules=(
        HtmlRule(
            name="telegram-script",
            form="script",
            elements=("script", "blockquote", "div"),
            anchors=("data-telegram-post",),
            selector="[data-telegram-post]",
            post=("data-telegram-post",),
            confidence="certain",
            seen="public pages; fixtures/telegram/script",
        ),
        HtmlRule(
            name="telegram-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("t.me/", "telegram.me/"),
            selector="iframe:is([src*='/t.me/'], [src*='/telegram.me/'], [data-src*='/t.me/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/telegram/frame",
        ),
    ),
    traces=(r"//telegram\.org\\?/js\\?/telegram-widget",),
    page_literals=("data-telegram-post",),
    bare_id=r"\w{4,32}/\d{1,10}",
    shortcodes=(
        "telegram",
        "telegram-post",
    ),
    components=(
        "TelegramEmbed",
        "TelegramPost",
    ),
    scripts=("telegram.org/js/telegram-widget.js",),
)
