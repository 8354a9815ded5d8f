"""Whether a text has any chance to hold an embed: literals, then what must surround them.

Most texts hold no post, and most of those that hold a literal do not either (`Posted by Ada at
noon`). That is decided here with `re` alone, so that they cost no matching and load nothing. What is
found may be too much, never too little: the rules themselves decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import NamedTuple

from embedparse.fields import own_links, shortcodes, traces
from embedparse.last_result import LastResult
from embedparse.models import Span
from embedparse.patterns import LazyPattern, PatternFamily
from embedparse.platforms import Platform, TextRule, all_platforms, with_form
from embedparse.text.literal_groups import LiteralGroups
from embedparse.text.widgets import words

#: The name that most labels share, and the length that no anchor has.
_BRAND, _LONGEST = "Instagram", 60
#: Rules' own anchors are looked for within so many characters of a spot, what they need this far before
#: and behind it: no pattern of ``needs`` is longer, floods of blanks aside.
_REACH = 160
_NEEDED = (500, 800)
_OPENERS = frozenset("(（—–―-")


@cache
def _rules() -> tuple[tuple[Platform, TextRule], ...]:
    return tuple((p, rule) for p in all_platforms() for rule in p.text_rules)


def _stands_without_handle(rule: TextRule) -> bool:
    return "@" not in rule.pattern and (rule.shape != "label" or "(?P<label>" in rule.pattern)


#: How handles occur in attributions, in every print seen, and as single rules have them.
HANDLES: tuple[str, ...] = (
    "(@",
    "（@",
    "[@",
    "( @",
    "(\n@",
    "(\u200e@",
    "(\u200f@",
    "(\u2066@",
    "\u200f\u200e@",
    "(\n\n@",
    "(\\@",
    "[\\@",
    "-LRB- @",
    "-lrb- @",
    "＠",
    *dict.fromkeys(handle for _, rule in _rules() for handle in rule.handles),
)
#: How tokenisers print them.
TOKENS = ("( @", "-LRB- @", "-lrb- @")
#: Those among them that are no handle: the note of TikTok's music line.
_MARKS = tuple(handle for handle in HANDLES if not handle.endswith(("@", "＠")))
#: Links to posts, shortcodes of posts, and what is left of a post without its attribution.
LINKS = traces.literals()
SHORTCODES = shortcodes.anchors()
MEDIA = (*own_links.PICTURES, *(f"/{host}" for host in own_links.SHORTENERS))
#: The first line of a forum's card.
FORUMS = tuple(f"{host}\n" for host in with_form("card").hosts)
#: What follows the hour of a time on a flattened card, with the last digit of the minute: `17:10 · `.
CLOCKS = tuple(f"{digit} {sign} " for digit in range(10) for sign in "·-")
#: What the time line of a flattened card holds: `9:07 AM - 4 Mar 2016`, `17:10 · 19 mai 2022`; or its counts.
CARDS = (
    "M · ",
    "M - ",
    "M • ",
    "M ∙ ",
    "M·",
    "m. · ",
    "m · ",
    "p. · ",
    "μ. · ",
    "об. · ",
    "дп · ",
    "пп · ",
    "SA · ",
    "CH · ",
    "م · ",
    "ص · ",
    "ظ. · ",
    "เที่ยง · ",
    *CLOCKS,
    "etweets",
)
#: A text without any of these literals holds no embed, no link to a post and no fragment.
ANCHORS: tuple[str, ...] = (
    *HANDLES,
    *dict.fromkeys(anchor for _, rule in _rules() if _stands_without_handle(rule) for anchor in rule.anchors),
    *MEDIA,
    *LINKS,
    *CARDS,
    *SHORTCODES,
)


_BRANDED = tuple(anchor for anchor in ANCHORS if _BRAND in anchor)


class Anchors(NamedTuple):
    """What one pass over ``text`` found: ``signs`` are offsets of "@", ``spots`` half-open offsets of words
    that rules need; whether an attribution's handle, a link to a post, a media link, a card or a
    shortcode of a post is there; ``held`` are the names of the groups of literals that may be."""

    text: str
    signs: list[int]
    spots: list[Span]
    handle: bool
    link: bool
    media: bool
    card: bool
    shortcode: bool
    held: frozenset[str]


def read_anchors(text: str) -> Anchors | None:
    """The anchors of ``text``; None where it has none, as most texts."""
    held = _held(text)
    return _anchors_of(text, held) if held else None


def may_remain(rest: str, text: str, joints: list[int]) -> bool:
    """Whether ``rest``, lines of ``text``, has any anchor; ``joints`` is where lines have met in it.

    Literals that are not in ``text`` can only be at a joint: nothing else is looked for anew.
    """
    held = _held(text) | _GROUPS.in_text(_around(rest, joints, _LONGEST, _LONGEST))
    if _MEDIA in held and not any(literal in rest for literal in MEDIA):
        held -= {_MEDIA}
    return _anchors_of(rest, held) is not None


def _anchors_of(text: str, held: frozenset[str]) -> Anchors | None:
    """The anchors of ``text``, which may hold literals of the groups ``held``, or those literals."""
    signs = signs_of(text) if _WIDE_SIGN in held else list(_places("@", text))
    stands = _HANDLE_SIGN.match
    handle = _HANDLE in held and any(stands(text, at) for at in signs)
    if _WORD in held:
        media, host, spots = _read_spots(text)
    else:
        media, host, spots = _MEDIA in held, _FORUM in held, _places_of(held & _standing_alone(), text)
    words = {text[slice(*spot)] for spot in spots}
    handle = handle or not words.isdisjoint(_MARKS)
    whole = any(word != _BRAND for word in words) or any(_in_label(text, *spot) for spot in spots)
    link = _LINK in held and traces.in_text(text)
    shortcode = not held.isdisjoint(shortcodes.SIGNS) and shortcodes.may_open(text, held)
    card = _CARD in held and (host or bool(signs)) and may_hold_card(text, signs)
    if not (handle or link or media or whole or card or shortcode):
        return None
    spots = spots if handle or whole else []
    return Anchors(text, signs, spots, handle, link, media, card, shortcode, held)


def _read_spots(text: str) -> tuple[bool, bool, list[Span]]:
    """Whether a media link and a forum's host are in ``text``, and where words are that rules need."""
    media = host = False
    spots: list[Span] = []
    for found in _SPOT.finditer(text):
        word = found.group()
        if word.endswith(_MEDIA_ENDS):
            media = True
        elif word.endswith("\n") and word[0] == ".":
            host = True
        else:
            spots.append(found.span())
    return media, host, spots


def _places_of(words: Iterable[str], text: str) -> list[Span]:
    """Where ``words`` are in ``text`` from their rarest characters on, in order; of two at one place one."""
    leads = ((word, _rarest(word)) for word in words)
    return sorted({(at + lead, at + len(word)) for word, lead in leads for at in _places(word, text)})


#: The time on a card and what parts it from the date.
CARD_TIME = LazyPattern(
    r"\d\d?[:.h]\d{2}"
    r"(?:[ \u00a0\u202f]{0,3}[^\W\d_][^\s\d·•∙,-]{0,11}(?:[ \u00a0\u202f]?[^\W\d_]\.)?)?"
    r"[ \t\u00a0\u202f]{0,3}[·•∙-][ \t\n\u00a0\u202f]{0,3}(?=[^\n]{2,40}\d)"
)


#: The longest text of a card with its header, in characters a reader sees; what Markdown has beside them.
CARD_REACH = 1100
_BESIDE_CARD = 400
#: Characters before `etweets` that hold a digit of its number: `1.2K Retweets`.
_COUNT = 6
#: What makes an address of e-mail of a sign behind a letter.
_MAIL = LazyPattern(r"[@＠][\w-]{1,63}\.\w")
#: The end of a line that names the author as forums print a card: `NAME (HANDLE)`; a handle with its markup.
_NAMED = LazyPattern(r"\)[ \t\r]{0,4}\n")
_LONGEST_HANDLE = 200
_LINKED = ("](", "[http", "(http")


def may_hold_card(text: str, signs: list[int]) -> bool:
    """Whether ``text``, which holds a handle or a line that ends in the host, may hold a flattened card.

    ``signs`` are those of `signs_of`.
    """
    if any(map(str.isdigit, "".join(text[max(0, at - _COUNT) : at] for at in _places("etweets", text)))):
        return True
    if all(parted.search(text) is None for parted in _PARTED):
        return False  # the prefilter of raw rows knows only these anchors
    reach = CARD_REACH + _BESIDE_CARD if not any(sign in text for sign in _LINKED) else len(text)
    handles = (at for at in signs if not (text[at - 1 : at].isalnum() and _MAIL.match(text, at)))
    heads = sorted(
        [*handles, *(line.start() for line in _NAMED.finditer(text) if _closes_handle(text, line.start()))]
    )
    edge = 0
    for at in heads:
        if CARD_TIME.search(text, max(at, edge - _LONGEST), at + reach) is not None:
            return True
        edge = max(edge, at + reach)
        if edge >= len(text):
            break
    return False


def _closes_handle(text: str, at: int) -> bool:
    """Whether the parenthesis at ``at`` may close on a handle, or on a link of one: no blank is in it."""
    if text[at - 1 : at] in (")", "]"):
        return True
    opening = text.rfind("(", max(0, at - _LONGEST_HANDLE), at)
    return opening >= 0 and not any(map(str.isspace, text[opening:at]))


def _led_by(sign: str) -> str:
    """Those of `CARDS` that hold ``sign``, led by it: few texts have any, and `re` skips to it."""
    parts = (anchor.partition(sign) for anchor in CARDS if sign in anchor and anchor not in CLOCKS)
    behind = (f"(?<={re.escape(lead + sign)}){re.escape(rest)}" for lead, _, rest in parts)
    clock = rf"(?<=\d[:.h]\d\d {re.escape(sign)}) "
    return f"{re.escape(sign)}(?:{'|'.join((*behind, clock))})"


#: What parts the time of a card from its date.
_PARTED = tuple(LazyPattern(partial(_led_by, sign)) for sign in "·•∙-")


#: A handle in parentheses and a dash, as the line has that a note taker prints above a post.
_NOTE_SIGN = LazyPattern(r"@[A-Za-z0-9_]{1,15}(?:\]\([^()\s]{1,200}\))?\)[ ]{1,2}[-–—][ ]")


class Chances(NamedTuple):
    """What a text with anchors may hold: posts that these rules read, attributions of tweets, notes."""

    rules: list[tuple[Platform, TextRule]]
    attribution: bool
    note: bool


def read_chances(found: Anchors) -> Chances:
    """What the text of ``found`` may hold: as with anchors, it may be too much, never too little."""
    return Chances(
        rules_for(found),
        (found.handle and may_attribute(found.text, found.signs))
        or (found.media and may_attribute_bare(found.text, found.signs)),
        may_hold_notes(found),
    )


def may_hold_notes(found: Anchors) -> bool:
    """Whether the text may hold posts as note takers print them."""
    return found.handle and found.link and _NOTE_SIGN.search(found.text) is not None


def _in_label(text: str, start: int, end: int) -> bool:
    """Whether the name of the platform is in one of its labels: alone it is no anchor."""
    around = text[max(0, start - _LONGEST) : end + _LONGEST]
    return any(map(around.__contains__, _BRANDED))


def rules_for(anchors: Anchors) -> list[tuple[Platform, TextRule]]:
    """The rules for other platforms than X that have a chance."""
    text = anchors.text
    beside: Iterable[str] = _beside_handles()
    if _BESIDE not in anchors.held:
        beside = [word for word in _beside_handles().keys() & anchors.held if _is_in_anchor(word, text)]
    if not anchors.spots and not beside and _DOMAIN_HANDLE.search(text) is None:
        return []
    spots = [start for start, _ in anchors.spots]
    standing: list[str] = []
    if spots:
        standing = _standing_in(anchors, spots)
    return _called(text, standing, spots + _authors(text, anchors.signs) if anchors.handle else spots, beside)


def _standing_in(anchors: Anchors, spots: list[int]) -> list[str]:
    """The anchors of rules that are neither labels' nor beside handles, in the text around ``spots``."""
    others, held = _by_anchor().others, anchors.held
    if _WORD not in held and others.keys() <= _standing_alone():
        return [anchor for anchor in others if anchor in held]  # all of them were looked for by themselves
    tight = _around(anchors.text, spots, _LONGEST, _LONGEST)
    return [anchor for anchor in others if anchor in tight]


def _is_in_anchor(word: str, text: str) -> bool:
    """Whether one of the anchors beside handles that hold ``word`` is anywhere in ``text``."""
    around = (text[max(0, at - _LONGEST) : at + _LONGEST] for at in _places(word, text))
    printed = (" ".join(part.replace(">", " ").split()) for part in around)
    anchors = _beside_handles()[word]
    return any(anchor in part for part in printed for anchor in anchors)


def has_chance(anchor: str, text: str) -> bool:
    """Whether any rule has one where ``anchor`` is in ``text``; at a handle, at any handle."""
    if anchor in CARDS:
        return may_hold_card(text, signs_of(text))
    if anchor in HANDLES:
        signs = signs_of(text)
        spots = [*_authors(text, signs), *_places(_BRAND, text)]  # a label may be broken over lines
        if may_attribute(text, signs) or _called(text, (), spots):
            return True
        if anchor not in _by_anchor().others:
            return False
    return bool(_called(text, (anchor,), list(_places(anchor, text))))


def _called(
    text: str, words: Iterable[str], spots: list[int], beside: Iterable[str] | None = None
) -> list[tuple[Platform, TextRule]]:
    """The rules that need ``words`` or have an anchor near ``spots``, and what they need not far off.

    ``beside`` are those of `_beside_handles` that the text may hold: any if not given.
    """
    near = " ".join(_around(text, spots, _REACH, _REACH).replace(">", " ").split())
    rules = _applicable(words, near, _beside_handles() if beside is None else beside)
    if not any(rule.needs for _, rule in rules):
        return rules
    from embedparse.text.markdown import visible

    seen = _around(text, spots, *_NEEDED)
    if not visible.is_plain(seen):
        seen = visible.read_visible(text).text
    return [each for each in rules if not each[1].needs or _NEEDED_BY_RULES[each[1].needs].search(seen)]


#: Patterns of what rules need beside their anchor, by what rules write.
_NEEDED_BY_RULES = PatternFamily(str)


class _Index(NamedTuple):
    """Rules by anchor, as indices into `_rules`: labels with the name of their platform;
    those beside a handle; all else."""

    labels: dict[str, list[int]]
    handles: dict[str, list[int]]
    others: dict[str, list[int]]


@cache
def _by_anchor() -> _Index:
    index = _Index({}, {}, {})
    for number, (_, rule) in enumerate(_rules()):
        for anchor in rule.anchors:
            beside = "@" in rule.pattern and anchor not in HANDLES
            kind = index.labels if _BRAND in anchor else index.handles if beside else index.others
            kind.setdefault(anchor, []).append(number)
    return index


def _applicable(words: Iterable[str], near: str, beside: Iterable[str]) -> list[tuple[Platform, TextRule]]:
    """The rules that need ``words``, and labels and handles' rules with an anchor in ``near``.

    ``beside`` are the words of `_beside_handles` that may be there. The rules for any handle need one that is
    a domain.
    """
    index = _by_anchor()
    numbers = {number for word in words for number in index.others.get(word, ())}
    nearby: list[str] = []
    if _BRAND in near:  # less text, for many labels
        branded = _around(near, [*_places(_BRAND, near)], _LONGEST, _LONGEST)
        nearby += (label for label in index.labels if label in branded)
    if "@" in near or "＠" in near:
        anchors = _beside_handles()
        nearby += (anchor for word in beside for anchor in anchors[word])
        if _DOMAIN_HANDLE.search(near):
            numbers.update(index.handles.get("@", ()))
    for anchor in filter(str.isascii, nearby) if near.isascii() else nearby:
        if anchor in near:
            numbers.update(index.labels.get(anchor, ()), index.handles.get(anchor, ()))
    return [_rules()[number] for number in sorted(numbers)]


_DOMAIN_HANDLE = LazyPattern(r"@[\w-]{1,63}\\?\.[\w-]")


def _authors(text: str, signs: list[int]) -> list[int]:
    """Those of ``signs`` that begin an author's handle."""
    return [at for at in signs if _names_an_author(text, at)]


def holds_tokens(found: Anchors) -> bool:
    """Whether a handle is in the text as tokenisers print it."""
    return _TOKENISED in found.held and found.handle and any(sign in found.text for sign in TOKENS)


def signs_of(text: str) -> list[int]:
    """Offsets of the signs that begin a handle, in order."""
    if "＠" in text:
        return [found.start() for found in re.finditer("[@＠]", text)]
    return list(_places("@", text))


def _places(literal: str, text: str) -> Iterator[int]:
    at = text.find(literal)
    while at >= 0:
        yield at
        at = text.find(literal, at + 1)


def _around(text: str, spots: list[int], before: int, behind: int) -> str:
    """The parts of ``text`` around ``spots``, a line break between parts that do not touch."""
    parts, edge = [], 0
    for at in sorted(spots):
        if at - before > edge:
            parts.append("\n")
        parts.append(text[max(edge, at - before) : at + behind])
        edge = at + behind
    return "".join(parts)


def _names_an_author(text: str, at: int) -> bool:
    """Whether the "@" is as in an attribution: `(@`, `by @`, `— @`, not as in an address or a mention."""
    lead = text[max(0, at - 6) : at].rstrip(" \t\r\n\u00a0\u200e\u200f\u2066\u2067\u2068[>\\")
    if lead[-1:] in _OPENERS or lead.endswith("by"):
        return True
    starts_line = at == 0 or text[at - 1] == "\n"
    return starts_line and EXACT_TIME.search(text, at, at + _REACH) is not None


#: A time in UTC, as Bluesky's oEmbed prints it.
EXACT_TIME = LazyPattern(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{3})\d{0,6})?Z")


#: A handle as attributions print it; matched from the sign backwards, which is rare.
_HANDLE_SIGN = LazyPattern(
    "＠|@(?:" + "|".join(f"(?<={re.escape(h)})" for h in HANDLES if h.endswith("@")) + ")"
)


@cache
def _standing_alone() -> frozenset[str]:
    """The anchors that rules need, but for handles with "@" and media links."""
    others = (*HANDLES, *LINKS, *SHORTCODES, *MEDIA, *CARDS)
    return frozenset((_BRAND, *_MARKS, *(a for a in ANCHORS if a not in others and _BRAND not in a)))


def _spots() -> str:
    """All anchors but handles with "@": one alternation, each branch led by its rarest character.

    Built for `re`, which then skips by the set of first characters: five times as fast as as many
    searches. Most labels share the name of their platform.
    """
    literals = (*_standing_alone(), *MEDIA, *FORUMS)
    return "|".join(sorted({_led_by_rarest(literal) for literal in literals}))


def _rarest(literal: str) -> int:
    """The index of the rarest character of ``literal``: no letter in lower case, no blank."""
    return min(range(len(literal)), key=lambda i: (literal[i].islower() or literal[i].isspace(), i))


#: What `_SPOT` matches of a link of `MEDIA`.
_MEDIA_ENDS = tuple(literal[_rarest(literal) :] for literal in MEDIA)


def _led_by_rarest(literal: str) -> str:
    lead = _rarest(literal)
    return re.escape(literal[lead:]) + (f"(?<={re.escape(literal)})" if lead else "")


_SPOT = LazyPattern(_spots)


@cache
def _beside_handles() -> dict[str, list[str]]:
    """The anchors of rules beside a handle by their longest word: blanks are printed in many ways."""
    found: dict[str, list[str]] = {}
    for anchor in _by_anchor().handles:
        if anchor != "@":
            found.setdefault(max(anchor.split(), key=len), []).append(anchor)
    return found


_HANDLE, _WORD, _MEDIA, _FORUM, _LINK, _CARD = "handle", "word", "media", "forum", "link", "card"
_BESIDE, BOX, _WIDE_SIGN = "beside a handle", "end of a box", "wide sign of a handle"
_TOKENISED = "handle of a tokeniser"
#: What is looked for where the text holds a literal of its group.
_GROUPS = LiteralGroups(
    {
        _HANDLE: lambda: HANDLES,
        _WORD: _standing_alone,
        _MEDIA: lambda: MEDIA,
        _FORUM: lambda: FORUMS,
        _LINK: lambda: LINKS,
        _CARD: lambda: CARDS,
        _BESIDE: _beside_handles,
        BOX: partial(words.words, "box_closes"),
        _WIDE_SIGN: lambda: ("＠",),
        _TOKENISED: lambda: TOKENS,
        **{sign: partial(tuple, (sign,)) for sign in shortcodes.SIGNS},
    },
    distinguished=(_WORD, _BESIDE),
)


#: The groups and literals that the last text may hold.
_held = LastResult(_GROUPS.in_text)


#: What replaces the date beside a handle, or above it, where none is printed.
_DATELESS = (*own_links.LITERALS, "/status", "NUM", "num", "DATE", "##", "00")
#: Characters of a name and the link above it; of a link with a wrapped address.
_BEFORE, _BEHIND = 300, 450
#: A parenthesis and what may be between it and the sign in it, in characters.
_LEAD = 6
#: A parenthesis and the blank behind it as tokenised corpora print them (Penn Treebank).
_TOKENS = ("-LRB- ", "-lrb- ")


def may_attribute(text: str, signs: list[int]) -> bool:
    """Whether any handle in ``text`` may belong to a tweet's attribution: a date or a link is at it.

    ``signs`` are those of `signs_of`.
    """
    for opener, _ in opened(text, signs):
        found = IN_PARENTHESES.match(text, opener)
        if found is None:
            continue
        start, end = found.span()
        if _may_date(text, end) or _signs_line(text[max(0, start - 70) : start], text[end : end + 30]):
            return True
        around = text[max(0, start - _BEFORE) : end + _BEHIND]
        if any(link in around for link in _DATELESS):
            return True
    bare = (BARE_HANDLE.match(text, sign) for sign in behind_dash(text, signs))
    return any(found is not None and _may_date(text, found.end()) for found in bare)


#: A long dash that opens a line, and a name, before a handle.
_SIGNED = LazyPattern(r"(?:\A|\n)[ \t>]{0,4}(?:—|--)[ ]?[^\n]{1,60}\Z")


#: A handle without parentheses, of an account that has no other name in its attribution.
BARE_HANDLE = LazyPattern(r"[@＠](?P<handle>[A-Za-z0-9_]{1,15})(?![\w.@/-])")


#: One without its sign.
_UNSIGNED = LazyPattern(r"\((?P<handle>[A-Za-z0-9_]{2,15})\)")
#: A long dash and a name in front of either, the blank behind the name with it; so many characters hold it.
_DASH_AND_NAME = LazyPattern(r"(?:[—–]|--)[ ]?[^\s—–()@][^\n—–()@]{0,50}(?<=[ ])\Z")
_LONGEST_DASH_AND_NAME = 54


def bare_handles(text: str, signs: Iterable[int]) -> Iterator[re.Match[str]]:
    """Handles that lost their sign or their parentheses, each behind a dash and a name, in order.

    Corpora that dropped signs print them so; alone they show no post. ``signs`` are those of `signs_of`.
    """
    for at in sorted((*signs, *_places("(", text))):
        lead = text[max(0, at - _LONGEST_DASH_AND_NAME) : at]
        if not ("—" in lead or "–" in lead or "--" in lead) or _DASH_AND_NAME.search(lead) is None:
            continue
        found = (_UNSIGNED if text[at] == "(" else BARE_HANDLE).match(text, at)
        if found is not None and text.startswith(" ", found.end()):
            yield found


def may_attribute_bare(text: str, signs: Iterable[int]) -> bool:
    """Whether any of `bare_handles` in ``text``, which holds a link of a post, may be of an attribution."""
    return any(_may_date(text, bare.end()) for bare in bare_handles(text, signs))


def behind_dash(text: str, signs: Iterable[int]) -> Iterator[int]:
    """Those of ``signs`` that are right behind a long dash and a blank."""
    return (sign for sign in signs if text.endswith("— ", max(0, sign - 2), sign))


#: A day without its year that ends the line.
YEARLESS = LazyPattern(
    r"[ ](?P<day>[^\W\d_]{3,12}\.?[ ]\d{1,2}|\d{1,2}\.?[ ](?:d[ei][ ])?[^\W\d_]{3,12}\.?)"
    r"(?=[ \r]{0,2}(?:\n|\Z))"
)


def _signs_line(before: str, after: str) -> bool:
    """Whether a dash opens the line in ``before`` a handle, and the line ends ``after`` it, or a day does."""
    ends = after[:1] in ("", "\n", "\r") or YEARLESS.match(after) is not None
    return ends and _SIGNED.search(before) is not None


def opened(text: str, signs: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Offsets of a parenthesis and of the sign close behind it, for those of ``signs`` that have one."""
    for sign in signs:
        low = sign - _LEAD if sign > _LEAD else 0
        lead = text[low:sign]
        if "(" in lead or "（" in lead:
            yield low + max(lead.rfind("("), lead.rfind("（")), sign
        elif lead in _TOKENS:
            yield low, sign


#: Blanks of any width, and marks that show nothing: what attributions may have beside a handle.
BLANKS = r" \t\u00a0\u2000-\u200f\u202a-\u202f\u2060\u2066-\u2069\u3000\ufeff"


#: A handle in parentheses, the link of its profile with it.
IN_PARENTHESES = LazyPattern(
    rf"(?:\\?[(（]|-(?:LRB|lrb)-)[{BLANKS}\n]{{0,4}}"
    r"(?:\[[ \t]?)?\\?[@＠](?:(?<=[(-][ ]@)[ ]|(?<=\(@)[ ]|[\u200b-\u200f]{0,2})"
    r"(?P<handle>(?:[A-Za-z0-9_]|\\_){1,30}|[\[<{][A-Za-z_]{2,12}[\]>}])"
    r"(?:\]\((?P<profile>[^()\s]{1,300})\)|\](?:\[\d{1,4}\])?|[ ]\(https?://[^()\s]{1,300}\))?"
    rf"[{BLANKS}\n]{{0,4}}(?:\\?[)）]|-(?:RRB|rrb)-)(?:\]\(https?://[^()\s]{{1,300}}\))?"
)


#: The first number behind a handle (or a tag with one), and what nothing before it holds.
_NUMBER = LazyPattern(r"(?:&nbsp;|[^\d!?;\"“”„#@+=%$<]){0,80}(?:\d|<(?:a|time|span)\b)")


_YEAR = LazyPattern(r"\d{4}")


#: The longest date, weekday and time of day before it: words, and characters with their gaps.
_WORDS, _GAPS = 24, 1200
#: Characters that hold no more words than that.
_NEAR_WORDS = 2 * _WORDS - 1


def _may_date(text: str, at: int) -> bool:
    """Whether a date may begin behind a handle: a number soon, and one of four digits not far."""
    if not _NUMBER.match(text, at):
        return False
    if _YEAR.search(text, at, at + _NEAR_WORDS) is not None:
        return True
    following = text[at : at + _GAPS].split(None, _WORDS)[:_WORDS]
    return _YEAR.search(" ".join(following)) is not None
