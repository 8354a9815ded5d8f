"""The short reading of a fragment against BeautifulSoup's, which is the measure."""

import re
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedparse import scan_html
from embedparse.html import fragments, parser, soup
from tests.fixtures import FIXTURES
from tests.test_html import TWEET

_ELEMENT = re.compile(r"<(blockquote|div|figure|iframe|amp-[a-z]+)\b.*?</\1>", re.DOTALL)
_TAGS = "p a b br div span blockquote ul li td svg script style template img noscript time".split()
_PIECES = st.sampled_from(
    [
        *(f"<{tag}>" for tag in _TAGS),
        *(f"</{tag}>" for tag in _TAGS),
        '<a href=" https://t.co/AbCdEf1234 ">',
        "<a href=https://t.co/AbCdEf1234 HREF='x'>",
        '<p lang="de">',
        "<p lang=''>",
        '<time datetime="2020-05-14T12:00:00+00:00">',
        *("text", " ", "\n", "\n\n ", "&amp;", "&nbsp;", "&mdash;", "&#10;", "&lt;b&gt;", "&bogus;", "&"),
        *("é", "🌉", "\ue001", "<", ">", '"', "\ud800", "\0", "\r", "\u2028"),
    ]
)


def read(markup):
    return told(parser.parse_fragment(markup))


def by_soup(markup):
    return told(soup.parse_with_soup(parser._NEWLINE.sub("<br>", markup)))


def told(fragment):
    if fragment is None:
        return None
    texts = [fragment.text(()), fragment.text((), breaks=True), fragment.text(range(len(fragment.links)))]
    return (
        fragment.name,
        dict(fragment.attributes),
        fragment.links,
        fragment.times,
        fragment.lang,
        texts,
    )


@pytest.mark.parametrize("fixture", FIXTURES, ids=[f"{f.platform}-{f.slug}" for f in FIXTURES])
def test_fragments_of_fixtures_read_alike(fixture):
    found = [match[0] for match in _ELEMENT.finditer(fixture.source)]
    assert [read(markup) for markup in found] == [by_soup(markup) for markup in found]


@settings(max_examples=300)
@given(st.lists(_PIECES, max_size=12).map("".join))
def test_broken_fragments_read_alike(inside):
    markup = f'<blockquote class="twitter-tweet">{inside}</blockquote>'
    assert read(markup) == by_soup(markup)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        pytest.param("The bridge <!-- is not --> opens.", "The bridge opens.", id="comment"),
        pytest.param("The bridge <![CDATA[ is not ]]>opens.", "The bridge opens.", id="character-data"),
        pytest.param("The bridge <?php not ?>opens.", "The bridge opens.", id="instruction"),
        pytest.param("<html><body>The bridge opens.</body></html>", "The bridge opens.", id="page-in-a-page"),
        pytest.param("<ul><li>The bridge<li>opens.</ul>", "The bridge\nopens.", id="end-tags-left-out"),
        pytest.param("The <svg><title>bird</title></svg>bridge opens.", "The bridge opens.", id="picture"),
    ],
)
def test_what_a_reader_sees(inside, text):
    fragment = parser.parse_fragment(f"<blockquote>{inside}</blockquote>")
    assert fragment.text([]) == text


def test_half_a_surrogate_pair_in_a_post_is_no_failure():
    (embed,) = scan_html(TWEET.replace("bridge", "bri\ud83cdge")).embeds
    assert embed.body == "The bri?dge is open."


def test_parse_cut_off_by_a_time_limit_leaves_nothing_behind(monkeypatch):
    def stop(self, name, attributes):
        raise TimeoutError

    with monkeypatch.context() as patch:
        patch.setattr(fragments.Fragment, "enter", stop)
        with pytest.raises(TimeoutError):
            parser.parse_fragment("<div><p>first</p></div>")
    assert parser.parse_fragment("<div><p>second</p></div>").text([]) == "second"


def test_threads_do_not_disturb_each_other():
    pages = [TWEET.replace("bridge", f"bridge {n} <b>of</b>") for n in range(200)]
    alone = [scan_html(page) for page in pages]
    found = {}
    threads = [
        threading.Thread(target=lambda k=k: found.__setitem__(k, [scan_html(p) for p in pages]))
        for k in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(found.values()) == [alone] * 3
