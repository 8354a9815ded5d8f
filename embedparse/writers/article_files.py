"""Files of articles: the text of the one document there is, rows as JSON Lines, a JSON array, a CSV table."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from embedparse.inputs import Batch, DocumentBlock, InputDocument, ReadError, ReadOptions, RowBlock
from embedparse.jobs import Article, Result
from embedparse.models import EmbedparseError
from embedparse.readers.arrow_values import json_row
from embedparse.readers.rows import dumps, load, loads, replaced
from embedparse.writers.part import OverSink, Sink, State

_BREAK = "\r\n"
"""Before Python 3.13 csv quotes a cell that holds a line break only if it ends the rows with such a one."""
_PAGE = re.compile(r"\.x?html?\Z", re.IGNORECASE)


class Plain(OverSink):
    """The prose of the one document there is, and nothing else."""

    whole = True

    def sync(self) -> State:
        return {**super().sync(), "form": "plain"}

    def take(self, task: Batch, result: Result) -> None:
        for article in result.articles:
            self._sink.write(original(task, article))


class Rows(OverSink):
    """JSON Lines: rows byte for byte except for their text and ``embeds``; documents as new rows."""

    whole = True

    def __init__(self, sink: Sink, reading: ReadOptions, state: State | None = None) -> None:
        super().__init__(sink)
        self._reading = reading
        self._open_line = bool(state and state["open_line"])
        self._begun = bool(state and state["begun"])

    def take(self, task: Batch, result: Result) -> None:
        if isinstance(task, RowBlock):
            data = b"".join(result.rows)
            if self._begun and task.start == 0:  # of the whole output only the beginning may be marked
                data = data.removeprefix(codecs.BOM_UTF8)
        else:
            data = b"".join(dumps(row) + b"\n" for row in table_rows(task, result, self._reading))
        self.write(data)

    def write(self, data: bytes) -> None:
        """Write whole rows; only the last one of a source may be without a line break."""
        if not data:
            return
        if self._open_line:  # a source ended without a line break, and more follows
            self._sink.write(b"\n")
        self._sink.write(data)
        self._open_line = not data.endswith(b"\n")
        self._begun = True

    def sync(self) -> State:
        return {**super().sync(), "form": "rows", "open_line": self._open_line, "begun": self._begun}


def table_rows(task: DocumentBlock, result: Result, reading: ReadOptions) -> list[dict[str, Any]]:
    """The documents of ``task`` as rows: those of a table as they were, with prose and embeds put in."""
    rows = []
    for article in result.articles:
        own = task.rows[article.number] if task.rows else None
        if own is not None:
            rows.append(row_of(own, article, reading, task.items[article.number].field))
        else:
            rows.append(_with_embeds(_new_row(task.items[article.number], article), article))
    return rows


def row_of(
    own: Any, article: Article | None, reading: ReadOptions, field: tuple[str, ...] | None = None
) -> dict[str, Any]:
    """A row of a table with its prose and embeds put in; as it was where there is no article.

    ``field``: the path of its text where that is not the one that was asked for.
    """
    row: dict[str, Any] = json_row(*own) if isinstance(own, tuple) else own
    if article is None:
        return row
    return _with_embeds(replaced(row, field or reading.field, article.prose), article)


def _with_embeds(row: dict[str, Any], article: Article) -> dict[str, Any]:
    return row if article.embeds is None else {**row, "embeds": loads(article.embeds)}


def _new_row(item: InputDocument, article: Article) -> dict[str, Any]:
    origin = {"url": item.url, "date": item.date, "title": item.title}
    return {"id": item.id, **{key: value for key, value in origin.items() if value}, "text": article.prose}


def _sound(lines: list[bytes]) -> Iterator[bytes]:
    """Those of ``lines`` that an array can hold: among lines a broken one harms no other."""
    for line in lines:
        row = line.removeprefix(codecs.BOM_UTF8).strip()
        with suppress(ReadError):
            load(row)
            yield row


class JsonArray(OverSink):
    """A JSON array, one element a line."""

    whole = True

    def __init__(self, sink: Sink, reading: ReadOptions, state: State | None = None) -> None:
        super().__init__(sink)
        self._reading = reading
        self._begun = bool(state and state["begun"])

    def take(self, task: Batch, result: Result) -> None:
        if isinstance(task, RowBlock):
            rows = list(_sound(b"".join(result.rows).split(b"\n")))
        else:
            rows = [dumps(row) for row in table_rows(task, result, self._reading)]
        for row in rows:
            self._sink.write((b",\n" if self._begun else b"[\n") + row)
            self._begun = True

    def sync(self) -> State:
        return {**super().sync(), "form": "json", "begun": self._begun}

    def finish(self) -> None:
        self._sink.write(b"\n]\n" if self._begun else b"[]\n")
        super().finish()


class Csv(OverSink):
    """A CSV table with the columns of the input and ``embeds`` (JSON)."""

    whole = True

    def __init__(
        self, sink: Sink, delimiter: str, reading: ReadOptions, state: State | None, names: list[str]
    ) -> None:
        """``names``: those of the columns where no row will tell them."""
        super().__init__(sink)
        self._delimiter = delimiter
        self._reading = reading
        self._names: list[str] = state["names"] if state else []
        if names:
            self._write([[*names, "embeds"]])

    def take(self, task: Batch, result: Result) -> None:
        if isinstance(task, RowBlock):
            raise EmbedparseError("rows of JSON do not fit a CSV table; write the articles to a .jsonl file")
        lines: list[list[Any]] = []
        for row in table_rows(task, result, self._reading):
            embeds = row.pop("embeds", None)
            if not self._names:
                self._names = list(row)
                lines.append([*self._names, "embeds"])
            if list(row) != self._names:
                raise EmbedparseError(
                    "the tables have different columns; write the articles to a .jsonl file instead"
                )
            lines.append([*map(_cell, row.values()), _cell(embeds)])
        self._write(lines)

    def _write(self, lines: list[list[Any]]) -> None:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self._delimiter, lineterminator=_BREAK)
        for line in lines:
            writer.writerow(line)
            text.seek(text.tell() - len(_BREAK))
            text.truncate()
            text.write("\n")
        self._sink.write(_as_it_was(text.getvalue()))

    def sync(self) -> State:
        return {**super().sync(), "form": "csv", "names": self._names}


def _cell(value: Any) -> str:
    """A value of a row as a cell: what is no text as JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else dumps(value).decode()


def _as_it_was(text: str) -> bytes:
    """UTF-8 for ``text``; bytes that were read without being UTF-8 are written back."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, from an escape in JSON
        return text.encode("utf-8", "surrogatepass")


def original(task: Batch, article: Article) -> bytes:
    """The article as a file."""
    if article.data is not None:
        return article.data
    assert isinstance(task, DocumentBlock)
    return stored(task.items[article.number]) or b""


def stored(item: InputDocument) -> bytes | None:
    """The document as it came; None where it has no bytes of its own. Raises OSError."""
    if isinstance(item.payload, bytes):
        return item.payload
    if isinstance(item.payload, str):
        return item.payload.encode("utf-8", "surrogatepass")
    if item.path is None:
        return None
    with open(item.path, "rb") as file:
        return file.read()


def name_of_text(inside: str) -> str:
    """The name for the main text of the page called ``inside``, which is no page."""
    return _PAGE.sub(".txt", inside)
