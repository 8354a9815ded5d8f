"""`scan_batch` and `clean_batch`: the same as scanning article by article, over any Arrow column."""

from __future__ import annotations

import logging
import pickle
import subprocess
import sys
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedparse import Document, Embed, Options, UsageError, scan_document
from embedparse.models import FIELD_NAMES
from embedparse.readers.html_sniff import kind_of
from tests.command import AFTER, ARTICLE, BEFORE, PLAIN, POST, PROSE
from tests.newsroom import articles

pa = pytest.importorskip("pyarrow", reason="Arrow batches need pyarrow: pip install 'embedparse[arrow]'")

from embedparse.arrow import alternatives_batch, clean_batch, embeds_type, record_schema, scan_batch  # noqa: E402

HTML = (
    '<p>Before.</p><blockquote class="twitter-tweet"><p>Lanterns tonight.</p>&mdash; Ada (@ada_quill) '
    '<a href="https://twitter.com/ada_quill/status/1256000000000000000">May 1, 2020</a></blockquote>'
    "<p>After.</p>"
)


def batch(texts: list[Any], kind: Any = None) -> Any:
    ids = pa.array([f"a{number}" for number in range(len(texts))])
    return pa.RecordBatch.from_arrays([ids, pa.array(texts, kind)], names=["id", "text"])


def plain(value: Any) -> Any:
    return [plain(inner) for inner in value] if isinstance(value, tuple) else value


def as_row(embed: Embed) -> dict[str, Any]:
    record = {name: plain(value) for name, value in embed.to_dict().items()}
    return record | {"doc_url": None, "doc_date": None, "outlet": None}


def one_by_one(texts: list[str | None], kind: str = "auto") -> list[dict[str, Any]]:
    """What the articles give when each is scanned by itself, without any prefilter."""
    chosen = Options(prefilter=False)
    return [
        as_row(embed)
        for number, text in enumerate(texts)
        if text is not None
        for embed in scan_document(Document(f"a{number}", text, kind_of(text, kind)), chosen).embeds
    ]


# --- records ------------------------------------------------------------------------------------


def test_a_record_has_the_keys_of_the_command_and_typed_columns() -> None:
    made = scan_batch(batch([PLAIN, ARTICLE]))
    assert made.schema == record_schema()
    assert made.schema.names[: len(FIELD_NAMES)] == list(FIELD_NAMES)
    (record,) = made.to_pylist()
    assert (record["doc"], record["handle"], record["date"]) == ("a1", "ada_quill", "2020-05-01")
    assert [ARTICLE[start:end] for start, end in record["spans"]] == [POST]


def test_kept_columns_keep_their_types_and_the_url_gives_the_outlet() -> None:
    articles = batch([PLAIN, ARTICLE, ARTICLE])
    columns = {
        "n": pa.array([1, 2, 3], pa.int16()),
        "day": pa.array([0, 1, None], pa.date32()),
        "meta": pa.array([{"desk": "home"}] * 3),
        "author": ["Bo"] * 3,
        "link": ["https://www.courier.co.uk/a", "https://news.courier.co.uk/b", "no URL"],
    }
    for name, values in columns.items():
        articles = articles.append_column(name, values)
    keep = ["n", "day", "meta.desk", "author"]
    made = scan_batch(articles, keep=keep)
    assert made.schema == record_schema(articles.schema, keep)
    assert [str(made.schema.field(name).type) for name in ("n", "day")] == ["int16", "date32[day]"]
    shown = made.select(["n", "meta.desk", "author", "doc_author", "doc_url", "outlet"]).to_pylist()
    assert [list(row.values()) for row in shown] == [
        [2, "home", "Ada Quill", "Bo", "https://news.courier.co.uk/b", "courier.co.uk"],
        [3, "home", "Ada Quill", "Bo", None, None],
    ]
    assert scan_batch(articles, keep=["link"]).num_columns == made.num_columns - 3
    with pytest.raises(UsageError, match='there is no column "absent"'):
        scan_batch(articles, keep=["absent"])


def test_many_articles_give_what_each_gives_by_itself() -> None:
    texts = [str(row["text"]) for row in articles(400)]
    made = scan_batch(batch(texts)).to_pylist()
    assert made == one_by_one(texts)
    assert len(made) > 50


TYPES = [
    pytest.param(pa.string(), id="string"),
    pytest.param(pa.large_string(), id="large-string"),
    pytest.param(pa.binary(), id="binary"),
    pytest.param(pa.large_binary(), id="large-binary"),
    pytest.param(pa.string_view(), id="string-view"),
    pytest.param(pa.binary_view(), id="binary-view"),
    pytest.param(pa.dictionary(pa.int32(), pa.string()), id="dictionary"),
]
TEXTS = [PLAIN, ARTICLE, None, "", HTML, "🦔 " + ARTICLE]


@pytest.mark.parametrize("kind", TYPES)
def test_any_type_of_text_column_is_read(kind: Any) -> None:
    made = batch(TEXTS).set_column(1, "text", batch(TEXTS).column("text").cast(kind))
    expected = one_by_one(TEXTS)
    assert scan_batch(made).to_pylist() == expected
    assert scan_batch(made.slice(1, 4)).to_pylist() == [r for r in expected if r["doc"] in ("a1", "a4")]
    cleaned = clean_batch(made.slice(1))
    texts = [t.decode() if isinstance(t, bytes) else t for t in cleaned.column("text").to_pylist()]
    assert (texts[0], texts[1], texts[4]) == (PROSE, None, "🦔 " + PROSE)
    if not pa.types.is_dictionary(kind):
        assert cleaned.schema.field("text") == made.schema.field("text")


@pytest.mark.parametrize(
    ("ids", "docs"),
    [
        pytest.param(pa.array([4, None]), ["4", None], id="numbers"),
        pytest.param(pa.array(["x", ""]), ["x", None], id="strings-and-an-empty-one"),
        pytest.param(pa.array([{"k": 1}, {"k": 2}]), ['{"k":1}', '{"k":2}'], id="structs, as in JSON Lines"),
        pytest.param(pa.array([b"a-1", b""]), ["a-1", None], id="binary, as old Hive stores strings"),
        pytest.param(pa.array([True, 1.5], pa.float64()), ["1.0", "1.5"], id="floats"),
    ],
)
def test_ids_become_strings(ids: Any, docs: list[str | None]) -> None:
    made = pa.table({"id": ids, "text": [ARTICLE, ARTICLE]})
    assert scan_batch(made).column("doc").to_pylist() == docs


def test_fields_by_name_nested_ones_by_dots_and_no_id_at_all() -> None:
    rows = [{"body": ARTICLE, "k": 1}, None, {"body": None, "k": 2}]
    made = pa.table({"article": rows, "a.b": [PLAIN, ARTICLE, PLAIN]})
    assert scan_batch(made, "article.body", None).column("doc").to_pylist() == [None]
    assert scan_batch(made, "article.body", "article.k").column("doc").to_pylist() == ["1"]
    assert scan_batch(made, "a.b", None).num_rows == 1  # a name with a dot in it
    cleaned = clean_batch(made, "article.body")
    assert cleaned.column("article").to_pylist() == [{"body": PROSE, "k": 1}, None, {"body": None, "k": 2}]


def test_a_table_of_many_chunks_gives_a_table_and_an_empty_one_too() -> None:
    parts = [batch([PLAIN, ARTICLE]), batch([ARTICLE])]
    assert scan_batch(pa.Table.from_batches(parts)).column("doc").to_pylist() == ["a1", "a0"]
    empty = parts[0].schema.empty_table()
    for table in (empty, pa.Table.from_batches([], schema=parts[0].schema), empty.slice(0)):
        assert scan_batch(table).schema == record_schema()
        assert clean_batch(table).schema == clean_batch(parts[0]).schema
    assert scan_batch(parts[0].slice(0, 0)).num_rows == 0


def test_options_are_taken() -> None:
    both = batch([ARTICLE, HTML])
    assert scan_batch(both, options=Options(platforms=("instagram",))).num_rows == 0
    assert scan_batch(both, kind="text", options=Options("certain")).column("doc").to_pylist()[:1] == ["a0"]
    assert scan_batch(batch([HTML.encode()], pa.binary()), kind="html").num_rows == 1
    assert clean_batch(batch([HTML]), kind="text").equals(
        clean_batch(batch([HTML]))
    )  # markup is read in texts


# --- articles -----------------------------------------------------------------------------------


def test_articles_keep_their_rows_and_columns() -> None:
    made = pa.table({"id": [1, 2, 3], "text": [ARTICLE, PLAIN, None], "n": [1.5, None, 2.5]})
    cleaned = clean_batch(made)
    assert cleaned.column("text").to_pylist() == [PROSE, PLAIN, None]
    assert cleaned.drop_columns(["text", "embeds"]).equals(made.drop_columns(["text"]))
    assert cleaned.schema.field("embeds").type == embeds_type()
    first, *others = cleaned.column("embeds").to_pylist()
    assert others == [None, None]
    expected = scan_batch(made).drop_columns(["doc", "doc_url", "doc_date", "outlet"]).to_pylist()
    assert first == expected


def test_a_link_is_told_and_stays_in_the_prose() -> None:
    text = f"{BEFORE} See https://twitter.com/ada_quill/status/1256000000000000000 for more. {AFTER}"
    (row,) = clean_batch(batch([text])).to_pylist()
    assert row["text"] == text
    assert [embed["kind"] for embed in row["embeds"]] == ["link"]


def test_cleaning_twice_replaces_the_column_of_embeds() -> None:
    once = clean_batch(batch([ARTICLE, PLAIN]))
    twice = clean_batch(once)
    assert twice.schema == once.schema
    assert twice.column("embeds").to_pylist() == [None, None]


# --- what must not happen -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "options", "message"),
    [
        pytest.param({"body": [ARTICLE]}, {}, 'no column "text"; there are: body', id="no-such-column"),
        pytest.param({"text": [ARTICLE]}, {}, 'no column "id"; there are: text', id="no-such-id"),
        pytest.param({"id": [1], "text": [7]}, {}, 'column "text" holds int64, not text', id="numbers"),
        pytest.param(
            {"id": [1], "text": [{"a": ""}]}, {"field": "text.b"}, 'no column "text.b"', id="no-such-field"
        ),
    ],
)
def test_wrong_columns_are_refused_in_one_line(made: Any, options: Any, message: str) -> None:
    with pytest.raises(UsageError, match=message) as refused:
        scan_batch(pa.table(made), **options)
    assert "\n" not in str(refused.value)


def test_something_that_is_no_batch_is_refused() -> None:
    with pytest.raises(UsageError, match="RecordBatch or Table is needed, not a list"):
        scan_batch([ARTICLE])


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"\xff\xfe\x00@", id="no-utf-8"),
        pytest.param(b"caf\xe9 @ noon \xe2\x80", id="cut-off"),
        pytest.param(b"<p>\xed\xa0\x80 @</p><blockquote>", id="surrogates-in-html"),
        pytest.param(b"\x00" * 50 + b"@", id="zeros"),
    ],
)
def test_bytes_that_are_no_text_end_nothing(raw: bytes) -> None:
    made = batch([raw, ARTICLE.encode()], pa.binary())
    assert scan_batch(made).column("doc").to_pylist() == ["a1"]
    assert clean_batch(made).column("text").to_pylist() == [raw, PROSE.encode()]


def test_an_article_whose_scan_fails_is_logged_and_the_others_are_done(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(text: str, *rest: Any, **named: Any) -> list[Any]:
        if text == ARTICLE:
            return real(text, *rest, **named)  # type: ignore[no-any-return]
        raise RuntimeError("broken rule")

    from embedparse import text

    real = text.find
    monkeypatch.setattr(text, "find", breaks)
    with caplog.at_level(logging.ERROR):
        assert scan_batch(batch([f"{ARTICLE} again", ARTICLE])).column("doc").to_pylist() == ["a1"]
    assert "the article a0 could not be scanned" in caplog.text


# --- properties ---------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        ARTICLE,
        POST,
        PLAIN,
        HTML,
        "@",
        "—",
        "<div data-tweet-id=123456789012345678></div>",
        "{{< tweet 1260902681413681159 >}}",
        "<br>" * 3,
        "\n",
        " ",
        "pic.twitter.com/abcdefghij",
        "＠",
        "é",
        "🦔",
        "</p>",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.none() | st.lists(PIECES, max_size=4).map("".join) | st.text(max_size=20), max_size=8))
def test_the_sieve_never_loses_an_article(texts: list[str | None]) -> None:
    texts = [t.encode("utf-8", "replace").decode() if t is not None else None for t in texts]
    made = batch(texts, pa.string())
    for kind in ("auto", "text", "html"):
        assert scan_batch(made, kind=kind).to_pylist() == one_by_one(texts, kind)


def test_a_piece_of_a_buffer_is_scanned_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from embedparse.prefilter import columns

    texts = [str(row["text"]) for row in articles(60, every=3)]
    whole = scan_batch(batch(texts)).to_pylist()
    monkeypatch.setattr(columns, "_WINDOW", 3_000)  # rows above and below it
    assert scan_batch(batch(texts)).to_pylist() == whole


@pytest.mark.parametrize("function", [scan_batch, clean_batch], ids=["scan", "clean"])
def test_it_travels_to_another_process(function: Any) -> None:
    bound = partial(function, field="text", options=Options("certain", ("twitter",)))
    code = (
        "import pickle, sys; f, batch = pickle.load(sys.stdin.buffer);"
        "sys.stdout.buffer.write(pickle.dumps(f(batch)))"
    )
    made = batch([PLAIN, ARTICLE])
    sent = pickle.dumps((bound, made))
    done = subprocess.run([sys.executable, "-c", code], input=sent, capture_output=True, check=True)
    assert pickle.loads(done.stdout).equals(bound(made))


def test_scans_in_threads_do_not_disturb_each_other() -> None:
    from concurrent.futures import ThreadPoolExecutor

    parts = [batch([str(row["text"]) for row in articles(60, seed=seed)] + [HTML] * 60) for seed in range(6)]
    alone = [scan_batch(part) for part in parts]
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(scan_batch, parts)) == alone


def test_the_package_is_imported_without_arrow() -> None:
    code = "import sys, embedparse, embedparse.arrow; sys.exit('pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_without_arrow_the_command_to_install_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'embedparse\[arrow\]'"):
        scan_batch(None)


# --- alternatives -------------------------------------------------------------------------------

DOUBTFUL = (
    "The mill at Hallborg will close in May.\nNobody asked us.\nNot once in all these years.\n"
    "— Mara Lindqvist (@mara_example) May 1, 2020\nThe owner gave no reasons."
)


def test_alternatives_are_those_of_the_borders():
    found = alternatives_batch(batch([PLAIN, DOUBTFUL, None])).to_pylist()
    (border,) = scan_document(Document("a1", DOUBTFUL)).borders
    wanted = border.alternatives()
    assert [row["rank"] for row in found] == list(range(1, len(wanted) + 1))
    assert {(row["doc"], row["index"]) for row in found} == {("a1", 0)}
    assert [row["probability"] for row in found] == [other.probability for other in wanted]
    assert [[tuple(span) for span in row["spans"]] for row in found] == [
        [tuple(span) for span in other.spans] for other in wanted
    ]


@pytest.mark.parametrize("texts", [[], [None], [PLAIN], [HTML]])
def test_no_alternatives_where_nothing_was_decided(texts):
    table = pa.Table.from_batches([batch(texts, pa.string())])
    assert alternatives_batch(table).num_rows == 0


def test_alternatives_refuse_a_column_that_is_not_there():
    with pytest.raises(UsageError, match="no column"):
        alternatives_batch(batch([PLAIN]), field="body")
