"""A document's own bytes: what stays of it is what it was, whatever cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedparse.batch.original import without
from embedparse.readers.files import Decoded
from tests.growth import check_growth

ENCODINGS = ["utf-8", "cp932", "cp949", "big5hkscs", "gbk", "euc_jp", "cp1252", "utf-16-le"]
LETTERS = st.text(st.sampled_from("aé漢字かな글①㈱🦔\r\n "), max_size=12)
POST = "<b>post</b>"


def document(raw: bytes, encoding: str) -> Decoded:
    return Decoded(raw.decode(encoding, "replace"), "html", raw, encoding)


@st.composite
def bytes_in(draw: st.DrawFn, encoding: str) -> bytes:
    """Text in an encoding with bytes between that are none there; ends so that nothing goes on behind it."""
    pieces = draw(st.lists(LETTERS.map(lambda text: text.encode(encoding, "ignore")) | st.binary(max_size=4)))
    if encoding.startswith("utf-16"):
        pieces = [piece for piece in pieces if len(piece) % 2 == 0]
    return b"".join((*pieces, "   ".encode(encoding)))


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(data=st.data())
def test_all_but_what_is_removed_stays_bit_for_bit(encoding: str, data: st.DataObject) -> None:
    head, middle, tail = (data.draw(bytes_in(encoding)) for _ in range(3))
    post = POST.encode(encoding)
    found = document(head + post + middle + post + tail, encoding)
    lead, between = len(head.decode(encoding, "replace")), len(middle.decode(encoding, "replace"))
    second = lead + len(POST) + between
    spans = [(lead, lead + len(POST)), (second, second + len(POST))]
    assert without(found, spans) == head + middle + tail
    assert without(found, [(lead, second + len(POST))]) == head + tail
    assert without(found, []) == found.raw


def test_bytes_in_the_post_go_with_it() -> None:
    raw = "Grüße \ufffd ".encode() + b"\xff<b>p\xe3\x81st</b> \xc3 end \x80"
    found = document(raw, "utf-8")
    start = found.text.index("<b>")
    stop = found.text.index("</b>") + 4
    assert without(found, [(start, stop)]) == "Grüße \ufffd ".encode() + b"\xff \xc3 end \x80"


def test_a_page_full_of_what_cannot_be_read_takes_linear_time() -> None:
    check_growth(lambda raw: without(document(raw, "utf-8"), [(5, 9)]), lambda size: b"a\xff" * size, 25_000)
