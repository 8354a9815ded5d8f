"""Rumble: frames of videos."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="rumble",
    title="Rumble",
    hosts=("rumble.com",),
    # A frame and the video's page name it by different ids: neither leads to the other.
    permalinks=(
        r"rumble\.com/(?:embed/)(?:u\w{1,8}\.)?(?P<post_id>v[a-z0-9]{4,10})\b",
        r"rumble\.com/(?P<post_id>v[a-z0-9]{4,10})(?:-[\w-]{1,200})?\.html",
    ),
    bare_id=r"v[a-z0-9]{4,10}",
    script_objects=(("rumble", "video"),),
    html_rules=(
        HtmlRule(
            name="rumble-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("rumble.com/",),
            selector="iframe:is([src*='rumble.com/embed/'], [data-src*='rumble.com/embed/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/rumble/frame",
        ),
    ),
    shortcodes=("rumble",),
    components=("Rumble", "RumbleEmbed"),
)
