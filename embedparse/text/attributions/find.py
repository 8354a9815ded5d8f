"""Attributions of tweets in flattened text: `— NAME (@HANDLE) DATE` and what extractors make of it.

The handle in parentheses is the anchor. From there the date is read forwards (the date parser
confirms), the name backwards to its dash. Variants and their sources: formats catalogue 5.1.
"""

from __future__ import annotations

import datetime
import heapq
import html
import re
from collections.abc import Iterable, Iterator, Sequence
from operator import methodcaller
from typing import Any, NamedTuple

from embedparse.fields.dates import PrintedDate, match_date
from embedparse.patterns import LazyPattern
from embedparse.text.anchors import BARE_HANDLE, IN_PARENTHESES, YEARLESS, behind_dash, opened, signs_of
from embedparse.text.attributions import run_on_names, shapes
from embedparse.text.markdown import unescaped
from embedparse.text.view import TextView

#: A display name holds at most 50 characters; Markdown escapes, emoji sequences and wraps add some.
NAME_REACH = 130
#: A part of a name before a dash inside it is shorter: the whole has at most 50 characters.
_SHORT_NAME = 30
#: Hyphens are the weakest dashes, those glued to a word the weakest of all.
_HYPHENS = ("hyphen", "glued")
_MARKS = (*_HYPHENS, "en")
#: Code points that hold any printed date, its weekday and time.
_LONGEST_DATE = 80
_DIGIT = LazyPattern(r"\d")
#: The evidence of a date without its year; one with which any day is a date.
NO_YEAR, _SOME_YEAR = "no-year", 2020
#: The evidence of a handle that lost its sign or its parentheses.
BARE = "bare-handle"
#: What a name never begins or ends with: blanks and marks of direction.
_INVISIBLE = " \t\u00a0\u2009\u200a\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
#: What ends a sentence.
_STOPS = (".", "!", "?", "…", "。", "！", "？", "।")
#: Where a line break went through an address.
_BROKEN = LazyPattern(r"\s+(?:>[ \t]?)?")
#: Emoji, near enough, as a set of characters.
EMOJI = "[\u2600-\u27bf\U0001f300-\U0001faff]"
#: An emoji, the sign of its colour or form with it.
_EMOJI_END = LazyPattern(rf"{EMOJI}\ufe0f?\Z")
_WRAP = LazyPattern(r"\s*\n[ \t]*(?:>[ \t]?){0,4}|[ \t\u00a0\u3000]+")


class Attribution(NamedTuple):
    """One attribution as printed.

    ``start`` is the dash (or the name, where no dash is printed), ``end`` the end of the date;
    ``close`` the end of the markup around the date (a Markdown link's target); both are code-point
    offsets. ``dash`` is the dash as printed, empty where there is none. ``url`` is the status URL
    beside the date, ``split`` means that the date is on a line of its own.
    """

    start: int
    end: int
    close: int
    author: str
    handle: str
    date: str | None
    dash: str
    url: str | None
    split: bool
    evidence: tuple[str, ...]


def clean_name(raw: str) -> str:
    """The display name as a reader sees it: wraps, entities and Markdown escapes undone."""
    name = _WRAP.sub(" ", raw).strip(_INVISIBLE)
    if "http" in name or "][" in name:
        name = shapes.NAME_LINK.sub(r"\g<text>", name).strip()
    if "\\" in name:
        name = unescaped(name)
    if "&" in name:
        name = html.unescape(name).strip(" \u00a0")
    if len(name) > 4 and name[:2] == name[-2:] == "**":
        name = name[2:-2]
    elif len(name) > 1 and name[0] in "*_" and name.count(name[0]) == 1:
        name = name[1:]  # the emphasis of name and handle
    return name


def find_attributions(
    view: TextView, signs: Sequence[int] | None = None, bare: Iterable[Any] = ()
) -> list[Attribution]:
    """Every attribution in ``text``, in order, none overlapping. Linear in ``text``.

    ``signs`` are those of `signs_of`, where they are known; ``bare`` are further handles, of `bare_handles`.
    """
    found: list[Attribution] = []
    edge = 0
    handles = _handles(view, signs_of(view.text) if signs is None else signs)
    for match in heapq.merge(handles, bare, key=_start):
        if match.start() < edge:
            continue
        attribution = _read(view, match, edge)
        if attribution is None:
            continue
        if found and attribution.start < found[-1].close:  # what seemed one belongs to this one's name
            found.pop()
        found.append(attribution)
        if attribution.date is not None:
            edge = attribution.close
    return found


_start = methodcaller("start")


#: How a handle without parentheses begins: few texts hold any.
_DASH_AND_SIGN = ("— @", "— ＠")


def _handles(view: TextView, signs: Sequence[int]) -> Iterator[Any]:
    """Handles in parentheses; the pattern is tried only where a parenthesis is before the sign."""
    text = view.text
    pattern = IN_PARENTHESES
    bare = []
    if any(dash in text for dash in _DASH_AND_SIGN):
        bare = [found for sign in behind_dash(text, signs) if (found := BARE_HANDLE.match(text, sign))]
    for paren, sign in opened(text, signs):
        while bare and bare[0].start() < sign:
            yield bare.pop(0)
        escaped = text[paren - 1 : paren] == "\\"
        match = pattern.match(text, paren - escaped, sign + 340)
        if match is not None:
            yield match
    yield from bare


def _read(view: TextView, match: Any, edge: int) -> Attribution | None:
    text = view.text
    handle = match["handle"].replace("\\", "").strip("[]<>{}")
    if len(handle) > 15:
        return None
    joint = shapes.JOINT.match(text, match.end()) if _may_be_dated(view, match.end()) else None
    printed = _date(view, joint) if joint else None
    bare = match[0][0] in "@＠" or match[0][1:-1] == handle
    if bare and not (printed and _names_month(view, match.end(), printed)):
        return None
    split = printed is not None and "\n" in text[match.end() : printed.start]
    if printed is not None and split and shapes.DASH_AFTER.match(text, printed.end):
        printed, split = None, False  # `(@handle)`, and the date that opens the next line of a list
    lead = _name(view, match.start(), edge, dated=printed is not None)
    if lead is None:
        return None
    start, name_start, dash, kind = lead
    name = clean_name(view.text[name_start : match.start()])
    if "](" in match[0] and not match["profile"]:
        name = name.removeprefix("[")  # name and handle are one link
    evidence = f"dash-{kind}" if kind else "no-dash"
    if printed is None:
        at = match.end()
        undated = Attribution(start, at, at, name, handle, None, dash, None, False, (evidence, "no-date"))
        return _with_what_replaces_the_date(view, undated)
    if not _parted_well(view, joint, start, kind):
        return None
    opening = _opening(view, start)
    end = _end(view, match.end(), printed, emphasised="*" in text[start - opening : start])
    close, url = _close(view, end)
    if url and text.startswith(" http", end):
        end = close  # a bare address is read as part of the post
    opening = opening or (close > end and text[start - 1 : start] == "[")  # the whole is the link
    if not opening and text[start - 1 : start] == "(" and text[close : close + 1] == ")":
        opening, end, close = 1, close + 1, close + 1  # a hand set it in parentheses
    day = printed.date.isoformat()
    url = url or (joint["page"] if joint else None)
    told = [evidence, "date"]
    told += ["on-platform"] if joint and joint["platform"] else []
    told += [BARE] if bare and name else []
    return Attribution(start - opening, end, close, name, handle, day, dash, url, split, tuple(told))


def _names_month(view: TextView, at: int, printed: PrintedDate) -> bool:
    """Whether ``printed`` is right behind ``at`` and holds a word: lists print numbers."""
    text = view.text
    return text[at : printed.start].strip(" ") == "" and any(
        map(str.isalpha, text[printed.start : printed.end])
    )


def _with_what_replaces_the_date(view: TextView, undated: Attribution) -> Attribution:
    """``undated``, which ends in its handle, with what is printed in place of its date, if anything is."""
    beside = shapes.STATUS_BESIDE.match(view.text, undated.end)
    if beside is None:
        return _with_day(view, undated)
    told = "status-url" if beside["url"] else "unreadable-date" if beside["masked"] else "no-date"
    date = None
    if beside["stamp"]:  # milliseconds since 1970
        moment = datetime.datetime.fromtimestamp(int(beside["stamp"]) / 1000, datetime.UTC)
        date, told = moment.date().isoformat(), "date"
    return undated._replace(
        end=undated.end if "](" in beside[0] else beside.end(),
        close=beside.end(),
        date=date,
        url=beside["url"],
        evidence=(undated.evidence[0], told),
    )


def _with_day(view: TextView, undated: Attribution) -> Attribution:
    """``undated`` with the day behind its handle that has no year: no date can be told."""
    found = YEARLESS.match(view.text, undated.end)
    if found is None or match_date(f"{found['day']}, {_SOME_YEAR}") is None:
        return undated
    return undated._replace(
        end=found.end(), close=found.end(), evidence=(undated.evidence[0], "no-date", NO_YEAR)
    )


def _parted_well(view: TextView, joint: re.Match[str] | None, start: int, kind: str) -> bool:
    """Whether what parts handle and date does so in attributions: else a row of a table, or a sentence."""
    text = view.text
    border = (joint["border"] or joint["preposition"] or "")[:1] if joint else ""
    if not border:
        return True
    before = text[max(0, start - 40) : start].rstrip(" \t>*")
    linked = shapes.AFTER_LINK.search(before) is not None
    if border in "–—-":
        return kind == "em" and linked  # else the item of a programme, or a range
    return kind == "em" and (border in "·•|" or before.endswith(("\n", *_STOPS)) or linked)


def _opening(view: TextView, start: int) -> int:
    """How many code points before ``start`` open the attribution: a link's number, emphasis, marks."""
    text = view.text
    found = shapes.OPENER.search(text, max(0, start - 8), start)
    return start - found.start() if found else 0


def _end(view: TextView, at: int, printed: PrintedDate, *, emphasised: bool) -> int:
    """The end of the date with what closes it, and the name of the program the post was sent from."""
    text = view.text
    opened = text[at : printed.start]
    end = printed.end
    if emphasised or any(sign in opened for sign in "*<("):
        closer = shapes.CLOSER.match(text, end)
        end = closer.end() if closer else end
    app = shapes.APP.match(text, end)
    return app.end() if app else end


def _may_be_dated(view: TextView, at: int) -> bool:
    """Whether a date may be behind a handle; asked before any table of months is loaded."""
    text = view.text
    return _DIGIT.search(text, at, at + _LONGEST_DATE) is not None or "<" in text[at : at + _LONGEST_DATE]


def _date(view: TextView, joint: re.Match[str]) -> PrintedDate | None:
    """The date behind a handle and the ``joint`` of line breaks, quote marks and the bracket of a link."""
    for start in dict.fromkeys((joint.end(), joint.start())):
        printed = match_date(view.text, start) or _marked_date(view, start)
        if printed is not None:
            return printed
    return None


def _marked_date(view: TextView, at: int) -> PrintedDate | None:
    """A date that a converter marked: `23\\. November 2015` with escapes, `3_May_2019` underlined; or that a
    tokeniser took apart: `23 . November 2015`."""
    text = view.text
    window = text[at : at + _LONGEST_DATE]
    if not any(sign in window for sign in ("\\.", "_", " .", " ,")):
        return None
    kept = [i for i in range(len(window)) if not window.startswith(("\\.", " .", " ,"), i)]
    printed = match_date("".join(window[i] for i in kept).replace("_", " "))
    if printed is None:
        return None
    return PrintedDate(printed.date, at + kept[printed.start], at + kept[printed.end - 1] + 1)


def _name(view: TextView, paren: int, edge: int, *, dated: bool) -> tuple[int, int, str, str] | None:
    """(start, start of the name, dash, kind of dash), or None where no name can be."""
    text = view.text
    floor = max(edge, paren - NAME_REACH)
    line = text.rfind("\n", floor, paren)
    dashes = list(shapes.DASH.finditer(text, floor, paren))
    alone = _dash_alone(view, dashes, floor, paren) if dated else None
    if alone is not None:
        return alone.start(), alone.end(), alone.group(), alone.lastgroup
    # The name may be wrapped onto a second line, never onto a third.
    if line >= 0:
        above = text.rfind("\n", floor, line)
        if above >= 0:
            dashes = [d for d in dashes if d.start() > above]
        wrapped = [d for d in dashes if d.start() <= line]
        if wrapped and not (dated and wrapped[-1].lastgroup != "lost" and len(dashes) == len(wrapped)):
            dashes = [d for d in dashes if d.start() > line]
    best = _best_dash(view, dashes, line + 1 if line >= 0 else (0 if floor == 0 else -1))
    if best is not None and not (dated and _ends_before_name(view, best, paren)):
        return best.start(), best.end(), best.group(), best.lastgroup
    lead = _dashless(view, paren, floor, edge, line)
    if dated and (lead is None or shapes.SENTENCE_IN_NAME.search(text, lead[0], paren) is not None):
        run_on = run_on_names.name_start(view, max(floor, line + 1, edge), paren)
        return lead if run_on is None else (run_on, run_on, "", "")
    if lead is None or dated:
        return lead
    linked = shapes.AFTER_LINK.search(text, max(floor, lead[0] - 60), view.trimmed(floor, lead[0]))
    return lead if linked else None


def _ends_before_name(view: TextView, dash: Any, paren: int) -> bool:
    """Whether ``dash`` is a short one and a sentence ends between it and the handle: it is the post's own."""
    if dash.lastgroup not in _MARKS:
        return False
    return shapes.SENTENCE_IN_NAME.search(view.text, dash.end(), paren) is not None


def _dashless(
    view: TextView, paren: int, floor: int, edge: int, line: int
) -> tuple[int, int, str, str] | None:
    """The name that is all of its line up to the handle, or all that is behind a link."""
    text = view.text
    start = line + 1 if line >= 0 else floor
    links = [link.end() for link in shapes.LINK.finditer(text, start, paren)]
    if links:
        start = links[-1]
    while start < paren and text[start] in " \t>\u00a0":
        start += 1
    if (line < 0 and floor > 0 and floor != edge and not links) or not 0 < paren - start <= 60:
        return None
    return start, start, "", ""


def _dash_alone(view: TextView, dashes: list[Any], floor: int, paren: int) -> Any:
    """A dash that is a line, above the one or two lines of the name: the extractor parted inline elements."""
    text = view.text
    if not dashes or "\n" not in text[dashes[0].end() : paren]:
        return None
    for dash in reversed(dashes):
        if _is_behind_link(text, dash.start(), floor):
            return None  # it ends a body of one line
        above = text.rfind("\n", floor, dash.start())
        first, *name = text[dash.end() : paren].split("\n")
        if (
            dash.lastgroup in ("em", "en")
            and above >= 0
            and name
            and not (text[above : dash.start()] + first).strip(" \t\r\n>\u00a0")
            and sum(bool(row.strip(" \t\r>")) for row in name) <= 2
        ):
            return dash
    return None


def _is_behind_link(text: str, at: int, floor: int = 0) -> bool:
    """Whether a link that ends a body is right before ``at``, not above ``floor``."""
    low = max(floor, at - 40)
    return text.find("/", low, at) >= 0 and shapes.AFTER_LINK.search(text, low, at) is not None


def _best_dash(view: TextView, dashes: list[Any], line: int) -> Any:
    """The dash that opens the attribution.

    Right behind a link, which ends a body; else the line's first; else the last of the strongest
    kind, or one of that kind before it that is behind a sentence's end.
    """
    text = view.text
    if not dashes:
        return None
    strong = max((d.start() for d in dashes if d.lastgroup in ("em", "double")), default=0)
    # A hyphen or a short dash far before a long one is the mark of a list's item.
    opening = [d for d in dashes if d.lastgroup not in _MARKS or strong - d.end() <= _SHORT_NAME]
    for dash in reversed(opening):
        if _is_behind_link(text, dash.start()):
            return dash  # the name may hold dashes of its own
    for dash in opening if line >= 0 else ():
        if not text[line : dash.start()].strip(" \t>*_\u00a0") and dash.start() >= line:
            return dash
    for kind in ("em", "double", "en", *_HYPHENS):
        ranked = [d for d in dashes if d.lastgroup == kind]
        if ranked:
            return next((d for d in ranked[:-1] if _after_end(view, d, ranked[-1])), ranked[-1])
    return None


def _after_end(view: TextView, dash: Any, last: Any) -> bool:
    """Whether ``dash`` is behind a sentence or a tag, and what parts it from ``last`` may be a name."""
    text = view.text
    if last.start() - dash.end() > _SHORT_NAME:
        return False
    before = text[max(0, dash.start() - 40) : dash.start()].rstrip(" \t\u00a0")
    words = before.split()
    tag = bool(words) and words[-1].startswith(("#", "＃"))
    if tag or before.rstrip("\"'”’»").endswith((".", "!", "?", "…", "。", "！", "？")):
        return True
    return _EMOJI_END.search(before) is not None


def _close(view: TextView, end: int) -> tuple[int, str | None]:
    text = view.text
    target = shapes.TARGET.match(text, end)
    if target is None:
        return end, None
    raw = (
        target["inline"]
        or target["bare"]
        or target["square"]
        or target["angle"]
        or target["plain"]
        or target["textile"]
    )
    if raw is None:
        return target.end(), None
    url = _BROKEN.sub("", raw)
    if not shapes.STATUS.search(url):
        return (target.end(), None) if target["inline"] else (end, None)
    return target.end(), url
