"""Speakers: who posted, as printed, found as the verb's subject before or behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

from embedparse.models import Span
from embedparse.text.quotes.clauses import Sentence
from embedparse.text.quotes.cues import Cues, Place, Verb
from embedparse.text.quotes.marks import FILL
from embedparse.text.quotes.orders import Governed

_TOKEN = re.compile(r"[^\s,;:()\x01]+")
_PARTICLES = frozenset(
    "de da do dos das di del della van von der den ten ter la le el al bin ibn y e zu af ap ben".split()
)
#: Words that join a noun to the name of what it belongs to.
_OF = frozenset("of de del da do dos das di du des von van for della".split())
#: Prepositions between a noun and its field: `experte en droit`, `Expertin für Recht`.
_FIELD = frozenset(["en", "de", "für", "in", "di", "em", "for", "för", "voor"])
#: Prepositions that begin a clause too.
_CONJUNCTIONS = frozenset(["after", "before", "since", "until"])
#: Verbs with which a place begins.
_TAKES = re.compile(
    r"(?:took|takes?|turn(?:ed|s)|went|goes|hopped|jumped|logged|(?:re)?post(?:ed|s)|shar(?:ed|es)) "
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\Z")
_HANDLE = re.compile(r"[(（]?@(\w{1,30})")
_PAREN = re.compile(
    r",? ?(?<!\w)[RDI]-[A-Z][A-Za-z.]{1,6}\b[.,]?|\([^()\n]{0,80}\)|（[^（）\n]{0,40}）|\[[^\[\]\n]{0,60}\]"
)
#: An article that is one word with its noun: `l'avocate`.
_ELIDED = re.compile(r"[lL]['’]\w")
_POSSESSIVE = re.compile(r"[’']s?\Z")
#: A subject is looked for so far from its verb, in characters.
_REACH = 260
_MOST_WORDS = 10
#: Characters of auxiliaries and adverbs between a verb and the place behind it.
_BETWEEN = 24


class Speaker(NamedTuple):
    """Half-open offsets into the masked paragraph of the words that name who posted."""

    start: int
    end: int


def find(sentence: Sentence, governed: Governed, cues: Cues) -> Speaker | None:
    """The speaker of a governed quotation, or None where the sentence names none."""
    found, place = _subject(sentence, governed, cues), governed.place
    if found is None or place is None or cues.language != "en":
        return found
    words = sentence.masked[found.start : found.end].split()
    near = found.end <= place.start <= found.end + 1
    if not near or place.subject or len(words) < 2 or not cues.post.fullmatch(words[-1]):
        return found
    by = cues.by.match(sentence.masked, place.end + 1)  # `a post on X by Ann Example says`
    kept = _cut_at_break(sentence.masked, by.end(), sentence.end, cues) if by is not None else None
    author = _phrase(sentence.masked, *kept, cues) if kept is not None else None
    return author or Speaker(found.start, place.end)


def _subject(sentence: Sentence, governed: Governed, cues: Cues) -> Speaker | None:
    """The subject of the verb, or who a place without a verb names."""
    verb, place = _finite(sentence, governed.root, cues), governed.place
    if verb is None and "source" in governed.evidence:
        return _before_colon(sentence, governed, cues)
    if verb is None:
        return _of_place(sentence, place, cues) if place is not None else None
    if place is not None and place.subject:
        if place.start >= verb.end and not _first_words(sentence, verb, place, cues):
            return _phrase_to(sentence, verb.end, cues)
        if place.end <= verb.start:
            return _owner(sentence, place, verb.start, cues)
    if cues.marks_subject:
        return _topic(sentence, governed, cues)
    author = _reposted(sentence, governed, cues)
    if author is not None:
        return author
    clitic = cues.clitic.search(sentence.masked, max(sentence.start, verb.start - 9), verb.end + 9)
    if clitic is not None:
        return Speaker(*clitic.span("name"))
    inverted = _first_words(sentence, verb, place, cues) == 0
    if inverted:
        found = _inside(sentence, verb, cues) or _behind(sentence, verb, place, cues)
        return found or _in_lead(sentence, governed, cues)
    taker = _taker(sentence, place, verb, cues) if place is not None else None
    if taker is not None:
        return taker
    if verb.leans:
        second = _second(sentence, place, verb.start, cues) if place is not None else None
        return second or _opening(sentence, verb, cues) or _before(sentence, verb.start, place, cues)
    found = _before(sentence, verb.start, place, cues)
    if found is not None and cues.verb_second and _is_object(sentence, found, cues):
        found = _behind(sentence, verb, place, cues) or found
    found = found or _behind(sentence, verb, place, cues)
    found = found or _in_lead(sentence, governed, cues)
    return found or (_second(sentence, place, verb.start, cues) if place is not None else None)


def _taker(sentence: Sentence, place: Place, verb: Verb, cues: Cues) -> Speaker | None:
    """The subject of a place that begins with a verb: `It began when Ann took to X, writing: …`."""
    if place.end > verb.start or _TAKES.match(sentence.masked, place.start) is None:
        return None
    between = _tokens(sentence.masked, place.end, verb.start)
    if any(_is_capital(token[0]) or cues.pronoun.fullmatch(token[0]) for token in between):
        return None
    return _before(sentence, place.start, None, cues)


def _in_lead(sentence: Sentence, governed: Governed, cues: Cues) -> Speaker | None:
    """The subject of what leads to the quotation with a colon: `Ana felicitó al club: “…”, tuiteó.`"""
    if not governed.before or not cues.drops_subjects:
        return None
    start = sentence.inside(governed.quotations[0])[0]
    first = next((verb for verb in sentence.verbs if verb.end <= start), None)
    if first is None or not sentence.masked[:start].rstrip().endswith(":"):
        return None
    return _before(sentence, first.start, None, cues)


def _is_object(sentence: Sentence, found: Speaker, cues: Cues) -> bool:
    """Whether the words in front are no subject by their article: `den Clip`."""
    words = sentence.masked[max(0, found.start - 12) : found.end].split()
    own = sentence.masked[found.start : found.end].split()
    before = words[-len(own) - 1 :] if len(words) > len(own) else own
    return any(word.casefold() in cues.objects for word in before[:2])


def _second(sentence: Sentence, place: Place, stop: int, cues: Cues) -> Speaker | None:
    """The subject behind the verb that a place at the sentence's beginning precedes: `Auf X schoss Ann …`."""
    if not cues.verb_second or place.end > stop or sentence.masked[sentence.start : place.start].strip():
        return None
    tokens = _tokens(sentence.masked, place.end, stop)
    if len(tokens) < 2 or _is_capital(tokens[0][0]):
        return None
    kept = _cut_at_break(sentence.masked, tokens[0].end(), stop, cues)
    return _phrase(sentence.masked, *kept, cues) if kept is not None else None


def _reposted(sentence: Sentence, governed: Governed, cues: Cues) -> Speaker | None:
    """Whose post was passed on: Bo, in `Ann retweeted a post by Bo that said: “…”`."""
    root, verb = governed.root, governed.verb
    if governed.before or root is None or verb is None or not governed.quotations:
        return None
    masked = sentence.masked
    if cues.reposted.fullmatch(masked, root.start, root.end) is None:
        return None
    stop = sentence.inside(governed.quotations[0])[0]
    further = [verb.start, *(place.start for place in sentence.places)]
    stop = min([stop, *(at for at in further if at > root.end)])
    for by in cues.by.finditer(masked, root.end, stop):
        lead = masked[root.end : by.start()].split()
        if lead and (cues.post.fullmatch(lead[-1]) or cues.token.fullmatch(lead[-1])):
            kept = _cut_at_break(masked, by.end(), stop, cues)
            return _phrase(masked, *kept, cues) if kept is not None else None
    return None


def _of_place(sentence: Sentence, place: Place, cues: Cues) -> Speaker | None:
    """The name before a place without a verb, or between it and the colon: `Così su X Ann Example: “…”`."""
    found = _opening_name(sentence, sentence.start, place.start, cues)
    found = found or _before(sentence, place.start, None, cues)
    colon = sentence.masked.find(":", place.end, place.end + 80)
    if found is not None or colon < 0:
        return found
    second = _second(sentence, place, colon, cues)
    if second is not None:
        return second
    first = _opening_name(sentence, place.end, colon, cues)
    if first is not None:
        return first
    kept = _cut_at_break(sentence.masked, place.end, colon, cues)
    return _phrase(sentence.masked, *kept, cues) if kept is not None else None


def _before_colon(sentence: Sentence, governed: Governed, cues: Cues) -> Speaker | None:
    """The name that begins the sentence, before a comma or the colon: `ANN EXAMPLE, mayor: “…”`."""
    colon = sentence.masked.rfind(":", sentence.start, sentence.inside(governed.quotations[0])[0])
    low, high = _chunks(sentence.masked, sentence.start, colon)[0]
    return _phrase(sentence.masked, low, high, cues)


def _topic(sentence: Sentence, governed: Governed, cues: Cues) -> Speaker | None:
    """The subject where the verb is last: the words before the language's mark of the subject."""
    first = governed.quotations[0] if governed.quotations else None
    stop = sentence.inside(first)[0] if first is not None else sentence.end
    low = max(sentence.start, sentence.masked.rfind(FILL, sentence.start, stop) + 1)
    best = None
    for found in cues.subject.finditer(sentence.masked, low, stop):
        best = found
        if cues.subject_first:
            break
    if best is None and governed.verb is not None:
        best = cues.subject.search(sentence.masked, stop, governed.verb.start)
    if best is None and governed.verb is not None and cues.spaced:
        kept = _cut_at_break(sentence.masked, governed.verb.end, sentence.end, cues)
        return _phrase(sentence.masked, *kept, cues) if kept is not None else None
    if best is None:
        return None
    start, end = best.span(best.lastgroup or 0)
    tokens = _tokens(sentence.masked, start, end)
    while len(tokens) > 1 and tokens[0][0].casefold() in cues.titles:
        start = tokens.pop(0).end() + 1
    return Speaker(start, end)


def _finite(sentence: Sentence, verb: Verb | None, cues: Cues) -> Verb | None:
    """The verb whose subject a participle shares: `claimed victory in a tweet, saying: …`."""
    if verb is None or not verb.leans:
        return verb
    earlier = [v for v in sentence.verbs if v.end <= verb.start and not v.leans]
    while earlier and _names_thing(sentence, earlier[-1], cues):
        earlier.pop()
    return earlier[-1] if earlier else verb


def _names_thing(sentence: Sentence, verb: Verb, cues: Cues) -> bool:
    """Whether ``verb`` only gives a thing its name: `a class called “Perception”`."""
    named = cues.not_quoted.search(sentence.masked[verb.start : verb.end]) is not None
    before = sentence.masked[sentence.start : verb.start].split()
    return named and bool(before) and before[-1].islower() and not cues.pronoun.fullmatch(before[-1])


def _opening(sentence: Sentence, verb: Verb, cues: Cues) -> Speaker | None:
    """The pronoun or name that begins the sentence: the subject of verbs that `and` joins."""
    low = max(sentence.start, sentence.masked.rfind(FILL, sentence.start, verb.start) + 1)
    high = verb.start
    tokens = _tokens(_blanked(sentence.masked, low, high, cues), low, high)
    while tokens and (_skipped(tokens[0][0], cues) or tokens[0][0].casefold() in cues.joins):
        tokens.pop(0)
    if not tokens or tokens[0][0].casefold() in cues.breaks:
        return None
    if cues.pronoun.fullmatch(tokens[0][0]):
        return Speaker(tokens[0].start(), tokens[0].end())
    if tokens[0][0].casefold() in cues.determiners:
        return _noun_phrase(tokens, cues)
    run = []
    for token in tokens[:6]:
        if not _is_capital(token[0]):
            break
        run.append(token)
    if not run or run[0][0].casefold() in cues.determiners:
        return None
    return _name(run, 0, cues)


def _opening_name(sentence: Sentence, low: int, high: int, cues: Cues) -> Speaker | None:
    """The pronoun or the name with which the stretch begins, before an English verb: `Ann broke the news`."""
    if cues.language != "en":
        return None
    tokens = _tokens(_blanked(sentence.masked, low, high, cues), low, high)
    run = next((i for i, token in enumerate(tokens) if not _is_capital(token[0])), len(tokens))
    if not 0 < run < len(tokens) or tokens[0][0].casefold() in cues.breaks | cues.determiners:
        return Speaker(*tokens[0].span()) if tokens and cues.pronoun.fullmatch(tokens[0][0]) else None
    following = tokens[run][0]
    if not cues.finite.fullmatch(following) and not cues.pronoun.fullmatch(tokens[0][0]):
        return None
    return _name(tokens[:run], 0, cues)


def _noun_phrase(tokens: list[re.Match[str]], cues: Cues) -> Speaker | None:
    """The words from an article to the verb that follows them: `the senator` of `The senator used …`."""
    for index, token in enumerate(tokens[1:7], 1):
        word = token[0].casefold()
        if index > 1 and (cues.finite.fullmatch(word) or word in cues.skips or word in cues.breaks):
            return _phrase(token.string, tokens[0].start(), tokens[index - 1].end(), cues)
    return None


def _first_words(sentence: Sentence, verb: Verb, place: Place | None, cues: Cues) -> int:
    """How many words that may be a subject are between the clause's beginning and ``verb``."""
    segment = _segment(sentence, verb.start, place, cues)
    return len([t for t in _tokens(sentence.masked, *segment) if not _skipped(t[0], cues)])


def _segment(sentence: Sentence, stop: int, place: Place | None, cues: Cues) -> tuple[int, int]:
    """The stretch before ``stop`` that may hold its subject: behind quotation, colon, place at the start."""
    masked = sentence.masked
    low = max(sentence.start, stop - _REACH, masked.rfind(FILL, sentence.start, stop) + 1)
    for sign in (":", ";", "—", " –", "– ", " - "):
        at = masked.rfind(sign, low, stop)
        low = max(low, at + len(sign) if at >= 0 else low)
    inner = [p for p in sentence.places if low <= p.start and p.end <= stop and not p.subject]
    if place is not None and low <= place.start and place.end <= stop and not place.subject:
        inner.append(place)
    for p in sorted(inner, reverse=True):
        words = [t[0] for t in _tokens(masked, p.end, stop)]
        if any(not (_skipped(word, cues) or cues.in_which.fullmatch(word)) for word in words):
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


def _in_verb(sentence: Sentence, token: re.Match[str]) -> bool:
    """Whether ``token`` is a verb: `Ann` is the subject of `Ann se oglasila na mreži X, gdje je napisala`."""
    at = token.start()
    for verb in sentence.verbs:
        if verb.start <= at < verb.end:
            return not verb.leans
    return False


def _before(sentence: Sentence, stop: int, place: Place | None, cues: Cues) -> Speaker | None:
    """The subject that ends before ``stop``."""
    masked = sentence.masked
    low, high = _segment(sentence, stop, place, cues)
    shown = _blanked(masked, low, high, cues)
    tokens = _tokens(shown, low, high)
    while tokens and (_skipped(tokens[-1][0], cues) or _in_verb(sentence, tokens[-1])):
        tokens.pop()
    if not tokens:
        return None
    if len(tokens) > 1 and tokens[-1][0].casefold() in ("who", "which"):
        tokens.pop()
        high = tokens[-1].end() + 2
    if cues.verb_second and tokens[0][0].casefold() in cues.breaks and len(tokens) <= 5:
        return None  # `Nach der Sitzung schrieb …`
    end = tokens[-1].end()
    chunks = _chunks(shown, low, end)
    if len(chunks) > 1 and "," in masked[end:stop] and _is_adverbial(shown, *chunks[-1], cues):
        chunks = [chunk for chunk in chunks if not _is_adverbial(shown, *chunk, cues)] or chunks
        high = end
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
    start = verb.end
    for p in sentence.places:
        if not start <= p.start <= start + 2 * _BETWEEN:
            continue
        between = sentence.masked[start : p.start].split()
        adverbial = bool(between) and between[0].casefold() in cues.breaks and FILL not in "".join(between)
        if all(_skipped(word, cues) for word in between) or (adverbial and not cues.verb_second):
            start = p.end  # `написал в Твиттере помощник …`
    high = min(sentence.end, start + 160)
    for p in sentence.places:
        if start <= p.start < high:
            high = p.start
    for sign in (FILL, ":", ";", " – ", " — ", " - ", ". "):
        at = masked.find(sign, start, high)
        if at >= 0 and not (sign == ". " and at - start < 4):
            high = at if sign != ". " or not _is_initial(masked, at, cues) else high
    shown = _blanked(masked, start, high, cues)
    chunks = _chunks(shown, start, high)
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
                and (not _has_capital(shown, found) or _has_article(shown, found, cues))
                and len(chunks) > 1
                and _is_name(shown, *chunks[1], cues)
            ):
                return _phrase(shown, *chunks[1], cues)
            return found
    return None


def _inside(sentence: Sentence, verb: Verb, cues: Cues) -> Speaker | None:
    """The subject between the words of a verb: `spreekt de partij van`."""
    tokens = _tokens(sentence.masked, verb.start, verb.end)
    if len(tokens) < 3:
        return None
    places = [place.start for place in sentence.places if verb.start < place.start < verb.end]
    kept = _cut_at_break(sentence.masked, tokens[0].end(), min([tokens[-1].start(), *places]), cues)
    return _phrase(sentence.masked, *kept, cues) if kept is not None else None


def _is_initial(masked: str, dot: int, cues: Cues) -> bool:
    """Whether the full stop at ``dot`` belongs to an initial or an abbreviation."""
    word = masked[masked.rfind(" ", 0, dot) + 1 : dot]
    return (len(word) == 1 and word.isalpha()) or word.casefold() in cues.abbreviations


def _cut_at_break(shown: str, low: int, high: int, cues: Cues) -> tuple[int, int] | None:
    """The stretch from its first word that is no adverb up to a word that ends the phrase."""
    tokens = _tokens(shown, low, high)
    while tokens and _skipped(tokens[0][0], cues):
        tokens.pop(0)
    user = cues.user.match(shown, tokens[0].start(), high) if tokens else None
    if user is not None and len(user[0].split()) > 1:
        return user.span()  # `one of the fans`
    kept: list[re.Match[str]] = []
    for token in tokens[:_MOST_WORDS]:
        folded = token[0].casefold()
        if folded in cues.breaks and not (kept and _joins_names(kept[-1][0], folded, shown, token.end())):
            break
        further = len(kept) > 1 and kept[0][0].casefold() in cues.determiners
        if cues.verb_second and folded in cues.determiners and kept and (further or _is_capital(kept[-1][0])):
            break  # the object begins: `bezeichnete Ann Example das Spiel als …`
        if cues.verb_second and cues.bare_nouns and kept and _ends_noun(kept, token[0], cues):
            break  # `kallar partiledaren beslutet …`
        kept.append(token)
        if (
            token[0].endswith(".")
            and len(token[0]) > 3
            and token[0].casefold() not in cues.titles
            and token[0].casefold().rstrip(".") not in cues.abbreviations
        ):
            break
    if kept and len(kept) < len(tokens) and not any(_is_capital(token[0]) for token in kept):
        kept += _name_behind(tokens[len(kept) :], cues)
    while len(kept) > 1 and (kept[-1][0].casefold() in cues.determiners or _skipped(kept[-1][0], cues)):
        kept.pop()
    return (kept[0].start(), kept[-1].end()) if kept else None


def _name_behind(tokens: list[re.Match[str]], cues: Cues) -> list[re.Match[str]]:
    """``tokens`` from a preposition over its nouns to a name: of `l'experte en droit Ann Example a dit`."""
    if tokens[0][0].casefold() not in _FIELD:
        return []
    nouns = next((i for i, token in enumerate(tokens[1:4], 1) if _is_capital(token[0])), 0)
    if nouns < 2 or any(token[0].casefold() in cues.breaks for token in tokens[1:nouns]):
        return []
    end = nouns
    while end < len(tokens) and end < nouns + 4 and _is_capital(tokens[end][0]):
        end += 1
    return tokens[:end] if end - nouns > 1 else []


def _joins_names(before: str, word: str, shown: str, end: int) -> bool:
    """Whether ``word`` is a particle of a name, or joins noun and name: `presidente del Consiglio`."""
    behind = shown[end : end + 3].lstrip()
    return (word in _PARTICLES and before[0].isupper()) or (
        word in _OF and before[0].islower() and behind[:1].isupper()
    )


def _ends_noun(kept: list[re.Match[str]], word: str, cues: Cues) -> bool:
    """Whether ``kept`` is a noun with its article behind it, and ``word`` the next noun."""
    first, last = kept[0][0], kept[-1][0]
    bare = first[0].islower() and first.casefold() not in cues.determiners | cues.titles
    return bare and word[0].islower() and not last.endswith("s") and not cues.pronoun.fullmatch(last)


def _blanked(masked: str, low: int, high: int, cues: Cues) -> str:
    """``masked`` with parentheses and date phrases of the stretch turned into blanks."""
    part = masked[low:high]
    if "(" in part or "[" in part or "（" in part or "-" in part:
        part = _PAREN.sub(lambda m: " " * len(m[0]), part)
    for start, end in cues.dates(masked, low, high):
        part = part[: start - low] + " " * (end - start) + part[end - low :]
    return f"{masked[:low]}{part}{masked[high:]}"


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


def _is_adverbial(shown: str, low: int, high: int, cues: Cues) -> bool:
    """Whether a preposition begins the stretch: `, in a long post,`."""
    words = [token[0] for token in _tokens(shown, low, high)]
    if not words or cues.pronoun.fullmatch(words[-1]):
        return False
    first = words[0].casefold()
    return first in cues.breaks and first not in cues.joins and not cues.relative.fullmatch(first)


def _is_capital(word: str) -> bool:
    bare = word.lstrip("@#“\"'’‘(")
    return (
        bool(bare)
        and not _ORDINAL.match(bare)
        and (bare[0].isupper() or bare[0].isdigit() or not (bare[0].islower() or bare[0].isupper()))
    )


def _has_capital(shown: str, span: Speaker) -> bool:
    return any(_is_capital(t[0]) for t in _tokens(shown, *span))


def _has_article(shown: str, span: Speaker, cues: Cues) -> bool:
    """Whether the words begin with an article: they describe whom a name behind them names."""
    return _tokens(shown, *span)[0][0].casefold() in cues.determiners


def _is_given(word: str, cues: Cues) -> bool:
    """Whether ``word`` has a capital and is no article that begins the sentence."""
    folded = word.casefold()
    return _is_capital(word) and folded not in cues.determiners and folded[1:2] not in ("'", "’")


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
    if len(tokens) > 1 and cues.user.fullmatch(shown, tokens[0].start(), tokens[-1].end()):
        return Speaker(tokens[0].start(), tokens[-1].end())
    while len(tokens) > 1 and tokens[-1][0].rstrip(".") in cues.titles and _is_given(tokens[-2][0], cues):
        tokens.pop()  # `Minta János polgármester`
    if cues.prepositions:
        tokens = _without_adverbials(tokens, cues)
    last = tokens[-1]
    bare = last[0].rstrip(".")
    if cues.pronoun.fullmatch(bare):
        return Speaker(last.start(), last.start() + len(bare))
    if last[0].casefold() in cues.breaks:
        return None
    if last[0][0] == "@" and len(last[0]) > 2:
        return Speaker(last.start(), _bare_end(shown, last.end(), cues))
    if not _is_capital(last[0]):
        return _common(tokens, cues)
    first = len(tokens) - 1
    lead = next((i for i in range(first, 1, -1) if tokens[i - 1][0] in ("of", "from")), 0)
    if lead and _is_capital(tokens[lead - 2][0]) and all(_is_capital(t[0]) for t in tokens[lead:]):
        tokens = tokens[: lead - 1]  # `Ann Example of Sampleton`
        first = len(tokens) - 1
    owner = next((i for i in range(first, 0, -1) if tokens[i - 1][0].casefold() in _OF), 0)
    if owner > 1 and not _is_capital(tokens[owner - 2][0]) and all(_is_capital(t[0]) for t in tokens[owner:]):
        common = _common(tokens, cues)  # `the founder of Example`
        if common is not None:
            return common
    while first > 0:
        word = tokens[first - 1][0]
        if _POSSESSIVE.search(word) or word[0] == "@":
            break
        particle = word.casefold() in _PARTICLES and first > 1 and _is_capital(tokens[first - 2][0])
        if not (_is_capital(word) or particle) or word.casefold() in cues.breaks:
            break
        first -= 1
    if not cues.articles:
        lone = first == len(tokens) - 1 and len(last[0]) > 1 and last[0].isupper()
        if lone and first > 0:
            return _common(tokens, cues)  # `predsednik ZDA`
        first = max(first, len(tokens) - 2)  # `Lombardije Attilio Fontana`
    return _name(tokens, first, cues)


def _without_adverbials(tokens: list[re.Match[str]], cues: Cues) -> list[re.Match[str]]:
    """``tokens`` without phrases that a preposition begins, at the end: `Ann Example earlier in the day`."""
    kept = tokens
    for _ in range(3):
        at = next((i for i in range(len(kept) - 1, 0, -1) if kept[i][0] in cues.prepositions), 0)
        inner = [token[0] for token in kept[at + 1 : -1]]
        if not at or (any(_is_capital(word) for word in inner) and len(kept) - at > 4):
            break
        left = kept[:at]
        while left and _skipped(left[-1][0], cues):
            left = left[:-1]
        if kept[at][0] in _CONJUNCTIONS and any(cues.finite.fullmatch(token[0]) for token in kept[:at]):
            return kept[at + 1 :]  # `announced it after Ann tweeted`
        if not left or not (_is_capital(left[0][0]) or left[0][0].casefold() in cues.determiners):
            break
        kept = left
    return kept


def _name(tokens: list[re.Match[str]], first: int, cues: Cues) -> Speaker | None:
    """The name in ``tokens[first:]``, titles before it left out."""
    at = first
    if tokens[-1][0].casefold().strip("’'s,") in cues.bodies:
        return _body(tokens, first, cues)
    for index in range(first, len(tokens) - 1):
        word = tokens[index][0].casefold()
        title = word in cues.titles or ("-" in word and word.rpartition("-")[2] in cues.titles)
        if title or (word in cues.determiners and word not in cues.pronoun.pattern):
            at = index + 1
    if at == len(tokens) - 1 and 0 < at != first and len(tokens[at][0]) > 1 and tokens[at][0].isupper():
        at -= tokens[at - 1][0].casefold() in cues.titles  # `Глава МИД`
    if tokens[at][0].casefold() in cues.determiners and at + 1 < len(tokens):
        at += 1
    word = tokens[at][0].casefold()
    if at == len(tokens) - 1 and (word in cues.titles or word in cues.determiners):
        return _common(tokens, cues) or Speaker(tokens[at].start(), tokens[at].end())
    if cues.noun_capitals and len(tokens) - at >= 3 and at > 0 and tokens[at - 1][0][0].islower():
        at = len(tokens) - 2
    if cues.noun_capitals and at == len(tokens) - 1:
        at = _with_article(tokens, at, cues)
    end = tokens[-1].end()
    word = tokens[-1][0]
    while (word and word[-1] in "’'”\"*_") or word.endswith(("’s", "'s")):
        cut = 2 if word.endswith(("’s", "'s")) else 1
        end, word = end - cut, word[:-cut]
    end = _bare_end(tokens[-1].string, end, cues)
    return Speaker(tokens[at].start(), end) if end > tokens[at].start() else None


def _body(tokens: list[re.Match[str]], first: int, cues: Cues) -> Speaker:
    """The name of an office or a party with its article: `the House Water Committee`."""
    at = first
    while at > 0 and tokens[at - 1][0].casefold() in cues.titles and _is_capital(tokens[at - 1][0]):
        at -= 1
    if at > 0 and tokens[at - 1][0].casefold() in cues.determiners:
        at -= 1
    return Speaker(tokens[at].start(), _bare_end(tokens[-1].string, tokens[-1].end(), cues))


def _with_article(tokens: list[re.Match[str]], at: int, cues: Cues) -> int:
    """Where a lone noun's phrase begins: at its article, adjectives between (`die kleine Partei`)."""
    for index in range(at - 1, max(-1, at - 6), -1):
        word = tokens[index][0].casefold()
        if word in cues.determiners:
            return index
        if word in cues.breaks:
            break
    return at


def _common(tokens: list[re.Match[str]], cues: Cues) -> Speaker | None:
    """A phrase of common nouns from its article on: `the drag queen`, `a spokesman for the company`."""
    best = None
    for index in range(len(tokens) - 1, max(-1, len(tokens) - _MOST_WORDS), -1):
        folded = tokens[index][0].casefold()
        if folded in cues.determiners or _ELIDED.match(folded):
            best = index
        elif folded in cues.breaks and best is not None:
            break
    if best is None and cues.bare_nouns:
        best = _bare_phrase(tokens, cues)
    if best is None:
        best = next((i for i, t in enumerate(tokens[:-1]) if _is_capital(t[0]) and t[0][-1:] == "s"), None)
    alone = best == len(tokens) - 1 and not (cues.bare_nouns or _ELIDED.match(tokens[-1][0]))
    if best is None or alone:
        return None
    return Speaker(tokens[best].start(), _bare_end(tokens[-1].string, tokens[-1].end(), cues))


def _bare_phrase(tokens: list[re.Match[str]], cues: Cues) -> int | None:
    """Where the noun phrase begins in a language without articles: behind the last word that ends one."""
    first = len(tokens)
    for index in range(len(tokens) - 1, max(-1, len(tokens) - 6), -1):
        word = tokens[index][0].casefold()
        if word in cues.breaks or word in cues.skips:
            break
        first = index
    return first if first < len(tokens) else None


def _owner(sentence: Sentence, place: Place, stop: int, cues: Cues) -> Speaker | None:
    """Whose tweet it is, where the tweet is the subject: `Example’s tweet read`."""
    by = cues.by.match(sentence.masked, place.end + 1)
    if by is not None:
        kept = _cut_at_break(sentence.masked, by.end(), max(by.end(), stop), cues)
        return _phrase(sentence.masked, *kept, cues) if kept else None
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


def _phrase_to(sentence: Sentence, start: int, cues: Cues) -> Speaker | None:
    """The words from ``start`` to the next comma or the sentence's end: `o Twitter oficial de Example`."""
    shown = _blanked(sentence.masked, start, sentence.end, cues)
    low, high = _chunks(shown, start, sentence.end)[0]
    tokens = _tokens(shown, low, high)[:_MOST_WORDS]
    return Speaker(tokens[0].start(), _bare_end(shown, tokens[-1].end(), cues)) if tokens else None


def _bare_end(shown: str, end: int, cues: Cues) -> int:
    """``end`` without the full stop of the sentence."""
    word = shown[shown.rfind(" ", 0, end) + 1 : end]
    if word.endswith(".") and len(word) > 2 and word[:-1].casefold() not in cues.abbreviations:
        return end - 1
    return end


def handle_of(text: str, name: Span) -> str | None:
    """The handle that a name of the document is, or that is printed behind it."""
    start, end = name
    found = _HANDLE.match(text, start) or _HANDLE.match(text, end + (text[end : end + 1] == " "))
    return found[1] if found else None
