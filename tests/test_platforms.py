"""Platforms as data: each html rule has a page that fires it, and none fires where it should not."""

import re
import subprocess
import sys

import pytest
import soupsieve
from bs4 import BeautifulSoup

from embedparse import html, scan_html
from embedparse.fields import permalinks, traces
from embedparse.html.selectors import compiled
from embedparse.platforms import all_platforms
from tests.fixtures import FIXTURES, FOLDER

RULES = [(platform, rule) for platform in all_platforms() for rule in platform.html_rules]
ELEMENTS = [
    element
    for fixture in FIXTURES
    if fixture.slug != "upper-case"  # where the rules are more generous than CSS
    for element in BeautifulSoup(fixture.source, "lxml").body.find_all(True)
]
RULE_IDS = [rule.name for _, rule in RULES]


@pytest.fixture(scope="module")
def fired():
    """The names of the rules that fired, by platform of the fixture."""
    names = {}
    for fixture in FIXTURES:
        evidence = {
            name for e in scan_html(fixture.source, min_confidence="possible").embeds for name in e.evidence
        }
        names.setdefault(fixture.platform, set()).update(evidence)
    return names


def test_every_folder_of_fixtures_is_a_platform():
    assert {fixture.platform for fixture in FIXTURES} - {"plain"} <= {
        platform.name for platform in all_platforms()
    }


@pytest.mark.parametrize(("platform", "rule"), RULES, ids=RULE_IDS)
def test_rule_has_a_fixture_that_fires_it(platform, rule, fired):
    assert rule.name in fired[platform.name]


@pytest.mark.parametrize(("platform", "rule"), RULES, ids=RULE_IDS)
def test_rule_fires_on_no_other_platforms_fixture(platform, rule, fired):
    assert [other for other, names in fired.items() if other != platform.name and rule.name in names] == []


@pytest.mark.parametrize(("platform", "rule"), RULES, ids=RULE_IDS)
def test_rule_names_the_fixture_it_was_seen_in(platform, rule):
    folders = re.findall(r"fixtures/([\w/-]+)", rule.seen)
    assert folders
    assert all((FOLDER / folder / "source.html").exists() for folder in folders)


@pytest.mark.parametrize(("platform", "rule"), RULES, ids=RULE_IDS)
def test_rule_is_well_formed(platform, rule):
    assert rule.name.startswith(platform.name + "-")
    assert rule.anchors
    assert all(anchor.isascii() and anchor == anchor.lower() for anchor in rule.anchors)
    assert rule.elements
    assert rule.post


@pytest.mark.parametrize(("platform", "rule"), RULES, ids=RULE_IDS)
def test_selector_means_what_css_says(platform, rule):
    """Held against soupsieve on every element of every fixture."""
    for element in ELEMENTS:
        has = {
            key: " ".join(value) if isinstance(value, list) else value for key, value in element.attrs.items()
        }
        assert compiled(rule.selector)(element.name, has) == bool(soupsieve.match(rule.selector, element))


@pytest.mark.parametrize("css", ["div > p", "a:hover", "[a|=b]", "div p", "#id"])
def test_selector_outside_of_the_subset_is_an_error(css):
    with pytest.raises(ValueError, match="selector"):
        compiled(css)


def test_names_are_unique():
    assert len(set(RULE_IDS)) == len(RULE_IDS)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda f: f"{f.platform}-{f.slug}")
def test_prefilter_lets_every_fixture_with_a_record_through(fixture):
    if fixture.expected["embeds"]:
        assert html.may_hold(fixture.source)


URLS = [
    ("https://twitter.com/ada_example/status/20?s=20", "twitter", "20", "ada_example"),
    ("http://www.twitter.com/#!/ada_example/statuses/20", "twitter", "20", "ada_example"),
    ("https://mobile.x.com/i/web/status/20", "twitter", "20", None),
    ("twitter.com/X/status/20", "twitter", "20", None),
    ("https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20&lang=en", "twitter", "20", None),
    ("https://www.instagram.com/ada.example/reel/CxExample77/", "instagram", "CxExample77", "ada.example"),
    ("https://www.instagram.com/tv/CxExample77/?igsh=1", "instagram", "CxExample77", None),
    ("https://www.instagram.com/share/p/BAexample1/", "instagram", "BAexample1", None),
    ("https://www.facebook.com/share/p/1AbCexample/", "facebook", "1AbCexample", None),
    ("https://m.facebook.com/share/v/1AbCexample/?mibextid=x", "facebook", "1AbCexample", None),
    ("https://vm.tiktok.com/ZMexample1/", "tiktok", "ZMexample1", None),
    ("https://www.tiktok.com/t/ZTexample1/", "tiktok", "ZTexample1", None),
    ("https://www.reddit.com/r/norrby/s/aBcDeFgHiJ", "reddit", "aBcDeFgHiJ", None),
    ("https://s.example/web/statuses/113237714534400111", "mastodon", "113237714534400111", None),
    ("https://www.facebook.com/ada.example/posts/a-slug/1234567890", "facebook", "1234567890", "ada.example"),
    (
        "https://m.facebook.com/story.php?story_fbid=pfbid02abcdefghij&id=7",
        "facebook",
        "pfbid02abcdefghij",
        None,
    ),
    ("https://www.facebook.com/watch/?ref=x&v=1234567890", "facebook", "1234567890", None),
    ("https://fb.watch/aBcDeFg1/", "facebook", "aBcDeFg1", None),
    ("https://www.tiktok.com/@ada.example/video/706676051", "tiktok", "706676051", "ada.example"),
    ("https://bsky.app/profile/ada.example/post/3lfbbd5bj2227", "bluesky", "3lfbbd5bj2227", "ada.example"),
    ("https://bsky.app/profile/did:plc:abc/post/3lfbbd5bj2227", "bluesky", "3lfbbd5bj2227", None),
    ("https://www.threads.net/@ada.example/post/DNexampleA1", "threads", "DNexampleA1", "ada.example"),
    ("https://social.example/@ada/113237714534400", "mastodon", "113237714534400", "ada@social.example"),
    ("https://s.example/users/ada/statuses/113237714534400", "mastodon", "113237714534400", "ada@s.example"),
    ("https://truthsocial.com/@ada/posts/110310300057600009", "truthsocial", "110310300057600009", "ada"),
    ("https://old.reddit.com/r/norrby/comments/tq9abc/slug/i2xyz12/", "reddit", "i2xyz12", None),
    ("https://t.me/s/norrby_news/412", "telegram", "norrby_news/412", "norrby_news"),
    ("https://youtu.be/a1B2c3D4e5F?t=3", "youtube", "a1B2c3D4e5F", None),
    ("https://www.youtube.com/watch?list=x&v=a1B2c3D4e5F", "youtube", "a1B2c3D4e5F", None),
    (
        "https://www.linkedin.com/posts/ada_bridge-activity-7123456789012-aB",
        "linkedin",
        "7123456789012",
        "ada",
    ),
    ("https://www.pinterest.de/pin/99360735500167749/", "pinterest", "99360735500167749", None),
    ("https://vk.com/club1?w=wall-12345_678", "vk", "-12345_678", None),
    ("https://imgur.com/gallery/bridge-AbCdE1f", "imgur", "AbCdE1f", None),
    ("open.spotify.com/intl-de/track/4uLU6hMCjMI75M1A2tKUQC", "spotify", "4uLU6hMCjMI75M1A2tKUQC", None),
]


@pytest.mark.parametrize(("url", "platform", "post_id", "handle"), URLS)
def test_permalink_is_read(url, platform, post_id, handle):
    found = permalinks.parse(url)
    assert (found.platform, found.post_id, found.handle) == (platform, post_id, handle)
    assert permalinks.parse(url, platform) == found


@pytest.mark.parametrize(("url", "platform", "post_id", "handle"), URLS)
def test_canonical_url_names_the_same_post(url, platform, post_id, handle):
    found = permalinks.parse(url)
    assert permalinks.parse(found.url).post_id == post_id
    assert permalinks.parse(found.url).url == found.url


@pytest.mark.parametrize("url", [url for url, *_ in URLS])
@pytest.mark.parametrize("page", ['<a href="https://{}">', "<p>https://{}</p>"])
def test_link_to_a_post_passes_the_prefilter(url, page):
    assert html.may_hold(page.format(url.partition("://")[2] or url))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://",
        "https://twitter.com/ada_example",
        "https://twitter.com/intent/tweet?in_reply_to=20",
        "https://twitter.com/search?q=status/20",
        "https://example.org/ada_example/status/20",
        "https://nottwitter.com/ada_example/status/20",
        "https://www.instagram.com/ada.example/",
        "https://www.instagram.com/explore/p/",
        "https://www.facebook.com/sharer/sharer.php?u=https://example.org/posts/123456",
        "https://www.facebook.com/ada.example",
        "https://www.youtube.com/channel/UCexample",
        "https://www.youtube.com/embed/live_stream?channel=UCexample",
        "https://www.pinterest.com/pin/create/button/?url=x",
        "https://t.me/share/url?url=x",
        "https://social.example/@ada",
        "https://medium.example/@ada/a-story-1234567890ab",
        "https://i.imgur.com/AbCdE1f.jpg",
    ],
)
def test_other_urls_name_no_post(url):
    assert permalinks.parse(url) is None


REWRITTEN = [
    ("https://web.archive.org/web/20200704123456/https://twitter.com/ada_example/status/20", "20"),
    ("https://web.archive.org/web/20200704123456if_/https://twitter.com/ada_example/status/20", "20"),
    ("http://web.archive.org/web/2020/http:/twitter.com/ada_example/status/20", "20"),
    ("web.archive.org/web/2020*/twitter.com/ada_example/status/20", "20"),
    ("/web/20200704123456/https://twitter.com/ada_example/status/20?ref_src=x", "20"),
    ("https://wayback.archive-it.org/12/20200704123456/https://x.com/ada_example/status/20", "20"),
    ("https://archive.ph/2020.07.04-123456/https://twitter.com/ada_example/status/20", "20"),
    ("https://archive.today/newest/https://twitter.com/ada_example/status/20", "20"),
    ("https://archive.is/o/aB3xQ/https://twitter.com/ada_example/status/20", "20"),
    ("https://archive.md/?url=https%3A%2F%2Ftwitter.com%2Fada_example%2Fstatus%2F20", "20"),
    (
        "https://webcache.googleusercontent.com/search?q=cache:aBcDeFgHiJ0J:https://twitter.com/a/status/20",
        "20",
    ),
    ("https://webcache.googleusercontent.com/search?q=cache:https://twitter.com/a/status/20+&cd=1", "20"),
    ("https://www.google.com/amp/s/twitter.com/ada_example/status/20%3famp=1", "20"),
    ("https://twitter-com.cdn.ampproject.org/c/s/twitter.com/ada_example/status/20", "20"),
    ("https://cdn.ampproject.org/c/s/twitter.com/ada_example/status/20", "20"),
    ("https://twitter-com.translate.goog/ada_example/status/20?_x_tr_sl=en", "20"),
    ("https://www.google.com/url?q=https%3A%2F%2Ftwitter.com%2Fada_example%2Fstatus%2F20&sa=D", "20"),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Ftwitter.com%2Fada_example%2Fstatus%2F20&h=A", "20"),
    (
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.com%2Fa%2Fstatus%2F20&data=1",
        "20",
    ),
    (
        "https://cdn.embedly.com/widgets/media.html?type=text%2Fhtml&url=https%3A//twitter.com/a/status/20",
        "20",
    ),
    ("//cdn.iframe.ly/api/iframe?url=https%3A%2F%2Ftwitter.com%2Fada_example%2Fstatus%2F20&key=1", "20"),
    ("/embed/twitter?url=https%3A%2F%2Ftwitter.com%2Fada_example%2Fstatus%2F20", "20"),
    ("https://nitter.net/ada_example/status/20#m", "20"),
    ("https://nitter.mirror.example/ada_example/status/20", "20"),
    ("https://xcancel.com/ada_example/status/20", "20"),
    ("https://fxtwitter.com/ada_example/status/20/en", "20"),
    ("https://www.vxtwitter.com/ada_example/status/20", "20"),
    ("https://www.ddinstagram.com/p/CxExample77/", "CxExample77"),
    ("https://redlib.mirror.example/r/norrby/comments/tq9abc/slug/", "tq9abc"),
    ("https://web.archive.org/web/2020/https://nitter.net/ada_example/status/20", "20"),
    ("http://web.archive.org/web/2013/http://twitter.com:80/ada_example/status/20", "20"),
    ("https://timetravel.mementoweb.org/memento/2020/https://twitter.com/ada_example/status/20", "20"),
    ("https://reader.example.org/https://x.com/ada_example/status/20", "20"),
    ("https://threadreaderapp.com/thread/20202020.html", "20202020"),
    ("https://translate.google.com/translate?sl=en&tl=de&u=https%3A%2F%2Fx.com%2Fa%2Fstatus%2F20", "20"),
    ("https://noembed.com/embed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Da1B2c3D4e5F", "a1B2c3D4e5F"),
]


@pytest.mark.parametrize(("url", "post_id"), REWRITTEN)
def test_rewritten_address_names_the_post_inside(url, post_id):
    found = permalinks.parse(url)
    assert found is not None
    assert found.post_id == post_id
    assert permalinks.parse(found.url) == found


@pytest.mark.parametrize(
    "url",
    [
        "https://archive.ph/aB3xQ",
        "https://web.archive.org/web/20200704123456/https://twitter.com/ada_example",
        "https://web.archive.org/web/20200704123456/https://courier.example.org/status/20",
        "https://nitter.net/ada_example",
        "https://nitter.example.org/about",
        "https://reader.example.org/https://x.com/ada_example",
        "https://example.org/search?q=https://x.com/ada_example/status/20",
        "https://open.spotify.com/artist/4uLU6hMCjMI75M1A2tKUQC",
        "https://www.netflix.com/ada/status/20",
        "https://status.fedex.com/ops/status/20",
        "https://twitter.com/intent/tweet?url=https%3A%2F%2Ftwitter.com%2Fa%2Fstatus%2F20",
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Ftwitter.com%2Fa%2Fstatus%2F20",
        "https://twitter.com/i/spaces/1OwExampleQ",
        "https://www.facebook.com/events/1234567890123456/",
        "https://twitter.com/ada_example/status/२०२०२०",
        "https://twitter.com/ädä/status/20",
    ],
)
def test_rewritten_address_without_a_post_names_none(url):
    assert permalinks.parse(url) is None


@pytest.mark.parametrize("platform", [p for p in all_platforms() if p.hosts], ids=lambda p: p.name)
@pytest.mark.parametrize("subdomain", ["", "www.", "m.", "de-de."])
def test_a_link_leaves_a_trace_whatever_the_subdomain(platform, subdomain):
    """Every known address of each platform, on every subdomain that it is read with."""
    urls = [url.partition("://")[2] or url for url, name, *_ in URLS if name == platform.name]
    for url in (subdomain + url.removeprefix("www.") for url in urls):
        if permalinks.parse("https://" + url) is not None:
            assert traces.IN_PAGES.search(f"<a href='https://{url}'>".lower().encode()), url
            assert traces.IN_TEXTS.search(f"See https://{url} there."), url
            assert any(literal in url for literal in traces.literals()), url
            assert scan_html(f"<p>See <a href='https://{url}'>it</a>.</p>").embeds, url


NEW_PLATFORM = """
from embedparse.platforms import Platform, TextRule

PLATFORM = Platform(
    name="glowmoor",
    title="Glow Moor",
    hosts=("glowmoor.example",),
    text_rules=(
        TextRule(
            name="glowmoor-lit",
            shape="whole",
            anchors=("on Glow Moor",),
            pattern=r"lit [ ] by [ ] @ (?P<handle> \\w{1,30} ) [ ] on [ ] Glow [ ] Moor",
            confidence="likely",
            seen="fixtures/glowmoor/lit",
            handles=("lit by @",),
        ),
    ),
)
"""
SCAN = """
import sys, embedparse.platforms
embedparse.platforms.__path__.append(sys.argv[1])
import embedparse
found = embedparse.scan("All slept.\\nlit by @ada on Glow Moor\\nDay came.").embeds
print([(embed.platform, embed.handle) for embed in found])
"""


PACKAGED = """
import sys
sys.path.insert(0, sys.argv[1])
import embedparse
page = "<p>See <a href='https://www.glowmoor.example/@ada/1234567'>it</a>.</p>"
print([(embed.platform, embed.post_id) for embed in embedparse.scan_html(page).embeds])
print([(e.kind, e.platform) for e in embedparse.scan("So.\\n\\nhttps://glowmoor.example/@ada/1234567\\n").embeds])
print("importlib.metadata" in sys.modules)
"""


def install(folder, entry_point):
    """A package with a platform, as `pip install` leaves it."""
    module = NEW_PLATFORM.replace(
        "text_rules=(",
        "permalinks=(r'glowmoor\\.example/@(?P<handle>\\w{1,30})/(?P<post_id>\\d{5,20})',), text_rules=(",
    )
    (folder / "lanterns.py").write_text(module, encoding="utf-8")
    info = folder / "lanterns-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: lanterns\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[embedparse.platforms]\n{entry_point}\n", encoding="utf-8")


def run_packaged(folder):
    return subprocess.run(
        [sys.executable, "-c", PACKAGED, folder], capture_output=True, text=True, check=False
    )


def test_a_platform_of_an_installed_package_is_found(tmp_path):
    install(tmp_path, "glowmoor = lanterns:PLATFORM")
    done = run_packaged(tmp_path)
    assert done.stdout.splitlines()[:2] == ["[('glowmoor', '1234567')]", "[('embed', 'glowmoor')]"], (
        done.stderr
    )


def test_without_such_a_package_no_metadata_are_read(tmp_path):
    assert run_packaged(tmp_path).stdout.splitlines() == ["[]", "[]", "False"]


@pytest.mark.parametrize(
    ("entry_point", "error"),
    [
        (
            "glowmoor = lanterns:NOTHING",
            "the entry point glowmoor = lanterns:NOTHING: module 'lanterns' has no",
        ),
        ("glowmoor = lanterns:Platform", "must name a Platform, not a type"),
    ],
)
def test_an_entry_point_that_names_no_platform_is_an_error(tmp_path, entry_point, error):
    install(tmp_path, entry_point)
    assert error in run_packaged(tmp_path).stderr


def test_a_new_platform_is_one_file(tmp_path):
    (tmp_path / "glowmoor.py").write_text(NEW_PLATFORM, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", SCAN, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout == "[('glowmoor', 'ada')]\n"
