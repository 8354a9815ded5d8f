"""The articles that a person asks to see, out of anything that `scan` reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from embedparse.inputs import FieldPath, InputDocument, ReadError, ReadOptions, RowBlock
from embedparse.models import Document, DocumentError, UsageError
from embedparse.readers import rows
from embedparse.readers.batches import read_batches
from embedparse.readers.files import decoded_texts
from embedparse.readers.html_sniff import kind_of
from embedparse.readers.jsonl import bytes_of
from embedparse.readers.sources import expand
from embedparse.stderr import tell
from embedparse.terminal_safe import one_line


@dataclass(frozen=True, slots=True)
class Choice:
    """Which article of an input: its id, or its row from 1 (neither: the first).

    Rows are numbered as lines are, empty ones too; the documents of a folder in their order.
    """

    id: str | None = None
    row: int | None = None


def documents_of(name: str, choice: Choice, reading: ReadOptions) -> list[Document]:
    """The texts of the chosen article of ``name``: a file, a folder, or ``-`` for standard input.

    One, or one for each field of the row that was asked for and holds any.

    Raises:
        UsageError: there is no such file or article, or its row has no such field.
        DocumentError: it is there and cannot be read.
    """
    number = 0
    for number, article in enumerate(_articles(name, reading), 1):
        if choice.row is not None and number != choice.row:
            continue
        try:
            documents = [*article.documents(reading, choice.id).values()]
        except ReadError as error:
            if choice.id is not None:
                continue  # another one may have the id
            raise DocumentError(f"{article.place}: {error}") from None
        if documents:
            return documents
    if choice.id is not None:
        raise UsageError(f'{name}: no article has the {".".join(reading.id_field)} "{choice.id}".')
    raise UsageError(f"{name}: there is no article {choice.row or 1}; it has {number}.")


def all_documents(names: Iterable[str], reading: ReadOptions) -> Iterator[Document]:
    """Every text of ``names``; what cannot be read is named on standard error.

    Raises:
        UsageError: there is no such file.
    """
    for article in _articles_of(names, reading):
        try:
            yield from article.documents(reading).values()
        except ReadError as error:
            tell(one_line(f"embedparse: {article.place}: {error}"))


def documents_with_ids(
    names: Iterable[str], wanted: Collection[str], reading: ReadOptions
) -> Iterator[tuple[str, Document]]:
    """The texts of ``names`` whose id is in ``wanted``, each with the name of its field.

    Those that cannot be read are passed over.

    Raises:
        UsageError: there is no such file.
    """
    for article in _articles_of(names, reading):
        try:
            documents = article.documents(reading)
        except ReadError:
            continue
        for path, document in documents.items():
            if document.id in wanted:
                yield ".".join(path), document


@dataclass(frozen=True, slots=True)
class _Article:
    """An article still unread: ``place`` is for messages, ``doc`` its id where its row has none."""

    place: str
    doc: str
    content: bytes | InputDocument

    def documents(self, reading: ReadOptions, wanted: str | None = None) -> dict[FieldPath, Document]:
        """Its texts by their fields; none where its id is not the one ``wanted``. Raises ReadError."""
        if isinstance(self.content, InputDocument):
            if self.content.skip is not None or wanted not in (None, self.content.id):
                return {}
            parts = decoded_texts(self.content, reading)
            return {path: Document(self.content.id, part.text, part.kind) for path, part in parts.items()}
        if not self.content.strip():
            return {}
        row = rows.load(self.content)
        doc = rows.id_of(row, reading.id_field) or self.doc
        if wanted not in (None, doc):
            return {}
        texts = rows.texts_of(row, reading.fields)
        return {path: Document(doc, text, kind_of(text, reading.kind)) for path, text in texts.items()}


def _articles_of(names: Iterable[str], reading: ReadOptions) -> Iterator[_Article]:
    return (article for name in names for article in _articles(name, reading))


def _articles(name: str, reading: ReadOptions) -> Iterator[_Article]:
    """Every article of ``name``; of rows of JSON empty lines too."""
    line = row = 0
    for task in read_batches(expand((name,)), reading):
        if not isinstance(task, RowBlock):
            yield from (_Article(item.place, item.id, item) for item in task.items)
            continue
        line, row = (line if task.line is None else task.line), (row if task.row is None else task.row)
        for raw in bytes_of(task).removesuffix(b"\n").split(b"\n"):
            line += 1
            yield _Article(f"{task.name}:{line}", f"{task.name}:{row}", raw)
            row += bool(raw.strip())
