"""Sentences of a paragraph as narrative and quotations: what one attribution can reach."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from embedparse.models import Span
from embedparse.text.quotes import marks
from embedparse.text.quotes.cues import Cues, Place, Verb
from embedparse.text.quotes.marks import FILL, Quotation

#: A sentence's end in the narrative; `re` skips to the one set that it begins with.
_STOP = re.compile(rf"[.!?…。！？](?:(?<=[。！？])|(?<=[.!?…])[.!?…]{{0,3}}[)\]]?(?=\s|{FILL}))")
_ENDS = frozenset(".!?…。！？")
_WORDED = re.compile(r"[^\W_]")
#: Signs that do not begin a sentence.
_GOES_ON = frozenset(",;:.!?–—-，。、()")
_WORD_BEFORE = re.compile(r"([^\s(\x01]{1,20})\Z")
#: Dashes that are read in a paragraph.
_MOST_DASHES = 100
#: A dash that opens speech, and one that ends what the article says in between.
_DASH_OPENS = re.compile(r"(?:(?<=\A)|(?<=\n)|(?<=[.!?…:] ))[–—-][ ]?(?=\S)")
_DASH_CLOSES = re.compile(r"[ ][–—-](?=[ .,])[.,]?[ ]?")
#: What opens the second half of speech behind a dash: `— dijo Ana —: volveremos`, `– pisze Ewa. – Czas na …`.
_DASH_GOES_ON = re.compile(r"(?<=[.!?…] )[–—-][ ](?=\S)|(?<=\w)[ ]?[–—][:.,;][ ](?=\S)")
_DASH_AGAIN = re.compile(r"[ ][–—-](?=[ \w])")
#: What ends an attribution inside the marks.
_CLAUSE_ENDS = re.compile(r"[.,][ \u00a0](?=[^\s»”])")
#: How far behind a quotation its verb may be, in characters.
REACH = 140


@dataclass(slots=True)
class Sentence:
    """One sentence: offsets into the document, its narrative with quotations masked, and what was read in it.

    ``base`` is the offset of its first character in the document; ``start`` and ``end`` are half-open
    offsets into ``masked``, like those of ``verbs`` and ``places``; quotations have the document's.
    ``named``: a word of a platform is in the narrative.
    """

    base: int
    masked: str
    start: int
    end: int
    quotations: list[Quotation]
    cues: Cues
    places: list[Place] = field(default_factory=list)
    named: bool = False
    _verbs: list[Verb] | None = None

    @property
    def verbs(self) -> list[Verb]:
        """The verbs of the sentence, read when first asked for."""
        if self._verbs is None:
            self._verbs = self.cues.verbs(self.masked, self.start, self.end)
        return self._verbs

    def inside(self, quotation: Quotation) -> tuple[int, int]:
        """Offsets of ``quotation`` with its marks in ``masked``."""
        return quotation.outer_start - self.base, quotation.outer_end - self.base

    @property
    def bare(self) -> bool:
        """True if the sentence holds quotations and no word besides."""
        return bool(self.quotations) and _WORDED.search(self.masked, self.start, self.end) is None


def sentences(text: str, start: int, end: int, cues: Cues, triggers: Sequence[int]) -> list[Sentence]:
    """The sentences of the paragraph ``text[start:end]``; ``triggers`` are offsets of platform words."""
    quotations = [each for each in marks.find(text, start, end) if _is_worded(text, each, cues)]
    if cues.dash is not None:
        quotations = _with_dashes(text, start, end, quotations, cues.dash)
    if cues.interruption is not None and quotations:
        quotations = _with_interruptions(text, quotations, cues.interruption)
    masked = marks.mask(text, start, end, quotations)
    edges = sorted(
        {0, len(masked), *_stops(masked, cues), *_quotation_ends(text, masked, start, quotations, cues)}
    )
    out = []
    index = 0
    for low, high in pairwise(edges):
        if not masked[low:high].strip():
            continue
        own = []
        while index < len(quotations) and quotations[index].outer_end - start <= high:
            own.append(quotations[index])
            index += 1
        sentence = Sentence(start + low, masked[low:high], 0, high - low, own, cues)
        held = triggers[bisect_left(triggers, low + start) : bisect_left(triggers, high + start)]
        near = [at - start - low for at in held if masked[at - start] != FILL]
        sentence.named = bool(near)
        if near:
            sentence.places = cues.places(sentence.masked, 0, high - low, near)
        out.append(sentence)
    return out


def count(text: str, start: int, end: int, cues: Cues) -> int:
    """How many sentences the paragraph ``text[start:end]``, without quotations, has."""
    shown = text[start:end].rstrip()
    stops = _stops(shown, cues)
    return len(stops) + (not stops or stops[-1] < len(shown))


def _with_dashes(
    text: str, start: int, end: int, quotations: list[Quotation], dash: re.Pattern[str]
) -> list[Quotation]:
    """``quotations`` with those that a dash and a verb end: `– Co o tym myślicie? – pyta …`."""
    out = list(quotations)
    for found in islice(dash.finditer(text, start, end), _MOST_DASHES):
        around = next((q for q in out if q.outer_start <= found.start() < q.outer_end), None)
        comma = text[found.start()] == ","
        if around is not None:
            out = out if comma else _interrupted(text, out, around, found)
            continue
        low = max([start, *(q.outer_end for q in out if q.outer_end <= found.start())])
        opened = _DASH_OPENS.search(text, low, found.start())
        if opened is None and (comma or low > start):
            continue
        begin = opened.end() if opened is not None else _last_sentence(text, low, found.start())
        close = len(text[begin : found.start()].rstrip()) + begin
        if close - begin > 3 and not any(q.outer_start < found.end() and begin < q.outer_end for q in out):
            out.append(Quotation(begin, close, opened.start() if opened else begin, found.end(), True))
            if opened is not None and opened.start() == start:
                out += _second_half(text, (found.end(), end), out)
    return sorted(out)


def _second_half(text: str, rest: Span, quotations: list[Quotation]) -> list[Quotation]:
    """The speech that goes on behind the attribution between dashes that ``rest`` begins with, if any."""
    low, end = rest
    found = _DASH_GOES_ON.search(text, low, min(end, low + REACH))
    if found is None or any(q.outer_end > low for q in quotations):
        return []
    again = _DASH_AGAIN.search(text, found.end(), end)
    stop = again.start() if again else end
    outer = found.start() if found[0][1:] == " " else found.end()
    return [Quotation(found.end(), stop, outer, stop, True)] if stop - found.end() > 3 else []


def _with_interruptions(
    text: str, quotations: list[Quotation], interruption: re.Pattern[str]
) -> list[Quotation]:
    """``quotations`` split where an attribution is inside the marks: `« Merci, a-t-il écrit. Adieu. »`"""
    out = []
    for quotation in quotations:
        found = interruption.search(text, quotation.start, quotation.end)
        stop = _CLAUSE_ENDS.search(text, found.end(), quotation.end) if found is not None else None
        if found is None or (stop is not None and stop.start() - found.end() > REACH):
            out.append(quotation)
            continue
        out.append(Quotation(quotation.start, found.start(), quotation.outer_start, found.end(), True))
        if stop is not None and text[stop.end() : quotation.end].strip(" .\u00a0"):
            out.append(
                Quotation(stop.end(), quotation.end, stop.end(), quotation.outer_end, quotation.closed)
            )
    return out


def _last_sentence(text: str, low: int, high: int) -> int:
    """Where the sentence that ``high`` is in begins."""
    stops = [found.end() for found in _STOP.finditer(text, low, max(low, high - 2))]
    begin = stops[-1] if stops else low
    while begin < high and text[begin].isspace():
        begin += 1
    return begin


def _interrupted(
    text: str, quotations: list[Quotation], around: Quotation, dash: re.Match[str]
) -> list[Quotation]:
    """``quotations`` with ``around`` split where its attribution is between dashes inside the marks."""
    back = _DASH_CLOSES.search(text, dash.end(), around.end)
    stop = back.start() if back else around.end
    if stop - dash.end() > REACH or "." in text[dash.end() : stop - 1]:
        return quotations
    parts = [Quotation(around.start, dash.start(), around.outer_start, dash.end(), True)]
    if back is not None and text[back.end() : around.end].strip(" ."):
        parts.append(Quotation(back.end(), around.end, back.start(), around.outer_end, True))
    return sorted([*(q for q in quotations if q is not around), *parts])


def _is_worded(text: str, quotation: Quotation, cues: Cues) -> bool:
    """Whether marks hold words that may be a post's: some letters, and not just a platform's name."""
    inner = text[quotation.start : quotation.end].strip(" .,\u00a0")
    letters = sum(c.isalpha() for c in inner[:8])
    return letters > 0 and (len(inner) > 24 or cues.token.fullmatch(inner) is None)


def _stops(masked: str, cues: Cues) -> list[int]:
    """Where sentences of the narrative end."""
    out = []
    for found in _STOP.finditer(masked):
        end = found.end()
        if found[0][0] == "." and _is_abbreviation(masked, found.start(), cues):
            continue
        following = masked[end : end + 3].lstrip()
        if following[:1].islower():
            continue
        out.append(end)
    return out


def _is_abbreviation(masked: str, dot: int, cues: Cues) -> bool:
    before = _WORD_BEFORE.search(masked, max(0, dot - 21), dot)
    if before is None:
        return False
    word = before[1].casefold()
    if before[1] == "X" and masked[: max(0, dot - 2)][-1:].islower():
        return False  # `wrote on X.`
    if word.isdigit():
        return len(word) <= 2 and cues.language != "en"
    if word in cues.abbreviations:
        return True
    return len(word.rpartition(".")[2]) == 1 and word[-1].isalpha() and before[1][-1].isupper()


def _quotation_ends(text: str, masked: str, base: int, quotations: list[Quotation], cues: Cues) -> list[int]:
    """Ends of quotations that end their sentence: by a full stop inside, or because another follows."""
    out = []
    for number, quotation in enumerate(quotations):
        end = quotation.outer_end - base
        following = masked[end:].lstrip() if len(masked) - end < 4 else masked[end : end + 4].lstrip()
        if not following:
            continue
        sign = following[0]
        inner = text[quotation.start : quotation.end].rstrip()[-1:]
        if sign == FILL:
            if number + 1 < len(quotations) and inner not in ",，、":
                out.append(end)
        elif (
            inner in _ENDS
            and not sign.islower()
            and sign not in _GOES_ON
            and not _is_attribution(masked, end, inner, cues)
        ):
            out.append(end)
    return out


def _is_attribution(masked: str, end: int, inner: str, cues: Cues) -> bool:
    """Whether a capital behind a quotation that ends in ``inner`` begins its attribution, not a sentence."""
    if cues.verb_last:
        return True
    stop = _STOP.search(masked, end)
    high = min(stop.start() if stop else len(masked), end + REACH)
    while stop and stop.start() < end + REACH and _is_abbreviation(masked, stop.start(), cues):
        stop = _STOP.search(masked, stop.end())
        high = min(stop.start() if stop else len(masked), end + REACH)
    verbs = cues.verbs(masked, end, high)
    if not verbs or FILL in masked[verbs[0].end : high] or ":" in masked[verbs[0].end : high]:
        return False
    if masked[verbs[0].end : high].lstrip(" ").startswith(("that ", "how ")):
        return False
    gap = masked[end : verbs[0].start]
    if cues.relative.search(gap):
        return False
    words = len(gap.split())
    if "," in gap.strip(" ,"):
        return gap.rstrip().endswith(",") and words <= 24 and inner != "."  # a name with its description
    return words <= 6 if inner != "." else verbs[0].kind == "social" and words <= 3
