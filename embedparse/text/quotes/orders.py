"""Orders: which quotations of a sentence a verb governs, and whether the verb says that they were posted."""

from __future__ import annotations

import re
from typing import NamedTuple

from embedparse.models import Confidence
from embedparse.text.quotes.clauses import REACH, Sentence
from embedparse.text.quotes.cues import Cues, Place, Verb, platform_of
from embedparse.text.quotes.marks import FILL, Quotation

#: How far a place may be from its verb, and a verb from the quotation behind it, in characters.
_SAME_CLAUSE = 170
_BEFORE = 320
#: How far a clause that ends the sentence may be from a quotation in its middle.
_TAIL = 260
_COLON = re.compile(r"[:：,，][ \u00a0]{0,3}\Z|[—–-][ \u00a0]{0,2}\Z")
#: Characters in which `that` follows a verb of posting, and of what is retold, at least.
_THAT, _RETOLD = 24, 8
_INTRODUCES = frozenset(":,：，、–—-")
#: Words between a social verb and a quotation that is surely its object.
_CLAUSE = 8
_CAPITAL = re.compile(r"(?<!\w)[A-ZÀ-ÞА-Я]\w")
#: What is left of a compound of a name in marks: `„Welt“-Redakteur`.
_COMPOUND = re.compile(r"-[^\W\d_]")
_LOWER = re.compile(r" (?!on|in|at|to|and|or|for|by|via|after|before|when|as|with)[a-z]{3,}")
_NO_COMMA = re.compile(r"[^,、，]*")
#: An aside behind a noun: `The tweet, since deleted, called …`.
_ASIDE = re.compile(r"\A, [^,\x01]{1,40},(?= )")
_ENDS_CLAUSE = re.compile(r"[ \u00a0]?[,，、;–—-]")
#: Characters that join two quotations of one verb.
_JOINT = 6
#: Words of a title.
_TITLE = 7
#: Words that may qualify a noun.
_SCARE = 3
#: Characters, without quotations, between a place and a verb that is last.
_LAST = 90
#: Words between a quotation and the place behind it: `called it “bad” for the town in a tweet`.
_ADVERBS = 4
#: Characters of what opens a sentence and says where its words were spoken: `At a hearing, he called …`.
_OPENING = 60
#: Characters between the noun for a post and the quotation that is its apposition, and dashes there.
_APPOSED = 3
#: Words of a clause behind a quotation whose verb no table holds, and what ends its quotation.
_CLAUSES = 12
_PARTS = ",!?…"
#: Characters before a quotation in which a noun for tweets is looked for.
_TOKEN = 16
_DASHES = ("—", "–", "-", "--")
#: Words of the name of someone who uses a platform, up to the verb: `an X user named Ann Example said`.
_NAMED = 6
#: Words besides the quotation between a place and a verb that is behind it.
_JOINED = 3
#: Words between a verb and the post or account that is its object.
_ARTICLES = 2
#: Words between a verb and the writer behind it: `said one of many TikTok users`.
_QUALIFIED = 4
#: Words of a clause behind a quotation that only repeats who speaks: `“…”, schrieb sie dort`.
_REPEATS = 8
#: Quotations that are read in a sentence.
_MOST = 40
#: What leads to the name behind a quotation.
_SIGNATURE = re.compile(r"[ .,]{0,3}(?:[—–-]{1,2} ?|\()(?=(?P<name>[@\w]))")
#: What leads to the source behind a quotation.
_SOURCE = re.compile(r"[ .,]{0,3}(?:[—–]|--?|\() ?(?:from |in |on |via )?(?:an? |his |her )?")
#: Characters between a place and the colon behind it: one in the sentence, and one that begins it.
_NEAR, _FAR = 40, 80
#: Words before the platform's name in a list of posts.
_LISTED = 8


class Governed(NamedTuple):
    """Quotations that a cue governs.

    ``before``: the quotation is before its verb. ``evidence`` names the rules; ``place`` and ``verb``
    may be missing where the other alone introduces the quotation. ``root``: the verb whose subject is the
    speaker.
    """

    quotations: list[Quotation]
    verb: Verb | None
    root: Verb | None
    place: Place | None
    before: bool
    confidence: Confidence
    evidence: list[str]


def govern(text: str, sentence: Sentence, cues: Cues) -> list[Governed]:
    """The quotations of ``sentence`` that were posted, by the verb that governs them."""
    out: list[Governed] = []
    named: tuple[Verb, int] | None = None
    for quotation in sentence.quotations[:_MOST]:
        verb, before = governing(text, sentence, quotation, cues)
        found = _posted(text, sentence, quotation, verb, before, cues)
        found = found or _in_apposition(text, sentence, quotation, cues)
        start, end = sentence.inside(quotation)
        if found is None and out and verb is not None:
            found = _another_user(sentence, quotation, (verb, before), out[-1], cues)
        if found is None or (named is not None and named[0] == verb and start - named[1] <= _JOINT):
            named = (verb, end) if verb is not None and not before else None
            continue
        last = out[-1] if out else None
        shared = last is not None and (last.root == found.root or _goes_on(sentence, last, found, cues))
        if last is not None and shared and not _acts_again(sentence, last, found):
            last.quotations.append(quotation)
        else:
            out.append(found)
    return out


def indirect(sentence: Sentence, cues: Cues) -> list[tuple[Governed, int, int]]:
    """What is retold behind verbs of posting, each with its offsets: `tweeted that it is open`."""
    out: list[tuple[Governed, int, int]] = []
    for verb in sentence.verbs:
        place = None if verb.kind == "social" else place_of(sentence, verb, cues)
        if verb.kind != "social" and (place is None or _rivals(sentence, verb, place, cues)):
            continue
        opens = max(verb.end, place.end if place is not None else 0)
        that = cues.indirect.search(sentence.masked, opens, opens + _THAT)
        between = sentence.masked[opens : that.start()].replace(",", " ").split() if that else []
        if that is None or not all(word.casefold() in cues.skips for word in _undated(between, cues)):
            continue
        end = sentence.start + len(sentence.masked[: sentence.end].rstrip(" .!?…"))
        start = that.end() + 1
        if end - start >= _RETOLD:
            out.append((Governed([], verb, verb, place, False, "possible", ["indirect"]), start, end))
            break
    return out


def _another_user(
    sentence: Sentence, quotation: Quotation, governing: tuple[Verb, bool], last: Governed, cues: Cues
) -> Governed | None:
    """A quotation of a further writer in the sentence: `one wrote on X: “…,” while another said: “…”`."""
    verb, before = governing
    if before:  # `“…,” wrote Ann on X; “…,” added Bo`
        between = sentence.masked[_end(sentence, last) : sentence.inside(quotation)[0]]
        if last.before and ";" in between and verb.kind == "wrote" and FILL not in between:
            return last._replace(quotations=[quotation], verb=verb, root=verb, place=last.place, before=True)
        return None
    lead = sentence.masked[_end(sentence, last) : verb.start].strip(" ,;").split()
    while lead and (lead[0].casefold() in cues.joins or cues.relative.fullmatch(lead[0])):
        lead.pop(0)
    if not lead or cues.user.fullmatch(" ".join(lead)) is None:
        return None
    return last._replace(
        quotations=[quotation], verb=verb, root=verb, before=False, evidence=[*last.evidence, "another-user"]
    )


def _undated(words: list[str], cues: Cues) -> list[str]:
    """``words`` without those of a date phrase: `tweeted on Friday that …`."""
    return [] if cues.dates(" ".join(words), 0, len(" ".join(words))) else words


def _acts_again(sentence: Sentence, last: Governed, found: Governed) -> bool:
    """Whether another verb asks for something: `tweeted that it was “bad” and told people to “go”`."""
    if (
        found.before
        or found.verb is None
        or found.verb == last.verb
        or found.verb.start < _end(sentence, last)
    ):
        return False
    start, _ = sentence.inside(found.quotations[0])
    return sentence.masked[found.verb.end : start].rstrip().endswith(" to")


def _goes_on(sentence: Sentence, last: Governed, found: Governed, cues: Cues) -> bool:
    """Whether a participle goes on with the same post: `“…,” Ann said in a tweet, adding that it was “…”`."""
    verb, place = found.verb, last.place
    if verb is None or place is None or not verb.leans or found.before or found.place != place:
        return False
    between = sentence.masked[place.end : verb.start].replace(",", " ").split()
    return verb.start >= place.end and all(word.casefold() in cues.skips for word in between)


def _end(sentence: Sentence, governed: Governed) -> int:
    """Where the last quotation of ``governed`` ends in the sentence."""
    return sentence.inside(governed.quotations[-1])[1]


def governing(text: str, sentence: Sentence, quotation: Quotation, cues: Cues) -> tuple[Verb | None, bool]:
    """The verb that governs ``quotation``, and whether the quotation is before it."""
    start, end = sentence.inside(quotation)
    earlier = [verb for verb in sentence.verbs if verb.end <= start and not _in_place(sentence, verb)]
    pre = earlier[-1] if earlier and start - earlier[-1].end <= _BEFORE else None
    post = _verb_behind(text, sentence, quotation, cues)
    introduced = pre is not None and (
        _COLON.search(sentence.masked[pre.end : start]) or cues.that.search(sentence.masked[pre.end : start])
    )
    if cues.verb_last and not introduced:
        pre = None  # the verb belongs to what is before it
    if pre is not None and post is not None:
        if cues.source.fullmatch(sentence.masked, pre.start, pre.end):
            return post, True  # `según Ana, “…”, como indicó en X`
        if post.leans and FILL in sentence.masked[post.end :] and introduced:
            return pre, False  # `tweeted that it was “…”, adding that it was “…”`
        lead = sentence.masked[pre.end : start]
        behind = not sentence.masked[end : post.start].strip(" ,，–—-")
        if FILL in lead or (behind and lead.strip(" :,，")):
            return post, True
        if post.kind == "social" and pre.kind != "social":
            return post, True
        introduces = _COLON.search(lead) or cues.that.search(lead) or not lead.strip()
        if introduces and not (cues.relative.search(lead) and "," in lead):
            return pre, False
        return post, True
    if (
        post is not None
        and _introduced(sentence, quotation, cues)
        and sentence.masked[end : post.start].strip(" ,")
    ):
        return None, False
    if post is None and pre is None:
        post = _at_the_end(sentence, end, cues) or _last_word(sentence, end, cues)
    return (post, True) if post is not None else (pre, False)


def _in_place(sentence: Sentence, verb: Verb) -> bool:
    """Whether ``verb`` is a later word of a place: `said in a statement posted on X`."""
    return any(place.start < verb.start and verb.end <= place.end for place in sentence.places)


def _at_the_end(sentence: Sentence, end: int, cues: Cues) -> Verb | None:
    """The verb of a clause that ends the sentence: `They shot down “many drones”, the navy said.`"""
    following = [verb for verb in sentence.verbs if verb.start >= end]
    if not following or following[0].start - end > _TAIL:
        return None
    verb = following[0]
    comma = sentence.masked.rfind(",", end, verb.start)
    if comma < 0 or len(sentence.masked[comma : verb.start].split()) > 8 or verb.leans:
        return None
    clause = sentence.masked[comma + 1 : verb.start]
    if any(words.match(clause.lstrip()) for words in (cues.that, cues.relative, cues.in_which)):
        return None
    return None if FILL in sentence.masked[verb.end : sentence.end] else verb


def _last_word(sentence: Sentence, end: int, cues: Cues) -> Verb | None:
    """The participle that ends a sentence with its auxiliary in second place: `hat er es „…“ genannt`."""
    verb = sentence.verbs[-1] if cues.verb_second and sentence.verbs else None
    if verb is None or verb.start < end or not _is_last(sentence, verb):
        return None
    gap = sentence.masked[end : verb.start]
    return verb if len(gap.split()) <= _JOINED and "," not in gap and FILL not in gap else None


def _is_last(sentence: Sentence, verb: Verb) -> bool:
    return not sentence.masked[verb.end : sentence.end].strip(" .!?…")


def _verb_behind(text: str, sentence: Sentence, quotation: Quotation, cues: Cues) -> Verb | None:
    """The verb of an attribution behind ``quotation``."""
    end = sentence.inside(quotation)[1]
    following = next((v for v in sentence.verbs if v.start >= end), None)
    if following is None or following.start - end > REACH:
        return None
    following = _main_verb(sentence, end, following, cues)
    gap = sentence.masked[end : following.start]
    if cues.verb_last and FILL in gap and len(gap.replace(FILL, "").strip()) <= _JOINT:
        return following  # `“…”며 “…”라고 적었다`
    if FILL in gap or ":" in gap or ";" in gap:
        return None
    inner = text[quotation.start : quotation.end].rstrip()[-1:]
    ends = bool(_ENDS_CLAUSE.match(gap)) or inner in ",!?…—–-，、" or not quotation.closed
    if not ends and not cues.verb_last:
        opens = not sentence.masked[sentence.start : sentence.inside(quotation)[0]].strip(" \u00a0—–-")
        colon = sentence.masked[: sentence.inside(quotation)[0]].rstrip().endswith(":")
        adjacent = (following.kind == "social" or cues.verb_behind or colon) and not gap.strip()
        if not adjacent and not (
            opens and (not gap.strip() or inner == "." or (cues.language != "en" and len(gap.split()) <= 4))
        ):
            return None
    lead = sentence.masked[sentence.start : sentence.inside(quotation)[0]]
    if cues.that.fullmatch(lead.rstrip().rpartition(" ")[2]):
        return None  # the quotation ends a clause of its own: `boasted that “…,” said …`
    words = gap.lstrip(" \u00a0,，–—-")
    if cues.relative.match(words) or re.match(r"(?:and|but|or|y|e|und|et|i|и|oder)\b", words):
        return None
    if following.leans and following.kind != "social" and not re.match(r"\W*\Z", gap):
        return None
    if following.leans and inner in ",，" and not words:
        return None
    return following


def _is_scare_word(text: str, quotation: Quotation, lead: str, cues: Cues) -> bool:
    """Whether an article leads to a word or two in marks: `this “message”, which nobody tweets`."""
    words = lead.split()
    inner = text[quotation.start : quotation.end].strip()
    bare = inner[-1:].isalnum() and len(inner.split()) < _SCARE
    return bare and bool(words) and words[-1].casefold() in cues.determiners


def _main_verb(sentence: Sentence, end: int, verb: Verb, cues: Cues) -> Verb:
    """``verb``, or the one behind the relative clause that it is in: `“…,” Ann, who tweeted, said.`"""
    words = sentence.masked[end : verb.start].split()
    while len(words) > 1 and words[-1].casefold() in cues.skips and not cues.relative.fullmatch(words[-1]):
        words.pop()
    if len(words) < 2 or not cues.relative.fullmatch(words[-1]):
        return verb
    for other in sentence.verbs:
        if verb.end <= other.start <= end + REACH and not other.leans:
            between = sentence.masked[verb.end : other.start]
            if FILL in between:
                break
            if between.rstrip().endswith(","):
                return other
    return verb


def _posted(
    text: str, sentence: Sentence, quotation: Quotation, verb: Verb | None, before: bool, cues: Cues
) -> Governed | None:
    """What says that ``quotation`` was posted; None where nothing does."""
    if verb is None:
        found = _introduced(sentence, quotation, cues) or _signed(sentence, quotation, cues)
        return found or _in_clause(text, sentence, quotation, cues)
    if not before and is_named_thing(text, sentence, quotation, verb, cues):
        return None
    start, end = sentence.inside(quotation)
    lead = sentence.masked[sentence.start : start]
    if _COMPOUND.match(sentence.masked, end) or (before and _is_scare_word(text, quotation, lead, cues)):
        return None
    if before and lead.strip() and _is_title(text[quotation.start : quotation.end].strip(" ,")):
        return None
    if verb.kind == "social":
        level, rules = _surely(quotation, before, lead[verb.end - sentence.start :], cues)
        return Governed([quotation], verb, verb, None, before, level, ["social-verb", *rules])
    place = place_of(sentence, verb, cues)
    if place is not None and not before and _in_relative(sentence, place, start, cues):
        return None
    if place is not None and not _rivals(sentence, verb, place, cues):
        return Governed([quotation], verb, verb, place, before, "likely", ["speech-verb", "place"])
    if place is None and not before:
        return _leaning(sentence, quotation, verb, cues)
    return _announced(sentence, quotation, verb, cues) if place is None else None


def _in_relative(sentence: Sentence, place: Place, stop: int, cues: Cues) -> bool:
    """Whether what is at ``stop`` is in a clause about the post: `“…”, he wrote in a post with “likes”`."""
    if place.start < sentence.start or FILL not in sentence.masked[sentence.start : place.start]:
        return False
    words = sentence.masked[place.end : stop].split()
    opens = len(words) > _JOINED - 1 and sentence.masked[place.end : place.end + 1] == " "
    return opens and any(kind.fullmatch(words[0]) for kind in (cues.that, cues.relative))


def _announced(sentence: Sentence, quotation: Quotation, verb: Verb, cues: Cues) -> Governed | None:
    """A quotation between a place with a colon and a verb: `On X Ann had news: “We won,” she wrote.`"""
    start, end = sentence.inside(quotation)
    lead = sentence.masked[sentence.start : start]
    clause = sentence.masked[end : sentence.end].split()
    if not lead.rstrip().endswith(":") or FILL in lead or len(clause) > _REPEATS:
        return None
    place = next((each for each in reversed(sentence.places) if each.end <= start), None)
    if place is None or place.subject or cues.has_rival(sentence.masked, sentence.start, sentence.end):
        return None
    return Governed([quotation], verb, verb, place, True, "likely", ["speech-verb", "place", "colon"])


def _surely(quotation: Quotation, before: bool, lead: str, cues: Cues) -> tuple[Confidence, list[str]]:
    """How sure a quotation of a social verb is; ``lead`` is between the verb and it."""
    if not quotation.closed:
        return "likely", ["unclosed"]
    if before or not lead.strip() or lead.rstrip()[-1:] in _INTRODUCES or cues.that.search(lead):
        return "certain", []
    clauses = lead.replace(FILL, "").count(",") or cues.relative.search(lead)
    return ("likely", ["in-clause"]) if clauses or len(lead.split()) > _CLAUSE else ("certain", [])


def place_of(sentence: Sentence, verb: Verb, cues: Cues) -> Place | None:
    """The place in the clause of ``verb``: the nearest with no other clause between."""
    best: tuple[int, Place] | None = None
    for place in sentence.places:
        if place.end <= verb.start:
            fits = _leads_to(sentence, place, verb, cues)
            distance = verb.start - place.end
        elif place.start >= verb.end:
            fits = _belongs_to(sentence, verb, place, cues)
            if place.subject:
                fits = fits and _is_object(sentence, verb, place, cues)
            distance = place.start - verb.end
        else:
            fits, distance = True, 0  # the verb is one of the place's words: `posted on X`
        if fits and (best is None or distance < best[0]):
            best = (distance, place)
    return best[1] if best else None


def _is_object(sentence: Sentence, verb: Verb, place: Place, cues: Cues) -> bool:
    """Whether an account or a post is right behind ``verb``: `informou o Twitter oficial`."""
    words = len(sentence.masked[verb.end : place.start].split())
    if cues.writer.search(sentence.masked, place.start, place.end) is not None:
        return words <= _QUALIFIED
    if cues.account.search(sentence.masked, place.start, place.end) is not None:
        return words <= _ARTICLES
    if cues.source.fullmatch(sentence.masked, verb.start, verb.end):
        return words <= _ARTICLES  # `selon un tweet du ministère`
    post = cues.post.search(sentence.masked, place.start, place.end)
    post = post or cues.token.match(sentence.masked, place.start)  # `read a tweet from the club`
    return verb.kind == "wrote" and post is not None and words <= _ARTICLES


def _behind_clause(sentence: Sentence, low: int, high: int, cues: Cues) -> int:
    """Where the words from ``low`` go on behind a relative clause: `a tweet, which he deleted, Ann said`."""
    masked = sentence.masked
    start = high - len(masked[low:high].lstrip(" ,\u00a0"))
    inner = cues.in_which.match(masked, start, high)
    if (
        inner is not None and "," not in masked[inner.end() : high]
    ):  # the verb is the clause's own: `on X, where Ann said`
        return inner.end()
    relative = inner or cues.relative.match(masked, start, high)
    comma = masked.find(",", relative.end(), high) if relative is not None else -1
    return low if comma < 0 else comma + 1


def _leads_to(sentence: Sentence, place: Place, verb: Verb, cues: Cues) -> bool:
    """Whether a place before ``verb`` is in its clause: `On X, Ann said`, `his tweet read`."""
    masked = sentence.masked
    gap = masked[place.end : verb.start]
    bare = gap.replace(FILL, "")
    if cues.verb_last:
        return len(bare) <= _LAST
    if (cues.verb_behind and len(bare.split()) <= _JOINED) or (
        cues.verb_second and not place.subject and _is_last(sentence, verb)
    ):
        gap = bare  # `Facebook-bejegyzésében „…” írt`
    if FILL in gap or ";" in gap or len(gap) > (60 if place.subject else _SAME_CLAUSE):
        return False
    if not place.subject:
        low = _behind_clause(sentence, place.end, verb.start, cues)
        gap = masked[low : verb.start]
    else:
        low = place.end
    last = verb.start - (not cues.spaced)  # `批评说` is one verb
    if any(v.start >= low and v.end <= last and not v.leans for v in sentence.verbs):
        return False
    if place.subject:
        return _post_leads_to(masked[place.start : place.end], gap, cues)
    which = cues.in_which.search(gap)
    if which is not None and _CAPITAL.match(gap[which.end() :].lstrip()):
        return False  # `wrote on X, sharing a text in which Bo said`
    found = cues.relative.search(gap)
    if found is not None and (not gap[: found.start()].strip(" ,") or "," in gap[: found.start()]):
        return False
    if not any(word.casefold() not in cues.skips for word in gap.replace(",", " ").split()):
        return True
    low = max(sentence.start, masked.rfind(FILL, sentence.start, place.start) + 1)
    lead = masked[low : place.start]
    words = lead.replace(",", " ").split()
    if verb.leans or len(words) <= 3:
        return True
    earlier = [v for v in sentence.verbs if low <= v.start and v.end <= place.start]
    if not earlier:
        return lead.rstrip().endswith(",") or words[0].casefold() in cues.breaks
    return earlier[-1].leans and masked[earlier[-1].end : place.start].count(",") == 0


def _post_leads_to(post: str, gap: str, cues: Cues) -> bool:
    """Whether a verb behind ``gap`` is that of the ``post`` before it: `his tweet read`."""
    if cues.by.match(gap.lstrip()):
        return len(gap.split()) <= 10  # `a tweet by Ann Example that read`
    if cues.writer.search(post) is not None:
        return len(gap.split()) <= _NAMED
    gap = _ASIDE.sub(" ", gap)
    which = cues.in_which.match(gap.lstrip(", "))
    if which is not None and len(gap.lstrip(", ")[which.end() :].split()) <= 1:
        return True  # `her tweets, including one in which she called …`
    if gap.startswith(",") and _only_joins(gap[1:], cues):
        return True  # `the tweet, which read “…”, was deleted`
    return len(gap.split()) <= 5 and "," not in gap and not _CAPITAL.search(gap)


def _only_joins(gap: str, cues: Cues) -> bool:
    """Whether nothing but adverbs and a relative pronoun is in ``gap``."""
    return all(
        word.casefold() in cues.skips or cues.relative.fullmatch(word) or cues.that.fullmatch(word)
        for word in gap.split()
    )


def _belongs_to(sentence: Sentence, verb: Verb, place: Place, cues: Cues) -> bool:
    """Whether a place behind ``verb`` is in its clause: `said Ann on X`, `called it “bad” in a tweet`."""
    masked = sentence.masked
    gap = masked[verb.end : place.start]
    if cues.verb_last and not _NO_COMMA.fullmatch(gap):
        return False
    if ";" in gap or len(gap.replace(FILL, "")) > _SAME_CLAUSE:
        return False
    if cues.relative.search(gap) and cues.caption.fullmatch(masked, verb.start, verb.end) is None:
        return False
    if cues.about and _is_about_post(sentence, gap, place, cues):
        return False
    source = cues.source.fullmatch(masked, verb.start, verb.end)
    if verb.kind == "said" and not source and FILL not in gap and _names_post(sentence, gap, place, cues):
        return False
    between = [v for v in sentence.verbs if verb.end <= v.start and v.end <= place.start]
    if between and not (FILL not in gap and _of_post(sentence, verb, between, cues)):
        return False
    if FILL in gap:
        rest = gap[gap.rindex(FILL) + 1 :]
        if cues.that.search(rest) or cues.relative.search(rest):
            return False  # `called what one reads on X “absurd”`
        return len(rest.split()) <= _ADVERBS and "," not in rest.strip(" ,")
    return True


def _names_post(sentence: Sentence, gap: str, place: Place, cues: Cues) -> bool:
    """Whether the place only belongs to posts that are given a name: `called his posts on X “a lie”`."""
    post = cues.post.search(gap)
    behind, quoted, _ = sentence.masked[place.end :].partition(FILL)
    if post is None or not quoted or len(behind.split()) > _ARTICLES or ":" in behind or "," in behind:
        return False
    return not any(word.casefold() in cues.breaks for word in gap[: post.start()].split())


def _of_post(sentence: Sentence, verb: Verb, between: list[Verb], cues: Cues) -> bool:
    """Whether the verbs ``between`` say whose post is read: `se lee en el mensaje que publicó Ana en X`."""
    post = cues.post.search(sentence.masked, verb.end, between[0].start)
    return verb.kind == "wrote" and post is not None and all(v.kind != "said" for v in between)


def _is_about_post(sentence: Sentence, gap: str, place: Place, cues: Cues) -> bool:
    """Whether the place only names the post that is spoken of: `told us about the post on X`."""
    words = [*gap.casefold().split(), *sentence.masked[place.start : place.end].casefold().split()]
    at = next((i for i, word in enumerate(words) if word in cues.about), None)
    return at is not None and any(cues.post.fullmatch(word) for word in words[at + 1 : at + 5])


def _rivals(sentence: Sentence, verb: Verb, place: Place, cues: Cues) -> bool:
    """Whether the clause says that the words were spoken, or written elsewhere."""
    low = max(sentence.start, min(verb.start, place.start) - (60 if place.end <= verb.start else 30))
    high = min(sentence.end, max(verb.end, place.end) + 45)
    masked = sentence.masked
    if verb.kind == "said" and place.end <= verb.start and _is_post(sentence, place, cues):
        # `In a post on X, she told critics to …`: to whom is no other place.
        masked = f"{masked[: verb.start]}{FILL * (verb.end - verb.start)}{masked[verb.end :]}"
    if cues.has_rival(masked, low, high):
        return True
    comma = sentence.masked.find(",", sentence.start, min(low, sentence.start + _OPENING))
    opens = comma > 0 and not any(other.start < verb.start for other in sentence.verbs)
    return opens and cues.has_rival(sentence.masked, sentence.start, comma)


def _leaning(sentence: Sentence, quotation: Quotation, verb: Verb, cues: Cues) -> Governed | None:
    """A quotation whose verb shares the subject of a posting verb: `tweeted a photo, adding: “…”`."""
    previous = [v for v in sentence.verbs if v.end <= verb.start]
    if not previous:
        return None
    root = previous[-1]
    if verb.leans and root.kind != "social":
        root = next((v for v in reversed(previous[-3:]) if v.kind == "social"), root)
    gap = sentence.masked[root.end : verb.start]
    if root.kind == "social" and root.leans and not verb.leans and _is_aside(sentence, root, gap):
        return Governed([quotation], verb, verb, None, False, "likely", ["social-verb", "aside"])
    if cues.reposted.fullmatch(sentence.masked, root.start, root.end) and _is_relative(gap, cues):
        return Governed([quotation], verb, verb, None, False, "likely", ["social-verb", "reposted"])
    which = cues.in_which.search(gap)
    shared = verb.leans or (which is not None and not _CAPITAL.search(gap, which.end()))
    if cues.reposted.fullmatch(sentence.masked, root.start, root.end) and len(gap.split()) > _ARTICLES:
        shared = shared or cues.that.fullmatch(gap.split()[-1]) is not None  # `retuiteó un mensaje que decía`
    if not shared and not cues.leaning.search(gap + sentence.masked[verb.start : verb.end]):
        return None
    if cues.rival.search(gap) or len(gap.replace(FILL, "")) > _SAME_CLAUSE:
        return None
    if root.kind == "social":
        return Governed([quotation], verb, root, None, False, "likely", ["social-verb", "same-subject"])
    place = place_of(sentence, root, cues)
    if place is not None and not _rivals(sentence, root, place, cues):
        return Governed(
            [quotation], verb, root, place, False, "likely", ["speech-verb", "place", "same-subject"]
        )
    return None


def _is_aside(sentence: Sentence, verb: Verb, gap: str) -> bool:
    """Whether a participle opens a clause of its own before the verb: `Ann, tweeting it, called …`."""
    before = sentence.masked[sentence.start : verb.start].rstrip()
    return (not before or before.endswith(",")) and gap.count(",") == 1 and FILL not in gap


def _is_relative(gap: str, cues: Cues) -> bool:
    """Whether a relative pronoun ends the words between two verbs: `retweeted a user who wrote`."""
    words = gap.split()
    return len(words) > 1 and cues.relative.fullmatch(words[-1]) is not None


def _introduced(sentence: Sentence, quotation: Quotation, cues: Cues) -> Governed | None:
    """A quotation behind a place and a colon, without a verb: `Ann Example, Twitter: “…”`."""
    start, _ = sentence.inside(quotation)
    lead = sentence.masked[sentence.start : start]
    if FILL in lead or ":" not in lead[-4:] or len(lead) > _SAME_CLAUSE or cues.has_rival(lead, 0, len(lead)):
        return None
    place = introducing(sentence, start, cues)
    return Governed([quotation], None, None, place, False, "likely", ["place", "colon"]) if place else None


def introducing(sentence: Sentence, stop: int, cues: Cues) -> Place | None:
    """The place that introduces, with a colon, what is at ``stop``: `Her answer on X:`."""
    before = [place for place in sentence.places if place.end <= stop]
    place = before[-1] if before else _named_alone(sentence, stop, cues)
    if place is None:
        return None
    gap = sentence.masked[place.end : stop]
    opens = not sentence.masked[sentence.start : place.start].strip()
    return None if len(gap) > (_FAR if opens else _NEAR) or cues.relative.search(gap) else place


def _signed(sentence: Sentence, quotation: Quotation, cues: Cues) -> Governed | None:
    """A quotation that a name and a platform behind it end: `“…” — Ann Example, via Twitter`."""
    start, end = sentence.inside(quotation)
    if not sentence.named:
        return None
    lead = sentence.masked[sentence.start : start]
    if lead.rstrip().endswith(":") and FILL not in lead and len(lead.split()) <= _LISTED:
        return _sourced(sentence, quotation, end)
    name = _SIGNATURE.match(sentence.masked, end, sentence.end)
    if name is None or sentence.masked[sentence.start : end].strip(FILL + " "):
        return None
    place = next((each for each in sentence.places if each.start >= name.start("name")), None)
    if place is None:
        found = cues.token.search(sentence.masked, name.start("name"), sentence.end)
        kind = (found.lastgroup or "") if found is not None else "network"
        if found is None or kind in ("network", "tweet") or sentence.masked[: found.start()][-2:] != ", ":
            return None
        place = Place(found.start(), found.end(), platform_of(found), False, False)
    words = sentence.masked[name.start("name") : place.start].split()
    if place.subject or len(words) > _LISTED or sentence.masked[place.end : sentence.end].strip(" .)"):
        return None
    return Governed([quotation], None, None, place, True, "likely", ["place", "signature"])


def _in_apposition(text: str, sentence: Sentence, quotation: Quotation, cues: Cues) -> Governed | None:
    """A quotation beside the noun for its post: `The tweet — “…” — was deleted`, `his tweet (“…”)`."""
    start, end = sentence.inside(quotation)
    place = next((each for each in reversed(sentence.places) if each.end <= start), None)
    if place is None or start - place.end > _APPOSED:
        tokens = cues.token.finditer(sentence.masked, max(sentence.start, start - _TOKEN), start)
        tweet = next(
            (each for each in tokens if each.lastgroup == "tweet" and start - each.end() <= _APPOSED), None
        )
        if tweet is None:
            return None
        place = Place(tweet.start(), tweet.end(), platform_of(tweet), True, False)
    if not _is_post(sentence, place, cues):
        return None
    inner = text[quotation.start : quotation.end].strip()
    opens, closes = sentence.masked[place.end : start].strip(), sentence.masked[end : end + 2].strip()
    comma = opens == "," and (closes[:1] == "," or inner[-1:] == ",")
    dash = opens in _DASHES and closes[:1] in _DASHES
    if not (comma or dash or (opens == "(" and closes[:1] == ")")) or _is_title(inner):
        return None
    if len(inner.split()) <= _SCARE and not dash:
        return None
    return Governed([quotation], None, None, place, False, "likely", ["place", "apposition"])


def _is_post(sentence: Sentence, place: Place, cues: Cues) -> bool:
    """Whether a noun for a post is among the words of ``place``: `in a post on X`, `his tweet`."""
    words = sentence.masked[place.start : place.end]
    token = cues.token.search(words)
    return cues.post.search(words) is not None or (token is not None and token.lastgroup == "tweet")


def _in_clause(text: str, sentence: Sentence, quotation: Quotation, cues: Cues) -> Governed | None:
    """A quotation that a short clause with a place follows, its verb in no table: `“…”, moppert Ann op X.`"""
    start, end = sentence.inside(quotation)
    masked = sentence.masked
    inner = text[quotation.start : quotation.end].strip()
    behind = masked[end : sentence.end]
    words = behind.strip(" ,.!?…–—-").split()
    parted = inner[-1:] in _PARTS or behind.lstrip()[:1] in (",", "–", "—")
    if masked[sentence.start : start].strip(" –—-") or FILL in behind or not parted or len(words) > _CLAUSES:
        return None
    place = next((each for each in sentence.places if each.start >= end and not each.subject), None)
    if (
        place is None
        or len(inner.split()) < _ARTICLES
        or _is_title(inner)
        or cues.has_rival(masked, end, sentence.end)
    ):
        return None
    if len(masked[end : place.start].split()) < _ARTICLES or masked[place.end : sentence.end].count(","):
        return None
    return Governed([quotation], None, None, place, True, "likely", ["place", "clause"])


def _sourced(sentence: Sentence, quotation: Quotation, end: int) -> Governed | None:
    """A quotation between a name and its source: `ANN EXAMPLE: “…” — tweet on Friday.`"""
    dash = _SOURCE.match(sentence.masked, end, sentence.end)
    if dash is None:
        return None
    place = next((each for each in sentence.places if each.start <= dash.end() <= each.end), None)
    if place is None:
        return None
    return Governed([quotation], None, None, place, True, "likely", ["place", "source"])


def _named_alone(sentence: Sentence, stop: int, cues: Cues) -> Place | None:
    """A platform's name between a name and a colon, with no preposition: `Ann Example, Twitter:`."""
    for found in cues.token.finditer(sentence.masked, sentence.start, stop):
        before, behind = sentence.masked[sentence.start : found.start()], sentence.masked[found.end() : stop]
        if (
            before.rstrip()[-1:] in tuple(",(/|")
            and behind.strip(" )") == ":"
            and len(before.split()) <= _LISTED
        ):
            platform = platform_of(found)
            return Place(found.start(), found.end(), platform, False, platform is None)
    return None


def _is_title(inner: str) -> bool:
    """Whether every longer word of a few is written with a capital: `Meet the Press`."""
    words = inner.split()
    long_ones = [word for word in words if len(word) > 3]
    capitals = len(long_ones) >= 2 and all(word[:1].isupper() and not word.isupper() for word in long_ones)
    return capitals and len(words) <= _TITLE and inner[-1:] not in "!?"


def _qualifies(sentence: Sentence, quotation: Quotation, cues: Cues) -> bool:
    """Whether the words in marks are between an article and its noun: `the “failing” newspaper`."""
    start, end = sentence.inside(quotation)
    before = sentence.masked[max(sentence.start, start - 12) : start].split(" ")
    behind = sentence.masked[end : end + 20].split(" ")
    if len(before) < 2 or len(behind) < 2 or before[-1] or behind[0] or not behind[1][:1].isalpha():
        return False
    word = behind[1].casefold().strip(",.")
    article = before[-2].casefold() in cues.determiners
    return article and word not in cues.breaks and word not in cues.skips and word not in cues.determiners


def is_named_thing(text: str, sentence: Sentence, quotation: Quotation, verb: Verb, cues: Cues) -> bool:
    """Whether marks hold a title or a name, not words of the post."""
    start, _ = sentence.inside(quotation)
    lead = sentence.masked[verb.end : start]
    if lead.rstrip().endswith((":", "：")) or (_COLON.search(lead) and lead.strip() == ","):
        return False
    caption = [found.end() for found in cues.caption.finditer(lead)]
    if caption and not lead[caption[-1] :].strip(" ,"):
        return False
    if cues.not_quoted.search(sentence.masked, max(sentence.start, start - 40), start):
        return True
    inner = text[quotation.start : quotation.end].strip()
    if verb.kind == "wrote" and lead.strip().casefold() in cues.determiners and len(inner.split()) <= _SCARE:
        return True  # `posted a “staff update” on Facebook`
    if not lead.strip() and _is_title(inner) and _LOWER.match(sentence.masked, sentence.inside(quotation)[1]):
        return True  # `posted “Dear Mayor” letters`
    if inner.startswith("#") and " " not in inner:
        return True
    if cues.another_verb.search(lead) and not cues.that.search(lead[-8:]):
        return True
    if len(inner.split()) <= _SCARE and _qualifies(sentence, quotation, cues):
        return True
    return _is_title(inner) and bool(lead.strip(" :,")) and not cues.that.search(lead)
