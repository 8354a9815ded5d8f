"""Titles that an attribution follows and that are no posts: of talks, awards, pictures, letters, programs.

`Keynote — NAME (@HANDLE) May 4, 2020` is printed as a post is. Posts of a few words without any mark at
their end are rare (3 in 1,000), and pages that hold nothing else rarer: where all that a document holds
reads so, its records are no more than possible.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from embedparse import locales
from embedparse.models import Match
from embedparse.patterns import LazyPattern
from embedparse.text.view import TextView

#: A title has no more characters.
LONGEST = 60
#: What ends a sentence, or a quotation: a title ends in a letter, a digit, or what opens something.
_ENDS = frozenset(".!?…。！？।؟\"”'’»)」』")
#: What opens what follows it: no post ends so.
_OPENS = frozenset(",:;：，；")
#: What titles have none of: tags, mentions, links, emoji.
_SIGN = LazyPattern(
    r"`|[#＃][^\W\d]|@\w|https?:|\w\.\w{2,6}/|[\u2600-\u2604\u2607-\u27bf\U0001f300-\U0001faff]"
)
#: Scripts that part no words and mark few ends: a post of one line looks as a title does.
_WORDLESS = LazyPattern("[\u0e00-\u0eff\u2e80-\uffef]")
#: A title in quotation marks, or a number in parentheses, behind words; no smiley.
_QUOTED_TITLE = LazyPattern(
    r"\w[^\"“„«‘']{0,40}[ ][\"“„«‘'][^\"”“»’']{2,50}[\"”“»’']\Z|\w.{0,50}[ ]\([#\w][^()]{0,12}\)\Z"
)
#: Signs that pictures and awards have in front of their titles.
_BADGES = "📷📸🎥🏆🥇🥈🥉🏅🎖🎤🎙\ufe0f "
#: The end of a sentence inside a text.
_SENTENCE = LazyPattern(r"[^\W\d_]{3}[.!?…।؟]\s")
#: What opens a string or a comment of a program; the stars of a review.
_CODE = LazyPattern(
    r"[{\[(]?\s{0,4}\"?[\w-]{1,30}\"?\s{0,4}[:=]\s{0,4}\"|[#;%*/<({\"'-]{1,4}\Z"
    r"|.{0,40}[(=:,]\s{0,4}[\"'`]\Z"
    r"|(?:[^★☆]{0,60}[ ])?[★☆]{3,5}\Z"
)


@cache
def _pronouns() -> frozenset[str]:
    """Pronouns of who speaks and of who is spoken to, in all languages."""
    return frozenset(map(str.casefold, locales.in_all("articles", "pronouns")))


def reads_as_title(body: str) -> bool:
    """Whether ``body`` is none that a post has by itself: a line of few words without an end, a program's."""
    last = body.rpartition("\n")[2].strip()
    if len(last) <= LONGEST and _CODE.match(last) is not None:
        return True
    body = body.strip(_BADGES)
    if not body:
        return bool(last)  # a badge alone
    if "\n" in body or len(body) > LONGEST or (body[-1] in _ENDS and not _QUOTED_TITLE.match(body)):
        return False
    if not _pronouns().isdisjoint(body.casefold().split()):
        return False
    return not any(sign.search(body) for sign in (_SIGN, _WORDLESS, _SENTENCE))


def shows_sign(body: str) -> bool:
    """Whether ``body`` has what posts have and prose seldom: a tag, a mention, a link, an emoji."""
    return _SIGN.search(body) is not None


def doubt_titles(view: TextView, matches: Sequence[Match]) -> None:
    """Make those of ``matches``, the posts of one document, possible that are titles.

    That is where nothing introduces one, and nothing else is there but a few short lines: items of a
    programme may be questions. What ends in a comma or a colon is doubted anywhere. So are attributions
    without a body, where one follows another: they are a list of names.
    """
    read = [_kind(view, match) for match in matches]
    doubtful = read.count("title") >= max(1, read.count("short")) or read.count("bare") > 1
    thread = len({match.handle for match in matches}) < len(matches)  # one account posts again and again
    alone = "post" not in read and doubtful and not thread
    for match, kind in zip(matches, read, strict=True):
        opens = kind == "title" and (match.body or "").strip()[-1:] in _OPENS and not _is_glued(view, match)
        if opens or alone:
            match.confidence = "possible"
            match.evidence = [*match.evidence, "reads-as-a-title"]


def _kind(view: TextView, match: Match) -> str:
    """What ``match`` reads as: a post, a title, a short line with an end, or bare without a body."""
    if match.url is not None or match.layout == "markdown":
        return "post"
    if match.body is None:
        return "title" if view.line_above(match.spans[0][0]).startswith("#") else "bare"
    if reads_as_title(match.body):
        return "post" if is_introduced(view, match.spans[0][0]) else "title"
    return "post" if len(match.body) > LONGEST or shows_sign(match.body) else "short"


#: What introduces a post has more characters before its colon than a heading (`Winners:`).
_INTRODUCTION = 40


def is_introduced(view: TextView, start: int) -> bool:
    """Whether a sentence before ``start`` ends in a colon, as articles introduce posts."""
    before = view.before(start, 3 * _INTRODUCTION).rstrip().rpartition("\n")[2]
    return before.endswith((":", "：")) and len(before) > _INTRODUCTION


def _is_glued(view: TextView, match: Match) -> bool:
    """Whether a dash is tight behind the body: an extractor left out what was between them."""
    return _GLUED_DASH.search(view.text, *match.spans[0]) is not None


_GLUED_DASH = LazyPattern(r"[,:;]—")
