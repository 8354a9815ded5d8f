"""One task done: the documents of a block scanned, and everything found in them counted.

Runs in a worker process or right here; knows nothing of other blocks, files or outputs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from functools import cached_property
from typing import Any

from embedparse.batch.limits import TimeLimit
from embedparse.batch.original import without
from embedparse.batch.stored import Stored, about_document
from embedparse.extract import main_text
from embedparse.fields.own_links import SHORTENERS
from embedparse.inputs import (
    FAILURE_KINDS,
    Batch,
    DocumentBlock,
    FieldPath,
    InputDocument,
    ReadError,
    RowBlock,
)
from embedparse.jobs import Article, Failure, FieldProse, Result, ScanConfig
from embedparse.models import Document, DocumentKind, Scan
from embedparse.outlets import url_of_page, url_of_row
from embedparse.pipeline import scan_document
from embedparse.prefilter.confirm import ATTRIBUTION
from embedparse.prefilter.field_check import FieldCheck
from embedparse.prefilter.hyperscan_filter import HyperscanFilter, Worth, filter_for, rows_of
from embedparse.questions import to_dict
from embedparse.readers import rows
from embedparse.readers.files import Decoded, decoded_texts
from embedparse.readers.html_sniff import kind_of
from embedparse.readers.jsonl import BLOCK, bytes_of
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
        self.check = FieldCheck(*work.reading.fields, max_size=work.reading.max_size)
        self.limit = TimeLimit(work.timeout)
        _keep_freed_memory()

    @cached_property
    def hits(self) -> HyperscanFilter | None:
        """The filter for rows, compiled when the first are there."""
        return filter_for(self.work)

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
        """Load what rows need, and texts with posts if ``task`` holds any: forked processes share it."""
        if not isinstance(task, RowBlock) or task.too_long:
            return
        with suppress(Exception):  # whoever does the task reports what is wrong
            if self.hits is not None and self.work.reading.kind == "html":
                return
            if ATTRIBUTION.search(bytes_of(task)):
                scan_document(Document("", _POST), self.work.options)

    def _rows(self, block: bytes, aside: Aside) -> Result:
        result = Result(size=len(block))
        copied = 0
        for start, end, worth, number in rows_of(block, self.hits, self.check):
            result.lines += number
            if not worth:
                scanned = number - sum(1 for offset in aside if start <= offset < end)
                result.read += scanned
                result.scanned += scanned
                continue
            if start in aside:
                continue
            raw = block[start:end]
            if not raw.strip():
                result.blank += 1
                continue
            result.read += 1
            changed = self._row(raw, start, result, only_links=worth == Worth.LINKS)
            if changed is not None:
                result.rows += (block[copied:start], changed)
                copied = end
        if self.work.articles:
            result.rows.append(block[copied:])
        return result

    def _row(self, raw: bytes, offset: int, result: Result, *, only_links: bool) -> bytes | None:
        """Scan the row at ``offset``; its article if it holds embeds and articles are wanted.

        ``only_links``: nothing else can be found in its texts.
        """
        reading, doc = self.work.reading, None
        self.watch(offset)
        try:
            check_size(len(raw), reading.max_size)
            row = rows.load(raw)
            doc = rows.id_of(row, reading.id_field)
            texts = {path: text for path, text in rows.texts_of(row, reading.fields).items() if text}
            if not texts:
                result.skipped["empty"] += 1
                return None
            kinds = {path: kind_of(text, reading.kind) for path, text in texts.items()}
            documents = {path: Document(doc or "", texts[path], kinds[path], only_links) for path in texts}
            scans = {path: self._scan(document) for path, document in documents.items()}
            about = self._about_row(row) if any(scan.embeds for scan in scans.values()) else NOTHING
            stored = Stored.of(scans.items(), about, self.work)
            changed = self._changed(raw, row, scans, kinds, stored) if self.work.articles else None
        except Exception as error:  # one bad document never ends a run
            at = {"line": result.lines - 1, "row": result.row, "offset": offset, "size": len(raw)}
            result.failures.append(failure_of(error, doc=doc, **at))
            return None
        if doc is None and stored is not None:
            first = len(result.records)
            result.unnamed += ((first + n, result.row) for n in range(len(stored.records)))
        for scan in scans.values():
            self._answers(scan, result, None if doc else result.row)
        _count(result, stored)
        return changed

    def _changed(
        self,
        raw: bytes,
        row: dict[str, Any],
        scans: dict[FieldPath, Scan],
        kinds: dict[FieldPath, DocumentKind],
        stored: Stored | None,
    ) -> bytes | None:
        """The row without the embeds of its texts; None where it stays as it is."""
        proses = {
            path: main_text(scan.prose) if self._extracts(kinds[path]) else scan.prose
            for path, scan in scans.items()
            if scan.embeds or self._extracts(kinds[path])
        }
        if not proses:
            return None
        return rows.with_prose(raw, row, proses, stored.array() if stored is not None else None)

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
        found = decoded_texts(item, self.work.reading)
        if not found:
            result.skipped["empty"] += 1
            return
        scans = {path: self._scan(Document(item.id, text.text, text.kind)) for path, text in found.items()}
        about = NOTHING
        if any(scan.embeds for scan in scans.values()):
            first = next(iter(found.values()))
            url = item.url or (url_of_page(first.text) if first.kind == "html" else None)
            about = about_document(url, item.date, item.kept)
        stored = Stored.of(scans.items(), about, self.work)
        for scan in scans.values():
            self._answers(scan, result)
        article = self._article(number, found, scans, stored) if self.work.articles else None
        result.size += sum(len(text.text) for text in found.values())
        _count(result, stored)
        if article is not None:
            result.articles.append(article)

    def _article(
        self,
        number: int,
        found: dict[FieldPath, Decoded],
        scans: dict[FieldPath, Scan],
        stored: Stored | None,
    ) -> Article | None:
        extracts = any(self._extracts(text.kind) for text in found.values())
        if not (self.work.whole or stored is not None or extracts):
            return None
        embeds = stored.array() if stored is not None else None
        first, *others = (self._prose(path, found[path], scans[path]) for path in found)
        return Article(number, first.prose, embeds, first.data, first.field, tuple(others))

    def _prose(self, path: FieldPath, found: Decoded, scan: Scan) -> FieldProse:
        if self._extracts(found.kind):
            prose = main_text(scan.prose)
            return FieldProse(path, prose, prose.encode("utf-8", "replace"))
        return FieldProse(path, scan.prose, without(found, scan.removed) if scan.removed else None)

    def _extracts(self, kind: DocumentKind) -> bool:
        return self.work.extract and kind == "html"

    def _scan(self, document: Document) -> Scan:
        with self.limit:
            return scan_document(document, self.work.options)

    def _answers(self, scan: Scan, result: Result, row: int | None = None) -> None:
        """Keep the questions about a scan; ``row`` is the number of a row without id."""
        if scan.answers is None:
            return
        result.corrected |= scan.answers.used
        for question in scan.answers.questions if self.work.options.questions else ():
            if row is not None:
                result.unnamed_questions.append((len(result.questions), row))
            result.questions.append(rows.dumps(to_dict(question)))

    def _about_row(self, row: dict[str, Any]) -> dict[str, Any]:
        reading = self.work.reading
        kept = kept_values(row, reading.keep, reading.fields) if reading.keep else None
        return about_document(url_of_row(row), None, kept)


def _count(result: Result, stored: Stored | None) -> None:
    """Count one document as scanned, with what it holds."""
    result.scanned += 1
    if stored is not None:
        result.holding += 1
        result.removed += stored.removed
        result.found.update(stored.found)
        result.records += stored.records


def _keep_freed_memory() -> None:
    """Have the C library keep the memory of a block for the next one, a third of the time of reading it.

    glibc raises what it keeps to the largest piece that was freed (mallopt(3), M_MMAP_THRESHOLD).
    """
    bytes(4 * BLOCK)


def lines_above(block: bytes, offset: int) -> tuple[int, int]:
    """How many lines are before ``offset`` of ``block``, and how many of them are rows."""
    lines = block[:offset].split(b"\n")[:-1]
    return len(lines), sum(1 for line in lines if line.strip())


def _unwatched(_number: int) -> None:
    """Nobody asks which document it is."""


def _place(task: Batch) -> str:
    """What messages call ``task``."""
    return task.items[0].place if isinstance(task, DocumentBlock) else task.name


def _too_long(task: RowBlock, limit: int | None) -> Result:
    size = task.end - task.start
    failure = failure_of(_oversize(size, limit), line=0, row=0, offset=0, size=size)
    return Result(read=1, lines=1, failures=[failure])


def _oversize(size: int, limit: int | None) -> ReadError:
    return ReadError("size", f"{size:,} bytes are more than --max-size {limit:,}")


def check_size(size: int, limit: int | None) -> None:
    """Raise ReadError (``size``) for a document of ``size`` bytes over ``limit``."""
    if limit is not None and size > limit:
        raise _oversize(size, limit)


def failure_of(error: Exception, **about: Any) -> Failure:
    """The failure that ``error`` means for a document; ``about``: the fields of `Failure` that are known."""
    if isinstance(error, ReadError):
        return Failure(error.kind, error.message, **about)
    if isinstance(error, MemoryError):
        return Failure("memory", FAILURE_KINDS["memory"], **about)
    message = f"{type(error).__name__}: {error}; please report it with this document"
    return Failure("error", message, **about)
