"""Read printed dates in every language and order that embeds have used.

An ambiguous date (03/04/21) is None, not a guess; so is an impossible one. The orders and the
words are data: see `embedparse.fields.date_shapes`.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache

from embedparse.fields import date_shapes
from embedparse.fields.date_shapes import Shape, Start, fold, shapes, words
from embedparse.patterns import LazyPattern

#: Twitter opened in 2006: no post is older. A year after the next one is no post's either.
FIRST_YEAR = 2006
#: The Thai Buddhist year is that much ahead of the Gregorian one.
BUDDHIST_OFFSET = 543

_MAX_LEADS = 6  # `4:40 PM · Thứ Hai, ngày 5 …` has the most
#: Else no time of day follows (past one line break, never a blank line), and no mark.
_MAY_BE_TIMED = LazyPattern(
    r"(?:[^\d\n]|\n(?!\s{0,16}\n)){0,24}\d{1,2}(?:[:.hH]\d|[時时點点시\u1109]|\D{0,4}[^\W\d_])"
    r"|[\u200b-\u202e\u061c\u2066-\u2069\ufeff]"
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
#: `November 3, 2019`, as nearly all embeds print it: read without the tables and patterns of all languages.
_ENGLISH = LazyPattern(rf"({'|'.join(_MONTHS)}) (\d{{1,2}}), (20\d\d)")


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as it is in a text.

    Shape: ``start`` and ``end`` are half-open code-point offsets of all that belongs to the date:
    weekday, time of day, suffix (``г.``), final dot, direction marks. ``date`` is the calendar
    date as printed; no time zone is applied.
    """

    date: datetime.date
    start: int
    end: int


def match_date(text: str, pos: int = 0, endpos: int | None = None) -> PrintedDate | None:
    """The date that begins at ``pos`` (blanks, marks, one line break may precede), or None.

    The longest reading wins. Text glued to its end (`November 3, 2019However`) is left alone.
    """
    limit = len(text) if endpos is None else min(endpos, len(text))
    lead = date_shapes.LEAD.match(text, pos, limit)
    if lead is None:
        return None
    at, after_lead = lead.end(), False
    for _ in range(_MAX_LEADS):
        found = _date_at(text, at, limit)
        if found is not None:
            return PrintedDate(found[0], lead.end(1), _time_end(text, found[1], limit))
        at = _skip_lead(text, at, limit, after_lead)
        if at < 0:
            return None
        after_lead = True
    return None


def parse_date(text: str) -> datetime.date | None:
    """The date that ``text`` is as a whole; blanks, marks and a preposition (`am`, `le`) allowed."""
    at = 0
    for _ in range(_MAX_LEADS):
        found = match_date(text, at)
        if found is not None:
            return found.date if date_shapes.REST.fullmatch(text, found.end) else None
        word = date_shapes.LEAD_WORD.match(text, at)
        if word is None or fold(word[1]) not in words().prepositions:
            return None
        at = word.end()
    return None


def search_date(text: str, pos: int = 0, endpos: int | None = None) -> PrintedDate | None:
    """The first date anywhere in ``text[pos:endpos]``, a short string."""
    limit = len(text) if endpos is None else min(endpos, len(text))
    for token in date_shapes.TOKEN.finditer(text, pos, limit):
        found = match_date(text, token.start(), limit)
        if found is not None:
            return found
    return None


def _date_at(text: str, at: int, limit: int) -> tuple[datetime.date, int] | None:
    """The longest date of any shape that begins exactly at ``at``, and its end."""
    english = _ENGLISH.match(text, at, limit)
    if english is not None:
        month, day, year = english.groups()
        return _calendar(int(year), _MONTHS.index(month) + 1, int(day), english.end())
    start: Start = "word"
    if text[at].isdecimal():
        start = "year" if at + 4 <= limit and text[at : at + 4].isdecimal() else "number"
    best = None
    for shape in shapes(start):
        if not shape.opening.match(text, at, limit):
            continue
        match = shape.pattern.match(text, at, limit)
        if match is not None and (best is None or match.end() > best[1]):
            best = _read(shape, match, limit) or best
    return best


def _read(shape: Shape, match: re.Match[str], limit: int) -> tuple[datetime.date, int] | None:
    """Calendar date and end of what ``shape`` matched; None for no month or an impossible day."""
    printed_year, printed_month, printed_day = match.group("year", "month", "day")
    year, day, end = int(printed_year), int(printed_day), match.end()
    month: int | None
    if printed_month.isdecimal():
        month = int(printed_month)
        if shape.either and month != day:
            if month <= 12 and day <= 12:
                return None  # 03/04/2021: nobody can say
            if month > 12:
                month, day = day, month
    else:
        key = fold(printed_month)
        day_dot = shape.has_day_dot and match["day_dot"] is not None
        year_dot = end < limit and match.string[end] == "."
        month = words().months.get(key) or _settle(key, day_dot, year_dot)
        if month is None:
            return None
        if year >= FIRST_YEAR + BUDDHIST_OFFSET and key in words().thai:
            year -= BUDDHIST_OFFSET
        # `5. april 2018.` is Serbian, dot included; in `5. April 2018.` a German sentence ends.
        if day_dot and year_dot and printed_month.islower() and key in words().year_dot:
            end += 1
    return _calendar(year, month, day, end)


def _calendar(year: int, month: int, day: int, end: int) -> tuple[datetime.date, int] | None:
    """The date with the ``end`` of its print; None for an impossible one."""
    if not FIRST_YEAR <= year <= _last_year():
        return None
    try:
        return datetime.date(year, month, day), end
    except ValueError:
        return None


@cache
def _last_year() -> int:
    return datetime.date.today().year + 1


def _settle(key: str, day_dot: bool, year_dot: bool) -> int | None:
    """The month that a disputed word is in a date printed with these dots."""
    readings = [reading for reading in words().disputed.get(key, ()) if reading[1] == day_dot]
    if len({month for month, _, _ in readings}) > 1:
        readings = [reading for reading in readings if reading[2] == year_dot]
    return readings[0][0] if readings else None


def _skip_lead(text: str, at: int, limit: int, after_lead: bool) -> int:
    """Where the date may go on after a weekday or a time of day at ``at``; -1: nothing of the kind."""
    time = date_shapes.TIME_BEFORE.match(text, at, limit) if text[at].isdecimal() else None
    if time is not None:
        return time.end()
    word = date_shapes.LEAD_WORD.match(text, at, limit)
    if word is None:
        return -1
    key = fold(word[1])
    if key in words().leads or (after_lead and key in words().prepositions):  # `mandag den 5. marts`
        return word.end()
    return -1


def _time_end(text: str, end: int, limit: int) -> int:
    """Where the time of day and the marks after a date end; ``end`` where there are none."""
    if not _MAY_BE_TIMED.match(text, end, limit):
        return end
    match = date_shapes.TIME_AFTER.match(text, end, limit)
    return end if match is None else match.end()
