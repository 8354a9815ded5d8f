"""Embeds that their platform's fixed words give away: Instagram, Facebook, TikTok, Bluesky, ...

The rules are the ``text_rules`` of `embedparse.platforms`: a rule proposes, `_read` verifies its
fields, `captions` decides which text around it belongs to the post. X is not found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from embedparse.models import Match
from embedparse.platforms import Platform, TextRule, all_platforms

if TYPE_CHECKING:
    import regex

    from embedparse.dates import PrintedDate
    from embedparse.text_path.assembly import Hit
    from embedparse.text_path.visible import Visible

#: The name that all labels share, and the length that none of them has.
_BRAND, _LABEL = "Instagram", 60
#: Rules' own anchors are looked for within so many characters of a spot.
_REACH = 160
#: Names of accounts are shorter on every platform; what is longer was prose between two wordings.
_LONGEST_NAME = 80


@cache
def _rules() -> tuple[tuple[Platform, TextRule], ...]:
    return tuple((p, rule) for p in all_platforms() if p.name != "twitter" for rule in p.text_rules)


def _stands_without_handle(rule: TextRule) -> bool:
    return "@" not in rule.pattern and (rule.shape != "label" or "(?P<label>" in rule.pattern)


#: How handles stand in attributions, in every print seen, and the note of TikTok's music line.
HANDLES = (
    "(@",
    "（@",
    "[@",
    "( @",
    "(\n@",
    "(\u200e@",
    "(\u200f@",
    "(\u2066@",
    "(\n\n@",
    "(\\@",
    "[\\@",
    "＠",
    "— @",
    "—\n@",
    "Post by @",
    "shared by @",
    "♬",
)
#: A text without any of these literals holds nothing for this module. They are rare: 42 of 2,290
#: plain articles hold one, against 367 with a bare "@".
ANCHORS: tuple[str, ...] = (
    *HANDLES,
    *dict.fromkeys(anchor for _, rule in _rules() if _stands_without_handle(rule) for anchor in rule.anchors),
)


_BEFORE_SIGN = tuple(handle[:-1] for handle in HANDLES if handle.endswith("@"))


def names_handle(text: str) -> bool:
    """Whether an "@" of ``text`` stands as one of `HANDLES` has it: a look at each, for they are few."""
    if "＠" in text:
        return True
    at = text.find("@")
    while at >= 0:
        if text.endswith(_BEFORE_SIGN, 0, at):
            return True
        at = text.find("@", at + 1)
    return False


def may_hold(text: str) -> bool:
    """Whether ``text`` holds one of `ANCHORS`, told in a pass or two rather than one for each."""
    if names_handle(text):
        return True
    for spot in _spot().finditer(text):
        around = text[max(0, spot.start() - _LABEL) : spot.end() + _LABEL]
        if spot.group() != _BRAND or any(label in around for label in ANCHORS if _BRAND in label):
            return True
    return False


def find(text: str) -> list[Match]:
    """The embeds of other platforms than X in ``text``, overlaps not yet settled."""
    near = _near(text)
    rules = _applicable(near) if near else []
    if not rules or not may_hold(text):
        return []
    from embedparse.text_path.assembly import assemble
    from embedparse.text_path.visible import read

    view = read(text)
    return list(assemble(view, _disjoint(_hits(view, rules))))


@cache
def _by_anchor() -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Indices of rules by anchor: of labels, which share the name of their platform, and of all else."""
    labels: dict[str, list[int]] = {}
    others: dict[str, list[int]] = {}
    for index, (_, rule) in enumerate(_rules()):
        for anchor in rule.anchors:
            (labels if _BRAND in anchor else others).setdefault(anchor, []).append(index)
    return labels, others


def _applicable(near: str) -> list[tuple[Platform, TextRule]]:
    """The rules that have an anchor in ``near``; those for any handle need one that is a domain."""
    labels, others = _by_anchor()
    found = [anchor for anchor in others if anchor in near]
    if _BRAND in near:
        found += [anchor for anchor in labels if anchor in near]
    if "@" in found and not _domain_handle().search(near):
        found.remove("@")
    indices = {index for anchor in found for index in (others.get(anchor) or labels[anchor])}
    return [_rules()[index] for index in sorted(indices)]


@cache
def _domain_handle() -> re.Pattern[str]:
    return re.compile(r"@[\w-]{1,63}\\?\.[\w-]")


def _near(text: str) -> str:
    """The parts of ``text`` around its spots, on one line: all that rules' anchors are looked for in."""
    spots = [found.start() for found in _spot().finditer(text)]
    for sign in "@＠":
        at = text.find(sign)
        while at >= 0:
            if _names_an_author(text, at):
                spots.append(at)
            at = text.find(sign, at + 1)
    parts, edge = [], 0
    for at in sorted(spots):
        if at - _REACH > edge:
            parts.append("\n")
        parts.append(text[max(edge, at - _REACH) : at + _REACH])
        edge = at + _REACH
    return " ".join("".join(parts).replace(">", " ").split())


def _names_an_author(text: str, at: int) -> bool:
    """Whether the "@" stands as in an attribution: `(@`, `by @`, `— @`, not as in an address or a mention."""
    lead = text[max(0, at - 6) : at].rstrip(" \t\r\n\u00a0[>\\")
    if lead[-1:] in _OPENERS or lead.endswith("by"):
        return True
    starts_line = at == 0 or text[at - 1] == "\n"
    return starts_line and _exact_time().search(text, at, at + _REACH) is not None


_OPENERS = frozenset("(（—–―-")


@cache
def _exact_time() -> re.Pattern[str]:
    """A time in UTC, as Bluesky's oEmbed prints it."""
    return re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{3})\d{0,6})?Z")


@cache
def _spot() -> re.Pattern[str]:
    """Where rules may apply that need no "@": one alternation, each branch led by its rarest character.

    Built for `re`, which then skips by the set of first characters: five times as fast as as many
    searches. All labels share the name of their platform.
    """
    literals = [_BRAND, "♬", *(a for a in ANCHORS if a not in HANDLES and _BRAND not in a)]
    return re.compile("|".join(sorted({_led_by_rarest(literal) for literal in literals})))


def _led_by_rarest(literal: str) -> str:
    lead = min(range(len(literal)), key=lambda i: (literal[i].islower() or literal[i].isspace(), i))
    return re.escape(literal[lead:]) + (f"(?<={re.escape(literal)})" if lead else "")


_patterns: dict[str, regex.Pattern[str]] = {}


def _pattern(rule: TextRule) -> regex.Pattern[str]:
    pattern = _patterns.get(rule.name)
    if pattern is None:
        import regex

        pattern = _patterns[rule.name] = regex.compile(rule.pattern, regex.VERBOSE | regex.MULTILINE)
    return pattern


def _hits(view: Visible, rules: list[tuple[Platform, TextRule]]) -> Iterator[Hit]:
    for platform, rule in rules:
        for found in _pattern(rule).finditer(view.text):
            hit = _read(view, platform, rule, found)
            if hit is not None:
                yield hit


def _read(view: Visible, platform: Platform, rule: TextRule, found: regex.Match[str]) -> Hit | None:
    """Fields of a proposal; None where a name is none or a date that must follow does not."""
    from embedparse.text_path.assembly import Hit

    groups = found.groupdict()
    start = min(at for at in (found.start(), *(found.start(g) for g in groups)) if at >= 0)
    hit = Hit(platform, rule, start, found.end(), opens=groups.get("label") is not None)
    hit.handle = groups.get("handle")
    author = " ".join((groups.get("author") or "").split())
    if len(author) > _LONGEST_NAME:
        return None
    hit.author = author or None
    if groups.get("artist") is not None:
        hit.artist = found.start("artist")
    if groups.get("date") is not None:
        _read_date(view.text, hit, found.end("date"), wrapped=view.markdown)
        if hit.date is None and rule.shape == "below":
            return None
    if hit.date is None and groups.get("cut"):  # the extractor dropped the date
        hit.end, hit.cut_off = found.end("cut"), True
    return hit


def _read_date(text: str, hit: Hit, at: int, *, wrapped: bool) -> None:
    """Take the date at ``at`` and the time of day behind it into ``hit``."""
    from embedparse.dates import match_date

    found = match_date(text, at, at + 80) or _dotted_day(text, at)
    if found is None:
        return
    line = text.find("\n", found.start, found.end)
    if line >= 0 and not wrapped:  # `At 4:30` on the next line begins a sentence
        found = match_date(text, at, line) or found
    hit.date = found.date.isoformat()
    tail = _time(wrapped).match(text, found.end, found.end + 60)
    hit.end = max(hit.end, tail.end() if tail else found.end)
    hit.timed = bool(_clock().search(text, found.start, hit.end))
    exact = _exact_time().match(text, found.start)
    if exact is not None:
        hit.end = max(hit.end, exact.end())
        hit.posted_at = f"{exact[1]}.{exact[2] or '000'}Z"


def _dotted_day(text: str, at: int) -> PrintedDate | None:
    """`Ápr 21., 2019`: Instagram's own order with the Hungarian dot after the day."""
    import regex

    from embedparse.dates import PrintedDate, parse_date

    found = regex.compile(r"(\p{L}{3,12})\.? (\d{1,2})\., (\d{4})\b").match(text, at)
    date = parse_date(f"{found[1]} {found[2]}, {found[3]}") if found else None
    return PrintedDate(date, at, found.end()) if found and date else None


@cache
def _time(wrapped: bool) -> regex.Pattern[str]:
    """What may follow a date: a time with its connector, a zone. Lines break within it in a wrapped print."""
    import regex

    clock = r"\d{1,2} [ ]? [:.h] [ ]? \d{2} (?: [:.]\d{2} )?"
    half = r"(?: [AaPp]\.?[Mm]\b\.? | 午前|午後|오전|오후|上午|下午 | [öÖ][öÖsS] | [πμ]\.?μ\.? )"
    zone = r"(?: (?: P[DS]T | UTC | GMT | Uhr )\b | \( P[DS]T [^()\n]{0,30} \) )"
    gap = r"[ ,\u00a0\u202f\n]{1,8}" if wrapped else r"[ ,\u00a0\u202f]{1,8}"
    return regex.compile(
        rf"""(?: {gap} (?: \p{{L}}{{1,10}}:? {gap} ){{0,2}} {clock} (?: (?:{gap})? {half} )? )?
             (?: {gap} {half} )? (?: \n? (?:{gap})? {zone} )?""",
        regex.VERBOSE,
    )


@cache
def _clock() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"\d{1,2}[:.hT]\d{2}")


def _disjoint(hits: Iterator[Hit]) -> list[Hit]:
    """Hits in order; of two that overlap the one that starts earlier, then the longer one."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept
