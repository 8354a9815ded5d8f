"""What the page shows of one scan, made in a worker process that can be ended when it takes too long."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any, get_args

import orjson

from embedparse.models import CONFIDENCES, Confidence, Document, DocumentKind, Embed
from embedparse.options import Options
from embedparse.pipeline import scan_document
from embedparse.readers.html_sniff import kind_of
from embedparse.reports.article_page import shown_in_body
from embedparse.reports.document_blocks import blocks
from embedparse.reports.pages import render
from embedparse.reports.terminal import summary
from embedparse.writers.csv_records import cell

#: Columns of the table of records; JSON has all keys.
COLUMNS = ("platform", "kind", "handle", "author", "date", "body", "url", "confidence", "border_probability")


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks the page: a text or a page's source, and how it is to be scanned."""

    text: str
    kind: str = "auto"
    min_confidence: str = "likely"
    quotes: bool = False
    name: str = "pasted text"

    def problem(self) -> str | None:
        """What is wrong with the request, as a sentence; None where nothing is."""
        if not self.text.strip():
            return "There is no text: paste one, or choose a file."
        if self.kind not in ("auto", *get_args(DocumentKind)):
            return f"No kind of document is called {self.kind}."
        if self.min_confidence not in CONFIDENCES:
            return f"No confidence is called {self.min_confidence}."
        return None


@dataclass(frozen=True, slots=True)
class Result:
    """What is shown: ``article`` as markup made by our templates; the rest as text."""

    summary: str
    article: str
    prose: str
    json: str
    csv: str
    rows: list[dict[str, Any]]


def result_of(request: Request) -> Result:
    """The result of ``request``, which has no `Request.problem`."""
    document = Document(request.name, request.text, kind_of(request.text, request.kind))
    confidence: Confidence = next(name for name in CONFIDENCES if name == request.min_confidence)
    scan = scan_document(document, Options(confidence, quotes=request.quotes))
    records = [embed.to_dict() for embed in scan.embeds]
    return Result(
        summary=summary(scan.embeds),
        article=render("article_body.html", **shown_in_body(document, blocks(document, scan.embeds))),
        prose=scan.prose,
        json=b"\n".join(map(orjson.dumps, records)).decode(),
        csv=_csv(records),
        rows=[_row(embed) for embed in scan.embeds],
    )


def _row(embed: Embed) -> dict[str, Any]:
    row = embed.to_dict()
    return {name: row[name] for name in COLUMNS} | {"evidence": ", ".join(embed.evidence)}


def _csv(records: list[dict[str, Any]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([cell(record[name], name) for name in COLUMNS] for record in records)
    return text.getvalue()
