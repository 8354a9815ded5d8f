"""The articles without their embeds: rows stay rows, files stay files, tables stay tables."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any, Protocol

from embedparse.inputs import Batch, DocumentBlock, ReadError, ReadOptions, RowBlock
from embedparse.jobs import Result, ScanConfig
from embedparse.models import UsageError
from embedparse.readers import formats
from embedparse.readers.compression import split_compression
from embedparse.readers.formats.parquet import schema_of
from embedparse.readers.opening import Opened, open_source
from embedparse.readers.sources import STDIN, Source
from embedparse.writers.article_files import Csv, Plain, Rows, name_of_text
from embedparse.writers.article_rows import tell_types
from embedparse.writers.folder import Folder
from embedparse.writers.parquet_articles import ParquetArticles
from embedparse.writers.part import State, is_stream, open_sink
from embedparse.writers.table_articles import TableArticles

_LINES = (".jsonl", ".ndjson", ".jsonlines")


#: plain, rows, folder, csv, parquet; ``table``: CSV or Parquet whose columns are only known at the end; or
#: the name of an input format that writes articles itself.
Form = str


class Articles(Protocol):
    """Takes the articles of one task after the other.

    ``whole``: it needs the text of documents without embeds too. What `sync` gives has its `Form`
    under ``form``.
    """

    whole: bool

    def take(self, task: Batch, result: Result) -> None: ...
    def sync(self) -> State: ...
    def finish(self) -> None: ...
    def abandon(self) -> None: ...


def articles_out(
    path: str, sources: list[Source], first: Batch | None, work: ScanConfig, state: State | None = None
) -> Articles:
    """What writes the articles to ``path``, as its name says and the input (``first`` of its tasks) asks.

    A run that goes on from ``state`` writes on as it began, whatever its first task is now.

    Raises:
        UsageError: several files are to become one, or the suffix is unknown.
    """
    reading = work.reading
    form = state["form"] if state else _form_of(path, sources, first, work)
    if state is None and form not in ("parquet", "plain"):
        tell_types(path, first, reading)  # none of these forms has the types of Arrow
    empty = state is None and first is None
    if form == "folder":
        return Folder(path, reading, state, extract=work.extract, ended=first is None)
    if form == "table":
        names = _names_without_rows(sources, reading) if empty else []
        return TableArticles(path, work, state, names)
    if form == "parquet":
        return ParquetArticles(
            path, reading, state, _schema_without_rows(sources, reading) if empty else None
        )
    sink = open_sink(path, state)
    if form == "csv":
        delimiter = "\t" if _suffix_of(path) == ".tsv" else ","
        return Csv(sink, delimiter, reading, state, _names_without_rows(sources, reading) if empty else [])
    own = formats.get(form)
    if own is not None and own.write is not None:
        return own.write(sink, reading, state)
    return Rows(sink, reading, state) if form == "rows" else Plain(sink)


def _suffix_of(path: str) -> str:
    return os.path.splitext(split_compression(path.lower())[0])[1]


def _form_of(path: str, sources: list[Source], first: Batch | None, work: ScanConfig) -> Form:
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
    if suffix in (".csv", ".tsv"):
        return "csv" if _is_one_table(sources, first, work.reading, ("csv", "parquet")) else "table"
    if suffix == ".parquet":
        return "parquet" if _is_one_table(sources, first, work.reading, ("parquet",)) else "table"
    own = formats.promised(split_compression(path)[0])
    if own is not None and own.write is not None:
        return own.name
    raise UsageError(
        f"{path}: articles go to .jsonl, .json, .csv, .tsv or .parquet, or files to a folder/.\n"
        "  Nothing has been written."
    )


def _is_one_table(
    sources: list[Source], first: Batch | None, reading: ReadOptions, names: tuple[str, ...]
) -> bool:
    """Whether the input is one table of a format of ``names``, or tables of Parquet with the same columns."""
    if isinstance(first, RowBlock):
        return False
    if len(sources) > 1 or names == ("parquet",):
        return _are_alike(sources, first, reading)
    opened = _first(sources, reading)
    if opened is None:
        return False
    with opened.stream:
        return opened.format in names


def _are_alike(sources: list[Source], first: DocumentBlock | None, reading: ReadOptions) -> bool:
    """Whether all ``sources`` are Parquet with the same columns; of one source its ``first`` task decides."""
    if first is not None and not any(isinstance(row, tuple) for row in first.rows):
        return False
    if len(sources) == 1 and first is not None:
        return True
    schemas = (_schema_without_rows([source], reading) for source in sources)
    schema = next(schemas, None)
    return schema is not None and all(other is not None and other.equals(schema) for other in schemas)


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


def _is_single(first: Batch | None) -> bool:
    return isinstance(first, DocumentBlock) and len(first.items) == 1 and not first.rows


def _names_without_rows(sources: list[Source], reading: ReadOptions) -> list[str]:
    opened = _first(sources, reading)
    if opened is None:
        return []
    with opened.stream:
        format_ = formats.get(opened.format)
        return format_.columns(opened, reading) if format_ and format_.columns else []


def _schema_without_rows(sources: list[Source], reading: ReadOptions) -> Any:
    opened = _first(sources, reading)
    if opened is None or opened.format != "parquet":
        return None
    with opened.stream, suppress(OSError, ValueError):  # damaged: it fails by itself
        return schema_of(opened)
    return None


def _first(sources: list[Source], reading: ReadOptions) -> Opened | None:
    """The first source opened again; None where that cannot be done."""
    if not sources or sources[0].path == STDIN:  # it has been read
        return None
    try:
        return open_source(sources[0], reading)
    except ReadError:
        return None
