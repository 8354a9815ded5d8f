"""JSON Feed: each item a document with its link, title and date."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

from embedparse.inputs import InputDocument, InputUnit, KindChoice, ReadError, ReadOptions
from embedparse.readers import rows
from embedparse.readers.formats import InputFormat, ReadMember, Start
from embedparse.readers.members import failed
from embedparse.readers.opening import Opened

_VERSION = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/')
_KINDS: tuple[tuple[str, KindChoice], ...] = (
    ("content_html", "html"), ("content_text", "text"), ("summary", "text"),
)  # fmt: skip


def read_json_feed(opened: Opened, reading: ReadOptions, _member: ReadMember) -> Iterator[InputUnit]:
    """The items of a feed, which is read as a whole."""
    limit = reading.max_size
    data = opened.stream.read() if limit is None else opened.stream.read(limit + 1)
    if limit is not None and len(data) > limit:
        yield failed(opened, "size", f"more than --max-size {limit:,} bytes")
        return
    try:
        items = rows.load(data).get("items")
    except ReadError as error:
        yield failed(opened, error.kind, error.message)
        return
    for number, item in enumerate(items if isinstance(items, list) else [], 1):
        yield _item(opened, item, number, reading)


def _item(opened: Opened, item: Any, number: int, reading: ReadOptions) -> InputDocument:
    place = f"{opened.place}:{number}"
    if not isinstance(item, dict):
        return InputDocument(
            place, place, opened.inside, error=("not-an-object", "an item must be a JSON object")
        )
    url, own = _string(item, "url") or _string(item, "external_url"), rows.as_id(item.get("id"))
    doc = url if reading.id_field == ("url",) and url else own or url or place
    key, kind = next((known for known in _KINDS if _string(item, known[0])), ("", "text"))
    text = _string(item, key)
    return InputDocument(
        doc,
        place,
        os.path.join(opened.inside, f"{number}.{'html' if kind == 'html' else 'txt'}"),
        payload=text,
        kind=kind,
        url=url,
        date=_string(item, "date_published") or _string(item, "date_modified"),
        title=_string(item, "title"),
        skip=None if text else "empty",
    )


def _string(item: dict[str, Any], key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) and value else None


def _looks_like(start: Start) -> bool:
    """Whether this is a feed; if the user names a field of it, it is read as rows instead."""
    return start.text.startswith(b"{") and start.field == ("text",) and bool(_VERSION.search(start.text))


FORMAT = InputFormat(
    "json-feed",
    suffixes=(),
    read=read_json_feed,
    holds="documents",
    looks_like=_looks_like,
    base="json",
)
