"""Articles as rows of any table: those of the input with prose and ``embeds`` put in, and new ones."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from embedparse.inputs import Batch, DocumentBlock, InputDocument, ReadError, ReadOptions
from embedparse.jobs import Article, Result
from embedparse.readers.arrow_values import is_odd, json_row
from embedparse.readers.rows import dumps, load, loads, replaced
from embedparse.stderr import tell
from embedparse.terminal_safe import one_line

_BREAK = "\r\n"
"""Before Python 3.13 csv quotes a cell that holds a line break only if it ends the rows with such a one."""
#: Failures of rows that no other format can hold as they are.
_UNREADABLE = frozenset({"corrupt", "encoding"})


def table_rows(task: DocumentBlock, result: Result, reading: ReadOptions) -> list[dict[str, Any]]:
    """The documents of ``task`` as rows: those of a table as they were, with prose and embeds put in.

    A row of a table that fails, or holds no text, stays as it was.
    """
    changed = {article.number: article for article in result.articles}
    unreadable = unreadable_places(result)
    rows = []
    for number, item in enumerate(task.items):
        article = changed.get(number)
        own = task.rows[number] if task.rows else None
        if own is not None and item.place not in unreadable:
            rows.append(row_of(own, article, reading))
        elif own is None and article is not None:
            rows.append(_with_embeds(_new_row(item, article), article))
    return rows


def tell_types(path: str, first: Batch | None, reading: ReadOptions) -> None:
    """Say which columns of an Arrow table, whose ``first`` task this is, are written as text to ``path``."""
    row = (
        next((row for row in first.rows if row is not None), None)
        if isinstance(first, DocumentBlock)
        else None
    )
    if not isinstance(row, tuple):
        return
    texts = {field[0] for field in reading.fields}
    odd = [
        f"{each.name} ({each.type})" for each in row[0].schema if each.name not in texts and is_odd(each.type)
    ]
    if odd:
        where = "standard output" if path == "-" else path
        tell(
            one_line(f"embedparse: {where}: written as text, since JSON has no such types: {', '.join(odd)}")
        )


def unreadable_places(result: Result) -> set[str | None]:
    """The places of the rows that are not passed on: the failures name them."""
    return {failure.place for failure in result.failures if failure.kind in _UNREADABLE}


def row_of(own: Any, article: Article | None, reading: ReadOptions) -> dict[str, Any]:
    """A row of a table with its prose and embeds put in; as it was where there is no article."""
    row: dict[str, Any] = json_row(*own) if isinstance(own, tuple) else own
    if article is None:
        return row
    for text in article.texts(reading.field):
        row = replaced(row, text.field, text.prose)
    return _with_embeds(row, article)


def _with_embeds(row: dict[str, Any], article: Article) -> dict[str, Any]:
    return row if article.embeds is None else {**row, "embeds": loads(article.embeds)}


def _new_row(item: InputDocument, article: Article) -> dict[str, Any]:
    origin = {"url": item.url, "date": item.date, "title": item.title}
    return {"id": item.id, **{key: value for key, value in origin.items() if value}, "text": article.prose}


def sound_rows(result: Result) -> Iterator[bytes]:
    """The article rows of a block of JSON Lines that any table can hold: all but broken lines."""
    for line in b"".join(result.rows).split(b"\n"):
        row = line.removeprefix(codecs.BOM_UTF8).strip()
        with suppress(ReadError):
            load(row)
            yield row


def cell(value: Any) -> str:
    """A value of a row as a cell: what is no text as JSON, dates and times as JSON has them."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    text = dumps(value).decode()
    return text[1:-1] if text.startswith('"') else text


def csv_lines(rows: Iterable[list[str]], delimiter: str) -> bytes:
    """Rows of CSV in UTF-8 for ``rows`` of cells."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=_BREAK)
    for row in rows:
        writer.writerow(row)
        text.seek(text.tell() - len(_BREAK))
        text.truncate()
        text.write("\n")
    return _as_it_was(text.getvalue())


def _as_it_was(text: str) -> bytes:
    """UTF-8 for ``text``; bytes that were read without being UTF-8 are written back."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, from an escape in JSON
        return text.encode("utf-8", "surrogatepass")
