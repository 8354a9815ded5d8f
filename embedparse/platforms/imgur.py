"""Imgur: images and albums."""

from embedparse.platforms import HtmlRule, Mark, Platform

PLATFORM = Platform(
    name="imgur",
    title="Imgur",
    hosts=("imgur.com",),
    permalinks=(
        r"imgur\.com/(?P<post_id>a/\w{5,10})(?![\w.])",
        r"imgur\.com/(?:gallery|t/\w{1,40})/(?:[\w-]{1,120}-)?(?P<post_id>\w{5,10})(?![\w.-])",
        r"imgur\.com/(?!(?:user|upload|signin|register|about)\b)(?P<post_id>\w{5,10})(?![\w./-])",
    ),
    canonical=("https://imgur.com/{post_id}",),
    text_rules=(),
    html_rules=(
        HtmlRule(
            name="imgur-blockquote",
            form="blockquote",
            elements=("blockquote",),
            anchors=("imgur-embed-pub",),
            selector="blockquote.imgur-embed-pub[data-id]",
            post=("data-id",),
            labels=(rf"\A {Mark.POST}? {Mark.LINK} View [ ] post [ ] on [ ] imgur\.com {Mark.END} \Z",),
            attributions=(rf"\A {Mark.POST}? {Mark.LINK} (?P<body> [^{Mark.END}]{{1,500}} ) {Mark.END} \Z",),
            confidence="certain",
            seen="public pages; fixtures/imgur/blockquote",
        ),
        HtmlRule(
            name="imgur-amp",
            form="amp-imgur",
            elements=("amp-imgur",),
            anchors=("data-imgur-id",),
            selector="amp-imgur[data-imgur-id]",
            post=("data-imgur-id",),
            confidence="certain",
            seen="the component's documentation; fixtures/imgur/amp",
        ),
    ),
    bare_id=r"(?:a/)?\w{5,10}",
    shortcodes=("imgur",),
    scripts=("s.imgur.com/min/embed.js",),
)
