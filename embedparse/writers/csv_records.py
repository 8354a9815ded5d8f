"""Records as CSV that opens rightly in a spreadsheet.

- A byte order mark, so that Excel reads UTF-8; CRLF line ends; cells with line breaks in quotes.
- Lists in one cell, their parts set apart by a blank (none holds one; those of the evidence do: by
  a semicolon); spans as ``start-end``.
- A cell that a spreadsheet would change gets an apostrophe in front: what it would take for a
  formula (``=``, ``+``, ``-``, ``@`` and their wide forms, tab, line breaks), numbers of more than 15
  digits, such as post ids, and ids that look like numbers: ``007``, ``12e5``. So does what would be
  taken for such a cell when it is read back.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import orjson

from embedparse.writers.part import OverSink, Sink, State
from embedparse.writers.schema import COLUMNS

_CHANGED = re.compile(r"'*(?:[=+\-@＝＋－＠\t\r\n]|0\d+\Z|\d{16,}\Z|\d+[eE]\d+\Z)")
_BETWEEN = {"evidence": "; "}


class CsvRecords(OverSink):
    """One record a row, under a header."""

    def __init__(self, sink: Sink, delimiter: str, *, begun: bool) -> None:
        super().__init__(sink)
        self._delimiter = delimiter
        self._begun = begun

    def take(self, records: list[bytes]) -> None:
        rows = [self._cells(json.loads(record)) for record in records]
        self._write(rows)

    def _cells(self, record: dict[str, Any]) -> list[str]:
        return [cell(record.get(name), _BETWEEN.get(name, " ")) for name in COLUMNS]

    def _write(self, rows: list[list[str]]) -> None:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self._delimiter, lineterminator="\r\n")
        if not self._begun:
            text.write("\ufeff")
            writer.writerow(COLUMNS)
            self._begun = True
        writer.writerows(rows)
        self._sink.write(text.getvalue().encode("utf-8", "replace"))

    def sync(self) -> State:
        self._write([])
        return super().sync()

    def finish(self) -> None:
        self._write([])  # an archive without a post gives a header all the same
        super().finish()


def cell(value: Any, between: str = " ") -> str:
    """``value`` as a cell, the parts of a list with ``between`` between them."""
    if value is None:
        return ""
    if isinstance(value, list):
        parts = (f"{part[0]}-{part[1]}" if isinstance(part, list) else str(part) for part in value)
        value = between.join(parts)
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return "'" + text if _CHANGED.match(text) else text


def bare(text: str) -> str:
    """A cell without the apostrophe that `cell` put in front of it."""
    return text[1:] if text.startswith("'") and _CHANGED.match(text, 1) else text


def parts_of(name: str, text: str) -> list[str]:
    """The list that `cell` made ``text`` of; ``name`` is the column's."""
    return [part for part in text.split(_BETWEEN.get(name, " ")) if part]
