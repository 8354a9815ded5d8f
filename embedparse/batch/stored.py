"""What a run stores of one document: its records as JSON, and what each of them says of the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from embedparse.inputs import FieldPath
from embedparse.jobs import ScanConfig
from embedparse.models import Scan
from embedparse.outlets import outlet_of
from embedparse.readers import rows
from embedparse.writers.schema import FIELD


@dataclass(slots=True)
class Stored:
    """The records of one document as JSON, its embeds (without ``doc``) as JSON, and their counts.

    ``removed`` counts the code points that are in no prose.
    """

    records: list[bytes] = field(default_factory=list)
    embeds: list[bytes] = field(default_factory=list)
    found: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    removed: int = 0

    @classmethod
    def of(
        cls, scans: Iterable[tuple[FieldPath, Scan]], about: dict[str, Any], work: ScanConfig
    ) -> Stored | None:
        """What there is to store of the texts of a document; None where they hold nothing.

        ``about`` is what each record says of its document beside the id. Where several fields are asked
        for, each record names its own.
        """
        stored = cls()
        for path, scan in scans:
            stored._add(scan, {FIELD: ".".join(path)} if work.reading.other_fields else {}, about, work)
        return stored if stored.found else None

    def _add(self, scan: Scan, origin: dict[str, str], about: dict[str, Any], work: ScanConfig) -> None:
        if scan.embeds:
            self.removed += sum(end - start for start, end in scan.removed)
        for embed in scan.embeds:
            record = embed.to_dict()
            self.found[embed.platform or "", embed.kind, embed.confidence] += 1
            if work.records:
                self.records.append(rows.dumps(record | origin | about))
            if work.articles:
                del record["doc"]
                self.embeds.append(rows.dumps(record | origin))

    def array(self) -> bytes:
        """The embeds as a JSON array."""
        return b"[" + b",".join(self.embeds) + b"]"


def about_document(url: str | None, date: str | None, kept: dict[str, Any] | None) -> dict[str, Any]:
    """What a record says of its document beside the id: where and when it was published, its kept columns.

    A kept column called ``doc_url`` replaces ``url``, also for the outlet.
    """
    kept = kept or {}
    url = kept.get("doc_url", url)
    if url is None:
        return kept
    return {"doc_url": url, "doc_date": date, "outlet": outlet_of(url), **kept}
