"""Answers and corrections, from a file: what somebody who has read the text knows better.

JSON Lines, one answer to a question or one correction of a record a line; the keys are described in
docs/questions-and-corrections.md. Each is tied to its document by id and by a hash of the text, so that
none is used on a text that has changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, Literal

import orjson

from embedparse.models import Match, Span, UsageError
from embedparse.questions import hash_of
from embedparse.text.body import of_lines

Verdict = Literal["not-a-post", "spans"]
#: Fields of a record that a correction may give another value, beside its body; an empty one takes it away.
EDITABLE = ("author", "handle", "date")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
VERDICTS: tuple[Verdict, ...] = ("not-a-post", "spans")


@dataclass(frozen=True, slots=True)
class Correction:
    """An answer to a question, or a verdict on a record.

    ``question`` and ``answer`` go together: the question's id and the number of its right candidate.
    ``verdict`` is about the record that overlaps ``spans`` most: "not-a-post" drops it, "spans" gives it
    these spans, and ``body`` and the values of ``edited`` where they are given. ``place`` is its file and
    line, for messages.
    """

    doc: str
    text_hash: str
    question: str | None = None
    answer: int | None = None
    verdict: Verdict | None = None
    spans: tuple[Span, ...] = ()
    body: str | None = None
    edited: tuple[tuple[str, str], ...] = ()
    place: str = ""

    @property
    def key(self) -> str:
        """What it is about: no two corrections with one key can both be used."""
        return f"{self.text_hash}:{self.question or self.spans}"

    def to_dict(self) -> dict[str, Any]:
        """The correction as one object of JSON, without what it does not say."""
        names = (item.name for item in fields(self) if item.name not in ("place", "edited"))
        said = {name: value for name in names if (value := getattr(self, name)) not in (None, ())}
        return said | ({"fields": dict(self.edited)} if self.edited else {})


def correction_of(row: Any, place: str = "") -> Correction | None:
    """The correction that a JSON object says; None for a question that nobody has answered.

    Raises:
        ValueError: it is neither an answer nor a verdict; the message says why.
    """
    if not isinstance(row, dict) or not isinstance(row.get("text_hash"), str):
        raise ValueError("no text_hash: this is neither an answer nor a correction")
    doc, text_hash = str(row.get("doc") or ""), row["text_hash"]
    if (verdict := row.get("verdict")) is not None:
        if verdict not in VERDICTS:
            raise ValueError(f"no verdict is called {verdict!r}; there are {', '.join(VERDICTS)}")
        body = row.get("body")
        if body is not None and not isinstance(body, str):
            raise ValueError("body is no string")
        spans, edited = tuple(_spans_of(row.get("spans"))), tuple(_edited_in(row.get("fields")))
        return Correction(doc, text_hash, verdict=verdict, spans=spans, body=body, edited=edited, place=place)
    question = row.get("question", row.get("id"))
    if not isinstance(question, str):
        raise ValueError("it has neither a verdict nor a question")
    answer = row.get("answer")
    if answer is None:
        return None
    if not isinstance(answer, int) or isinstance(answer, bool):
        raise ValueError(f"the answer {answer!r} is no candidate's number")
    return Correction(doc, text_hash, question=question, answer=answer, place=place)


def _edited_in(value: Any) -> Iterator[tuple[str, str]]:
    """The fields that a correction gives new values. Raises ValueError."""
    if value is None:
        return
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ValueError("fields is no object of strings")
    for name, text in value.items():
        if name not in EDITABLE:
            raise ValueError(f"no field {name!r} can be corrected; there are {', '.join(EDITABLE)}")
        if name == "date" and text and not _DATE.fullmatch(text):
            raise ValueError(f"the date {text!r} is not of the form 2020-05-01")
        yield name, text


def _spans_of(value: Any) -> Iterator[Span]:
    """The spans that ``value`` lists. Raises ValueError for what is no list of sorted, disjoint spans."""
    edge = 0
    for item in value if isinstance(value, list) and value else [None]:
        if not (isinstance(item, list) and len(item) == 2 and all(type(x) is int for x in item)):
            raise ValueError("spans is no list of [start, end]")
        start, end = item
        if not edge <= start < end:
            raise ValueError(f"spans are not sorted, disjoint and non-empty: {value}")
        yield start, end
        edge = end


def write_corrections(corrections: Iterable[Correction]) -> bytes:
    """``corrections`` as JSON Lines."""
    return b"".join(orjson.dumps(correction.to_dict()) + b"\n" for correction in corrections)


def read_corrections(path: str) -> Corrections:
    """The corrections in the file at ``path``; of two about the same thing the later one counts.

    Raises:
        UsageError: it cannot be read, or a line of it is no correction.
    """
    found: dict[str, Correction] = {}
    try:
        with open(path, "rb") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    correction = correction_of(orjson.loads(line), f"{path}:{number}")
                except ValueError as error:  # orjson's own included
                    raise UsageError(f"{path}:{number}: {error}.\n  Nothing has been written.") from None
                if correction is not None:
                    found[correction.key] = correction
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}.\n  Nothing has been written.") from None
    return Corrections(tuple(found.values()))


@dataclass(frozen=True)
class Corrections:
    """Corrections of any number of documents."""

    items: tuple[Correction, ...] = ()

    def __len__(self) -> int:
        return len(self.items)

    @cached_property
    def _by_hash(self) -> dict[str, list[Correction]]:
        by_hash: dict[str, list[Correction]] = defaultdict(list)
        for correction in self.items:
            by_hash[correction.text_hash].append(correction)
        return dict(by_hash)

    def of_text(self, text: str) -> DocumentCorrections:
        """Those of the document whose text is ``text``."""
        return DocumentCorrections(self._by_hash.get(hash_of(text), []))

    def left(self, used: Iterable[str]) -> list[Correction]:
        """Those whose key is not in ``used``: their text has changed, or no longer gives the question."""
        gone = set(used)
        return [correction for correction in self.items if correction.key not in gone]


@dataclass(slots=True)
class DocumentCorrections:
    """The corrections of one document; ``used`` collects the keys of those that fitted."""

    items: list[Correction]
    used: set[str] = field(default_factory=set)

    def answers(self) -> dict[str, int]:
        """The answers by the question's id."""
        return {
            item.question: item.answer for item in self.items if item.question and item.answer is not None
        }

    def use_answers(self, questions: Iterable[str]) -> None:
        """Note that the answers to ``questions`` fitted."""
        asked = set(questions)
        self.used.update(item.key for item in self.items if item.question in asked)

    def apply(self, text: str, matches: list[Match]) -> list[Match]:
        """``matches`` of ``text`` after the verdicts on them."""
        for item in self.items:
            if item.verdict is None:
                continue
            at = max(range(len(matches)), key=lambda k: _overlap(matches[k].spans, item.spans), default=None)
            if at is None or not _overlap(matches[at].spans, item.spans) or item.spans[-1][1] > len(text):
                continue
            self.used.add(item.key)
            if item.verdict == "not-a-post":
                matches = matches[:at] + matches[at + 1 :]
            else:
                matches = [*matches[:at], _corrected(matches[at], item, text), *matches[at + 1 :]]
        return matches


def _body_in(text: str, spans: Iterable[Span], attribution: Span) -> str | None:
    """The text of a body in ``spans``, without the attribution."""
    start, end = attribution
    parts: list[str] = []
    for low, high in spans:
        pieces = (
            (text[low : min(high, start)], text[max(low, end) : high])
            if low < end and start < high
            else (text[low:high],)
        )
        parts += filter(None, map(of_lines, pieces))
    return "\n".join(parts) or None


def _overlap(ours: Iterable[Span], theirs: Iterable[Span]) -> int:
    """How many characters are in both."""
    other = list(theirs)
    return sum(max(0, min(b, d) - max(a, c)) for a, b in ours for c, d in other)


def _corrected(match: Match, item: Correction, source: str) -> Match:
    """``match`` with the spans and the body of ``item``; sure now."""
    body = item.body
    if body is None and match.border is not None:
        body = _body_in(source, item.spans, match.border.attribution)
    corrected = replace(
        match,
        spans=list(item.spans),
        body=match.body if body is None else body,
        border_probability=1.0,
        border=None,
        links=None,
        media=None,
        evidence=[*match.evidence, "corrected"],
    )
    for name, text in item.edited:
        setattr(corrected, name, text or None)
    return corrected
