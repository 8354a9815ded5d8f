"""The words of a batch run as data: what to do with each document, and the result of a block."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from embedparse.inputs import FieldPath, ReadOptions
from embedparse.options import DEFAULT, Options

READING = ReadOptions()


@dataclass(frozen=True, slots=True)
class ScanConfig:
    """What to do with each document; the same for every task of a run, and pickled to the workers.

    ``timeout`` is in seconds of scanning one document; None: no limit. ``records`` asks for the
    records, ``articles`` for the prose of documents that hold embeds, ``whole`` for the text of the
    others too; ``extract`` for the main text of pages in place of their prose; ``csv_safe`` for
    records in CSV that open unchanged in a spreadsheet.
    """

    reading: ReadOptions = READING
    options: Options = DEFAULT
    timeout: float | None = None
    records: bool = True
    articles: bool = False
    whole: bool = False
    extract: bool = False
    csv_safe: bool = False


class Failure(NamedTuple):
    """A document set aside.

    ``line`` is None or counts from 0 in its block; ``offset`` likewise, in bytes; ``row`` like ``line``, but
    without empty lines.
    """

    kind: str
    message: str
    doc: str | None = None
    place: str | None = None
    line: int | None = None
    offset: int | None = None
    size: int | None = None
    row: int | None = None

    def placed(self, name: str, line: int, row: int, offset: int) -> Failure:
        """The failure of a row, counted from the start of the file ``name`` (lines from 1, rows from 0)."""
        number = None if self.line is None else line + self.line + 1
        place = name if number is None else f"{name}:{number}"
        count = None if self.row is None else row + self.row
        doc = self.doc or (place if count is None else f"{name}:{count}")
        start = None if self.offset is None else offset + self.offset
        return Failure(self.kind, self.message, doc, place, number, start, self.size, count)

    def to_dict(self, source: str | None) -> dict[str, object]:
        """One line of the failures file; ``source`` is the input that the document came from."""
        return {
            "source": source,
            "doc": self.doc,
            "reason": self.kind,
            "message": self.message,
            "place": self.place,
            "line": self.line,
            "row": self.row,
            "offset": self.offset,
            "size": self.size,
        }


class FieldProse(NamedTuple):
    """The prose of one field of a row. ``data``: see `Article`."""

    field: FieldPath
    prose: str
    data: bytes | None


@dataclass(slots=True)
class Article:
    """A document for the articles: its number in the block, its prose, its embeds as a JSON array.

    ``embeds`` is None for a document that holds none. ``data`` is the article as a file, in the
    encoding that its document came in; None where that is the document's own bytes. ``field`` is the path of
    its text in a row, ``others`` the prose of the other fields, where several were asked for.
    """

    number: int
    prose: str
    embeds: bytes | None
    data: bytes | None = None
    field: FieldPath | None = None
    others: tuple[FieldProse, ...] = ()

    def texts(self, field: FieldPath) -> list[FieldProse]:
        """The prose of each field; ``field`` is that of the first where its row's own is not known."""
        return [FieldProse(self.field or field, self.prose, self.data), *self.others]


@dataclass(slots=True)
class Result:
    """The result of one task.

    ``records`` are JSON lines in document order, ``unnamed`` the (number of the record, row in the
    block) of those whose row has no id: the run knows the row's number and puts it in; likewise of
    ``questions``. ``lines`` is how many the block has, ``blank`` of them without a row, ``size`` its bytes
    (or code points). ``rows`` are the article rows of a `RowBlock` as bytes, ``articles`` those of a
    `DocumentBlock`.
    ``removed`` counts the code points that the articles are without once their embeds are taken out.
    ``questions`` are JSON lines, ``corrected`` the keys of the corrections that fitted.
    ``found`` counts records by (platform, kind, confidence), ``holding`` documents that hold any.
    """

    read: int = 0
    scanned: int = 0
    lines: int = 0
    blank: int = 0
    size: int = 0
    removed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    found: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    holding: int = 0
    records: list[bytes] = field(default_factory=list)
    unnamed: list[tuple[int, int]] = field(default_factory=list)
    rows: list[bytes] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    questions: list[bytes] = field(default_factory=list)
    unnamed_questions: list[tuple[int, int]] = field(default_factory=list)
    corrected: set[str] = field(default_factory=set)

    @property
    def row(self) -> int:
        """The number of the last row in the block so far, from 0; blank lines are none."""
        return self.lines - self.blank - 1
