"""Embeds that their platform's fixed words give away: Instagram, Facebook, TikTok, Bluesky, ...

The rules are the ``text_rules`` of `embedparse.platforms`: a rule proposes, `_read` verifies its
fields, `captions` decides which text around it belongs to the post. X is not found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from embedparse.fields.dates import match_date
from embedparse.locales import in_all
from embedparse.models import Match
from embedparse.patterns import LazyPattern, PatternFamily
from embedparse.platforms import Platform, TextRule
from embedparse.text.anchors import EXACT_TIME
from embedparse.text.markdown.visible import Visible
from embedparse.text.view import TextView
from embedparse.text.widgets.assembly import WidgetMatch, assemble

#: Marks of direction, which show nothing.
_MARKS = "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069 "
#: Names of accounts are shorter on every platform; what is longer was prose between two wordings.
_LONGEST_NAME = 80


#: A rule for flattened embeds, with its platform.
Rule = tuple[Platform, TextRule]


def find(view: TextView, rules: Sequence[Rule], edges: Sequence[int] = ()) -> list[Match]:
    """The embeds that ``rules`` find in a text, overlaps not yet settled.

    ``edges``, in order: where tweets end, which are no part of them.
    """
    shown = view.visible
    return list(assemble(shown, _disjoint(_hits(shown, rules)), [shown.to_visible(edge) for edge in edges]))


#: The patterns of the platforms' rules, by what they write.
_RULES = PatternFamily(str, re.VERBOSE | re.MULTILINE, engine="regex")


def _hits(view: Visible, rules: Sequence[Rule]) -> Iterator[WidgetMatch]:
    for platform, rule in rules:
        for found in _RULES[rule.pattern].finditer(view.text):
            hit = _read(view, platform, rule, found)
            if hit is not None:
                yield hit


def _read(view: Visible, platform: Platform, rule: TextRule, found: re.Match[str]) -> WidgetMatch | None:
    """Fields of a proposal; None where a name is none or a date that must follow does not."""
    groups = found.groupdict()
    start = min(at for at in (found.start(), *(found.start(g) for g in groups)) if at >= 0)
    hit = WidgetMatch(platform, rule, start, found.end(), opens=groups.get("label") is not None)
    hit.handle = groups.get("handle")
    hit.handle_at = found.start("handle") if hit.handle else -1
    author = " ".join((groups.get("author") or "").split()).strip(_MARKS)
    if len(author) > _LONGEST_NAME:
        return None
    hit.author = author or None
    if rule.shape == "whole" and groups.get("body") is not None:
        hit.body = found.span("body")
    if groups.get("artist") is not None:
        hit.artist = found.start("artist")
    if groups.get("date") is not None:
        _read_date(view, hit, found.end("date"), wrapped=view.markdown or view.width > 0)
        if hit.date is None and rule.shape == "below":
            return None
    pacific = _PACIFIC.match(view.text, found.end()) if hit.date is None and rule.shape == "label" else None
    if pacific is not None:  # a date that nobody can read
        hit.end, hit.cut_off = pacific.end(), True
    elif hit.date is None and groups.get("cut"):  # the extractor dropped the date
        hit.end, hit.cut_off = found.end("cut"), True
    return hit


def _read_date(view: Visible, hit: WidgetMatch, at: int, *, wrapped: bool) -> None:
    """Take the date at ``at`` and the time of day behind it into ``hit``."""
    text = view.text
    found = match_date(text, at, at + 80)
    if found is None:
        return
    line = text.find("\n", found.start, found.end)
    if line >= 0 and not wrapped:  # `At 4:30` on the next line begins a sentence
        found = match_date(text, at, line) or found
    hit.date = found.date.isoformat()
    tail = (_WRAPPED_TIME if wrapped else _TIME).match(text, found.end, found.end + 60)
    hit.end = max(hit.end, tail.end() if tail else found.end)
    hit.timed = bool(_CLOCK.search(text, found.start, hit.end))
    exact = EXACT_TIME.match(text, found.start)
    if exact is not None:
        hit.end = max(hit.end, exact.end())
        hit.posted_at = f"{exact[1]}.{exact[2] or '000'}Z"


def _half() -> str:
    """Halves of the day (verbose): `PM`, and those with letters of a language, with dots or not."""
    words = (word for word in in_all("dates", "meridiems") if len(word) > 1 and not word.isascii())
    ordered = sorted(words, key=lambda word: (-len(word), word))
    halves = "|".join(re.escape(word).replace(r"\.", r"\.?") for word in ordered)
    return rf"(?: [AaPp]\.?[Mm]\b\.? | (?i:{halves}) )"


def _time_behind(gap: str) -> LazyPattern[str]:
    """What may follow a date: a time with its connector, a zone; ``gap`` is the blanks between them."""
    clock = r"\d{1,2} [ ]? [:.h] [ ]? \d{2} (?: [:.]\d{2} )?"
    zone = r"(?: (?: P[DS]T | UTC | GMT | Uhr )\b | \( P[DS]T [^()\n]{0,30} \) )"
    word = r"\p{L}{1,10}(?:\(\p{L}\))?:?"
    return LazyPattern(
        lambda: (
            rf"""(?: {gap} (?: {word} {gap} ){{0,2}} {clock} (?: (?:{gap})? {_half()} )? )?
                 (?: {gap} {_half()} )? (?: \n? (?:{gap})? {zone} )?"""
        ),
        re.VERBOSE,
        engine="regex",
    )


_TIME = _time_behind(r"[ ,\u00a0\u202f]{1,8}")
#: Lines break within it in a wrapped print.
_WRAPPED_TIME = _time_behind(r"[ ,\u00a0\u202f\n]{1,8}")
_CLOCK = LazyPattern(r"\d{1,2}[:.hT]\d{2}", engine="regex")
#: The rest of a line that ends in Pacific time, which Instagram alone printed.
_PACIFIC = LazyPattern(r"[^\n]{0,50}\d[^\n\d]{0,12}(?<![A-Za-z])P[DS]T\b[^\n]{0,30}(?=\n|$)")


def _disjoint(hits: Iterator[WidgetMatch]) -> list[WidgetMatch]:
    """Hits in order; of two that overlap the one that starts earlier, then the longer one.

    A dash, a name and a date alone give way to words: captions hold dashes, and handles dots, elsewhere too.
    """
    found = list(hits)
    worded = {hit.handle_at for hit in found if not hit.platform.post.wordless}
    kept: list[WidgetMatch] = []
    for hit in sorted(found, key=lambda h: (h.start, -h.end)):
        if hit.platform.post.wordless and hit.handle_at in worded:
            continue
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept
