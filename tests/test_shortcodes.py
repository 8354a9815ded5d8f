"""Shortcodes as generators, systems and plugins write them; the posts are invented."""

import pytest

from embedparse import scan, scan_html

TWEET = "https://x.com/odd_potter/status/1260902681413681159"
TWEET_ID, VIDEO_ID = "1260902681413681159", "a1B2c3D4e5F"
VIDEO = f"https://youtu.be/{VIDEO_ID}"
BEFORE, AFTER = "# Clay\n\nThe pottery opened.", "They sell bowls.\n"

FOUND = {
    "Hugo, a theme's name behind the platform's": (f"{{{{< youtube_simple {VIDEO_ID} >}}}}", VIDEO_ID),
    "Hugo, camel case": (f'{{{{< youtubeLite id="{VIDEO_ID}" label="kiln" >}}}}', VIDEO_ID),
    "Hugo, a name of no platform with an address": (f'{{{{< toot-box src="{TWEET}" >}}}}', TWEET_ID),
    "Liquid, a name before the number": (f"{{% twitter odd_potter {TWEET_ID} %}}", TWEET_ID),
    "Liquid, names and commas": (f'{{% tweet "odd_potter", "{TWEET_ID}" %}}', TWEET_ID),
    "Liquid, a name of no platform": (f"{{% showpost {TWEET} %}}", TWEET_ID),
    "Liquid, a quotation with its source": (
        f"{{% blockquote @odd_potter {TWEET} %}}\nThe kiln is lit.\n{{% endblockquote %}}",
        TWEET_ID,
    ),
    "Liquid, an include of a player": (f'{{% include youtubePlayer.html id="{VIDEO_ID}" %}}', VIDEO_ID),
    "an id with its kind": (
        '{{< spotify type="track" id="4uLU6hMCjMI75M1A2tKUQC" >}}',
        "4uLU6hMCjMI75M1A2tKUQC",
    ),
    "a clip's name": ("{% twitch LateKiln-abc123 %}", "LateKiln-abc123"),
    "brackets, a plugin's prefix": (f'[su_youtube url="{VIDEO}" width="600"]', VIDEO_ID),
    "brackets, a plugin's ending": (f"[youtube_sc {VIDEO}]", VIDEO_ID),
    "brackets, a pair with a prefix": (f'[fusion_youtube id="{VIDEO}"][/fusion_youtube]', VIDEO_ID),
    "brackets, capitals": (f"[TWEET]{TWEET_ID}[/TWEET]", TWEET_ID),
    "brackets, a name of no platform": (f'[ot-video type="youtube" url="{VIDEO}"]', VIDEO_ID),
    "a media tag with a number": (f"[MEDIA=youtube]{VIDEO_ID}[/MEDIA]", VIDEO_ID),
    "a directive with an id": (f"::youtube[Kiln]{{#{VIDEO_ID}}}", VIDEO_ID),
    "a directive with a label": (f"::tweet[{TWEET}]", TWEET_ID),
    "reStructuredText": (f".. youtube:: {VIDEO_ID}\n   :width: 600", VIDEO_ID),
    "braces": (f"{{youtube}}{VIDEO_ID}{{/youtube}}", VIDEO_ID),
    "kirbytext": (f"(tweet: {TWEET})", TWEET_ID),
    "code that a plugin replaces": (f"`youtube: {VIDEO}`", VIDEO_ID),
    "a note's embed": (f"![[{TWEET}]]", TWEET_ID),
    "an address of the platform's own kind": (
        '{{< spotify "spotify:track:4uLU6hMCjMI75M1A2tKUQC" >}}',
        "4uLU6hMCjMI75M1A2tKUQC",
    ),
    "brackets, the same": (
        "[spotify spotify:episode:4uLU6hMCjMI75M1A2tKUQC]",
        "4uLU6hMCjMI75M1A2tKUQC",
    ),
    "a name by which the platform calls a post": (
        "{% linkedin urn:li:activity:6795012345678901234 %}",
        "6795012345678901234",
    ),
    "a host, a user and a number": (
        '{{< mastodon "clay.example" "odd" "109384756473829102" >}}',
        "109384756473829102",
    ),
    "a wiki's widget": (f"{{{{#widget:Tweet|id={TWEET_ID}}}}}", TWEET_ID),
    "a wiki's player": (f"{{{{youtube>{VIDEO_ID}?medium}}}}", VIDEO_ID),
    "braces and a colon": (f"{{{{youtube:{VIDEO_ID}}}}}", VIDEO_ID),
    "one brace and a colon": (f"{{tweet:{TWEET_ID}|center}}", TWEET_ID),
    "a wiki's brackets and a colon": (f"[[tweet:{TWEET_ID}]]", TWEET_ID),
    "brackets, a colon and an address": (f"[tweet: {TWEET}]", TWEET_ID),
    "a block macro": (f"tweet::{TWEET_ID}[]", TWEET_ID),
    "an outliner's tweet": (f"{{{{tweet {TWEET}}}}}", TWEET_ID),
    "a template's tag": (f'{{{{ youtube src="{VIDEO}" }}}}', VIDEO_ID),
    "an outliner's film": (f"{{{{[[video]]: {VIDEO}}}}}", VIDEO_ID),
    "a component of no platform": (f"<OneEmbed url={{`{TWEET}`}} />", TWEET_ID),
    "a partial's name in quotes": (f'{{% render "tweet", id: "{TWEET_ID}" %}}', TWEET_ID),
    "a function and a filter": (f'{{{{ tweet("{TWEET_ID}") | safe }}}}', TWEET_ID),
    "a helper of a template": (f'{{{{youtube id="{VIDEO_ID}"}}}}', VIDEO_ID),
    "a platform as the key of its id": (f'[video youtube="{VIDEO_ID}"]', VIDEO_ID),
    "a shortcode in a folder": (f'{{{{< social/tweet id="{TWEET_ID}" >}}}}', TWEET_ID),
    "a container": (f"::: tweet {TWEET_ID}\n:::", TWEET_ID),
    "a component of a component": (f'<Youtube.Video id="{VIDEO_ID}" />', VIDEO_ID),
    "a wiki's tag as a function": (f"{{{{#tag:youtube|{VIDEO_ID}}}}}", VIDEO_ID),
    "braces and a blank": (f"{{youtube {VIDEO_ID}}}", VIDEO_ID),
    "a directive with a number for its label": (f":tweet[{TWEET_ID}]", TWEET_ID),
    "parentheses and a colon": (f"((tweet:{TWEET_ID}))", TWEET_ID),
    "a snippet": (f"[[!tweet? &id=`{TWEET_ID}`]]", TWEET_ID),
    "a snippet's first parameter": (f"[[YouTube? &width=`640` &id=`{VIDEO_ID}`]]", VIDEO_ID),
    "a macro in angles": (f'<<youtube "{VIDEO_ID}">>', VIDEO_ID),
    "a wiki's element": (f'<youtube width="200">{VIDEO_ID}</youtube>', VIDEO_ID),
    "an element of a plugin": (f'<tweet id="{TWEET_ID}"></tweet>', TWEET_ID),
    "a film's address and its width": (f"[video:{VIDEO} width:560]", VIDEO_ID),
    "a macro for films": (f"video::{VIDEO_ID}[youtube,width=640]", VIDEO_ID),
    "a component's two nouns": (f'<TwitterTweet id="{TWEET_ID}" client:load />', TWEET_ID),
    "a component's ending": (
        '<BlueskyPostEmbed url="https://bsky.app/profile/odd.example/post/3lantern42ab" />',
        "3lantern42ab",
    ),
    "a component of a player": (f'<YouTubePlayer id="{VIDEO_ID}"></YouTubePlayer>', VIDEO_ID),
}

NOT_FOUND = {
    "a button": f'{{{{< button href="{TWEET}" >}}}}Read it{{{{< /button >}}}}',
    "a variable of a template": "{{ tweet text }}",
    "a container of something else": "::: tweet of the week\nThe kiln is lit.\n:::",
    "an exclamation before a link": "Look at this!tweet[1] and go.",
    "braces and words": "{youtube advertising rates}",
    "a directive's label": ":tweet[as in the photo]",
    "parentheses around an icon": "((tweet:small))",
    "a wiki's page": "[[YouTube history]]",
    "a snippet of another kind": f"[[!clay? &id=`{TWEET_ID}`]]",
    "a macro for a title": '<<tweet "Clay">>',
    "inline code with brackets before it": f"A [[page]] says id=`{TWEET_ID}`.",
    "a link's shortcode": f'[link url="{TWEET}"]',
    "an assignment": f'{{% assign post = "{TWEET}" %}}',
    "a figure that links": f'{{{{< figure src="a.jpg" link="{TWEET}" >}}}}',
    "a component that links": f'<ShareButton url="{TWEET}" />',
    "a citation": f'{{{{< cite "{TWEET}" >}}}}',
    "inline code in a sentence": f"Write `youtube: {VIDEO}` for a film.",
    "inline code of another name": f"`curl: {VIDEO}`",
    "a directive in a fence": f"```\n::youtube{{#{VIDEO_ID}}}\n```",
    "an artist": '{{< spotify "spotify:artist:4uLU6hMCjMI75M1A2tKUQC" >}}',
    "a page of a company": "{% linkedin urn:li:organization:1234567 %}",
    "a wiki's link": "{{kiln>clay}}",
    "another outliner's word": f"{{{{cite {TWEET}}}}}",
    "a key of no platform": f"{{video:{VIDEO_ID}}}",
    "an account in braces": "{twitter:odd_potter}",
    "a link with a number for its text": "[video:1](https://example.org/kiln)",
    "a key of an object": f'{{id: "{TWEET_ID}", video: "kiln.mp4"}}',
    "an escaped shortcode": f"[[tweet {TWEET_ID}]]",
    "a list of names": "tweet::size[]",
    "an account": "(twitter: @odd_potter)",
    "a channel": "{% twitch odd_potter %}",
    "a box to tick": "- [x] 12345678 bowls",
    "a page of another site": '[ot-video url="https://example.org/kiln.mp4"]',
}


@pytest.mark.parametrize("name", FOUND)
def test_shortcodes_in_texts(name: str) -> None:
    shortcode, post_id = FOUND[name]
    found = scan(f"{BEFORE}\n\n{shortcode}\n\n{AFTER}")
    assert [(embed.kind, embed.post_id) for embed in found.embeds] == [("embed", post_id)]
    assert found.prose == f"{BEFORE}\n\n{AFTER}"


@pytest.mark.parametrize("name", [name for name in FOUND if FOUND[name][0][0] in "{["])
def test_shortcodes_that_a_page_prints(name: str) -> None:
    shortcode, post_id = FOUND[name]
    printed = shortcode.replace("<", "&lt;").replace(">", "&gt;")
    found = scan_html(f"<p>The pottery opened.</p><p>{printed}</p><p>They sell bowls.</p>")
    assert [(embed.kind, embed.post_id) for embed in found.embeds] == [("embed", post_id)]
    assert found.prose == "<p>The pottery opened.</p><p>They sell bowls.</p>"


@pytest.mark.parametrize("name", NOT_FOUND)
def test_no_shortcodes_of_posts(name: str) -> None:
    text = f"{BEFORE}\n\n{NOT_FOUND[name]}\n\n{AFTER}"
    found = scan(text)
    assert [embed for embed in found.embeds if embed.kind != "link"] == []
    assert found.prose == text
