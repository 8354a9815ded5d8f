"""Reference links of Markdown: `[text][26]`, whose addresses are in a list elsewhere (`[26]: URL`)."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from embedparse.patterns import LazyPattern


@dataclass(frozen=True, slots=True)
class Definition:
    """A reference link's address in the list that a converter prints: `[26]: URL`; half-open offsets."""

    start: int
    end: int
    url: str


#: A line `[26]: URL`; a wrapped address goes on in lines without a blank.
_DEFINITION = LazyPattern(
    r"(?:(?<=\n)|^)[ \t>]{0,12}\[(?P<label>[^\[\]\n]{1,80})\]:[ \t]{0,4}(?:\n[ \t]{0,8})?<?(?P<url>https?://"
    r"[^\s<>]{1,600}(?:\n[ \t]{0,8}(?!https?://)[^\s<>\[\]]{1,200}(?=[ \t\r]{0,4}(?:\n|$))){0,4})>?"
)


#: A reference link, `[text][label]`, `[label][]` or `[label]`.
_REFERENCE = LazyPattern(r"\[(?P<text>[^\[\]]{1,80})\](?:\[(?P<label>[^\[\]]{0,80})\])?(?![(:])")


def definitions(text: str) -> dict[str, Definition]:
    """The addresses of the reference links of ``text`` by their label; the first of each counts."""
    out: dict[str, Definition] = {}
    for found in _DEFINITION.finditer(text):
        url = re.sub(r"\s+", "", found["url"])
        out.setdefault(found["label"], Definition(found.start(), found.end(), url))
    return out


def labels(raw: str) -> list[str]:
    """The labels of the reference links in ``raw``, in order."""
    found = _REFERENCE.finditer(raw) if "[" in raw else ()
    return [_WRAP.sub(" ", link["label"] or link["text"]) for link in found]


def resolve(raw: str, targets: Container[str]) -> str:
    """``raw`` with the reference links that ``targets`` defines as their text."""

    def shown(link: re.Match[str]) -> str:
        label = _WRAP.sub(" ", link["label"] or link["text"])
        return link["text"] if label in targets else link.group()

    return _REFERENCE.sub(shown, raw)


#: A line break within a label, quote marks after it.
_WRAP = re.compile(r"[ \t\r]{0,4}\n[ \t>]{0,12}")
