"""Telegram: posts of public channels, whose embed is a script or a frame without text."""

from embedparse.platforms import HtmlRule, InProse, Platform

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
    text_rules=(),
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
