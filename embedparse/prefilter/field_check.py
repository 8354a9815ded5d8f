"""Whether a raw row of JSON Lines certainly holds a text, without making Python objects of it.

A row that the prefilter passes over is counted as scanned. It must therefore be a row that decoding
would have scanned: valid JSON in UTF-8, an object, with a text in the wanted field. Each row is
checked by itself; a row about which there is any doubt is decoded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import orjson

from embedparse.byte_search import find_bytes

#: Names that every JSON encoder writes alike, unless it hides letters behind escapes.
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_ .-]+")
#: What is between a key and the first character of its text.
JOINTS = (b': "', b':"')
#: The same with the first character of a text that is not empty.
_TEXT = re.compile(b"(?:" + b"|".join(JOINTS) + b')[^"]')
_BACKSLASH = ord("\\")


class FieldCheck:
    """Checks rows for a text in one field. One object per process: it holds a parser's memory."""

    def __init__(self, field: tuple[str, ...], max_size: int | None = None) -> None:
        """``field`` is a path into a row; rows of more than ``max_size`` bytes never pass."""
        self._field = field
        self._keys = [json.dumps(name, ensure_ascii=False).encode() for name in field]
        self._has_spellings = not all(map(_PLAIN_NAME.fullmatch, field))
        self._max_size = max_size
        self._parse = _parser()

    def passes(self, block: bytes, start: int, end: int) -> bool:
        """Whether the row ``block[start:end]`` certainly holds a text that is not empty."""
        if self._max_size is not None and end - start > self._max_size:
            return False
        key = self._keys[-1]
        at = find_bytes(block, key, start, end)
        if at < 0 or block[at - 1] == _BACKSLASH or _TEXT.match(block, at + len(key), end) is None:
            return False
        if self._has_spellings and block.find(b"\\", start, end) >= 0:
            return False
        row = self._parse(block[start:end])
        if row is None:
            return False
        if isinstance(row, dict):
            return bool(_text_in(row, self._field))
        if self._is_on_top(block, start, at):
            keys: list[str] = [*row.keys()]
            return keys.count(self._field[0]) == 1
        return self._is_inside(row, block, start, end)

    def _is_on_top(self, block: bytes, start: int, at: int) -> bool:
        """Whether a key at ``at`` belongs to the row itself, an object, seen from the brackets before it."""
        if len(self._keys) > 1 or block.find(b"[", start, at) >= 0:
            return False
        return block.count(b"{", start, at) == 1

    def _is_inside(self, row: Any, block: bytes, start: int, end: int) -> bool:
        """Whether the keys of ``row`` lead to the field, none of them being there twice."""
        if not all(_is_single(block, key, start, end) for key in self._keys):
            return False
        for name in self._field[:-1]:
            if name not in row.keys():  # noqa: SIM118 (no dict)
                return False
            row = row[name]
            if not hasattr(row, "keys"):
                return False
        return self._field[-1] in row.keys()  # noqa: SIM118


class FieldChecks:
    """Checks rows for a text in each of several fields: a row that lacks one is decoded."""

    def __init__(self, checks: list[FieldCheck]) -> None:
        self._checks = checks

    def passes(self, block: bytes, start: int, end: int) -> bool:
        """Whether the row ``block[start:end]`` certainly holds a text in every field."""
        return all(check.passes(block, start, end) for check in self._checks)


def check_for(fields: tuple[tuple[str, ...], ...], max_size: int | None = None) -> FieldCheck | FieldChecks:
    """The check of rows whose texts are in ``fields``; rows of more than ``max_size`` bytes never pass."""
    checks = [FieldCheck(field, max_size) for field in fields]
    return checks[0] if len(checks) == 1 else FieldChecks(checks)


def _is_single(block: bytes, key: bytes, start: int, end: int) -> bool:
    at = find_bytes(block, key, start, end)
    return at >= 0 and find_bytes(block, key, at + len(key), end) < 0


def _text_in(row: dict[str, Any], field: tuple[str, ...]) -> str | None:
    value: Any = row
    for name in field:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) else None


def _parser() -> Callable[[bytes], Any]:
    """What reads a row as an object with keys; None for anything else, and for odd numbers and escapes.

    simdjson reads several gigabytes a second, and is stricter than what decodes rows. It takes bytes
    faster than any view of them.
    """
    try:
        import simdjson
    except ImportError:
        return _parsed_by_orjson
    parse, kind = simdjson.Parser().parse, simdjson.Object

    def parsed(row: bytes) -> Any:
        try:
            found = parse(row)
        except (ValueError, RuntimeError):
            return None
        return found if isinstance(found, kind) else None

    return parsed


def _parsed_by_orjson(row: bytes) -> Any:
    try:
        found = orjson.loads(row)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None
