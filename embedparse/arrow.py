"""Arrow batches in, Arrow batches out: what engines plug in (Spark, Ray, DuckDB, pandas and others).

    from embedparse.arrow import clean_batch, scan_batch
    records = scan_batch(batch)      # one row a post, typed: see `record_schema`
    cleaned = clean_batch(batch)     # the same rows, the text without its posts, and ``embeds``

Both are pure functions of one RecordBatch or Table and pickle by name. ``field`` may be several names of
columns that hold texts of the same article: each record then names its own under ``field``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from embedparse.columnar import column_at, pyarrow, replaced, text_column
from embedparse.inputs import KindChoice
from embedparse.models import FIELD_NAMES, Document, Scan, UsageError
from embedparse.options import DEFAULT, Options
from embedparse.outlets import URL_COLUMNS, outlet_of, url_of_row
from embedparse.pipeline import scan_document
from embedparse.prefilter.columns import suspects
from embedparse.readers.html_encoding import decode_html
from embedparse.readers.html_sniff import kind_of, looks_like_html
from embedparse.readers.kept_columns import record_key, record_keys
from embedparse.readers.rows import as_id
from embedparse.writers import schema as columns_of

_LOG = logging.getLogger(__name__)


#: The name of the column that holds the articles' text, or several names.
Fields = str | Sequence[str]


def _names(field: Fields) -> tuple[str, ...]:
    return (field,) if isinstance(field, str) else tuple(dict.fromkeys(field))


def _several(field: Fields) -> bool:
    return len(_names(field)) > 1


def record_schema(schema: Any = None, keep: Sequence[str] = (), field: Fields = "text") -> Any:
    """The pyarrow Schema of the records that `scan_batch` gives, the same as the command's Parquet.

    ``schema`` is that of the articles: where columns are kept, their types are taken from it. Where
    ``field`` are several names there is a column of that name.

    Raises:
        UsageError: ``schema`` lacks a column of ``keep``, or two of them get the same name.
    """
    arrow = pyarrow()
    fixed = columns_of.record_schema(arrow, {columns_of.FIELD: "text"} if _several(field) else None)
    if not keep:
        return fixed
    kept = _kept_columns(arrow, arrow.RecordBatch.from_pylist([], schema=schema), keep)
    added = [arrow.field(key, column.type) for key, column in kept.items() if key not in fixed.names]
    return arrow.schema([*fixed, *added])


def embeds_type(field: Fields = "text") -> Any:
    """The pyarrow DataType of the column ``embeds``: a list of records without their document."""
    arrow = pyarrow()
    return arrow.list_(arrow.struct(list(columns_of.embed_schema(arrow, several_fields=_several(field)))))


def scan_batch(
    batch: Any,
    field: Fields = "text",
    id_field: str | None = "id",
    *,
    kind: KindChoice = "auto",
    keep: Sequence[str] = (),
    options: Options = DEFAULT,
) -> Any:
    """The records of the posts embedded in the articles of ``batch``.

    Shape: a RecordBatch for a RecordBatch and a Table for a Table, one row a post, in the order of
    the articles and of their fields, with `record_schema`. ``field`` and ``id_field`` name columns, dots
    reach into structs; ``doc`` is the id as a string, null where the row has none or ``id_field`` is None.
    ``keep`` names columns to carry into the records, each with its own type; one that is called as a
    key of a record is called ``doc_NAME`` there. ``doc_url`` and ``outlet`` are from the column
    ``url``, ``link`` or ``canonical``, if there is one.
    Articles may be strings or bytes of any Arrow type. A null gives no records, and neither does
    an article whose scan fails; that is logged with its id.

    Raises:
        UsageError: there is no such column, or it holds no text; pyarrow is not installed.
    """
    arrow = pyarrow()
    parts, joined = _parts(arrow, batch)
    schema = record_schema(batch.schema, keep, field)
    made = []
    for part in parts:
        found = _found(part, field, id_field, kind=kind, options=options)
        made.append(_records(arrow, part, found, schema, keep))
    return joined(made)


def alternatives_schema() -> Any:
    """The pyarrow Schema of what `alternatives_batch` gives."""
    arrow = pyarrow()
    spans = columns_of.record_schema(arrow).field("spans").type
    return arrow.schema(
        [
            arrow.field("doc", arrow.string()),
            arrow.field("index", arrow.int64()),
            arrow.field("rank", arrow.int64()),
            arrow.field("probability", arrow.float64()),
            arrow.field("spans", spans),
        ]
    )


def alternatives_batch(
    batch: Any,
    field: str = "text",
    id_field: str | None = "id",
    *,
    kind: KindChoice = "auto",
    options: Options = DEFAULT,
) -> Any:
    """The next-best extents of the posts that `scan_batch` finds in ``batch``.

    Shape: one row for each extent that a post may have instead, with `alternatives_schema`: ``doc`` and
    ``index`` are those of its record, ``rank`` counts from 1, the likeliest, ``spans`` are half-open
    code-point offsets. A post whose borders follow from markup or wording has none.

    Raises:
        UsageError: there is no such column, or it holds no text; pyarrow is not installed.
    """
    arrow = pyarrow()
    parts, joined = _parts(arrow, batch)
    schema = alternatives_schema()
    made = []
    for part in parts:
        found = articles_of(part, field, id_field, kind=kind, options=options)
        rows = [row for each in found for row in _alternatives(each)]
        made.append(arrow.RecordBatch.from_pylist(rows, schema=schema))
    return joined(made)


def _alternatives(found: Found) -> Iterator[dict[str, Any]]:
    for embed, border in zip(found.scan.embeds, found.scan.borders, strict=True):
        for rank, other in enumerate(border.alternatives() if border else (), 1):
            yield {
                "doc": found.doc,
                "index": embed.index,
                "rank": rank,
                "probability": other.probability,
                "spans": other.spans,
            }


def _found(
    batch: Any, field: Fields, id_field: str | None, *, kind: KindChoice, options: Options
) -> list[Found]:
    """The texts of a RecordBatch that hold posts, in the order of their rows."""
    fields = (articles_of(batch, name, id_field, kind=kind, options=options) for name in _names(field))
    return sorted(chain.from_iterable(fields), key=lambda each: each.row)


def _records(arrow: Any, batch: Any, found: list[Found], schema: Any, keep: Sequence[str]) -> Any:
    """The records of the articles ``found`` in ``batch``, with the columns of ``schema``."""
    embeds = [embed for each in found for embed in each.scan.embeds]
    rows = [each.row for each in found for _ in each.scan.embeds]
    values: dict[str, Any] = {name: [getattr(embed, name) for embed in embeds] for name in FIELD_NAMES}
    values["doc"] = [each.doc for each in found for _ in each.scan.embeds]
    if columns_of.FIELD in schema.names:
        values[columns_of.FIELD] = [each.field for each in found for _ in each.scan.embeds]
    taken = arrow.array(rows, arrow.int64())
    for key, column in _kept_columns(arrow, batch, keep).items():
        values[key] = column.take(taken)
    for key in ("doc_url", "doc_date"):  # text in every output, also where they are kept columns
        if key in values:
            values[key] = values[key].cast(arrow.string()).to_pylist()
    values.setdefault("doc_url", _urls(batch, rows))
    values["outlet"] = [outlet_of(url) for url in values["doc_url"]]
    nothing = [None] * len(embeds)
    arrays = [_array(arrow, values.get(column.name, nothing), column.type) for column in schema]
    return arrow.RecordBatch.from_arrays(arrays, schema=schema)


def _kept_columns(arrow: Any, batch: Any, keep: Sequence[str]) -> dict[str, Any]:
    """The columns ``keep`` of ``batch`` by the keys that records have for them. Raises UsageError."""
    record_keys([(name,) for name in keep])  # refuses two of the same name
    return {record_key(name): column_at(arrow, batch, name) for name in keep}


def _urls(batch: Any, rows: list[int]) -> list[str | None]:
    """The URLs of the articles in ``rows``, of the columns that hold URLs by their names."""
    columns = [(name, batch.column(name)) for name in URL_COLUMNS if name in batch.schema.names]
    return [url_of_row({name: column[row].as_py() for name, column in columns}) for row in rows]


def clean_batch(
    batch: Any,
    field: Fields = "text",
    id_field: str | None = None,
    *,
    kind: KindChoice = "auto",
    options: Options = DEFAULT,
) -> Any:
    """The rows of ``batch`` with each article replaced by its prose, and ``embeds`` added.

    Shape: rows, their order and all other columns stay as they are; ``embeds`` (see `embeds_type`)
    is null where an article holds no post, and replaces a column of that name. ``id_field`` only
    serves to name an article whose scan failed; such a row stays as it was.

    Raises:
        UsageError: there is no such column, or it holds no text; pyarrow is not installed.
    """
    arrow = pyarrow()
    parts, joined = _parts(arrow, batch)
    return joined([_cleaned(arrow, part, field, id_field, kind, options) for part in parts])


def _parts(arrow: Any, batch: Any) -> tuple[list[Any], Callable[[list[Any]], Any]]:
    """The record batches of a RecordBatch or Table, at least one; and what puts such together again."""
    if isinstance(batch, arrow.Table):
        nothing = arrow.RecordBatch.from_pylist([], schema=batch.schema)
        return batch.to_batches() or [nothing], arrow.Table.from_batches
    if isinstance(batch, arrow.RecordBatch):
        return [batch], lambda made: made[0]
    raise UsageError(f"a pyarrow RecordBatch or Table is needed, not a {type(batch).__name__}")


class Found(NamedTuple):
    """An article that holds posts: its row in the batch, its id, its scan and the column of its text."""

    row: int
    doc: str | None
    scan: Scan
    field: str


def articles_of(
    batch: Any, field: str, id_field: str | None, *, kind: KindChoice, options: Options
) -> Iterator[Found]:
    """The articles of a RecordBatch that hold posts, or links to posts."""
    arrow = pyarrow()
    texts = text_column(arrow, batch, field)
    ids = column_at(arrow, batch, id_field) if id_field is not None else None
    for row in suspects(arrow, texts, kind, options):
        doc = as_id(ids[row].as_py()) if ids is not None else None
        try:
            text = _as_text(texts[row].as_buffer().to_pybytes(), kind)
            scan = scan_document(Document(doc or "", text, kind_of(text, kind)), options)
        except Exception:  # one bad document never ends a run
            _LOG.exception("the article %s could not be scanned", doc or f"in row {row}")
            continue
        if scan.embeds:
            yield Found(row, doc, scan, field)


def _as_text(raw: bytes, kind: KindChoice) -> str:
    """An article's bytes as text: UTF-8, or for HTML what the page itself says it is."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        if kind == "html" or (kind == "auto" and looks_like_html(raw.decode("latin-1"))):
            return decode_html(raw)
        return raw.decode("utf-8", "replace")


def _cleaned(
    arrow: Any, batch: Any, field: Fields, id_field: str | None, kind: KindChoice, options: Options
) -> Any:
    found = _found(batch, field, id_field, kind=kind, options=options)
    for name in _names(field):
        proses = {each.row: each.scan.prose for each in found if each.field == name and each.scan.removed}
        batch = replaced(arrow, batch, name, proses)
    embeds: list[Any] = [None] * batch.num_rows
    for each in found:
        inner = [{name: getattr(embed, name) for name in FIELD_NAMES[1:]} for embed in each.scan.embeds]
        origin = {columns_of.FIELD: each.field} if _several(field) else {}
        embeds[each.row] = [*(embeds[each.row] or ()), *(embed | origin for embed in inner)]
    if "embeds" in batch.schema.names:
        batch = batch.drop_columns(["embeds"])
    kind_of_embeds = embeds_type(field)
    return batch.append_column(arrow.field("embeds", kind_of_embeds), _array(arrow, embeds, kind_of_embeds))


def _array(arrow: Any, values: Any, kind: Any) -> Any:
    """``values`` as an array; lone surrogates, which Arrow cannot hold, become U+FFFD."""
    if isinstance(values, arrow.Array):
        return values.cast(kind)
    try:
        return arrow.array(values, kind)
    except UnicodeEncodeError:
        return arrow.array([_sound(value) for value in values], kind)


def _sound(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {name: _sound(inner) for name, inner in value.items()}
    return [_sound(inner) for inner in value] if isinstance(value, list | tuple) else value
