"""Embeds that their platform's fixed words give away: Instagram, Facebook, TikTok, Bluesky, ...

The rules are the ``text_rules`` of `embedparse.platforms`: a rule proposes, `_read` verifies its
fields, `captions` decides which text around it belongs to the post. X is not found here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from embedparse.models import Match
from embedparse.platforms import Platform, TextRule, all_platforms
from embedparse.text_path.captions import Hit, assemble

if TYPE_CHECKING:
    import regex

    from embedparse.text_path.visible import Visible

#: Literals of the wordings that hold no "@": a text without "@" and without any of these holds
#: nothing for this module. Each costs a pass over every document of an archive.
ANCHORS: tuple[str, ...] = (
    "nstagram",
    "Posted by",
    "Gepostet von",
    "Publicad",
    "Publiée par",
    "Geplaatst door",
    "Pubblicato da",
    "Опубл",
    "Opublikowan",
    "Gönderen",
    "Dikirim oleh",
    "on Threads",
    "byu/",
)
#: Where rules are worth trying: their own anchors stand within `_REACH` of one of these.
_PIVOTS = ("@", "♬", *ANCHORS)
_REACH = 160
#: Names of accounts are shorter on every platform; what is longer was prose between two wordings.
_LONGEST_NAME = 80


def find(text: str) -> list[Match]:
    """The embeds of other platforms than X in ``text``, overlaps not yet settled."""
    near = _near(text)
    if not near:
        return []
    rules = [(p, rule) for p, rule in _rules() if any(anchor in near for anchor in rule.anchors)]
    if not rules:
        return []
    from embedparse.text_path.visible import read

    view = read(text)
    return list(assemble(view, _disjoint(_hits(view, rules))))


def _near(text: str) -> str:
    """The parts of ``text`` around the pivots: all that the anchors of rules are looked for in."""
    spots: list[int] = []
    for pivot in _PIVOTS:
        at = text.find(pivot)
        while at >= 0:
            spots.append(at)
            at = text.find(pivot, at + _REACH)
    parts, edge = [], 0
    for at in sorted(spots):
        start, end = max(edge, at - _REACH), at + 2 * _REACH
        if start < end:
            parts.append(text[start:end])
            edge = end
    return "\n".join(parts)


@cache
def _rules() -> tuple[tuple[Platform, TextRule], ...]:
    return tuple((p, rule) for p in all_platforms() if p.name != "twitter" for rule in p.text_rules)


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
            hit = _read(view.text, platform, rule, found)
            if hit is not None:
                yield hit


def _read(text: str, platform: Platform, rule: TextRule, found: regex.Match[str]) -> Hit | None:
    """Fields of a proposal; None where a name is none or a date that must follow does not."""
    groups = found.groupdict()
    start = min(at for at in (found.start(), *(found.start(g) for g in groups)) if at >= 0)
    hit = Hit(platform, rule, start, found.end(), opens=groups.get("label") is not None)
    hit.handle = groups.get("handle")
    author = " ".join((groups.get("author") or "").split())
    if len(author) > _LONGEST_NAME:
        return None
    hit.author = author or None
    if groups.get("body") is not None:
        hit.body = found.span("body")
    if groups.get("date") is not None:
        _read_date(text, hit, found.end("date"))
        if hit.date is None and rule.shape == "below":
            return None
    return hit


def _read_date(text: str, hit: Hit, at: int) -> None:
    """Take the date at ``at`` and the time of day behind it into ``hit``."""
    from embedparse.dates import match_date

    found = match_date(text, at, at + 80)
    if found is None:
        return
    hit.date = found.date.isoformat()
    tail = _time().match(text, found.end, found.end + 60)
    hit.end = tail.end() if tail else found.end
    hit.timed = bool(_clock().search(text, found.start, hit.end))


@cache
def _time() -> regex.Pattern[str]:
    """What may follow a date: a time with its connector, a zone."""
    import regex

    return regex.compile(
        r"""(?: [ ,\u00a0\n>]{1,8} (?:\p{L}{1,4}[ \u00a0\n]{1,3}){0,2} \d{1,2} [:.h] \d{2} (?: [:.]\d{2} )?
              (?: [ \u00a0\u202f]? (?: [AaPp]\.?[Mm]\b\.? | 午前|午後|오전|오후|上午|下午 ) )? )?
            (?: [ \u00a0\n]{1,4} (?: P[DS]T | UTC | GMT | Uhr )\b )?""",
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
