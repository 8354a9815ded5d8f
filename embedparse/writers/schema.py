"""The columns of a record in typed formats: the keys of a record, and where its document came from."""

from __future__ import annotations

from typing import Any

from embedparse.models import FIELD_NAMES

#: Of documents from WARC files only.
ORIGIN = ("doc_url", "doc_date")
COLUMNS = (*FIELD_NAMES, *ORIGIN)
LISTS = ("links", "media", "hashtags", "mentions", "cashtags", "evidence")


def record_schema(arrow: Any, *, articles: bool = False) -> Any:
    """The Arrow schema of a record; with ``articles``, of one inside its article (no ``doc``, no origin).

    ``spans`` are lists of [start, end], not of fixed size, which Spark does not know; ``date`` and
    ``posted_at`` stay strings, as in JSON.
    """
    types = {name: arrow.string() for name in COLUMNS}
    types |= dict.fromkeys(("index", "same_as", "quoted_in"), arrow.int32())
    types["border_probability"] = arrow.float64()
    types["spans"] = arrow.list_(arrow.list_(arrow.int64()))
    types |= {name: arrow.list_(arrow.string()) for name in LISTS}
    left_out = {"doc", *ORIGIN} if articles else set()
    return arrow.schema([arrow.field(name, types[name]) for name in COLUMNS if name not in left_out])
