"""One task done: the documents of a block scanned, and everything that came of them counted.

Runs in a worker process or right here; knows nothing of other blocks, files or outputs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from embedparse.batch.limits import time_limit
from embedparse.batch.prefilter import Sieve, every_row, key_of, sieve_for, suspects
from embedparse.batch.tasks import Article, Failure, Result, Work
from embedparse.models import Document, Scan
from embedparse.pipeline import scan_document
from embedparse.readers import rows
from embedparse.readers.blocks import DocumentBlock, Item, ReadError, Task
from embedparse.readers.files import decode
from embedparse.readers.jsonl import bytes_of
from embedparse.readers.kinds import kind_of

#: Told before each document: its line (or number) in the block, so that a death can be traced to it.
Watch = Callable[[int], None]
Aside = Collection[int]


class Performer:
    """Does tasks, one after the other. One object per process: it holds the compiled prefilter."""

    def __init__(self, work: Work, watch: Watch | None = None) -> None:
        self.work = work
        self.watch = watch or (lambda _number: None)
        self.sieve: Sieve | None = sieve_for(work)

    def __call__(self, task: Task, aside: Aside = ()) -> Result:
        """Scan ``task``; documents whose line or number is in ``aside`` are not touched or counted."""
        if isinstance(task, DocumentBlock):
            return self._documents(task, aside)
        block = bytes_of(task)
        if self.sieve is not None:
            result = self._rows(block, suspects(block, self.sieve), aside)
            if block.count(key_of(self.work.field)) >= result.read:
                return result
            # fewer keys than rows: some row lacks the field, and only decoding tells which
        return self._rows(block, every_row(block), aside)

    def _rows(self, block: bytes, ranges: Iterable[tuple[int, int]], aside: Aside) -> Result:
        result = Result(size=len(block))
        line = position = copied = blank = 0
        for start, end in ranges:
            line += block.count(b"\n", position, start)
            position = start
            raw = block[start:end]
            if not raw.strip():
                blank += 1
            elif line not in aside:
                changed = self._row(raw, line, start, result)
                if changed is not None:
                    result.rows += (block[copied:start], changed)
                    copied = end
        if self.work.articles:
            result.rows.append(block[copied:])
        line += block.count(b"\n", position) + (not block.endswith(b"\n"))
        result.lines = line
        result.read = line - blank - len(aside)
        result.settle()
        return result

    def _row(self, raw: bytes, line: int, offset: int, result: Result) -> bytes | None:
        """Scan one row; its article if it holds embeds and articles are wanted."""
        work, doc = self.work, None
        self.watch(line)
        try:
            check_size(len(raw), work.max_size)
            row = rows.load(raw)
            doc = rows.id_of(row, work.id_field)
            text = rows.text_of(row, work.field)
            if not text or text.isspace():
                result.skipped["empty"] += 1
                return None
            scan = self._scan(Document(doc or "", text, kind_of(text, work.kind)))
        except Exception as error:  # one bad document never ends a run
            result.failures.append(failure_of(error, doc=doc, line=line, offset=offset, size=len(raw)))
            return None
        if not scan.embeds:
            return None
        if doc is None and work.records:
            first = len(result.records)
            result.unnamed += ((first + n, line) for n in range(len(scan.embeds)))
        embeds = self._keep(scan, result)
        return rows.with_prose(raw, row, work.field, scan.prose, embeds) if work.articles else None

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
        result.settle()
        return result

    def _document(self, item: Item, number: int, result: Result) -> None:
        text, kind, encoding = decode(item, self.work.kind, self.work.encoding, self.work.max_size)
        result.size += len(text)
        if not text or text.isspace():
            result.skipped["empty"] += 1
            return
        scan = self._scan(Document(item.id, text, kind))
        embeds = self._keep(scan, result) if scan.embeds else None
        if self.work.whole or (self.work.articles and embeds is not None):
            result.articles.append(Article(number, scan.prose, embeds, encoding))

    def _scan(self, document: Document) -> Scan:
        with time_limit(self.work.timeout):
            return scan_document(document, self.work.options)

    def _keep(self, scan: Scan, result: Result) -> bytes:
        """Count and store the records of ``scan``; its embeds as a JSON array, without ``doc``."""
        result.holding += 1
        inner: list[bytes] = []
        for embed in scan.embeds:
            record = embed.to_dict()
            result.found[embed.platform, embed.kind, embed.confidence] += 1
            if self.work.records:
                result.records.append(rows.dumps(record))
            if self.work.articles:
                del record["doc"]
                inner.append(rows.dumps(record))
        return b"[" + b",".join(inner) + b"]"


def check_size(size: int, limit: int | None) -> None:
    """Raise ReadError (``size``) for a document of ``size`` bytes over ``limit``."""
    if limit is not None and size > limit:
        raise ReadError("size", f"{size:,} bytes are more than --max-size {limit:,}")


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
    message = f"{type(error).__name__}: {error}; please report it with this document"
    return Failure("error", message, doc, place, line, offset, size)
