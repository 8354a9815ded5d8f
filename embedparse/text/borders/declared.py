"""The features that borders are decided by, declared: each family's names and what they mean.

The names are the keys of ``weights.json``, which is checked against this table when it is loaded. A name in
braces stands for each value of a vocabulary: ``{sep} after {last}`` is `line after colon` and its like.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from string import Formatter
from typing import Literal, NamedTuple

from embedparse.text.borders.segments import FIRST_CLASSES, LAST_CLASSES, SEPARATIONS
from embedparse.text.borders.signs import SIGNS
from embedparse.text.borders.wording import CLOSINGS

#: What a feature describes: one segment, the boundary between two, a whole body, a body without any segment.
Subject = Literal["segment", "boundary", "body", "none"]

#: Buckets of weighted lengths, of a length against the article's median line, of the share of the limit.
SIZES = ("<=12", "<=30", "<=60", "<=100", "<=150", "<=220", "<=300", ">300")
LENGTHS = ("tiny", "short", "same", "long")
SHARES = ("<=10%", "<=25%", "<=50%", "<=75%", "<=90%", "<=102%", "<=115%", "<=140%", ">140%")
LIST_STYLES = ("lone-dashes", "dash-items", "bullets", "no-lists")

_VOCABULARIES: dict[str, tuple[str, ...]] = {
    "sep": SEPARATIONS,
    "first": FIRST_CLASSES,
    "last": LAST_CLASSES,
    "size": SIZES,
    "length": LENGTHS,
    "length_below": LENGTHS,
    "share": SHARES,
    "list_style": LIST_STYLES,
    "edge": ("edge", "document"),
    "inside": ("midline", "glued"),
    "outer": (*SEPARATIONS, "end"),
    "cued": ("colon", "stop", "word"),
    "form": ("polite", "plain"),
    "article_form": ("polite", "plain"),
    "to_three": ("1", "2", "3"),
    "none_to_three": ("0", "1", "2", "3"),
    "closing": CLOSINGS,
    "joint": ("midline", "glued", "line", "paragraph"),
    "break": ("line", "paragraph"),
    "to_four": ("0", "1", "2", "3", "4"),
    "to_eight": tuple("12345678"),
    "seps": tuple(
        "+".join(sep for sep, used in zip(sorted(SEPARATIONS), chosen, strict=True) if used)
        for chosen in product((False, True), repeat=len(SEPARATIONS))
    ),
}


class Family(NamedTuple):
    """Features of one kind: their ``name``, with vocabularies in braces, what they describe and say."""

    name: str
    subject: Subject
    meaning: str

    def names(self) -> list[str]:
        """The names of its features."""
        fields = [field for _, field, _, _ in Formatter().parse(self.name) if field]
        values = product(*(_VOCABULARIES[field] for field in fields))
        return [self.name.format(**dict(zip(fields, chosen, strict=True))) for chosen in values]


FAMILIES = (
    Family("size{size}", "segment", "The weighted length of the segment."),
    Family("usual-{length}", "segment", "Its length against the median line of the article."),
    Family("names-author", "segment", "It names the writer of the post: prose about the post does."),
    Family("indent-same", "segment", "It is indented as far as the attribution."),
    Family("indent-other", "segment", "It is indented otherwise than the attribution."),
    Family("home", "segment", "It is in the article's language."),
    Family("foreign", "segment", "It is in another language than the article."),
    Family("self", "segment", "Its writer speaks of himself, or to somebody."),
    Family("voice of posts", "segment", "It has words that posts are full of: thanks, news, calls to come."),
    Family("voice of reports", "segment", "It has a word of an article's telling: said, however, whose."),
    Family("voice of reports, thrice", "segment", "It has three such words or more."),
    Family(
        "{form}, article {article_form}",
        "segment",
        "Japanese: whether it and the article are in the polite form.",
    ),
    Family("heading", "segment", "It has capitals throughout and ends without a mark."),
    Family("element inside", "segment", "Lines of elements: one inside a sentence is no link of a post's."),
    Family("unlinked", "segment", "Lines of elements: a tag, a mention or a shortened link is not linked."),
    *(Family(sign.name, "segment", sign.meaning) for sign in SIGNS),
    Family("{edge}", "boundary", "Nothing is above: the post before, or the start of the document."),
    Family("{edge}, {sep}", "boundary", "Nothing is above; what parts the segment from it."),
    Family("{edge} before {first}", "boundary", "Nothing is above; how the segment begins."),
    Family("{joint} after a {closing}", "boundary", "What parts them, and the upper one's last words."),
    Family("{joint} before a sentence", "boundary", "The lower one's first words begin a sentence."),
    Family("below a heading", "boundary", "The upper one is a heading."),
    Family("below a heading, {joint}", "boundary", "The upper one is a heading; what parts the lower one."),
    Family("heading then sentence", "boundary", "A heading, and what begins a sentence or a post."),
    Family("blank end, {break}", "boundary", "A blank was left before the line break, as within a post."),
    Family("blank end then {first}", "boundary", "The same, and how the line below begins."),
    Family("no blank end, {break}", "boundary", "No blank was left before the line break."),
    Family("{sep} after {last}", "boundary", "What parts the two segments, and how the upper one ends."),
    Family("{sep} before {first}", "boundary", "What parts them, and how the lower one begins."),
    Family("{last} then {first}", "boundary", "How the upper one ends and the lower one begins."),
    Family("{sep} after {size}", "boundary", "What parts them, and how long the upper one is."),
    Family("{sep} before {size}", "boundary", "What parts them, and how long the lower one is."),
    Family("{last} ends {size}", "boundary", "How the upper one ends, and how long it is."),
    Family(
        "{length} over {length_below}", "boundary", "The lengths of both against the article's median line."
    ),
    Family("{inside}, {last} then {first}", "boundary", "Inside a line: how one ends and the other begins."),
    Family(
        "cue, {cued}", "boundary", "The upper one has a word by which articles introduce posts, and ends so."
    ),
    Family("introduced", "boundary", "The upper one is of some length and ends in a colon."),
    Family("end", "boundary", "The text ends below."),
    Family("end after {last}", "boundary", "The text ends below a segment that ends so."),
    Family("same-language, home", "boundary", "Above and below it the article's language is in use."),
    Family("same-language, foreign", "boundary", "Above and below it the same other language is in use."),
    Family("leaves-home-language", "boundary", "The article's language above, another below."),
    Family("enters-home-language", "boundary", "Another language above, the article's below."),
    Family("language-change", "boundary", "Two languages, neither of them the article's."),
    Family("count {to_eight}", "body", "How many segments the body has."),
    Family("count {to_three} among {list_style}", "body", "The same, by how the extractor prints lists."),
    Family("fills {share}", "body", "The share of the platform's limit that the body fills."),
    Family("longest {length}", "body", "Its longest segment against the article's median line."),
    Family("mixed-languages", "body", "Its segments are in several languages."),
    Family("paragraphs {to_four}", "body", "How many blank lines it has inside."),
    Family(
        "{seps} within {outer}", "body", "What parts its segments, and what parts it from the text beyond."
    ),
    Family("quotes-open", "body", "A quotation mark is opened in it and not closed."),
    Family("quotes-close", "body", "A quotation mark is closed in it that was opened outside."),
    Family("short-lead", "body", "Its first segment is short, and others follow."),
    Family("none", "none", "The post has no body on this side of its attribution."),
    Family(
        "media-above", "none", "The body above the attribution ends in a picture's link: nothing follows one."
    ),
    Family("no-media", "none", "The body above the attribution does not end in a picture's link."),
    Family("none among {list_style}", "none", "No rest below, by how the extractor prints lists."),
    Family("none below {none_to_three}", "none", "No rest below, and how many segments are above."),
)

#: What each group of weights is about. ``in`` and ``out``: a segment inside the body, and the first one
#: outside; ``no`` and ``at``: a boundary inside the body, and the one where it ends.
GROUPS: dict[str, Subject] = {
    "in": "segment",
    "out": "segment",
    "no": "boundary",
    "at": "boundary",
    "of": "body",
    "none": "none",
}
#: A feature of the first segment outside, where a body has no rest below its attribution.
REST = "rest:"


@cache
def _meanings(subject: Subject) -> dict[str, str]:
    return {
        name: family.meaning for family in FAMILIES if family.subject == subject for name in family.names()
    }


def meaning_of(group: str, feature: str) -> str:
    """What ``feature`` means where ``group`` weighs it; empty for one that is not declared."""
    meanings = _meanings(GROUPS[group])
    return meanings.get(feature) or _meanings("segment").get(feature, "")


@cache
def declared(group: str) -> frozenset[str]:
    """The names of the features that ``group`` (a key of `GROUPS`) may weigh."""
    subject = GROUPS[group]
    names = {name for family in FAMILIES if family.subject == subject for name in family.names()}
    if group == "none":
        names |= {REST + name for name in declared("in")}
    return frozenset(names)
