# ruff: noqa: E501 (texts are kept as they are printed)
"""White space, digits, dashes and signs of any kind around attributions: a result, and only ASCII handles."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import embedparse

BLANKS = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()]
DASHES = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Pd"]
DIGITS = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Nd"]
HIDDEN = ["\x00", "\x1c", "\x85", "\u00ad", "\u180e", "\u200b", "\u200f", "\u2028", "\u2066", "\ufeff", "\ue000", "\ue001", "\U000f0000"]  # fmt: skip
HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}")
PIECES = [
    "(@runa_feldt)", "(＠runa_feldt)", "(@руна)", "Runa Feldt", "May 4, 2021", "4 мая 2021 г.", "\n", "\n\n",
    "Nobody told the drivers.", "https://t.co/Ab3dEf6hIj", "pic.twitter.com/Ab3dEf6hIj", "> ", "x ", "Follow", "·",
    "7:12 AM · May 4, 2021", "@runa_feldt", "12 Retweets", "Skip Twitter post by ", "Advertisement", "“", "”", "\"",
    "Posted by Runa Feldt on", "View this post on Instagram", "twitter.com/runa_feldt/status/1389482374892371970",
]  # fmt: skip
TEXTS = st.lists(
    st.sampled_from([*PIECES, *BLANKS, *DASHES, *HIDDEN]) | st.sampled_from(DIGITS), max_size=24
).map("".join)


def check(text: str) -> None:
    found = embedparse.scan(text, min_confidence="possible")
    edge = 0
    for embed in found.embeds:
        for start, end in embed.spans:
            assert edge <= start < end <= len(text)
            edge = end
        if embed.platform == "twitter" and embed.handle is not None:
            assert HANDLE.fullmatch(embed.handle)
        assert embed.post_id is None or embed.post_id.isascii()
    assert not set(found.prose) - set(text)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_mixture_gives_a_result(text: str) -> None:
    check(text)


@pytest.mark.parametrize("dash", ["—", "–", "-", "―"])
def test_any_blank_around_a_dash_gives_a_result(dash: str) -> None:
    for blank in BLANKS + HIDDEN:
        check(
            f"It rained.\nNobody told us.\n{blank}{dash} Runa{blank}Feldt{blank}(@runa_feldt){blank}May 4, 2021\nNext."
        )


def test_other_digits_make_no_id() -> None:
    for digit in DIGITS:
        check(f"Nobody told us.\ntwitter.com/runa_feldt/status/138948237489237197{digit}\nNext.")
