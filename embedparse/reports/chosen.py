"""The one article that a person asks to see, out of anything that `scan` reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from embedparse.inputs import InputDocument, ReadError, ReadOptions, RowBlock
from embedparse.models import Document, DocumentError, UsageError
from embedparse.readers import rows
from embedparse.readers.files import decode
from embedparse.readers.html_sniff import kind_of
from embedparse.readers.jsonl import bytes_of
from embedparse.readers.read import read
from embedparse.readers.sources import expand


@dataclass(frozen=True, slots=True)
class Choice:
    """Which article of an input: its id, or its row from 1 (neither: the first).

    Rows are numbered as lines are, empty ones too; the documents of a folder in their order.
    """

    id: str | None = None
    row: int | None = None


def document_of(name: str, choice: Choice, reading: ReadOptions) -> Document:
    """The chosen article of ``name``: a file, a folder, or ``-`` for standard input.

    Raises:
        UsageError: there is no such file or article, or its row has no such field.
        DocumentError: it is there and cannot be read.
    """
    number = 0
    for number, (place, article) in enumerate(_articles(name, reading), 1):
        if choice.row is not None and number != choice.row:
            continue
        try:
            document = _document(place, article, choice, reading)
        except ReadError as error:
            if choice.id is not None:
                continue  # another one may have the id
            raise DocumentError(f"{place}: {error}") from None
        if document is not None and choice.id in (None, document.id):
            return document
    if choice.id is not None:
        raise UsageError(f'{name}: no article has the {".".join(reading.id_field)} "{choice.id}".')
    raise UsageError(f"{name}: there is no article {choice.row or 1}; it has {number}.")


def documents_with_ids(
    names: Iterable[str], wanted: Collection[str], reading: ReadOptions
) -> Iterator[Document]:
    """The articles of ``names`` whose id is in ``wanted``; those that cannot be read are passed over.

    Raises:
        UsageError: there is no such file.
    """
    for name in names:
        for place, article in _articles(name, reading):
            try:
                document = _document(place, article, Choice(), reading)
            except ReadError:
                continue
            if document is not None and document.id in wanted:
                yield document


def _articles(name: str, reading: ReadOptions) -> Iterator[tuple[str, bytes | InputDocument]]:
    """Every article of ``name`` still unread, with the place to name in messages."""
    line = 0
    for task in read(expand((name,)), reading):
        if isinstance(task, RowBlock):
            line = task.line if task.line is not None else line
            for line, raw in enumerate(bytes_of(task).removesuffix(b"\n").split(b"\n"), line + 1):  # noqa: B020
                yield f"{task.name}:{line}", raw
        else:
            for item in task.items:
                yield item.place, item


def _document(
    place: str, article: bytes | InputDocument, choice: Choice, reading: ReadOptions
) -> Document | None:
    """The article, read; None where it is none, or not the one with the chosen id. Raises ReadError."""
    if isinstance(article, InputDocument):
        if article.skip is not None or choice.id not in (None, article.id):
            return None
        found = decode(article, reading)
        return Document(article.id, found.text, found.kind)
    if not article.strip():
        return None
    row = rows.load(article)
    doc = rows.id_of(row, reading.id_field) or place
    if choice.id not in (None, doc):
        return None
    text = rows.text_of(row, reading.field)
    return Document(doc, text, kind_of(text, reading.kind))
