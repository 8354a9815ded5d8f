"""Speakers: who posted, as printed, found as the verb's subject before or behind it."""

from __future__ import annotations

import re

from embedparse import locales
from embedparse.models import Span
from embedparse.text.quotes.clauses import Sentence
from embedparse.text.quotes.cues import Cues, Place, Verb
from embedparse.text.quotes.marks import FILL
from embedparse.text.quotes.noun_phrases import (
    MOST_WORDS,
    POSSESSIVE,
    Speaker,
    bare_end,
    blanked,
    chunks_of,
    common_noun,
    cut_at_break,
    has_article,
    has_capital,
    is_adverbial,
    is_capital,
    is_name,
    is_skipped,
    last_phrase,
    name_of,
    phrase_to_verb,
    tokens_of,
)
from embedparse.text.quotes.orders import Governed

#: Verbs of all languages with which a place begins.
TAKES = re.compile(f"(?:{'|'.join(sorted(locales.in_all('quotes', 'takes')))}) ")
_HANDLE = re.compile(r"[(（]?@(\w{1,30})")
#: A subject is looked for so far from its verb, in characters.
_REACH = 260
#: Characters of auxiliaries and adverbs between a verb and the place behind it.
_BETWEEN = 24
#: Characters of the name between a verb that makes somebody speak and what is said.
_CAUSED = 90


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
    kept = cut_at_break(sentence.masked, by.end(), sentence.end, cues) if by is not None else None
    author = last_phrase(sentence.masked, *kept, cues) if kept is not None else None
    return author or Speaker(found.start, place.end)


def _subject(sentence: Sentence, governed: Governed, cues: Cues) -> Speaker | None:
    """The subject of the verb, or who a place without a verb names."""
    if governed.verb is not None and governed.verb.leans:
        other = _caused(sentence, governed.verb, cues)
        if other is None and governed.place is not None:
            other = _taker(sentence, governed.place, governed.verb, cues)
        if other is not None:
            return other
    verb, place = _finite(sentence, governed.root, cues), governed.place
    if verb is None and "source" in governed.evidence:
        return _before_colon(sentence, governed, cues)
    if verb is None and place is not None and "apposition" in governed.evidence:
        return _owner(sentence, place, place.end, cues)
    if verb is None:
        return _of_place(sentence, place, cues) if place is not None else None
    if place is not None and place.subject:
        if place.start >= verb.end and not _first_words(sentence, verb, place, cues):
            return _phrase_to(sentence, verb.end, cues)
        if place.end <= verb.start:
            return _in_which(sentence, place, verb, cues) or _owner(sentence, place, verb.start, cues)
    if cues.marks_subject:
        return _topic(sentence, governed, cues)
    author = _reposted(sentence, governed, cues)
    if author is not None:
        return author
    clitic = cues.clitic.search(sentence.masked, max(sentence.start, verb.start - 9), verb.end + 9)
    if clitic is not None:
        return Speaker(*clitic.span("name"))
    if _first_words(sentence, verb, place, cues) == 0:  # inverted
        found = _inside(sentence, verb, cues) or _behind(sentence, verb, place, cues)
        found = found or _in_lead(sentence, governed, cues)
        return found or _second_in(sentence, place, verb, cues)
    return _beside(sentence, governed, verb, cues)


def _beside(sentence: Sentence, governed: Governed, verb: Verb, cues: Cues) -> Speaker | None:
    """The subject of a verb that does not open its clause: before it, or behind it where none is."""
    place = governed.place
    if place is not None and not place.subject and sentence.masked.startswith(", ", place.end):
        clause = cues.in_which.match(sentence.masked, place.end + 2, verb.start)
        found = _in_which(sentence, place, verb, cues) if clause is not None else None
        if found is not None:
            return found  # `confirmed it on X, where she wrote …`
    taker = _taker(sentence, place, verb, cues) if place is not None else None
    if taker is not None:
        return taker
    if verb.leans:
        second = _second_in(sentence, place, verb, cues)
        found = second or _opening(sentence, verb, cues) or _before(sentence, verb.start, place, cues)
        objects = found is not None and cues.verb_second and _is_object(sentence, found, cues)
        return None if objects else found
    found = _before(sentence, verb.start, place, cues)
    if found is not None and cues.verb_second and _is_object(sentence, found, cues):
        found = _behind(sentence, verb, place, cues) or found
    found = found or _behind(sentence, verb, place, cues)
    found = found or _in_lead(sentence, governed, cues)
    return found or _second_in(sentence, place, verb, cues)


def _second_in(sentence: Sentence, place: Place | None, verb: Verb, cues: Cues) -> Speaker | None:
    """Who is named second in the clause of ``verb`` and ``place``, if that is there."""
    return _second(sentence, place, verb.start, cues) if place is not None else None


def _in_which(sentence: Sentence, place: Place, verb: Verb, cues: Cues) -> Speaker | None:
    """The subject of the clause about a post: `fired for a tweet in which she called …`."""
    opened = cues.in_which.search(sentence.masked, place.end, verb.start)
    if opened is None:
        return None
    tokens = [t for t in tokens_of(sentence.masked, opened.end(), verb.start) if not is_skipped(t[0], cues)]
    return last_phrase(sentence.masked, opened.end(), tokens[-1].end(), cues) if tokens else None


def _caused(sentence: Sentence, verb: Verb, cues: Cues) -> Speaker | None:
    """The object of a verb that makes somebody speak: `prompting Ann Example to reply on X: …`."""
    masked = sentence.masked
    if cues.infinitive.match(masked, verb.start) is None:
        return None
    low = max(sentence.start, verb.start - _CAUSED, masked.rfind(FILL, sentence.start, verb.start) + 1)
    caused = next(reversed(list(cues.causes.finditer(masked, low, verb.start))), None)
    return last_phrase(masked, caused.end(), verb.start, cues) if caused is not None else None


def _taker(sentence: Sentence, place: Place, verb: Verb, cues: Cues) -> Speaker | None:
    """The subject of a place that begins with a verb: `It began when Ann took to X, writing: …`."""
    if place.end > verb.start or TAKES.match(sentence.masked, place.start) is None:
        return None
    between = tokens_of(sentence.masked, place.end, verb.start)
    if any(is_capital(token[0]) or cues.pronoun.fullmatch(token[0]) for token in between):
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
    quoted = sentence.masked.find(FILL, place.end, stop)
    stop = quoted if quoted >= 0 else stop
    tokens = tokens_of(sentence.masked, place.end, stop)
    if len(tokens) < 2 or is_capital(tokens[0][0]):
        return None
    if quoted >= 0:  # the object is between the subject and the quotation: `hat Ann die Leute „…“ genannt`
        further = (token for token in tokens[2:] if token[0].casefold() in cues.determiners | cues.objects)
        stop = next((token.start() for token in further), stop)
    kept = cut_at_break(sentence.masked, tokens[0].end(), stop, cues)
    return last_phrase(sentence.masked, *kept, cues) if kept is not None else None


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
            kept = cut_at_break(masked, by.end(), stop, cues)
            return last_phrase(masked, *kept, cues) if kept is not None else None
    return None


def _of_place(sentence: Sentence, place: Place, cues: Cues) -> Speaker | None:
    """The name before a place without a verb, or between it and the colon: `Così su X Ann Example: “…”`."""
    found = _opening_name(sentence, sentence.start, place.start, cues)
    found = found or _acting(sentence, place, cues) or _before(sentence, place.start, None, cues)
    colon = sentence.masked.find(":", place.end, place.end + 80)
    if found is not None or colon < 0:
        return found
    second = _second(sentence, place, colon, cues)
    if second is not None:
        return second
    first = _opening_name(sentence, place.end, colon, cues)
    if first is not None:
        return first
    kept = cut_at_break(sentence.masked, place.end, colon, cues)
    return last_phrase(sentence.masked, *kept, cues) if kept is not None else None


def _acting(sentence: Sentence, place: Place, cues: Cues) -> Speaker | None:
    """The noun with its article that an English verb follows: `The mayor answered them in a post on X:`."""
    if cues.language != "en":
        return None
    tokens = tokens_of(sentence.masked, sentence.start, place.start)
    opens = bool(tokens) and tokens[0][0].casefold() in cues.determiners
    return phrase_to_verb(tokens, cues) if opens else None


def _before_colon(sentence: Sentence, governed: Governed, cues: Cues) -> Speaker | None:
    """The name that begins the sentence, before a comma or the colon: `ANN EXAMPLE, mayor: “…”`."""
    colon = sentence.masked.rfind(":", sentence.start, sentence.inside(governed.quotations[0])[0])
    low, high = chunks_of(sentence.masked, sentence.start, colon)[0]
    return last_phrase(sentence.masked, low, high, cues)


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
        kept = cut_at_break(sentence.masked, governed.verb.end, sentence.end, cues)
        return last_phrase(sentence.masked, *kept, cues) if kept is not None else None
    if best is None:
        return None
    start, end = best.span(best.lastgroup or 0)
    tokens = tokens_of(sentence.masked, start, end)
    while len(tokens) > 1 and tokens[0][0].casefold() in cues.titles and is_capital(tokens[1][0]):
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
    tokens = tokens_of(blanked(sentence.masked, low, high, cues), low, high)
    while tokens and (is_skipped(tokens[0][0], cues) or tokens[0][0].casefold() in cues.joins):
        tokens.pop(0)
    if not tokens or tokens[0][0].casefold() in cues.breaks:
        return None
    if cues.pronoun.fullmatch(tokens[0][0]):
        return Speaker(tokens[0].start(), tokens[0].end())
    if tokens[0][0].casefold() in cues.determiners:
        return phrase_to_verb(tokens, cues)
    first = next((i for i, token in enumerate(tokens) if not is_capital(token[0])), len(tokens))
    if cues.language == "en" and _is_description(tokens, first, cues):
        tokens = tokens[first + 1 :]
    run = []
    for token in tokens[:6]:
        if not is_capital(token[0]):
            break
        run.append(token)
    if not run or run[0][0].casefold() in cues.determiners:
        return None
    return name_of(run, 0, cues)


def _is_description(tokens: list[re.Match[str]], run: int, cues: Cues) -> bool:
    """Whether a noun behind the first ``run`` words leads to the name: `Ex-Sampleton striker Ann Example`."""
    if not 0 < run < len(tokens) - 1 or not is_capital(tokens[run + 1][0]):
        return False
    noun = tokens[run][0].casefold()
    return not (
        cues.finite.fullmatch(noun) or noun in cues.breaks or noun in cues.prepositions or noun.endswith("s")
    )


def _opening_name(sentence: Sentence, low: int, high: int, cues: Cues) -> Speaker | None:
    """The pronoun or the name with which the stretch begins, before an English verb: `Ann broke the news`."""
    if cues.language != "en":
        return None
    tokens = tokens_of(blanked(sentence.masked, low, high, cues), low, high)
    while len(tokens) > 2 and tokens[0][0] in cues.titles:
        tokens.pop(0)  # `novelist Ann Example was …`
    run = next((i for i, token in enumerate(tokens) if not is_capital(token[0])), len(tokens))
    if _is_description(tokens, run, cues):
        tokens = tokens[run + 1 :]
        run = next((i for i, token in enumerate(tokens) if not is_capital(token[0])), len(tokens))
    if not 0 < run < len(tokens) or tokens[0][0].casefold() in cues.breaks | cues.determiners:
        return Speaker(*tokens[0].span()) if tokens and cues.pronoun.fullmatch(tokens[0][0]) else None
    following = tokens[run][0]
    acts = cues.finite.fullmatch(following) or (run > 1 and following.casefold() not in cues.breaks)
    if not acts and not cues.pronoun.fullmatch(tokens[0][0]):
        return None
    return name_of(tokens[:run], 0, cues)


def _first_words(sentence: Sentence, verb: Verb, place: Place | None, cues: Cues) -> int:
    """How many words that may be a subject are between the clause's beginning and ``verb``."""
    segment = _segment(sentence, verb.start, place, cues)
    words = [t[0] for t in tokens_of(sentence.masked, *segment) if not is_skipped(t[0], cues)]
    return 0 if all(word.casefold() in cues.breaks for word in words) else len(words)


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
        words = [t[0] for t in tokens_of(masked, p.end, stop)]
        if any(not (is_skipped(word, cues) or cues.in_which.fullmatch(word)) for word in words):
            return p.end, stop
        stop = p.start
    return low, stop


def _in_verb(sentence: Sentence, token: re.Match[str]) -> bool:
    """Whether ``token`` is a verb: `Ann` is the subject of `Ann se oglasila na mreži X, gdje je napisala`."""
    at = token.start()
    for verb in sentence.verbs:
        if verb.start <= at < verb.end:
            return not verb.leans
    return False


def _is_aside(sentence: Sentence, token: re.Match[str]) -> bool:
    """Whether ``token`` is a participle behind a comma: `Ann, writing on X, called …`."""
    if not sentence.masked[: token.start()].rstrip().endswith(","):
        return False
    return any(verb.leans and verb.start <= token.start() < verb.end for verb in sentence.verbs)


def _before(sentence: Sentence, stop: int, place: Place | None, cues: Cues) -> Speaker | None:
    """The subject that ends before ``stop``."""
    masked = sentence.masked
    low, high = _segment(sentence, stop, place, cues)
    shown = blanked(masked, low, high, cues)
    tokens = tokens_of(shown, low, high)
    while tokens and (
        is_skipped(tokens[-1][0], cues) or _in_verb(sentence, tokens[-1]) or _is_aside(sentence, tokens[-1])
    ):
        tokens.pop()
    if not tokens:
        return None
    if len(tokens) > 1 and tokens[-1][0].casefold() in ("who", "which"):
        tokens.pop()
        high = tokens[-1].end() + 2
    elif masked.startswith((" who ", " which "), tokens[-1].end()):
        high = tokens[-1].end() + 2
        low = max([low, *(verb.end for verb in sentence.verbs if verb.end <= tokens[-1].start())])
    opens = cues.verb_second and tokens[0][0].casefold() in cues.breaks
    if opens and cues.relative.match(masked, tokens[0].start()) is None and _closes_clause(sentence, stop):
        tokens.pop(0)  # `Wie Ann Example auf X mitteilte, …`
    elif opens and len(tokens) <= 5:
        return None  # `Nach der Sitzung schrieb …`
    end = tokens[-1].end()
    chunks = chunks_of(shown, low, end)
    if len(chunks) > 1 and "," in masked[end:stop] and is_adverbial(shown, *chunks[-1], cues):
        chunks = [chunk for chunk in chunks if not is_adverbial(shown, *chunk, cues)] or chunks
        high = end
    if "," in shown[end:high] and len(chunks) > 1:
        for chunk in reversed(chunks[-4:]):
            found = last_phrase(shown, *chunk, cues)
            if found is not None and is_name(shown, *chunk, cues):
                return found
        return last_phrase(shown, *chunks[-2], cues) or last_phrase(shown, *chunks[-1], cues)
    found = last_phrase(shown, *chunks[-1], cues)
    if found is None:  # `Ann Example az Instagramon …`: a preposition or an article is between
        kept = cut_at_break(shown, *chunks[-1], cues)
        found = last_phrase(shown, *kept, cues) if kept is not None else None
    return found


def _closes_clause(sentence: Sentence, at: int) -> bool:
    """Whether the verb at ``at`` is the last word of a clause that a comma ends."""
    verb = next((verb for verb in sentence.verbs if verb.start == at), None)
    return verb is not None and sentence.masked.startswith(",", verb.end)


def _behind(sentence: Sentence, verb: Verb, place: Place | None, cues: Cues) -> Speaker | None:
    """The subject behind ``verb``, before the place, a comma or a preposition."""
    masked = sentence.masked
    start = verb.end
    for p in sentence.places:
        if not start <= p.start <= start + 2 * _BETWEEN:
            continue
        between = sentence.masked[start : p.start].split()
        adverbial = bool(between) and between[0].casefold() in cues.breaks and FILL not in "".join(between)
        articles = len(between) == 1 and between[0].casefold() in cues.determiners  # `írta a Facebookon …`
        if (
            articles
            or all(is_skipped(word, cues) for word in between)
            or (adverbial and not cues.verb_second)
        ):
            start = p.end  # `написал в Твиттере помощник …`
    high = min(sentence.end, start + 160)
    for p in sentence.places:
        if start <= p.start < high:
            high = p.start
    for sign in (FILL, ":", ";", " – ", " — ", " - ", ". "):
        at = masked.find(sign, start, high)
        if at >= 0 and not (sign == ". " and at - start < 4):
            high = at if sign != ". " or not _is_initial(masked, at, cues) else high
    shown = blanked(masked, start, high, cues)
    chunks = chunks_of(shown, start, high)
    for index, (low, stop) in enumerate(chunks[:3]):
        kept = cut_at_break(shown, low, stop, cues)
        if kept is None:
            if index == 0 and tokens_of(shown, low, stop):
                return None
            continue
        found = last_phrase(shown, *kept, cues)
        if found is not None:
            if (
                index == 0
                and (not has_capital(shown, found) or has_article(shown, found, cues))
                and len(chunks) > 1
                and is_name(shown, *chunks[1], cues)
            ):
                return last_phrase(shown, *chunks[1], cues)
            return found
    return None


def _inside(sentence: Sentence, verb: Verb, cues: Cues) -> Speaker | None:
    """The subject between the words of a verb: `spreekt de partij van`."""
    tokens = tokens_of(sentence.masked, verb.start, verb.end)
    if len(tokens) < 3:
        return None
    places = [place.start for place in sentence.places if verb.start < place.start < verb.end]
    kept = cut_at_break(sentence.masked, tokens[0].end(), min([tokens[-1].start(), *places]), cues)
    return last_phrase(sentence.masked, *kept, cues) if kept is not None else None


def _is_initial(masked: str, dot: int, cues: Cues) -> bool:
    """Whether the full stop at ``dot`` belongs to an initial or an abbreviation."""
    word = masked[masked.rfind(" ", 0, dot) + 1 : dot]
    return (len(word) == 1 and word.isalpha()) or word.casefold() in cues.abbreviations


def _owner(sentence: Sentence, place: Place, stop: int, cues: Cues) -> Speaker | None:
    """Whose tweet it is, where the tweet is the subject: `Example’s tweet read`."""
    by = cues.by.match(sentence.masked, place.end + 1)
    if by is not None:
        kept = cut_at_break(sentence.masked, by.end(), max(by.end(), stop), cues)
        return last_phrase(sentence.masked, *kept, cues) if kept else None
    low = max(sentence.start, sentence.masked.rfind(FILL, sentence.start, place.start) + 1, place.start - 80)
    tokens = tokens_of(sentence.masked, low, place.start)
    for index in range(len(tokens) - 1, -1, -1):
        word = tokens[index][0]
        if POSSESSIVE.search(word) and is_capital(word):
            return last_phrase(sentence.masked, tokens[0].start(), tokens[index].end(), cues)
        ending = POSSESSIVE.search(word)
        if ending is not None and tokens[0][0].casefold() in cues.determiners:
            return Speaker(tokens[0].start(), tokens[index].end() - len(ending[0]))
        if len(tokens) - index > 3:
            break
    if cues.writer.search(sentence.masked, place.start, place.end):
        return _writer(sentence, place, stop, tokens, cues)
    if cues.account.search(sentence.masked, place.start, place.end) and tokens:
        return common_noun([*tokens, *tokens_of(sentence.masked, place.start, place.end)], cues)
    return None


def _writer(sentence: Sentence, place: Place, stop: int, before: list[re.Match[str]], cues: Cues) -> Speaker:
    """The name behind a noun for those who use a platform, or the noun with the words before it."""
    named = [t for t in tokens_of(sentence.masked, place.end, stop) if not is_skipped(t[0], cues)]
    if named and is_capital(named[-1][0]):
        found = last_phrase(sentence.masked, named[0].start(), named[-1].end(), cues)
        if found is not None:
            return found
    while before and (before[0][0].casefold() in cues.joins or before[0][0].casefold() in cues.breaks):
        before.pop(0)
    return Speaker(before[0].start() if before else place.start, place.end)


def _phrase_to(sentence: Sentence, start: int, cues: Cues) -> Speaker | None:
    """The words from ``start`` to the next comma or the sentence's end: `o Twitter oficial de Example`."""
    shown = blanked(sentence.masked, start, sentence.end, cues)
    low, high = chunks_of(shown, start, sentence.end)[0]
    tokens = tokens_of(shown, low, high)[:MOST_WORDS]
    return Speaker(tokens[0].start(), bare_end(shown, tokens[-1].end(), cues)) if tokens else None


def handle_of(text: str, name: Span) -> str | None:
    """The handle that a name of the document is, or that is printed behind it."""
    start, end = name
    found = _HANDLE.match(text, start) or _HANDLE.match(text, end + (text[end : end + 1] == " "))
    return found[1] if found else None
