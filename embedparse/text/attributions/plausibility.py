"""Which attributions the document confirms: a name with a handle and a date is not always a post's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from embedparse.fields.own_links import LITERALS
from embedparse.locales import any_of, in_all
from embedparse.patterns import LazyPattern
from embedparse.text.attributions import run_on_names
from embedparse.text.attributions.find import BARE, EMOJI, NO_YEAR, Attribution
from embedparse.text.view import TextView

#: Blanks, line breaks and quotation marks between a body and its attribution.
_GAP = " \t\r\n>"
#: Dashes that the platform never prints: a hand or an extractor put them there, or they are no attribution's.
_WEAK = ("dash-en", "dash-hyphen", "dash-glued")
_OPEN = ",;:–—-/&("
#: A line whose dash parts a post from its attribution holds more than so many code points before it.
_BODY = 40
#: A post that an article shows has more characters.
_FEWEST = 20
_SENTENCE_ENDS = frozenset('.!?…。！？।؟"”’»)')
_STOPS = frozenset(".!?…。！？।؟")
_PARAGRAPH_ENDS = _SENTENCE_ENDS | frozenset(":：")
#: Code points of the line above a name, and what shows there that it is a post's.
_ABOVE = 400
_SIGN = LazyPattern(rf"(?:^|\s)[#＃@]\w|{EMOJI}")
#: What is in front of a dash on its line in program text, in a list of versions or in a copyright notice.
_TECHNICAL = LazyPattern(
    r"(?:/[/*]|# |<!|(?:\.\. )?[a-z-]{1,30}:: |©|\(c\)|(?:v|version )?\d{1,3}(?:\.\d{1,5}){1,3}(?!\d)"
    r"|commit [0-9a-f]{6}|merged #\d|episode \d|version \d|\d{1,2}[:.]\d{2}\b|(?:subject|re|fwd?):[ ]"
    r"|(?:attribution|author|byline|caption|description|label|title):\Z|[\w .=]{0,40}\w\(['\"])",
    re.IGNORECASE,
)
#: What follows a date in a range or a programme.
_GOES_ON = LazyPattern(
    lambda: rf"[ ]{{1,3}}(?:{any_of('articles', 'range_words')}|–|—|-)[ ]{{1,3}}(?:\d|\p{{Lu}})",
    engine="regex",
)
#: The time of a mail's or a changelog's date, seconds and zone with it.
_SENT = LazyPattern(r"\d{1,2}:\d{2}:\d{2}[ ][+-]\d{4}")
#: So many characters hold what is in front of a dash in a credit, and a letter's closing above a name.
_CREDIT = 60


def plausible(view: TextView, found: Sequence[Attribution]) -> list[Attribution]:
    """Attributions with a date, and those without that end their line where others of the text are sure."""
    sure = any(a.dash and (a.date or (_has_link(view, a) and view.ends_line(a.close))) for a in found)
    sure = sure or sum(_signs_alone(view, a) for a in found) > 1
    several = sum(_runs_on(view, a) for a in found) > 1 or sum(BARE in a.evidence for a in found) > 1
    return [
        a
        for a in found
        if (_is_dated_post(view, a, several) if a.date else _is_undated_post(view, a, sure=sure))
    ]


def _signs_alone(view: TextView, a: Attribution) -> bool:
    """Whether the attribution without a date is a line below a sentence, as an item of a list is not."""
    if a.date or a.evidence[0] in _WEAK or not (a.dash and view.begins_line(a.start)):
        return False
    above = view.line_above(a.start)
    ended = above[-1:] in _SENTENCE_ENDS or NO_YEAR in a.evidence
    return view.ends_line(a.close) and len(above) > _BODY and ended


def _is_shown(view: TextView, a: Attribution) -> bool:
    """Whether the handle is made of the name, or a link of a post is right before the attribution."""
    return run_on_names.resembles(a.author, a.handle) or _ends_in_link(view.before(a.start, 80, _GAP))


def _is_dated_post(view: TextView, a: Attribution, several: bool) -> bool:
    """``several``: more than one attribution of the document has lost its dash in the middle of a line, or
    the sign or the parentheses of its handle."""
    if BARE in a.evidence and not (several or _is_shown(view, a)):
        return False
    if not (a.dash or _is_dashless_post(view, a) or _is_run_on_post(view, a, several)):
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
    if _ROLE.match(name) is not None or _OTHER.search(name) is not None:
        return True
    if _LEAD.match(a.author) is not None:
        return True
    if not name.startswith(_bylines()):
        return False
    found = next(word for word in _bylines() if name.startswith(word))
    if len(found) > _SHORT_WORD or found in ("by ", "via ") or a.evidence[0] in _WEAK:
        return True
    return _letters(name.removeprefix(found)) == _letters(a.handle.casefold())


#: What a name has in front in a credit: `Text: NAME`.
_ROLE = LazyPattern(r"[^\W\d][^\n:：@()]{1,30}[:：]\s|(?:[^\W\d]+[ ]){1,3}by[ ]")
#: Another account in the name, as in a list of people; or marks of a list's item or of a program.
_OTHER = LazyPattern(r"\(@\w{1,15}\)|^\[.?\]|^\[\[")
#: Words in small letters before a name: `adapted from Ada Moll`.
_LEAD = LazyPattern(r"\p{Ll}{4,} \p{Ll}{2,6} \p{Lu}", engine="regex")
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


@cache
def _mail_footers() -> tuple[str, ...]:
    return tuple(sorted(in_all("articles", "mail_footers")))


#: What opens a comment.
_COMMENT = LazyPattern(r"[ \t]{0,40}(?://|/?\*|\#[ ]|--|;|%|<!--)")
#: What is alone before a dash in a comment of one line.
_COMMENT_MARKS = ("#", "//", "///", ";", ";;", "%", "%%", "<!--", "/*", "/**")
#: What is on the line below the last of a longer comment.
_COMMENT_ENDS = ("-->", "*/", "--%>", "#}", "%}")
#: What ends a line of a program.
_PROGRAM_LINE = LazyPattern(r"(?:.{0,200}(?:[;{}]|\(\))|\[[\w.-]{1,40}\])[ \t]{0,8}\Z")


def _is_in_program(view: TextView, a: Attribution) -> bool:
    """Whether the attribution is a comment in a program, beside a line of it, or a mail's signature."""
    if a.dash == "--" and view.text.startswith(("\n", "\r\n", " \n"), a.start + 2):
        return True
    lead = view.line_before(a.start, 2 * _CREDIT).rstrip().removesuffix("&nbsp;")
    if lead.strip() in _COMMENT_MARKS or (_PROGRAM_LINE.match(lead) is not None and not lead.endswith(")")):
        return True
    if view.ends_line(a.close) and view.line_below(a.close).startswith((*_COMMENT_ENDS, *_mail_footers())):
        return True
    # Articles on programs print code below a post; only a line that is a comment belongs to the code.
    is_comment = _COMMENT.match(lead) is not None or (a.dash == "--" and not lead)
    return (
        is_comment and view.ends_line(a.close) and _PROGRAM_LINE.match(view.line_below(a.close)) is not None
    )


#: A caption before its credit: `The old bridge. Photo:`.
_SENTENCE_END = LazyPattern(r"[.!?…][\"”’»)]?[ ]")


def _after_sentence(line: str) -> str:
    """The end of ``line`` behind its last sentence that is whole."""
    ends = [end.end() for end in _SENTENCE_END.finditer(line)]
    return line[ends[-1] :] if ends else line


def _is_credit(view: TextView, a: Attribution) -> bool:
    """Whether the attribution is a credit, the item of a programme, or the signature of a letter."""
    if _GOES_ON.match(view.text, a.close) is not None or _is_in_program(view, a):
        return True
    if a.date and _SENT.search(view.text, max(0, a.close - 15), a.close + 16) is not None:
        return True
    lead = view.line_before(a.start, 2 * _CREDIT).strip().strip(">*_|").strip()
    if lead:
        last = _after_sentence(lead)
        bare = last.strip(" \u00a0:–—-(").casefold()
        if bare in _credits():
            return len(last) < len(lead) or len(lead) <= _CREDIT or lead[-1] in ":："
        if last[-1:] in ",，、" and bare.rstrip(",，、") in _closings():
            return True
        return len(last) <= _CREDIT and _TECHNICAL.match(last) is not None
    if a.evidence[0] == "dash-hyphen" and "," in a.author:
        return True
    above = _after_sentence(view.line_above(a.start)[-2 * _CREDIT :])
    return len(above) <= _CREDIT and above.rstrip(",.!").casefold() in _closings()


def _is_undated_post(view: TextView, a: Attribution, *, sure: bool) -> bool:
    """``sure``: another attribution of the document is complete."""
    if "unreadable-date" in a.evidence and a.dash not in ("-", ""):
        return not (_is_byline(a) or _is_credit(view, a))
    if a.dash == "-" or not view.ends_line(a.close):
        return False
    if not a.dash:
        return bool(a.author) and _ends_in_link(view.before(a.start, 80, _GAP))
    if _is_byline(a) or _is_credit(view, a):
        return False
    if _has_link(view, a) or (sure and view.begins_line(a.start)) or _follows_sign(view, a):
        return True
    if NO_YEAR in a.evidence and view.begins_line(a.start) and _is_between_paragraphs(view, a):
        return True
    return a.evidence[0] not in _WEAK and (_lines_of_post(view, a) or "").endswith((":", "："))


def _follows_sign(view: TextView, a: Attribution) -> bool:
    """Whether a long dash opens the attribution below a line that ends in a tag or an emoji, or on it."""
    if a.evidence[0] in _WEAK:
        return False
    words = view.before(a.start, _ABOVE, _GAP).rsplit(None, 1)
    return len(words) == 2 and _SIGN.search(" " + words[1]) is not None and not words[1].startswith("(")


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
        if ended or _SIGN.search(line.rsplit(None, 1)[-1]) is not None:
            return True
        return len(line) > _FEWEST and line[-1] in _STOPS and run_on_names.resembles(a.author, a.handle)
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
    if view.line_after(a.close, 40).strip() or "," in a.author or "(@" in line:
        return False
    return quoted or _SIGN.search(line) is not None or _is_between_paragraphs(view, a)


#: So far from the start of a document a name is no longer its author's, below the headline.
_HEAD = 100


def _runs_on(view: TextView, a: Attribution) -> bool:
    """Whether the name without a dash is in the middle of a line, a sentence before and behind it."""
    if a.dash or not a.date or not a.author or view.begins_line(a.start):
        return False
    if "," in a.author[:-1].replace(", ", "", 1) or _is_byline(a):
        return False
    return run_on_names.GOES_ON.match(view.text, a.close) is None


def _is_run_on_post(view: TextView, a: Attribution, several: bool) -> bool:
    """Whether the attribution without a dash in the middle of a line is a post's.

    In front of it is a sign of a post, or there are several such, or its handle is made of its name and it is
    neither at the start of the document, where authors are named, nor at its end, where articles are signed.
    """
    if not _runs_on(view, a):
        return False
    before = view.before(a.start, _ABOVE).rsplit(None, 1)
    if before and _SIGN.search(" " + before[-1]) is not None:
        return True
    if several:
        return True
    behind = view.text[a.close : a.close + _POST].strip()
    return a.start > _HEAD and len(behind) > _BODY and run_on_names.resembles(a.author, a.handle)


#: A paragraph of an article has more characters, a post of one line no more.
_PARAGRAPH, _POST = 60, 300


def _is_between_paragraphs(view: TextView, a: Attribution) -> bool:
    """Whether a line that a post may be is above the attribution, between two paragraphs of an article.

    A byline is below a headline or a summary, or it ends the article.
    """
    above = _lines_of_post(view, a)
    below = view.line_below(a.close)
    return above is not None and all(
        len(line) > _PARAGRAPH and line[-1] in end
        for line, end in ((above, _PARAGRAPH_ENDS), (below, _SENTENCE_ENDS))
    )


def _lines_of_post(view: TextView, a: Attribution) -> str | None:
    """The line above the one that may be the post of ``a``, which is a line; None where none may be."""
    post = view.line_above(a.start)
    if not (view.begins_line(a.start) and _FEWEST < len(post) <= _POST and post[-1] in _SENTENCE_ENDS):
        return None
    if "(@" in post or post[0] in "—–-":
        return None  # an attribution, or an item of a list
    return view.line_above(view.text.rfind(post, 0, a.start))


def _ends_in_link(text: str) -> bool:
    words = text.rsplit(None, 1)
    return bool(words) and any(host in words[-1] for host in LITERALS)
