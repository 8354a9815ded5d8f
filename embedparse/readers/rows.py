"""Rows: JSON objects, and the fields of them that hold a document."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import Any, AnyStr

import orjson

from embedparse.inputs import ReadError
from embedparse.messages import nearest
from embedparse.terminal_safe import one_line

_LONGEST_KEY = 60
_SHOWN_KEYS = 12
_EACH = "[]"
"""Behind a key: one document for each element of the list there."""
SMALL = 1 << 21
"""Bytes of a row that cannot hold too many values."""
_MOST_VALUES = 1_000_000
_DEEPEST = 1 << 11
"""Levels of brackets in a row, about twice as many as orjson reads."""


def load(raw: bytes) -> dict[str, Any]:
    """The JSON object of a row.

    Raises:
        ReadError: no valid JSON (``json``), not UTF-8 (``encoding``), no object (``not-an-object``), or
            millions of values in it (``size``).
    """
    check_values(raw, b",", b"[", b"{")
    try:
        row = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        row = _load_leniently(raw, error)
    if not isinstance(row, dict):
        raise ReadError("not-an-object", f"a row must be a JSON object, this is {_type_name(row)}")
    return row


def check_values(text: AnyStr, *openings: AnyStr) -> None:
    """Raise ReadError (``size``) if the JSON ``text`` may hold so many values that they fill the memory.

    ``openings``: the signs before a value. A value takes up to twenty times the room of its text.
    """
    if len(text) > SMALL and sum(map(text.count, openings)) > _MOST_VALUES:
        raise ReadError("size", f"it holds more than {_MOST_VALUES:,} values")


def _load_leniently(raw: bytes, error: Exception) -> Any:
    """What orjson refuses and Python reads: lone surrogates, NaN, huge numbers."""
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as undecodable:
        raise ReadError(
            "encoding",
            f"not valid UTF-8 at byte {undecodable.start} of the row; name the encoding with --encoding,"
            " for example: --encoding windows-1252",
        ) from None
    except RecursionError:
        raise ReadError("json", "the row is nested too deeply to read") from None
    except ValueError:
        raise ReadError("json", f"not valid JSON: {error}") from None


def dumps(value: Any) -> bytes:
    """JSON for ``value``; lone surrogates, which UTF-8 cannot hold, are written as escapes."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return _dump_leniently(value)


def _dump_leniently(value: Any) -> bytes:
    """What orjson refuses: lone surrogates, huge numbers, and values nested as deeply as it reads them."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit + _DEEPEST)
    try:
        return json.dumps(value, separators=(",", ":")).encode()
    finally:
        sys.setrecursionlimit(limit)


def loads(data: bytes) -> Any:
    """The value that `dumps` made ``data`` of."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:  # a lone surrogate as an escape
        return json.loads(data)


def lookup(row: dict[str, Any], path: tuple[str, ...]) -> Any:
    """The value at ``path``; None where the row has no such field."""
    value: Any = row
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def has_lists(path: tuple[str, ...]) -> bool:
    """Whether ``path`` says that it passes through a list: ``items[].body``."""
    return any(key.endswith(_EACH) for key in path)


def elements_of(
    row: dict[str, Any], path: tuple[str, ...]
) -> list[tuple[dict[str, Any], tuple[str, ...]]] | None:
    """The objects in the innermost list that ``path`` passes through, each with what is left of the path.

    None where it passes through none. A list of texts, where the path ends in ``[]``, gives an object
    for each of them.
    """
    value: Any = row
    for number, key in enumerate(path):
        if not isinstance(value, dict):
            return None
        name = key.removesuffix(_EACH)
        value, rest = value.get(key, value.get(name)), path[number + 1 :]
        if not isinstance(value, list):
            continue
        if not rest:
            return [({name: text}, (name,)) for text in value] if key != name else None
        found: list[tuple[dict[str, Any], tuple[str, ...]]] = []
        for element in value:
            if isinstance(element, dict):
                inner = elements_of(element, rest)
                found += [(element, rest)] if inner is None else inner
        return found
    return None


def text_of(row: dict[str, Any], path: tuple[str, ...]) -> str:
    """The text of the document in ``row``. Raises ReadError (``no-field``, ``not-text``)."""
    value = lookup(row, path)
    if isinstance(value, str):
        return value
    name = ".".join(path)
    if value is not None:
        raise ReadError("not-text", f'field "{name}" holds {_type_name(value)}, not text')
    parent = lookup(row, path[:-1]) if len(path) > 1 else row
    if isinstance(parent, dict) and path[-1] in parent:
        raise ReadError("not-text", f'field "{name}" is null')
    raise ReadError(
        "no-field", f'this row has no field "{name}"; it has: {keys_of(row)}; --field names another'
    )


def texts_of(row: dict[str, Any], paths: tuple[tuple[str, ...], ...]) -> dict[tuple[str, ...], str]:
    """The texts of the document in ``row`` by their paths; of several a row may lack some.

    Raises:
        ReadError: a field holds no text (``not-text``), or the row has none of them (``no-field``).
    """
    if len(paths) > 1:
        paths = tuple(path for path in paths if lookup(row, path) is not None) or paths[:1]
    return {path: text_of(row, path) for path in paths}


def id_of(row: dict[str, Any], path: tuple[str, ...]) -> str | None:
    """The id of the document in ``row`` as a string; None where it has none."""
    return as_id(lookup(row, path))


def as_id(value: Any) -> str | None:
    """The id that ``value`` of a row or column is; None for null and for nothing."""
    if isinstance(value, bytes):  # strings in Parquet of old Hive and Spark
        value = value.decode("utf-8", "replace")
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    return dumps(value).decode() if isinstance(value, bool | int | float | list | dict) else str(value)


def field_advice(row: dict[str, Any], path: tuple[str, ...]) -> str:
    """What to type where ``row`` has no field at ``path``, and what state things are in."""
    name = ".".join(path)
    meant = nearest(name, [each for each, _ in _text_fields(row)]) or _likely_text(row) or "body"
    advice = f"Name the right one with --field, for example: --field {meant}"
    if name in row:
        escaped = name.replace(".", r"\.")
        advice = f"Where a dot belongs to a name, write: --field '{escaped}'"
    return f"  It has: {keys_of(row)}\n  {advice}\n  Nothing has been written."


#: Fields that often hold an article's text, likelier ones first.
_TEXT_NAMES = ("text", "body", "content", "article", "html", "markdown", "description")


def _likely_text(row: dict[str, Any]) -> str | None:
    """The field of ``row`` that looks most like the article's text, as it is written for --field."""
    fields = list(_text_fields(row))
    for word in _TEXT_NAMES:
        if found := [name for name, _ in fields if word in name.lower()]:
            return found[0]
    return max(fields, key=lambda field: len(field[1]), default=(None, ""))[0]


def _text_fields(row: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """The fields of ``row`` that hold text, nested ones with their dots, and what they hold."""
    for key, value in row.items():
        name = prefix + key.replace(".", r"\.")
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, dict) and not prefix:
            yield from _text_fields(value, f"{name}.")


def keys_of(row: dict[str, Any]) -> str:
    """The fields of ``row`` for a message, nested ones with their dots."""
    names: list[str] = []
    for key, value in row.items():
        names += [f"{key}.{inner}" for inner in value] if isinstance(value, dict) and value else [key]
    shown = one_line(", ".join(_shortened(name) for name in names[:_SHOWN_KEYS]))
    return shown + (f" and {len(names) - _SHOWN_KEYS} more" if len(names) > _SHOWN_KEYS else "") or "nothing"


def _shortened(name: str) -> str:
    """``name``, if it is no longer than names are: damaged files have names of any length."""
    return name if len(name) <= _LONGEST_KEY else f"{name[: _LONGEST_KEY - 1]}…"


def _type_name(value: Any) -> str:
    names = {list: "an array", dict: "an object", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def with_prose(
    raw: bytes, row: dict[str, Any], proses: dict[tuple[str, ...], str], embeds: bytes | None = None
) -> bytes:
    """The row with its texts replaced by ``proses``, by their paths, and ``embeds`` (a JSON array) added.

    All other bytes of the row stay as they are wherever the texts' places in it are beyond doubt;
    else the row is written anew, field by field in its own order.
    """
    places = {_value_span(raw, path[-1], lookup(row, path)): prose for path, prose in proses.items()}
    if None in places or "embeds" in row:
        for path, prose in proses.items():
            row = replaced(row, path, prose)
        return dumps(row if embeds is None else {**row, "embeds": loads(embeds)})
    pieces, edge, end = [], 0, raw.rindex(b"}")
    for (start, stop), prose in sorted((place, prose) for place, prose in places.items() if place):
        pieces += [raw[edge:start], dumps(prose)]
        edge = stop
    added = b"" if embeds is None else b',"embeds":' + embeds
    return b"".join((*pieces, raw[edge:end], added, raw[end:]))


def _value_span(raw: bytes, key: str, text: str) -> tuple[int, int] | None:
    """Where ``text`` is in ``raw`` as the value of ``key``; None if that is not certain."""
    pattern = re.escape(json.dumps(key, ensure_ascii=False).encode()) + rb'\s*:\s*("(?:[^"\\]|\\.)*+")'
    found = [match.span(1) for match in re.finditer(pattern, raw)]
    if len(found) != 1:
        return None
    start, end = found[0]
    try:
        return found[0] if orjson.loads(raw[start:end]) == text else None
    except orjson.JSONDecodeError:
        return None


def replaced(row: dict[str, Any], path: tuple[str, ...], prose: str) -> dict[str, Any]:
    """``row`` with ``prose`` at ``path``, its keys in their order."""
    inner = prose if len(path) == 1 else replaced(row[path[0]], path[1:], prose)
    return {key: inner if key == path[0] else value for key, value in row.items()}
