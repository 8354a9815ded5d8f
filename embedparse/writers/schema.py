"""The columns of a record in typed formats: its keys, where its document is from, and kept columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from embedparse.models import FIELD_NAMES
from embedparse.readers.kept_columns import ORIGIN
from embedparse.readers.rows import dumps

COLUMNS = (*FIELD_NAMES, *ORIGIN)
FIELD = "field"
"""The key that names the field of the row which holds the post's text: only where several are searched."""
_KEYS = frozenset(COLUMNS)
LISTS = ("links", "media", "hashtags", "mentions", "cashtags", "evidence")
NUMBERS = ("index", "same_as", "quoted_in")

#: What all values of a kept column are, null apart. ``json``: of several types, or nested.
KeptType = Literal["text", "integer", "number", "boolean", "texts", "json"]
_LARGEST = 1 << 63


@dataclass(frozen=True, slots=True)
class KeptColumns:
    """The kept columns that records are known to have before the first one is read.

    ``vary``: there may be more, since all columns of each row are kept. ``typed`` False: their
    values are text in every format, so that files written apart from each other have one schema.
    """

    names: tuple[str, ...] = ()
    vary: bool = False
    typed: bool = True

    def types(self, records: Iterable[dict[str, Any]]) -> dict[str, KeptType]:
        """The type of each kept column by its name: reads all ``records``, if any column is kept."""
        found: dict[str, set[KeptType]] = {name: set() for name in self.names}
        if self.names or self.vary:
            for record in records:
                for name in [key for key in record if key not in _KEYS] if self.vary else self.names:
                    types = found.setdefault(name, set())
                    if record.get(name) is not None:
                        types.add(_type_of(record[name]))
        if not self.typed:
            return dict.fromkeys(found, "json")
        return {name: _common(types) for name, types in found.items()}


NO_KEPT = KeptColumns()


def _type_of(value: Any) -> KeptType:
    if isinstance(value, str):
        return "text"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer" if -_LARGEST <= value < _LARGEST else "json"
    if isinstance(value, float):
        return "number"
    texts = isinstance(value, list) and all(isinstance(part, str) for part in value)
    return "texts" if texts else "json"


def _common(types: set[KeptType]) -> KeptType:
    if not types:
        return "text"
    if types == {"integer", "number"}:
        return "number"
    return types.pop() if len(types) == 1 else "json"


def kept_value(value: Any, kind: KeptType) -> Any:
    """``value`` of a kept column as a column of type ``kind`` holds it: JSON text where types differ."""
    if kind != "json" or value is None or isinstance(value, str):
        return value
    return dumps(value).decode()


def row_of(record: dict[str, Any], kept: dict[str, KeptType]) -> dict[str, Any]:
    """``record`` with every column, in the order of the columns."""
    row = {name: record.get(name) for name in COLUMNS}
    for name, kind in kept.items():
        row[name] = kept_value(record.get(name), kind)
    return row


def embed_schema(arrow: Any, *, several_fields: bool = False) -> Any:
    """The Arrow schema of a record inside its article: without ``doc`` and origin.

    ``several_fields``: each names the field that holds it.
    """
    fields = [field for field in record_schema(arrow) if field.name not in ("doc", *ORIGIN)]
    return arrow.schema([*fields, arrow.field(FIELD, arrow.string())] if several_fields else fields)


def record_schema(arrow: Any, kept: dict[str, KeptType] | None = None) -> Any:
    """The Arrow schema of a record.

    ``spans`` are lists of [start, end], not of fixed size, which Spark does not know; ``date`` and
    ``posted_at`` stay strings, as in JSON. ``kept`` are the types of kept columns, at the end.
    """
    types = {name: arrow.string() for name in COLUMNS}
    types |= dict.fromkeys(NUMBERS, arrow.int32())
    types["border_probability"] = arrow.float64()
    types["spans"] = arrow.list_(arrow.list_(arrow.int64()))
    types |= {name: arrow.list_(arrow.string()) for name in LISTS}
    fields = [arrow.field(name, types[name]) for name in COLUMNS]
    return arrow.schema(
        fields + [arrow.field(name, _arrow_type(arrow, kind)) for name, kind in (kept or {}).items()]
    )


def _arrow_type(arrow: Any, kind: KeptType) -> Any:
    match kind:
        case "integer":
            return arrow.int64()
        case "number":
            return arrow.float64()
        case "boolean":
            return arrow.bool_()
        case "texts":
            return arrow.list_(arrow.string())
    return arrow.string()
