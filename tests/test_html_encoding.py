"""Decoding of HTML: each case is what a browser shows for these bytes."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedparse.readers.html_encoding import decode_html, decode_named
from tests.command import embedparse
from tests.test_html import TWEET

CASES = [
    pytest.param(b"\xc3\xa9", None, "é", "utf-8", id="nothing-declared-valid-utf-8"),
    pytest.param(b"caf\xe9", None, "café", "windows-1252", id="nothing-declared-not-utf-8"),
    pytest.param(b"", None, "", "utf-8", id="empty"),
    pytest.param(b"<meta charset=utf-8>\xc3\xa9", None, "é", "utf-8", id="meta-unquoted"),
    pytest.param(b"<META CHARSET='KOI8-R'>\xcf", None, "о", "koi8-r", id="meta-upper-case"),
    pytest.param(
        b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">\x93hi\x94',
        None,
        "“hi”",
        "windows-1252",
        id="latin-1-means-windows-1252",
    ),
    pytest.param(b"<meta charset=gb2312>\xc4\xe3", None, "你", "gbk", id="gb2312-means-gbk"),
    pytest.param(
        b"<!-- <meta charset=koi8-r> --><meta charset=windows-1251>\xcf",
        None,
        "П",
        "windows-1251",
        id="meta-in-comment",
    ),
    pytest.param(b"<meta charset=utf-16>\xc3\xa9", None, "é", "utf-8", id="utf-16-declared-in-ascii"),
    pytest.param(b"<meta charset=nonsense>\xe9", None, "é", "windows-1252", id="unknown-label"),
    pytest.param(b"<meta charset=utf-8>\xe9", None, "\ufffd", "utf-8", id="wrong-declaration-is-obeyed"),
    pytest.param(b"<p charset=koi8-r>\xc3\xa9", None, "é", "utf-8", id="charset-of-another-element"),
    pytest.param(b" " * 1100 + b"<meta charset=koi8-r>\xcf", None, "Ï", "windows-1252", id="meta-too-late"),
    pytest.param(b"\xcf", "koi8-r", "о", "koi8-r", id="transport"),
    pytest.param(b"<meta charset=windows-1251>\xcf", "KOI8-R", "о", "koi8-r", id="transport-before-meta"),
    pytest.param(b"\xc3\xa9", "bogus", "é", "utf-8", id="transport-unknown"),
    pytest.param(b"\xc3\xa9", ' "utf-8" ', "é", "utf-8", id="transport-quoted"),
    pytest.param(b"\xef\xbb\xbf\xc3\xa9", "koi8-r", "é", "utf-8", id="bom-before-transport"),
    pytest.param(b"\xff\xfea\x00", None, "a", "utf-16le", id="bom-utf-16"),
    pytest.param(b"<meta charset=iso-2022-kr>ok", None, "ok", "utf-8", id="label-the-standard-replaces"),
    pytest.param(
        b"<?xml version='1.0' encoding='iso-8859-2'?>\xb3", None, "ł", "iso-8859-2", id="xml-declaration"
    ),
    pytest.param(b"\xe9\x81", None, "é\x81", "windows-1252", id="open-byte-of-windows-1252"),
]


@pytest.mark.parametrize(("raw", "http_charset", "end", "encoding"), CASES)
def test_decoded_as_in_a_browser(raw, http_charset, end, encoding):
    text, name = decode_named(raw, http_charset)
    assert text.endswith(end)
    assert codecs.lookup(name).name == codecs.lookup(encoding).name


@given(st.binary(max_size=300), st.none() | st.text(max_size=20))
def test_any_bytes_with_any_label_decode(raw, label):
    assert isinstance(decode_html(raw, label), str)


@given(st.text(max_size=200))
def test_declared_utf_8_comes_back(text):
    page = "<meta charset=utf-8>" + text.encode("utf-8", "replace").decode()
    assert decode_html(page.encode()) == page


@pytest.mark.parametrize(
    ("label", "signs"),
    [
        pytest.param("shift_jis", b"\x87\x40\x87\x8a", id="signs that only cp932 has"),
        pytest.param("euc-kr", b"\x81\x41", id="syllables that only cp949 has"),
        pytest.param("big5", b"\x87\x40", id="signs that only Hong Kong's has"),
    ],
)
def test_a_page_in_the_webs_own_encoding_is_cleaned_byte_for_byte(tmp_path, label, signs):
    """Browsers and we read these labels as supersets of the encodings that Python calls so."""
    head, tail = f'<meta charset="{label}"><p>'.encode() + signs + b"</p>", b"<p>" + signs + b"</p>"
    (tmp_path / "a.html").write_bytes(head + TWEET.encode("ascii", "xmlcharrefreplace") + tail)
    done = embedparse("clean", tmp_path / "a.html", "-o", tmp_path / "p.html")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "p.html").read_bytes() == head + tail
