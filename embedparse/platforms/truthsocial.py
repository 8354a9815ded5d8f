"""Truth Social: frames in the manner of Mastodon."""

from embedparse.platforms import HtmlRule, InProse, Mark, Platform, TextRule

#: `— NAME (@HANDLE) DATE`, as in X's embeds, after which hands model these; or a label alone.
_ATTRIBUTION = rf"""
    (?: \n [ ]? | \A ) (?: [—–―] [ ]? ) {Mark.LINK}? (?P<author> [^\n]{{0,120}}? ) [ ]?
    [(] {Mark.LINK}? @ (?P<handle> [A-Za-z0-9_]{{1,30}} ) {Mark.END}? [)] {Mark.END}?
    [^\n\p{{L}}\p{{N}}]{{0,10}} (?P<date> [^\n]{{0,80}} ) \Z"""

PLATFORM = Platform(
    name="truthsocial",
    title="Truth Social",
    in_prose=InProse(r"T(?:ruth|RUTH) S(?:ocial|OCIAL)", ("Truth Social", "TRUTH SOCIAL")),
    hosts=("truthsocial.com",),
    permalinks=(
        r"truthsocial\.com/@(?P<handle>\w{1,30})/(?:posts/)?(?P<post_id>\d{15,20})\b",
        r"truthsocial\.com/users/(?P<handle>\w{1,30})/statuses/(?P<post_id>\d{15,20})\b",
    ),
    canonical=("https://truthsocial.com/@{handle}/{post_id}",),
    text_rules=(
        TextRule(
            name="truthsocial-attribution",
            shape="below",
            anchors=("on Truth Social", "| Truth Social"),
            pattern=r"""
                (?P<dash> [—–―] | (?<=\s) -{1,2} ) [ ]? (?P<author> [^\n—(]{1,60}? ) [ ]?
                [(] \x40 (?P<handle> \w{1,30} ) [)] [ ,]{0,3} (?P<date>) [^\n]{6,40}?
                \s{0,8} (?: View[ ](?:this[ ](?:post|truth)[ ])?on | \| ) [ ]Truth[ ]Social""",
            confidence="likely",
            seen="pages of hand-made embeds; fixtures/truthsocial/view-on",
        ),
        TextRule(
            name="truthsocial-label",
            shape="whole",
            anchors=("on Truth Social",),
            pattern=r"View[ ](?:this[ ](?:post|truth)[ ])?on[ ]Truth[ ]Social",
            confidence="likely",
            seen="pages of hand-made embeds; fixtures/truthsocial/label-alone",
            needs=r"View (?:this (?:post|truth) )?on Truth",
        ),
    ),
    html_rules=(
        HtmlRule(
            name="truthsocial-blockquote",
            form="blockquote",
            elements=("blockquote",),
            anchors=("truthsocial-embed", "truthsocial.com/"),
            selector="blockquote:is(.truthsocial-embed, [cite*='truthsocial.com/'])",
            post=("data-embed-url", "cite", "a:last"),
            attributions=(_ATTRIBUTION,),
            confidence="certain",
            seen="pages of hand-made embeds; fixtures/truthsocial/blockquote",
        ),
        HtmlRule(
            name="truthsocial-frame",
            form="iframe",
            elements=("iframe",),
            anchors=("truthsocial.com/",),
            selector="iframe:is([src*='truthsocial.com/'], [data-src*='truthsocial.com/'])",
            post=("src", "data-src"),
            confidence="certain",
            seen="public pages; fixtures/truthsocial/frame",
        ),
    ),
    shortcodes=("truthsocial",),
    components=("TruthSocialEmbed",),
    scripts=("truthsocial.com/embed.js",),
    clock="mastodon",
)
