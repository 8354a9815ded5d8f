"""Records as a SQLite database, ready for questions.

``embeds`` has one row a record, lists as JSON; ``links``, ``hashtags`` and ``mentions`` have one row
an entry. Document, handle, date and entry have an index, since they are asked for most.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from embedparse.readers.rows import dumps
from embedparse.writers.schema import COLUMNS, NUMBERS, KeptColumns, KeptType, row_of

_ENTRIES = ("links", "hashtags", "mentions")
_INDEXED = ("doc", "platform", "handle", "date")
_TYPES = dict.fromkeys(NUMBERS, "INTEGER") | {"border_probability": "REAL"}
_KEPT_TYPES: dict[KeptType, str] = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}


def write_sqlite(records: Iterable[dict[str, Any]], path: str, columns: KeptColumns) -> None:
    """Write ``records``, which are read twice, to a new database at ``path``."""
    kept = columns.types(records)
    database = sqlite3.connect(path)
    try:
        _create(database, _with_other_case(kept))
        places = ", ".join("?" * (1 + len(COLUMNS) + len(kept)))
        for number, record in enumerate(records, 1):
            values = map(record_value, row_of(record, kept).values())
            database.execute(f"INSERT INTO embeds VALUES ({places})", (number, *values))
            for name in _ENTRIES:
                database.executemany(
                    f"INSERT INTO {name} VALUES (?, ?)", ((number, entry) for entry in record[name])
                )
        for name in _INDEXED:
            database.execute(f'CREATE INDEX embeds_{name} ON embeds("{name}")')
        for name in _ENTRIES:
            database.execute(f"CREATE INDEX {name}_entry ON {name}(entry)")
        database.commit()
    finally:
        database.close()


def _create(database: sqlite3.Connection, kept: dict[str, KeptType]) -> None:
    types = {name: _TYPES.get(name, "TEXT") for name in COLUMNS}
    types |= {name: _KEPT_TYPES.get(kind, "TEXT") for name, kind in kept.items()}
    columns = ", ".join(f"{_quoted(name)} {kind}" for name, kind in types.items())
    database.execute(f"CREATE TABLE embeds (embed INTEGER PRIMARY KEY, {columns})")
    for name in _ENTRIES:
        database.execute(f"CREATE TABLE {name} (embed INTEGER REFERENCES embeds, entry TEXT)")


def _with_other_case(kept: dict[str, KeptType]) -> dict[str, KeptType]:
    """``kept`` with names that differ by more than case, which SQLite ignores."""
    named: dict[str, KeptType] = {}
    taken = {name.lower() for name in (*COLUMNS, "embed")}
    for name, kind in kept.items():
        free, number = name, 1
        while free.lower() in taken:
            number += 1
            free = f"{name}_{number}"
        taken.add(free.lower())
        named[free] = kind
    return named


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""').replace("\0", "") + '"'


def record_value(value: Any) -> Any:
    """``value`` as SQLite keeps it: lists as JSON."""
    return dumps(value).decode() if isinstance(value, list) else value
