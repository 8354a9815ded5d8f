"""Pinterest: pins, whose embed is an empty link or a frame."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="pinterest",
    title="Pinterest",
    hosts=(
        "pinterest.com",
        *(f"pinterest.{country}" for country in "at ca ch cl de dk es fr ie it jp nl nz ph pt ru se".split()),
        *(f"pinterest.{country}" for country in "co.kr co.uk com.au com.mx".split()),
        "pin.it",
    ),
    permalinks=(
        r"pinterest\.(?:[a-z]{2,3}|com?\.[a-z]{2})/pin/(?:[^/"
        r"?\#\s]{0,200}--)?(?P<post_id>\d{5,25})\b",
        r"assets\.pinterest\.com/ext/embed\.html\?(?:[^\s\#]{0,500}&)?id=(?P<post_id>\d{5,25})\b",
        r"(?P<short>pin\.it/(?P<post_id>\w{5,12}))\b",
    ),
    canonical=(
        "https://{short}",
        "https://www.pinterest.com/pin/{post_id}/",
    ),
    text_rules=(),
    html_rules=(
        HtmlRule(
            name="pinterest-pin",
            form="link",
            elements=("a",),
            anchors=("data-pin-do",),
            selector="a[data-pin-do=embedPin]",
            post=("href",),
            confidence="certain",
            seen="public pages; fixtures/pinterest/pin",
        ),
        HtmlRule(
            name="pinterest-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("assets.pinterest.com/ext/embed",),
            selector="iframe[src*='assets.pinterest.com/ext/embed']",
            post=("src",),
            confidence="certain",
            seen="public pages; fixtures/pinterest/frame",
        ),
        HtmlRule(
            name="pinterest-amp",
            form="amp-pinterest",
            elements=("amp-pinterest",),
            anchors=("data-url",),
            selector="amp-pinterest[data-url]",
            post=("data-url",),
            confidence="certain",
            seen="the component's documentation; fixtures/pinterest/amp",
        ),
    ),
    bare_id=r"\d{15,20}",
    shortcodes=(
        "pinterest",
        "pin",
    ),
    components=(
        "PinterestEmbed",
        "PinterestPin",
        "Pin",
    ),
    scripts=("assets.pinterest.com/js/pinit.js",),
)
