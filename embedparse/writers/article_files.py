"""Files of articles: the text of the one document there is, rows as JSON Lines, a JSON array, a CSV table."""

from __future__ import annotations

import codecs
import re

from embedparse.inputs import Batch, DocumentBlock, InputDocument, ReadOptions, RowBlock
from embedparse.jobs import Article, Result
from embedparse.models import EmbedparseError
from embedparse.readers.rows import dumps
from embedparse.writers.article_rows import cell, csv_lines, sound_rows, table_rows
from embedparse.writers.part import OverSink, Sink, State

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


class JsonArray(OverSink):
    """A JSON array, one element a line."""

    whole = True

    def __init__(self, sink: Sink, reading: ReadOptions, state: State | None = None) -> None:
        super().__init__(sink)
        self._reading = reading
        self._begun = bool(state and state["begun"])

    def take(self, task: Batch, result: Result) -> None:
        if isinstance(task, RowBlock):
            rows = list(sound_rows(result))
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
        """``names``: those of the columns where no row shows them."""
        super().__init__(sink)
        self._delimiter = delimiter
        self._reading = reading
        self._names: list[str] = state["names"] if state else []
        if names:
            self._sink.write(csv_lines([[*names, "embeds"]], delimiter))

    def take(self, task: Batch, result: Result) -> None:
        if isinstance(task, RowBlock):
            raise EmbedparseError("not all of the input is a table; write the articles to a .jsonl file")
        lines: list[list[str]] = []
        for row in table_rows(task, result, self._reading):
            embeds = row.pop("embeds", None)
            if not self._names:
                self._names = list(row)
                lines.append([*self._names, "embeds"])
            if list(row) != self._names:
                raise EmbedparseError(
                    "the tables have different columns; write the articles to a .jsonl file instead"
                )
            lines.append([*map(cell, row.values()), cell(embeds)])
        self._sink.write(csv_lines(lines, self._delimiter))

    def sync(self) -> State:
        return {**super().sync(), "form": "csv", "names": self._names}


def original(task: Batch, article: Article) -> bytes:
    """The article as a file."""
    if article.data is not None:
        return article.data
    assert isinstance(task, DocumentBlock)
    return stored(task.items[article.number]) or b""


def stored(item: InputDocument) -> bytes | None:
    """The document as it was stored; None where it has no bytes of its own. Raises OSError."""
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
