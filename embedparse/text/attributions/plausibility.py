"""Which attributions the document confirms: a name with a handle and a date is not always a post's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from embedparse.fields.own_links import LITERALS
from embedparse.locales import in_all
from embedparse.patterns import LazyPattern
from embedparse.text.attributions.find import EMOJI, Attribution
from embedparse.text.view import TextView

#: Blanks, line breaks and quotation marks between a body and its attribution.
_GAP = " \t\r\n>"
#: Dashes that the platform never prints: a hand or an extractor put them there, or they are no attribution's.
_WEAK = ("dash-en", "dash-hyphen", "dash-glued")
_OPEN = ",;:–—-/&("
#: A line whose dash parts a post from its attribution holds more than so many code points before it.
_BODY = 40
#: Code points of the line above a name, and what shows there that it is a post's.
_ABOVE = 400
_SIGN = LazyPattern(rf"(?:^|\s)[#＃@]\w|{EMOJI}")
#: What is in front of a dash on its line in program text, in a list of versions or in a copyright notice.
_TECHNICAL = LazyPattern(
    r"(?:/[/*]?|# |<!--|©|\(c\)|(?:v|version )?\d{1,3}(?:\.\d{1,5}){1,3}(?!\d)"
    r"|commit [0-9a-f]{6}|merged #\d|episode \d|\d{1,2}[:.]\d{2}\b)",
    re.IGNORECASE,
)
#: What follows a date in a range or a programme.
_GOES_ON = LazyPattern(r"[ ]{1,3}(?:to|until|bis|au|à|a|al|–|—|-)[ ]{1,3}(?:\d|\p{Lu})", engine="regex")
#: So many characters hold what is in front of a dash in a credit, and a letter's closing above a name.
_CREDIT = 60


def plausible(view: TextView, found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions with a date, and those without that end their line where others of the text are sure."""
    sure = any(a.dash and (a.date or (_has_link(view, a) and view.ends_line(a.close))) for a in found)
    return [a for a in found if (_is_dated_post(view, a) if a.date else _is_undated_post(view, a, sure=sure))]


def _is_dated_post(view: TextView, a: Attribution) -> bool:
    if not (a.dash or _is_dashless_post(view, a)):
        return False
    if _ends_in_link(view.before(a.start, 80, _GAP)):
        return not view.text.startswith(":", a.close)
    return not _is_byline(a) and not _is_credit(view, a) and _opens_with_dash(view, a)


@cache
def _bylines() -> tuple[str, ...]:
    """What names an author, the longest first, with the blank that parts it from the name."""
    folded = (word.casefold() for word in in_all("articles", "bylines"))
    spaced = (word if word.endswith((":", "：")) else f"{word} " for word in folded)
    return tuple(sorted(spaced, key=lambda word: (-len(word), word)))


def _is_byline(a: Attribution) -> bool:
    """Whether the name begins with what names an author: `By`, `Reporting by`.

    Where the word may be part of a name (`Von`, `Di`), the handle must be the name without it.
    """
    name = a.author.casefold()
    found = next((word for word in _bylines() if name.startswith(word)), None)
    if found is None:
        return False
    if len(found) > _SHORT_WORD or found in ("by ", "via ") or a.evidence[0] in _WEAK:
        return True
    return _letters(name.removeprefix(found)) == _letters(a.handle.casefold())


#: A byline's word of more characters, its blank included, begins no name.
_SHORT_WORD = 5


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@cache
def _credits() -> frozenset[str]:
    return frozenset(map(str.casefold, in_all("articles", "credits")))


@cache
def _closings() -> frozenset[str]:
    return frozenset(map(str.casefold, in_all("articles", "closings")))


def _is_credit(view: TextView, a: Attribution) -> bool:
    """Whether the attribution is a credit, the item of a programme, or the signature of a letter."""
    if _GOES_ON.match(view.text, a.close) is not None:
        return True
    lead = view.line_before(a.start, 2 * _CREDIT).strip().strip(">*_|:")
    if lead:
        bare = lead.strip(" \u00a0:–—-").casefold()
        return len(lead) <= _CREDIT and (bare in _credits() or _TECHNICAL.match(lead) is not None)
    if a.evidence[0] == "dash-hyphen" and "," in a.author:
        return True
    above = view.line_above(a.start)
    return len(above) <= _CREDIT and above.rstrip(",.!").casefold() in _closings()


def _is_undated_post(view: TextView, a: Attribution, *, sure: bool) -> bool:
    """``sure``: another attribution of the document is complete."""
    if a.dash in ("-", "") or not view.ends_line(a.close):
        return False
    if _is_byline(a) or _is_credit(view, a):
        return False
    if "unreadable-date" in a.evidence and a.evidence[0] not in _WEAK:
        return True
    return _has_link(view, a) or (sure and view.begins_line(a.start))


def _has_link(view: TextView, a: Attribution) -> bool:
    """Whether a link shows that there is a post: its own beside the handle, or one at the end of the body."""
    return a.url is not None or _ends_in_link(view.before(a.start, 80, _GAP))


def _opens_with_dash(view: TextView, a: Attribution) -> bool:
    """Whether a dash opens an attribution: not in a talk, and a short one not inside a name or in a list."""
    if view.text.startswith(":", a.close):
        return False
    if a.evidence[0] not in _WEAK:
        return True
    before = view.before(a.start, _ABOVE)
    if _ends_in_link(before.rstrip(_GAP)):
        return True
    line = before.rpartition("\n")[2].strip().strip("\t >*_").strip()
    if line:
        ended = len(line) > _BODY and line[-1] not in _OPEN and not line[-1].isalnum()
        return ended or _SIGN.search(line.rsplit(None, 1)[-1]) is not None
    above = before.rstrip(_GAP).rpartition("\n")[2].lstrip(" \t>")
    below = view.text[a.close : a.close + _ABOVE].lstrip("\r\n \t>")
    return not (above.startswith(a.dash) or below.startswith(a.dash))


def _is_dashless_post(view: TextView, a: Attribution) -> bool:
    """Without a dash the name must begin its line, be no byline, and a post must be above it.

    `NAME (@handle) DATE` alone is how pages sign their articles: below a link, or a line with a tag, a
    mention or an emoji, or in a quotation, it is a post's.
    """
    if not a.author or a.start == 0 or "(@" in a.author or a.author.casefold().startswith(_bylines()):
        return False
    above = view.before(a.start, 100, _GAP)
    if not above or _ends_in_link(above):
        return bool(above)
    before = view.before(a.start, _ABOVE)
    quoted = before.rpartition("\n")[2].lstrip().startswith(">")
    line = before.rstrip(_GAP).rpartition("\n")[2]
    if view.line_after(a.close, 40).strip() or "," in a.author:
        return False
    return quoted or _SIGN.search(line) is not None


def _ends_in_link(text: str) -> bool:
    words = text.rsplit(None, 1)
    return bool(words) and any(host in words[-1] for host in LITERALS)
