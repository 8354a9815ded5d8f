"""The failures of an earlier run, read again: only the documents that they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from embedparse.inputs import InputUnit, RowBlock, TableRow
from embedparse.models import UsageError
from embedparse.readers.jsonl import bytes_of
from embedparse.readers.rows import loads

#: The file was read all the same: nothing of it has to be read again.
_NO_DOCUMENT = "mislabelled"
_KEYS = {"source", "place", "reason", "line", "offset", "size"}


@dataclass(slots=True)
class Failed:
    """What failed of one source: places of documents, rows by file and offset, or (``whole``) all of it.

    A source that could not be opened, or that was cut short, is read again as a whole.
    """

    whole: bool = False
    places: set[str] = field(default_factory=set)
    rows: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)


def load(paths: tuple[str, ...]) -> dict[str, Failed]:
    """What the failures files ``paths`` name, by source, in their order.

    Raises:
        UsageError: a file cannot be read, or was not written by ``--failures``.
    """
    found: dict[str, Failed] = {}
    for path in paths:
        try:
            with open(path, "rb") as lines:
                for number, line in enumerate(lines, 1):
                    _add(found, loads(line), f"{path}:{number}")
        except (OSError, ValueError) as error:
            raise UsageError(f"{path}: no failures file: {error}\n  Nothing has been written.") from None
    return found


def _add(found: dict[str, Failed], entry: Any, place: str) -> None:
    if not isinstance(entry, dict) or not entry.keys() >= _KEYS:
        raise UsageError(f"{place}: not written by --failures.\n  Nothing has been written.")
    if entry["reason"] == _NO_DOCUMENT:
        return
    failed = found.setdefault(entry["source"], Failed())
    if entry["offset"] is not None:
        file = entry["place"] if entry["line"] is None else entry["place"].rpartition(":")[0]
        failed.rows[file, entry["offset"]] = entry
    elif entry["place"] == entry["source"]:
        failed.whole = True
    else:
        failed.places.add(entry["place"])


def only(units: Iterator[InputUnit], failed: Failed) -> Iterator[InputUnit]:
    """Those of ``units`` that failed; of blocks the rows that did, each a block of its own."""
    for unit in units:
        if failed.whole:
            yield unit
        elif isinstance(unit, RowBlock):
            yield from _rows(unit, failed)
        elif (unit.item if isinstance(unit, TableRow) else unit).place in failed.places:
            yield unit


def _rows(block: RowBlock, failed: Failed) -> Iterator[RowBlock]:
    offsets = sorted(
        offset for file, offset in failed.rows if file == block.name and block.start <= offset < block.end
    )
    if not offsets:
        return
    data = None if block.too_long else bytes_of(block)
    for offset in offsets:
        entry = failed.rows[block.name, offset]
        size, line = entry["size"], entry["line"]
        row = None if data is None else data[offset - block.start :].split(b"\n", 1)[0] + b"\n"
        end = block.end if row is None else offset + (size or len(row))
        yield RowBlock(
            block.source,
            block.name,
            block.inside,
            offset,
            end,
            data=row,
            line=line - 1 if line else None,
            row=entry.get("row"),
            too_long=row is None,
        )
