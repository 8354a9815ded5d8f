"""Speakers: who posted, as printed, told by the verb's subject before or behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

from embedparse.text.quotes.clauses import Sentence
from embedparse.text.quotes.cues import Cues, Place, Verb
from embedparse.text.quotes.marks import FILL
from embedparse.text.quotes.orders import Governed

_TOKEN = re.compile(r"[^\s,;:()\x01]+")
_PARTICLES = frozenset(
    "de da do dos das di del della van von der den ten ter la le el al bin ibn y e zu af ap ben".split()
)
_HANDLE = re.compile(r"[(（]?@(\w{1,30})")
_PAREN = re.compile(r"\([^()\n]{0,80}\)|（[^（）\n]{0,40}）|\[[^\[\]\n]{0,60}\]")
_POSSESSIVE = re.compile(r"[’']s?\Z")
#: A subject is looked for so far from its verb, in characters.
_REACH = 260
_MOST_WORDS = 10


class Speaker(NamedTuple):
    """Half-open offsets into the masked paragraph of the words that name who posted."""

    start: int
    end: int


def find(sentence: Sentence, governed: Governed, cues: Cues) -> Speaker | None:
    """The speaker of a governed quotation, or None where the sentence names none."""
    verb, place = _finite(sentence, governed.root), governed.place
    if verb is None:
        return _before(sentence, place.start, None, cues) if place is not None else None
    if place is not None and place.subject and place.end <= verb.start:
        return _owner(sentence, place, cues)
    inverted = _first_words(sentence, verb, place, cues) == 0
    if inverted:
        return _behind(sentence, verb, place, cues)
    return _before(sentence, verb.start, place, cues) or _behind(sentence, verb, place, cues)


def _finite(sentence: Sentence, verb: Verb | None) -> Verb | None:
    """The verb whose subject a participle shares: `claimed victory in a tweet, saying: …`."""
    if verb is None or not verb.leans:
        return verb
    earlier = [v for v in sentence.verbs if v.end <= verb.start and not v.leans]
    return earlier[-1] if earlier else verb


def _first_words(sentence: Sentence, verb: Verb, place: Place | None, cues: Cues) -> int:
    """How many words that may be a subject stand between the clause's beginning and ``verb``."""
    segment = _segment(sentence, verb.start, place, cues)
    return len([t for t in _tokens(sentence.masked, *segment) if not _skipped(t[0], cues)])


def _segment(sentence: Sentence, stop: int, place: Place | None, cues: Cues) -> tuple[int, int]:
    """The stretch before ``stop`` that may hold its subject: behind quotation, colon, place at the start."""
    masked = sentence.masked
    low = max(sentence.start, stop - _REACH, masked.rfind(FILL, sentence.start, stop) + 1)
    for sign in ":;—–":
        low = max(low, masked.rfind(sign, low, stop) + 1)
    if masked.find(" - ", low, stop) >= 0:
        low = masked.rfind(" - ", low, stop) + 2
    inner = [p for p in sentence.places if low <= p.start and p.end <= stop and not p.subject]
    if place is not None and low <= place.start and place.end <= stop and not place.subject:
        inner.append(place)
    for p in sorted(inner, reverse=True):
        if any(not _skipped(t[0], cues) for t in _tokens(masked, p.end, stop)):
            return p.end, stop
        stop = p.start
    return low, stop


def _tokens(masked: str, low: int, high: int) -> list[re.Match[str]]:
    return list(_TOKEN.finditer(masked, low, high))


def _skipped(word: str, cues: Cues) -> bool:
    folded = word.casefold().strip("’'.-–—")
    return (
        not folded
        or folded in cues.skips
        or (folded.endswith("ly") and cues.language == "en" and word[0].islower())
    )


def _before(sentence: Sentence, stop: int, place: Place | None, cues: Cues) -> Speaker | None:
    """The subject that ends before ``stop``."""
    masked = sentence.masked
    low, high = _segment(sentence, stop, place, cues)
    shown = _blanked(masked, low, high, cues)
    tokens = _tokens(shown, low, high)
    while tokens and _skipped(tokens[-1][0], cues):
        tokens.pop()
    if not tokens:
        return None
    if len(tokens) > 1 and tokens[-1][0].casefold() in ("who", "which"):
        tokens.pop()
        high = tokens[-1].end() + 2
    end = tokens[-1].end()
    chunks = _chunks(shown, low, end)
    if "," in shown[end:high] and len(chunks) > 1:
        for chunk in reversed(chunks[-4:]):
            found = _phrase(shown, *chunk, cues)
            if found is not None and _is_name(shown, *chunk, cues):
                return found
        return _phrase(shown, *chunks[-2], cues) or _phrase(shown, *chunks[-1], cues)
    return _phrase(shown, *chunks[-1], cues)


def _behind(sentence: Sentence, verb: Verb, place: Place | None, cues: Cues) -> Speaker | None:
    """The subject behind ``verb``, before the place, a comma or a preposition."""
    masked = sentence.masked
    high = min(sentence.end, verb.end + 160)
    for p in sentence.places:
        if verb.end <= p.start < high:
            high = p.start
    for sign in (FILL, ":", ";", " – ", " — ", " - ", ". "):
        at = masked.find(sign, verb.end, high)
        if at >= 0 and not (sign == ". " and at - verb.end < 4):
            high = at if sign != ". " or not _is_initial(masked, at, cues) else high
    shown = _blanked(masked, verb.end, high, cues)
    chunks = _chunks(shown, verb.end, high)
    for index, (low, stop) in enumerate(chunks[:3]):
        kept = _cut_at_break(shown, low, stop, cues)
        if kept is None:
            if index == 0 and _tokens(shown, low, stop):
                return None
            continue
        found = _phrase(shown, *kept, cues)
        if found is not None:
            if (
                index == 0
                and not _has_capital(shown, found)
                and len(chunks) > 1
                and _is_name(shown, *chunks[1], cues)
            ):
                return _phrase(shown, *chunks[1], cues)
            return found
    return None


def _is_initial(masked: str, dot: int, cues: Cues) -> bool:
    """Whether the full stop at ``dot`` belongs to an initial or an abbreviation."""
    word = masked[masked.rfind(" ", 0, dot) + 1 : dot]
    return (len(word) == 1 and word.isalpha()) or word.casefold() in cues.abbreviations


def _cut_at_break(shown: str, low: int, high: int, cues: Cues) -> tuple[int, int] | None:
    """The stretch from its first word that is no adverb up to a word that ends the phrase."""
    tokens = _tokens(shown, low, high)
    while tokens and _skipped(tokens[0][0], cues):
        tokens.pop(0)
    kept: list[re.Match[str]] = []
    for token in tokens[:_MOST_WORDS]:
        folded = token[0].casefold()
        if folded in cues.breaks and not (folded in _PARTICLES and kept and kept[-1][0][0].isupper()):
            break
        kept.append(token)
        if (
            token[0].endswith(".")
            and len(token[0]) > 3
            and token[0].casefold() not in cues.titles
            and token[0].casefold().rstrip(".") not in cues.abbreviations
        ):
            break
    return (kept[0].start(), kept[-1].end()) if kept else None


def _blanked(masked: str, low: int, high: int, cues: Cues) -> str:
    """``masked`` with parentheses and date phrases of the stretch turned into blanks."""
    part = _PAREN.sub(lambda m: " " * len(m[0]), masked[low:high])
    part = cues.date.sub(lambda m: " " * len(m[0]), part)
    return masked[:low] + part + masked[high:]


def _chunks(shown: str, low: int, high: int) -> list[tuple[int, int]]:
    """The stretches between commas that hold a word."""
    out = []
    edge = low
    while edge < high:
        at = shown.find(",", edge, high)
        at = high if at < 0 else at
        if any(c.isalnum() for c in shown[edge:at]):
            out.append((edge, at))
        edge = at + 1
    return out or [(low, high)]


def _is_capital(word: str) -> bool:
    bare = word.lstrip("@#“\"'’‘(")
    return bool(bare) and (
        bare[0].isupper() or bare[0].isdigit() or not (bare[0].islower() or bare[0].isupper())
    )


def _has_capital(shown: str, span: Speaker) -> bool:
    return any(_is_capital(t[0]) for t in _tokens(shown, *span))


def _is_name(shown: str, low: int, high: int, cues: Cues) -> bool:
    """Whether the stretch is a name and nothing else."""
    words = [t[0] for t in _tokens(shown, low, high)]
    if not 1 <= len(words) <= 6:
        return False
    if not any(c.isalpha() for w in words for c in w):
        return False
    return all(_is_capital(w) or w.casefold() in _PARTICLES for w in words) and not _POSSESSIVE.search(
        words[0]
    )


def _phrase(shown: str, low: int, high: int, cues: Cues) -> Speaker | None:
    """The noun phrase that ends the stretch: a pronoun, a name without titles, or words from the article."""
    tokens = _tokens(shown, low, high)
    while tokens and not any(c.isalnum() for c in tokens[-1][0]):
        tokens.pop()
    if not tokens:
        return None
    last = tokens[-1]
    if cues.pronoun.fullmatch(last[0]):
        return Speaker(last.start(), last.end())
    if last[0].casefold() in cues.breaks:
        return None
    if not _is_capital(last[0]):
        return _common(tokens, cues)
    first = len(tokens) - 1
    lead = next((i for i in range(first, 1, -1) if tokens[i - 1][0] in ("of", "from")), 0)
    if lead and _is_capital(tokens[lead - 2][0]) and all(_is_capital(t[0]) for t in tokens[lead:]):
        tokens = tokens[: lead - 1]  # `Ann Example of Sampleton`
        first = len(tokens) - 1
    while first > 0:
        word = tokens[first - 1][0]
        if _POSSESSIVE.search(word) or word[0] == "@":
            break
        particle = word.casefold() in _PARTICLES and first > 1 and _is_capital(tokens[first - 2][0])
        if not (_is_capital(word) or particle) or word.casefold() in cues.breaks:
            break
        first -= 1
    return _name(tokens, first, cues)


def _name(tokens: list[re.Match[str]], first: int, cues: Cues) -> Speaker | None:
    """The name in ``tokens[first:]``, titles before it left out."""
    at = first
    for index in range(first, len(tokens) - 1):
        word = tokens[index][0].casefold()
        if word in cues.titles or (word in cues.determiners and word not in cues.pronoun.pattern):
            at = index + 1
    if tokens[at][0].casefold() in cues.determiners and at + 1 < len(tokens):
        at += 1
    word = tokens[at][0].casefold()
    if at == len(tokens) - 1 and (word in cues.titles or word in cues.determiners):
        return _common(tokens, cues) or Speaker(tokens[at].start(), tokens[at].end())
    if cues.noun_capitals and len(tokens) - at >= 3 and at > 0 and tokens[at - 1][0][0].islower():
        at = len(tokens) - 2
    lone = at == len(tokens) - 1 and at > 0 and tokens[at - 1][0].casefold() in cues.determiners
    if lone and cues.noun_capitals:
        at -= 1  # `der Verein`
    end = tokens[-1].end()
    word = tokens[-1][0]
    while (word and word[-1] in "’'”\"*_") or word.endswith(("’s", "'s")):
        cut = 2 if word.endswith(("’s", "'s")) else 1
        end, word = end - cut, word[:-cut]
    return Speaker(tokens[at].start(), end) if end > tokens[at].start() else None


def _common(tokens: list[re.Match[str]], cues: Cues) -> Speaker | None:
    """A phrase of common nouns from its article on: `the drag queen`, `a spokesman for the company`."""
    best = None
    for index in range(len(tokens) - 1, max(-1, len(tokens) - _MOST_WORDS), -1):
        folded = tokens[index][0].casefold()
        if folded in cues.determiners:
            best = index
        elif folded in cues.breaks and best is not None:
            break
    if best is None or best == len(tokens) - 1:
        return None
    return Speaker(tokens[best].start(), tokens[-1].end())


def _owner(sentence: Sentence, place: Place, cues: Cues) -> Speaker | None:
    """Whose tweet it is, where the tweet is the subject: `Example’s tweet read`."""
    low = max(sentence.start, sentence.masked.rfind(FILL, sentence.start, place.start) + 1, place.start - 80)
    tokens = _tokens(sentence.masked, low, place.start)
    for index in range(len(tokens) - 1, -1, -1):
        word = tokens[index][0]
        if _POSSESSIVE.search(word) and _is_capital(word):
            return _phrase(sentence.masked, tokens[0].start(), tokens[index].end(), cues)
        if len(tokens) - index > 3:
            break
    if cues.account.search(sentence.masked, place.start, place.end) and tokens:
        return _common([*tokens, *_tokens(sentence.masked, place.start, place.end)], cues)
    return None


def handle_at(text: str, end: int) -> str | None:
    """The handle that is printed behind a name that ends at ``end`` of the document."""
    found = _HANDLE.match(text, end + (text[end : end + 1] == " "))
    return found[1] if found else None
