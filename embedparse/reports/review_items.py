"""What a person is asked to look at: doubtful records in their articles, and questions about borders.

Offsets of an item are code points of its ``text``, a window of the document's that begins at ``base``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from embedparse.corrections import EDITABLE
from embedparse.models import Document, Span
from embedparse.questions import hash_of
from embedparse.reports.second_look import border_probability
from embedparse.spans import merge

#: Code points of the article shown on either side of a post.
CONTEXT = 1_200
#: Fields of a record that a person may correct.
EDITED = (*EDITABLE, "body")

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReviewChoice:
    """One answer to a question: its number, its probability, and the spans that it takes for posts."""

    number: int
    probability: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing to decide: a record's borders and fields, or which candidate of a question is right.

    ``question`` is the question's id, None for a record. ``spans`` are the record's, or those of the
    likeliest candidate. ``probability`` is how sure the borders are.
    """

    doc: str
    text_hash: str
    text: str
    base: int
    spans: tuple[Span, ...]
    probability: float
    fields: dict[str, str] = field(default_factory=dict)
    about: str = ""
    question: str | None = None
    choices: tuple[ReviewChoice, ...] = ()


def is_question(row: Record) -> bool:
    """True if ``row`` is a question that `scan --questions` wrote rather than a record."""
    return "question" in row and "candidates" in row


def item_of_question(row: Record) -> ReviewItem:
    """The item of a row of `scan --questions`. Raises KeyError, TypeError or ValueError for another row."""
    base = int(row["span"][0])
    above, below = (f"{row[side]}\n" if row.get(side) else "" for side in ("above", "below"))
    lead = len(above)
    choices = tuple(
        ReviewChoice(
            int(candidate["number"]),
            float(candidate["probability"]),
            tuple(
                (span[0] - base + lead, span[1] - base + lead)
                for span in (candidate.get("tail"), candidate.get("head"))
                if span
            ),
        )
        for candidate in row["candidates"]
    )
    return ReviewItem(
        doc=str(row.get("doc") or ""),
        text_hash=str(row["text_hash"]),
        text=f"{above}{row['text']}\n{below}",
        base=base - lead,
        spans=choices[0].spans if choices else (),
        probability=choices[0].probability if choices else 0.0,
        about="Which part of the text between two attributions belongs to the posts?",
        question=str(row["question"]),
        choices=choices,
    )


def items_of_document(document: Document, records: Iterable[Record]) -> Iterator[ReviewItem]:
    """The items of the ``records`` of one document; records whose spans lie outside of it are passed over."""
    text, text_hash = document.text, hash_of(document.text)
    for record in records:
        spans = merge((start, end) for start, end in record.get("spans") or ())
        if not spans or spans[0][0] < 0 or spans[-1][1] > len(text):
            continue
        base, stop = max(0, spans[0][0] - CONTEXT), min(len(text), spans[-1][1] + CONTEXT)
        yield ReviewItem(
            doc=document.id,
            text_hash=text_hash,
            text=text[base:stop],
            base=base,
            spans=tuple((start - base, end - base) for start, end in spans),
            probability=probability_of(record),
            fields={name: str(record.get(name) or "") for name in EDITED},
            about=_about(record),
        )


def probability_of(record: Record) -> float:
    """How sure the borders of ``record`` are; 1 where it says nothing of them."""
    probability = border_probability(record)
    return 1.0 if probability is None else probability


def _about(record: Record) -> str:
    """A line on what was found: platform, kind, confidence, and the rules that decided."""
    evidence = record.get("evidence") or ()
    words = [record.get("platform"), record.get("kind"), record.get("confidence"), record.get("layout")]
    return " · ".join([*(str(word) for word in words if word), ", ".join(map(str, evidence))])
