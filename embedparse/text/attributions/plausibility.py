"""Which attributions the document confirms: a name with a handle and a date is not always a post's."""

from __future__ import annotations

from collections.abc import Sequence

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
_BYLINE = (
    "by ",
    "von ",
    "par ",
    "por ",
    "da ",
    "door ",
    "av ",
    "di ",
    "od ",
    "autor",
    "author",
    "follow",
    "written",
    "posted",
    "from ",
    "via ",
    "updated",
    "published",
)


def plausible(view: TextView, found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions with a date, and those without that end their line where others of the text are sure."""
    sure = any(a.dash and (a.date or (_has_link(view, a) and view.ends_line(a.close))) for a in found)
    return [a for a in found if (_is_dated_post(view, a) if a.date else _is_undated_post(view, a, sure=sure))]


def _is_dated_post(view: TextView, a: Attribution) -> bool:
    if not (a.dash or _is_dashless_post(view, a)) or _is_place_and_byline(view, a):
        return False
    return _opens_with_dash(view, a)


def _is_undated_post(view: TextView, a: Attribution, *, sure: bool) -> bool:
    """``sure``: another attribution of the document is complete."""
    if a.dash in ("-", "") or not view.ends_line(a.close):
        return False
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
    line = before.rpartition("\n")[2].strip(" \t>*_")
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
    if not a.author or a.start == 0 or "(@" in a.author or a.author.lower().startswith(_BYLINE):
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


def _is_place_and_byline(view: TextView, a: Attribution) -> bool:
    """`PLACE — By NAME (@handle) date`."""
    if not a.author.startswith(("By ", "BY ")) or view.begins_line(a.start):
        return False
    return not _ends_in_link(view.before(a.start, 80))


def _ends_in_link(text: str) -> bool:
    words = text.rsplit(None, 1)
    return bool(words) and any(s in words[-1] for s in ("t.co/", "pic.twitter.com/", "pic.x.com/"))
