"""The types of values of JSON, of lists and objects too, and the Arrow types that hold them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from embedparse.readers.rows import dumps

_LARGEST = 1 << 63
_MOST_KEYS = 200
"""Keys of an object that is one thing with parts; one with more is a table of its own."""

#: ``mixed``: there is no type for all of the values.
Scalar = Literal["boolean", "integer", "number", "text", "mixed"]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one kind."""

    of: ValueKind


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """An object with the kinds of its values by their keys."""

    parts: tuple[tuple[str, ValueKind], ...]


#: None: all values are null.
ValueKind = Scalar | ListOf | ObjectOf | None


def kind_of(value: Any) -> ValueKind:
    """The kind of a value of JSON."""
    if value is None:
        return None
    if isinstance(value, str):
        return "text"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer" if -_LARGEST <= value < _LARGEST else "mixed"
    if isinstance(value, float):
        return "number"
    if isinstance(value, list):
        inner: ValueKind = None
        for part in value:
            inner = common(inner, kind_of(part))
        return ListOf(inner)
    return _object({name: kind_of(part) for name, part in value.items()})


def _object(parts: dict[str, ValueKind]) -> ValueKind:
    return ObjectOf(tuple(parts.items())) if 0 < len(parts) <= _MOST_KEYS else "mixed"


def common(one: ValueKind, other: ValueKind) -> ValueKind:
    """The kind of values of which some are of one kind and some of another.

    >>> common("integer", "number"), common(None, "text"), common("text", "boolean")
    ('number', 'text', 'mixed')
    """
    if one == other or other is None:
        return one
    if one is None:
        return other
    if isinstance(one, ListOf) and isinstance(other, ListOf):
        return ListOf(common(one.of, other.of))
    if isinstance(one, ObjectOf) and isinstance(other, ObjectOf):
        parts = dict(one.parts)
        for name, kind in other.parts:
            parts[name] = common(parts.get(name), kind)
        return _object(parts)
    return "number" if {one, other} == {"integer", "number"} else "mixed"


def has_mixed(kind: ValueKind) -> bool:
    """Whether ``kind`` has a part without a type of its own."""
    if isinstance(kind, ListOf):
        return has_mixed(kind.of)
    if isinstance(kind, ObjectOf):
        return any(has_mixed(part) for _, part in kind.parts)
    return kind == "mixed"


def arrow_type(arrow: Any, kind: ValueKind) -> Any:
    """The Arrow type of ``kind``; text for what has none, and for nulls alone."""
    if isinstance(kind, ListOf):
        return arrow.list_(arrow_type(arrow, kind.of))
    if isinstance(kind, ObjectOf):
        return arrow.struct([arrow.field(name, arrow_type(arrow, part)) for name, part in kind.parts])
    types = {"boolean": arrow.bool_, "integer": arrow.int64, "number": arrow.float64}
    return types.get(kind or "text", arrow.string)()


def fitted(value: Any, kind: ValueKind) -> Any:
    """``value`` as an Arrow array of `arrow_type` takes it: JSON in text where types differ."""
    if value is None:
        return None
    if isinstance(kind, ListOf):
        return [fitted(part, kind.of) for part in value]
    if isinstance(kind, ObjectOf):
        return {name: fitted(value.get(name), part) for name, part in kind.parts}
    if kind == "number":
        return float(value)
    return sound(dumps(value).decode() if kind == "mixed" and not isinstance(value, str) else value)


def sound(value: Any) -> Any:
    """``value`` with U+FFFD for lone surrogates, which Arrow cannot hold."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [sound(part) for part in value]
    return {name: sound(part) for name, part in value.items()} if isinstance(value, dict) else value
