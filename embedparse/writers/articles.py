"""The articles without their embeds: rows stay rows, files stay files, tables stay tables."""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Literal, Protocol

from embedparse.jobs import Article, Result, ScanConfig
from embedparse.models import EmbedparseError, UsageError
from embedparse.readers import formats
from embedparse.readers.arrow_values import json_row
from embedparse.readers.blocks import DocumentBlock, Item, ReadError, Reading, RowBlock, Task
from embedparse.readers.compression import split_compression
from embedparse.readers.opening import Opened, open_source
from embedparse.readers.rows import dumps, load, loads, replaced
from embedparse.readers.sources import STDIN, Source
from embedparse.writers.part import OverSink, Sink, State, is_stream, open_sink

_BREAK = "\r\n"
"""Before Python 3.13 csv quotes a cell that holds a line break only if it ends the rows with such a one."""
_LINES = (".jsonl", ".ndjson", ".jsonlines")
_PAGE = re.compile(r"\.x?html?\Z", re.IGNORECASE)


Form = Literal["plain", "rows", "folder", "json", "csv", "parquet"]


class Articles(Protocol):
    """Takes the articles of one task after the other.

    ``whole``: it needs the text of documents without embeds too. What `sync` gives has its `Form`
    under ``form``.
    """

    whole: bool

    def take(self, task: Task, result: Result) -> None: ...
    def sync(self) -> State: ...
    def finish(self) -> None: ...
    def abandon(self) -> None: ...


def articles_out(
    path: str, sources: list[Source], first: Task | None, work: ScanConfig, state: State | None = None
) -> Articles:
    """What writes the articles to ``path``, as its name says and the input (``first`` of its tasks) asks.

    A run that goes on from ``state`` writes on as it began, whatever its first task is now.

    Raises:
        UsageError: several files are to become one, or a table is to come from what is none.
    """
    reading = work.reading
    form = state["form"] if state else _form_of(path, sources, first, work)
    empty = state is None and first is None
    if form == "folder":
        from embedparse.writers.folder import Folder

        return Folder(path, reading, state, extract=work.extract, ended=first is None)
    if form == "parquet":
        from embedparse.writers.parquet_articles import ParquetArticles

        return ParquetArticles(
            path, reading, state, _schema_without_rows(sources, reading) if empty else None
        )
    sink = open_sink(path, state)
    if form == "csv":
        delimiter = "\t" if _suffix_of(path) == ".tsv" else ","
        return Csv(sink, delimiter, reading, state, _names_without_rows(sources, reading) if empty else [])
    if form == "json":
        return JsonArray(sink, reading, state)
    return Rows(sink, reading, state) if form == "rows" else Plain(sink)


def _suffix_of(path: str) -> str:
    return os.path.splitext(split_compression(path.lower())[0])[1]


def _form_of(path: str, sources: list[Source], first: Task | None, work: ScanConfig) -> Form:
    """The form of the articles in ``path``. Raises UsageError where the input has no such form."""
    suffix = _suffix_of(path)
    single = len(sources) == 1 and _is_single(first)
    if path == "-" or (is_stream(path) and not suffix):
        return "plain" if single and sources[0].inside is None else "rows"
    if path.endswith(os.sep) or os.path.isdir(path) or (not suffix and split_compression(path)[1] is None):
        _check_apart(path, sources, extract=work.extract)
        return "folder"
    if suffix in _LINES:
        return "rows"
    if suffix in formats.suffixes("document"):
        if single:
            return "plain"
        raise UsageError(
            f"{path}: many articles do not fit one such file; name a folder/ or a .jsonl file.\n"
            "  Nothing has been written."
        )
    table = _table_of(first)
    if suffix == ".json" and table is dict:
        return "json"
    if suffix in (".csv", ".tsv") and table is dict:
        return "csv"
    if suffix == ".parquet" and (
        table is tuple or (first is None and _schema_without_rows(sources, work.reading) is not None)
    ):
        return "parquet"
    raise UsageError(
        f"{path}: articles of this input go to a .jsonl file, or files to a folder/;"
        " CSV, JSON and Parquet tables also to their own format.\n  Nothing has been written."
    )


def _check_apart(path: str, sources: list[Source], *, extract: bool) -> None:
    """Refuse a folder in which the articles of two sources would be one file. Raises UsageError."""
    seen: dict[str, str] = {}
    for source in sources:
        for inside in _names_in_folder(source, extract=extract):
            if inside in seen:
                apart = os.path.dirname(seen[inside]) != os.path.dirname(source.path)
                advice = "Name the folder that holds both, or" if apart else "Rename one of them, or name"
                raise UsageError(
                    f"{seen[inside]} and {source.path} would both be {os.path.join(path, inside)}.\n"
                    f"  {advice} a .jsonl file to write to. Nothing has been written."
                )
            seen[inside] = source.path


def _names_in_folder(source: Source, *, extract: bool) -> list[str]:
    """What the articles of ``source`` may be called in a folder: a table becomes a file of rows."""
    inside = split_compression(source.inside or os.path.basename(source.path))[0]
    if inside.lower().endswith(formats.suffixes("rows")) and not inside.lower().endswith(_LINES):
        return [inside, f"{inside}.jsonl"]
    return [name_of_text(inside) if extract else inside]


def name_of_text(inside: str) -> str:
    """The name for the main text of the page called ``inside``, which is no page."""
    return _PAGE.sub(".txt", inside)


def _is_single(first: Task | None) -> bool:
    return isinstance(first, DocumentBlock) and len(first.items) == 1 and not first.rows


def _table_of(first: Task | None) -> type | None:
    """What the rows of ``first`` are: dict (JSON, CSV), tuple (Arrow), or None.

    Where there is none to be seen, because the table is empty or its first rows are broken: dict.
    """
    if first is None:
        return dict
    if not isinstance(first, DocumentBlock):
        return None
    found = next((type(row) for row in first.rows if row is not None), None)
    return dict if found is None and all(item.error is not None for item in first.items) else found


def _names_without_rows(sources: list[Source], reading: Reading) -> list[str]:
    opened = _first(sources, reading)
    if opened is None:
        return []
    with opened.stream:
        format_ = formats.get(opened.format)
        return format_.columns(opened, reading) if format_ and format_.columns else []


def _schema_without_rows(sources: list[Source], reading: Reading) -> Any:
    opened = _first(sources, reading)
    if opened is None or opened.format != "parquet":
        return None
    from embedparse.readers.formats.parquet import schema_of

    with opened.stream, suppress(OSError, ValueError):  # damaged: it fails by itself
        return schema_of(opened)
    return None


def _first(sources: list[Source], reading: Reading) -> Opened | None:
    """The first source opened again; None where that cannot be done."""
    if not sources or sources[0].path == STDIN:  # it has been read
        return None
    try:
        return open_source(sources[0], reading)
    except ReadError:
        return None


class Plain(OverSink):
    """The prose of the one document there is, and nothing else."""

    whole = True

    def sync(self) -> State:
        return {**super().sync(), "form": "plain"}

    def take(self, task: Task, result: Result) -> None:
        for article in result.articles:
            self._sink.write(original(task, article))


class Rows(OverSink):
    """JSON Lines: rows byte for byte except for their text and ``embeds``; documents as new rows."""

    whole = True

    def __init__(self, sink: Sink, reading: Reading, state: State | None = None) -> None:
        super().__init__(sink)
        self._reading = reading
        self._open_line = bool(state and state["open_line"])
        self._begun = bool(state and state["begun"])

    def take(self, task: Task, result: Result) -> None:
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


def table_rows(task: DocumentBlock, result: Result, reading: Reading) -> list[dict[str, Any]]:
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
    own: Any, article: Article | None, reading: Reading, field: tuple[str, ...] | None = None
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


def _new_row(item: Item, article: Article) -> dict[str, Any]:
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

    def __init__(self, sink: Sink, reading: Reading, state: State | None = None) -> None:
        super().__init__(sink)
        self._reading = reading
        self._begun = bool(state and state["begun"])

    def take(self, task: Task, result: Result) -> None:
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
        self, sink: Sink, delimiter: str, reading: Reading, state: State | None, names: list[str]
    ) -> None:
        """``names``: those of the columns where no row will tell them."""
        super().__init__(sink)
        self._delimiter = delimiter
        self._reading = reading
        self._names: list[str] = state["names"] if state else []
        if names:
            self._write([[*names, "embeds"]])

    def take(self, task: Task, result: Result) -> None:
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


def original(task: Task, article: Article) -> bytes:
    """The article as a file."""
    if article.data is not None:
        return article.data
    assert isinstance(task, DocumentBlock)
    return stored(task.items[article.number]) or b""


def stored(item: Item) -> bytes | None:
    """The document as it came; None where it has no bytes of its own. Raises OSError."""
    if isinstance(item.payload, bytes):
        return item.payload
    if isinstance(item.payload, str):
        return item.payload.encode("utf-8", "surrogatepass")
    if item.path is None:
        return None
    with open(item.path, "rb") as file:
        return file.read()
