"""Twitch: frames of clips and recorded videos; a channel's live player is no post."""

from embedparse.platforms import HtmlRule, Platform

PLATFORM = Platform(
    name="twitch",
    title="Twitch",
    hosts=("twitch.tv",),
    permalinks=(
        r"clips\.twitch\.tv/embed/?\?(?:[^\s\#]{0,500}&)?clip=(?P<clip>(?P<post_id>[\w-]{4,120}))",
        r"clips\.twitch\.tv/(?!embed\b)(?P<clip>(?P<post_id>[\w-]{4,120}))",
        r"twitch\.tv/(?:(?P<handle>\w{3,25})/)?clip/(?P<clip>(?P<post_id>[\w-]{4,120}))",
        r"player\.twitch\.tv/?\?(?:[^\s\#]{0,500}&)?video=v?(?P<post_id>\d{6,12})\b",
        r"twitch\.tv/(?:videos|\w{3,25}/v(?:ideo)?)/(?P<post_id>\d{6,12})\b",
    ),
    canonical=("https://clips.twitch.tv/{clip}", "https://www.twitch.tv/videos/{post_id}"),
    html_rules=(
        HtmlRule(
            name="twitch-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("twitch.tv/",),
            selector="iframe:is([src*='twitch.tv/'], [data-src*='twitch.tv/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/twitch/clip",
        ),
    ),
    bare_id=r"(?=(?:[a-z]{0,30}[A-Z]){2})[A-Za-z][\w-]{7,80}",
    shortcodes=("twitch", "twitch_clip"),
    components=("Twitch", "TwitchClip"),
)
