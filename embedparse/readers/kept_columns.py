"""Columns of an input row that its records carry (``--keep``): their values, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from embedparse.messages import did_you_mean
from embedparse.models import FIELD_NAMES, UsageError
from embedparse.readers.rows import dumps, keys_of, lookup
from embedparse.stderr import tell

#: A column by its keys, outermost first.
Path = tuple[str, ...]

ALL: Path = ("*",)
"""Stands for every column but the text."""

#: Keys of a record that say where its document is from. A kept column of this name replaces the value.
ORIGIN = ("doc_url", "doc_date", "outlet")
_TAKEN = {*FIELD_NAMES, "outlet", "field"}


def record_key(name: str) -> str:
    """The key under which a record carries the column ``name``.

    >>> record_key("title"), record_key("url"), record_key("doc_url")
    ('title', 'doc_url', 'doc_url')
    """
    return f"doc_{name}" if name in _TAKEN else name


def record_keys(paths: Iterable[Path]) -> tuple[str, ...]:
    """The keys that every record has for the columns ``paths``; none for `ALL`, whose columns vary by row.

    Raises:
        UsageError: two different columns would get the same key.
    """
    names = {".".join(path): record_key(".".join(path)) for path in paths if path != ALL}
    for name, key in names.items():
        other = next((other for other in names if other != name and names[other] == key), None)
        if other is not None:
            raise UsageError(
                f'--keep: the columns "{name}" and "{other}" would both be called "{key}" in a record.\n'
                "  Keep one of them. Nothing has been written."
            )
    return tuple(names.values())


def check_kept(place: str, row: dict[str, Any], paths: Iterable[Path], *, fixed: bool) -> None:
    """Say that ``row``, the first one of ``place``, lacks a column that is to be kept.

    Raises:
        UsageError: with ``fixed``, since then no other row has it either.
    """
    for path in paths:
        if path == ALL or _has(row, path):
            continue
        name = ".".join(path)
        hint = did_you_mean(name, row)
        if fixed:
            raise UsageError(
                f'--keep: {place} has no column "{name}".{hint}\n'
                f"  It has: {keys_of(row)}\n  Nothing has been written."
            )
        problem = f'the first row of {place} has no field "{name}".{hint}'
        tell(f"embedparse: --keep: {problem} It has: {keys_of(row)}")


def _has(row: Any, path: Path) -> bool:
    for key in path:
        if not isinstance(row, dict) or key not in row:
            return False
        row = row[key]
    return True


def kept_values(row: dict[str, Any], paths: Iterable[Path], texts: Iterable[Path]) -> dict[str, Any]:
    """What a record carries of ``row``: values by the record's keys; null for a column that the row lacks.

    ``texts`` are the paths of the article's text, which `ALL` leaves out.
    """
    kept: dict[str, Any] = {}
    for path in paths:
        if path == ALL:
            rest = row
            for text in texts:
                rest = _without(rest, text)
            kept |= {_free_key(name, rest): value for name, value in rest.items()}
        else:
            kept[record_key(".".join(path))] = lookup(row, path)
    for name in ORIGIN[:2]:  # text in every output
        value = kept.get(name)
        if value is not None and not isinstance(value, str):
            kept[name] = dumps(value).decode()
    return kept


def _free_key(name: str, row: dict[str, Any]) -> str:
    """The record's key for the column ``name``, unless another column of ``row`` is called so."""
    key = record_key(name)
    while key != name and key in row:
        key += "_2"
    return key


def _without(row: dict[str, Any], path: Path) -> dict[str, Any]:
    if path[0] not in row:
        return row
    inner = row[path[0]]
    if len(path) > 1 and isinstance(inner, dict):
        rest = _without(inner, path[1:])
        return {name: rest if name == path[0] else value for name, value in row.items()}
    return {name: value for name, value in row.items() if name != path[0]}
