"""Facebook: posts, videos and their frames."""

from embedparse.platforms import Platform

PLATFORM = Platform(
    name="facebook",
    title="Facebook",
    hosts=(
        "facebook.com",
        "fb.watch",
        "fb.com",
    ),
    permalinks=(
        r"(?:[\w-]{1,20}\.)?(?:facebook|fb)\.com/(?:(?P<account>\d{1,20})|(?P<handle>[^/"
        r"?\#\s]{1,100}))/(?:posts|videos|reels?)/(?:[^/?\#\s]{1,200}/"
        r"){0,2}(?P<post_id>\d{4,25}|pfbid\w{10,120})",
        r"(?:[\w-]{1,20}\.)?(?:facebook|fb)\.com/(?:(?P<account>\d{1,20})|(?P<handle>[^/"
        r"?\#\s]{1,100}))/photos/(?:[^/?\#\s]{1,200}/){0,2}(?P<post_id>\d{4,25}|pfbid\w{10,120})",
        r"(?:[\w-]{1,20}\.)?(?:facebook|fb)\.com/"
        r"(?:permalink|story)\.php\?(?:[^\s\#]{0,500}&"
        r")?story_fbid=(?P<post_id>\d{4,25}|pfbid\w{10,120})(?:&"
        r"[^\s\#]{0,500}?\bid=(?P<account>\d{1,20}))?",
        r"(?:[\w-]{1,20}\.)?(?:facebook|fb)\.com/photo(?:\.php|/)?/"
        r"?\?(?:[^\s\#]{0,500}&)?fbid=(?P<post_id>\d{4,25}|pfbid\w{10,120})",
        r"(?:[\w-]{1,20}\.)?(?:facebook|fb)\.com/(?:watch/?|video(?:/"
        r"embed|\.php)?)\?(?:[^\s\#]{0,500}&)?(?:v|video_id)=(?P<post_id>\d{4,25})",
        r"(?:[\w-]{1,20}\.)?(?:facebook|fb)\.com/(?:watch/live/?\?(?:[^\s\#]{0,500}&)?v=|reel/"
        r")(?P<post_id>\d{4,25})",
        r"(?:[\w-]{1,20}\.)?(?:facebook|fb)\.com/media/set/"
        r"?\?(?:[^\s\#]{0,500}&)?set=(?P<post_id>[\w.]{4,60})",
        r"(?:[\w-]{1,20}\.)?(?:facebook|fb)\.com/notes/(?:[^/?\#\s]{1,200}/"
        r"){0,2}(?P<post_id>\d{4,25})",
        r"fb\.watch/(?P<post_id>[\w-]{6,20})",
    ),
    canonical=(),
    text_rules=(),
    html_rules=(),
)
