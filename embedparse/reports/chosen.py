"""The one article that a person asks to see, out of anything that `scan` reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from embedparse.models import Document, DocumentError, UsageError
from embedparse.readers import rows
from embedparse.readers.blocks import Item, KindChoice, ReadError, Reading, RowBlock
from embedparse.readers.files import decode
from embedparse.readers.jsonl import bytes_of
from embedparse.readers.kinds import kind_of
from embedparse.readers.read import read
from embedparse.readers.sources import expand


@dataclass(frozen=True, slots=True)
class Choice:
    """Which article of an input: its id, or its row from 1 (neither: the first), and how it is read.

    Rows are numbered as lines are, empty ones too; the documents of a folder in their order.
    """

    id: str | None = None
    row: int | None = None
    field: tuple[str, ...] = ("text",)
    id_field: tuple[str, ...] = ("id",)
    kind: KindChoice = "auto"
    encoding: str = "utf-8"


def document_of(name: str, choice: Choice) -> Document:
    """The chosen article of ``name``: a file, a folder, or ``-`` for standard input.

    Raises:
        UsageError: there is no such file or article, or its row has no such field.
        DocumentError: it is there and cannot be read.
    """
    number = 0
    for number, (place, article) in enumerate(_articles(name, choice), 1):
        if choice.row is not None and number != choice.row:
            continue
        try:
            document = _document(place, article, choice)
        except ReadError as error:
            if choice.id is not None:
                continue  # another one may have the id
            raise DocumentError(f"{place}: {error}") from None
        if document is not None and choice.id in (None, document.id):
            return document
    if choice.id is not None:
        raise UsageError(f'{name}: no article has the {".".join(choice.id_field)} "{choice.id}".')
    raise UsageError(f"{name}: there is no article {choice.row or 1}; it has {number}.")


def _articles(name: str, choice: Choice) -> Iterator[tuple[str, bytes | Item]]:
    """Every article of ``name`` still unread, with the place to name in messages."""
    before = 0  # lines of the same file in earlier blocks
    reading = Reading(choice.field, choice.id_field, choice.kind, choice.encoding)
    for task in read(expand((name,)), reading):
        if isinstance(task, RowBlock):
            before = before if task.line is None else task.line
            lines = bytes_of(task).removesuffix(b"\n").split(b"\n")
            for number, raw in enumerate(lines, before + 1):
                yield f"{task.name}:{number}", raw
            before += len(lines)
        else:
            for item in task.items:
                yield item.place, item


def _document(place: str, article: bytes | Item, choice: Choice) -> Document | None:
    """The article, read; None where its row is empty. Raises ReadError."""
    if isinstance(article, Item):
        text, kind, _ = decode(article, Reading(choice.field, choice.id_field, choice.kind, choice.encoding))
        return Document(article.id, text, kind)
    if not article.strip():
        return None
    row = rows.load(article)
    doc = rows.id_of(row, choice.id_field) or place
    if choice.id not in (None, doc):
        return None
    text = rows.text_of(row, choice.field)
    return Document(doc, text, kind_of(text, choice.kind))
