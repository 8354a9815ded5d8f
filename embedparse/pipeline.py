"""From a document to its scan: the whole story on one page.

literal scan -> rules for HTML, rules for text -> records -> prose
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from embedparse.models import IN_PROSE, RANK, Confidence, Document, Embed, Match, Scan, UsageError

_NOTHING: tuple[Embed, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose: the confidence dial and the platforms to look for.

    ``min_confidence`` drops records found with less evidence; ``platforms`` keeps those named, one
    or several (None: all); ``prefilter`` False runs every matcher on every document, for tests only.
    ``quotes`` also looks for posts that the article quotes in its own sentences; they stay in the
    prose.
    """

    min_confidence: Confidence = "likely"
    platforms: str | Collection[str] | None = None
    prefilter: bool = True
    quotes: bool = False

    def __post_init__(self) -> None:
        """Raises UsageError for a level or a platform that there is none of."""
        if self.min_confidence not in RANK:
            raise UsageError(f"no confidence is called {self.min_confidence}; there are {', '.join(RANK)}.")
        if isinstance(self.platforms, str):
            object.__setattr__(self, "platforms", (self.platforms,))
        if self.platforms is not None:
            from embedparse.platforms import check_names

            check_names(self.platforms)

    def keeps(self, match: Match) -> bool:
        if RANK[match.confidence] > RANK[self.min_confidence]:
            return False
        return self.platforms is None or match.platform in self.platforms


DEFAULT = Options()


def scan_document(document: Document, options: Options = DEFAULT) -> Scan:
    """Find the embeds of ``document``; any string gives a result."""
    matches = find_matches(document, prefilter=options.prefilter)
    if options.quotes:
        matches = matches + _quotes(document, matches)
    if not matches:
        return Scan(_NOTHING, document.text, ())
    from embedparse.resolve import to_embeds

    embeds = tuple(to_embeds(document, matches, options.keeps))
    spans = [span for embed in embeds if embed.kind not in IN_PROSE for span in embed.spans]
    if not spans:
        return Scan(embeds, document.text, ())
    from embedparse import prose

    remaining, removed = prose.without_embeds(document, spans)
    return Scan(embeds, remaining, tuple(removed))


def find_matches(document: Document, *, prefilter: bool = True) -> list[Match]:
    """What the rules find in ``document``, overlaps not yet settled.

    The rules for HTML read markup, those for text what is left; each kind of document is searched for both.
    """
    if document.kind == "html":
        from embedparse import html

        return html.find(document.text) if not prefilter or html.may_hold(document.text) else []
    return _find_in_text(document.text, prefilter=prefilter)


def _find_in_text(source: str, *, prefilter: bool) -> list[Match]:
    """The rules for HTML on the markup in a text, those for text on the rest.

    Most texts hold no tag, and load nothing for it.
    """
    from embedparse import text

    if "<" not in source and "&" not in source:
        return _outside_code(source, text.find(source))
    from embedparse.html import islands
    from embedparse.spans import merge, without

    found = islands.find(source) if not prefilter or islands.may_hold(source) else []
    spans = merge(span for island in found for span in island.spans)
    remaining, offsets = without(source, spans, "\n\n")
    for match in text.find(remaining):
        match.spans = merge(part for span in match.spans for part in offsets.to_source(span))
        if match.spans:
            found.append(match)
    found = _outside_code(source, found)
    islands.add_loaders(source, found)
    return found


def _outside_code(source: str, matches: list[Match]) -> list[Match]:
    """``matches`` without those that end in code; the body of a post may quote some."""
    if not matches:
        return matches
    from embedparse.spans import Taken
    from embedparse.text.code import code_spans

    code = Taken(code_spans(source))
    return [match for match in matches if not all(code.overlaps((end - 1, end)) for _, end in match.spans)]


def _quotes(document: Document, matches: list[Match]) -> list[Match]:
    """The posts that ``document`` quotes in its own sentences, outside of the embeds in ``matches``."""
    from embedparse.text import quotes

    if document.kind == "html":
        return quotes.find_in_page(document.text, matches)
    return quotes.find(document.text, matches)


def scan(
    text: str,
    *,
    doc: str = "",
    min_confidence: Confidence = "likely",
    platforms: str | Collection[str] | None = None,
    quotes: bool = False,
) -> Scan:
    """Find the embedded posts of an article's text; with ``quotes`` those quoted in its sentences too.

    ``platforms`` are the names of those to look for; None: all. Raises UsageError for an unknown one.

    >>> found = scan("It was late.\\nGood night!\\n— Ada (@ada_example) May 1, 2020\\nThen day came.")
    >>> found.embeds[0].handle, found.embeds[0].date, found.prose
    ('ada_example', '2020-05-01', 'It was late.\\nThen day came.')
    """
    return scan_document(Document(doc, text), Options(min_confidence, platforms, quotes=quotes))


def scan_html(
    source: str,
    *,
    doc: str = "",
    min_confidence: Confidence = "likely",
    platforms: str | Collection[str] | None = None,
    quotes: bool = False,
) -> Scan:
    """Find the embedded posts of a page's HTML source; ``prose`` is the page without them."""
    return scan_document(Document(doc, source, "html"), Options(min_confidence, platforms, quotes=quotes))
