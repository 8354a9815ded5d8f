"""Where a line may be cut: the cheap look before the search never rules out what the search would find."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedparse.text.borders import segmentation, segments

SIGNS = st.sampled_from(
    [*'azAZ19_ .!?…:;”"»)。！？#@“„«é\u00a0かㄱ한м字М/', "t.co/AbCdEfGh12", "pic.twitter.com/"]
)
LETTERS = st.characters(exclude_categories=["Cn", "Cs", "Co", "Cc"])
GLUED = [
    ("a sentence's end", "It rained.Then it stopped."),
    ("a quotation's end", "“It rained”The end"),
    ("a tag", "It rained.#weather"),
    ("a handle", "まあ。@ada_example"),
    ("several blanks", "It rained.   The street was wet."),
    ("a link's code", "Look https://t.co/abcdefghijThe street was wet."),
    ("a picture's code", "pic.twitter.com/abcdefghijLa rue"),
]
WHOLE = [
    ("initials", "The U.S. team won."),
    ("a number", "Version 3.14 is out."),
    ("another site's path", "See https://example.org/abcdefghijklm now."),
    ("Chinese sentences", "我来了。他走了。"),
    ("Japanese brackets", "操作(クリック)から見た。"),
]


def line(text):
    return next(segments.lines_below(text, 0, len(text)))


@pytest.mark.parametrize(("name", "text"), GLUED, ids=[name for name, _ in GLUED])
def test_cut(name, text):
    assert len(segmentation.pieces(text, line(text), blanks=False)) == 2


@pytest.mark.parametrize(("name", "text"), WHOLE, ids=[name for name, _ in WHOLE])
def test_not_cut(name, text):
    assert len(segmentation.pieces(text, line(text), blanks=False)) == 1
    assert not segmentation._may_be_glued(text)


@settings(deadline=None, max_examples=500)
@given(st.lists(SIGNS | LETTERS, min_size=3, max_size=8).map("".join))
def test_no_cut_is_ruled_out(text):
    cuts = [found.start() for found in segmentation._GLUED_CUTS.finditer(text)]
    assert segmentation._may_be_glued(text) or not any(cuts)
