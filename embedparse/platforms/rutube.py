"""RuTube: frames of videos."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="rutube",
    title="RuTube",
    hosts=("rutube.ru",),
    permalinks=(
        r"rutube\.ru/(?:play/embed|video(?:/private)?|shorts|video/embed)/(?P<post_id>[0-9a-f]{32}|\d{5,10})\b",
    ),
    canonical=("https://rutube.ru/video/{post_id}/",),
    html_rules=(
        HtmlRule(
            name="rutube-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("rutube.ru/",),
            selector="iframe:is([src*='rutube.ru/play/embed/'], [data-src*='rutube.ru/play/embed/'],"
            " [src*='rutube.ru/video/embed/'], [data-src*='rutube.ru/video/embed/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/rutube/frame",
        ),
    ),
    bare_id=r"[0-9a-f]{32}",
    shortcodes=("rutube",),
    components=("RuTube", "Rutube"),
)
