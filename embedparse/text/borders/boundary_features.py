"""Features of the boundary between two segments: how they end and begin, their words, sizes and languages.

A capital letter says little by itself. But no sentence ends in a function word (`the`, `of`), and where no
full stop is before it one with a capital begins a sentence, and so a block. Headings have capitals
throughout. Which words these are is known for each language (`function_words` of the languages' tables),
not counted in labelled pages.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from embedparse import locales
from embedparse.platforms import all_platforms
from embedparse.text.borders.candidates import BEYOND, BoundaryCandidates
from embedparse.text.borders.segment_features import is_heading, language, share_of_usual, size_of
from embedparse.text.borders.segments import (
    BLANK_END,
    INSIDE,
    PARAGRAPH,
    STRIPPED,
    WIDE,
    Segment,
    function_words,
)

#: What the last words of a segment show.
FUNCTION_WORD, PARTICLE, TITLE = "function word", "particle", "title"
CLOSINGS = (FUNCTION_WORD, PARTICLE, TITLE)

#: Japanese particles that join what is on both sides.
_PARTICLES = frozenset("をはがにのでともへ")
#: Characters of a segment that hold its first words, and its last ones; words that show a title.
_FIRST, _LAST, _WORDS = 60, 80, 6
#: How a segment may begin that begins a sentence or a post.
_OPENINGS = frozenset(("hashtag", "mention", "small"))


def joints_above(side: BoundaryCandidates, own: list[list[str]]) -> list[list[str]]:
    """The features of the joint above each unit that may belong to a head; ``own`` are those of the units."""
    units, context = side.units, side.context
    usual, home = context.median_line_length, context.home
    out = []
    for k in range(side.most):
        above = units[k + 1] if k + 1 < len(units) else None
        joint = _boundary_features(above, units[k], usual, side.edge)
        if inner := _known_within(units, k):
            joint += _of_change(_known_beyond(side, k + 1), inner, home)
        if "introduced" in joint and "names-author" in own[k + 1]:
            joint.append("introduced by name")
        out.append(joint)
    return out


def joints_below(side: BoundaryCandidates) -> list[list[str]]:
    """The features of the joint below each unit that may belong to a tail."""
    units, context = side.units, side.context
    usual, home = context.median_line_length, context.home
    out = []
    for k in range(side.most):
        below = units[k + 1] if k + 1 < len(units) else None
        joint = _boundary_features(units[k], below, usual) if below else _of_end(units[k])
        if inner := _known_within(units, k):
            joint += _of_change(inner, _known_beyond(side, k + 1), home)
        out.append(joint)
    return out


def _known_within(units: list[Segment], k: int) -> str:
    """The language of the first unit that shows one, from unit ``k`` towards the attribution."""
    for at in range(k, max(-1, k - BEYOND - 1), -1):
        if known := units[at].language:
            return known
    return ""


def _known_beyond(side: BoundaryCandidates, k: int) -> str:
    """The language of the first unit that shows one, from unit ``k`` on; units are read as far as needed."""
    units, home = side.units, side.context.home
    for at in range(k, k + BEYOND):
        if at == len(units):
            units += islice(side.beyond, 1)
            if at == len(units):
                break
        unit = units[at]
        known = language(unit, home) if unit.language is None else unit.language
        if known:
            return known
    return ""


@cache
def _cues(in_ascii: bool) -> tuple[str, ...]:
    """Words by which articles introduce a post, in lower case, and parts of such; all, or those in ASCII."""
    cues = sorted(locales.in_all("articles", "introduction_cues"))
    return tuple(cue for cue in cues if cue.isascii() or not in_ascii)


#: Names of platforms that are short or common words, in lower case.
_SHORT_NAMES = tuple(platform.short_name.lower() for platform in all_platforms() if platform.short_name)
#: `Somebody said this:`, `on X`.
_CUES_ALONE = re.compile(rf"(?<!\w)(?:this(?!\w)[^.]{{0,20}}$|(?:{'|'.join(_SHORT_NAMES)})(?!\w))")


def _has_cue(text: str) -> bool:
    """Whether ``text`` has a word by which an article introduces a post."""
    text = text.lower()
    if any(map(text.__contains__, _cues(text.isascii()))):  # for short texts faster than one pattern
        return True
    return any(map(text.__contains__, ("this", *_SHORT_NAMES))) and _CUES_ALONE.search(text) is not None


def _boundary_features(before: Segment | None, after: Segment, usual: int, edge: str = "edge") -> list[str]:
    """Facts of the joint between two segments; ``before`` is None at the edge of the gap.

    ``edge`` says what that edge is: "edge" for the post above, "document" for the article's start.

    ``median_line_length`` is the length of the article's usual paragraph.
    """
    if before is None:
        return [edge, f"{edge}, {after.sep}", f"{edge} before {after.first}"]
    sep, last, first = after.sep, before.last, after.first
    out = [
        *_of_ends(sep, last, first),
        *_of_sizes(sep, last, size_of(before.weight), size_of(after.weight)),
        _over(share_of_usual(before.weight / usual), share_of_usual(after.weight / usual)),
    ]
    if last == "colon" or (last in ("stop", "word", "emoji") and before.weight < 220):
        if _has_cue(before.text):
            out.append("cue, " + last)
        if last == "colon" and before.weight > 24:
            out.append("introduced")
    if sep in INSIDE:
        out.append(f"{sep}, {last} then {first}")
    return out + _wording(before, after)


def _wording(before: Segment, after: Segment) -> list[str]:
    """Facts of the words on both sides of a joint, and of the print between them."""
    sep = PARAGRAPH if after.sep == WIDE else after.sep
    out = []
    if closing := _closing_of(before):
        out.append(f"{sep} after a {closing}")
    if _begins_sentence(after):
        out.append(f"{sep} before a sentence")
    if is_heading(before):
        out += ("below a heading", f"below a heading, {sep}")
        if _opens_below_heading(after):
            out.append("heading then sentence")
    if sep not in INSIDE:
        if BLANK_END in before.traces:
            out += (f"blank end, {sep}", f"blank end then {after.first}")
        else:
            out.append(f"no blank end, {sep}")
    return out


# The arguments of these are classes of which there are few: a name is put together once.


@cache
def _of_ends(sep: str, last: str, first: str) -> tuple[str, ...]:
    return f"{sep} after {last}", f"{sep} before {first}", f"{last} then {first}"


@cache
def _of_sizes(sep: str, last: str, above: str, below: str) -> tuple[str, ...]:
    return f"{sep} after {above}", f"{sep} before {below}", f"{last} ends {above}"


@cache
def _over(above: str, below: str) -> str:
    return f"{above} over {below}"


def _of_end(last: Segment) -> list[str]:
    """Facts of a body that ends with the text, with ``last``."""
    return ["end", "end after " + last.last]


def _of_change(left: str, right: str, home: str) -> list[str]:
    """Facts of the languages last known above a joint and first known below it."""
    if not left or not right:
        return []
    if left == right:
        return ["same-language, home" if left == home else "same-language, foreign"]
    return [
        "leaves-home-language"
        if left == home
        else "enters-home-language"
        if right == home
        else "language-change"
    ]


def _closing_of(segment: Segment) -> str:
    """One of `CLOSINGS`, or ""."""
    if segment.last == "uncased":
        return PARTICLE if segment.text[-1] in _PARTICLES else ""
    if segment.last != "word":
        return ""
    words = segment.text[-_LAST:].split()
    word = words[-1].strip(STRIPPED)
    if word in function_words():
        return FUNCTION_WORD
    if not word[:1].isupper():
        return ""
    if len(words) < _WORDS and segment.before:
        words = [*segment.before.split()[-_WORDS:], *words]
    return TITLE if _ends_title(words[-_WORDS:-1]) else ""


def _ends_title(above: list[str]) -> bool:
    """Whether the next content word before, with no sentence's end between, has a capital too."""
    for word in reversed(above):
        if word[-1] in ".!?…:":
            return False
        bare = word.strip(STRIPPED)
        if bare and bare.lower() not in function_words():
            return bare[0].isupper()
    return False


def _begins_sentence(segment: Segment) -> bool:
    """Whether ``segment`` begins with a function word in capitals that a word in small letters follows."""
    word, following = _first_words(segment)
    if not following.islower() or (len(word) > 1 and word.isupper()):
        return False
    stem = word.lower().replace("’", "'").partition("'")[0]
    return stem == "i" or stem in function_words()


def _first_words(segment: Segment) -> tuple[str, str]:
    """The first word of a segment that begins with a capital, and how the next one begins."""
    if segment.first not in ("capital", "quote", "bracket"):
        return "", ""
    words = segment.text[:_FIRST].split(None, 2)
    return words[0].strip(STRIPPED), words[1].lstrip(STRIPPED)[:1] if len(words) > 1 else ""


def _opens_below_heading(segment: Segment) -> bool:
    """Whether ``segment`` begins as a sentence or a post, not as another heading or a name."""
    return segment.first in _OPENINGS or _first_words(segment)[1].islower()
