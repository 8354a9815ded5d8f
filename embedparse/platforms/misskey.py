"""Misskey and its forks, on the hosts that are known: addresses of notes and frames."""

from embedparse.platforms import HtmlRule, InProse, Platform

PLATFORM = Platform(
    name="misskey",
    title="Misskey",
    in_prose=InProse(r"Misskey", ("isskey",)),
    hosts=(
        "misskey.io",
        "misskey.design",
        "misskey.art",
        "misskey.cloud",
        "misskey.dev",
        "misskey.social",
        "nijimiss.moe",
        "sushi.ski",
        "firefish.social",
        "calckey.social",
    ),
    permalinks=(
        r"(?P<host>misskey\.(?:io|design|art|cloud|dev|social)|nijimiss\.moe|sushi\.ski|(?:firefish|calckey)\.social)/"
        r"(?:embed/)?notes/(?P<post_id>[a-z0-9]{8,26})(?![a-z0-9])",
    ),
    canonical=("https://{host}/notes/{post_id}",),
    html_rules=(
        HtmlRule(
            name="misskey-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("misskey.design/", "misskey.io/"),
            selector="iframe:is([src*='misskey.io/embed/notes/'],"
            " [data-src*='misskey.io/embed/notes/'], [src*='misskey.design/embed/notes/'],"
            " [data-src*='misskey.design/embed/notes/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/misskey/frame",
        ),
    ),
    shortcodes=("misskey",),
    components=("Misskey",),
)
