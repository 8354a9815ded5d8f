"""From a document to its scan: the whole story on one page.

prefilter -> HTML path or text path -> records -> prose
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from embedparse.models import RANK, Confidence, Document, DocumentKind, Embed, Match, Scan, Span, UsageError

_NOTHING: tuple[Embed, ...] = ()
#: Kinds of records that are reported and left in the prose.
IN_PROSE = frozenset({"link", "quote"})


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose: the confidence dial and the platforms to look for.

    ``min_confidence`` drops records found with less evidence; ``platforms`` keeps those named
    (None: all); ``prefilter`` False runs every matcher on every document, for tests only. ``quotes`` also
    looks for posts that the article quotes in its own sentences; they stay in the prose.
    """

    min_confidence: Confidence = "likely"
    platforms: Collection[str] | None = None
    prefilter: bool = True
    quotes: bool = False

    def __post_init__(self) -> None:
        """Raises UsageError for a level or a platform that there is none of."""
        if self.min_confidence not in RANK:
            raise UsageError(f"no confidence is called {self.min_confidence}; there are {', '.join(RANK)}.")
        if self.platforms is not None:
            from embedparse.platforms import check_names

            check_names(self.platforms)

    def keeps(self, match: Match) -> bool:
        if RANK[match.confidence] > RANK[self.min_confidence]:
            return False
        return self.platforms is None or match.platform in self.platforms


DEFAULT = Options()


class Path(NamedTuple):
    """What reads one kind of document: the matcher, and how embeds are taken out; the literal scan before it.

    The text path's matcher begins with a scan of its own, whose finds it needs.
    """

    find: Callable[[str], list[Match]]
    remove: Callable[[str, Iterable[Span]], tuple[str, list[Span]]]
    may_hold: Callable[[str], bool] = bool


@cache
def path_of(kind: DocumentKind) -> Path:
    """The path for ``kind``, loaded when its first document comes: the HTML path brings lxml."""
    from embedparse import prose

    if kind == "html":
        from embedparse import html

        return Path(html.find, prose.of_html, html.may_hold)
    from embedparse import text

    return Path(text.find, prose.of_text)


def scan_document(document: Document, options: Options = DEFAULT) -> Scan:
    """Find the embeds of ``document``; any string gives a result."""
    path = path_of(document.kind)
    matches = path.find(document.text) if path.may_hold(document.text) or not options.prefilter else []
    if options.quotes:
        matches = matches + _quotes(document, matches)
    if not matches:
        return Scan(_NOTHING, document.text, ())
    from embedparse.resolve import to_embeds

    embeds = tuple(to_embeds(document, matches, options.keeps))
    spans = [span for embed in embeds if embed.kind not in IN_PROSE for span in embed.spans]
    if not spans:
        return Scan(embeds, document.text, ())
    prose, removed = path.remove(document.text, spans)
    return Scan(embeds, prose, tuple(removed))


def _quotes(document: Document, matches: list[Match]) -> list[Match]:
    """The posts that ``document`` quotes in its own sentences, outside of the embeds in ``matches``."""
    from embedparse.text import quotes

    if document.kind == "html" or not quotes.may_hold(document.text):
        return []
    return quotes.find(document.text, matches)


def scan(text: str, *, doc: str = "", min_confidence: Confidence = "likely", quotes: bool = False) -> Scan:
    """Find the embedded posts of an article's text; with ``quotes`` those quoted in its sentences too.

    >>> found = scan("It was late.\\nGood night!\\n— Ada (@ada_example) May 1, 2020\\nThen day came.")
    >>> found.embeds[0].handle, found.embeds[0].date, found.prose
    ('ada_example', '2020-05-01', 'It was late.\\nThen day came.')
    """
    return scan_document(Document(doc, text), Options(min_confidence, quotes=quotes))


def scan_html(
    source: str, *, doc: str = "", min_confidence: Confidence = "likely", quotes: bool = False
) -> Scan:
    """Find the embedded posts of a page's HTML source; ``prose`` is the page without them."""
    return scan_document(Document(doc, source, "html"), Options(min_confidence, quotes=quotes))
