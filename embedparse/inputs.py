"""What readers hand on: documents and blocks of rows, in batches, and why one cannot be read."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from embedparse.models import DocumentError

KindChoice = Literal["auto", "text", "markdown", "html"]

#: A place in the whole input: the number of the source, and how many units (items, blocks of rows)
#: of it are done. Reading can start at any position that a block names as its ``after``.
Position = tuple[int, int]

#: Why a document failed: the word in the summary and in the failures file.
FAILURE_KINDS: dict[str, str] = {
    "json": "the row is no valid JSON",
    "not-an-object": "the row is valid JSON, but no object",
    "no-field": "the row has no such field",
    "not-text": "the field holds no text",
    "encoding": "the bytes are not in the encoding that was named",
    "binary": "the file holds neither text nor a format known here",
    "mislabelled": "the name says one format, the content is another; it was read as what it is",
    "unreadable": "the file could not be opened or read",
    "changed": "the file changed while it was read",
    "truncated": "the file ends too early; what came before was scanned",
    "corrupt": "the file is damaged; what came before was scanned",
    "no-files": "the folder holds no file, or the pattern fits none",
    "size": "the document is larger than --max-size",
    "name": "the article cannot be a file of this name in the folder for the articles",
    "timeout": "the document took longer than --timeout",
    "memory": "the document needs more memory than there is",
    "worker": "three worker processes died on this document",
    "error": "the scan itself failed: please report it",
}


class ReadError(DocumentError):
    """A document or file that could not be read; ``kind`` is a key of `FAILURE_KINDS`."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(kind, message)
        self.kind = kind
        self.message = message

    def __str__(self) -> str:
        return self.message


#: A field of a row by its keys, outermost first.
FieldPath = tuple[str, ...]


class ReadOptions(NamedTuple):
    """How the user wants the input read.

    ``field`` and ``id_field`` are paths into a row, outermost key first. ``max_size`` is in bytes
    of a document as stored; None: no limit. ``carry``: the rows of tables are kept for the articles.
    ``keep``: columns of a row that its records carry, see `readers.kept_columns`. ``other_fields`` hold
    further texts of the same document. ``tell_ids``: a notice names a table without ids.
    """

    field: FieldPath = ("text",)
    id_field: FieldPath = ("id",)
    kind: KindChoice = "auto"
    encoding: str = "utf-8"
    max_size: int | None = None
    carry: bool = False
    keep: tuple[FieldPath, ...] = ()
    other_fields: tuple[FieldPath, ...] = ()
    tell_ids: bool = False

    @property
    def fields(self) -> tuple[FieldPath, ...]:
        """Every field that holds a text of the document."""
        return (self.field, *self.other_fields)


class RowBlock(NamedTuple):
    """Whole rows of JSON Lines: a byte range of ``path``, or ``data`` where there is no such file.

    ``start`` is the offset of the first byte in the (decompressed) stream, ``name`` what messages
    call the source, ``inside`` its path below the folder or archive it was found in. ``line`` is the
    number of the first line, counted from 0, ``row`` the same without empty lines; None: those behind the
    block before. ``too_long`` is set for one row that is over the size limit and was not read.
    """

    source: int
    name: str
    inside: str
    start: int
    end: int
    path: str | None = None
    data: bytes | None = None
    line: int | None = None
    row: int | None = None
    too_long: bool = False
    after: Position = (0, 0)


_FILE_SIZE = 1 << 14
"""What a file is taken to weigh, unseen."""


class InputDocument(NamedTuple):
    """One document on its way to a worker: its ``payload`` is text, bytes to decode, or a file to read.

    ``place`` says where it is, for messages (``pages.zip/a.html``, ``rows.csv:7``); ``inside`` is
    its path below the folder or archive it was found in; ``charset`` is what the transport declared
    (an HTTP header); ``url``, ``date`` and ``title`` are those of a WARC record, a feed's item or a mail.
    ``field`` is the path of the text in the item's row where that is not the one asked for; ``others`` are
    the texts of its other fields. ``kept`` are the values that the document's records carry. ``error``
    carries a failure met while reading, ``skip`` the reason why there is nothing to scan, so that both are
    counted in order.
    """

    id: str
    place: str
    inside: str
    payload: str | bytes | None = None
    path: str | None = None
    kind: KindChoice = "auto"
    charset: str | None = None
    url: str | None = None
    date: str | None = None
    title: str | None = None
    field: FieldPath | None = None
    others: tuple[tuple[FieldPath, str | bytes], ...] = ()
    error: tuple[str, str] | None = None
    skip: str | None = None
    kept: dict[str, Any] | None = None

    @property
    def size(self) -> int:
        if self.payload is None:
            return _FILE_SIZE
        return len(self.payload) + sum(len(text) for _, text in self.others)


class TableRow(NamedTuple):
    """A document of a table, with the row it came from: a mapping, or (Arrow) whatever its writer needs."""

    item: InputDocument
    row: Any


class DocumentBlock(NamedTuple):
    """Some documents, in order; ``after`` is where reading goes on behind them.

    ``rows`` stay with the run and never travel to a worker: the tables' own rows, for the articles
    (None where the item at the same place came from no table).
    """

    source: int
    items: tuple[InputDocument, ...]
    after: Position = (0, 0)
    rows: tuple[Any, ...] = ()

    def bare(self) -> DocumentBlock:
        """The block as it travels to a worker."""
        return self._replace(rows=()) if self.rows else self


InputUnit = InputDocument | TableRow | RowBlock
Batch = RowBlock | DocumentBlock
