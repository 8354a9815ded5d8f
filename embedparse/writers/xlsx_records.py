"""Records as a spreadsheet that opens rightly: ids as text, dates as dates, URLs as links, no formulas.

Limits of the format (Excel specifications and limits, support.microsoft.com): rows of a sheet,
characters of a cell, links of a sheet. What is over the first goes on to the next sheet, a longer
cell is cut, both with a message; URLs over the last are text.
"""

from __future__ import annotations

import datetime
import os
import shutil
from collections import Counter
from collections.abc import Iterable
from typing import Any

from embedparse.models import MissingPackageError
from embedparse.stderr import tell
from embedparse.writers.csv_records import cell
from embedparse.writers.schema import COLUMNS, NUMBERS, KeptColumns

ROWS = 1_048_576
"""Rows of a sheet, its header included."""
CELL = 32_767
"""UTF-16 code units of a cell."""
LINKS = 65_530
"""Links of a sheet."""
_URL = 2_079
_DIGITS = 10**15
"""Integers from here on lose digits in a spreadsheet, whose numbers are doubles: they are text."""
_FIRST_YEAR = 1900
_CREATED = datetime.datetime(1980, 1, 1)
"""The time of making that a workbook holds, the first of its archive: equal records give equal bytes."""
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_FORMATS = {datetime.date: "yyyy-mm-dd", datetime.datetime: "yyyy-mm-dd hh:mm:ss.000"}
_TIMES = ("date", "posted_at", "doc_date")
_URLS = ("url", "doc_url")
_WIDTHS = {"body": 60, "doc": 24, "url": 40, "doc_url": 40, "date": 11, "posted_at": 23, "author": 20}
_WIDTH = 12


def xlsxwriter() -> Any:
    """XlsxWriter. Raises UsageError where it is not installed."""
    try:
        import xlsxwriter
    except ImportError:
        raise MissingPackageError("A spreadsheet (.xlsx)", "xlsx") from None
    return xlsxwriter


def write_xlsx(records: Iterable[dict[str, Any]], path: str, columns: KeptColumns) -> None:
    """Write ``records``, which are read twice, to a workbook at ``path``. Raises OSError.

    The sheets are put together in a folder beside it, which is removed, also when a killed run left one.
    """
    library = xlsxwriter()
    names = (*COLUMNS, *columns.types(records))
    sheets = f"{path}.sheets"
    shutil.rmtree(sheets, ignore_errors=True)
    os.mkdir(sheets, 0o700)
    try:
        workbook = library.Workbook(path, {**_OPTIONS, "tmpdir": sheets})
        workbook.use_zip64()
        workbook.set_properties({"created": _CREATED})
        book = _Book(workbook, names)
        for record in records:
            book.add(record)
        workbook.close()
    except library.exceptions.XlsxFileError as error:
        raise OSError(str(error)) from error
    finally:
        shutil.rmtree(sheets, ignore_errors=True)
    for message in book.messages():
        tell(f"embedparse: {message}")


class _Book:
    """The sheets of a workbook, filled row by row."""

    def __init__(self, workbook: Any, names: tuple[str, ...]) -> None:
        self._workbook = workbook
        self._names = names
        self._header = workbook.add_format({"bold": True})
        self._formats = {kind: workbook.add_format({"num_format": text}) for kind, text in _FORMATS.items()}
        self._counts: Counter[str] = Counter()
        self._sheet: Any = None
        self._row = self._links = 0
        self._begin_sheet()

    def _begin_sheet(self) -> None:
        self._counts["sheets"] += 1
        number = self._counts["sheets"]
        self._sheet = self._workbook.add_worksheet("records" if number == 1 else f"records {number}")
        self._sheet.freeze_panes(1, 0)
        for column, name in enumerate(self._names):
            self._sheet.set_column(column, column, _WIDTHS.get(name, _WIDTH))
            self._sheet.write_string(0, column, self._cut(name), self._header)
        self._row, self._links = 1, 0

    def add(self, record: dict[str, Any]) -> None:
        """Write one row."""
        if self._row == ROWS:
            self._begin_sheet()
        for column, name in enumerate(self._names):
            value = record.get(name)
            if value is not None:
                self._write(column, name, value)
        self._row += 1
        self._counts["records"] += 1

    def _write(self, column: int, name: str, value: Any) -> None:
        time = _time_of(value) if name in _TIMES else None
        if time is not None:
            self._sheet.write_datetime(self._row, column, time, self._formats[type(time)])
        elif isinstance(value, bool):
            self._sheet.write_boolean(self._row, column, value)
        elif isinstance(value, int | float) and abs(value) < _DIGITS and _is_number(name):
            self._sheet.write_number(self._row, column, value)
        else:
            self._write_text(column, name, cell(value, name))

    def _write_text(self, column: int, name: str, text: str) -> None:
        link = (name in _URLS or name not in COLUMNS) and text.startswith(("https://", "http://"))
        if link and self._links < LINKS and len(text) <= _URL and not set(text) & set(" \t\r\n"):
            self._links += 1
            self._sheet.write_url(self._row, column, text, string=text)
        elif text:
            self._sheet.write_string(self._row, column, self._cut(text))

    def _cut(self, text: str) -> str:
        if len(text) <= CELL // 2 or len(text.encode("utf-16-le", "surrogatepass")) <= 2 * CELL:
            return text
        self._counts["cut"] += 1
        return text.encode("utf-16-le", "surrogatepass")[: 2 * CELL].decode("utf-16-le", "ignore")

    def messages(self) -> list[str]:
        """What did not fit, one line each."""
        lines = []
        if self._counts["sheets"] > 1:
            lines.append(
                f"{self._counts['records']:,} records are more than the {ROWS:,} rows of a sheet:"
                f" they are on {self._counts['sheets']} sheets"
            )
        if self._counts["cut"]:
            cells = "1 cell was" if self._counts["cut"] == 1 else f"{self._counts['cut']:,} cells were"
            lines.append(f"{cells} longer than a spreadsheet allows, and cut after {CELL:,} characters")
        return lines


def _is_number(name: str) -> bool:
    return name in NUMBERS or name == "border_probability" or name not in COLUMNS


def _time_of(value: Any) -> datetime.date | datetime.datetime | None:
    """``value`` as a date or as a time in UTC without its zone; None if it is neither."""
    if not isinstance(value, str):
        return None
    try:
        if len(value) == len("2020-05-01"):
            date = datetime.date.fromisoformat(value)
            return date if date.year >= _FIRST_YEAR else None
        time = datetime.datetime.fromisoformat(value)
        if time.tzinfo is not None:
            time = time.astimezone(datetime.UTC).replace(tzinfo=None)
        return time if time.year >= _FIRST_YEAR else None
    except (ValueError, OverflowError):
        return None
