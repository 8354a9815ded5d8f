"""The features that borders are decided by, declared: each family's names and what they mean.

The names are the keys of ``weights.json``, which is checked against this table when it is loaded. A name in
braces means each value of a vocabulary: ``{sep} after {last}`` is `line after colon` and its like.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from string import Formatter
from typing import Literal, NamedTuple

from embedparse.text.borders.boundary_features import CLOSINGS
from embedparse.text.borders.echoes import PLACES
from embedparse.text.borders.segment_features import SIGNS
from embedparse.text.borders.segments import FIRST_CLASSES, LAST_CLASSES, SEPARATIONS

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
    "place": PLACES,
    "edge": ("edge", "document"),
    "inside": ("midline", "glued"),
    "outer": (*SEPARATIONS, "end"),
    "cued": ("colon", "stop", "word", "emoji"),
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


#: What each feature says, by its family: the names with vocabularies in braces.
_MEANINGS: dict[Subject, dict[str, str]] = {
    "segment": {
        "size{size}": "The weighted length of the segment.",
        "usual-{length}": "Its length against the median line of the article.",
        "names-author": "It names the writer of the post: prose about the post does.",
        "indent-same": "It is indented as far as the attribution.",
        "indent-other": "It is indented otherwise than the attribution.",
        "home": "It is in the article's language.",
        "foreign": "It is in another language than the article.",
        "self": "Its writer speaks of himself, or to somebody.",
        "voice of posts": "It has words that posts are full of: thanks, news, calls to come.",
        "voice of reports": "It has a word of an article's telling: said, however, whose.",
        "voice of reports, thrice": "It has three such words or more.",
        "{form}, article {article_form}": "Japanese: whether it and the article are in the polite form.",
        "heading": "It has capitals throughout and ends without a mark.",
        "element inside": "Lines of elements: one inside a sentence is no link of a post's.",
        "unlinked": "Lines of elements: a tag, a mention or a shortened link is not linked.",
        "said {place}": "Its words are in the article once more.",
        "quoted {place}": "The same, in quotation marks: prose quotes the post that it shows.",
        **{sign.name: sign.meaning for sign in SIGNS},
    },
    "boundary": {
        "{edge}": "Nothing is above: the post before, or the start of the document.",
        "{edge}, {sep}": "Nothing is above; what parts the segment from it.",
        "{edge} before {first}": "Nothing is above; how the segment begins.",
        "{joint} after a {closing}": "What parts them, and the upper one's last words.",
        "{joint} before a sentence": "The lower one's first words begin a sentence.",
        "below a heading": "The upper one is a heading.",
        "below a heading, {joint}": "The upper one is a heading; what parts the lower one.",
        "heading then sentence": "A heading, and what begins a sentence or a post.",
        "blank end, {break}": "A blank was left before the line break, as within a post.",
        "blank end then {first}": "The same, and how the line below begins.",
        "no blank end, {break}": "No blank was left before the line break.",
        "{sep} after {last}": "What parts the two segments, and how the upper one ends.",
        "{sep} before {first}": "What parts them, and how the lower one begins.",
        "{last} then {first}": "How the upper one ends and the lower one begins.",
        "{sep} after {size}": "What parts them, and how long the upper one is.",
        "{sep} before {size}": "What parts them, and how long the lower one is.",
        "{last} ends {size}": "How the upper one ends, and how long it is.",
        "{length} over {length_below}": "The lengths of both against the article's median line.",
        "{inside}, {last} then {first}": "Inside a line: how one ends and the other begins.",
        "cue, {cued}": "The upper one has a word by which articles introduce posts, and ends so.",
        "introduced": "The upper one is of some length and ends in a colon.",
        "introduced by name": "The same, and it names the writer of the post.",
        "end": "The text ends below.",
        "end after {last}": "The text ends below a segment that ends so.",
        "same-language, home": "Above and below it the article's language is in use.",
        "same-language, foreign": "Above and below it the same other language is in use.",
        "leaves-home-language": "The article's language above, another below.",
        "enters-home-language": "Another language above, the article's below.",
        "language-change": "Two languages, neither of them the article's.",
    },
    "body": {
        "count {to_eight}": "How many segments the body has.",
        "count {to_three} among {list_style}": "The same, by how the extractor prints lists.",
        "fills {share}": "The share of the platform's limit that the body fills.",
        "longest {length}": "Its longest segment against the article's median line.",
        "mixed-languages": "Its segments are in several languages.",
        "paragraphs {to_four}": "How many blank lines it has inside.",
        "{seps} within {outer}": "What parts its segments, and what parts it from the text beyond.",
        "quotes-open": "A quotation mark is opened in it and not closed.",
        "quotes-close": "A quotation mark is closed in it that was opened outside.",
        "short-lead": "Its first segment is short, and others follow.",
    },
    "none": {
        "none": "The post has no body on this side of its attribution.",
        "media-above": "The body above the attribution ends in a picture's link: nothing follows one.",
        "no-media": "The body above the attribution does not end in a picture's link.",
        "none among {list_style}": "No rest below, by how the extractor prints lists.",
        "none below {none_to_three}": "No rest below, and how many segments are above.",
    },
}

FAMILIES = tuple(
    Family(name, subject, meaning) for subject, rows in _MEANINGS.items() for name, meaning in rows.items()
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
