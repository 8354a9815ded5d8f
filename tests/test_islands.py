"""Embeds in markup that a text or a Markdown document holds. Articles, people and posts are invented."""

import pytest

from embedparse import scan
from embedparse.html import islands
from embedparse.readers.html_sniff import kind_of
from embedparse.text.code import code_spans

TWEET = (
    '<blockquote class="twitter-tweet"><p lang="en">The kiln is lit &amp; ready.</p>&mdash; Odd Potter'
    ' (@odd_potter) <a href="https://twitter.com/odd_potter/status/1260902681413681159">May 14, 2020</a>'
    "</blockquote>"
)
URL = "https://twitter.com/odd_potter/status/1260902681413681159"
SCRIPT = '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'
VIDEO = '<iframe width="560" src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe>'
BEFORE, AFTER = "# Clay\n\nThe pottery opened.", "- mugs\n- bowls\n"

ISLANDS = {
    "a quotation with its script": (f"{TWEET}\n{SCRIPT}", ["1260902681413681159"]),
    "the script apart, at the end": (f"{TWEET}\n\nThey sell bowls.\n\n{SCRIPT}", ["1260902681413681159"]),
    "lines and blanks inside": (TWEET.replace("><", ">\n\n<"), ["1260902681413681159"]),
    "an escaped handle": (TWEET.replace("@odd_potter)", "@odd\\_potter)"), ["1260902681413681159"]),
    "in a wrapper": (f'<div align="center">\n\n{TWEET}\n\n</div>', ["1260902681413681159"]),
    "a frame": (VIDEO, ["a1B2c3D4e5F"]),
    "a tag of AMP": (
        '<amp-twitter width="1" height="1" data-tweetid="1260902681413681159"></amp-twitter>',
        ["1260902681413681159"],
    ),
    "a fence that goes into the page as it is": (
        f"```{{=html}}\n{TWEET}\n{SCRIPT}\n```",
        ["1260902681413681159"],
    ),
    "in a block quotation": (
        "> " + f"{TWEET}\n{SCRIPT}".replace("<p", "\n<p").replace("\n", "\n> "),
        ["1260902681413681159"],
    ),
    "addresses that an editor made links of": (
        TWEET.replace(URL, f"[{URL}]({URL})"),
        ["1260902681413681159"],
    ),
    "the date's link in Markdown": (
        TWEET.replace(f'<a href="{URL}">May 14, 2020</a>', f"[May 14, 2020]({URL})"),
        ["1260902681413681159"],
    ),
    "tags that are escaped": (
        TWEET.replace("<", "\\<").replace(">", "\\>").replace('"', '\\"'),
        ["1260902681413681159"],
    ),
    "a block of WordPress that closes itself": (
        f'<!-- wp:embed {{"url":"{URL}","providerNameSlug":"twitter"}} /-->',
        ["1260902681413681159"],
    ),
    "one outside of a fence that shows the same": (
        f"{TWEET}\n\n```html\n{VIDEO}\n```",
        ["1260902681413681159"],
    ),
}

CODE = {
    "a fence of backticks": f"```html\n{TWEET}\n```",
    "a fence of tildes": f"~~~\n{TWEET}\n{SCRIPT}\n~~~",
    "a longer fence around a shorter one": f"````\n```\n{TWEET}\n```\n````",
    "a fence in a list": f"- so:\n\n  ```\n  {TWEET}\n  ```",
    "a fence in a quotation": f"> ```\n> {VIDEO}\n> ```",
    "an indented block": f"Paste this:\n\n    {TWEET}",
    "a template's block of code": f"{{% highlight html %}}\n{TWEET}\n{{% endhighlight %}}",
    "a theme's block of code": f"{{{{< highlight html >}}}}\n{TWEET}\n{{{{< /highlight >}}}}",
    "a forum's block of code": f"[code]\n{TWEET}\n[/code]",
    "what is commented out": f"<!-- {TWEET} -->",
    "a block of WordPress for another site": '<!-- wp:embed {"url":"https://example.org/kiln"} /-->',
    "another raw fence": f"```{{=latex}}\n{TWEET}\n```",
    "inline code": f"Write `{VIDEO}` there.",
    "inline code between double backticks": f"Write `` {TWEET} `` there.",
    "a class that is named": "The class twitter-tweet is drawn by platform.twitter.com/widgets.js.",
    "another blockquote": "<blockquote><p>Clay remembers.</p></blockquote>",
}


@pytest.mark.parametrize("name", ISLANDS)
def test_embeds_in_markdown(name: str) -> None:
    island, ids = ISLANDS[name]
    found = scan(f"{BEFORE}\n\n{island}\n\n{AFTER}")
    assert [embed.post_id for embed in found.embeds] == ids
    assert found.prose.startswith(BEFORE)
    assert found.prose.endswith(AFTER)
    assert "odd_potter" not in found.prose
    assert "widgets.js" not in found.prose


def test_fields_of_an_island() -> None:
    [embed] = scan(f"{BEFORE}\n\n{TWEET}\n\n{AFTER}").embeds
    assert (embed.body, embed.author, embed.handle) == (
        "The kiln is lit & ready.",
        "Odd Potter",
        "odd_potter",
    )
    assert (embed.date, embed.layout) == ("2020-05-14", "blockquote")


@pytest.mark.parametrize("name", CODE)
def test_code_gives_nothing(name: str) -> None:
    text = f"{BEFORE}\n\n{CODE[name]}\n\n{AFTER}"
    found = scan(text, min_confidence="possible")
    assert [embed for embed in found.embeds if embed.kind != "link"] == []
    assert found.prose == text


def test_flattened_posts_beside_an_island() -> None:
    flat = "Bowls for all!\n— Ines Glaze (@ines_glaze) May 2, 2020"
    found = scan(f"{BEFORE}\n\n{TWEET}\n\n{AFTER}\n\n{flat}\n\nThe end came late.")
    assert [embed.handle for embed in found.embeds] == ["odd_potter", "ines_glaze"]
    assert found.prose == f"{BEFORE}\n\n{AFTER}\n\nThe end came late."


def test_a_post_may_quote_code() -> None:
    [embed] = scan(
        "Late again.\nTry `git push --force`\n— Ada (@ada_example) May 1, 2020\nThen day came."
    ).embeds
    assert embed.body == "Try `git push --force`"


def test_the_script_in_the_head_of_an_article() -> None:
    head = "---\ntitle: Clay\njs:\n- https://platform.twitter.com/widgets.js\n- clay.js\n---\n\n"
    found = scan(f"{head}The pottery opened.\n\n{TWEET}\n")
    assert (
        found.prose == head.replace("- https://platform.twitter.com/widgets.js\n", "") + "The pottery opened."
    )
    untouched = f"{head}The pottery opened.\n"
    assert scan(untouched).prose == untouched


def test_a_quotation_of_the_platform_without_its_attribution() -> None:
    cut = '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The kiln is lit.</p></blockquote>'
    [embed] = scan(f"{BEFORE}\n\n{cut}\n\n{AFTER}").embeds
    assert (embed.kind, embed.body, embed.confidence) == ("fragment", "The kiln is lit.", "likely")
    never_closed = (
        '<blockquote class="twitter-tweet"><p lang="en">The kiln is lit.\n\n' + "They sell bowls. " * 40
    )
    for other in ('<blockquote class="twitter-tweet"><p>Loading</p></blockquote>', never_closed):
        assert scan(f"{BEFORE}\n\n{other}\n\n{AFTER}").embeds == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('<span id="top">Clay</span>\n\n## Kiln\n\nIt is lit.', "text"),
        ("<https://example.org> says [so](https://example.org/so)", "text"),
        ("<span>Clay</span> and more", "html"),
        ("<p>Clay</p>\n\n## Kiln", "html"),
    ],
)
def test_markdown_that_opens_with_an_inline_tag_is_no_page(text: str, kind: str) -> None:
    assert kind_of(text, "auto") == kind


def test_spans_in_code_points() -> None:
    text = f"Ærø 🚢 ferry\n\n{TWEET}\n\nÆble"
    [embed] = scan(text).embeds
    assert [text[start:end] for start, end in embed.spans] == [TWEET]


SPANS = {
    "inline": ("a `b` c", ["`b`"]),
    "never closed": ("a `b c", []),
    "an escaped backtick": ("a \\`b` c `d`", ["` c `"]),
    "over a blank line": ("a `b\n\nc` d", []),
    "a fence never closed": ("```\nornament", []),
    "in a block of HTML": ("<p>a `b` c</p>\n", []),
    "indented prose": ("a\n\n    b c\n\nd", []),
    "indented HTML in HTML": ("<div>\n\n    <p>a</p>\n\n</div>", []),
}


@pytest.mark.parametrize("name", SPANS)
def test_spans_of_code(name: str) -> None:
    text, code = SPANS[name]
    assert [text[start:end] for start, end in code_spans(text)] == code


@pytest.mark.parametrize(
    "text", ["plain words", "a < b & c", "see https://twitter.com/a/status/1260902681413681159"]
)
def test_texts_without_markup_are_not_looked_at(text: str) -> None:
    assert not islands.may_hold(text)
