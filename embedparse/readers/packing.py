"""Neighbouring documents of an input, packed into batches for the workers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from embedparse.inputs import Batch, DocumentBlock, InputDocument, InputUnit, RowBlock, TableRow

_ITEMS = 64
"""Documents that travel together, at most: few enough that one slow one does not hold up many."""
_SIZE = 1 << 20
"""Characters or bytes that travel together, about."""


def pack(units: Iterable[tuple[int, int, InputUnit]]) -> Iterator[Batch]:
    """Units, each with its source and its number in it, as tasks: neighbouring documents together."""
    items: list[InputDocument] = []
    rows: list[Any] = []
    size, last = 0, (0, 0)

    def packed() -> DocumentBlock:
        block = DocumentBlock(last[0], tuple(items), last, tuple(rows) if any(rows) else ())
        items.clear()
        rows.clear()
        return block

    for source, number, unit in units:
        if isinstance(unit, RowBlock):
            if items:
                yield packed()
            yield unit._replace(after=(source, number + 1))
            size = 0
            continue
        item = unit.item if isinstance(unit, TableRow) else unit
        items.append(item)
        rows.append(unit.row if isinstance(unit, TableRow) else None)
        size += item.size
        last = (source, number + 1)
        if len(items) >= _ITEMS or size >= _SIZE:
            yield packed()
            size = 0
    if items:
        yield packed()
