"""Records as a SQLite database, ready for questions.

``embeds`` has one row a record, lists as JSON; ``links``, ``hashtags`` and ``mentions`` have one row
an entry. Indexes stand on what is asked for most: document, handle, date, entry.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

import orjson

from embedparse.writers.schema import COLUMNS

_ENTRIES = ("links", "hashtags", "mentions")
_TYPES = {"index": "INTEGER", "same_as": "INTEGER", "quoted_in": "INTEGER", "border_probability": "REAL"}
_INDEXED = ("doc", "platform", "handle", "date")


def write_sqlite(records: Iterable[dict[str, Any]], path: str) -> None:
    """Write ``records`` to a new database at ``path``."""
    database = sqlite3.connect(path)
    try:
        _create(database)
        places = ", ".join("?" * (len(COLUMNS) + 1))
        for number, record in enumerate(records, 1):
            database.execute(
                f"INSERT INTO embeds VALUES ({places})", (number, *map(record_value, _of(record)))
            )
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


def _create(database: sqlite3.Connection) -> None:
    columns = ", ".join(f'"{name}" {_TYPES.get(name, "TEXT")}' for name in COLUMNS)
    database.execute(f"CREATE TABLE embeds (embed INTEGER PRIMARY KEY, {columns})")
    for name in _ENTRIES:
        database.execute(f"CREATE TABLE {name} (embed INTEGER REFERENCES embeds, entry TEXT)")


def _of(record: dict[str, Any]) -> list[Any]:
    return [record.get(name) for name in COLUMNS]


def record_value(value: Any) -> Any:
    """``value`` as SQLite keeps it: lists as JSON."""
    return orjson.dumps(value).decode() if isinstance(value, list) else value
