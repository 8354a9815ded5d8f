"""Feeds in XML, and exports of WordPress: each item a document with its link, title and date."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from embedparse.inputs import InputDocument, InputUnit, KindChoice, ReadOptions
from embedparse.readers.formats import InputFormat, ReadMember, Start
from embedparse.readers.formats.mail import iso_date
from embedparse.readers.members import failed
from embedparse.readers.opening import Opened

_ROOT = re.compile(
    rb"(?:<\?xml[^>]{0,300}\?>|<\?xml-stylesheet[^>]{0,500}\?>|<!--.{0,4000}?-->|<!DOCTYPE[^>]{0,500}>|\s)*"
    rb"<(?:rss|feed|rdf:RDF)[\s>]",
    re.DOTALL,
)
#: What holds the text of an item, the whole article before a summary.
_BODIES = ("encoded", "content", "description", "summary")
_DATES = ("published", "pubDate", "date", "post_date_gmt", "post_date", "updated", "modified")
_EXCERPT = "excerpt"
_TAG = re.compile(r"<[a-zA-Z!/]")
_MOST_ELEMENTS = 100_000
"""Elements of one item, or of what is before the first."""
#: Damages of a file that ends too early; what else is wrong with a feed costs a character or a name.
_CUT = ("ERR_TAG_NOT_FINISHED", "ERR_DOCUMENT_END", "ERR_DOCUMENT_EMPTY", "ERR_CDATA_NOT_FINISHED")
#: A text that is longer than the parser takes.
_LONG = "ERR_RESOURCE_LIMIT"


def read_feed(opened: Opened, reading: ReadOptions, _member: ReadMember) -> Iterator[InputUnit]:
    """The items of an RSS or Atom feed, one at a time; entities of its own are never expanded."""
    from lxml import etree

    events = etree.iterparse(
        opened.stream, ("start", "end"), recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    number = elements = 0
    try:
        for event, element in events:
            if event == "start":
                elements += 1
                if elements > _MOST_ELEMENTS:
                    yield failed(
                        opened, "size", f"more than {_MOST_ELEMENTS:,} elements behind item {number}"
                    )
                    return
                continue
            name = _name(element)
            if name in ("item", "entry"):
                number, elements = number + 1, 0
                yield _item(opened, element, number, reading)
                _forget(element)
            elif name in ("image", "category", "tag", "author", "nav_menu_item"):
                _forget(element)
    except etree.XMLSyntaxError as error:
        yield failed(opened, "corrupt", f"no sound XML behind item {number}: {error.msg}")
        return
    problems = {entry.type_name for entry in events.error_log}
    if _LONG in problems:
        yield failed(opened, "size", f"a text of more than 10 MB behind item {number}")
    elif not problems.isdisjoint(_CUT):
        yield failed(opened, "truncated", f"the XML ends too early, behind item {number}")


def _name(element: Any) -> str:
    """The name of an element without its namespace; nothing for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _forget(element: Any) -> None:
    """Free what has been read: an export may hold a hundred thousand items."""
    if element.getparent() is None or _name(element.getparent()) in ("item", "entry"):
        return
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _item(opened: Opened, element: Any, number: int, reading: ReadOptions) -> InputDocument:
    parts: dict[str, Any] = {}
    for part in element:
        if _EXCERPT not in str(part.tag):
            parts.setdefault(_name(part), part)
    place, url = f"{opened.place}:{number}", _link(element) or _permalink(parts)
    own = _text(parts.get("guid", parts.get("id"))).strip()
    doc = url if reading.id_field == ("url",) and url else own or url or place
    text, kind = _body(parts)
    date = next((found for name in _DATES if (found := _date(_text(parts.get(name))))), None)
    item = InputDocument(
        doc,
        place,
        os.path.join(opened.inside, f"{number}.{'html' if kind == 'html' else 'txt'}"),
        payload=text,
        kind=kind,
        url=url,
        date=date,
        title=_title(parts.get("title")),
    )
    return item if text else item._replace(payload=None, skip="empty")


def _body(parts: dict[str, Any]) -> tuple[str, KindChoice]:
    for name in _BODIES:
        part = parts.get(name)
        if part is None:
            continue
        text = _markup(part) if part.get("type") == "xhtml" or len(part) else _text(part)
        if text.strip():
            return text, "html" if _TAG.search(text) else "text"
    return "", "text"


def _text(part: Any) -> str:
    return "" if part is None else "".join(part.itertext())


def _markup(part: Any) -> str:
    """The elements in ``part`` as HTML."""
    from lxml import etree, html

    for element in part.iter(etree.Element):
        element.tag = _name(element)
    etree.cleanup_namespaces(part)
    inner = "".join(html.tostring(child, encoding="unicode") for child in part)
    return (part.text or "") + inner


def _link(element: Any) -> str | None:
    for part in element:
        if _name(part) == "link":
            if part.get("rel", "alternate") != "alternate":
                continue
            url = (part.get("href") or _text(part)).strip()
            if url:
                return str(url)
    return None


def _permalink(parts: dict[str, Any]) -> str | None:
    """The address that an item without a link has as its identity."""
    part = parts.get("guid", parts.get("id"))
    if part is None or part.get("isPermaLink") == "false":
        return None
    own = _text(part).strip()
    return own if own.startswith(("http://", "https://")) else None


def _title(part: Any) -> str | None:
    """A title as words; Atom says where one is markup."""
    words = _text(part)
    if part is not None and part.get("type") == "html":
        words = unescape(re.sub(r"<[^<>]{0,400}>", "", words))
    return " ".join(words.split()) or None


def _date(text: str) -> str | None:
    text = text.strip()
    return text if re.match(r"(?!0000)\d{4}-\d\d", text) else iso_date(text) if text else None


def _looks_like(start: Start) -> bool:
    return start.text.startswith(b"<") and _ROOT.match(start.text) is not None


FORMAT = InputFormat(
    "feed", suffixes=(".rss", ".atom", ".rdf"), read=read_feed, holds="documents", looks_like=_looks_like
)
