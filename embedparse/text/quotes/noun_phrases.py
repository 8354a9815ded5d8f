"""Noun phrases of a stretch of a sentence: a pronoun, a name without its titles, a noun with its article."""

from __future__ import annotations

import re
from typing import NamedTuple

from embedparse import locales
from embedparse.text.quotes.cues import Cues

_TOKEN = re.compile(r"[^\s,;:()—\x01]+")
#: Words of all languages: an article names people of other languages too.
_PARTICLES = locales.in_all("quotes", "name_particles")
_OF = locales.in_all("quotes", "of")
_FIELD = locales.in_all("quotes", "fields")
_CONJUNCTIONS = locales.in_all("quotes", "conjunctions")
#: Numbers that are no names: `3rd`, `31-year-old`.
_ORDINAL = re.compile(r"\d+(?:(?:st|nd|rd|th)\Z|-[^\W\d_])")
_PAREN = re.compile(
    r",? ?(?<!\w)[RDI]-[A-Z][A-Za-z.]{1,6}\b[.,]?|\([^()\n]{0,80}\)|（[^（）\n]{0,40}）|\[[^\[\]\n]{0,60}\]"
)
#: Between a noun for somebody and whom that speaks for.
_JOINS_OWNER = ("for", "of")
#: What is left of an auxiliary: `he’d`.
_CONTRACTED = re.compile(r"['’](?:d|s|ll|ve|re)\Z")
#: An article that is one word with its noun: `l'avocate`.
_ELIDED = re.compile(r"[lL]['’]\w")
_HANDLES = ("@", "u/")
POSSESSIVE = re.compile(r"[’']s?\Z")
MOST_WORDS = 10


class Speaker(NamedTuple):
    """Half-open offsets into the masked paragraph of the words that name who posted."""

    start: int
    end: int


def phrase_to_verb(tokens: list[re.Match[str]], cues: Cues) -> Speaker | None:
    """The words from an article to the verb that follows them: `the senator` of `The senator used …`."""
    for index, token in enumerate(tokens[1:7], 1):
        word = token[0].casefold()
        if index > 1 and (cues.finite.fullmatch(word) or word in cues.skips or word in cues.breaks):
            return last_phrase(token.string, tokens[0].start(), tokens[index - 1].end(), cues)
    return None


def tokens_of(masked: str, low: int, high: int) -> list[re.Match[str]]:
    """The words of the stretch, cut at blanks, commas, colons and parentheses."""
    return list(_TOKEN.finditer(masked, low, high))


def is_skipped(word: str, cues: Cues) -> bool:
    """Whether ``word`` is an adverb or an auxiliary between a subject and its verb."""
    folded = word.casefold().strip("’'.-–—")
    return (
        not folded
        or folded in cues.skips
        or (folded.endswith("ly") and cues.language == "en" and word[0].islower())
    )


def cut_at_break(shown: str, low: int, high: int, cues: Cues) -> tuple[int, int] | None:
    """The stretch from its first word that is no adverb up to a word that ends the phrase."""
    tokens = tokens_of(shown, low, high)
    while tokens and is_skipped(tokens[0][0], cues):
        tokens.pop(0)
    user = cues.user.match(shown, tokens[0].start(), high) if tokens else None
    if user is not None and len(user[0].split()) > 1:
        return user.span()  # `one of the fans`
    kept: list[re.Match[str]] = []
    for token in tokens[:MOST_WORDS]:
        folded = token[0].casefold()
        if folded in cues.breaks and not (kept and _joins_names(kept[-1][0], folded, shown, token.end())):
            break
        further = len(kept) > 1 and kept[0][0].casefold() in cues.determiners
        if cues.verb_second and folded in cues.determiners and kept and (further or is_capital(kept[-1][0])):
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
    if kept and len(kept) < len(tokens) and not any(is_capital(token[0]) for token in kept):
        kept += _name_behind(tokens[len(kept) :], cues)
    while len(kept) > 1 and (kept[-1][0].casefold() in cues.determiners or is_skipped(kept[-1][0], cues)):
        kept.pop()
    return (kept[0].start(), kept[-1].end()) if kept else None


def _name_behind(tokens: list[re.Match[str]], cues: Cues) -> list[re.Match[str]]:
    """``tokens`` from a preposition over its nouns to a name: of `l'experte en droit Ann Example a dit`."""
    if tokens[0][0].casefold() not in _FIELD:
        return []
    nouns = next((i for i, token in enumerate(tokens[1:4], 1) if is_capital(token[0])), 0)
    if nouns < 2 or any(token[0].casefold() in cues.breaks for token in tokens[1:nouns]):
        return []
    end = nouns
    while end < len(tokens) and end < nouns + 4 and is_capital(tokens[end][0]):
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


def blanked(masked: str, low: int, high: int, cues: Cues) -> str:
    """``masked`` with parentheses and date phrases of the stretch turned into blanks."""
    part = masked[low:high]
    if "(" in part or "[" in part or "（" in part or "-" in part:
        part = _PAREN.sub(lambda m: " " * len(m[0]), part)
    for start, end in cues.dates(masked, low, high):
        part = part[: start - low] + " " * (end - start) + part[end - low :]
    return f"{masked[:low]}{part}{masked[high:]}"


def chunks_of(shown: str, low: int, high: int) -> list[tuple[int, int]]:
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


def is_adverbial(shown: str, low: int, high: int, cues: Cues) -> bool:
    """Whether a preposition begins the stretch: `, in a long post,`."""
    words = [token[0] for token in tokens_of(shown, low, high)]
    if not words or cues.pronoun.fullmatch(words[-1]):
        return False
    first = words[0].casefold()
    return first in cues.breaks and first not in cues.joins and not cues.relative.fullmatch(first)


def is_capital(word: str) -> bool:
    """Whether ``word`` begins as a name does: with a capital, a digit or a letter without case."""
    bare = word.lstrip("@#“\"'’‘(")
    return (
        bool(bare)
        and not _ORDINAL.match(bare)
        and (bare[0].isupper() or bare[0].isdigit() or not (bare[0].islower() or bare[0].isupper()))
    )


def has_capital(shown: str, span: Speaker) -> bool:
    return any(is_capital(t[0]) for t in tokens_of(shown, *span))


def has_article(shown: str, span: Speaker, cues: Cues) -> bool:
    """Whether the words begin with an article: they describe whom a name behind them names."""
    return tokens_of(shown, *span)[0][0].casefold() in cues.determiners


def _is_given(word: str, cues: Cues) -> bool:
    """Whether ``word`` has a capital and is no article that begins the sentence."""
    folded = word.casefold()
    return is_capital(word) and folded not in cues.determiners and folded[1:2] not in ("'", "’")


def is_name(shown: str, low: int, high: int, cues: Cues) -> bool:
    """Whether the stretch is a name and nothing else."""
    words = [t[0] for t in tokens_of(shown, low, high)]
    if not 1 <= len(words) <= 6:
        return False
    if not any(c.isalpha() for w in words for c in w):
        return False
    return all(is_capital(w) or w.casefold() in _PARTICLES for w in words) and not POSSESSIVE.search(words[0])


def last_phrase(shown: str, low: int, high: int, cues: Cues) -> Speaker | None:
    """The noun phrase that ends the stretch: a pronoun, a name without titles, or words from the article."""
    tokens = tokens_of(shown, low, high)
    while tokens and not any(c.isalnum() for c in tokens[-1][0]):
        tokens.pop()
    if not tokens:
        return None
    if len(tokens) > 1 and cues.user.fullmatch(shown, tokens[0].start(), tokens[-1].end()):
        return Speaker(tokens[0].start(), tokens[-1].end())
    tokens = _without_what_follows(tokens, cues)
    last = tokens[-1]
    bare = last[0].rstrip(".")
    bare = _CONTRACTED.sub("", bare)
    if cues.pronoun.fullmatch(bare):
        return Speaker(last.start(), last.start() + len(bare))
    if last[0].casefold() in cues.breaks:
        return None
    if last[0].startswith(_HANDLES) and len(last[0]) > 2:
        return Speaker(last.start(), bare_end(shown, last.end(), cues))
    if not is_capital(last[0]):
        return common_noun(tokens, cues)
    return _capitals(tokens, bare_end(shown, last.end(), cues), cues)


def _without_what_follows(tokens: list[re.Match[str]], cues: Cues) -> list[re.Match[str]]:
    """``tokens`` without a title behind a name, a predicate and adverbials: one is left at least."""
    while (
        len(tokens) > 1
        and tokens[-1][0].rstrip(".") in cues.titles
        and _is_given(tokens[-2][0], cues)
        and tokens[-2][0] not in cues.titles
    ):
        tokens.pop()  # `Minta János polgármester`
    if cues.noun_capitals and not cues.pronoun.fullmatch(tokens[-1][0]):
        tokens = _without_predicate(tokens)
    return _without_adverbials(tokens, cues) if cues.prepositions else tokens


def _capitals(tokens: list[re.Match[str]], end: int, cues: Cues) -> Speaker | None:
    """The noun phrase of ``tokens``, whose last word has a capital and ends at ``end``."""
    last, first = tokens[-1], len(tokens) - 1
    lead = next((i for i in range(first, 1, -1) if tokens[i - 1][0] in ("of", "from")), 0)
    if lead and is_capital(tokens[lead - 2][0]) and all(is_capital(t[0]) for t in tokens[lead:]):
        if lead > 2 and tokens[lead - 3][0].casefold() in cues.definite:
            return Speaker(tokens[lead - 3].start(), end)  # `the Ministry of Ice`
        tokens = tokens[: lead - 1]  # `Ann Example of Sampleton`
        first = len(tokens) - 1
    joins = _OF | {"from"} if cues.language == "en" else _OF
    owner = next((i for i in range(first, 0, -1) if tokens[i - 1][0].casefold() in joins), 0)
    noun = tokens[owner - 2][0] if owner > 1 else ""
    posts = any(words.fullmatch(noun) for words in (cues.post, cues.token))
    if noun and not posts and not is_capital(noun) and all(is_capital(t[0]) for t in tokens[owner:]):
        common = common_noun(tokens, cues)  # `the founder of Example`
        if common is not None:
            return common
    first = _first_of_name(tokens, cues)
    if not cues.articles:
        lone = first == len(tokens) - 1 and len(last[0]) > 1 and last[0].isupper()
        if lone and first > 0:
            return common_noun(tokens, cues)  # `predsednik ZDA`
        first = max(first, len(tokens) - 2)  # `Lombardije Attilio Fontana`
    return name_of(tokens, first, cues)


def _first_of_name(tokens: list[re.Match[str]], cues: Cues) -> int:
    """The index of the first word of the name that ends ``tokens``: capitals, and particles between them."""
    first = len(tokens) - 1
    while first > 0:
        word = tokens[first - 1][0]
        if POSSESSIVE.search(word) or word[0] == "@":
            break
        particle = word.casefold() in _PARTICLES and first > 1 and is_capital(tokens[first - 2][0])
        if not (is_capital(word) or particle) or word.casefold() in cues.breaks:
            break
        first -= 1
    return first


def _without_predicate(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    """``tokens`` up to the last noun, which has a capital: `die 29-Jährige gelöst`."""
    nouns = [i for i, token in enumerate(tokens) if i and any(c.isupper() for c in token[0])]
    return tokens[: nouns[-1] + 1] if nouns else tokens


def _without_adverbials(tokens: list[re.Match[str]], cues: Cues) -> list[re.Match[str]]:
    """``tokens`` without phrases that a preposition begins, at the end: `Ann Example earlier in the day`."""
    kept = tokens
    for _ in range(3):
        at = next((i for i in range(len(kept) - 1, 0, -1) if kept[i][0] in cues.prepositions), 0)
        inner = [token[0] for token in kept[at + 1 : -1]]
        if not at or (any(is_capital(word) for word in inner) and len(kept) - at > 4):
            break
        left = kept[:at]
        while left and is_skipped(left[-1][0], cues):
            left = left[:-1]
        if kept[at][0] in _CONJUNCTIONS and any(cues.finite.fullmatch(token[0]) for token in kept[:at]):
            return kept[at + 1 :]  # `announced it after Ann tweeted`
        if not left or not (is_capital(left[0][0]) or left[0][0].casefold() in cues.determiners):
            break
        kept = left
    return kept


def name_of(tokens: list[re.Match[str]], first: int, cues: Cues) -> Speaker | None:
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
        return common_noun(tokens, cues) or Speaker(tokens[at].start(), tokens[at].end())
    if cues.noun_capitals and len(tokens) - at >= 3 and at > 0 and tokens[at - 1][0][0].islower():
        at = len(tokens) - 2
    if cues.noun_capitals and at == len(tokens) - 1:
        at = _with_article(tokens, at, cues)
    end = tokens[-1].end()
    word = tokens[-1][0]
    while (word and word[-1] in "’'”\"*_") or word.endswith(("’s", "'s")):
        cut = 2 if word.endswith(("’s", "'s")) else 1
        end, word = end - cut, word[:-cut]
    end = bare_end(tokens[-1].string, end, cues)
    return Speaker(tokens[at].start(), end) if end > tokens[at].start() else None


def _body(tokens: list[re.Match[str]], first: int, cues: Cues) -> Speaker:
    """The name of an office or a party with its article: `the House Water Committee`."""
    at = first
    while at > 0 and tokens[at - 1][0].casefold() in cues.titles and is_capital(tokens[at - 1][0]):
        at -= 1
    if at > 0 and tokens[at - 1][0].casefold() in cues.determiners:
        at -= 1
    return Speaker(tokens[at].start(), bare_end(tokens[-1].string, tokens[-1].end(), cues))


def _with_article(tokens: list[re.Match[str]], at: int, cues: Cues) -> int:
    """Where a lone noun's phrase begins: at its article, adjectives between (`die kleine Partei`)."""
    for index in range(at - 1, max(-1, at - 6), -1):
        word = tokens[index][0].casefold()
        if word in cues.determiners:
            return index
        if word in cues.breaks:
            break
    return at


def common_noun(tokens: list[re.Match[str]], cues: Cues) -> Speaker | None:
    """A phrase of common nouns from its article on: `the drag queen`, `a spokesman for the company`."""
    best = None
    for index in range(len(tokens) - 1, max(-1, len(tokens) - MOST_WORDS), -1):
        folded = tokens[index][0].casefold()
        if folded in cues.determiners or _ELIDED.match(folded):
            best = index
        elif folded in cues.breaks and best is not None:
            break
    if best is not None and cues.language == "en":
        best = _whole_noun(tokens, best, cues)
    if best is None and cues.bare_nouns:
        best = _bare_phrase(tokens, cues)
    if best is None:
        best = next((i for i, t in enumerate(tokens[:-1]) if is_capital(t[0]) and t[0][-1:] == "s"), None)
        while best and POSSESSIVE.search(tokens[best][0]) and _is_given(tokens[best - 1][0], cues):
            best -= 1  # `Ann Example’s agent`
    alone = best == len(tokens) - 1 and not (cues.bare_nouns or _ELIDED.match(tokens[-1][0]))
    if best is None or alone:
        return None
    return Speaker(tokens[best].start(), bare_end(tokens[-1].string, tokens[-1].end(), cues))


def _whole_noun(tokens: list[re.Match[str]], best: int, cues: Cues) -> int:
    """Where a noun begins whose owner begins at ``best``: `a spokeswoman for the town`."""
    words = [token[0] for token in tokens]
    if best < 2 or words[best - 1] not in _JOINS_OWNER:
        return best
    first = next(
        (i for i in range(best - 2, max(-1, best - 5), -1) if words[i].casefold() in cues.determiners), best
    )
    inner = words[first + 1 : best - 1]
    return first if inner and all(word[0].islower() and word not in cues.breaks for word in inner) else best


def _bare_phrase(tokens: list[re.Match[str]], cues: Cues) -> int | None:
    """Where the noun phrase begins in a language without articles: behind the last word that ends one."""
    first = len(tokens)
    for index in range(len(tokens) - 1, max(-1, len(tokens) - 6), -1):
        word = tokens[index][0].casefold()
        if word in cues.breaks or word in cues.skips:
            break
        first = index
    return first if first < len(tokens) else None


def bare_end(shown: str, end: int, cues: Cues) -> int:
    """``end`` without the full stop of the sentence."""
    word = shown[shown.rfind(" ", 0, end) + 1 : end]
    if word.endswith(".") and len(word) > 2 and word[:-1].casefold() not in cues.abbreviations:
        return end - 1
    return end
