"""The parts of an attribution as patterns: joint, dash, target, and what may surround them.

`attributions` puts them together. Each is compiled when it is first needed. Variants and their
sources: formats catalogue 5.1.
"""

from __future__ import annotations

import re

from embedparse.fields.own_links import CODE, CUT_CODE, PAGE, PICTURE, SHORTENER
from embedparse.locales import any_of
from embedparse.patterns import LazyPattern
from embedparse.platforms import with_form
from embedparse.text.anchors import BLANKS
from embedparse.text.widgets.words import alternation, words

#: A link as the platform shortens it, its code of ten characters; or cut by an ellipsis.
LINK = LazyPattern(rf"(?:{SHORTENER}|{PICTURE})/(?:{CODE}|{CUT_CODE})")


#: The end of a body: a link of ten characters' code, and blanks.
AFTER_LINK = LazyPattern(LINK.pattern + r"[ \t\u00a0]{0,4}\Z")


#: A dash behind a date: the next item of a list begins.
DASH_AFTER = LazyPattern(r"[ \t\u00a0]{1,4}(?:[—–-]|--)[ \t\u00a0]")


_PLATFORM = with_form("attribution")
_NAMES = "|".join(map(re.escape, (_PLATFORM.short_name, *_PLATFORM.also_called)))


#: How lightweight markups open the link that the date is: `[URL DATE]`, `[[URL][DATE]]`, `[url=URL]DATE`,
#: `URL[DATE]`, `<URL|DATE>`, `"DATE":URL`, `` `DATE <URL>`__ ``.
_MARKUP = (
    r"(?:(?:\[{0,2}<?(?:(?i:url)=\"?)?"
    rf"(?P<page>https?://(?:[\w-]{{1,20}}\.)?{PAGE}/\w{{1,20}}/status(?:es)?/\d{{1,20}}"
    r"(?:\?[^\s\[\]|<>\"]{0,200})?)\"?(?:\]\[|[\]|\[ ]))|[`\"])?"
)
#: What may be between the closing parenthesis and the date.
#:
#: Emphasis, blanks (written out where the print shows its entities), line breaks with the marks of a
#: quotation, a border (of a cell, of what a hand set in parentheses), a link's number or bracket, tags
#: that were left.
JOINT = LazyPattern(
    lambda: (
        rf"\*{{0,2}}(?:[{BLANKS}]|&nbsp;){{0,8}}(?:\r?\n[ \t]{{0,40}}(?:>[ \t]?){{0,4}}[ \t]{{0,40}}){{0,2}}"
        rf"(?P<platform>{any_of('widgets', 'on')}[ ](?:{_NAMES})(?:[ ]\([^()\n]{{1,30}}\))?"
        rf"[,:]?[{BLANKS}]{{1,4}})?(?P<preposition>{any_of('dates', 'prepositions')}[ ](?=\w))?"
        rf"{_MARKUP}(?P<border>[·•|,–—-][{BLANKS}]{{1,4}}|\()?(?:\[\d{{1,4}}\]|\\?\[)?\*{{0,2}}"
        r"(?:>[ \t]?){0,4}"
        r"(?:<(?:a|time|span)\b(?:\n[ \t]{0,8}>|[^<>]){0,400}>){0,2}"
    )
)


#: Dashes in the order of trust; the group's name is the kind.
DASH = LazyPattern(
    rf"""
        (?P<em>—{{1,2}}|&(?:amp;)?(?:mdash|\#8212|\#[xX]2014);|(?:Ã¢â‚¬|â€)(?:â€\x9d|â€|[—\u201d\x94])
          |â\x80\x94|\x97|\\u2014|[―⸺])
      | (?P<en>(?<!\d)–|–(?!\d)|‒|&(?:amp;)?(?:ndash|\#8211|\#x2013);|â€“|\\u2013)
      | (?<!-)(?P<double>-{{2,3}})(?!-)
      | (?P<hyphen>(?:(?<![\w-])|(?<=(?:{SHORTENER}|{PAGE})/{CODE}))
          -(?=[ \t\u00a0])(?!(?<=\d[ ]-)[ ]\d{{1,3}}\b))
      | (?P<glued>(?<=[.!?…"”)]|[#＃]\w{{1,40}})-(?=[ \t\u00a0]))
      | (?P<lost>(?<=^|\n|(?:{SHORTENER}|{PAGE})/{CODE}[ ]?)[?~\ufffd](?=[ ]))
        """,
    re.VERBOSE,
    engine="regex",
)


#: The end of a sentence and a capital letter behind it, or a tag and a word, in what would be a name.
SENTENCE_IN_NAME = LazyPattern(
    r"(?:\b\p{Ll}{4,}[.!?…]{1,3}|[。！？।])['\"”’»)]{0,2}[ ]{0,3}(?=[\p{Lu}\p{Lo}])"
    r"|(?<=\s)[#＃]\w{2,60}[ ]{1,2}(?=\p{Lu})",
    engine="regex",
)


#: What closes a date that is a link: `](URL)`, `][26]`; or ` (URL)`, ` [URL]` after a bare date.
TARGET = LazyPattern(
    r"""
        [ \t]?\n?(?:[ \t]{0,40}>[ \t]?)?\]\(\s{0,2}<?
          (?P<inline>[^()\s<>]{1,400}(?:\s{1,4}(?:>[ \t]?)?[^()\s<>]{1,200}){0,4})>?\s{0,2}\)
      | \](?:\[\d{1,4}\])?
      | [ \t]?\n?[ \t]{0,12}(?:>[ \t]?)?
          (?:\((?P<bare>https?://[^()\s]{1,300}(?:\s{1,4}(?:>[ \t]?)?[^()\s]{1,200}){0,4})\)
           | \[(?P<square>https?://[^\[\]\s]{1,300}(?:\s{1,4}(?:>[ \t]?)?[^\[\]\s]{1,200}){0,4})\])
      | [ \t]?<(?P<angle>https?://[^<>\s]{1,400})>(?:`_{1,2})?
      | [ ](?P<plain>https?://(?:[a-z]{1,6}\.)?[a-z]{1,10}\.com/\w{1,20}/status/\d{5,20}(?!\d))
      | ":(?P<textile>https?://[^\s<>]{1,300}[^\s<>.,;:!?)])
      | (?i:\[/url\]) | \]\] | (?<=\w)>(?=\s|\Z) | \}\}
        """,
    re.VERBOSE,
)


#: The path of a post.
STATUS = LazyPattern(rf"{PAGE}/\w{{1,20}}/status(?:es)?/\d{{1,20}}")


#: A link in a name: `[NAME](URL)`, `[NAME][26]`, `NAME (URL)`.
NAME_LINK = LazyPattern(
    r"\[(?P<text>[^\[\]]{1,100})\](?:\([^()\s]{1,300}\)|\[\d{1,4}\])|[ ]\(https?://[^()\s]{1,300}\)$"
)


#: What opens an attribution before its dash: a link's number, emphasis at the line's start, marks.
OPENER = LazyPattern(
    r"(?:\[\d{1,4}\]|(?<=\n[ \t]{0,4}(?:>[ ]?)?)\*{1,2}|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]{1,3})\Z",
    engine="regex",
)


#: What closes after the date what was opened before it: emphasis, tags, a parenthesis.
CLOSER = LazyPattern(r"\*{0,2}(?:</(?:a|time|span)>){0,2}\)?\*{0,2}")


_APP_END = r"(?=[ \t\r]{0,8}(?:\n|$))"


def _app() -> str:
    """Words of the platform that close the line, or are the next one: catalogue 4.14 and 5.1."""
    name = rf"{_PLATFORM.card.programs}|via (?:web|(?:{_NAMES})(?: \w{{2,12}}){{0,3}})|on (?:{_NAMES})"
    return (
        rf"(?:[ \t]{{1,4}}(?:[·•|-][ \t]{{0,4}})?(?:{name}){_APP_END})?"
        rf"(?:[ \t\r]{{0,8}}\n\s{{0,8}}(?:{alternation(words('below'))}){_APP_END})?"
    )


APP = LazyPattern(_app)


#: A number that a corpus masked: `*NUMBER*`, `[NUM]`, `##`, `00`.
_MASK = (
    r"(?:\*NUMBER\*|[<\[{]?(?<![\w])(?:NUMBERS?|NUM|numbers?|num|DATE|date)(?!\w)[>\]}]?"
    r"|\#{1,4}|(?:0000|00?)(?!\d))"
)
#: A date of such numbers, and words: `March *NUMBER*, *NUMBER*`, `## de mayo de ####`.
_MASKED = (
    rf"(?:[^\W\d_]{{3,12}}\.?[ ])?{_MASK}"
    rf"(?:\.?,?[ ./-]{{1,2}}(?:(?:de[ ])?[^\W\d_]{{2,12}}\.?[ ](?:del?[ ])?)?{_MASK}){{0,2}}(?:[ ](?:г|р)\.)?"
)
#: What is where the date should be: a link to the post (`View on X`), or a date nobody can read.
STATUS_BESIDE = LazyPattern(
    r"[ \t\u00a0]{0,4}(?:\n[ \t]{0,12}(?:>[ \t]?){0,4})?"
    r"(?:(?:\[[^\[\]\n]{0,40}\]\(\s?)?<?"
    rf"(?P<url>https?://(?:[\w-]{{1,20}}\.)?{PAGE}/\w{{1,20}}/status(?:es)?/\d{{1,20}}[^()\s<>]{{0,300}})"
    r"(?:>?\)|>|(?=\s|$))|\d{1,2}(?P<sign>[/.-])\d{1,2}(?P=sign)(?:\d{4}|\d{2})(?!\d)"
    r"|(?P<stamp>1\d{12})(?!\d)"
    rf"|(?P<masked>{_MASKED}))"
)
