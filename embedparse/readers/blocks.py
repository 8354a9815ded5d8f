"""What readers hand on: blocks of rows or of documents, and the reasons why something cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from embedparse.models import DocumentError

KindChoice = Literal["auto", "text", "html"]

#: A place in the whole input: the number of the source, and how far into it (bytes of rows, else
#: documents). Reading can start at any position that a block names as its ``after``.
Position = tuple[int, int]

#: Why a document failed: the word in the summary and in the failures file.
FAILURE_KINDS: dict[str, str] = {
    "json": "the row is no valid JSON",
    "not-an-object": "the row is valid JSON, but no object",
    "no-field": "the row has no such field",
    "not-text": "the field holds no text",
    "encoding": "the bytes are not in the encoding that was named",
    "binary": "the file holds neither text nor a format known here",
    "unreadable": "the file could not be opened or read",
    "truncated": "the file ends too early; what came before it was scanned",
    "corrupt": "the file is damaged; what came before it was scanned",
    "no-files": "the folder holds no file, or the pattern fits none",
    "size": "the document is larger than --max-size",
    "timeout": "the document took longer than --timeout",
    "worker": "the worker process died on this document, twice",
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


@dataclass(frozen=True, slots=True)
class RowBlock:
    """Whole rows of JSON Lines: a byte range of ``path``, or ``data`` where there is no such file.

    ``start`` is the offset of the first byte in the (decompressed) stream, ``name`` what messages
    call the source. Line numbers of its result count from 0 at the first row of the block.
    """

    source: int
    name: str
    inside: str
    start: int
    end: int
    path: str | None = None
    data: bytes | None = None

    @property
    def after(self) -> Position:
        return (self.source, self.end)


@dataclass(frozen=True, slots=True)
class Item:
    """One document on its way to a worker: its ``payload`` is text, bytes to decode, or a file to read.

    ``place`` says where it stands, for messages (``pages.zip/a.html``, ``rows.csv:7``); ``inside`` is
    its path below the folder or archive it was found in; ``charset`` is what the transport declared
    (an HTTP header). ``error`` carries a failure met while reading, ``skip`` the reason why there is
    nothing to scan, so that both are counted in order.
    """

    id: str
    place: str
    inside: str
    payload: str | bytes | None = None
    path: str | None = None
    kind: KindChoice = "auto"
    charset: str | None = None
    error: tuple[str, str] | None = None
    skip: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentBlock:
    """Some documents, in order; ``after`` is where reading goes on behind them.

    ``carried`` stays with the run and never travels to a worker: what the articles' writer needs
    of the input's own rows.
    """

    items: tuple[Item, ...]
    after: Position
    carried: Any = field(default=None, compare=False)


Task = RowBlock | DocumentBlock
