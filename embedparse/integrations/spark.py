"""Spark DataFrames of articles: their records, or the articles without their posts.

    from embedparse.integrations import spark
    records = spark.scan(articles)       # one row a post
    cleaned = spark.clean(articles)      # the same rows, the text without its posts, and ``embeds``

Both are `mapInArrow` around one function of `embedparse.arrow`: no shuffle, no Python object for an
article without posts. embedparse must be installed where the executors run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from embedparse.arrow import Fields, clean_batch, embeds_type, record_schema, scan_batch
from embedparse.inputs import KindChoice
from embedparse.models import MissingPackageError, UsageError
from embedparse.options import DEFAULT, Options
from embedparse.outlets import URL_COLUMNS


def scan(
    articles: Any,
    field: Fields = "text",
    id_field: str | None = "id",
    *,
    kind: KindChoice = "auto",
    keep: Sequence[str] = (),
    options: Options = DEFAULT,
) -> Any:
    """A DataFrame of the records in the DataFrame ``articles``; see `embedparse.arrow.scan_batch`.

    Raises:
        UsageError: pyspark is not installed, or there is no such column.
    """
    names = [field] if isinstance(field, str) else list(field)
    _check(articles, *names, id_field, *keep)
    urls = [name for name in URL_COLUMNS if name in articles.columns]
    needed = articles.select(*_needed(articles, *names, id_field, *keep, *urls))
    schema = _spark_schema(record_schema(_arrow_schema(needed.schema) if keep else None, keep, field))

    def scanned(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            yield scan_batch(batch, field, id_field, kind=kind, keep=keep, options=options)

    return needed.mapInArrow(scanned, schema)


def clean(
    articles: Any,
    field: Fields = "text",
    id_field: str | None = None,
    *,
    kind: KindChoice = "auto",
    options: Options = DEFAULT,
) -> Any:
    """``articles`` with prose for text and a column ``embeds``; see `embedparse.arrow.clean_batch`.

    Raises:
        UsageError: pyspark is not installed, or there is no such column.
    """
    import pyarrow

    added = _spark_schema(pyarrow.schema([("embeds", embeds_type(field))]))
    _check(articles, *([field] if isinstance(field, str) else field), id_field)
    kept = articles.drop("embeds") if "embeds" in articles.columns else articles
    schema = type(added)([*kept.schema.fields, *added.fields])

    def cleaned(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            yield clean_batch(batch, field, id_field, kind=kind, options=options)

    return kept.mapInArrow(cleaned, schema)


def _spark_schema(schema: Any) -> Any:
    try:
        from pyspark.sql.pandas.types import from_arrow_schema
    except ImportError:
        raise MissingPackageError("Spark", "spark") from None
    return from_arrow_schema(schema)


def _arrow_schema(schema: Any) -> Any:
    from pyspark.sql.pandas.types import to_arrow_schema

    return to_arrow_schema(schema)


def _needed(articles: Any, *fields: str | None) -> list[str]:
    """The columns that hold ``fields``: nothing else travels to Python."""
    names = (name for name in fields if name is not None)
    return list(dict.fromkeys(n if n in articles.columns else n.partition(".")[0] for n in names))


def _check(articles: Any, *fields: str | None) -> None:
    """Refuse here what would fail on every executor."""
    for name in _needed(articles, *fields):
        if name not in articles.columns:
            raise UsageError(f'there is no column "{name}"; there are: {", ".join(articles.columns)}')
