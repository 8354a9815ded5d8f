"""From governed quotations to matches: quotations that go on, context, speakers, dates, and the fields."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from embedparse.models import Confidence, Match, QuoteType, Span
from embedparse.text.quotes import full_names, marks, orders, speakers
from embedparse.text.quotes.clauses import Sentence, count, sentences
from embedparse.text.quotes.cues import OF_TWEETS, Cues, Verb, platform_of
from embedparse.text.quotes.marks import FILL, Quotation
from embedparse.text.quotes.orders import Governed

#: Paragraphs behind one that names a platform that are read too.
_FOLLOWING = 3
#: Characters behind a paragraph in which a quotation that it introduces must open.
_SOON = 1200
#: A tweet's limit, in characters.
_LONGEST_TWEET = 280
#: Words of a description of the speaker, at most, and of a quotation without a verb, at least: with a
#: sign that ends a sentence, and without one (a heading is shorter).
_DESCRIBED, _VERBLESS, _UNENDED = 3, 4, 8
_EDGE = " \t\r\n\u00a0"
#: Sentences between a sentence that names the platform and a quotation that it may introduce.
_CONTEXT = 2
#: Verbs that only say that words go on, wherever they were said.
_GOES_ON = ("add", "continu", "conclud")
#: Words besides a quotation that was said, not written, behind a post.
_SAID = 12
#: How far a date phrase may be from its verb, in characters.
_DATE_REACH = 120
#: What is before the quotation in an entry of a list of posts.
_LISTED = re.compile(rf"\s{{0,4}}(?:[*•·–—-] ?)?(?P<name>@\w{{2,30}})(?: \([^()\n]{{1,40}}\))?: ?(?={FILL})")
#: The same without marks: the rest of the line is the post; such a line behind a paragraph, and characters
#: between a colon and the only one.
_ENTRY = re.compile(
    r"[ \t]{0,4}(?:[*•·–—-] ?)?(?P<name>@\w{2,30})(?: \([^()\n]{1,40}\))?[ \u00a0]?[:：][ \u00a0]?"
    r"(?P<post>[^\s\"“”„«»‹「][^\n]{3,600})"
)
_BLANK = 8
_ENTRY_NEXT = re.compile(rf"\s{{1,6}}(?:{_ENTRY.pattern})")
_NAME_WORD = re.compile(r"\w{3,}")


@dataclass(slots=True)
class Record:
    """A quotation under way: its parts so far and where the words about it are (document offsets).

    ``before``: the quotation is before its verb; ``blocks`` are the numbers of its paragraphs;
    ``reach`` is the span of the sentence that attributes it.
    """

    platform: str | None
    parts: list[Quotation]
    confidence: Confidence
    evidence: list[str]
    speaker: Span | None
    cue: list[Span]
    date: Span | None
    before: bool
    quote_type: QuoteType
    layout: str
    blocks: list[int] = field(default_factory=list)
    reach: Span = (0, 0)


@dataclass(slots=True)
class State:
    """What the sentences so far mean for the next.

    ``last`` is the last record, ``adjacent`` whether nothing follows it; ``platform`` and ``speaker``
    are those of the last record or of a sentence that named a platform without a quotation (``named``),
    ``distance`` sentences ago; ``naming`` is that sentence and its cue. ``announced`` is a sentence that
    ends in a colon, and its cue, if the next paragraph must be what was posted.
    """

    last: Record | None = None
    adjacent: bool = False
    distance: int = 99
    platform: str | None = None
    speaker: str | None = None
    named: bool = False
    naming: tuple[Sentence, Governed] | None = None
    announced: tuple[Sentence, Governed] | None = None


def find(
    text: str, positions: list[int], cues: Cues, paragraphs: Iterable[Span], *, indirect: bool
) -> tuple[list[Match], list[Span]]:
    """The quotes of ``text`` in ``paragraphs``, and the span of the sentence that attributes each.

    ``positions`` are offsets of platform words, sorted; ``indirect``: what is retold is found too.
    """
    reader = _Reader(text, cues, indirect)
    left = behind = 0
    for number, (start, end) in enumerate(paragraphs):
        if behind < len(positions) and positions[behind] < end:
            first = bisect_left(positions, start, behind)
            behind = bisect_left(positions, end, first)
            triggers = positions[first:behind]
        else:
            triggers = []
        if triggers and not (reader.expects or reader.may_quote(start, end)):
            reader.forget()
            continue
        if triggers:
            left = _FOLLOWING
        elif left > 0 and reader.expects:
            left -= 1
        else:
            reader.forget()
            continue
        if reader.entry(start, end, number):
            left = _FOLLOWING
        elif triggers or reader.may_quote(start, end, 0):
            reader.read(start, end, number, triggers)
        else:
            reader.skip(start, end)
    records = [record for record in reader.records if any(part.end > part.start for part in record.parts)]
    names: dict[str | None, str | None] = {}
    for record in records:
        printed = _printed(text, record.speaker)
        if printed not in names:
            names[printed] = full_names.resolve(text, printed, cues)
    found = [_match(text, record, names, cues) for record in records]
    return found, [record.reach for record in records]


class _Reader:
    """Reads paragraphs in order and collects records."""

    def __init__(self, text: str, cues: Cues, indirect: bool) -> None:
        self.indirect = indirect and not cues.verb_last
        self.text = text
        self.cues = cues
        self.records: list[Record] = []
        self.state, self.fresh = State(), True

    @property
    def expects(self) -> bool:
        """True if a quotation in the next paragraph may belong to what was read."""
        state = self.state
        held = state.last is not None or state.named
        return state.adjacent or (held and state.distance < _CONTEXT)

    def may_quote(self, start: int, end: int, behind: int = _SOON) -> bool:
        """True if a quotation may open in the paragraph, or in so many characters ``behind`` it."""
        if self.indirect or self.cues.dash is not None or marks.may_open(self.text, start, end + behind):
            return True
        return behind > 0 and _ENTRY_NEXT.match(self.text, end) is not None

    def skip(self, start: int, end: int) -> None:
        """Pass over a paragraph without quotation marks or a platform: only its sentences count."""
        self.state.adjacent, self.state.announced = False, None
        self.state.distance += count(self.text, start, end, self.cues)

    def forget(self) -> None:
        """A paragraph that is not read ends every context."""
        if not self.fresh:
            self.state, self.fresh = State(), True

    def entry(self, start: int, end: int, number: int) -> bool:
        """Whether the paragraph is an entry `@handle: text` of a list of posts, which is then a record.

        Of a single one it is only possible that it is a post.
        """
        state = self.state
        listed = state.last is not None and "quote-entry" in state.last.evidence and state.adjacent
        line = _ENTRY.fullmatch(self.text, start, end) if listed or state.named else None
        if line is None or state.distance > _CONTEXT:
            return False
        several = listed or _ENTRY_NEXT.match(self.text, end) is not None
        if not several and not self.text[max(0, start - _BLANK) : start].rstrip().endswith((":", "：")):
            return False
        record = Record(
            platform=state.platform,
            parts=[Quotation(*line.span("post"), *line.span("post"), True)],
            confidence="likely" if several else "possible",
            evidence=["quote-context", "quote-handle", "quote-entry"],
            speaker=line.span("name"),
            cue=[],
            date=None,
            before=False,
            quote_type="direct",
            layout="list",
            blocks=[number],
            reach=(start, end),
        )
        self._add(record)
        return True

    def read(self, start: int, end: int, number: int, triggers: Sequence[int]) -> None:
        """Read the paragraph ``text[start:end]``."""
        self.fresh = False
        found = sentences(self.text, start, end, self.cues, triggers)
        whole = all(sentence.bare for sentence in found)
        for index, sentence in enumerate(found):
            self.state.distance += 1
            announced, self.state.announced = self.state.announced, None
            if announced is not None and index == 0 and whole and sentence.quotations:
                self._announced(*announced, sentence, number)
                continue
            if not sentence.quotations:
                self.state.adjacent = False
                self._remember(sentence)
                if sentence is found[-1] and sentence.named:
                    self._lists(sentence, end)
                if self.indirect and sentence.named:
                    self._retold(sentence, number)
            elif not self._governed(sentence, number) and not self._gone_on(
                sentence, number, index == 0, whole
            ):
                self._in_context(sentence, number)

    def _add(self, record: Record) -> None:
        self.records.append(record)
        state = self.state
        state.last, state.adjacent, state.distance = record, True, 0

    def _governed(self, sentence: Sentence, number: int) -> bool:
        """Records of the quotations that a cue of ``sentence`` governs; False where there are none."""
        groups = orders.govern(self.text, sentence, self.cues) if sentence.named else []
        for governed in groups:
            record = _record(self.text, sentence, governed, number, self.cues)
            self._add(record)
            self.state.named = False
            self.state.platform = record.platform
            self.state.speaker = _printed(self.text, record.speaker)
        return bool(groups)

    def _gone_on(self, sentence: Sentence, number: int, fresh: bool, whole: bool) -> bool:
        """Whether ``sentence`` goes on with the last record: its quotation has no words of its own.

        ``fresh``: it begins its paragraph; ``whole``: the paragraph holds nothing but quotations.
        """
        last = self.state.last
        if last is None or not self.state.adjacent:
            return False
        if fresh:
            opens = not sentence.masked[: sentence.inside(sentence.quotations[0])[0]].strip()
            goes_on = whole or (opens and not last.parts[-1].closed)
        else:
            goes_on = sentence.bare or self._only_continues(sentence)
        if goes_on:
            self._extend(last, sentence, number)
        return goes_on

    def _only_continues(self, sentence: Sentence) -> bool:
        """Whether a verb without a subject is all that is said of the quotation: `“…”, continuó.`"""
        words = sentence.masked[sentence.start : sentence.end].replace(FILL, " ").strip(" ,.;:–—-")
        return len(sentence.verbs) == 1 and self.cues.context.fullmatch(words) is not None

    def _extend(self, last: Record, sentence: Sentence, number: int) -> None:
        """Add the quotations of ``sentence`` to ``last``, or to a new record where a tweet gets too long."""
        opened = not last.parts[-1].closed
        parts = sentence.quotations[:1] if opened and not sentence.bare else sentence.quotations
        size = sum(part.end - part.start for part in (*last.parts, *parts))
        another = number not in last.blocks and last.parts[-1].closed
        whole = sentence.bare and last.before  # behind a colon several paragraphs may be one post
        if another and last.platform == OF_TWEETS and (whole or size > _LONGEST_TWEET):
            surely = "likely" if last.confidence == "certain" else last.confidence
            evidence = [*last.evidence, "quote-paragraph"]
            last = replace(last, parts=[], blocks=[], confidence=surely, evidence=evidence)
            self.records.append(last)
            self.state.last = last
        last.parts.extend(parts)
        last.blocks.append(number)
        self.state.distance = 0

    def _announced(self, said: Sentence, cue: Governed, sentence: Sentence, number: int) -> None:
        """The record of a paragraph of quotations that the sentence ``said`` introduced with a colon."""
        record = _record(
            self.text, said, cue._replace(quotations=list(sentence.quotations)), number, self.cues
        )
        record.layout = "block-after-colon"
        self._add(record)
        self.state.platform, self.state.speaker = record.platform, _printed(self.text, record.speaker)

    def _remember(self, sentence: Sentence) -> None:
        """Keep the platform that a sentence without a quotation names, and whose post it may be."""
        if not sentence.named:
            return
        verb = next((v for v in sentence.verbs if v.kind == "social"), None)
        place = sentence.places[-1] if sentence.places else None
        if verb is None and place is None:
            return
        if self.cues.has_rival(sentence.masked, sentence.start, sentence.end):
            return
        if verb is None:
            verb = next((v for v in sentence.verbs if orders.place_of(sentence, v, self.cues)), None)
        cue = Governed([], verb, verb, place, False, "possible", [])
        colon = sentence.masked.rstrip().endswith((":", "："))
        if colon and (verb is not None or orders.introducing(sentence, sentence.end, self.cues)):
            rule = "social-verb" if verb is not None and verb.kind == "social" else "place"
            self.state.announced = (sentence, cue._replace(confidence="likely", evidence=[rule, "colon"]))
        self.state.platform = place.platform if place else OF_TWEETS
        self.state.naming = sentence, cue
        self.state.named = True
        self.state.distance = 0

    def _lists(self, sentence: Sentence, end: int) -> None:
        """Keep the platform of a sentence behind whose paragraph a list of posts begins."""
        if self.state.named or _ENTRY_NEXT.match(self.text, end) is None:
            return
        if self.cues.has_rival(sentence.masked, sentence.start, sentence.end):
            return
        token = self.cues.token.search(sentence.masked, sentence.start, sentence.end)
        self.state.platform = platform_of(token) if token is not None else None
        self.state.named, self.state.naming, self.state.distance = True, None, 0

    def _retold(self, sentence: Sentence, number: int) -> None:
        """What `tweeted that …` says was posted, as a possible record."""
        for cue, start, end in orders.indirect(sentence, self.cues):
            start, end = _shifted((start, end), sentence.base)
            words = Quotation(start, end, start, end, True)
            record = _record(self.text, sentence, cue._replace(quotations=[words]), number, self.cues)
            record.quote_type = "indirect"
            self.records.append(record)

    def _in_context(self, sentence: Sentence, number: int) -> None:
        """A quotation with a verb of its own whose platform a sentence before named: a possible record."""
        state, cues = self.state, self.cues
        state.adjacent = False
        if state.distance > _CONTEXT or not (state.named or state.last) or sentence.named:
            return
        if cues.has_rival(sentence.masked, sentence.start, sentence.end):
            return
        if sentence.bare and state.named and state.distance == 1:
            self._verbless(sentence, number)
            return
        verb, before = orders.governing(self.text, sentence, sentence.quotations[0], cues)
        listed = _LISTED.match(sentence.masked) if verb is None else None
        if listed is not None:
            self._listed(sentence, listed, number)
            return
        level = self._level(sentence, verb) if verb is not None else None
        if verb is None or level is None:
            return
        if not before and orders.is_named_thing(self.text, sentence, sentence.quotations[0], verb, cues):
            return
        governed = Governed(list(sentence.quotations), verb, verb, None, before, level, ["context"])
        if state.named and self._only_continues(sentence):
            record = _record(self.text, sentence, governed, number, cues)
            record.platform, record.speaker = state.platform, self._named_speaker()
            self._add(record)
            return
        speaker = speakers.find(sentence, governed, cues)
        if speaker is None or (verb.kind != "wrote" and level != "likely" and state.distance > 1):
            return
        printed = sentence.masked[speaker.start : speaker.end]
        certain = (
            level == "likely" or cues.pronoun.fullmatch(printed) or self._is_the_post(sentence, speaker, verb)
        )
        if certain or self._may_be_speaker(printed, verb):
            record = _record(self.text, sentence, governed, number, cues)
            record.platform = state.platform
            if cues.user.fullmatch(printed):
                state.named, state.speaker = False, printed
            self._add(record)

    def _level(self, sentence: Sentence, verb: Verb) -> Confidence | None:
        """How surely ``verb`` says, without a platform, that something was posted; None: it does not."""
        cues, masked = self.cues, sentence.masked
        if cues.further.search(masked, sentence.start, sentence.end):
            return "likely"
        if cues.rival_alone.search(masked, sentence.start, sentence.end):
            return None
        if verb.kind == "said" and self._elsewhere(sentence, verb):
            return None
        if self.state.last is not None and self._is_another_user(sentence, verb):
            return "possible" if self.state.last.confidence == "possible" else "likely"
        if self._is_user_of_post(sentence, verb):
            return "possible"
        english = cues.language == "en"
        alone = cues.breaks.isdisjoint(masked[sentence.start : verb.start].casefold().split())
        if not (english and alone and verb.kind == "said") and not cues.context.fullmatch(
            masked, verb.start, verb.end
        ):
            return None
        words = masked[verb.start : verb.end].casefold()
        only_said = verb.kind == "said" or words.startswith(_GOES_ON)
        return None if only_said and english and not self._may_go_on(sentence, verb) else "possible"

    def _elsewhere(self, sentence: Sentence, verb: Verb) -> bool:
        """Whether words around a verb of saying name another occasion: `Im Rat sagte sie`, `said to Bo`."""
        cues = self.cues
        shown = sentence.masked.replace(FILL, " ")
        lead, behind = shown[sentence.start : verb.start].split(), shown[verb.end : sentence.end]
        named = len(lead) > 1 and any(word[:1].isupper() for word in lead[1:3])
        if named and lead[0].casefold() in cues.breaks and lead[0].casefold() not in cues.joins:
            return ":" not in behind
        pairs = pairwise(behind.split())
        names = any(word.casefold() in cues.breaks and name[:1].isupper() for word, name in pairs)
        asked = any(word in cues.prepositions and name[:1].isupper() for word, name in pairwise(lead))
        return (names or asked) and not cues.noun_capitals

    def _is_another_user(self, sentence: Sentence, verb: Verb) -> bool:
        """Whether another unnamed writer follows the last post: `Another commented: “…”`."""
        state, cues = self.state, self.cues
        if state.last is None or state.named or state.distance > 1:
            return False
        if verb.kind != "wrote" and not (state.speaker and cues.user.fullmatch(state.speaker)):
            return False
        return cues.user.search(sentence.masked, sentence.start, sentence.end) is not None

    def _is_user_of_post(self, sentence: Sentence, verb: Verb) -> bool:
        """Whether an unnamed writer and a verb are all that is said of the quotation: `“…,” one said.`"""
        state = self.state
        if not state.named or state.distance > 1 or verb.leans:
            return False
        shown = sentence.masked[sentence.start : sentence.end].replace(FILL, " ")
        words = shown.replace(sentence.masked[verb.start : verb.end], " ", 1).strip(" ,.:").split()
        return self.cues.user.fullmatch(" ".join(words)) is not None

    def _may_go_on(self, sentence: Sentence, verb: Verb) -> bool:
        """Whether what was only said may have been posted: right behind the post, with no other occasion."""
        state = self.state
        cue = state.naming[1] if state.named and state.naming is not None else None
        tweeted = cue is not None and (cue.verb is not None or self._takes_place())
        if (state.last is None and not tweeted) or state.distance > 1:
            return False
        shown = sentence.masked[sentence.start : sentence.end]
        words = [word for word in shown.replace(FILL, " ").split() if word.casefold() not in self.cues.skips]
        lead = sentence.masked[sentence.start : verb.start].replace(FILL, " ")
        dated = any(True for _ in self.cues.dates(sentence.masked, sentence.start, sentence.end))
        before, comma, subject = lead.strip(" ,").rpartition(",")
        aside = sentence.masked.startswith(",", verb.end) and self.cues.pronoun.fullmatch(subject.strip())
        alone = not comma or (aside is not None and "," not in before)  # `The ban, he added, would be “…”`
        return len(words) <= _SAID and alone and not dated

    def _takes_place(self) -> bool:
        """Whether the place named last is one that somebody went to: `She took to X on Friday.`"""
        said, cue = self.state.naming or (None, None)
        place = cue.place if cue is not None else None
        return (
            said is not None
            and place is not None
            and speakers.TAKES.match(said.masked, place.start) is not None
        )

    def _may_be_speaker(self, printed: str, verb: Verb) -> bool:
        """Whether ``printed`` may name who posted: the same name, or `die Politikerin` soon after."""
        earlier = self._earlier_speaker()
        if _same_name(printed, earlier):
            return True
        near = self.state.distance <= 1 + (verb.kind == "wrote")
        written = verb.kind == "wrote" or self.state.distance <= 1
        if near and written and self.cues.user.fullmatch(printed):
            return True
        words = printed.split()
        first = words[0].casefold()
        noun = first in self.cues.determiners - self.cues.objects and len(words) <= _DESCRIBED
        if self.cues.language == "en":
            soon = self.state.distance <= 1 and self.state.named and earlier is not None
            body = words[-1].casefold() in self.cues.bodies and self._was_tweeted()
            return soon and noun and first == "the" and (verb.kind == "wrote" or body)
        if not near:
            return False
        return (earlier is None and self.cues.drops_subjects) or (noun and words[0][0].islower())

    def _is_the_post(self, sentence: Sentence, speaker: Span, verb: Verb) -> bool:
        """Whether the subject is the post that a sentence before is about: `The post read: …`"""
        words = sentence.masked[speaker[0] : speaker[1]].split()
        definite = words[0].casefold() in self.cues.definite and len(words) <= _DESCRIBED
        alone = not sentence.masked[speaker[1] : verb.start].strip() and self.state.distance <= 1
        return definite and alone and self.cues.post.fullmatch(words[-1]) is not None

    def _was_tweeted(self) -> bool:
        """Whether a social verb names the platform that counts: `Police tweeted a warning.`"""
        verb = self.state.naming[1].verb if self.state.naming is not None else None
        return verb is not None and verb.kind == "social"

    def _listed(self, sentence: Sentence, handle: re.Match[str], number: int) -> None:
        """An entry `@handle: “…”` of a list behind a sentence that names the platform: likely."""
        cue = Governed(list(sentence.quotations), None, None, None, False, "likely", ["context", "handle"])
        record = _record(self.text, sentence, cue, number, self.cues)
        record.platform, record.speaker = self.state.platform, _shifted(handle.span("name"), sentence.base)
        self._add(record)

    def _verbless(self, sentence: Sentence, number: int) -> None:
        """A sentence that is only a quotation, right behind one that says who posted where: possible."""
        state = self.state
        said, cue = state.naming or (sentence, None)
        inner = self.text[sentence.quotations[0].start : sentence.quotations[0].end].rstrip()
        least = _VERBLESS if inner.endswith((".", "!", "?", "…")) else _UNENDED
        names = {found.lastgroup for found in self.cues.token.finditer(said.masked, said.start, said.end)}
        if cue is None or cue.verb is None or len(inner.split()) < least or names <= {"network"}:
            return
        governed = cue._replace(quotations=list(sentence.quotations), evidence=["context", "verbless"])
        record = _record(self.text, said, governed, number, self.cues)
        record.platform = state.platform
        self._add(record)

    def _earlier_speaker(self) -> str | None:
        """Who spoke last, or whose post the sentence that named a platform is about."""
        state = self.state
        if not state.named or state.naming is None:
            return state.speaker
        return _printed(self.text, self._named_speaker())

    def _named_speaker(self) -> Span | None:
        """Whose post the sentence that named a platform last is about."""
        if self.state.naming is None:
            return None
        sentence, cue = self.state.naming
        speaker = speakers.find(sentence, cue, self.cues)
        return _shifted(speaker, sentence.base) if speaker else None


def _same_name(one: str, two: str | None) -> bool:
    """Whether one name is the other, or a part of it."""
    a, b = (set(_NAME_WORD.findall((name or "").casefold())) for name in (one, two))
    return bool(a and b) and (a <= b or b <= a)


def _shifted(span: Span, base: int) -> Span:
    return span[0] + base, span[1] + base


def _printed(text: str, span: Span | None) -> str | None:
    return " ".join(text[span[0] : span[1]].split()) if span else None


def _record(text: str, sentence: Sentence, governed: Governed, number: int, cues: Cues) -> Record:
    speaker = speakers.find(sentence, governed, cues)
    words = dict.fromkeys((governed.root, governed.verb, governed.place))
    cue = [_shifted((each.start, each.end), sentence.base) for each in words if each is not None]
    return Record(
        platform=governed.place.platform if governed.place is not None else OF_TWEETS,
        parts=list(governed.quotations),
        confidence=governed.confidence,
        evidence=[f"quote-{name}" for name in governed.evidence],
        speaker=_shifted(speaker, sentence.base) if speaker else None,
        cue=sorted(cue),
        date=_date(sentence, governed, cues),
        before=governed.before,
        quote_type=_quote_type(text, sentence, governed),
        layout=_layout(governed, cues),
        blocks=[number],
        reach=_shifted((sentence.start, sentence.end), sentence.base),
    )


def _quote_type(text: str, sentence: Sentence, governed: Governed) -> QuoteType:
    """`direct` where the quotation is a sentence of its own, `partial` where it is part of the article's."""
    quotation = governed.quotations[0]
    if quotation.outer_start >= sentence.base + len(sentence.masked):
        return "direct"  # a paragraph of its own
    lower = text[quotation.start : quotation.end].lstrip()[:1].islower()
    lead = sentence.masked[sentence.start : sentence.inside(quotation)[0]].rstrip()
    if governed.before:
        return "partial" if lead and lower else "direct"
    return "direct" if lead[-1:] in (":", ",", "：", "、") and not lower else "partial"


def _layout(governed: Governed, cues: Cues) -> str:
    if governed.verb is None:
        if "clause" in governed.evidence:
            return "quote-verb"
        return "signature" if "signature" in governed.evidence else "list"
    if cues.verb_last:
        return "verb-last"
    return "quote-verb" if governed.before else "verb-quote"


def _date(sentence: Sentence, governed: Governed, cues: Cues) -> Span | None:
    """The date phrase nearest to the verb; one behind a quotation must be nearer."""
    anchor = governed.root or governed.place
    if anchor is None:
        return None
    best: tuple[int, Span] | None = None
    low, high = max(sentence.start, anchor.start - _DATE_REACH), min(sentence.end, anchor.end + _DATE_REACH)
    for start, end in cues.dates(sentence.masked, low, high):
        gap = (end, anchor.start) if end <= anchor.start else (anchor.end, start)
        distance = gap[1] - gap[0] + _DATE_REACH * (FILL in sentence.masked[gap[0] : gap[1]])
        if best is None or distance < best[0]:
            best = (distance, _shifted((start, end), sentence.base))
    return best[1] if best else None


def _trimmed(text: str, quotation: Quotation) -> Span:
    start, end = quotation.start, quotation.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _match(text: str, record: Record, names: dict[str | None, str | None], cues: Cues) -> Match:
    """The match of ``record``; ``names`` has each speaker's full name."""
    speaker = _printed(text, record.speaker)
    spans = [span for span in (_trimmed(text, part) for part in record.parts) if span[0] < span[1]]
    cue = dict.fromkeys(_printed(text, span) for span in record.cue)
    return Match(
        platform=record.platform or "",
        spans=spans,
        layout="split" if record.layout == "quote-verb" and len(spans) > 1 else record.layout,
        confidence=record.confidence,
        evidence=record.evidence,
        kind="quote",
        body=" ".join(word for start, end in spans for word in text[start:end].split()),
        handle=speakers.handle_of(text, record.speaker) if record.speaker else None,
        lang=cues.language,
        author=names[speaker],
        speaker=speaker,
        cue=" … ".join(words for words in cue if words),
        date_text=_printed(text, record.date),
        quote_type=record.quote_type,
    )
