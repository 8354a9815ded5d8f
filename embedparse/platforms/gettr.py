"""GETTR: frames of posts."""

from embedparse.platforms import HtmlRule, InProse, Platform

PLATFORM = Platform(
    name="gettr",
    title="GETTR",
    in_prose=InProse(r"\bGETTR\b", ("GETTR",)),
    hosts=("gettr.com",),
    permalinks=(r"gettr\.com/(?:post|embed|comment|streaming)/(?P<post_id>[pcs][a-z0-9]{5,20})(?![a-z0-9])",),
    canonical=("https://gettr.com/post/{post_id}",),
    html_rules=(
        HtmlRule(
            name="gettr-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("gettr.com/",),
            selector="iframe:is([src*='gettr.com/embed/'], [data-src*='gettr.com/embed/'],"
            " [src*='gettr.com/post/'], [data-src*='gettr.com/post/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/gettr/frame",
        ),
    ),
    bare_id=r"[pcs][a-z0-9]{5,20}",
    shortcodes=("gettr",),
    components=("Gettr",),
)
