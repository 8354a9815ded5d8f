"""Records as CSV or TSV: every value as it is.

UTF-8, CRLF line ends, quotes where the format needs them, null as an empty cell. Lists are in one
cell, their parts separated by a blank (no part holds one, except in ``evidence`` and kept columns:
a semicolon, and JSON); spans are ``start-end``.

For spreadsheets (``--csv-safe``) the file begins with a byte order mark, so that Excel reads UTF-8,
and a cell that a spreadsheet would change gets an apostrophe in front: what it would take for a
formula (``=``, ``+``, ``-``, ``@`` and their wide forms, tab, line breaks), numbers of more than 15
digits, such as post ids, and ids that look like numbers: ``007``, ``12e5``. So does a cell that
`without_apostrophe` would otherwise take for such a one.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from embedparse.readers.rows import dumps
from embedparse.writers.part import Compressed, FileSink, OverSink, Sink, State
from embedparse.writers.schema import COLUMNS, KeptColumns

BYTE_ORDER_MARK = "\ufeff"
_CHANGED = re.compile(r"'*(?:[=+\-@＝＋－＠\t\r\n]|0\d+\Z|\d{16,}\Z|\d+[eE]\d+\Z)")
_SEPARATORS = {"evidence": "; "}
_BATCH = 1000


class CsvRecords(OverSink):
    """One record a row, under a header."""

    def __init__(
        self, sink: Sink, delimiter: str, names: tuple[str, ...], *, safe: bool = False, begun: bool = False
    ) -> None:
        """``names`` are the columns; ``safe``: for spreadsheets; ``begun``: the header is written."""
        super().__init__(sink)
        self._delimiter = delimiter
        self._names = names
        self._safe = safe
        self._begun = begun

    def take(self, records: list[bytes]) -> None:
        self.add(map(json.loads, records))

    def add(self, records: Iterable[dict[str, Any]]) -> None:
        """Write a row for each of ``records``."""
        self._write(list(map(self._cells, records)))

    def _cells(self, record: dict[str, Any]) -> list[str]:
        cells = [cell(record.get(name), name) for name in self._names]
        return [with_apostrophe(text) for text in cells] if self._safe else cells

    def _write(self, rows: list[list[str]]) -> None:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self._delimiter, lineterminator="\r\n")
        if not self._begun:
            text.write(BYTE_ORDER_MARK * self._safe)
            writer.writerow(map(with_apostrophe, self._names) if self._safe else self._names)
            self._begun = True
        writer.writerows(rows)
        self._sink.write(text.getvalue().encode("utf-8", "replace"))

    def sync(self) -> State:
        self._write([])
        return super().sync()

    def finish(self) -> None:
        self._write([])  # an archive without a post gives a header all the same
        super().finish()


def csv_writer(
    delimiter: str, compress: Callable[[bytes], bytes] | None, *, safe: bool
) -> Callable[[Iterable[dict[str, Any]], str, KeptColumns], None]:
    """What writes a whole file of records, whose columns are only known once all were read."""

    def write(records: Iterable[dict[str, Any]], path: str, columns: KeptColumns) -> None:
        names = (*COLUMNS, *columns.types(records))
        rows = iter(records)
        sink: Sink = FileSink(path)
        table = CsvRecords(Compressed(sink, compress) if compress else sink, delimiter, names, safe=safe)
        while batch := list(islice(rows, _BATCH)):
            table.add(batch)
        table.finish()

    return write


def cell(value: Any, name: str) -> str:
    """``value`` of the column ``name`` as a cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and name in COLUMNS:
        parts = (f"{part[0]}-{part[1]}" if isinstance(part, list) else str(part) for part in value)
        return _SEPARATORS.get(name, " ").join(parts)
    return dumps(value).decode()


def with_apostrophe(text: str) -> str:
    """A cell as it opens unchanged in a spreadsheet."""
    return "'" + text if _CHANGED.match(text) else text


def without_apostrophe(text: str) -> str:
    """The cell that `with_apostrophe` made ``text`` of."""
    return text[1:] if text.startswith("'") and _CHANGED.match(text, 1) else text


def parts_of(name: str, text: str) -> list[str]:
    """The list that `cell` made ``text`` of; ``name`` is the column's."""
    return [part for part in text.split(_SEPARATORS.get(name, " ")) if part]
