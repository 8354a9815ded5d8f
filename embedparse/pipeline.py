"""From a document to its scan: the whole story on one page.

literal scan -> rules for HTML, rules for text -> records -> prose (-> the same on the prose, where need be)
"""

from __future__ import annotations

from collections.abc import Collection

from embedparse.models import Confidence, Document, Embed, Scan
from embedparse.options import DEFAULT, Options

__all__ = ["DEFAULT", "Options", "scan", "scan_document", "scan_html"]

_NOTHING: tuple[Embed, ...] = ()


def scan_document(document: Document, options: Options = DEFAULT) -> Scan:
    """Find the embeds of ``document``; any string gives a result.

    Raises:
        TypeError: the document's text is no str.
    """
    if not isinstance(document.text, str):
        raise TypeError(
            f"an article is scanned as str, not {type(document.text).__name__}{_advice(document.text)}"
        )
    from embedparse import matching  # loaded with the first document

    corrections = options.corrections.of_text(document.text) if options.corrections else None
    asker = matching.asker_for(document, options, corrections)
    matches = matching.advised_matches(document, options, asker)
    if options.quotes:
        matches = matches + matching.find_quotes(document, matches, options)
    if not matches:
        return Scan(_NOTHING, document.text, ())
    from embedparse import removal, resolve  # most documents hold no post

    settled = matching.settle(matches)
    if corrections is not None:
        settled = corrections.apply(document.text, settled)
    kept = matching.wanted(settled, options)
    answers = asker.answers if asker else None
    if answers is not None and corrections is not None:
        answers.used |= corrections.used
    kept, remaining, removed = removal.remove(document, matches, kept, options)
    borders = tuple(match.border for match in kept)
    return Scan(tuple(resolve.to_embeds(document, kept)), remaining, tuple(removed), borders, answers)


def _advice(text: object) -> str:
    """What to do with an article that is no str, to follow a message."""
    return ": decode it first" if isinstance(text, (bytes, bytearray, memoryview)) else ""


def scan(
    text: str,
    *,
    doc: str = "",
    min_confidence: Confidence = "likely",
    platforms: str | Collection[str] | None = None,
    quotes: bool = False,
    indirect: bool = False,
) -> Scan:
    """Find the embedded posts of an article's text; with ``quotes`` those quoted in its sentences too.

    ``platforms`` are the names of those to look for; None: all. ``indirect`` adds what is retold without
    marks, where ``min_confidence`` is "possible". Raises UsageError for an unknown platform.

    >>> found = scan("It was late.\\nGood night!\\n— Ada (@ada_example) May 1, 2020\\nThen day came.")
    >>> found.embeds[0].handle, found.embeds[0].date, found.prose
    ('ada_example', '2020-05-01', 'It was late.\\nThen day came.')
    """
    options = Options(min_confidence, platforms, quotes=quotes, indirect=indirect)
    return scan_document(Document(doc, text), options)


def scan_html(
    source: str,
    *,
    doc: str = "",
    min_confidence: Confidence = "likely",
    platforms: str | Collection[str] | None = None,
    quotes: bool = False,
    indirect: bool = False,
) -> Scan:
    """Find the embedded posts of a page's HTML source; ``prose`` is the page without them."""
    options = Options(min_confidence, platforms, quotes=quotes, indirect=indirect)
    return scan_document(Document(doc, source, "html"), options)
