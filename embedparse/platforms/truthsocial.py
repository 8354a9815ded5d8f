"""Truth Social: frames in the manner of Mastodon."""

from embedparse.platforms import Platform

PLATFORM = Platform(
    name="truthsocial",
    title="Truth Social",
    hosts=("truthsocial.com",),
    permalinks=(
        r"truthsocial\.com/@(?P<handle>\w{1,30})/(?:posts/)?(?P<post_id>\d{15,20})\b",
        r"truthsocial\.com/users/(?P<handle>\w{1,30})/statuses/(?P<post_id>\d{15,20})\b",
    ),
    canonical=("https://truthsocial.com/@{handle}/{post_id}",),
    text_rules=(),
    html_rules=(),
)
