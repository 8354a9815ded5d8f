"""Every row is accounted for by itself: read = scanned + skipped + failed, with and without Hyperscan."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from embedparse.batch.perform import Performer
from embedparse.inputs import ReadOptions, RowBlock
from embedparse.jobs import Result, ScanConfig
from embedparse.pipeline import Options
from tests.command import ARTICLE, PLAIN
from tests.growth import check_growth

Field = tuple[str, ...]


def performers(field: Field, max_size: int | None = None) -> list[Performer]:
    reading = ReadOptions(field=field, max_size=max_size)
    return [Performer(ScanConfig(reading, Options(prefilter=on))) for on in (True, False)]


PERFORMERS = {field: performers(field) for field in (("text",), ("article", "body"), ("größe",), ("a/b",))}


def outcome(performer: Performer, data: bytes) -> Result:
    return performer(RowBlock(0, "rows", "rows", 0, len(data), data=data))


def fate(performer: Performer, row: bytes) -> str:
    """What becomes of one row alone: ``blank``, ``scanned``, or why it was not."""
    result = outcome(performer, row)
    assert result.read == result.scanned + sum(result.skipped.values()) + len(result.failures) <= 1
    reasons = [*result.skipped, *(failure.kind for failure in result.failures)]
    return reasons[0] if reasons else "scanned" if result.scanned else "blank"


def check(field: Field, lines: list[bytes], line_end: bytes = b"\n") -> None:
    """A block comes to what its rows come to one by one, whichever way they are read."""
    fast, slow = PERFORMERS[field]
    fates = [fate(slow, line) for line in lines]
    assert [fate(fast, line) for line in lines] == fates
    wanted = Counter(fates)
    for performer in (fast, slow):
        result = outcome(performer, line_end.join(lines))
        assert result.read == len(lines) - wanted["blank"]
        assert result.scanned == wanted["scanned"]
        assert result.skipped["empty"] == wanted["empty"]
        failed = [(failure.line, failure.kind) for failure in result.failures]
        assert failed == [
            (number, reason)
            for number, reason in enumerate(fates)
            if reason not in ("blank", "scanned", "empty")
        ]


#: Rows whose text is where it should be, or only seems to be, by what becomes of them.
ROWS = {
    "plain": (b'{"id":1,"text":"a"}', "scanned"),
    "with-blanks": (b'{ "id" : 1, "text" : "a" }', "scanned"),
    "behind-an-object": (b'{"meta":{"a":[1]},"text":"a"}', "scanned"),
    "bracket-in-a-string": (b'{"title":"a { b [","text":"a"}', "scanned"),
    "escaped-quotes": (rb'{"title":"\"text\": \"b\"","text":"a"}', "scanned"),
    "none": (b'{"id":1}', "no-field"),
    "null": (b'{"id":1,"text":null}', "not-text"),
    "a-number": (b'{"id":1,"text":5}', "not-text"),
    "empty": (b'{"id":1,"text":""}', "empty"),
    "only-inside": (b'{"id":1,"x":{"text":"b"}}', "no-field"),
    "only-inside-a-list": (b'{"id":1,"x":[{"text":"b"}]}', "no-field"),
    "only-in-a-string": (rb'{"id":1,"x":"\"text\": \"b\""}', "no-field"),
    "only-as-a-value": (b'{"id":1,"x":"text"}', "no-field"),
    "key-that-ends-alike": (rb'{"id":1,"a\"text": "b"}', "no-field"),
    "twice-last-null": (b'{"text":"a","text":null}', "not-text"),
    "twice-last-empty": (b'{"text":"a","text":""}', "empty"),
    "twice-one-hidden": (rb'{"text":"a","te\u0078t":null}', "not-text"),
    "inside-and-outside": (b'{"x":{"text":"b"},"text":"a"}', "scanned"),
    "a-list": (b'["text": "a"]', "json"),
    "a-list-of-rows": (b'[{"text":"a"}]', "not-an-object"),
    "no-comma": (b'{"id":1,"text":"a" "b"}', "json"),
    "no-end": (b'{"id":1,"text":"a"', "json"),
    "two-rows": (b'{"text":"a"}{"text":"b"}', "json"),
    "raw-tab": (b'{"text":"a\tb"}', "json"),
    "unknown-escape": (rb'{"text":"a\qb"}', "json"),
    "leading-zero": (b'{"n":01,"text":"a"}', "json"),
    "huge-number": (b'{"n":123456789012345678901234567890,"text":"a"}', "scanned"),
    "not-a-number": (b'{"n":NaN,"text":"a"}', "scanned"),
    "lone-surrogate": (rb'{"text":"a\ud800"}', "scanned"),
    "no-utf-8": (b'{"text":"a\xffb"}', "encoding"),
    "utf-8-cut": (b'{"text":"a\xe2\x82"}', "encoding"),
    "zero": (b'{"text":"a\x00b"}', "json"),
    "byte-order-mark": (b'\xef\xbb\xbf{"text":"a"}', "scanned"),
    "blank": (b"  ", "blank"),
    "carriage-return": (b'{"text":"a"}\r', "scanned"),
    "too-deep": (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b',"text":"a"}', "json"),
}  # fmt: skip


@pytest.mark.parametrize(("row", "expected"), ROWS.values(), ids=ROWS)
def test_a_row_is_scanned_or_named(row: bytes, expected: str) -> None:
    for performer in PERFORMERS["text",]:
        assert fate(performer, row) == expected


def test_rows_do_not_make_up_for_one_another() -> None:
    check(("text",), [row for row, _ in ROWS.values()])
    check(("text",), [ROWS["inside-and-outside"][0], ROWS["none"][0], ROWS["plain"][0]])


NESTED = [
    b'{"article":{"body":"a"}}',
    b'{"article":{"title":"x","body":"a"},"body":null}',
    b'{"article":{"title":"x"},"body":"a"}',
    b'{"article":{"body":"a"},"article":null}',
    b'{"article":[{"body":"a"}]}',
    b'{"article":"body","x":{"body":"a"}}',
    b'{"x":{"article":{"body":"a"}}}',
    b'{"article":{"x":{"body":"a"}}}',
    b'{"body":"a"}',
]
SPELLED = [
    '{"größe":"a"}'.encode(),
    rb'{"gr\u00f6\u00dfe":"a"}',
    '{"größe":"a",'.encode() + rb'"gr\u00F6\u00dfe":null}',
]


@pytest.mark.parametrize(
    ("field", "lines"),
    [
        pytest.param(("article", "body"), NESTED, id="nested"),
        pytest.param(("größe",), SPELLED, id="no-ascii"),
        pytest.param(("a/b",), [b'{"a/b":"a"}', rb'{"a\/b":"a"}', rb'{"a/b":"a","a\/b":null}'], id="slash"),
    ],
)
def test_other_fields(field: Field, lines: list[bytes]) -> None:
    check(field, lines)


KEYS = st.sampled_from(["text", "id", "x", "article", "body", "", "a/b", "größe", 'a"text'])
VALUES = st.recursive(
    st.sampled_from([None, 5, True, "", "a", PLAIN, ARTICLE, '"text": "b"', "{", "[", "}", "\\", "text"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=5,
)


def joined(pairs: list[tuple[str, Any]], *, ensure_ascii: bool, colon: str) -> bytes:
    """A JSON object in which keys may be there twice."""
    parts = (
        f"{json.dumps(key, ensure_ascii=ensure_ascii)}{colon}{json.dumps(value, ensure_ascii=ensure_ascii)}"
        for key, value in pairs
    )
    return b"{%b}" % ", ".join(parts).encode()


OBJECTS = st.builds(
    joined,
    st.lists(st.tuples(KEYS, VALUES), max_size=4),
    ensure_ascii=st.booleans(),
    colon=st.sampled_from([": ", ":", " : "]),
)
DAMAGED = st.tuples(OBJECTS, st.integers(0, 200), st.binary(max_size=2)).map(
    lambda t: (t[0][: t[1]] + t[2] + t[0][t[1] + 1 :]).replace(b"\n", b" ")
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    field=st.sampled_from(list(PERFORMERS)),
    lines=st.lists(OBJECTS | DAMAGED, min_size=1, max_size=6),
    line_end=st.sampled_from([b"\n", b"\r\n"]),
)
@example(field=("text",), lines=[b'{"text":"a","x":{"text":"b"}}', b'{"id":1}'], line_end=b"\n")
def test_generated_rows(field: Field, lines: list[bytes], line_end: bytes) -> None:
    check(field, lines, line_end)


#: Rows whose field holds a text as most encoders write it: none of them needs to be decoded.
PASSING = {
    "ascii": {"id": 1, "text": "It rained."},
    "behind long fields": {"id": 1, "notes": 'Größe: "x" ' * 90, "text": "It rained."},
    "line breaks and quotes": {"text": 'It "rained".\r\n\tA \\ and a / and \x7f.\b\f', "id": 1},
    "two bytes": {"text": "Größe \x80 ߿"},
    "three bytes": {"text": "ࠀ 雨 \ud7ff \ue000 \uffff"},
    "four bytes": {"text": "\U00010000 🎈 \U0010ffff"},
    "inside too": {"x": {"text": "b"}, "text": "a", "y": [{"text": "c"}, 1.5e3, None]},
}


@pytest.mark.parametrize("row", PASSING.values(), ids=PASSING)
@pytest.mark.parametrize("ensure_ascii", [True, False])
@pytest.mark.parametrize("separators", [(", ", ": "), (",", ":")])
def test_rows_with_a_text_pass(
    row: dict[str, Any], ensure_ascii: bool, separators: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = json.dumps(row, ensure_ascii=ensure_ascii, separators=separators).encode()
    monkeypatch.setattr(Performer, "_row", None)  # what decodes a row
    result = outcome(PERFORMERS["text",][0], b"\n".join([data] * 3))
    assert (result.read, result.scanned) == (3, 3)


#: Bytes that are no character in UTF-8, and what is no string of JSON.
BROKEN = {
    "byte that goes on": b"\x80",
    "last byte that goes on": b"\xbf",
    "two bytes, overlong": b"\xc0\x80",
    "two bytes, the last overlong": b"\xc1\xbf",
    "two bytes, cut": b"\xc3",
    "two bytes, the second ASCII": b"\xc3(",
    "three bytes, overlong": b"\xe0\x9f\xbf",
    "three bytes, cut": b"\xe2\x82",
    "three bytes, the second ASCII": b"\xe2(\xa1",
    "first surrogate": b"\xed\xa0\x80",
    "last surrogate": b"\xed\xbf\xbf",
    "four bytes, overlong": b"\xf0\x8f\xbf\xbf",
    "four bytes, cut": b"\xf0\x90\x80",
    "behind the last character": b"\xf4\x90\x80\x80",
    "byte of no character": b"\xf5\x80\x80\x80",
    "last byte of all": b"\xff",
    "one byte too many behind three": b"\xe2\x82\xac\x80",
    "one byte too many behind four": b"\xf0\x9f\x8e\x88\x80",
    "null": b"\x00",
    "last control character": b"\x1f",
    "carriage return": b"\r",
    "unknown escape": b"\\x",
    "code cut": b"\\u12",
    "code of other letters": b"\\u12g4",
    "escaped end": b"\\\\\\",
    "end within": b'"',
    "end behind an escaped backslash": b'\\\\"',
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_text_fails_amid_others(broken: bytes) -> None:
    for text in (broken, b"a" + broken, "ö".encode() + broken):
        row = b'{"text": "%b"}' % text
        for performer in PERFORMERS["text",]:
            result = outcome(performer, b"\n".join([ROWS["plain"][0], row, ROWS["plain"][0]]))
            assert (result.read, result.scanned, len(result.failures)) == (3, 2, 1)


def test_a_row_with_many_texts_takes_linear_time() -> None:
    performer = PERFORMERS["text",][0]
    check_growth(
        lambda row: outcome(performer, row),
        lambda size: b'{"a": [%b], "text": "a"}' % b",".join([b'{"text":"b"}'] * (size // 13)),
        150_000,
    )


def test_a_row_over_the_limit_fails_amid_others() -> None:
    long = b'{"text":"%b"}' % (b"a" * 300)
    for performer in performers(("text",), 200):
        result = outcome(performer, b"\n".join([ROWS["plain"][0], long, ROWS["plain"][0]]))
        assert (result.read, result.scanned) == (3, 2)
        assert [(failure.line, failure.kind) for failure in result.failures] == [(1, "size")]
