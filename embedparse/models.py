"""The words of the package as data: Document, Match, Embed, Scan, and its errors.

This module imports nothing from the package; everything else imports it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any, Literal, NamedTuple, Protocol

Confidence = Literal["certain", "likely", "possible"]
Kind = Literal["embed", "link", "fragment", "quote"]
DocumentKind = Literal["text", "markdown", "html"]
QuoteType = Literal["direct", "partial", "indirect"]
Span = tuple[int, int]
#: Kinds of records that are reported and left in the prose.
IN_PROSE = frozenset({"link", "quote"})

#: Strongest first. The position is the rank: a lower one is stronger.
CONFIDENCES: tuple[Confidence, ...] = ("certain", "likely", "possible")
RANK: dict[str, int] = {name: rank for rank, name in enumerate(CONFIDENCES)}

#: Raised by one whenever the keys of a record or their meaning change.
SCHEMA_VERSION = 2


class EmbedparseError(Exception):
    """Base of every error that embedparse raises on purpose; its text is one clear line."""


class DocumentError(EmbedparseError):
    """One document could not be read or scanned; the run goes on without it."""


class UsageError(EmbedparseError, ValueError):
    """What was asked for cannot be done; nothing has been written. The command exits with 2."""


class MissingPackageError(UsageError):
    """A format needs a package that is not installed; ``advice`` says what to type."""

    def __init__(self, what: str, extra: str) -> None:
        self.advice = f"{what} needs one more package: pip install 'embedparse[{extra}]'"
        super().__init__(f"{self.advice}\n  Nothing has been written.")


@dataclass(frozen=True, slots=True)
class Document:
    """One article, as text or as HTML source.

    ``id`` is the row's id, the WARC record id or the file path; ``text`` the article text or
    the HTML source, already decoded. Spans of its embeds are offsets into ``text``. ``only_links``: a literal
    scan has shown that nothing can be found in it but addresses of posts.
    """

    id: str
    text: str
    kind: DocumentKind = "text"
    only_links: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer to a question: where the post above ends and where the post below begins.

    ``tail`` is the part of the gap that belongs to the post above, ``head`` the part that belongs to the
    post below; None: no part. Spans are half-open offsets into the document's text.
    """

    number: int
    probability: float
    tail: Span | None
    head: Span | None


@dataclass(frozen=True, slots=True)
class Question:
    """Which part of a gap belongs to the posts around it?

    ``doc`` is the document's id, ``text_hash`` the hash of its text, ``id`` the same for the same gap of
    the same text. ``span`` is the gap, ``text`` what it reads; ``above`` and ``below`` are the attributions
    around it as printed, None at the document's edges. ``candidates`` are numbered from 1, the likeliest
    first.
    """

    doc: str
    text_hash: str
    id: str
    span: Span
    text: str
    above: str | None
    below: str | None
    candidates: tuple[Candidate, ...]


@dataclass(slots=True)
class Answers:
    """The result of the questions about one document.

    ``questions`` are those that no correction answered; ``outcomes`` counts how asking ended ("answered",
    "unanswered", "failed", "late", "wrong"); ``used`` are the keys of corrections that fitted.
    """

    questions: list[Question] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    used: set[str] = field(default_factory=set)


class Alternative(NamedTuple):
    """Spans that a post may have instead, and the probability that they are the right ones."""

    spans: tuple[Span, ...]
    probability: float


class Border(Protocol):
    """What is known about the borders of one post whose extent was decided, not read from markup."""

    @property
    def attribution(self) -> Span:
        """The name, handle and date as printed: what is sure to be the post's."""

    def sure_spans(self, least: float) -> list[Span]:
        """The attribution and each line or sentence beside it that is the post's with this probability."""

    def alternatives(self, most: int = 3) -> list[Alternative]:
        """The likeliest other extents of the post, the likeliest first."""


@dataclass(slots=True)
class Match:
    """What one path found before records are made: every field as read, nothing settled.

    Shape: ``spans`` is a list of half-open code-point offsets into ``Document.text``, sorted and
    disjoint, that covers every character of the embed. ``evidence`` names the rules that decided.
    ``border_probability`` says how sure it is that body and spans are exactly right (0 to 1; None: not
    known). ``speaker`` to ``same_as`` belong to quotes; ``same_as`` and ``quoted_in`` are the match that is
    the same post, and the match of the post that this one is quoted in.
    """

    platform: str  # "": a quote from "social media"
    spans: list[Span]
    layout: str
    confidence: Confidence
    evidence: list[str]
    kind: Kind = "embed"
    body: str | None = None
    author: str | None = None
    handle: str | None = None
    date: str | None = None
    posted_at: str | None = None
    url: str | None = None
    post_id: str | None = None
    links: list[str] | None = None  # None: read them from the body
    media: list[str] | None = None
    lang: str | None = None
    border_probability: float | None = None
    speaker: str | None = None
    cue: str | None = None
    date_text: str | None = None
    quote_type: QuoteType | None = None
    same_as: Match | None = None
    quoted_in: Match | None = None
    #: What is known about its borders, where they were decided; None: they were read from markup.
    border: Border | None = None
    #: Where name and date are printed, if it is still to be decided where the text begins.
    attribution: Span | None = None


@dataclass(frozen=True, slots=True)
class Embed:
    """One post of a platform standing in a document: the record that is written.

    Shape: one object per occurrence in text, where a post shown twice gives two; one per post in
    HTML, where its spans cover every copy. The order of the fields is
    the order of the keys in every output.

    Units: ``spans`` are half-open code-point offsets into ``Document.text`` (not bytes, not
    UTF-16), sorted and disjoint. ``date`` is the calendar date as printed, ISO 8601;
    ``posted_at`` exact UTC with milliseconds, known only from an id or a ``datetime`` attribute.
    ``border_probability`` is how sure it is that ``body`` and ``spans`` are exactly right, 0 to 1.

    Of a quote: ``platform`` is None where only "social media" is named, ``speaker`` is printed as
    in the text, ``cue`` are the words that say it was posted, ``date_text`` is the date phrase, and
    ``same_as`` is the index of the record of this document that is the same post. Of a post quoted
    in another post: ``quoted_in`` is the index of the outer one's record.

    Raises:
        ValueError: a span runs backwards or they are not sorted, or ``evidence`` is empty.
    """

    doc: str
    index: int
    platform: str | None
    kind: Kind
    body: str | None
    author: str | None
    handle: str | None
    date: str | None
    posted_at: str | None
    url: str | None
    post_id: str | None
    links: tuple[str, ...]
    media: tuple[str, ...]
    hashtags: tuple[str, ...]
    mentions: tuple[str, ...]
    cashtags: tuple[str, ...]
    lang: str | None
    layout: str
    spans: tuple[Span, ...]
    confidence: Confidence
    border_probability: float | None = None
    speaker: str | None = None
    cue: str | None = None
    date_text: str | None = None
    quote_type: QuoteType | None = None
    same_as: int | None = None
    quoted_in: int | None = None
    evidence: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        edge = 0
        for start, end in self.spans:
            if not edge <= start < end:
                raise ValueError(f"spans are not sorted, disjoint and non-empty: {self.spans}")
            edge = end
        if not self.evidence:
            raise ValueError("an Embed must name at least one rule as evidence")

    def to_dict(self) -> dict[str, Any]:
        """The record as a dict, keys in their documented order; tuples stay tuples."""
        return {name: getattr(self, name) for name in FIELD_NAMES}


FIELD_NAMES: tuple[str, ...] = tuple(field.name for field in fields(Embed))


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scan of one document gives.

    ``embeds`` are the records in document order; ``prose`` the text without the embeds
    (equal to the text where there is none); ``removed`` the half-open spans of the document
    that are not in ``prose``: the embeds and the white space that joined them. ``borders`` has for each
    embed what is known about its borders, None where they were read from markup; ``answers`` the result of
    the questions about doubtful ones, where any were asked.
    """

    embeds: tuple[Embed, ...]
    prose: str
    removed: tuple[Span, ...]
    borders: tuple[Border | None, ...] = field(default=(), compare=False)
    answers: Answers | None = field(default=None, compare=False)
