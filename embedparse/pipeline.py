"""From a document to its scan: the whole story on one page.

literal scan -> rules for HTML, rules for text -> records -> prose (-> the same on the prose, where need be)
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from embedparse.models import IN_PROSE, RANK, Confidence, Document, Embed, Match, Scan, Span, UsageError

if TYPE_CHECKING:
    from embedparse.corrections import Corrections, DocumentCorrections
    from embedparse.questions import Asker, Batched, Resolver

#: What leaves the prose of a post whose borders are doubtful.
Doubtful = Literal["core", "keep"]
DOUBTFUL_CHOICES: tuple[Doubtful, ...] = ("core", "keep")
#: How often the prose is searched again for what shows only once an embed is out of it.
MOST_ROUNDS = 3
_NOTHING: tuple[Embed, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose: two dials, the platforms to look for, and who is asked in doubt.

    ``min_confidence`` drops records found with less evidence; ``platforms`` keeps those named, one
    or several (None: all); ``prefilter`` False runs every matcher on every document, for tests only.
    ``quotes`` also looks for posts that the article quotes in its own sentences; they stay in the
    prose.

    ``min_border`` is about what is removed, never about the records: of a post whose `border_probability` is
    less, ``doubtful`` says what leaves the prose: "core", what is the post's with that probability (its
    attribution and the lines beside it), or "keep", nothing.

    ``resolve`` is asked where a border is doubtful: it is called with a `Question` and returns the number of
    a candidate, or None; a `Batched` one is called with the list of a document's questions and returns as
    many answers. What it raises, or does not answer within ``resolve_seconds``, leaves the decision to the
    model. ``questions`` collects the questions in ``Scan.answers``; ``corrections`` are answers and
    verdicts from a file (`embedparse.corrections`).
    """

    min_confidence: Confidence = "likely"
    platforms: str | Collection[str] | None = None
    prefilter: bool = True
    quotes: bool = False
    min_border: float = 0.0
    doubtful: Doubtful = "core"
    resolve: Resolver | Batched | None = None
    resolve_seconds: float | None = None
    questions: bool = False
    corrections: Corrections | None = None

    def __post_init__(self) -> None:
        """Raises UsageError for a level or a platform that there is none of."""
        if self.min_confidence not in RANK:
            raise UsageError(f"no confidence is called {self.min_confidence}; there are {', '.join(RANK)}.")
        if isinstance(self.platforms, str):
            object.__setattr__(self, "platforms", (self.platforms,))
        if not 0 <= self.min_border <= 1:
            raise UsageError(f"min_border is a probability from 0 to 1, not {self.min_border}.")
        if self.doubtful not in DOUBTFUL_CHOICES:
            raise UsageError(f"doubtful is one of {', '.join(DOUBTFUL_CHOICES)}, not {self.doubtful}.")
        if self.platforms is not None:
            from embedparse.platforms import check_names

            check_names(self.platforms)

    def keeps(self, match: Match) -> bool:
        if RANK[match.confidence] > RANK[self.min_confidence]:
            return False
        return self.platforms is None or match.platform in self.platforms


DEFAULT = Options()


def scan_document(document: Document, options: Options = DEFAULT) -> Scan:
    """Find the embeds of ``document``; any string gives a result.

    Raises:
        TypeError: the document's text is no str.
    """
    if not isinstance(document.text, str):
        raise TypeError(
            f"an article is scanned as str, not {type(document.text).__name__}{_advice(document.text)}"
        )
    corrections = options.corrections.of_text(document.text) if options.corrections else None
    asker = _asker(document, options, corrections)
    matches = _advised_matches(document, options, asker)
    if options.quotes:
        matches = matches + _quotes(document, matches)
    if not matches:
        return Scan(_NOTHING, document.text, ())
    from embedparse.resolve import settle, to_embeds

    settled = settle(matches)
    if corrections is not None:
        settled = corrections.apply(document.text, settled)
    kept = [match for match in settled if options.keeps(match)]
    answers = asker.answers if asker else None
    if answers is not None and corrections is not None:
        answers.used |= corrections.used
    kept, remaining, removed = _remove(document, kept, options)
    borders = tuple(match.border for match in kept)
    return Scan(tuple(to_embeds(document, kept)), remaining, tuple(removed), borders, answers)


def _advised_matches(document: Document, options: Options, asker: Asker | None) -> list[Match]:
    """What the rules find, read again after each batch of answers that ``asker`` got."""
    matches = find_matches(document, options.min_confidence, prefilter=options.prefilter, asker=asker)
    if asker is None:
        return matches
    from embedparse.questions import MOST_BATCHES

    for _ in range(MOST_BATCHES):
        if not asker.ask_open():
            break
        matches = find_matches(document, options.min_confidence, prefilter=options.prefilter, asker=asker)
    return matches


def _advice(text: object) -> str:
    """What to do with an article that is no str, to follow a message."""
    return ": decode it first" if isinstance(text, (bytes, bytearray, memoryview)) else ""


def _remove(document: Document, kept: list[Match], options: Options) -> tuple[list[Match], str, list[Span]]:
    """``kept`` with the posts that only show once these are out, the prose, and the spans removed for it.

    Where somebody decides on borders or corrects records, what stays in the prose stays on purpose.
    """
    spans = [span for match in kept if match.kind not in IN_PROSE for span in _removable(match, options)]
    if not spans:
        return kept, document.text, []
    from embedparse import prose

    remaining, removed = prose.without_embeds(document, spans)
    if options.min_border or options.corrections or options.resolve:
        return kept, remaining, removed
    for _ in range(MOST_ROUNDS):
        if not prose.may_hold_more(document, remaining, removed, options.min_confidence):
            break
        rest = Document(document.id, remaining, document.kind)
        more = _removed_from(rest, options)
        if not more:
            break
        from embedparse.moved import move, moved_spans
        from embedparse.resolve import settle
        from embedparse.spans import merge, without

        _, offsets = without(document.text, removed, "")
        remaining, again = prose.without_embeds(rest, [span for match in more for span in match.spans])
        removed = merge([*removed, *moved_spans(again, offsets)])
        kept = settle([*kept, *(move(match, offsets) for match in more)])
    return kept, remaining, removed


def _removed_from(rest: Document, options: Options) -> list[Match]:
    """What a scan of ``rest`` would remove."""
    matches = find_matches(rest, options.min_confidence, prefilter=options.prefilter)
    if not matches:
        return []
    from embedparse.resolve import settle

    return [match for match in settle(matches) if options.keeps(match) and match.kind not in IN_PROSE]


def find_matches(
    document: Document,
    least: Confidence = "possible",
    *,
    prefilter: bool = True,
    asker: Asker | None = None,
) -> list[Match]:
    """What the rules find in ``document``, overlaps not yet settled.

    The rules for HTML read markup, those for text what is left; each kind of document is searched for both.
    What has less than the confidence ``least`` may be left out. ``asker`` may overrule the model where it
    decides where bodies begin and end.
    """
    if document.kind == "html":
        from embedparse import html

        return html.find(document.text) if not prefilter or html.may_hold(document.text) else []
    return _find_in_text(document.text, least, prefilter=prefilter, asker=asker)


def _find_in_text(
    source: str, least: Confidence, *, prefilter: bool, asker: Asker | None = None
) -> list[Match]:
    """The rules for HTML on the markup in a text, those for text on the rest.

    Most texts hold no tag, and load nothing for it.
    """
    from embedparse import text

    if "<" not in source and "&" not in source:
        return _outside_code(source, text.find(source, asker, least))
    from embedparse.html import islands
    from embedparse.moved import move
    from embedparse.spans import merge, without

    found = islands.find(source) if not prefilter or islands.may_hold(source) else []
    spans = merge(span for island in found for span in island.spans)
    if spans:
        remaining, offsets = without(source, spans, "\n\n")
        if asker:
            asker.read_through(offsets)
        moved = (move(match, offsets) for match in text.find(remaining, asker, least))
        found += [match for match in moved if match.spans]
    else:
        found += text.find(source, asker, least)
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


def _asker(document: Document, options: Options, corrections: DocumentCorrections | None) -> Asker | None:
    """What gives the decoder answers, where there is anybody to ask or any are known."""
    if corrections is None and options.resolve is None and not options.questions:
        return None
    from embedparse.questions import Asker

    return Asker(
        document.id,
        document.text,
        corrections=corrections,
        resolve=options.resolve,
        seconds=options.resolve_seconds,
    )


def _removable(match: Match, options: Options) -> list[Span]:
    """The spans of ``match`` that leave the prose: all, or less where its borders are doubtful."""
    if match.border_probability is None or match.border_probability >= options.min_border:
        return match.spans
    if options.doubtful == "keep" or match.border is None:
        return []
    return match.border.sure_spans(options.min_border)


def _quotes(document: Document, matches: list[Match]) -> list[Match]:
    """The posts that ``document`` quotes in its own sentences, outside of the embeds in ``matches``."""
    from embedparse.text import quotes

    if document.kind != "html":
        return quotes.find(document.text, matches)
    if not quotes.may_quote(document.text):
        return []
    from embedparse.html.visible_text import VisibleText

    embeds = [span for match in matches if match.kind not in IN_PROSE for span in match.spans]
    visible = VisibleText(document.text, embeds)
    return quotes.find_in_visible(visible.text, visible.to_source, matches)


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
