"""Lines of an article at which the body of a post below them ends for certain, and joints that none has.

Headings, links to other articles, introductions; a sentence, a list, an announcement that runs on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from embedparse import locales
from embedparse.patterns import LazyPattern
from embedparse.platforms import all_platforms
from embedparse.text.borders.article import Context
from embedparse.text.borders.segments import INSIDE, LINE, PARAGRAPH, Segment

#: A heading, a fence, a rule or a table's row of Markdown: a post is below it.
_BLOCK = re.compile(r"#{1,6} (?=\S)|`{3}|[=~-]{4,}$|\|.{0,400}\|$|:?-{3,}:?(?: ?\| ?:?-{3,}:?){1,20}$")
#: A heading's id, which some extractors leave as it is written: `The mill {#the-mill}`.
_HEADING_ID = re.compile(r"\{#[^\s{}]{1,120}\}$")
_LONGEST_ID = 124
#: An item of a numbered list.
_ITEM = re.compile(r"(\d{1,2})(?:[.)/:] ?|\ufe0f?\u20e3 ?)(?=\D)")
#: Counts are shorter, in weighted characters, and so is what announces news.
_SHORT = 30
#: How a line ends that announces a list.
_OPEN_ENDS = ("word", "colon", "emoji")
#: What is introduced has no more lines; what fills so much of a usual paragraph may be the article's.
_SOON = 3
_PARAGRAPH = 0.6
#: As far from its end, in characters, an introduction is looked at.
_INTRODUCED = 140
#: A post that opens a thread begins so, and never has this inside (formats catalogue 4.13).
_OPENS_THREAD = re.compile(r"1/(?:\d{1,3}|n)?\s")
_COUNT = re.compile(r"1/(?:\d{1,3}|n)?(?:\W{0,3}(?:https?://|pic\.)\S{1,30}|\W{1,3})?")


def is_border(unit: Segment, context: Context, *, nearest: bool) -> bool:
    """Whether ``unit`` belongs to no post; ``nearest``: it is right above the attribution."""
    if _BLOCK.match(unit.text) or unit.text in context.borders:
        return True
    if unit.text.endswith("}") and _HEADING_ID.search(unit.text, max(0, len(unit.text) - _LONGEST_ID)):
        return True
    if nearest:
        return False
    # The block that the attribution closes is indented, this is not; or a link to another article.
    return (unit.indent < context.indent and unit.first != "bullet") or _is_related(unit)


def begins_post(unit: Segment, *, nearest: bool) -> bool:
    """Whether a post begins with ``unit``: no prose does so. ``nearest``: it is above the attribution."""
    if unit.first == "reply":
        return True
    return _OPENS_THREAD.match(unit.text) is not None and not (nearest and only_counts(unit))


def closes_with_one_tag(units: Sequence[Segment]) -> bool:
    """Whether the line right above the attribution is one tag or mention, and another line is above it.

    It closes a post, and is seldom all of one. ``units`` are the candidates, the nearest first.
    """
    if len(units) < 2 or units[0].sep != LINE:
        return False
    return units[0].first in ("hashtag", "mention") and " " not in units[0].text


def closes_quotation(unit: Segment) -> bool:
    """Whether ``unit`` closes a quotation that was opened above it: no post begins with it.

    Where both marks of a quotation are the same, as in Swedish, there are two; behind a digit it is inches.
    """
    text = unit.text
    at = text.find("”")
    if at <= 0 or "“" in text or "„" in text or text.find("”", at + 1) >= 0:
        return False
    return not (text[at - 1].isdigit() or text[at - 1].isspace())


def only_counts(unit: Segment) -> bool:
    """Whether ``unit`` is the number of a thread's first post, a link with it at most: no whole post."""
    return unit.weight <= _SHORT and _COUNT.fullmatch(unit.text) is not None


def runs_on(above: Segment, below: Segment) -> bool:
    """Whether no border is between these two: a sentence or name goes on, or the news announced above."""
    if above.last == "stop" and below.sep != PARAGRAPH:
        return _is_abbreviated(above.text, is_line_end=below.sep == LINE)
    return (
        (above.last == "comma" and below.first == "small") or _announces(above) or _heads_list(above, below)
    )


def _heads_list(above: Segment, below: Segment) -> bool:
    """Whether ``below`` is the first item of a numbered list, and ``above`` the line that announces it."""
    if below.first != "digit" or below.sep != LINE or above.weight >= _SHORT or above.last not in _OPEN_ENDS:
        return False
    item = _ITEM.match(below.text)
    return item is not None and item[1] == "1"


@cache
def _honorifics() -> frozenset[str]:
    """Titles that are abbreviated before a name. No post begins right behind one, or behind an initial."""
    return locales.in_all("articles", "honorifics")


#: Characters that hold the longest of them.
_LONGEST_HONORIFIC = 8


def _is_abbreviated(text: str, *, is_line_end: bool) -> bool:
    """Whether ``text`` ends in a title before a name, or inside a line in an initial (`George W.`)."""
    word = text[-_LONGEST_HONORIFIC:-1].rpartition(" ")[2].lstrip("(“\"‘'")
    if len(word) == 1:
        return word.isupper() and word != "I" and not is_line_end
    return word in _honorifics()


#: Characters that hold any `_RELATED_TITLE`.
_RELATED = 40


#: What opens a link to another article of the page, and its title.
_RELATED_TITLE = LazyPattern(
    lambda: rf"\W{{0,3}}(?:{locales.any_of('articles', 'related_titles')})\s?[:：|]\s?\S", re.IGNORECASE
)


def _is_related(unit: Segment) -> bool:
    """Whether ``unit`` is a link to another article; posts say so too, before an address."""
    if unit.last in ("tco", "media", "url"):
        return False
    lead = unit.text[:_RELATED]  # longer than the words; most units are decided by what it lacks
    return (":" in lead or "|" in lead or "：" in lead) and _RELATED_TITLE.match(unit.text) is not None


@cache
def _telling_verbs() -> tuple[str, ...]:
    """With one of these, and a full stop, Japanese and Korean close an introduction."""
    return tuple(sorted(locales.in_all("articles", "telling_verbs")))


def _introduction() -> str:
    """The end of what names the platform and closes with a colon.

    In Japanese and Korean with the past form of a telling verb.
    """
    short = "|".join(platform.short_name for platform in all_platforms() if platform.short_name)
    name = rf"(?:{locales.any_of('articles', 'platform_names')}|(?<=\w )(?:{short})(?!\w))"
    told = rf"(?:{locales.any_of('articles', 'telling_verbs')})"
    return rf"{name}(?:.{{0,80}}[:：]|.{{0,40}}{told}[.。])$"


_INTRODUCTION = LazyPattern(_introduction, re.IGNORECASE)


def is_introduced(units: list[Segment], length: int, limit: int, context: Context) -> bool:
    """Whether all of ``units``, which are behind an introduction, are what it introduces.

    They are if they are few and all but the last shorter than the article's own paragraphs; their own
    ``length`` does not exceed ``limit``. The first of them may introduce the post once more. A single line
    that opens a quotation is what is introduced, however many pieces it has: translated posts are longer.
    """
    if units[-1].first == "quote" and all(unit.sep in INSIDE for unit in units[:-1]):
        return True
    longest = context.median_line_length * _PARAGRAPH
    return (
        len(units) <= _SOON
        and length <= limit
        and all(unit.weight < longest for unit in units[1:])
        and not may_introduce_again(units, context)
    )


def may_introduce_again(units: list[Segment], context: Context) -> bool:
    """Whether the first of ``units``, behind an introduction, may be one too: it names the writer."""
    first = units[-1]
    if len(units) < 2 or first.last != "colon" or first.sep in INSIDE or first.weight <= _SHORT:
        return False
    lead = first.text.lower()
    return any(map(lead.__contains__, context.names))


def introduces(unit: Segment) -> bool:
    """Whether an article introduces a post with ``unit``."""
    if unit.last != "colon" and (unit.last != "stop" or not unit.text.endswith(_telling_verbs(), 0, -1)):
        return False
    return _INTRODUCTION.search(unit.text, max(0, len(unit.text) - _INTRODUCED)) is not None


def _announcement() -> str:
    """What opens a piece of news: `BREAKING:`, `[속보]`, `【速報】`."""
    words = locales.any_of("articles", "news_openers")
    return rf"(?:\W{{0,3}}(?:{words}) ?[:：]|\W?[\[【](?:{words})[\]】])"


_ANNOUNCEMENT = LazyPattern(_announcement, re.IGNORECASE)


def _announces(unit: Segment) -> bool:
    """Whether what follows ``unit`` is the news that it announces."""
    return unit.weight < _SHORT and _ANNOUNCEMENT.fullmatch(unit.text) is not None


def lists(above: Segment, below: Segment) -> bool:
    """Whether both are items of one numbered list, or counts of one poll: short lines that numbers open."""
    if above.first != "digit" or below.first != "digit":
        return False
    if max(above.weight, below.weight) < _SHORT and below.sep == LINE:
        return True
    first, second = _ITEM.match(above.text), _ITEM.match(below.text)
    return bool(first and second and int(first[1]) + 1 == int(second[1]))


def counts_within(above: Segment, below: Segment, nearer: int) -> set[int]:
    """The counts of units that would part what belongs together: ``below``, ``above`` it, or all nearer ones.

    ``nearer`` is the number of units between ``below`` and the attribution.
    """
    counts: set[int] = set()
    if nearer == 0 and only_counts(below):
        counts |= {0, 1}  # it closes the post
    if lists(above, below):
        counts |= {0, nearer + 1}
    if runs_on(above, below):
        counts.add(nearer + 1)
    return counts
