"""What is printed as a post is and may be none: titles of talks, awards and pictures, signatures of letters.

`Keynote — NAME (@HANDLE) May 4, 2020` is printed as a post is. Posts of a few words without any mark at
their end are rare (3 in 1,000), and pages that hold nothing else rarer: where all that a document holds
reads so, its records are no more than possible.

`— NAME (@HANDLE) 4 May 2020` is printed below letters and beside pictures too. Nearly all articles that show
posts say so: the platform is named, or one of the posts has a link, a tag, a mention or an emoji (97 of 100
documents). Where nothing does, what reads in two ways like a signature is no more than possible.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from embedparse import locales
from embedparse.models import Match
from embedparse.patterns import LazyPattern
from embedparse.platforms import with_form
from embedparse.text.attributions.find import Attribution
from embedparse.text.view import TextView

#: A title has no more characters.
_LONGEST = 60
#: What ends a sentence, or a quotation: a title ends in a letter, a digit, or what opens something.
_ENDS = frozenset(".!?…。！？।؟\"”'’»)」』")
#: What opens what follows it: no post ends so.
_OPENS = frozenset(",:;：，；")
#: What titles have none of: tags, mentions, links, emoji.
_SIGN = LazyPattern(
    r"`|[#＃][^\W\d]|@\w|https?:|\w\.\w{2,6}/|[\u2600-\u2604\u2607-\u27bf\U0001f300-\U0001faff]"
    r"|\bHTTPURL\b|[<\[{](?:url|link|user|URL|LINK|USER)[>\]}]"  # what corpora print for links and mentions
)
#: Scripts that part no words and mark few ends: a post of one line looks as a title does.
_WORDLESS = LazyPattern("[\u0e00-\u0eff\u2e80-\uffef]")
#: A title in quotation marks, or a number in parentheses, behind words; no smiley.
_QUOTED_TITLE = LazyPattern(
    r"\w[^\"“„«‘']{0,40}[ ][\"“„«‘'][^\"”“»’']{2,50}[\"”“»’']\Z|\w.{0,50}[ ]\([#\w][^()]{0,12}\)\Z"
)
#: The same where no blank parts words.
_WORDLESS_TITLE = LazyPattern(r"[^\s「『。、]{1,12}[ ]?[「『][^「」『』]{2,40}[」』]\Z")
#: Signs that pictures and awards have in front of their titles.
_BADGES = "📷📸🎥🏆🥇🥈🥉🏅🎖🎤🎙\ufe0f "
#: The end of a sentence inside a text.
_SENTENCE = LazyPattern(r"[^\W\d_]{3}[.!?…।؟]\s")
#: What opens a string or a comment of a program; the stars of a review.
_CODE = LazyPattern(
    r"[{\[(]?\s{0,4}\"?[\w-]{1,30}\"?\s{0,4}[:=]\s{0,4}\"|[#;%*/<({\"'-]{1,4}\Z"
    r"|[A-Za-z_][\w.]{0,30} ?= ?[\"'`]|.{0,40}[(=:,]\s{0,4}[\"'`]\Z"
    r"|(?:[^★☆]{0,60}[ ])?[★☆]{3,5}\Z|\"{3}|'{3}"
)


def doubt_lookalikes(view: TextView, posts: Sequence[tuple[Attribution, Match]]) -> None:
    """Make those of ``posts``, which are all of one document, possible that may be titles or signatures."""
    _doubt_titles(view, [match for _, match in posts])
    _doubt_signatures(view, posts)


def _reads_as_title(body: str) -> bool:
    """Whether ``body`` is none that a post has by itself: a line of few words without an end, a program's."""
    last = body.rpartition("\n")[2].strip()
    if len(last) <= _LONGEST and _CODE.match(last) is not None:
        return True
    body = body.strip(_BADGES)
    if not body:
        return bool(last)  # a badge alone
    if "\n" in body or len(body) > _LONGEST or (body[-1] in _ENDS and not _QUOTED_TITLE.match(body)):
        return False
    if body[-1] not in _OPENS and not _words("pronouns").isdisjoint(body.casefold().split()):
        return False
    return not any(sign.search(body) for sign in (_SIGN, _WORDLESS, _SENTENCE))


def _shows_sign(body: str) -> bool:
    """Whether ``body`` has what posts have and prose seldom: a tag, a mention, a link, an emoji."""
    return _SIGN.search(body) is not None


def _doubt_titles(view: TextView, matches: Sequence[Match]) -> None:
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
    if "(@" in match.body and len(match.body) <= _LONGEST:
        return "bare"  # the name above it in a list
    if _reads_as_title(match.body):
        if _is_introduced(view, match.spans[0][0]):
            return "post"
        return "short" if _is_sentence_apart(view, match) else "title"
    return "post" if len(match.body) > _LONGEST or _shows_sign(match.body) else "short"


def _is_sentence_apart(view: TextView, match: Match) -> bool:
    """Whether the body is a sentence without its end, above its attribution, between paragraphs of prose."""
    words = (match.body or "").casefold().replace("’", "'").split()
    if match.layout != "below" or words[0] in _words("question_words"):
        return False
    says = not _words("finite_verbs").isdisjoint(words[1:-1])
    return says and _is_between_prose(view, match.spans[0][0], match.spans[-1][1])


@cache
def _words(kind: str) -> frozenset[str]:
    """The words of ``kind`` in all languages."""
    return frozenset(map(str.casefold, locales.in_all("articles", kind)))


#: What introduces a post has more characters before its colon than a heading (`Winners:`).
_INTRODUCTION = 40


def _is_introduced(view: TextView, start: int) -> bool:
    """Whether a sentence before ``start`` ends in a colon, as articles introduce posts."""
    before = view.before(start, 3 * _INTRODUCTION).rstrip().rpartition("\n")[2]
    named = "(@" in before  # `On May 4, NAME (@HANDLE) wrote:` of a mail
    if named or not before.endswith((":", "：")):
        return False
    return len(before) > _INTRODUCTION or any(map(before.casefold().__contains__, _introduction_cues()))


@cache
def _introduction_cues() -> tuple[str, ...]:
    """Parts of the words of writing and saying that introduce a post, in all languages."""
    return tuple(sorted(locales.in_all("articles", "introduction_cues")))


def _is_glued(view: TextView, match: Match) -> bool:
    """Whether a dash is tight behind the body: an extractor left out what was between them."""
    return _GLUED_DASH.search(view.text, *match.spans[0]) is not None


_GLUED_DASH = LazyPattern(r"[,:;]—")


_PLATFORM = with_form("attribution")
#: So many reasons to doubt make a post possible.
_DOUBTS = 2
#: A line of prose has more code points; in scripts that part no words a third of them.
_PROSE = 30
_PROSE_ENDS = frozenset('.!?…。！？।؟:："”’»)')
#: The date as the platform prints it for pages that name no language: `May 4, 2020`.
_PRINTED_DATE = LazyPattern(r"[)）]\s{0,3}\[?[A-Z][a-z]{2,8} \d{1,2}, \d{4}")
#: What is in front of a title on its line: `Guest lecture: `.
_LABEL = LazyPattern(r"[*•·>\s-]{0,4}[^\W\d][^\W\d_]{2,14}(?:[ ][^\W\d_]{2,14}){0,2}[ ]?[:：]\s{1,2}")
#: So much of a line on either side is looked at, in code points.
_REACH = 400


def _doubt_signatures(view: TextView, posts: Sequence[tuple[Attribution, Match]]) -> None:
    """Make those of ``posts`` of one document possible that may be signatures."""
    if (
        not posts
        or any(_is_shown(view, *post) for post in posts)
        or _is_thread([match for _, match in posts])
    ):
        return
    rows = _rows(view, posts)
    signs_article = len(posts) == 1 and _is_last(view, *posts[0])
    doubtful = [
        match
        for attribution, match in posts
        if attribution.date
        and _reasons(view, attribution, match) + (attribution.start in rows) + signs_article >= _DOUBTS
    ]
    if not doubtful or _NAMED.search(view.text) is not None:
        return
    for match in doubtful:
        match.confidence = "possible"
        match.evidence = [*match.evidence, "reads-as-a-signature"]


def _is_shown(view: TextView, attribution: Attribution, match: Match) -> bool:
    """Whether the post has a link, a sign that posts have, or is a quotation with its attribution."""
    quoted = match.layout == "markdown" and ">" in view.line_before(attribution.start, _PROSE)
    return quoted or match.url is not None or _shows_sign(match.body or "")


def _is_thread(matches: Sequence[Match]) -> bool:
    """Whether one account posts again and again, each post above its attribution."""
    one = len({match.handle for match in matches}) == 1 < len(matches)
    return one and all(match.layout == "below" for match in matches)


_CALLS = frozenset("!?！？؟")


def _is_last(view: TextView, attribution: Attribution, match: Match) -> bool:
    """Whether the attribution of the only post is the last line of the document, as a signature of an article
    after a blank line; what calls or asks is none."""
    end = match.spans[-1][1]
    if _CALLS.intersection(match.body or "") or view.text[end : end + _REACH].strip():
        return False
    apart = view.before(attribution.start, _PROSE).replace(" ", "").endswith("\n\n")
    return (
        apart
        and _is_prose((match.body or "").rpartition("\n")[2])
        and ("\n" in (match.body or "") or match.spans[0][0] > 0)
    )


def _rows(view: TextView, posts: Sequence[tuple[Attribution, Match]]) -> set[int]:
    """Where attributions start that are rows of a list: two lines in a row, each whole, or each a signature
    below the first one's."""
    rows: set[int] = set()
    for (first, post), (second, other) in pairwise(posts):
        if view.text[first.close : second.start].count("\n") != 1:
            continue
        bare = other.body is None and view.begins_line(first.start) and view.begins_line(second.start)
        if bare or (post.layout == other.layout == "inline" and "\n" not in f"{post.body}{other.body}"):
            rows |= {first.start, second.start}
    return rows


def _platform_named() -> str:
    """The platform as articles name it, and what they call its posts."""
    full = "|".join(map(re.escape, _PLATFORM.also_called))
    return rf"(?i:{full}|{locales.any_of('articles', 'platform_names')})|(?<=\w[ ]){_PLATFORM.short_name}\b"


_NAMED = LazyPattern(_platform_named)


#: The heading of a version in a list of changes, its date with it.
_VERSION = LazyPattern(
    r"#{0,6}[ ]{0,2}(?:[Vv]|[Vv]ersion |[Rr]elease )?\[?\d{1,4}(?:\.\d{1,5}){1,3}\]?(?:[ ][(—–-].{0,40})?"
)


def _reasons(view: TextView, attribution: Attribution, match: Match) -> int:
    """How many reasons there are to take the attribution for a signature."""
    start = match.spans[0][0]
    if _is_introduced(view, start):
        return 0
    if _VERSION.fullmatch(view.line_above(start)[-_REACH:]) is not None:
        return _DOUBTS
    return sum(
        (
            _PRINTED_DATE.search(view.text, attribution.start, attribution.end + 1) is None,
            not _is_between_prose(view, start, match.spans[-1][1]),
            _LABEL.fullmatch(view.line_before(start, _PROSE)) is not None,
            match.body is None
            or (_reads_as_title(match.body) and not _is_sentence_apart(view, match))
            or _WORDLESS_TITLE.match(match.body) is not None,
        )
    )


def _is_between_prose(view: TextView, start: int, end: int) -> bool:
    """Whether a sentence of an article is before ``start`` and behind ``end``."""
    above = view.before(start, _REACH).rstrip(" \t\r\n>").rpartition("\n")[2]
    below = view.text[end : end + _REACH].lstrip(" \t\r\n>").partition("\n")[0]
    return _is_prose(above) and _is_prose(below)


def _is_prose(line: str) -> bool:
    line = line.rstrip()
    width = len(line) + (0 if line.isascii() else 2 * sum(sign > "\u2e80" for sign in line))
    return width > _PROSE and (line[-1] in _PROSE_ENDS or width >= _REACH // 2)
