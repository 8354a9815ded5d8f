"""Counts of records as they stream by: exact, and flat in memory however many there are."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from embedparse.reports.second_look import SecondLook

#: What is counted, in the order in which it is shown: the facet's name and its title.
FACETS: dict[str, str] = {
    "platform": "Platform",
    "kind": "Kind",
    "confidence": "Confidence",
    "layout": "Layout",
    "month": "Month",
    "handle": "Handle",
    "host": "Link host",
    "outlet": "Outlet",
}

#: The same of posts that articles quote in their own sentences.
QUOTE_FACETS: dict[str, str] = {
    "speaker": "Speaker",
    "platform": "Platform",
    "verb": "Words for posting",
    "quote_type": "Kind of quotation",
    "confidence": "Confidence",
    "layout": "Order",
    "month": "Month",
    "handle": "Handle",
    "outlet": "Outlet",
}

#: Different values that a tally keeps in memory before it moves them to disk.
_IN_MEMORY = 100_000
#: Longer values are damage; counting them whole would cost memory for nothing.
_LONGEST = 300
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])(?![0-9])")


class Tally:
    """How often each value occurred. Beyond ``in_memory`` values the counts wait in a temporary database."""

    def __init__(self, in_memory: int = _IN_MEMORY) -> None:
        self.total = 0
        self._counts: Counter[str] = Counter()
        self._limit = in_memory
        self._disk: sqlite3.Connection | None = None

    def add(self, value: str) -> None:
        self.total += 1
        self._counts[value[:_LONGEST]] += 1
        if len(self._counts) > self._limit:
            self._spill()

    def _spill(self) -> None:
        if self._disk is None:
            self._disk = sqlite3.connect("")  # a temporary file of SQLite's own, deleted on close
            self._disk.executescript(
                "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                "CREATE TABLE tally (value BLOB PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID"
            )
        rows = sorted((value.encode("utf-8", "surrogatepass"), n) for value, n in self._counts.items())
        self._disk.executemany(
            "INSERT INTO tally VALUES (?, ?) ON CONFLICT (value) DO UPDATE SET n = n + excluded.n", rows
        )
        self._counts.clear()

    def __len__(self) -> int:
        """How many different values occurred."""
        if self._disk is None:
            return len(self._counts)
        self._spill()
        return int(self._disk.execute("SELECT count(*) FROM tally").fetchone()[0])

    def top(self, limit: int | None = None) -> list[tuple[str, int]]:
        """The ``limit`` most frequent values with their counts (None: all); ties by value."""
        if self._disk is None:
            ordered = sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
            return ordered[:limit]
        self._spill()
        rows = self._disk.execute(
            "SELECT value, n FROM tally ORDER BY n DESC, value LIMIT ?", (-1 if limit is None else limit,)
        )
        return [(value.decode("utf-8", "surrogatepass"), n) for value, n in rows]


@dataclass(slots=True)
class Counts:
    """The counts of a set of records.

    ``documents`` counts the changes of ``doc`` from record to record, which is the number of
    documents with a record, since `scan` writes the records of a document together.
    ``months`` counts month and platform together (``2020-05``, ``twitter``). With ``quotes`` only records of
    that kind count; ``also_embedded`` is how many of them name another record that is the same post.
    """

    records: int = 0
    documents: int = 0
    undated: int = 0
    quotes: bool = False
    also_embedded: int = 0
    tallies: dict[str, Tally] = field(default_factory=dict)
    months: Counter[tuple[str, str]] = field(default_factory=Counter)
    second_look: SecondLook = field(default_factory=SecondLook)
    _doc: str | None = None

    @property
    def facets(self) -> dict[str, str]:
        """Names and titles of what is counted, in the order in which it is shown."""
        return QUOTE_FACETS if self.quotes else FACETS

    def __post_init__(self) -> None:
        self.tallies = self.tallies or {name: Tally() for name in self.facets}

    def add(self, record: Mapping[str, Any]) -> None:
        """Count one record: a mapping with the keys of `models.Embed`."""
        if self.quotes and record.get("kind") != "quote":
            return
        self.records += 1
        self.also_embedded += record.get("same_as") is not None
        self.second_look.add(record)
        doc = record.get("doc")
        if self.records == 1 or doc != self._doc:
            self.documents, self._doc = self.documents + 1, doc
        for facet, value in values(record):
            if facet in self.tallies:
                self.tallies[facet].add(value)
        month = month_of(record)
        if month:
            self.months[month, str(record["platform"] or "social media")] += 1
        else:
            self.undated += 1


def values(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What ``record`` adds to each facet: pairs of a facet and a value."""
    for facet in ("platform", "kind", "confidence", "layout", "outlet"):
        if record.get(facet):
            yield facet, str(record[facet])
    if record.get("kind") == "quote":
        yield from _of_quote(record)
    month = month_of(record)
    if month:
        yield "month", month
    if record.get("handle"):
        yield "handle", f"@{str(record['handle']).lower()} ({record.get('platform')})"
    for host in hosts_of(record.get("links") or ()):
        yield "host", host


def _of_quote(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Speaker (in full where known), the words that say it was posted, and the type of a quote."""
    name = record.get("author") or record.get("speaker")
    yield "speaker", str(name or "(not named)")
    if not record.get("platform"):
        yield "platform", "social media"
    if record.get("cue"):
        yield "verb", str(record["cue"]).casefold()
    if record.get("quote_type"):
        yield "quote_type", str(record["quote_type"])


def month_of(record: Mapping[str, Any]) -> str | None:
    """``YYYY-MM`` of the date as printed, else of the exact time; None where neither is known."""
    found = _MONTH.match(str(record.get("date") or record.get("posted_at") or ""))
    return found[0] if found else None


def hosts_of(links: Iterable[str]) -> Iterator[str]:
    """The host of each link in lower case, without ``www.``."""
    for link in links:
        try:
            host = urlsplit(link if "://" in link else f"//{link}").hostname
        except ValueError:  # a bracket that opens no IPv6 address
            host = None
        if host:
            yield host.removeprefix("www.")
