"""The words of a batch run as data: what to do with each document, and what came of a block."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from embedparse.pipeline import DEFAULT, Options
from embedparse.readers.blocks import KindChoice


@dataclass(frozen=True, slots=True)
class Work:
    """What to do with each document; the same for every task of a run, and pickled to the workers.

    ``field`` and ``id_field`` are paths into a row, outermost key first. ``max_size`` is in bytes
    of a document as stored, ``timeout`` in seconds of scanning; None: no limit. ``articles`` asks
    for the prose of documents that hold embeds, ``whole`` for the text of the others too, ``records``
    for the records.
    """

    options: Options = DEFAULT
    field: tuple[str, ...] = ("text",)
    id_field: tuple[str, ...] = ("id",)
    kind: KindChoice = "auto"
    encoding: str = "utf-8"
    max_size: int | None = None
    timeout: float | None = None
    records: bool = True
    articles: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A document set aside. ``line`` is None or counts from 0 in its block; ``offset`` likewise, in bytes."""

    kind: str
    message: str
    doc: str | None = None
    place: str | None = None
    line: int | None = None
    offset: int | None = None
    size: int | None = None


@dataclass(slots=True)
class Article:
    """A document for the articles: its number in the block, its prose, its embeds as a JSON array.

    ``embeds`` is None for a document that holds none; ``encoding`` is what it was decoded from.
    """

    number: int
    prose: str
    embeds: bytes | None
    encoding: str


@dataclass(slots=True)
class Result:
    """What came of one task.

    ``records`` are JSON lines in document order, ``unnamed`` the (number of the record, line in the
    block) of those whose row has no id: the run knows the line and puts it in. ``lines`` is how many
    the block has, blank ones included, ``size`` its bytes (or code points). ``rows`` are the
    article rows of a `RowBlock` as bytes, ``articles`` those of a `DocumentBlock`.
    ``found`` counts records by (platform, kind, confidence), ``holding`` documents that hold any.
    """

    read: int = 0
    scanned: int = 0
    lines: int = 0
    size: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    found: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    holding: int = 0
    records: list[bytes] = field(default_factory=list)
    unnamed: list[tuple[int, int]] = field(default_factory=list)
    rows: list[bytes] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)

    def settle(self) -> None:
        """What was read and neither failed nor was skipped has been scanned."""
        self.scanned = self.read - len(self.failures) - sum(self.skipped.values())
