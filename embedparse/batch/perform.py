"""One task done: the documents of a block scanned, and everything that came of them counted.

Runs in a worker process or right here; knows nothing of other blocks, files or outputs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from embedparse.batch.limits import TimeLimit
from embedparse.batch.original import without
from embedparse.extract import main_text
from embedparse.fields.own_links import SHORTENERS
from embedparse.inputs import FAILURE_KINDS, Batch, DocumentBlock, InputDocument, ReadError, RowBlock
from embedparse.jobs import Article, Failure, Result, ScanConfig
from embedparse.models import Document, DocumentKind, Scan
from embedparse.outlets import outlet_of, url_of_page, url_of_row
from embedparse.pipeline import scan_document
from embedparse.prefilter.confirm import ATTRIBUTION
from embedparse.prefilter.field_check import FieldCheck
from embedparse.prefilter.hyperscan_filter import HyperscanFilter, filter_for, rows_of
from embedparse.questions import to_dict
from embedparse.readers import rows
from embedparse.readers.files import Decoded, decode
from embedparse.readers.html_sniff import kind_of
from embedparse.readers.jsonl import bytes_of
from embedparse.readers.kept_columns import kept_values

#: Told before each document: its offset (or number) in the block, so that a death can be traced to it.
Watch = Callable[[int], None]
Aside = Collection[int]
#: Reading this loads and compiles most of what texts with posts need.
_POST = (
    f"All slept.\nGuten Tag! @ada #dawn https://{SHORTENERS[0]}abcdefghij\n"
    "— Ada (@ada) 1. Mai 2020\nThen day came."
)
NOTHING: dict[str, Any] = {}


class Performer:
    """Does tasks, one after the other. One object per process: it holds the compiled prefilter."""

    def __init__(self, work: ScanConfig) -> None:
        self.work = work
        self.watch: Watch = _unwatched
        self.hits: HyperscanFilter | None = filter_for(work)
        self.check = FieldCheck(work.reading.field, work.reading.max_size)
        self.limit = TimeLimit(work.timeout)

    def __call__(self, task: Batch, aside: Aside = ()) -> Result:
        """Scan ``task``; documents whose offset or number is in ``aside`` are not touched or counted."""
        try:
            if isinstance(task, DocumentBlock):
                return self._documents(task, aside)
            if task.too_long:
                return _too_long(task, self.work.reading.max_size)
            block = bytes_of(task)
            if len(block) < task.end - task.start:
                return self._shrunk(block, _place(task))
            return self._rows(block, aside)
        except OSError as error:
            failure = Failure("unreadable", f"cannot be read: {error.strerror or error}", place=_place(task))
        except Exception as error:  # one bad block never ends a run
            failure = failure_of(error, place=_place(task))
        return Result(read=1, failures=[failure])

    def _shrunk(self, block: bytes, place: str | None) -> Result:
        """The whole rows that are left of a block whose file has become shorter."""
        whole = block[: block.rfind(b"\n") + 1]
        result = self._rows(whole, ()) if whole else Result()
        result.read += 1
        message = "the file became shorter while it was read"
        result.failures.append(Failure("changed", message, place=place))
        return result

    def prepare(self, task: Batch) -> None:
        """Load what texts with posts need if ``task`` holds any: processes forked afterwards share it."""
        if not isinstance(task, RowBlock) or task.too_long or self.work.reading.kind == "html":
            return
        with suppress(Exception):  # what is wrong is told by whoever does the task
            if ATTRIBUTION.search(bytes_of(task)):
                scan_document(Document("", _POST), self.work.options)

    def _rows(self, block: bytes, aside: Aside) -> Result:
        result = Result(size=len(block))
        lines_above = _LinesAbove(block)
        copied = 0
        for start, end, worth in rows_of(block, self.hits, self.check):
            result.lines += 1
            if start in aside:
                continue
            if not worth:
                result.read += 1
                result.scanned += 1
                continue
            raw = block[start:end]
            if not raw.strip():
                continue
            result.read += 1
            changed = self._row(raw, start, lines_above, result)
            if changed is not None:
                result.rows += (block[copied:start], changed)
                copied = end
        if self.work.articles:
            result.rows.append(block[copied:])
        return result

    def _row(self, raw: bytes, offset: int, lines_above: _LinesAbove, result: Result) -> bytes | None:
        """Scan the row at ``offset``; its article if it holds embeds and articles are wanted."""
        reading, doc = self.work.reading, None
        self.watch(offset)
        try:
            check_size(len(raw), reading.max_size)
            row = rows.load(raw)
            doc = rows.id_of(row, reading.id_field)
            text = rows.text_of(row, reading.field)
            if not text:
                result.skipped["empty"] += 1
                return None
            kind = kind_of(text, reading.kind)
            scan = self._scan(Document(doc or "", text, kind))
            stored = self._stored(scan, self._about_row(row) if scan.embeds else NOTHING)
            prose = main_text(scan.prose) if self._extracts(kind) else scan.prose
            self._answers(scan, result, None if doc else lines_above.at(offset))
            changed = None
            if self.work.articles and (stored is not None or prose is not scan.prose):
                embeds = stored.array() if stored is not None else None
                changed = rows.with_prose(raw, row, reading.field, prose, embeds)
        except Exception as error:  # one bad document never ends a run
            result.failures.append(
                failure_of(error, doc=doc, line=lines_above.at(offset), offset=offset, size=len(raw))
            )
            return None
        if doc is None and stored is not None:
            first, line = len(result.records), lines_above.at(offset)
            result.unnamed += ((first + n, line) for n in range(len(stored.records)))
        _count(result, stored)
        return changed

    def _documents(self, task: DocumentBlock, aside: Aside) -> Result:
        result = Result()
        for number, item in enumerate(task.items):
            if number in aside:
                continue
            result.read += 1
            if item.skip is not None:
                result.skipped[item.skip] += 1
                continue
            self.watch(number)
            try:
                self._document(item, number, result)
            except Exception as error:  # one bad document never ends a run
                result.failures.append(failure_of(error, doc=item.id, place=item.place))
        return result

    def _document(self, item: InputDocument, number: int, result: Result) -> None:
        found = decode(item, self.work.reading)
        if not found.text:
            result.skipped["empty"] += 1
            return
        scan = self._scan(Document(item.id, found.text, found.kind))
        about = NOTHING
        if scan.embeds:
            url = item.url or (url_of_page(found.text) if found.kind == "html" else None)
            about = _about_document(url, item.date, item.kept)
        stored = self._stored(scan, about)
        self._answers(scan, result)
        article = self._article(number, found, scan, stored) if self.work.articles else None
        result.size += len(found.text)
        _count(result, stored)
        if article is not None:
            result.articles.append(article)

    def _article(self, number: int, found: Decoded, scan: Scan, stored: _Stored | None) -> Article | None:
        embeds = stored.array() if stored is not None else None
        if self._extracts(found.kind):
            prose = main_text(scan.prose)
            return Article(number, prose, embeds, prose.encode("utf-8", "replace"))
        if self.work.whole or stored is not None:
            data = without(found, scan.removed) if scan.removed else None
            return Article(number, scan.prose, embeds, data)
        return None

    def _extracts(self, kind: DocumentKind) -> bool:
        return self.work.extract and kind == "html"

    def _scan(self, document: Document) -> Scan:
        with self.limit:
            return scan_document(document, self.work.options)

    def _answers(self, scan: Scan, result: Result, line: int | None = None) -> None:
        """Keep the questions about a scan; ``line`` is the line of a row without id."""
        if scan.answers is None:
            return
        result.corrected |= scan.answers.used
        for question in scan.answers.questions if self.work.options.questions else ():
            if line is not None:
                result.unnamed_questions.append((len(result.questions), line))
            result.questions.append(rows.dumps(to_dict(question)))

    def _about_row(self, row: dict[str, Any]) -> dict[str, Any]:
        reading = self.work.reading
        kept = kept_values(row, reading.keep, reading.field) if reading.keep else None
        return _about_document(url_of_row(row), None, kept)

    def _stored(self, scan: Scan, about: dict[str, Any]) -> _Stored | None:
        """What there is to store of ``scan``; None where it found nothing.

        ``about`` is what each record says of its document beside the id.
        """
        if not scan.embeds:
            return None
        stored = _Stored(removed=sum(end - start for start, end in scan.removed))
        for embed in scan.embeds:
            record = embed.to_dict()
            stored.found[embed.platform or "", embed.kind, embed.confidence] += 1
            if self.work.records:
                stored.records.append(rows.dumps(record | about))
            if self.work.articles:
                del record["doc"]
                stored.embeds.append(rows.dumps(record))
        return stored


@dataclass(slots=True)
class _Stored:
    """The records of one document as JSON, its embeds (without ``doc``) as JSON, and their counts."""

    records: list[bytes] = field(default_factory=list)
    embeds: list[bytes] = field(default_factory=list)
    found: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    removed: int = 0

    def array(self) -> bytes:
        """The embeds as a JSON array."""
        return b"[" + b",".join(self.embeds) + b"]"


def _count(result: Result, stored: _Stored | None) -> None:
    """Count one document as scanned, with what it holds."""
    result.scanned += 1
    if stored is not None:
        result.holding += 1
        result.removed += stored.removed
        result.found.update(stored.found)
        result.records += stored.records


class _LinesAbove:
    """The number of the row at an offset of ``block``, from 0; offsets are asked for in order."""

    def __init__(self, block: bytes) -> None:
        self._block = block
        self._offset = self._line = 0

    def at(self, offset: int) -> int:
        self._line += self._block.count(b"\n", self._offset, offset)
        self._offset = offset
        return self._line


def line_of(block: bytes, offset: int) -> int:
    """The number of the row at ``offset`` of ``block``, from 0."""
    return block.count(b"\n", 0, offset)


def _unwatched(_number: int) -> None:
    """Nobody asks which document it is."""


def _about_document(url: str | None, date: str | None, kept: dict[str, Any] | None) -> dict[str, Any]:
    """What a record says of its document beside the id: where and when it was published, its kept columns.

    A kept column called ``doc_url`` replaces ``url``, also for the outlet.
    """
    kept = kept or {}
    url = kept.get("doc_url", url)
    if url is None:
        return kept
    return {"doc_url": url, "doc_date": date, "outlet": outlet_of(url), **kept}


def _place(task: Batch) -> str:
    """What messages call ``task``."""
    return task.items[0].place if isinstance(task, DocumentBlock) else task.name


def _too_long(task: RowBlock, limit: int | None) -> Result:
    failure = failure_of(
        _oversize(task.end - task.start, limit), line=0, offset=0, size=task.end - task.start
    )
    return Result(read=1, lines=1, failures=[failure])


def _oversize(size: int, limit: int | None) -> ReadError:
    return ReadError("size", f"{size:,} bytes are more than --max-size {limit:,}")


def check_size(size: int, limit: int | None) -> None:
    """Raise ReadError (``size``) for a document of ``size`` bytes over ``limit``."""
    if limit is not None and size > limit:
        raise _oversize(size, limit)


def failure_of(
    error: Exception,
    *,
    doc: str | None = None,
    place: str | None = None,
    line: int | None = None,
    offset: int | None = None,
    size: int | None = None,
) -> Failure:
    """The failure that ``error`` means for a document."""
    if isinstance(error, ReadError):
        return Failure(error.kind, error.message, doc, place, line, offset, size)
    if isinstance(error, MemoryError):
        return Failure("memory", FAILURE_KINDS["memory"], doc, place, line, offset, size)
    message = f"{type(error).__name__}: {error}; please report it with this document"
    return Failure("error", message, doc, place, line, offset, size)
